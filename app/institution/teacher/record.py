"""Teachers: their table, and their verbs."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Integer, UniqueConstraint, case, cast, func
from sqlalchemy.orm import Mapped, mapped_column

from app.institution.institution.model import Institution
from app.institution.teacher.noun import TEACHER
from app.record.entering import change, enter
from app.record.listing import contains
from app.record.moves import move
from app.record.policy_facts import TODAY
from app.record.record import Join, Record
from app.store.models.base import Base
from app.store.models.base import Record as Row
from app.store.work import Work


class Teacher(Row, Base):
    """A teacher (教师) of an institution; the same person may teach at several."""

    __tablename__ = "teacher"
    __table_args__ = (UniqueConstraint("origin", "id_number", "institution_uid"),)
    institution_uid: Mapped[int] = mapped_column(ForeignKey("institution.uid"), index=True)
    name: Mapped[str]
    id_number: Mapped[str]
    engagement: Mapped[str]
    education: Mapped[str | None]
    major: Mapped[str | None]
    post_title: Mapped[str | None]
    occupation: Mapped[str]
    courses: Mapped[str | None]
    certificate_name: Mapped[str | None]
    level: Mapped[str | None]
    certificate_number: Mapped[str | None]
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    phone: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="active")


def create(work: Work, **values: Any) -> int:
    """Register a teacher of an institution of this office."""
    return int(enter(work, RECORD, values, "{name} {institution_name}").uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct a teacher."""
    change(work, RECORD, uid, values)


def leave(work: Work, uid: int, reason: str) -> None:
    """A teacher has left; what was taught stays on record."""
    move(work, TEACHER, Teacher, uid, "leave", reason)


def rejoin(work: Work, uid: int) -> None:
    """A teacher teaches here again."""
    move(work, TEACHER, Teacher, uid, "rejoin")


def _part(text: Any, start: int, length: int) -> Any:
    """Some digits of a text as a number."""
    return cast(func.substr(text, start, length), Integer)


_MONTH_DAY = func.substr(Teacher.id_number, 11, 4)
_AHEAD = case((func.strftime("%m%d", TODAY) < _MONTH_DAY, 1), else_=0)
"""1 while the birthday of this year is yet to come."""

RECORD = Record(
    TEACHER,
    Teacher,
    verbs={"create": create, "edit": edit, "leave": leave, "rejoin": rejoin},
    joins=(Join(Institution, Institution.uid == Teacher.institution_uid),),
    sql={
        "institution_name": Institution.name,
        "uscc": Institution.uscc,
        "sex": case((_part(Teacher.id_number, 17, 1) % 2 == 1, "男"), else_="女"),
        "age": _part(TODAY, 1, 4) - _part(Teacher.id_number, 7, 4) - _AHEAD,
    },
    order=(Institution.name, Teacher.name),
    search=contains(Teacher.name, Teacher.id_number, Institution.name, Teacher.occupation),
    inside=Teacher.institution_uid,
    sheet_order=(Teacher.name,),
)
