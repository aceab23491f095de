"""Deciding a claim, of whatever kind: for the people of a class, or for the equipment of an enterprise."""

from app.claim.claim.assessing import assess_claim
from app.claim.claim.model import Claim
from app.claim.equipment import verbs as equipment
from app.store.work import Work


def decide(work: Work, claim: Claim) -> None:
    """Decide every line of a claim anew and keep facts, reasons and totals; what stood before is replaced."""
    if claim.class_uid is None:
        equipment.assess(work, claim)
    else:
        assess_claim(work, claim)
