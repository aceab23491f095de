"""The amount: its steps in the order of the pack, in exact fractions of a 分, cut down once at the end."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from app.award.trace import STEP, Mark
from app.award.view import NO, UNKNOWN, View, holds, pick
from app.kernel.months import month_of
from app.policy.own_facts import TIMES
from app.policy.rows import REFUSE, Catalogue, Choice, Step, Table, Term, Times

_WHOLE = 100


def reckon(steps: Sequence[Step], view: View) -> tuple[Fraction | None, list[Mark]]:
    """The sum in 分 (None where there is none) and a mark for every step that concerns the line."""
    fen: Fraction | None = None
    marks: list[Mark] = []
    for step in steps:
        if not step.in_force(view.day) or (step.word == "start" and fen is not None):
            continue
        concerned = holds(step.when, view)
        if concerned is False:
            continue
        if concerned is None:
            return None, [*marks, Mark(step, "guard", UNKNOWN, REFUSE, {"view": view})]
        if step.word != "start" and fen is None:
            continue
        fen, mark = _percent(step, view, fen) if step.word == "percent" else _sum(step, view, fen)
        if mark is not None:
            marks.append(mark)
        if mark is not None and mark.against:
            return None, marks
    return fen, marks


def _percent(step: Step, view: View, fen: Fraction | None) -> tuple[Fraction | None, Mark | None]:
    percent = _share(step.percent, view, highest=step.highest)
    assert fen is not None
    if percent is False:
        return None, Mark(step, "no_row", UNKNOWN, REFUSE, {"view": view})
    if percent is None:
        return fen, None
    now = fen * percent / _WHOLE
    return now, Mark(step, "percent", STEP, "", {"before": fen, "percent": percent, "after": now})


def _share(percent: "int | Table", view: View, *, highest: bool = False) -> int | None | bool:
    """The per cent that holds; None where no row does, False where it is not known which."""
    if not isinstance(percent, tuple):
        return percent
    if highest:
        return _highest(percent, view)
    found = pick(percent, view)
    return (
        found.value if isinstance(found, Choice) and isinstance(found.value, int) else None if found is None else False
    )


def _highest(percent: Table, view: View) -> int | None | bool:
    """The highest per cent that holds; not known where a row that may hold would raise it."""
    in_force = [row for row in percent if (row.since or view.day) <= view.day <= (row.until or view.day)]
    found = {where: [int(str(r.value)) for r in in_force if holds(r.when, view) is where] for where in (True, None)}
    highest = max(found[True], default=None)
    return highest if all(highest is not None and each <= highest for each in found[None]) else False


def _sum(step: Step, view: View, fen: Fraction | None) -> tuple[Fraction | None, Mark | None]:
    assert step.term is not None
    value, said = value_of(step.term, view)
    if value is None and step.word == "add" and said.get("below"):
        return fen, None  # so few times that nothing is added; none at all is for somebody to look at
    if value is None:
        said.pop("below", None)
        outcome = UNKNOWN if said.pop("open", False) else NO
        return None, Mark(step, str(said.pop("why")), outcome, REFUSE, {**said, "view": view})
    now = value if fen is None else fen + value if step.word == "add" else min(fen, value)
    return now, Mark(step, step.word, STEP, "", {**said, "before": fen, "value": value, "after": now, "view": view})


def value_of(term: Term, view: View) -> tuple[Fraction | None, dict[str, Any]]:
    """What a term comes to in 分, or why there is none; and what it was reckoned from."""
    if term.times and term.times.unit == "month":
        return _monthly(term, view)
    rate, said = rate_on(term, view, view.day)
    if rate is None:
        return None, said
    count = _count(term.times, view)
    if count is None:
        return None, {"why": "uncounted_times", "open": True, "unit": term.times.unit if term.times else ""}
    if not count:
        below = bool(term.times and view.get(TIMES[term.times.unit]))
        return None, {"why": "no_times", "below": below, "unit": term.times.unit if term.times else ""}
    return _part(term, view, Fraction(rate) * count, {**said, "rate": rate, "count": count, "times": term.times})


def _part(term: Term, view: View, fen: Fraction, said: dict[str, Any]) -> tuple[Fraction | None, dict[str, Any]]:
    percent = _share(term.percent, view)
    if percent is None or percent is False:
        return None, {"why": "no_row", "open": percent is False}
    return fen * percent / _WHOLE, {**said, "percent": percent}


def _monthly(term: Term, view: View) -> tuple[Fraction | None, dict[str, Any]]:
    """Each month at work by the rate that was in force on its first day; in the month of the first day, on that day."""
    months = view.get("months")
    if months is None:
        return None, {"why": "uncounted_times", "open": True, "unit": "month"}
    assert term.times is not None
    paid = months[term.times.over :][: term.times.most]
    by_rate: dict[int, int] = {}
    said: dict[str, Any] = {}
    for month in paid:
        first = date(int(month[:4]), int(month[5:]), 1)
        rate, said = rate_on(term, view, view.day if month == month_of(view.day) else first)
        if rate is None:
            return None, said
        by_rate[rate] = by_rate.get(rate, 0) + 1
    if not paid:
        undated = any(why == "undated" for why, _ in view.dropped)
        return None, {"why": "no_times", "open": undated, "below": bool(months), "unit": "month"}
    total = Fraction(sum(rate * count for rate, count in by_rate.items()))
    return _part(
        term,
        view,
        total,
        {**said, "rates": tuple(by_rate.items()), "count": len(paid), "months": tuple(paid), "times": term.times},
    )


def _count(times: Times | None, view: View) -> Fraction | None:
    if times is None:
        return Fraction(1)
    counted = view.get(TIMES[times.unit])
    if counted is None:
        return None
    rest = max(Fraction(0), Fraction(counted) - times.over)
    return rest if times.most is None else min(rest, Fraction(times.most))


def rate_on(term: Term, view: View, on: date) -> tuple[int | None, dict[str, Any]]:
    """The 分 of one unit on a day, and the document where the office keeps it."""
    if term.kind == "yuan":
        if not isinstance(term.value, tuple):
            return term.value, {}  # type: ignore[return-value]
        found = pick(term.value, view, on)
        value = found.value if isinstance(found, Choice) else None
        return (value, {}) if isinstance(value, int) else (None, {"why": "no_row", "open": found is False})
    if term.kind == "catalogue":
        return _catalogue(view.pack.catalogues[str(term.value)], dict(term.given), view, on)
    fen = view.get(str(term.value)) if term.kind == "fact" else view.facts.get(f"award.{term.value}")
    missing = {"why": "no_fact" if term.kind == "fact" else "no_award", "open": True, "fact": term.value}
    return (None, missing) if fen is None else (fen, {})


def _catalogue(
    catalogue: Catalogue, given: Mapping[str, str], view: View, on: date
) -> tuple[int | None, dict[str, Any]]:
    key = tuple(str(given.get(fact) or view.get(fact) or "") for fact in catalogue.by)
    said = {"catalogue": catalogue, "key": key}
    unsure = any(not given.get(fact) and view.get(fact) is None for fact in catalogue.by)
    if catalogue.rows is not None:
        rows = (row for row in catalogue.rows.get(key, ()) if (row.since or on) <= on <= (row.until or on))
        value = next((row.value for row in rows), None)
        return (value, said) if isinstance(value, int) else (None, {"why": "no_rate", "open": unsure, **said})
    kept = view.facts.get(rates_as(catalogue, given))
    found = [rate for rate in kept or () if rate[0] is None or rate[0] <= on]
    if not found:
        return None, {"why": "no_rate", "open": unsure or kept is None, **said}
    _, fen, document, sample = found[-1]
    return fen, {**said, "document": document, "sample": sample}


def rates_as(catalogue: Catalogue, given: Mapping[str, str]) -> str:
    """The name of the fact that keeps what the office's catalogue says for a line."""
    return ".".join(("rates", catalogue.key, *given.values()))
