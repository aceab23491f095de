"""What the office knows already of the things a table names, found by one join for all rows."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.kernel.kinds import Value
from app.record.imports.batch import CHUNK
from app.store.models import OfficeRow
from app.store.work import Read, Work


def born(number: str) -> str:
    """The birthday of an ID number as the bare driver wants it."""
    return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"


def stored(value: Value) -> Value:
    """A value as the bare driver wants it: days as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def office_name(read: Read, uid: int) -> str:
    """The name of an office."""
    return str(read.session.scalar(select(OfficeRow.name).where(OfficeRow.uid == uid)))


def rewrite(work: Work, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Set the columns of many rows, each (value, …, uid), and count up their revision."""
    sets = ", ".join(f"{column} = ?" for column in columns)
    text = f"UPDATE {table} SET {sets}, revision = revision + 1 WHERE uid = ?"  # noqa: S608
    for start in range(0, len(rows), CHUNK):
        work.connection.exec_driver_sql(text, list(rows[start : start + CHUNK]))
    work.touched.add(table)
