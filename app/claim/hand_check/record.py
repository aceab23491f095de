"""Checks by hand bound to their table, on the page of their claim; they stay in the office."""

from app.claim.claim.model import Claim
from app.claim.hand_check import closing
from app.claim.hand_check.model import HandCheck
from app.claim.hand_check.noun import HAND_CHECK
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee

RECORD = Record(
    HAND_CHECK,
    HandCheck,
    joins=(
        Join(Claim, Claim.uid == HandCheck.claim_uid),
        Join(Enrolment, Enrolment.uid == HandCheck.enrolment_uid, outer=True),
        Join(Trainee, Trainee.uid == Enrolment.trainee_uid, outer=True),
    ),
    sql={
        "seq": Enrolment.seq,
        "name": Trainee.name,
        "id_number": Trainee.id_number,
        "claim_number": Claim.number,
        "claim_state": Claim.state,
    },
    order=(Claim.number.desc(), HandCheck.enrolment_uid.is_not(None), HandCheck.title, Enrolment.seq),
    search=contains(HandCheck.title, Trainee.name, Claim.number),
    inside=HandCheck.claim_uid,
    hooks=Hooks(bars=closing.bars),
)
