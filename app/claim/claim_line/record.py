"""Lines of claims bound to their table: whose each is, by which certificate, and what became of it."""

from sqlalchemy import ColumnElement, select

from app.claim.claim.model import Claim
from app.claim.claim_line import verbs
from app.claim.claim_line.model import ClaimLine, Verdict
from app.claim.claim_line.noun import CLAIM_LINE
from app.claim.claim_line.queries import NAME, REASONED, REASONS
from app.claim.sent import of_claims
from app.institution.institution.model import Institution
from app.record.hooks import Hooks
from app.record.lookups import made_after
from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment
from app.training.tag.model import Tag
from app.training.tag.noun import TAG
from app.training.trainee.model import Trainee
from app.training.trainee.queries import find_person
from app.training.training_class.model import TrainingClass


def _recognised(since: int) -> ColumnElement[bool]:
    """What people are recognised as for whom something was decided since."""
    return Tag.trainee_uid.in_(select(ClaimLine.trainee_uid).where(made_after(ClaimLine.uid, since)))


RECORD = Record(
    CLAIM_LINE,
    ClaimLine,
    later=frozenset({"paid_state"}),
    verbs={"refuse": verbs.refuse, "take_back": verbs.take_back},
    joins=(
        Join(Claim, Claim.uid == ClaimLine.claim_uid),
        Join(Institution, Institution.uid == Claim.institution_uid),
        Join(TrainingClass, TrainingClass.uid == Claim.class_uid, outer=True),
        Join(Trainee, Trainee.uid == ClaimLine.trainee_uid, outer=True),
        Join(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid, outer=True),
        Join(Verdict, REASONED, outer=True),
    ),
    sql={
        "claim_number": Claim.number,
        "class_number": TrainingClass.number,
        "name": NAME,
        "id_number": Trainee.id_number,
        "sex": Trainee.sex,
        "category": Enrolment.category,
        "certificate_number": Enrolment.certificate_number,
        "account": Enrolment.account,
        "claim_state": Claim.state,
        "reasons": REASONS,
    },
    order=(Claim.number, ClaimLine.seq),
    search=lambda text: find_person(text) | Claim.number.contains(text, autoescape=True),
    inside=ClaimLine.claim_uid,
    scope=of_claims(ClaimLine.claim_uid),
    sheet_order=(Claim.number, ClaimLine.seq),
    local=frozenset({"facts", "verdict"}),
    adds={TAG.name: Hooks(relied=_recognised)},
)
