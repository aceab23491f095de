"""Attendance bound to its table: who attended on which day, of a class or of a person."""

from app.record.record import Record
from app.training.attendance import importing
from app.training.attendance.model import Attendance
from app.training.attendance.noun import ATTENDANCE
from app.training.enrolment.model import Enrolment
from app.training.enrolment.queries import PLACE, find_place, on_place
from app.training.sent import of_enrolments
from app.training.training_class.model import TrainingClass

RECORD = Record(
    ATTENDANCE,
    Attendance,
    joins=on_place(Attendance.enrolment_uid),
    sql=PLACE,
    order=(TrainingClass.number, Attendance.day, Enrolment.seq),
    search=find_place,
    inside=Enrolment.class_uid,
    scope=of_enrolments(Attendance.enrolment_uid),
    sheet_order=(TrainingClass.number, Enrolment.seq, Attendance.day),
    plans={"attendance": importing.plan},
)
