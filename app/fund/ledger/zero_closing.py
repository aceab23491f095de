"""零结案: a claim that comes to nothing ends without notice and payment; what went ahead for it is owed back by that alone."""

from sqlalchemy import select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.procedure import zero_refusal
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim.verbs import forward, sums
from app.claim.claim.ways_back import standing
from app.fund.advance.verbs import settle
from app.fund.ledger.entitlement import require_nothing_ahead_on_its_way
from app.fund.recovery.model import Recovery
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.correction import requests as corrections
from app.record.confirming import require_answer
from app.record.moves import put, take
from app.store.work import Read, Work


def close(work: Work, uid: int, confirmation: str | None = None) -> None:
    """End an approved claim of which nobody is left to be paid, and call back the advances of its class and scheme."""
    claim = forward(work, uid, "close")
    if claim.granted_count:
        raise zero_refusal(claim, "close")
    require_nothing_ahead_on_its_way(work, claim)
    looked = require_answer(changes_since_decision(work, claim), confirmation)
    owed = settle(work, claim).owed_fen
    told = say("claim.owed_at_zero", owed=FEN.show(owed)) if owed else ""
    put(work, CLAIM, claim, "close", sums(claim) + told + looked)


def ask_reopen(work: Work, uid: int, reason: str) -> None:
    """Ask to open a claim again that was closed at zero by mistake; another person confirms."""
    claim = take(work, CLAIM, Claim, uid, "ask_reopen")
    _nothing_returned(work, claim)
    new = {"state": _before(claim)}
    corrections.ask(work, CLAIM, (uid, claim.number), (CLAIM["state"],), standing(work, uid), new, reason, reopen)


def reopen(work: Work, uid: int, values: dict[str, str]) -> None:
    """It stands where it stood, and what went ahead for it is still to be settled."""
    claim = work.session.get_one(Claim, uid)
    _nothing_returned(work, claim)
    for row in _owed(work, claim):
        row.state = "revoked"
    for advance in work.session.scalars(select(Advance).where(Advance.claim_uid == uid)):
        advance.state, advance.claim_uid = "paid", None
    claim.state = values["state"]
    work.session.flush()
    work.moved.append(claim)


def _before(claim: Claim) -> str:
    """Where a claim stood before it was closed at zero."""
    if claim.cleared_on:
        return "cleared"
    return "noticed" if claim.notice_uid else "approved"


def _owed(read: Read, claim: Claim) -> list[Recovery]:
    """What is to be given back because the claim came to nothing."""
    wanted = select(Recovery).where(Recovery.claim_uid == claim.uid, Recovery.state != "revoked")
    return list(read.session.scalars(wanted))


def _nothing_returned(read: Read, claim: Claim) -> None:
    """Refuse once money has come back for it: that is in the books."""
    if any(row.returned_fen for row in _owed(read, claim)):
        raise Refused("claim.returned_already", number=claim.number)
