"""The target tables of a pack file: units by year, with the totals that the document itself states."""

import re
from collections.abc import Mapping
from itertools import combinations
from typing import TypeAlias

from app.policy.keys import MEASURES
from app.policy.pack import AXES, DEPARTMENT, PENDING, Source, Target
from app.policy.toml_table import Table

Years: TypeAlias = dict[str, tuple[int, int]]
"""The years of a table by their text: "2019", or a run of years such as "2019-2021"."""

_YEARS = re.compile(r"(20\d\d)(?:-(20\d\d))?")
_TOTALS = {"total": "assigned", "stretch_total": "stretch"}


def read_targets(root: Table, clauses: Mapping[str, Source]) -> tuple[Target, ...]:
    """The targets of all tables, one for each row and year."""
    return tuple(target for table in root.tables("targets") for target in _read(table, clauses))


def _read(table: Table, clauses: Mapping[str, Source]) -> list[Target]:
    axis, measure, years = table.text("axis"), table.text("measure"), _years(table)
    if measure and measure not in MEASURES:
        table.blame("policy.choice", "measure", value=measure, choices="、".join(MEASURES))
    kind = table.text("kind", required=False) or DEPARTMENT
    if kind not in AXES:
        table.blame("policy.choice", "kind", value=kind, choices="、".join(AXES))
    clause = table.text("clause", required=False)
    note = table.text("note", required=not clause)  # what no clause assigns says in a note where it comes from
    stated = {name: table.counts(name) for name in _TOTALS}
    targets: list[Target] = []
    units: set[str] = set()
    for row in table.tables("rows", required=True):
        found = _row(row, clause, clauses, (axis, kind), measure, years, note)
        for unit in {t.unit for t in found} & units:
            row.blame("policy.repeated", "unit", item=unit)
        units |= {t.unit for t in found}
        targets += found
    table.close()
    for name, kind in _TOTALS.items():
        _check_total(table, name, stated[name], years, [(t.year, getattr(t, kind)) for t in targets])
    return targets


def _years(table: Table) -> Years:
    years: Years = {}
    for text in table.texts("years"):
        found = _YEARS.fullmatch(text)
        if found:
            years[text] = int(found[1]), int(found[2] or found[1])
        else:
            table.blame("policy.form", "years", value=text)
    for (one, span), (other, held) in combinations(years.items(), 2):
        if span[0] <= held[1] and held[0] <= span[1]:
            table.blame("policy.years", "years", value=other, other=one)
    return years


def _row(
    row: Table, clause: str, clauses: Mapping[str, Source], axis: tuple[str, str], measure: str, years: Years, note: str
) -> list[Target]:
    """The targets of one unit; a row may rest on a clause of its own and have its own note."""
    seq, unit, duty = row.whole("seq") or 0, row.text("unit"), row.text("duty", required=False)
    cooperating = row.texts("cooperating", required=False)
    own = row.text("clause", required=False) or clause
    if own and own not in clauses:
        row.blame("policy.unknown_clause", "clause", clause=own)
    assigned, stretch, parts = row.counts("assigned"), row.counts("stretch"), row.counts("parts")
    for name, counts in (("assigned", assigned), ("stretch", stretch)):
        for text in counts.keys() - years.keys():
            row.blame("policy.year", name, value=text)
    if parts and sum(parts.values()) not in assigned.values():
        row.blame("policy.parts", "parts", unit=unit, total=sum(parts.values()))
    share, note = row.whole("upgrade_share", required=False), row.text("note", required=False) or note
    row.close()
    return [
        Target(
            axis=axis[0],
            kind=axis[1],
            seq=seq,
            unit=unit,
            cooperating=cooperating,
            duty=duty,
            year=first,
            until_year=last,
            measure=measure,
            assigned=assigned.get(text),
            stretch=stretch.get(text),
            parts=tuple(parts.items()),
            source=clauses.get(own, PENDING),
            upgrade_share=share,
            note=note,
        )
        for text, (first, last) in years.items()
    ]


def _check_total(
    table: Table, name: str, stated: dict[str, int], years: Years, numbers: list[tuple[int, int | None]]
) -> None:
    """The total that the document states must be the sum of its rows."""
    for text, total in stated.items():
        if text not in years:
            table.blame("policy.year", name, value=text)
            continue
        found = sum(number or 0 for year, number in numbers if year == years[text][0])
        if found != total:
            table.blame("policy.total", name, year=text, stated=total, sum=found)
