"""Counting what was done in a span, by whatever a class, an entry of a roster, a claim or a payment has of itself."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Label, Select, Text, bindparam, case, cast, func, select

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


@dataclass(frozen=True, eq=False)
class _Source:
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


_counted = counted_units()


def _each(person: Any) -> Any:
    """The people themselves, parted by commas: whoever is in several classes counts once in all of them together."""
    return func.aggregate_strings(cast(person, Text), ",")


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


def _office(origin: Sql) -> Sql:
    """Whose work a row is: of the office without the program that handed in the class, else of the one that keeps the row."""
    return func.coalesce(TrainingClass.for_office_uid, origin)


def _by(origin: Sql, more: Mapping[str, Sql] | None = None) -> Mapping[str, Sql]:
    """What rows that an office keeps are told apart by; where they count for no unit it stands for the unit's keeper."""
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
_SOURCES = (
    _Source(
        TrainingClass.__table__.outerjoin(*_on_axes)
        .outerjoin(*_of_unit)
        .join(Institution, Institution.uid == TrainingClass.institution_uid)
        .join(OfficeRow, OfficeRow.uid == _office(TrainingClass.origin)),
        (func.count().label("classes"),),
        TrainingClass.starts_on,
        (TrainingClass.state.in_(BEGUN), COUNTS),
        _OF_TRAINING,
        (*_CLASS_NAMES, (Field("starts_on", "开班日期", k.DATE), TrainingClass.starts_on)),
    ),
    _Source(
        TrainingClass.__table__.join(Enrolment, Enrolment.class_uid == TrainingClass.uid)
        .outerjoin(*_on_axes)
        .outerjoin(*_of_unit)
        .join(Institution, Institution.uid == TrainingClass.institution_uid)
        .join(OfficeRow, OfficeRow.uid == _office(TrainingClass.origin))
        .join(*_trainee),
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
    _Source(
        ClaimLine.__table__.join(Claim, Claim.uid == ClaimLine.claim_uid)
        .outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
        .outerjoin(*_on_axes)
        .outerjoin(*_of_unit)
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
    _Source(
        Payment.__table__.outerjoin(Recovery, Recovery.uid == Payment.recovery_uid)
        .outerjoin(Claim, Claim.uid == func.coalesce(Payment.claim_uid, Recovery.claim_uid))
        .outerjoin(Advance, Advance.uid == func.coalesce(Payment.advance_uid, Recovery.advance_uid))
        .outerjoin(TrainingClass, TrainingClass.uid == func.coalesce(Claim.class_uid, Advance.class_uid))
        .outerjoin(*_on_axes)
        .outerjoin(*_of_unit)
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
"""Classes by their start, results by their end, awards by the application, money by the payment.

What is bought, and what an institution gets for itself, is money of no class: it is awarded and paid, and no 人次.
"""


def count(
    read: Read, spans: Mapping[str, Span], groups: Mapping[str, Sequence[str]], origin: int | None = None
) -> Mapping[str, Counted]:
    """The figures of each span, by the name of a group and the values of what it tells apart; of one office or of all.

    What has nothing of it stands under None; what rows of a source do not have at all leaves it out. Every row is read
    once: what each class has is put together for all spans and groups, 人数 as persons, who are never added up.
    """
    found: dict[str, dict[Key, Figures]] = {name: defaultdict(Figures) for name in spans}
    views = _views(read) if any(_OF_VIEW.intersection(by) for by in groups.values()) else {}
    for source in _SOURCES:
        asked = {name: by for name, by in groups.items() if set(by) <= source.has.keys()}
        people: dict[tuple[str, Key, str], list[array[int]]] = defaultdict(list)
        for class_uid, on, had, counts in _of_classes(read, source, spans, asked, origin):
            told = [{"keeper": had["origin"], **had, **view} for view in views.get(class_uid or 0, [_NO_VIEW])]
            keys = {(name, *(one[what] for what in by)) for name, by in asked.items() for one in told}
            for span in (name for name, (first, last) in spans.items() if first <= on <= last):
                for key in keys:
                    figures = found[span][key]
                    for label, value in counts.items():
                        if isinstance(value, int):
                            setattr(figures, label, getattr(figures, label) + value)
                        else:
                            people[span, key, label].append(value)
        for (span, key, label), those in people.items():
            setattr(found[span][key], label, len(set().union(*those)))
    return found


_OF_VIEW = frozenset({"section", "unit", "axis", "keeper"})
"""What a class has once on each axis, by the unit that it counts for."""
_NO_VIEW: Mapping[str, int | str | None] = dict.fromkeys(("section", "unit", "axis"))


def _views(read: Read) -> Mapping[int, list[Mapping[str, int | str | None]]]:
    """For which units each class counts; one that counts for none is left out."""
    found: dict[int, list[Mapping[str, int | str | None]]] = defaultdict(list)
    wanted = select(_counted.c.class_uid, Unit.uid, _counted.c.top_uid, Unit.axis, Unit.origin).join(*_of_unit)
    for class_uid, *view in read.connection.execute(wanted):
        found[class_uid].append(dict(zip(("section", "unit", "axis", "keeper"), view, strict=True)))
    return found


def _of_classes(
    read: Read, source: _Source, spans: Mapping[str, Span], asked: Mapping[str, Sequence[str]], origin: int | None
) -> Iterator[tuple[int | None, date, dict[str, Any], dict[str, "int | array[int]"]]]:
    """What a class has on a day in any of the spans: its uid, the day, what it is told apart by, its counts and people."""
    if not asked:
        return
    names = ("origin", *sorted({name for by in asked.values() for name in by} - _OF_VIEW - {"origin"}))
    days = {"first": min(first for first, _ in spans.values()), "last": max(last for _, last in spans.values())}
    wanted = _statement(source, names, of_one=origin is not None)
    for class_uid, on, *row in read.connection.execute(wanted, {**days, "origin": origin}):
        counts = {
            label.name: _counted_value(value) for label, value in zip(source.counts, row[len(names) :], strict=True)
        }
        yield class_uid, on, dict(zip(names, row, strict=False)), counts


@cache
def _statement(source: _Source, names: Sequence[str], *, of_one: bool) -> Select[Any]:
    """What is asked of a source; made once, since that takes longer than the answer of a small office."""
    columns = [TrainingClass.uid, source.on, *(source.has[name] for name in names)]
    wanted = select(*columns, *source.counts).where(*source.where).group_by(*columns)
    wanted = wanted.where(source.on.between(bindparam("first"), bindparam("last")))
    if of_one:
        wanted = wanted.where(source.has["origin"] == bindparam("origin"))
    return needed(wanted, source.tables)


def _counted_value(value: int | str | None) -> "int | array[int]":
    """A number, or people by their uids."""
    return array("q", map(int, value.split(","))) if isinstance(value, str) else value or 0


def has(by: str) -> frozenset[str]:
    """The figures that can be told apart by something."""
    return frozenset(label.name for source in _SOURCES if by in source.has for label in source.counts)


def behind(read: Read, span: Span, figure: str, by: Sequence[str], key: Key) -> Behind:
    """The rows from which a figure was counted, by the same statement; who counts once in 人数 stands there once."""
    source = next(one for one in _SOURCES if figure in {label.name for label in one.counts})
    wanted = select(*(sql for _, sql in source.names)).where(*source.where, source.on.between(*span))
    wanted = wanted.where(*(source.has[name].is_not_distinct_from(value) for name, value in zip(by, key, strict=True)))
    if figure in source.only:
        wanted = wanted.where(source.only[figure])
    if figure == "persons":
        wanted = wanted.group_by(Enrolment.trainee_uid)
    fields = tuple(one for one, _ in source.names)
    found = read.connection.execute(needed(wanted.order_by(*(sql for _, sql in source.names)), source.tables))
    return Behind(fields, [dict(zip((one.key for one in fields), row, strict=True)) for row in found])
