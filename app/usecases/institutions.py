"""Verbs of institutions: register, correct, put on the published list, take off it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.dictionary import INSTITUTIONS
from app.domain.kinds import BadValue, Value
from app.domain.outcomes import Problems
from app.domain.programmes import parse_programmes
from app.domain.workflow import INSTITUTION
from app.store.journal import changes
from app.store.models import Institution
from app.store.work import Work
from app.usecases.lookups import only_one
from app.usecases.records import cite, put, take

_FLAGS = ("insured", "education_fund")
_KEYS = ("name", "uscc", "kind", "leader", "phone", "address", "bank", "account", "programmes", *_FLAGS)
FIELDS = tuple(INSTITUTIONS[key] for key in _KEYS)
PUBLISH = (INSTITUTIONS["listed_on"],)


def create(work: Work, **values: Any) -> int:
    """Register an institution; its credit code may stand once in an office."""
    _check(work, values, None)
    row = work.add(Institution(**unless_blank(values)))
    work.log("institution", "create", row.uid, str(values["name"]))
    return int(row.uid)


def edit(work: Work, uid: int, **values: Value) -> None:
    """Correct an institution."""
    row = take(work, INSTITUTION, Institution, uid, "edit")
    before: dict[str, Value] = {key: getattr(row, key) for key in _KEYS}
    _check(work, {**before, **values}, uid)
    for key, value in unless_blank(values).items():
        setattr(row, key, value)
    put(work, INSTITUTION, row, "edit", changes(FIELDS, before, values))


def publish(work: Work, uid: int, listed_on: date | None = None) -> None:
    """Put on the published list, with the date of publication (SH-08, QJ-22)."""
    row = take(work, INSTITUTION, Institution, uid, "publish")
    row.listed_on = listed_on or work.today
    put(work, INSTITUTION, row, "publish", str(row.listed_on), cite(work, "published_catalogues", row.listed_on))


def delist(work: Work, uid: int, reason: str) -> None:
    """Take off the list; no new class may name it."""
    row = take(work, INSTITUTION, Institution, uid, "delist")
    put(work, INSTITUTION, row, "delist", reason)


def unless_blank(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of an institution; what nobody said yes to is no."""
    return {key: value or 0 if key in _FLAGS else value for key, value in values.items()}


def _check(work: Work, values: Mapping[str, Value], uid: int | None) -> None:
    try:
        parse_programmes(str(values["programmes"]), work.lists()["skill_levels"])
    except BadValue as bad:
        raise Problems([INSTITUTIONS["programmes"].problem(bad.code, "", **bad.params)]) from None
    only_one(work, Institution, uid, str(values["uscc"]), uscc=values["uscc"])
