"""The import kinds by name, and writing a table that was checked."""

from collections.abc import Iterator, Mapping

from app.desk.records import RECORDS
from app.plan.deadline.deadline_sync import sync_moved
from app.record.imports import core
from app.record.imports.core import Checked, ImportKind, Receipt
from app.record.imports.upsert import upsert
from app.store.work import Work


def _declared() -> Iterator[ImportKind]:
    """The tables that nouns declare."""
    for record in RECORDS.values():
        for table in record.noun.imports:
            fields = record.noun.imported if table.fields is None else record.noun.elements(table.fields)
            target = (RECORDS[table.into].noun, RECORDS[table.into].model) if table.into else None
            plan = record.plans.get(table.name) or upsert(record)
            noun = table.into or record.noun.name
            yield ImportKind(table.name, table.title, fields, noun, plan, table.verb, target)


KINDS: Mapping[str, ImportKind] = {kind.name: kind for kind in _declared()}


def apply(work: Work, kind: ImportKind, checked: Checked) -> Receipt:
    """Write a checked table, and what follows from it: all of it or, when it has problems, nothing."""
    receipt = core.apply(work, kind, checked)
    sync_moved(work)
    return receipt
