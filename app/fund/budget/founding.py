"""The money that a policy pack itself sets aside (XC-31), kept as the office's first 资金安排."""

from sqlalchemy import select

from app.fund.budget.model import Budget
from app.policy.pack import Pack
from app.store.work import Work


def arrange(work: Work, pack: Pack) -> None:
    """Add the pack's pool for the years of its action; money known for that fund and year stays as it is.

    It was given to the office of the pack's own region: another has what that one passes on to it.
    """
    if not pack.is_of(work.own.region):
        return
    pool, fund = pack.get("fund_pool", pack.begins), pack.get("fund_pool_fund", pack.begins)
    first, last = pack.get("first_day", pack.begins), pack.get("last_day", pack.begins)
    if not (pool and fund and first and last):
        return
    known = select(Budget.uid).where(
        Budget.origin == work.own.uid,
        Budget.fund == fund.text,
        Budget.year <= last.day.year,
        Budget.until_year >= first.day.year,
    )
    if work.session.scalars(known).first() is None:
        years = {"year": first.day.year, "until_year": last.day.year}
        work.add(Budget(fund=fund.text, amount_fen=pool.amount, document=pool.source.cite(), **years))
