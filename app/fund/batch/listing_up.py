"""Listing claims and advances in a batch (列入拨付批次): a transfer for each payee of what is still to be paid."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import func, select

from app.claim.advance.model import Advance
from app.claim.claim.funding import check_fund
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.realname import require_registered
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim.standards import PAY, followed
from app.claim.claim.verbs import actors_of, forward
from app.fund.advance.noun import ADVANCE
from app.fund.advance.verbs import check_payable
from app.fund.batch.model import Batch
from app.fund.batch.noun import BATCH
from app.fund.budget.commitments import asked_to_pay
from app.fund.ledger.entitlement import part_of, require_nothing_ahead_on_its_way, unlisted_of
from app.fund.payment.ledger import Payee, payee_of
from app.fund.transfer.model import OPEN, Transfer
from app.institution.institution.model import Institution
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.separation import check_separation
from app.record.confirming import require_answer
from app.record.moves import take
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass

_COLUMNS = (
    *("uid", "revision", "origin", "number", "batch_uid", "claim_uid", "enrolment_uid", "advance_uid", "payee"),
    *("bank", "account", "amount_fen", "times", "fund", "listed_by", "replaces_uid", "state"),
)


def list_claim(
    work: Work,
    uid: int,
    fund: str,
    batch_number: str | None = None,
    amount_fen: int | None = None,
    confirmation: str | None = None,
) -> None:
    """List what is still to be paid of a claim, or a part of it, out of a fund."""
    claim = listable_claim(work, uid, fund)
    payees = part_of(claim, unlisted_of(work, claim), amount_fen)
    total = sum(payee.amount_fen for payee in payees)
    asked = (*changes_since_decision(work, claim), *followed(work, claim, PAY, paid_on=work.today))
    asked += tuple(asked_to_pay(work, fund, work.today.year, total + _waiting_in(work, fund)))
    looked = require_answer(asked, confirmation)
    if not any(payee.amount_fen for payee in payees):
        raise Refused("batch.all_ahead", number=claim.number)
    require_unlisted(work, claim.number, claim_uid=uid, fund=fund)
    batch = open_batch(work, batch_number)
    add(work, batch, payees, fund, claim_uid=uid)
    told = say("batch.listed", batch=batch.number, count=len(payees), total=FEN.show(total))
    work.log(CLAIM.name, "list_up", uid, told + looked)


def list_advance(
    work: Work, uid: int, fund: str, batch_number: str | None = None, confirmation: str | None = None
) -> None:
    """List an approved advance, whole."""
    row, asked = listable_advance(work, uid, fund)
    looked = require_answer(asked, confirmation)
    require_unlisted(work, row.number, advance_uid=uid)
    training = work.session.get_one(TrainingClass, row.class_uid)
    owner = work.session.get_one(Institution, training.institution_uid)
    batch = open_batch(work, batch_number)
    add(work, batch, [payee_of(owner, row.amount_fen)], fund, advance_uid=uid)
    told = say("batch.listed", batch=batch.number, count=1, total=FEN.show(row.amount_fen))
    work.log(ADVANCE.name, "list_up", uid, told + looked)


def listable_claim(work: Work, uid: int, fund: str) -> Claim:
    """The claim that is to be listed; Refused where it, who works, or the fund does not allow that."""
    claim = forward(work, uid, "list_up")
    claim.combined |= check_separation(work, CLAIM, "pay", actors_of(claim, "submit", "review", "approve"))
    require_registered(work, claim)
    check_fund(work, claim.scheme, claim.pack_id, claim.basis_on, fund)
    require_nothing_ahead_on_its_way(work, claim)
    return claim


def listable_advance(work: Work, uid: int, fund: str) -> tuple[Advance, list[str]]:
    """The advance that is to be listed, and what is asked of it; Refused where it may not be paid any more."""
    row = take(work, ADVANCE, Advance, uid, "list_up")
    row.combined |= check_separation(work, ADVANCE, "pay", {"submit": row.submitted_by, "approve": row.approved_by})
    return row, check_payable(work, row, fund, work.today)


def require_unlisted(work: Work, number: str, **of: int | str | None) -> None:
    """Refuse what waits in a batch or at the bank already; `of` are columns of its transfer."""
    waiting = select(Transfer.uid).filter_by(**of).where(Transfer.state.in_(OPEN))
    if work.session.scalars(waiting).first() is not None:
        raise Refused("batch.listed_already", number=number)


def _waiting_in(read: Read, fund: str) -> int:
    """What waits in batches or at the bank to be paid out of a fund."""
    wanted = select(func.coalesce(func.sum(Transfer.amount_fen), 0))
    waiting = wanted.where(Transfer.origin == read.own.uid, Transfer.fund == fund, Transfer.state.in_(OPEN))
    return int(read.session.scalar(waiting) or 0)


def open_batch(work: Work, number: str | None) -> Batch:
    """The batch of a number that is still being prepared; without one the newest of who works, or a new one."""
    wanted = select(Batch).where(Batch.origin == work.own.uid, Batch.state == "draft").order_by(Batch.uid.desc())
    mine = Batch.prepared_by == work.actor.name
    found = work.session.scalars(wanted.where(Batch.number == number if number else mine)).first()
    if found is not None:
        if found.prepared_by != work.actor.name:
            raise Refused("batch.others", number=found.number, who=found.prepared_by)
        return found
    if number:
        raise Refused("batch.not_draft", number=number)
    return begin(work, say("batch.title", day=work.today))


def begin(work: Work, title: str, bank_form: str | None = None) -> Batch:
    """A new batch."""
    number = work.number("batch", work.today.year, "PC")
    known = {"title": title, "bank_form": bank_form, "prepared_by": work.actor.name, "prepared_on": work.today}
    batch: Batch = work.add(Batch(number=number, **known))
    work.log(BATCH.name, "create", batch.uid, f"{number} {title}")
    return batch


def add(work: Work, batch: Batch, payees: Sequence[Payee], fund: str, **of: int | None) -> None:
    """Transfers to some payees, numbered; `of` says by uid what they are paid on."""
    nameless = [payee.name for payee in payees if not payee.account]
    if nameless:
        raise Refused("batch.no_account", names="、".join(nameless))
    work.session.flush()
    uid, numbers = work.uid(len(payees)), work.numbers("transfer", work.today.year, "FK", len(payees))
    own = {"revision": 1, "origin": work.own.uid, "batch_uid": batch.uid, "fund": fund, "state": "listed"}
    known = {**own, **of, "listed_by": work.actor.name}
    rows = []
    for place, (payee, number) in enumerate(zip(payees, numbers, strict=True)):
        told = {**known, **asdict(payee), "payee": payee.name, "uid": uid + place, "number": number}
        rows.append(tuple(told.get(column) for column in _COLUMNS))
    work.bulk("transfer", _COLUMNS, rows)


def drafts(read: Read) -> list[str]:
    """The numbers of batches that are being prepared, newest first."""
    wanted = select(Batch.number).where(Batch.origin == read.own.uid, Batch.state == "draft")
    return list(read.session.scalars(wanted.order_by(Batch.uid.desc())))
