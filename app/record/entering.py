"""Entering and correcting a record by the declaration of its noun: names to uids, faults to fields, one of each identity."""

from collections.abc import Mapping
from typing import Any

from app.kernel.column import Source
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.noun import Fault, Noun
from app.kernel.outcomes import Problem, Problems
from app.record.lookups import only_one, own_or_any
from app.record.moves import put, take
from app.record.record import Record
from app.store.journal import changes
from app.store.work import Read, Work


def enter(work: Work, record: Record, values: Mapping[str, Value], detail: str = "") -> Any:
    """A new record of this office; `detail` is for the journal, filled with the values, else all that is entered. Gives the row."""
    found = resolved(work, record, values)
    check(work, record, found, None)
    row = work.add(record.model(**found))
    work.log(record.noun.name, "create", row.uid, detail.format(**values) or changes(_entered(record.noun), {}, values))
    return row


def change(work: Work, record: Record, uid: int, values: Mapping[str, Value], lead: str = "") -> Any:
    """Change some values of a record that may be edited; `lead` names it to the journal, filled with what was. Gives the row."""
    noun = record.noun
    row = take(work, noun, record.model, uid, "edit")
    before: dict[str, Value] = {key: getattr(row, key) for key in noun.own}
    refers = {column.refers: getattr(row, column.refers) for column in noun.columns if column.refers}
    check(work, record, {**before, **refers, **values}, uid)
    for key, value in values.items():
        setattr(row, key, value)
    put(work, noun, row, "edit", lead.format(**before) + changes(_entered(noun), before, values))
    return row


def _entered(noun: Noun) -> list[Field]:
    return [noun[key] for key in noun.own]


def resolved(read: Read, record: Record, values: Mapping[str, Value]) -> dict[str, Any]:
    """The values as the table keeps them; Problems for a name that this office does not know."""
    found: dict[str, Any] = dict(values)
    for column in record.noun.columns:
        if column.source is Source.NAMED and column.name in found:
            attribute: Any = record.at(column)
            name = found.pop(column.name)
            row: Any = own_or_any(read, attribute.class_, anywhere=column.anywhere, **{attribute.key: name})
            if row is None:
                raise Problems([column.field.problem(column.unknown, column.field.kind.shown(name))])
            found[column.refers] = row.uid
    return found


def check(read: Read, record: Record, values: Mapping[str, Value], uid: int | None) -> None:
    """Problems for what is wrong between the values; Refused when another record has the same identity."""
    noun = record.noun
    if found := [problem(noun, fault, values) for fault in noun.faults(values)]:
        raise Problems(found)
    keys = [next((c.refers for c in noun.columns if c.name == key and c.refers), key) for key in noun.identity]
    shown = " ".join(str(values[key]) for key in noun.identity if key in values)
    if keys:
        only_one(read, record.model, uid, shown, **{key: values[key] for key in keys})


def problem(noun: Noun, fault: Fault, values: Mapping[str, Value]) -> Problem:
    """A fault beside its field."""
    return noun[fault.key].problem(fault.code, noun[fault.key].kind.shown(values[fault.key]), **fault.params)
