"""手工通过清单: month by month who passed which limit for whom, who confirmed it, by which document, for how much."""

from sqlalchemy import case, func

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.kernel.dictionary import CLAIM_LINES, CLASSES, ORIGIN, OVERRIDES, TRAINEES
from app.record.listing import Column, Listing, contains
from app.store.models import ClaimLine, Enrolment, OfficeRow, Override, Trainee, TrainingClass

_MONTH = 7
"""Characters of 2019-12-31 that name its month."""
_month = func.substr(func.coalesce(Override.confirmed_on, Override.asked_on), 1, _MONTH)
_granted = case(((Override.state == "confirmed") & (Claim.state != "void"), ClaimLine.amount_fen), else_=0)

OVERRIDE_LIST = Listing(
    name="overrides",
    title="手工通过清单",
    noun="override",
    columns=(
        Column(OVERRIDES["month"], _month),
        Column(OVERRIDES["state"], Override.state),
        Column(TRAINEES["name"], Trainee.name),
        Column(TRAINEES["id_number"], Trainee.id_number),
        Column(CLAIM_LINES["claim_number"], Claim.number),
        Column(CLAIM["state"], Claim.state, "claim_state", "申请状态", hidden=True),
        Column(CLASSES["occupation"], TrainingClass.occupation, hidden=True),
        Column(CLASSES["level"], TrainingClass.level, hidden=True),
        Column(OVERRIDES["asked_by"], Override.asked_by),
        Column(OVERRIDES["asked_on"], Override.asked_on),
        Column(OVERRIDES["confirmed_by"], Override.confirmed_by),
        Column(OVERRIDES["confirmed_on"], Override.confirmed_on),
        Column(OVERRIDES["document"], Override.document),
        Column(OVERRIDES["reason"], Override.reason),
        Column(OVERRIDES["clause"], Override.clause),
        Column(OVERRIDES["against"], Override.against),
        Column(OVERRIDES["amount_fen"], func.coalesce(_granted, 0), total=True),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Override.__table__.join(Claim, Claim.uid == Override.claim_uid)
    .join(TrainingClass, TrainingClass.uid == Claim.class_uid)
    .join(Enrolment, Enrolment.uid == Override.enrolment_uid)
    .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
    .join(OfficeRow, OfficeRow.uid == Override.origin)
    .outerjoin(
        ClaimLine, (ClaimLine.enrolment_uid == Override.enrolment_uid) & (ClaimLine.claim_uid == Override.claim_uid)
    ),
    uid=Override.uid,
    watches=frozenset({"override", "claim", "claim_line", "trainee", "enrolment", "training_class"}),
    order=(_month.desc(), Override.asked_on.desc()),
    search=contains(Trainee.name, Claim.number, Override.document, Override.asked_by, Override.confirmed_by),
    inside=Override.claim_uid,
)
