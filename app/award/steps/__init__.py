"""Each comparison and each piece of arithmetic on the way to a line's amount, whatever came of it, and its clause."""

from collections.abc import Iterator, Mapping

from app.award.eligibility import Reason
from app.award.facts import Facts
from app.award.schemes.declared import (
    APPRENTICE,
    INSURED,
    LIVING,
    MENTOR,
    PRACTICAL,
    PRACTICE,
    SCARCE,
    SPECIAL,
    TRAINING,
    WORK_TRAINING,
)
from app.award.schemes.terms import Terms
from app.award.steps import classes, months, parts
from app.award.steps.parts import Steps
from app.kernel.texts import say
from app.policy.keys import FORMULAS
from app.policy.pack import Source

_SCHEMES: Mapping[str, tuple[str, Steps]] = {
    TRAINING: ("training", classes.training),
    PRACTICAL: ("practical", classes.practical),
    LIVING: ("living", classes.living),
    SPECIAL: ("special", classes.special),
    WORK_TRAINING: ("work_training", months.work_training),
    APPRENTICE: ("apprentice", months.apprentice),
    SCARCE: ("scarce", months.scarce),
    INSURED: ("insured", classes.insured),
    MENTOR: ("mentor", classes.mentor),
    PRACTICE: ("practice", classes.practice),
}
"""Each scheme's rule in words, and its own steps."""


def rule(training_type: str, terms: Terms) -> tuple[str, Source]:
    """How a scheme pays a class of a training type, in words, and the clause that says so."""
    if terms.scheme.name != TRAINING:
        return say(f"rule.{_SCHEMES[terms.scheme.name][0]}"), terms.granting(training_type)
    if terms.speciality(training_type):
        return say("rule.speciality"), terms.granting(training_type)
    if training_type in terms.items("period_paid_types"):
        return say("rule.periods"), terms.source("period_paid_types", training_type)
    return FORMULAS[terms.policy.formula], terms.policy.source("award_formula")


def steps(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The steps of one line: the limits that every scheme has, then those of its own."""
    yield from parts.limits(facts, terms.policy)
    if terms.scheme.name == TRAINING and facts.training_type not in terms.particular:
        yield from parts.rate(facts, terms, facts.level, terms.policy.source("award_formula"))
        return
    yield from parts.conditions(facts, terms)
    yield from _SCHEMES[terms.scheme.name][1](facts, terms)
