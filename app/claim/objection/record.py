"""Objections bound to their table."""

from app.claim.claim.model import Claim
from app.claim.notice.model import Notice
from app.claim.objection import verbs
from app.claim.objection.model import Objection
from app.claim.objection.noun import OBJECTION
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee

RECORD = Record(
    OBJECTION,
    Objection,
    verbs={
        "create": verbs.create,
        "investigate": verbs.investigate,
        "uphold_return": verbs.uphold_return,
        "uphold_reduce": verbs.uphold_reduce,
        "reject": verbs.reject,
    },
    joins=(
        Join(Notice, Notice.uid == Objection.notice_uid),
        Join(Claim, Claim.uid == Objection.claim_uid),
        Join(Enrolment, Enrolment.uid == Objection.enrolment_uid, outer=True),
        Join(Trainee, Trainee.uid == Enrolment.trainee_uid, outer=True),
    ),
    sql={"notice_number": Notice.number, "claim_number": Claim.number, "person": Trainee.name},
    order=(Objection.received_on.desc(), Objection.uid.desc()),
    search=contains(Notice.number, Claim.number, Trainee.name, Objection.objector, Objection.content),
    inside=Objection.notice_uid,
    hooks=Hooks(suggest=verbs.suggest, hint={verb.word: verbs.hint for verb in OBJECTION.moves}),
)
