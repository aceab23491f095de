"""Merged cells below a header: what one over several rows says is said in each; one over a whole row is nobody's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange.reader_process import Shape

Cells = Sequence[Any]


@dataclass
class Span:
    """Rows over which one cell is merged, from 0, both included."""

    first: int
    last: int
    value: Any = ""


def downwards(shape: Shape, header: int, places: Collection[int]) -> Mapping[int, list[Span]]:
    """The cells of some columns that are merged over several rows below the header, the first last."""
    wanted = frozenset(places)
    found: dict[int, list[Span]] = {}
    for (top, left), (bottom, right) in shape.merged:
        if top > header and bottom > top and right == left and left - shape.left in wanted:
            found.setdefault(left - shape.left, []).append(Span(top, bottom))
    return {place: sorted(spans, key=lambda span: -span.first) for place, spans in found.items()}


def filled(merged: Mapping[int, list[Span]], row: int, cells: Cells) -> tuple[Cells, int]:
    """The cells of a row with what is merged over several rows said in each, and how many were; rows come in order."""
    found, count = list(cells), 0
    for place, spans in merged.items():
        while spans and spans[-1].last < row:
            spans.pop()
        if place >= len(found) or not spans or spans[-1].first > row:
            continue
        span = spans[-1]
        if span.first == row:
            span.value = found[place]
        elif span.value not in ("", None):
            found[place] = span.value
            count += 1
    return found, count


def across(shape: Shape, places: Collection[int]) -> frozenset[int]:
    """The rows, from 0, in which one cell is merged over all of some columns."""
    most, least = max(places, default=0) + shape.left, min(places, default=0) + shape.left
    wide = len({*places}) > 1
    return frozenset(
        top
        for (top, left), (bottom, right) in shape.merged
        if wide and top == bottom and left <= least and right >= most
    )
