"""Whether the books of money agree: each claim with its payments, advances and recoveries, and the ledger as a whole."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, func, select

from app.award.funds import Settlement
from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.budget.record import RECORD as FUNDS
from app.fund.payment.ledger import REVERSED
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.fund.recovery.outstanding import CONFIRMED, STANDING
from app.kernel.kinds import FEN
from app.kernel.texts import say
from app.record.findings import Finding, fault
from app.store.work import Read

_AHEAD = ("paid", "settled")
_PAYING = ("paying", "paid")
_ENDING = (*_PAYING, "closed")


def _settlements(read: Read) -> Iterator[Finding]:
    """A claim is paid exactly when it has a payment: of its total less what went ahead; more than it was called back."""
    before, owed = _settled(read), _asked(read, CONFIRMED, "overpaid")
    ledger = (
        select(Payment.claim_uid, func.sum(Payment.amount_fen).label("fen"), func.min(Payment.number).label("number"))
        .where(Payment.kind == "claim", Payment.entry != "reversed", ~REVERSED)
        .group_by(Payment.claim_uid)
        .subquery()
    )
    wanted = (
        select(Claim.uid, Claim.number, Claim.state, Claim.total_fen, ledger.c.number, ledger.c.fen)
        .outerjoin(ledger, ledger.c.claim_uid == Claim.uid)
        .order_by(Claim.uid)
    )
    for uid, claim, state, total, payment, paid in read.connection.execute(wanted):
        due = Settlement(total, before.get(uid, 0))
        if (state == "paid" and payment is None) or (state not in _PAYING and paid):
            yield fault("paid", claim, ("claim", uid), claim=claim)
        elif paid is not None and (paid > due.pays_fen or (paid < due.pays_fen) != (state != "paid")):
            sums = {"paid": FEN.show(paid), "total": FEN.show(due.pays_fen)}
            yield fault("payment", payment, ("claim", uid), number=payment, claim=claim, **sums)
        elif state in _ENDING and owed.get(uid, 0) < due.owed_fen:
            yield fault("overpaid", claim, ("claim", uid), claim=claim, owed=FEN.show(due.owed_fen))


def _advances(read: Read) -> Iterator[Finding]:
    """An advance is paid or settled exactly when the ledger has its sum, within its share of what was expected."""
    wanted = select(
        Advance.uid, Advance.number, Advance.state, Advance.amount_fen, func.coalesce(func.sum(Payment.amount_fen), 0)
    )
    rows = wanted.outerjoin(Payment, Payment.advance_uid == Advance.uid).group_by(Advance.uid).order_by(Advance.uid)
    for uid, number, state, amount, paid in read.connection.execute(rows):
        if paid != (amount if state in _AHEAD else 0):
            sums = {"amount": FEN.show(amount), "paid": FEN.show(paid)}
            yield fault("advance", number, ("advance", uid), number=number, **sums)


def _recoveries(read: Read) -> Iterator[Finding]:
    """What came back is what the ledger has; nothing more is asked than was paid.

    While a claim is paid again, since the bank gave its money back, a debt of it stands beside.
    """
    back = func.coalesce(-func.sum(Payment.amount_fen), 0)
    wanted = (
        select(Recovery.uid, Recovery.number, Recovery.state, Recovery.due_fen, Recovery.returned_fen, back)
        .outerjoin(Payment, Payment.recovery_uid == Recovery.uid)
        .group_by(Recovery.uid)
        .order_by(Recovery.uid)
    )
    for uid, number, state, due, returned, found in read.connection.execute(wanted):
        if returned != found or (state == "returned") != (returned == due):
            sums = {"stated": FEN.show(returned), "found": FEN.show(found)}
            yield fault("recovery", number, ("recovery", uid), number=number, **sums)
    before = _settled(read)
    asked = _asked(read, STANDING)
    given = func.sum(Payment.amount_fen)
    paid = select(Claim.uid, Claim.number, given).join(Payment, Payment.claim_uid == Claim.uid).group_by(Claim.uid)
    for uid, claim, amount in read.connection.execute(paid.where(Payment.kind == "claim", Claim.state == "paid")):
        if asked.get(uid, 0) > amount + before.get(uid, 0):
            yield fault("asked", claim, ("claim", uid), number=claim, asked=FEN.show(asked[uid]))
    ahead = select(Advance.uid, Advance.number, Advance.amount_fen, _standing)
    for uid, number, amount, due in read.connection.execute(ahead):
        if due > amount:
            yield fault("asked_ahead", number, ("advance", uid), number=number, asked=FEN.show(due))


def _whole(read: Read) -> Iterator[Finding]:
    """The ledger's sum is what claims came to in the end, what is still ahead, and what is still to come back."""
    before, ledger = _settled(read), _sum(read, select(func.sum(Payment.amount_fen)))
    claims = read.connection.execute(
        select(Claim.uid, Claim.total_fen).where(Claim.state.in_(("paid", "closed")))
    ).all()
    final = sum(total + Settlement(total, before.get(uid, 0)).owed_fen for uid, total in claims)
    final += _under_way(read, before)
    final -= sum(_asked(read, CONFIRMED).values())
    ahead = _sum(read, _ahead.where(Advance.claim_uid.is_(None), Advance.state.in_(_AHEAD)))
    owing = select(func.sum(Recovery.due_fen - Recovery.returned_fen)).where(Recovery.state.in_(CONFIRMED))
    books = final + ahead + _sum(read, owing)
    if ledger != books:
        yield fault("ledger", ledger=FEN.show(ledger), books=FEN.show(books))


def _under_way(read: Read, before: Mapping[int, int]) -> int:
    """What claims that are being paid were paid so far, and what went ahead of them."""
    rows = select(Payment.claim_uid, func.sum(Payment.amount_fen)).join(Claim, Claim.uid == Payment.claim_uid)
    paid = rows.where(Payment.kind == "claim", Claim.state == "paying").group_by(Payment.claim_uid)
    return sum(int(fen) + before.get(uid, 0) for uid, fen in read.connection.execute(paid) if uid is not None)


def _sum(read: Read, one: Select[Any]) -> int:
    return int(read.session.scalar(one) or 0)


_of_advance = select(func.coalesce(func.sum(Recovery.due_fen), 0)).where(Recovery.advance_uid == Advance.uid)
_called = _of_advance.where(Recovery.state.in_(CONFIRMED)).scalar_subquery()
_standing = _of_advance.where(Recovery.state.in_(STANDING)).scalar_subquery()
_ahead = select(func.sum(Advance.amount_fen - _called))
"""What advances left with institutions, less what was called back of them."""


def _settled(read: Read) -> Mapping[int, int]:
    """What went ahead by the claim that settled it."""
    settled = Advance.claim_uid.is_not(None)
    wanted = _ahead.add_columns(Advance.claim_uid).where(settled).group_by(Advance.claim_uid)
    return {uid: int(fen or 0) for fen, uid in read.connection.execute(wanted) if uid is not None}


def _asked(read: Read, states: Collection[str], cause: str = "") -> Mapping[int, int]:
    """What recoveries ask by the claim that they are of."""
    owner = Recovery.claim_uid
    wanted = select(owner, func.sum(Recovery.due_fen)).where(owner.is_not(None), Recovery.state.in_(states))
    if cause:
        wanted = wanted.where(Recovery.cause == cause)
    found = read.connection.execute(wanted.group_by(owner))
    return {uid: int(fen) for uid, fen in found if uid is not None}


def facts(read: Read) -> Iterator[str]:
    """What is ahead and not settled, what is still to come back, and funds that gave more than was set aside."""
    left = func.coalesce(func.sum(Advance.amount_fen - _called), 0)
    open_ = select(func.count(), left).where(Advance.state == "paid")
    number, fen = read.connection.execute(open_).one()
    owing = func.coalesce(func.sum(Recovery.due_fen - Recovery.returned_fen), 0)
    debts, owed = read.connection.execute(select(func.count(), owing).where(Recovery.state == "due")).one()
    if number or debts:
        yield say("check.moving", advances=number, ahead=FEN.show(fen), recoveries=debts, owed=FEN.show(owed))
    for row in FUNDS.listing.rows(read.connection):
        balance = row["balance_fen"]
        if isinstance(balance, int) and balance < 0:
            yield say("check.overspent", fund=row["fund"], year=row["year"], over=FEN.show(-balance))


LOOKS: tuple[Callable[[Read], Iterator[Finding]], ...] = (_settlements, _advances, _recoveries, _whole)
