"""Every row of every shipped pack acts: what it names is there, what it reads is known, and a worked case shows it judged."""

import inspect
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.award.cases.run import run_cases
from app.award.history import RANKS
from app.award.inputs import FROM, inputs
from app.award.texts.unverified import rows_of
from app.claim.claim import gathering
from app.claim.claim.gathering import Gathering
from app.claim.equipment import verbs as equipment
from app.policy.own_facts import GRANTED, OWN
from app.policy.pack import Pack
from app.policy.rows import INSTITUTION, Scheme
from app.store.packs import bundled, parsed
from app.training.training_class.class_facts import OF_CLASS
from tests.rows import asked_of

PACKS = pytest.mark.parametrize("name", bundled())
COUNTED = ("past.", "before.", "award.", "rates.")
"""Beginnings of the facts that are counted of earlier awards, or stand in the office's catalogue."""

OF_PURCHASE = ("first_bought_on", "last_bought_on")
"""Days that only a purchase has; the term of a policy is asked of them or of the first day of a class."""
OF_RULES = {"applied_on", "cleared_on", "paid_on"}
"""Facts of a class and of an institution that no scheme is decided by."""


def written(name: str) -> Mapping[str, Any]:
    return tomllib.loads(bundled()[name])


def texts(value: object) -> Iterator[str]:
    """Every text in a file, however deep."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(each)


@PACKS
def test_every_list_of_a_pack_is_named_by_a_row(name: str) -> None:
    named = {text.removeprefix("@") for text in texts(written(name)) if text.startswith("@")}
    assert written(name).get("lists", {}).keys() - named - {RANKS} == set()


@PACKS
def test_every_catalogue_of_a_pack_is_paid_by(name: str) -> None:
    pack = parsed(bundled()[name])
    terms = [step.term for scheme in pack.schemes.values() for step in scheme.amount if step.term]
    assert pack.catalogues.keys() == {str(term.value) for term in terms if term.kind == "catalogue"}


TOLD = {"xuchang-2019": {"industry_chain", "emerging_industry"}}
"""Facts that a circular wants to be known of a class, and on which no money and no step depends (XC-05)."""


@PACKS
def test_every_fact_that_a_pack_asks_is_read_by_a_scheme_or_a_rule(name: str) -> None:
    pack = parsed(bundled()[name])
    read = {fact for scheme in pack.schemes.values() for fact in inputs(pack, scheme)}
    read |= {test.fact for rule in pack.rules for test in asked_of(rule)}
    assert {fact.key for fact in pack.facts} - read == TOLD.get(name, set())


def gathered(about: str) -> set[str]:
    """The facts that a claim gathers, of people or of what an institution bought."""
    module = equipment if about == INSTITUTION else gathering
    named = set(re.findall(r'^ +"(\w+)": ', inspect.getsource(module), re.MULTILINE)) | {"start"}
    own = {name.removeprefix("_get_") for name in vars(Gathering) if name.startswith("_get_")}
    columns = {*gathering._PLAIN, *gathering._TEXTS, *OF_CLASS, *OF_PURCHASE, "claimed_on"}
    return named if about == INSTITUTION else named | own | columns


@PACKS
def test_every_fact_that_a_scheme_reads_is_gathered_or_asked_by_its_pack(name: str) -> None:
    pack = parsed(bundled()[name])
    asked = {fact.key for fact in pack.facts}
    for scheme in pack.schemes.values():
        facts = {fact for fact in inputs(pack, scheme) if not fact.startswith((*COUNTED, GRANTED))}
        assert facts - gathered(scheme.about) - asked == set(), scheme.title


def test_every_fact_of_the_program_can_be_gathered_or_is_asked_by_rules_alone() -> None:
    roots = {root for name in OWN for root in FROM.get(name, (name,)) if not root.startswith(COUNTED)}
    assert roots - gathered("person") - gathered(INSTITUTION) == OF_RULES


@PACKS
def test_every_row_of_a_pack_is_judged_by_one_of_its_worked_cases(name: str) -> None:
    pack = parsed(bundled()[name])
    shown = {id(mark.row) for result in run_cases(pack) for mark in result.decision.trace}
    assert [path for path, row in judged(pack) if id(row) not in shown] == []


def judged(pack: Pack) -> Iterator[tuple[str, object]]:
    """The rows that leave a mark where they concern a case: all but the schemes themselves, ways by their needs."""
    for scheme in pack.schemes.values():
        ways = {id(way) for way in scheme.ways}
        for row in rows_of(scheme):
            if not isinstance(row, Scheme) and id(row) not in ways and (row.source.clause or row.pending):
                yield f"{scheme.key}/{row.name}", row
