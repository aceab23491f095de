"""What the attendance of a class comes to: all periods, days held, the shortest period, the fullest day of one person."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.store.work import Read
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster
from app.training.training_class.model import TrainingClass


def class_periods(read: Read, class_uid: int) -> int:
    """Periods attended by everybody in a class together."""
    return _of_class(read, class_uid, func.sum(Attendance.periods)) or 0


def class_days(read: Read, class_uid: int) -> int | None:
    """On how many days somebody attended; None while no attendance is registered."""
    return _of_class(read, class_uid, func.count(Attendance.day.distinct())) or None


def period_minutes(read: Read, class_uid: int) -> int | None:
    """The minutes of the shortest period that was held; None while no attendance is registered."""
    return _of_class(read, class_uid, func.min(Attendance.minutes))


def most_day_periods(read: Read, class_uid: int) -> int | None:
    """The most periods that one person of a class attended on one of its days, here and in other classes together."""
    here, held = aliased(Enrolment), aliased(TrainingClass)
    a_day = (
        select(func.sum(Attendance.periods).label("periods"))
        .join(Enrolment, Enrolment.uid == Attendance.enrolment_uid)
        .join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
        .join(here, here.trainee_uid == Enrolment.trainee_uid)
        .join(held, held.uid == here.class_uid)
        .where(here.class_uid == class_uid, here.state == "active", Enrolment.state == "active")
        .where(TrainingClass.state != "void", Attendance.day.between(held.starts_on, held.ends_on))
        .group_by(Enrolment.trainee_uid, Attendance.day)
        .subquery()
    )
    found: int | None = read.session.scalar(select(func.max(a_day.c.periods)))
    return found


def _of_class(read: Read, class_uid: int, what: Any) -> int | None:
    """A sum over the periods that the people of a class attended."""
    joined = select(what).select_from(Attendance).join(Enrolment, Enrolment.uid == Attendance.enrolment_uid)
    found: int | None = read.session.scalar(joined.where(on_roster(class_uid), Attendance.periods > 0))
    return found
