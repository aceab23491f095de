"""Funds: what each may pay by the policy, what was set aside in it (资金安排), and what is left; sums in 分."""

from datetime import date
from typing import Any

from sqlalchemy import extract, func, select

from app.award.funds import named_fund
from app.kernel.dictionary import BUDGETS
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.periods import years
from app.kernel.texts import say
from app.kernel.workflow import BUDGET
from app.record.moves import put, take
from app.store import packs
from app.store.journal import changes
from app.store.models import Budget, Payment
from app.store.work import Read, Work

FIELDS = tuple(BUDGETS[key] for key in ("fund", "year", "until_year", "amount_fen", "document"))


def check_fund(read: Read, scheme: str, pack_id: str, on: date, fund: str) -> None:
    """Refuse a payment from another fund than the policy names for the scheme (XC-15, OD-15, OD-19, QJ-05)."""
    named = named_fund(packs.in_force(read.session, pack_id, on), on, scheme)
    if named is not None and fund != named.name:
        raise Refused("scheme.fund", scheme=scheme, fund=named.name, clause=named.clause)


def usual_fund(read: Read, scheme: str, pack_id: str, on: date) -> str | None:
    """The fund with which the dialog of a payment begins: the one that the policy names, or the only one it lists."""
    pack = packs.in_force(read.session, pack_id, on)
    named, listed = named_fund(pack, on, scheme), pack.list("fund_sources")
    return named.name if named else listed[0] if len(listed) == 1 else None


def create(work: Work, fund: str, year: int, amount_fen: int, document: str, until_year: int | None = None) -> int:
    """Enter money set aside in a fund for a year, or for years together."""
    row = Budget(fund=fund, year=year, until_year=until_year or year, amount_fen=amount_fen, document=document)
    check(work, row)
    row = work.add(row)
    detail = f"{fund} {years(row.year, row.until_year).title} {FEN.show(amount_fen)} 元"
    work.log("budget", "create", row.uid, detail, document)
    return int(row.uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct what was set aside."""
    row = take(work, BUDGET, Budget, uid, "edit")
    before = {f.key: getattr(row, f.key) for f in FIELDS}
    for key, value in values.items():
        setattr(row, key, value)
    row.until_year = row.until_year or row.year
    check(work, row)
    put(work, BUDGET, row, "edit", changes(FIELDS, before, values), row.document)


def check(read: Read, row: Budget) -> None:
    """Refuse a sum of nothing, years in reverse, and years that overlap: each payment belongs to one sum."""
    if row.amount_fen <= 0:
        raise Refused("fund.nothing", fund=row.fund)
    if row.until_year < row.year:
        raise Refused("fund.years", first=row.year, last=row.until_year)
    for other in read.session.scalars(select(Budget).where(Budget.origin == read.own.uid, Budget.fund == row.fund)):
        if other.uid != row.uid and other.year <= row.until_year and row.year <= other.until_year:
            raise Refused("fund.overlaps", fund=row.fund, years=years(other.year, other.until_year).title)


def left(read: Read, fund: str, year: int) -> int | None:
    """What is left in a fund of the money set aside for a year; None when none was."""
    own = read.own.uid
    wanted = select(Budget).where(
        Budget.origin == own, Budget.fund == fund, Budget.year <= year, Budget.until_year >= year
    )
    row = read.session.scalars(wanted).first()
    if row is None:
        return None
    in_years = extract("year", Payment.paid_on).between(row.year, row.until_year)
    spent = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(
        Payment.origin == own, Payment.fund == fund, in_years
    )
    return row.amount_fen - int(read.session.scalar(spent) or 0)


def overspent(read: Read, fund: str, year: int) -> str:
    """What to add to the record of a payment that takes more than is left: a warning, since no clause forbids it."""
    rest = left(read, fund, year)
    return say("fund.overspent", fund=fund, over=FEN.show(-rest)) if rest is not None and rest < 0 else ""


def told(read: Read) -> str:
    """What is left in each fund that has money set aside for this year, in one line; '' when none has."""
    known = select(Budget.fund).where(Budget.origin == read.own.uid).distinct().order_by(Budget.fund)
    rests = {fund: left(read, fund, read.today.year) for fund in read.session.scalars(known)}
    parts = [say("fund.rest", fund=fund, rest=FEN.show(rest)) for fund, rest in rests.items() if rest is not None]
    return "；".join(parts)
