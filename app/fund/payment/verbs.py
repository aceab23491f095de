"""A voucher number that was typed wrongly: the posted row stays, and the correction stands beside it.

Nothing was paid wrongly, so that a reversal would put money into the ledger that never moved; an auditor finds the
number as it was posted, the right one, why, and the two people.
"""

from typing import Any

from sqlalchemy import select

from app.fund.payment.ledger import VOUCHER, voucher_again
from app.fund.payment.model import Payment
from app.fund.payment.noun import PAYMENT
from app.kernel.workflow import CORRECT
from app.office.correction import requests as corrections
from app.record.moves import take
from app.store.work import Read, Work

_FIELDS = (PAYMENT["voucher"],)


def correct(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to have another voucher number stand beside a posted payment."""
    row = take(work, PAYMENT, Payment, uid, CORRECT)
    _free(work, uid, values)
    corrections.ask(work, PAYMENT, (uid, row.number), _FIELDS, standing(work, uid), values, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """The number that holds: the last that was confirmed, else the posted one."""
    return {"voucher": read.session.scalars(select(VOUCHER).where(Payment.uid == uid)).one()}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The posted row is never changed; Refused when another payment has taken the number meanwhile."""
    _free(work, uid, values)


def _free(read: Read, uid: int, values: dict[str, Any]) -> None:
    """A number is corrected to no other payee's or day's; to that of the same transfer two people may agree."""
    voucher_again(read, read.session.get_one(Payment, uid), values["voucher"])
