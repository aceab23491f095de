"""Posting a row of the payment ledger (拨付台账), and whether its voucher was entered before; all sums in 分."""

from datetime import date

from sqlalchemy import extract, func, select

from app.fund.payment.model import Payment
from app.institution.institution.model import Institution
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.correction.model import Correction
from app.store.work import Read, Work

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
