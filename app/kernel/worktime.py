"""Working days by the office's own calendar; a year that is not in it is refused, never guessed."""

from collections.abc import Mapping
from datetime import date, timedelta

from app.kernel.outcomes import Refused

OFF, WORK = "off", "work"
"""What the calendar says of a day."""
_SATURDAY = 5


def is_working(day: date, days: Mapping[date, str]) -> bool:
    """Whether a day is worked: the calendar's word (`off`, `work`), else its weekday.

    Refused when the calendar holds no day of that year, because the State Council has not announced it.
    """
    kind = days.get(day)
    if kind is not None:
        return kind == WORK
    if not any(known.year == day.year for known in days):
        raise Refused("calendar.year", year=day.year)
    return day.weekday() < _SATURDAY


def _beside(day: date, step: int) -> date:
    """The day before or after; Refused where dates end, since no calendar is announced there either."""
    try:
        return day + timedelta(days=step)
    except OverflowError:
        raise Refused("calendar.year", year=day.year) from None


def last_working_day(first: date, count: int, days: Mapping[date, str], *, first_counts: bool) -> date:
    """The day on which `count` working days have run, counted from `first` or from the day after it."""
    day, left = (first if first_counts else _beside(first, 1)), count
    while True:
        left -= is_working(day, days)
        if left <= 0:
            return day
        day = _beside(day, 1)


def working_day_before(day: date, count: int, days: Mapping[date, str]) -> date:
    """The day that lies `count` working days before another: the one before it is the first to be counted."""
    left = count
    while left > 0:
        day = _beside(day, -1)
        left -= is_working(day, days)
    return day


def working_day_from(day: date, count: int, days: Mapping[date, str]) -> date:
    """The day that lies `count` working days after another, or before it where `count` is negative."""
    if count < 0:
        return working_day_before(day, -count, days)
    return last_working_day(day, count, days, first_counts=False) if count else day
