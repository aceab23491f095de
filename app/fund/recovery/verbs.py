"""Verbs of recoveries (追回): money to be given back, asked by one person, confirmed by another, returned in parts.

A recovery reduces what the claim paid in the end; the persons of its lines keep their history of awards, since the
training took place and a limit is not given back by a debt of the institution.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.claim.advance.model import Advance
from app.claim.claim.directing import payee_of_claim
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim_line import refusals
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import PERSON
from app.claim.claim_line.queries import of_person
from app.claim.claim_line.refusals import NotAccepted
from app.fund.payment.ledger import Moved, Payee, payee_of, post, voucher_again
from app.fund.recovery.model import Recovery
from app.fund.recovery.noun import RECOVERY
from app.fund.recovery.outstanding import STANDING, called_back, recoverable, unreturned_by_fund
from app.institution.institution.model import Institution
from app.kernel.kinds import FEN
from app.kernel.masking import masked
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.kernel.workflow import CREATE as ASK
from app.office.separation import another_person, check_separation
from app.policy.pack import Pack
from app.record.confirming import require_answer
from app.record.lookups import own
from app.record.moves import cite, move, put, take
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

_GROUNDS = {"fraud": "fraud_measures", "reduced": "fund_oversight", "refused": "fund_oversight"}
"""The policy value whose clause a cause rests on."""


def create(
    work: Work,
    cause: str,
    due_fen: int,
    document: str,
    claim_number: str | None = None,
    advance_number: str | None = None,
    person: str | None = None,
) -> int:
    """Ask for money back, of a paid claim or of an advance that is not settled: no more than lies there.

    What people were paid themselves is asked of one of them.
    """
    of = _subject(work, claim_number, advance_number)
    whose = _person(work, of, person)
    most = recoverable(work, of, whose)
    if not 0 < due_fen <= most:
        raise Refused("recovery.too_much", number=of.number, due=FEN.show(due_fen), most=FEN.show(most))
    return int(ask(work, of, due_fen, cause, document, whose).uid)


def ask(work: Work, of: Claim | Advance, due_fen: int, cause: str, document: str, whose: int | None = None) -> Recovery:
    """Money is asked back of the institution, or of a person by his row of the roster, for another person to confirm."""
    clause = cite(*_policy(work, of, _GROUNDS[cause])) if cause in _GROUNDS else ""
    row = _new(work, of, due_fen, cause, document, clause, whose)
    work.log("recovery", "create", row.uid, _words(row, of), clause)
    return row


def recover(work: Work, uid: int, document: str | None = None) -> int:
    """Ask back what was paid on the lines of a claim that the office above then did not accept, less what is asked."""
    claim = take(work, CLAIM, Claim, uid, "recover")
    if uid not in refusals.of_claims(work, (uid,)):
        raise refusals.refusal_to_recover(claim.number)
    if not (rows := propose(work, claim, document)):
        raise Refused("recovery.asked_already", number=claim.number)
    return int(rows[0].uid)


def propose(work: Work, claim: Claim, document: str | None = None) -> list[Recovery]:
    """Ask back what of a paid claim the office above does not accept, for another person to confirm; what is not asked yet.

    Of the institution what it was paid, and of each person what he was paid himself.
    """
    lines = refusals.of_claims(work, (claim.uid,)).get(claim.uid, [])
    asked = [_propose(work, claim, [line], line.person_uid, document) for line in lines if line.person_uid is not None]
    of_others = [line for line in lines if line.person_uid is None]
    return [row for row in (_propose(work, claim, of_others, None, document), *asked) if row is not None]


def _propose(
    work: Work, claim: Claim, lines: Sequence[NotAccepted], whose: int | None, document: str | None
) -> Recovery | None:
    refused = sum(line.amount_fen for line in lines)
    if whose is None:
        refused -= called_back(work, claim, STANDING, "refused", of_people=False)
    due = min(refused, recoverable(work, claim, whose))
    if due <= 0:
        return None
    named = say("recovery.receipt", count=len(lines), names="、".join(line.name for line in lines))
    clause = cite(*_policy(work, claim, _GROUNDS["refused"]))
    row = _new(work, claim, due, "refused", document or named, clause, whose)
    work.log("recovery", "create", row.uid, f"{_words(row, claim)}：{refusals.describe(lines)}", clause)
    return row


def call_off(work: Work, claim: Claim) -> int:
    """Drop what was only proposed for refusals that the office above has taken back; how many."""
    asked = select(Recovery).where(
        Recovery.claim_uid == claim.uid, Recovery.cause == "refused", Recovery.state == "pending"
    )
    rows = list(work.session.scalars(asked))
    for row in rows:
        put(work, RECOVERY, row, "revoke", say("recovery.accepted_after_all"))
    return len(rows)


def confirm(work: Work, uid: int) -> None:
    """Another person agrees: from now on it is owed."""
    row = take(work, RECOVERY, Recovery, uid, "confirm")
    another_person(work, row.asked_by, RECOVERY.verb("confirm").title)
    row.confirmed_by, row.confirmed_on = work.actor.name, work.today
    put(work, RECOVERY, row, "confirm", FEN.show(row.due_fen), row.clause)


def revoke(work: Work, uid: int, reason: str) -> None:
    """Call a recovery off before it is confirmed."""
    move(work, RECOVERY, Recovery, uid, "revoke", reason)


def repay(
    work: Work,
    uid: int,
    fund: str,
    voucher: str,
    paid_on: date,
    amount_fen: int | None = None,
    confirmation: str | None = None,
) -> None:
    """Enter what came back, into the fund that had paid it: the rest, or a part."""
    row = take(work, RECOVERY, Recovery, uid, "repay")
    if row.confirmed_by:  # nobody asked for what followed from the figures alone
        check_separation(work, RECOVERY, "repay", {ASK: row.asked_by, "confirm": row.confirmed_by})
    left = row.due_fen - row.returned_fen
    amount = left if amount_fen is None else amount_fen
    if not 0 < amount <= left:
        raise Refused("recovery.exceeds", number=row.number, amount=FEN.show(amount), left=FEN.show(left))
    funds = unreturned_by_fund(work, row)
    if amount > funds.get(fund, 0):
        held = "、".join(f"{name} {FEN.show(fen)} 元" for name, fen in funds.items())
        raise Refused("recovery.fund", number=row.number, fund=fund, amount=FEN.show(amount), funds=held)
    if row.confirmed_on and paid_on < row.confirmed_on:
        raise Refused("recovery.early", paid=paid_on, confirmed=row.confirmed_on)
    of = {"claim_uid": row.claim_uid, "recovery_uid": row.uid}
    back, moved = payer(work, row, -amount), Moved(fund, voucher, paid_on)
    looked = require_answer(voucher_again(work, back, moved), confirmation)
    payment = post(work, "return", [back], moved, **of)
    row.returned_fen += amount
    still = say("recovery.left", left=FEN.show(left - amount))
    detail = f"{payment.number} {fund} 凭证 {voucher}，{FEN.show(amount)} 元，{still}{looked}"
    if amount == left:
        put(work, RECOVERY, row, "repay", detail, row.clause)
    else:
        work.log("recovery", "repay", row.uid, detail, row.clause)
    if row.advance_uid is not None:
        _close_repaid(work, work.session.get_one(Advance, row.advance_uid))


def _close_repaid(work: Work, advance: Advance) -> None:
    """An advance that has come back whole is open no more: nothing of it is left to be settled with a claim."""
    back = select(func.sum(Recovery.returned_fen)).where(Recovery.advance_uid == advance.uid)
    if advance.state == "paid" and work.session.scalar(back) == advance.amount_fen:
        advance.state = "settled"
        work.session.flush()
        work.log("advance", "settle", advance.uid, say("advance.repaid"), advance.clause)


def owe(work: Work, of: Claim | Advance, due_fen: int, cause: str, document: str, clause: str) -> None:
    """What follows from the figures alone is owed at once: nobody has to find it, so nobody has to confirm it."""
    row = _new(work, of, due_fen, cause, document, clause)
    row.state, row.confirmed_on = "due", work.today
    work.session.flush()
    work.log("recovery", "create", row.uid, _words(row, of), clause)


def payer(read: Read, row: Recovery, amount_fen: int = 0) -> Payee:
    """Who gives the money back: the person who was paid himself, or the institution."""
    if row.enrolment_uid is not None:
        enrolment = read.session.get_one(Enrolment, row.enrolment_uid)
        name = read.session.get_one(Trainee, enrolment.trainee_uid).name
        return Payee(name, enrolment.bank, enrolment.account, amount_fen, 0, enrolment.uid)
    if row.claim_uid is not None:
        return payee_of(payee_of_claim(read, read.session.get_one(Claim, row.claim_uid)), amount_fen)
    training = select(TrainingClass).join(Advance, Advance.class_uid == TrainingClass.uid)
    held = read.session.scalars(training.where(Advance.uid == row.advance_uid)).one()
    return payee_of(read.session.get_one(Institution, held.institution_uid), amount_fen)


def _person(read: Read, of: Claim | Advance, person: str | None) -> int | None:
    """The row of the roster of who owes what he was paid himself; None for what the institution was paid."""
    lines = select(ClaimLine.payee).where(ClaimLine.claim_uid == of.uid, ClaimLine.decision == "granted").distinct()
    payees = set(read.session.scalars(lines)) if isinstance(of, Claim) else set()
    if not person:
        if payees == {PERSON}:
            raise Problems([RECOVERY["person"].problem("recovery.whose")])
        return None
    found = [line for line in of_person(read, of.uid, person) if line.payee == PERSON]
    if len(found) != 1:
        code = "objection.many" if found else "recovery.not_his"
        raise Problems([RECOVERY["person"].problem(code, masked(person))])
    return found[0].enrolment_uid


def _new(
    work: Work, of: Claim | Advance, due_fen: int, cause: str, document: str, clause: str, whose: int | None = None
) -> Recovery:
    year = work.today.year
    owner = {"claim_uid": of.uid} if isinstance(of, Claim) else {"advance_uid": of.uid}
    row: Recovery = work.add(
        Recovery(
            number=work.number("recovery", year, "ZH"),
            cause=cause,
            enrolment_uid=whose,
            document=document,
            clause=clause,
            due_fen=due_fen,
            asked_by=work.actor.name,
            asked_on=work.today,
            **owner,
        )
    )
    return row


def _subject(work: Work, claim_number: str | None, advance_number: str | None) -> Claim | Advance:
    """The claim or the advance that is named; exactly one of them."""
    if bool(claim_number) == bool(advance_number):
        raise Refused("recovery.subject")
    model: Any = Claim if claim_number else Advance
    number = claim_number or advance_number
    found: Claim | Advance | None = own(work, model, number=number, state="paid")
    if found is None:
        raise Refused("recovery.not_paid", number=number)
    return found


def _policy(work: Work, of: Claim | Advance, key: str) -> tuple[Pack, str, date]:
    """Where a key is looked up for what was paid on a claim, or ahead on a class: its pack and day."""
    if isinstance(of, Claim):
        return work.pack_of(of, of.basis_on), key, of.basis_on
    held = work.session.get_one(TrainingClass, of.class_uid)
    return work.pack_of(held, held.starts_on), key, held.starts_on


def _words(row: Recovery, of: Claim | Advance) -> str:
    cause = RECOVERY["cause"].kind.show(row.cause)
    return say(
        "recovery.asked", number=row.number, of=of.number, cause=cause, due=FEN.show(row.due_fen), by=row.document
    )
