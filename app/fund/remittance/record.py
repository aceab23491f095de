"""Transfers bound to their table, and the bank's answer as a table that is imported into a batch."""

from sqlalchemy import case
from sqlalchemy.orm import aliased

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.batch.listing_up import drafts
from app.fund.batch.model import Batch
from app.fund.remittance import answers, verbs
from app.fund.remittance.paid_so_far import GIVEN
from app.fund.transfer.model import Transfer
from app.fund.transfer.noun import TRANSFER
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment

_replaced = aliased(Transfer)

RECORD = Record(
    TRANSFER,
    Transfer,
    gives=GIVEN,
    verbs={"drop": verbs.drop, "pay": verbs.pay, "unpaid": verbs.unpaid, "pay_again": verbs.pay_again},
    joins=(
        Join(Batch, Batch.uid == Transfer.batch_uid),
        Join(Claim, Claim.uid == Transfer.claim_uid, outer=True),
        Join(Advance, Advance.uid == Transfer.advance_uid, outer=True),
        Join(Enrolment, Enrolment.uid == Transfer.enrolment_uid, outer=True),
        Join(_replaced, _replaced.uid == Transfer.replaces_uid, outer=True),
    ),
    sql={
        "batch_number": Batch.number,
        "claim_number": Claim.number,
        "advance_number": Advance.number,
        "roster_row": Enrolment.seq,
        "replaced_number": _replaced.number,
    },
    summed={"amount_fen": case((Transfer.state.in_(("dropped", "replaced")), 0), else_=Transfer.amount_fen)},
    order=(Batch.number.desc(), Transfer.number),
    search=contains(Transfer.number, Transfer.payee, Claim.number, Batch.number),
    watches=frozenset({"payment"}),
    local=frozenset({"times"}),
    plans={"bank-results": answers.plan},
    hooks=Hooks(suggest=lambda read: {"batch_number": drafts(read)}),
)
