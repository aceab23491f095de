"""Sheets of training: institutions and agreements, classes, people and what they are, rosters, days and months."""

from sqlalchemy import select

from app.exchange.sheets.parts import CLASS_NUMBER, OF_ENROLMENT, PERSON, RAW, cells, keys, sheet, shown, titled
from app.kernel import dictionary as d
from app.kernel import kinds as k
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.enrolment.noun import ENROLMENT
from app.training.sent import of_enrolments, sent_trainees
from app.training.tag.model import Tag
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from app.training.work_month.model import WorkMonth

_TAG = titled(since=("起始日期", k.DATE), until=("截止日期", k.DATE), proof=("证明材料", k.LONG), state=("状态", RAW))

TAGS = sheet(
    "人员身份",
    Tag,
    "姓名",
    lambda own, until: (Tag.origin == own) & Tag.trainee_uid.in_(select(Trainee.uid).where(sent_trainees(own, until))),
    (
        *shown(*PERSON),
        *cells(Tag, {**_TAG, "category": ENROLMENT["category"]}, "category since until proof state"),
        *keys(Tag, trainee_uid="学员编号"),
    ),
    (Trainee, Trainee.uid == Tag.trainee_uid),
    order=(Trainee.id_number, Tag.since),
)
ATTENDANCE = sheet(
    "考勤",
    Attendance,
    "姓名",
    of_enrolments(Attendance.enrolment_uid),
    (
        *shown(CLASS_NUMBER, *PERSON),
        *cells(Attendance, d.ATTENDANCE, "day periods minutes"),
        *keys(Attendance, enrolment_uid="名册编号"),
    ),
    (Enrolment, Enrolment.uid == Attendance.enrolment_uid),
    OF_ENROLMENT,
    (Trainee, Trainee.uid == Enrolment.trainee_uid),
    order=(TrainingClass.number, Enrolment.seq, Attendance.day),
)
WORK_MONTHS = sheet(
    "在岗月份",
    WorkMonth,
    "姓名",
    of_enrolments(WorkMonth.enrolment_uid),
    (
        *shown(CLASS_NUMBER, *PERSON),
        *cells(WorkMonth, d.WORK_MONTHS, "month"),
        *keys(WorkMonth, enrolment_uid="名册编号"),
    ),
    (Enrolment, Enrolment.uid == WorkMonth.enrolment_uid),
    OF_ENROLMENT,
    (Trainee, Trainee.uid == Enrolment.trainee_uid),
    order=(TrainingClass.number, Enrolment.seq, WorkMonth.month),
)
