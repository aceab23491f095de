"""The import kinds by name, and writing a table that was checked."""

from collections.abc import Callable, Iterator, Mapping

from app.desk.records import RECORDS
from app.kernel.fact_values import FACTS
from app.kernel.fields import Field
from app.kernel.noun import Noun, TableImport
from app.plan.deadline.deadline_sync import sync_moved
from app.record.imports import core
from app.record.imports.core import Checked, ImportKind, Receipt
from app.record.imports.upsert import upsert
from app.record.pack_facts import asking
from app.record.record import Record
from app.store.work import Read, Work


def _declared() -> Iterator[ImportKind]:
    """The tables that nouns declare."""
    for record in RECORDS.values():
        for table in record.noun.imports:
            fields = _fields(record.noun, table)
            target = (RECORDS[table.into].noun, RECORDS[table.into].model) if table.into else None
            plan = record.plans.get(table.name) or upsert(record)
            noun = table.into or record.noun.name
            asked = _asked(record, table) if FACTS in (table.fields or ()) else None
            yield ImportKind(table.name, table.title, fields, noun, plan, table.verb, target, table.kept, asked)


def _fields(noun: Noun, table: TableImport) -> tuple[Field, ...]:
    return noun.imported if table.fields is None else noun.elements(table.fields)


def _asked(record: Record, table: TableImport) -> Callable[[Read, int | None], tuple[Field, ...]]:
    """The fields of a table with the facts of a policy: that of the record that it goes into, else that of today."""
    into = RECORDS[table.into] if table.into else None

    def asked(read: Read, uid: int | None) -> tuple[Field, ...]:
        pack = into.pack(read, uid) if into and uid is not None else read.pack_on(read.today)
        return _fields(asking(record.noun, pack), table)

    return asked


KINDS: Mapping[str, ImportKind] = {kind.name: kind for kind in _declared()}


def apply(work: Work, kind: ImportKind, checked: Checked) -> Receipt:
    """Write a checked table, and what follows from it: all of it or, when it has problems, nothing."""
    return core.apply(work, kind, checked, sync_moved)
