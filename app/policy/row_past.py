"""Reading the limits of a scheme over the awards that a person had before."""

from copy import copy

from app.policy.own_facts import COUNT, YUAN, FactKind
from app.policy.row_base import check_words, read_numbers, read_row
from app.policy.row_checks import check_past
from app.policy.row_tests import Context
from app.policy.rows import Past
from app.policy.rows import Table as RowTable
from app.policy.source import Source
from app.policy.toml_table import Table

LEVEL, RANKS = "level", "ranks"
"""The fact by which a higher award bars a lower, and the list of a pack that orders its values from low to high.

A level that the list leaves out has no rank: it neither bars nor is barred.
"""
_SAME = ("class",)
"""What an earlier award may be compared by, beside facts."""


def read_past(table: Table, context: Context, scheme: str, parent: Source) -> Past:
    """One limit: how many awards, or how much, of which schemes, in which span, compared by what."""
    of = table.texts("of", required=False) or (scheme,)
    check_words(table, "of", of, context.schemes)
    within = _within(table)
    same = table.texts("same", required=False)
    check_words(table, "same", same, (*context.facts, *_SAME))
    higher, unit = table.text("higher", required=False), table.among("unit", {"times": "次", "yuan": "元"}, "times")
    money = unit == "yuan"
    most = _limit(table, context, money=money)
    least = table.whole("least", required=False)
    if (most is None) == (least is None) or (least is not None and money):
        table.blame("row.one_limit")
    _ranked(table, higher, context)
    earlier = table.table("past", required=False)
    past = tuple(
        (k, tuple(map(str, context.items(earlier, k, earlier.take(k), context.fact(earlier, k, k)))))
        for k in earlier.data
    )
    place = copy(table)
    row = read_row(
        *(Past, table, context, parent),
        name="limit",
        of=of,
        most=most,
        least=least,
        within=within,
        same=same,
        past=past,
        money=money,
        higher=bool(higher),
    )
    check_past(row, place, context)
    return row


def _ranked(table: Table, higher: str, context: Context) -> None:
    """Levels are compared by the list of the pack that orders them; without it no limit of this kind would ever bind."""
    if higher and higher != LEVEL:
        table.blame_choice("higher", higher, (LEVEL,))
    if higher and not context.lists.get(RANKS):
        table.blame("row.no_ranks", "higher", list=RANKS)


def _limit(table: Table, context: Context, *, money: bool) -> "int | RowTable | None":
    if isinstance(table.data.get("most"), list):
        kind = FactKind("限额", YUAN if money else COUNT)
        return read_numbers(table, "most", context, kind)
    return table.money("most", required=False) if money else table.whole("most", required=False)


def _within(table: Table) -> tuple[tuple[str, int], ...]:
    raw = table.take("in")
    if raw in (None, "ever"):
        return ()
    if raw == "year":
        return (("year", 1),)
    span = Table(raw, table.lines, table.problems, (*table.path, "in")) if isinstance(raw, dict) else None
    words = [word for word in ("years", "months") if span and span.has(word)]
    if span is None or len(words) != 1 or len(span.data) != 1:
        table.blame("row.no_span", "in")
        return ()
    return ((words[0], span.whole(words[0]) or 0),)
