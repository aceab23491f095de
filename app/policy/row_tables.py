"""What is wrong with a table of values: rows that overlap or are never reached, listed values for which it says nothing."""

from collections.abc import Callable, Iterable
from datetime import date

from app.policy.own_facts import FLAG
from app.policy.row_tests import Context
from app.policy.row_walk import tables_in
from app.policy.rows import PASS, PRINCIPLE, REFUSE, Bound, Choice, Row, Scheme, Step, Table, Test, When
from app.policy.toml_table import Table as Toml

_LONGEST = 200
"""Rows of a table beyond which nobody sees what holds: a catalogue of rates is made for more."""


def check_tables(scheme: Scheme, context: Context) -> None:
    """Blame the tables of a scheme, each once: those of a shared row are blamed with the first scheme that has it."""
    for row, table in tables_in(scheme):
        placed = context.tables.pop(id(table), None)
        if placed is None:
            continue
        _, at, name = placed
        _check_order(table, at, name, overlap=_highest(row))
        fact, left = _left_out(row, table, scheme, context)
        if left and not (_edge(table, scheme) or _uplift(row, table)):
            title, words = context.facts[fact].title, "、".join(_said(fact, value, context) for value in left)
            at.blame("row.table_omits", name, fact=title, values=words)


def check_other_tables(context: Context) -> None:
    """Blame the tables of rows that stand in no scheme."""
    for table, at, name in context.tables.values():
        _check_order(table, at, name, overlap=False)


def _check_order(table: Table, at: Toml, name: str, *, overlap: bool) -> None:
    if len(table) > _LONGEST:
        at.blame("row.table_long", name, most=_LONGEST)
    if overlap or len(table) > _LONGEST:
        return
    if (place := _overlapping(table, _alike)) is not None:
        at.blame("row.table_overlaps", name, row=place + 1)
    elif (place := _unreached(table)) is not None:
        at.blame("row.table_hidden", name, row=place + 1)
    elif (place := _overlapping(table, lambda before, _: not before.when)) is not None:
        at.blame("row.table_overlaps", name, row=place + 1)


def _highest(row: Row) -> bool:
    """Whether all rows that hold are looked at, so that they may overlap."""
    return isinstance(row, Step) and row.highest


def _edge(table: Table, scheme: Scheme) -> bool:
    """Whether it limits which months are paid, for some people only."""
    return scheme.months is not None and any(table is edge for edge in (scheme.months.first, scheme.months.last))


def _uplift(row: Row, table: Table) -> bool:
    """Whether it is a per cent for some alone (高级工上浮): everybody else's sum stays as it is."""
    return isinstance(row, Step) and table is row.percent and len(table) == 1


# --- rows that overlap or are never reached ---------------------------------------------------------------------------


def _unreached(table: Table) -> int | None:
    """The place of the first row before which another always holds when it does."""
    return next((n for n, row in enumerate(table) if any(_hides(before, row) for before in table[:n])), None)


def _hides(before: Choice, row: Choice) -> bool:
    lasting = (before.since or date.min) <= (row.since or date.min) and (row.until or date.max) <= (
        before.until or date.max
    )
    return lasting and all(any(_implies(test, wider) for test in row.when) for wider in before.when)


def _implies(test: Test, wider: Test) -> bool:
    """Whether one test of a fact can only hold where another does too."""
    if test.fact != wider.fact:
        return False
    if test == wider:
        return True
    if wider.word == "in":
        return test.word == "in" and set(test.items) <= set(wider.items)
    if wider.word == "not":
        return test.word == "not" and set(test.items) >= set(wider.items)
    if wider.word == "known":
        return wider.items == (True,) and test.word != "known"
    one, other = _constant(test), _constant(wider)
    if test.word != wider.word or type(one) is not type(other) or one is None or other is None:
        return False
    return bool(one >= other if wider.word == "least" else one <= other)  # type: ignore[operator]


def _constant(test: Test) -> int | date | None:
    return test.bound.value if isinstance(test.bound, Bound) else None


def _overlapping(table: Table, alike: Callable[[Choice, Choice], bool]) -> int | None:
    """The place of the first row that shares a day with one before it that holds for the same people."""
    places = (n for n, row in enumerate(table) if any(meet(one, row) and alike(one, row) for one in table[:n]))
    return next(places, None)


def meet(one: Choice, other: Choice) -> bool:
    """Whether two rows are in force on a common day."""
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)


def _alike(before: Choice, row: Choice) -> bool:
    """Whether two rows test the same facts by lists that share an item for each."""
    one, other = before.when, row.when
    if not one or {t.fact for t in one} != {t.fact for t in other} or any(t.word != "in" for t in (*one, *other)):
        return False
    listed = {t.fact: set(t.items) for t in one}
    return all(listed[t.fact] & set(t.items) for t in other)


# --- values that are left out -----------------------------------------------------------------------------------------


def _left_out(row: Row, table: Table, scheme: Scheme, context: Context) -> tuple[str, tuple[object, ...]]:
    """The fact by which a table goes and its listed values, as far as they reach the row, for which it has no row."""
    facts = {test.fact for choice in table for test in choice.when}
    single = all(len(choice.when) == 1 and choice.when[0].word == "in" for choice in table)
    if not single or len(facts) != 1:
        return "", ()
    fact = facts.pop()
    named = {item for choice in table for item in choice.when[0].items}
    reaching = _reaching(context.values(fact), (*row.when, *_asked(scheme)), fact)
    return fact, tuple(value for value in reaching if value not in named)


def _asked(scheme: Scheme) -> When:
    """What a scheme asks of everybody before any amount is reckoned."""
    strict = (need for need in scheme.needs if not need.when and need.against in (REFUSE, PRINCIPLE))
    return tuple(test for need in strict if need.unknown != PASS for test in need.tests)


def _reaching(values: Iterable[object], tests: When, fact: str) -> tuple[object, ...]:
    asked = [test for test in tests if test.fact == fact and test.word in ("in", "not")]
    return tuple(v for v in values if all((v in test.items) == (test.word == "in") for test in asked))


def _said(fact: str, value: object, context: Context) -> str:
    kind = context.facts[fact]
    return ("是" if value else "否") if kind.kind == FLAG else str(value)
