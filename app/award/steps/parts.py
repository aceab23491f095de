"""The steps that several schemes share: the limits of a policy, the conditions of a scheme, a rate."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from app.award.eligibility import INTERNAL, OVERRIDE, STEP, Policy, Reason, reason
from app.award.facts import Facts
from app.award.schemes.terms import Terms
from app.policy.keys import KEYS
from app.policy.pack import Source

Steps: TypeAlias = Callable[[Facts, Terms], Iterator[Reason]]


def step(code: str, source: Source, **params: object) -> Reason:
    """One step and the clause that it rests on."""
    return reason(code, STEP, source, **params)


def limits(facts: Facts, policy: Policy) -> Iterator[Reason]:
    """The period, the limit of a year and what may not be repeated."""
    on, first, last = facts.on.isoformat(), policy.first_day.isoformat(), policy.last_day.isoformat()
    yield step("step.period", policy.source("last_day"), on=on, first=first, last=last)
    if (limit := policy.yearly_limit) is not None:
        code = "step.yearly_principle" if policy.yearly_hardness == OVERRIDE else "step.yearly"
        number, count = facts.past_count + 1, facts.past_count
        yield step(code, policy.source("yearly_limit"), year=facts.year, count=count, number=number, limit=limit)
    if (ever := policy.lifetime_limit) is not None:
        code = "step.lifetime_principle" if policy.lifetime_hardness == OVERRIDE else "step.lifetime"
        count = facts.past_ever or 0
        yield step(code, policy.source("lifetime_limit"), count=count, number=count + 1, limit=ever)
    if policy.no_repeat:
        yield step("step.repeat", policy.source("no_repeat"), count=facts.past_repeats, scope=policy.no_repeat)


def conditions(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """Whom and what the scheme is for, each fact beside the list that it must be on."""
    scheme = terms.scheme
    for key, value in (
        (scheme.types, facts.training_type),
        (scheme.groups, facts.belonging.named(terms.items(scheme.groups))),
        (scheme.subjects, facts.occupation),
        (scheme.levels, facts.level),
    ):
        yield from listed(key, value, terms)


def listed(key: str, value: str, terms: Terms) -> Iterator[Reason]:
    """A fact beside the list that it must be on, where the pack has one."""
    if items := terms.items(key):
        source = terms.source(key, value)
        yield step("step.listed", source, value=value, title=KEYS[key].title, listed="、".join(items))


def rate(facts: Facts, terms: Terms, level: str, granted_by: Source) -> Iterator[Reason]:
    """The rate of the catalogue, whole, for one person."""
    if facts.rate is None:
        yield step("step.no_rate", INTERNAL, occupation=facts.occupation, level=level)
        return
    fen = facts.rate.amount_fen
    source = terms.policy.source("rate_authority")
    yield step("step.rate", source, rate_fen=fen, rate_document=facts.rate.document)
    factors = terms.factors(facts.training_type)
    applied = tuple(factors.applied(facts)) if factors else ()
    for key, percent in applied:
        yield step("step.factor", terms.policy.source(key), title=KEYS[key].title, percent=percent)
    if factors and applied:
        yield step("step.factored", granted_by, rate_fen=fen, amount_fen=factors.due(fen, facts))
    else:
        yield step("step.whole", granted_by, rate_fen=fen)


def no_own_rate(terms: Terms) -> Reason:
    """The office keeps no rate under the scheme's name."""
    return step("step.no_own_rate", terms.granting(""), scheme=terms.scheme.name)
