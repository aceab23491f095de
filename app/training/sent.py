"""Which classes an office sends as at a day, and what hangs on them: rosters, people, days and months."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.record.sheet import Scope
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import SENT


def sent_classes(own: int, until: date) -> ColumnElement[bool]:
    """The office's classes that began by a day and stand."""
    sent = or_(TrainingClass.state.in_(SENT), TrainingClass.reported.is_not(None))
    return and_(TrainingClass.origin == own, TrainingClass.starts_on <= until, sent)


def of_classes(column: Any) -> Scope:
    """What hangs on a class that is sent."""
    return lambda own, until: column.in_(select(TrainingClass.uid).where(sent_classes(own, until)))


def of_enrolments(column: Any) -> Scope:
    """What hangs on a place in such a class."""
    wanted = select(Enrolment.uid)
    return lambda own, until: column.in_(wanted.where(of_classes(Enrolment.class_uid)(own, until)))


def sent_trainees(own: int, until: date) -> ColumnElement[bool]:
    """Whoever sits in the office's classes, wherever the person was first registered."""
    seated = select(Enrolment.trainee_uid).where(of_classes(Enrolment.class_uid)(own, until))
    return Trainee.uid.in_(seated)
