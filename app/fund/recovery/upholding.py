"""An objection that turns out right when the money is paid already: what was paid is asked back, not taken out of the claim."""

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import PERSON
from app.claim.objection.model import Objection
from app.claim.objection.verbs import decide
from app.fund.recovery.outstanding import recoverable
from app.fund.recovery.verbs import ask
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.work import Read, Work

_FRAUD, _REDUCED = "fraud", "reduced"


def uphold_recover(work: Work, uid: int, cause: str, document: str, decision: str) -> None:
    """Ask back what was paid for the person objected to, or on the whole claim; another person confirms it."""
    row = decide(work, uid, "uphold_recover", decision)
    claim = work.session.get_one(Claim, row.claim_uid)
    if claim.state != "paid":
        raise Refused("objection.unpaid", number=claim.number, state=CLAIM.states[claim.state])
    owed = {whose: fen for whose, fen in _owed(work, claim, row).items() if fen > 0}
    if not owed:
        raise Refused("recovery.asked_already", number=claim.number)
    for whose, fen in owed.items():
        asked = ask(work, claim, fen, _FRAUD if cause == _FRAUD else _REDUCED, document, whose)
        work.told.append(say("objection.recovery", number=asked.number, due=FEN.show(fen)))


def _owed(read: Read, claim: Claim, row: Objection) -> dict[int | None, int]:
    """By the row of the roster of who was paid himself, and None for the institution: 分 not asked back yet."""
    lines = select(ClaimLine).where(ClaimLine.claim_uid == claim.uid, ClaimLine.decision == "granted")
    if row.enrolment_uid is not None:
        lines = lines.where(ClaimLine.enrolment_uid == row.enrolment_uid)
    granted: dict[int | None, int] = {}
    for line in read.session.scalars(lines.order_by(ClaimLine.seq)):
        whose = line.enrolment_uid if line.payee == PERSON else None
        granted[whose] = granted.get(whose, 0) + line.amount_fen
    return {whose: min(fen, recoverable(read, claim, whose)) for whose, fen in granted.items()}
