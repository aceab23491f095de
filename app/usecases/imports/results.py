"""Scores, results and certificates of an ended class from a table, by ID number."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Row, func, select

from app.domain.dictionary import ENROLMENTS, TRAINEES
from app.domain.kinds import Value
from app.domain.outcomes import Refused
from app.store.models import Enrolment, Trainee, TrainingClass
from app.store.work import Read, Work
from app.usecases.imports.batch import Batch
from app.usecases.imports.known import listed, rewrite, stored
from app.usecases.owing import owe_class
from app.usecases.rosters import roster_of

_RESULT = (
    "theory_score",
    "practice_score",
    "result",
    "certificate_kind",
    "certificate_number",
    "certificate_date",
    "fee_fen",
    "modules_done",
)
_REQUIRED = replace(ENROLMENTS["result"], required=True)
FIELDS = (
    TRAINEES["id_number"],
    TRAINEES["name"].optional(),
    *(_REQUIRED if key == "result" else ENROLMENTS[key] for key in _RESULT),
)


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
        rewrite(work, "enrolment", _RESULT, self.entries)
        if (found := _assessed(work, self.class_uid)) != before + self.first:
            raise Refused("import.count", meant=before + self.first, found=found)
        owe_class(work, work.session.get_one(TrainingClass, self.class_uid))


def plan(read: Read, batch: Batch, into: int) -> ResultsPlan:
    """Compare with the class: each row must be one of its people."""
    batch.fail_repeats("id_number")
    batch.fail_repeats("certificate_number")
    _check_certificates(read, batch, into)
    found = ResultsPlan(into)
    members = {row.id_number: row for row in roster_of(read, into, *_RESULT)}
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
    said = batch.record(place, *_RESULT)
    if all(value is None or value == getattr(person, key) for key, value in said.items()):
        found.same += 1
        return
    found.first += person.result is None
    found.entries.append((*(_either(said[key], getattr(person, key)) for key in _RESULT), person.uid))


def _either(said: Value, known: Value) -> Value:
    """What goes into the row: a blank leaves what is there."""
    return stored(known if said is None else said)


def _check_certificates(read: Read, batch: Batch, into: int) -> None:
    numbers, kinds, results = (batch.column(key) for key in ("certificate_number", "certificate_kind", "result"))
    elsewhere = _elsewhere(read, batch, into) if any(numbers) else {}
    for place, number in enumerate(numbers):
        if number is None:
            continue
        if where := elsewhere.get(place):
            batch.fail(place, "certificate_number", "results.certificate_known", where=where)
        if results[place] == "failed":
            batch.fail(place, "certificate_number", "results.failed_certificate")
        if kinds[place] is None:
            batch.warn(place, "certificate_kind", "results.certificate_kind")


def _elsewhere(read: Read, batch: Batch, into: int) -> dict[int, str]:
    """Rows of this table whose number stands in another class, with that class.

    A post (CX-19) is paid for a certificate obtained before: there the same person's may stand again.
    """
    training = read.session.get_one(TrainingClass, into)
    posts = read.pack_on(training.starts_on).list("scarce_post_types")
    numbers, persons = batch.column("certificate_number"), batch.column("id_number")
    statement = (
        select(Enrolment.certificate_number, TrainingClass.number, TrainingClass.training_type, Trainee.id_number)
        .join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
        .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
        .where(Enrolment.certificate_number.in_(select(listed(numbers).c.value)), Enrolment.class_uid != into)
    )
    places = {number: place for place, number in enumerate(numbers)}
    found: dict[int, str] = {}
    for number, where, kind, person in read.session.execute(statement):
        place = places[number]
        again = person == persons[place] and not {training.training_type, kind}.isdisjoint(posts)
        if not again:
            found[place] = where
    return found


def _assessed(read: Read, class_uid: int) -> int:
    counted = select(func.count()).where(Enrolment.class_uid == class_uid, Enrolment.result.is_not(None))
    return read.session.scalar(counted) or 0
