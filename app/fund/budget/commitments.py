"""What approved claims still take of each fund (已核准未拨), and whether something more may be taken; sums in 分."""

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, select
from sqlalchemy.orm import aliased

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.budget.balance import left
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.fund.recovery.outstanding import CONFIRMED
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.office.noun import OVERSPENDING
from app.store.work import Read

COMMITTED = ("approved", "noticed", "cleared", "paying")
"""States of a claim whose sum is promised and not all paid."""
_paid = aliased(Payment)
_called_back = (
    select(func.coalesce(func.sum(Recovery.due_fen), 0))
    .where(Recovery.advance_uid == Advance.uid, Recovery.state.in_(CONFIRMED))
    .correlate(Advance)
    .scalar_subquery()
)
_ahead = (
    select(func.coalesce(func.sum(Advance.amount_fen - _called_back), 0))
    .where(
        (Advance.claim_uid == Claim.uid)
        | ((Advance.class_uid == Claim.class_uid) & (Advance.scheme == Claim.scheme) & (Advance.state == "paid"))
    )
    .correlate(Claim)
    .scalar_subquery()
)
_given = (
    select(func.coalesce(func.sum(_paid.amount_fen), 0))
    .where(_paid.claim_uid == Claim.uid, _paid.kind == "claim")
    .correlate(Claim)
    .scalar_subquery()
)
_OPEN = Claim.total_fen - _ahead - _given
UNPAID = case((_OPEN > 0, _OPEN), else_=0)
"""What of a claim is still to be paid."""
this_year: ColumnElement[int] = cast(func.substr(func.office_today(), 1, 4), Integer)
"""What is not paid yet takes the money of the year that it is, whenever it was approved."""


def committed_sum(*where: ColumnElement[bool]) -> Select[int]:
    """What claims of some kind still take."""
    return select(func.coalesce(func.sum(UNPAID), 0)).where(Claim.state.in_(COMMITTED), *where)


def committed(read: Read, fund: str, year: int, besides: int = 0) -> int:
    """What this office's claims still take of a fund in a year; `besides` one claim, by uid."""
    where = (Claim.origin == read.own.uid, Claim.fund == fund, this_year == year, Claim.uid != besides)
    return int(read.session.scalar(committed_sum(*where)) or 0)


def asked_beyond(read: Read, fund: str, year: int, amount_fen: int, available_fen: int | None) -> list[str]:
    """What is asked of a sum that is more than what is there, as the office sets it; Refused where it allows none.

    None is there where nothing was set aside: then nobody has said how much there is.
    """
    if available_fen is None or amount_fen <= available_fen:
        return []
    known = {"available": FEN.show(available_fen), "amount": FEN.show(amount_fen)}
    told = {"fund": fund, "year": year, "over": FEN.show(amount_fen - available_fen), **known}
    if read.settings.get(OVERSPENDING) == "refused":
        raise Refused("fund.short_refused", **told)
    return [say("fund.short", **told)]


def asked_to_commit(read: Read, claim: Claim, fund: str | None, year: int, amount_fen: int) -> list[str]:
    """What is asked before a claim takes its sum of a fund: what is there, less what others take already."""
    rest = left(read, fund, year) if fund else None
    if fund is None or rest is None:
        return []
    return asked_beyond(read, fund, year, amount_fen, rest - committed(read, fund, year, claim.uid))


def asked_to_pay(read: Read, fund: str, year: int, amount_fen: int) -> list[str]:
    """What is asked before money leaves a fund: what is there now."""
    return asked_beyond(read, fund, year, amount_fen, left(read, fund, year))
