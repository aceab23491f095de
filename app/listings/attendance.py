"""Who attended on which day, and who was at work in which month, of a class or of a person."""

from app.kernel.dictionary import ATTENDANCE, WORK_MONTHS
from app.record.listing import Column, Listing
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.enrolment.noun import ENROLMENT
from app.training.trainee.model import Trainee
from app.training.trainee.noun import TRAINEE
from app.training.trainee.queries import find_person
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS
from app.training.work_month.model import WorkMonth

ATTENDANCE_LIST = Listing(
    name="attendance",
    title="考勤",
    noun="attendance",
    columns=(
        Column(ENROLMENT["seq"], Enrolment.seq),
        Column(CLASS["number"], TrainingClass.number, "class_number"),
        Column(TRAINEE["name"], Trainee.name),
        Column(TRAINEE["id_number"], Trainee.id_number),
        Column(ATTENDANCE["day"], Attendance.day),
        Column(ATTENDANCE["periods"], Attendance.periods, total=True),
        Column(ATTENDANCE["minutes"], Attendance.minutes),
    ),
    source=Attendance.__table__.join(Enrolment, Enrolment.uid == Attendance.enrolment_uid)
    .join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
    .join(Trainee, Trainee.uid == Enrolment.trainee_uid),
    uid=Attendance.uid,
    watches=frozenset({"attendance", "enrolment", "trainee", "training_class"}),
    order=(TrainingClass.number, Attendance.day, Enrolment.seq),
    search=lambda text: find_person(text) | TrainingClass.number.contains(text, autoescape=True),
    inside=Enrolment.class_uid,
)

WORK_MONTH_LIST = Listing(
    name="work-months",
    title="在岗月份",
    noun="work-month",
    columns=(
        Column(ENROLMENT["seq"], Enrolment.seq),
        Column(CLASS["number"], TrainingClass.number, "class_number"),
        Column(TRAINEE["name"], Trainee.name),
        Column(TRAINEE["id_number"], Trainee.id_number),
        Column(ENROLMENT["hired_on"], Enrolment.hired_on),
        Column(WORK_MONTHS["month"], WorkMonth.month),
    ),
    source=WorkMonth.__table__.join(Enrolment, Enrolment.uid == WorkMonth.enrolment_uid)
    .join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
    .join(Trainee, Trainee.uid == Enrolment.trainee_uid),
    uid=WorkMonth.uid,
    watches=frozenset({"work_month", "enrolment", "trainee", "training_class"}),
    order=(TrainingClass.number, Enrolment.seq, WorkMonth.month),
    search=lambda text: find_person(text) | TrainingClass.number.contains(text, autoescape=True),
    inside=Enrolment.class_uid,
)
