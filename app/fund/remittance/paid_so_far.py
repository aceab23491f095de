"""How far claims, advances and the people of claims are paid: the batch that they wait in, and what became of each person's money."""

from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim.noun import TO_PAY
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import PERSON
from app.fund.batch.model import Batch
from app.fund.payment.model import Payment
from app.fund.transfer.model import OPEN, Transfer
from app.record.listing import Sql

_UNPAID = (*OPEN, "failed")


def _batch_of(of: InstrumentedAttribute[Any], owner: type[Claim] | type[Advance]) -> Sql:
    """The numbers of the batches that list something which is not paid yet."""
    numbers = select(func.group_concat(Batch.number.distinct())).join(Transfer, Transfer.batch_uid == Batch.uid)
    return numbers.where(of == owner.uid, Transfer.state.in_(_UNPAID)).correlate(owner).scalar_subquery()


_last = (
    select(Transfer.state)
    .where(Transfer.claim_uid == ClaimLine.claim_uid, Transfer.enrolment_uid == ClaimLine.enrolment_uid)
    .where(Transfer.state.in_(_UNPAID))
    .order_by(Transfer.uid.desc())
    .limit(1)
    .correlate(ClaimLine)
    .scalar_subquery()
)
_paid = (
    select(func.coalesce(func.sum(Payment.amount_fen), 0))
    .where(Payment.claim_uid == ClaimLine.claim_uid, Payment.enrolment_uid == ClaimLine.enrolment_uid)
    .where(Payment.kind == "claim")
    .correlate(ClaimLine)
    .scalar_subquery()
)
_his = (ClaimLine.payee == PERSON) & (ClaimLine.decision == "granted")

GIVEN = {
    "claim.in_batch": _batch_of(Transfer.claim_uid, Claim),
    "advance.in_batch": _batch_of(Transfer.advance_uid, Advance),
    "claim-line.paid_state": case(
        (~_his, None),
        (_paid >= ClaimLine.amount_fen, "paid"),
        (_last.is_not(None), _last),
        (Claim.state.in_(TO_PAY), "waiting"),
    ),
}
"""Columns of their lists."""
