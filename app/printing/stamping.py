"""Small print in the corner above a paper: which copy it is, and which page of a whole set."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.printing.compose import Composed, Page
from app.printing.fonts import FALLBACK, ink
from app.printing.layout import MM, Run

_SIZE = 8.0
_TOP, _RIGHT = 11.0, 15.0
"""mm from the upper and the right edge."""


def stamped(composed: Composed, fonts: Path, words: Callable[[int], str], line: int = 0) -> Composed:
    """The same pages, each with the words for its number (from 0) in the upper right corner; `line` 1 is above 0."""
    letters = ink(fonts, FALLBACK)

    def page(number: int) -> Page:
        runs, lines, checks = composed.page(number)
        said = words(number)
        x = composed.width - _RIGHT - letters.measure(said) * _SIZE * MM
        y = _TOP - line * _SIZE * MM * 1.3
        return Page([*runs, Run(x, y, said, FALLBACK, _SIZE)], lines, checks)

    return replace(composed, page=page)
