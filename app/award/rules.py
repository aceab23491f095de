"""What is asked of a class, an institution or a claim at a step of its life: standards, clocks, checks by hand."""

from app.award.conditions import by_hand_first, judge_need
from app.award.derived import DERIVED
from app.award.trace import Mark
from app.award.view import Facts, View
from app.policy.pack import Pack
from app.policy.rows import Scheme

_NONE = Scheme("")
"""Rules stand under no scheme."""


def check(pack: Pack, about: str, at: str, facts: Facts) -> list[Mark]:
    """What comes of every rule of a pack about something at a step, in the pack's order; those that do not concern it are left out.

    `facts["start"]` is the day by which the pack is asked: of a class its first, else that of the step. A clock in working
    days asks `facts["working_days"]`, a function of a day and a count; without it, or where it knows no day, it is unknown.
    """
    view = View(facts, pack, _NONE, DERIVED)
    asked = (rule for rule in pack.rules if (rule.about, rule.at) == (about, at))
    return list(by_hand_first((mark for rule in asked if (mark := judge_need(rule, view))), view))
