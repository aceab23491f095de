"""Each comparison that a condition makes, whatever came of it, for 核定说明."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from app.award.awards import PROJECT
from app.award.conditions import charged, firm_owner, oldest_key, training_subsidy
from app.award.eligibility import STEP, Reason, reason
from app.award.exclusions import exclusions
from app.award.facts import Facts
from app.award.scheme_facts import SchemeFacts
from app.award.schemes import Terms
from app.kernel.identity import age_on
from app.kernel.months import years_later
from app.kernel.texts import say
from app.policy.keys import KEYS

Compared: TypeAlias = Callable[[Facts, Terms], Iterator[Reason]]


def compared(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The comparisons of one line, in the order of the conditions."""
    for each in _COMPARED:
        yield from each(facts, terms)


def span(category: str, since: object, until: object, void: bool = False) -> str:
    """A proof on file in words: what somebody is recognised as, from when, until when; whether it is void."""
    code = "condition_step.until" if until else "condition_step.since"
    told = say(code, category=category, since=since, until=until)
    return say("condition_step.void", told=told) if void else told


def _locality(facts: Facts, terms: Terms) -> Iterator[Reason]:
    listed = terms.items("localities")
    if listed and training_subsidy(terms) and facts.locality is not None:
        params = {"places": "、".join(listed), "place": facts.locality or say("explain.nothing")}
        yield reason("condition_step.locality", STEP, terms.source("localities"), **params)


def _groups(facts: Facts, terms: Terms) -> Iterator[Reason]:
    """The lists that a category must be, or should be, on; then what is on file of the person."""
    project = facts.arrangement == PROJECT and training_subsidy(terms)
    keys = [key for key in (*terms.scheme.for_whom, "project_training_groups" if project else "") if terms.items(key)]
    if project and keys[-1:] == ["project_training_groups"]:
        params = {"value": facts.category, "title": KEYS[keys[-1]].title, "listed": "、".join(terms.items(keys[-1]))}
        yield reason("step.listed", STEP, terms.source(keys[-1]), **params)
    if keys and facts.tags is not None:
        told = "；".join(span(tag.category, tag.since, tag.until, tag.void) for tag in facts.tags)
        params = {"tags": told or say("explain.nothing"), "on": facts.on.isoformat()}
        yield reason("condition_step.tags", STEP, terms.source(keys[0]), **params)


def _type_group(facts: Facts, terms: Terms) -> Iterator[Reason]:
    groups = terms.pack.pairs("type_groups", terms.day).get(facts.training_type, ())
    if groups and training_subsidy(terms) and terms.pack.get("type_groups_check", terms.day) is not None:
        params = {"type": facts.training_type, "groups": "、".join(groups), "category": facts.category}
        yield reason("condition_step.type_group", STEP, terms.source("type_groups"), **params)


def _firm_age(facts: Facts, terms: Terms) -> Iterator[Reason]:
    years = terms.amount("firm_age_years")
    if years is not None and facts.firm_opened_on is not None and firm_owner(facts, terms):
        opened, last = facts.firm_opened_on.isoformat(), years_later(facts.firm_opened_on, years).isoformat()
        params = {"opened": opened, "years": years, "last": last, "on": facts.on.isoformat()}
        yield reason("condition_step.firm_age", STEP, terms.source("firm_age_years"), **params)


def _age(facts: Facts, terms: Terms) -> Iterator[Reason]:
    for key in ("least_age", oldest_key(facts.sex)):
        limit = terms.amount(key)
        if limit is not None and facts.born is not None:
            params = {"title": KEYS[key].title, "limit": limit, "age": age_on(facts.born, facts.on)}
            yield reason("condition_step.age", STEP, terms.source(key), **params)


def _attendance(facts: Facts, terms: Terms) -> Iterator[Reason]:
    own, subsidy = facts.scheme or SchemeFacts(), training_subsidy(terms)
    for key, attended, due in (
        ("person_attendance_share", own.periods, own.planned_periods),
        ("class_attendance_share", own.class_periods, own.planned_periods * own.heads),
    ):
        share = terms.amount(key)
        if share is not None and subsidy:
            params = {"title": KEYS[key].title, "share": share, "attended": attended, "due": due}
            yield reason("condition_step.attendance", STEP, terms.source(key), **params)


def _excluded(facts: Facts, terms: Terms) -> Iterator[Reason]:
    for each in exclusions(terms, facts.training_type):
        code = "condition_step.shut_out" if each.key in facts.excluded_by else "condition_step.not_shut_out"
        yield reason(code, STEP, terms.source(each.key), title=KEYS[each.key].title, schemes="、".join(each.schemes))


def _charged(facts: Facts, terms: Terms) -> Iterator[Reason]:
    if charged(facts, terms):
        yield reason("condition_step.charged", STEP, terms.source("free_training_groups"), fee_fen=facts.fee_fen)


_COMPARED: tuple[Compared, ...] = (
    *(_locality, _groups, _type_group, _firm_age, _age, _attendance, _excluded, _charged),
)
