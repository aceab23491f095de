"""What is done to pages that are composed: small print in the corner above (which copy, which page of a set), a shift."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.printing.compose import Composed, Page
from app.printing.fonts import FALLBACK, ink
from app.printing.layout import MM, Line, Run

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


def shifted(composed: Composed, right: float, down: float) -> Composed:
    """The same pages with everything so many mm further right and down, as a printer needs it for preprinted paper."""

    def page(number: int) -> Page:
        runs, lines, checks = composed.page(number)
        return Page(
            [run._replace(x=run.x + right, y=run.y + down) for run in runs],
            [Line(x1 + right, y1 + down, x2 + right, y2 + down, weight) for x1, y1, x2, y2, weight in lines],
            [check._replace(x=check.x + right, y=check.y + down) for check in checks],
        )

    return replace(composed, page=page)
