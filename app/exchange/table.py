"""A clerk's table out of a file or the clipboard: finds the sheets and the header, asks what is open, takes each row as texts."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from app.exchange import (
    chosen_sheets,
    column_conflicts,
    constants,
    joined_cells,
    lent_answers,
    mark_column,
    our_words,
    units,
    unseen_rows,
    void_rows,
)
from app.exchange import survey as surveys
from app.exchange.chosen_sheets import Block
from app.exchange.columns import Columns, is_like
from app.exchange.header import WITHIN, Header
from app.exchange.pasted import Pasted
from app.exchange.questions import Asking, Question
from app.exchange.references import split_reference
from app.exchange.sheet_rows import Taking, Tally
from app.exchange.wanted import Wanted as Wanted
from app.exchange.workbook_reader import Sheet, file_bytes, open_workbook
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import NOTHING, Layout
from app.record.imports.table import Fault as Fault
from app.record.imports.table import Part
from app.record.imports.table import Row as Row
from app.record.imports.table import Table as Table
from app.store.work import Progress

_STAMP = re.compile(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[ T]*\d{1,2}:\d{2}.*")
"""A day with a time of it."""


@dataclass(frozen=True)
class Source:
    """The bytes of a file, read once: what is asked about is what is imported, whatever becomes of the file meanwhile."""

    path: Path
    data: bytes

    @property
    def sha256(self) -> str:
        """What the same file is known by."""
        return hashlib.sha256(self.data).hexdigest()


def source_of(path: Path) -> Source:
    """A file from outside; Refused when it cannot be read."""
    return Source(path, file_bytes(path))


def read_source(
    source: Source, wanted: Wanted, layout: Layout, progress: Progress | None = None, *, again: bool = False
) -> Table:
    """The table in a file; Asking when it leaves something open, Refused or Problems when it cannot be read.

    `again` asks about everything, also what is known.
    """
    layout = _of_its_day(layout, wanted)
    with open_workbook(source.data, source.path.name) as book:
        found = chosen_sheets.find(book, wanted, layout, source.path.name)
        chosen, unread, layout = chosen_sheets.choose(found, wanted, layout)
        table = Table(source.path, "、".join(block.name for block in chosen), source.sha256, {}, {})
        table.notes += [say("table.unread_sheets", names="、".join(unread))] if unread else []
        sheets = chosen_sheets.question(found, wanted, layout) if again or layout.doubted else None
        return _read(book, chosen, wanted, layout, table, progress, again=again, sheets=[sheets] if sheets else [])


def read_pasted(text: str, wanted: Wanted, layout: Layout) -> Table:
    """A table of pasted rows: by their header when there is one, else in the order of the fields."""
    layout, book = _of_its_day(layout, wanted), Pasted(text)
    header = book.header(wanted, layout)
    below = book.rows[header.last + 1 : header.last + 1 + WITHIN]
    chosen = chosen_sheets.blocks_of(0, book.name, header, below, book.shape, wanted.fields)
    table = Table(Path(book.name), book.name, hashlib.sha256(text.encode()).hexdigest(), {}, {})
    return _read(book, chosen, wanted, layout, table)


class _Sheets(Protocol):
    """A workbook, or what stands for one."""

    @property
    def faults(self) -> Mapping[str, Mapping[str, str]]:
        """By sheet name the cells not to be trusted, reference to code."""
        ...

    def sheet(self, place: int) -> Sheet:
        """A sheet by its place."""
        ...


def _read(
    book: _Sheets,
    chosen: Sequence[Block],
    wanted: Wanted,
    layout: Layout,
    table: Table,
    progress: Progress | None = None,
    *,
    again: bool = False,
    sheets: Sequence[Question] = (),
) -> Table:
    """Fill a table from the chosen blocks; Asking when they leave something open, or of all, behind `sheets`, `again`."""
    wanted, layout, lent = lent_answers.taken([block.header for block in chosen], wanted, layout)
    # headings that are our own need none of the answers in doubt
    if layout.doubted and not again and not _survey(chosen, wanted, NOTHING)[0]:
        layout = replace(NOTHING, sheets=layout.sheets, rows=layout.rows, void=layout.void)
    void = void_rows.find([(block, _rows(book, block, wanted, layout)) for block in chosen], wanted, layout)
    if again or layout.doubted:
        more = void_rows.questions(void, layout, again=True)
        raise Asking([*sheets, *_everything(chosen, wanted, layout), *more], layout)
    questions, layout, spread_out = _survey(chosen, wanted, layout)
    if questions := [*questions, *void_rows.questions(void, layout)]:
        raise Asking(questions, layout)
    table.layout, table.notes = layout, lent + table.notes
    tally, late, starts = Tally(), dict[tuple[str, str], Question](), list[tuple[int, Columns]]()
    for (block, marks), columns in zip(void, spread_out, strict=True):
        sheet = book.sheet(block.place)
        _begin(table, sheet, columns, block.header, several=len(chosen) > 1)
        taking = Taking(table, columns, block.header, sheet, tally, layout, void_rows.left_out(marks, layout))
        starts.append((taking.first, columns))
        faults = book.faults.get(sheet.name, {})
        taking.take(sheet.blocks, faults, progress)
        _tell_marks(table, columns, taking.marks)
        units.attach(table, columns.scales, {f.key: f for f in wanted.fields}, taking.first)
        _mark(table, faults, columns.letters(sheet.shape.left), taking.first)
        late |= {(q.about, q.subject): q for q in _late(taking, columns, wanted)}
    if late:
        raise Asking([*late.values()], layout)
    return _finish(table, wanted, layout, tally, starts)


def _rows(book: _Sheets, block: Block, wanted: Wanted, layout: Layout) -> Iterable[Sequence[Any]]:
    """All rows of a block below its header, where more than the first of them may say something that no field does."""
    if block.whole or not void_rows.may_say(block, wanted, layout):
        return block.sample
    return map(block.header.own, islice(book.sheet(block.place).rows, block.header.last + 1, None))


def _of_its_day(layout: Layout, wanted: Wanted) -> Layout:
    """A layout without the day of an earlier table of days: what somebody said of that day is not what holds today."""
    days = {f.key for f in wanted.fields if wanted.clocked and f.kind is k.DATE}
    return replace(layout, usual={key: text for key, text in layout.usual.items() if key not in days})


def _known_by(digest: str, table: Table, filled: Mapping[str, Collection[int]]) -> str:
    """What the same rows of the same file are known by: another sheet of it, or other columns, are another table.

    Not by what is `filled` in for those alone who are not known yet: the second time they are, and it is asked of nobody.
    """
    known = hashlib.sha256(digest.encode())
    for key, cells in sorted(table.cells.items()):
        own = filled.get(key, ())
        texts = ["" if place in own else text for place, text in enumerate(cells)] if own else cells
        if len(own) == len(texts):
            continue
        known.update("\x1f".join((key, *texts, "\n")).encode("utf-8", "surrogatepass"))
    return known.hexdigest()


def _late(taking: Taking, columns: Columns, wanted: Wanted) -> list[Question]:
    """What only the rows further down leave open: columns that seemed empty, marks that were not seen."""
    titles = [title for place, title in columns.empty.items() if place in taking.filled]
    questions = surveys.of_late(titles, wanted)
    if wide := columns.spread:
        questions += surveys.of_marks(wide, taking.marks, columns.marks, columns.scales.get(wide.of.key, ""))
    return questions


def _everything(chosen: Sequence[Block], wanted: Wanted, layout: Layout) -> list[Question]:
    """All that is known or guessed of every block, each thing once."""
    found: dict[tuple[str, str, str], Question] = {}
    for block in chosen:
        for question in surveys.everything(block.header, block.sample, block.shape.left, block.name, wanted, layout):
            found.setdefault((question.about, question.key, question.subject), question)
    return list(found.values())


def _survey(chosen: Sequence[Block], wanted: Wanted, layout: Layout) -> tuple[list[Question], Layout, list[Columns]]:
    """What is open about the sheets, each thing asked once, and which column is what on each of them."""
    found: dict[tuple[str, str], Question] = {}
    columns = list[Columns]()
    for block in chosen:
        questions, sheet_columns = surveys.survey(
            block.header, block.sample, block.shape.left, block.name, wanted, layout
        )
        columns.append(sheet_columns)
        for question in questions:
            found.setdefault((question.about, question.subject), question)
    first = columns[0]
    if all(sheet.places.keys() == first.places.keys() for sheet in columns):
        column_conflicts.refuse_constants(first.places, wanted.fields, layout)
    usual = layout.usual if is_like(chosen[0].header, layout) else {}
    layout = replace(layout, like=chosen[0].header.headings, usual={**wanted.lent.usual, **usual})
    if not layout.rows and (asked := unseen_rows.question(chosen)):
        found["rows", ""] = asked
    return list(found.values()), layout, columns


def _are_several(sheets: Iterable[str]) -> bool:
    return len(set(sheets)) > 1


def _begin(table: Table, sheet: Sheet, columns: Columns, header: Header, *, several: bool) -> None:
    """The sheet's place in the table."""
    where = columns.letters(sheet.shape.left)
    if several:
        table.parts.append(Part(len(table.numbers), sheet.name, where))
    table.columns = table.columns or where
    table.headings = table.headings or {
        key: header.called(place, sheet.shape.left) for key, place in columns.places.items()
    }
    table.titles = table.titles or header.headings
    table.heading = table.heading or max(0, header.row)
    table.notes += [note for note in columns.notes if note not in table.notes]
    table.unread += [title for title in columns.unread if title not in table.unread]


def _tell_marks(table: Table, columns: Columns, seen: Iterable[str]) -> None:
    """What the marks mean that stand on a sheet, not all that the sender ever used."""
    meant = [f"{word}→{columns.marks[word]}" for word in dict.fromkeys(seen) if word in columns.marks]
    if columns.spread and meant:
        note = say("table.meant", title=columns.spread.of.title, told="、".join(meant))
        table.notes += [note] if note not in table.notes else []


def _finish(table: Table, wanted: Wanted, layout: Layout, tally: Tally, starts: Sequence[tuple[int, Columns]]) -> Table:
    """Words of theirs into ours, constants in every row, and what is to be said; `starts` are the first rows of the sheets."""
    if not table.numbers:
        raise Refused("table.empty", name=table.path.name, sheet=table.sheet)
    joined_cells.part(table, wanted.fields)
    questions = constants.fill(table, starts, wanted, layout)
    if wanted.clocked:
        of_clock = {each.of.key for _, found in starts for each in found.together}
        table, marks = mark_column.read(table, wanted, layout, of_clock)
        questions += marks
    for known in wanted.fields:
        if known.key in table.cells and known.key not in table.spread:
            questions += our_words.put(table, known, wanted, layout)
    if questions:
        raise Asking(questions, layout)
    table.notes += tally.notes(several=_are_several(part.sheet for part in table.parts))
    filled = {} if wanted.clocked else constants.of_all(starts, len(table.numbers), wanted)
    table.sha256 = _known_by(table.sha256, table, filled)
    return _a_day_each(table, wanted.fields, any(found.each_time for _, found in starts)) if wanted.clocked else table


def _a_day_each(table: Table, fields: Sequence[Field], each_time: bool) -> Table:
    """Times at which people came and went as the days on which they were there, each once.

    The time stands behind the day in one cell, or in a column of its own: then `each_time`.
    """
    key = next((f.key for f in fields if f.kind is k.DATE and f.key in table.cells), "")
    stamps = [_STAMP.fullmatch(text.strip()) for text in table.cells.get(key, ())]
    if not any(stamps) and not each_time:
        return table
    table.cells[key] = [stamp[1] if stamp else text for stamp, text in zip(stamps, table.cells[key], strict=True)]
    first: dict[tuple[str, ...], int] = {}
    for place, said in enumerate(zip(*table.cells.values(), strict=True)):
        first.setdefault(said, place)
    kept = sorted(first.values())
    return table.only(kept, say("table.clocked", count=len(table.numbers), days=len(kept)))


def _mark(table: Table, faults: Mapping[str, str], where: Mapping[str, str], first: int) -> None:
    """Cells whose value in the file is an error or was never computed."""
    key_of = {letter: key for key, letter in where.items()}
    place_of = {number: first + n for n, number in enumerate(table.numbers[first:])} if faults else {}
    for reference, code in faults.items():
        letter, number = split_reference(reference)
        place, key = place_of.get(number), key_of.get(letter)
        if place is not None and key is not None:
            table.faults[place, key] = Fault(code, table.cells[key][place])
