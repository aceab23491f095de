"""Rows that somebody hid or struck through: which of them are read is asked, and of struck ones nothing is proposed."""

from collections.abc import Sequence

from app.exchange import questions as ask
from app.exchange.chosen_sheets import Block
from app.exchange.questions import Question
from app.exchange.reader_process import Shape
from app.kernel.texts import say
from app.record.imports.layout import ALL, STANDING, VISIBLE

_NAMED = 12
"""Rows that are named one by one."""


def left_out(shape: Shape, answer: str) -> frozenset[int]:
    """The rows of a sheet, from 0, that are not read by an answer."""
    struck = shape.struck if answer in (STANDING, VISIBLE) else frozenset[int]()
    return struck | shape.hidden if answer == VISIBLE else struck


def question(chosen: Sequence[Block]) -> Question | None:
    """What is asked of the rows below the headers that are hidden or struck through; None where there are none."""
    struck = _below(chosen, [block.shape.struck for block in chosen])
    hidden = _below(chosen, [block.shape.hidden - block.shape.struck for block in chosen])
    told = [
        say(f"question.rows_{name}", rows=_named(rows))
        for name, rows in (("hidden", hidden), ("struck", struck))
        if rows
    ]
    if not told:
        return None
    answers = [*([STANDING] if struck else []), *([VISIBLE] if hidden else []), ALL]
    options = tuple((answer, say(f"question.rows_{answer}")) for answer in answers)
    return Question(ask.ROWS, "", "", "", tuple(told), options, "" if struck else ALL)


def _below(chosen: Sequence[Block], rows: Sequence[frozenset[int]]) -> list[int]:
    """The numbers, as people count, of some rows of sheets that are below their header; like blocks side by side have the same."""
    return [
        row + 1
        for block, own in zip(chosen, rows, strict=True)
        for row in sorted(own)
        if not block.header.places.start and block.header.last < row < block.shape.height
    ]


def _named(rows: Sequence[int]) -> str:
    count = f"{len(rows):,}"
    if len(rows) > _NAMED:
        return say("question.some_rows", count=count)
    return say("question.of_rows", count=count, rows="、".join(map(str, rows)))
