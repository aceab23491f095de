"""A class's roster from a table: finds or creates each person by ID number, then the row of the class."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import Any

from sqlalchemy import Row, and_, func, select

from app.kernel import kinds as k
from app.kernel.fact_values import COLUMN, by_element, is_fact, merged
from app.kernel.identity import sex_of
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.batch import CHUNK, Batch
from app.record.imports.known import born, rewrite, stored
from app.record.initials import initials
from app.record.lookups import listed
from app.store.work import Read, Work
from app.training.enrolment.accounts_import import warn_of_accounts
from app.training.enrolment.model import Enrolment
from app.training.enrolment.naming import name_people
from app.training.enrolment.noun import PERSON, PLACE
from app.training.enrolment.rosters import elsewhere, head_count, roster_of
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

_TRAINEE = ("uid", "origin", "revision", "state", "id_number", "name", "sex", "born", "initials")
_ENROLMENT = ("uid", "origin", "revision", "state", "class_uid", "trainee_uid", "seq", "draws_pension")
_FIRST = 1
"""Revision of a new row."""
_NAMED = 5
"""Other classes of the same people that are named."""


@dataclass
class RosterPlan:
    """Persons to create or correct, rows of the class to add or change; places are rows of the batch."""

    batch: Batch
    class_uid: int
    persons: list[int] = field(default_factory=list)
    joining: list[tuple[int, int]] = field(default_factory=list)
    """Known persons who join: place and trainee uid."""
    moved: list[tuple[Value, ...]] = field(default_factory=list)
    """New particulars of known persons, with the trainee uid."""
    altered: list[tuple[Value, ...]] = field(default_factory=list)
    """New particulars of rows of the class, with the enrolment uid."""
    changed: int = 0
    same: int = 0

    @property
    def new(self) -> int:
        """Rows to add to the class."""
        return len(self.persons) + len(self.joining)

    def write(self, work: Work) -> None:
        """Write persons, then rows, in the order of the table; then count both."""
        before = _heads(work, self.class_uid)
        first = work.uid(len(self.persons)) if self.persons else 0
        self._write_persons(work, first)
        places = sorted([*self.joining, *((place, first + n) for n, place in enumerate(self.persons))])
        self._write_rows(work, places)
        rewrite(work, "trainee", PERSON, self.moved)
        rewrite(work, "enrolment", (*PLACE, COLUMN, "state"), self.altered)
        if (found := _heads(work, self.class_uid)) != before + self.new:
            raise Refused("import.count", meant=before + self.new, found=found)

    def _write_persons(self, work: Work, first: int) -> None:
        keys = self._told(PERSON)
        for start in range(0, len(self.persons), CHUNK):
            places = self.persons[start : start + CHUNK]
            numbers, names, *others = (self._texts(key, places) for key in ("id_number", "name", *keys))
            fixed = (repeat(work.own.uid), repeat(_FIRST), repeat("active"))
            told = (map(sex_of, numbers), map(born, numbers), map(initials, names))
            rows = list(zip(count(first + start), *fixed, numbers, names, *told, *others))  # noqa: B905 - some are endless
            work.bulk("trainee", (*_TRAINEE, *keys), rows)
            work.progress(start + len(places), self.new)

    def _write_rows(self, work: Work, places: Sequence[tuple[int, int]]) -> None:
        uid = work.uid(len(places)) if places else 0
        seq, asked = _last_seq(work, self.class_uid) + 1, any(map(is_fact, self.batch.fields))
        keys = [key for key in self._told(PLACE) if key not in _ENROLMENT]
        columns = (*_ENROLMENT, *keys, *([COLUMN] if asked else []))
        for start in range(0, len(places), CHUNK):
            lines, trainees = zip(*places[start : start + CHUNK], strict=True)
            fixed = (repeat(work.own.uid), repeat(_FIRST), repeat("active"), repeat(self.class_uid))
            told = [self._stored(key, lines) for key in keys]
            if asked:
                told.append([merged(None, self.batch.facts(place)) for place in lines])
            pensions = (said or 0 for said in self._texts("draws_pension", lines))
            row = (count(uid + start), *fixed, trainees, count(seq + start), pensions, *told)
            work.bulk("enrolment", columns, list(zip(*row)))  # noqa: B905 - some are endless
            work.progress(start + len(lines), self.new)

    def _told(self, keys: Sequence[str]) -> list[str]:
        """Those of the fields that the table has a column for."""
        return [key for key in keys if self.batch.has(key)]

    def _texts(self, key: str, places: Sequence[int]) -> list[Any]:
        column = self.batch.column(key)
        return [column[place] for place in places]

    def _stored(self, key: str, places: Sequence[int]) -> list[Any]:
        texts = self._texts(key, places)
        return [stored(said) for said in texts] if self.batch.fields[key].kind is k.DATE else texts


def plan(read: Read, batch: Batch, into: int) -> RosterPlan:
    """Compare with the persons whom the office knows and with the rows that the class has."""
    wrong = {(problem.place, problem.key) for problem in batch.problems}
    _find_people(read, batch, into, wrong)
    batch.fail_repeats("id_number")
    _check_sexes(batch)
    found = RosterPlan(batch, into)
    known: dict[Value, Row[Any]] = {row.id_number: row for row in _known(read, batch, into)}
    for place, number in enumerate(batch.column("id_number")):
        if number in known:
            _compare(read, found, place, known[number])
        elif number is not None:
            found.persons.append(place)
            batch.changes.fresh.add(place)
    for place in (*found.persons, *(place for place, _ in found.joining)):
        if batch.column("category")[place] is None and (place, "category") not in wrong:
            batch.fail(place, "category", "roster.newcomer" if found.same or found.changed else "field.required")
    warn_of_accounts(read, batch, into)
    _warn_too_many(read, batch, found)
    _warn_elsewhere(read, batch, found)
    return found


def _find_people(read: Read, batch: Batch, into: int, wrong: Container[tuple[int, str]]) -> None:
    """A list without a column of ID numbers, as some banks send, names who is in the class already; else each row has one."""
    members = [] if "id_number" in batch.table.columns else roster_of(read, into)
    if members:
        name_people(batch, members)
        return
    for place, number in enumerate(batch.column("id_number")):
        if number is None and (place, "id_number") not in wrong:
            batch.fail(place, "id_number", "field.required")


def _known(read: Read, batch: Batch, into: int) -> Sequence[Row[Any]]:
    numbers = listed(batch.column("id_number"))
    here = and_(Enrolment.trainee_uid == Trainee.uid, Enrolment.class_uid == into)
    person = (Trainee.id_number, Trainee.uid, Trainee.name, Trainee.origin, *(getattr(Trainee, key) for key in PERSON))
    place = (
        Enrolment.uid.label("enrolment"),
        Enrolment.state,
        Enrolment.facts,
        *(getattr(Enrolment, key) for key in PLACE),
    )
    statement = select(*person, *place).select_from(numbers).join(Trainee, Trainee.id_number == numbers.c.value)
    return read.session.execute(statement.outerjoin(Enrolment, here)).all()


def _compare(read: Read, found: RosterPlan, place: int, person: Row[Any]) -> None:
    batch = found.batch
    name = batch.column("name")[place]
    if name is not None and name != person.name:
        batch.fail(place, "name", "roster.other_name", known=_mask_name(person.name))
        return
    moved = person.origin == read.own.uid and _differs(batch, place, person, PERSON)
    if moved:
        found.moved.append((*_merged(batch, place, person, PERSON), person.uid))
    if person.enrolment is None:
        found.joining.append((place, person.uid))
        batch.changes.fresh.add(place)
        return
    facts = merged(person.facts, batch.facts(place))
    if facts != person.facts:
        batch.changes.add(place, by_element(facts), by_element(person.facts))
    altered = _differs(batch, place, person, PLACE) or person.state != "active" or facts != person.facts
    if altered:
        found.altered.append((*_merged(batch, place, person, PLACE), facts, "active", person.enrolment))
    if moved or altered:
        batch.changes.altered.add(place)
    found.changed += moved or altered
    found.same += not (moved or altered)


def _differs(batch: Batch, place: int, person: Row[Any], keys: Sequence[str]) -> bool:
    """Whether the table says something else; a blank says nothing."""
    said = ((batch.column(key)[place], getattr(person, key)) for key in keys)
    if all(value is None or value == known for value, known in said):
        return False
    return batch.changes.add(place, batch.record(place, *keys), {key: getattr(person, key) for key in keys})


def _merged(batch: Batch, place: int, person: Row[Any], keys: Sequence[str]) -> tuple[Value, ...]:
    said = ((batch.column(key)[place], getattr(person, key)) for key in keys)
    return tuple(stored(known if value is None else value) for value, known in said)


def _check_sexes(batch: Batch) -> None:
    if not batch.has("sex"):
        return
    right = [number and sex_of(str(number)) for number in batch.column("id_number")]
    for place, sex in enumerate(batch.column("sex")) if right != batch.column("sex") else ():
        if sex is not None and right[place] not in (None, sex):
            batch.fail(place, "sex", "roster.sex", sex=right[place])


def _warn_too_many(read: Read, batch: Batch, found: RosterPlan) -> None:
    planned = read.session.get_one(TrainingClass, found.class_uid).planned_count
    heads = head_count(read, found.class_uid) + found.new
    if heads > planned:
        batch.notes.append(say("roster.too_many", heads=heads, planned=planned))


def _warn_elsewhere(read: Read, batch: Batch, found: RosterPlan) -> None:
    """A file that was chosen for the wrong class, or people who would be trained twice."""
    rows = elsewhere(read, found.class_uid, [uid for _, uid in found.joining]) if found.joining else []
    for row in rows[:_NAMED]:
        told = {key: getattr(row, key) for key in ("name", "number", "occupation", "level")}
        batch.notes.append(say("roster.elsewhere", count=row.heads, **told))
    if len(rows) > _NAMED:
        batch.notes.append(say("roster.elsewhere_more", count=len(rows) - _NAMED))


def _mask_name(name: str) -> str:
    return name[:1] + "*" * (len(name) - 1)


def _heads(read: Read, class_uid: int) -> int:
    joined = select(func.count()).select_from(Enrolment).join(Trainee, Trainee.uid == Enrolment.trainee_uid)
    return read.session.scalar(joined.where(Enrolment.class_uid == class_uid)) or 0


def _last_seq(read: Read, class_uid: int) -> int:
    return read.session.scalar(select(func.max(Enrolment.seq)).where(Enrolment.class_uid == class_uid)) or 0
