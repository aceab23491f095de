"""Counting what was done in a span, by whatever a class, an entry of a roster, a claim or a payment has of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Label, Select, bindparam, case, func, select

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
from app.policy.keys import CERTIFICATES, PERSONS
from app.record.listing import Sql, needed
from app.record.report import Behind
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import BEGUN, FINISHED
from app.training.training_class.queries import COUNTS, counted_units


@dataclass
class Figures:
    """What was done in a span: classes begun, 人次 and 人 of classes that ended, awards and payments in 分.

    人次 counts a person once in every class, 人 once in all; the two are never added or exchanged.
    """

    classes: int = 0
    times: int = 0
    persons: int = 0
    qualified: int = 0
    certified: int = 0
    subsidised: int = 0
    awarded_fen: int = 0
    paid_fen: int = 0
    qualified_persons: int = 0

    def towards(self, measure: str) -> int:
        """What counts towards a target in its unit of measure."""
        return {PERSONS: self.qualified_persons, CERTIFICATES: self.certified}.get(measure, self.qualified)


Span = tuple[date, date]
Key = tuple[int | str | None, ...]
Counted = Mapping[Key, Figures]
KEY = "key"
"""Under which a row of a report keeps what its figures were counted by."""


_SPAN: tuple[Sql, Sql] = bindparam("first"), bindparam("last")
_ORIGIN: Sql = bindparam("origin")


@dataclass(frozen=True, eq=False)
class _Source:
    """Rows that are counted over their own date, what of them are figures, and what each has that they are told apart by."""

    tables: FromClause
    """Each row once; a join of which nothing is asked is left out."""
    counts: tuple[Label[Any], ...]
    where: tuple[ColumnElement[bool], ...]
    has: Mapping[str, Sql]
    names: tuple[tuple[Field, Sql], ...]
    """What people know one row by."""
    only: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    """Figures that are counted of some rows alone."""


_counted = counted_units()
_on_axes = (_counted, _counted.c.class_uid == TrainingClass.uid)
_of_unit = (Unit, Unit.uid == _counted.c.unit_uid)
_owner = func.coalesce(Claim.institution_uid, TrainingClass.institution_uid)
_OF_CLASS: Mapping[str, Sql] = {
    "section": Unit.uid,
    "unit": _counted.c.top_uid,
    "axis": Unit.axis,
    "institution": Institution.name,
    "training_type": TrainingClass.training_type,
    "level": TrainingClass.level,
}


def _by(office: Sql, more: Mapping[str, Sql] | None = None) -> Mapping[str, Sql]:
    """What rows of an office are told apart by; who keeps the unit that they count for is the office itself where there is none."""
    return {"office": office, "keeper": func.coalesce(Unit.origin, office), **_OF_CLASS, **(more or {})}


_OF_TRAINING = _by(TrainingClass.origin)
_OF_ENTRY = {"category": Enrolment.category, "certificate": Enrolment.certificate_kind}
_trainee = (Trainee, Trainee.uid == Enrolment.trainee_uid)
_CLASS_NAMES: tuple[tuple[Field, Sql], ...] = (
    (Field("office", "填报单位", k.TEXT), OfficeRow.name),
    (Field("institution", "培训机构", k.TEXT), Institution.name),
    (Field("class_number", "班级编号", k.TEXT), TrainingClass.number),
    (Field("class_name", "班级名称", k.TEXT), TrainingClass.name),
)
_qualified = Enrolment.result == "qualified"
_SOURCES = (
    _Source(
        TrainingClass.__table__.outerjoin(*_on_axes)
        .outerjoin(*_of_unit)
        .join(Institution, Institution.uid == TrainingClass.institution_uid)
        .join(OfficeRow, OfficeRow.uid == TrainingClass.origin),
        (func.count().label("classes"),),
        (TrainingClass.state.in_(BEGUN), TrainingClass.starts_on.between(*_SPAN), COUNTS),
        _OF_TRAINING,
        (*_CLASS_NAMES, (Field("starts_on", "开班日期", k.DATE), TrainingClass.starts_on)),
    ),
    _Source(
        TrainingClass.__table__.join(Enrolment, Enrolment.class_uid == TrainingClass.uid)
        .outerjoin(*_on_axes)
        .outerjoin(*_of_unit)
        .join(Institution, Institution.uid == TrainingClass.institution_uid)
        .join(OfficeRow, OfficeRow.uid == TrainingClass.origin)
        .join(*_trainee),
        (
            func.count(Enrolment.trainee_uid).label("times"),
            func.count(Enrolment.trainee_uid.distinct()).label("persons"),
            func.count(case((_qualified, 1))).label("qualified"),
            func.count(case((_qualified, Enrolment.certificate_number))).label("certified"),
            func.count(case((_qualified, Enrolment.trainee_uid)).distinct()).label("qualified_persons"),
        ),
        (
            *(TrainingClass.state.in_(FINISHED), TrainingClass.ends_on.between(*_SPAN), COUNTS),
            Enrolment.state == "active",
        ),
        {**_OF_TRAINING, **_OF_ENTRY},
        (
            *_CLASS_NAMES,
            (Field("name", "姓名", k.NAME), Trainee.name),
            (Field("ends_on", "结班日期", k.DATE), TrainingClass.ends_on),
            (Field("certificate_number", "证书编号", k.CODE), Enrolment.certificate_number),
        ),
        {"qualified": _qualified, "certified": _qualified & Enrolment.certificate_number.is_not(None)},
    ),
    _Source(
        ClaimLine.__table__.join(Claim, Claim.uid == ClaimLine.claim_uid)
        .outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
        .outerjoin(*_on_axes)
        .outerjoin(*_of_unit)
        .outerjoin(Institution, Institution.uid == Claim.institution_uid)
        .outerjoin(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
        .outerjoin(Trainee, Trainee.uid == ClaimLine.trainee_uid)
        .join(OfficeRow, OfficeRow.uid == Claim.origin),
        (
            func.count(ClaimLine.trainee_uid).label("subsidised"),
            func.sum(ClaimLine.amount_fen).label("awarded_fen"),
        ),
        (Claim.state.in_(SENT), ClaimLine.decision == "granted", Claim.applied_on.between(*_SPAN)),
        _by(Claim.origin, {**_OF_ENTRY, "scheme": Claim.scheme}),
        (
            *_CLASS_NAMES,
            (Field("claim_number", "申请编号", k.TEXT), Claim.number),
            (Field("name", "姓名", k.NAME), Trainee.name),
            (Field("amount_fen", "核定金额(元)", k.FEN), ClaimLine.amount_fen),
        ),
        {"subsidised": ClaimLine.trainee_uid.is_not(None)},
    ),
    _Source(
        Payment.__table__.outerjoin(Recovery, Recovery.uid == Payment.recovery_uid)
        .outerjoin(Claim, Claim.uid == func.coalesce(Payment.claim_uid, Recovery.claim_uid))
        .outerjoin(Advance, Advance.uid == func.coalesce(Payment.advance_uid, Recovery.advance_uid))
        .outerjoin(TrainingClass, TrainingClass.uid == func.coalesce(Claim.class_uid, Advance.class_uid))
        .outerjoin(*_on_axes)
        .outerjoin(*_of_unit)
        .outerjoin(Institution, Institution.uid == _owner)
        .join(OfficeRow, OfficeRow.uid == Payment.origin),
        (func.sum(Payment.amount_fen).label("paid_fen"),),
        (Payment.paid_on.between(*_SPAN),),
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
"""Classes by their start, results by their end, awards by the application, money by the payment.

What is bought, and what an institution gets for itself, is money of no class: it is awarded and paid, and no 人次.
"""


def count(read: Read, span: Span, by: Sequence[str] = (), origin: int | None = None) -> dict[Key, Figures]:
    """The figures of a span by what is asked, of one office or of all; what has nothing of it stands under None.

    人数 is counted anew for each, never added up. What rows of a source do not have at all leaves it out.
    """
    found: dict[Key, Figures] = {}
    given = dict(zip(("first", "last", "origin"), (*span, origin), strict=True))
    for source, wanted in _statements(tuple(by), of_one=origin is not None):
        for row in read.connection.execute(wanted, given):
            figures = found.setdefault(tuple(row[len(source.counts) :]), Figures())
            for label, value in zip(source.counts, row, strict=False):
                setattr(figures, label.name, value or 0)
    return found


@cache
def _statements(by: tuple[str, ...], *, of_one: bool) -> Sequence[tuple[_Source, Select[Any]]]:
    """What is asked of each source that tells these apart; made once, since that takes longer than the answer of a small office."""
    found = []
    for source in (source for source in _SOURCES if set(by) <= source.has.keys()):
        columns = [source.has[name] for name in by]
        wanted = select(*source.counts, *columns).where(*source.where).group_by(*columns)
        if of_one:
            wanted = wanted.where(source.has["office"] == _ORIGIN)
        found.append((source, needed(wanted, source.tables)))
    return found


def has(by: str) -> frozenset[str]:
    """The figures that can be told apart by something."""
    return frozenset(label.name for source in _SOURCES if by in source.has for label in source.counts)


def behind(read: Read, span: Span, figure: str, by: Sequence[str], key: Key) -> Behind:
    """The rows from which a figure was counted, by the same statement; who counts once in 人数 stands there once."""
    source = next(one for one in _SOURCES if figure in {label.name for label in one.counts})
    wanted = select(*(sql for _, sql in source.names)).where(*source.where)
    wanted = wanted.where(*(source.has[name].is_not_distinct_from(value) for name, value in zip(by, key, strict=True)))
    if figure in source.only:
        wanted = wanted.where(source.only[figure])
    if figure == "persons":
        wanted = wanted.group_by(Enrolment.trainee_uid)
    fields = tuple(one for one, _ in source.names)
    given = dict(zip(("first", "last"), span, strict=True))
    found = read.connection.execute(needed(wanted.order_by(*(sql for _, sql in source.names)), source.tables), given)
    return Behind(fields, [dict(zip((one.key for one in fields), row, strict=True)) for row in found])
