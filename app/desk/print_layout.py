"""How a table stands on A4: as wide as what is written needs, one page across where it can be read so, else several.

Widths are in the characters of a workbook's columns; a Chinese character takes two. Nothing is printed smaller than
8 points: a table that needs more room than a page has is cut between columns, and what names a row stands on each part.
Where another, wider font stands in for 宋体, a table of one page is made smaller rather than spilt over.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

FONT_SIZE, _SMALLEST = 11, 8
"""Points of the text in a cell, and the least that may be left of them in print."""
LEAST_SCALE = ceil(100 * _SMALLEST / FONT_SIZE)
"""Percent below which a page is not shrunk."""
_UPRIGHT_SCALE = 85
"""A page stands upright while it need not be shrunk further than this."""
MARGIN = 0.4
"""Inches left and right."""
_UPRIGHT, _ACROSS = 595.3 - 2 * 72 * MARGIN, 841.9 - 2 * 72 * MARGIN
"""Points between the margins of A4."""
_SURE = 0.97
"""Programs do not agree on a column to the last point: so much of a page is counted upon."""
_A_CHARACTER, _BORDERS = 6.0, 3.75
"""Points of a column in print where 宋体 of 11 points is the font of the workbook: for each character, and once."""
_ALWAYS_SEEN = 0.35
"""Share of a page that columns may take which are repeated on each."""
_STEPS = (1.0, 0.75, 0.5, 0.25, 0.0)
_WORDS = re.compile(r"[!-~]+ *| +|.", re.DOTALL)
_NEVER_FIRST = re.compile("[，。；：、！？）〕》”]")  # noqa: RUF001 - as they are written
"""A line does not begin with these: the character before goes to the next line with them."""
_WIDE, _CHINESE = frozenset("WFA"), 2
"""What Unicode calls wide, or leaves to the font; and the width of such a character."""


@dataclass(frozen=True)
class Width:
    """What a column would have, and the least with which it can be read, its texts then taking more lines."""

    natural: float
    least: float
    yields: bool = False
    """Whether the least costs no more than a second line of the heading: such columns give way first."""

    def between(self, share: float) -> float:
        """The least and a share of what is more than that."""
        return self.least + (self.natural - self.least) * share


@dataclass(frozen=True)
class Layout:
    """A table on paper: its columns, how the page lies, in percent how far it is shrunk, and where it is cut."""

    widths: tuple[float, ...]
    landscape: bool
    scale: int
    breaks: tuple[int, ...] = ()
    """Places of the columns with which a further page begins."""
    repeated: tuple[int, int] = (0, 0)
    """The first and the last of the columns that stand on each page."""


def measure(text: str) -> int:
    """How wide a line of text is: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(_CHINESE if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def fitting(measured: int) -> float:
    """The width of a column in which a line so wide stands whole."""
    return measured + 1


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column: words stay whole, Chinese is parted anywhere but before a comma."""
    room = max(_CHINESE, floor(width - 0.5))
    if len(text) * _CHINESE <= room and "\n" not in text:
        return 1
    return sum(1 if measure(line) <= room else _wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    if _NEVER_FIRST.search(line):
        room = max(_CHINESE, room - _CHINESE)
    count, used = 1, 0
    for word in _WORDS.findall(line):
        wide = measure(word.rstrip(" "))
        if used and used + wide > room:
            count, used = count + 1, 0
        if wide > room:
            more, wide = divmod(wide - 1, room)
            count, wide = count + more, wide + 1
        used += wide + len(word) - len(word.rstrip(" "))
    return count


def lay_out(columns: Sequence[Width], label: Sequence[int]) -> Layout:
    """One page across, upright or lying, if need be with narrower columns; else as few pages as can be read.

    `label` are the places of the columns that name a row.
    """
    natural = tuple(column.natural for column in columns)
    for landscape, smallest in ((False, _UPRIGHT_SCALE), (True, LEAST_SCALE)):
        if (scale := _shrunk(natural, landscape)) >= smallest:
            return Layout(natural, landscape, scale)
    room, least = _ACROSS * _SURE * 100 / LEAST_SCALE, _points([column.least for column in columns])
    if least > room:
        return _on_several(columns, label)
    wanted = sum(column.natural - column.least for column in columns if not column.yields) * _A_CHARACTER
    share = min(1.0, (room - least) / wanted) if wanted else 0.0
    narrowed = tuple(column.between(0.0 if column.yields else share) for column in columns)
    return Layout(narrowed, landscape=True, scale=max(LEAST_SCALE, _shrunk(narrowed, landscape=True)))


def _on_several(columns: Sequence[Width], label: Sequence[int]) -> Layout:
    """As few pages as the narrowest columns need; then as wide, and as large, as they can be on so many."""
    least = [column.least for column in columns]
    fewest = len(_cut(least, _repeated(least, label), LEAST_SCALE))
    for share in _STEPS:
        widths = tuple(column.least if column.yields else column.between(share) for column in columns)
        repeated = _repeated(widths, label)
        for scale in range(100, LEAST_SCALE - 1, -1):
            if len(breaks := _cut(widths, repeated, scale)) <= fewest:
                return Layout(widths, True, scale, tuple(breaks), repeated)  # noqa: FBT003 - it lies
    raise AssertionError(columns)


def _repeated(widths: Sequence[float], label: Sequence[int]) -> tuple[int, int]:
    """All up to the name of a row where they leave room enough for the others, else the name alone."""
    first, last = (min(label), max(label)) if label else (0, 0)
    for begin, end in ((0, last), (first, last)):
        if _points(widths[begin : end + 1]) <= _ALWAYS_SEEN * _ACROSS * 100 / LEAST_SCALE:
            return begin, end
    return first, first


def _cut(widths: Sequence[float], repeated: tuple[int, int], scale: int) -> list[int]:
    """Where pages begin, the first one aside, each as full as it may be."""
    room, breaks, used = _ACROSS * _SURE * 100 / scale, [], 0.0
    for place, width in enumerate(widths):
        if used and used + _points([width]) > room:
            breaks.append(place)
            used = _points(widths[repeated[0] : repeated[1] + 1]) if place > repeated[1] else 0.0
        used += _points([width])
    return breaks


def _points(widths: Sequence[float]) -> float:
    return sum(width * _A_CHARACTER + _BORDERS for width in widths)


def _shrunk(widths: Sequence[float], landscape: bool) -> int:  # noqa: FBT001 - upright or lying
    """Percent at which columns fit one page, at most 100."""
    room = (_ACROSS if landscape else _UPRIGHT) * _SURE
    return min(100, floor(100 * room / _points(widths)))
