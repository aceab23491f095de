"""What is left of the money set aside in each fund; sums in 分."""

from sqlalchemy import extract, func, select

from app.fund.allocation.model import Allocation
from app.fund.budget.model import Budget
from app.fund.payment.model import Payment
from app.kernel.kinds import FEN
from app.kernel.texts import say
from app.store.work import Read


def left(read: Read, fund: str, year: int) -> int | None:
    """What is left in a fund of the money set aside for a year, after what was passed on and paid; None when none was."""
    own = read.own.uid
    wanted = select(Budget).where(
        *(Budget.origin == own, Budget.state == "active", Budget.fund == fund),
        *(Budget.year <= year, Budget.until_year >= year),
    )
    row = read.session.scalars(wanted).first()
    if row is None:
        return None
    in_years = extract("year", Payment.paid_on).between(row.year, row.until_year)
    passed_on = select(func.coalesce(func.sum(Allocation.amount_fen), 0)).where(
        Allocation.origin == own,
        Allocation.fund == fund,
        Allocation.state == "active",
        Allocation.year.between(row.year, row.until_year),
    )
    spent = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(
        Payment.origin == own, Payment.fund == fund, in_years
    )
    return row.amount_fen - sum(int(read.session.scalar(sums) or 0) for sums in (passed_on, spent))


def overspent(read: Read, fund: str, year: int) -> str:
    """What to add to the record of a payment that takes more than is left: a warning, since no clause forbids it."""
    rest = left(read, fund, year)
    return say("fund.overspent", fund=fund, over=FEN.show(-rest)) if rest is not None and rest < 0 else ""


def balances_in_words(read: Read) -> str:
    """What is left in each fund that has money set aside for this year, in one line; '' when none has."""
    known = select(Budget.fund).where(Budget.origin == read.own.uid).distinct().order_by(Budget.fund)
    rests = {fund: left(read, fund, read.today.year) for fund in read.session.scalars(known)}
    parts = [say("fund.rest", fund=fund, rest=FEN.show(rest)) for fund, rest in rests.items() if rest is not None]
    return "；".join(parts)
