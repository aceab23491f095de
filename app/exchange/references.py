"""References of cells as people write them: the letters of a column, a place such as B12, rows by their numbers."""

from collections.abc import Mapping, Sequence

from app.kernel.texts import say

_NAMED = 12
"""Rows that are named one by one."""


def letters(place: int) -> str:
    """The letters of a column counted from 0: 0 -> A, 26 -> AA."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def place_of(letters_: str) -> int:
    """The place, from 0, of a column's letters."""
    place = 0
    for letter in letters_:
        place = place * 26 + ord(letter) - 64
    return place - 1


def reference(row: int, place: int) -> str:
    """The reference of a cell whose row and column are counted from 0: 11 and 1 -> B12."""
    return f"{letters(place)}{row + 1}"


def split_reference(reference: str) -> tuple[str, int]:
    """Column letters and row number of a cell's reference: B12 is B and 12; the row is 0 where none is named."""
    letters_ = reference.rstrip("0123456789")
    return letters_, int(reference[len(letters_) :] or 0)


def rows_told(rows: Mapping[str, Sequence[int | str]], *, several: bool) -> str:
    """Row numbers as people count, by sheet; the sheets are named where `several` are read."""
    code = "table.rows_of" if several else "table.rows_at"
    told = {sheet: "、".join(map(str, dict.fromkeys(numbers))) for sheet, numbers in rows.items()}
    return "、".join(say(code, sheet=sheet, rows=numbers) for sheet, numbers in told.items())


def rows_counted(rows: Mapping[str, Sequence[int | str]], *, several: bool) -> str:
    """How many rows there are, by sheet, with their numbers where they are few."""
    number = sum(map(len, rows.values()))
    count = say("question.some_rows", count=f"{number:,}")
    return count if number > _NAMED else count + say("question.samples", samples=rows_told(rows, several=several))
