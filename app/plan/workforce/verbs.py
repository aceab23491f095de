"""Verbs of head counts (就业人员统计): entered once a year, from a report or a survey that is named."""

from collections.abc import Mapping

from sqlalchemy import select

from app.kernel.dictionary import WORKFORCE as F
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.workflow import WORKFORCE
from app.record.moves import put, take
from app.store.journal import changes
from app.store.models import Workforce
from app.store.work import Work

KEYS = ("year", "employed", "skilled", "highly_skilled", "poor_in_need", "source")
FIELDS = tuple(F[key] for key in KEYS)
EDITABLE = FIELDS[1:]
_WITHIN = (("skilled", "employed"), ("highly_skilled", "skilled"))
"""A group and the one that it is a part of."""


def faults(values: Mapping[str, Value]) -> list[Problem]:
    """What cannot be true: nobody employed, or a part that is more than the whole."""
    found = []
    if values["employed"] == 0:
        found.append(Problem("workforce.employed", key="employed", title=F["employed"].title, value="0"))
    for part, whole in _WITHIN:
        count, limit = values[part], values[whole]
        if isinstance(count, int) and isinstance(limit, int) and count > limit:
            told = {"part": F[part].title, "whole": F[whole].title, "count": count, "limit": limit}
            found.append(Problem("workforce.exceeds", told, key=part, title=F[part].title, value=str(count)))
    return found


def create(work: Work, **values: Value) -> int:
    """Enter the head counts of a year."""
    _check(values)
    same = select(Workforce.uid).where(Workforce.origin == work.own.uid, Workforce.year == values["year"])
    if work.session.scalars(same).first() is not None:
        raise Refused("record.duplicate", value=str(values["year"]))
    row = work.add(Workforce(**values))
    work.log("workforce", "create", row.uid, changes(FIELDS, {}, values))
    return int(row.uid)


def edit(work: Work, uid: int, **values: Value) -> None:
    """Correct them."""
    row = take(work, WORKFORCE, Workforce, uid, "edit")
    before: dict[str, Value] = {key: getattr(row, key) for key in KEYS}
    _check({**before, **values})
    for key, value in values.items():
        setattr(row, key, value)
    put(work, WORKFORCE, row, "edit", f"{row.year}：{changes(EDITABLE, before, values)}")


def _check(values: Mapping[str, Value]) -> None:
    if problems := faults(values):
        raise Problems(problems)
