"""Counting what was done in a span, by whatever a class, an entry of a roster, a claim or a payment has of itself."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from app.institution.unit.model import Unit
from app.plan.sources import SOURCES, Source, counted_classes, of_unit
from app.policy.keys import CERTIFICATES, PERSONS
from app.record.listing import needed
from app.record.report import Behind
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass


@dataclass
class Figures:
    """What was done in a span: classes begun, 人次 and 人 of classes that ended, awards and payments in 分, who found work.

    人次 counts a person once in every class, 人 once in all; the two are never added or exchanged.
    """

    classes: int = 0
    times: int = 0
    persons: int = 0
    qualified: int = 0
    certified: int = 0
    subsidised: int = 0
    awarded_fen: int = 0
    paid_fen: int = 0
    qualified_persons: int = 0
    placed: int = 0

    def towards(self, measure: str) -> int:
        """What counts towards a target in its unit of measure."""
        return {PERSONS: self.qualified_persons, CERTIFICATES: self.certified}.get(measure, self.qualified)


Span = tuple[date, date]
Key = tuple[int | str | None, ...]
Counted = Mapping[Key, Figures]
KEY = "key"
"""Under which a row of a report keeps what its figures were counted by."""


def count(
    read: Read, spans: Mapping[str, Span], groups: Mapping[str, Sequence[str]], origin: int | None = None
) -> Mapping[str, Counted]:
    """The figures of each span, by the name of a group and the values of what it tells apart; of one office or of all.

    What has nothing of it stands under None; what rows of a source do not have at all leaves it out. Every row is read
    once: what each class has is put together for all spans and groups, 人数 as persons, who are never added up.
    """
    found: dict[str, dict[Key, Figures]] = {name: defaultdict(Figures) for name in spans}
    views = _views(read) if any(_OF_VIEW.intersection(by) for by in groups.values()) else {}
    for source in SOURCES:
        asked = {name: by for name, by in groups.items() if set(by) <= source.has.keys()}
        people: dict[tuple[str, Key, str], list[array[int]]] = defaultdict(list)
        for class_uid, on, had, counts in _of_classes(read, source, spans, asked, origin):
            told = [{"keeper": had["origin"], **had, **view} for view in views.get(class_uid or 0, [_NO_VIEW])]
            keys = {(name, *(one[what] for what in by)) for name, by in asked.items() for one in told}
            for span in (name for name, (first, last) in spans.items() if first <= on <= last):
                for key in keys:
                    figures = found[span][key]
                    for label, value in counts.items():
                        if isinstance(value, int):
                            setattr(figures, label, getattr(figures, label) + value)
                        else:
                            people[span, key, label].append(value)
        for (span, key, label), those in people.items():
            setattr(found[span][key], label, len(set().union(*those)))
    return found


_OF_VIEW = frozenset({"section", "unit", "axis", "keeper"})
"""What a class has once on each axis, by the unit that it counts for."""
_NO_VIEW: Mapping[str, int | str | None] = dict.fromkeys(("section", "unit", "axis"))


def _views(read: Read) -> Mapping[int, list[Mapping[str, int | str | None]]]:
    """For which units each class counts; one that counts for none is left out."""
    found: dict[int, list[Mapping[str, int | str | None]]] = defaultdict(list)
    wanted = select(counted_classes.c.class_uid, Unit.uid, counted_classes.c.top_uid, Unit.axis, Unit.origin).join(
        *of_unit
    )
    for class_uid, *view in read.connection.execute(wanted):
        found[class_uid].append(dict(zip(("section", "unit", "axis", "keeper"), view, strict=True)))
    return found


def _of_classes(
    read: Read, source: Source, spans: Mapping[str, Span], asked: Mapping[str, Sequence[str]], origin: int | None
) -> Iterator[tuple[int | None, date, dict[str, Any], dict[str, "int | array[int]"]]]:
    """What a class has on a day in any of the spans: its uid, the day, what it is told apart by, its counts and people."""
    if not asked:
        return
    names = ("origin", *sorted({name for by in asked.values() for name in by} - _OF_VIEW - {"origin"}))
    days = {"first": min(first for first, _ in spans.values()), "last": max(last for _, last in spans.values())}
    wanted = _statement(source, names, of_one=origin is not None)
    for class_uid, on, *row in read.connection.execute(wanted, {**days, "origin": origin}):
        counts = {
            label.name: _counted_value(value) for label, value in zip(source.counts, row[len(names) :], strict=True)
        }
        yield class_uid, on, dict(zip(names, row, strict=False)), counts


@cache
def _statement(source: Source, names: Sequence[str], *, of_one: bool) -> Select[Any]:
    """What is asked of a source; made once, since that takes longer than the answer of a small office."""
    columns = [TrainingClass.uid, source.on, *(source.has[name] for name in names)]
    wanted = select(*columns, *source.counts).where(*source.where).group_by(*columns)
    wanted = wanted.where(source.on.between(bindparam("first"), bindparam("last")))
    if of_one:
        wanted = wanted.where(source.has["origin"] == bindparam("origin"))
    return needed(wanted, source.tables)


def _counted_value(value: int | str | None) -> "int | array[int]":
    """A number, or people by their uids."""
    return array("q", map(int, value.split(","))) if isinstance(value, str) else value or 0


def has(by: str) -> frozenset[str]:
    """The figures that can be told apart by something."""
    return frozenset(label.name for source in SOURCES if by in source.has for label in source.counts)


def behind(read: Read, span: Span, figure: str, by: Sequence[str], key: Key) -> Behind:
    """The rows from which a figure was counted, by the same statement; who counts once in 人数 stands there once."""
    source = next(one for one in SOURCES if figure in {label.name for label in one.counts})
    wanted = select(*(sql for _, sql in source.names)).where(*source.where, source.on.between(*span))
    wanted = wanted.where(*(source.has[name].is_not_distinct_from(value) for name, value in zip(by, key, strict=True)))
    if figure in source.only:
        wanted = wanted.where(source.only[figure])
    if figure == "persons":
        wanted = wanted.group_by(Enrolment.trainee_uid)
    fields = tuple(one for one, _ in source.names)
    found = read.connection.execute(needed(wanted.order_by(*(sql for _, sql in source.names)), source.tables))
    return Behind(fields, [dict(zip((one.key for one in fields), row, strict=True)) for row in found])
