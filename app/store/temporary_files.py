"""What this program leaves behind only while it runs: its own temporary folder, and files that are not finished yet.

Each running program has a folder in the system's temporary folder with a lock that the operating system drops when it
dies; in it stands what it has under way elsewhere. The next start clears after the dead, and never after the living.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from app.store.lock import seize

_PREFIX, _LOCK, _NOTE = "skillbureau-", "lock", ".unfinished"
BESIDE = ("-wal", "-shm", "-journal")
"""Endings of what SQLite keeps beside a database, and would read into whichever one it finds of that name."""

_held: dict[Path, IO[str]] = {}
"""This process's folder with its lock; empty before it begins, or where the temporary folder cannot be written."""


def begin() -> None:
    """Clear what dead programs left, and take a folder of one's own, in which every library makes its temporary files.

    A program that has begun already keeps the folder that it has.
    """
    if _held:
        return
    clear()
    with suppress(OSError):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        _held[folder] = _locked(folder / _LOCK, "x")
        tempfile.tempdir = str(folder)
        atexit.register(_end, folder)


def clear() -> None:
    """Remove the folders of programs that are dead, and what these had not finished."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # held by a living program, or another user's
            if folder not in _held and _is_own(folder):
                with _locked(folder / _LOCK, "r+"):
                    _clear_after(folder)
                _remove_all(folder)


@contextmanager
def unfinished(path: Path) -> Iterator[None]:
    """Something at a place that is to be gone after this block, and, if the program is killed in it, at the next start."""
    noted = note_unfinished(path)
    try:
        yield
    finally:
        with suppress(OSError):
            _remove(path)
        forget_note(noted)


def note_unfinished(path: Path) -> Path | None:
    """Note what is not finished yet, for the next start to remove; None where there is no place for a note."""
    for folder in _held:
        noted = folder / f"{secrets.token_hex(8)}{_NOTE}"
        with suppress(OSError):
            noted.write_text(str(path.absolute()), encoding="utf-8")
            return noted
    return None


def forget_note(noted: Path | None) -> None:
    """It is finished, or gone."""
    if noted is not None:
        with suppress(OSError):
            noted.unlink(missing_ok=True)


def _locked(path: Path, mode: str) -> IO[str]:
    file = path.open(mode, encoding="utf-8")
    try:
        seize(file)
    except OSError:
        file.close()
        raise
    return file


def _is_own(folder: Path) -> bool:
    """Whether this user made it: nobody else may name what is removed."""
    return not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()


def _clear_after(folder: Path) -> None:
    for noted in folder.glob(f"*{_NOTE}"):
        _remove(Path(noted.read_text(encoding="utf-8")))


def _remove_all(folder: Path) -> None:
    """Remove a program's folder once its lock is closed: Windows deletes no file that is open."""
    shutil.rmtree(folder, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    for each in (path.name, *(path.name + end for end in BESIDE)):
        path.with_name(each).unlink(missing_ok=True)


def _end(folder: Path) -> None:
    tempfile.tempdir = None
    _held.pop(folder).close()
    _remove_all(folder)
