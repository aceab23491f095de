"""Days as people write them: 2021-3-5, 21.3.5, 2021年3月5号, 二〇二一年三月五日, 5-Mar-21, with or without a time of day."""

import re
import unicodedata
from datetime import date

_TIME = re.compile(r"(?:T|\s)\s*(?:[上下]午|[AaPp][Mm])?\s*\d{1,2}[:时点]\d{0,2}.*$", re.DOTALL)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:00:00:00(?:\.0+)?)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT_YEAR = re.compile(r"(\d{2})年(\d{1,2})月(\d{1,2})[日号]?")
_SHORT = re.compile(r"(\d{2})\.(\d{1,2})\.(\d{1,2})")
_ENGLISH = re.compile(r"(\d{1,2})[-/ ]?([A-Za-z]{3})[a-z]*\.?[-/ ,]*(\d{4}|\d{2})")
_AMERICAN = re.compile(r"([A-Za-z]{3})[a-z]*\.?(\d{1,2}),(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_WRITTEN = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_PAST, _COMING = 10, 1
"""Years before and after this one that a year of two digits may be."""


def day_of(text: str) -> date | None:
    """The day that a text says, None when it says none or may say two; ValueError when there is no such day."""
    bare = "".join(_TIME.sub("", unicodedata.normalize("NFKC", text).strip()).split())
    if found := _DAY.fullmatch(bare) or _DIGITS.fullmatch(bare):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _WRITTEN.fullmatch(bare):
        return date(int(found[1].translate(_NUMERALS)), _number(found[2]), _number(found[3]))
    if found := _SHORT_YEAR.fullmatch(bare):
        return _of_short_year(found[1], int(found[2]), int(found[3]))
    if (found := _SHORT.fullmatch(bare)) and not _is_near(found[3]):  # else it may begin with the day
        return _of_short_year(found[1], int(found[2]), int(found[3]))
    return _english(bare)


def _english(bare: str) -> date | None:
    if found := _ENGLISH.fullmatch(bare):
        day, name, year = found.groups()
    elif found := _AMERICAN.fullmatch(bare):
        name, day, year = found.groups()
    else:
        return None
    if name.lower() not in _MONTHS:
        return None
    month = _MONTHS.index(name.lower()) + 1
    return _of_short_year(year, month, int(day)) if len(year) == 2 else date(int(year), month, int(day))  # noqa: PLR2004


def _of_short_year(year: str, month: int, day: int) -> date | None:
    return date(2000 + int(year), month, day) if _is_near(year) else None


def _is_near(year: str) -> bool:
    now = date.today().year  # noqa: DTZ011 - years, which no time zone moves far
    return now - _PAST <= 2000 + int(year) <= now + _COMING


def _number(text: str) -> int:
    """三十一 as 31."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(text.translate(_NUMERALS))
    return 10 * (int(tens.translate(_NUMERALS)) if tens else 1) + (int(ones.translate(_NUMERALS)) if ones else 0)
