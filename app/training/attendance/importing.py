"""Attendance (考勤) of a class from a table: who was there on which day, for how many periods of how many minutes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.award.sessions import overfull
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.batch import Batch
from app.record.imports.known import rewrite
from app.store.work import Read, Work
from app.training.attendance.model import Attendance
from app.training.attendance.noun import HELD
from app.training.enrolment.model import Enrolment
from app.training.enrolment.naming import name_people
from app.training.enrolment.rosters import roster_of
from app.training.training_class.model import TrainingClass

_COLUMNS = ("uid", "revision", "origin", "enrolment_uid", "day", *HELD)


@dataclass
class AttendancePlan:
    """Days to enter (enrolment, day, periods, minutes) and days to correct (periods, minutes, uid)."""

    class_uid: int
    fresh: list[tuple[Any, ...]] = field(default_factory=list)
    edits: list[tuple[Any, ...]] = field(default_factory=list)
    same: int = 0
    absent: int = 0
    """Days of which the table says that somebody was not there: they make no row."""

    @property
    def new(self) -> int:
        """Days entered for the first time."""
        return len(self.fresh)

    @property
    def changed(self) -> int:
        """Days that were otherwise."""
        return len(self.edits)

    def write(self, work: Work) -> None:
        """Write, then count the days of the class."""
        before, first = _count(work, self.class_uid), work.uid(max(1, self.new))
        rows = [(first + place, 1, work.own.uid, *one) for place, one in enumerate(self.fresh)]
        work.bulk("attendance", _COLUMNS, rows)
        rewrite(work, "attendance", HELD, self.edits)
        if (found := _count(work, self.class_uid)) != before + self.new:
            raise Refused("import.count", meant=before + self.new, found=found)


def plan(read: Read, batch: Batch, into: int) -> AttendancePlan:
    """Compare with the class: each row is one of its people on one of its days."""
    roster = roster_of(read, into)
    name_people(batch, roster)
    batch.fail_repeats("id_number", "day")
    training = read.session.get_one(TrainingClass, into)
    members = {row.id_number: row for row in roster}
    known = {(row.enrolment_uid, row.day): row for row in _known(read, into)}
    others, found = _others(read, into), AttendancePlan(into)
    for place, number in enumerate(batch.column("id_number")):
        person = members.get(str(number))
        if person is None:
            if number is not None:
                batch.fail(place, "id_number", "attendance.stranger")
        elif _sound(read, batch, place, training, person.name):
            _fit(batch, place, *others.get((person.uid, batch.column("day")[place]), (0, "")))
            _compare(batch, found, place, person.uid, known)
    if found.absent:
        batch.notes.append(say("attendance.absent", count=found.absent))
    return found


def _sound(read: Read, batch: Batch, place: int, training: TrainingClass, name: str) -> bool:
    said, day = batch.column("name")[place], batch.column("day")[place]
    if said is not None and said != name:
        batch.fail(place, "name", "attendance.other_name")
    if isinstance(day, date) and not training.starts_on <= day <= training.ends_on:
        batch.fail(place, "day", "attendance.outside", first=training.starts_on, last=training.ends_on)
    elif isinstance(day, date) and day > read.today:
        batch.fail(place, "day", "attendance.ahead")
    return isinstance(day, date)


def _fit(batch: Batch, place: int, other: int, classes: str) -> None:
    """A period has minutes; all that a person attended on a day, here and in other classes, stays under those of a day."""
    periods, minutes = (batch.column(key)[place] for key in HELD)
    if periods and minutes == 0:
        batch.fail(place, "minutes", "attendance.no_minutes", periods=periods)
    if isinstance(periods, int) and isinstance(minutes, int) and (said := overfull(periods, minutes, other)):
        code = "attendance.day_full_together" if other else "attendance.day_full"
        batch.fail(place, "periods", code, **said, other=other, classes=classes)


def _compare(batch: Batch, found: AttendancePlan, place: int, uid: int, known: dict[tuple[int, date], Any]) -> None:
    said = batch.record(place, "day", *HELD)
    day, held = said["day"], (said["periods"], said["minutes"])
    assert isinstance(day, date)
    row = known.get((uid, day))
    if row is None and held[0] == 0:
        found.absent += 1
    elif row is None:
        found.fresh.append((uid, day.isoformat(), *held))
        batch.changes.fresh.add(place)
    elif (row.periods, row.minutes) == held:
        found.same += 1
    else:
        found.edits.append((*held, row.uid))
        batch.changes.add(place, batch.record(place, *HELD), {key: getattr(row, key) for key in HELD})
        batch.changes.altered.add(place)


def _others(read: Read, into: int) -> dict[tuple[int, Value], tuple[int, str]]:
    """Minutes that people of the class attended in other classes, and which, by their row here and the day."""
    here, there = aliased(Enrolment), aliased(Enrolment)
    numbers = func.group_concat(TrainingClass.number.distinct())
    wanted = (
        select(here.uid, Attendance.day, func.sum(Attendance.periods * Attendance.minutes), numbers)
        .join(there, (there.trainee_uid == here.trainee_uid) & (there.class_uid != into))
        .join(TrainingClass, TrainingClass.uid == there.class_uid)
        .join(Attendance, Attendance.enrolment_uid == there.uid)
        .where(here.class_uid == into, there.state == "active", TrainingClass.state != "void")
        .group_by(here.uid, Attendance.day)
    )
    rows = read.session.execute(wanted)
    return {(uid, day): (held, str(classes).replace(",", "、")) for uid, day, held, classes in rows}


def _known(read: Read, into: int) -> list[Any]:
    columns = select(
        Attendance.uid, Attendance.enrolment_uid, Attendance.day, Attendance.periods, Attendance.minutes
    ).join(Enrolment, Enrolment.uid == Attendance.enrolment_uid)
    return list(read.session.execute(columns.where(Enrolment.class_uid == into)))


def _count(work: Work, class_uid: int) -> int:
    joined = select(func.count()).select_from(Attendance).join(Enrolment, Enrolment.uid == Attendance.enrolment_uid)
    return work.session.scalar(joined.where(Enrolment.class_uid == class_uid)) or 0
