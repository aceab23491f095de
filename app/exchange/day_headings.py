"""Days as people write them above columns: 3月5日, 5, 5日周五, a day's 上午 and 下午; whose year and month, what is known tells."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from app.kernel import kinds as k
from app.kernel.kinds import BadValue

Span = tuple[date, date]
HALVES = ("上午", "中午", "下午", "晚上", "早上", "上", "早", "午", "中", "下", "晚", "夜", "AM", "PM", "am", "pm")
"""What the parts of a day are called, the longer first."""
WEEKDAYS = frozenset([*"一二三四五六日天", *(f"{w}{d}" for w in ("周", "星期", "礼拜") for d in "一二三四五六日天")])
_HALF = re.compile(rf"[（(]?({'|'.join(HALVES)})[)）]?$")
_WEEKDAY = re.compile(r"[（(]?(?:周|星期|礼拜)?[一二三四五六日天][)）]?$")
_MONTH_DAY = re.compile(r"(\d{1,2})[月./-](\d{1,2})[日号]?")
_DAY = re.compile(r"(\d{1,2})[日号]?")
_SAID = re.compile("[年月日号]")
_MONTH_ALONE = re.compile(r"(?:20\d\d年)?(?:1[0-2]|0?[1-9])月份?")
_MONTH_OF_YEAR = re.compile(r"(20\d\d)(?:\s*[年./-]\s*(1[0-2]|0?[1-9])|(0[1-9]|1[0-2]))(?!\d)")
_YEAR, _MONTH = re.compile(r"(20\d\d)年"), re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_WHOLE_DAY = re.compile(r"((?:20\d\d年)?\d{1,2}月\d{1,2}日)\s*([-—~至到起])?")
_LAST_MONTH, _LAST_DAY = 12, 31


@dataclass(frozen=True)
class Heading:
    """A day as far as a heading says it, 0 for what it does not; `half` is the part of the day, '' for all of it."""

    day: int
    month: int
    year: int
    half: str
    certain: bool
    """Whether it can be nothing else than a day, so that one alone is enough."""


@dataclass(frozen=True)
class Known:
    """What tells the year and the month: the days of the class, what stands above the table, and what was answered."""

    span: Span | None = None
    above: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Days:
    """The day (ISO) and the part of it by place; `open` where nobody can say which year or month: then it is as it stands."""

    texts: Mapping[int, str]
    halves: Mapping[int, str]
    open: bool = False
    outside: str = ""
    """The month that the lines above name, 2021年11月, where they are open as it lies outside the days of the class."""


def is_half(text: str) -> bool:
    """Whether a text is the name of a part of a day."""
    return bool(_HALF.fullmatch("".join(text.split())))


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week."""
    return "".join(text.split()) in WEEKDAYS


def is_month(text: str) -> bool:
    """Whether a text is the name of a month."""
    return bool(_MONTH_ALONE.fullmatch("".join(text.split())))


def is_bare_day(text: str) -> bool:
    """Whether a text is the day of a month that is not said."""
    found = _DAY.fullmatch("".join(text.split()))
    return found is not None and 0 < int(found[1]) <= _LAST_DAY


def carry_dates(texts: Sequence[list[str]]) -> None:
    """Say a month or a day in the blank cells on its right that have days or parts of it below them, as nothing is merged."""
    for upper, lower in reversed([*pairwise(texts)]):
        for place in range(1, len(upper)):
            left, below = upper[place - 1], lower[place]
            told = (is_month(left) and is_bare_day(below)) or (is_bare_day(left) and is_half(below))
            if told and not upper[place]:
                upper[place] = left


def find(titles: Mapping[int, str], known: Known) -> Days | None:
    """The headings that are days, each of them once or in parts; None where there are none."""
    alone = _only_day(known.above)
    whole = {place: alone + title if is_half(title) else title for place, title in sorted(titles.items())}
    said = {place: day for place, title in whole.items() if (day := _heading(title))}
    if not said or (len(said) == 1 and not any(day.certain for day in said.values())):
        return None
    halves = {place: day.half for place, day in said.items() if day.half}
    dated = _dated(said, known)
    if dated is None:
        return Days({place: titles[place] for place in said}, halves, open=True, outside=_outside(said, known))
    texts = {place: day.isoformat() for place, day in dated.items() if day}
    parts = [(text, halves.get(place, "")) for place, text in texts.items()]
    undivided = {text for text, half in parts if not half}
    if len(set(parts)) < len(parts) or any(text in undivided for text, half in parts if half):
        return None
    return Days(texts, {place: half for place, half in halves.items() if place in texts})


def day_of(known: Known) -> str:
    """The one day (ISO) that what is known of a table names, '' where it names none or several."""
    said = _heading(_only_day(known.above))
    dated = _dated({0: said}, known) if said else None
    day = dated[0] if dated else None
    return day.isoformat() if day else ""


def _only_day(text: str) -> str:
    """The one day that a text names, the beginning of no span; '' where there is none."""
    found = [*_WHOLE_DAY.finditer(unicodedata.normalize("NFKC", text))]
    return found[0][1] if len(found) == 1 and not found[0][2] else ""


def _heading(title: str) -> Heading | None:
    text = "".join(unicodedata.normalize("NFKC", title).split())
    half = _HALF.search(text)
    text = _HALF.sub("", text)
    part = half[1] if half else ""
    for tried in (text, _WEEKDAY.sub("", text)):
        try:
            whole = k.DATE.read(tried)
        except BadValue:
            continue
        if isinstance(whole, date):
            return Heading(whole.day, whole.month, whole.year, part, certain=True)
    bare = text if _MONTH_DAY.fullmatch(text) or _DAY.fullmatch(text) else _WEEKDAY.sub("", text)
    both, alone = _MONTH_DAY.fullmatch(bare), _DAY.fullmatch(bare)
    month, day = (int(both[1]), int(both[2])) if both else (0, int(alone[1])) if alone else (0, 0)
    if not 0 < day <= _LAST_DAY or month > _LAST_MONTH or (both and not month):
        return None
    return Heading(day, month, 0, part, certain=bool(_SAID.search(bare)))


Dated = dict[int, date | None]
"""The day of each place; None for one that its month has not got, as 31 on a printed sheet of April."""


def _dated(said: Mapping[int, Heading], known: Known) -> Dated | None:
    """The day of each heading; None where what is known does not tell, or tells two things."""
    span = known.span
    by_span = _each(said, lambda day: _within(day, span)) if span else None
    by_title = _each(said, lambda day: _told(day, known.above, span))
    differ = by_span and by_title and by_span != by_title and any(not day.month for day in said.values())
    return (not differ and (by_span or by_title)) or _each(said, lambda day: _told(day, known.answer, None))


def _outside(said: Mapping[int, Heading], known: Known) -> str:
    """The months that the lines above name where none of their days is one of the class; '' for others."""
    told = (_each(said, lambda day: _told(day, known.above, None)) or {}).values()
    dated = sorted(day for day in told if day)
    if not known.span or any(known.span[0] <= day <= known.span[1] for day in dated):
        return ""
    return "、".join(dict.fromkeys(f"{day.year}年{day.month}月" for day in dated))


def _each(said: Mapping[int, Heading], tell: Callable[[Heading], list[date | None]]) -> Dated | None:
    """Every heading told to be one day, and the days of the columns in order; else None."""
    told = {place: [_date(day.year, day.month, day.day)] if day.year else tell(day) for place, day in said.items()}
    if any(len(days) != 1 for days in told.values()):
        return None
    dated = {place: days[0] for place, days in told.items()}
    bare = [day for place, day in dated.items() if day and not said[place].month]
    halved = any(day.half for day in said.values())  # all mornings may stand before all afternoons
    return dated if halved or bare == sorted(bare) else None  # 30, 31, 1 are of two months


def _within(day: Heading, span: Span) -> list[date | None]:
    """The days of a span that a heading may be; else those of its months."""
    every = [span[0] + timedelta(days=number) for number in range((span[1] - span[0]).days + 1)]
    inside = [each for each in every if each.day == day.day and day.month in (0, each.month)]
    return [*inside] or _of(day, {(each.year, each.month) for each in every})


def _told(day: Heading, text: str, span: Span | None) -> list[date | None]:
    """The days that a heading may be by the years and months in a text; a month alone is of the year of the span."""
    text = unicodedata.normalize("NFKC", text)
    whole = {(int(found[1]), int(found[2] or found[3])) for found in _MONTH_OF_YEAR.finditer(text)}
    years = {int(found[1]) for found in _YEAR.finditer(text)} | {year for year, _ in whole}
    months = {int(found[1]) for found in _MONTH.finditer(text)}
    if not years and span and months:
        years = {span[0].year, span[1].year}
    if not months <= {month for _, month in whole}:
        whole = {(year, month) for year in years for month in months}
    if not whole and day.month:
        whole = {(year, day.month) for year in years}
    return _of(day, whole)


def _of(day: Heading, months: set[tuple[int, int]]) -> list[date | None]:
    """The days that a heading may be in some months."""
    return [_date(year, month, day.day) for year, month in sorted(months) if day.month in (0, month)]


def _date(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None
