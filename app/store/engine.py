"""The database engine: the only place that knows the dialect (SQLite, from sqlcipher3 on every platform)."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from app.kernel.outcomes import Refused
from app.store.header import mark
from app.store.models import Base
from app.store.safeguards import install_safeguards

STEPS = Path(__file__).parent / "migrations"
SCHEMA = max(int(step.name[:4]) for step in (STEPS / "versions").glob("[0-9]*.py*"))
"""Number of the schema this program writes (PRAGMA user_version): that of the newest step."""

SQLITE: str = sqlcipher3.sqlite_version
"""The version of the SQLite that is carried."""
_ALL_TABLES = 0x10002
"""Of `PRAGMA optimize`: look at every table, not only at those of this connection; analyse what has grown tenfold."""
_LEAST_ROOM = 64 << 10
"""Bytes that a database needs beside itself to be opened at all: the index of its log takes half of it."""
_LEAST_SQLITE = (3, 51, 3)  # before it, resetting the WAL could lose committed pages
_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1}
_DISK: Mapping[int, str] = {
    sqlcipher3.SQLITE_BUSY: "disk.busy",
    sqlcipher3.SQLITE_READONLY: "disk.read_only",
    sqlcipher3.SQLITE_IOERR: "disk.failed",
    sqlcipher3.SQLITE_FULL: "disk.full",
    sqlcipher3.SQLITE_CANTOPEN: "disk.failed",
    sqlcipher3.SQLITE_LOCKED: "disk.busy",
    sqlcipher3.SQLITE_PROTOCOL: "disk.busy",
    sqlcipher3.SQLITE_PERM: "disk.read_only",
    sqlcipher3.SQLITE_NOMEM: "stopped.memory",
    sqlcipher3.SQLITE_CORRUPT: "disk.damaged",
    sqlcipher3.SQLITE_NOTADB: "disk.damaged",
}
"""What the disk can do to a statement; the transaction is rolled back, so the user can mend it and go on."""
_FULL = "database or disk is full"
"""So the backup call says it, without a code."""
_NO_TEXT = "Could not decode"
"""The driver says so, without a code and with the bytes themselves, where a text is none any more."""


class OfficeDialect(SQLiteDialect_pysqlite):
    """SQLite as this program speaks it: the same for every database, so that a statement is compiled once for all."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OfficeDialect)

    def __hash__(self) -> int:
        return hash(OfficeDialect)


registry.register("sqlite.office", __name__, OfficeDialect.__name__)
_COMPILED = LRUCache[Any, Any](1000)
"""Statements as SQL, by what they consist of."""


def make_engine(path: Path, key: bytes | None = None) -> Engine:
    """An engine on one database file; `key` (32 raw bytes) opens an encrypted one."""
    if sqlcipher3.sqlite_version_info < _LEAST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher3.sqlite_version} is too old")

    def connect() -> Any:
        raw = sqlcipher3.connect(str(path), isolation_level=None, check_same_thread=False, timeout=10)
        if key is not None:
            raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for name, value in _PRAGMAS.items():
            raw.execute(f"PRAGMA {name} = {value}")
            found = raw.execute(f"PRAGMA {name}").fetchone()
            if found[0] != value:
                raise RuntimeError(f"PRAGMA {name} is {found[0]}, not {value}")
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute("PRAGMA cache_size = -65536")
        raw.create_aggregate("count_named", 1, _Named)
        return raw

    engine = create_engine(
        "sqlite+office://",
        creator=connect,
        module=sqlcipher3,
        poolclass=QueuePool,
        hide_parameters=True,
        execution_options={"compiled_cache": _COMPILED},
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", lambda context: disk_refusal(context.original_exception, path.parent))
    return engine


class _Named:
    """SQL's count_named(list): how many different things some lists of uids, as group_concat makes them, name together.

    Three times as fast as count(DISTINCT) over a million rows, since one call takes all rows of a class.
    """

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def step(self, listed: str | None) -> None:
        """One list more."""
        if listed is not None:
            self._seen.update(listed.split(","))

    def finalize(self) -> int:
        """The number at the end."""
        return len(self._seen)


def disk_refusal(error: BaseException | None, folder: Path | None = None) -> Refused | None:
    """The refusal of a full, failing or read-only disk, or of damaged pages; None when it is something else.

    Where there is no room even for the log's index, SQLite only says that the disk failed; the `folder` tells why.
    """
    code = _DISK.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)  # the low byte of an extended result code
    if isinstance(error, sqlcipher3.OperationalError) and str(error).startswith(_NO_TEXT):
        code = "disk.damaged"
    if isinstance(error, sqlcipher3.DatabaseError) and str(error) == _FULL:
        code = "disk.full"
    if code == "disk.failed" and folder is not None and _is_full(folder):
        code = "disk.full"
    return Refused(code, detail=error) if code else None


def unreadable(error: Exception) -> str:
    """What is said of a database that raised an error when it was looked into; raises what is another refusal."""
    if isinstance(error, Refused) and error.code != "disk.damaged":
        raise error
    return "文件内容已损坏"


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEAST_ROOM
    except OSError:
        return False


def damaged(path: Path) -> bool:
    """Whether pages of a database are damaged; False when it is not there, or cannot be asked."""
    try:
        raw = sqlcipher3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlcipher3.DatabaseError:
        return False
    try:
        return bool(raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    except sqlcipher3.DatabaseError as error:
        refusal = disk_refusal(error)
        return refusal is not None and refusal.code == "disk.damaged"
    finally:
        raw.close()


@contextmanager
def _refusing() -> Iterator[None]:
    """The same for what goes past SQLAlchemy; the backup call gives no result code."""
    try:
        yield
    except sqlcipher3.DatabaseError as error:
        raise disk_refusal(error) or Refused("disk.failed", detail=error) from None


def _begin(connection: Connection) -> None:
    """Writers lock at once: a reader that turns writer midway fails whatever the busy timeout is."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def create_schema(engine: Engine) -> None:
    """All tables, safeguards and the schema number, in one transaction."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        Base.metadata.create_all(connection)
        install_safeguards(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA:04d}",))
        mark(connection, SCHEMA)
    checkpoint(engine)


def teach(engine: Engine, name: str, arguments: int, answer: Callable[..., str]) -> None:
    """Let statements ask a function of this program, which gives one and the same answer while a statement runs.

    SQLite says of what it refuses only that something was raised, so the refusal itself goes past it.
    """
    refusals: list[Refused] = []

    def told(*given: Any) -> str:
        try:
            return answer(*given)
        except Refused as refused:
            refusals.append(refused)
            raise

    def connected(raw: Any, record: Any, _: Any) -> None:
        if not record.info.get(name):
            raw.create_function(name, arguments, told, deterministic=True)
            record.info[name] = True

    event.listen(engine, "checkout", connected)
    event.listen(engine, "handle_error", lambda _: refusals.pop() if refusals else None)


def tell_today(engine: Engine, today: Callable[[], date]) -> None:
    """Let statements ask `office_today()`, the date on the office's clock as ISO text; SQLite's own is another clock."""
    teach(engine, "office_today", 0, lambda: today().isoformat())


def checkpoint(engine: Engine) -> None:
    """Bring the write-ahead log into the file, so that the file alone is the database."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        with _refusing():
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def optimize(engine: Engine) -> None:
    """Let the database learn how its tables have grown, so that it chooses its indexes by what is in them."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        with _refusing():
            raw.execute(f"PRAGMA optimize = {_ALL_TABLES}")


def copy_database(source: Engine, target: Path) -> None:
    """A consistent copy of a live database by SQLite's own backup call."""
    copy = sqlcipher3.connect(str(target))
    try:
        with source.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            with _refusing():
                raw.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def integrity_faults(connection: Connection) -> Sequence[str]:
    """What SQLite itself finds wrong: damaged pages and rows that refer to nothing."""
    pages = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    lost = [f"{row[0]} {row[1]} → {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    return pages + lost
