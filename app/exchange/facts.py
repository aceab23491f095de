"""Facts of the sender's policy in a 报送包: a column each for people to read, whose key and heading say what it is called."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.exchange.headings import Columns
from app.exchange.sheets import FACTS
from app.record.pack_facts import known
from app.record.sheet import SHOWN, Cell, Sheet
from app.store.work import Read

Named = tuple[str, str, str, str]
"""Of what a fact is, its kind, key and title."""
_KEY = re.compile(rf"{SHOWN}fact_([a-z]+)_([a-z][a-z0-9_]*)")
_LONGEST = 60


def with_facts(read: Read, sheet: Sheet) -> Sheet:
    """The sheet as it is written: beside the one column with all facts of a row, one a fact of this office's policy."""
    if sheet not in FACTS:
        return sheet
    record = FACTS[sheet]
    cells = tuple(
        Cell(fact.sql(record.model), replace(fact.field, key=f"fact_{fact.kind}_{fact.key}"), True)
        for fact in known(read, record.noun.facts)
        if not fact.only
    )
    return replace(sheet, cells=(*sheet.cells, *cells))


def named(sheet: Sheet, columns: Columns) -> Iterator[Named]:
    """How a sheet calls the facts in it."""
    for key, heading in zip(columns.keys, columns.headings, strict=False):
        if sheet in FACTS and (fact := _KEY.fullmatch(key)) and heading.strip():
            yield FACTS[sheet].noun.facts, fact[1], fact[2], heading.strip()[:_LONGEST]
