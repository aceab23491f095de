"""Any report as a workbook, written from its declaration: a sheet for each of its tables."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from app.exchange.xlsx import Styles, cell_writer
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
    sheet = (_Paper if table.note else _Extract)(book, page, table, masked)
    sheet.head(read, report, period)
    row = sheet.headings
    for row, values in enumerate(table.rows(read, period), sheet.headings + 1):
        sheet.write(row, values)
    if table.foot:
        page.write_string(row + 2, 0, table.foot(read))
    return row - sheet.headings


class _Extract:
    """Title, headings that stay in sight, rows as in any list."""

    headings = 1
    """Their row."""

    def __init__(self, book: Any, page: Any, table: Table, masked: bool) -> None:
        self.book, self.page, self.table, self.styles = book, page, table, Styles(book)
        self.plain, self.strong = (
            [cell_writer(self.style(f, look), f.kind, f.title, masked) for f in table.fields] for look in ({}, _STRONG)
        )

    def style(self, field: Field, look: Mapping[str, object]) -> Any:
        """The format of a column's cells; a sum is a row as any other."""
        return self.styles.of(field.kind)

    def head(self, read: Read, report: Report, period: Period) -> None:
        """Everything above the rows."""
        self.page.freeze_panes(2, 1)
        self.columns()
        self.page.write_string(0, 0, f"{self.table.sheet(period)}（{period.title}）", self.styles.title)
        self.page.write_row(1, 0, [field.title for field in self.table.fields], self.styles.header)

    def columns(self) -> None:
        """Their widths."""
        for place, field in enumerate(self.table.fields):
            self.page.set_column(place, place, self.width(field))

    def width(self, field: Field) -> int:
        """Characters of a column."""
        return self.table.widths.get(field.key) or min(max(field.kind.width, 2 * len(field.title)) + 2, _WIDEST)

    def write(self, row: int, values: Row) -> None:
        """One row, a sum in its own look."""
        writers = self.strong if values.get(SUM) else self.plain
        for place, (field, write_cell) in enumerate(zip(self.table.fields, writers, strict=True)):
            write_cell(self.page, row, place, values[field.key])


class _Paper(_Extract):
    """A4 across, one page wide, the headings on every page: title, note and headings in the first three rows."""

    headings = 2

    def __init__(self, book: Any, page: Any, table: Table, masked: bool) -> None:
        self.long = [field for field in table.fields if field.kind is k.LONG]
        """The columns that need more than a line."""
        super().__init__(book, page, table, masked)

    def style(self, field: Field, look: Mapping[str, object]) -> Any:
        """Boxed, a sum in its own look; texts wrap where there are long ones."""
        shape: Mapping[str, object] = {"text_wrap": True} if self.long else {}
        if field.kind in _FORMATS:
            shape = {"num_format": "0" if field.key in YEARS else _FORMATS[field.kind]}
        return self.book.add_format({**_BOX, **look, **shape})

    def head(self, read: Read, report: Report, period: Period) -> None:
        """The page, then title, note and headings."""
        page, fields = self.page, self.table.fields
        self._lay_out()
        title = marked(read, f"{read.own.name}{report.heading}{self.table.sheet(period)}（{period.title}）")
        centred = self.book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        page.merge_range(0, 0, 0, len(fields) - 1, title, centred)
        note = self.table.note(read, period) if self.table.note else ""
        page.write_string(1, 0, note + staffing(read))
        look = {**_BOX, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "align": "center"}
        page.write_row(2, 0, [field.title for field in fields], self.book.add_format(look))

    def _lay_out(self) -> None:
        page = self.page
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        page.fit_to_pages(1, 0)
        page.repeat_rows(2)
        page.freeze_panes(3, 2)
        page.set_row(0, 30)
        page.set_row(2, 32)
        self.columns()

    def write(self, row: int, values: Row) -> None:
        """A row that wraps gets the points that its longest text needs; a Chinese character is two wide."""
        if self.long:
            lines = max(-(-2 * len(str(values[f.key] or "")) // self.width(f)) for f in self.long)
            self.page.set_row(row, _LINE * max(1, lines))
        super().write(row, values)


def marked(read: Read, title: str) -> str:
    """A title that says 示例 when the office is an example."""
    return say("save.sample", title=title) if read.settings.get("sample") == "1" else title
