"""零结案: a claim that comes to nothing ends without notice and payment; what went ahead for it is owed back by that alone."""

from app.claim.claim.noun import CLAIM
from app.claim.claim.procedure import zero_refusal
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim.verbs import forward, sums
from app.fund.advance.verbs import settle
from app.kernel.kinds import FEN
from app.kernel.texts import say
from app.record.confirming import require_answer
from app.record.moves import put
from app.store.work import Work


def close(work: Work, uid: int, confirmation: str | None = None) -> None:
    """End an approved claim of which nobody is left to be paid, and call back the advances of its class and scheme."""
    claim = forward(work, uid, "close")
    if claim.granted_count:
        raise zero_refusal(claim, "close")
    looked = require_answer(changes_since_decision(work, claim), confirmation)
    owed = settle(work, claim).owed_fen
    told = say("claim.owed_at_zero", owed=FEN.show(owed)) if owed else ""
    put(work, CLAIM, claim, "close", sums(claim) + told + looked)
