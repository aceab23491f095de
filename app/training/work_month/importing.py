"""Months at work (在岗月份) of a class from a table: one row a person, whose months are then exactly those it states."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from app.kernel.kinds import Value
from app.kernel.months import month_of
from app.kernel.outcomes import Refused
from app.record.imports.batch import Batch
from app.record.imports.known import rewrite, stored
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.enrolment.naming import name_people
from app.training.enrolment.rosters import roster_of
from app.training.training_class.model import TrainingClass
from app.training.work_month.model import WorkMonth
from app.training.work_month.noun import WORKER

_COLUMNS = ("uid", "revision", "origin", "enrolment_uid", "month")
_JOIN = "、"


@dataclass
class MonthsPlan:
    """Months to enter (enrolment, month) and to take out (uids), and how many people they are of."""

    class_uid: int
    fresh: list[tuple[int, str]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    workers: list[tuple[Value, ...]] = field(default_factory=list)
    """What the table says otherwise of 入职日期 and 学徒类别, with the enrolment uid."""
    new: int = 0
    """People whose months are entered for the first time."""
    changed: int = 0
    """People whose months were otherwise."""
    same: int = 0

    def write(self, work: Work) -> None:
        """Take out and enter, then count the months of the class."""
        before, first = len(_known(work, self.class_uid)), work.uid(max(1, len(self.fresh)))
        if self.gone:
            work.connection.exec_driver_sql("DELETE FROM work_month WHERE uid = ?", [(uid,) for uid in self.gone])
        rows = [(first + place, 1, work.own.uid, *one) for place, one in enumerate(self.fresh)]
        work.bulk("work_month", _COLUMNS, rows)
        rewrite(work, "enrolment", WORKER, self.workers)
        meant = before + len(self.fresh) - len(self.gone)
        if (found := len(_known(work, self.class_uid))) != meant:
            raise Refused("import.count", meant=meant, found=found)


def plan(read: Read, batch: Batch, into: int) -> MonthsPlan:
    """Compare with the class: each row is one of its people, each month one of its own that has begun."""
    roster = roster_of(read, into, *WORKER)
    name_people(batch, roster)
    batch.fail_repeats("id_number")
    training = read.session.get_one(TrainingClass, into)
    members = {row.id_number: row for row in roster}
    known: dict[int, dict[str, int]] = defaultdict(dict)
    for row in _known(read, into):
        known[row.enrolment_uid][row.month] = row.uid
    found = MonthsPlan(into)
    for place, number in enumerate(batch.column("id_number")):
        person, months = members.get(str(number)), _said(batch, place)
        if person is not None:
            _check(read, batch, place, training, person, months)
            _compare(batch, found, place, person.uid, known[person.uid], _worker(batch, place, person))
        elif number is not None:
            batch.fail(place, "id_number", "months.stranger")
    return found


def _said(batch: Batch, place: int) -> Sequence[str]:
    said = batch.column("months")[place]
    return str(said).split(_JOIN) if said else ()


def _check(
    read: Read, batch: Batch, place: int, training: TrainingClass, person: Row[Any], months: Sequence[str]
) -> None:
    name, first, last = batch.column("name")[place], month_of(training.starts_on), month_of(training.ends_on)
    if name is not None and name != person.name:
        batch.fail(place, "name", "months.other_name")
    if outside := [month for month in months if not first <= month <= last]:
        batch.fail(place, "months", "months.outside", months=_JOIN.join(outside), first=first, last=last)
    if ahead := [month for month in months if month > month_of(read.today)]:
        batch.fail(place, "months", "months.ahead", months=_JOIN.join(ahead))
    hired = batch.column("hired_on")[place] or person.hired_on
    if before := [month for month in months if isinstance(hired, date) and month < month_of(hired)]:
        batch.fail(place, "months", "months.before_hired", months=_JOIN.join(before), hired=hired)


def _worker(batch: Batch, place: int, person: Row[Any]) -> tuple[Value, ...] | None:
    """What goes into the row of the roster; None where the table says nothing else, and a blank says nothing."""
    said = batch.record(place, *WORKER)
    if not batch.changes.add(place, said, {key: getattr(person, key) for key in WORKER}):
        return None
    values = (getattr(person, key) if value is None else value for key, value in said.items())
    return (*(stored(value) for value in values), person.uid)


def _compare(
    batch: Batch,
    found: MonthsPlan,
    place: int,
    uid: int,
    known: Mapping[str, int],
    worker: tuple[Value, ...] | None,
) -> None:
    months = _said(batch, place)
    fresh = [(uid, month) for month in months if month not in known]
    gone = [row for month, row in known.items() if month not in months]
    found.fresh += fresh
    found.gone += gone
    found.workers += [worker] if worker else []
    if known and (fresh or gone):
        batch.changes.add(place, {"months": _JOIN.join(months)}, {"months": _JOIN.join(sorted(known))})
    if not known:
        batch.changes.fresh.add(place)
    elif fresh or gone or worker:
        batch.changes.altered.add(place)
    found.new += not known
    found.changed += place in batch.changes.altered
    found.same += bool(known) and place not in batch.changes.altered


def _known(read: Read, into: int) -> list[Row[Any]]:
    columns = select(WorkMonth.uid, WorkMonth.enrolment_uid, WorkMonth.month)
    joined = columns.join(Enrolment, Enrolment.uid == WorkMonth.enrolment_uid)
    return list(read.session.execute(joined.where(Enrolment.class_uid == into)))
