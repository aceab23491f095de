"""What an import writes, recorded while it does, so that it can be undone: the uids that it draws and old values.

No kind of import has to know of it: uids are drawn one after the other, and triggers keep each row that is changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Table

from app.store.models import Base, ImportChange, ImportRun
from app.store.work import Work

_COUNTER = "import"
_KEPT = ImportChange.__tablename__


class Started(NamedTuple):
    """An import under way: its number and the first uid that it may draw."""

    number: int
    first: int


@contextmanager
def recorded(work: Work) -> Iterator[Started]:
    """Record what is written inside; `keep` then makes it an import that can be undone."""
    started = Started(work.serial(_COUNTER), work.uid(0))
    triggers = list(_triggers(started.number))
    for name, text in triggers:
        work.connection.exec_driver_sql(f"CREATE TEMP TRIGGER {name} {text}")
    try:
        yield started
        work.session.flush()
    finally:
        for name, _ in triggers:  # they belong to the connection, which others use after this transaction
            work.connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS temp.{name}")


def keep(work: Work, started: Started, *, sha256: str, kind: str, into: int, new: int, changed: int) -> None:
    """Remember whose uids and which file they were."""
    ends = (started.first, work.uid(0) - 1)
    work.session.add(
        ImportRun(
            number=started.number,
            sha256=sha256,
            kind=kind,
            into=into,
            actor=work.actor.name,
            first_uid=ends[0],
            last_uid=ends[1],
            tables=" ".join(_written(work, started.number, ends)),
            new=new,
            changed=changed,
        )
    )


def _written(work: Work, number: int, ends: tuple[int, int]) -> Iterator[str]:
    """The tables in which an import has made or changed something."""
    changed = f"SELECT 1 FROM {_KEPT} WHERE number = {number} AND table_name = "  # noqa: S608
    made = 'SELECT 1 FROM "{name}" WHERE uid BETWEEN {first} AND {last}'
    names = [table.name for table in changeable()]
    parts = (
        f"SELECT '{name}' WHERE EXISTS ({made.format(name=name, first=ends[0], last=ends[1])}) "
        f"OR EXISTS ({changed}'{name}')"
        for name in names
    )
    yield from (row[0] for row in work.connection.exec_driver_sql(" UNION ALL ".join(parts)))


def changeable() -> list[Table]:
    """The tables of what people change, each after those that it refers to; an import writes no others."""
    return [table for table in Base.metadata.sorted_tables if {"uid", "revision"} <= set(table.c.keys())]


def _triggers(number: int) -> Iterator[tuple[str, str]]:
    """By name, what keeps the values of a row before its first change, and the revision after the last one.

    A change keeps the columns in which it differs; a second one adds what the row said beside, as it still was then.
    """
    for table in changeable():
        name, columns = table.name, [column.name for column in table.c if column.name not in ("uid", "revision")]
        whole = ", ".join(f"'{c}', OLD.\"{c}\"" for c in [*columns, "revision"])
        beside = ", ".join(f"'$.{c}', OLD.\"{c}\"" for c in columns)
        changed = ", ".join(
            f'CASE WHEN OLD."{c}" IS NOT NEW."{c}" THEN \'"{c}":\' || json_quote(OLD."{c}") || \',\' END'
            for c in columns
        )
        for verb, old, revision in (
            ("UPDATE", f"concat('{{', {changed}, '\"revision\":', OLD.revision, '}}')", "NEW.revision"),
            ("DELETE", f"json_object({whole})", "NULL"),
        ):
            yield (
                f"import_{verb.lower()}_{name}",
                f'AFTER {verb} ON main."{name}" BEGIN '
                f"INSERT INTO {_KEPT} (number, table_name, row_uid, old, revision) "  # noqa: S608
                f"VALUES ({number}, '{name}', OLD.uid, {old}, {revision}) "
                "ON CONFLICT (number, table_name, row_uid) "
                f"DO UPDATE SET old = json_insert({_KEPT}.old, {beside}), revision = excluded.revision; END",
            )
