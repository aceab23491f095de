"""A wide table made long: days or levels that stand as headings side by side become rows of their own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.exchange import day_headings as days
from app.exchange.cell_text import text_of
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue

_FEWEST = 2
"""Headings of one field that make a wide table; one day is enough where it says so."""
_TIME = re.compile(r"\d{1,2}[:：]\d{2}.*", re.DOTALL)
_PART = re.compile(rf"^(?:{'|'.join(days.HALVES)})(?=.)")
CLOCKED = "打卡时间"
"""What a time of day says in a table of attendance: somebody was there."""
NONE = "0"
"""The text of a cell that makes no row."""


@dataclass(frozen=True)
class Spread:
    """Which field the headings say, with the text of each place; and the field whose values stand below them."""

    by: Field
    of: Field
    texts: Mapping[int, str]
    halves: Mapping[int, str] = field(default_factory=dict)
    """The part of a day that a place is; the parts of one day are added up."""
    open: bool = False
    """Whether the days are of no known year or month yet: their texts are as they stand."""

    @cached_property
    def groups(self) -> Mapping[str, Sequence[int]]:
        """The places of each text, from left to right."""
        found: dict[str, list[int]] = {}
        for place, text in sorted(self.texts.items()):
            found.setdefault(text, []).append(place)
        return found

    def mark(self, place: int, cell: Any) -> str:
        """A cell as it is asked about: every time of day is one mark, and a mark is of its part of the day; '' for nothing."""
        text = timed("".join(text_of(cell).split()))
        half = self.halves.get(place, "")
        return half + text if text and half and not _fits(self.of, text) else text

    def together(self, words: Sequence[tuple[int, str]]) -> tuple[int, str]:
        """Several parts of a day as one: their sum and the first place, or the place and word of what is no number."""
        for place, word in words:
            if not _fits(self.of, word):
                return place, word
        return words[0][0], str(sum(int(str(self.of.read(word, {}))) for _, word in words))


def timed(text: str) -> str:
    """A mark; every time of day is the same one."""
    return CLOCKED if _TIME.fullmatch(text) else text


def bare_mark(word: str) -> str:
    """A mark without the part of the day."""
    return _PART.sub("", word)


def find(
    titles: Mapping[int, str],
    wanted: Sequence[Field],
    measures: Sequence[Field],
    lists: Mapping[str, Sequence[str]],
    known: days.Known,
) -> Spread | None:
    """The columns that stand side by side for one of the fields that are wanted; None when there are none.

    What stands below them is the first of the measures, numbers that every row must have; a column of its own beside them
    holds its total.
    """
    below = [field for field in measures if field.kind in (k.COUNT, k.FEN)]
    for by in wanted:
        if not below or by in below:
            continue
        if by.kind is k.DATE:
            if seen := days.find(titles, known):
                return Spread(by, below[0], seen.texts, seen.halves, seen.open)
        elif by.choices:
            texts = {place: title for place, title in titles.items() if _fits(by, title, lists)}
            if len(texts) >= _FEWEST and len(set(texts.values())) == len(texts):
                return Spread(by, below[0], texts)
    return None


def _fits(known: Field, text: str, lists: Mapping[str, Sequence[str]] | None = None) -> bool:
    try:
        known.read(text, lists or {})
    except BadValue:
        return False
    return True
