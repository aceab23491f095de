"""People in a 报送包 and people here: one record a person, found by ID number, whoever registered the person first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from app.exchange.disputes import Conflict, Rulings, conflict
from app.exchange.sheets import TRAINEES
from app.kernel.kinds import Value
from app.kernel.masking import mask_id
from app.office.dispute.noun import OURS, THEIRS
from app.record.sheet import Row
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee

_STEP = 500
_NAME, _ID, _INITIALS = (TRAINEES.at(name) for name in ("name", "id_number", "initials"))


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
    conflicts: list[Conflict] = field(default_factory=list)


def match_people(
    connection: Connection, sender: int, rows: Sequence[Row], rulings: Rulings, *, went_back: bool = False
) -> People:
    """Match by ID number, then by uid (the keeper has corrected a number); only the keeper changes a person's record."""
    by_number = {
        known.values[_ID]: known for known in _find(connection, Trainee.id_number, [r.values[_ID] for r in rows])
    }
    unmatched = [row.values[0] for row in rows if row.values[_ID] not in by_number]
    by_uid = {known.values[0]: known for known in _find(connection, Trainee.uid, unmatched)}
    match = _Match(connection, sender, rulings, People())
    people, there = match.people, {row.values[0] for row in rows}
    for row in rows:
        known = by_number.get(row.values[_ID]) or by_uid.get(row.values[0])
        if known is None:
            people.new.append(row)
        elif known.origin == sender and known.values[0] == row.values[0]:
            match.own(known, row, older_too=went_back)
        elif known.origin == sender and known.values[0] not in there:  # entered anew after its keeper had lost it
            people.here[int(str(row.values[0]))] = int(str(known.values[0]))
            match.own(known, row._replace(values=(known.values[0], *row.values[1:])), older_too=True)
        elif known.values[_ID] != row.values[_ID]:
            people.conflicts.append(_conflict("merge.person_uid", row, known, _who))
        else:
            match.anothers(known, row)
    return people


class _Match:
    """One package's people against those known here, by what was decided before."""

    def __init__(self, connection: Connection, sender: int, rulings: Rulings, people: People) -> None:
        self.connection, self.sender, self.rulings, self.people = connection, sender, rulings, people

    def own(self, known: _Known, row: Row, *, older_too: bool) -> None:
        """The record of a person whom the sender keeps."""
        row = self._as_ruled(known, row)
        theirs, ours = TRAINEES.content(row.values), TRAINEES.content(known.values)
        if theirs == ours:
            self.people.same += 1
        elif TRAINEES.revision(known.values) > TRAINEES.revision(row.values) and not older_too:
            self._decided("merge.revision", known, row, TRAINEES.content)
        elif known.values[_ID] != row.values[_ID] and _shared(self.connection, self.sender, row.values[0]):
            self._decided("merge.person_number", known, row, _who)
        else:
            self.people.changed.append(row)

    def anothers(self, known: _Known, row: Row) -> None:
        """The record of a person whom another keeps: nothing of it changes but a name on which it was decided."""
        if known.values[_NAME] == row.values[_NAME]:
            self.people.same += 1
        elif not self._decided("merge.person_name", known, row, _who, _renamed(known, row)):
            return
        self.people.here[int(str(row.values[0]))] = int(str(known.values[0]))

    def _as_ruled(self, known: _Known, row: Row) -> Row:
        """With the name that was decided on, though its keeper still sends the other."""
        if known.values[_NAME] == row.values[_NAME]:
            return row
        if self.rulings.on(known.values[0], _who(row.values), _who(known.values)) != OURS:
            return row
        return row._replace(values=_with_name(row.values, known.values))

    def _decided(
        self,
        code: str,
        known: _Known,
        row: Row,
        by: Callable[[Sequence[Value]], Sequence[Value]],
        as_: Row | None = None,
    ) -> bool:
        """Do as was decided; whether it was."""
        ruling = self.rulings.on(known.values[0], by(row.values), by(known.values))
        if ruling == THEIRS:
            self.people.changed.append(as_ or row)
        elif ruling == OURS:
            self.people.same += 1
        else:
            self.people.conflicts.append(_conflict(code, row, known, by))
        return bool(ruling)


def _who(values: Sequence[Value]) -> Sequence[Value]:
    """By what a person is told from another; all else may change between two packages."""
    return values[_ID], values[_NAME]


def _renamed(known: _Known, row: Row) -> Row:
    return row._replace(values=_with_name(known.values, row.values))


def _with_name(values: Sequence[Value], other: Sequence[Value]) -> tuple[Value, ...]:
    """The values with another's name, and the initials by which it is searched."""
    return tuple(other[place] if place in (_NAME, _INITIALS) else value for place, value in enumerate(values))


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


def _conflict(code: str, row: Row, known: _Known, by: Callable[[Sequence[Value]], Sequence[Value]]) -> Conflict:
    params: dict[str, object] = {"known": known.values[_NAME], "number": mask_id(str(known.values[_ID]))}
    return conflict(code, TRAINEES, row, known.values, known.origin, (by(row.values), by(known.values)), **params)
