"""Which classes: the one of a number, those that count towards the plan, and how many people are in one."""

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.kernel.outcomes import Refused
from app.record.lookups import own
from app.record.policy_facts import fact, rows
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass

_posts = TrainingClass.training_type.in_(select(rows("post_types", "post").c.value))
COUNTS = ((TrainingClass.subsidised == 1) | (fact("subsidised_only") != 1)) & ~_posts
"""Whether a class counts towards the plan: where the circular means subsidised training, no other does.

A roster of people at scarce posts (CX-19) is paid for and is no training.
"""

_mate = aliased(Enrolment)
HEADS = (
    select(func.count())
    .select_from(_mate)
    .where(_mate.class_uid == TrainingClass.uid, _mate.state == "active")
    .correlate(TrainingClass)
    .scalar_subquery()
)
"""How many people are on the roster of a class."""


def numbered_class(read: Read, number: str) -> TrainingClass:
    """The class of a number; Refused when there is none."""
    training = own(read, TrainingClass, number=number)
    if training is None:
        raise Refused("claim.no_class", number=number)
    return training
