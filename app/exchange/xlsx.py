"""Lists as Excel workbooks, row by row in little memory."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import Kind
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.listing import Column, Listing, Query
from app.record.report import Cell
from app.store.files import atomic
from app.store.work import Progress, Read

FONT = "宋体"
_PAGE = 500
_LONGEST = 32_767
_WIDEST = 40
_HEADER_ROW = 1


class Styles:
    """The few formats of a workbook, made once each."""

    def __init__(self, book: Any) -> None:
        plain = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
        boxed = {**plain, "border": 1, "border_color": "#BFBFBF"}
        self.title = book.add_format({**plain, "font_size": 16, "bold": True})
        self.header = book.add_format(
            {**boxed, "bold": True, "bg_color": "#D9E2F3", "align": "center", "text_wrap": True}
        )
        self.must = book.add_format(
            {**boxed, "bold": True, "bg_color": "#FCE4D6", "align": "center", "text_wrap": True}
        )
        self.text = book.add_format({**boxed, "num_format": "@"})
        self.count = book.add_format({**boxed, "num_format": "0"})
        self.money = book.add_format({**boxed, "num_format": "#,##0.00"})
        self.percent = book.add_format({**boxed, "num_format": "0.00%"})
        self.day = book.add_format({**boxed, "num_format": "yyyy-mm-dd"})
        self.bad = book.add_format({**boxed, "num_format": "@", "bg_color": "#FF9999"})

    def of(self, kind: Kind) -> Any:
        """The format of a kind's cells."""
        return {k.COUNT: self.count, k.FEN: self.money, k.PERCENT: self.percent, k.DATE: self.day}.get(kind, self.text)


def export_listing(
    read: Read,
    listing: Listing,
    query: Query,
    path: Path,
    columns: Sequence[str] | None = None,
    masked: bool = True,
    progress: Progress | None = None,
) -> int:
    """All rows of a query as a workbook, the order and the columns of the screen; gives back how many."""
    chosen = [listing.column(key) for key in columns] if columns else list(listing.columns)
    title = _titled(read, listing.title)
    uids = listing.uids(read.connection, query)
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft), {"constant_memory": True}) as book:
        styles, sheet = Styles(book), book.add_worksheet(listing.title[:31])
        _head(sheet, styles, title, [(column.heading, column.field.kind) for column in chosen], len(uids))
        writers = _writers(styles, listing, chosen, masked)
        row = _HEADER_ROW
        for start in range(0, len(uids), _PAGE):
            for record in listing.page(read.connection, uids[start : start + _PAGE]):
                row += 1
                for place, (index, write) in enumerate(writers):
                    write(sheet, row, place, record[index])
            if progress:
                progress(min(start + _PAGE, len(uids)), len(uids))
    return row - _HEADER_ROW


def export_rows(read: Read, title: str, fields: Sequence[Field], rows: Sequence[Any], path: Path) -> int:
    """Rows that stand in no list, as a workbook like a list's: each begins with the values of the fields."""
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft), {"constant_memory": True}) as book:
        styles, sheet = Styles(book), book.add_worksheet(title[:31])
        _head(sheet, styles, _titled(read, title), [(field.title, field.kind) for field in fields], len(rows))
        writers = [cell_writer(styles.of(field.kind), field.kind, field.title, masked=True) for field in fields]
        for row, values in enumerate(rows, _HEADER_ROW + 1):
            for place, write in enumerate(writers):
                write(sheet, row, place, values[place])
    return len(rows)


def _titled(read: Read, title: str) -> str:
    return say("save.sample", title=title) if read.settings.get("sample") else title


def _head(sheet: Any, styles: Styles, title: str, columns: Sequence[tuple[str, Kind]], rows: int) -> None:
    for place, (heading, kind) in enumerate(columns):
        wide = max(kind.width, 2 * len(heading)) + 2
        sheet.set_column(place, place, min(wide, _WIDEST))
    sheet.freeze_panes(_HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER_ROW)
    sheet.autofilter(_HEADER_ROW, 0, _HEADER_ROW + rows, len(columns) - 1)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, title, styles.title)
    for place, (heading, _) in enumerate(columns):
        sheet.write_string(_HEADER_ROW, place, heading, styles.header)


Writer = Callable[[Any, int, int, Cell], None]


def _writers(styles: Styles, listing: Listing, columns: Sequence[Column], masked: bool) -> list[tuple[int, Writer]]:
    """For each column its place in a page's rows and what writes a cell of it."""
    places = {column.name: place for place, column in enumerate(listing.columns, 1)}
    return [
        (places[column.name], cell_writer(styles.of(column.field.kind), column.field.kind, column.heading, masked))
        for column in columns
    ]


def cell_writer(style: Any, kind: Kind, title: str, masked: bool = False) -> Writer:
    """Writes values of a kind: 分 as 元, days as real dates, all else as text, which never becomes a formula."""
    parts = {k.COUNT: 1, k.FEN: 100, k.PERCENT: 10_000}.get(kind)

    def write(sheet: Any, row: int, place: int, value: Cell) -> None:
        if value is None:
            sheet.write_blank(row, place, None, style)
        elif parts and isinstance(value, int):
            sheet.write_number(row, place, value / parts, style)
        elif isinstance(value, float):
            sheet.write_number(row, place, value, style)
        elif kind is k.DATE and isinstance(value, date):
            sheet.write_datetime(row, place, value, style)
        else:
            text = kind.shown(value, masked=masked)
            if len(text) > _LONGEST:
                raise Refused("save.text", row=row + 1, title=title)
            sheet.write_string(row, place, text, style)

    return write
