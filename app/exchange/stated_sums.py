"""Totals that a clerk's table states itself (小计、合计): left out of what is imported, and compared with its rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.record.imports.table import Table

_YEARS = frozenset({"year", "until_year"})
"""Whole numbers that nobody adds up."""
_NUMBER = re.compile(r"(-?[\d,]*\d(?:\.\d+)?)\s*[人次元万个期班]*")
_PART = "小计"
_ABOVE = "parent_name"
"""The field by which a row is a part of another, which contains it already."""
_PLACES = Decimal("0.000001")
"""Sums of Excel are a hair off what is written."""


@dataclass(frozen=True)
class Stated:
    """A row of totals: its number on the sheet, how many rows of the table stand before it, and its texts by field."""

    number: int
    before: int
    texts: Mapping[str, str]
    part: bool
    """Whether it is a 小计, of the rows beside it alone."""


def is_added(field: Field) -> bool:
    """Whether a field is one whose rows are added up."""
    return field.kind.name in (k.COUNT.name, k.FEN.name) and field.key not in _YEARS


def stated(number: int, before: int, cells: Sequence[object], texts: Mapping[str, str]) -> Stated:
    """A row that was left out since it is a total."""
    return Stated(number, before, texts, any(_PART in str(cell) for cell in cells if cell))


def differing(
    table: Table, first: int, found: Sequence[Stated], fields: Sequence[Field], sheet: str, letters: Mapping[str, str]
) -> Iterator[str]:
    """The totals of a sheet that are not what its rows come to, from the place of its first row on; in sentences.

    A 小计 is of the rows between it and the total before or after it; any other total also of all rows, wherever it stands.
    """
    for place, row in enumerate(found):
        begin = found[place - 1].before if place else first
        end = found[place + 1].before if place + 1 < len(found) else len(table.numbers)
        beside = [(begin, row.before), (row.before, end)]
        spans = beside if row.part else [(first, len(table.numbers)), (first, row.before), *beside]
        for field in fields:
            said = _number(row.texts.get(field.key, ""))
            sums = [total for span in spans if span[0] < span[1] for total in _sums(table, field.key, *span)]
            if said is None or not sums or None in sums or said in sums:
                continue
            about = {"sheet": sheet, "row": row.number, "column": letters.get(field.key, ""), "title": field.title}
            yield say("skipped.differs", **about, stated=_shown(said), added=_shown(sums[0]))


def _sums(table: Table, key: str, first: int, last: int) -> Iterator[Decimal | None]:
    """What some rows come to, all of them and those that are no part of another; None where one of them is no number."""
    numbers = [_number(text) if text.strip() else Decimal(0) for text in table.cells[key][first:last]]
    above = table.cells.get(_ABOVE, [""] * len(table.numbers))[first:last]
    for chosen in (numbers, [number for number, text in zip(numbers, above, strict=True) if not text.strip()]):
        yield None if None in chosen else sum((n for n in chosen if n is not None), Decimal(0)).quantize(_PLACES)


def _number(text: str) -> Decimal | None:
    found = _NUMBER.fullmatch(text.strip())
    return Decimal(found[1].replace(",", "")).quantize(_PLACES) if found else None


def _shown(number: Decimal | None) -> str:
    return f"{number:,f}".rstrip("0").rstrip(".") if number is not None else ""
