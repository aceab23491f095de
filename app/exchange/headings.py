"""How a sheet of 报送数据.xlsx says which columns it holds: a hidden row of keys above the headings that people read.

Each key names the table and the column, `claim.number`; a colon stands between them for a column that is only shown. So a
heading or a title may be put otherwise, and a column or a sheet may come to be, and other programs still read the rest.
Packages of format 1 have headings alone; what they meant then is kept in resources/packages.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from app.kernel.texts import RESOURCES
from app.record.sheet import SHOWN, Cell, Sheet

KEYS, HEADINGS, FIRST = 0, 1, 2
"""The rows of a sheet, from 0: hidden keys, headings, and the first of its data."""
_KEY = re.compile(r"([a-z_]+)[.:]([a-z0-9_]+)")
_TABLE = "table"


@dataclass(frozen=True)
class Columns:
    """What a sheet holds: its table, the key and the heading in each place, and the line (from 1) where its data begins."""

    table: str
    keys: tuple[str, ...]
    headings: tuple[str, ...]
    first: int

    def strange(self, sheet: Sheet) -> list[str]:
        """Headings of columns with data that a sheet does not have here."""
        known = {cell.key for cell in sheet.cells}
        both = zip_longest(self.keys, self.headings, fillvalue="")
        return [
            heading or key
            for key, heading in both
            if key not in known and not key.startswith(SHOWN) and (key or heading)
        ]


def written(sheet: Sheet, cell: Cell) -> str:
    """The key of a column as it stands in the workbook."""
    return f"{sheet.name}{cell.key}" if cell.shown else f"{sheet.name}.{cell.key}"


def columns_of(title: str, lines: Iterator[Sequence[object]]) -> Columns | None:
    """What a sheet of a title holds by its first lines, which are used up; None for one that is no list of records."""
    line = _texts(next(lines, ()))
    found = [_KEY.fullmatch(text) for text in line if text]
    tables = {match[1] for match in found if match}
    if found and all(found) and len(tables) == 1:
        table = tables.pop()
        keys = tuple(text.removeprefix(table).removeprefix(".") for text in line)
        return Columns(table, keys, _texts(next(lines, ())), FIRST + 1)
    if (known := _before_keys().get(title)) is None:
        return None
    return Columns(known[_TABLE], tuple(known.get(text, "") for text in line), line, FIRST)


def _texts(line: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in line)


@cache
def _before_keys() -> Mapping[str, Mapping[str, str]]:
    """By the title of a sheet of format 1: its table, and the keys by heading."""
    return tomllib.loads((RESOURCES / "packages" / "headings-1.toml").read_text(encoding="utf-8"))
