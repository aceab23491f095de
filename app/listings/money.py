"""Rates, claims, their lines, and payments."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from app.domain.dictionary import (
    CLAIM_LINES,
    CLAIMS,
    CLASSES,
    ENROLMENTS,
    EQUIPMENT,
    INSTITUTIONS,
    NOTE,
    ORIGIN,
    PAYMENTS,
    RATES,
    TRAINEES,
)
from app.listings.core import Column, Listing, contains
from app.listings.training import find_person
from app.store.models import (
    Advance,
    Claim,
    ClaimLine,
    Enrolment,
    Equipment,
    Institution,
    OfficeRow,
    Payment,
    Rate,
    Recovery,
    Trainee,
    TrainingClass,
)

RATE_LIST = Listing(
    name="rates",
    title="补贴标准目录",
    noun="rate",
    columns=(
        Column(RATES["occupation"], Rate.occupation),
        Column(RATES["level"], Rate.level),
        Column(RATES["amount_fen"], Rate.amount_fen),
        Column(RATES["since"], Rate.since),
        Column(RATES["document"], Rate.document),
        Column(RATES["sample"], Rate.sample),
    ),
    source=Rate.__table__,
    uid=Rate.uid,
    watches=frozenset({"rate"}),
    order=(Rate.occupation, Rate.level, Rate.since),
    search=contains(Rate.occupation, Rate.document),
)

_of_class = (
    Claim.__table__.outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
    .join(Institution, Institution.uid == Claim.institution_uid)
    .join(OfficeRow, OfficeRow.uid == Claim.origin)
)


def _live(sql: Any) -> ColumnElement[int]:
    """Added up for claims that stand; what was made void is listed, not counted."""
    return case((Claim.state != "void", sql), else_=0)


def _standing(sql: Any) -> ColumnElement[int]:
    """Added up for what was not made void."""
    return case((Equipment.state != "void", sql), else_=0)


_equipment = (
    select(func.sum(Equipment.value_fen)).where(Equipment.claim_uid == Claim.uid).correlate(Claim).scalar_subquery()
)
_refused = Claim.line_count - Claim.granted_count

CLAIM_LIST = Listing(
    name="claims",
    title="补贴申请",
    noun="claim",
    columns=(
        Column(CLAIMS["number"], Claim.number),
        Column(CLAIMS["class_number"], TrainingClass.number),
        Column(CLAIMS["class_name"], TrainingClass.name),
        Column(CLASSES["institution_name"], Institution.name),
        Column(INSTITUTIONS["uscc"], Institution.uscc, hidden=True),
        Column(CLASSES["occupation"], TrainingClass.occupation, hidden=True),
        Column(CLASSES["level"], TrainingClass.level, hidden=True),
        Column(CLASSES["starts_on"], TrainingClass.starts_on, hidden=True),
        Column(CLASSES["ends_on"], TrainingClass.ends_on, hidden=True),
        Column(CLAIMS["scheme"], Claim.scheme),
        Column(CLAIMS["applied_on"], Claim.applied_on),
        Column(CLAIMS["line_count"], Claim.line_count, total=True, summed=_live(Claim.line_count)),
        Column(CLAIMS["granted_count"], Claim.granted_count, total=True, summed=_live(Claim.granted_count)),
        Column(CLAIMS["refused_count"], _refused, total=True, summed=_live(_refused)),
        Column(CLAIMS["total_fen"], Claim.total_fen, total=True, summed=_live(Claim.total_fen)),
        Column(CLAIMS["equipment_fen"], _equipment, hidden=True),
        Column(CLAIMS["submitted_by"], Claim.submitted_by, hidden=True),
        Column(CLAIMS["department"], Claim.department, hidden=True),
        Column(CLAIMS["department_by"], Claim.department_by, hidden=True),
        Column(CLAIMS["department_on"], Claim.department_on, hidden=True),
        Column(CLAIMS["department_note"], Claim.department_note, hidden=True),
        Column(CLAIMS["reviewed_by"], Claim.reviewed_by, hidden=True),
        Column(CLAIMS["approved_by"], Claim.approved_by, hidden=True),
        Column(NOTE, Claim.return_reason, "return_reason", "退回原因", hidden=True),
        Column(CLAIMS["notice_from"], Claim.notice_from),
        Column(CLAIMS["notice_to"], Claim.notice_to),
        Column(CLAIMS["notice_days"], Claim.notice_days, hidden=True),
        Column(CLAIMS["real_name_number"], Claim.real_name_number, hidden=True),
        Column(CLAIMS["cleared_on"], Claim.cleared_on, hidden=True),
        Column(CLAIMS["paid_on"], Claim.paid_on),
        Column(PAYMENTS["payee"], Institution.name, "payee", hidden=True),
        Column(INSTITUTIONS["bank"], Institution.bank, hidden=True),
        Column(INSTITUTIONS["account"], Institution.account, hidden=True),
        Column(CLAIMS["state"], Claim.state),
        Column(CLAIMS["reported"], Claim.reported),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=_of_class,
    uid=Claim.uid,
    watches=frozenset({"claim", "claim_line", "training_class", "institution", "equipment"}),
    order=(Claim.applied_on.desc(), Claim.number),
    search=contains(Claim.number, TrainingClass.number, TrainingClass.name, Institution.name),
)

CLAIM_LINE_LIST = Listing(
    name="claim-lines",
    title="补贴明细",
    noun="claim-line",
    columns=(
        Column(ENROLMENTS["seq"], ClaimLine.seq),
        Column(CLAIM_LINES["claim_number"], Claim.number),
        Column(CLAIMS["class_number"], TrainingClass.number),
        Column(TRAINEES["name"], func.coalesce(Trainee.name, Institution.name)),
        Column(TRAINEES["id_number"], Trainee.id_number),
        Column(TRAINEES["sex"], Trainee.sex, hidden=True),
        Column(ENROLMENTS["category"], Enrolment.category),
        Column(CLASSES["occupation"], ClaimLine.occupation),
        Column(CLASSES["level"], ClaimLine.level),
        Column(ENROLMENTS["certificate_number"], Enrolment.certificate_number),
        Column(ENROLMENTS["account"], Enrolment.account, hidden=True),
        Column(CLAIM_LINES["rate_fen"], ClaimLine.rate_fen),
        Column(CLAIM_LINES["amount_fen"], ClaimLine.amount_fen, total=True),
        Column(CLAIM_LINES["decision"], ClaimLine.decision),
        Column(CLAIM_LINES["reasons"], ClaimLine.reasons),
        Column(CLAIM_LINES["year"], ClaimLine.year, hidden=True),
        Column(CLAIM_LINES["reported"], ClaimLine.reported),
        Column(CLAIM_LINES["receipt_reason"], ClaimLine.receipt_reason),
        Column(CLAIMS["state"], Claim.state, "claim_state", "申请状态", hidden=True),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=ClaimLine.__table__.join(Claim, Claim.uid == ClaimLine.claim_uid)
    .join(Institution, Institution.uid == Claim.institution_uid)
    .outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
    .outerjoin(Trainee, Trainee.uid == ClaimLine.trainee_uid)
    .outerjoin(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
    .join(OfficeRow, OfficeRow.uid == ClaimLine.origin),
    uid=ClaimLine.uid,
    watches=frozenset({"claim_line", "claim", "training_class", "trainee", "enrolment", "institution"}),
    order=(Claim.number, ClaimLine.seq),
    search=lambda text: find_person(text) | Claim.number.contains(text, autoescape=True),
    inside=ClaimLine.claim_uid,
)

EQUIPMENT_LIST = Listing(
    name="equipment",
    title="实训设备",
    noun="equipment",
    columns=(
        Column(EQUIPMENT["institution_name"], Institution.name),
        Column(EQUIPMENT["facility"], Equipment.facility),
        Column(EQUIPMENT["name"], Equipment.name),
        Column(EQUIPMENT["bought_on"], Equipment.bought_on),
        Column(EQUIPMENT["value_fen"], Equipment.value_fen, total=True, summed=_standing(Equipment.value_fen)),
        Column(EQUIPMENT["invoice"], Equipment.invoice),
        Column(EQUIPMENT["claim_number"], Claim.number),
        Column(EQUIPMENT["state"], Equipment.state),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Equipment.__table__.join(Institution, Institution.uid == Equipment.institution_uid)
    .outerjoin(Claim, Claim.uid == Equipment.claim_uid)
    .join(OfficeRow, OfficeRow.uid == Equipment.origin),
    uid=Equipment.uid,
    watches=frozenset({"equipment", "institution", "claim"}),
    order=(Equipment.bought_on.desc(), Equipment.name),
    search=contains(Institution.name, Equipment.name, Equipment.invoice, Claim.number),
    inside=Equipment.claim_uid,
)
_settled = (
    select(func.coalesce(func.sum(Payment.amount_fen), 0))
    .join(Advance, Advance.uid == Payment.advance_uid)
    .where(Advance.claim_uid == Claim.uid)
    .correlate(Claim)
    .scalar_subquery()
)
_paying = Payment.kind == "claim"
_advance = func.coalesce(Payment.advance_uid, Recovery.advance_uid)

PAYMENT_LIST = Listing(
    name="payments",
    title="拨付台账",
    noun="payment",
    columns=(
        Column(PAYMENTS["number"], Payment.number),
        Column(PAYMENTS["kind"], Payment.kind),
        Column(PAYMENTS["claim_number"], Claim.number),
        Column(PAYMENTS["advance_number"], Advance.number),
        Column(PAYMENTS["recovery_number"], Recovery.number, hidden=True),
        Column(PAYMENTS["payee"], Payment.payee),
        Column(PAYMENTS["bank"], Payment.bank, hidden=True),
        Column(PAYMENTS["account"], Payment.account, hidden=True),
        Column(PAYMENTS["settled_fen"], case((_paying, Claim.total_fen))),
        Column(PAYMENTS["ahead_fen"], case((_paying, _settled))),
        Column(PAYMENTS["amount_fen"], Payment.amount_fen, total=True),
        Column(PAYMENTS["fund"], Payment.fund),
        Column(CLASSES["number"], TrainingClass.number, "class_number"),
        Column(CLASSES["occupation"], TrainingClass.occupation),
        Column(CLASSES["level"], TrainingClass.level, hidden=True),
        Column(CLAIMS["scheme"], func.coalesce(Claim.scheme, Advance.scheme)),
        Column(PAYMENTS["voucher"], Payment.voucher),
        Column(PAYMENTS["paid_on"], Payment.paid_on),
        Column(PAYMENTS["state"], Payment.state, hidden=True),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Payment.__table__.outerjoin(Claim, Claim.uid == Payment.claim_uid)
    .outerjoin(Recovery, Recovery.uid == Payment.recovery_uid)
    .outerjoin(Advance, Advance.uid == _advance)
    .outerjoin(TrainingClass, TrainingClass.uid == func.coalesce(Claim.class_uid, Advance.class_uid))
    .join(OfficeRow, OfficeRow.uid == Payment.origin),
    uid=Payment.uid,
    watches=frozenset({"payment", "claim", "advance", "recovery", "training_class"}),
    order=(Payment.paid_on.desc(), Payment.number),
    search=contains(Payment.number, Payment.payee, Payment.voucher, Claim.number, Advance.number),
)
