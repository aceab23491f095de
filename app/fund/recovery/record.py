"""Recoveries bound to their table."""

from sqlalchemy import func

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.recovery import calling_off, upholding, verbs
from app.fund.recovery.model import Recovery
from app.fund.recovery.noun import RECOVERY
from app.fund.sent import sent_recoveries
from app.institution.institution.model import Institution
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

_class = func.coalesce(Claim.class_uid, Advance.class_uid)
_institution = func.coalesce(Claim.institution_uid, TrainingClass.institution_uid)

RECORD = Record(
    RECOVERY,
    Recovery,
    verbs={
        "create": verbs.create,
        "confirm": verbs.confirm,
        "revoke": verbs.revoke,
        "ask_revoke": calling_off.ask,
        "repay": verbs.repay,
    },
    lends={"claim.recover": verbs.recover, "objection.uphold_recover": upholding.uphold_recover},
    joins=(
        Join(Claim, Claim.uid == Recovery.claim_uid, outer=True),
        Join(Advance, Advance.uid == Recovery.advance_uid, outer=True),
        Join(TrainingClass, TrainingClass.uid == _class, outer=True),
        Join(Institution, Institution.uid == _institution),
        Join(Enrolment, Enrolment.uid == Recovery.enrolment_uid, outer=True),
        Join(Trainee, Trainee.uid == Enrolment.trainee_uid, outer=True),
    ),
    sql={
        "claim_number": Claim.number,
        "advance_number": Advance.number,
        "class_number": TrainingClass.number,
        "institution_name": Institution.name,
        "person": Trainee.name,
        "payer": func.coalesce(Trainee.name, Institution.name),
        "owed_fen": Recovery.due_fen - Recovery.returned_fen,
    },
    order=(Recovery.asked_on.desc(), Recovery.number),
    search=contains(Recovery.number, Recovery.document, Institution.name, Trainee.name),
    scope=sent_recoveries,
    sheet_order=(Recovery.number,),
)
