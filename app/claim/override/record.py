"""手工通过清单: month by month who passed which limit for whom, who confirmed it, by which document, for how much."""

from sqlalchemy import case, func

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.override import verbs
from app.claim.override.model import Override
from app.claim.override.noun import OVERRIDE
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

_MONTH = 7
"""Characters of 2019-12-31 that name its month."""
_month = func.substr(func.coalesce(Override.confirmed_on, Override.asked_on), 1, _MONTH)
_granted = case(((Override.state == "confirmed") & (Claim.state != "void"), ClaimLine.amount_fen), else_=0)
_of_line = (ClaimLine.enrolment_uid == Override.enrolment_uid) & (ClaimLine.claim_uid == Override.claim_uid)

RECORD = Record(
    OVERRIDE,
    Override,
    lends={
        "claim-line.override": verbs.ask,
        "claim-line.confirm": verbs.confirm,
        "claim-line.revoke": verbs.revoke,
    },
    joins=(
        Join(Claim, Claim.uid == Override.claim_uid),
        Join(TrainingClass, TrainingClass.uid == Claim.class_uid),
        Join(Enrolment, Enrolment.uid == Override.enrolment_uid),
        Join(Trainee, Trainee.uid == Enrolment.trainee_uid),
        Join(ClaimLine, _of_line, outer=True),
    ),
    sql={
        "month": _month,
        "name": Trainee.name,
        "id_number": Trainee.id_number,
        "claim_number": Claim.number,
        "claim_state": Claim.state,
        "occupation": TrainingClass.occupation,
        "level": TrainingClass.level,
        "amount_fen": func.coalesce(_granted, 0),
    },
    order=(_month.desc(), Override.asked_on.desc()),
    search=contains(Trainee.name, Claim.number, Override.document, Override.asked_by, Override.confirmed_by),
    inside=Override.claim_uid,
)
