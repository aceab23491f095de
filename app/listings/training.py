"""Institutions, classes, rosters and people."""

from typing import Any

from sqlalchemy import ColumnElement, case, extract

from app.institution.institution.noun import INSTITUTION
from app.kernel import kinds as k
from app.kernel.dictionary import ENROLMENTS, Field
from app.record.listing import Column, Listing
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.trainee.noun import TRAINEE
from app.training.trainee.queries import find_person
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS

_I, _C, _T, _E = INSTITUTION, CLASS, TRAINEE, ENROLMENTS


def _month_day(day: Any) -> ColumnElement[int]:
    return extract("month", day) * 100 + extract("day", day)


_birthday_ahead = case((_month_day(TrainingClass.starts_on) < _month_day(Trainee.born), 1), else_=0)
_age = extract("year", TrainingClass.starts_on) - extract("year", Trainee.born) - _birthday_ahead
"""Completed years on the day the class starts, by the whole date of birth."""

ENROLMENT_LIST = Listing(
    name="enrolments",
    title="花名册",
    noun="enrolment",
    columns=(
        Column(_E["seq"], Enrolment.seq),
        Column(_C["number"], TrainingClass.number, "class_number"),
        Column(_C["name"], TrainingClass.name, "class_name", "班级名称", hidden=True),
        Column(_T["name"], Trainee.name),
        Column(_T["id_number"], Trainee.id_number),
        Column(_T["sex"], Trainee.sex),
        Column(Field("age", "年龄", k.COUNT), _age, hidden=True),
        Column(_E["category"], Enrolment.category),
        Column(_T["phone"], Trainee.phone),
        Column(_T["household"], Trainee.household, hidden=True),
        Column(_T["address"], Trainee.address, hidden=True),
        Column(_E["draws_pension"], Enrolment.draws_pension),
        Column(_E["bank"], Enrolment.bank, hidden=True),
        Column(_E["account"], Enrolment.account),
        Column(_E["theory_score"], Enrolment.theory_score),
        Column(_E["practice_score"], Enrolment.practice_score),
        Column(_E["result"], Enrolment.result),
        Column(_E["certificate_kind"], Enrolment.certificate_kind),
        Column(_E["certificate_number"], Enrolment.certificate_number),
        Column(_E["certificate_date"], Enrolment.certificate_date),
        Column(_E["fee_fen"], Enrolment.fee_fen, hidden=True),
        Column(_E["hired_on"], Enrolment.hired_on, hidden=True),
        Column(_E["apprentice_kind"], Enrolment.apprentice_kind, hidden=True),
        Column(_E["modules_done"], Enrolment.modules_done, hidden=True),
        Column(_E["left_out"], Enrolment.left_out, hidden=True),
        Column(_E["locality"], Enrolment.locality, hidden=True),
        Column(_E["firm_opened_on"], Enrolment.firm_opened_on, hidden=True),
        Column(_C["occupation"], TrainingClass.occupation, hidden=True),
        Column(_C["level"], TrainingClass.level, hidden=True),
        Column(_C["starts_on"], TrainingClass.starts_on, hidden=True),
        Column(_C["ends_on"], TrainingClass.ends_on, hidden=True),
        Column(_E["state"], Enrolment.state),
    ),
    source=Enrolment.__table__.join(TrainingClass, TrainingClass.uid == Enrolment.class_uid).join(
        Trainee, Trainee.uid == Enrolment.trainee_uid
    ),
    uid=Enrolment.uid,
    watches=frozenset({"enrolment", "trainee", "training_class"}),
    order=(TrainingClass.starts_on.desc(), TrainingClass.number, Enrolment.seq),
    search=lambda text: find_person(text) | TrainingClass.number.contains(text, autoescape=True),
    inside=Enrolment.class_uid,
)
