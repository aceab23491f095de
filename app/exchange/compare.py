"""A 报送包 beside what is known here: what is new, changed, the same, gone or in conflict, sheet by sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from app.exchange.people import match_people
from app.exchange.sheets import REFERENCES, REMADE, SHEETS, TRAINEES
from app.exchange.workbook import Rows
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem
from app.record.sheet import Row, Sheet
from app.store.models import OfficeRow
from app.store.work import Read

_STEP = 500
_NAMED = 20


@dataclass
class SheetPlan:
    """What a package does to one table; `removed` are rows that their keeper no longer has."""

    sheet: Sheet
    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    same: int = 0
    removed: list[int] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The sheet's title."""
        return self.sheet.title

    @property
    def names(self) -> list[str]:
        """What the first new and changed rows are called."""
        return [row.label for row in (*self.new, *self.changed)[:_NAMED]]


def compare(read: Read, sender: int, rows: Rows, *, went_back: bool = False) -> tuple[list[SheetPlan], list[Problem]]:
    """Every sheet compared with what is known; people are found by their ID number first.

    A sender that `went_back` to a backup has older revisions than those known here, and lacks rows that it had sent.
    """
    people = match_people(read.connection, sender, rows.get(TRAINEES.title, ()), went_back=went_back)
    plans, problems = [], list(people.problems)
    for sheet in (sheet for sheet in SHEETS if sheet.title in rows):  # of others the package says nothing
        if sheet is TRAINEES:
            plans.append(SheetPlan(sheet, people.new, people.changed, people.same))
        else:
            plan, found = _compare(read, sender, sheet, _mapped(sheet, rows[sheet.title], people.here), went_back)
            plans.append(plan)
            problems += found
    for plan in plans:
        plan.removed = _gone(read, sender, plan.sheet, rows) if went_back else _remade(read, sender, plan.sheet, rows)
    return plans, problems


def _mapped(sheet: Sheet, rows: Iterable[Row], here: Mapping[int, int]) -> Iterator[Row]:
    """The rows with the trainee uids of this office."""
    if "trainee_uid" not in sheet.columns:
        yield from rows
        return
    place = sheet.at("trainee_uid")
    for row in rows:
        uid = row.values[place]
        known = here.get(uid) if isinstance(uid, int) else None
        values = row.values if known is None else (*row.values[:place], known, *row.values[place + 1 :])
        yield row._replace(values=values)


def _compare(
    read: Read, sender: int, sheet: Sheet, rows: Iterable[Row], went_back: bool
) -> tuple[SheetPlan, list[Problem]]:
    plan, problems = SheetPlan(sheet), []
    found = read.connection.execute(select(*(c.sql for c in sheet.kept)).where(sheet.table.c.origin == sender))
    known = {row[0]: tuple(row) for row in found}
    for row in rows:
        before = known.get(row.values[0])
        if before is None:
            plan.new.append(row)
        elif sheet.content(before) == sheet.content(row.values):
            plan.same += 1
        elif sheet.revision(before) > sheet.revision(row.values) and not went_back:
            problems.append(_conflict("merge.revision", sheet, row))
        else:
            plan.changed.append(row)
    return plan, problems + _strangers(read, sheet, plan.new)


def _strangers(read: Read, sheet: Sheet, rows: Sequence[Row]) -> list[Problem]:
    """New rows whose uid is another office's row here."""
    by_uid = {row.values[0]: row for row in rows}
    uids, table, found = list(by_uid), sheet.table, []
    for start in range(0, len(uids), _STEP):
        wanted = select(table.c.uid, OfficeRow.name).join_from(table, OfficeRow, OfficeRow.uid == table.c.origin)
        for uid, office in read.connection.execute(wanted.where(table.c.uid.in_(uids[start : start + _STEP]))):
            found.append(_conflict("merge.uid", sheet, by_uid[uid], office=office))
    return found


def _remade(read: Read, sender: int, sheet: Sheet, rows: Rows) -> list[int]:
    """Rows known here that are no longer in the package though what they hang on is: a claim was assessed anew."""
    if (parent := REMADE.get(sheet)) is None:
        return []
    table, there = sheet.table, _uids(rows, sheet)
    above = _uids(rows, REFERENCES[parent])
    known = read.connection.execute(select(table.c.uid, table.c[parent]).where(table.c.origin == sender))
    return [uid for uid, hangs_on in known if hangs_on in above and uid not in there]


def _gone(read: Read, sender: int, sheet: Sheet, rows: Rows) -> list[int]:
    """Every row of the sender that it no longer has; its people stay, since others may have them in their classes."""
    if sheet is TRAINEES:
        return []
    there = _uids(rows, sheet)
    known = read.connection.scalars(select(sheet.table.c.uid).where(sheet.table.c.origin == sender))
    return [uid for uid in known if uid not in there]


def _uids(rows: Rows, sheet: Sheet) -> set[Value]:
    return {row.values[0] for row in rows.get(sheet.title, ())}


def _conflict(code: str, sheet: Sheet, row: Row, **params: object) -> Problem:
    """A row that cannot be taken in, with its place in the workbook."""
    return Problem(code, params, title=sheet.label, value=row.label, sheet=sheet.title, row=row.number)
