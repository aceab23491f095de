"""The trace in Chinese: each mark as one sentence, made when it is shown."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from app.award.derived import term
from app.award.trace import Mark
from app.award.view import UNKNOWN as NOT_KNOWN
from app.award.view import View, limit_of
from app.award.words import fact_title, money, shown, spans, titles_of
from app.kernel.texts import say
from app.policy.own_facts import DATE, FLAG, TIMES_UNIT
from app.policy.pack import Pack
from app.policy.rows import HAND, PASS, Bound, Need, Past, Table, Test
from app.policy.status import STATUSES, UNVERIFIED


def sentence(mark: Mark, pack: Pack) -> str:
    """What came of a row, without its clause."""
    speak = _SPEAK.get(mark.form)
    return speak(mark, pack) if speak else say(f"trace.{mark.form}", **mark.said)


def cited(mark: Mark, pack: Pack) -> str:
    """The same with what it rests on: document number and place, 待核实, or 内部核对."""
    return say("trace.cited", text=sentence(mark, pack), basis=basis(mark))


def basis(mark: Mark) -> str:
    """What a mark rests on, as it is cited."""
    named = mark.row.source.cite()
    if mark.row.pending:
        return named + STATUSES[UNVERIFIED]
    return named or say("trace.internal")


# --- conditions -------------------------------------------------------------------------------------------------------


def _need(mark: Mark, pack: Pack) -> str:
    need, view = mark.row, mark.said["view"]
    assert isinstance(need, Need)
    wanted, title = "，".join(_wanted(test, view, pack) for test in need.tests), need.title
    category = view.facts.get("category") or say("trace.nothing")
    if mark.outcome in ("s", "l"):
        code = "trace.stated" if mark.outcome == "s" else "trace.lapsed"
        return say(code, title=title, category=category, wanted=wanted, day=view.day)
    kind, value = titles_of(pack).get(need.fact), _value(need.fact, view, pack)
    own = {"y": need.met, "n": need.unmet}.get(mark.outcome)
    if own:
        return own.replace("{value}", value)
    fact = fact_title(need.fact, pack)
    told = value if fact == title else say("trace.shown", fact=fact, value=value)
    verdict = _verdict(mark.outcome, need)
    if kind is not None and kind.kind == FLAG and view.get(need.fact) is not None:
        return say("trace.need_flag", title=title, shown=told, verdict=verdict)
    return say("trace.need", title=title, shown=told, wanted=wanted, verdict=verdict)


def _value(fact: str, view: View, pack: Pack) -> str:
    if fact == "groups":
        return _groups(view)
    if fact == "in_term":
        first, last = term(pack)
        return say("trace.term", day=view.day, first=first, last=last)
    return shown(fact, view.get(fact), pack)


def _groups(view: View) -> str:
    held = view.facts.get("held") or ()
    return "、".join(dict.fromkeys((view.facts.get("category") or say("trace.nothing"), *sorted(held))))


def _verdict(outcome: str, need: Need) -> str:
    if outcome != NOT_KNOWN:
        return say(f"trace.{outcome}")
    return say({PASS: "trace.u_pass", HAND: "trace.u_hand"}.get(need.unknown, "trace.u"))


def _wanted(test: Test, view: View, pack: Pack) -> str:
    """What a test asks for."""
    if test.word == "known":
        return say("trace.known" if test.items[0] else "trace.unknown")
    if test.bound is None:
        items = "、".join(shown(test.fact, item, pack) for item in test.items)
        return say(
            "trace.not" if test.word == "not" else "trace.in_one" if len(test.items) == 1 else "trace.in_many",
            items=items,
        )
    kind = titles_of(pack).get(test.fact)
    day = kind is not None and kind.kind == DATE
    return say(f"trace.{test.word}{'_day' if day else ''}", bound=_bound(test.fact, test.bound, view, pack))


def _bound(fact: str, bound: "Bound | Table", view: View, pack: Pack) -> str:
    value = limit_of(bound, view)
    if isinstance(bound, tuple):
        return shown(fact, value, pack)
    told = shown(fact, value, pack)
    if not bound.fact:
        return told
    other = fact_title(bound.fact, pack)
    if value is None:
        return say("trace.bound_unknown", fact=other)
    if bound.plus:
        return say("trace.bound_plus", value=told, fact=other, plus=spans(bound.plus))
    if bound.percent != 100:  # noqa: PLR2004 - the whole of it
        return say("trace.bound_percent", value=told, fact=other, percent=bound.percent)
    return say("trace.bound_fact", value=told, fact=other)


def _guard(mark: Mark, pack: Pack) -> str:
    view, row = mark.said["view"], mark.row
    missing = [fact_title(test.fact, pack) for test in row.when if view.get(test.fact) is None]
    return say("trace.guard", title=row.title, when="、".join(missing))


def _no_way(mark: Mark, pack: Pack) -> str:
    view = mark.said["view"]
    return say("trace.no_way", category=_groups(view), ways="；".join(mark.said["ways"]))


# --- limits over the past ---------------------------------------------------------------------------------------------


def _past(mark: Mark, pack: Pack) -> str:
    past, view, count = mark.row, mark.said["view"], mark.said["count"]
    assert isinstance(past, Past)
    itself, limit = mark.said["itself"], mark.said["limit"]
    form = mark.form
    if form == "past" and not itself:
        form = "past_none" if limit == 0 else "past_other"
    return say(
        f"trace.{form}",
        title=past.title,
        span=_span(past, view),
        same=_same(past, pack),
        of="、".join(pack.schemes[key].title for key in past.of),
        count=say("trace.times", count=count),
        total=say("trace.times", count=count + itself),
        limit=say("trace.times", count=limit),
        verdict=say(f"trace.{mark.outcome}"),
    )


def _span(past: Past, view: View) -> str:
    span = dict(past.within)
    if not span:
        return say("trace.ever")
    if span == {"year": 1}:
        return say("trace.year", year=view.day.year)
    return say("trace.within_years" if "years" in span else "trace.within_months", count=next(iter(span.values())))


def _same(past: Past, pack: Pack) -> str:
    facts = [say("trace.class") if fact == "class" else fact_title(fact, pack) for fact in past.same]
    return say("trace.same", facts="、".join(facts)) if facts else ""


def _uncounted(mark: Mark, pack: Pack) -> str:
    past, view = mark.row, mark.said["view"]
    assert isinstance(past, Past)
    asked = (*past.same, *(test.fact for test in past.when))
    missing = [fact_title(fact, pack) for fact in asked if fact != "class" and view.get(fact) is None]
    return say("trace.uncounted", title=past.title, facts="、".join(missing) or say("trace.times", count=""))


def _room(mark: Mark, pack: Pack) -> str:
    past = mark.row
    assert isinstance(past, Past)
    sums = {key: money(value) for key, value in mark.said.items() if key != "view"}
    return say(f"trace.{mark.form}", title=past.title, of="、".join(pack.schemes[key].title for key in past.of), **sums)


# --- the amount -------------------------------------------------------------------------------------------------------


def _sum(mark: Mark, pack: Pack) -> str:
    """One step: the sum that it takes, and what it comes to."""
    said, total = mark.said, _reckoned(mark.said)
    sums = {"title": mark.row.title, "sum": total, "after": money(said["after"]), "before": money(said["before"] or 0)}
    if mark.form == "start":
        return say("trace.start_alone" if total == f"{sums['after']}元" else "trace.start", **sums)
    return say("trace.cap" if mark.form == "most" else "trace.add", **sums)


def _reckoned(said: Mapping[str, Any]) -> str:
    basis = ""
    if said.get("document"):
        mark = say("trace.sample") if said.get("sample") else ""
        basis = say("trace.basis_catalogue", document=said["document"], sample=mark)
    times = said.get("times")
    if "rates" in said:
        parts = (say("trace.sum_month", rate=money(rate), basis=basis, count=count) for rate, count in said["rates"])
        total = "＋".join(parts)
    elif times is None:
        total = say("trace.sum_one", rate=money(said["rate"]), basis=basis)
    else:
        count = _number(said["count"] * 12) + "/12" if times.unit == "year" else _number(said["count"])
        total = say("trace.sum_times", rate=money(said["rate"]), basis=basis, count=count, unit=TIMES_UNIT[times.unit])
    percent = said.get("percent", 100)
    return total if percent == 100 else say("trace.sum_percent", sum=total, percent=percent)  # noqa: PLR2004


def _number(count: Fraction | int) -> str:
    return str(Fraction(count))


def _percent(mark: Mark, pack: Pack) -> str:
    said = mark.said
    sums = {"before": money(said["before"]), "after": money(said["after"])}
    return say("trace.percent", title=mark.row.title, percent=said["percent"], **sums)


def _missing(mark: Mark, pack: Pack) -> str:
    said, row = mark.said, mark.row
    catalogue = said.get("catalogue")
    key = "、".join(filter(None, said.get("key", ())))
    fact = said.get("fact")
    title = pack.schemes[str(fact)].title if mark.form == "no_award" else fact_title(str(fact), pack)
    return say(
        f"trace.{mark.form}",
        title=row.title,
        catalogue=catalogue.title if catalogue else "",
        key=f"（{key}）" if key else "",
        fact=title,
        unit=TIMES_UNIT.get(said.get("unit", ""), "").removeprefix("个"),
    )


def _months(mark: Mark, pack: Pack) -> str:
    return say(f"trace.{mark.form}", months="、".join(mark.said["months"]))


def _days(mark: Mark, pack: Pack) -> str:
    return say("trace.days_paid", days="、".join(map(str, mark.said["days"])))


_MISSING = dict.fromkeys(("no_rate", "no_row", "no_fact", "no_award", "no_times", "uncounted_times"), _missing)
_MONTHS = {f"months_{why}": _months for why in ("outside", "early", "late", "undated", "paid", "over")}
_SPEAK: Mapping[str, Callable[[Mark, Pack], str]] = {
    "need": _need,
    "guard": _guard,
    "no_way": _no_way,
    "past": _past,
    "past_least": _past,
    "uncounted": _uncounted,
    "room": _room,
    "no_room": _room,
    "start": _sum,
    "add": _sum,
    "most": _sum,
    "percent": _percent,
    "nothing": lambda mark, pack: say("trace.nothing_due"),
    "days_paid": _days,
    **_MISSING,
    **_MONTHS,
}
