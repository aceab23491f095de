"""The import that follows from a noun alone: what is new or otherwise by its identity, names found, faults beside cells."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from app.kernel.column import Column, Source
from app.kernel.kinds import Value
from app.record.imports.batch import Batch
from app.record.imports.upserts import Upserts
from app.record.record import Record
from app.store.work import Read


def upsert(record: Record) -> Callable[[Read, Batch, int], Upserts]:
    """The plan of a noun's table: a few statements whatever its length."""
    noun, model = record.noun, record.model

    def plan(read: Read, batch: Batch, into: int) -> Upserts:
        batch.fail_repeats(*noun.identity)
        references = {c: _uids(read, record.at(c), anywhere=c.anywhere) for c in noun.columns if _named(c)}
        keys = [next((c.refers for c in references if c.name == key), key) for key in noun.identity]
        rows = read.session.scalars(select(model).where(model.origin == read.own.uid))
        known = {tuple(getattr(row, key) for key in keys): row for row in rows}
        found = Upserts(model, batch)
        for index in range(len(batch)):
            values: dict[str, Value] = batch.record(index, *(f.key for f in noun.imported))
            whole = all(values[f.key] is not None for f in noun.imported if f.required)
            if not _resolved(batch, index, values, references):
                continue
            if whole:
                _fail_faults(record, batch, index, values)
            row = known.get(tuple(values[key] for key in keys))
            if row is None or _open(record, batch, index, row):
                found.put(index, row, values)
                if row is not None:
                    _tell_names(batch, index, row, references)
        return found

    return plan


def _named(column: Column) -> bool:
    return column.source is Source.NAMED and column.imported


def _resolved(
    batch: Batch, index: int, values: dict[str, Value], references: Mapping[Column, Mapping[Value, int]]
) -> bool:
    """Whether all records that a row names are known, whose uids then stand in place of their names."""
    good = True
    for column, uids in references.items():
        name = values.pop(column.name)
        values[column.refers] = uids.get(name)
        if name is not None and name not in uids:
            batch.fail(index, column.name, column.unknown)
            good = False
    return good


def _tell_names(batch: Batch, index: int, row: Any, references: Mapping[Column, Mapping[Value, int]]) -> None:
    """The names of records that a known record names otherwise than its row."""
    for column, uids in references.items():
        before, said = getattr(row, column.refers), batch.column(column.name)[index]
        if said is not None and uids[said] != before:
            known = next((name for name, uid in uids.items() if uid == before), None)
            batch.changes.add(index, {column.name: said}, {column.name: known})


def _fail_faults(record: Record, batch: Batch, index: int, values: dict[str, Value]) -> None:
    for fault in record.noun.faults(values):
        batch.fail(index, fault.key, fault.code, **fault.params)


def _open(record: Record, batch: Batch, index: int, row: Any) -> bool:
    """Whether a known record may still be changed; a problem of its cell where its state forbids it."""
    noun = record.noun
    editable = next((verb.frm for verb in noun.moves if verb.word == "edit"), ())
    if not noun.stated or row.state in editable:
        return True
    batch.fail(index, noun.identity[0], "import.closed", noun=noun.title, state=noun.states[row.state])
    return False


def _uids(read: Read, attribute: Any, *, anywhere: bool) -> dict[Value, int]:
    """The uids of records by what people call them; the first that was entered where two are called alike."""
    model = attribute.class_
    wanted = select(attribute, model.uid).order_by(model.uid.desc())
    if not anywhere:
        wanted = wanted.where(model.origin == read.own.uid)
    return {row[0]: row[1] for row in read.session.execute(wanted)}
