"""报送数据.xlsx: cover, one sheet a table, and the month's statistics; what is read back is what was written."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from app.exchange import report
from app.exchange.facts import Named, named, with_facts
from app.exchange.headings import FIRST, HEADINGS, KEYS, columns_of, written
from app.exchange.manifest import DATA
from app.exchange.sheets import REFERENCES, SHEETS
from app.exchange.workbook_reader import open_workbook
from app.kernel import kinds as k
from app.kernel.fact_values import COLUMN
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.periods import KINDS, Period
from app.kernel.texts import say
from app.plan.statistics import OWN_UNITS, STATISTICS
from app.record.sheet import Cell, Row, Sheet, remembering
from app.store.work import Work

COVER = "封面"
Rows = Mapping[str, Sequence[Row]]
"""The rows of each sheet by its title; a sheet that the sender's program did not have is not among them."""

_OF_TABLE = {sheet.name: sheet for sheet in SHEETS}
_PROGRESS = 1000
_NAMED, _LONGEST = 10, 40


@dataclass(frozen=True)
class Contents:
    """What was read: the rows, how many each sheet of the workbook has by its own title, and what was left out of it."""

    rows: Rows
    counts: Mapping[str, int]
    left_out: tuple[str, ...]
    """In sentences: sheets and columns that this program does not know."""
    facts: tuple[Named, ...] = ()
    """How the sender calls the facts that its policy asks."""


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
        for sheet in (with_facts(work, sheet) for sheet in SHEETS):
            lines = _lines(work, sheet, period.last, sent)
            _fill(work, book.add_worksheet(sheet.title), sheet, lines, bold, money)
        report.fill(book, work, STATISTICS, OWN_UNITS, period)
    return buffer.getvalue()


def read(data: bytes) -> Contents:
    """The rows of a workbook, checked cell by cell; Refused when it is not what `write` makes, now or before."""
    rows: dict[str, Sequence[Row]] = {}
    counts: dict[str, int] = {}
    left_out: list[str] = []
    strangers: list[str] = []
    facts: list[Named] = []
    with open_workbook(data, DATA) as book:
        beside = (COVER, *KINDS)
        for each in book.in_turn([place for place, known in enumerate(book.sheets) if known.name not in beside]):
            title, lines = each.name, each.rows
            columns = columns_of(title, lines)
            sheet = _OF_TABLE.get(columns.table) if columns else None
            if columns is None or sheet is None:
                strangers.append(title)
                counts |= {title: sum(1 for _ in lines)} if columns else {}
                continue
            if sheet.title in rows:
                raise Refused("package.sheet", sheet=sheet.title)
            rows[sheet.title] = list(sheet.read(columns.keys, lines, columns.first))
            counts[title] = len(rows[sheet.title])
            facts += named(sheet, columns)
            if strange := columns.strange(sheet):
                left_out.append(say("package.unknown_column", sheet=title, headings=_few(strange)))
    if strangers:
        left_out.append(say("package.unknown_sheet", sheets=_few(strangers)))
    for sheet in SHEETS:
        if sheet.sums and sheet.title not in rows:
            raise Refused("package.sheet", sheet=sheet.title)
    return Contents({s.title: rows[s.title] for s in SHEETS if s.title in rows}, counts, tuple(left_out), tuple(facts))


def _few(names: Sequence[str]) -> str:
    """Names from outside, cut to what can be said."""
    some = "、".join(name[:_LONGEST] for name in names[:_NAMED])
    return some if len(names) <= _NAMED else say("package.and_more", names=some, count=len(names))


def totals(rows: Rows) -> dict[str, int]:
    """The sums of money in 分 that a manifest states."""
    return {
        name: sum(_fen(row, sheet, column) for row in rows[sheet.title])
        for sheet in SHEETS
        for name, column in sheet.sums.items()
    }


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
    uid = names.index("uid")
    for row in sheet.rows(work.connection, work.own.uid, until):
        uids.add(row[uid])
        if any(row[place] not in known for place, known in loose.items()):
            row = tuple(None if place in loose and v not in loose[place] else v for place, v in enumerate(row))
        yield row


def _fill(work: Work, page: Any, sheet: Sheet, lines: Iterable[tuple[Value, ...]], bold: Any, money: Any) -> None:
    page.set_row(KEYS, None, None, {"hidden": True})
    page.freeze_panes(FIRST, 0)
    for place, cell in enumerate(sheet.cells):
        page.set_column(place, place, cell.field.kind.width + 2, None, {"hidden": cell.name == COLUMN})
        page.write_string(KEYS, place, written(sheet, cell))
    for place, cell in enumerate(sheet.cells):
        page.write_string(HEADINGS, place, cell.field.title, bold)
    number = HEADINGS
    puts = [(place, _putting(page, place, cell, money)) for place, cell in enumerate(sheet.cells)]
    for number, values in enumerate(lines, FIRST):
        for place, put in puts:
            value = values[place]
            if value is not None and value != "":
                put(number, value)
        if not number % _PROGRESS:
            work.progress(number, 0)
    page.autofilter(HEADINGS, 0, number, len(sheet.cells) - 1)


def _putting(page: Any, place: int, cell: Cell, money: Any) -> Callable[[int, Value], None]:
    """How a column is written: counts and money as numbers, all else as text, so that no cell becomes a formula, a date
    serial or a rounded ID.
    """
    kind, number, text = cell.field.kind, page.write_number, page.write_string
    show = remembering(kind.show)

    def put_text(row: int, value: Value) -> None:
        if text(row, place, show(value)):
            raise Refused("package.too_long", title=cell.field.title, row=row + 1)

    def put_money(row: int, value: Value) -> None:
        if isinstance(value, int):
            number(row, place, value / 100, money)
        else:
            put_text(row, value)

    if kind is k.COUNT:
        return lambda row, value: number(row, place, value)
    return put_money if kind is k.FEN else put_text
