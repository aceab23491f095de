"""How a place in a class is shown and looked for: by its class and its person, in rosters and on what hangs on it."""

from typing import Any

from sqlalchemy import ColumnElement

from app.record.record import Join
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.trainee.queries import find_person
from app.training.training_class.model import TrainingClass

CLASS_AND_PERSON = (
    Join(TrainingClass, TrainingClass.uid == Enrolment.class_uid),
    Join(Trainee, Trainee.uid == Enrolment.trainee_uid),
)
PLACE = {
    "seq": Enrolment.seq,
    "class_number": TrainingClass.number,
    "name": Trainee.name,
    "id_number": Trainee.id_number,
}
"""The columns by which what hangs on a place in a class names it."""


def on_place(column: Any) -> tuple[Join, ...]:
    """Joins of what hangs on a place in a class; `column` holds the uid of the place."""
    return (Join(Enrolment, Enrolment.uid == column), *CLASS_AND_PERSON)


def find_place(text: str) -> ColumnElement[bool]:
    """Search by the person or by the number of the class."""
    return find_person(text) | TrainingClass.number.contains(text, autoescape=True)
