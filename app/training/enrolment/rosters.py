"""Who is on the roster of a class (花名册): those who left it stay on record and count no more."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from app.record.lookups import listed
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import FINISHED


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


def numbers_of(read: Read, class_uid: int) -> frozenset[str]:
    """The identity numbers of all who are or were on the roster of a class."""
    joined = select(Trainee.id_number).join(Enrolment, Trainee.uid == Enrolment.trainee_uid)
    return frozenset(read.session.scalars(joined.where(Enrolment.class_uid == class_uid)))


def elsewhere(read: Read, class_uid: int, trainees: Iterable[int]) -> list[Row[Any]]:
    """The other classes that some people are on the roster of, with how many of them: those that are not over, while this
    one is not, and those of its occupation and level."""
    held, those = read.session.get_one(TrainingClass, class_uid), listed(trainees)
    alike = and_(TrainingClass.occupation == held.occupation, TrainingClass.level == held.level)
    at_once = TrainingClass.state.not_in(FINISHED)
    counted = func.count().label("heads")
    columns = (TrainingClass.name, TrainingClass.number, TrainingClass.occupation, TrainingClass.level, counted)
    rows = select(*columns).select_from(those).join(Enrolment, Enrolment.trainee_uid == those.c.value)
    rows = rows.join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
    rows = rows.where(Enrolment.state == "active", TrainingClass.uid != class_uid, TrainingClass.state != "void")
    rows = rows.where(alike if held.state in FINISHED else or_(alike, at_once))
    return list(read.session.execute(rows.group_by(TrainingClass.uid).order_by(counted.desc(), TrainingClass.uid)))
