"""People in a 报送包 and people here: one record a person, found by ID number, whoever registered the person first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from app.exchange.sheets import TRAINEES
from app.kernel.kinds import Value
from app.kernel.masking import mask_id
from app.kernel.outcomes import Problem
from app.record.sheet import Row
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee

_STEP = 500
_NAME, _ID = TRAINEES.at("name"), TRAINEES.at("id_number")


class _Known(NamedTuple):
    origin: int
    values: tuple[Value, ...]


@dataclass
class People:
    """The trainees of a package: new, changed, the same; `here` gives the uid here of each that has another there."""

    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    same: int = 0
    here: dict[int, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def match_people(connection: Connection, sender: int, rows: Sequence[Row], *, went_back: bool = False) -> People:
    """Match by ID number, then by uid (the keeper has corrected a number); only the keeper changes a person's record."""
    by_number = {
        known.values[_ID]: known for known in _find(connection, Trainee.id_number, [r.values[_ID] for r in rows])
    }
    unmatched = [row.values[0] for row in rows if row.values[_ID] not in by_number]
    by_uid = {known.values[0]: known for known in _find(connection, Trainee.uid, unmatched)}
    people, there = People(), {row.values[0] for row in rows}
    for row in rows:
        known = by_number.get(row.values[_ID]) or by_uid.get(row.values[0])
        if known is None:
            people.new.append(row)
        elif known.origin == sender and known.values[0] == row.values[0]:
            _compare(connection, sender, people, known, row, went_back)
        elif known.origin == sender and known.values[0] not in there:  # entered anew after its keeper had lost it
            people.here[int(str(row.values[0]))] = int(str(known.values[0]))
            _compare(connection, sender, people, known, row._replace(values=(known.values[0], *row.values[1:])), True)
        elif known.values[_ID] != row.values[_ID]:
            people.problems.append(_problem("merge.person_uid", row, known))
        elif known.values[_NAME] != row.values[_NAME]:
            people.problems.append(_problem("merge.person_name", row, known))
        else:
            people.same += 1
            people.here[int(str(row.values[0]))] = int(str(known.values[0]))
    return people


def _compare(connection: Connection, sender: int, people: People, known: _Known, row: Row, older_too: bool) -> None:
    if TRAINEES.content(known.values) == TRAINEES.content(row.values):
        people.same += 1
    elif TRAINEES.revision(known.values) > TRAINEES.revision(row.values) and not older_too:
        people.problems.append(_problem("merge.revision", row, known))
    elif known.values[_ID] != row.values[_ID] and _shared(connection, sender, row.values[0]):
        people.problems.append(_problem("merge.person_number", row, known))
    else:
        people.changed.append(row)


def _shared(connection: Connection, sender: int, uid: Value) -> bool:
    """Whether another office has the person in its classes too."""
    others = select(Enrolment.uid).where(Enrolment.trainee_uid == uid, Enrolment.origin != sender).limit(1)
    return connection.execute(others).first() is not None


def _find(connection: Connection, column: Any, values: list[Value]) -> Iterator[_Known]:
    wanted = select(Trainee.origin, *(cell.sql for cell in TRAINEES.kept))
    for start in range(0, len(values), _STEP):
        found: ColumnElement[bool] = column.in_(values[start : start + _STEP])
        for row in connection.execute(wanted.where(found)):
            yield _Known(row[0], tuple(row[1:]))


def _problem(code: str, row: Row, known: _Known) -> Problem:
    params: dict[str, object] = {"known": known.values[_NAME], "number": mask_id(str(known.values[_ID]))}
    return Problem(code, params, title=TRAINEES.label, value=row.label, sheet=TRAINEES.title, row=row.number)
