"""Verbs of rates: the lines of the office's own 补贴标准目录."""

from typing import Any

from sqlalchemy import select

from app.kernel.dictionary import RATES
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import RATE
from app.record.moves import put, take
from app.store.journal import changes
from app.store.models import Rate
from app.store.work import Work

FIELDS = tuple(RATES[key] for key in ("occupation", "level", "amount_fen", "since", "document"))
SAMPLE = "示例"
"""A document number that says so marks a rate as an example, on screen and on paper."""


def create(work: Work, **values: Any) -> int:
    """Enter a line of the office's 补贴标准目录; a new amount from a new date is a new line."""
    _positive(values)
    same = select(Rate.uid).where(
        Rate.origin == work.own.uid,
        Rate.occupation == values["occupation"],
        Rate.level == values["level"],
        Rate.since == values["since"],
    )
    if work.session.scalars(same).first() is not None:
        raise Refused("record.duplicate", value=f"{values['occupation']} {values['level']} {values['since']}")
    row = work.add(Rate(**values, sample=int(SAMPLE in values["document"])))
    work.log("rate", "create", row.uid, _rate_line(row), row.document)
    return int(row.uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct a line; decided claims keep the amount they were decided with."""
    row = take(work, RATE, Rate, uid, "edit")
    before: dict[str, Value] = {f.key: getattr(row, f.key) for f in FIELDS}
    _positive({**before, **values})
    for key, value in values.items():
        setattr(row, key, value)
    row.sample = int(SAMPLE in row.document)
    put(work, RATE, row, "edit", changes(FIELDS, before, values), row.document)


def _positive(values: dict[str, Any]) -> None:
    if values["amount_fen"] <= 0:
        field = RATES["amount_fen"]
        raise Problems([field.problem("money.form")])


def _rate_line(row: Rate) -> str:
    return f"{row.occupation} {row.level} {RATES['amount_fen'].kind.show(row.amount_fen)} 元 自 {row.since}"
