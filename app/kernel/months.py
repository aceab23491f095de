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
_SPAN = re.compile(
    r"((?:19|20)\d\d)[年./]?(0?[1-9]|1[0-2])月?(?:0?1日)?[-–至到~～—]+(?:((?:19|20)\d\d)[年./]?)?(0?[1-9]|1[0-2])月?(?:\d\d?日)?"
)
"""Months from one to another, the year of the latter as far as it differs: 2021年10-12月, 202110-202112, 2021/10-2022/1."""
_IN_THE_YEAR, _LISTED = re.compile(r"(0?[1-9]|1[0-2])月"), re.compile(r"(0?[1-9]|1[0-2])月?")
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
    year, plain = "", "".join(text.split())
    further = _LISTED if "年" in plain and plain.endswith("月") else _IN_THE_YEAR  # 2021年10、11月
    for piece in filter(None, _BETWEEN.split(plain)):
        if year and further.fullmatch(piece):  # 2021年10月、11月
            piece = f"{year}年{piece}"  # noqa: PLW2901 - read with its year
        year = piece[:4]
        for month in _span(piece):
            if month in found:
                raise BadMonths("months.repeated", month=month)
            found.append(month)
    if not found:
        raise BadMonths("months.form")
    return tuple(sorted(found))


def _span(piece: str) -> Iterator[str]:
    if two := _SPAN.fullmatch(piece):
        piece = f"{two[1]}-{int(two[2]):02d}至{two[3] or two[1]}-{int(two[4]):02d}"
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
