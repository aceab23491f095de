"""Which classes an office sends as at a day, and what hangs on them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.record.sheet import Scope
from app.store.models import TrainingClass

SENT_CLASSES = ("approved", "filed", "running", "ended", "accepted", "void")
"""States from which a class is the office's word; what was reported once goes on being reported."""


def sent_classes(own: int, until: date) -> ColumnElement[bool]:
    """The office's classes that began by a day and stand."""
    sent = or_(TrainingClass.state.in_(SENT_CLASSES), TrainingClass.reported.is_not(None))
    return and_(TrainingClass.origin == own, TrainingClass.starts_on <= until, sent)


def of_classes(column: Any) -> Scope:
    """What hangs on a class that is sent."""
    return lambda own, until: column.in_(select(TrainingClass.uid).where(sent_classes(own, until)))
