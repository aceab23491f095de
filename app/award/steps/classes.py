"""The steps of schemes that pay for the class itself."""

from collections.abc import Iterator

from app.award.eligibility import INTERNAL, Reason
from app.award.facts import Facts
from app.award.scheme_facts import SchemeFacts
from app.award.schemes.classes import raised, rate_of, valid_day
from app.award.schemes.declared import SPECIALITY_LEVEL, STANDARD
from app.award.schemes.rules import NOTHING
from app.award.schemes.terms import Terms
from app.award.steps.parts import no_own_rate, rate, step
from app.policy.keys import KEYS


def training(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The catalogue's rate; at the 专项能力 rate the periods too."""
    own, speciality = facts.scheme or NOTHING, terms.speciality(facts.training_type)
    by = terms.granting(facts.training_type)
    if speciality and terms.amount("speciality_rate_needs_periods"):
        yield step("step.periods", by, attended=own.periods, planned=own.planned_periods)
    yield from rate(facts, terms, SPECIALITY_LEVEL if speciality else facts.level, by)


def practical(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """Valid days, then their sum."""
    own, (periods, minutes) = facts.scheme or NOTHING, valid_day(terms)
    daily, days = terms.pack.value("practical_rate", terms.day).amount, own.valid_days(periods, minutes)
    source = terms.source("practical_day_periods")
    yield from _paid(own, terms)
    yield step("step.valid_days", source, attended=own.days, periods=periods, minutes=minutes, days=days)
    yield step("step.days", terms.source("practical_rate"), days=days, rate_fen=daily, full_fen=days * daily)


def living(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """Days attended, their sum, and the local standard beside it."""
    own, daily = facts.scheme or NOTHING, rate_of(facts, terms)
    source = terms.source("living_allowance_rate")
    yield from _paid(own, terms)
    yield step("step.attended", INTERNAL, days=own.days)
    if daily is None:
        yield step("step.no_daily", terms.source(terms.scheme.basis))
        return
    full = own.days * daily.amount_fen
    yield step("step.daily", source, rate_fen=daily.amount_fen, rate_document=daily.document)
    yield step("step.days", source, days=own.days, rate_fen=daily.amount_fen, full_fen=full)
    if terms.pack.get("living_allowance_ceiling", terms.day) is None:
        return
    ceiling = terms.source("living_allowance_ceiling")
    if not own.standard_fen:
        yield step("step.no_standard", ceiling, title=STANDARD)
        return
    named = f"{STANDARD}（{own.standard_document}）"
    least = min(full, own.standard_fen)
    yield step("step.least", ceiling, value_fen=full, title=named, ceiling_fen=own.standard_fen, least_fen=least)


def _paid(own: SchemeFacts, terms: Terms) -> Iterator[Reason]:
    """The days that another class was paid for."""
    if own.paid_days:
        days = "、".join(own.paid_days)
        yield step("step.days_paid", terms.source(terms.scheme.basis), count=len(own.paid_days), days=days)


def special(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The fee beside its ceiling."""
    fee, key = (facts.scheme or NOTHING).fee_fen, "special_operation_ceiling"
    ceiling = terms.pack.value(key, terms.day).amount
    if not fee:
        yield step("step.no_fee", terms.source(key), title=KEYS[key].title, ceiling_fen=ceiling)
        return
    least = min(fee, ceiling)
    title = KEYS[key].title
    yield step("step.least", terms.source(key), value_fen=fee, title=title, ceiling_fen=ceiling, least_fen=least)


def insured(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The office's rate under the scheme's name, whole."""
    if facts.rate is None:
        yield no_own_rate(terms)
        return
    yield from rate(facts, terms, facts.level, terms.granting(facts.training_type))


def mentor(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The rate of before, and what it is raised to."""
    if facts.rate is None:
        yield no_own_rate(terms)
        return
    (fen, uplift), source = raised(facts.rate, terms), terms.source("mentor_uplift")
    known = {"rate_fen": facts.rate.amount_fen, "rate_document": facts.rate.document}
    yield step("step.raised", source, uplift=uplift, full_fen=fen, **known)


def practice(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """Each condition beside its fact, then the rate."""
    own, key = facts.scheme or NOTHING, "practice_conditions"
    source, asked = terms.source(key), terms.items(key)
    if "periods" in asked:
        yield step("step.periods", source, attended=own.periods, planned=own.planned_periods)
    if "modules" in asked:
        yield step("step.modules" if own.modules_done else "step.no_modules", source)
    if "certificate" in asked:
        kinds = "、".join(terms.items("practice_certificates"))
        yield step("step.certificate", source, kinds=kinds, value=facts.certificate_kind or "")
    yield from insured(facts, terms)
