"""Deciding a claim, of whatever kind: for the people of a class, or for the equipment of an enterprise."""

from app.claim.claim.assessing import assess_claim, outcome
from app.claim.claim.model import Claim
from app.claim.equipment import verbs as equipment
from app.policy.pack import Pack
from app.store.work import Read, Work


def decide(work: Work, claim: Claim) -> None:
    """Decide every line of a claim anew and keep facts, reasons and totals; what stood before is replaced."""
    if claim.class_uid is None:
        equipment.assess(work, claim)
    else:
        assess_claim(work, claim)


def expected(read: Read, claim: Claim, pack: Pack) -> tuple[int, int]:
    """What a claim, of whatever kind, would come to under a pack: total in 分 and people granted; nothing is written."""
    if claim.class_uid is not None:
        return outcome(read, claim, pack)
    _, decision = equipment.facts_and_decision(read, claim, pack)
    return decision.amount_fen, int(decision.granted)
