"""Agreements bound to their table, and their verbs."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.institution.agreement.model import Agreement
from app.institution.agreement.noun import AGREEMENT
from app.institution.institution.model import Institution
from app.kernel.outcomes import Refused
from app.record.entering import change, enter
from app.record.listing import contains
from app.record.moves import put, take
from app.record.record import Join, Record
from app.store.work import Read, Work


def create(work: Work, **values: Any) -> int:
    """Enter an agreement with an institution of this office; its number may stand once."""
    return int(enter(work, RECORD, values, "{number} {institution_name}").uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct an agreement that is in force."""
    change(work, RECORD, uid, values)


def terminate(work: Work, uid: int, until_on: date, reason: str) -> None:
    """End an agreement early, with its last day; it still covers what began before."""
    row = take(work, AGREEMENT, Agreement, uid, "terminate")
    if not row.signed_on <= until_on <= row.until_on:
        raise Refused("agreement.outside", first=row.signed_on, last=row.until_on)
    row.until_on = until_on
    put(work, AGREEMENT, row, "terminate", f"{until_on} {reason}")


def agreement_on(read: Read, institution_uid: int, on: date) -> str | None:
    """The number of an agreement with an institution that holds on a day; None when there is none."""
    wanted = select(Agreement.number).where(
        Agreement.institution_uid == institution_uid, Agreement.signed_on <= on, Agreement.until_on >= on
    )
    return read.session.scalars(wanted.order_by(Agreement.signed_on)).first()


RECORD = Record(
    AGREEMENT,
    Agreement,
    verbs={"create": create, "edit": edit, "terminate": terminate},
    joins=(Join(Institution, Institution.uid == Agreement.institution_uid),),
    sql={"institution_name": Institution.name, "uscc": Institution.uscc},
    order=(Agreement.signed_on.desc(), Agreement.number),
    search=contains(Agreement.number, Institution.name, Agreement.party),
    sheet_order=(Agreement.number,),
)
