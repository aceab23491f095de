"""Whether what rosters keep can be so: one certificate is one person's, and nobody attends longer than a day is."""

from collections.abc import Callable, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.award.sessions import DAY
from app.record.findings import Finding, fault
from app.store.work import Read
from app.training.attendance.model import Attendance
from app.training.enrolment.certificates import same
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass


def _certificates(read: Read) -> Iterator[Finding]:
    """No two people bear one certificate."""
    mine, other = aliased(Enrolment), aliased(Enrolment)
    wanted = (
        select(mine.uid, Trainee.name, TrainingClass.number)
        .join(other, same(mine, other))
        .join(Trainee, Trainee.uid == mine.trainee_uid)
        .join(TrainingClass, TrainingClass.uid == mine.class_uid)
        .where(mine.certificate_number.is_not(None), mine.state == "active", other.state == "active")
        .where(TrainingClass.state != "void")
        .distinct()
        .order_by(mine.uid)
    )
    for uid, name, number in read.session.execute(wanted):
        yield fault("certificate", name, ("enrolment", uid), number=number, name=name)


def _days(read: Read) -> Iterator[Finding]:
    """What a person attended on a day, in all classes together, stays under its minutes."""
    held = func.sum(Attendance.periods * Attendance.minutes)
    wanted = (
        select(Trainee.uid, Trainee.name, Attendance.day, held)
        .join(Enrolment, Enrolment.uid == Attendance.enrolment_uid)
        .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
        .join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
        .where(Enrolment.state == "active", TrainingClass.state != "void")
        .group_by(Trainee.uid, Attendance.day)
        .having(held >= DAY)
        .order_by(Trainee.uid, Attendance.day)
    )
    for uid, name, day, total in read.session.execute(wanted):
        yield fault("day", name, ("trainee", uid), name=name, day=day, total=total, most=DAY)


LOOKS: tuple[Callable[[Read], Iterator[Finding]], ...] = (_certificates, _days)
"""What a check of the office looks at here."""
