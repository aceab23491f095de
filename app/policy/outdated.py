"""Which values nobody vouches for any more on a day: past their time, or not compared with their document for a year."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.kernel.months import YEAR, months_later
from app.kernel.texts import say
from app.policy.pack import Pack, Value
from app.policy.source import Source

_NAMED = 3
"""How many titles a sentence names before it only counts."""


def outdated(pack: Pack, on: date) -> list[str]:
    """What must be looked at before the pack is relied on, in sentences; none when all of it was compared lately."""
    return [*_past(pack, on), *_unchecked(pack, on)]


def _past(pack: Pack, on: date) -> Iterator[str]:
    """That the policy is over, or else each value of which nothing follows after its last day."""
    last = max((value.day for value in pack.values if value.key == "last_day"), default=date.max)
    if last < on:
        yield say("outdated.over", last=last)
        return
    for value in pack.values:
        if value.until and value.until < on and not _followed(pack, value):
            yield say("outdated.past", title=value.title, until=value.until, basis=value.source.cite())
    for row in pack.reading:
        if row.until and row.until < on:
            yield say("outdated.past", title=row.title, until=row.until, basis=row.source.cite())


def _followed(pack: Pack, value: Value) -> bool:
    """Whether the pack says of the same key what holds after a value's last day."""
    return any(
        other.key == value.key and (other.until is None or (value.until and other.until > value.until))
        for other in pack.values
    )


def _unchecked(pack: Pack, on: date) -> Iterator[str]:
    """For each document and day of comparison, what was never compared with it or not for a year."""
    titles: dict[tuple[str, date | None], dict[str, None]] = {}
    for title, source in _sourced(pack):
        day = source.verified
        if source.clause and (day is None or months_later(day, YEAR) <= on):
            titles.setdefault((source.document, day), {})[title] = None
    for (document, day), named in titles.items():
        code = "outdated.long_ago" if day else "outdated.never"
        yield say(code, document=document, count=len(named), titles=_listed(named), day=day or "")


def _sourced(pack: Pack) -> Iterator[tuple[str, Source]]:
    """Everything that a pack takes from a document, by its title."""
    for rows in (pack.values, pack.reading, pack.unsupported, pack.facts):
        yield from ((row.title, row.source) for row in rows)
    yield from ((say("outdated.targets", axis=target.axis), target.source) for target in pack.targets)


def _listed(titles: Iterable[str]) -> str:
    named = list(titles)
    return "、".join(named[:_NAMED]) + (say("outdated.more") if len(named) > _NAMED else "")
