"""Ways back of a claim where money may be on its way: nothing is taken back that the bank has, until its answer has come."""

from typing import Any

from sqlalchemy import select

from app.claim.claim import reducing, ways_back
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import CLAIM_LINE
from app.claim.reduction.model import Reduction
from app.fund.batch.model import Batch
from app.fund.ledger import zero_closing
from app.fund.transfer.model import Transfer
from app.kernel.outcomes import Refused
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
    """Ask to take somebody out of a claim, of which nothing is on its way to be paid."""
    _not_sent(work, load(work, ClaimLine, uid, CLAIM_LINE.title).claim_uid)
    reducing.ask(work, uid, cause, reason, document)


def apply_to_claim(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The claim goes back or is cancelled, unless it was sent to be paid meanwhile; or it is opened again after its end."""
    if work.session.get_one(Claim, uid).state == "closed":
        zero_closing.reopen(work, uid, values)
        return
    _not_sent(work, uid)
    ways_back.apply(work, uid, values)


def apply_to_reduction(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The person is out, or in again, unless the claim was sent to be paid meanwhile."""
    _not_sent(work, work.session.get_one(Reduction, uid).claim_uid)
    reducing.apply(work, uid, values)


def _not_sent(read: Read, claim_uid: int) -> None:
    sent = select(Claim.number, Batch.number).join(Transfer, Transfer.claim_uid == Claim.uid)
    wanted = sent.join(Batch, Batch.uid == Transfer.batch_uid).where(Claim.uid == claim_uid, Transfer.state == "sent")
    if (found := read.session.execute(wanted).first()) is not None:
        raise Refused("claim.on_its_way", number=found[0], batch=found[1])
