"""A wide table made long: days or levels that stand as headings side by side become rows of their own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.exchange import day_headings as days
from app.exchange.cell_text import text_of, untyped
from app.exchange.legend import Legend, is_absent
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue

_FEWEST = 2
"""Headings of one field that make a wide table; one day is enough where it says so."""
_TIME = re.compile(r"\d{1,2}[:：]\d{2}.*", re.DOTALL)
CLOCKED = "打卡时间"
"""What a time of day says in a table of attendance: somebody was there."""


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
    outside: str = ""
    """The month that the lines above name, where it lies outside the days of the class."""
    legend: Legend = field(default_factory=Legend)
    """What its sheet says of its marks."""

    @cached_property
    def groups(self) -> Mapping[str, Sequence[int]]:
        """The places of each text, from left to right."""
        found: dict[str, list[int]] = {}
        for place, text in sorted(self.texts.items()):
            found.setdefault(text, []).append(place)
        return found

    def mark(self, place: int, cell: Any) -> str:
        """A cell as it is asked about, with what the sheet says of it; '' for nothing. Every time of day is one mark.

        A mark is of its part of the day, but for that of somebody who was not there: it is worth nothing in any of them.
        """
        text = timed("".join(text_of(cell).split()))
        if text == untyped():
            return ""
        if not text or _fits(self.of, text):
            return text
        named = self.legend.named(text)
        return named if is_absent(named) else self.halves.get(place, "") + named

    def parted(self, mark: str) -> tuple[str, str]:
        """A mark without its part of the day, and that part."""
        half = next((half for half in {*self.halves.values()} if mark.startswith(half)), "")
        return mark.removeprefix(half), half

    def worth(self, mark: str) -> str:
        """What a mark is most likely worth; '' where nothing tells it."""
        bare, half = self.parted(mark)
        return self.legend.worth(bare, half=bool(half))

    def together(self, words: Sequence[tuple[int, str]]) -> tuple[int, str]:
        """Several parts of a day as one: their sum and the first place, or the place and word of what is no number."""
        for place, word in words:
            if not _fits(self.of, word):
                return place, word
        return words[0][0], str(sum(int(str(self.of.read(word, {}))) for _, word in words))


def timed(text: str) -> str:
    """A mark; every time of day is the same one."""
    return CLOCKED if _TIME.fullmatch(text) else text


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
                return Spread(by, below[0], seen.texts, seen.halves, seen.open, seen.outside)
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
