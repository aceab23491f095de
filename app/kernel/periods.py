"""Months, quarters, half-years, years and other spans of reporting, by their texts."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.kinds import Kind
from app.kernel.months import month_end
from app.kernel.outcomes import Refused

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_QUARTER = re.compile(r"(20\d\d)Q([1-4])")
_HALF = re.compile(r"(20\d\d)H([12])")
_YEAR = re.compile(r"(20\d\d)")
_WRITTEN = (
    (re.compile(r"(20\d\d)年(0?[1-9]|1[0-2])月份?"), lambda year, month: f"{year}-{month:0>2}"),
    (re.compile(r"(20\d\d)年第?([1-4])季度?"), "{}Q{}".format),
    (re.compile(r"(20\d\d)年第?([一二三四])季度?"), lambda year, quarter: f"{year}Q{'一二三四'.index(quarter) + 1}"),
    (re.compile(r"(20\d\d)年([上下])半年"), lambda year, half: f"{year}H{'上下'.index(half) + 1}"),
    (re.compile(r"(20\d\d)年度?"), "{}".format),
)
"""Periods as people write them, and their texts."""
_DAY = r"20\d\d-\d\d-\d\d"
_DAYS = re.compile(rf"({_DAY})(?:至|~|到)({_DAY})")
KINDS = MONTHLY, QUARTERLY, HALF_YEARLY, ANNUAL, SPANNING = "月报", "季报", "半年报", "年报", "期间报"
"""What is made for a month, a quarter, a half-year, a year, and from one day to another as a circular asks."""


@dataclass(frozen=True)
class Period:
    """A span by its text: 2019-12, 2019Q4, 2019H2, 2019, or from a day to a day, 2019-11-26至2019-12-25."""

    text: str
    title: str
    kind: str
    first: date
    last: date

    @property
    def days(self) -> tuple[date, date]:
        """Its first day and its last."""
        return self.first, self.last

    @property
    def so_far(self) -> tuple[date, date]:
        """From the first day of the year in which it begins to its end (累计)."""
        return self.first.replace(month=1, day=1), self.last


def parse_period(text: str) -> Period:
    """The period of a text, in its short form or as people write it (2019年第四季度); Refused when it is none."""
    text = _short(text)
    if found := _MONTH.fullmatch(text):
        return _span(text, f"{found[1]}年{int(found[2])}月", MONTHLY, int(found[1]), int(found[2]), int(found[2]))
    if found := _QUARTER.fullmatch(text):
        last = int(found[2]) * 3
        return _span(text, f"{found[1]}年第{found[2]}季度", QUARTERLY, int(found[1]), last - 2, last)
    if found := _HALF.fullmatch(text):
        half = int(found[2])
        return _span(text, f"{found[1]}年{'上下'[half - 1]}半年", HALF_YEARLY, int(found[1]), half * 6 - 5, half * 6)
    if found := _YEAR.fullmatch(text):
        return _span(text, f"{found[1]}年", ANNUAL, int(found[1]), 1, 12)
    if found := _DAYS.fullmatch(text):
        return _days(text, found[1], found[2])
    raise Refused("report.period", text=text)


def _short(text: str) -> str:
    """The short form of a text that names a period as people do; the text itself where it does not."""
    plain = "".join(text.split())
    found = ((form, pattern.fullmatch(plain)) for pattern, form in _WRITTEN)
    return next((form(*match.groups()) for form, match in found if match), text)


def period_title(text: object) -> str:
    """What people call the period of a text; the text itself when it is none, as the number of a class is."""
    try:
        return parse_period(str(text)).title
    except Refused:
        return str(text)


PERIOD = Kind("period", _short, lambda value: "" if value is None else period_title(value), width=14)
"""A period in its short form, shown as people call it."""


def before(period: Period) -> Period:
    """The period before one: of the same kind, or as many days."""
    last = period.first - timedelta(days=1)
    first = period.first - (period.last - last)
    texts = {
        MONTHLY: f"{last:%Y-%m}",
        QUARTERLY: f"{last.year}Q{-(-last.month // 3)}",
        HALF_YEARLY: f"{last.year}H{-(-last.month // 6)}",
        ANNUAL: f"{last.year}",
    }
    return parse_period(texts.get(period.kind, f"{first}至{last}"))


def _days(text: str, begin: str, end: str) -> Period:
    """From a day to a day of the same year or a later one; Refused when either is none or the end comes first."""
    try:
        first, last = date.fromisoformat(begin), date.fromisoformat(end)
    except ValueError:
        raise Refused("report.period", text=text) from None
    if last < first:
        raise Refused("report.period_order", first=first, last=last)
    ends = f"{last.month}月{last.day}日" if last.year == first.year else f"{last.year}年{last.month}月{last.day}日"
    return Period(text, f"{first.year}年{first.month}月{first.day}日至{ends}", SPANNING, first, last)


def _span(text: str, title: str, kind: str, year: int, first: int, last: int) -> Period:
    return Period(text, title, kind, date(year, first, 1), month_end(year, last))


def years(first: int, last: int) -> Period:
    """The years from one to another, both included."""
    text = str(first) if first == last else f"{first}—{last}"
    return Period(text, f"{text}年", ANNUAL, date(first, 1, 1), date(last, 12, 31))
