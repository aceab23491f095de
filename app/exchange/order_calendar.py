"""The calendar of an order: taken as the office above has it, and given back as it was."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from app.exchange.order_file import CALENDAR
from app.kernel.outcomes import Refused
from app.kernel.worktime import OFF, WORK
from app.store.models import Day
from app.store.work import Read, Work

_Said = tuple[str, str]
"""Kind and name of a day."""


class Changed(NamedTuple):
    """A day that an order set, ISO; what it said before, None where it stood in no calendar."""

    day: str
    before: _Said | None
    after: _Said


def take(work: Work, data: bytes) -> tuple[list[Changed], tuple[int, int, int]]:
    """Take it, and say which days are otherwise and how many are new, changed, the same; one that it does not name stays."""
    known = {row.day: row for row in work.session.scalars(select(Day))}
    changed, new, same = [], 0, 0
    for day, *said in _days(data):
        row, after = known.get(day), (said[0], said[1])
        before = (row.kind, row.name) if row else None
        if before == after:
            same += 1
            continue
        new += before is None
        changed.append(Changed(day.isoformat(), before, after))
        _set(work, day, after)
    return changed, (new, len(changed) - new, same)


def give_back(work: Work, days: Iterable[Changed]) -> None:
    """Each day as it was before."""
    for one in days:
        _set(work, date.fromisoformat(one.day), one.before)


def set_since(read: Read, days: Iterable[Changed]) -> Iterator[str]:
    """Those that were set otherwise since."""
    for one in days:
        row = read.session.get(Day, date.fromisoformat(one.day))
        if row is None or (row.kind, row.name) != tuple(one.after):
            yield one.day


def _set(work: Work, day: date, said: _Said | None) -> None:
    if said is None:
        work.session.delete(work.session.get_one(Day, day))
    else:
        work.session.merge(Day(day=day, kind=said[0], name=said[1]))
    work.session.flush()


def _days(data: bytes) -> Iterator[tuple[date, str, str]]:
    try:
        for text, kind, name in json.loads(data):
            if kind not in (OFF, WORK) or type(name) is not str:
                raise ValueError
            yield date.fromisoformat(text), kind, name
    except (ValueError, TypeError, RecursionError):
        raise Refused("order.damaged", part=CALENDAR) from None
