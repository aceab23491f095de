"""The rows of a pack as sentences: what each asks, counts or pays, as people read a policy."""

from collections.abc import Iterator

from app.award.texts.amount_text import text_of_step
from app.award.texts.wanted import (
    ASKED,
    asks_yes,
    bound_of,
    flag,
    is_flag,
    listed,
    period,
    said_of,
    table_of,
    when_of,
)
from app.award.texts.words import fact_title, whole_yuan
from app.kernel.texts import say
from app.policy.pack import STATUSES, VERIFIED, Pack
from app.policy.row_file import STEPS
from app.policy.rows import AGAINST, HAND, REFUSE, UNKNOWN, WARN, Months, Need, Past, Row, Scheme, Step, Table, Way


def text_of_row(row: Row, pack: Pack) -> str:
    """One row with what limits it: the step it is asked at, its guard, its period, 征求意见稿 or 待核实."""
    at = say("row_text.at", step=STEPS[row.at]) if isinstance(row, Need) and row.at else ""
    when = say("row_text.when", when=when_of(row.when, pack)) if row.when else ""
    marks = [period(row), "" if row.status in ("", VERIFIED) else STATUSES[row.status]]
    told = "，".join(mark for mark in marks if mark)
    return _named(row, at + when + _body(row, pack), pack) + (f"（{told}）" if told else "")


def _named(row: Row, text: str, pack: Pack) -> str:
    """The title goes before what the row says, unless that says it already."""
    unnamed = isinstance(row, Scheme) or (
        isinstance(row, Need) and (row.title == fact_title(row.fact, pack) or row.met.startswith(row.title))
    )
    if isinstance(row, Way) or unnamed or not row.title:
        return text
    return say("row_text.named", title=row.title, text=text)


def _body(row: Row, pack: Pack) -> str:
    if isinstance(row, Need):
        return _need(row, pack)
    if isinstance(row, Past):
        return _past(row, pack)
    if isinstance(row, Step):
        return text_of_step(row, pack)
    if isinstance(row, Way):
        needs = "；".join(dict.fromkeys(_need(need, pack) for need in row.needs))
        return say("row_text.way", title=row.title, needs=needs)
    assert isinstance(row, Scheme)
    return "；".join(_scheme(row, pack)) or row.title


# --- conditions -------------------------------------------------------------------------------------------------------


def _need(need: Need, pack: Pack) -> str:
    """Who is not granted, or what is asked; then what an unknown fact means, where that is something else."""
    hand = _hand(need, pack)
    told = hand or _asked(need, pack)
    if need.fact == "groups" and need.proof != WARN:
        told += say("row_text.proof", what=UNKNOWN[need.proof])
    if need.then:
        told += say("row_text.then", sanction=_sanction(need.then, pack))
    if hand or need.unknown == need.against or all(test.word == "known" for test in need.tests):
        return told
    return told + say("row_text.unchecked" if need.unknown == HAND else "row_text.unknown", what=_means(need, UNKNOWN))


def _hand(need: Need, pack: Pack) -> str:
    """A check by hand, '' for any other need."""
    fact = next((fact for fact in pack.facts if fact.key == need.fact), None)
    if fact is None or not fact.by_hand or need.unknown != HAND:
        return ""
    return say("row_text.hand", fact=fact.title, against=_means(need, AGAINST))


def _asked(need: Need, pack: Pack) -> str:
    against, fact, (first, *more) = _means(need, AGAINST), fact_title(need.fact, pack), need.tests
    if need.met:
        return say("row_text.need", wanted=need.met, against=against)
    if not more and first.word == "known":
        return say("row_text.known" if first.items[0] else "row_text.unfilled", fact=fact, against=against)
    if not more and first.bound is None and is_flag(need.fact, pack):
        return say("row_text.flag", stated=flag(need.fact, not asks_yes(first), pack), against=against)
    wanted = "，".join(said_of(test, pack, ASKED) for test in need.tests)
    return say("row_text.need", wanted=fact + wanted, against=against)


def _means(need: Need, words: object) -> str:
    """What not being met or known means: of a rule it stands against a step, not against a subsidy."""
    meaning = need.unknown if words is UNKNOWN else need.against
    if need.at and meaning not in (HAND, "warn", "pass"):
        return say("row_text.rule_refuse" if meaning == REFUSE else "row_text.rule_principle")
    return UNKNOWN[meaning]


def _sanction(key: str, pack: Pack) -> str:
    return next((step.title for step in pack.sanctions if step.key == key), key)


# --- what was granted before ------------------------------------------------------------------------------------------


def _past(past: Past, pack: Pack) -> str:
    limit = past.least if past.least is not None else past.most
    amount = table_of(limit, pack, lambda value: _limit(value, past)) if isinstance(limit, tuple) else None
    code = "past_least" if past.least is not None else "past_none" if limit == 0 else "past"
    code += "_yuan" if code == "past" and past.money else ""
    return say(
        f"row_text.{code}",
        span=_span(past, none=code == "past_none"),
        of=what(past, pack) + (say("row_text.together") if len(past.of) > 1 and past.within else ""),
        limit=amount or _limit(int(str(limit or 0)), past),
        against=AGAINST[past.against],
    )


def _limit(value: int, past: Past) -> str:
    return whole_yuan(value) if past.money else say("trace.times", count=value)


def _span(past: Past, *, none: bool) -> str:
    if not past.within:
        return say("row_text.already" if none else "row_text.ever")
    unit, count = past.within[0]
    return say("row_text.year" if unit == "year" else f"row_text.within_{unit}", count=count)


def what(past: Past, pack: Pack) -> str:
    """Which awards a limit counts: 同一职业（工种）和技能等级的职业培训补贴."""
    facts = [say("trace.class") if fact == "class" else fact_title(fact, pack) for fact in past.same]
    alike = say("trace.same", facts=listed(facts)) if facts else ""
    which = alike + (say("trace.higher") if past.higher else "")
    earlier = "，".join(say("trace.earlier", fact=fact_title(f, pack), items="、".join(i)) for f, i in past.past)
    schemes = [pack.schemes[key].title for key in past.of if key in pack.schemes]
    return (
        (say("trace.which", which=which) if which else "")
        + "、".join(schemes)
        + (say("trace.only", earlier=earlier) if earlier else "")
    )


# --- the scheme -------------------------------------------------------------------------------------------------------


def _scheme(scheme: Scheme, pack: Pack) -> Iterator[str]:
    """What a scheme says beside its rows: what is counted, who is paid, from which fund, with which papers."""
    if scheme.days and (scheme.days.periods > 1 or scheme.days.minutes):
        yield say("row_text.days", periods=scheme.days.periods, minutes=scheme.days.minutes)
    if scheme.periods and scheme.periods.minutes:
        yield say("row_text.pooled" if scheme.periods.pooled else "row_text.periods", minutes=scheme.periods.minutes)
    if scheme.months:
        yield from _months(scheme.months, pack)
    yield from _paid("payee", scheme.payee, pack)
    yield from _paid("fund", scheme.fund, pack)
    if scheme.papers:
        yield say("row_text.papers", papers="、".join(scheme.papers))
    if scheme.unchecked:
        yield say("row_text.left_to_others", items="、".join(scheme.unchecked))


def _paid(code: str, table: Table, pack: Pack) -> Iterator[str]:
    if table:
        yield table_of(table, pack, lambda value: say(f"row_text.{code}", value=value))


def _months(months: Months, pack: Pack) -> Iterator[str]:
    if months.most is not None:
        yield say("row_text.months_yearly" if months.yearly else "row_text.months", count=months.most)
    for code, edge in (("first", months.first), ("last", months.last)):
        if edge:
            told = f"row_text.months_{code}"
            yield table_of(edge, pack, lambda value, told=told: say(told, bound=bound_of("start", value, pack)))  # type: ignore[misc]
    if not months.term:
        yield say("row_text.outlives")
