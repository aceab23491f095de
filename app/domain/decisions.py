"""The whole decision on a line: what its scheme says, and what the conditions on the person add to it."""

from dataclasses import replace

from app.domain import schemes
from app.domain.awards import AGAINST, Decision
from app.domain.conditions import CONDITIONS
from app.domain.eligibility import GRANT
from app.domain.facts import Facts
from app.domain.schemes import Terms


def decide(facts: Facts, terms: Terms) -> Decision:
    """The decision with every reason: the scheme's first, then those of the conditions."""
    plain = schemes.decide(facts, terms)
    found = tuple(r for condition in CONDITIONS if (r := condition(facts, terms)) is not None)
    reasons = (*plain.reasons, *found)
    if plain.granted and any(r.hardness in AGAINST for r in found):
        return replace(plain, granted=False, amount_fen=0, reasons=tuple(r for r in reasons if r.hardness != GRANT))
    return replace(plain, reasons=reasons) if found else plain
