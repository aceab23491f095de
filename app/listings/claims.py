"""Claims and their lines."""

from sqlalchemy import func

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim_line.model import ClaimLine
from app.institution.institution.model import Institution
from app.kernel.dictionary import CLAIM_LINES, ENROLMENTS, ORIGIN
from app.record.listing import Column, Listing
from app.store.models import OfficeRow
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.trainee.noun import TRAINEE
from app.training.trainee.queries import find_person
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS

CLAIM_LINE_LIST = Listing(
    name="claim-lines",
    title="补贴明细",
    noun="claim-line",
    columns=(
        Column(ENROLMENTS["seq"], ClaimLine.seq),
        Column(CLAIM_LINES["claim_number"], Claim.number),
        Column(CLAIM["class_number"], TrainingClass.number),
        Column(TRAINEE["name"], func.coalesce(Trainee.name, Institution.name)),
        Column(TRAINEE["id_number"], Trainee.id_number),
        Column(TRAINEE["sex"], Trainee.sex, hidden=True),
        Column(ENROLMENTS["category"], Enrolment.category),
        Column(CLASS["occupation"], ClaimLine.occupation),
        Column(CLASS["level"], ClaimLine.level),
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
        Column(CLAIM["state"], Claim.state, "claim_state", "申请状态", hidden=True),
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
