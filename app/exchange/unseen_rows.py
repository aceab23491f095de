"""Rows that somebody hid or struck through: which of them are read is asked, and of struck ones nothing is proposed."""

from collections.abc import Sequence

from app.exchange import questions as ask
from app.exchange.chosen_sheets import Block
from app.exchange.questions import Question
from app.exchange.reader_process import Shape
from app.exchange.references import rows_counted
from app.kernel.texts import say
from app.record.imports.layout import ALL, STANDING, VISIBLE


def left_out(shape: Shape, answer: str) -> frozenset[int]:
    """The rows of a sheet, from 0, that are not read by an answer."""
    struck = shape.struck if answer in (STANDING, VISIBLE) else frozenset[int]()
    return struck | shape.hidden if answer == VISIBLE else struck


def question(chosen: Sequence[Block]) -> Question | None:
    """What is asked of the rows below the headers that are hidden or struck through; None where there are none."""
    struck = _below(chosen, [block.shape.struck for block in chosen])
    hidden = _below(chosen, [block.shape.hidden - block.shape.struck for block in chosen])
    several = len({block.name for block in chosen}) > 1
    told = [
        say(f"question.rows_{name}", rows=rows_counted(rows, several=several))
        for name, rows in (("hidden", hidden), ("struck", struck))
        if rows
    ]
    if not told:
        return None
    answers = [*([STANDING] if struck else []), *([VISIBLE] if hidden else []), ALL]
    options = tuple((answer, say(f"question.rows_{answer}")) for answer in answers)
    return Question(ask.ROWS, "", "", "", tuple(told), options, "" if struck else ALL)


def _below(chosen: Sequence[Block], rows: Sequence[frozenset[int]]) -> dict[str, list[int]]:
    """The numbers, as people count, of some rows that are below the header, by sheet; blocks side by side have the same."""
    found: dict[str, list[int]] = {}
    for block, own in zip(chosen, rows, strict=True):
        below = [row + 1 for row in sorted(own) if block.header.last < row < block.shape.height]
        if below and not block.header.places.start:
            found.setdefault(block.name, []).extend(below)
    return found
