"""What may be one thing under two names: people who differ in a digit, institutions with one account.

Neither is certain, so neither is refused: somebody decides once, and that is remembered.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.exchange.disputes import Conflict, Rulings, conflict
from app.exchange.sheets import INSTITUTIONS, TRAINEES
from app.kernel.kinds import Value
from app.kernel.masking import mask_id, mask_tail
from app.office.dispute.noun import THEIRS
from app.record.lookups import listed
from app.record.sheet import Row, Sheet
from app.store.models import OfficeRow
from app.store.work import Read

_CHECK = -1
"""The last place of an ID number: it follows from the others."""


def people(read: Read, sender: int, rows: Sequence[Row], rulings: Rulings) -> Iterator[Conflict]:
    """New people of the name and telephone of somebody of another office, whose ID number is nearly the same."""
    name, number, phone = (TRAINEES.at(column) for column in ("name", "id_number", "phone"))
    known = _known(read, sender, TRAINEES, "phone", (row.values[phone] for row in rows))
    for row in rows:
        for keeper, office, values in known.get(row.values[phone], ()):
            if values[name] != row.values[name] or not nearly(str(values[number]), str(row.values[number])):
                continue
            both = [row.values[number], row.values[name]], [values[number], values[name]]
            told = {"known": values[name], "number": mask_id(str(values[number])), "office": office}
            if rulings.on(values[0], *both) != THEIRS:
                yield conflict("merge.near", TRAINEES, row, values, keeper, both, **told)
                break


def accounts(read: Read, sender: int, rows: Sequence[Row], rulings: Rulings) -> Iterator[Conflict]:
    """Institutions to whose account another institution, of another office, is paid."""
    uscc, account, name = (INSTITUTIONS.at(column) for column in ("uscc", "account", "name"))
    known = _known(read, sender, INSTITUTIONS, "account", (row.values[account] for row in rows))
    for row in rows:
        for keeper, office, values in known.get(row.values[account], ()):
            if values[uscc] == row.values[uscc]:
                continue
            both = [row.values[uscc], row.values[account]], [values[uscc], values[account]]
            told = {"known": values[name], "number": mask_tail(str(values[account])), "office": office}
            if rulings.on(values[0], *both) != THEIRS:
                yield conflict("merge.account", INSTITUTIONS, row, values, keeper, both, **told)
                break


def nearly(one: str, other: str) -> bool:
    """Whether two ID numbers differ in one digit or in two that changed places, the check digit aside."""
    if len(one) != len(other) or one == other:
        return False
    first, second = one[:_CHECK], other[:_CHECK]
    apart = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(apart) < 2:
        return True
    a, b = apart[0], apart[-1]
    return len(apart) == 2 and b == a + 1 and (first[a], first[b]) == (second[b], second[a])


_Known = Mapping[Value, list[tuple[int, str, Sequence[Any]]]]


def _known(read: Read, sender: int, sheet: Sheet, column: str, values: Iterable[Value]) -> _Known:
    """Rows that other offices keep, by the value that they have in common with some: keeper, its name, values."""
    wanted = {str(value) for value in values if value}
    found: dict[Value, list[tuple[int, str, Sequence[Any]]]] = defaultdict(list)
    if not wanted:
        return found
    table, place = sheet.table, sheet.at(column)
    statement = (
        select(table.c.origin, OfficeRow.name, *(cell.sql for cell in sheet.kept))
        .select_from(table)
        .join(OfficeRow, OfficeRow.uid == table.c.origin)
        .where(table.c.origin != sender, table.c[column].in_(select(listed(wanted).c.value)))
        .order_by(table.c.uid)
    )
    for keeper, office, *row in read.connection.execute(statement):
        found[row[place]].append((keeper, office, row))
    return found
