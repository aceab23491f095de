"""Needs, ways and limits over the past: each row judged once, with what was compared."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.award.trace import Mark
from app.award.view import LAPSED, NO, STATED, UNKNOWN, YES, View, concerns, outcome, pick
from app.policy.rows import HAND, PASS, PRINCIPLE, REFUSE, Choice, Need, Past, Row, Way, tests_in


def judge_need(need: Need, view: View) -> Mark | None:
    """What comes of a condition; None where it does not concern the line."""
    if not need.in_force(view.day):
        return None
    concerned = concerns(need.when, view)
    if concerned is False:
        return None
    found = outcome(need.tests, view)
    if need.proof == PASS and found in (STATED, LAPSED):
        found = YES
    if concerned is None and (need.unknown != PASS or found in (NO, LAPSED)):  # what is known may stand against it
        return Mark(need, "guard", UNKNOWN, _unknown(need) or need.against, {"view": view})
    means = {YES: "", STATED: need.proof, UNKNOWN: _unknown(need)}.get(found, need.against)
    return Mark(need, "need", found, means, {"view": view})


def _unknown(need: Need) -> str:
    return "" if need.unknown == PASS else need.unknown


def by_hand_first(marks: Iterable[Mark], view: View) -> Iterator[Mark]:
    """The marks, of which those that rest on a check by hand that nobody has made wait for it and do not refuse."""
    facts = {fact.key for fact in view.pack.facts if fact.by_hand and view.get(fact.key) is None}
    for mark in marks:
        waits = mark.against in (REFUSE, PRINCIPLE) and mark.outcome == UNKNOWN and mark.form != "need"
        if waits and any(test.fact in facts for test in tests_in(mark.row)):
            mark = replace(mark, against=HAND)
        yield mark


def judge_ways(ways: tuple[Way, ...], view: View) -> list[Mark]:
    """The first way that holds whole; else the reasons of the softest that concerns the person; else none concerns him.

    Which way held stays unknown while an earlier one may hold too; a way that may hold yet comes before one that cannot.
    """
    near: list[tuple[Way, list[Mark]]] = []
    for way in ways:
        concerned = concerns(way.when, view)
        if concerned is False or not way.in_force(view.day):
            continue
        found = [mark for need in way.needs if (mark := judge_need(need, view))]
        if concerned is None:
            found = [Mark(way, "guard", UNKNOWN, REFUSE, {"view": view}), *found]
        if not any(mark.against in (REFUSE, PRINCIPLE, HAND) for mark in found):
            view.way = way.name if all(_failed(marks) for _, marks in near) else ""
            return [Mark(way, "way", YES, "", {"way": way.title}), *found]
        near.append((way, found))
    if near:
        softest, found = min(near, key=lambda each: (_failed(each[1]), _hardness(each[1])))
        view.way = softest.name  # what it would come to is reckoned by it: a limit 原则上 may be passed by two people
        return found
    return [
        Mark(Row("ways", source=ways[0].source), "no_way", NO, REFUSE, {"ways": [w.title for w in ways], "view": view})
    ]


def _failed(found: list[Mark]) -> bool:
    return any(mark.definite for mark in found)


def _hardness(found: list[Mark]) -> tuple[int, int]:
    against = [mark.against for mark in found]
    return against.count(REFUSE), against.count(PRINCIPLE) + against.count(HAND)


def judge_past(past: Past, view: View) -> Mark | None:
    """What comes of a limit by number; the award being decided counts where it meets the row's own filters."""
    if not past.in_force(view.day):
        return None
    concerned = concerns(past.when, view)
    if concerned is False:
        return None
    counted = counted_before(past, view)
    if concerned is None or counted is None:
        return Mark(past, "uncounted", UNKNOWN, past.against, {"view": view})
    itself = int(counts_itself(past, view))
    said = {"count": counted, "itself": itself, "view": view}
    if past.least is not None:
        good = counted >= past.least
        return Mark(
            past, "past_least", YES if good else NO, "" if good else past.against, {**said, "limit": past.least}
        )
    most = limit(past, view)
    if most is None:
        return Mark(past, "uncounted", UNKNOWN, past.against, {"view": view})
    good = counted + itself <= most
    return Mark(past, "past", YES if good else NO, "" if good else past.against, {**said, "limit": most})


def limit(past: Past, view: View) -> int | None:
    """The most that a limit allows, in awards or 分; None when it is not known which."""
    if not isinstance(past.most, tuple):
        return past.most
    found = pick(past.most, view)
    return found.value if isinstance(found, Choice) and isinstance(found.value, int) else None


def counted_before(past: Past, view: View) -> int | None:
    """The awards or 分 that a limit counts; None while a fact that they are compared by is not known."""
    itself = (fact for fact, _ in past.past) if view.scheme.key in past.of and not past.higher else ()
    if any(view.get(fact) is None for fact in (*past.compared, *itself) if fact != "class"):
        return None
    counted: int | None = view.facts.get(counted_as(view.scheme.key, past))
    return counted


def counts_itself(past: Past, view: View) -> bool:
    """Whether the award being decided is one of those that a row counts."""
    alike = all(view.get(fact) in allowed for fact, allowed in past.past)
    return view.scheme.key in past.of and not past.higher and alike


def counted_as(scheme: str, past: Past) -> str:
    """The name of the fact that keeps what a row of a scheme counts."""
    return f"past.{scheme}.{past.name}"
