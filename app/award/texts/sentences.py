"""The trace in Chinese: each mark as one sentence, made when it is shown."""

from collections.abc import Callable, Iterable, Mapping

from app.award.derived import term
from app.award.inputs import FROM
from app.award.texts.amount_sentences import AMOUNTS
from app.award.texts.row_text import what
from app.award.texts.wanted import ASKED, flag, is_flag, listed, period, said_of
from app.award.texts.words import fact_title, month_spans, shown, spans
from app.award.trace import Mark
from app.award.view import UNKNOWN as NOT_KNOWN
from app.award.view import View, limit_of
from app.kernel.texts import say
from app.policy.own_facts import OWN
from app.policy.pack import Pack
from app.policy.rows import HAND, INSTITUTION, PASS, WARN, Bound, Need, Past, Table, Test, tests_in
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
    own = {"y": need.met, "n": need.unmet}.get(mark.outcome)
    if own:
        return own.replace("{value}", shown(need.fact, view.get(need.fact), pack))
    if mark.outcome in ("s", "l"):
        return _proof(mark, need, view, pack)
    if mark.outcome == NOT_KNOWN:
        return _unknown(need, view, pack)
    told, wanted = _told(need, view, pack), _wanted(need, view, pack)
    code = "trace.need" if wanted else "trace.need_titled" if told == need.title else "trace.need_alone"
    return say(code, title=need.title, told=told, wanted=wanted, verdict=say(f"trace.{mark.outcome}"))


def _told(need: Need, view: View, pack: Pack) -> str:
    """What is known of the fact: 发证日期为2020-07-10; 没有登记入职日期; 是参保企业."""
    value, fact = view.get(need.fact), fact_title(need.fact, pack)
    if need.fact == "in_term":
        return _term(view, pack)
    if need.fact == "groups":
        value = _groups(view)
    if value is None:
        return say("trace.missing", facts=fact)
    if is_flag(need.fact, pack):
        return flag(need.fact, bool(value), pack)
    told = shown(need.fact, value, pack)
    return told if fact == need.title else say("trace.told", fact=fact, value=told)


def _term(view: View, pack: Pack) -> str:
    first, last = term(pack)
    if view.scheme.about != INSTITUTION:
        return say("trace.term", day=view.day, first=first, last=last)
    begins, ends = view.facts.get("first_bought_on") or view.day, view.facts.get("last_bought_on") or view.day
    return say("trace.term_bought", begins=begins, ends=ends, first=first, last=last)


def _groups(view: View) -> str:
    held = view.facts.get("held") or ()
    category = view.facts.get("category")
    return "、".join(dict.fromkeys((*((category,) if category else ()), *sorted(held)))) or say("trace.nothing")


def _wanted(need: Need, view: View, pack: Pack) -> str:
    """What the tests ask for; '' where what is known says it: a flag, or whether something is there."""
    asked = [test for test in need.tests if test.word != "known"]
    if is_flag(need.fact, pack):
        return ""
    return "，".join(said_of(test, pack, ASKED, lambda f, b: _bound(f, b, view, pack)) for test in asked)


def _bound(fact: str, bound: "Bound | Table", view: View, pack: Pack) -> str:
    value = limit_of(bound, view)
    told = shown(fact, value, pack)
    if isinstance(bound, tuple) or not bound.fact:
        return told
    other = fact_title(bound.fact, pack)
    if value is None:
        return other
    if any(count for _, count in bound.plus):
        return say("trace.bound_plus", value=told, fact=other, plus=spans(bound.plus))
    if bound.percent != 100:  # noqa: PLR2004 - the whole of it
        return say("trace.bound_percent", value=told, fact=other, percent=bound.percent)
    return say("trace.bound_fact", value=told, fact=other)


def _unknown(need: Need, view: View, pack: Pack) -> str:
    """What is missing, and what that means."""
    missing = listed(_missing([need.fact, *_bounds(need.tests)], view, pack))
    hand = next((fact for fact in pack.facts if fact.key == need.fact and fact.by_hand), None)
    if hand is not None:
        return say("trace.unchecked", title=need.title, fact=hand.title)
    verdict = say({PASS: "trace.u_pass", HAND: "trace.u_hand", WARN: "trace.u_warn"}.get(need.unknown, "trace.u"))
    if need.fact == "retired" and view.get("retired") is None:
        return say("trace.no_retirement", title=need.title, verdict=verdict)
    if not missing:  # everything is registered: no row of a table holds, or the calendar of that year is not announced
        clock = any(isinstance(test.bound, Bound) and test.bound.plus for test in need.tests)
        told = _told(need, view, pack)
        return say("trace.no_calendar" if clock else "trace.no_bound", title=need.title, told=told, verdict=verdict)
    code = "trace.need_missing_own" if missing == need.title else "trace.need_missing"
    return say(code, title=need.title, facts=missing, verdict=verdict)


def _bounds(tests: Iterable[Test]) -> list[str]:
    found: list[str] = []
    for test in tests:
        rows = test.bound if isinstance(test.bound, tuple) else ()
        bounds = [row.value for row in rows] or [test.bound]
        found += [guard.fact for row in rows for guard in row.when]
        found += [bound.fact for bound in bounds if isinstance(bound, Bound) and bound.fact]
    return found


def _missing(facts: Iterable[str], view: View, pack: Pack) -> list[str]:
    """The titles of the facts that are not known; of derived ones, of those that they are made from."""
    unknown = list(dict.fromkeys(fact for fact in facts if fact != "class" and view.get(fact) is None))
    roots = [root for fact in unknown for root in _roots(fact, view)]
    return list(dict.fromkeys(_name(root, pack) for root in roots))


def _name(fact: str, pack: Pack) -> str:
    """What is missing; a yes or no of the pack is quoted, as its title may be a sentence."""
    title = fact_title(fact, pack)
    return say("trace.quoted", title=title) if is_flag(fact, pack) and fact not in OWN else title


def _roots(fact: str, view: View) -> list[str]:
    made_from = [name for name in FROM.get(fact, ()) if name in OWN and view.get(name) is None]
    return made_from or [fact]


def _proof(mark: Mark, need: Need, view: View, pack: Pack) -> str:
    """Of a group that the roster states: without a proof on file, or with one that does not cover the first day."""
    category = view.facts.get("category") or say("trace.nothing")
    wanted = _wanted(need, view, pack)
    if mark.outcome == "l":
        return say("trace.lapsed", title=need.title, category=category, wanted=wanted, day=view.day)
    means = say({"": "trace.u_pass", WARN: "trace.check", HAND: "trace.u_hand"}.get(mark.against, "trace.unproven"))
    return say("trace.stated", title=need.title, category=category, wanted=wanted, means=means)


def _guard(mark: Mark, pack: Pack) -> str:
    row, view = mark.row, mark.said["view"]
    missing = _missing([*(test.fact for test in row.when), *_bounds(row.when)], view, pack)
    return say("trace.guard", title=row.title, facts=listed(missing))


def _unnamed(mark: Mark, pack: Pack) -> str:
    """A table of payees or funds of which it is not known which row holds."""
    table = getattr(mark.row, mark.form.removeprefix("no_"))
    missing = _missing([test.fact for test in tests_in(table)], mark.said["view"], pack)
    return say(f"trace.{mark.form}", title=mark.row.title, facts=listed(missing))


def _not_in_force(mark: Mark, pack: Pack) -> str:
    return say("trace.not_in_force", title=mark.row.title, day=mark.said["view"].day, period=period(mark.row))


def _no_way(mark: Mark, pack: Pack) -> str:
    view = mark.said["view"]
    return say("trace.no_way", category=_groups(view), ways="、".join(mark.said["ways"]))


# --- limits over the past ---------------------------------------------------------------------------------------------


def _past(mark: Mark, pack: Pack) -> str:
    past, view, count = mark.row, mark.said["view"], mark.said["count"]
    assert isinstance(past, Past)
    itself, limit, form = mark.said["itself"], mark.said["limit"], mark.form
    if form == "past" and not itself:
        form = "past_other" if limit else "past_some" if count else "past_none"
    return say(
        f"trace.{form}",
        title=past.title,
        span=_span(past, view),
        of=what(past, pack),
        count=say("trace.times", count=count),
        total=say("trace.times", count=count + itself),
        limit=say("trace.times", count=limit),
        verdict=say(f"trace.{mark.outcome}"),
    )


def _span(past: Past, view: View) -> str:
    if not past.within:
        return say("trace.ever")
    unit, count = past.within[0]
    return say("trace.year", year=view.day.year) if unit == "year" else say(f"trace.within_{unit}", count=count)


def _uncounted(mark: Mark, pack: Pack) -> str:
    past, view = mark.row, mark.said["view"]
    assert isinstance(past, Past)
    missing = listed(_missing([*past.compared, *(test.fact for test in tests_in(past))], view, pack))
    return say("trace.uncounted" if missing else "trace.no_record", title=past.title, facts=missing)


# --- months and days that are not paid --------------------------------------------------------------------------------


def _months(mark: Mark, pack: Pack) -> str:
    return say(f"trace.{mark.form}", months=month_spans(mark.said["months"]))


def _days(mark: Mark, pack: Pack) -> str:
    return say("trace.days_paid", days="、".join(map(str, mark.said["days"])))


_DROPPED = {f"months_{why}": _months for why in ("outside", "early", "late", "undated", "paid", "over")}
_SPEAK: Mapping[str, Callable[[Mark, Pack], str]] = {
    "need": _need,
    "guard": _guard,
    "no_way": _no_way,
    "no_payee": _unnamed,
    "no_fund": _unnamed,
    "not_in_force": _not_in_force,
    "past": _past,
    "past_least": _past,
    "uncounted": _uncounted,
    "days_paid": _days,
    **_DROPPED,
    **AMOUNTS,
}
