"""The rows of a pack as tests look at them: each by a path, with the clause it rests on, and what it says in short."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import NamedTuple, TypeAlias

from app.award.texts.unverified import rows_of
from app.policy.pack import Pack
from app.policy.pack_facts import PackFact
from app.policy.rows import (
    REFUSE,
    WARN,
    Bound,
    Catalogue,
    Choice,
    Days,
    Months,
    Need,
    Past,
    Periods,
    Row,
    Scheme,
    Step,
    Table,
    Term,
    Test,
    Way,
    When,
)
from app.policy.source import Source

Counts: TypeAlias = Days | Periods | Months
Said: TypeAlias = Row | Counts | Choice | Catalogue | PackFact


class Place(NamedTuple):
    """One thing that a pack says by a row, and where.

    Its path is `training/yearly_limit`, `training+living/term` (shared), `work/months`, `catalogue/occupation`, `fact/site`.
    """

    path: str
    said: Said
    source: Source
    schemes: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The path under each of the schemes that share it."""
        name = self.path.rpartition("/")[2]
        return tuple(f"{scheme}/{name}" for scheme in self.schemes) if "+" in self.path else (self.path,)


def places(pack: Pack) -> Iterator[Place]:
    """Everything that the rows of a pack say below a clause or as 待核实, a row that schemes share once."""
    yield from _rows(pack)
    yield from (place for scheme in pack.schemes.values() for place in _parts(scheme) if place.source.clause)
    yield from (Place(f"rule/{rule.name}", rule, rule.source) for rule in pack.rules)
    cited = (one for one in pack.catalogues.values() if one.source.clause)
    yield from (Place(f"catalogue/{one.key}", one, one.source) for one in cited)
    yield from (Place(f"fact/{fact.key}", fact, fact.source) for fact in pack.facts)


def _rows(pack: Pack) -> Iterator[Place]:
    rows: dict[int, tuple[Row, list[str]]] = {}
    for scheme in pack.schemes.values():
        told = {id(need) for way in scheme.ways for need in way.needs if need.source == way.source}
        for row in rows_of(scheme):
            if id(row) not in told:  # its way says it
                rows.setdefault(id(row), (row, []))[1].append(scheme.key)
    for row, schemes in rows.values():
        if row.source.clause or row.pending:
            path = row.name if isinstance(row, Scheme) else f"{'+'.join(schemes)}/{row.name}"
            yield Place(path, row, row.source, tuple(schemes))


def _parts(scheme: Scheme) -> Iterator[Place]:
    """What of a scheme has a source of its own without being a row: what is counted, and who pays whom."""
    for name, counts in (("days", scheme.days), ("periods", scheme.periods), ("months", scheme.months)):
        if counts:
            yield Place(f"{scheme.key}/{name}", counts, counts.source, (scheme.key,))
    for name, table in (("payee", scheme.payee), ("fund", scheme.fund)):
        yield from (Place(f"{scheme.key}/{name}", choice, choice.source, (scheme.key,)) for choice in table)


# --- in short ---------------------------------------------------------------------------------------------------------


def short(said: Said) -> str:
    """What a row says as a reader writes it down: names of facts, words, figures; money in 元, a list by its length."""
    if isinstance(said, Catalogue):
        return " ".join(("by", *said.by, said.unit))
    if isinstance(said, PackFact):
        return f"{said.kind} of {said.of}" + (f": {len(said.one_of)} items" if said.one_of else "")
    if isinstance(said, Choice):
        return f"{_when(said.when)}{_value(said.value)}"
    if isinstance(said, Counts):
        return _counts(said)
    hard = "" if said.against == REFUSE else f" {said.against}"
    return _when(said.when) + _row(said) + hard


def _row(row: Row) -> str:
    if isinstance(row, Need):
        unknown = "" if row.unknown == row.against else f" unknown {row.unknown}"
        proof = "" if row.proof == WARN else f" proof {row.proof}"
        return " ".join([row.fact, *map(_test, row.tests)]) + unknown + proof
    if isinstance(row, Past):
        return _past(row)
    if isinstance(row, Step):
        return f"{row.word} " + (_term(row.term) if row.term else f"{_value(row.percent)}%")
    if isinstance(row, Way):
        return " & ".join(map(_row, row.needs))
    assert isinstance(row, Scheme)
    counts = (_counts(one) for one in (row.days, row.periods, row.months) if one and not one.source.clause)
    return " ".join((*counts, *(("fund", _table(row.fund)) if row.fund else ())))


def _past(past: Past) -> str:
    word, limit = ("least", past.least) if past.least is not None else ("most", past.most)
    span = " ".join(f"in {count} {unit}" for unit, count in past.within)
    same = "same " + " ".join(past.same) if past.same else ""
    earlier = " ".join(f"with {fact} {_items(items)}" for fact, items in past.past)
    return " ".join(filter(None, (word, _value(limit), "of", *past.of, span, same, earlier)))


def _counts(counts: Counts) -> str:
    if isinstance(counts, Months):
        return _months(counts)
    if isinstance(counts, Periods):
        return f"periods {'pooled ' if counts.pooled else ''}of {counts.minutes} minutes"
    return (
        "days" if counts == Days(once=counts.once) else f"days of {counts.periods} periods of {counts.minutes} minutes"
    )


def _months(months: Months) -> str:
    first, last = (
        f"{word} {_table(edge)}" if edge else "" for word, edge in (("from", months.first), ("to", months.last))
    )
    most = "" if months.most is None else f"most {months.most}"
    return " ".join(filter(None, ("months", most, first, last, "" if months.term else "beyond the term")))


def _term(term: Term) -> str:
    value = f"{term.kind} {term.value}" if term.kind != "yuan" else _money(term.value)
    given = " ".join(f"with {fact} {item}" for fact, item in term.given)
    percent = "" if term.percent == 100 else f"{_value(term.percent)}%"
    return " ".join(filter(None, (value, given, percent, f"a {term.times.unit}" if term.times else "")))


def _money(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"{_when(choice.when)}{_money(choice.value)}" for choice in value)
    assert isinstance(value, int)
    return f"{value / 100:g}" if value % 100 else str(value // 100)


def _test(test: Test) -> str:
    if test.bound is not None:
        money = test.fact in ("fee", "rate") and isinstance(test.bound, Bound) and isinstance(test.bound.value, int)
        return f"{test.word} {_money(test.bound.value) if money else _value(test.bound)}"  # type: ignore[union-attr]
    if test.word == "known":
        return "known" if test.items[0] else "unknown"
    return _items(test.items) if test.items == (True,) and test.word == "in" else f"{test.word} {_items(test.items)}"


def _items(items: tuple[object, ...]) -> str:
    if len(items) > 1:
        return f"{len(items)} items"
    return {True: "yes", False: "no"}[items[0]] if isinstance(items[0], bool) else str(items[0])


def _when(when: When) -> str:
    return "".join(f"{test.fact} {_test(test)}: " for test in when)


def _table(table: Table) -> str:
    return ", ".join(f"{_when(choice.when)}{_value(choice.value)}" for choice in table)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return _table(value)
    if not isinstance(value, Bound):
        return str(value)
    plus = "".join(f" {count:+} {unit}" for unit, count in value.plus)
    return f"{value.fact or value.value}{plus}" + ("" if value.percent == 100 else f" {value.percent}%")


# --- what it names and which figures it gives -------------------------------------------------------------------------


def figures(said: Said) -> set[int]:
    """The figures of a row; the lengths of its lists, a whole (100%) and 每年 (in 1 year) are none."""
    told = re.sub(r"\d+ items|in 1 year|\+0 months", "", short(said))
    uplift = isinstance(said, Step) and said.word == "percent"
    return {int(number) - (100 if uplift and int(number) > 100 else 0) for number in re.findall(r"\d+", told)}


def named(said: Said) -> Iterator[str]:
    """The groups, types, certificates and so on that a row names, and what a fact may be chosen from."""
    parts = (said.days, said.periods, said.months, said.fund) if isinstance(said, Scheme) else said
    items = (item for test in asked_of(parts) for item in test.items)
    chosen = said.one_of if isinstance(said, PackFact) else ()
    yield from (str(item) for item in (*items, *chosen) if re.search(r"[\u4e00-\u9fff]", str(item)))


def asked_of(value: object) -> Iterator[Test]:
    """Every test in a row, those of its guard and of its tables too."""
    if isinstance(value, Test):
        yield value
    if isinstance(value, tuple):
        yield from (test for one in value for test in asked_of(one))
    elif is_dataclass(value) and not isinstance(value, Source):
        yield from (test for field in fields(value) for test in asked_of(getattr(value, field.name)))
