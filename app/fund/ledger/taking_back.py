"""Ways back of a claim where money may be on its way: nothing is taken back that the bank has, until its answer has come."""

from typing import Any

from sqlalchemy import select

from app.claim.claim import reducing, ways_back
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import CLAIM_LINE, PERSON
from app.claim.reduction.model import Reduction
from app.claim.reduction.noun import REDUCTION
from app.fund.batch.model import Batch
from app.fund.ledger import zero_closing
from app.fund.ledger.entitlement import due_of
from app.fund.transfer.model import Transfer
from app.kernel.outcomes import Refused
from app.office.correction import requests as corrections
from app.record.moves import load
from app.store.work import Read, Work


def ask_return(work: Work, uid: int, reason: str) -> None:
    """Ask to give an approved claim back, of which nothing is on its way to be paid."""
    _not_sent(work, uid)
    ways_back.ask_return(work, uid, reason)


def ask_void(work: Work, uid: int, reason: str) -> None:
    """Ask to cancel an approved claim, of which nothing is on its way to be paid."""
    _not_sent(work, uid)
    ways_back.ask_void(work, uid, reason)


def reduce(work: Work, uid: int, cause: str, reason: str, document: str) -> None:
    """Ask to take somebody out of a claim, of whose money nothing is paid or on its way."""
    _unpaid(work, load(work, ClaimLine, uid, CLAIM_LINE.title))
    asked = reducing.ask(work, uid, cause, reason, document)
    work.told += corrections.waiting(work, REDUCTION.name, [asked])


def apply_to_claim(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The claim goes back or is cancelled, unless it was sent to be paid meanwhile; or it is opened again after its end."""
    if work.session.get_one(Claim, uid).state == "closed":
        zero_closing.reopen(work, uid, values)
        return
    _not_sent(work, uid)
    ways_back.apply(work, uid, values)


def apply_to_reduction(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The person is out, or in again, unless the claim was sent to be paid meanwhile; a claim may so be paid whole."""
    row = work.session.get_one(Reduction, uid)
    claim = work.session.get_one(Claim, row.claim_uid)
    line = work.session.query(ClaimLine).filter_by(claim_uid=claim.uid, enrolment_uid=row.enrolment_uid).first()
    if line is not None:
        _unpaid(work, line)
    reducing.apply(work, uid, values)
    if claim.state == "paying" and not due_of(work, claim).left_fen:
        claim.state = "paid"
        work.session.flush()
        work.moved.append(claim)


def _unpaid(read: Read, line: ClaimLine) -> None:
    """Refuse to take out who was paid already, in a claim that is being paid: that is a recovery."""
    claim = read.session.get_one(Claim, line.claim_uid)
    _not_sent(read, claim.uid)
    if claim.state != "paying" or line.decision != "granted":
        return
    due = due_of(read, claim)
    own = {payee.enrolment_uid: payee.amount_fen for payee in due.payees}
    left = own.get(line.enrolment_uid, 0) if line.payee == PERSON else due.left_fen
    if left < line.amount_fen:
        raise Refused("claim.paid_to_him", number=claim.number)


def _not_sent(read: Read, claim_uid: int) -> None:
    sent = select(Claim.number, Batch.number).join(Transfer, Transfer.claim_uid == Claim.uid)
    wanted = sent.join(Batch, Batch.uid == Transfer.batch_uid).where(Claim.uid == claim_uid, Transfer.state == "sent")
    if (found := read.session.execute(wanted).first()) is not None:
        raise Refused("claim.on_its_way", number=found[0], batch=found[1])
