"""Rows of rosters bound to their table."""

from typing import Any

from sqlalchemy import ColumnElement, case, extract

from app.record.hooks import Hooks
from app.record.record import Record
from app.training.enrolment import accounts_import, papers, placements_import, results_import, roster_import, verbs
from app.training.enrolment.model import Enrolment
from app.training.enrolment.noun import ENROLMENT
from app.training.enrolment.queries import CLASS_AND_PERSON, find_place
from app.training.policy import pack_of_place
from app.training.sent import of_classes
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass


def _month_day(day: Any) -> ColumnElement[int]:
    return extract("month", day) * 100 + extract("day", day)


_birthday_ahead = case((_month_day(TrainingClass.starts_on) < _month_day(Trainee.born), 1), else_=0)
_age = extract("year", TrainingClass.starts_on) - extract("year", Trainee.born) - _birthday_ahead
"""Completed years on the day the class starts, by the whole date of birth."""

RECORD = Record(
    ENROLMENT,
    Enrolment,
    verbs={"edit": verbs.edit, "drop": verbs.drop, "correct": verbs.correct},
    joins=CLASS_AND_PERSON,
    sql={
        "class_number": TrainingClass.number,
        "class_name": TrainingClass.name,
        "occupation": TrainingClass.occupation,
        "level": TrainingClass.level,
        "starts_on": TrainingClass.starts_on,
        "ends_on": TrainingClass.ends_on,
        "name": Trainee.name,
        "id_number": Trainee.id_number,
        "sex": Trainee.sex,
        "age": _age,
        "phone": Trainee.phone,
        "household": Trainee.household,
        "address": Trainee.address,
    },
    order=(TrainingClass.starts_on.desc(), TrainingClass.number, Enrolment.seq),
    search=find_place,
    inside=Enrolment.class_uid,
    scope=of_classes(Enrolment.class_uid),
    pack=pack_of_place,
    sheet_order=(TrainingClass.number, Enrolment.seq),
    plans={
        "roster": roster_import.plan,
        "accounts": accounts_import.plan,
        "placements": placements_import.plan,
        "results": results_import.plan,
    },
    hooks=Hooks(bars=verbs.bars, papers=papers.papers, policy=pack_of_place),
)
