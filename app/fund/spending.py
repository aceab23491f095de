"""What funds were used for in a period: by office, fund, institution and scheme, and each payment and person by itself.

An office sees its own use; one that takes packages sees each office's that sent it any.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import aliased

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine, Verdict
from app.claim.claim_line.noun import PERSON
from app.claim.claim_line.queries import REASONED, REASONS
from app.fund.payment.ledger import TAKEN_BACK
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.kernel.periods import Period
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

_whole = func.coalesce(Payment.times, Claim.granted_count) != 0
_granted_by_it = case(
    (Payment.enrolment_uid.is_(None), _whole & (func.coalesce(ClaimLine.payee, "") != PERSON)),
    else_=ClaimLine.enrolment_uid == Payment.enrolment_uid,
) & (Payment.entry == "posted")
"""Whether a line is what a payment was made for: a person's own, or all others on the payment that counts them."""
_of_recovery = aliased(Advance)
_reversed = aliased(Payment)
_to_people = (
    select(func.coalesce(func.sum(ClaimLine.amount_fen), 0))
    .where(ClaimLine.claim_uid == Claim.uid, ClaimLine.decision == "granted", ClaimLine.payee == PERSON)
    .correlate(Claim)
    .scalar_subquery()
)


@dataclass(frozen=True)
class Use:
    """What one fund gave one institution under one scheme: 人次 of the claims paid, and money in 分.

    What was bought is money and nobody's 人次.
    """

    office: str
    fund: str
    payee: str
    scheme: str
    times: int
    advanced_fen: int
    paid_fen: int
    returned_fen: int

    @property
    def amount_fen(self) -> int:
        """What stays with the institution."""
        return self.advanced_fen + self.paid_fen - self.returned_fen


def uses(read: Read, period: Period, fund: str = "") -> list[Use]:
    """The use of each office's funds in a period, or of one of them; no person's name or number is in it."""
    scheme = func.coalesce(Claim.scheme, Advance.scheme, _of_recovery.scheme)
    sums = [
        func.sum(case((Payment.kind == kind, Payment.amount_fen), else_=0)) for kind in ("advance", "claim", "return")
    ]
    for_people = (Payment.kind == "claim") & Claim.class_uid.is_not(None)
    times = func.sum(case((for_people, func.coalesce(Payment.times, Claim.granted_count)), else_=0))
    wanted = _payments(period, OfficeRow.name, Payment.fund, Payment.payee, scheme, times, *sums)
    if fund:
        wanted = wanted.where(Payment.fund == fund)
    key = (Payment.fund, Payment.payee, scheme)
    grouped = wanted.group_by(OfficeRow.uid, *key).order_by(*_offices(read), *key)
    return [
        Use(office, of, payee, name or "", int(count), int(ahead), int(paid), -int(back))
        for office, of, payee, name, count, ahead, paid, back in read.connection.execute(grouped)
    ]


def payments(read: Read, period: Period) -> Iterator[Row[Any]]:
    """Every payment of a period with what it was paid on and who decided it, in the order of the ledger."""
    training = func.coalesce(Claim.class_uid, Advance.class_uid, _of_recovery.class_uid)
    columns = (
        OfficeRow.name.label("office"),
        Payment,
        Claim,
        func.coalesce(Advance.number, _of_recovery.number).label("advance_number"),
        func.coalesce(Advance.clause, _of_recovery.clause).label("advance_clause"),
        func.coalesce(Claim.submitted_by, Advance.submitted_by).label("submitted_by"),
        func.coalesce(Claim.approved_by, Advance.approved_by).label("approved_by"),
        func.coalesce(Claim.scheme, Advance.scheme, _of_recovery.scheme).label("scheme"),
        Recovery,
        TrainingClass,
        func.coalesce(Payment.posted_by, Claim.paid_by, Advance.paid_by).label("paid_by"),
        _reversed.number.label("reversed_number"),
        _to_people.label("to_people_fen"),
    )
    wanted = _payments(period, *columns).outerjoin(TrainingClass, TrainingClass.uid == training)
    yield from read.session.execute(wanted.order_by(*_offices(read), Payment.paid_on, Payment.number))


def persons(read: Read, period: Period) -> Iterator[Row[Any]]:
    """Everybody granted on the claims paid in a period, with the reasons and the version of the policy."""
    columns: list[Any] = [
        OfficeRow.name.label("office"),
        Payment,
        Claim,
        ClaimLine,
        REASONS.label("reasons"),
        Trainee.name,
        Trainee.id_number,
    ]
    wanted = (
        select(*columns)
        .select_from(Payment)
        .join(OfficeRow, OfficeRow.uid == Payment.origin)
        .join(Claim, Claim.uid == Payment.claim_uid)
        .join(ClaimLine, ClaimLine.claim_uid == Claim.uid)
        .outerjoin(Verdict, REASONED)
        .join(Trainee, Trainee.uid == ClaimLine.trainee_uid)
        .where(Payment.kind == "claim", ClaimLine.decision == "granted", _granted_by_it, ~TAKEN_BACK)
        .where(Payment.paid_on.between(period.first, period.last))
        .order_by(*_offices(read), Payment.paid_on, Payment.number, ClaimLine.seq)
    )
    yield from read.session.execute(wanted)


def moved_fen(read: Read, period: Period, fund: str = "") -> int:
    """What left the offices in a period, less what came back, by their ledgers alone."""
    wanted = select(func.coalesce(func.sum(Payment.amount_fen), 0))
    wanted = wanted.where(Payment.paid_on.between(period.first, period.last))
    return int(read.session.scalar(wanted.where(Payment.fund == fund) if fund else wanted) or 0)


def _payments(period: Period, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Payment)
        .join(OfficeRow, OfficeRow.uid == Payment.origin)
        .outerjoin(Claim, Claim.uid == Payment.claim_uid)
        .outerjoin(Recovery, Recovery.uid == Payment.recovery_uid)
        .outerjoin(Advance, Advance.uid == Payment.advance_uid)
        .outerjoin(_reversed, _reversed.uid == Payment.reverses_uid)
        .outerjoin(_of_recovery, _of_recovery.uid == Recovery.advance_uid)
        .where(Payment.paid_on.between(period.first, period.last))
    )


def _offices(read: Read) -> tuple[ColumnElement[Any], ...]:
    """The order of offices: this one, then the others by region."""
    return (OfficeRow.uid != read.own.uid, OfficeRow.region.expression, OfficeRow.uid.expression)
