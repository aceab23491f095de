"""What only a whole row or a whole scheme shows to be wrong: limits that never bind, conditions that nobody can meet."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from app.policy.own_facts import SET
from app.policy.row_tables import check_tables
from app.policy.row_tests import Context
from app.policy.rows import HAND, PASS, PRINCIPLE, REFUSE, WARN, Bound, Choice, Need, Past, Scheme, Step, Term
from app.policy.toml_table import Table

_HARDNESS = (PASS, WARN, HAND, PRINCIPLE, REFUSE)
_WHOLE = 100


def check_need(need: Need, table: Table) -> None:
    """A least above the most, a least of nothing, and a missing proof that weighs more than not belonging at all."""
    bounds = {test.word: test.bound.value for test in need.tests if isinstance(test.bound, Bound)}
    least, most = bounds.get("least"), bounds.get("most")
    if least is not None and most is not None and _above(least, most):
        table.blame(
            "row.least_above_most", "least", fact=need.title, least=table.data["least"], most=table.data["most"]
        )
    if isinstance(least, int) and least == 0:
        table.blame("row.always", "least", fact=need.title)
    if {need.against, need.proof} <= set(_HARDNESS) and _harder(need.proof, need.against):
        table.blame("row.proof_harder", "proof", proof=need.proof, against=need.against)


def _harder(one: str, other: str) -> bool:
    return _HARDNESS.index(one) > max(_HARDNESS.index(other), _HARDNESS.index(WARN))


def _above(least: int | date, most: int | date) -> bool:
    return type(least) is type(most) and least > most  # type: ignore[operator]


def check_past(past: Past, table: Table, context: Context) -> None:
    """A limit by facts that earlier awards are not kept with, or that never binds."""
    for fact in past.same:
        kind = context.facts.get(fact)
        if kind is not None and kind.kind == SET:
            table.blame("row.same_set", "same", fact=kind.title)
    if past.least == 0:
        table.blame("row.never_binds", "least", most=0)


def check_scheme(scheme: Scheme, table: Table, context: Context) -> None:
    """The amount begins with a start; rows have names of their own; caps bind; tables say something for every value."""
    steps = table.tables("amount")
    if scheme.amount and scheme.amount[0].word != "start":
        steps[0].blame("row.no_start", scheme.amount[0].word)
    names = Counter(row.name for row in (*scheme.ways, *scheme.past, *scheme.amount))
    for name in sorted(name for name, count in names.items() if count > 1):
        table.blame("policy.repeated", "row", item=name)
    for place, cap in _useless(scheme):
        steps[place].blame("row.never_binds", "most", most=cap // _WHOLE)
    check_tables(scheme, context)


def _useless(scheme: Scheme) -> Iterator[tuple[int, int]]:
    """The caps, with their places, that no sum before them can reach."""
    reach: int | None = 0
    for place, step in enumerate(scheme.amount):
        if step.word == "most":
            low = _range(step.term, scheme)[0]
            if reach is not None and low is not None and low >= reach > 0:
                yield place, low
            continue
        reach = _reached(reach, step, scheme)


def _reached(reach: int | None, step: Step, scheme: Scheme) -> int | None:
    """The most that a sum can be after a step, None where nothing limits it."""
    if reach is None:
        return None
    if step.word == "percent":
        most = _percents(step.percent)[1]
        return reach * max(most, _WHOLE) // _WHOLE
    high = _range(step.term, scheme)[1]
    if high is None:
        return None
    return max(reach, high) if step.word == "start" else reach + high


def _range(term: Term | None, scheme: Scheme) -> tuple[int | None, int | None]:
    """The least and the most 分 of a sum; None where that depends on the line."""
    if term is None or term.kind != "yuan":
        return None, None
    values = [row.value for row in term.value] if isinstance(term.value, tuple) else [term.value]
    known = [value for value in values if isinstance(value, int)]
    if not known:
        return None, None
    low, high = (percent * fen for percent, fen in zip(_percents(term.percent), (min(known), max(known)), strict=True))
    if term.times is None:
        return low // _WHOLE, high // _WHOLE
    most = term.times.most
    if most is None and term.times.unit == "month" and scheme.months and not scheme.months.yearly:
        most = scheme.months.most
    return None, None if most is None else high * most // _WHOLE


def _percents(percent: object) -> tuple[int, int]:
    if not isinstance(percent, tuple):
        return (percent, percent) if isinstance(percent, int) else (_WHOLE, _WHOLE)
    values = [row.value for row in percent if isinstance(row, Choice) and isinstance(row.value, int)]
    return min(values, default=_WHOLE), max(values, default=_WHOLE)
