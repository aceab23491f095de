"""A 报送包 beside what is known here: what is new, changed, the same, gone or in dispute, sheet by sheet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.exchange import doubles
from app.exchange.disputes import Conflict, Rulings, conflict
from app.exchange.holding import WHOLE, Held, Waiting, because, waiting
from app.exchange.people import match_people
from app.exchange.sheets import INSTITUTIONS, LINES, REFERENCES, REMADE, SHEETS, TRAINEES
from app.exchange.workbook import Rows
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem
from app.office.dispute.noun import OURS, THEIRS
from app.record.sheet import Row, Sheet
from app.store.models import OfficeRow
from app.store.work import Read

NOTHING: Mapping[int, Problem] = {}
_DOUBLES = {TRAINEES: doubles.people, INSTITUTIONS: doubles.accounts}
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
    held: list[Held] = field(default_factory=list)
    """Rows that wait: they are in dispute, or hang on one that is."""

    @property
    def title(self) -> str:
        """The sheet's title."""
        return self.sheet.title

    @property
    def names(self) -> list[str]:
        """What the first new and changed rows are called."""
        return [row.label for row in (*self.new, *self.changed)[:_NAMED]]


def compare(
    read: Read, sender: int, rows: Rows, lines: Mapping[int, Problem] = NOTHING, *, went_back: bool = False
) -> tuple[list[SheetPlan], list[Conflict]]:
    """Every sheet compared with what is known, and what nobody has decided yet; people are found by their ID number first.

    `lines` of claims wait in any case, as the office that carries the package has decided.

    A sender that `went_back` to a backup has older revisions than those known here, and lacks rows that it had sent.
    """
    rulings = Rulings(read)
    people = match_people(read.connection, sender, rows.get(TRAINEES.title, ()), rulings, went_back=went_back)
    plans, conflicts = [], list(people.conflicts)
    for sheet in (sheet for sheet in SHEETS if sheet.title in rows):  # of others the package says nothing
        if sheet is TRAINEES:
            plans.append(SheetPlan(sheet, people.new, people.changed, people.same))
        else:
            mapped = _mapped(sheet, rows[sheet.title], people.here)
            plan, found = _compare(read, sender, sheet, mapped, rulings, went_back)
            plans.append(plan)
            conflicts += found
    for plan, alike in ((p, _DOUBLES[p.sheet]) for p in plans if p.sheet in _DOUBLES):
        conflicts += alike(read, sender, plan.new + plan.changed, rulings)
    of_lines = [
        (LINES, row, why)
        for row in rows.get(LINES.title, ())
        if isinstance(uid := row.values[0], int) and (why := lines.get(uid)) is not None
    ]
    held = waiting(rows, [(c.sheet, c.row, c.problem) for c in conflicts] + of_lines)
    for plan in plans:
        _hold(plan, held, [c for c in conflicts if c.sheet is plan.sheet])
        plan.removed = _gone(read, sender, plan.sheet, rows) if went_back else _remade(read, sender, plan.sheet, rows)
    if any(held.values()):
        _spare(read, sender, plans, held)
    return plans, conflicts


def _hold(plan: SheetPlan, held: Waiting, conflicts: Sequence[Conflict]) -> None:
    """Take what waits out of what is taken."""
    reasons = held[plan.sheet]
    plan.held = [Held(conflict.row, conflict.problem) for conflict in conflicts]
    disputed = {conflict.row.values[0] for conflict in conflicts}
    for taken in (plan.new, plan.changed):
        waits = [row for row in taken if row.values[0] in reasons and row.values[0] not in disputed]
        plan.held += [Held(row, because(reasons[row.values[0]])) for row in waits]
        taken[:] = [row for row in taken if row.values[0] not in reasons]


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
    read: Read, sender: int, sheet: Sheet, rows: Iterable[Row], rulings: Rulings, went_back: bool
) -> tuple[SheetPlan, list[Conflict]]:
    plan, conflicts = SheetPlan(sheet), []
    known = {row[0]: row for row in sheet.known(read.connection, sender)}
    for row in rows:
        before = known.get(row.values[0])
        if before is None:
            plan.new.append(row)
            continue
        theirs, ours = sheet.content(row.values), sheet.content(before)
        older = sheet.revision(before) > sheet.revision(row.values) and not went_back
        ruling = rulings.on(row.values[0], theirs, ours) if older and theirs != ours else ""
        if theirs == ours or ruling == OURS:
            plan.same += 1
        elif older and ruling != THEIRS:
            conflicts.append(conflict("merge.revision", sheet, row, before, sender, (theirs, ours)))
        else:
            plan.changed.append(row)
    strangers = list(_strangers(read, sheet, plan.new))
    taken_by_others = {c.row.values[0] for c in strangers}
    plan.new = [row for row in plan.new if row.values[0] not in taken_by_others]
    return plan, conflicts + strangers


def _strangers(read: Read, sheet: Sheet, rows: Sequence[Row]) -> Iterator[Conflict]:
    """New rows whose uid is another office's row here."""
    by_uid = {row.values[0]: row for row in rows}
    uids, table = list(by_uid), sheet.table
    for start in range(0, len(uids), _STEP):
        columns = (OfficeRow.name, OfficeRow.uid, *(c.sql for c in sheet.kept))
        wanted = select(*columns).select_from(table).join(OfficeRow, OfficeRow.uid == table.c.origin)
        for office, keeper, *values in read.connection.execute(
            wanted.where(table.c.uid.in_(uids[start : start + _STEP]))
        ):
            row = by_uid[values[0]]
            both = sheet.content(row.values), sheet.content(values)
            yield conflict("merge.uid", sheet, row, values, keeper, both, office=office)


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


def _spare(read: Read, sender: int, plans: Sequence[SheetPlan], held: Waiting) -> None:
    """Of what is held and stands here as it was before, nothing is removed, nor what it rests on."""
    staying: dict[Sheet, set[Any]] = {sheet: set(uids) for sheet, uids in held.items()}
    for plan in reversed(plans):  # whatever refers to a row comes before it here
        names = [name for name in plan.sheet.columns if name in REFERENCES]
        table = plan.sheet.table
        known = read.connection.execute(
            select(table.c.uid, *(table.c[name] for name in names)).where(table.c.origin == sender)
        )
        stays = staying[plan.sheet]
        for uid, *above in known:
            whole = any(
                name in WHOLE and value in held[REFERENCES[name]] for name, value in zip(names, above, strict=True)
            )
            if uid in stays or whole:
                stays.add(uid)
                for name, value in zip(names, above, strict=True):
                    staying[REFERENCES[name]].add(value)
        plan.removed = [uid for uid in plan.removed if uid not in stays]


def _uids(rows: Rows, sheet: Sheet) -> set[Value]:
    return {row.values[0] for row in rows.get(sheet.title, ())}
