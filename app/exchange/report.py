"""Any report as a workbook, written from its declaration: a sheet for each of its tables."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from app.exchange.xlsx import Styles, Writer, cell_writer
from app.kernel import kinds as k
from app.kernel.fields import YEARS, Field
from app.kernel.periods import Period
from app.kernel.texts import say
from app.office.separation import staffing
from app.record.report import SUM, Report, Row, Table, keep_reason
from app.store.files import atomic
from app.store.work import Read, Work

_A4 = 9
_WIDEST = 40
_LINE = 16
"""Points of a line of text; rows that wrap are given their height, since not every program finds it itself."""
_BOX = {"border": 1, "font_size": 10, "valign": "vcenter"}
_STRONG = {"bold": True, "bg_color": "#F2F2F2"}
_FORMATS = {k.COUNT: "#,##0;-#,##0;–", k.FEN: "#,##0.00;-#,##0.00;–", k.PERCENT: "0.00%;-0.00%;–"}
"""Counts, 元 and shares on a paper; a zero is shown as a dash so that what was done stands out."""


def write(read: Read, report: Report, period: str, path: Path) -> int:
    """The workbook of a period, identity numbers masked; gives back how many rows its first table has."""
    span = report.period(period)
    with atomic(path) as draft:
        return _fill(read, report, span, draft, masked=True)


def write_whole(work: Work, report: Report, period: str, path: Path, reason: str) -> int:
    """The same with whole identity numbers, which the journal records with the reason; Refused without one."""
    span = report.period(period)
    keep_reason(work, report, span, reason)
    return _fill(work, report, span, work.draft(path), masked=False)


def _fill(read: Read, report: Report, period: Period, draft: Path, *, masked: bool) -> int:
    with xlsxwriter.Workbook(str(draft), {"constant_memory": True}) as book:
        return [fill(book, read, report, table, period, masked=masked) for table in report.tables][0]


def fill(book: Any, read: Read, report: Report, table: Table, period: Period, *, masked: bool = True) -> int:
    """One sheet of a workbook: title, headings, rows; numbers stay numbers. Gives back how many rows."""
    page = book.add_worksheet(table.sheet(period))
    layout = _paper if table.note else _extract
    head, plain, strong = layout(book, page, read, report, table, period, masked)
    row = head
    for row, values in enumerate(table.rows(read, period), head + 1):
        _height(page, row, table, values)
        for place, write_cell in enumerate(strong if values.get(SUM) else plain):
            write_cell(page, row, place, values[table.fields[place].key])
    if table.foot:
        page.write_string(row + 2, 0, table.foot(read))
    return row - head


_Layout = tuple[int, Sequence[Writer], Sequence[Writer]]
"""The row of the headings, and what writes the cells of a plain row and of a sum."""


def _extract(book: Any, page: Any, read: Read, report: Report, table: Table, period: Period, masked: bool) -> _Layout:
    """Title, headings that stay in sight, rows as in any list."""
    styles = Styles(book)
    page.freeze_panes(2, 1)
    _columns(page, table)
    page.write_string(0, 0, f"{table.sheet(period)}（{period.title}）", styles.title)
    page.write_row(1, 0, [field.title for field in table.fields], styles.header)
    writers = [cell_writer(styles.of(field.kind), field.kind, field.title, masked) for field in table.fields]
    return 1, writers, writers


def _paper(book: Any, page: Any, read: Read, report: Report, table: Table, period: Period, masked: bool) -> _Layout:
    """A4 across, one page wide, the headings on every page: title, note and headings in the first three rows."""
    assert table.note is not None
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    page.fit_to_pages(1, 0)
    page.repeat_rows(2)
    page.freeze_panes(3, 2)
    page.set_row(0, 30)
    page.set_row(2, 32)
    _columns(page, table)
    title = marked(read, f"{read.own.name}{report.heading}{table.sheet(period)}（{period.title}）")
    centred = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    page.merge_range(0, 0, 0, len(table.fields) - 1, title, centred)
    page.write_string(1, 0, table.note(read, period) + staffing(read))
    head = {**_BOX, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "align": "center"}
    page.write_row(2, 0, [field.title for field in table.fields], book.add_format(head))
    plain, strong = ([_boxed(book, table, field, look, masked) for field in table.fields] for look in ({}, _STRONG))
    return 2, plain, strong


def _boxed(book: Any, table: Table, field: Field, look: Mapping[str, object], masked: bool) -> Writer:
    """What writes the cells of a column of a paper."""
    shape = {"num_format": "0" if field.key in YEARS else _FORMATS[field.kind]} if field.kind in _FORMATS else {}
    wrapped = {"text_wrap": True} if not shape and _long(table) else {}
    return cell_writer(book.add_format({**_BOX, **look, **shape, **wrapped}), field.kind, field.title, masked)


def _long(table: Table) -> list[Field]:
    """The columns of a paper that need more than a line."""
    return [field for field in table.fields if field.kind is k.LONG] if table.note else []


def _height(page: Any, row: int, table: Table, values: Row) -> None:
    """Give a row that wraps the points that its longest text needs; a Chinese character is two wide."""
    if fields := _long(table):
        lines = max(-(-2 * len(str(values[f.key] or "")) // _width(table, f)) for f in fields)
        page.set_row(row, _LINE * max(1, lines))


def _width(table: Table, field: Field) -> int:
    return table.widths.get(field.key) or min(max(field.kind.width, 2 * len(field.title)) + 2, _WIDEST)


def _columns(page: Any, table: Table) -> None:
    for place, field in enumerate(table.fields):
        page.set_column(place, place, _width(table, field))


def marked(read: Read, title: str) -> str:
    """A title that says 示例 when the office is an example."""
    return say("save.sample", title=title) if read.settings.get("sample") == "1" else title
