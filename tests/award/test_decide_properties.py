"""What holds of every decision under whatever policy: random packs of every form of row, random people, all worked cases."""

import os
from collections.abc import Iterator, Mapping
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.award.cases.facts import facts_of
from app.award.cases.pack_file import load_pack
from app.award.decide import decide
from app.award.decider import Decider
from app.award.inputs import inputs, prerequisites
from app.award.kept import read as read_kept
from app.award.kept import written
from app.award.texts.sentences import cited
from app.award.trace import STEP, Decision, Mark
from app.kernel.texts import RESOURCES
from app.policy import row_walk
from app.policy.pack import Pack
from app.policy.rows import HAND, PASS, PRINCIPLE, REFUSE, WARN, Need, Scheme
from tests.award.random_packs import World, read, with_history, worlds

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
PROPERTIES = 11
ALL = 10_000 if THOROUGH else 660
"""Examples of all properties together: CONTRIBUTING.md says when to run the many."""
examples = settings(
    max_examples=ALL // PROPERTIES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
PACKS = sorted(path.stem for path in (RESOURCES / "packs").glob("*.toml"))


def decided(world: World, facts: dict[str, Any] | None = None) -> Decision:
    return decide(world.pack, world.scheme, world.facts if facts is None else facts)


def told(decision: Decision, pack: Pack) -> tuple[Any, ...]:
    """All that anybody reads of a decision, every sentence of its trace among it."""
    return (
        *(decision.granted, decision.amount_fen, decision.full_fen, decision.months, decision.codes),
        [(mark.code, mark.outcome, mark.against, cited(mark, pack)) for mark in decision.trace],
    )


def sums(decision: Decision) -> tuple[Any, ...]:
    return decision.granted, decision.amount_fen, set(decision.codes)


# --- amounts ----------------------------------------------------------------------------------------------------------


@examples
@given(worlds(lenient=True))
def test_an_amount_is_never_negative_and_a_grant_never_nothing(world: World) -> None:
    decision = decided(world)
    assert decision.amount_fen >= 0
    assert decision.full_fen >= 0
    assert decision.granted == (decision.amount_fen > 0)
    assert decision.granted or decision.codes, "a refusal says why"


@examples
@given(worlds(lenient=True), st.integers(1, 100))
def test_no_award_is_over_the_last_cap(world: World, cap: int) -> None:
    tables = deepcopy(world.tables)
    rows = next(each for each in tables["schemes"] if each["key"] == world.scheme.key)
    rows["amount"].append({"row": "cap", "pending": "测", "most": {"yuan": cap}})
    policy = read(tables)
    assert decide(policy, policy.schemes[world.scheme.key], world.facts).full_fen <= cap * 100


@examples
@given(worlds(lenient=True))
def test_the_trace_adds_up_to_the_amount(world: World) -> None:
    decision = decided(world)
    total: Fraction | None = None
    for mark in decision.trace:
        if mark.outcome == STEP:
            assert mark.said["before"] == total
            total = _after(mark, total)
            assert mark.said["after"] == total
    if not any(mark.form.startswith(("no_", "guard", "uncounted")) and mark.against for mark in decision.trace):
        assert decision.full_fen == int(total or 0)


def _after(mark: Mark, before: Fraction | None) -> Fraction:
    said = mark.said
    if mark.form == "start":
        return said["value"]  # type: ignore[no-any-return]
    assert before is not None
    if mark.form == "percent":
        return before * said["percent"] / 100
    if mark.form == "add":
        return before + said["value"]  # type: ignore[no-any-return]
    return min(before, Fraction(said["value"] if mark.form == "most" else said["room"]))


# --- the same again ---------------------------------------------------------------------------------------------------


@examples
@given(worlds(lenient=True))
def test_deciding_twice_says_the_same(world: World) -> None:
    assert told(decided(world), world.pack) == told(decided(world), world.pack)


@examples
@given(worlds(lenient=True), st.randoms(use_true_random=False))
def test_the_order_of_needs_of_limits_and_of_earlier_awards_is_all_one(world: World, chance: Any) -> None:
    tables, past = deepcopy(world.tables), list(world.awards)
    for scheme in tables["schemes"]:
        for rows in (scheme["needs"], scheme["past"], *(way["needs"] for way in scheme["ways"])):
            chance.shuffle(rows)
    chance.shuffle(past)
    policy = read(tables)
    scheme = policy.schemes[world.scheme.key]
    known = {name: value for name, value in world.facts.items() if not name.startswith(("past.", "before.", "award."))}
    known.pop("months_paid")
    facts = with_history(policy, scheme, known, tuple(past))
    assert sums(decide(policy, scheme, facts)) == sums(decided(world))


@examples
@given(worlds(lenient=True))
def test_a_decision_from_memory_is_the_decision(world: World) -> None:
    shared = {name: world.facts[name] for name in ("start", "level") if name in world.facts}
    decider = Decider(world.pack, world.scheme, shared)
    values = tuple(world.facts.get(name) for name in decider.names)
    first, again = decider(values), decider(values)
    assert first is again
    assert told(first.decision, world.pack) == told(decided(world), world.pack)


@examples
@given(worlds(lenient=True))
def test_facts_that_were_kept_decide_the_same(world: World) -> None:
    kept = read_kept(written({name: world.facts.get(name) for name in inputs(world.pack, world.scheme)}))
    assert written(kept) == written(read_kept(written(kept)))
    assert told(decided(world, dict(kept)), world.pack) == told(decided(world), world.pack)


# --- never more -------------------------------------------------------------------------------------------------------


def stricter(rows: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a scheme with one of them stricter, in each way that there is."""
    found: list[dict[str, Any]] = []
    for form, tighter in (("needs", _need), ("past", _past), ("amount", _step)):
        for place, row in enumerate(rows[form]):
            for words in tighter(row):
                found.append(deepcopy(rows))
                found[-1][form][place] |= words
    return found


def _need(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if isinstance(row.get("least"), int):
        yield {"least": row["least"] + 1}
    if isinstance(row.get("most"), int) and row["most"] > 0:
        yield {"most": row["most"] - 1}
    if len(row.get("in", ())) > 1:
        yield {"in": row["in"][1:]}


def _past(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "least" in row:
        yield {"least": row["least"] + 1}
    elif isinstance(row["most"], int) and row["most"] > 0:
        yield {"most": row["most"] - 1}


def _step(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "most" in row and row["most"]["yuan"] > 1:
        yield {"most": {"yuan": row["most"]["yuan"] - 1}}


@examples
@given(worlds(lenient=True), st.data())
def test_a_stricter_row_never_grants_more(world: World, data: st.DataObject) -> None:
    place = [rows["key"] for rows in world.tables["schemes"]].index(world.scheme.key)
    others = stricter(world.tables["schemes"][place])
    assume(others)
    tables = deepcopy(world.tables)
    tables["schemes"][place] = data.draw(st.sampled_from(others))
    policy = read(tables)
    assert decide(policy, policy.schemes[world.scheme.key], world.facts).amount_fen <= decided(world).amount_fen


HISTORY = ("before.", "award.")
"""What was granted for the class before: it is there or was not granted, never unknown."""


@examples
@given(worlds())
def test_one_fact_less_never_grants_more(world: World) -> None:
    whole = decided(world).amount_fen
    for name, less in one_fact_less(world.pack, world.scheme, world.facts):
        assert less.amount_fen <= whole, name


@examples
@given(worlds(lenient=True))
def test_under_rows_that_pass_the_unknown_one_fact_less_grants_more_only_by_them(world: World) -> None:
    whole = decided(world)
    for name, less in one_fact_less(world.pack, world.scheme, world.facts):
        assert less.amount_fen <= whole.amount_fen or passing(world.pack, world.scheme), name


def passing(pack: Pack, scheme: Scheme) -> set[str]:
    """The rows of a scheme, and of those about whose grant it asks, that pass what is not known or not proven."""
    first = (pack.schemes[key] for key in prerequisites(pack, scheme))
    return {need.name for each in (scheme, *first) for need in row_walk.needs_of(each) if soft(need)}


def soft(need: Need) -> bool:
    return need.against in (REFUSE, PRINCIPLE, HAND) and (need.unknown in (PASS, WARN) or need.proof == PASS)


# --- a second opinion -------------------------------------------------------------------------------------------------


@examples
@given(worlds(plain=True))
def test_a_slow_recomputation_agrees(world: World) -> None:
    """Written apart, from the tables of the pack file: 元 by tables, times, per cent and caps of a person of whom all is known."""
    assume("months_paid" in world.facts)
    rows = world.tables["schemes"][0]
    assert decided(world).full_fen == int(second_opinion(rows, world.facts))


def second_opinion(rows: dict[str, Any], facts: dict[str, Any]) -> Fraction:
    total: Fraction | None = None
    for step in rows["amount"]:
        if not all(is_so(fact, test, facts) for fact, test in step.get("when", {}).items()):
            continue
        if "start" in step:
            if total is None:
                total = worth(step["start"], rows, facts)
            if total == 0:
                return Fraction(0)
        elif total is None:
            return Fraction(0)
        elif "add" in step:
            more = worth(step["add"], rows, facts)
            few = isinstance(step["add"]["times"], dict) and worth({**step["add"], "times": "day"}, rows, facts) > 0
            if more == 0 and not few:  # nothing to be added up is no award: somebody must look why
                return Fraction(0)
            total += more
        elif "most" in step:
            total = min(total, Fraction(step["most"]["yuan"] * 100))
        else:
            held = listed(step["percent"], facts)
            total = total * (max(held) if step.get("pick") == "highest" else held[0]) / 100
    return total or Fraction(0)


def worth(term: dict[str, Any], rows: dict[str, Any], facts: dict[str, Any]) -> Fraction:
    fen, times = Fraction(listed(term["yuan"], facts)[0] * 100), term["times"]
    if times == "once":
        return fen
    if times == "period":
        return fen * sum(periods * days for periods, _, days in facts["sessions"])
    if times == "month":
        return fen * len(facts["worked"])
    least = rows["counts"].get("day", {}).get("periods", 1)
    held = sum(days for periods, _, days in facts["sessions"] if periods >= least)
    return fen * (held if times == "day" else min(max(held - times["over"], 0), times["most"]))


def listed(value: Any, facts: dict[str, Any]) -> list[int]:
    """The values of a table that hold, in order."""
    if isinstance(value, int):
        return [value]
    return [row["is"] for row in value if all(is_so(f, t, facts) for f, t in row.get("when", {}).items())]


def is_so(fact: str, test: Any, facts: dict[str, Any]) -> bool:
    if not isinstance(test, dict):
        return bool(facts[fact] == test)
    if fact == "groups":
        of = set(facts["held"]) | ({facts["category"]} - (set(facts["lapsed"]) - set(facts["held"])))
        return bool(of & set(test["in"])) if "in" in test else not of & set(test["not"])
    value = facts[fact] if fact != "periods" else sum(p * d for p, _, d in facts["sessions"])
    if fact == "fee":
        value = Fraction(value, 100)
    for word, bound in test.items():
        limit = bound
        if isinstance(bound, dict) and "plus" in bound:
            value, limit = (value - facts["start"]).days, bound["plus"]["days"]
        elif isinstance(bound, dict):
            limit = Fraction(facts[bound["fact"]] * bound["percent"], 100)
        good = {
            "in": lambda v, b: v in b,
            "not": lambda v, b: v not in b,
            "is": lambda v, b: v == b,
            "least": lambda v, b: v >= b,
            "most": lambda v, b: v <= b,
        }[word](value, limit)
        if not good:
            return False
    return True


# --- the shipped packs ------------------------------------------------------------------------------------------------


def shipped(name: str) -> Pack:
    return load_pack((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8"))


def one_fact_less(pack: Pack, scheme: Scheme, facts: Mapping[str, Any]) -> Iterator[tuple[str, Decision]]:
    for name in facts:
        if name != "start" and not name.startswith(HISTORY):
            yield name, decide(pack, scheme, {other: value for other, value in facts.items() if other != name})


def stands(decision: Decision) -> set[str]:
    """The rows that stand against a grant."""
    return {mark.row.name for mark in (*decision.against, *decision.open)}


@pytest.mark.parametrize("name", PACKS)
def test_no_worked_case_grants_more_with_one_fact_less_but_by_a_row_that_passes_it(name: str) -> None:
    pack = shipped(name)
    for case in (case for case in pack.cases if not case.unsupported):
        scheme = pack.schemes[str(case.facts["scheme"])]
        facts = facts_of(pack, scheme, case.facts)
        whole = decide(pack, scheme, facts)
        for fact, less in one_fact_less(pack, scheme, facts):
            if less.amount_fen > whole.amount_fen:
                assert not whole.granted, (case.name, fact)
                assert stands(whole) <= passing(pack, scheme), (case.name, fact)


OFFICE = {"left_out", "certificate_others", "certificate_late"}
"""The office's own checks that pass what is not recorded: most people's roster has nothing to say of them."""
PASSED: dict[str, set[str]] = {
    "cixi-2020": {
        *(f"training.{row}" for row in ("type_group", "failed", "certificate_kind", "certificate_early")),
        *(f"special.{row}" for row in ("failed", "certificate_kind", "certificate_early")),
        *(
            "apprentice.type_group",
            "apprentice.failed",
            "scarce.certificate_kind",
            "scarce.claimed_late",
            "mentor.failed",
        ),
        *(f"practice.{row}" for row in ("failed", "certificate_kind", "certificate_early")),
    },
    "national-2025": {
        *(f"training.{row}" for row in ("failed", "certificate_kind", "certificate_early")),
        *(f"{key}.{row}" for key in ("training", "apprentice", "evaluation") for row in ("on_staff", "insurance_paid")),
        "evaluation.certificate_kind",
    },
    "ordos-2019": {
        *(f"training.{row}" for row in ("failed", "certificate_kind", "certificate_early")),
        *(f"insured.{row}" for row in ("failed", "certificate_kind", "certificate_early")),
    },
    "qijiang-2019": {
        *(f"training.{row}" for row in ("failed", "certificate_kind", "certificate_early")),
        *(f"insured.{row}" for row in ("failed", "certificate_kind", "certificate_early")),
        *("apprentice.failed", "apprentice.below_floor"),
    },
    "suihua-2019": {"training.failed", "practical.failed"},
    "xuchang-2019": {f"training.{row}" for row in ("failed", "certificate_kind", "certificate_early")},
}
"""The rows of the shipped packs that pass, or only warn of, what is not known or not proven, though what is known could refuse (or, of
`type_group`, though its proof is missing): whoever adds one says so here."""
ASKS_WHETHER_KNOWN = {
    "cixi-2020": {("apprentice", "actual", "rate"), ("apprentice", "actual", "fee")},
    "ordos-2019": {("work", "work", "hired_on")},
    "qijiang-2019": {("work", "work", "hired_on")},
}
"""The rows that hold or not by whether a fact is known at all: the other way for unknown facts to decide."""


@pytest.mark.parametrize("name", PACKS)
def test_every_row_that_passes_what_is_not_known_is_listed(name: str) -> None:
    schemes = shipped(name).schemes.values()
    found = {
        f"{scheme.key}.{need.name}"
        for scheme in schemes
        for need in row_walk.needs_of(scheme)
        if (soft(need) or need.proof == PASS) and need.name not in OFFICE
    }
    assert found == PASSED[name]


@pytest.mark.parametrize("name", PACKS)
def test_every_guard_that_asks_whether_a_fact_is_known_is_listed(name: str) -> None:
    found = {
        (scheme.key, row.name, test.fact)
        for scheme in shipped(name).schemes.values()
        for row, when in (
            *((row, row.when) for row in row_walk.rows_of(scheme)),
            *((row, choice.when) for row, table in row_walk.tables_in(scheme) for choice in table),
        )
        for test in when
        if test.word == "known"
    }
    assert found == ASKS_WHETHER_KNOWN.get(name, set())
