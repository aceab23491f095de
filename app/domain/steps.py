"""Each comparison and each piece of arithmetic on the way to a line's amount, whatever came of it, and its clause."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from app.domain.eligibility import INTERNAL, OVERRIDE, STEP, Facts, Policy, Reason, reason
from app.domain.pack import Source
from app.domain.policykeys import FORMULAS, KEYS
from app.domain.schemefacts import SchemeFacts
from app.domain.schemes import (
    LIVING,
    PRACTICAL,
    SPECIAL,
    SPECIALITY_LEVEL,
    STANDARD,
    TRAINING,
    Terms,
    daily_rate,
    granting,
    valid_day,
)
from app.domain.texts import say

Steps: TypeAlias = "Callable[[Facts, Terms], Iterator[Reason]]"


def rule(training_type: str, terms: Terms) -> tuple[str, Source]:
    """How a scheme pays a class of a training type, in words, and the clause that says so."""
    if terms.scheme.name != TRAINING:
        return say(f"rule.{_SCHEMES[terms.scheme.name][0]}"), terms.source(terms.scheme.basis)
    if terms.speciality(training_type):
        return say("rule.speciality"), granting(training_type, terms)
    if training_type in terms.items("period_paid_types"):
        return say("rule.periods"), terms.source("period_paid_types", training_type)
    return FORMULAS[terms.policy.formula], terms.policy.source("award_formula")


def steps(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The steps of one line: the limits that every scheme has, then those of its own."""
    yield from _limits(facts, terms.policy)
    if terms.scheme.name == TRAINING and facts.training_type not in terms.particular:
        yield from _rate(facts, terms, facts.level, terms.policy.source("award_formula"))
        return
    yield from _conditions(facts, terms)
    yield from _SCHEMES[terms.scheme.name][1](facts, terms)


def _step(code: str, source: Source, **params: object) -> Reason:
    return reason(code, STEP, source, **params)


def _limits(facts: Facts, policy: Policy) -> Iterator[Reason]:
    on, first, last = facts.on.isoformat(), policy.first_day.isoformat(), policy.last_day.isoformat()
    yield _step("step.period", policy.source("last_day"), on=on, first=first, last=last)
    if (limit := policy.yearly_limit) is not None:
        code = "step.yearly_principle" if policy.yearly_hardness == OVERRIDE else "step.yearly"
        number, count = facts.past_count + 1, facts.past_count
        yield _step(code, policy.source("yearly_limit"), year=facts.year, count=count, number=number, limit=limit)
    if (ever := policy.lifetime_limit) is not None:
        code = "step.lifetime_principle" if policy.lifetime_hardness == OVERRIDE else "step.lifetime"
        count = facts.past_ever or 0
        yield _step(code, policy.source("lifetime_limit"), count=count, number=count + 1, limit=ever)
    if policy.no_repeat:
        yield _step("step.repeat", policy.source("no_repeat"), count=facts.past_repeats, scope=policy.no_repeat)


def _conditions(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """Whom and what the scheme is for, each fact beside the list that it must be on."""
    scheme = terms.scheme
    for key, value in (
        (scheme.types, facts.training_type),
        (scheme.groups, facts.category),
        (scheme.subjects, facts.occupation),
    ):
        if listed := terms.items(key):
            source = terms.source(key, value)
            yield _step("step.listed", source, value=value, title=KEYS[key].title, listed="、".join(listed))


def _rate(facts: Facts, terms: Terms, level: str, granted_by: Source) -> Iterator[Reason]:
    """The rate of the catalogue, whole, for one person."""
    if facts.rate is None:
        yield _step("step.no_rate", INTERNAL, occupation=facts.occupation, level=level)
        return
    fen = facts.rate.amount_fen
    source = terms.policy.source("rate_authority")
    yield _step("step.rate", source, rate_fen=fen, rate_document=facts.rate.document)
    yield _step("step.whole", granted_by, rate_fen=fen)


def _training(facts: Facts, terms: Terms) -> Iterator[Reason]:
    own, speciality = facts.scheme or SchemeFacts(), terms.speciality(facts.training_type)
    by = granting(facts.training_type, terms)
    if speciality and terms.amount("speciality_rate_needs_periods"):
        yield _step("step.periods", by, attended=own.periods, planned=own.planned_periods)
    yield from _rate(facts, terms, SPECIALITY_LEVEL if speciality else facts.level, by)


def _practical(facts: Facts, terms: Terms) -> Iterator[Reason]:
    own, (periods, minutes) = facts.scheme or SchemeFacts(), valid_day(terms)
    rate, days = terms.pack.value("practical_rate", terms.day).amount, own.valid_days(periods, minutes)
    source = terms.source("practical_day_periods")
    yield _step("step.valid_days", source, attended=own.days, periods=periods, minutes=minutes, days=days)
    yield _step("step.days", terms.source("practical_rate"), days=days, rate_fen=rate, full_fen=days * rate)


def _living(facts: Facts, terms: Terms) -> Iterator[Reason]:
    own, rate = facts.scheme or SchemeFacts(), daily_rate(facts, terms)
    source = terms.source("living_allowance_rate")
    yield _step("step.attended", INTERNAL, days=own.days)
    if rate is None:
        yield _step("step.no_daily", terms.source(terms.scheme.basis))
        return
    full = own.days * rate.amount_fen
    yield _step("step.daily", source, rate_fen=rate.amount_fen, rate_document=rate.document)
    yield _step("step.days", source, days=own.days, rate_fen=rate.amount_fen, full_fen=full)
    if terms.pack.get("living_allowance_ceiling", terms.day) is None:
        return
    ceiling = terms.source("living_allowance_ceiling")
    if not own.standard_fen:
        yield _step("step.no_standard", ceiling, title=STANDARD)
        return
    named = f"{STANDARD}（{own.standard_document}）"
    least = min(full, own.standard_fen)
    yield _step("step.least", ceiling, value_fen=full, title=named, ceiling_fen=own.standard_fen, least_fen=least)


def _special(facts: Facts, terms: Terms) -> Iterator[Reason]:
    fee, key = (facts.scheme or SchemeFacts()).fee_fen, "special_operation_ceiling"
    ceiling = terms.pack.value(key, terms.day).amount
    if not fee:
        yield _step("step.no_fee", terms.source(key), title=KEYS[key].title, ceiling_fen=ceiling)
        return
    least = min(fee, ceiling)
    title = KEYS[key].title
    yield _step("step.least", terms.source(key), value_fen=fee, title=title, ceiling_fen=ceiling, least_fen=least)


_SCHEMES: Mapping[str, tuple[str, Steps]] = {
    TRAINING: ("training", _training),
    PRACTICAL: ("practical", _practical),
    LIVING: ("living", _living),
    SPECIAL: ("special", _special),
}
"""Each scheme's rule in words, and its own steps."""
