"""Texts that a spreadsheet would take for a formula: marked on the way out, and the mark taken off on the way in.

A workbook says of each cell that it is text, but a CSV file or a pasted block cannot: there `=1+1` is computed, and
`=HYPERLINK(…)` is a link. The mark is the apostrophe that clerks know from Excel; it outlives each of these ways.
"""

import re

_MARK = "'"
_RISKY = r"(?:[\x00-\x20\x7f]*[=+\-@＝＋－＠](?=.)|[\x00-\x1f\x7f])"  # noqa: RUF001 - Excel reads the wide forms as well
"""A sign that begins a formula with something behind it, or a character that parts cells and lines."""
_BEGINS_RISKY = re.compile(_RISKY, re.DOTALL)
_MARKED = re.compile(rf"\s*{_MARK}+(?={_RISKY})", re.DOTALL)


def guarded(text: str) -> str:
    """The text with a mark before it where a spreadsheet might compute it."""
    if text[:1].isalnum():  # as nearly every text begins
        return text
    return _MARK + text if _BEGINS_RISKY.match(text) else text


def unguarded(text: str) -> str:
    """The text without that mark."""
    marked = _MARKED.match(text)
    return text[marked.end() :] if marked else text
