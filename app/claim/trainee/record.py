"""People bound to their table: the list with what each has attended and enjoyed; their verbs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import COUNTING
from app.claim.claim_line.model import ClaimLine
from app.claim.trainee import merging
from app.kernel.identity import birth_of, sex_of
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.workflow import CORRECT, EDIT
from app.office.correction import requests as corrections
from app.record.entering import change
from app.record.initials import initials
from app.record.moves import take
from app.record.record import Record
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.sent import sent_trainees
from app.training.trainee.model import Trainee
from app.training.trainee.noun import IDENTITY, MERGED_INTO, TRAINEE
from app.training.trainee.queries import find_person


def edit(work: Work, uid: int, **values: Value) -> None:
    """Correct a person's address, or a name that nothing was claimed for; the ID number is the person and never edited."""
    row = take(work, TRAINEE, Trainee, uid, EDIT)
    if values.get("name", row.name) != row.name and _claimed(work, uid):
        raise Refused("trainee.guarded", name=row.name)
    named = {"initials": initials(str(values["name"]))} if "name" in values else {}
    change(work, RECORD, uid, {**values, **named})


def correct(work: Work, uid: int, reason: str, **values: Value) -> None:
    """Ask to correct who a person is: a name, or a number that is valid and yet not this person's."""
    row = take(work, TRAINEE, Trainee, uid, CORRECT)
    _nobody_else(work, uid, values)
    fields, before = TRAINEE.elements(IDENTITY), standing(work, uid)
    corrections.ask(work, TRAINEE, (uid, row.name), fields, before, values, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """Who a person is as it stands."""
    row = read.session.get_one(Trainee, uid)
    return {"name": row.name, "id_number": row.id_number, MERGED_INTO.key: None}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The person has this name and number, and with the number another day of birth and sex; or goes into another record."""
    if MERGED_INTO.key in values:
        merging.apply(work, uid, values)
        return
    _nobody_else(work, uid, values)
    row = work.session.get_one(Trainee, uid)
    for key, value in values.items():
        setattr(row, key, value)
    born = birth_of(row.id_number)
    assert born is not None  # what is read as an identity number has a day of birth
    row.initials, row.born, row.sex = initials(row.name), born, sex_of(row.id_number)


def _nobody_else(read: Read, uid: int, values: Mapping[str, Value]) -> None:
    """Two records of one person hold what both were paid: they are not made one by changing a number."""
    same = select(Trainee).where(Trainee.id_number == values.get("id_number"), Trainee.uid != uid)
    if other := read.session.scalars(same).first():
        raise Refused("trainee.known", number=TRAINEE["id_number"].kind.shown(other.id_number), name=other.name)


def _claimed(read: Read, uid: int) -> bool:
    counting = select(ClaimLine.uid).join(Claim, Claim.uid == ClaimLine.claim_uid).where(Claim.state.in_(COUNTING))
    return read.session.scalars(counting.where(ClaimLine.trainee_uid == uid)).first() is not None


def _of_person(
    what: SQLColumnExpression[Any], table: type[Any], *conditions: ColumnElement[bool]
) -> ColumnElement[int]:
    found = select(what).select_from(table).where(table.trainee_uid == Trainee.uid, *conditions)
    return found.correlate(Trainee).scalar_subquery()


_paid = select(Claim.uid).where(Claim.uid == ClaimLine.claim_uid, Claim.state == "paid")
_PAID = (ClaimLine.decision == "granted", _paid.exists())
"""A subsidy has been enjoyed once it is paid."""

RECORD = Record(
    TRAINEE,
    Trainee,
    verbs={"edit": edit, "correct": correct, "merge": merging.merge},
    sql={
        "classes": _of_person(func.count(), Enrolment, Enrolment.state == "active"),
        "certificates": _of_person(func.count(Enrolment.certificate_number.distinct()), Enrolment),
        "subsidies": _of_person(func.count(), ClaimLine, *_PAID),
        "subsidy_fen": _of_person(func.coalesce(func.sum(ClaimLine.amount_fen), 0), ClaimLine, *_PAID),
    },
    watches=frozenset({"enrolment", "claim_line", "claim"}),
    order=(Trainee.name,),
    search=find_person,
    scope=sent_trainees,
)
