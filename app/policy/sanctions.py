"""Sanctions (处理) against institutions that a pack declares: steps, the months they bar for, and what repetition leads to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.kernel.months import months_later
from app.policy.source import INTERNAL, Source, sourced
from app.policy.toml_table import Table

UNTIL_LIFTED = "until-lifted"
"""In place of months: barred until the sanction is lifted."""


@dataclass(frozen=True, slots=True)
class Sanction:
    """One step. It bars from classes for `bars` months, for good when `lasting`, and not at all (a warning) else.

    `mend` are the days to mend what was found (整改); every `twice` of it within a calendar year are one step `next`.
    """

    key: str
    title: str
    bars: int = 0
    lasting: bool = False
    mend: int = 0
    twice: int = 0
    next: str = ""
    source: Source = INTERNAL


@dataclass(frozen=True, slots=True)
class Event:
    """A sanction as it was decided on a day; `lifted` is the first day on which it holds no more, `uid` whose it is."""

    step: str
    on: date
    lifted: date | None = None
    uid: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """An institution may not train: by which step, since a day, until another (that day too; None until it is lifted)."""

    step: Sanction
    since: date
    until: date | None

    @property
    def clause(self) -> str:
        """文号 and place of the clause that bars."""
        return self.step.source.cite()


def read_sanctions(root: Table, clauses: Mapping[str, Source]) -> tuple[Sanction, ...]:
    """The `[[sanctions]]` of a pack file."""
    found: dict[str, Sanction] = {}
    places: dict[str, Table] = {}
    for table in root.tables("sanctions"):
        step = _sanction(table, clauses)
        for name, text in (("key", step.key), ("title", step.title)):
            if text in {getattr(one, name) for one in found.values()}:
                table.blame("policy.repeated", name, item=text)
        found[step.key], places[step.key] = step, table
    for step in found.values():
        if step.next and step.next not in found:
            places[step.key].blame("policy.choice", "next", value=step.next, choices="、".join(found))
        elif step.key in _after(step, found):
            places[step.key].blame("policy.circle", "next", value=step.next, title=step.title)
    return tuple(found.values())


def _sanction(table: Table, clauses: Mapping[str, Source]) -> Sanction:
    key, title = table.text("key"), table.text("title")
    lasting = isinstance(table.data.get("bars"), str)
    if lasting:
        table.among("bars", (UNTIL_LIFTED,))
    numbers = {name: _positive(table, name) for name in ("bars", "mend", "twice") if not (lasting and name == "bars")}
    following = table.text("next", required="twice" in table.data)
    if following and "twice" not in table.data:
        table.blame("policy.missing", "twice")
    source = sourced(table, clauses)
    table.close()
    return Sanction(key, title, lasting=lasting, next=following, source=source, **numbers)


def _positive(table: Table, name: str) -> int:
    """A number that says nothing when it is 0, and is then left out; 0 when absent."""
    number = table.whole(name, required=False)
    if number == 0:
        table.blame("policy.zero", name)
    return number or 0


def _after(step: Sanction, known: Mapping[str, Sanction]) -> tuple[str, ...]:
    """The steps that one leads to, each once, in their order."""
    found: list[str] = []
    while step.next in known and step.next not in found:
        found.append(step.next)
        step = known[step.next]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from an event: the step that it counts as, and what that bars from, unless it is lifted."""

    event: Event
    step: Sanction
    bar: Bar | None


def outcomes(events: Iterable[Event], sanctions: Iterable[Sanction]) -> Iterator[Outcome]:
    """What follows from each event, in the order of their days; one whose step is not declared is left out.

    One that was lifted was decided all the same: repetition counts it.
    """
    known = {step.key: step for step in sanctions}
    count: Counter[tuple[int, str]] = Counter()
    for event in sorted(events, key=lambda one: one.on):
        passed = tuple(_passed(event, known, count))
        if passed:
            bars = [bar for step in passed if (bar := _bar(step, event.on))]
            yield Outcome(event, passed[-1], max(bars, key=_last, default=None))


def _passed(event: Event, known: Mapping[str, Sanction], count: Counter[tuple[int, str]]) -> Iterator[Sanction]:
    """The step of an event, and those that it completes by repetition."""
    step = known.get(event.step)
    while step is not None:
        yield step
        year = event.on.year, step.key
        count[year] += 1
        step = known.get(step.next) if step.twice and count[year] % step.twice == 0 else None


def _bar(step: Sanction, on: date) -> Bar | None:
    if not (step.bars or step.lasting):
        return None
    return Bar(step, on, None if step.lasting else months_later(on, step.bars))


def _last(bar: Bar) -> date:
    return bar.until or date.max


def bar_of(events: Iterable[Event], day: date, sanctions: Iterable[Sanction]) -> Bar | None:
    """What bars an institution from a class that begins on a day, the longest of several; None when nothing does."""
    holding = [
        one.bar
        for one in outcomes(events, sanctions)
        if one.bar and one.bar.since <= day <= _last(one.bar) and (one.event.lifted is None or day < one.event.lifted)
    ]
    return max(holding, key=_last, default=None)
