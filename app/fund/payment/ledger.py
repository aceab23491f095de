"""Posting rows of the payment ledger (拨付台账), taking one back, and whether a voucher was entered before; sums in 分."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select
from sqlalchemy.orm import aliased

from app.fund.payment.model import Payment
from app.institution.institution.model import Institution
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.work import Read, Work

_COLUMNS = (
    *("uid", "revision", "origin", "number", "kind", "entry", "claim_uid", "enrolment_uid", "advance_uid"),
    *(
        "recovery_uid",
        "reverses_uid",
        "transfer_uid",
        "payee",
        "bank",
        "account",
        "amount_fen",
        "times",
        "fund",
        "voucher",
    ),
    *("paid_on", "posted_by", "reason", "state"),
)
_SUBJECTS = ("claim_uid", "advance_uid", "recovery_uid")
_counter = aliased(Payment)
REVERSED = select(_counter.uid).where(_counter.reverses_uid == Payment.uid, _counter.entry == "reversed").exists()
"""Whether a row was entered wrongly and taken back: it moved no money."""
_undone = aliased(Payment)
_stands = ~select(_undone.uid).where(_undone.reverses_uid == _counter.uid).exists()
TAKEN_BACK = select(_counter.uid).where(_counter.reverses_uid == Payment.uid, _stands).exists()
"""Whether a row was taken back, or came back from the bank; a 退票 that never was, and was taken back itself, is none."""


@dataclass(frozen=True)
class Payee:
    """Who is paid where to, and what: `enrolment_uid` for a person himself, `times` the 人次 that it is counted with.

    `transfer_uid` is the transfer of a batch by which the money moved.
    """

    name: str
    bank: str | None
    account: str | None
    amount_fen: int
    times: int = 0
    enrolment_uid: int | None = None
    transfer_uid: int | None = None


def payee_of(owner: Institution, amount_fen: int, times: int = 0) -> Payee:
    """An institution as it is paid at this moment."""
    return Payee(owner.name, owner.bank, owner.account, amount_fen, times)


@dataclass(frozen=True)
class Moved:
    """What one transfer of the bank says: from which fund, by which voucher, on which day."""

    fund: str
    voucher: str
    paid_on: date


def post(work: Work, kind: str, payees: Sequence[Payee], moved: Moved, **of: int | None) -> Payment:
    """Add a row for each payee, never changed afterwards, and give the first; `of` says by uid what it was paid on.

    Refused for a day to come.
    """
    not_ahead(work, moved.paid_on)
    known = {"kind": kind, "entry": "posted", "fund": moved.fund, "voucher": moved.voucher, **of}
    return _write(work, [{**known, **_of_payee(payee)} for payee in payees], moved.paid_on)


def _of_payee(payee: Payee) -> dict[str, object]:
    """What the ledger keeps of a payee."""
    keys = ("bank", "account", "amount_fen", "times", "enrolment_uid", "transfer_uid")
    return {"payee": payee.name, **{key: getattr(payee, key) for key in keys}}


def not_ahead(read: Read, paid_on: date) -> None:
    """Nothing was paid tomorrow."""
    if paid_on > read.today:
        raise Refused("claim.paid_ahead", paid=paid_on)


def take_back(work: Work, row: Payment, entry: str, reason: str, paid_on: date, voucher: str) -> Payment:
    """Post the counter-entry of a row (冲正 `reversed`, 退票 `bounced`): the same sum with the other sign."""
    require_standing(work, row)
    same = ("kind", *_SUBJECTS, "enrolment_uid", "payee", "bank", "account", "fund")
    known: dict[str, object] = {key: getattr(row, key) for key in same}
    told = {"amount_fen": -row.amount_fen, "times": -(row.times or 0), "voucher": voucher, "reason": reason}
    return _write(work, [{**known, **told, "entry": entry, "reverses_uid": row.uid}], paid_on)


def require_standing(read: Read, row: Payment) -> None:
    """Refuse a 冲正, and a row that has a counter-entry."""
    if row.entry == "reversed":
        raise Refused("payment.counter_entry", number=row.number)
    if read.session.scalar(select(Payment.uid).where(Payment.reverses_uid == row.uid)):
        raise Refused("payment.taken_back", number=row.number)


def entered_again(read: Read, row: Payment) -> Payment | None:
    """The row by which a correction entered once more what it took back: it is posted right after the counter-entry."""
    right = aliased(Payment)
    same = (right.claim_uid.is_(row.claim_uid), right.advance_uid.is_(row.advance_uid), right.entry == "posted")
    back = (_counter.reverses_uid == row.uid, _counter.entry == "reversed", right.enrolment_uid.is_(row.enrolment_uid))
    return read.session.scalars(select(right).join(_counter, right.uid == _counter.uid + 1).where(*back, *same)).first()


def _write(work: Work, rows: Sequence[Mapping[str, object]], paid_on: date) -> Payment:
    """Number the rows of one day and write them at once."""
    work.session.flush()
    uid, numbers = work.uid(len(rows)), work.numbers("payment", paid_on.year, "BF", len(rows))
    own = {"revision": 1, "origin": work.own.uid, "posted_by": work.actor.name, "state": "paid"}
    known = ({**own, **row, "paid_on": paid_on.isoformat()} for row in rows)
    told = [
        {**row, "uid": uid + place, "number": number}
        for place, (row, number) in enumerate(zip(known, numbers, strict=True))
    ]
    work.bulk("payment", _COLUMNS, [tuple(row.get(column) for column in _COLUMNS) for row in told])
    return work.session.get_one(Payment, uid)


def voucher_again(read: Read, payee: Payee, moved: Moved, besides: Collection[int] = ()) -> list[str]:
    """What is asked of a transfer that is to be entered, and whose voucher was entered before; `besides` some rows, by uid.

    Refused unless both may be one transfer. Vouchers are numbered anew each year by whoever keeps a fund, so that only
    the same fund and year are compared, and what came in apart from what went out. One transfer has one payee, account
    and day: it may pay several claims of an institution, which somebody must say; for anybody or any day else the number
    is a mistake, or a payment made twice. A row of 0 moves no money and has no voucher of its own; what was entered
    wrongly and taken back counts no more.
    """
    voucher = moved.voucher.strip()
    alike = func.trim(Payment.voucher) == voucher, extract("year", Payment.paid_on) == moved.paid_on.year
    way = (Payment.amount_fen > 0) if payee.amount_fen > 0 else (Payment.amount_fen < 0)
    others = Payment.origin == read.own.uid, Payment.fund == moved.fund, Payment.uid.not_in(besides)
    used = select(Payment).where(*others, *alike, way, Payment.entry != "reversed", ~REVERSED)
    questions = []
    for row in read.session.scalars(used.order_by(Payment.uid)) if payee.amount_fen else ():
        known = {"voucher": voucher, "number": row.number, "payee": row.payee, "paid": row.paid_on}
        if (row.payee, row.account, row.paid_on) != (payee.name, payee.account, moved.paid_on):
            raise Refused("payment.voucher_used", **known)
        questions.append(say("payment.one_transfer", amount=FEN.show(abs(row.amount_fen)), **known))
    return questions
