"""A clerk's table out of a workbook or the clipboard: finds the header, then takes each row as texts."""

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import Any

from app.exchange.header import Header, letters, match, refuse_faults, refuse_missing, unknown
from app.exchange.workbook_reader import Sheet, Workbook, file_bytes, open_workbook
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.table import Fault as Fault
from app.record.imports.table import Row as Row
from app.record.imports.table import Table as Table
from app.store.work import Progress

_HEADER_WITHIN = 10
_CHUNK = 1000
_DIGITS_KEPT = 10**15
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000
"""Day numbers of Excel from 1954 to 2064."""
_EPOCH = date(1899, 12, 30)
_TOTAL = re.compile(r"(合计|总计|小计|共计)[:：]?|(填表人|制表人|审核人|经办人|填报单位|备注|说明|注)[:：].*")
_TOTAL_BEGINS = frozenset("合总小共填制审经备说注")

Cells = Sequence[Any]


@dataclass
class _Tally:
    """What is put in order on the way, for the notes."""

    blank: int = 0
    totals: list[int] = field(default_factory=list)
    serials: Counter[str] = field(default_factory=Counter)
    text_dates: Counter[str] = field(default_factory=Counter)


def read_table(path: Path, fields: Sequence[Field], progress: Progress | None = None) -> Table:
    """The table of these fields in a workbook; Refused or Problems when it cannot be read or lacks a column."""
    data = file_bytes(path)
    with open_workbook(data, path.name) as book:
        sheet, header = _find(book, path.name, fields)
        refuse_faults(sheet, header, fields)
        left = sheet.shape.left
        table = Table(
            path,
            sheet.name,
            hashlib.sha256(data).hexdigest(),
            {key: letters(left + place) for key, place in header.places.items()},
            {key: header.titles[place] for key, place in header.places.items()},
        )
        rows, tally = islice(enumerate(sheet.rows, 1), header.row, None), _Tally()
        _take_rows(table, rows, header, fields, tally, progress, sheet.shape.height)
    _mark(table, book.faults.get(sheet.name, {}))
    _say(table, header, fields, tally)
    if not table.numbers:
        raise Refused("table.empty", name=path.name, sheet=sheet.name)
    return table


def from_clipboard(text: str, fields: Sequence[Field]) -> Table:
    """A table of pasted rows: by their header when the first row is one, else in the order of the fields."""
    lines = [line for line in csv.reader(io.StringIO(text.strip("\r\n")), "excel-tab") if any(map(str.strip, line))]
    if not lines:
        raise Refused("table.no_paste")
    header = match(1, lines[0], fields)
    if len(header.places) < min(2, len(fields)):
        header = Header(0, {f.key: place for place, f in enumerate(fields) if place < len(lines[0])}, [])
    refuse_missing(header, fields, say("table.pasted"))
    columns = {key: letters(place) for key, place in header.places.items()}
    digest = hashlib.sha256(text.encode()).hexdigest()
    headings = {f.key: f.title for f in fields if f.key in header.places}
    table = Table(Path(say("table.pasted")), say("table.pasted"), digest, columns, headings)
    width, tally = max(header.places.values()) + 1, _Tally()
    padded = (line + [""] * (width - len(line)) for line in lines[header.row :])
    _take_rows(table, enumerate(padded, header.row + 1), header, fields, tally, None, 0)
    _say(table, header, fields, tally)
    return table


def _find(book: Workbook, name: str, fields: Sequence[Field]) -> tuple[Sheet, Header]:
    """The first visible sheet with a header of these fields, or the one that comes nearest."""
    nearest: tuple[int, Header] | None = None
    for place, known in enumerate(book.sheets):
        header = _header(book.sheet(place), fields) if known.shown else None
        if header is None or not header.places:
            continue
        if nearest is None or len(header.places) > len(nearest[1].places):
            nearest = place, header
        if all(f.key in header.places for f in fields if f.required):
            break
    if nearest is None:
        titles = "、".join(f.title for f in fields if f.required)
        raise Refused("header.none", name=name, within=_HEADER_WITHIN, titles=titles)
    return book.sheet(nearest[0]), nearest[1]


def _header(sheet: Sheet, fields: Sequence[Field]) -> Header | None:
    rows = enumerate(islice(sheet.rows, _HEADER_WITHIN), 1)
    return max((match(n, cells, fields) for n, cells in rows), key=lambda h: len(h.places), default=None)


def _take_rows(
    table: Table,
    rows: Iterator[tuple[int, Cells]],
    header: Header,
    fields: Sequence[Field],
    tally: _Tally,
    progress: Progress | None,
    total: int,
) -> None:
    """Append each row that says something; blank and total rows are counted instead."""
    read = [f for f in fields if f.key in header.places]
    places = [header.places[f.key] for f in read]
    table.cells = {f.key: [] for f in read}
    dated = any(f.kind is k.DATE for f in read)
    while chunk := list(islice(rows, _CHUNK)):
        columns = list(zip(*(cells for _, cells in chunk), strict=False))
        texts = [columns[place] for place in places]
        if dated or not _plain_rows(columns, texts):
            _take_carefully(table, chunk, read, places, tally)
        else:
            table.numbers += [number for number, _ in chunk]
            for column, more in zip(table.cells.values(), texts, strict=True):
                column.extend(more)
        if progress:
            progress(chunk[-1][0], total)


def _plain_rows(columns: Sequence[Cells], texts: Sequence[Cells]) -> bool:
    """Whether all cells are texts and no row is blank or a total: as nearly always, so worth knowing at once."""
    begins = (str(cell)[:1] for cell in chain(columns[0], texts[0]))
    return set(map(type, chain.from_iterable(texts))) == {str} and all(texts[0]) and _TOTAL_BEGINS.isdisjoint(begins)


def _take_carefully(
    table: Table, chunk: Sequence[tuple[int, Cells]], read: Sequence[Field], places: Sequence[int], tally: _Tally
) -> None:
    for number, cells in chunk:
        picked = [cells[place] for place in places]
        if _is_total(cells):
            tally.totals.append(number)
        elif not any(picked):  # a serial number alone, as in numbered templates, is a blank row too
            tally.blank += bool(table.numbers)
        else:
            for known, value in zip(read, picked, strict=True):
                table.cells[known.key].append(_text(value, known, tally))
                if isinstance(value, float | int) and abs(value) >= _DIGITS_KEPT:
                    text = table.cells[known.key][-1]
                    table.faults[len(table.numbers), known.key] = Fault("cell.number", text)
            table.numbers.append(number)


def _is_total(cells: Cells) -> bool:
    first = next((cell for cell in cells if cell != ""), "")
    if not isinstance(first, str) or first.strip()[:1] not in _TOTAL_BEGINS:
        return False
    return _TOTAL.fullmatch("".join(first.split())) is not None


def _text(value: Any, known: Field, tally: _Tally) -> str:
    """A cell as the text that the field's kind reads."""
    if isinstance(value, str):
        tally.text_dates[known.title] += known.kind is k.DATE and bool(value.strip())
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    if not isinstance(value, float | int):
        return str(value)
    whole = float(value).is_integer()
    if known.kind is k.DATE and whole and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        tally.serials[known.title] += 1
        return (_EPOCH + timedelta(days=int(value))).isoformat()
    return str(int(value)) if whole else format(value, ".15g")


def _mark(table: Table, faults: Mapping[str, str]) -> None:
    """Cells whose value in the file is an error or was never computed."""
    key_of = {letter: key for key, letter in table.columns.items()}
    place_of = {number: place for place, number in enumerate(table.numbers)} if faults else {}
    for reference, code in faults.items():
        letter = reference.rstrip("0123456789")
        place, key = place_of.get(int(reference[len(letter) :] or 0)), key_of.get(letter)
        if place is not None and key is not None:
            table.faults[place, key] = Fault(code, table.cells[key][place])


def _say(table: Table, header: Header, fields: Sequence[Field], tally: _Tally) -> None:
    notes = table.notes
    if ignored := unknown(header, fields):
        notes.append(say("table.ignored", titles="、".join(ignored)))
    if tally.blank:
        notes.append(say("table.blank", count=tally.blank))
    if tally.totals:
        notes.append(say("table.totals", rows="、".join(map(str, tally.totals))))
    notes += [say("table.serials", title=title, count=count) for title, count in tally.serials.items()]
    notes += [say("table.text_dates", title=title, count=count) for title, count in tally.text_dates.items() if count]
