"""Scores, results and certificates of an ended class from a table, by ID number or by a name that one alone has."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select

from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.record.imports.batch import Batch
from app.record.imports.known import rewrite, stored
from app.store.work import Read, Work
from app.training.enrolment.certificates import alike, bearers, faults, may_stand_again
from app.training.enrolment.model import Enrolment
from app.training.enrolment.naming import name_people
from app.training.enrolment.noun import RESULTS
from app.training.enrolment.rosters import roster_of
from app.training.training_class.model import TrainingClass


@dataclass
class ResultsPlan:
    """Results to enter or correct, each with its enrolment uid last."""

    class_uid: int
    entries: list[tuple[Value, ...]] = field(default_factory=list)
    first: int = 0
    """How many of them had no result before."""
    same: int = 0

    @property
    def new(self) -> int:
        """Results entered for the first time."""
        return self.first

    @property
    def changed(self) -> int:
        """Results that were otherwise."""
        return len(self.entries) - self.first

    def write(self, work: Work) -> None:
        """Write, then count the people with a result."""
        before = _assessed(work, self.class_uid)
        rewrite(work, "enrolment", RESULTS, self.entries)
        if (found := _assessed(work, self.class_uid)) != before + self.first:
            raise Refused("import.count", meant=before + self.first, found=found)
        work.moved.append(work.session.get_one(TrainingClass, self.class_uid))


def plan(read: Read, batch: Batch, into: int) -> ResultsPlan:
    """Compare with the class: each row must be one of its people."""
    roster = roster_of(read, into, *RESULTS)
    name_people(batch, roster)
    batch.fail_repeats("id_number")
    _fail_repeats(batch)
    _check_certificates(read, batch, into)
    found = ResultsPlan(into)
    members = {row.id_number: row for row in roster}
    for place, number in enumerate(batch.column("id_number")):
        person = members.get(str(number))
        if person is not None:
            _compare(batch, found, place, person)
        elif number is not None:
            batch.fail(place, "id_number", "results.stranger")
    return found


def _compare(batch: Batch, found: ResultsPlan, place: int, person: Row[Any]) -> None:
    name = batch.column("name")[place]
    if name is not None and name != person.name:
        batch.fail(place, "name", "results.other_name")
        return
    said = batch.record(place, *RESULTS)
    if all(value is None or value == getattr(person, key) for key, value in said.items()):
        found.same += 1
        return
    (batch.changes.fresh if person.result is None else batch.changes.altered).add(place)
    batch.changes.add(place, said, {key: getattr(person, key) for key in RESULTS})
    found.first += person.result is None
    found.entries.append((*(_either(said[key], getattr(person, key)) for key in RESULTS), person.uid))


def _either(said: Value, known: Value) -> Value:
    """What goes into the row: a blank leaves what is there."""
    return stored(known if said is None else said)


def _check_certificates(read: Read, batch: Batch, into: int) -> None:
    keys = ("certificate_number", "certificate_kind", "certificate_date", "result", "id_number")
    columns = [batch.column(key) for key in keys]
    taken = _taken(read, batch, into) if any(columns[0]) else {}
    for place, (number, kind, dated, result, person) in enumerate(zip(*columns, strict=True)):
        for key, code in faults(number, dated, person, read.today):
            batch.fail(place, key, code)
        if number is None:
            continue
        if where := taken.get(place):
            batch.fail(place, "certificate_number", "results.certificate_known", where=where)
        if result == "failed":
            batch.fail(place, "certificate_number", "results.failed_certificate")
        if kind is None:
            batch.warn(place, "certificate_kind", "results.certificate_kind")


def _fail_repeats(batch: Batch) -> None:
    """Two rows of a table are two persons: they bear one certificate between them only where its kinds differ."""
    first: dict[Value, list[tuple[Value, int]]] = defaultdict(list)
    pairs = zip(batch.column("certificate_number"), batch.column("certificate_kind"), strict=True)
    for place, (number, kind) in enumerate(pairs):
        if number is None:
            continue
        before = [row for other, row in first[number] if alike(kind, other)]
        if before:
            batch.fail(place, "certificate_number", "row.repeated", row=batch.table.numbers[before[0]])
        first[number].append((kind, place))


def _taken(read: Read, batch: Batch, into: int) -> dict[int, str]:
    """Rows of this table whose certificate is known already from elsewhere, with the class where it is."""
    training = read.session.get_one(TrainingClass, into)
    columns = [batch.column(key) for key in ("certificate_number", "certificate_kind", "id_number")]
    told = {person for number, _, person in zip(*columns, strict=True) if number is not None}
    known, found = bearers(read, columns[0]), {}
    for place, (number, kind, person) in enumerate(zip(*columns, strict=True)):
        for bearer in known.get(number, ()):
            here, himself = bearer.class_uid == into, bearer.id_number == person
            corrected = here and bearer.id_number in told  # judged among the rows of this table
            again = himself and may_stand_again(read, bearer, training, str(number))
            if alike(kind, bearer.kind) and not (corrected or again):
                found[place] = bearer.class_number
    return found


def _assessed(read: Read, class_uid: int) -> int:
    counted = select(func.count()).where(Enrolment.class_uid == class_uid, Enrolment.result.is_not(None))
    return read.session.scalar(counted) or 0
