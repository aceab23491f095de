"""What becomes of transfers: paid or not by the bank's word, taken out of a batch, or paid again to a mended account."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.advance import verbs as advances
from app.fund.batch.faults import unanswered
from app.fund.batch.listing_up import add, listable_advance, listable_claim, open_batch, require_unlisted
from app.fund.batch.model import Batch
from app.fund.batch.noun import BATCH
from app.fund.ledger import claim_payment
from app.fund.ledger.entitlement import unlisted_of
from app.fund.payment.ledger import Moved, Payee, payee_of, post, voucher_again
from app.fund.payment.model import Payment
from app.fund.transfer.model import Transfer
from app.fund.transfer.noun import TRANSFER
from app.kernel.kinds import FEN
from app.kernel.masking import mask_tail
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.confirming import require_answer
from app.record.moves import put, take
from app.store.work import Read, Work


class Answer(NamedTuple):
    """What the bank says of one transfer; `voucher` and `paid_on` of one that was paid, `reason` of one that was not."""

    transfer: Transfer
    paid: bool
    paid_on: date
    voucher: str = ""
    reason: str = ""


def drop(work: Work, uid: int, reason: str) -> None:
    """Take a transfer out of a batch that is being prepared; what it pays may be listed again."""
    row = take(work, TRANSFER, Transfer, uid, "drop")
    batch = work.session.get_one(Batch, row.batch_uid)
    if batch.state != "draft":
        raise Refused("batch.not_draft", number=batch.number)
    row.drop_reason = reason
    put(work, TRANSFER, row, "drop", reason)


def pay(work: Work, uid: int, voucher: str, paid_on: date, confirmation: str | None = None) -> None:
    """Enter by hand that the bank has paid it."""
    row = take(work, TRANSFER, Transfer, uid, "pay")
    _check_day(work, row, paid_on)
    moved, to = Moved(row.fund, voucher, paid_on), _payee(row)
    if not known_of_batch(work, row, moved):
        require_answer(voucher_again(work, to, moved), confirmation)
    settle_answers(work, [Answer(row, True, paid_on, voucher)])


def known_of_batch(read: Read, row: Transfer, moved: Moved) -> bool:
    """Whether another transfer of the batch was paid by the same movement: a bank pays many people by one voucher."""
    same = (Payment.fund == moved.fund, Payment.voucher == moved.voucher, Payment.paid_on == moved.paid_on)
    wanted = select(Payment.uid).join(Transfer, Transfer.uid == Payment.transfer_uid)
    return read.session.scalars(wanted.where(Transfer.batch_uid == row.batch_uid, *same)).first() is not None


def unpaid(work: Work, uid: int, paid_on: date, reason: str) -> None:
    """Enter by hand that the bank could not pay it."""
    row = take(work, TRANSFER, Transfer, uid, "unpaid")
    _check_day(work, row, paid_on)
    settle_answers(work, [Answer(row, False, paid_on, reason=reason)])


def pay_again(work: Work, uid: int, batch_number: str | None = None, confirmation: str | None = None) -> None:
    """List it once more, to the account that holds now; whoever pays the same account again must have asked the bank."""
    row = take(work, TRANSFER, Transfer, uid, "pay_again")
    payee, asked = _now(work, row)
    same = payee.account == row.account and payee.name == row.payee
    told = {"payee": row.payee, "account": mask_tail(row.account or ""), "reason": row.bank_reason or ""}
    looked = require_answer([*asked, *([say("batch.same_account", **told)] if same else [])], confirmation)
    batch = open_batch(work, batch_number)
    of = {"claim_uid": row.claim_uid, "advance_uid": row.advance_uid, "replaces_uid": row.uid}
    add(work, batch, [payee], row.fund, **of)
    put(work, TRANSFER, row, "pay_again", f"{batch.number}{looked}")


def settle_answers(work: Work, answers: Sequence[Answer]) -> None:
    """Post what was paid, note what was not, and bring claims, advances and batches to where they stand now."""
    for answer in answers:
        row = answer.transfer
        row.result_on, row.state = answer.paid_on, "paid" if answer.paid else "failed"
        row.voucher, row.bank_reason = answer.voucher or None, answer.reason or None
    work.session.flush()
    for (claim_uid, advance_uid, moved), found in groupby(sorted(filter(is_paid, answers), key=_order), key=_subject):
        rows = [answer.transfer for answer in found]
        if claim_uid is not None:
            _pay_claim(work, work.session.get_one(Claim, claim_uid), moved, rows)
        else:
            _pay_advance(work, work.session.get_one(Advance, advance_uid), moved, rows)
    for answer in answers:
        if not answer.paid:
            work.log(TRANSFER.name, "unpaid", answer.transfer.uid, answer.reason)
    _close(work, {answer.transfer.batch_uid for answer in answers})


def is_paid(answer: Answer) -> bool:
    """Whether the bank has paid it."""
    return answer.paid


def _subject(answer: Answer) -> tuple[int | None, int | None, Moved]:
    """What a transfer pays, and by which movement of money."""
    row = answer.transfer
    return row.claim_uid, row.advance_uid, Moved(row.fund, answer.voucher, answer.paid_on)


def _order(answer: Answer) -> tuple[object, ...]:
    row = answer.transfer
    return (row.claim_uid or 0, row.advance_uid or 0, row.fund, answer.voucher, answer.paid_on, row.uid)


def _pay_claim(work: Work, claim: Claim, moved: Moved, rows: Sequence[Transfer]) -> None:
    advances.settle(work, claim)
    post(work, "claim", [_payee(row) for row in rows], moved, claim_uid=claim.uid)
    claim_payment.paid(work, claim, moved.paid_on, rows[0].listed_by, _told(rows, moved))


def _pay_advance(work: Work, advance: Advance, moved: Moved, rows: Sequence[Transfer]) -> None:
    post(work, "advance", [_payee(row) for row in rows], moved, advance_uid=advance.uid)
    advances.paid(work, advance, moved.paid_on, rows[0].listed_by, _told(rows, moved))


def _told(rows: Sequence[Transfer], moved: Moved) -> str:
    total = FEN.show(sum(row.amount_fen for row in rows))
    known: Mapping[str, object] = {"first": rows[0].number, "count": len(rows), "total": total}
    return say("batch.paid", fund=moved.fund, voucher=moved.voucher, **known)


def _close(work: Work, batches: set[int]) -> None:
    """A batch of which the bank has said everything is over."""
    for uid in sorted(batches):
        batch = work.session.get_one(Batch, uid)
        if batch.state == "sent" and not unanswered(work, batch):
            batch.state, batch.closed_on = "closed", work.today
            work.session.flush()
            work.moved.append(batch)
            work.log(BATCH.name, "close", uid, batch.number)


def _payee(row: Transfer) -> Payee:
    return Payee(row.payee, row.bank, row.account, row.amount_fen, row.times, row.enrolment_uid, row.uid)


def _now(work: Work, row: Transfer) -> tuple[Payee, list[str]]:
    """The payee of a transfer as the records say now, and what is asked.

    Refused when nothing is to be paid to him any more, when that waits in a batch, or to who may not list it.
    """
    if row.advance_uid is not None:
        advance, asked = listable_advance(work, row.advance_uid, row.fund)
        require_unlisted(work, advance.number, advance_uid=advance.uid)
        return payee_of(advances.institution_of(work, advance), row.amount_fen), asked
    claim = listable_claim(work, int(row.claim_uid or 0), row.fund)
    require_unlisted(work, claim.number, claim_uid=claim.uid, enrolment_uid=row.enrolment_uid, fund=row.fund)
    for payee in unlisted_of(work, claim).payees:
        if payee.enrolment_uid == row.enrolment_uid and payee.amount_fen >= row.amount_fen:
            return replace(payee, amount_fen=row.amount_fen), []
    raise Refused(
        "batch.not_due", number=row.number, payee=row.payee, amount=FEN.show(row.amount_fen), left=FEN.show(0)
    )


def _check_day(work: Work, row: Transfer, day: date) -> None:
    sent = work.session.scalars(select(Batch.sent_on).where(Batch.uid == row.batch_uid)).one()
    if day > work.today or (sent and day < sent):
        raise Refused("batch.answer_day", day=day, sent=sent)
