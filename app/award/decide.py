"""The decision on one line under a scheme: every row judged once, in the pack's order, and the trace of it."""

from fractions import Fraction

from app.award.amount import reckon
from app.award.conditions import counted_as, counts_itself, judge_need, judge_past, judge_ways, limit
from app.award.derived import DERIVED
from app.award.trace import DROPPED, STEP, Decision, Mark
from app.award.view import NO, UNKNOWN, Facts, View, holds, pick
from app.kernel.texts import say
from app.policy.own_facts import GRANTED
from app.policy.pack import Pack
from app.policy.rows import REFUSE, WARN, Choice, Past, Row, Scheme, Table


def decide(pack: Pack, scheme: Scheme, facts: Facts) -> Decision:
    """Ways, then all needs and limits without a short cut, what is counted, the amount, limits in 元, whole 分 at the end."""
    view = View(_with_prerequisites(pack, scheme, facts), pack, scheme, DERIVED)
    marks = judge_ways(scheme.ways, view) if scheme.ways else []
    marks += [mark for need in scheme.needs if (mark := judge_need(need, view))]
    marks += [mark for past in scheme.past if not past.money and (mark := judge_past(past, view))]
    marks += [*_dropped(view), *_days_paid(view)]
    fen, steps = reckon(scheme.amount, view)
    marks += steps
    for past in scheme.past:
        if past.money and fen:
            fen, mark = _within_room(past, view, fen)
            marks += [mark] if mark else []
    full = int(fen) if fen else 0
    if fen is not None and full <= 0:
        marks.append(Mark(Row("nothing", source=scheme.source), "nothing", NO, REFUSE, {"view": view}))
    decision = Decision(False, 0, tuple(marks), full)
    if decision.against or decision.open or full <= 0:
        return decision
    months = tuple(view.get("months") or ()) if scheme.months else ()
    return Decision(True, full, tuple(marks), full, _named(scheme.payee, view), _named(scheme.fund, view), months)


def _with_prerequisites(pack: Pack, scheme: Scheme, facts: Facts) -> Facts:
    """The facts with whether each scheme that must come first is granted: before for this class, or by the same facts."""
    asked = {
        test.fact for need in _all_needs(scheme) for test in (*need.tests, *need.when) if test.fact.startswith(GRANTED)
    }
    if not asked:
        return facts
    found = {}
    for name in asked:
        key = name.removeprefix(GRANTED)
        found[name] = bool(facts.get(f"before.{key}")) or decide(pack, pack.schemes[key], facts).granted
    return {**facts, **found}


def _all_needs(scheme: Scheme) -> tuple:  # type: ignore[type-arg]
    return (*scheme.needs, *(need for way in scheme.ways for need in way.needs))


def _dropped(view: View) -> list[Mark]:
    """Months that are not paid, by why; which months are paid is asked here, once the way is known."""
    if view.scheme.months is None:
        return []
    against = "" if view.get("months") else REFUSE
    source = view.scheme.months.source if view.scheme.months.source.clause else view.scheme.source
    return [
        Mark(Row(f"months_{why}", source=source), f"months_{why}", DROPPED, against, {"months": months, "view": view})
        for why, months in view.dropped
    ]


def _days_paid(view: View) -> list[Mark]:
    """Days that another class was paid for are not paid again: whoever signs must know."""
    days, row = view.facts.get("days_paid"), Row("days_paid", say("row_text.days_paid"), view.scheme.source)
    return [Mark(row, "days_paid", DROPPED, WARN, {"days": days})] if view.scheme.days and days else []


def _within_room(past: Past, view: View, fen: Fraction) -> tuple[Fraction, Mark | None]:
    """A limit in 元 leaves what is left of it; nothing left stands against a grant."""
    if not past.in_force(view.day) or (concerns := holds(past.when, view)) is False:
        return fen, None
    counted, most = view.facts.get(counted_as(view.scheme.key, past)), limit(past, view)
    if concerns is None or counted is None or most is None:
        return fen, Mark(past, "uncounted", UNKNOWN, past.against, {"view": view})
    room = max(0, most - counted)
    said = {"count": counted, "limit": most, "room": room, "before": fen, "after": min(fen, Fraction(room))}
    if room == 0 and counts_itself(past, view):
        return Fraction(0), Mark(past, "no_room", NO, past.against, said)
    return min(fen, Fraction(room)), Mark(past, "room", STEP, "", said)


def _named(table: Table, view: View) -> str:
    found = pick(table, view)
    return str(found.value) if isinstance(found, Choice) else ""
