"""The rules that schemes add to those of `awards`: what speaks against an award under the terms of a scheme."""

from collections.abc import Callable
from typing import TypeAlias

from app.award import awards
from app.award.eligibility import REFUSE, WARN, Reason, reason
from app.award.facts import Facts
from app.award.scheme_facts import SchemeFacts
from app.award.schemes.declared import INSURED, SCHEMES, TRAINING, Scheme
from app.award.schemes.terms import Terms
from app.policy.keys import KEYS
from app.policy.pack import Source

Rule: TypeAlias = Callable[[Facts, Terms], Reason | None]
NOTHING = SchemeFacts()


def by_type(facts: Facts, terms: Terms) -> Reason | None:
    """`misfit` of the facts."""
    return misfit(facts.training_type, terms)


def misfit(training_type: str, terms: Terms) -> Reason | None:
    """Why a class of a training type is not paid under a scheme: it is of another's types, or not of its own."""
    own = terms.items(terms.scheme.types)
    if own and training_type not in own:
        source, scheme = terms.source(terms.scheme.types), terms.scheme.name
        return reason("scheme.type", REFUSE, source, type=training_type, scheme=scheme, types="、".join(own))
    other = payer(training_type, terms) if terms.scheme.name in (TRAINING, INSURED) else None
    if other is not None:
        source, scheme = terms.source(other.types, training_type), terms.scheme.name
        return reason("scheme.other", REFUSE, source, type=training_type, other=other.name, scheme=scheme)
    return None


def payer(training_type: str, terms: Terms) -> Scheme | None:
    """The scheme by whose own list a training type is paid; None for what no list names."""
    return next((scheme for scheme in SCHEMES.values() if training_type in terms.items(scheme.types)), None)


def group(facts: Facts, terms: Terms) -> Reason | None:
    """The person must be of the groups that the pack names, by the roster or by a proof that holds."""
    if facts.belonging.to(terms.items(terms.scheme.groups)):
        return None
    return _listed("scheme.group", terms.scheme.groups, facts.category, terms)


def level(facts: Facts, terms: Terms) -> Reason | None:
    """CX-19: the class must be of the levels that the pack names."""
    return _listed("scheme.level", terms.scheme.levels, facts.level, terms)


def _listed(code: str, key: str, value: str, terms: Terms) -> Reason | None:
    listed = terms.items(key)
    if not listed or value in listed:
        return None
    return reason(code, REFUSE, terms.source(key), value=value, title=KEYS[key].title, listed="、".join(listed))


def subject(facts: Facts, terms: Terms) -> Reason | None:
    """绥政办发〔2019〕34号 三（一）: the occupation must be, or name, one of the subjects listed."""
    key = terms.scheme.subjects
    if any(named in facts.occupation for named in terms.items(key)):
        return None
    return _listed("scheme.subject", key, facts.occupation, terms)


def days_paid(facts: Facts, terms: Terms) -> Reason | None:
    """A day is paid once per person: those that another class of the scheme was paid for are named, and not counted."""
    own = facts.scheme or NOTHING
    if not (own.paid_days and own.attended):
        return None
    return reason("scheme.days_paid", WARN, terms.source(terms.scheme.basis), days="、".join(own.paid_days))


def speciality_periods(facts: Facts, terms: Terms) -> Reason | None:
    """CX-06, CX-17: 达到规定培训课时; the draft gives no number, so those that the class was approved with are meant."""
    if not (terms.speciality(facts.training_type) and terms.amount("speciality_rate_needs_periods")):
        return None
    return _periods(facts, terms.source("speciality_rate_types", facts.training_type))


def practice_periods(facts: Facts, terms: Terms) -> Reason | None:
    """CX-12: 完成规定课时."""
    key = "practice_conditions"
    return _periods(facts, terms.source(key)) if "periods" in terms.items(key) else None


def _periods(facts: Facts, source: Source) -> Reason | None:
    own = facts.scheme or NOTHING
    if own.periods >= own.planned_periods:
        return None
    return reason("scheme.periods", REFUSE, source, attended=own.periods, planned=own.planned_periods)


def practice_modules(facts: Facts, terms: Terms) -> Reason | None:
    """CX-12: 完成…实训模块."""
    if "modules" not in terms.items("practice_conditions") or (facts.scheme or NOTHING).modules_done:
        return None
    return reason("scheme.no_modules", REFUSE, terms.source("practice_conditions"))


def practice_certificate(facts: Facts, terms: Terms) -> Reason | None:
    """CX-12: 取得实训合格证书."""
    if "certificate" not in terms.items("practice_conditions"):
        return None
    against = (rule(facts, terms.policy) for rule in awards.CERTIFIED_ONLY)
    return next((found for found in against if found is not None), None)
