"""The rows of a pack as sentences: what each asks, counts or pays, as people read a policy."""

from collections.abc import Callable, Iterator
from typing import Any

from app.award.words import fact_title, money, shown, spans, titles_of
from app.kernel.texts import say
from app.policy.own_facts import DATE, FLAG, TIMES_UNIT
from app.policy.pack import STATUSES, VERIFIED, Pack
from app.policy.rows import (
    AGAINST,
    UNKNOWN,
    Bound,
    Choice,
    Months,
    Need,
    Past,
    Row,
    Scheme,
    Step,
    Table,
    Term,
    Test,
    Way,
    When,
)

_WHOLE = 100


def text_of_row(row: Row, pack: Pack) -> str:
    """One row with what limits it: its guard, its period, 征求意见稿 or 待核实."""
    body = _body(row, pack)
    when = _when(row.when, pack)
    marks = [_period(row), "" if row.status in ("", VERIFIED) else STATUSES[row.status]]
    told = "，".join(mark for mark in marks if mark)
    return (say("row_text.when", when=when) if when else "") + body + (f"（{told}）" if told else "")


def _body(row: Row, pack: Pack) -> str:
    if isinstance(row, Need):
        return _need(row, pack)
    if isinstance(row, Past):
        return _past(row, pack)
    if isinstance(row, Step):
        return _step(row, pack)
    if isinstance(row, Way):
        return say("row_text.way", title=row.title, needs="；".join(_need(need, pack) for need in row.needs))
    assert isinstance(row, Scheme)
    return "；".join(_scheme(row, pack)) or row.title


def _need(need: Need, pack: Pack) -> str:
    wanted = "，".join(wanted_of(test, pack) for test in need.tests)
    fact = fact_title(need.fact, pack)
    code = "row_text.need" if need.title in ("", fact) else "row_text.named_need"
    unknown = "" if need.unknown == need.against else say("row_text.unknown", what=UNKNOWN[need.unknown])
    return say(code, title=need.title, fact=fact, wanted=wanted, against=AGAINST[need.against], unknown=unknown)


def wanted_of(test: Test, pack: Pack) -> str:
    """What a test asks for, in words without a person's own values."""
    if test.word == "known":
        return say("trace.known" if test.items[0] else "trace.unknown")
    kind = titles_of(pack).get(test.fact)
    if test.bound is None:
        if kind is not None and kind.kind == FLAG:
            yes = (True in test.items) == (test.word == "in")
            return say("row_text.flag_yes" if yes else "row_text.flag_no")
        items = "、".join(shown(test.fact, item, pack) for item in test.items)
        return say(
            "trace.not" if test.word == "not" else "trace.in_one" if len(test.items) == 1 else "trace.in_many",
            items=items,
        )
    day = kind is not None and kind.kind == DATE
    return say(f"trace.{test.word}{'_day' if day else ''}", bound=_bound(test.fact, test.bound, pack))


def _bound(fact: str, bound: "Bound | Table", pack: Pack) -> str:
    if isinstance(bound, tuple):
        return _table(bound, pack, lambda value: _bound(fact, value, pack) if isinstance(value, Bound) else str(value))
    if not bound.fact:
        return shown(fact, bound.value, pack)
    other = fact_title(bound.fact, pack)
    if bound.plus:
        return other + spans(bound.plus)
    return other if bound.percent == _WHOLE else say("row_text.percent_of", fact=other, percent=bound.percent)


def _table(table: Table, pack: Pack, told: Callable[[Any], str]) -> str:
    parts = []
    for row in table:
        when = _when(row.when, pack) or say("row_text.else")
        parts.append(
            say("row_text.choice", when=when + (f"（{_period(row)}）" if _period(row) else ""), value=told(row.value))
        )
    return "；".join(parts)


def _when(when: When, pack: Pack) -> str:
    return "，".join(fact_title(test.fact, pack) + wanted_of(test, pack).removeprefix("应") for test in when)


def _period(row: "Row | Choice") -> str:
    if row.since and row.until:
        return say("row_text.between", since=row.since, until=row.until)
    return (
        say("row_text.since", since=row.since)
        if row.since
        else say("row_text.until", until=row.until)
        if row.until
        else ""
    )


def _past(past: Past, pack: Pack) -> str:
    span = dict(past.within)
    told = say("trace.ever")
    if span:
        told = (
            say("row_text.year")
            if span == {"year": 1}
            else say(f"trace.within_{next(iter(span))}", count=next(iter(span.values())))
        )
    facts = [say("trace.class") if fact == "class" else fact_title(fact, pack) for fact in past.same]
    earlier = "，".join(fact_title(fact, pack) + "为" + "、".join(items) for fact, items in past.past)
    limit = past.least if past.least is not None else past.most
    amount = _table(limit, pack, str) if isinstance(limit, tuple) else money(limit or 0) if past.money else str(limit)
    code = "row_text.past_least" if past.least is not None else "row_text.past_none" if limit == 0 else "row_text.past"
    return say(
        code,
        title=past.title,
        span=told,
        same=say("trace.same", facts="、".join(facts)) if facts else "",
        earlier=f"（{earlier}）" if earlier else "",
        of="、".join(pack.schemes[key].title for key in past.of if key in pack.schemes),
        limit=amount,
        unit="元" if past.money else "次",
        higher=say("row_text.higher") if past.higher else "",
        against=AGAINST[past.against],
    )


def _step(step: Step, pack: Pack) -> str:
    if step.word == "percent":
        told = _table(step.percent, pack, lambda v: f"{v}%") if isinstance(step.percent, tuple) else f"{step.percent}%"
        return say("row_text.percent", title=step.title, percent=told)
    assert step.term is not None
    return say(f"row_text.{step.word}", title=step.title, sum=_term(step.term, pack))


def _term(term: Term, pack: Pack) -> str:
    if term.kind == "catalogue":
        base = say(
            "row_text.catalogue",
            title=pack.catalogues[str(term.value)].title,
            given="、".join(v for _, v in term.given),
        )
    elif term.kind == "yuan":
        one = term.value
        base = _table(one, pack, lambda v: f"{money(v)}元") if isinstance(one, tuple) else f"{money(int(str(one)))}元"
    elif term.kind == "fact":
        base = fact_title(str(term.value), pack)
    else:
        base = say("row_text.award", scheme=pack.schemes[str(term.value)].title)
    if term.times:
        base += say("row_text.times", unit=TIMES_UNIT[term.times.unit])
        base += say("row_text.over", count=term.times.over) if term.times.over else ""
        base += say("row_text.most_times", count=term.times.most) if term.times.most is not None else ""
    percent = term.percent
    if isinstance(percent, tuple):
        return base + " × " + _table(percent, pack, lambda v: f"{v}%")
    return base if percent == _WHOLE else f"{base} × {percent}%"


def _scheme(scheme: Scheme, pack: Pack) -> Iterator[str]:
    """What a scheme says beside its rows: what is counted, who is paid, from which fund, with which papers."""
    if scheme.days and (scheme.days.periods > 1 or scheme.days.minutes):
        yield say("row_text.days", periods=scheme.days.periods, minutes=scheme.days.minutes)
    if scheme.periods and scheme.periods.minutes:
        yield say("row_text.pooled" if scheme.periods.pooled else "row_text.periods", minutes=scheme.periods.minutes)
    if scheme.months:
        yield from _months(scheme.months, pack)
    for code, table in (("payee", scheme.payee), ("fund", scheme.fund)):
        if table:
            told = str(table[0].value) if len(table) == 1 and not table[0].when else _table(table, pack, str)
            yield say(f"row_text.{code}", value=told)
    if scheme.papers:
        yield say("row_text.papers", papers="、".join(scheme.papers))


def _months(months: Months, pack: Pack) -> Iterator[str]:
    if months.most is not None:
        yield say("row_text.months_yearly" if months.yearly else "row_text.months", count=months.most)
    for code, edge in (("first", months.first), ("last", months.last)):
        if edge:
            yield say(f"row_text.months_{code}", bound=_bound("start", edge, pack))
    if not months.term:
        yield say("row_text.outlives")
