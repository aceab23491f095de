"""Months, quarters and years of reporting, by their texts."""

import re
from dataclasses import dataclass
from datetime import date

from app.kernel.months import month_end
from app.kernel.outcomes import Refused

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(20\d\d)Q([1-4])")
_YEAR = re.compile(r"(20\d\d)")
KINDS = MONTHLY, QUARTERLY, ANNUAL = "月报", "季报", "年报"
"""What is made for a month, a quarter, a year."""


@dataclass(frozen=True)
class Period:
    """A month, quarter or year, by its text: 2019-12, 2019Q4, 2019."""

    text: str
    title: str
    kind: str
    first: date
    last: date


def parse_period(text: str) -> Period:
    """The period of a text; Refused when it is none."""
    if found := _MONTH.fullmatch(text):
        return _span(text, f"{found[1]}年{int(found[2])}月", MONTHLY, int(found[1]), int(found[2]), int(found[2]))
    if found := _QUARTER.fullmatch(text):
        last = int(found[2]) * 3
        return _span(text, f"{found[1]}年第{found[2]}季度", QUARTERLY, int(found[1]), last - 2, last)
    if found := _YEAR.fullmatch(text):
        return _span(text, f"{found[1]}年", ANNUAL, int(found[1]), 1, 12)
    raise Refused("report.period", text=text)


def _span(text: str, title: str, kind: str, year: int, first: int, last: int) -> Period:
    return Period(text, title, kind, date(year, first, 1), month_end(year, last))


def years(first: int, last: int) -> Period:
    """The years from one to another, both included."""
    text = str(first) if first == last else f"{first}—{last}"
    return Period(text, f"{text}年", ANNUAL, date(first, 1, 1), date(last, 12, 31))
