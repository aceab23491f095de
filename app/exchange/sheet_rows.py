"""The rows of a sheet on their way into a table: as texts by field, with what is nobody's left out and merged cells filled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any

from app.exchange import merged_cells, sections, skipping, stated_sums, unseen_rows
from app.exchange.cell_text import bare, is_cut, text_of, untyped
from app.exchange.columns import Columns
from app.exchange.header import Header
from app.exchange.legend import NONE, is_absent
from app.exchange.reader_process import Block
from app.exchange.references import letters, place_of, split_reference
from app.exchange.spread import Spread
from app.exchange.workbook_reader import Sheet
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.record.imports.layout import Layout
from app.record.imports.table import NUMBER, UNTYPED, Fault, Table
from app.store.work import Progress

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000
"""Day numbers of Excel from 1954 to 2064."""
_EPOCH = date(1899, 12, 30)
_DITTO = frozenset({"同上", "同前", "如上", "〃", "″", '"', "“", "”", "''", "’’", "＂"})
"""What stands for the cell above."""
_LEFT = frozenset({"同左", "同前栏", "同前列"})
"""What stands for the cell to the left."""
_MEANING = _DITTO | _LEFT
_OF_ONE = frozenset({k.ID.name, k.NAME.name, k.USCC.name, k.ACCOUNT.name, k.CODE.name})
"""Kinds of which no two people have the same, so that nobody means the one above by it."""
Cells = Sequence[Any]


@dataclass
class Tally:
    """What is put in order on the way, for the notes."""

    hidden: int = 0
    filled: int = 0
    ditto: Counter[str] = field(default_factory=Counter)
    skipped: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Rows by reason and sheet."""
    serials: Counter[str] = field(default_factory=Counter)
    text_dates: Counter[str] = field(default_factory=Counter)

    def notes(self, *, several: bool) -> list[str]:
        """What was left out and put in order, as sentences; the sheets are named where `several` are read."""
        counts = {"hidden": self.hidden, "filled": self.filled}
        said = [say(f"table.{name}", count=count) for name, count in counts.items() if count]
        said += skipping.told(self.skipped, several=several)
        said += [say("table.serials", title=title, count=count) for title, count in self.serials.items()]
        said += [say("table.ditto", title=title, count=count) for title, count in self.ditto.items()]
        texts = self.text_dates.items()
        return said + [say("table.text_dates", title=title, count=count) for title, count in texts if count]


class Taking:
    """Takes the rows of one sheet into a table."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        header: Header,
        sheet: Sheet,
        tally: Tally,
        layout: Layout,
        void: Mapping[int, str],
    ) -> None:
        self._table, self._columns, self._header, self._tally = table, columns, header, tally
        self._sheet, self._stated = sheet, list[stated_sums.Stated]()
        self._added = [f for f in columns.read if stated_sums.is_added(f)]
        self._height, self._left = sheet.shape.height, sheet.shape.left
        self._hidden = unseen_rows.left_out(sheet.shape, layout.rows)
        self._void, self._untyped = void, untyped()
        self._read = columns.read
        self._places = [columns.places[f.key] for f in self._read]
        self._required = [columns.places[f.key] for f in self._read if f.required]
        self._person = next((columns.places[f.key] for f in self._read if f.kind is k.NAME), None)
        self._of_people = any(f.kind is k.ID and f.required for f in columns.fields)
        self._identity = next((columns.places[f.key] for f in self._read if f.kind is k.ID and f.required), None)
        names = [columns.places[f.key] for f in self._read if f.kind in (k.ID, k.NAME)]
        self._across = merged_cells.across(sheet.shape, names)
        wide = columns.spread
        plain = [columns.places[f.key] for f in self._read if f.kind not in (k.FEN, k.COUNT)]
        self._merged = merged_cells.downwards(sheet.shape, header.last, [*plain, *(wide.texts if wide else ())])
        self._faulty: dict[int, set[int]] = {}
        self._above: Mapping[int, Any] = {}
        self.first = len(table.numbers)
        """The place of its first row in the table."""
        self.filled: set[int] = set()
        """Places of columns that seemed empty at first and are not."""
        self.marks: Counter[str] = Counter()
        """What stands below the columns side by side."""

    def take(self, blocks: Iterable[Block], faults: Iterable[str], progress: Progress | None) -> None:
        """Every row below the header that is somebody's; `faults` are the references of cells not to be trusted."""
        header = self._header
        for reference in faults:
            letter, number = split_reference(reference)
            if (place := place_of(letter) - self._left) in header.places:
                self._faulty.setdefault(number, set()).add(place)
        wide = self._columns.spread
        together = self._columns.together
        keys = [f.key for f in self._read] + [each.of.key for each in together]
        keys += [wide.by.key, wide.of.key] if wide else []
        for key in keys:
            self._table.cells.setdefault(key, [""] * self.first)
        careful = bool(
            any(f.kind is k.DATE for f in self._read)
            or wide
            or together
            or self._merged
            or self._hidden
            or self._void
            or self._faulty
        )
        for numbers, columns in self._below(blocks):
            texts = [columns[place] for place in self._places]
            if not careful and self._plain_rows(columns, texts):
                self._table.numbers += numbers
                self._above = {place: columns[place][-1] for place in self._places}
                for f, more in zip(self._read, texts, strict=True):
                    self._table.cells[f.key].extend(more)
                self.filled |= {p for p in self._columns.empty if p < len(columns) and any(columns[p])}
            else:
                self._carefully(numbers, zip(*columns, strict=True))
            if progress:
                progress(numbers[-1], self._height)
        self._complete(keys)
        told = self._columns.letters(self._left)
        table = self._table
        table.notes += stated_sums.differing(table, self.first, self._stated, self._added, self._sheet.name, told)

    def _below(self, blocks: Iterable[Block]) -> Iterator[tuple[range, Block]]:
        """What stands below the header, with the numbers of its rows."""
        above, first = self._header.last + 1, 1
        for block in blocks:
            over = min(max(above + 1 - first, 0), len(block[0]))
            numbers = range(first + over, first + len(block[0]))
            if numbers:
                yield numbers, self._header.own_columns([column[over:] for column in block] if over else block)
            first = numbers.stop

    def _complete(self, keys: Sequence[str]) -> None:
        """Nothing of what the other sheets have and this one has not."""
        count = len(self._table.numbers)
        for key in self._table.cells.keys() - set(keys):
            self._table.cells[key] += [""] * (count - self.first)
        for letters_ in self._table.spread.values():
            letters_ += [""] * (count - len(letters_))

    def _plain_rows(self, columns: Sequence[Cells], texts: Sequence[Cells]) -> bool:
        """Whether all cells are texts and every row is somebody's: as nearly always, so worth knowing at once."""
        if not texts or set(map(type, chain.from_iterable(texts))) != {str}:
            return False
        must = [columns[place] for place in self._required] or texts[:1]
        begins = {str(cell)[:1] for cell in chain(columns[0], *must[:2])}
        words = self._header.words[self._required[0] if self._required else self._places[0]]
        counts = {str(cell)[:1] for cell in must[0]}
        if not all(_MEANING.isdisjoint(map(str.strip, column)) and self._untyped not in column for column in texts):
            return False
        if self._identity is not None and not all(str(cell)[:1].isdecimal() for cell in columns[self._identity]):
            return False
        plain = skipping.BEGINS.isdisjoint(begins) and skipping.COUNTS.isdisjoint(counts)
        return plain and all(map(all, must)) and words.isdisjoint(map(bare, must[0]))

    def _carefully(self, numbers: range, rows: Iterable[Cells]) -> None:
        wide = self._columns.spread
        looked = [*self._places, *(wide.texts if wide else ())]
        for number, row in zip(numbers, rows, strict=True):
            said = any(row[place] not in ("", None) for place in looked if place < len(row))
            self._see_untyped(number, row, looked)
            cells, count = merged_cells.filled(self._merged, number - 1, row) if self._merged else (row, 0)
            self._tally.filled += count
            cells = self._with_ditto(cells, count=number - 1 not in self._hidden)
            if number - 1 in self._hidden:
                self._tally.hidden += not self._header.places.start
                self._above = {place: cells[place] for place in self._places}
                continue
            reason = self._void.get(number) or skipping.why(
                cells, self._header, self._places, self._required, self._person, self._identity
            )
            part = ""
            whole = self._required and all(cells[place] not in ("", None) for place in self._required)
            if self._of_people and not reason and not whole:
                texts = _texts(cells)
                part = sections.part(texts, across=number - 1 in self._across)
                reason = skipping.PART if part else skipping.SIGNED if sections.is_signed(texts) else ""
            if reason and number not in self._faulty:
                told = f"{number}（{part}）" if part else f"{number}"
                self._tally.skipped.setdefault(reason, {}).setdefault(self._sheet.name, []).append(told)
                if reason == skipping.TOTAL:
                    said_there = {f.key: text_of(cells[self._columns.places[f.key]]) for f in self._added}
                    self._stated.append(stated_sums.stated(number, len(self._table.numbers), cells, said_there))
            elif (
                not said and number not in self._faulty
            ):  # a serial number alone, as in numbered templates, is blank too
                if self._table.numbers:
                    self._tally.skipped.setdefault(skipping.BLANK, {}).setdefault(self._sheet.name, []).append(
                        str(number)
                    )
            else:
                picked = [cells[place] for place in self._places]
                self._above = dict(zip(self._places, picked, strict=True))
                self.filled |= {p for p in self._columns.empty if p < len(cells) and cells[p] not in ("", None)}
                if wide:
                    self._spread(wide, number, cells, picked)
                else:
                    for each in self._columns.together:
                        self._table.cells[each.of.key].append(each.mark(cells))
                    self._append(number, picked)

    def _see_untyped(self, number: int, row: Cells, looked: Iterable[int]) -> None:
        """Cells of a marked copy that nobody has filled in yet are not to be trusted either."""
        if self._untyped in row:
            untyped = {place for place in looked if place < len(row) and row[place] == self._untyped}
            self._faulty.setdefault(number, set()).update(untyped)

    def _append(self, number: int, picked: Cells) -> None:
        table = self._table
        for known, value in zip(self._read, picked, strict=True):
            text = self._text(value, known)
            table.cells[known.key].append(text)
            if text.strip() in _MEANING:
                table.faults[len(table.numbers), known.key] = Fault("cell.ditto", text)
            if is_cut(value):
                table.faults[len(table.numbers), known.key] = Fault(NUMBER, text)
            if text == self._untyped:
                table.faults[len(table.numbers), known.key] = Fault(UNTYPED, text)
        table.numbers.append(number)

    def _spread(self, wide: Spread, number: int, cells: Cells, picked: Cells) -> None:
        """A row for each of the columns side by side that says something, and for each cell that cannot be trusted."""
        counted = wide.of.kind is k.COUNT
        letters_ = self._table.spread.setdefault(wide.of.key, [""] * len(self._table.numbers))
        for text, places in wide.groups.items():
            marks = [(place, wide.mark(place, cells[place])) for place in places if place < len(cells)]
            self.marks.update(mark for _, mark in marks if mark)
            words = [(place, self._columns.marks.get(mark, mark)) for place, mark in marks if mark]
            place, word = wide.together(words) if len(words) > 1 else words[0] if words else (places[0], "")
            faulty = self._faulty.get(number, set()).intersection(places)
            if not faulty and (not word or (not counted and (word == NONE or is_absent(word)))):
                continue
            if faulty:
                place = min(faulty)
                code = UNTYPED if cells[place] == self._untyped else "cell.error"
                self._table.faults[len(self._table.numbers), wide.of.key] = Fault(code, word)
            if len(words) > 1:
                others = (letters(self._left + other) for other, _ in words if other != place)
                self._table.added[len(self._table.numbers)] = tuple(others)
            self._append(number, picked)
            self._table.cells[wide.by.key].append(text)
            self._table.cells[wide.of.key].append(word)
            letters_.append(letters(self._left + place))

    def _with_ditto(self, cells: Cells, *, count: bool) -> Cells:
        """The cells with what stands above or to the left said where a sign for it stands; where nothing does, as they are."""
        said = [
            (f, place)
            for f, place in zip(self._read, self._places, strict=True)
            if isinstance(cells[place], str) and cells[place].strip() in _MEANING and f.kind.name not in _OF_ONE
        ]
        if said:
            filled = list(cells)
            for known, place in said:
                left = str(cells[place]).strip() in _LEFT
                meant = filled[place - 1] if left and place else None if left else self._above.get(place)
                if meant not in ("", None):
                    filled[place] = meant
                    self._tally.ditto[known.title] += count
            return filled
        return cells

    def _text(self, value: Any, known: Field) -> str:
        """A cell as the text that the field's kind reads."""
        if isinstance(value, str):
            self._tally.text_dates[known.title] += known.kind is k.DATE and _is_day(value)
            return value
        number = known.kind is k.DATE and isinstance(value, float | int) and float(value).is_integer()
        if number and _FIRST_SERIAL <= value <= _LAST_SERIAL:
            self._tally.serials[known.title] += 1
            return (_EPOCH + timedelta(days=int(value))).isoformat()
        return text_of(value)


@lru_cache(4096)
def _is_day(text: str) -> bool:
    try:
        return bool(text.strip()) and k.DATE.read(text) is not None
    except BadValue:
        return False


def _texts(cells: Cells) -> list[str]:
    """What stands in a row, without blanks."""
    return [text for cell in cells if (text := bare(cell))]
