"""What of a claim is still to be paid, and to whom: what went ahead and what was paid before is taken off; sums in 分."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.award.funds import Settlement
from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import PERSON
from app.fund.payment.ledger import Payee, payee_of
from app.fund.payment.model import Payment
from app.fund.recovery.outstanding import advance_kept
from app.institution.institution.model import Institution
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
    paid = _paid(read, claim)
    settlement = Settlement(claim.total_fen, sum(advance_kept(read, row) for row in advances_of(read, claim)))
    people = tuple(_people(read, claim, paid))
    left = settlement.pays_fen - sum(paid.values()) - sum(person.amount_fen for person in people)
    if left or not (people or paid):
        owner = read.session.get_one(Institution, claim.institution_uid)
        people = (*people, payee_of(owner, left, _uncounted(read, claim)))
    return Due(settlement, sum(paid.values()), people)


def advances_of(read: Read, claim: Claim) -> list[Advance]:
    """What went ahead for a claim: settled with it, or still to be settled."""
    waiting = (Advance.class_uid == claim.class_uid) & (Advance.scheme == claim.scheme) & (Advance.state == "paid")
    wanted = select(Advance).where((Advance.claim_uid == claim.uid) | waiting).order_by(Advance.uid)
    return list(read.session.scalars(wanted))


def require_accounts(claim: Claim, due: Due) -> None:
    """Refuse to pay people of whom no account is known."""
    lacking = [payee.name for payee in due.payees if payee.enrolment_uid and not payee.account]
    if lacking:
        raise Refused("payment.no_account", number=claim.number, count=len(lacking), names="、".join(lacking[:_NAMES]))


def _paid(read: Read, claim: Claim) -> Mapping[int | None, int]:
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
