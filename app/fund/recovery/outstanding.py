"""What recoveries ask back, and what of the money that was paid still lies with whom; all sums in 分."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.store.work import Read

CONFIRMED = ("due", "returned")
"""States of a recovery whose sum must come back."""
STANDING = ("pending", *CONFIRMED)


def called_back(
    read: Read, of: Claim | Advance, states: Collection[str], cause: str = "", *, of_people: bool = True
) -> int:
    """What recoveries in some states ask of a claim, or of an advance itself; for any cause, or for one.

    With or without what people owe who were paid themselves.
    """
    owner = Recovery.claim_uid if isinstance(of, Claim) else Recovery.advance_uid
    asked = select(func.coalesce(func.sum(Recovery.due_fen), 0)).where(owner == of.uid, Recovery.state.in_(states))
    asked = asked if of_people else asked.where(Recovery.enrolment_uid.is_(None))
    return int(read.session.scalar(asked.where(Recovery.cause == cause) if cause else asked) or 0)


def advance_kept(read: Read, advance: Advance) -> int:
    """What of an advance stays with the institution when all that was called back has come."""
    return advance.amount_fen - called_back(read, advance, CONFIRMED)


def recoverable(read: Read, of: Claim | Advance, whose: int | None = None) -> int:
    """The most that can still be asked back: what was paid on it, less every recovery that stands.

    Of a claim also that of one person, by his row of the roster, whom it paid himself.
    """
    if isinstance(of, Advance):
        return of.amount_fen - called_back(read, of, STANDING) if of.state == "paid" else 0
    if whose is not None:
        return _from_person(read, of, whose)
    paid = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(
        Payment.claim_uid == of.uid, Payment.kind == "claim"
    )
    settled = read.session.scalars(select(Advance).where(Advance.claim_uid == of.uid))
    before = sum(advance_kept(read, advance) for advance in settled)
    return int(read.session.scalar(paid) or 0) + before - called_back(read, of, STANDING)


def _from_person(read: Read, claim: Claim, enrolment_uid: int) -> int:
    """What a claim has paid somebody himself and nobody has asked back."""
    his = Payment.claim_uid == claim.uid, Payment.enrolment_uid == enrolment_uid, Payment.kind == "claim"
    paid = read.session.scalar(select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(*his))
    asked = select(func.coalesce(func.sum(Recovery.due_fen), 0)).where(Recovery.claim_uid == claim.uid)
    back = asked.where(Recovery.enrolment_uid == enrolment_uid, Recovery.state.in_(STANDING))
    return int(paid or 0) - int(read.session.scalar(back) or 0)


def unreturned_by_fund(read: Read, recovery: Recovery) -> Mapping[str, int]:
    """By fund, what it has paid on the subject of a recovery and not got back; the fund that paid last comes first."""
    advances = [recovery.advance_uid]
    if recovery.claim_uid is not None:
        advances = list(read.session.scalars(select(Advance.uid).where(Advance.claim_uid == recovery.claim_uid)))
    returned = select(Recovery.uid).where(Recovery.advance_uid.in_(advances))
    moved = Payment.advance_uid.in_(advances) | Payment.recovery_uid.in_(returned)
    if recovery.claim_uid is not None:
        moved |= Payment.claim_uid == recovery.claim_uid
    found: dict[str, int] = {}
    for fund, amount in read.session.execute(
        select(Payment.fund, Payment.amount_fen).where(moved).order_by(Payment.uid.desc())
    ):
        found[fund] = found.get(fund, 0) + amount
    return {fund: fen for fund, fen in found.items() if fen > 0}
