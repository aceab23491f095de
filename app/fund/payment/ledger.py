"""The payment ledger (拨付台账): posting a row, and what of the money still lies with whom; all sums in 分."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import extract, func, select

from app.claim.claim.model import Claim
from app.institution.institution.model import Institution
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.listings.payments import VOUCHER
from app.store.models import Advance, Payment, Recovery
from app.store.work import Read, Work

CONFIRMED = ("due", "returned")
"""States of a recovery whose sum must come back."""
STANDING = ("pending", *CONFIRMED)


def post(
    work: Work, kind: str, payee: Institution, amount_fen: int, fund: str, voucher: str, paid_on: date, **of: int | None
) -> Payment:
    """Add a row, never changed afterwards; `of` says by uid what it was paid on. Refused for a day to come."""
    if paid_on > work.today:
        raise Refused("claim.paid_ahead", paid=paid_on)
    row: Payment = work.add(
        Payment(
            number=work.number("payment", paid_on.year, "BF"),
            kind=kind,
            payee=payee.name,
            bank=payee.bank,
            account=payee.account,
            amount_fen=amount_fen,
            fund=fund,
            voucher=voucher,
            paid_on=paid_on,
            **of,
        )
    )
    return row


def voucher_again(read: Read, paid: Payment, number: str = "") -> list[str]:
    """What is asked of a payment whose voucher, or the number it is corrected to, was entered before.

    Refused unless both may be one transfer. Vouchers are numbered anew each year by whoever keeps a fund, so that only
    the same fund and year are compared, and what came in apart from what went out. One transfer has one payee, account
    and day: it may pay several claims of an institution, which somebody must say; for anybody or any day else the number
    is a mistake, or a payment made twice. A row of 0 moves no money and has no voucher of its own; a corrected number
    counts, and the mistyped one no more.
    """
    voucher = (number or paid.voucher).strip()
    alike = func.trim(VOUCHER) == voucher, extract("year", Payment.paid_on) == paid.paid_on.year
    way = (Payment.amount_fen > 0) if paid.amount_fen > 0 else (Payment.amount_fen < 0)
    others = Payment.origin == read.own.uid, Payment.fund == paid.fund, Payment.uid != paid.uid
    used = select(Payment).where(*others, *alike, way).order_by(Payment.uid)
    questions = []
    for row in read.session.scalars(used) if paid.amount_fen else ():
        known = {"voucher": voucher, "number": row.number, "payee": row.payee, "paid": row.paid_on}
        if (row.payee, row.account, row.paid_on) != (paid.payee, paid.account, paid.paid_on):
            raise Refused("payment.voucher_used", **known)
        questions.append(say("payment.one_transfer", amount=FEN.show(abs(row.amount_fen)), **known))
    return questions


def called_back(read: Read, of: Claim | Advance, states: Collection[str], cause: str = "") -> int:
    """What recoveries in some states ask of a claim, or of an advance itself; for any cause, or for one."""
    owner = Recovery.claim_uid if isinstance(of, Claim) else Recovery.advance_uid
    asked = select(func.coalesce(func.sum(Recovery.due_fen), 0)).where(owner == of.uid, Recovery.state.in_(states))
    return int(read.session.scalar(asked.where(Recovery.cause == cause) if cause else asked) or 0)


def ahead(read: Read, advance: Advance) -> int:
    """What of an advance stays with the institution when all that was called back has come."""
    return advance.amount_fen - called_back(read, advance, CONFIRMED)


def recoverable(read: Read, of: Claim | Advance) -> int:
    """The most that can still be asked back: what was paid on it, less every recovery that stands."""
    if isinstance(of, Advance):
        return of.amount_fen - called_back(read, of, STANDING) if of.state == "paid" else 0
    paid = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(
        Payment.claim_uid == of.uid, Payment.kind == "claim"
    )
    settled = read.session.scalars(select(Advance).where(Advance.claim_uid == of.uid))
    before = sum(ahead(read, advance) for advance in settled)
    return int(read.session.scalar(paid) or 0) + before - called_back(read, of, STANDING)


def lying(read: Read, recovery: Recovery) -> Mapping[str, int]:
    """By fund, what it has paid on the subject of a recovery and not got back; the fund that paid last comes first."""
    advances = [recovery.advance_uid]
    if recovery.claim_uid is not None:
        advances = list(read.session.scalars(select(Advance.uid).where(Advance.claim_uid == recovery.claim_uid)))
    returned = select(Recovery.uid).where(Recovery.advance_uid.in_(advances))
    moved = Payment.advance_uid.in_(advances) | Payment.recovery_uid.in_(returned)
    if recovery.claim_uid is not None:
        moved |= Payment.claim_uid == recovery.claim_uid
    found: dict[str, int] = {}
    for fund, amount in read.session.execute(
        select(Payment.fund, Payment.amount_fen).where(moved).order_by(Payment.uid.desc())
    ):
        found[fund] = found.get(fund, 0) + amount
    return {fund: fen for fund, fen in found.items() if fen > 0}
