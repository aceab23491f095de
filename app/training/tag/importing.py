"""What people are recognised as (人员身份) from a table such as a list of disabled persons; who is new is registered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import func, select

from app.kernel.identity import sex_of
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.record.imports.batch import Batch
from app.record.imports.known import born, rewrite, stored
from app.record.initials import initials
from app.record.lookups import listed
from app.store.work import Read, Work
from app.training.tag.model import Tag
from app.training.tag.noun import SAID
from app.training.trainee.model import Trainee

_CHANGING = ("until", "proof", "state")
_PERSON = ("uid", "origin", "revision", "state", "id_number", "name", "sex", "born", "initials")
_TAG = ("uid", "origin", "revision", "state", "trainee_uid", *SAID)
Row = tuple[Any, ...]


@dataclass
class TagsPlan:
    """People to register (number -> name), recognitions to add (number and what is said), those to change (by uid)."""

    people: dict[str, str] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    fresh: list[tuple[str, Row]] = field(default_factory=list)
    edits: list[Row] = field(default_factory=list)
    same: int = 0

    @property
    def new(self) -> int:
        """Recognitions entered for the first time."""
        return len(self.fresh)

    @property
    def changed(self) -> int:
        """Recognitions that were otherwise."""
        return len(self.edits)

    def write(self, work: Work) -> None:
        """Register people, then write what they are recognised as, then count."""
        before = _count(work)
        own = (work.own.uid, 1, "active")
        first = work.uid(max(1, len(self.people)))
        uids = dict(zip(self.people, count(first), strict=False))
        work.bulk("trainee", _PERSON, list(self._persons(own, uids)))
        everybody = {**self.known, **uids}
        uid = work.uid(max(1, self.new))
        rows = [(uid + place, *own, everybody[number], *said) for place, (number, said) in enumerate(self.fresh)]
        work.bulk("tag", _TAG, rows)
        rewrite(work, "tag", _CHANGING, self.edits)
        if (found := _count(work)) != before + self.new:
            raise Refused("import.count", meant=before + self.new, found=found)

    def _persons(self, own: Row, uids: dict[str, int]) -> Iterator[Row]:
        for number, name in self.people.items():
            yield uids[number], *own, number, name, sex_of(number), born(number), initials(name)


def plan(read: Read, batch: Batch, into: int) -> TagsPlan:
    """Compare with what is on file: the same person, category and first day is the same recognition."""
    batch.fail_repeats("id_number", "category", "since")
    found = TagsPlan()
    names = _names(read, batch, found)
    kept = _kept(read, batch)
    for place, number in enumerate(batch.column("id_number")):
        if number is not None and _sound(batch, place, str(number), names):
            _compare(batch, found, place, str(number), kept)
    return found


def _names(read: Read, batch: Batch, found: TagsPlan) -> dict[str, str]:
    """Names by ID number of those whom the office knows; their uids go into the plan."""
    numbers = listed(batch.column("id_number"))
    wanted = select(Trainee.id_number, Trainee.name, Trainee.uid).join(numbers, numbers.c.value == Trainee.id_number)
    names = {}
    for number, name, uid in read.session.execute(wanted):
        names[number], found.known[number] = name, uid
    return names


def _kept(read: Read, batch: Batch) -> dict[tuple[Value, ...], Any]:
    numbers = select(listed(batch.column("id_number")).c.value)
    wanted = select(Trainee.id_number, *(getattr(Tag, key) for key in ("uid", "state", *SAID))).join(
        Tag, Tag.trainee_uid == Trainee.uid
    )
    wanted = wanted.where(Trainee.id_number.in_(numbers), Tag.origin == read.own.uid)
    return {(row.id_number, row.category, row.since): row for row in read.session.execute(wanted)}


def _sound(batch: Batch, place: int, number: str, names: dict[str, str]) -> bool:
    """Nothing is wrong between the cells of a row; a person has one name, here and in the table."""
    name, since, until = (batch.column(key)[place] for key in ("name", "since", "until"))
    if name is not None and names.setdefault(number, str(name)) != name:
        batch.fail(place, "name", "tag.other_name")
    if isinstance(since, date) and isinstance(until, date) and until < since:
        batch.fail(place, "until", "tag.dates")
    return name is not None and since is not None


def _compare(batch: Batch, found: TagsPlan, place: int, number: str, kept: dict[tuple[Value, ...], Any]) -> None:
    said = batch.record(place, *SAID)
    row = kept.get((number, said["category"], said["since"]))
    if row is None:
        if number not in found.known:
            found.people[number] = str(batch.column("name")[place])
        found.fresh.append((number, tuple(map(stored, said.values()))))
        batch.changes.fresh.add(place)
        return
    until = row.until if said["until"] is None else said["until"]
    if (until, said["proof"], "active") == (row.until, row.proof, row.state):
        found.same += 1
    else:
        found.edits.append((stored(until), said["proof"], "active", row.uid))
        batch.changes.add(place, said, {key: getattr(row, key) for key in said})
        batch.changes.altered.add(place)


def _count(work: Work) -> int:
    return work.session.scalar(select(func.count()).select_from(Tag)) or 0
