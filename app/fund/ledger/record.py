"""The ledger's list: each payment with the claim, advance or recovery that it was made on; and paying a claim."""

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund import dialogs
from app.fund.ledger import taking_back, zero_closing
from app.fund.ledger.claim_approval import approve
from app.fund.ledger.claim_payment import pay
from app.fund.ledger.counter_entries import bounce, correct
from app.fund.payment.model import Payment
from app.fund.payment.noun import PAYMENT
from app.fund.recovery.model import Recovery
from app.fund.sent import sent_payments
from app.fund.transfer.model import Transfer
from app.kernel.workflow import CREATE
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass

_reversed = aliased(Payment)
_settled = (
    select(func.coalesce(func.sum(Payment.amount_fen), 0))
    .join(Advance, Advance.uid == Payment.advance_uid)
    .where(Advance.claim_uid == Claim.uid)
    .correlate(Claim)
    .scalar_subquery()
)
_paying = (Payment.kind == "claim") & (Payment.entry == "posted")
_advance = func.coalesce(Payment.advance_uid, Recovery.advance_uid)
_class = func.coalesce(Claim.class_uid, Advance.class_uid)

RECORD = Record(
    PAYMENT,
    Payment,
    verbs={"bounce": bounce, "correct": correct},
    lends={
        "claim.approve": approve,
        "claim.pay": pay,
        "claim.close": zero_closing.close,
        "claim.ask_reopen": zero_closing.ask_reopen,
        "claim.ask_return": taking_back.ask_return,
        "claim.ask_void": taking_back.ask_void,
        "claim-line.reduce": taking_back.reduce,
    },
    adds={
        "claim": Hooks(
            begin={"approve": dialogs.begin_claim_approval, "pay": dialogs.begin_claim_payment},
            hint={"pay": dialogs.claim_payment_hint},
        ),
        "advance": Hooks(
            begin={CREATE: dialogs.begin_advance, "pay": dialogs.begin_advance_payment},
            suggest=dialogs.suggest_for_advance,
            hint={"pay": dialogs.advance_payment_hint},
        ),
        "recovery": Hooks(
            begin={"repay": dialogs.begin_repayment},
            suggest=dialogs.suggest_for_recovery,
            hint={"repay": dialogs.repayment_hint},
        ),
    },
    joins=(
        Join(Claim, Claim.uid == Payment.claim_uid, outer=True),
        Join(Recovery, Recovery.uid == Payment.recovery_uid, outer=True),
        Join(Advance, Advance.uid == _advance, outer=True),
        Join(TrainingClass, TrainingClass.uid == _class, outer=True),
        Join(Transfer, Transfer.uid == Payment.transfer_uid, outer=True),
        Join(_reversed, _reversed.uid == Payment.reverses_uid, outer=True),
        Join(Enrolment, Enrolment.uid == Payment.enrolment_uid, outer=True),
    ),
    sql={
        "claim_number": Claim.number,
        "advance_number": Advance.number,
        "recovery_number": Recovery.number,
        "settled_fen": case((_paying & Payment.enrolment_uid.is_(None), Claim.total_fen)),
        "ahead_fen": case((_paying & Payment.enrolment_uid.is_(None), _settled)),
        "class_number": TrainingClass.number,
        "occupation": TrainingClass.occupation,
        "level": TrainingClass.level,
        "scheme": func.coalesce(Claim.scheme, Advance.scheme),
        "reversed_number": _reversed.number,
        "roster_row": Enrolment.seq,
        "transfer_number": Transfer.number,
    },
    order=(Payment.paid_on.desc(), Payment.number),
    search=contains(Payment.number, Payment.payee, Payment.voucher, Claim.number, Advance.number),
    scope=sent_payments,
    local=frozenset({"transfer_uid"}),
    sheet_order=(Payment.number,),
)
