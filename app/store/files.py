"""Writing a file so that it is either whole or untouched."""

import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.outcomes import Refused

_TRIES, _PAUSE = 5, 0.2
"""Antivirus and preview panes hold a file for a moment; somebody who has it open holds it for good."""


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """A temporary file in the same folder that takes the place of `path` when the block ends well.

    Refused when the folder cannot be written or another program holds the file; the old file is then as it was.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        yield unfinished
        _settle(unfinished)
        _replace(unfinished, path)
    except FileNotFoundError:
        raise Refused("file.folder", folder=path.parent) from None
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
