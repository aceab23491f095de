"""Awards granted before, counted as the rows of a scheme ask: limits by number and by 元, repeats, exclusions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.award.conditions import counted_as
from app.kernel.months import YEAR, months_later
from app.policy.pack import Pack
from app.policy.row_past import RANKS as RANKS
from app.policy.rows import Past, Scheme


@dataclass(frozen=True, slots=True)
class Award:
    """One award granted before: scheme, first day of its class, 分, months paid, and the facts that rows may ask of it."""

    scheme: str
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    amount_fen: int = 0
    months: tuple[str, ...] = ()
    same_class: bool = False


def counts(past: Past, award: Award, facts: Mapping[str, Any], ranks: Sequence[str]) -> bool:
    """Whether a row counts an award beside a line with some facts."""
    if award.scheme not in past.of or any(award.facts.get(fact) not in allowed for fact, allowed in past.past):
        return False
    if any(award.facts.get(fact) != facts.get(fact) for fact in past.same if fact != "class"):
        return False
    if "class" in past.same and not award.same_class:
        return False
    if past.higher and not _higher(award.facts.get("level"), facts.get("level"), ranks):
        return False
    return within(past, award.on, facts["start"])


def _higher(one: object, other: object, ranks: Sequence[str]) -> bool:
    return one in ranks and other in ranks and ranks.index(str(one)) > ranks.index(str(other))


def within(past: Past, on: date, start: date) -> bool:
    """Whether a day lies in the span that a row looks back over from the first day of a class."""
    span = dict(past.within)
    if not span:
        return True
    if span == {"year": 1}:
        return on.year == start.year
    return months_later(start, -(span.get("years", 0) * YEAR + span.get("months", 0))) < on


def counted(pack: Pack, scheme: Scheme, facts: Mapping[str, Any], awards: Iterable[Award]) -> dict[str, Any]:
    """Everything that a scheme counts of some awards, by the names under which decisions look it up."""
    known, ranks = tuple(awards), pack.lists.get(RANKS, ())
    found: dict[str, Any] = {}
    for past in scheme.past:
        met = [award for award in known if counts(past, award, facts, ranks)]
        found[counted_as(scheme.key, past)] = sum(award.amount_fen for award in met) if past.money else len(met)
    if scheme.months is not None:
        once = scheme.months.once
        found["months_paid"] = tuple(sorted({m for award in known if award.scheme in once for m in award.months}))
    for award in known:
        if award.same_class:
            found[f"before.{award.scheme}"] = True
            found[f"award.{award.scheme}"] = found.get(f"award.{award.scheme}", 0) + award.amount_fen
    return found
