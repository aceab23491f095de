"""What is to be paid, or given back, again after a payment was taken back (退票, 冲正)."""

from sqlalchemy import func, select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.fund.advance.noun import ADVANCE
from app.fund.batch.model import Batch
from app.fund.ledger.entitlement import advances_of, due_of
from app.fund.payment.ledger import TAKEN_BACK, Moved, entered_again
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.fund.recovery.noun import RECOVERY
from app.fund.recovery.outstanding import STANDING
from app.fund.transfer.model import OPEN, Transfer
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.moves import put
from app.store.work import Read, Work


def follow(work: Work, row: Payment) -> None:
    """What was paid by a row that was taken back is to be paid, or given back, again."""
    if row.kind == "return":
        _reopen_recovery(work, work.session.get_one(Recovery, row.recovery_uid))
    elif row.kind == "advance":
        _reopen_advance(work, work.session.get_one(Advance, row.advance_uid))
    else:
        _reopen_claim(work, work.session.get_one(Claim, row.claim_uid))


def fail_transfer(work: Work, row: Payment, reason: str) -> None:
    """The transfer of a batch by which a row moved has not paid after all."""
    if (transfer := _transfer_of(work, row)) is not None:
        transfer.state, transfer.bank_reason = "failed", reason
        work.session.flush()


def wait_again(work: Work, row: Payment, reason: str) -> None:
    """Of a row that never was: its transfer waits for the bank's word after all, as another of the same batch in its place.

    Where more of the claim waits already it has failed: nobody is paid twice at once.
    """
    transfer = _transfer_of(work, row)
    if transfer is None:
        return
    same = ("claim_uid", "advance_uid", "enrolment_uid", "fund")
    others = select(Transfer.uid).where(*(getattr(Transfer, key).is_(getattr(transfer, key)) for key in same))
    if work.session.scalars(others.where(Transfer.state.in_(OPEN))).first() is not None:
        fail_transfer(work, row, reason)
        return
    transfer.state, transfer.bank_reason = "replaced", reason
    kept = (*same, "batch_uid", "payee", "bank", "account", "amount_fen", "times", "listed_by")
    (number,) = work.numbers("transfer", work.today.year, "FK", 1)
    known = {key: getattr(transfer, key) for key in kept}
    work.add(Transfer(number=number, replaces_uid=transfer.uid, state="sent", **known))
    batch = work.session.get_one(Batch, transfer.batch_uid)
    batch.state, batch.closed_on = "sent", None
    work.session.flush()
    work.moved.append(batch)


def pay_transfer(work: Work, bounce: Payment) -> None:
    """The transfer of a batch has paid after all: its 退票 was entered by mistake."""
    row = work.session.get_one(Payment, bounce.reverses_uid)
    if row.transfer_uid is not None:
        transfer = work.session.get_one(Transfer, row.transfer_uid)
        transfer.state, transfer.bank_reason = "paid", None
        work.session.flush()


def tell_transfer(work: Work, row: Payment, moved: Moved) -> None:
    """The transfer of a batch by which a row moved says the voucher and the day that are right."""
    if (transfer := _transfer_of(work, row)) is not None:
        transfer.voucher, transfer.result_on = moved.voucher, moved.paid_on
        work.session.flush()


def last_entered(read: Read, transfer: Transfer) -> Payment:
    """The row that stands for a transfer that was paid: the one that was posted, or entered again for it by a correction."""
    row = read.session.scalars(select(Payment).where(Payment.transfer_uid == transfer.uid)).one()
    while (again := entered_again(read, row)) is not None:
        row = again
    return row


def together(read: Read, row: Payment) -> list[int]:
    """A row, by uid, with those that one movement of the bank may have paid as well: other people of its claim, its batch."""
    alike = Payment.uid == row.uid
    if row.enrolment_uid is not None:
        alike |= (Payment.claim_uid == row.claim_uid) & Payment.enrolment_uid.is_not(None)
    if (transfer := _transfer_of(read, row)) is not None:
        listed = select(Transfer.uid).where(Transfer.batch_uid == transfer.batch_uid)
        of_batch = select(Payment.uid).where(Payment.transfer_uid.in_(listed))
        back = select(Payment.uid + 1).where(Payment.reverses_uid.in_(of_batch), Payment.entry == "reversed")
        alike |= Payment.uid.in_(of_batch) | Payment.uid.in_(back)
    return list(read.session.scalars(select(Payment.uid).where(alike)))


def _transfer_of(read: Read, row: Payment) -> Transfer | None:
    if row.transfer_uid is not None:
        return read.session.get_one(Transfer, row.transfer_uid)
    same = (Transfer.claim_uid.is_(row.claim_uid), Transfer.advance_uid.is_(row.advance_uid))
    paid = (Transfer.enrolment_uid.is_(row.enrolment_uid), Transfer.state == "paid")
    found = read.session.scalars(select(Transfer).where(*same, *paid))
    return next((transfer for transfer in found if last_entered(read, transfer).uid == row.uid), None)


def _reopen_claim(work: Work, claim: Claim) -> None:
    """Being paid while something is left; as before its payment when nothing was paid and nothing settled."""
    due = due_of(work, claim)
    rows = select(func.count()).where(Payment.claim_uid == claim.uid, Payment.kind == "claim", ~TAKEN_BACK)
    standing = work.session.scalar(rows.where(Payment.entry == "posted"))
    if standing and not due.left_fen:
        _paid_after_all(work, claim)
        return
    untouched = not standing and not any(row.claim_uid for row in advances_of(work, claim))
    claim.state = "cleared" if untouched else "paying"
    if untouched:
        claim.paid_on, claim.paid_by = None, None
    work.session.flush()
    work.moved.append(claim)
    work.log(CLAIM.name, "reopen", claim.uid, say("payment.to_pay_again", left=FEN.show(due.left_fen)))


def _paid_after_all(work: Work, claim: Claim) -> None:
    """A 退票 that never was has been taken back: the claim is paid as it was before."""
    if claim.state == "paid":
        return
    rows = select(Payment).where(Payment.claim_uid == claim.uid, Payment.entry == "posted", ~TAKEN_BACK)
    last = work.session.scalars(rows.order_by(Payment.uid.desc())).first()
    claim.state, claim.paid_on = "paid", last.paid_on if last else None
    work.session.flush()
    work.moved.append(claim)
    work.log(CLAIM.name, "pay", claim.uid, say("payment.paid_after_all"))


def _reopen_advance(work: Work, advance: Advance) -> None:
    """Approved again, and nothing of it owed; a claim that it was settled with is paid by so much more."""
    paid = work.session.scalar(select(func.sum(Payment.amount_fen)).where(Payment.advance_uid == advance.uid))
    if paid:
        _ahead_after_all(work, advance)
        return
    claim = work.session.get_one(Claim, advance.claim_uid) if advance.claim_uid is not None else None
    _drop_debts(work, advance, claim)
    advance.state, advance.paid_on, advance.paid_by, advance.claim_uid = "approved", None, None, None
    work.session.flush()
    work.moved.append(advance)
    work.log(ADVANCE.name, "reopen", advance.uid, say("payment.to_pay_again", left=FEN.show(advance.amount_fen)))
    if claim is not None and claim.state != "closed":
        _reopen_claim(work, claim)


def _ahead_after_all(work: Work, advance: Advance) -> None:
    """A 退票 of it that never was has been taken back."""
    if advance.state != "approved":
        return
    row = work.session.scalars(select(Payment).where(Payment.advance_uid == advance.uid, ~TAKEN_BACK)).first()
    advance.state, advance.paid_on = "paid", row.paid_on if row else None
    work.session.flush()
    work.moved.append(advance)
    work.log(ADVANCE.name, "pay", advance.uid, say("payment.paid_after_all"))


def _drop_debts(work: Work, advance: Advance, claim: Claim | None) -> None:
    """What was to be given back of it is owed no more; Refused once something of that has come back."""
    owed = Recovery.advance_uid == advance.uid
    if claim is not None:
        owed |= (Recovery.claim_uid == claim.uid) & (Recovery.cause == "overpaid")
    for row in work.session.scalars(select(Recovery).where(owed, Recovery.state.in_(STANDING))):
        if row.returned_fen:
            raise Refused("payment.returned_of_it", number=advance.number, recovery=row.number)
        put(work, RECOVERY, row, "revoke", say("recovery.never_arrived", number=advance.number))


def _reopen_recovery(work: Work, recovery: Recovery) -> None:
    back = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(Payment.recovery_uid == recovery.uid)
    recovery.returned_fen = -int(work.session.scalar(back) or 0)
    recovery.state = "returned" if recovery.returned_fen == recovery.due_fen else "due"
    work.session.flush()
