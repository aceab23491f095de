"""A package that goes out tells of imports: they are not undone from then on, and what that would need is let go."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Table, delete, or_, select, update

from app.desk.imports import KINDS
from app.desk.records import RECORDS
from app.kernel.periods import parse_period
from app.record.record import Record
from app.store.models import Base, ImportChange, ImportRun, Package
from app.store.work import Read, Work

_SENT = {record.model.__tablename__: name for name, record in RECORDS.items() if record.sheet is not None}
"""The nouns that packages carry, by table."""


def told(work: Work, package: Package) -> None:
    """A package was built or entered: each import that it tells of is final, and its old values are not needed."""
    until = parse_period(package.period).last
    runs = work.session.scalars(select(ImportRun).where(ImportRun.told_by.is_(None)))
    numbers = [run.number for run in runs if _tells(work, run, until)]
    work.session.execute(update(ImportRun).where(ImportRun.number.in_(numbers)).values(told_by=package.uid))
    work.session.execute(delete(ImportChange).where(ImportChange.number.in_(numbers)))


def _tells(read: Read, run: ImportRun, until: date) -> bool:
    """Whether a package as at a day has a row that an import made or changed, or lacks one that it took out."""
    changed = select(ImportChange.row_uid).where(ImportChange.number == run.number)
    for table, record in _sent_tables(run):
        column = table.c.uid
        written = or_(
            column.between(run.first_uid, run.last_uid),
            column.in_(changed.where(ImportChange.table_name == table.name)),
        )
        if read.session.scalar(select(1).where(written, _scope(read, record, until)).limit(1)):
            return True
    lacking = changed.where(ImportChange.revision.is_(None), ImportChange.table_name.in_(_SENT))
    if read.session.scalar(lacking.limit(1)) is None:
        return False
    kind = KINDS.get(run.kind)
    if kind is None or not kind.into:
        return True
    into = RECORDS[kind.into]
    return bool(read.session.scalar(select(1).where(into.model.uid == run.into, _scope(read, into, until))))


def _scope(read: Read, record: Record, until: date) -> ColumnElement[bool]:
    assert record.sheet is not None
    return record.sheet.scope(read.own.uid, until)


def _sent_tables(run: ImportRun) -> Iterator[tuple[Table, Record]]:
    """The tables that an import wrote and packages carry."""
    for table in run.tables.split():
        if table in _SENT:
            yield Base.metadata.tables[table], RECORDS[_SENT[table]]
