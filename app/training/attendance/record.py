"""Attendance bound to its table: who attended on which day, of a class or of a person."""

from app.record.record import Join, Record
from app.training.attendance import importing
from app.training.attendance.model import Attendance
from app.training.attendance.noun import ATTENDANCE
from app.training.enrolment.model import Enrolment
from app.training.sent import of_enrolments
from app.training.trainee.model import Trainee
from app.training.trainee.queries import find_person
from app.training.training_class.model import TrainingClass

RECORD = Record(
    ATTENDANCE,
    Attendance,
    joins=(
        Join(Enrolment, Enrolment.uid == Attendance.enrolment_uid),
        Join(TrainingClass, TrainingClass.uid == Enrolment.class_uid),
        Join(Trainee, Trainee.uid == Enrolment.trainee_uid),
    ),
    sql={
        "seq": Enrolment.seq,
        "class_number": TrainingClass.number,
        "name": Trainee.name,
        "id_number": Trainee.id_number,
    },
    order=(TrainingClass.number, Attendance.day, Enrolment.seq),
    search=lambda text: find_person(text) | TrainingClass.number.contains(text, autoescape=True),
    inside=Enrolment.class_uid,
    scope=of_enrolments(Attendance.enrolment_uid),
    sheet_order=(TrainingClass.number, Enrolment.seq, Attendance.day),
    plans={"attendance": importing.plan},
)
