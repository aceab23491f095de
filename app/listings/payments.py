"""The payment ledger (拨付台账): what was paid ahead, paid, and given back."""

from sqlalchemy import case, func, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.kernel.dictionary import CLASSES, ORIGIN, PAYMENTS
from app.record.listing import Column, Listing, contains
from app.store.models import Advance, Correction, OfficeRow, Payment, Recovery, TrainingClass

_settled = (
    select(func.coalesce(func.sum(Payment.amount_fen), 0))
    .join(Advance, Advance.uid == Payment.advance_uid)
    .where(Advance.claim_uid == Claim.uid)
    .correlate(Claim)
    .scalar_subquery()
)
VOUCHER_CORRECTED = (
    select(func.json_extract(Correction.new_values, "$.voucher"))
    .where(Correction.noun == "payment", Correction.subject == Payment.uid, Correction.state == "confirmed")
    .order_by(Correction.uid.desc())
    .limit(1)
    .correlate(Payment)
    .scalar_subquery()
)
"""The number that two people have put beside a posted one that was typed wrongly; the last of them holds."""
VOUCHER = func.coalesce(VOUCHER_CORRECTED, Payment.voucher)
"""The voucher number that holds."""
_paying = Payment.kind == "claim"
_advance = func.coalesce(Payment.advance_uid, Recovery.advance_uid)

PAYMENT_LIST = Listing(
    name="payments",
    title="拨付台账",
    noun="payment",
    columns=(
        Column(PAYMENTS["number"], Payment.number),
        Column(PAYMENTS["kind"], Payment.kind),
        Column(PAYMENTS["claim_number"], Claim.number),
        Column(PAYMENTS["advance_number"], Advance.number),
        Column(PAYMENTS["recovery_number"], Recovery.number, hidden=True),
        Column(PAYMENTS["payee"], Payment.payee),
        Column(PAYMENTS["bank"], Payment.bank, hidden=True),
        Column(PAYMENTS["account"], Payment.account, hidden=True),
        Column(PAYMENTS["settled_fen"], case((_paying, Claim.total_fen))),
        Column(PAYMENTS["ahead_fen"], case((_paying, _settled))),
        Column(PAYMENTS["amount_fen"], Payment.amount_fen, total=True),
        Column(PAYMENTS["fund"], Payment.fund),
        Column(CLASSES["number"], TrainingClass.number, "class_number"),
        Column(CLASSES["occupation"], TrainingClass.occupation),
        Column(CLASSES["level"], TrainingClass.level, hidden=True),
        Column(CLAIM["scheme"], func.coalesce(Claim.scheme, Advance.scheme)),
        Column(PAYMENTS["voucher"], Payment.voucher),
        Column(PAYMENTS["voucher_corrected"], VOUCHER_CORRECTED),
        Column(PAYMENTS["paid_on"], Payment.paid_on),
        Column(PAYMENTS["state"], Payment.state, hidden=True),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Payment.__table__.outerjoin(Claim, Claim.uid == Payment.claim_uid)
    .outerjoin(Recovery, Recovery.uid == Payment.recovery_uid)
    .outerjoin(Advance, Advance.uid == _advance)
    .outerjoin(TrainingClass, TrainingClass.uid == func.coalesce(Claim.class_uid, Advance.class_uid))
    .join(OfficeRow, OfficeRow.uid == Payment.origin),
    uid=Payment.uid,
    watches=frozenset({"payment", "correction", "claim", "advance", "recovery", "training_class"}),
    order=(Payment.paid_on.desc(), Payment.number),
    search=contains(Payment.number, Payment.payee, Payment.voucher, Claim.number, Advance.number),
)
