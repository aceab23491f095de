"""Who is on the roster of a class (花名册): those who left it stay on record and count no more."""

from typing import Any

from sqlalchemy import ColumnElement, Row, func, select

from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee


def on_roster(class_uid: int) -> ColumnElement[bool]:
    """The condition that a row is on the roster of a class."""
    return (Enrolment.class_uid == class_uid) & (Enrolment.state == "active")


def head_count(read: Read, class_uid: int, *conditions: ColumnElement[bool]) -> int:
    """How many people are on the roster of a class, or those of them for whom more holds."""
    counted = select(func.count()).select_from(Enrolment).where(on_roster(class_uid), *conditions)
    return int(read.session.scalar(counted) or 0)


def roster_of(read: Read, class_uid: int, *keys: str) -> list[Row[Any]]:
    """ID number, name, uid and what else is asked of each row on the roster of a class."""
    columns = (Trainee.id_number, Trainee.name, Enrolment.uid, *(getattr(Enrolment, key) for key in keys))
    joined = select(*columns).join(Trainee, Trainee.uid == Enrolment.trainee_uid)
    return list(read.session.execute(joined.where(on_roster(class_uid))))
