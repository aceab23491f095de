"""What is counted in reports: classes, entries of rosters, lines of claims and payments, and by what each is told apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Label, Text, case, cast, func

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim.noun import SENT
from app.claim.claim_line.model import ClaimLine
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.institution.institution.model import Institution
from app.institution.unit.model import Unit
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.record.listing import Sql
from app.store.models import OfficeRow
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import BEGUN, FINISHED
from app.training.training_class.queries import COUNTS, counted_units


@dataclass(frozen=True, eq=False)
class Source:
    """Rows that are counted over a date of theirs, what of them are figures, and what each has that they are told apart by."""

    tables: FromClause
    """Each row once; a join of which nothing is asked is left out."""
    counts: tuple[Label[Any], ...]
    on: Sql
    """The day by which a row lies in a span."""
    where: tuple[ColumnElement[bool], ...]
    has: Mapping[str, Sql]
    names: tuple[tuple[Field, Sql], ...]
    """What people know one row by."""
    only: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    """Figures that are counted of some rows alone."""


counted_classes = counted_units()
"""For which units each class counts."""


def _each(person: Any) -> Any:
    """The people themselves, parted by commas: whoever is in several classes counts once in all of them together."""
    return func.aggregate_strings(cast(person, Text), ",")


_on_axes = (counted_classes, counted_classes.c.class_uid == TrainingClass.uid)
of_unit = (Unit, Unit.uid == counted_classes.c.unit_uid)
"""The unit of such a row, to be joined."""
_owner = func.coalesce(Claim.institution_uid, TrainingClass.institution_uid)
_OF_CLASS: Mapping[str, Sql] = {
    "section": Unit.uid,
    "unit": counted_classes.c.top_uid,
    "axis": Unit.axis,
    "institution": Institution.name,
    "training_type": TrainingClass.training_type,
    "level": TrainingClass.level,
}


def _office(origin: Sql) -> Sql:
    """Whose work a row is: of the office without the program that handed in the class, else of the one that keeps the row."""
    return func.coalesce(TrainingClass.for_office_uid, origin)


def _by(origin: Sql, more: Mapping[str, Sql] | None = None) -> Mapping[str, Sql]:
    """By what rows are told apart: whose work they are, who keeps them and the unit that they count for, if there is any."""
    offices = {"office": _office(origin), "origin": origin, "keeper": func.coalesce(Unit.origin, origin)}
    return {**offices, **_OF_CLASS, **(more or {})}


_OF_TRAINING = _by(TrainingClass.origin)
_OF_ENTRY = {"category": Enrolment.category, "certificate": Enrolment.certificate_kind}
_trainee = (Trainee, Trainee.uid == Enrolment.trainee_uid)
_CLASS_NAMES: tuple[tuple[Field, Sql], ...] = (
    (
        Field("office", "填报单位", k.TEXT),
        case((OfficeRow.program == 0, OfficeRow.name + say("summary.by_hand")), else_=OfficeRow.name),
    ),
    (Field("institution", "培训机构", k.TEXT), Institution.name),
    (Field("class_number", "班级编号", k.TEXT), TrainingClass.number),
    (Field("class_name", "班级名称", k.TEXT), TrainingClass.name),
)
_qualified = Enrolment.result == "qualified"
_ENTRIES = (
    TrainingClass.__table__.join(Enrolment, Enrolment.class_uid == TrainingClass.uid)
    .outerjoin(*_on_axes)
    .outerjoin(*of_unit)
    .join(Institution, Institution.uid == TrainingClass.institution_uid)
    .join(OfficeRow, OfficeRow.uid == _office(TrainingClass.origin))
    .join(*_trainee)
)
SOURCES = (
    Source(
        TrainingClass.__table__.outerjoin(*_on_axes)
        .outerjoin(*of_unit)
        .join(Institution, Institution.uid == TrainingClass.institution_uid)
        .join(OfficeRow, OfficeRow.uid == _office(TrainingClass.origin)),
        (func.count().label("classes"),),
        TrainingClass.starts_on,
        (TrainingClass.state.in_(BEGUN), COUNTS),
        _OF_TRAINING,
        (*_CLASS_NAMES, (Field("starts_on", "开班日期", k.DATE), TrainingClass.starts_on)),
    ),
    Source(
        _ENTRIES,
        (
            func.count(Enrolment.trainee_uid).label("times"),
            _each(Enrolment.trainee_uid).label("persons"),
            func.count(case((_qualified, 1))).label("qualified"),
            func.count(case((_qualified, Enrolment.certificate_number))).label("certified"),
            _each(case((_qualified, Enrolment.trainee_uid))).label("qualified_persons"),
        ),
        TrainingClass.ends_on,
        (TrainingClass.state.in_(FINISHED), COUNTS, Enrolment.state == "active"),
        {**_OF_TRAINING, **_OF_ENTRY},
        (
            *_CLASS_NAMES,
            (Field("name", "姓名", k.NAME), Trainee.name),
            (Field("ends_on", "结班日期", k.DATE), TrainingClass.ends_on),
            (Field("certificate_number", "证书编号", k.CODE), Enrolment.certificate_number),
        ),
        {"qualified": _qualified, "certified": _qualified & Enrolment.certificate_number.is_not(None)},
    ),
    Source(
        _ENTRIES,
        (func.count(Enrolment.trainee_uid).label("placed"),),
        Enrolment.employed_on,
        (COUNTS, Enrolment.state == "active"),
        {**_OF_TRAINING, **_OF_ENTRY},
        (
            *_CLASS_NAMES,
            (Field("name", "姓名", k.NAME), Trainee.name),
            (Field("employed_on", "就业日期", k.DATE), Enrolment.employed_on),
            (Field("employer", "就业单位", k.TEXT), Enrolment.employer),
        ),
    ),
    Source(
        ClaimLine.__table__.join(Claim, Claim.uid == ClaimLine.claim_uid)
        .outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
        .outerjoin(*_on_axes)
        .outerjoin(*of_unit)
        .outerjoin(Institution, Institution.uid == Claim.institution_uid)
        .outerjoin(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
        .outerjoin(Trainee, Trainee.uid == ClaimLine.trainee_uid)
        .join(OfficeRow, OfficeRow.uid == _office(Claim.origin)),
        (
            func.count(ClaimLine.trainee_uid).label("subsidised"),
            func.sum(ClaimLine.amount_fen).label("awarded_fen"),
        ),
        Claim.applied_on,
        (Claim.state.in_(SENT), ClaimLine.decision == "granted"),
        _by(Claim.origin, {**_OF_ENTRY, "scheme": Claim.scheme}),
        (
            *_CLASS_NAMES,
            (Field("claim_number", "申请编号", k.TEXT), Claim.number),
            (Field("name", "姓名", k.NAME), Trainee.name),
            (Field("amount_fen", "核定金额(元)", k.FEN), ClaimLine.amount_fen),
        ),
        {"subsidised": ClaimLine.trainee_uid.is_not(None)},
    ),
    Source(
        Payment.__table__.outerjoin(Recovery, Recovery.uid == Payment.recovery_uid)
        .outerjoin(Claim, Claim.uid == func.coalesce(Payment.claim_uid, Recovery.claim_uid))
        .outerjoin(Advance, Advance.uid == func.coalesce(Payment.advance_uid, Recovery.advance_uid))
        .outerjoin(TrainingClass, TrainingClass.uid == func.coalesce(Claim.class_uid, Advance.class_uid))
        .outerjoin(*_on_axes)
        .outerjoin(*of_unit)
        .outerjoin(Institution, Institution.uid == _owner)
        .join(OfficeRow, OfficeRow.uid == _office(Payment.origin)),
        (func.sum(Payment.amount_fen).label("paid_fen"),),
        Payment.paid_on,
        (),
        _by(
            Payment.origin,
            {
                "scheme": func.coalesce(Claim.scheme, Advance.scheme),
                "fund": Payment.fund,
            },
        ),
        (
            _CLASS_NAMES[0],
            (Field("number", "拨付编号", k.TEXT), Payment.number),
            (Field("payee", "收款单位", k.TEXT), Payment.payee),
            (Field("paid_on", "拨付日期", k.DATE), Payment.paid_on),
            (Field("amount_fen", "拨付金额(元)", k.FEN), Payment.amount_fen),
        ),
    ),
)
"""Classes by their start, results by their end, work that people found by its day, awards by the application, money by the
payment.

What is bought, and what an institution gets for itself, is money of no class: it is awarded and paid, and no 人次.
"""
