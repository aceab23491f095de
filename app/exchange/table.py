"""A clerk's table out of a workbook or the clipboard: finds the header, then takes each row as texts."""

import csv
import difflib
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import python_calamine as calamine

from app.domain import kinds as k
from app.domain.dictionary import Field
from app.domain.outcomes import Problem, Problems, Refused
from app.domain.texts import say
from app.exchange.hostile import Book, open_book
from app.store.work import Progress
from app.usecases.imports.sheet import Fault as Fault
from app.usecases.imports.sheet import Row as Row
from app.usecases.imports.sheet import Table as Table

HELPERS = ("序号", "错误原因", "原表行号")
"""Columns that come and go without meaning: never reported as unknown."""
_HEADER_WITHIN = 10
_CHUNK = 1000
_DIGITS_KEPT = 10**15
_LONG_NUMBERS = frozenset({k.ID.name, k.USCC.name, k.ACCOUNT.name})
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000
"""Day numbers of Excel from 1954 to 2064."""
_EPOCH = date(1899, 12, 30)
_TOTAL = re.compile(r"(合计|总计|小计|共计)[:：]?|(填表人|制表人|审核人|经办人|填报单位|备注|说明|注)[:：].*")
_TOTAL_BEGINS = frozenset("合总小共填制审经备说注")
_MERELY = re.compile(r"\((必填|选填|可不填)\)$")

Cells = Sequence[Any]


@dataclass(frozen=True)
class _Header:
    """Where the header stands (1-based row), and the place of each field among the cells."""

    row: int
    places: dict[str, int]
    titles: list[str]


@dataclass
class _Tally:
    """What is put in order on the way, for the notes."""

    blank: int = 0
    totals: list[int] = field(default_factory=list)
    serials: Counter[str] = field(default_factory=Counter)
    text_dates: Counter[str] = field(default_factory=Counter)


def read_table(path: Path, fields: Sequence[Field], progress: Progress | None = None) -> Table:
    """The table of these fields in a workbook; Refused or Problems when it cannot be read or lacks a column."""
    book = open_book(path)
    sheet, header, rows = _find(book, path.name, fields)
    left = (sheet.start or (0, 0))[1]
    _refuse_headers(sheet, header, fields, left)
    table = Table(
        path,
        sheet.name,
        hashlib.sha256(book.data).hexdigest(),
        {key: letters(left + place) for key, place in header.places.items()},
        [],
        headings={key: header.titles[place] for key, place in header.places.items()},
    )
    tally = _Tally()
    _take_rows(table, rows, header, fields, tally, progress, sheet.total_height)
    _mark(table, book.faults.get(sheet.name, {}))
    _say(table, header, fields, tally)
    if not table.rows:
        raise Refused("table.empty", name=path.name, sheet=sheet.name)
    return table


def from_clipboard(text: str, fields: Sequence[Field]) -> Table:
    """A table of pasted rows: by their header when the first row is one, else in the order of the fields."""
    lines = [line for line in csv.reader(io.StringIO(text.strip("\r\n")), "excel-tab") if any(map(str.strip, line))]
    if not lines:
        raise Refused("table.no_paste")
    header = _match(1, lines[0], fields)
    if len(header.places) < min(2, len(fields)):
        header = _Header(0, {f.key: place for place, f in enumerate(fields) if place < len(lines[0])}, [])
    _refuse_missing(header, fields, say("table.pasted"))
    columns = {key: letters(place) for key, place in header.places.items()}
    digest = hashlib.sha256(text.encode()).hexdigest()
    headings = {f.key: f.title for f in fields if f.key in header.places}
    table = Table(Path(say("table.pasted")), say("table.pasted"), digest, columns, [], headings=headings)
    width, tally = max(header.places.values()) + 1, _Tally()
    padded = (line + [""] * (width - len(line)) for line in lines[header.row :])
    _take_rows(table, enumerate(padded, header.row + 1), header, fields, tally, None, 0)
    _distrust_shortened(table, fields)
    _say(table, header, fields, tally)
    return table


def letters(place: int) -> str:
    """The letters of a column counted from 0: 0 -> A, 26 -> AA."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def _find(
    book: Book, name: str, fields: Sequence[Field]
) -> tuple[calamine.CalamineSheet, _Header, Iterator[tuple[int, Cells]]]:
    """The first visible sheet with a header of these fields, or the one that comes nearest."""
    nearest: tuple[calamine.CalamineSheet, _Header, Iterator[tuple[int, Cells]]] | None = None
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(book.data))
        for index, known in enumerate(workbook.sheets_metadata):
            if known.visible != calamine.SheetVisibleEnum.Visible or known.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(index)
            rows = enumerate(sheet.iter_rows(), 1) if sheet.start else iter(())
            first = list(islice(rows, _HEADER_WITHIN))
            header = max((_match(n, cells, fields) for n, cells in first), key=lambda h: len(h.places), default=None)
            if header is None or not header.places:
                continue
            if nearest is None or len(header.places) > len(nearest[1].places):
                nearest = (sheet, header, chain(first[header.row :], rows))
            if all(f.key in header.places for f in fields if f.required):
                break
    except calamine.PasswordError:
        raise Refused("workbook.password", name=name) from None
    except calamine.CalamineError as error:
        raise Refused("workbook.damaged", name=name) from error
    if nearest is None:
        titles = "、".join(f.title for f in fields if f.required)
        raise Refused("header.none", name=name, within=_HEADER_WITHIN, titles=titles)
    return nearest


def _plain(title: object) -> str:
    """A header without what does not distinguish it: blanks, line breaks, marks, width of brackets."""
    text = re.sub(r"[\s*＊:：]", "", unicodedata.normalize("NFKC", str(title)))
    return _MERELY.sub("", text)


def _match(row: int, cells: Cells, fields: Sequence[Field]) -> _Header:
    known = {_plain(title): f.key for f in fields for title in (f.title, *f.aliases)}
    titles = [str(cell).strip() for cell in cells]
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        key = known.get(_plain(title))
        if key is not None:
            places.setdefault(key, place)
    return _Header(row, places, titles)


def _refuse_headers(sheet: calamine.CalamineSheet, header: _Header, fields: Sequence[Field], left: int) -> None:
    """All that is wrong with the header: merged, repeated and missing columns."""
    problems = [
        Problem("header.merged", sheet=sheet.name, row=header.row, column=letters(first[1]))
        for first, last in sheet.merged_cell_ranges or ()
        if first[0] < header.row <= last[0] + 1
    ]
    known = {_plain(title): f for f in fields for title in (f.title, *f.aliases)}
    for place, title in enumerate(header.titles):
        twice = known.get(_plain(title))
        if twice is not None and header.places[twice.key] != place:
            first = letters(left + header.places[twice.key])
            where = {"sheet": sheet.name, "row": header.row, "column": letters(left + place)}
            problems.append(Problem("header.repeated", {"first": first}, key=twice.key, title=title, **where))  # type: ignore[arg-type]
    _refuse_missing(header, fields, sheet.name, problems)


def _refuse_missing(header: _Header, fields: Sequence[Field], sheet: str, also: Sequence[Problem] = ()) -> None:
    problems = list(also)
    taken = set(header.places.values())
    unknown = [title for place, title in enumerate(header.titles) if title and place not in taken]
    for known in fields:
        if known.required and known.key not in header.places:
            near = _similar(known, unknown)
            code = "header.renamed" if near else "header.missing"
            where = {"sheet": sheet, "row": header.row}
            problems.append(Problem(code, {"near": near}, key=known.key, title=known.title, **where))  # type: ignore[arg-type]
    if problems:
        raise Problems(problems)


def _similar(known: Field, unknown: Sequence[str]) -> str:
    for title in (known.title, *known.aliases):
        near = difflib.get_close_matches(title, unknown, 1, 0.5)
        if near:
            return near[0]
    return ""


def _take_rows(
    table: Table,
    rows: Iterator[tuple[int, Cells]],
    header: _Header,
    fields: Sequence[Field],
    tally: _Tally,
    progress: Progress | None,
    total: int,
) -> None:
    """Append each row that says something; blank and total rows are counted instead."""
    read = [f for f in fields if f.key in header.places]
    keys = tuple(f.key for f in read)
    pick = itemgetter(*(header.places[key] for key in keys), header.places[keys[0]])  # one twice: always a tuple
    dated = any(f.kind is k.DATE for f in read)
    while chunk := list(islice(rows, _CHUNK)):
        texts = [pick(cells) for _, cells in chunk]
        if dated or not _plain_rows(chunk, texts):
            _take_carefully(table, chunk, texts, read, tally)
        else:
            table.rows += [Row(n, dict(zip(keys, row, strict=False))) for (n, _), row in zip(chunk, texts, strict=True)]
        if progress:
            progress(chunk[-1][0], total)


def _plain_rows(chunk: Sequence[tuple[int, Cells]], texts: Sequence[Cells]) -> bool:
    """Whether all cells are texts, and no row is blank or a total: as nearly always, so worth knowing at once."""
    return (
        set(map(type, chain.from_iterable(texts))) == {str}
        and all(map(itemgetter(0), texts))
        and not any(str(cells[0])[:1] in _TOTAL_BEGINS or row[0][0] in _TOTAL_BEGINS for (_, cells), row in zip(chunk, texts, strict=True))
    )


def _take_carefully(
    table: Table, chunk: Sequence[tuple[int, Cells]], texts: Sequence[Cells], read: Sequence[Field], tally: _Tally
) -> None:
    for (number, cells), picked in zip(chunk, texts, strict=True):
        if _is_total(cells):
            tally.totals.append(number)
        elif not any(picked):  # a serial number alone, as in numbered templates, is a blank row too
            tally.blank += bool(table.rows)
        else:
            row = Row(number, {f.key: cell for f, cell in zip(read, picked, strict=False)})
            _take_values(row, read, tally)
            table.rows.append(row)


def _is_total(cells: Cells) -> bool:
    first = next((cell for cell in cells if cell != ""), "")
    if not isinstance(first, str) or first.strip()[:1] not in _TOTAL_BEGINS:
        return False
    return _TOTAL.fullmatch("".join(first.split())) is not None


def _take_values(row: Row, read: Sequence[Field], tally: _Tally) -> None:
    """Turn what is no text into the text that the field's kind reads."""
    faults: dict[str, Fault] = {}
    for known in read:
        value: Any = row.texts[known.key]
        if isinstance(value, str):
            if known.kind is k.DATE and value.strip():
                tally.text_dates[known.title] += 1
            continue
        row.texts[known.key] = text = _text(value, known, tally)
        if isinstance(value, float | int) and known.kind.name in _LONG_NUMBERS and abs(value) >= _DIGITS_KEPT:
            faults[known.key] = Fault("cell.number", text)
    if faults:
        row.faults = faults


def _text(value: Any, known: Field, tally: _Tally) -> str:
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


def _mark(table: Table, faults: object) -> None:
    """Cells whose value in the file is an error or was never computed."""
    assert isinstance(faults, dict)
    if not faults:
        return
    key_of = {letter: key for key, letter in table.columns.items()}
    rows = {row.number: row for row in table.rows}
    for place, code in faults.items():
        letter, number = place.rstrip("0123456789"), int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
        row, key = rows.get(number), key_of.get(letter)
        if row is not None and key is not None:
            row.faults = {**row.faults, key: Fault(code, row.texts.get(key, ""))}


_SHORTENED = re.compile(r"\d(\.\d+)?[eE]\+\d+")


def _distrust_shortened(table: Table, fields: Sequence[Field]) -> None:
    """A long number copied as Excel shows it, 5.10702E+17."""
    long = [f.key for f in fields if f.kind.name in _LONG_NUMBERS and f.key in table.columns]
    for row in table.rows:
        for key in long:
            if _SHORTENED.fullmatch(row.texts[key].strip()):
                row.faults = {**row.faults, key: Fault("cell.number", row.texts[key])}


def _say(table: Table, header: _Header, fields: Sequence[Field], tally: _Tally) -> None:
    taken = set(header.places.values())
    titles = {_plain(title) for f in fields for title in (f.title, *f.aliases)} | set(HELPERS)
    ignored = [t for place, t in enumerate(header.titles) if t and place not in taken and _plain(t) not in titles]
    notes = table.notes
    if ignored:
        notes.append(say("table.ignored", titles="、".join(ignored)))
    if tally.blank:
        notes.append(say("table.blank", count=tally.blank))
    if tally.totals:
        notes.append(say("table.totals", rows="、".join(map(str, tally.totals))))
    notes += [say("table.serials", title=title, count=count) for title, count in tally.serials.items()]
    notes += [say("table.text_dates", title=title, count=count) for title, count in tally.text_dates.items()]
