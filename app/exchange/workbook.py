"""报送数据.xlsx: cover, one sheet a table, and the month's statistics; what is read back is what was written."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from app.exchange import report
from app.exchange.foreign import opened
from app.exchange.manifest import DATA
from app.exchange.sheets import CLAIMS, LINES, PAYMENTS, REFERENCES, SHEETS
from app.kernel import kinds as k
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.periods import Period
from app.record.sheet import Cell, Row, Sheet
from app.store.work import Work

COVER, MONTH = "封面", "月报"
Rows = Mapping[str, Sequence[Row]]
"""The rows of each sheet by its title."""

_SUMS = {"claim_fen": (CLAIMS, "total_fen"), "line_fen": (LINES, "amount_fen"), "payment_fen": (PAYMENTS, "amount_fen")}
_PROGRESS = 1000


def write(work: Work, period: Period, cover: Sequence[tuple[str, object]], made: datetime) -> bytes:
    """The workbook of everything the office sends as at a period's end; the same state gives the same bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": made.replace(tzinfo=None), "title": dict(cover)["名称"]})
        bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        money = book.add_format({"num_format": "#,##0.00"})
        front = book.add_worksheet(COVER)
        front.set_column(0, 1, 36)
        for number, (title, value) in enumerate(cover):
            front.write_string(number, 0, title, bold)
            front.write_string(number, 1, str(value))
        sent: dict[str, set[Value]] = {}
        for sheet in SHEETS:
            lines = _lines(work, sheet, period.last, sent)
            _fill(work, book.add_worksheet(sheet.title), sheet, lines, bold, money)
        report.fill(book, book.add_worksheet(MONTH), work, period, origin=work.own.uid)
    return buffer.getvalue()


def read(data: bytes) -> Rows:
    """The rows of a workbook, checked cell by cell; Refused when it is not what `write` makes."""
    with opened(data, DATA) as book:
        if not {sheet.title for sheet in SHEETS} <= {known.name for known in book.sheets}:
            raise Refused("package.sheet", sheet="、".join(s.title for s in SHEETS))
        return {s.title: list(s.read(book.named(s.title).rows)) for s in SHEETS}


def totals(rows: Rows) -> dict[str, int]:
    """The sums of money in 分 that a manifest states."""
    return {name: sum(_fen(row, sheet, column) for row in rows[sheet.title]) for name, (sheet, column) in _SUMS.items()}


def _fen(row: Row, sheet: Sheet, column: str) -> int:
    value = row.values[sheet.at(column)]
    return value if isinstance(value, int) else 0


def _lines(work: Work, sheet: Sheet, until: date, sent: dict[str, set[Value]]) -> Iterator[tuple[Value, ...]]:
    """The rows of a sheet; where one may do without what it refers to, it names nothing that is not sent yet."""
    names = [cell.name for cell in sheet.cells]
    uids = sent.setdefault(sheet.title, set())
    loose = {
        place: sent[REFERENCES[cell.name].title]
        for place, cell in enumerate(sheet.cells)
        if cell.name in REFERENCES and cell.sql.nullable and REFERENCES[cell.name] is not sheet
    }
    for row in sheet.rows(work.connection, work.own.uid, until):
        uids.add(row[names.index("uid")])
        yield tuple(None if place in loose and v not in loose[place] else v for place, v in enumerate(row))


def _fill(work: Work, page: Any, sheet: Sheet, lines: Iterable[tuple[Value, ...]], bold: Any, money: Any) -> None:
    page.freeze_panes(1, 0)
    for place, cell in enumerate(sheet.cells):
        page.set_column(place, place, cell.field.kind.width + 2)
        page.write_string(0, place, cell.field.title, bold)
    for number, values in enumerate(lines, 1):
        for place, (cell, value) in enumerate(zip(sheet.cells, values, strict=True)):
            _put(page, number, place, cell, value, money)
        if not number % _PROGRESS:
            work.progress(number, 0)


def _put(page: Any, row: int, column: int, cell: Cell, value: Value, money: Any) -> None:
    """Counts and money as numbers, everything else as text: no cell becomes a formula, a date serial or a rounded ID."""
    kind = cell.field.kind
    if value is None or value == "":
        return
    if kind is k.COUNT:
        page.write_number(row, column, value)
    elif kind is k.FEN and isinstance(value, int):
        page.write_number(row, column, value / 100, money)
    elif page.write_string(row, column, kind.show(value)):
        raise Refused("package.too_long", title=cell.field.title, row=row + 1)
