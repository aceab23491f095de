"""A wide table made long: days or levels that stand as headings side by side become rows of their own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue

_FEWEST = 2
"""Headings of one field that make a wide table."""
_MONTH_DAY = re.compile(r"(\d{1,2})[月./-](\d{1,2})日?")
_DAY = re.compile(r"(\d{1,2})日?")
_WEEKDAY = re.compile(r"[（(]?(周|星期|礼拜)[一二三四五六日天][)）]?$")
_TIME = re.compile(r"\d{1,2}[:：]\d{2}.*", re.DOTALL)
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


def find(
    titles: Mapping[int, str],
    wanted: Sequence[Field],
    measures: Sequence[Field],
    lists: Mapping[str, Sequence[str]],
    span: tuple[date, date] | None,
) -> Spread | None:
    """The columns that stand side by side for one of the fields that are wanted; None when there are none.

    What stands below them is the first of the measures, numbers that every row must have; a column of its own beside them
    holds its total.
    """
    below = [field for field in measures if field.kind in (k.COUNT, k.FEN)]
    for by in wanted:
        if not below or not (by.choices or by.kind is k.DATE) or by in below:
            continue
        texts = {place: text for place, title in titles.items() if (text := _read(by, title, lists, span))}
        if len(texts) >= _FEWEST and len(set(texts.values())) == len(texts):
            return Spread(by, below[0], texts)
    return None


def _read(by: Field, title: str, lists: Mapping[str, Sequence[str]], span: tuple[date, date] | None) -> str:
    """The text of a heading as a value of the field, '' where it is none."""
    if by.kind is k.DATE:
        return _day(title, span)
    try:
        by.read(title, lists)
    except BadValue:
        return ""
    return title


def _day(title: str, span: tuple[date, date] | None) -> str:
    """A day written whole, or the only one of a span that has its month and day, or its day."""
    try:
        known = k.DATE.read(title)
        return known.isoformat() if isinstance(known, date) else ""
    except BadValue:
        pass
    text = _WEEKDAY.sub("", "".join(title.split()))
    both, alone = _MONTH_DAY.fullmatch(text), _DAY.fullmatch(text)
    if span is None or not (both or alone):
        return ""
    days = [span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1)]
    if both:
        fitting = [day for day in days if (day.month, day.day) == (int(both[1]), int(both[2]))]
    else:
        assert alone is not None
        fitting = [day for day in days if day.day == int(alone[1])]
    return fitting[0].isoformat() if len(fitting) == 1 else ""


def mark(cell: str) -> str:
    """A mark as it is asked about: every time of day is one mark."""
    text = "".join(cell.split())
    return CLOCKED if _TIME.fullmatch(text) else text
