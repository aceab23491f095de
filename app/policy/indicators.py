"""Figures of a pack that are no unit's target (指标): what each asks, of which years, and how it is counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.kernel.texts import say
from app.policy.keys import KEYS
from app.policy.pack import STATUSES, UNVERIFIED, VERIFIED, Pack, Target, Value, parse_pair

TIMES, SUBSIDISED = "times", "subsidised"
SKILLED, HIGHLY_SKILLED = "skilled", "highly_skilled"
CERTIFIED, APPRENTICES, STUDIOS, COVERAGE = "certified", "apprentices", "studios", "coverage"
PART_TIMES, PART_PERSONS = "part_times", "part_persons"
RATIOS = (SKILLED, HIGHLY_SKILLED)
"""Shares of the office's own head counts at the end of a year."""

_COUNTED: Mapping[str, tuple[str, str]] = {
    "action_target": (TIMES, ""),
    "subsidised_target": (SUBSIDISED, ""),
    "plan_target": (TIMES, ""),
    "plan_stretch": (TIMES, ""),
    "skilled_ratio": (SKILLED, ""),
    "highly_skilled_ratio": (HIGHLY_SKILLED, ""),
    "highly_skilled_target": (CERTIFIED, "highly_skilled_levels"),
    "apprentice_target": (APPRENTICES, "apprentice_target_types"),
    "studio_target": (STUDIOS, "studio_kinds"),
    "poor_coverage_share": (COVERAGE, "poor_groups"),
}
"""How each is counted, and the list of the pack that says what counts."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: `target` in `unit` (人次, 人, 个, %) over the years, a share by their end; `names` are what counts.

    A part of a unit's target (分项) names its axis and unit; `missing` says what must be known before it can be counted.
    """

    key: str
    title: str
    counted: str
    names: tuple[str, ...]
    year: int
    until_year: int
    target: int
    unit: str
    clause: str
    document: str
    note: str
    missing: str
    quote: str
    axis: str = ""
    unit_name: str = ""


def indicators(pack: Pack) -> list[Indicator]:
    """Every such figure of a pack in the order of its keys, then the parts of the units' targets."""
    values = (value for key in _COUNTED for value in pack.values if value.key == key)
    return [*(_figure(pack, value) for value in values), *_parts(pack)]


def _figure(pack: Pack, value: Value) -> Indicator:
    counted, listed = _COUNTED[value.key]
    first, last = (_day(pack, key) for key in ("first_day", "last_day"))
    names = pack.list(listed) if listed else ()
    missing = _missing(counted)
    if listed and not names:
        missing = say("indicator.undefined", title=KEYS[listed].title)
    return Indicator(
        key=value.key,
        title=value.title,
        counted=counted if names or not listed else "",
        names=names,
        year=(value.since or first).year,
        until_year=(value.until or last).year,
        target=value.amount,
        unit=value.unit,
        clause=value.source.place,
        document=value.source.document or STATUSES[UNVERIFIED],
        note="；".join(filter(None, (_mark(value), value.note, *_unverified(pack, listed)))),
        missing=missing,
        quote=value.source.quote,
    )


def _missing(counted: str) -> str:
    if counted in RATIOS:
        return say("indicator.no_heads")
    return say("indicator.no_need") if counted == COVERAGE else ""


def _mark(value: Value) -> str:
    return "" if value.status == VERIFIED else STATUSES[value.status]


def _unverified(pack: Pack, listed: str) -> Iterator[str]:
    """What no document says of the list by which it is counted."""
    for value in pack.values:
        if value.key == listed and value.status == UNVERIFIED:
            yield f"{_mark(value)}：{value.note}"


def _day(pack: Pack, key: str) -> date:
    return next(value.day for value in pack.values if value.key == key)


def _parts(pack: Pack) -> Iterator[Indicator]:
    """The parts of each target in the years in which they add up to it."""
    types = dict(parse_pair(item) for item in pack.list("part_types"))
    for target in pack.targets:
        if target.assigned and sum(count for _, count in target.parts) == target.assigned:
            yield from (_part(pack, target, name, count, types) for name, count in target.parts)


def _part(pack: Pack, target: Target, name: str, count: int, types: Mapping[str, Sequence[str]]) -> Indicator:
    """A part is a kind of training, a group of persons, or what the pack says it contains."""
    known = (*pack.list("training_types"), *pack.list("person_categories"))
    names = (*types.get(name, ()), *((name,) if name in known else ()))
    counted = PART_PERSONS if target.measure == "人" else PART_TIMES
    return Indicator(
        key="part",
        title=say("indicator.part", name=name),
        counted=counted if names else "",
        names=names,
        year=target.year,
        until_year=target.until_year,
        target=count,
        unit=target.measure,
        clause=target.source.place,
        document=target.source.document,
        note="" if names == (name,) else say("indicator.contains", names="、".join(names)),
        missing="" if names else say("indicator.unmatched"),
        quote=target.duty,
        axis=target.axis,
        unit_name=target.unit,
    )
