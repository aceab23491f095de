"""Months at work bound to their table: who was at work in which month, of a class or of a person."""

from app.record.record import Record
from app.training.enrolment.model import Enrolment
from app.training.enrolment.queries import PLACE, find_place, on_place
from app.training.sent import of_enrolments
from app.training.training_class.model import TrainingClass
from app.training.work_month import importing
from app.training.work_month.model import WorkMonth
from app.training.work_month.noun import WORK_MONTH

RECORD = Record(
    WORK_MONTH,
    WorkMonth,
    joins=on_place(WorkMonth.enrolment_uid),
    sql={**PLACE, "hired_on": Enrolment.hired_on},
    order=(TrainingClass.number, Enrolment.seq, WorkMonth.month),
    search=find_place,
    inside=Enrolment.class_uid,
    scope=of_enrolments(WorkMonth.enrolment_uid),
    sheet_order=(TrainingClass.number, Enrolment.seq, WorkMonth.month),
    plans={"months": importing.plan},
)
