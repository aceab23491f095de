"""核减清单: who was taken out of which claim, why, by whom, and whether the person had been published already."""

from app.claim.claim.model import Claim
from app.claim.reduction.model import Reduction
from app.claim.reduction.noun import REDUCTION
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee

RECORD = Record(
    REDUCTION,
    Reduction,
    joins=(
        Join(Claim, Claim.uid == Reduction.claim_uid),
        Join(Enrolment, Enrolment.uid == Reduction.enrolment_uid),
        Join(Trainee, Trainee.uid == Enrolment.trainee_uid),
    ),
    sql={"claim_number": Claim.number, "name": Trainee.name, "id_number": Trainee.id_number},
    order=(Reduction.asked_on.desc(), Reduction.uid.desc()),
    search=contains(Trainee.name, Claim.number, Reduction.document, Reduction.reason),
    inside=Reduction.claim_uid,
)
