"""Statistics of a month, quarter or year (月报、季报、年报): one row a responsible unit, this period and the year so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import Select, and_, case, func, literal, select
from sqlalchemy.orm import aliased

from app.domain.periods import Period, parse_period
from app.domain.texts import say
from app.exchange.sheets import SENT_CLAIMS
from app.listings.plan import FINISHED
from app.store.files import atomic
from app.store.models import (
    Advance,
    Claim,
    ClaimLine,
    Enrolment,
    OfficeRow,
    Payment,
    Quota,
    Recovery,
    TrainingClass,
    Unit,
)
from app.store.work import Read

BEGUN = ("running", *FINISHED)

_HEADINGS = ("开班数", "培训人次", "培训人数", "合格人次", "取证人次", "补贴人次", "核定金额(元)", "已拨金额(元)")
HEADINGS = (
    *("填报单位", "责任单位", "计量单位", "年度任务", "力争指标"),
    *(f"本期{h}" for h in _HEADINGS),
    *(f"累计{h}" for h in _HEADINGS),
    "完成率",
)
_NOTE = "开班数按开班日期、人次和人数按结班日期、补贴按申请日期、拨付按拨付日期统计；累计自当年1月1日起。人次与人数口径不同，不相加。"
_A4 = 9
_GAP = "　" * 10
_WIDTHS = (18, 17, 6, 8, 8, *(7,) * 6, 13, 13, *(7,) * 6, 13, 13, 8)
_BOX = {"border": 1, "font_size": 10, "valign": "vcenter"}
_STRONG = {"bold": True, "bg_color": "#F2F2F2"}
_FORMATS = ("#,##0;-#,##0;–", "#,##0.00;-#,##0.00;–", "0.00%;-0.00%;–")
"""Counts, 元 and shares; a zero is shown as a dash so that what was done stands out."""


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

    def shown(self) -> tuple[float, ...]:
        """In the order of the headings, money in 元."""
        counts = (self.classes, self.times, self.persons, self.qualified, self.certified, self.subsidised)
        return (*counts, self.awarded_fen / 100, self.paid_fen / 100)

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
    yearly: bool = True
    """Whether the target is the year's own; one for years together has no share of a year."""

    def progress(self) -> float | None:
        """Done in the year by the year's target; None without one."""
        return self.year.towards(self.measure) / self.target if self.target and self.yearly else None


_parent = aliased(Unit)

_moved = (
    Payment.__table__.outerjoin(Claim, Claim.uid == Payment.claim_uid)
    .outerjoin(Recovery, Recovery.uid == Payment.recovery_uid)
    .outerjoin(Advance, Advance.uid == func.coalesce(Payment.advance_uid, Recovery.advance_uid))
    .join(TrainingClass, TrainingClass.uid == func.coalesce(Claim.class_uid, Advance.class_uid))
    .join(Unit, Unit.uid == TrainingClass.unit_uid)
)
"""Money moved on classes: ahead, on their claims, and back."""

Span = tuple[date, date]
Key = tuple[int | str, ...]
Found = Mapping[Key, Figures]
Count = tuple[Select[*tuple[Any, ...]], tuple[str, ...]]
"""A statement that counts, and the figures that its columns are."""

_WITH_SECTIONS = case((Unit.parent_uid.is_(None), Unit.uid), else_=Unit.parent_uid)
_GROUPS: Mapping[str, tuple[Any, ...]] = {
    "section": (Unit.uid,),
    "unit": (_WITH_SECTIONS,),
    "axis": (TrainingClass.origin, Unit.axis),
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
        found += [line for line, _ in here]
        key = ("axis", office, axis)
        found.append(_sum(axis, [line for line, is_top in here if is_top], _at(now, key), _at(year, key)))
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


def _line(office: OfficeRow, unit: Unit, quota: Quota | None, now: Found, year: Found) -> tuple[Line, bool]:
    """A unit's row, and whether it stands for itself in the sum."""
    is_top = unit.parent_uid is None
    key = ("unit" if is_top else "section", unit.uid)
    target = (quota.measure, quota.target, quota.stretch) if quota else ("", None, None)
    name = unit.name if is_top else f"　其中：{unit.name}"
    yearly = quota is None or quota.year == quota.until_year
    return Line(office.name, name, *target, _at(now, key), _at(year, key), yearly=yearly), is_top


def _sum(axis: str, rows: Sequence[Line], now: Figures, year: Figures) -> Line:
    """The sum of an axis; targets in different units of measure are not added."""
    measures = {row.measure for row in rows if row.measure}
    measure = measures.pop() if len(measures) == 1 else ""
    target = sum(row.target or 0 for row in rows) if measure else None
    stretch = sum(row.stretch or 0 for row in rows) if measure else None
    office = rows[0].office if rows else ""
    return Line(
        office, f"合计（{axis}）", measure, target, stretch or None, now, year, True, all(row.yearly for row in rows)
    )


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
    in_unit = TrainingClass.__table__.join(Unit, Unit.uid == TrainingClass.unit_uid)
    of_claims = in_unit.join(Claim, Claim.class_uid == TrainingClass.uid)
    qualified = Enrolment.result == "qualified"
    yield (
        select(func.count())
        .select_from(in_unit)
        .where(TrainingClass.state.in_(BEGUN), TrainingClass.starts_on.between(*span)),
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
        .where(TrainingClass.state.in_(FINISHED), TrainingClass.ends_on.between(*span), Enrolment.state == "active"),
        ("times", "persons", "qualified", "certified", "qualified_persons"),
    )
    yield (
        select(func.count(), func.sum(ClaimLine.amount_fen))
        .select_from(of_claims.join(ClaimLine, ClaimLine.claim_uid == Claim.uid))
        .where(Claim.state.in_(SENT_CLAIMS), ClaimLine.decision == "granted", Claim.applied_on.between(*span)),
        ("subsidised", "awarded_fen"),
    )
    yield (
        select(func.sum(Payment.amount_fen)).select_from(_moved).where(Payment.paid_on.between(*span)),
        ("paid_fen",),
    )


def write(read: Read, period: str, path: Path) -> None:
    """Write the workbook of a period for everything this office holds."""
    wanted = parse_period(period)
    with atomic(path) as unfinished, xlsxwriter.Workbook(str(unfinished)) as book:
        fill(book, book.add_worksheet(wanted.kind), read, wanted)


def fill(book: Any, page: Any, read: Read, period: Period, origin: int | None = None) -> None:
    """One worksheet: title, headings, rows, and the lines for those who answer for it; numbers stay numbers."""
    _lay_out(page)
    title = marked(read, f"{read.own.name}职业技能提升行动统计{period.kind}（{period.title}）")
    centred = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    page.merge_range(0, 0, 0, len(HEADINGS) - 1, title, centred)
    page.write_string(1, 0, _NOTE)
    head = {**_BOX, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "align": "center"}
    page.write_row(2, 0, HEADINGS, book.add_format(head))
    plain, strong = ([book.add_format({**_BOX, **look, "num_format": f}) for f in _FORMATS] for look in ({}, _STRONG))
    row = 2
    for row, line in enumerate(lines(read, period, origin), 3):
        _write_line(page, row, line, strong if line.total else plain)
    page.write_string(row + 2, 0, f"单位负责人：{_GAP}填表人：{_GAP}联系电话：{read.own.phone}{_GAP}填报日期：")


def marked(read: Read, title: str) -> str:
    """A title that says 示例 when the office is an example."""
    return say("save.sample", title=title) if read.settings.get("sample") == "1" else title


def _lay_out(page: Any) -> None:
    """A4 across, one page wide, the headings on every page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.freeze_panes(3, 2)
    page.set_row(0, 30)
    page.set_row(2, 32)
    for place, width in enumerate(_WIDTHS):
        page.set_column(place, place, width)


def _write_line(page: Any, row: int, line: Line, formats: Sequence[Any]) -> None:
    count, money, percent = formats
    cells = (line.office, line.unit, line.measure, line.target, line.stretch, *line.now.shown(), *line.year.shown())
    for column, (value, heading) in enumerate(zip((*cells, line.progress()), HEADINGS, strict=True)):
        chosen = money if heading.endswith("(元)") else percent if heading == HEADINGS[-1] else count
        if isinstance(value, str):
            page.write_string(row, column, value, chosen)
        elif value is None:
            page.write_blank(row, column, None, chosen)
        else:
            page.write_number(row, column, value, chosen)
