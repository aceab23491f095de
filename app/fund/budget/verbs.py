"""Entering and correcting what was set aside in a fund (资金安排): years of one fund never overlap; sums in 分."""

from typing import Any

from sqlalchemy import select

from app.fund.budget.model import Budget
from app.fund.budget.noun import BUDGET
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.periods import years
from app.kernel.workflow import CORRECT
from app.office.correction import requests as corrections
from app.office.correction import second_person as second
from app.record.moves import load, put, take
from app.store.journal import changes
from app.store.work import Read, Work

_FIELDS = tuple(BUDGET[key] for key in BUDGET.own)


def create(work: Work, fund: str, year: int, amount_fen: int, document: str, until_year: int | None = None) -> int:
    """Enter money set aside in a fund for a year, or for years together."""
    given = {"fund": fund, "year": year, "until_year": until_year or year, "document": document}
    row = Budget(**given, amount_fen=amount_fen, **second.entered(work))
    check(work, row)
    row = work.add(row)
    detail = f"{fund} {years(row.year, row.until_year).title} {FEN.show(amount_fen)} 元"
    work.log("budget", "create", row.uid, detail, document)
    second.keep_alone(work, row, BUDGET, detail)
    return int(row.uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Change what waits to be confirmed."""
    row = take(work, BUDGET, Budget, uid, "edit")
    before = {f.key: getattr(row, f.key) for f in _FIELDS}
    for key, value in values.items():
        setattr(row, key, value)
    row.until_year, row.entered_by = row.until_year or row.year, work.actor.name
    check(work, row)
    put(work, BUDGET, row, "edit", changes(_FIELDS, before, values), row.document)


def confirm(work: Work, uid: int) -> None:
    """Another person has looked at it: from now on payments are taken out of it."""
    row = load(work, Budget, uid, BUDGET.title)
    name = f"{row.fund} {years(row.year, row.until_year).title} {FEN.show(row.amount_fen)} 元"
    second.confirm(work, BUDGET, Budget, uid, name)


def correct(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to correct what is set aside."""
    row = take(work, BUDGET, Budget, uid, CORRECT)
    before = standing(work, uid)
    _fits(work, row, values)
    corrections.ask(work, BUDGET, (uid, f"{row.fund} {row.year}"), _FIELDS, before, values, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """What is set aside now."""
    row = read.session.get_one(Budget, uid)
    return {f.key: getattr(row, f.key) for f in _FIELDS}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """So much is set aside from now on."""
    row = work.session.get_one(Budget, uid)
    _fits(work, row, values)
    for key, value in values.items():
        setattr(row, key, value)
    row.until_year = row.until_year or row.year


def _fits(work: Work, row: Budget, values: dict[str, Any]) -> None:
    """Refuse what would not do, before anything of it is changed."""
    new = {**{f.key: getattr(row, f.key) for f in _FIELDS}, **values}
    check(work, Budget(uid=row.uid, **{**new, "until_year": new["until_year"] or row.year}))


def check(read: Read, row: Budget) -> None:
    """Refuse a sum of nothing, years in reverse, and years that overlap: each payment belongs to one sum."""
    if row.amount_fen <= 0:
        raise Refused("fund.nothing", fund=row.fund)
    if row.until_year < row.year:
        raise Refused("fund.years", first=row.year, last=row.until_year)
    for other in read.session.scalars(select(Budget).where(Budget.origin == read.own.uid, Budget.fund == row.fund)):
        if other.uid != row.uid and other.year <= row.until_year and row.year <= other.until_year:
            raise Refused("fund.overlaps", fund=row.fund, years=years(other.year, other.until_year).title)
