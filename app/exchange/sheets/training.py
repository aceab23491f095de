"""Sheets of training: institutions and agreements, classes, people and what they are, rosters, days and months."""

from sqlalchemy import select

from app.exchange.sheets.parts import PERSON, RAW, cells, keys, sheet, shown, titled
from app.kernel import kinds as k
from app.training.enrolment.noun import ENROLMENT
from app.training.sent import sent_trainees
from app.training.tag.model import Tag
from app.training.trainee.model import Trainee

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
