"""The header of a clerk's table: where it stands, in one row or several, and what its columns are called."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from app.exchange.reader_process import Shape
from app.kernel.fields import Field

WITHIN = 60
"""Rows in which a header is looked for."""
HELPERS = ("序号", "编号", "错误原因", "原表行号", "工作表")
"""Columns that come and go without meaning: never asked about."""
_TALLEST = 3
"""Rows that a header may have."""
_FEWEST = 3
"""Columns of a table whose headings say nothing to us."""
_LONGEST = 24
_MARKS = re.compile(r"[\s*＊:：]")
_BESIDE = re.compile(
    r"\((?:必填|选填|可不填|可空|\d+位|元|元/人|万元|岁|分|人|课时|男/女|是/否|是或否|公章|盖章|签字|如有|没有不填)\)$"
)
"""What stands in brackets behind a heading and changes nothing, such as （18位）, （必填）, （元）; 联系电话（紧急联系人） is another."""

Cells = Sequence[Any]


@dataclass(frozen=True)
class Header:
    """The rows of a header (from 0, both included) and what each place of the cells is called."""

    first: int
    last: int
    titles: tuple[str, ...]
    groups: tuple[str, ...]
    """What stands above each title, '' where nothing does."""

    @property
    def row(self) -> int:
        """The last row of it as people count."""
        return self.last + 1


def plain(title: object) -> str:
    """A heading without what does not distinguish it: blanks, line breaks, marks, the width of brackets."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", str(title)))


def names(title: str, group: str) -> tuple[str, ...]:
    """What a heading may be known by, the fullest first: with its group, as it stands, without what is in brackets."""
    whole = plain(title)
    both = (plain(group) + whole,) if group else ()
    return tuple(dict.fromkeys((*both, whole, _BESIDE.sub("", whole))))


def known_names(fields: Sequence[Field]) -> Mapping[str, str]:
    """The key of each field by its title and its other names, with and without what is in brackets."""
    told = [(plain(title), f.key) for f in fields for title in (f.title, *f.aliases)]
    bare = [(_BESIDE.sub("", title), key) for title, key in told]
    return {**dict(bare), **dict(told)}


def find(rows: Sequence[Cells], shape: Shape, fields: Sequence[Field]) -> Header | None:
    """The header that names most of the fields; else that of whatever table there is; None when there is none."""
    known = known_names(fields)
    best, most = None, 0
    for at in range(len(rows)):
        header = _at(rows, shape, at)
        count = len(matches(header, known))
        if count > most:
            best, most = header, count
    return best or next((_at(rows, shape, at) for at in range(len(rows) - 1) if _may_be(rows[at], rows[at + 1])), None)


def matches(header: Header, known: Mapping[str, str]) -> dict[str, list[int]]:
    """The places of the columns that have the name of a field, by its key."""
    found: dict[str, list[int]] = {}
    for place, (title, group) in enumerate(zip(header.titles, header.groups, strict=True)):
        key = next((known[name] for name in names(title, group) if name in known), None) if title else None
        if key is not None:
            found.setdefault(key, []).append(place)
    return found


def _at(rows: Sequence[Cells], shape: Shape, at: int) -> Header:
    """The header that begins in a row: as tall as the cells that are merged downwards from it, below groups merged sideways."""
    begun = [(first, last) for first, last in shape.merged if first[0] == at]
    last = min(max((last[0] for _, last in begun), default=at), at + _TALLEST - 1, len(rows) - 1)
    wide = max(map(len, rows[at : last + 1]), default=0)
    texts = [[_text(cell) for cell in row] + [""] * (wide - len(row)) for row in rows[at : last + 1]]
    for first, end in shape.merged:
        if at <= first[0] <= last and end[1] > first[1] and end[0] < last:
            left, line = first[1] - shape.left, texts[first[0] - at]
            for place in range(left + 1, min(end[1] - shape.left + 1, wide)):
                line[place] = line[left]
    columns = [[text for text in column if text] for column in zip_longest(*texts, fillvalue="")]
    titles = tuple(column[-1] if column else "" for column in columns)
    groups = tuple("".join(dict.fromkeys(column[:-1])) if len(column) > 1 else "" for column in columns)
    return Header(at, last, titles, groups)


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a day that stands as a number
    return " ".join(str(cell).split()) if cell is not None else ""


def _may_be(row: Cells, below: Cells) -> bool:
    """Whether a row may be the header of a table that we know nothing of: short words above a row of data."""
    told = [str(cell).strip() for cell in row if str(cell or "").strip()]
    words = all(len(text) <= _LONGEST and not re.fullmatch(r"[\d.,%/-]+", text) for text in told)
    filled = sum(1 for cell in below if str(cell or "").strip())
    return len(told) >= _FEWEST and words and len(set(told)) == len(told) and 2 * filled >= len(told)
