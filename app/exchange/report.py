"""Any report as a workbook, written from its declaration: a sheet for each of its tables."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from app.desk.print_layout import FONT_SIZE, lines
from app.desk.report_paper import ReportPaper, paper
from app.exchange.cells import FONT, IN_SONG, Styles, cell_writer
from app.exchange.list_sheet import arrange, caption, height
from app.kernel import kinds as k
from app.kernel.fields import YEARS, Field
from app.kernel.periods import Period
from app.kernel.texts import say
from app.office.separation import staffing
from app.record.report import SUM, Chart, Report, Row, Table, keep_reason
from app.store.files import atomic
from app.store.work import Read, Work

_A4 = 9
_WIDEST = 40
_HEADINGS, _TITLE = 2, 30
"""The row of the headings of a paper, and the points of its title."""
_CHART = (980, 420)
"""Pixels of a chart: the width of a page across, and the least height."""
_FONT = {"font_name": FONT, "font_size": FONT_SIZE}
_BOX = {**_FONT, "border": 1, "valign": "vcenter"}
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
    with xlsxwriter.Workbook(str(draft), {**IN_SONG, "constant_memory": True}) as book:
        return [fill(book, read, report, table, period, masked=masked) for table in report.tables][0]


def fill(book: Any, read: Read, report: Report, table: Table, period: Period, *, masked: bool = True) -> int:
    """One sheet of a workbook: title, headings, rows; numbers stay numbers. Gives back how many rows."""
    page = book.add_worksheet(table.sheet(period))
    if not table.note:
        page.set_paper(_A4)
        page.set_landscape()
        page.repeat_rows(1)
        caption(page, read.own.name, f"{report.title} {period.title}", read.today)
        return _extract(book, page, table, period, table.rows(read, period), masked=masked)
    rows = list(table.rows(read, period))
    _Paper(book, page, paper(table, rows), masked).write(read, report, period)
    return len(rows)


def _extract(book: Any, page: Any, table: Table, period: Period, rows: Iterable[Row], *, masked: bool) -> int:
    """Title, headings that stay in sight, rows as in any list; a sum is a row as any other."""
    styles, number = Styles(book), 0
    page.freeze_panes(2, 1)
    for place, field in enumerate(table.fields):
        page.set_column(place, place, min(max(field.kind.width, 2 * len(field.title)) + 2, _WIDEST))
    page.write_string(0, 0, f"{table.sheet(period)}（{period.title}）", styles.title)
    page.write_row(1, 0, [field.title for field in table.fields], styles.header)
    writers = [cell_writer(styles.of(f.kind), f.kind, f.title, masked) for f in table.fields]
    for number, values in enumerate(rows, 1):
        for place, (field, write_cell) in enumerate(zip(table.fields, writers, strict=True)):
            write_cell(page, number + 1, place, values[field.key])
    return number


class _Paper:
    """A table to be signed, on A4: title, note and headings in the first three rows, the headings on every page."""

    def __init__(self, book: Any, page: Any, laid: ReportPaper, masked: bool) -> None:
        self.book, self.page, self.laid, self.fields = book, page, laid, laid.table.fields
        self.plain, self.strong = (
            [cell_writer(self._style(f, look), f.kind, f.title, masked) for f in self.fields] for look in ({}, _STRONG)
        )

    def _style(self, field: Field, look: Mapping[str, object]) -> Any:
        """Boxed, a sum in its own look; texts wrap."""
        shape: Mapping[str, object] = {"text_wrap": True}
        if field.kind in _FORMATS:
            shape = {"num_format": "0" if field.key in YEARS else _FORMATS[field.kind]}
        return self.book.add_format({**_BOX, **look, **shape})

    def write(self, read: Read, report: Report, period: Period) -> None:
        """Everything, from the title to the line for signatures."""
        laid, table, page = self.laid, self.laid.table, self.page
        title = marked(read, f"{read.own.name}{report.heading}{table.sheet(period)}（{period.title}）")
        arrange(page, laid.layout, _HEADINGS)
        caption(page, read.own.name, f"{report.title} {period.title}", read.today)
        self._across(0, title, {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}, _TITLE)
        note = (table.note(read, period) if table.note else "") + staffing(read)
        self._across(1, note, {"text_wrap": True, "valign": "vcenter"})
        look = {**_BOX, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "align": "center"}
        high = max(lines(f.title, width) for f, width in zip(self.fields, laid.layout.widths, strict=True))
        page.set_row(_HEADINGS, height(high))
        page.write_row(_HEADINGS, 0, [field.title for field in self.fields], self.book.add_format(look))
        row = _HEADINGS
        for row, values in enumerate(laid.rows, _HEADINGS + 1):
            page.set_row(row, height(laid.lines(values)))
            for place, (field, write_cell) in enumerate(
                zip(self.fields, self.strong if values.get(SUM) else self.plain, strict=True)
            ):
                write_cell(page, row, place, values[field.key])
        if table.foot:
            self._across(row + 2, table.foot(read), {"text_wrap": True, "valign": "vcenter"})
        if table.chart:
            self._chart(table.chart, table.sheet(period), title, read)

    def _across(self, row: int, text: str, look: Mapping[str, object], high: float = 0) -> None:
        """A text over the columns of the first page alone: what crosses into the next is cut, what is repeated comes again."""
        layout = self.laid.layout
        first, last = layout.repeated[1] + 1 if layout.breaks else 0, self.laid.first_page - 1
        style, width = self.book.add_format({**_FONT, **look}), sum(layout.widths[first : last + 1])
        self.page.set_row(row, high or height(lines(text, width)))
        if last > first:
            self.page.merge_range(row, first, row, last, text, style)
        else:
            self.page.write_string(row, first, text, style)

    def _chart(self, about: Chart, sheet: str, title: str, read: Read) -> None:
        """Bars of the rows before the first sum, on a sheet of their own."""
        count = next((n for n, row in enumerate(self.laid.rows) if row.get(SUM)), len(self.laid.rows))
        places = {field.key: place for place, field in enumerate(self.fields)}
        if not count or about.share not in places:
            return
        first, last = _HEADINGS + 1, _HEADINGS + count
        chart = self.book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": about.title,
                "categories": [sheet, first, places[about.label], last, places[about.label]],
                "values": [sheet, first, places[about.share], last, places[about.share]],
                "data_labels": {"value": True},
            }
        )
        chart.set_title({"name": f"{title}：{about.title}", "name_font": {"size": 14}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"num_format": "0%", "min": 0})
        chart.set_size({"width": _CHART[0], "height": max(_CHART[1], 28 * count + 120)})
        page = self.book.add_worksheet(say("report.chart"))
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.insert_chart(0, 0, chart)
        caption(page, read.own.name, title, read.today)


def marked(read: Read, title: str) -> str:
    """A title that says 示例 when the office is an example."""
    return say("save.sample", title=title) if read.settings.get("sample") == "1" else title
