"""Months at work bound to their table: who was at work in which month, of a class or of a person."""

from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment
from app.training.sent import of_enrolments
from app.training.trainee.model import Trainee
from app.training.trainee.queries import find_person
from app.training.training_class.model import TrainingClass
from app.training.work_month import importing
from app.training.work_month.model import WorkMonth
from app.training.work_month.noun import WORK_MONTH

RECORD = Record(
    WORK_MONTH,
    WorkMonth,
    joins=(
        Join(Enrolment, Enrolment.uid == WorkMonth.enrolment_uid),
        Join(TrainingClass, TrainingClass.uid == Enrolment.class_uid),
        Join(Trainee, Trainee.uid == Enrolment.trainee_uid),
    ),
    sql={
        "seq": Enrolment.seq,
        "class_number": TrainingClass.number,
        "name": Trainee.name,
        "id_number": Trainee.id_number,
        "hired_on": Enrolment.hired_on,
    },
    order=(TrainingClass.number, Enrolment.seq, WorkMonth.month),
    search=lambda text: find_person(text) | TrainingClass.number.contains(text, autoescape=True),
    inside=Enrolment.class_uid,
    scope=of_enrolments(WorkMonth.enrolment_uid),
    sheet_order=(TrainingClass.number, Enrolment.seq, WorkMonth.month),
    plans={"months": importing.plan},
)
