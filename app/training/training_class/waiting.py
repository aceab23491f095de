"""Corrections that wait for a second person before money may go to an institution, a class or its people."""

from sqlalchemy import select

from app.institution.institution.noun import INSTITUTION
from app.office.correction.requests import waiting
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.enrolment.noun import ENROLMENT
from app.training.enrolment.rosters import on_roster
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS


def waiting_on(read: Read, institution: int, class_uid: int | None) -> list[str]:
    """The corrections that wait on whom money goes to: an institution, and the class and people it is paid for."""
    found = waiting(read, INSTITUTION.name, [institution])
    if class_uid is not None:
        rows, people = (select(column).where(on_roster(class_uid)) for column in (Enrolment.uid, Enrolment.trainee_uid))
        found += waiting(read, CLASS.name, [class_uid]) + waiting(read, ENROLMENT.name, rows)
        found += waiting(read, TRAINEE.name, people)
    return found
