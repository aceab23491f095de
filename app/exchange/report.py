"""The workbook of a month, quarter or year (月报、季报、年报): the units' figures, and the indicators of the policy."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import literal

from app.exchange.figures import Line, lines
from app.kernel import kinds as k
from app.kernel.fields import YEARS, Field
from app.kernel.kinds import Value
from app.kernel.periods import Period, parse_period
from app.kernel.texts import say
from app.office.separation import staffing
from app.plan.indicators import indicator_list
from app.policy.keys import SCOPE
from app.record.listing import Filter, Query
from app.store.files import atomic
from app.store.work import Read

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
INDICATORS = "指标"
_INDICATOR_WIDTHS = {"title": 30, "unit_name": 24, "note": 44, "document": 20}
_HUNDREDTHS = 10_000
_LINE = 16
"""Points of a line of text; rows that wrap are given their height, since not every program finds it itself."""
_BOX = {"border": 1, "font_size": 10, "valign": "vcenter"}
_STRONG = {"bold": True, "bg_color": "#F2F2F2"}
_FORMATS = ("#,##0;-#,##0;–", "#,##0.00;-#,##0.00;–", "0.00%;-0.00%;–")
"""Counts, 元 and shares; a zero is shown as a dash so that what was done stands out."""


def write(read: Read, period: str, path: Path) -> None:
    """Write the workbook of a period for everything this office holds."""
    wanted = parse_period(period)
    with atomic(path) as unfinished, xlsxwriter.Workbook(str(unfinished)) as book:
        fill(book, book.add_worksheet(wanted.kind), read, wanted)
        _indicators(book, book.add_worksheet(INDICATORS), read, wanted)


def fill(book: Any, page: Any, read: Read, period: Period, origin: int | None = None) -> None:
    """One worksheet: title, headings, rows, and the lines for those who answer for it; numbers stay numbers."""
    _lay_out(page, _WIDTHS)
    scope = read.pack_on(period.last).get("plan_scope", period.last)
    note = _NOTE + say("report.scope", scope=SCOPE[scope.text]) if scope else _NOTE
    _head(book, page, read, f"{period.kind}（{period.title}）", note, HEADINGS)
    plain, strong = ([book.add_format({**_BOX, **look, "num_format": f}) for f in _FORMATS] for look in ({}, _STRONG))
    row = 2
    for row, line in enumerate(lines(read, period, origin), 3):
        _write_line(page, row, line, strong if line.total else plain)
    page.write_string(row + 2, 0, f"单位负责人：{_GAP}填表人：{_GAP}联系电话：{read.own.phone}{_GAP}填报日期：")


def _head(book: Any, page: Any, read: Read, title: str, note: str, headings: Sequence[str]) -> None:
    """Title, note and headings in the first three rows."""
    whole = marked(read, f"{read.own.name}职业技能提升行动统计{title}")
    centred = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    page.merge_range(0, 0, 0, len(headings) - 1, whole, centred)
    page.write_string(1, 0, note + staffing(read))
    head = {**_BOX, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "align": "center"}
    page.write_row(2, 0, headings, book.add_format(head))


def _indicators(book: Any, page: Any, read: Read, period: Period) -> None:
    """The figures of the policy that are no unit's, as they stood at the period's end; those of later years are left out."""
    listing = indicator_list(literal(period.last.isoformat()))
    shown = [column for column in listing.columns if not column.hidden]
    _lay_out(page, [_INDICATOR_WIDTHS.get(column.name, 9) for column in shown])
    note = say("report.indicators", day=period.last)
    _head(book, page, read, f"{INDICATORS}（{period.title}）", note, [column.heading for column in shown])
    numbers = (book.add_format({**_BOX, "num_format": form}) for form in (_FORMATS[0], _FORMATS[2], "0"))
    formats = [*numbers, book.add_format({**_BOX, "text_wrap": True})]
    begun = Query((Filter("year", "<=", str(period.first.year)),))
    for row, values in enumerate(listing.rows(read.connection, begun), 3):
        page.set_row(row, _height(str(values["note"] or "")))
        for place, column in enumerate(shown):
            _write_value(page, row, place, column.field, values[column.name], formats)


def _height(note: str) -> int:
    """Points that a note needs in its column; a Chinese character is two wide."""
    return _LINE * max(1, -(-2 * len(note) // _INDICATOR_WIDTHS["note"]))


def _write_value(page: Any, row: int, place: int, field: Field, value: Value, formats: Sequence[Any]) -> None:
    """Counts, shares and years as numbers, what is not known as a blank, the rest as text."""
    count, percent, year, text = formats
    if isinstance(value, int) and field.kind is k.PERCENT:
        page.write_number(row, place, value / _HUNDREDTHS, percent)
    elif isinstance(value, int) and field.kind is k.COUNT:
        page.write_number(row, place, value, year if field.key in YEARS else count)
    else:
        page.write_string(row, place, field.kind.show(value), text)


def marked(read: Read, title: str) -> str:
    """A title that says 示例 when the office is an example."""
    return say("save.sample", title=title) if read.settings.get("sample") == "1" else title


def _lay_out(page: Any, widths: Sequence[int]) -> None:
    """A4 across, one page wide, the headings on every page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.freeze_panes(3, 2)
    page.set_row(0, 30)
    page.set_row(2, 32)
    for place, width in enumerate(widths):
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
