"""Writing a file so that it is either whole or untouched."""

import errno
import os
import secrets
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.domain.outcomes import Refused
from app.domain.texts import say

_TRIES, _PAUSE = 5, 0.2
"""Antivirus and preview panes hold a file for a moment; somebody who has it open holds it for good."""
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


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A temporary file in the same folder that takes the place of `path` when the block ends well.

    Refused when the folder cannot be written or another program holds the file; the old file is then as it was.
    """
    if path.is_dir():
        raise Refused("file.is_folder", file=path)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        unfinished.touch()
    except OSError:
        raise Refused("file.folder", folder=path.parent) from None
    try:
        yield unfinished
        _settle(unfinished)
        _replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Bring it to the disk, so that a power cut cannot leave an empty file under the right name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> None:
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
