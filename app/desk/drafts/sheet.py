"""A grid of a draft: its columns, its rows, what stands in a cell, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from app.desk.drafts.draft import Data, Draft
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Problem, Refused
from app.kernel.texts import say
from app.policy.toml_table import Path, place


@dataclass(frozen=True)
class Item:
    """A row: its place in the pack file, the table that it edits, and what tells it from others of the same table."""

    path: Path
    data: Data
    part: str = ""


@dataclass
class Sheet:
    """One grid. A text that is no value of its column is kept as it was typed and reported beside its cell."""

    draft: Draft
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What shipped packs list, by policy key."""
    columns: ClassVar[tuple[Field, ...]] = ()
    fixed: ClassVar[frozenset[str]] = frozenset()
    """Columns that are not edited."""
    free: ClassVar[frozenset[str]] = frozenset({"clause", "case_clause", "target_clause", "axis", "quote"})
    """Columns whose text is what was typed, though it is part of something that is there."""
    adding: ClassVar[tuple[Field, ...]] = ()
    """What is asked for a new row; nothing when none can be added."""

    def rows(self) -> list[Item]:
        """The rows as they stand in the draft."""
        raise NotImplementedError

    def shown(self, item: Item, key: str) -> str:
        """The text of a cell."""
        fault = self.draft.faults.get((id(item.data), key + item.part))
        return fault[0] if fault else self.text(item, key)

    def text(self, item: Item, key: str) -> str:
        """The text of a value that is one."""
        return self.field(item, key).kind.show(item.data.get(key))

    def field(self, item: Item, key: str) -> Field:
        """The data element of a cell."""
        return next(one for one in self.columns if one.key == key)

    def fields(self, item: Item) -> tuple[Field, ...]:
        """What is asked when a whole row is edited."""
        return tuple(self.field(item, one.key) for one in self.columns if one.key not in self.fixed)

    def options(self, item: Item, key: str) -> Sequence[str]:
        """What a cell may be filled with, as far as a list of it is known."""
        return ()

    def put(self, item: Item, key: str, text: str) -> None:
        """Take over what was typed into a cell, faulty or not."""
        if text.strip() == self.shown(item, key):
            return
        spot = (id(item.data), key + item.part)
        self.draft.faults.pop(spot, None)
        element = self.field(item, key)
        try:
            self.set(item, key, element.kind.read(text) if text.strip() else None)
        except BadValue as bad:
            known = Problem(bad.code, bad.params, self.place(item, key), element.title, text)
            self.draft.faults[spot] = text, known

    def fill(self, item: Item, texts: Mapping[str, str]) -> None:
        """Take over a whole row; a row may move meanwhile, so it is looked up anew for each cell."""
        for key, text in texts.items():
            self.put(next(one for one in self.rows() if one.data is item.data and one.part == item.part), key, text)

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """A value into the table; nothing takes it out."""
        put(item.data, key, value)

    def add(self, texts: Mapping[str, str]) -> Item:
        """A new row of what was asked for."""
        raise NotImplementedError

    def remove(self, item: Item) -> None:
        """Take a row out; Refused when others rest on it."""
        raise Refused("draft.fixed")

    def drop(self, item: Item) -> None:
        """Take a row out with what was typed into it and is no value."""
        self.remove(item)
        for spot in [spot for spot in self.draft.faults if spot[0] == id(item.data) and spot[1].endswith(item.part)]:
            del self.draft.faults[spot]

    def place(self, item: Item, key: str) -> str:
        """Where a cell stands in the pack file, as problems name it."""
        return place((*item.path, key))

    def cell(self, item: Item, found: Problem) -> str | None:
        """The column that a problem belongs to; '' for the row as a whole, None for another row."""
        here = place(item.path)
        if not (found.key == here or found.key.startswith(here + "/")):
            return None
        keys = [one.key for one in self.columns]
        return next((key for key in keys if _covers(self.place(item, key), found.key)), "")


def _covers(place_: str, other: str) -> bool:
    return other == place_ or other.startswith(place_ + "/")


def put(data: Data, key: str, value: Any) -> None:
    """A value into a table of the file; what is empty does not stand there."""
    if value in (None, "", False):
        data.pop(key, None)
    else:
        data[key] = value


def element(key: str, kind: k.Kind = k.TEXT, *, required: bool = False, help_: str = "") -> Field:
    """A column by its name among the sentences."""
    return Field(key, say(f"drafted.{key}"), kind, required, help_)
