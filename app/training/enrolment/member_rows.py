"""What a table says of the people on the roster of a class, row by row: results, accounts, employment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select

from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.record.imports.batch import Batch
from app.record.imports.known import rewrite, stored
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.enrolment.naming import name_people
from app.training.enrolment.rosters import on_roster, roster_of

Allowed = Callable[[int, Row[Any]], bool]
"""Whether what a row of the table says may be written over what is known of a person; else it says why."""


@dataclass
class MemberRows:
    """Values to enter or correct, each with its enrolment uid last; who has a value of `telling` already is corrected."""

    class_uid: int
    keys: Sequence[str]
    telling: str
    entries: list[tuple[Value, ...]] = field(default_factory=list)
    first: int = 0
    """How many of them said nothing before."""
    same: int = 0

    @property
    def new(self) -> int:
        """What is entered for the first time."""
        return self.first

    @property
    def changed(self) -> int:
        """What was otherwise."""
        return len(self.entries) - self.first

    def compare(self, batch: Batch, roster: Sequence[Row[Any]], allowed: Allowed = lambda place, row: True) -> None:
        """Compare with the class: each row must be one of its people."""
        people = {row.id_number: row for row in roster}
        for place, number in enumerate(batch.column("id_number")):
            person = people.get(str(number))
            if person is not None:
                self._compare(batch, place, person, allowed)
            elif number is not None:
                batch.fail(place, "id_number", "members.stranger")

    def _compare(self, batch: Batch, place: int, person: Row[Any], allowed: Allowed) -> None:
        if batch.column("name")[place] not in (None, person.name):
            batch.fail(place, "name", "members.other_name")
            return
        said, known = batch.record(place, *self.keys), {key: getattr(person, key) for key in self.keys}
        if all(value is None or value == known[key] for key, value in said.items()):
            self.same += 1
            return
        if not allowed(place, person):
            return
        (batch.changes.fresh if known[self.telling] is None else batch.changes.altered).add(place)
        batch.changes.add(place, said, known)
        self.first += known[self.telling] is None and said[self.telling] is not None
        values = (known[key] if said[key] is None else said[key] for key in self.keys)  # a blank leaves what is there
        self.entries.append((*map(stored, values), person.uid))

    def write(self, work: Work) -> None:
        """Write, then count the people of whom something is said."""
        before = self._told(work)
        rewrite(work, "enrolment", self.keys, self.entries)
        if (found := self._told(work)) != before + self.first:
            raise Refused("import.count", meant=before + self.first, found=found)

    def _told(self, read: Read) -> int:
        told = getattr(Enrolment, self.telling).is_not(None)
        counted = select(func.count()).select_from(Enrolment).where(on_roster(self.class_uid), told)
        return read.session.scalar(counted) or 0


def members(read: Read, batch: Batch, into: int, keys: Sequence[str]) -> list[Row[Any]]:
    """The people of the class with what is known of them; rows of the table without a number are found by name."""
    roster = roster_of(read, into, *keys)
    name_people(batch, roster)
    batch.fail_repeats("id_number")
    return roster
