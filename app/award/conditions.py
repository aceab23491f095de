"""What a scheme asks of a person beyond its limits: place, proof of who one is, age, firm, attendance, other schemes.

A condition is a function from the facts and a scheme's terms to one reason or None, and says nothing where the pack
does not. How hard it is stands in the pack where circulars differ: a choice among `policykeys.CHECKS`.
"""

from collections.abc import Callable
from typing import TypeAlias

from app.award.awards import PROJECT
from app.award.eligibility import REFUSE, WARN, Reason, reason
from app.award.facts import LAPSED, OUTSIDE, UNPROVEN, Facts
from app.award.scheme_facts import SchemeFacts
from app.award.schemes import APPRENTICE, SCARCE, SCHEMES, SPECIAL, TRAINING, WORK_TRAINING, Terms, for_whom
from app.kernel.identity import age_on
from app.kernel.months import years_later
from app.policy.keys import KEYS

Condition: TypeAlias = Callable[[Facts, Terms], Reason | None]

WOMAN = "女"
_WHOLE = 100
_NO_FACTS = SchemeFacts()


def hardness(terms: Terms, key: str) -> str:
    """How a pack wants a condition kept; only to be looked at where it does not say."""
    found = terms.pack.get(key, terms.day)
    return REFUSE if found and found.text == "refuse" else WARN


_NO_CHARGE = (SPECIAL, APPRENTICE, WORK_TRAINING, SCARCE)
"""Schemes whose fee is the enterprise's or is paid as it was spent."""


def training_subsidy(terms: Terms) -> bool:
    """Whether the scheme is a 培训补贴: 职业培训补贴 and what counts with it."""
    return terms.scheme.name in SCHEMES[TRAINING].counted


# --- where, who -------------------------------------------------------------------------------------------------------


def _locality(facts: Facts, terms: Terms) -> Reason | None:
    """CX-14 names whom the subsidy is for; XC-23, OD-12 and QJ-13 only where one may have been trained."""
    listed = terms.items("localities")
    if not (listed and training_subsidy(terms)) or facts.locality is None or facts.locality in listed:
        return None
    source, against = terms.source("localities"), hardness(terms, "locality_check")
    if not facts.locality:
        return reason("condition.locality_blank", against, source)
    return reason("condition.locality", against, source, place=facts.locality, places="、".join(listed))


def _proof(facts: Facts, terms: Terms) -> Reason | None:
    """The group that a scheme is for, on the day the class starts; who is not of it is refused by the scheme itself."""
    keys = (key for key in for_whom(facts, terms) if terms.items(key))
    found = (_proven(facts, terms, key, REFUSE) for key in keys)
    return next((each for each in found if each is not None), None)


def _proven(facts: Facts, terms: Terms, key: str, against: str) -> Reason | None:
    standing, source = facts.belonging.standing(terms.items(key)), terms.source(key, facts.category)
    if standing == LAPSED:
        on = facts.on.isoformat()
        return reason("condition.lapsed", against, source, category=facts.category, on=on)
    if standing == UNPROVEN:
        return reason("condition.unproven", WARN, source, category=facts.category)
    return None


def _project_group(facts: Facts, terms: Terms) -> Reason | None:
    """XC-30, OD-17, QJ-15 and CX-15 name the groups of 项目制 and end with 等: others only ask to look."""
    key = "project_training_groups"
    groups = terms.items(key)
    if not groups or facts.arrangement != PROJECT or not training_subsidy(terms):
        return None
    against = hardness(terms, "project_groups_check")
    if facts.belonging.standing(groups) == OUTSIDE:
        params = {"category": facts.category, "title": KEYS[key].title, "groups": "、".join(groups)}
        return reason("condition.project_group", against, terms.source(key), **params)
    return _proven(facts, terms, key, against)


def _type_group(facts: Facts, terms: Terms) -> Reason | None:
    """CX-05 sets out for whom each type of training is held."""
    if not training_subsidy(terms) or terms.pack.get("type_groups_check", terms.day) is None:
        return None
    groups = terms.pack.pairs("type_groups", terms.day).get(facts.training_type, ())
    if not groups or facts.belonging.to(groups):
        return None
    params = {"type": facts.training_type, "groups": "、".join(groups), "category": facts.category}
    return reason("condition.type_group", hardness(terms, "type_groups_check"), terms.source("type_groups"), **params)


def charged(facts: Facts, terms: Terms) -> bool:
    """Whether somebody who is trained for free was asked for a fee; what is paid back or spent at work is none."""
    if not facts.fee_fen or terms.scheme.name in _NO_CHARGE:
        return False
    return facts.belonging.to(terms.items("free_training_groups"))


def _free(facts: Facts, terms: Terms) -> Reason | None:
    """XC-07, OD-14, CX-20, QJ-10, SH-41: training is free for these groups."""
    if not charged(facts, terms):
        return None
    of = facts.belonging.named(terms.items("free_training_groups"))
    source = terms.source("free_training_groups")
    return reason("condition.charged", WARN, source, category=of, fee_fen=facts.fee_fen)


# --- how old, how long there --------------------------------------------------------------------------------------------


def firm_owner(facts: Facts, terms: Terms) -> bool:
    """Whether somebody is trained only as the owner of a firm, whose age then counts (XC-12)."""
    owners = set(terms.items("firm_age_groups"))
    groups = set(terms.pack.pairs("type_groups", terms.day).get(facts.training_type, ()))
    return facts.belonging.to(groups & owners) and not facts.belonging.to(groups - owners)


def _firm_age(facts: Facts, terms: Terms) -> Reason | None:
    """XC-12: by whole dates on the day the class starts; the very day of the anniversary still counts."""
    years = terms.amount("firm_age_years")
    if years is None or not firm_owner(facts, terms):
        return None
    source, on = terms.source("firm_age_years"), facts.on.isoformat()
    if facts.firm_opened_on is None:
        return reason("condition.firm_unknown", REFUSE, source, years=years)
    if facts.firm_opened_on <= facts.on <= years_later(facts.firm_opened_on, years):
        return None
    return reason("condition.firm_age", REFUSE, source, opened=facts.firm_opened_on.isoformat(), on=on, years=years)


def oldest_key(sex: str) -> str:
    """The key of the highest age for a sex."""
    return "most_age_women" if sex == WOMAN else "most_age_men"


def _too_young(facts: Facts, terms: Terms) -> Reason | None:
    least = terms.amount("least_age")
    if least is None or facts.born is None or age_on(facts.born, facts.on) >= least:
        return None
    return reason(
        "condition.too_young", REFUSE, terms.source("least_age"), age=age_on(facts.born, facts.on), least=least
    )


def _too_old(facts: Facts, terms: Terms) -> Reason | None:
    key = oldest_key(facts.sex)
    most = terms.amount(key)
    if most is None or facts.born is None or age_on(facts.born, facts.on) <= most:
        return None
    return reason("condition.too_old", REFUSE, terms.source(key), age=age_on(facts.born, facts.on), most=most)


def _attendance(facts: Facts, terms: Terms) -> Reason | None:
    share, own = terms.amount("person_attendance_share"), facts.scheme or _NO_FACTS
    if share is None or not training_subsidy(terms) or own.periods * _WHOLE >= share * own.planned_periods:
        return None
    params = {"attended": own.periods, "planned": own.planned_periods, "share": share}
    return reason("condition.attendance", REFUSE, terms.source("person_attendance_share"), **params)


def _class_attendance(facts: Facts, terms: Terms) -> Reason | None:
    share, own = terms.amount("class_attendance_share"), facts.scheme or _NO_FACTS
    due = own.planned_periods * own.heads
    if share is None or not training_subsidy(terms) or own.class_periods * _WHOLE >= share * due:
        return None
    params = {"attended": own.class_periods, "due": due, "share": share}
    return reason("condition.class_attendance", REFUSE, terms.source("class_attendance_share"), **params)


# --- other schemes ------------------------------------------------------------------------------------------------------


def excluded(key: str, terms: Terms, occupation: str, level: str) -> Reason:
    """Why an award of another scheme shuts this one out, by the key of the exclusion."""
    others = "、".join(terms.items(key))
    if key == "work_training_excludes":
        return reason("condition.work_training", REFUSE, terms.source(key), types=others)
    params = {"occupation": occupation, "level": level, "others": others}
    return reason("condition.alternative", REFUSE, terms.source(key), **params)


def _work_training(facts: Facts, terms: Terms) -> Reason | None:
    return _excluded(facts, terms, "work_training_excludes")


def _alternative(facts: Facts, terms: Terms) -> Reason | None:
    return _excluded(facts, terms, "alternative_subsidies")


def _excluded(facts: Facts, terms: Terms, key: str) -> Reason | None:
    return excluded(key, terms, facts.occupation, facts.level) if key in facts.excluded_by else None


CONDITIONS: tuple[Condition, ...] = (
    *(_locality, _proof, _project_group, _type_group, _firm_age, _too_young, _too_old),
    *(_attendance, _class_attendance, _work_training, _alternative, _free),
)
"""Every condition, in the order in which their reasons are shown."""
