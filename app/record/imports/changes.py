"""What an import puts in place of what the office has: whose, which field, from what to what."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.texts import say

_KEPT, _LISTED = 1_000, 30
"""Changes that are kept one by one, and those of them that are told one by one."""


class Change(NamedTuple):
    """A field of a row (by its place) that says something else than what is known; `old` None where nothing was known."""

    place: int
    key: str
    old: Value
    new: Value


@dataclass
class Changes:
    """By places of rows what is new and what is otherwise, and each field that changes."""

    fresh: set[int] = field(default_factory=set)
    """Rows that the office does not have."""
    altered: set[int] = field(default_factory=set)
    """Rows that the office has otherwise."""
    kept: list[Change] = field(default_factory=list)
    replaced: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    """By field, how often something is written where nothing was known."""

    def add(self, place: int, said: Mapping[str, Value], known: Mapping[str, Value]) -> bool:
        """Compare what a row says with what is known, a blank says nothing; whether any of it differs."""
        other = [key for key, value in said.items() if value is not None and value != known.get(key)]
        for key in other:
            if known.get(key) in (None, ""):
                self.filled[key] += place not in self.fresh
            else:
                self.replaced += 1
            if len(self.kept) < _KEPT:
                self.kept.append(Change(place, key, known.get(key), said[key]))
        return bool(other)

    def told(self, fields: Mapping[str, Field], who: Callable[[int], str]) -> Iterator[str]:
        """What is replaced, the first of it one by one, and how often a field is filled in; `who` names the row of each place."""
        replaced = [change for change in self.kept if change.old not in (None, "") and change.key in fields]
        if replaced:
            yield say("import.replaced", count=self.replaced)
        for change in replaced[:_LISTED]:
            known = fields[change.key]
            values = {"old": known.kind.shown(change.old), "new": known.kind.shown(change.new)}
            yield say("import.replaced_one", who=who(change.place), title=known.title, **values)
        if replaced and (left := self.replaced - min(len(replaced), _LISTED)):
            yield say("import.replaced_more", count=left)
        for key, count in self.filled.items():
            if count and key in fields:
                yield say("import.filled", title=fields[key].title, count=count)
