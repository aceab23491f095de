"""Verbs of what people are recognised as (人员身份): categories overlap, so that a person may have many."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.kernel.dictionary import TAGS
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems
from app.kernel.workflow import TAG
from app.record.lookups import only_one
from app.record.moves import put, take
from app.store.journal import changes
from app.store.work import Work
from app.training.tag.model import Tag
from app.training.trainee.model import Trainee
from app.training.trainee.noun import TRAINEE

_KEYS = ("category", "since", "until", "proof")
EDITABLE = tuple(TAGS[key] for key in _KEYS)
FIELDS = (TRAINEE["id_number"], *EDITABLE)


def create(work: Work, id_number: str, **values: Any) -> int:
    """Enter what a known person is recognised as, with its proof."""
    person = work.session.scalars(select(Trainee.uid).where(Trainee.id_number == id_number)).first()
    if person is None:
        field = TRAINEE["id_number"]
        raise Problems([field.problem("tag.stranger", field.kind.mask(id_number) if field.kind.mask else id_number)])
    _check(work, {**values, "trainee_uid": person}, None)
    row = work.add(Tag(trainee_uid=person, **values))
    work.log("tag", "create", row.uid, f"{row.category} {row.since}")
    return int(row.uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct it, or enter the day until which it held."""
    row = take(work, TAG, Tag, uid, "edit")
    before: dict[str, Value] = {key: getattr(row, key) for key in _KEYS}
    _check(work, {**before, **values, "trainee_uid": row.trainee_uid}, uid)
    for key, value in values.items():
        setattr(row, key, value)
    put(work, TAG, row, "edit", changes(EDITABLE, before, values))


def void(work: Work, uid: int, reason: str) -> None:
    """It was entered in error; it stays on record and counts no more."""
    put(work, TAG, take(work, TAG, Tag, uid, "void"), "void", reason)


def _check(work: Work, values: Mapping[str, Any], uid: int | None) -> None:
    if values.get("until") and values["until"] < values["since"]:
        raise Problems([TAGS["until"].problem("tag.dates", str(values["until"]))])
    same = {key: values[key] for key in ("trainee_uid", "category", "since")}
    only_one(work, Tag, uid, f"{same['category']} {same['since']}", **same)
