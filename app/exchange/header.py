"""The header of a clerk's table: which column is which field, and what is wrong with it."""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange.workbook_reader import Sheet
from app.kernel.fields import Field
from app.kernel.outcomes import Problem, Problems

HELPERS = ("序号", "错误原因", "原表行号")
"""Columns that come and go without meaning: never reported as unknown."""
_MERELY = re.compile(r"\((必填|选填|可不填)\)$")


@dataclass(frozen=True)
class Header:
    """Where the header stands (1-based row), and the place of each field among the cells."""

    row: int
    places: dict[str, int]
    titles: list[str]


def letters(place: int) -> str:
    """The letters of a column counted from 0: 0 -> A, 26 -> AA."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def _plain(title: object) -> str:
    """A header without what does not distinguish it: blanks, line breaks, marks, width of brackets."""
    text = re.sub(r"[\s*＊:：]", "", unicodedata.normalize("NFKC", str(title)))
    return _MERELY.sub("", text)


def match(row: int, cells: Sequence[Any], fields: Sequence[Field]) -> Header:
    """What of the fields a row names, as title or alias."""
    known = {_plain(title): f.key for f in fields for title in (f.title, *f.aliases)}
    titles = [str(cell).strip() for cell in cells]
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        key = known.get(_plain(title))
        if key is not None:
            places.setdefault(key, place)
    return Header(row, places, titles)


def refuse_faults(sheet: Sheet, header: Header, fields: Sequence[Field]) -> None:
    """All that is wrong with the header: merged, repeated and missing columns."""
    left = sheet.shape.left
    problems = [
        Problem("header.merged", sheet=sheet.name, row=header.row, column=letters(first[1]))
        for first, last in sheet.shape.merged
        if first[0] < header.row <= last[0] + 1
    ]
    known = {_plain(title): f for f in fields for title in (f.title, *f.aliases)}
    for place, title in enumerate(header.titles):
        twice = known.get(_plain(title))
        if twice is not None and header.places[twice.key] != place:
            first = letters(left + header.places[twice.key])
            where = {"sheet": sheet.name, "row": header.row, "column": letters(left + place)}
            problems.append(Problem("header.repeated", {"first": first}, key=twice.key, title=title, **where))  # type: ignore[arg-type]
    refuse_missing(header, fields, sheet.name, problems)


def unknown(header: Header, fields: Sequence[Field]) -> list[str]:
    """Titles that mean nothing here and are worth mentioning."""
    known = {_plain(title) for f in fields for title in (f.title, *f.aliases)} | set(HELPERS)
    return [title for title in header.titles if title and _plain(title) not in known]


def refuse_missing(header: Header, fields: Sequence[Field], sheet: str, also: Sequence[Problem] = ()) -> None:
    """Problems, those found already among them, when a required field has no column."""
    problems = list(also)
    taken = set(header.places.values())
    others = [title for place, title in enumerate(header.titles) if title and place not in taken]
    for known in fields:
        if known.required and known.key not in header.places:
            near = _similar(known, others)
            code = "header.renamed" if near else "header.missing"
            where = {"sheet": sheet, "row": header.row}
            problems.append(Problem(code, {"near": near}, key=known.key, title=known.title, **where))  # type: ignore[arg-type]
    if problems:
        raise Problems(problems)


def _similar(known: Field, others: Sequence[str]) -> str:
    for title in (known.title, *known.aliases):
        near = difflib.get_close_matches(title, others, 1, 0.5)
        if near:
            return near[0]
    return ""
