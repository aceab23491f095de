"""An objection that turns out right when the money is paid already: what was paid is asked back, not taken out of the claim."""

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import PERSON
from app.claim.objection.model import Objection
from app.claim.objection.verbs import decide
from app.fund.recovery.outstanding import recoverable, recoverable_of
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
    found = list(read.session.scalars(lines.order_by(ClaimLine.seq)))
    of_school = sum(line.amount_fen for line in found if line.payee != PERSON)
    owed: dict[int | None, int] = {None: min(of_school, recoverable(read, claim))}
    for line in found:
        if line.payee == PERSON and line.enrolment_uid is not None:
            owed[line.enrolment_uid] = min(line.amount_fen, recoverable_of(read, claim, line.enrolment_uid))
    return owed
