"""Verbs of cooperation agreements (合作协议): by which a firm or a department entrusts an institution with training."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.kernel.dictionary import AGREEMENTS, REASON
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import AGREEMENT
from app.record.lookups import only_one, own
from app.record.moves import put, take
from app.store.journal import changes
from app.store.models import Agreement, Institution
from app.store.work import Read, Work

_KEYS = ("number", "party", "signed_on", "until_on")
FIELDS = (AGREEMENTS["institution_name"], *(AGREEMENTS[key] for key in _KEYS))
EDITABLE = FIELDS[1:]
TERMINATE = (AGREEMENTS["until_on"], REASON)


def create(work: Work, institution_name: str, **values: Any) -> int:
    """Enter an agreement with an institution of this office; its number may stand once."""
    institution = own(work, Institution, name=institution_name)
    if institution is None:
        raise Problems([AGREEMENTS["institution_name"].problem("agreement.institution", institution_name)])
    _check(work, values, None)
    row = work.add(Agreement(institution_uid=institution.uid, **values))
    work.log("agreement", "create", row.uid, f"{row.number} {institution_name}")
    return int(row.uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct an agreement that is in force."""
    row = take(work, AGREEMENT, Agreement, uid, "edit")
    before: dict[str, Value] = {key: getattr(row, key) for key in _KEYS}
    _check(work, {**before, **values}, uid)
    for key, value in values.items():
        setattr(row, key, value)
    put(work, AGREEMENT, row, "edit", changes(EDITABLE, before, values))


def terminate(work: Work, uid: int, until_on: date, reason: str) -> None:
    """End an agreement early, with its last day; it still covers what began before."""
    row = take(work, AGREEMENT, Agreement, uid, "terminate")
    if not row.signed_on <= until_on <= row.until_on:
        raise Refused("agreement.outside", first=row.signed_on, last=row.until_on)
    row.until_on = until_on
    put(work, AGREEMENT, row, "terminate", f"{until_on} {reason}")


def holding(read: Read, institution_uid: int, on: date) -> str | None:
    """The number of an agreement with an institution that holds on a day; None when there is none."""
    wanted = select(Agreement.number).where(
        Agreement.institution_uid == institution_uid, Agreement.signed_on <= on, Agreement.until_on >= on
    )
    return read.session.scalars(wanted.order_by(Agreement.signed_on)).first()


def _check(work: Work, values: Mapping[str, Any], uid: int | None) -> None:
    if values["until_on"] < values["signed_on"]:
        raise Problems([AGREEMENTS["until_on"].problem("agreement.dates", str(values["until_on"]))])
    only_one(work, Agreement, uid, values["number"], number=values["number"])
