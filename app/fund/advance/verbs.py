"""Verbs of advances (预拨): a share of what a class is expected to come to, and what becomes of it in the end."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.award.funds import Settlement, Share, advance_share
from app.award.texts.unverified import Unsettled, undecided, unsettled
from app.claim.advance.model import Advance
from app.claim.claim.funding import check_fund
from app.claim.claim.model import Claim
from app.claim.claim.realname import require_registered, require_unused_number
from app.claim.claim.schemes import check_class, expected_rate, general, pack_for
from app.claim.claim.verification import require_settled
from app.claim.claim_line.noun import PERSON
from app.fund.advance.noun import ADVANCE
from app.fund.advance.stages import check_stage
from app.fund.budget.balance import overspent
from app.fund.budget.commitments import asked_to_pay
from app.fund.payment.ledger import Moved, payee_of, post, voucher_again
from app.fund.payment.model import Payment
from app.fund.recovery import verbs as recoveries
from app.fund.recovery.model import Recovery
from app.fund.recovery.outstanding import advance_kept, called_back
from app.fund.transfer.model import OPEN, Transfer
from app.institution.institution.model import Institution
from app.kernel.codes import ARRANGEMENT
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.separation import check_separation
from app.policy.keys import PAYEES
from app.policy.pack import Pack
from app.policy.rows import Scheme
from app.record import backlog
from app.record.confirming import require_answer
from app.record.moves import done_on, move, put, take
from app.store import packs
from app.store.work import Read, Work
from app.training.enrolment.rosters import head_count
from app.training.training_class.model import TrainingClass
from app.training.training_class.queries import numbered_class
from app.training.training_class.waiting import waiting_on

_LIVE = ("draft", "submitted", "returned", "approved", "paid")


def create(
    work: Work,
    class_number: str,
    scheme: str | None = None,
    amount_fen: int | None = None,
    applied_on: date | None = None,
    late_reason: str | None = None,
) -> int:
    """Ask for an advance on a class that is approved and not accepted: the whole share, or less."""
    training = numbered_class(work, class_number)
    scheme = scheme or general(pack_for(work, training))
    found = _reckoned(work, training, scheme, amount_fen)
    opened = training.filed_on or work.today
    applied, late = backlog.day_of(work, ADVANCE["applied_on"], applied_on, opened, late_reason)
    number = work.number("advance", applied.year, "YB")
    row = work.add(Advance(number=number, class_uid=training.uid, scheme=scheme, applied_on=applied, **found))
    work.log("advance", "create", row.uid, f"{number} {_sum(row)}{late}", row.clause)
    return int(row.uid)


def edit(work: Work, uid: int, amount_fen: int | None = None) -> None:
    """Ask for another sum; blank asks for the whole share of today's roster."""
    row = take(work, ADVANCE, Advance, uid, "edit")
    _renew(work, row, amount_fen)
    put(work, ADVANCE, row, "edit", _sum(row), row.clause)


def submit(work: Work, uid: int) -> None:
    """Hand it to the chief; it is reckoned once more, since people may have left the class."""
    row = take(work, ADVANCE, Advance, uid, "submit")
    _renew(work, row, row.amount_fen)
    require_settled(work, row.number, _unsure(work, row))
    row.submitted_by, row.approved_by, row.return_reason, row.combined = work.actor.name, None, None, 0
    put(work, ADVANCE, row, "submit", _sum(row), row.clause)


def withdraw(work: Work, uid: int) -> None:
    """Take it back before it is decided."""
    move(work, ADVANCE, Advance, uid, "withdraw")


def approve(work: Work, uid: int) -> None:
    """The chief agrees; never the person who submitted."""
    row = take(work, ADVANCE, Advance, uid, "approve")
    check_separation(work, ADVANCE, "approve", {"submit": row.submitted_by})
    require_settled(work, row.number, _unsure(work, row))
    row.approved_by = work.actor.name
    put(work, ADVANCE, row, "approve", _sum(row), row.clause)


def return_(work: Work, uid: int, reason: str) -> None:
    """Give it back with a reason."""
    row = take(work, ADVANCE, Advance, uid, "return_")
    row.return_reason = reason
    put(work, ADVANCE, row, "return_", reason)


def register(work: Work, uid: int, real_name_number: str | None = None) -> None:
    """Note under which number it stands in the provincial real-name system (SH-22)."""
    row = take(work, ADVANCE, Advance, uid, "register")
    require_unused_number(work, row, real_name_number)
    row.real_name_number = real_name_number
    put(work, ADVANCE, row, "register", real_name_number or "")


def pay(work: Work, uid: int, fund: str, voucher: str, paid_on: date, confirmation: str | None = None) -> None:
    """Enter it in the ledger; refused when the class came to its end meanwhile, or lost people that it was reckoned for."""
    row = take(work, ADVANCE, Advance, uid, "pay")
    row.combined |= check_separation(work, ADVANCE, "pay", {"submit": row.submitted_by, "approve": row.approved_by})
    _require_unlisted(work, row)
    asked, moved = check_payable(work, row, fund, paid_on), Moved(fund, voucher, paid_on)
    to = payee_of(institution_of(work, row), row.amount_fen)
    looked = require_answer([*asked, *voucher_again(work, to, moved)], confirmation)
    payment = post(work, "advance", [to], moved, advance_uid=row.uid)
    paid(
        work,
        row,
        paid_on,
        work.actor.name,
        f"{payment.number} {fund} 凭证 {voucher}，{FEN.show(row.amount_fen)} 元{looked}",
    )


def check_payable(read: Read, row: Advance, fund: str, paid_on: date) -> list[str]:
    """Refuse an advance that may not be paid now, so, or out of this fund; what is asked of it."""
    training = read.session.get_one(TrainingClass, row.class_uid)
    _reckoned(read, training, row.scheme, row.amount_fen, row.uid)
    require_settled(read, row.number, _unsure(read, row))
    require_registered(read, row)
    if paid_on < row.applied_on:
        raise Refused("advance.paid_early", paid=paid_on, applied=row.applied_on)
    if (approved := done_on(read, ADVANCE, "approve", row.uid)) and paid_on < approved:
        raise Refused("advance.paid_unapproved", paid=paid_on, approved=approved)
    check_fund(read, row.scheme, training.pack_id, training.starts_on, fund)
    beyond = asked_to_pay(read, fund, paid_on.year, row.amount_fen)
    return [*waiting_on(read, training.institution_uid, training.uid), *beyond]


def institution_of(read: Read, row: Advance) -> Institution:
    """Who is paid ahead."""
    training = read.session.get_one(TrainingClass, row.class_uid)
    return read.session.get_one(Institution, training.institution_uid)


def paid(work: Work, row: Advance, paid_on: date, paid_by: str, detail: str) -> None:
    """It has been paid; what of it exceeds the money set aside is said."""
    row.paid_on, row.paid_by = paid_on, paid_by
    fund = work.session.scalars(
        select(Payment.fund).where(Payment.advance_uid == row.uid).order_by(Payment.uid.desc())
    ).first()
    put(work, ADVANCE, row, "pay", detail + overspent(work, fund or "", paid_on.year), row.clause)


def void(work: Work, uid: int, reason: str) -> None:
    """Cancel an advance that was not paid; it stays on record."""
    row = take(work, ADVANCE, Advance, uid, "void")
    _require_unlisted(work, row)
    put(work, ADVANCE, row, "void", reason)


def _require_unlisted(read: Read, row: Advance) -> None:
    """Refuse an advance that waits in a batch or at the bank."""
    if read.session.scalars(
        select(Transfer.uid).where(Transfer.advance_uid == row.uid, Transfer.state.in_(OPEN))
    ).first():
        raise Refused("batch.listed_already", number=row.number)


def expected_settlement(read: Read, claim: Claim) -> Settlement:
    """How a claim would be settled now."""
    paid = _paid(read, claim.class_uid, claim.scheme)
    return Settlement(claim.total_fen, sum(advance_kept(read, row) for row in paid))


def settle(work: Work, claim: Claim) -> Settlement:
    """Close the advances of a claim's class and scheme with it, and call back what they exceed it by (结算多拨).

    Refused while a recovery of one of them is undecided.
    """
    found, paid = expected_settlement(work, claim), _paid(work, claim.class_uid, claim.scheme)
    for row in paid:
        _close(work, row, say("advance.settled", claim=claim.number, total=FEN.show(claim.total_fen)), claim.uid)
    if found.owed_fen:
        document = say("recovery.of_settlement", claim=claim.number)
        recoveries.owe(work, claim, found.owed_fen, "overpaid", document, paid[-1].clause)
    return found


def call_back(work: Work, training: TrainingClass, reason: str) -> None:
    """A class that is cancelled owes back every advance that was paid on it; Refused while a recovery is undecided.

    Refused as well while the bank has one: its answer would pay for a class that is not held.
    """
    require_none_on_its_way(work, training)
    for row in _paid(work, training.uid):
        left = advance_kept(work, row)
        if left:
            document = say("recovery.of_class", number=training.number, reason=reason)
            recoveries.owe(work, row, left, "cancelled", document, row.clause)
        _close(work, row, reason)


def require_none_on_its_way(read: Read, training: TrainingClass) -> None:
    """Refuse a class of which an advance waits in a batch or at the bank."""
    for row in read.session.scalars(select(Advance).where(Advance.class_uid == training.uid)):
        _require_unlisted(read, row)


def _paid(read: Read, class_uid: int | None, scheme: str = "") -> list[Advance]:
    """The advances of a class, or of one scheme on it, that are paid and not settled."""
    wanted = select(Advance).where(Advance.class_uid == class_uid, Advance.state == "paid")
    rows = read.session.scalars(wanted.order_by(Advance.uid))
    return [row for row in rows if not scheme or row.scheme == scheme]


def _close(work: Work, row: Advance, detail: str, claim_uid: int | None = None) -> None:
    if called_back(work, row, ("pending",)):
        raise Refused("advance.recovery_pending", number=row.number)
    row.state, row.claim_uid = "settled", claim_uid
    work.session.flush()
    work.log("advance", "settle", row.uid, detail, row.clause)


def _renew(work: Work, row: Advance, amount_fen: int | None) -> None:
    training = work.session.get_one(TrainingClass, row.class_uid)
    for key, value in _reckoned(work, training, row.scheme, amount_fen, row.uid).items():
        setattr(row, key, value)


def _reckoned(
    read: Read, training: TrainingClass, scheme: str, wanted_fen: int | None, uid: int | None = None
) -> dict[str, Any]:
    """Head count, rate, expected sum, share and amount of an advance as they are now; Refused when it may not be."""
    pack = pack_for(read, training)
    share, of = advance_share(pack, training.starts_on), pack.scheme(scheme)
    check_stage(training.number, training.state)
    _check_arrangement(training, share)
    if not training.subsidised:
        raise Refused("claim.unsubsidised", number=training.number)
    check_class(pack, of, training)
    if any(PAYEES.get(str(choice.value)) == PERSON for choice in of.payee):
        raise Refused("advance.to_persons", number=training.number, scheme=of.title, clause=of.source.cite())
    heads, rate_fen = head_count(read, training.uid), _rate(read, training, pack, of)
    most = share.of(heads * rate_fen) - _asked(read, training.uid, scheme, uid)
    amount = most if wanted_fen is None else wanted_fen
    if not 0 < amount <= most:
        known = {"heads": heads, "rate": FEN.show(rate_fen), "share": share.percent, "clause": share.clause}
        raise Refused("advance.too_much", amount=FEN.show(amount), most=FEN.show(max(0, most)), **known)
    sums = {"head_count": heads, "rate_fen": rate_fen, "expected_fen": heads * rate_fen, "amount_fen": amount}
    return {**sums, "share": share.percent, "clause": share.clause}


def _unsure(read: Read, row: Advance) -> tuple[Unsettled, ...]:
    """The unsettled values on which an advance rests: those of its scheme and of the share itself."""
    training = read.session.get_one(TrainingClass, row.class_uid)
    pack = packs.in_force(read.session, training.pack_id, training.starts_on)
    share = unsettled(pack, ("advance_share", "advance_scope"), training.starts_on)
    return (*undecided(pack, pack.scheme(row.scheme).key, training.starts_on), *share)


def _check_arrangement(training: TrainingClass, share: Share) -> None:
    if training.arrangement not in share.arrangements:
        found = ARRANGEMENT.show(training.arrangement) or say("advance.unknown")
        allowed = "、".join(map(ARRANGEMENT.show, share.arrangements))
        known = {"found": found, "allowed": allowed, "clause": share.clause}
        raise Refused("advance.arrangement", number=training.number, **known)


def _rate(read: Read, training: TrainingClass, pack: Pack, scheme: Scheme) -> int:
    """What one person is expected to come to: only a scheme paid at the catalogue's rate is known beforehand."""
    rate = expected_rate(read, training, pack, scheme)
    if rate is None:
        raise Refused("advance.no_rate", number=training.number, scheme=scheme.title)
    _, fen, _, sample = rate
    if sample and read.settings.get("sample") != "1":
        raise Refused("claim.sample_rate", occupation=training.occupation, level=training.level)
    return fen


def _asked(read: Read, class_uid: int, scheme: str, uid: int | None) -> int:
    """What other advances of the same class and scheme take of the share; what came back takes nothing."""
    others = (
        Advance.class_uid == class_uid,
        Advance.scheme == scheme,
        Advance.state.in_(_LIVE),
        Advance.uid != (uid or 0),
    )
    back = select(func.coalesce(func.sum(Recovery.returned_fen), 0)).where(Recovery.advance_uid == Advance.uid)
    kept = func.sum(Advance.amount_fen - back.scalar_subquery())
    return int(read.session.scalar(select(func.coalesce(kept, 0)).where(*others)) or 0)


def _sum(row: Advance) -> str:
    """The arithmetic of an advance in words."""
    return say(
        "advance.sum",
        heads=row.head_count,
        rate=FEN.show(row.rate_fen),
        expected=FEN.show(row.expected_fen),
        share=row.share,
        amount=FEN.show(row.amount_fen),
    )
