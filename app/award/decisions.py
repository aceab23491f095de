"""The whole decision on a line: what its scheme says, and what the conditions on the person add to it."""

from dataclasses import replace

from app.award import schemes
from app.award.awards import AGAINST, Decision
from app.award.conditions import CONDITIONS
from app.award.eligibility import GRANT
from app.award.facts import Facts
from app.award.schemes import Terms


def decide(facts: Facts, terms: Terms) -> Decision:
    """The decision with every reason: the scheme's first, then those of the conditions."""
    plain = schemes.decide(facts, terms)
    found = tuple(r for condition in CONDITIONS if (r := condition(facts, terms)) is not None)
    reasons = (*plain.reasons, *found)
    if plain.granted and any(r.hardness in AGAINST for r in found):
        return replace(plain, granted=False, amount_fen=0, reasons=tuple(r for r in reasons if r.hardness != GRANT))
    return replace(plain, reasons=reasons) if found else plain
