"""What was done in a period and in the year so far, one row a responsible unit; the figures of the statistics."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import and_, func, literal, select
from sqlalchemy.orm import aliased

from app.institution.unit.model import Unit
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import Period
from app.kernel.texts import say
from app.plan.counting import Counted, Figures, Key, count
from app.plan.quota.model import Quota
from app.record.report import Cell
from app.store.models import OfficeRow
from app.store.work import Read

FIGURES = (
    Field("classes", "开班数", k.COUNT),
    Field("times", "培训人次", k.COUNT),
    Field("persons", "培训人数", k.COUNT),
    Field("qualified", "合格人次", k.COUNT),
    Field("certified", "取证人次", k.COUNT),
    Field("subsidised", "补贴人次", k.COUNT),
    Field("awarded_fen", "核定金额(元)", k.FEN),
    Field("paid_fen", "已拨金额(元)", k.FEN),
)
WITH_PLACED = (*FIGURES[:5], Field("placed", "就业人次", k.COUNT), *FIGURES[5:])
"""With who found work after a class, by the day of it, behind those with a certificate."""
SPANS = {"now": "本期", "year": "累计"}
"""Of the period, and of its year up to its end."""


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
    key: Key
    """What its figures were counted by: a name of GROUPS and the values."""
    total: bool = False
    part: bool = False
    """Whether it is a section, which its unit contains."""
    whole: bool = False
    """Whether it is all that an office did, on whatever axis and beside them."""
    yearly: bool = True
    """Whether the target is the year's own; one for years together has no share of a year."""

    def progress(self) -> float | None:
        """Done in the year by the year's target; None without one."""
        return self.year.towards(self.measure) / self.target if self.target and self.yearly else None


_parent = aliased(Unit)

GROUPS: Mapping[str, tuple[str, ...]] = {
    "section": ("section",),
    "unit": ("unit",),
    "axis": ("keeper", "axis"),
    "office": ("origin",),
    "all": (),
}
"""A section, a unit with its sections, an office's units of one axis, all that an office keeps, all offices."""


def lines(read: Read, period: Period, origin: int | None = None) -> list[Line]:
    """The rows of a report, office by office and axis by axis, each with its sum; of one office or of all.

    Of another office's plan only those stand here that did something: its targets are in its own report.
    """
    now, year = count(read, {"now": period.days, "year": period.so_far}, GROUPS, origin).values()
    found: list[Line] = []
    units = _units(read, period.first.year, origin, year)
    of_offices = {office.uid: list(rows) for office, rows in groupby(units, key=lambda row: row[0])}
    for office in _offices(read, origin):
        rows = of_offices.get(office.uid, [])
        for axis, those in groupby(rows, key=lambda row: row[1].axis):
            here = [_line(*row, now, year) for row in those]
            key = ("axis", office.uid, axis)
            sums = list(_sums(axis, [line for line in here if not line.part], _at(now, key), _at(year, key), key))
            whole_plan = origin is not None or office is read.own
            found += [line for line in (*here, *sums) if whole_plan or line.year != Figures()]
        found += _whole(office, now, year, alone=len({row[1].axis for row in rows}) == 1)
    if len({line.office for line in found}) > 1:
        all_, name = ("all",), say("report.all_offices")
        found.append(Line(name, name, "", None, None, _at(now, all_), _at(year, all_), all_, total=True, whole=True))
    return found


def _whole(office: OfficeRow, now: Counted, year: Counted, *, alone: bool) -> Iterator[Line]:
    """What is no unit's, and all that an office did; nothing where the one sum of its units says as much."""
    beside, whole = ("axis", office.uid, None), ("office", office.uid)
    if beside in year:
        name = say("report.beside_units")
        yield Line(office.name, name, "", None, None, _at(now, beside), _at(year, beside), beside)
    if beside in year or (whole in year and not alone):
        name = say("report.whole_office")
        yield Line(office.name, name, "", None, None, _at(now, whole), _at(year, whole), whole, total=True, whole=True)


def place(share: Cell, beside: Sequence[float]) -> int | None:
    """The place of a share among those beside it: the best has 1, the same share the same place, who has no target none."""
    return 1 + sum(other > share for other in beside) if isinstance(share, float) else None


def _offices(read: Read, origin: int | None) -> Sequence[OfficeRow]:
    """This office, then the others by region."""
    wanted = select(OfficeRow).order_by(OfficeRow.uid != read.own.uid, OfficeRow.region, OfficeRow.uid)
    return read.session.scalars(wanted if origin is None else wanted.where(OfficeRow.uid == origin)).all()


def _at(found: Counted, key: Key) -> Figures:
    return found.get(key, Figures())


def _units(read: Read, year: int, origin: int | None, done: Counted) -> list[tuple[OfficeRow, Unit, Quota | None]]:
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


def _line(office: OfficeRow, unit: Unit, quota: Quota | None, now: Counted, year: Counted) -> Line:
    part = unit.parent_uid is not None
    key = ("section" if part else "unit", unit.uid)
    target = (quota.measure, quota.target, quota.stretch) if quota else ("", None, None)
    name = f"　其中：{unit.name}" if part else unit.name
    yearly = quota is None or quota.year == quota.until_year
    return Line(office.name, name, *target, _at(now, key), _at(year, key), key, part=part, yearly=yearly)


def _sums(axis: str, rows: Sequence[Line], now: Figures, year: Figures, key: Key) -> Iterator[Line]:
    """The sum of an axis, one for each unit of measure of its targets: those are never added to each other."""
    office = rows[0].office if rows else ""
    for measure in sorted({row.measure for row in rows if row.measure}) or [""]:
        those = [row for row in rows if row.measure == measure]
        target, stretch = (sum(getattr(row, key) or 0 for row in those) or None for key in ("target", "stretch"))
        yearly = all(row.yearly for row in those)
        yield Line(office, f"合计（{axis}）", measure, target, stretch, now, year, key, total=True, yearly=yearly)
