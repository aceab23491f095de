"""A cell of a workbook as the text that is seen in it."""

from datetime import datetime
from typing import Any


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
