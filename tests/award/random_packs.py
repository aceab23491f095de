"""Random policies and random people for them: every form of row, as the tables of a pack file, and facts with histories."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from app.award.cases.pack_file import load_pack
from app.award.history import Award, counted
from app.award.inputs import prerequisites
from app.policy.pack import Pack
from app.policy.rows import Scheme
from tests.rule_packs import FIRST, GROUPS, LEVELS, OCCUPATIONS, PENDING, TYPES, pack, text

SCARCITY = ["非常紧缺", "紧缺", "一般"]
LISTED: dict[str, list[Any]] = {
    "level": LEVELS,
    "training_type": TYPES,
    "arrangement": ["enterprise", "project", "open", "individual"],
    "scarcity": SCARCITY,
    "insured": [True, False],
    "occupation": OCCUPATIONS,
}
"""Facts of few values, by which tables go; `scarcity` is the pack's own."""
FACTS = [
    {"key": "scarcity", "title": "紧缺程度", "of": "class", "kind": "choice", "one_of": SCARCITY},
    {"key": "looked_at", "title": "到场核对", "of": "line", "kind": "flag", "asked": "hand"},
    {"key": "contract", "title": "劳动合同月数", "of": "line", "kind": "count", "unit": "月"},
]
ROOM = 100
"""Every sum from which an amount starts is more 元 than this and every cap less, so that a cap may always bind."""


@dataclass(frozen=True, repr=False)
class World:
    """A pack, as tables and as read, one of its schemes, a person's facts and the awards granted before."""

    tables: dict[str, Any]
    scheme: Scheme
    pack: Pack
    facts: dict[str, Any]
    awards: tuple[Award, ...]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def __repr__(self) -> str:
        return f"World({self.scheme.key}: {self.tables['schemes']}, {self.facts}, {self.awards})"


def read(tables: dict[str, Any]) -> Pack:
    """The pack of some tables, by way of its text."""
    return _read(text(tables))


@lru_cache(maxsize=64)
def _read(written: str) -> Pack:
    return load_pack(written)


# --- rows -------------------------------------------------------------------------------------------------------------

_SOME = {
    fact: st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True) for fact, values in LISTED.items()
}
_GROUPS = st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2, unique=True)
_DAY = st.integers(-900, 60).map(lambda days: {"fact": "start", "plus": {"days": days}})
_AGES = st.integers(15, 65)
TESTS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    **{
        fact: st.one_of(st.builds(lambda v: {"in": v}, s), st.builds(lambda v: {"not": v}, s))
        for fact, s in _SOME.items()
    },
    "groups": st.one_of(_GROUPS.map(lambda v: {"in": v}), _GROUPS.map(lambda v: {"not": v})),
    "age": st.one_of(_AGES.map(lambda n: {"least": n}), _AGES.map(lambda n: {"most": n})),
    "contract": st.integers(1, 12).map(lambda n: {"least": n}),
    "periods": st.one_of(
        st.integers(1, 60).map(lambda n: {"least": n}),
        st.integers(50, 100).map(lambda n: {"least": {"fact": "planned_periods", "percent": n}}),
    ),
    "hired_on": st.one_of(_DAY.map(lambda d: {"least": d}), _DAY.map(lambda d: {"most": d})),
    "fee": st.integers(0, 900).map(lambda n: {"most": n}),
    "in_term": st.just({"is": True}),
    "looked_at": st.just({"is": True}),
    "certificate": st.just({"is": True}),
    "own_scheme": st.just({"known": False}),
}
"""Tests of each fact; what asks for nothing to be there is asked of nothing that a person could leave out."""
_GUARDED = [fact for fact in TESTS if fact not in ("own_scheme", "looked_at", "in_term")]


@st.composite
def guards(draw: st.DrawFn, most: int = 1) -> dict[str, Any]:
    """A guard of a row, often none."""
    facts = draw(st.lists(st.sampled_from(_GUARDED), max_size=most, unique=True))
    return {"when": {fact: draw(TESTS[fact]) for fact in facts}} if facts else {}


@st.composite
def needs(draw: st.DrawFn, name: str, *, lenient: bool) -> dict[str, Any]:
    fact = draw(st.sampled_from(list(TESTS)))
    against = draw(st.sampled_from(["refuse", "refuse", "principle", "warn", "hand"]))
    found = {"row": name, "fact": fact, **PENDING, **draw(TESTS[fact]), **draw(guards()), "against": against}
    if lenient and draw(st.booleans()):
        found["unknown"] = "pass"
    if fact == "groups" and lenient:
        found["proof"] = draw(st.sampled_from(["warn", "pass"]))
    return found


@st.composite
def tables_of(draw: st.DrawFn, values: st.SearchStrategy[int], ways: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """A table by a listed fact or by falling thresholds of the age, with a row for everybody else."""
    if ways and draw(st.booleans()):
        rows = [{"when": {"way": way}, "is": draw(values)} for way in ways]
    elif draw(st.booleans()):
        ages = sorted(draw(st.lists(_AGES, min_size=1, max_size=2, unique=True)), reverse=True)
        rows = [{"when": {"age": {"least": age}}, "is": draw(values)} for age in ages]
    else:
        fact = draw(st.sampled_from(list(LISTED)))
        rows = [{"when": {fact: value}, "is": draw(values)} for value in LISTED[fact][:-1]]
    return [*rows, {"is": draw(values)}]


_RATES = st.integers(ROOM + 1, 3000)
_TIMES = st.sampled_from(["once", "once", "day", "period", "month", {"unit": "day", "over": 2, "most": 9}])


@st.composite
def starts(draw: st.DrawFn, ways: tuple[str, ...], *, plain: bool) -> dict[str, Any]:
    """What an amount starts from; plain: only 元."""
    kind = "yuan" if plain else draw(st.sampled_from(["yuan", "yuan", "rates", "office", "fact"]))
    if kind == "yuan":
        rate = draw(st.one_of(_RATES, tables_of(_RATES, () if plain else ways)))
        return {"yuan": rate, "times": draw(_TIMES)}
    if kind == "fact":
        return {"fact": "fee", "percent": draw(st.integers(1, 100))}
    return {"catalogue": kind}


@st.composite
def amounts(draw: st.DrawFn, ways: tuple[str, ...], *, plain: bool) -> list[dict[str, Any]]:
    """The steps of an amount."""
    steps = [{"row": "rate", "start": draw(starts(ways, plain=plain)), **draw(guards())}]
    if "when" in steps[0]:
        steps.append({"row": "rate2", "start": draw(starts(ways, plain=plain))})
    for place, word in enumerate(draw(st.lists(st.sampled_from(["percent", "add", "most", "highest"]), max_size=3))):
        step: dict[str, Any] = {"row": f"s{place}", **draw(guards())}
        if word == "percent":
            step["percent"] = draw(
                st.one_of(st.integers(1, 150), tables_of(st.integers(1, 150), () if plain else ways))
            )
        elif word == "highest":
            step |= {"percent": draw(tables_of(st.integers(1, 150))), "pick": "highest"}
        elif word == "add":
            step["add"] = {"yuan": draw(_RATES), "times": draw(_TIMES)}
        else:
            step["most"] = {"yuan": draw(st.integers(1, ROOM))}
        steps.append(step)
    return [{**step, **PENDING} for step in steps]


_SPANS = st.sampled_from([{}, {"in": "year"}, {"in": {"years": 2}}, {"in": {"months": 9}}])
_SAME = st.sampled_from([{}, {}, {"same": ["occupation", "level"]}, {"same": ["level"]}])


@st.composite
def limits(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A limit over the past."""
    found = {"row": name, **PENDING, **draw(_SPANS), **draw(guards())}
    if draw(st.booleans()):
        found["against"] = draw(st.sampled_from(["principle", "warn"]))
    kind = draw(st.sampled_from(["most", "most", "least", "yuan", "higher", "typed", "table"]))
    if kind == "higher":
        return {**found, "most": 0, "higher": "level"}
    if kind == "yuan":
        return {**found, **draw(_SAME), "most": draw(st.integers(1, 5000)), "unit": "yuan"}
    if kind == "typed":
        return {**found, "most": draw(st.integers(1, 2)), "past": {"training_type": draw(_SOME["training_type"])}}
    if kind == "table":
        return {**found, "most": draw(tables_of(st.integers(1, 3)))}
    return {**found, **draw(_SAME), kind: draw(st.integers(1, 2))}


@st.composite
def ways_of(draw: st.DrawFn, *, lenient: bool) -> list[dict[str, Any]]:
    keys = draw(st.sampled_from([(), (), ("a",), ("a", "b")]))
    found = []
    for key in keys:
        asked = [draw(needs(f"{key}{n}", lenient=lenient)) for n in range(draw(st.integers(1, 2)))]
        found.append({"key": key, "title": f"情形{key}", "needs": asked, **PENDING, **draw(guards())})
    return found


@st.composite
def schemes(draw: st.DrawFn, key: str, *, lenient: bool, plain: bool, first: str = "") -> dict[str, Any]:
    """A scheme; `first` is one for whose grant it may ask."""
    ways = draw(ways_of(lenient=lenient)) if not plain else []
    asked = [draw(needs(f"n{n}", lenient=lenient)) for n in range(draw(st.integers(0, 3)))]
    if first and draw(st.booleans()):
        asked.append({"row": "first", "fact": f"granted.{first}", "is": draw(st.booleans()), **PENDING})
    past = [] if plain else [draw(limits(f"p{n}")) for n in range(draw(st.integers(0, 2)))]
    counts: dict[str, Any] = {}
    if draw(st.booleans()):
        counts["day"] = {"periods": draw(st.integers(1, 4))}
    if draw(st.booleans()) and not plain:
        counts["month"] = {"most": draw(st.integers(1, 6)), "first": {"fact": "hired_on"}}
    steps = draw(amounts(tuple(way["key"] for way in ways), plain=plain))
    found = {"key": key, "title": f"补贴{key}", "needs": asked, "ways": ways, "past": past, "amount": steps, **PENDING}
    return {**found, "counts": counts}


@st.composite
def packs(draw: st.DrawFn, *, lenient: bool = False, plain: bool = False) -> dict[str, Any]:
    """The tables of a pack of two schemes, `one` and `two`; lenient: rows may pass what is not known or not proven."""
    rows = [{"occupation": name, "level": level, "is": draw(_RATES)} for name in OCCUPATIONS for level in LEVELS[:2]]
    by = {"by": ["occupation", "level"], "unit": "元"}
    one = draw(schemes("one", lenient=lenient, plain=plain))
    schemes_ = [one] if plain else [one, draw(schemes("two", lenient=lenient, plain=plain, first="one"))]
    return pack(
        lists={"ranks": LEVELS},
        facts=[{**fact, "clause": "TE-01", "quote": "测试"} for fact in FACTS],
        catalogues=[
            {"key": "rates", "title": "标准", **by, "rows": rows},
            {"key": "office", "title": "本办标准", **by},
        ],
        schemes=schemes_,
    )


# --- people -----------------------------------------------------------------------------------------------------------

_STARTS = st.integers(-40, 1200).map(lambda days: FIRST + timedelta(days=days))
_MONTHS = st.lists(st.integers(0, 23), max_size=9, unique=True).map(
    lambda found: tuple(sorted(f"{2019 + n // 12}-{n % 12 + 1:02}" for n in found))
)


@st.composite
def awards(draw: st.DrawFn, start: date) -> Award:
    facts = {fact: draw(st.sampled_from(LISTED[fact])) for fact in ("level", "occupation", "training_type")}
    on = start - timedelta(days=draw(st.integers(0, 900)))
    months = draw(_MONTHS) if draw(st.booleans()) else ()
    return Award(
        draw(st.sampled_from(["one", "two"])), on, facts, draw(st.integers(1, 300_000)), months, draw(st.booleans())
    )


@st.composite
def people(draw: st.DrawFn, *, whole: bool = False) -> dict[str, Any]:
    """What is known of one line; whole: everything is."""
    start = draw(_STARTS)
    found: dict[str, Any] = {fact: draw(st.sampled_from(values)) for fact, values in LISTED.items()}
    found |= {
        "category": draw(st.sampled_from(GROUPS)),
        "held": frozenset(draw(st.lists(st.sampled_from(GROUPS), max_size=2))),
        "lapsed": frozenset(draw(st.lists(st.sampled_from(GROUPS), max_size=1))),
        "age": draw(st.integers(14, 70)),
        "contract": draw(st.integers(0, 14)),
        "planned_periods": draw(st.integers(1, 80)),
        "sessions": tuple(
            draw(st.lists(st.tuples(st.integers(1, 8), st.integers(30, 60), st.integers(1, 9)), max_size=3))
        ),
        "hired_on": start + timedelta(days=draw(st.integers(-800, 90))),
        "fee": draw(st.integers(0, 300_000)),
        "certificate": draw(st.sampled_from([True, True, False])),
        "looked_at": draw(st.sampled_from([True, True, False])),
        "worked": draw(_MONTHS),
        "id_valid": True,
        "rates.office": ((None, draw(st.integers(1, 300_000)), "测试", False),),
    }
    known_apart = sorted(found.keys() - {"held", "lapsed"})  # proofs on file are known together or not at all
    left_out = () if whole else draw(st.lists(st.sampled_from(known_apart), max_size=2))
    return {"start": start, **{name: value for name, value in found.items() if name not in left_out}}


@st.composite
def worlds(draw: st.DrawFn, *, lenient: bool = False, plain: bool = False, whole: bool = False) -> World:
    tables, person = draw(packs(lenient=lenient, plain=plain)), draw(people(whole=whole or plain))
    policy = read(tables)
    scheme = policy.schemes["one" if plain else draw(st.sampled_from(["one", "two"]))]
    past = tuple(draw(st.lists(awards(person["start"]), max_size=3)))
    return World(tables, scheme, policy, with_history(policy, scheme, person, past), past)


def with_history(policy: Pack, scheme: Scheme, person: dict[str, Any], past: tuple[Award, ...]) -> dict[str, Any]:
    """The facts of a line with what every limit counts of its earlier awards."""
    facts = dict(person)
    for key in (*prerequisites(policy, scheme), scheme.key):
        facts |= counted(policy, policy.schemes[key], person, past)
    facts.setdefault("months_paid", ())
    return facts
