"""Calling off what is owed back (撤销追回): found to be wrong after it was confirmed; one asks, another confirms."""

from typing import Any

from app.fund.recovery.model import Recovery
from app.fund.recovery.noun import RECOVERY
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.office.correction import requests as corrections
from app.record.moves import put, take
from app.store.work import Read, Work

_BY_FIGURES = ("overpaid", "cancelled")
"""Causes that follow from the books themselves: they end when the books do."""


def ask(work: Work, uid: int, reason: str) -> None:
    """Ask to call off what is owed; Refused once something came back, and for what follows from the figures alone."""
    row = take(work, RECOVERY, Recovery, uid, "ask_revoke")
    _check(row)
    fields = (RECOVERY["state"],)
    corrections.ask(work, RECOVERY, (uid, row.number), fields, standing(work, uid), {"state": "revoked"}, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """Whether it is owed."""
    return {"state": read.session.get_one(Recovery, uid).state}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """It is owed no more."""
    row = work.session.get_one(Recovery, uid)
    _check(row)
    row.state = str(values["state"])
    put(work, RECOVERY, row, "ask_revoke", FEN.show(row.due_fen), row.clause)


def _check(row: Recovery) -> None:
    if row.cause in _BY_FIGURES:
        raise Refused("recovery.by_figures", number=row.number)
    if row.returned_fen:
        raise Refused("recovery.came_back", number=row.number, returned=FEN.show(row.returned_fen))
