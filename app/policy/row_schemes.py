"""Reading the schemes of a pack file: needs, ways, counts, the steps of the amount."""

from collections.abc import Collection
from copy import copy
from dataclasses import replace
from typing import Any

from app.policy.keys import PAYEES
from app.policy.own_facts import PERCENT, TIMES, YUAN, FactKind
from app.policy.row_base import check_words, read_numbers, read_row
from app.policy.row_checks import check_need, check_scheme
from app.policy.row_past import read_past
from app.policy.row_tests import Context, meant, read_bound, read_table, read_tests
from app.policy.rows import (
    AGAINST,
    HAND,
    INSTITUTION,
    PERSON,
    REFUSE,
    UNKNOWN,
    WARN,
    Choice,
    Days,
    Months,
    Need,
    Periods,
    Scheme,
    Step,
    Term,
    Times,
    Way,
)
from app.policy.rows import Table as RowTable
from app.policy.source import Source, sourced
from app.policy.toml_table import Table

ONCE = "once"
_UNITS = {ONCE: "", **TIMES}
_STEPS = ("start", "percent", "add", "most")
_TERMS = ("yuan", "catalogue", "fact", "award")


# --- conditions -------------------------------------------------------------------------------------------------------


def read_need(table: Table, context: Context, parent: Source | None = None, **more: Any) -> Need:
    """A condition on one fact."""
    fact = table.text("fact")
    kind = context.fact(table, fact)
    against = table.among("against", AGAINST, REFUSE)
    own = context.own.get(fact)
    by_hand = own is not None and own.by_hand
    place = copy(table)
    need = read_row(
        Need,
        table,
        context,
        parent,
        name=fact,
        title=kind.title,
        tests=read_tests(table, fact, context),
        against=against,
        unknown=table.among("unknown", UNKNOWN, HAND if by_hand else against),
        proof=table.among("proof", UNKNOWN, WARN),
        met=table.text("met", required=False),
        unmet=table.text("unmet", required=False),
        **more,
    )
    check_need(need, place)
    return need


def _ways(table: Table, context: Context, parent: Source) -> tuple[Way, ...]:
    return tuple(_way(way, context, parent) for way in table.tables("ways"))


def _way(table: Table, context: Context, parent: Source) -> Way:
    key, title = table.text("key"), table.text("title")
    source = _source(table, context)
    parent = source if source.clause else parent
    needs = tuple(read_need(need, context, parent) for need in table.tables("needs"))
    return read_row(Way, table, context, parent, name=key, title=title, needs=needs)


# --- what is counted --------------------------------------------------------------------------------------------------


def _days(table: Table, context: Context, scheme: str) -> Days | None:
    if not table.has("day"):
        return None
    day = table.table("day")
    once = day.texts("once", required=False) or (scheme,)
    check_words(day, "once", once, context.schemes)
    periods, minutes = day.whole("periods", required=False) or 1, day.whole("minutes", required=False) or 0
    found = Days(periods, minutes, once, sourced(day, context.clauses, required=False))
    day.close()
    return found


def _periods(table: Table, context: Context) -> Periods | None:
    if not table.has("period"):
        return None
    period = table.table("period")
    pooled, minutes = period.flag("pooled", required=False), period.whole("minutes", required=False) or 0
    if pooled and not minutes:
        period.blame("policy.missing", "minutes")
    source = sourced(period, context.clauses, required=False)
    period.close()
    return Periods(minutes, pooled, source)


def _months(table: Table, context: Context, scheme: str) -> Months | None:
    if not table.has("month"):
        return None
    month = table.table("month")
    once = month.texts("once", required=False) or (scheme,)
    check_words(month, "once", once, context.schemes)
    edges = {name: _edge(month, name, context) for name in ("first", "last")}
    term = month.flag("term", required=False) if month.has("term") else True
    most, yearly = month.whole("most", required=False), month.among("in", {"ever": "", "year": ""}, "ever") == "year"
    source = sourced(month, context.clauses, required=False)
    month.close()
    return Months(edges["first"], edges["last"], term, once, most, yearly, source)


def _edge(table: Table, name: str, context: Context) -> RowTable:
    kind = FactKind("日期", "date")
    if not table.has(name):
        return ()
    found = read_bound(table, name, table.take(name), kind, context)
    return found if isinstance(found, tuple) else (Choice(found),)


# --- how much ---------------------------------------------------------------------------------------------------------


def _step(table: Table, context: Context, parent: Source) -> Step:
    word = next((w for w in _STEPS if table.has(w)), "")
    if not word:
        table.blame("row.no_step")
    term, percent, highest = None, 100, table.among("pick", {"first": "", "highest": ""}, "first") == "highest"
    if word == "percent":
        percent = _percent(table, "percent", context)  # type: ignore[assignment]
    elif word:
        term = _term(table.table(word), context, unit=word != "most")
    return read_row(Step, table, context, parent, name=word, word=word, term=term, percent=percent, highest=highest)


def _percent(table: Table, name: str, context: Context) -> "int | RowTable":
    if isinstance(table.data.get(name), list):
        return read_numbers(table, name, context, FactKind("比例", PERCENT))
    return table.whole(name, required=False) if table.has(name) else 100  # type: ignore[return-value]


def _term(table: Table, context: Context, *, unit: bool) -> Term:
    kinds = [kind for kind in _TERMS if table.has(kind)]
    if len(kinds) != 1:
        table.blame("row.no_term", words="、".join(_TERMS))
    kind = kinds[0] if kinds else "yuan"
    value: object = table.text(kind) if kind != "yuan" else None
    if kind == "yuan":
        many = isinstance(table.data.get("yuan"), list)
        value = read_numbers(table, "yuan", context, FactKind("金额", YUAN)) if many else table.money("yuan")
    elif kind == "fact" and context.fact(table, str(value), "fact").kind != YUAN:
        table.blame("row.not_money", "fact", fact=value)
    elif kind == "award":
        check_words(table, "award", (str(value),), context.schemes)
        if value == context.scheme:
            table.blame("row.award_itself", "award")
    elif kind == "catalogue" and value not in context.catalogues:
        table.blame("row.unknown", "catalogue", word=value, nearest=meant(str(value), list(context.catalogues)))
    given = table.table("given", required=False)
    asked = tuple((fact, given.text(fact)) for fact in given.data)
    catalogue = context.catalogues.get(str(value)) if kind == "catalogue" else None
    if catalogue is not None:
        check_words(given, "", given.data, catalogue.by)
    found = Term(
        kind, value, _times(table, required=unit and kind == "yuan"), _percent(table, "percent", context), asked
    )
    table.close()
    return found


def _times(table: Table, *, required: bool) -> Times | None:
    if isinstance(table.data.get("times"), dict):
        inner = table.table("times")
        unit, most = inner.among("unit", TIMES), inner.whole("most", required=False)
        times = Times(unit, most, inner.whole("over", required=False) or 0)
        inner.close()
        return times
    if not table.has("times") and required:
        table.blame("row.no_unit", "times", choices="、".join(_UNITS))
    unit = table.among("times", _UNITS, ONCE)
    return None if unit == ONCE else Times(unit)


# --- the scheme -------------------------------------------------------------------------------------------------------


def read_scheme(table: Table, context: Context, shared: Collection[tuple[tuple[str, ...], Need]]) -> Scheme:
    """A scheme with the needs that it shares with others, which come first."""
    key, title = table.text("key"), table.text("title")
    about = table.among("about", {PERSON: "", INSTITUTION: ""}, PERSON)
    source = _source(table, context)
    context.begin(key, {str(way.get("key")): str(way.get("title")) for way in _raw(table, "ways")})
    place = copy(table)
    counts = table.table("counts", required=False)
    for word in ("when", "against", "row"):
        if table.has(word):
            table.blame("row.not_of_scheme", word)
    found = read_row(
        *(Scheme, table, context),
        name=key,
        title=title,
        key=key,
        about=about,
        needs=(
            *(need for of, need in shared if key in of or (not of and about == PERSON)),
            *(read_need(need, context, source) for need in table.tables("needs")),
        ),
        ways=_ways(table, context, source),
        past=tuple(read_past(past, context, key, source) for past in table.tables("past")),
        amount=tuple(_step(step, context, source) for step in table.tables("amount", required=True)),
        days=_days(counts, context, key),
        periods=_periods(counts, context),
        months=_months(counts, context, key),
        payee=_named(table, "payee", context, PAYEES),
        fund=_named(table, "fund", context),
        papers=table.texts("papers", required=False),
        unchecked=table.texts("unchecked", required=False),
    )
    counts.close()
    check_scheme(found, place, context)
    return found


def _source(table: Table, context: Context) -> Source:
    """What the rows of a scheme or a way rest on that name no clause; what is wrong with it, its own row reports."""
    return sourced(replace(table, problems=[]), context.clauses, required=False)


def _raw(table: Table, name: str) -> list[dict[str, object]]:
    rows = table.data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _named(table: Table, name: str, context: Context, options: Collection[str] = ()) -> RowTable:
    """A name, or a table of names by facts; out of a fixed set where there is one."""
    if isinstance(table.data.get(name), list):
        return read_table(table, name, context, lambda row: row.among("is", options) if options else row.text("is"))
    text = table.text(name, required=False)
    if text and options:
        table.among(name, options)
    return (Choice(text),) if text else ()
