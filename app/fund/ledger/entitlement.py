"""What of a claim is still to be paid, and to whom: what went ahead and what was paid before is taken off; sums in 分."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select

from app.award.funds import Settlement
from app.claim.advance.model import Advance
from app.claim.claim.directing import payee_of_claim
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import PERSON
from app.fund.payment.ledger import Payee, payee_of
from app.fund.payment.model import Payment
from app.fund.recovery.outstanding import advance_kept
from app.fund.transfer.model import OPEN, Transfer
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee

_NAMES = 3
"""So many names of those who cannot be paid are said."""


@dataclass(frozen=True)
class Due:
    """How a claim is settled, what was paid of it, and who is still to be paid what."""

    settlement: Settlement
    paid_fen: int
    payees: tuple[Payee, ...]

    @property
    def left_fen(self) -> int:
        """What is still to be paid altogether."""
        return self.settlement.pays_fen - self.paid_fen


def due_of(read: Read, claim: Claim) -> Due:
    """Whom a claim pays: each person of a line that pays people themselves, and the institution for all others."""
    return _due(read, claim, _paid(read, claim))


def unlisted_of(read: Read, claim: Claim) -> Due:
    """The same without what stands in a batch already, and waits there or at the bank."""
    return _due_beside(read, claim, OPEN)


def unsent_of(read: Read, claim: Claim) -> Due:
    """The same without what the bank has and has not answered."""
    return _due_beside(read, claim, ("sent",))


def _due_beside(read: Read, claim: Claim, states: Collection[str]) -> Due:
    paid, counted = _paid(read, claim), 0
    wanted = select(Transfer.enrolment_uid, func.sum(Transfer.amount_fen), func.sum(Transfer.times))
    waiting = wanted.where(Transfer.claim_uid == claim.uid, Transfer.state.in_(states))
    for uid, fen, times in read.session.execute(waiting.group_by(Transfer.enrolment_uid)):
        paid[uid] = paid.get(uid, 0) + int(fen)
        counted += int(times) if uid is None else 0
    return _due(read, claim, paid, counted)


def _due(read: Read, claim: Claim, paid: Mapping[int | None, int], counted: int = 0) -> Due:
    """What is due beside what was paid; `counted` are 人次 of the institution's that a transfer is counted with."""
    settlement = Settlement(claim.total_fen, sum(advance_kept(read, row) for row in advances_of(read, claim)))
    people = tuple(_people(read, claim, paid))
    left = settlement.pays_fen - sum(paid.values()) - sum(person.amount_fen for person in people)
    if left > 0 or not (people or paid):  # less than nothing is left of what a batch lists of somebody taken out since
        owner = payee_of_claim(read, claim)
        people = (*people, payee_of(owner, left, _uncounted(read, claim) - counted))
    return Due(settlement, sum(paid.values()), people)


def advances_of(read: Read, claim: Claim) -> list[Advance]:
    """What went ahead for a claim: settled with it, or still to be settled."""
    waiting = (Advance.class_uid == claim.class_uid) & (Advance.scheme == claim.scheme) & (Advance.state == "paid")
    wanted = select(Advance).where((Advance.claim_uid == claim.uid) | waiting).order_by(Advance.uid)
    return list(read.session.scalars(wanted))


def require_nothing_ahead_on_its_way(read: Read, claim: Claim) -> None:
    """Refuse to end or pay a claim while the bank has an advance of its class and scheme: it is to be settled with it."""
    of = (Advance.class_uid == claim.class_uid, Advance.scheme == claim.scheme, Transfer.state == "sent")
    wanted = select(Advance.number, Transfer.number).join(Transfer, Transfer.advance_uid == Advance.uid).where(*of)
    if (found := read.session.execute(wanted).first()) is not None:
        raise Refused("payment.ahead_on_its_way", number=claim.number, advance=found[0], transfer=found[1])


def part_of(claim: Claim, due: Due, amount_fen: int | None) -> Sequence[Payee]:
    """All who are still to be paid; or of one payee a part. Refused when nobody is, or somebody has no account."""
    _require_accounts(claim, due)
    if not due.payees:
        raise Refused("payment.all_listed", number=claim.number)
    if amount_fen is None or amount_fen == due.left_fen:
        return due.payees
    known = {"number": claim.number, "amount": FEN.show(amount_fen), "left": FEN.show(due.left_fen)}
    if not 0 < amount_fen < due.left_fen:
        raise Refused("payment.not_left", **known)
    if len(due.payees) > 1:
        raise Refused("payment.part_of_many", count=len(due.payees), **known)
    return [replace(due.payees[0], amount_fen=amount_fen)]


def _require_accounts(claim: Claim, due: Due) -> None:
    lacking = [payee.name for payee in due.payees if payee.enrolment_uid and not payee.account]
    if lacking:
        raise Refused("payment.no_account", number=claim.number, count=len(lacking), names="、".join(lacking[:_NAMES]))


def _paid(read: Read, claim: Claim) -> dict[int | None, int]:
    """What was paid on a claim and not taken back, by the row of the roster; the institution's under None."""
    wanted = select(Payment.enrolment_uid, func.sum(Payment.amount_fen))
    rows = wanted.where(*_of(claim)).group_by(Payment.enrolment_uid)
    return {uid: int(fen) for uid, fen in read.session.execute(rows)}


def _of(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return Payment.claim_uid == claim.uid, Payment.kind == "claim"


def _people(read: Read, claim: Claim, paid: Mapping[int | None, int]) -> Iterator[Payee]:
    """Those whom a claim pays themselves and who were not paid yet."""
    wanted = (
        select(ClaimLine.amount_fen, Enrolment.uid, Enrolment.bank, Enrolment.account, Trainee.name)
        .join(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
        .join(Trainee, Trainee.uid == ClaimLine.trainee_uid)
        .where(ClaimLine.claim_uid == claim.uid, ClaimLine.decision == "granted", ClaimLine.payee == PERSON)
        .order_by(ClaimLine.seq)
    )
    for fen, uid, bank, account, name in read.connection.execute(wanted):
        if left := fen - paid.get(uid, 0):
            yield Payee(name, bank, account, left, 1, uid)


def _uncounted(read: Read, claim: Claim) -> int:
    """The 人次 of a claim for a class that no payment is counted with yet; people who are paid themselves are their own."""
    if claim.class_uid is None:
        return 0
    own = select(func.count()).where(
        ClaimLine.claim_uid == claim.uid, ClaimLine.decision == "granted", ClaimLine.payee == PERSON
    )
    counted = select(func.coalesce(func.sum(Payment.times), 0)).where(*_of(claim), Payment.enrolment_uid.is_(None))
    return claim.granted_count - sum(int(read.session.scalar(count) or 0) for count in (own, counted))
