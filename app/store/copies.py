"""Copies of a database: made by the database itself, reopened, checked and only then given their name."""

from collections.abc import Mapping
from pathlib import Path

import sqlcipher3
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from app.kernel.outcomes import Refused
from app.store import own_files
from app.store.checksum import append_checksum
from app.store.engine import copy_database, integrity_faults, make_engine, unreadable
from app.store.files import atomic

_SUMS = ("claim.total_fen", "claim_line.amount_fen", "payment.amount_fen")
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"


def tally(connection: Connection) -> Mapping[str, int]:
    """What two copies of an office must agree in: rows of each table, and the sums of money in 分."""
    tables = [row[0] for row in connection.exec_driver_sql(_TABLES)]
    asked = {name: f'SELECT count(*) FROM "{name}"' for name in tables}  # noqa: S608
    for place in _SUMS:
        table, column = place.split(".")
        if table in asked:
            asked[place] = f"SELECT coalesce(sum({column}), 0) FROM {table}"  # noqa: S608
    found = connection.exec_driver_sql(f"SELECT {', '.join(f'({one})' for one in asked.values())}").one()
    return dict(zip(asked, found, strict=True))


def checked_copy(engine: Engine, target: Path, folder: Path | None = None) -> Path:
    """Write a checked copy to `target`, with the files of its own from the office's folder when that is given.

    An older file of that name is replaced only by a good one.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with atomic(target) as unfinished:
        copy_database(engine, unfinished)
        with engine.connect() as connection:
            wanted = dict(tally(connection))
        if folder is not None and (count := own_files.put_into(unfinished, folder)):
            wanted[own_files.TABLE] = count
        if bad := damage(unfinished, wanted):
            raise Refused("backup.bad", detail=bad)
        append_checksum(unfinished)
    return target


def damage(path: Path, wanted: Mapping[str, int] | None = None) -> str:
    """What is wrong with a database, or that it is not the one whose tally is `wanted`; leaves one file behind."""
    engine = make_engine(path)
    try:
        with engine.connect() as connection:
            found = integrity_faults(connection)
            bad = [f"数据页、索引或引用有 {len(found)} 处错误"] if found else []
            if wanted is not None and tally(connection) != wanted:
                bad.append("行数或金额合计与原数据不一致")
    except (DatabaseError, sqlcipher3.DatabaseError, Refused) as error:
        bad = [unreadable(error)]
    finally:
        engine.dispose()
    if not bad:
        _into_one_file(path)
    return "；".join(bad)


def _into_one_file(path: Path) -> None:
    raw = sqlcipher3.connect(str(path), isolation_level=None)
    try:
        raw.execute("PRAGMA journal_mode = DELETE")
    finally:
        raw.close()
