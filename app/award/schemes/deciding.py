"""The decision on one line of a claim: the rules of its scheme, then its formula."""

from collections.abc import Mapping
from dataclasses import replace

from app.award import awards
from app.award.awards import Decision
from app.award.eligibility import GRANT, OVERRIDE, REFUSE, Reason, reason
from app.award.facts import Facts
from app.award.schemes import classes, months, rules
from app.award.schemes.classes import Formula, Sum
from app.award.schemes.declared import (
    APPRENTICE,
    INSURED,
    LIVING,
    MENTOR,
    PRACTICAL,
    PRACTICE,
    SCARCE,
    SPECIAL,
    SPECIALITY_LEVEL,
    TRAINING,
    WORK_TRAINING,
)
from app.award.schemes.rules import Rule
from app.award.schemes.terms import Terms

PERIOD_RULES = (*awards.PERSON, *awards.LIMITS, *awards.LOOK)
PAID: Mapping[str, tuple[Formula, tuple[Rule, ...]]] = {
    TRAINING: (classes.catalogue, ()),
    PRACTICAL: (classes.practical, (rules.group, rules.subject, rules.days_paid)),
    LIVING: (classes.living, (rules.group, rules.days_paid)),
    SPECIAL: (classes.special, ()),
    WORK_TRAINING: (months.monthly, (months.work_case,)),
    APPRENTICE: (months.apprentice, ()),
    SCARCE: (months.monthly, (rules.group, rules.level, months.scarce_certificate, months.scarce_in_time)),
    INSURED: (classes.own_rate, (rules.group,)),
    MENTOR: (classes.mentor, ()),
    PRACTICE: (classes.own_rate, (rules.practice_periods, rules.practice_modules, rules.practice_certificate)),
}
"""Each scheme's formula, and the rules of its own."""


def decide(facts: Facts, terms: Terms) -> Decision:
    """The decision on one line of a claim for a scheme, with all its reasons."""
    scheme = terms.scheme
    if scheme.name == TRAINING and facts.training_type not in terms.particular:
        return awards.assess(facts, terms.policy)
    if scheme.name != TRAINING:
        formula, own = PAID[scheme.name]
        against = [*_by_policy(scheme.rules, facts, terms), *_by_terms((rules.by_type, *own), facts, terms)]
        return _sum_up(formula(facts, terms), against, facts, terms)
    particular = (rules.by_type, rules.speciality_periods)
    if facts.training_type in terms.items("period_paid_types"):
        against = [*_by_policy(PERIOD_RULES, facts, terms), *_by_terms(particular, facts, terms)]
        return _sum_up(classes.catalogue(facts, terms), against, facts, terms)
    speciality = terms.speciality(facts.training_type)
    plain = awards.assess(replace(facts, level=SPECIALITY_LEVEL) if speciality else facts, terms.policy)
    more = tuple(_by_terms(particular, facts, terms))
    if not more:
        return plain
    return Decision(False, 0, (*more, *(r for r in plain.reasons if r.hardness != GRANT)), plain.rate_fen)


def _sum_up(found: Sum | Reason, against: list[Reason], facts: Facts, terms: Terms) -> Decision:
    if isinstance(found, Reason):
        return Decision(False, 0, (*against, found))
    if any(r.hardness in (REFUSE, OVERRIDE) for r in against):
        return Decision(False, 0, tuple(against), found.fen)
    granted = reason(found.code, GRANT, terms.granting(facts.training_type), **found.params)
    return Decision(True, found.fen, (granted, *found.factored, *against), found.fen)


def _by_policy(asked: tuple[awards.Rule, ...], facts: Facts, terms: Terms) -> list[Reason]:
    return [r for rule in asked if (r := rule(facts, terms.policy)) is not None]


def _by_terms(asked: tuple[Rule, ...], facts: Facts, terms: Terms) -> list[Reason]:
    return [r for rule in asked if (r := rule(facts, terms)) is not None]
