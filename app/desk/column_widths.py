"""How wide a column is on paper, by its heading, its kind and what is written in it."""

from collections.abc import Sequence

from app.desk.print_layout import Width, fitting, measure
from app.kernel import kinds as k
from app.kernel.kinds import Kind

_BUTTON, BUTTON_BELOW = 2.5, 1.5
"""Width of the button by which a heading filters: beside it, and below it where the heading takes several lines."""
_SHORT = 4
"""Width of a heading that is not parted, two characters."""
WHOLE = frozenset({k.ID, k.USCC, k.ACCOUNT, k.PHONE, k.DATE, k.COUNT, k.FEN, k.FLAG, k.UID, k.PERCENT, k.MOMENT})
"""Kinds whose values stay on one line: numbers would not be shown at all, and a number in two parts is misread."""
_AT_LEAST = {k.FEN: 12, k.DATE: 10, k.COUNT: 5, k.PERCENT: 7}
"""Characters of numbers: later rows may have larger ones than the first, and what is too wide is shown as ###."""
_NARROWEST, _NARROWEST_LONG, _NAME = 10, 20, 24
"""The least width of columns whose texts may take several lines; and of numbers and codes that stay whole."""
_WIDEST, _WIDEST_LONG, _MOST, _LINES = 34, 40, 64, 5
"""The most that they have: more, up to a limit, for texts that would else take more lines than these."""


def column_width(heading: str, kind: Kind, texts: Sequence[str]) -> Width:
    """A heading of more than four characters takes two lines; in narrow columns shorter ones do, and long ones three."""
    whole = measure(heading)
    least = fitting(max(_SHORT, _part(whole, 2 if whole <= 2 * _SHORT else 3))) + BUTTON_BELOW
    natural = fitting(whole if whole <= 2 * _SHORT else _part(whole, 2)) + _BUTTON
    widest = max((measure(line) for text in set(texts) for line in text.split("\n")), default=0)
    needed = fitting(widest) if widest else 0
    if kind in WHOLE:
        needed = max(needed, fitting(_AT_LEAST[kind]) if kind in _AT_LEAST else 0)
        return Width(max(needed, natural), max(needed, least), yields=True)
    long = kind is k.LONG
    most = min(max(_WIDEST_LONG, widest // _LINES), _MOST) if long else _WIDEST
    fewest = _NARROWEST_LONG if long else _NAME if all(map(str.isascii, texts)) else _NARROWEST
    return Width(max(natural, min(needed, most)), max(least, min(needed, fewest)))


def _part(measured: int, count: int) -> int:
    """The width of a text that is spread over so many lines, in whole Chinese characters."""
    return 2 * -(-measured // (2 * count))
