"""Claims and their lines."""

from sqlalchemy import func, select

from app.claim.claim.model import Claim
from app.institution.institution.model import Institution
from app.institution.institution.noun import INSTITUTION
from app.kernel.dictionary import CLAIM_LINES, CLAIMS, CLASSES, ENROLMENTS, NOTE, ORIGIN, PAYMENTS, TRAINEES
from app.listings.training import find_person
from app.record.listing import Column, Listing, contains, standing
from app.store.models import ClaimLine, Enrolment, Equipment, OfficeRow, Trainee, TrainingClass

_of_class = (
    Claim.__table__.outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
    .join(Institution, Institution.uid == Claim.institution_uid)
    .join(OfficeRow, OfficeRow.uid == Claim.origin)
)


_equipment = (
    select(func.sum(Equipment.value_fen)).where(Equipment.claim_uid == Claim.uid).correlate(Claim).scalar_subquery()
)
_warned = (
    select(func.count(ClaimLine.uid))
    .where(ClaimLine.claim_uid == Claim.uid, ClaimLine.warnings != "", ClaimLine.decision == "granted")
    .correlate(Claim)
    .scalar_subquery()
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
        Column(INSTITUTION["uscc"], Institution.uscc, hidden=True),
        Column(CLASSES["occupation"], TrainingClass.occupation, hidden=True),
        Column(CLASSES["level"], TrainingClass.level, hidden=True),
        Column(CLASSES["starts_on"], TrainingClass.starts_on, hidden=True),
        Column(CLASSES["ends_on"], TrainingClass.ends_on, hidden=True),
        Column(CLAIMS["scheme"], Claim.scheme),
        Column(CLAIMS["applied_on"], Claim.applied_on),
        Column(CLAIMS["line_count"], Claim.line_count, total=True, summed=standing(Claim.state, Claim.line_count)),
        Column(
            CLAIMS["granted_count"], Claim.granted_count, total=True, summed=standing(Claim.state, Claim.granted_count)
        ),
        Column(CLAIMS["refused_count"], _refused, total=True, summed=standing(Claim.state, _refused)),
        Column(CLAIMS["warned_count"], _warned),
        Column(CLAIMS["total_fen"], Claim.total_fen, total=True, summed=standing(Claim.state, Claim.total_fen)),
        Column(CLAIMS["equipment_fen"], _equipment, hidden=True),
        Column(CLAIMS["submitted_by"], Claim.submitted_by, hidden=True),
        Column(CLAIMS["department"], Claim.department, hidden=True),
        Column(CLAIMS["department_by"], Claim.department_by, hidden=True),
        Column(CLAIMS["department_on"], Claim.department_on, hidden=True),
        Column(CLAIMS["department_note"], Claim.department_note, hidden=True),
        Column(CLAIMS["reviewed_by"], Claim.reviewed_by, hidden=True),
        Column(CLAIMS["approved_by"], Claim.approved_by, hidden=True),
        Column(CLAIMS["paid_by"], Claim.paid_by, hidden=True),
        Column(CLAIMS["combined"], Claim.combined, hidden=True),
        Column(NOTE, Claim.return_reason, "return_reason", "退回原因", hidden=True),
        Column(CLAIMS["notice_from"], Claim.notice_from),
        Column(CLAIMS["notice_to"], Claim.notice_to),
        Column(CLAIMS["notice_days"], Claim.notice_days, hidden=True),
        Column(CLAIMS["real_name_number"], Claim.real_name_number, hidden=True),
        Column(CLAIMS["cleared_on"], Claim.cleared_on, hidden=True),
        Column(CLAIMS["paid_on"], Claim.paid_on),
        Column(PAYMENTS["payee"], Institution.name, "payee", hidden=True),
        Column(INSTITUTION["bank"], Institution.bank, hidden=True),
        Column(INSTITUTION["account"], Institution.account, hidden=True),
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
        Column(CLAIM_LINES["warnings"], ClaimLine.warnings),
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
