"""手工通过: two people may pass what only a limit 原则上 stands against; never more than the rate, never a hard refusal."""

from dataclasses import dataclass, replace

from app.award.awards import AGAINST, Decision
from app.award.eligibility import GRANT, OVERRIDE, Reason

CODE = "award.overridden"


@dataclass(frozen=True, slots=True)
class Override:
    """What two people answer for: why, by which document, and `against`, the very words of the one limit passed."""

    reason: str
    document: str
    against: str
    asked_by: str
    confirmed_by: str


def standing(decision: Decision) -> Reason | None:
    """The limit 原则上 that alone stands against a line; None when it is granted, or refused by anything else too."""
    against = [r for r in decision.reasons if r.hardness in AGAINST]
    alone = len(against) == 1 and against[0].hardness == OVERRIDE
    return against[0] if alone and not decision.granted else None


def overridden(decision: Decision, override: Override) -> Decision:
    """The decision with an override: the rate, while the same single limit stands; else as it was."""
    limit = standing(decision)
    if limit is None or limit.text() != override.against:
        return decision
    params: dict[str, object] = {
        "reason": override.reason,
        "approval": override.document,
        "asked_by": override.asked_by,
        "confirmed_by": override.confirmed_by,
        "rate_fen": decision.rate_fen,
    }
    passed = Reason(CODE, GRANT, limit.clause, limit.document, params, limit.place, limit.quote)
    return Decision(True, decision.rate_fen, (passed, *decision.reasons), decision.rate_fen)


def without_override(decision: Decision) -> Decision:
    """The decision as it was before its override."""
    left = tuple(r for r in decision.reasons if r.code != CODE)
    return decision if left == decision.reasons else replace(decision, granted=False, amount_fen=0, reasons=left)
