"""What waits with a row of a package that is in dispute: all that refers to it, and the whole of a claim or an advance.

Amounts and approvals of one claim stay all or nothing, so one line holds its claim, and with it the other lines and the
payments; a class is taken though one of its people is not.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.exchange.sheets import REFERENCES, SHEETS
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem
from app.record.sheet import Row, Sheet

WHOLE = frozenset({"claim_uid", "advance_uid", "recovery_uid"})
"""References to what is taken only with everything that refers to it."""
_UID = 0


class Held(NamedTuple):
    """A row that is not taken yet, and why."""

    row: Row
    why: Problem


Waiting = Mapping[Sheet, Mapping[Value, Problem]]
"""By sheet and uid, why a row waits."""


def waiting(rows: Mapping[str, Iterable[Row]], disputed: Iterable[tuple[Sheet, Row, Problem]]) -> Waiting:
    """The disputed rows of a package, and what waits with them."""
    held: dict[Sheet, dict[Value, Problem]] = {sheet: {} for sheet in SHEETS}
    for sheet, row, why in disputed:
        held[sheet][row.values[_UID]] = why
    while any(held.values()) and sum(_spread(held, sheet, rows.get(sheet.title, ())) for sheet in SHEETS):
        pass  # until a round holds no more: a claim that a payment holds goes on to its lines in the next
    return held


def _spread(held: dict[Sheet, dict[Value, Problem]], sheet: Sheet, rows: Iterable[Row]) -> bool:
    """Hold the rows of a sheet that refer to what is held, and the claims of those that are held; whether there were any."""
    targets = [(place, cell.name) for place, cell in enumerate(sheet.kept) if cell.name in REFERENCES]
    before = sum(map(len, held.values()))
    for row in rows:
        for place, name in targets:
            above = held[REFERENCES[name]]
            if row.values[_UID] not in held[sheet] and row.values[place] in above:
                held[sheet][row.values[_UID]] = above[row.values[place]]
        for place, name in targets:
            value, why = row.values[place], held[sheet].get(row.values[_UID])
            if why is not None and name in WHOLE and value is not None:
                held[REFERENCES[name]].setdefault(value, why)
    return sum(map(len, held.values())) > before


def because(why: Problem) -> Problem:
    """Why a row waits that is not in dispute itself; what was decided elsewhere is said as it is."""
    return Problem("dispute.waits", {"sheet": why.sheet, "name": why.value}) if why.sheet else why
