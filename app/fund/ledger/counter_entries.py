"""Payments taken back: what the bank returned (退票), and what was entered wrongly (冲正); the posted rows stay.

A counter-entry of the opposite sum is posted beside the row, and what was paid by it is to be paid again. What was only
entered wrongly is entered once more as it really was: an auditor finds the row, its counter-entry, the right one, why,
and the two people.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim.noun import TO_PAY
from app.fund.ledger.entitlement import due_of, unlisted_of
from app.fund.ledger.reopening import fail_transfer, follow, pay_transfer, tell_transfer, together, wait_again
from app.fund.payment.ledger import (
    Moved,
    Payee,
    not_ahead,
    post,
    require_standing,
    take_back,
    voucher_again,
)
from app.fund.payment.model import Payment
from app.fund.payment.noun import CORRECTED, PAYMENT
from app.fund.recovery.model import Recovery
from app.fund.recovery.outstanding import STANDING, called_back
from app.fund.statement.matching import rematch
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.workflow import CORRECT
from app.office.correction import requests as corrections
from app.record.moves import put, take
from app.store.work import Read, Work

_FIELDS = tuple(PAYMENT[key] for key in CORRECTED)


def bounce(work: Work, uid: int, returned_on: date, return_voucher: str, reason: str) -> None:
    """The bank gave a payment back: it is to be paid again, to the right account."""
    row = take(work, PAYMENT, Payment, uid, "bounce")
    if row.amount_fen <= 0 or row.entry != "posted":
        raise Refused("payment.nothing_bounced", number=row.number)
    if returned_on < row.paid_on:
        raise Refused("payment.bounced_early", returned=returned_on, paid=row.paid_on)
    not_ahead(work, returned_on)
    require_standing(work, row)
    moved = Moved(row.fund, return_voucher, returned_on)
    others = select(Payment.uid).where(Payment.reverses_uid.in_(together(work, row)))
    back = Payee(row.payee, row.bank, row.account, -row.amount_fen)
    voucher_again(work, back, moved, work.session.scalars(others).all())
    give_back(work, row, returned_on, return_voucher, reason)


def give_back(work: Work, row: Payment, returned_on: date, voucher: str, reason: str) -> None:
    """Post that the bank gave a payment back."""
    fail_transfer(work, row, reason)
    back = take_back(work, row, "bounced", reason, returned_on, voucher)
    put(work, PAYMENT, row, "bounce", f"{back.number} {FEN.show(row.amount_fen)} 元，{reason}")
    follow(work, row)


def correct(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to have a row taken back and entered as it really was; a sum of 0 says that nothing was paid."""
    row = take(work, PAYMENT, Payment, uid, CORRECT)
    if values.get("amount_fen") is None:
        values.pop("amount_fen", None)
    before = standing(work, uid)
    _check(work, row, {**before, **corrections.require_changes(before, values)})
    corrections.ask(work, PAYMENT, (uid, row.number), _FIELDS, before, values, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """What a row says of the money that moved."""
    row = read.session.get_one(Payment, uid)
    return {**{key: getattr(row, key) for key in CORRECTED}, "amount_fen": abs(row.amount_fen)}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """Take the row back on its own day, and enter it as it was."""
    row = work.session.get_one(Payment, uid)
    right = {**standing(work, uid), **values}
    _check(work, row, right)
    asked = corrections.pending(work, PAYMENT.name, uid)
    reason = asked.reason if asked else ""
    stays = bool(right["amount_fen"]) or not row.amount_fen
    if row.entry == "bounced":
        pay_transfer(work, row)
    elif stays:
        tell_transfer(work, row, _moved(right))
    take_back(work, row, "reversed", reason, row.paid_on, row.voucher)
    if not stays and row.entry != "bounced":
        wait_again(work, row, reason)
    if stays:
        of = {key: getattr(row, key) for key in ("claim_uid", "advance_uid", "recovery_uid")}
        post(work, row.kind, [_payee(row, right)], _moved(right), **of)
    rematch(work, row)
    follow(work, row)


def _payee(row: Payment, right: Mapping[str, Any]) -> Payee:
    fen = right["amount_fen"] if row.kind != "return" else -right["amount_fen"]
    return Payee(row.payee, right["bank"], right["account"], fen, row.times or 0, row.enrolment_uid)


def _moved(right: Mapping[str, Any]) -> Moved:
    return Moved(right["fund"], right["voucher"], right["paid_on"])


def _check(read: Read, row: Payment, right: Mapping[str, Any]) -> None:
    """Refuse another entry than may stand: of another transfer, of a day to come, of more than there is to be paid."""
    require_standing(read, row)
    if row.entry == "bounced":
        _check_bounce(read, row, right)
        return
    not_ahead(read, right["paid_on"])
    voucher_again(read, _payee(row, right), _moved(right), together(read, row))
    more = right["amount_fen"] - abs(row.amount_fen)
    if row.kind == "claim" and row.claim_uid is not None:
        _check_claim(read, row, read.session.get_one(Claim, row.claim_uid), more)
    elif row.kind == "advance" and row.advance_uid is not None:
        _check_advance(row, read.session.get_one(Advance, row.advance_uid), right["amount_fen"])
    elif row.recovery_uid is not None:
        due = read.session.get_one(Recovery, row.recovery_uid)
        _refuse_if(more > due.due_fen - due.returned_fen, row)


def _check_bounce(read: Read, row: Payment, right: Mapping[str, Any]) -> None:
    """A 退票 that never was is taken back whole, while nothing was listed or paid in its place."""
    if right["amount_fen"]:
        raise Refused("payment.bounce_whole", number=row.number)
    if row.claim_uid is not None:
        claim = read.session.get_one(Claim, row.claim_uid)
        _refuse_if(claim.state not in TO_PAY or -row.amount_fen > unlisted_of(read, claim).left_fen, row)
    else:
        _refuse_if(read.session.get_one(Advance, row.advance_uid).state != "approved", row)


def _check_claim(read: Read, row: Payment, claim: Claim, more: int) -> None:
    """No more than is due; no less than is to be given back of it."""
    due = due_of(read, claim)
    _refuse_if(more > due.left_fen, row)
    _refuse_if(due.settlement.ahead_fen + due.paid_fen + more < called_back(read, claim, STANDING), row)


def _check_advance(row: Payment, advance: Advance, amount_fen: int) -> None:
    """Paid whole or not at all, and no more undone once it is settled."""
    whole = amount_fen == advance.amount_fen
    _refuse_if(not whole and (amount_fen > 0 or advance.state != "paid"), row)


def _refuse_if(wrong: bool, row: Payment) -> None:
    if wrong:
        raise Refused("payment.not_so_much", number=row.number)
