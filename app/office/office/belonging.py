"""Which office is below which: by its level, and by its region code (GB/T 2260)."""

from collections.abc import Sequence

from sqlalchemy import select

from app.office.office.noun import LEVELS
from app.store.models import OfficeRow
from app.store.work import Read

_ORDER = tuple(LEVELS)
_MUNICIPALITIES = ("11", "12", "31", "50")
"""First digits of 直辖市: their districts share two digits, those of other cities four."""


def is_level(text: str) -> bool:
    """Whether a text is the code of a level."""
    return text in LEVELS


def is_below(level: str, other: str) -> bool:
    """Whether a level is a lower one than another."""
    return _ORDER.index(level) < _ORDER.index(other)


def within(region: str, above: str, level: str) -> bool:
    """Whether a region lies in that of an office of a level: by six digits below a county, four below a city, two in a 直辖市."""
    shared = 6 if level == "county" else 2 if above[:2] in _MUNICIPALITIES else 4
    return region[:shared] == above[:shared]


def offices_below(read: Read, *, program: bool | None = None) -> Sequence[OfficeRow]:
    """The offices known here that are of a lower level and in this region, by region; those with the program, or without."""
    own = read.own
    rows = read.session.scalars(select(OfficeRow).order_by(OfficeRow.region, OfficeRow.uid))
    below = [row for row in rows if is_below(row.level, own.level) and within(row.region, own.region, own.level)]
    return [row for row in below if program is None or row.program == program]
