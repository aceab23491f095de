"""The steps of schemes that pay months at work."""

from collections.abc import Iterator

from app.award.eligibility import INTERNAL, Reason
from app.award.facts import Facts
from app.award.schemes.classes import rate_of
from app.award.schemes.declared import WORK_TRAINING
from app.award.schemes.months import CEILINGS, PersonYears, Reckoned, person_years, reckoned
from app.award.schemes.rules import NOTHING
from app.award.schemes.terms import Terms
from app.award.steps.parts import listed, no_own_rate, step
from app.kernel.months import years_later


def work_training(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The case that the person is of, the months, and their sum."""
    for key in terms.scheme.cases:
        yield from listed(key, facts.belonging.named(terms.items(key)), terms)
    own, counted = facts.scheme or NOTHING, reckoned(facts, terms)
    if facts.belonging.to(terms.items("work_training_insured_groups")):
        code = "step.insured" if own.insured else "step.not_insured"
        yield step(code, terms.source("work_training_insured_groups"))
    yield from _monthly(facts, terms, counted)


def scarce(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The last day to claim, the months, and their sum."""
    years = terms.amount("scarce_post_claim_years")
    if years and facts.certificate_date:
        days = {"obtained": facts.certificate_date, "last": years_later(facts.certificate_date, years)}
        said = {name: day.isoformat() for name, day in days.items()}
        claimed = (facts.claimed_on or facts.on).isoformat()
        yield step("step.in_time", terms.source("scarce_post_claim_years"), years=years, claimed=claimed, **said)
    yield from _monthly(facts, terms, reckoned(facts, terms))


def apprentice(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The months, the year's rate beside its floor, the part of a year, and the ceiling's part beside it."""
    yield from _counted(facts, terms, reckoned(facts, terms))
    if facts.rate and (floor := terms.amount("apprentice_floor")):
        source = terms.source("apprentice_floor")
        yield step("step.floor", source, rate_fen=facts.rate.amount_fen, floor_fen=floor)
    years = person_years(facts, terms)
    if isinstance(years, PersonYears):
        yield from _part(facts, terms, years)


def _part(facts: Facts, terms: Terms, years: PersonYears) -> Iterator[Reason]:
    source = terms.granting(facts.training_type)
    if years.rate:
        known = {"rate_fen": years.rate.amount_fen, "rate_document": years.rate.document}
        yield step("step.year_part", source, months=years.months, full_fen=years.full, **known)
    else:
        yield step("step.actual", source, fee_fen=years.full)
    if years.cap is not None:
        ceiling = terms.source(CEILINGS[(facts.scheme or NOTHING).apprentice_kind])
        params = {"ceiling_fen": years.ceiling, "months": years.months, "cap_fen": years.cap}
        yield step("step.year_cap", ceiling, least_fen=years.fen, value_fen=years.full, **params)


def _monthly(facts: Facts, terms: Terms, counted: Reckoned) -> Iterator[Reason]:
    yield from _counted(facts, terms, counted)
    if (monthly := rate_of(facts, terms)) is None:
        yield no_own_rate(terms)
        return
    source = terms.source(terms.scheme.stated_rate) if terms.scheme.stated_rate else terms.source(terms.scheme.basis)
    fen, count = monthly.amount_fen, len(counted.paid)
    yield step("step.monthly", source, rate_fen=fen, rate_document=monthly.document)
    yield step("step.months_sum", source, count=count, rate_fen=fen, full_fen=count * fen)


def _counted(facts: Facts, terms: Terms, counted: Reckoned) -> Iterator[Reason]:
    """The months at work, from which on they count, and what the limit leaves of them."""
    own = facts.scheme or NOTHING
    months = "、".join(own.months)
    yield step("step.months" if months else "step.no_months", INTERNAL, count=len(own.months), months=months)
    outside = [month for month in own.months if not terms.in_action(month)]
    if outside:
        yield step("step.months_outside", terms.policy.source("last_day"), months="、".join(outside))
    if counted.first:
        key = "work_training_employed_months" if terms.scheme.name == WORK_TRAINING else "scarce_post_levels"
        code = "step.hired_first" if terms.scheme.name == WORK_TRAINING else "step.certified_first"
        since = own.hired_on if terms.scheme.name == WORK_TRAINING else facts.certificate_date
        employed = terms.amount("work_training_employed_months") or 0
        yield step(code, terms.source(key), since=str(since), months=employed, first=counted.first)
    if counted.limit is not None:
        said = {"past": counted.past, "limit": counted.limit, "fit": len(counted.fit), "paid": len(counted.paid)}
        yield step("step.months_limit", terms.source(terms.scheme.months), **said)
    elif own.past_months:
        yield step("step.months_past", INTERNAL, months="、".join(own.past_months), fit=len(counted.fit))
