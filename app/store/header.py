"""What the header of a database says: its schema, and the program that made it so; read without opening the file."""

import struct
from pathlib import Path

from sqlalchemy import Connection

from app import __version__
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.version import number, release

_USER_VERSION_AT, _APPLICATION_ID_AT = 60, 68


def mark(connection: Connection, schema: int) -> None:
    """Write the number of the schema, and the version of this program for whoever has an older one."""
    connection.exec_driver_sql(f"PRAGMA user_version = {schema}")
    connection.exec_driver_sql(f"PRAGMA application_id = {number(__version__)}")


def schema_in_file(path: Path) -> int:
    """The schema number, also of a file that this program could not open."""
    return _number_at(path, _USER_VERSION_AT)


def newer(path: Path, found: int, known: int) -> Refused:
    """The refusal of a database in a schema after the known one: which version of the program reads it."""
    made_by = _number_at(path, _APPLICATION_ID_AT)
    needed = say("office.needs", version=release(made_by)) if made_by else say("office.needs_newer")
    return Refused("office.newer", found=found, known=known, needed=needed)


def _number_at(path: Path, place: int) -> int:
    with path.open("rb") as file:
        head = file.read(place + 4).ljust(place + 4, b"\0")
    if not head.startswith(b"SQLite format 3\0"):
        raise Refused("office.damaged", detail="不是 SQLite 文件")
    return int(struct.unpack_from(">I", head, place)[0])
