"""What was done in a period and in the year so far, one row a responsible unit; the figures of the statistics."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select
from sqlalchemy.orm import aliased

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim.noun import SENT
from app.claim.claim_line.model import ClaimLine
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.institution.unit.model import Unit
from app.kernel.periods import Period
from app.plan.quota.model import Quota
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.enrolment.model import Enrolment
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
        return {"人": self.qualified_persons, "持证数": self.certified}.get(measure, self.qualified)


@dataclass(frozen=True)
class Line:
    """One row: a unit (its sections included), a section below one, or a sum."""

    office: str
    unit: str
    measure: str
    target: int | None
    stretch: int | None
    now: Figures
    year: Figures
    total: bool = False
    part: bool = False
    """Whether it is a section, which its unit contains."""
    yearly: bool = True
    """Whether the target is the year's own; one for years together has no share of a year."""

    def progress(self) -> float | None:
        """Done in the year by the year's target; None without one."""
        return self.year.towards(self.measure) / self.target if self.target and self.yearly else None


_parent = aliased(Unit)
_counted = counted_units()

_moved = (
    Payment.__table__.outerjoin(Claim, Claim.uid == Payment.claim_uid)
    .outerjoin(Recovery, Recovery.uid == Payment.recovery_uid)
    .outerjoin(Advance, Advance.uid == func.coalesce(Payment.advance_uid, Recovery.advance_uid))
    .join(TrainingClass, TrainingClass.uid == func.coalesce(Claim.class_uid, Advance.class_uid))
    .join(_counted, _counted.c.class_uid == TrainingClass.uid)
    .join(Unit, Unit.uid == _counted.c.unit_uid)
)
"""Money moved on classes: ahead, on their claims, and back."""

Span = tuple[date, date]
Key = tuple[int | str, ...]
Found = Mapping[Key, Figures]
Count = tuple[Select[*tuple[Any, ...]], tuple[str, ...]]
"""A statement that counts, and the figures that its columns are."""

_GROUPS: Mapping[str, tuple[Any, ...]] = {
    "section": (Unit.uid,),
    "unit": (_counted.c.top_uid,),
    "axis": (Unit.origin, Unit.axis),
}
"""A section, a unit with its sections, an office's units of one axis: 人数 is counted anew for each, never added up."""


def lines(read: Read, period: Period, origin: int | None = None) -> list[Line]:
    """The rows of a report, office by office and axis by axis, each with its sum; of one office or of all."""
    now = _figures(read, (period.first, period.last), origin)
    year = _figures(read, (date(period.first.year, 1, 1), period.last), origin)
    found: list[Line] = []
    units = _units(read, period.first.year, origin, year)
    for (office, axis), rows in groupby(units, key=lambda row: (row[0].uid, row[1].axis)):
        here = [_line(*row, now, year) for row in rows]
        key = ("axis", office, axis)
        found += [*here, _sum(axis, [line for line in here if not line.part], _at(now, key), _at(year, key))]
    return found


def _at(found: Found, key: Key) -> Figures:
    return found.get(key, Figures())


def _units(read: Read, year: int, origin: int | None, done: Found) -> list[tuple[OfficeRow, Unit, Quota | None]]:
    """Units that have a target or did something, a section after the unit above it."""
    statement = (
        select(OfficeRow, Unit, Quota)
        .join(Unit, Unit.origin == OfficeRow.uid)
        .outerjoin(_parent, _parent.uid == Unit.parent_uid)
        .outerjoin(Quota, and_(Quota.unit_uid == Unit.uid, literal(year).between(Quota.year, Quota.until_year)))
        .order_by(OfficeRow.uid != read.own.uid, OfficeRow.region, OfficeRow.uid, Unit.axis)
        .order_by(func.coalesce(_parent.seq, Unit.seq), func.coalesce(Unit.parent_uid, Unit.uid))
        .order_by(Unit.parent_uid.is_not(None), Unit.seq, Unit.uid, Quota.measure)
    )
    if origin is not None:
        statement = statement.where(Unit.origin == origin)
    return [
        (office, unit, quota)
        for office, unit, quota in read.session.execute(statement)
        if quota or ("section", unit.uid) in done or ("unit", unit.uid) in done
    ]


def _line(office: OfficeRow, unit: Unit, quota: Quota | None, now: Found, year: Found) -> Line:
    part = unit.parent_uid is not None
    key = ("section" if part else "unit", unit.uid)
    target = (quota.measure, quota.target, quota.stretch) if quota else ("", None, None)
    name = f"　其中：{unit.name}" if part else unit.name
    yearly = quota is None or quota.year == quota.until_year
    return Line(office.name, name, *target, _at(now, key), _at(year, key), part=part, yearly=yearly)


def _sum(axis: str, rows: Sequence[Line], now: Figures, year: Figures) -> Line:
    """The sum of an axis; targets in different units of measure are not added."""
    measures = {row.measure for row in rows if row.measure}
    measure = measures.pop() if len(measures) == 1 else ""
    target = sum(row.target or 0 for row in rows) if measure else None
    stretch = sum(row.stretch or 0 for row in rows) if measure else None
    office = rows[0].office if rows else ""
    yearly = all(row.yearly for row in rows)
    return Line(office, f"合计（{axis}）", measure, target, stretch or None, now, year, total=True, yearly=yearly)


def _figures(read: Read, span: Span, origin: int | None) -> dict[Key, Figures]:
    found: dict[Key, Figures] = {}
    for name, columns in _GROUPS.items():
        for statement, names in _counts(span):
            wanted = statement.add_columns(*columns).group_by(*columns)
            if origin is not None:
                wanted = wanted.where(TrainingClass.origin == origin)
            for row in read.session.execute(wanted):
                figures = found.setdefault((name, *row[len(names) :]), Figures())
                for field, value in zip(names, row, strict=False):
                    setattr(figures, field, value or 0)
    return found


def _counts(span: Span) -> Iterator[Count]:
    """The four counts, each over its own date: classes by start, results by end, awards by application, payments."""
    in_unit = TrainingClass.__table__.join(_counted, _counted.c.class_uid == TrainingClass.uid)
    in_unit = in_unit.join(Unit, Unit.uid == _counted.c.unit_uid)
    of_claims = in_unit.join(Claim, Claim.class_uid == TrainingClass.uid)
    qualified = Enrolment.result == "qualified"
    yield (
        select(func.count())
        .select_from(in_unit)
        .where(TrainingClass.state.in_(BEGUN), TrainingClass.starts_on.between(*span), COUNTS),
        ("classes",),
    )
    yield (
        select(
            func.count(),
            func.count(Enrolment.trainee_uid.distinct()),
            func.count(case((qualified, 1))),
            func.count(case((qualified, Enrolment.certificate_number))),
            func.count(case((qualified, Enrolment.trainee_uid)).distinct()),
        )
        .select_from(in_unit.join(Enrolment, Enrolment.class_uid == TrainingClass.uid))
        .where(
            TrainingClass.state.in_(FINISHED), TrainingClass.ends_on.between(*span), Enrolment.state == "active", COUNTS
        ),
        ("times", "persons", "qualified", "certified", "qualified_persons"),
    )
    yield (
        select(func.count(), func.sum(ClaimLine.amount_fen))
        .select_from(of_claims.join(ClaimLine, ClaimLine.claim_uid == Claim.uid))
        .where(Claim.state.in_(SENT), ClaimLine.decision == "granted", Claim.applied_on.between(*span)),
        ("subsidised", "awarded_fen"),
    )
    yield (
        select(func.sum(Payment.amount_fen)).select_from(_moved).where(Payment.paid_on.between(*span)),
        ("paid_fen",),
    )
