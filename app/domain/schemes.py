"""The schemes (补贴项目) paid on a class: a pack offers those whose basis it states, with its own rates and limits.

A scheme is a formula and the keys that parametrise it. A formula gives the sum, or the reason why there is none; the
rules before it are those of `awards`, under the scheme's own limits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

from app.domain import awards
from app.domain.awards import Decision
from app.domain.eligibility import GRANT, INTERNAL, OVERRIDE, REFUSE, Facts, Policy, Rate, Reason, hardness, reason
from app.domain.money import yuan
from app.domain.outcomes import Refused
from app.domain.pack import Pack, Source
from app.domain.policykeys import KEYS
from app.domain.schemefacts import SchemeFacts

TRAINING, PRACTICAL, LIVING, SPECIAL = "职业培训补贴", "实用技能培训补贴", "生活费补贴", "特种作业培训补贴"
SPECIALITY_LEVEL = "专项职业能力"
"""The level under which the office's catalogue keeps the 专项能力补贴标准 of an occupation."""
STANDARD = KEYS["minimum_living_standard"].title
"""The name under which the office keeps the local 低保 standard (a month) in its catalogue, where the pack has none."""
_NOTHING = SchemeFacts()


@dataclass(frozen=True, slots=True)
class Sum:
    """What a formula comes to: 分, and the sentence that shows the arithmetic."""

    fen: int
    code: str
    params: Mapping[str, object]


Formula: TypeAlias = "Callable[[Facts, Terms], Sum | Reason]"
Rule: TypeAlias = "Callable[[Facts, Terms], Reason | None]"


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme: the key that offers it and grants by it, the keys of its conditions, its rules and its formula."""

    name: str
    basis: str
    formula: Formula
    rules: tuple[awards.Rule, ...] = ()
    own_rules: tuple[Rule, ...] = ()
    types: str = ""
    """List of the training types that it pays; '' for all that no other scheme pays."""
    groups: str = ""
    subjects: str = ""
    certificates: str = ""
    limit: str = "yearly_limit"
    counted: tuple[str, ...] = ()
    """Schemes whose awards count for the limit of this one; '' only its own."""
    result: str = "award_formula"
    """The key whose clause asks for the result or the certificate."""
    needs: tuple[str, ...] = ()
    """Keys without which a claim is not fully checked."""


@dataclass(frozen=True, eq=False)
class Terms:
    """One scheme of a pack on a day: its values, and the policy under whose limits its awards are decided."""

    scheme: Scheme
    pack: Pack
    day: date
    policy: Policy

    @classmethod
    def on(cls, pack: Pack, day: date, name: str) -> "Terms":
        """The terms of a scheme; Refused when the pack does not offer it on that day."""
        choices = offered(pack, day)
        if name not in choices:
            raise Refused("scheme.not_offered", pack=pack.title, on=day, scheme=name, offered="、".join(choices))
        return cls(SCHEMES[name], pack, day, policy_of(pack, SCHEMES[name], day))

    @cached_property
    def particular(self) -> frozenset[str]:
        """The training types of which a pack says more than the rate of the catalogue."""
        keys = ("period_paid_types", "speciality_rate_types", *(other.types for other in SCHEMES.values()))
        return frozenset(item for key in keys for item in self.items(key))

    def amount(self, key: str) -> int | None:
        """A number of the pack, 分 of money; None where it is silent."""
        found = self.pack.get(key, self.day)
        return found.amount if found else None

    def items(self, key: str) -> tuple[str, ...]:
        """A list of the pack, empty where it is silent."""
        return self.pack.list(key, self.day) if key else ()

    def source(self, key: str, item: str = "") -> Source:
        """The clause that states a key, or an item of its list."""
        for value in self.pack.all(key, self.day):
            if not item or item in value.items:
                return value.source
        return INTERNAL

    def speciality(self, training_type: str) -> bool:
        """Whether training of a type is paid at the 专项能力 rate (CX-06, CX-17)."""
        return self.scheme.name == TRAINING and training_type in self.items("speciality_rate_types")


def offered(pack: Pack, day: date | None = None) -> tuple[str, ...]:
    """The schemes that a pack offers on a day, or at all."""
    stated = {value.key for value in pack.values if day is None or value.holds(day)}
    return tuple(name for name, scheme in SCHEMES.items() if scheme.basis in stated)


def decide(facts: Facts, terms: Terms) -> Decision:
    """The decision on one line of a claim for a scheme, with all its reasons."""
    scheme = terms.scheme
    if scheme.name == TRAINING and facts.training_type not in terms.particular:
        return awards.assess(facts, terms.policy)
    if scheme.name != TRAINING:
        against = [*_by_policy(scheme.rules, facts, terms), *_by_terms((_misfit, *scheme.own_rules), facts, terms)]
        return _sum_up(scheme.formula(facts, terms), against, facts, terms)
    if facts.training_type in terms.items("period_paid_types"):
        against = [*_by_policy(_PERIOD_RULES, facts, terms), *_by_terms((_misfit, _periods), facts, terms)]
        return _sum_up(_catalogue(facts, terms), against, facts, terms)
    speciality = terms.speciality(facts.training_type)
    plain = awards.assess(replace(facts, level=SPECIALITY_LEVEL) if speciality else facts, terms.policy)
    more = tuple(_by_terms((_misfit, _periods), facts, terms))
    if not more:
        return plain
    return Decision(False, 0, (*more, *(r for r in plain.reasons if r.hardness != GRANT)), plain.rate_fen)


def _sum_up(found: Sum | Reason, against: list[Reason], facts: Facts, terms: Terms) -> Decision:
    if isinstance(found, Reason):
        return Decision(False, 0, (*against, found))
    if any(r.hardness in (REFUSE, OVERRIDE) for r in against):
        return Decision(False, 0, tuple(against), found.fen)
    granted = reason(found.code, GRANT, granting(facts.training_type, terms), **found.params)
    return Decision(True, found.fen, (granted, *against), found.fen)


def granting(training_type: str, terms: Terms) -> Source:
    """The clause that grants: of the training type at the 专项能力 rate, of the scheme otherwise."""
    if terms.speciality(training_type):
        return terms.source("speciality_rate_types", training_type)
    return terms.source(terms.scheme.basis)


def _by_policy(rules: tuple[awards.Rule, ...], facts: Facts, terms: Terms) -> list[Reason]:
    return [r for rule in rules if (r := rule(facts, terms.policy)) is not None]


def _by_terms(rules: tuple[Rule, ...], facts: Facts, terms: Terms) -> list[Reason]:
    return [r for rule in rules if (r := rule(facts, terms)) is not None]


def policy_of(pack: Pack, scheme: Scheme, day: date) -> Policy:
    """The policy of a day with the scheme's own limit, repeats and certificates in the place of 职业培训补贴's."""
    base = Policy.on(pack, day)
    if scheme.name == TRAINING:
        return base
    limit = pack.get(scheme.limit, day)
    shared = scheme.limit == "yearly_limit"
    keys = {"yearly_limit": scheme.limit, "award_formula": scheme.result}
    certificates = frozenset(pack.list(scheme.certificates, day)) if scheme.certificates else frozenset()
    if certificates:
        keys["payable_certificates"] = scheme.certificates
    return replace(
        base,
        yearly_limit=limit.amount if limit else None,
        yearly_hardness=hardness(limit),
        lifetime_limit=base.lifetime_limit if shared else None,
        no_repeat=base.no_repeat if shared else "",
        certificates=certificates or base.certificates,
        sources={**base.sources, **{key: base.source(own) for key, own in keys.items()}},
        gaps=tuple(key for key in scheme.needs if pack.get(key, day) is None),
    )


# --- the rules that schemes add -------------------------------------------------------------------------------------


def _misfit(facts: Facts, terms: Terms) -> Reason | None:
    return misfit(facts.training_type, terms)


def misfit(training_type: str, terms: Terms) -> Reason | None:
    """Why a class of a training type is not paid under a scheme: it is of another's types, or not of its own."""
    own = terms.items(terms.scheme.types)
    if own and training_type not in own:
        source, scheme = terms.source(terms.scheme.types), terms.scheme.name
        return reason("scheme.type", REFUSE, source, type=training_type, scheme=scheme, types="、".join(own))
    for other in SCHEMES.values() if terms.scheme.name == TRAINING else ():
        if training_type in terms.items(other.types):
            source = terms.source(other.types, training_type)
            return reason("scheme.other", REFUSE, source, type=training_type, scheme=other.name)
    return None


def _group(facts: Facts, terms: Terms) -> Reason | None:
    key = terms.scheme.groups
    groups = terms.items(key)
    if facts.category in groups:
        return None
    source, title = terms.source(key), KEYS[key].title
    return reason("scheme.group", REFUSE, source, category=facts.category, title=title, groups="、".join(groups))


def _subject(facts: Facts, terms: Terms) -> Reason | None:
    """绥政办发〔2019〕34号 三（一）: the occupation must be, or name, one of the subjects listed."""
    key = terms.scheme.subjects
    subjects = terms.items(key)
    if not subjects or any(subject in facts.occupation for subject in subjects):
        return None
    source, title = terms.source(key), KEYS[key].title
    return reason(
        "scheme.subject", REFUSE, source, occupation=facts.occupation, title=title, subjects="、".join(subjects)
    )


def _periods(facts: Facts, terms: Terms) -> Reason | None:
    """CX-06, CX-17: 达到规定培训课时; the draft gives no number, so those that the class was approved with are meant."""
    if not (terms.speciality(facts.training_type) and terms.amount("speciality_rate_needs_periods")):
        return None
    own = facts.scheme or _NOTHING
    if own.periods >= own.planned_periods:
        return None
    source = terms.source("speciality_rate_types", facts.training_type)
    return reason("scheme.periods", REFUSE, source, attended=own.periods, planned=own.planned_periods)


# --- the formulas ---------------------------------------------------------------------------------------------------


def _catalogue(facts: Facts, terms: Terms) -> Sum | Reason:
    """The rate of the catalogue; of 专项职业能力 where the type is paid so."""
    rate = facts.rate
    if rate is None:
        level = SPECIALITY_LEVEL if terms.speciality(facts.training_type) else facts.level
        return reason("award.no_rate", REFUSE, INTERNAL, occupation=facts.occupation, level=level)
    code = "award.granted_sample" if rate.sample else "award.granted"
    return Sum(rate.amount_fen, code, {"rate_fen": rate.amount_fen, "rate_document": rate.document})


def _practical(facts: Facts, terms: Terms) -> Sum | Reason:
    """SH-06, SH-07: the day's rate for each day that has enough periods of enough minutes."""
    rate = terms.pack.value("practical_rate", terms.day).amount
    periods, minutes = valid_day(terms)
    days = (facts.scheme or _NOTHING).valid_days(periods, minutes)
    if not days:
        source = terms.source("practical_day_periods")
        return reason("scheme.no_valid_days", REFUSE, source, periods=periods, minutes=minutes)
    return Sum(days * rate, "scheme.practical", {"days": days, "rate": yuan(rate), "amount": yuan(days * rate)})


def valid_day(terms: Terms) -> tuple[int, int]:
    """The least periods of a day that counts, and the least minutes of each of them."""
    return terms.amount("practical_day_periods") or 1, terms.amount("practical_period_minutes") or 0


def _living(facts: Facts, terms: Terms) -> Sum | Reason:
    """CX-21: the day's rate for each day attended, never over the local 低保 standard; OD-15, QJ-10: the office's rate."""
    own, rate = facts.scheme or _NOTHING, daily_rate(facts, terms)
    if rate is None:
        return reason("scheme.no_daily_rate", REFUSE, terms.source(terms.scheme.basis), scheme=LIVING)
    capped = terms.pack.get("living_allowance_ceiling", terms.day) is not None
    if capped and not own.standard_fen:
        return reason("scheme.no_standard", REFUSE, terms.source("living_allowance_ceiling"), title=STANDARD)
    if not own.days:
        return reason("scheme.no_days", REFUSE, terms.source(terms.scheme.basis))
    full = own.days * rate.amount_fen
    params = {"days": own.days, "rate": yuan(rate.amount_fen), "document": rate.document, "full": yuan(full)}
    standard = own.standard_fen if capped else None
    if standard is None or full <= standard:
        return Sum(full, "scheme.living", params)
    cap = {"standard": yuan(standard), "standard_document": own.standard_document}
    return Sum(standard, "scheme.living_capped", {**params, **cap})


def daily_rate(facts: Facts, terms: Terms) -> Rate | None:
    """What a day is paid: as the pack says, or as the office's catalogue says under the scheme's name."""
    stated = terms.pack.get("living_allowance_rate", terms.day)
    return Rate(stated.amount, stated.source.document) if stated else facts.rate


def _special(facts: Facts, terms: Terms) -> Sum | Reason:
    """CX-18: the actual fee, but no more than the ceiling."""
    fee, ceiling = (facts.scheme or _NOTHING).fee_fen, terms.pack.value("special_operation_ceiling", terms.day).amount
    if not fee:
        return reason("scheme.no_fee", REFUSE, terms.source(terms.scheme.basis))
    code = "scheme.special" if fee <= ceiling else "scheme.special_capped"
    return Sum(min(fee, ceiling), code, {"fee": yuan(fee), "ceiling": yuan(ceiling)})


_PERIOD_RULES = (*awards.PERSON, *awards.LIMITS, *awards.LOOK)
SCHEMES: Mapping[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme(TRAINING, "award_formula", _catalogue, counted=(TRAINING, SPECIAL)),
        Scheme(
            PRACTICAL,
            "practical_rate",
            _practical,
            (*awards.PERSON, *awards.QUALIFIED_ONLY, *awards.LIMITS, *awards.LOOK),
            (_group, _subject),
            types="practical_types",
            groups="practical_groups",
            subjects="practical_subjects",
            limit="practical_yearly_limit",
            counted=(PRACTICAL,),
            needs=("practical_groups", "practical_day_periods", "practical_period_minutes", "practical_yearly_limit"),
        ),
        Scheme(
            LIVING,
            "living_allowance_groups",
            _living,
            (*awards.PERSON, *awards.LIMITS, *awards.LOOK),
            (_group,),
            groups="living_allowance_groups",
            limit="living_allowance_yearly_limit",
            counted=(LIVING,),
            needs=("living_allowance_rate", "living_allowance_ceiling", "living_allowance_yearly_limit"),
        ),
        Scheme(
            SPECIAL,
            "special_operation_ceiling",
            _special,
            (*awards.PERSON, *awards.CERTIFIED_ONLY, *awards.LIMITS, *awards.LOOK),
            types="special_operation_types",
            certificates="special_operation_certificates",
            counted=(TRAINING, SPECIAL),
            result="special_operation_ceiling",
            needs=("yearly_limit", "no_repeat", "special_operation_certificates"),
        ),
    )
}
"""Every scheme that is paid on a class. CX-22 counts 培训补贴项目: 特种作业 and 职业培训补贴 share their limits."""
