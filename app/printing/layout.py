"""One row of cells: its text broken into lines, its height found, its runs placed; what does not fit is a problem."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from app.kernel.outcomes import Problem
from app.printing.fonts import BOX, ROLES, TICKED, Ink, ink
from app.printing.forms import Cell, Row
from app.printing.wrap import wrap

MM = 25.4 / 72
"""One point in mm."""
PAD = 1.2
"""Between text and cell edge, mm."""
ASCENT = 0.86
"""Baseline below the top of a character's square, em."""
STEP = 0.5
"""Points by which text shrinks where its cell allows."""
_TOLERANCE = 1e-6


class Run(NamedTuple):
    """Text of one face from a point on its baseline: mm from the top left corner, size and letter spacing in points."""

    x: float
    y: float
    text: str
    face: str
    size: float
    spacing: float = 0.0


class Line(NamedTuple):
    """A ruled line in mm; weight in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float


class Check(NamedTuple):
    """A check box: top left corner and side in mm."""

    x: float
    y: float
    side: float
    ticked: bool


class Fit(NamedTuple):
    """A cell's text as it will stand: its lines, size in points, height in mm without padding."""

    text: str
    size: float
    height: float


@dataclass(frozen=True, slots=True)
class Block:
    """A row with its text fitted, ready to be painted at any height of a page."""

    row: Row
    height: float
    fits: Sequence[Fit]


class Setter:
    """Sets rows in the fonts of one folder and collects what does not fit."""

    def __init__(self, folder: Path, page_height: float) -> None:
        self.inks: dict[str, Ink] = {role: ink(folder, role) for role in ROLES}
        self.page_height = page_height
        self.problems: list[Problem] = []
        self.lost: set[str] = set()
        """Characters that no font has, printed as 〓."""

    def set(self, row: Row, texts: Sequence[str], place: str) -> Block:
        """The row with these texts in its cells, as high as the highest needs; a problem calls a cell by its text."""
        limit = row.limit or self.page_height
        height = row.height
        fits = []
        for cell, text in zip(row.cells, texts, strict=True):
            fitted = self._fit(cell, text, row, limit, place) if text else _EMPTY
            self.lost |= self.inks[cell.font].lost.intersection(text)
            height = max(height, fitted.height + (2 * PAD if row.ruled else 0))
            fits.append(fitted)
        return Block(row, height, fits)

    def _fit(self, cell: Cell, text: str, row: Row, limit: float, place: str) -> Fit:
        width = cell.width - 2 * PAD + _TOLERANCE
        letters = self.inks[cell.font]
        if "\n" not in text and (letters.measure(text) + cell.indent) * cell.size * MM <= width:
            return Fit(text, cell.size, row.leading * cell.size * MM)
        size = cell.size
        while True:
            lines, divided = wrap(text, width / (size * MM), letters, cell.indent)
            height = len(lines) * row.leading * size * MM
            if height + 2 * PAD <= limit and not divided:
                return Fit("\n".join(lines), size, height)
            if size - STEP < (cell.least or cell.size):
                break
            size -= STEP
        if height + 2 * PAD > limit or cell.solid:
            self.problems.append(Problem("printing.no_room", {"place": place, "title": cell.text}))
        return Fit("\n".join(lines), size, height)

    def runs(self, block: Block, left: float, top: float) -> tuple[list[Run], list[Check]]:
        """The block's texts and check boxes with its top left corner at a point of the page."""
        runs: list[Run] = []
        checks: list[Check] = []
        for cell, fitted in zip(block.row.cells, block.fits, strict=True):
            if fitted.text:
                self._place(cell, fitted, block, left, top, runs, checks)
            left += cell.width
        return runs, checks

    def _place(
        self, cell: Cell, fitted: Fit, block: Block, left: float, top: float, runs: list[Run], checks: list[Check]
    ) -> None:
        letters = self.inks[cell.font]
        square = fitted.size * MM
        lines = fitted.text.split("\n")
        pitch = fitted.height / len(lines)
        free = block.height - fitted.height
        y = top + (free / 2 if cell.valign == "middle" else PAD if cell.valign == "top" else free - PAD)
        y += (pitch - square) / 2 + ASCENT * square
        last = len(lines) - 1
        for n, line in enumerate(lines):
            indent = 0 if n else cell.indent * square
            x, spacing = left + PAD + indent, 0.0
            if cell.align != "left":
                spare = cell.width - 2 * PAD - indent - letters.measure(line) * square
                if cell.align == "justify":
                    spacing = max(0.0, spare / (len(line) - 1) / MM) if n < last and len(line) > 1 else 0.0
                else:
                    x += spare / 2 if cell.align == "center" else spare
            for face, piece in letters.split(line):
                if face == BOX:
                    checks += _checks(piece, x, y, square, spacing)
                else:
                    runs.append(Run(x, y, piece, face, fitted.size, spacing))
                if piece is not line:
                    x += letters.measure(piece) * square + len(piece) * spacing * MM
            y += pitch


def _checks(boxes: str, x: float, y: float, square: float, spacing: float) -> Iterator[Check]:
    """Check boxes in a line of text, a little smaller than a character."""
    for n, char in enumerate(boxes):
        left = x + n * (square + spacing * MM)
        yield Check(left + 0.08 * square, y - 0.8 * square, 0.84 * square, char == TICKED)


_EMPTY = Fit("", 0, 0)
