"""Months (YYYY-MM), and days some months or years on: what months at work and terms are reckoned by."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

YEAR = 12
"""Months of a year."""
_MONTH = re.compile(r"((?:19|20)\d\d)(?:[-/.年]?(0[1-9]|1[0-2])|[-/.年]([1-9]))月?(?:[-/.]?0?1日?)?(?:00:00:00)?")
"""A month; Excel turns 2019-10 into the first of that month."""
_DOTTED = re.compile(r"(?:19|20)\d\d\.1")
"""2021.1, as Excel keeps 2021.10 too when it takes it for a number."""
_IN_A_YEAR = re.compile(r"((?:19|20)\d\d)年?[-/.]?(0?[1-9]|1[0-2])月?[-–至到~～—]+(0?[1-9]|1[0-2])月")
_TWO = re.compile(r"((?:19|20)\d{4}|(?:19|20)\d\d年\d{1,2}月)[-–]((?:19|20)\d{4}|(?:19|20)\d\d年\d{1,2}月)")
_BETWEEN, _RANGE = re.compile(r"[、，,;；\n]+"), re.compile(r"[至到~～—]+")


class BadMonths(ValueError):
    """A text that names no months, or one of them twice; carries the code and parameters of its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def month_of(day: date) -> str:
    """The month in which a day lies."""
    return f"{day.year:04d}-{day.month:02d}"


def later(month: str, count: int) -> str:
    """The month so many months on."""
    year, number = divmod(int(month[:4]) * YEAR + int(month[5:]) - 1 + count, YEAR)
    return f"{year:04d}-{number + 1:02d}"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_later(day: date, count: int) -> date:
    """The same day so many months on, or the last of that month where it has no such day, as a term ends there."""
    year, month = divmod(day.year * YEAR + day.month - 1 + count, YEAR)
    end = month_end(year, month + 1)
    return end.replace(day=min(day.day, end.day))


def years_later(day: date, count: int) -> date:
    """The same day so many years on; of 29 February the last of the month where there is none."""
    return months_later(day, count * YEAR)


def read_months(text: str) -> tuple[str, ...]:
    """The months that a clerk writes, in order: 2019-10、2019-11, or 2019-10至2019-12; BadMonths otherwise."""
    if _DOTTED.fullmatch(text.strip()):
        raise BadMonths("months.dotted", text=text.strip(), year=text.strip()[:4])
    found: list[str] = []
    for piece in filter(None, _BETWEEN.split("".join(text.split()))):
        for month in _span(piece):
            if month in found:
                raise BadMonths("months.repeated", month=month)
            found.append(month)
    if not found:
        raise BadMonths("months.form")
    return tuple(sorted(found))


def _span(piece: str) -> Iterator[str]:
    short, two = _IN_A_YEAR.fullmatch(piece), _TWO.fullmatch(piece)
    if short:  # 2021年10月-12月
        piece = f"{short[1]}-{int(short[2]):02d}至{short[1]}-{int(short[3]):02d}"
    elif two:  # 202110-202112
        piece = f"{two[1]}至{two[2]}"
    first, *rest = (_month(part) for part in _RANGE.split(piece))
    last = rest[0] if rest else first
    if rest[1:] or last < first:
        raise BadMonths("months.span", text=piece)
    while first <= last:
        yield first
        first = later(first, 1)


def _month(text: str) -> str:
    found = _MONTH.fullmatch(text)
    if not found:
        raise BadMonths("months.form")
    return f"{found[1]}-{int(found[2] or found[3]):02d}"
