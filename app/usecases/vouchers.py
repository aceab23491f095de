"""A voucher number that was typed wrongly: the posted row stays, and the correction stands beside it.

Nothing was paid wrongly, so that a reversal would put money into the ledger that never moved; an auditor finds the
number as it was posted, the right one, why, and the two people.
"""

from typing import Any

from sqlalchemy import func, select

from app.domain.dictionary import PAYMENTS, REASON
from app.domain.workflow import CORRECT, PAYMENT
from app.store.models import Correction, Payment
from app.store.work import Read, Work
from app.usecases import corrections
from app.usecases.records import take

FIELDS = (PAYMENTS["voucher"],)
CORRECTED = (*FIELDS, REASON)


def correct(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to have another voucher number stand beside a posted payment."""
    row = take(work, PAYMENT, Payment, uid, CORRECT)
    corrections.ask(work, PAYMENT, (uid, row.number), FIELDS, standing(work, uid), values, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """The number that holds: the last that was confirmed, else the posted one."""
    confirmed = (
        select(func.json_extract(Correction.new_values, "$.voucher"))
        .where(Correction.noun == PAYMENT.noun, Correction.subject == uid, Correction.state == "confirmed")
        .order_by(Correction.uid.desc())
    )
    return {"voucher": read.session.scalars(confirmed).first() or read.session.get_one(Payment, uid).voucher}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """Nothing: a posted row is never changed."""
