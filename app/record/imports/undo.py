"""Undo an import: take out what it made, put back what it changed; what was changed or used since stays as it is.

It works on tables as such, whatever the kind of import: which rows are the import's own is known by their uids, and what
stood before by `import_change` (see `recording`).
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Table, UniqueConstraint, select

from app.kernel.outcomes import Refused
from app.record.imports.recording import changeable
from app.record.lookups import SERIAL_MASK
from app.store.models import Base, ImportChange, ImportRun
from app.store.work import Read, Work

CHANGED, RELIED, REPLACED = "changed", "relied", "replaced"
"""Why a row stays: it was changed since; something was made by it since without naming it; its place is taken."""
Relied: TypeAlias = Mapping[str, Callable[[int], ColumnElement[bool]]]
"""By table, on which of its rows something rests that was made after a uid and does not name them by their uids."""

_SUBJECTS = {"correction": "subject"}
"""Columns that hold the uid of a record of any noun, by table."""
_OLD = (
    "import_change c WHERE c.number = :number AND c.table_name = '{table}' "
    "AND c.row_uid NOT BETWEEN :first AND :last AND c.revision IS {gone}"
)
_UPDATED, _REMOVED = "NOT NULL", "NULL"


@dataclass
class Fate:
    """What becomes of an import's rows of one table: how many go, how many get their old values, and why others stay."""

    removed: int = 0
    restored: int = 0
    columns: tuple[str, ...] = ()
    """Those in which rows differ from before: the rest need not be written, nor its indexes."""
    kept: dict[int, str] = field(default_factory=dict)
    """By uid: CHANGED, RELIED, REPLACED, or the table of a record that refers to it."""


def judge(read: Read, run: ImportRun, relied: Relied) -> dict[str, Fate]:
    """What undoing an import would do, by table; tables without any of its rows are left out."""
    return _Judge(read, run, relied).fates()


def undo(work: Work, run: ImportRun, fates: Mapping[str, Fate]) -> None:
    """Do it, and forget the import; Refused when other rows went or changed than was judged."""
    work.session.flush()
    done: dict[str, int] = {}

    def run_on(table: Table, text: str) -> None:
        kept = json.dumps([*fates[table.name].kept])
        changed = work.connection.exec_driver_sql(text, {**_limits(run), "kept": kept}).rowcount
        done[table.name] = done.get(table.name, 0) + changed
        work.touched.add(table.name)

    tables = [table for table in changeable() if table.name in fates]
    for table in tables:
        if fates[table.name].columns:
            run_on(table, _put_back(table.name, fates[table.name].columns))
    for table in reversed(tables):
        run_on(table, f'DELETE FROM "{table.name}" WHERE {_MADE.format(row=table.name)} AND {_going(table.name)}')  # noqa: S608
    for table in tables:
        run_on(table, _put_in(table))
    work.session.expire_all()
    for name, fate in fates.items():
        if done[name] != (meant := fate.removed + fate.restored):
            raise Refused("import.count", meant=meant, found=done[name])
    work.connection.execute(ImportChange.__table__.delete().where(ImportChange.number == run.number))  # type: ignore[attr-defined]


_MADE = '"{row}".uid BETWEEN :first AND :last'


def _going(row: str) -> str:
    return f'"{row}".uid NOT IN (SELECT value FROM json_each(:kept))'


def _limits(run: ImportRun) -> dict[str, Any]:
    return {"number": run.number, "first": run.first_uid, "last": run.last_uid, "serial": run.last_uid & SERIAL_MASK}


def _put_back(name: str, columns: Iterable[str]) -> str:
    """Old values of rows that were changed."""
    values = ", ".join(f'"{column}" = {_before(name, column)}' for column in columns)
    source = _OLD.format(table=name, gone=_UPDATED)
    return f'UPDATE "{name}" SET {values} FROM {source} AND c.row_uid = "{name}".uid AND {_going(name)}'  # noqa: S608


def _before(row: str, column: str) -> str:
    """The value of a column before the import; what it did not change is not among the old values."""
    return f"iif(json_type(c.old, '$.{column}') IS NULL, \"{row}\".\"{column}\", c.old ->> '{column}')"


def _put_in(table: Table) -> str:
    """Rows that were taken out."""
    names = [c.name for c in table.c if c.name != "uid"]
    columns, values = (", ".join(f'"{n}"' for n in names), ", ".join(f"c.old ->> '{n}'" for n in names))
    source = _OLD.format(table=table.name, gone=_REMOVED)
    staying = "c.row_uid NOT IN (SELECT value FROM json_each(:kept))"
    return f'INSERT INTO "{table.name}" (uid, {columns}) SELECT c.row_uid, {values} FROM {source} AND {staying}'  # noqa: S608


class _Judge:
    def __init__(self, read: Read, run: ImportRun, relied: Relied) -> None:
        self._read, self._run, self._relied = read, run, relied
        self._tables = [table for table in changeable() if table.name in run.tables.split()]
        self._kept: dict[str, dict[int, str]] = {table.name: {} for table in self._tables}
        self._differing: dict[str, tuple[str, ...]] = {}

    def fates(self) -> dict[str, Fate]:
        for table in self._tables:
            self._judge_changed(table)
        for table in reversed(self._tables):  # whatever stays holds what it refers to
            self._judge_made(table)
        for table in self._tables:
            self._judge_taken_out(table)
        fates = {table.name: self._fate(table) for table in self._tables}
        return {name: fate for name, fate in fates.items() if fate.removed or fate.restored or fate.kept}

    def _fate(self, table: Table) -> Fate:
        kept = self._kept[table.name]
        made = self._count(f'"{table.name}" WHERE {_MADE.format(row=table.name)}')
        changed = sum(self._count(_OLD.format(table=table.name, gone=gone)) for gone in (_UPDATED, _REMOVED))
        held = sum(self._run.first_uid <= uid <= self._run.last_uid for uid in kept)
        return Fate(made - held, changed - (len(kept) - held), self._differing.get(table.name, ()), kept)

    def _judge_changed(self, table: Table) -> None:
        """Rows with other values than before: changed again, used since, or without room for what they were."""
        name = table.name
        source = _OLD.format(table=name, gone=_UPDATED)
        if not self._any(source):
            return
        now = f'LEFT JOIN "{name}" t ON t.uid = c.row_uid WHERE'
        self._keep(name, CHANGED, f"{source.replace('WHERE', now, 1)} AND t.revision IS NOT c.revision", "c.row_uid")
        for child, column in _referring(table):
            used = f'JOIN "{child.name}" x ON x."{column}" = c.row_uid AND x.uid & {SERIAL_MASK} > :serial WHERE'
            self._keep(name, child.name, source.replace("WHERE", used, 1), "c.row_uid")
        changed = select(ImportChange.row_uid).where(
            ImportChange.number == self._run.number, ImportChange.table_name == name
        )
        self._keep_relied(table, table.c.uid.in_(changed))
        differing = self._differing[name] = self._differ(source)
        self._keep_parentless(table, source, differing)
        for columns in _unique(table):
            if set(columns).intersection(differing):
                same = " AND ".join(f'o."{c}" = {_before("t", c)}' for c in columns)
                taken = f'EXISTS (SELECT 1 FROM "{name}" o WHERE {same} AND o.uid <> c.row_uid)'  # noqa: S608
                self._keep(name, REPLACED, f"{source.replace('WHERE', now, 1)} AND {taken}", "c.row_uid")

    def _differ(self, source: str) -> tuple[str, ...]:
        """The columns in which rows differ from before."""
        text = f"SELECT DISTINCT key FROM (SELECT c.old FROM {source}) changed, json_each(changed.old)"  # noqa: S608
        return tuple(row[0] for row in self._read.connection.exec_driver_sql(text, _limits(self._run)))

    def _judge_made(self, table: Table) -> None:
        """New rows: changed since, or held by what stays."""
        name = table.name
        made = _MADE.format(row=name)
        if not self._any(f'"{name}" WHERE {made}'):
            return
        left = f"import_change c WHERE c.number = :number AND c.table_name = '{name}' AND c.row_uid = \"{name}\".uid"
        untouched = f"coalesce((SELECT c.revision FROM {left}), 1)"  # noqa: S608
        self._keep(name, CHANGED, f'"{name}" WHERE {made} AND revision <> {untouched}', f'"{name}".uid')
        self._keep_relied(table, table.c.uid.between(self._run.first_uid, self._run.last_uid))
        before = -1
        while before != len(self._kept[name]):  # a row may be held by another of the same table
            before = len(self._kept[name])
            for child, column in _referring(table):
                stay = self._kept.get(child.name, ())
                self._keep(name, child.name, self._holding(child, column), f'x."{column}"', stay)

    def _holding(self, child: Table, column: str) -> str:
        """Rows of a table that refer to new rows and do not go themselves, nor back to what they were."""
        changed = (
            f"SELECT 1 FROM import_change c WHERE c.number = :number AND c.table_name = '{child.name}' "  # noqa: S608
            "AND c.row_uid = x.uid"
        )
        others = f"x.uid NOT BETWEEN :first AND :last AND NOT EXISTS ({changed})"
        staying = "x.uid IN (SELECT value FROM json_each(:staying))"
        return f'"{child.name}" x WHERE x."{column}" BETWEEN :first AND :last AND ({others} OR {staying})'

    def _judge_taken_out(self, table: Table) -> None:
        """Rows that were taken out: there is no place for those that stand there again, or whose parents are gone."""
        source = _OLD.format(table=table.name, gone=_REMOVED)
        if not self._any(source):
            return
        self._keep_parentless(table, source, table.c.keys())
        staying = "(o.uid NOT BETWEEN :first AND :last OR o.uid IN (SELECT value FROM json_each(:staying)))"
        for columns in _unique(table):
            same = " AND ".join(f"o.\"{c}\" = c.old ->> '{c}'" for c in columns)
            taken = f'EXISTS (SELECT 1 FROM "{table.name}" o WHERE {same} AND {staying})'  # noqa: S608
            self._keep(table.name, REPLACED, f"{source} AND {taken}", "c.row_uid", self._kept[table.name])

    def _keep_parentless(self, table: Table, source: str, columns: Collection[str]) -> None:
        for key in (key for key in table.foreign_keys if key.parent.name in columns):
            value, parent = f"c.old ->> '{key.parent.name}'", key.column.table.name
            there = f'EXISTS (SELECT 1 FROM "{parent}" p WHERE p."{key.column.name}" = {value})'  # noqa: S608
            self._keep(table.name, REPLACED, f"{source} AND {value} IS NOT NULL AND NOT {there}", "c.row_uid")

    def _keep_relied(self, table: Table, among: ColumnElement[bool]) -> None:
        relied = self._relied.get(table.name)
        if relied is not None:
            found = select(table.c.uid).where(among, relied(self._run.last_uid))
            self._note(table.name, RELIED, (row[0] for row in self._read.connection.execute(found)))

    def _keep(self, table: str, why: str, source: str, uid: str, staying: Iterable[int] = ()) -> None:
        limits = {**_limits(self._run), "staying": json.dumps([*staying])}
        found = self._read.connection.exec_driver_sql(f"SELECT DISTINCT {uid} FROM {source}", limits)  # noqa: S608
        self._note(table, why, (row[0] for row in found))

    def _note(self, table: str, why: str, uids: Iterable[int]) -> None:
        for uid in uids:
            self._kept[table].setdefault(uid, why)

    def _any(self, source: str) -> bool:
        found = self._read.connection.exec_driver_sql(f"SELECT 1 FROM {source} LIMIT 1", _limits(self._run))  # noqa: S608
        return found.first() is not None

    def _count(self, source: str) -> int:
        found = self._read.connection.exec_driver_sql(f"SELECT count(*) FROM {source}", _limits(self._run))  # noqa: S608
        return int(found.scalar_one())


def _referring(table: Table) -> Iterator[tuple[Table, str]]:
    """The tables whose rows may refer to rows of one, and the column in which they do."""
    for other in Base.metadata.tables.values():
        for key in other.foreign_keys:
            if key.column.table is table and "uid" in other.c:
                yield other, key.parent.name
        if other.name in _SUBJECTS and other is not table:
            yield other, _SUBJECTS[other.name]


def _unique(table: Table) -> Iterator[list[str]]:
    """Columns that together may stand only once."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield [column.name for column in constraint.columns]
    for index in table.indexes:
        if index.unique and index.dialect_options["sqlite"]["where"] is None:
            yield [column.name for column in index.columns]
