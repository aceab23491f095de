"""A clerk's table as it was read: texts by column, correctable row by row before they are checked again."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import overload

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import NOTHING, Layout

NUMBER, UNTYPED = "cell.number", "cell.untyped"
"""Why a cell is not trusted: a long number whose last digits Excel has changed, or what stands for it in a marked copy."""
_BESIDE_DIGITS = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be trusted as it stands; it is sound again once its text has been corrected."""

    code: str
    text: str

    def stands(self, text: str) -> bool:
        """Whether a text is still that of the fault: digits that were lost do not come back by a blank or an apostrophe."""
        return text == self.text or (self.code == NUMBER and _BESIDE_DIGITS.sub("", text) == self.text)


@dataclass(frozen=True)
class Part:
    """A sheet of a table: the place of its first row here, and the column letter of each field."""

    first: int
    sheet: str
    columns: Mapping[str, str]


@dataclass
class Table:
    """A table found in a workbook or pasted: where each field stands, its texts, and what was said in passing.

    Texts are kept by column: a roster of 100,000 rows is then ten lists, not 100,000 objects.
    """

    path: Path
    sheet: str
    """Of several sheets all their names."""
    sha256: str
    columns: dict[str, str]
    """Column letter by field key, on the first sheet."""
    headings: dict[str, str] = field(default_factory=dict)
    """The clerk's own header by field key."""
    numbers: list[int] = field(default_factory=list)
    """The row of the sheet (1-based) of each row here."""
    cells: dict[str, list[str]] = field(default_factory=dict)
    """The texts of each field, one a row."""
    faults: dict[tuple[int, str], Fault] = field(default_factory=dict)
    """Cells that were unreadable, by place of the row and field key."""
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """The headings of the columns that are not read."""
    parts: list[Part] = field(default_factory=list)
    """Its sheets, where there are several."""
    spread: dict[str, list[str]] = field(default_factory=dict)
    """The column letter of each row, for fields of a wide table whose values stand side by side; '' for other rows."""
    added: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The column letters of what was added to the value of a spread field, by place of the row: the afternoon to the morning."""
    titles: tuple[str, ...] = ()
    """The plain headings of its first sheet."""
    heading: int = 0
    """The last row of its first header; 0 where it has none."""
    units: dict[str, str] = field(default_factory=dict)
    """The unit that a column's heading gives its numbers, 万元, by field key: it was written beside each of them."""
    edited: dict[tuple[int, str], str] = field(default_factory=dict)
    """What stood in the cells that were corrected here, by place of the row and field key."""
    places: list[int] = field(default_factory=list)
    """Of each row its place as the table was read, once rows were left out."""
    layout: Layout = NOTHING
    """By what it was read: learned for the next one of its sender once it is imported."""

    def where(self, place: int, key: str) -> tuple[str, int, str]:
        """Sheet, row and column letter of a cell ('' for a column that is not there)."""
        part = next((part for part in reversed(self.parts) if part.first <= place), None)
        columns = part.columns if part else self.columns
        letter = (self.spread[key][place] if key in self.spread else "") or columns.get(key, "")
        return part.sheet if part else self.sheet, self.numbers[place], letter

    def beside(self, place: int) -> range:
        """The places of all that one row of the sheet became: a day each, where days stand side by side."""
        bounds = [0, *(part.first for part in self.parts), len(self.numbers)]
        least, most = max(b for b in bounds if b <= place), min(b for b in bounds if b > place)
        first, last, number = place, place + 1, self.numbers[place]
        while first > least and self.numbers[first - 1] == number:
            first -= 1
        while last < most and self.numbers[last] == number:
            last += 1
        return range(first, last)

    def of_cell(self, place: int, key: str) -> Sequence[int]:
        """The places whose text of a field stands in the same cell of the sheet."""
        whole = self.spread and key not in self.spread and self.where(place, key)[2]
        return self.beside(place) if whole else [place]

    @property
    def untrusted(self) -> Iterator[tuple[int, str, Fault]]:
        """The cells that cannot be trusted and were not corrected, by place of the row and field key."""
        for (place, key), fault in self.faults.items():
            if fault.stands(self.cells[key][place]):
                yield place, key, fault

    def only(self, kept: Sequence[int], note: str) -> "Table":
        """The table with some of its rows alone, by their places in order, and a note that says so."""
        moved = {place: number for number, place in enumerate(kept)}
        return replace(
            self,
            numbers=[self.numbers[place] for place in kept],
            cells={key: [texts[place] for place in kept] for key, texts in self.cells.items()},
            spread={key: [texts[place] for place in kept] for key, texts in self.spread.items()},
            faults={(moved[at], key): fault for (at, key), fault in self.faults.items() if at in moved},
            added={moved[at]: letters for at, letters in self.added.items() if at in moved},
            parts=[replace(part, first=bisect_left(kept, part.first)) for part in self.parts],
            edited={(moved[at], key): text for (at, key), text in self.edited.items() if at in moved},
            notes=[*self.notes, note],
            places=[self.places[place] for place in kept] if self.places else list(kept),
        )

    def without(self, rows: Sequence[str]) -> "Table":
        """The table less some rows of the file, each by its number, with its sheet before it where that is one of several.

        Refused when it has no such row, or on several sheets.
        """
        left = set[int]()
        notes = []
        for said in rows:
            sheet, _, number = said.rpartition(":")
            found = {place for place, row in enumerate(self.numbers) if str(row) == number.strip()}
            found = {place for place in found if not sheet or self.where(place, "")[0] == sheet}
            if len({self.where(place, "")[0] for place in found}) != 1:
                raise Refused("import.several_rows" if found else "import.no_row", row=said)
            left |= found
            notes.append(say("importing.skipped", row=said))
        kept = [place for place in range(len(self.numbers)) if place not in left]
        if not kept:
            raise Refused("import.no_rows")
        table = self.only(kept, "")
        return replace(table, notes=[*self.notes, *notes])

    @property
    def rows(self) -> "Sequence[Row]":
        """The rows, one by one."""
        return _Rows(self)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; setting a text corrects it in the table, wherever it comes from the same cell."""

    table: Table
    place: int

    @property
    def number(self) -> int:
        """Its number in the sheet, 1-based."""
        return self.table.numbers[self.place]

    @property
    def texts(self) -> "MutableMapping[str, str]":
        """Its texts by field key."""
        return _Texts(self.table, self.place)

    @property
    def faults(self) -> Mapping[str, Fault]:
        """Its cells that were unreadable, by field key."""
        return {key: fault for (place, key), fault in self.table.faults.items() if place == self.place}


class _Rows(Sequence[Row]):
    def __init__(self, table: Table) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table.numbers)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        places = range(len(self))[place]
        return Row(self._table, places) if isinstance(places, int) else [Row(self._table, p) for p in places]


class _Texts(MutableMapping[str, str]):
    def __init__(self, table: Table, place: int) -> None:
        self._table, self._place = table, place

    def __getitem__(self, key: str) -> str:
        return self._table.cells[key][self._place]

    def __setitem__(self, key: str, text: str) -> None:
        column = self._table.cells.setdefault(key, [""] * len(self._table.numbers))
        for place in self._table.of_cell(self._place, key):
            self._table.edited.setdefault((place, key), column[place])
            column[place] = text

    def __delitem__(self, key: str) -> None:
        self[key] = ""

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.cells)

    def __len__(self) -> int:
        return len(self._table.cells)
