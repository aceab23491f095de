"""Which classes: the one of a number, those that count towards the plan, those that an office sends as at a day."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.kernel.outcomes import Refused
from app.record.lookups import own
from app.record.policy_facts import fact, rows
from app.record.sheet import Scope
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import SENT

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


def sent_classes(own: int, until: date) -> ColumnElement[bool]:
    """The office's classes that began by a day and stand."""
    sent = or_(TrainingClass.state.in_(SENT), TrainingClass.reported.is_not(None))
    return and_(TrainingClass.origin == own, TrainingClass.starts_on <= until, sent)


def of_classes(column: Any) -> Scope:
    """What hangs on a class that is sent."""
    return lambda own, until: column.in_(select(TrainingClass.uid).where(sent_classes(own, until)))
