"""Opening an office's database: an older schema is copied away, then brought to this program's in one transaction."""

from pathlib import Path
from warnings import catch_warnings, filterwarnings

import sqlcipher3
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from app.kernel.masking import masked
from app.kernel.outcomes import Refused
from app.store.copies import checked_copy
from app.store.engine import SCHEMA, STEPS, checkpoint, make_engine, unreadable
from app.store.header import mark, newer
from app.store.safeguards import install_safeguards, remove_safeguards


def open_current(
    path: Path, backups: Path, key: bytes | None = None, *, scripts: Path = STEPS, known: int = SCHEMA
) -> Engine:
    """The engine of a database in schema `known`; Refused when the file is newer, damaged or not an office's."""
    engine = make_engine(path, key)
    try:
        found = _schema(engine)
        if found > known:
            raise newer(path, found, known)
        if found < known:
            _upgrade(engine, scripts, known, checked_copy(engine, backups / f"upgrade-from-{found:04d}.db"))
    except BaseException:
        engine.dispose()
        raise
    return engine


def _schema(engine: Engine) -> int:
    """The number as the database knows it, which may still be in the write-ahead log and not in the file's header."""
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
            found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    except (DatabaseError, sqlcipher3.DatabaseError, Refused) as error:
        raise Refused("office.damaged", detail=unreadable(error)) from None
    if not found:
        raise Refused("office.damaged", detail="不是本程序的数据库")
    return found


def _upgrade(engine: Engine, scripts: Path, known: int, backup: Path) -> None:
    """Every step, the check of all references and the new number: all of it or nothing."""
    with engine.connect().execution_options(writing=True) as connection:
        _references(connection, "OFF")  # inside a transaction it would be ignored without a word
        try:
            with connection.begin():
                _run_steps(connection, scripts, known)
                install_safeguards(connection)
                _check_references(connection)
                mark(connection, known)
        except Exception as error:
            raise Refused("upgrade.failed", detail=masked(str(error).splitlines()[0]), backup=backup) from error
        finally:
            _references(connection, "ON")
    checkpoint(engine)


def _check_references(connection: Connection) -> None:
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if lost is not None:
        raise ValueError(f"{lost[0]} {lost[1]} → {lost[2]}")


def _references(connection: Connection, word: str) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(f"PRAGMA foreign_keys = {word}")


def _run_steps(connection: Connection, scripts: Path, known: int) -> None:
    from alembic import command  # a third of a second, so only when there is something to do
    from alembic.config import Config

    remove_safeguards(connection)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with catch_warnings():
        # of tables that one made anew refers to, which stay; that no index of its own is lost, a test compares
        filterwarnings("ignore", message=".*expression-based index")
        command.upgrade(config, f"{known:04d}")
