"""The formulas of schemes that pay for the class itself: its rate, its days, its fee."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.award.awards import factored
from app.award.eligibility import INTERNAL, REFUSE, Reason, reason
from app.award.facts import Facts, Rate
from app.award.scheme_facts import SchemeFacts
from app.award.schemes.declared import LIVING, PRACTICAL, SPECIALITY_LEVEL, STANDARD
from app.award.schemes.rules import NOTHING
from app.award.schemes.terms import Terms
from app.kernel.money import yuan

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Sum:
    """What a formula comes to: 分, and the sentence that shows the arithmetic."""

    fen: int
    code: str
    params: Mapping[str, object]
    factored: tuple[Reason, ...] = ()
    """The factors that the rate was raised by."""


Formula: TypeAlias = Callable[[Facts, Terms], Sum | Reason]


def catalogue(facts: Facts, terms: Terms) -> Sum | Reason:
    """The rate of the catalogue with its factors; of 专项职业能力 where the type is paid so."""
    if facts.rate is None:
        level = SPECIALITY_LEVEL if terms.speciality(facts.training_type) else facts.level
        return reason("award.no_rate", REFUSE, INTERNAL, occupation=facts.occupation, level=level)
    factors = terms.factors(facts.training_type)
    fen = factors.due(facts.rate.amount_fen, facts) if factors else facts.rate.amount_fen
    return replace(_whole(facts.rate), fen=fen, factored=tuple(factored(facts, terms.policy, factors, fen)))


def own_rate(facts: Facts, terms: Terms) -> Sum | Reason:
    """OD-05, CX-12: the office's own rate under the scheme's name, whole."""
    return no_own_rate(facts, terms) if facts.rate is None else _whole(facts.rate)


def _whole(rate: Rate) -> Sum:
    code = "award.granted_sample" if rate.sample else "award.granted"
    return Sum(rate.amount_fen, code, {"rate_fen": rate.amount_fen, "rate_document": rate.document})


def no_own_rate(facts: Facts, terms: Terms) -> Reason:
    """The office keeps no rate under the scheme's name, and of its level where it differs by level."""
    scheme = terms.scheme
    code, level = ("scheme.no_level_rate", facts.level) if scheme.by_level else ("scheme.no_own_rate", "")
    return reason(code, REFUSE, terms.granting(facts.training_type), scheme=scheme.name, level=level)


def rate_of(facts: Facts, terms: Terms) -> Rate | None:
    """What the scheme pays by: as the pack says, or as the office's catalogue says under the scheme's name."""
    stated = terms.pack.get(terms.scheme.stated_rate, terms.day) if terms.scheme.stated_rate else None
    return Rate(stated.amount, stated.source.document) if stated else facts.rate


def practical(facts: Facts, terms: Terms) -> Sum | Reason:
    """SH-06, SH-07: the day's rate for each day that has enough periods of enough minutes."""
    rate = terms.pack.value("practical_rate", terms.day).amount
    periods, minutes = valid_day(terms)
    own = facts.scheme or NOTHING
    days = own.valid_days(periods, minutes)
    if not days and own.paid_days:
        return all_paid(own, terms)
    if not days:
        source = terms.source("practical_day_periods")
        return reason("scheme.no_valid_days", REFUSE, source, periods=periods, minutes=minutes)
    return Sum(days * rate, "scheme.practical", {"days": days, "rate": yuan(rate), "amount": yuan(days * rate)})


def valid_day(terms: Terms) -> tuple[int, int]:
    """The least periods of a day that is paid, and the least minutes of each of them."""
    if terms.scheme.name != PRACTICAL:
        return 1, 0
    return terms.amount("practical_day_periods") or 1, terms.amount("practical_period_minutes") or 0


def all_paid(own: SchemeFacts, terms: Terms) -> Reason:
    """No day is left that another class of the scheme was not paid for."""
    return reason("scheme.days_all_paid", REFUSE, terms.source(terms.scheme.basis), days="、".join(own.paid_days))


def living(facts: Facts, terms: Terms) -> Sum | Reason:
    """CX-21: the day's rate for each day attended, never over the local 低保 standard; OD-15, QJ-10: the office's rate."""
    own, rate = facts.scheme or NOTHING, rate_of(facts, terms)
    if rate is None:
        return reason("scheme.no_daily_rate", REFUSE, terms.source(terms.scheme.basis), scheme=LIVING)
    capped = terms.pack.get("living_allowance_ceiling", terms.day) is not None
    if capped and not own.standard_fen:
        return reason("scheme.no_standard", REFUSE, terms.source("living_allowance_ceiling"), title=STANDARD)
    if not own.days and own.paid_days:
        return all_paid(own, terms)
    if not own.days:
        return reason("scheme.no_days", REFUSE, terms.source(terms.scheme.basis))
    full = own.days * rate.amount_fen
    params = {"days": own.days, "rate": yuan(rate.amount_fen), "document": rate.document, "full": yuan(full)}
    standard = own.standard_fen if capped else None
    if standard is None or full <= standard:
        return Sum(full, "scheme.living", params)
    cap = {"standard": yuan(standard), "standard_document": own.standard_document}
    return Sum(standard, "scheme.living_capped", {**params, **cap})


def special(facts: Facts, terms: Terms) -> Sum | Reason:
    """CX-18: the actual fee, but no more than the ceiling."""
    fee, ceiling = (facts.scheme or NOTHING).fee_fen, terms.pack.value("special_operation_ceiling", terms.day).amount
    if not fee:
        return reason("scheme.no_fee", REFUSE, terms.source(terms.scheme.basis))
    code = "scheme.special" if fee <= ceiling else "scheme.special_capped"
    return Sum(min(fee, ceiling), code, {"fee": yuan(fee), "ceiling": yuan(ceiling)})


def mentor(facts: Facts, terms: Terms) -> Sum | Reason:
    """CX-11: the office's rate of before, raised; what is less than a 分 is left out."""
    if facts.rate is None:
        return no_own_rate(facts, terms)
    fen, uplift = raised(facts.rate, terms)
    params = {"rate": yuan(facts.rate.amount_fen), "document": facts.rate.document, "uplift": uplift}
    return Sum(fen, "scheme.mentor", {**params, "amount": yuan(fen)})


def raised(rate: Rate, terms: Terms) -> tuple[int, int]:
    """A rate (分) with the uplift, and the uplift in per cent."""
    uplift = terms.pack.value("mentor_uplift", terms.day).amount
    return rate.amount_fen * (_WHOLE + uplift) // _WHOLE, uplift
