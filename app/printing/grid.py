"""The lines around ruled rows: thick outside, thin inside, verticals joined over rows with the same edge."""

from collections.abc import Iterator, Sequence

from app.printing.forms import Form, Row
from app.printing.layout import Block, Line

THIN, THICK = 0.5, 1.0
"""Weights in points of inner and outer lines."""
_NOTHING = Block(Row(()), 0, ())


def grid(form: Form, tops: Sequence[tuple[Block, float]]) -> Iterator[Line]:
    """The lines of a page from its blocks and their tops in mm; blocks follow each other without gaps."""
    outer = left, right = tuple(_edges(form, _NOTHING.row))
    started: dict[float, float] = {}
    above: Row | None = None
    if not tops:
        return
    end = tops[-1][1] + tops[-1][0].height
    for block, top in [*tops, (_NOTHING, end)]:
        row = block.row if block.row.ruled else None
        if row is not above:
            edges = set(_edges(form, row)) if row else set()
            for x in sorted(started.keys() - edges):
                yield Line(x, started.pop(x), x, top, THICK if x in outer else THIN)
            started |= dict.fromkeys(edges - started.keys(), top)
        if row or above:
            shared = row and above and row.side and row.side == above.side
            start = left + form.side_width if shared else left
            yield Line(start, top, right, top, THIN if row and above else THICK)
        above = row


def around(x: float, y: float, width: float, height: float) -> Iterator[Line]:
    """The four lines of a box, from its upper left corner in mm."""
    right, bottom = x + width, y + height
    yield from (Line(x, y, right, y, THIN), Line(x, bottom, right, bottom, THIN))
    yield from (Line(x, y, x, bottom, THIN), Line(right, y, right, bottom, THIN))


def _edges(form: Form, row: Row) -> Iterator[float]:
    """Where verticals of a row stand, mm, rounded so that equal edges compare equal."""
    x = form.margin[3]
    yield round(x, 3)
    widths = [form.side_width] if row.side else []
    for width in widths + [cell.width for cell in row.cells[:-1]]:
        x += width
        yield round(x, 3)
    yield round(form.margin[3] + form.width, 3)
