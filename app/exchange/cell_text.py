"""A cell of a workbook as the text that is seen in it."""

from datetime import datetime
from typing import Any

from app.kernel.texts import say

_DIGITS_KEPT = 10**15
"""From which on a number has digits that Excel has not kept."""


def text_of(cell: Any) -> str:
    """Flags in words, whole numbers without a point, days without a midnight, nothing as ''."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        cell = cell.date()
    return str(cell)


def bare(cell: Any) -> str:
    """What is seen in a cell without its blanks."""
    return "".join(text_of(cell).split())


def is_cut(cell: Any) -> bool:
    """Whether a cell is a number so long that its last digits are not those that were typed."""
    return isinstance(cell, float | int) and abs(cell) >= _DIGITS_KEPT


def untyped() -> str:
    """What a marked copy says in place of a value that was lost, so that no digits nobody wrote are read out of it."""
    return say("marked.untyped")
