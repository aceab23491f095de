"""What an office keeps in files of its own beside its database: carried inside a backup, so that a backup is one file."""

from contextlib import closing
from pathlib import Path, PurePosixPath

import sqlcipher3

from app.kernel.outcomes import Refused
from app.kernel.texts import say

FORMS, BANK_FORMS = "forms", "bank_forms"
"""The folders in which an office puts its own forms of papers and of files for the bank."""
TABLE = "own_file"
"""Of a backup alone: an office that is restored has the files themselves."""


def files_of(folder: Path) -> dict[str, Path]:
    """The files of an office's own by their place in its folder, but those that are being written."""
    paths = (path for name in (FORMS, BANK_FORMS) for path in sorted((folder / name).rglob("*")))
    return {path.relative_to(folder).as_posix(): path for path in paths if path.is_file() and path.name[0] != "."}


def put_into(database: Path, folder: Path) -> int:
    """Put the files of an office into a copy of its database; how many."""
    found = files_of(folder)
    if found:
        with closing(sqlcipher3.connect(str(database))) as copy, copy:
            copy.execute(f"CREATE TABLE {TABLE} (path TEXT PRIMARY KEY, content BLOB NOT NULL)")
            rows = ((place, path.read_bytes()) for place, path in found.items())
            copy.executemany(f"INSERT INTO {TABLE} VALUES (?, ?)", rows)  # noqa: S608
    return len(found)


def take_out(database: Path, folder: Path) -> None:
    """Take them out of a copy of a backup into the folder of an office; Refused when one would lie elsewhere."""
    with closing(sqlcipher3.connect(str(database))) as copy, copy:
        if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone():
            return
        for place, content in copy.execute(f"SELECT path, content FROM {TABLE}"):  # noqa: S608
            _write(folder, place, content)
        copy.execute(f"DROP TABLE {TABLE}")


def _write(folder: Path, place: str, content: bytes) -> None:
    parts = PurePosixPath(place).parts
    if len(parts) == 1 or parts[0] not in (FORMS, BANK_FORMS) or ".." in parts or "\\" in place:
        raise Refused("backup.damaged", detail=say("backup.elsewhere", file=place))
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
