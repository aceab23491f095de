"""Writing a file so that it is either whole or untouched."""

import errno
import os
import secrets
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store import temporary_files
from app.store.lock import LOCK

DATABASE = "office.db"
LOGS = ("-wal", "-shm", "-journal")
"""Endings of what SQLite keeps beside a database, and would read into whichever one it finds of that name."""
_OFFICE = frozenset({LOCK, DATABASE, *(DATABASE + ending for ending in LOGS)})
"""What makes a folder an office: written over by anything else, its data would be gone."""
_DRAFT = ".tmp"
_TRIES, _PAUSE = 5, 0.2
"""Antivirus and preview panes hold a file for a moment; somebody who has it open holds it for good."""
_LIMITED, _LONGEST = os.name == "nt", 259
"""Whether paths are limited, and to how many characters: Windows takes longer ones only where its administrator said so."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REASONS: Mapping[int | None, str] = {
    errno.ENOENT: "system.missing",
    errno.EISDIR: "system.folder",
    errno.ENOTDIR: "system.not_folder",
    errno.EEXIST: "system.exists",
    errno.EACCES: "system.denied",
    errno.EPERM: "system.denied",
    errno.EROFS: "system.read_only",
    errno.ENOSPC: "system.full",
    errno.EDQUOT: "system.full",
    errno.EFBIG: "system.large",
    errno.ENAMETOOLONG: "system.long",
    errno.EBUSY: "system.busy",
}


def why(error: OSError) -> str:
    """What the operating system would not do, in words that follow a file's name."""
    return say(_REASONS.get(error.errno, "system.other"), detail=error.strerror or error)


class Draft:
    """A file under another name in the folder where it will stand; Refused when that folder cannot be written."""

    def __init__(self, path: Path, *, recovered: bool = False) -> None:
        """`recovered`: whoever opens the office next decides what becomes of it, should the program die."""
        if path.is_dir():
            raise Refused("file.is_folder", file=path)
        if path.name.lower() in _OFFICE or path.resolve().name.lower() in _OFFICE:
            raise Refused("file.office", file=path)
        self.path, self.unfinished = path, path.with_name(f".{path.name}.{secrets.token_hex(4)}{_DRAFT}")
        try:
            self.unfinished.touch()
        except OSError as error:
            if error.errno in FULL:  # then the folder is not to blame
                raise
            length = len(str(self.unfinished.absolute()))
            if _LIMITED and length > _LONGEST:
                raise Refused("file.long", folder=path.parent, length=length) from None
            raise Refused("file.folder", folder=path.parent) from None
        self._note = None if recovered else temporary_files.note_unfinished(self.unfinished)

    def settle(self) -> None:
        """Bring it to the disk, so that a power cut cannot leave an empty file under the right name."""
        with self.unfinished.open("rb+") as file:
            os.fsync(file.fileno())

    def place(self) -> None:
        """Give it its name, in place of an older file; Refused when another program holds that one."""
        replace(self.unfinished, self.path)

    def discard(self) -> None:
        """Leave nothing of it, unless it was placed."""
        self.unfinished.unlink(missing_ok=True)
        temporary_files.forget_note(self._note)


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A temporary file in the same folder that takes the place of `path` when the block ends well.

    Refused when the folder cannot be written or another program holds the file; the old file is then as it was.
    """
    draft = Draft(path)
    try:
        yield draft.unfinished
        draft.settle()
        draft.place()
    finally:
        draft.discard()


def drafts_in(folder: Path) -> Iterator[tuple[Path, str]]:
    """What a program that died left unplaced in a folder, each with the name that it would have got."""
    for path in folder.glob(f".*{_DRAFT}"):
        yield path, path.name[1:].rsplit(".", 2)[0]


def replace(source: Path, target: Path) -> None:
    """Put a file in the place of another, and bring that to the disk; Refused while another program holds the other."""
    for left in range(_TRIES - 1, -1, -1):
        try:
            os.replace(source, target)
            break
        except PermissionError:
            if not left:
                raise Refused("file.held", file=target) from None
            time.sleep(_PAUSE)
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
