"""The decision on one line under a scheme: every row judged once, in the pack's order, and the trace of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any

from app.award.amount import reckon
from app.award.conditions import by_hand_first, counted_before, counts_itself, judge_need, judge_past, judge_ways, limit
from app.award.derived import DERIVED
from app.award.trace import DROPPED, STEP, Decision, Mark
from app.award.view import NO, UNKNOWN, Facts, View, concerns, pick
from app.kernel.texts import say
from app.policy.own_facts import GRANTED
from app.policy.pack import Pack
from app.policy.rows import HAND, PRINCIPLE, REFUSE, WARN, Choice, Past, Row, Scheme, Table

STANDS = (REFUSE, PRINCIPLE, HAND)
"""What keeps a line from being granted."""


def decide(pack: Pack, scheme: Scheme, facts: Facts) -> Decision:
    """Ways, then all needs and limits without a short cut, what is counted, the amount, limits in 元, whole 分 at the end."""
    view = View(facts, pack, scheme, _derived(pack))
    marks = _in_force(scheme, view)
    marks += judge_ways(scheme.ways, view) if scheme.ways else []
    marks += [mark for need in scheme.needs if (mark := judge_need(need, view))]
    marks += [mark for past in scheme.past if not past.money and (mark := judge_past(past, view))]
    if scheme.ways and view.way is None:  # nothing is counted for whom no way concerns
        return Decision(False, 0, tuple(by_hand_first(marks, view)))
    marks += [*_dropped(view), *_days_paid(view)]
    judged = len(marks)
    fen, steps = reckon(scheme.amount, view)
    marks += [*steps, *_uncounted(view, steps)]
    for past in scheme.past:
        if past.money and fen:
            fen, mark = _within_room(past, view, fen)
            marks += [mark] if mark else []
    full = int(fen) if fen else 0
    if full <= 0 and not any(mark.against in STANDS for mark in marks[judged:]):
        marks.append(Mark(Row("nothing", source=scheme.source), "nothing", NO, REFUSE, {"view": view}))
    payee, fund = _named(scheme, "payee", view, marks), _named(scheme, "fund", view, marks)
    decision = Decision(False, 0, tuple(by_hand_first(marks, view)), full, payee, fund, _months(view, steps))
    if decision.against or decision.open or full <= 0:
        return decision
    return replace(decision, granted=True, amount_fen=full)


def _months(view: View, steps: Sequence[Mark]) -> tuple[str, ...]:
    """The months that the steps pay; all that are counted where no step goes by the month."""
    counted = tuple(view.get("months") or ()) if view.scheme.months else ()
    by_step = [mark.said["months"] for mark in steps if "months" in mark.said]
    paid = {month for months in by_step for month in months}
    return tuple(month for month in counted if month in paid) if by_step else counted


def _in_force(scheme: Scheme, view: View) -> list[Mark]:
    """Nothing on a day on which the scheme holds, else what stands against a grant."""
    if scheme.in_force(view.day):
        return []
    return [Mark(replace(scheme, name="not_in_force"), "not_in_force", NO, REFUSE, {"view": view})]


@lru_cache(maxsize=32)
def _derived(pack: Pack) -> Mapping[str, Callable[[View], Any]]:
    """What follows from other facts under a pack: also whether each of its schemes is granted."""
    return {**DERIVED, **{GRANTED + key: partial(_granted, key) for key in pack.schemes}}


def _granted(key: str, view: View) -> bool | None:
    """Whether another scheme is granted, before for this class or by the same facts; None while it may be yet."""
    if view.facts.get(f"before.{key}"):
        return True
    decision = decide(view.pack, view.pack.schemes[key], view.facts)
    return decision.granted or (False if any(mark.definite for mark in decision.trace) else None)


def _dropped(view: View) -> list[Mark]:
    """Months that are not paid, by why; which months are paid is asked here, once the way is known."""
    if view.scheme.months is None:
        return []
    months, source = view.get("months"), view.scheme.months.source
    source = source if source.clause else view.scheme.source
    against = "" if months else REFUSE
    outcome = UNKNOWN if any(why == "undated" for why, _ in view.dropped) else DROPPED
    return [
        Mark(Row(f"months_{why}", source=source), f"months_{why}", outcome, against, {"months": gone, "view": view})
        for why, gone in view.dropped
    ]


def _uncounted(view: View, steps: Sequence[Mark]) -> list[Mark]:
    """Months that cannot be counted stand against a grant, where no step of the amount has said so."""
    if view.scheme.months is None or view.get("months") is not None or any(mark.against for mark in steps):
        return []
    row = Row("uncounted_times", view.scheme.title, view.scheme.source)
    return [Mark(row, "uncounted_times", UNKNOWN, REFUSE, {"unit": "month", "view": view})]


def _days_paid(view: View) -> list[Mark]:
    """Days that another class was paid for are not paid again: whoever signs must know."""
    days, row = view.facts.get("days_paid"), Row("days_paid", say("row_text.days_paid"), view.scheme.source)
    return [Mark(row, "days_paid", DROPPED, WARN, {"days": days})] if view.scheme.days and days else []


def _within_room(past: Past, view: View, fen: Fraction) -> tuple[Fraction, Mark | None]:
    """A limit in 元 leaves what is left of it; nothing left stands against a grant."""
    if not past.in_force(view.day) or (concerned := concerns(past.when, view)) is False:
        return fen, None
    counted, most = counted_before(past, view), limit(past, view)
    if concerned is None or counted is None or most is None:
        # a limit in 元 cuts the sum down whatever it means beside, so that not knowing it can never grant the whole
        return fen, Mark(past, "uncounted", UNKNOWN, REFUSE if past.against == WARN else past.against, {"view": view})
    room = max(0, most - counted)
    said = {"count": counted, "limit": most, "room": room, "before": fen, "after": min(fen, Fraction(room))}
    if room == 0 and counts_itself(past, view):
        # what two people may pass (原则上) is the sum itself; else nothing is left
        return fen if past.against == PRINCIPLE else Fraction(0), Mark(past, "no_room", NO, past.against, said)
    return min(fen, Fraction(room)), Mark(past, "room", STEP, "", said)


def _named(scheme: Scheme, what: str, view: View, marks: list[Mark]) -> str:
    """The payee or fund that a table names, '' where it names none; not knowing which stands against a grant."""
    table: Table = getattr(scheme, what)
    found = pick(table, view)
    if found is False:
        tables: dict[str, Any] = {"payee": (), "fund": (), what: table}
        alone = replace(scheme, name=what, needs=(), ways=(), past=(), amount=(), **tables)
        marks.append(Mark(alone, f"no_{what}", UNKNOWN, REFUSE, {"view": view}))
    return str(found.value) if isinstance(found, Choice) else ""
