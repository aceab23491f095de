"""What the machine does to the program - disks, files, memory, damaged pages - as a refusal in words, and the diagnosis."""

import errno
import re
import sys
import traceback
from datetime import datetime
from pathlib import Path

from app.kernel.masking import masked
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.files import FULL, why

_WRITING = FULL | {errno.EROFS, errno.EFBIG}
_VALUE = re.compile(r"(?<=with text ).*", re.DOTALL)
"""The driver quotes the bytes of a text that it cannot read."""


def refusal(error: BaseException) -> Refused | None:
    """The refusal of a full, read-only, failing or missing disk, of damaged data or too little memory; None for a bug."""
    if isinstance(error, Refused):
        return error
    if error.args and isinstance(error.args[0], OSError):  # in whose words a library wraps it
        error = error.args[0]
    if isinstance(error, OSError):
        return _refusal_of_file(error)
    if isinstance(error, MemoryError):
        return Refused("stopped.memory")
    from app.store.engine import disk_refusal  # noqa: PLC0415 - the window starts without a database

    return disk_refusal(getattr(error, "orig", None) or error)


def _refusal_of_file(error: OSError) -> Refused:
    """Of a copy, the system names both files: what it could not write is the second."""
    name = (error.errno in _WRITING and error.filename2) or error.filename
    if name is None and error.errno in FULL:
        return Refused("disk.full")
    return Refused("stopped.file", name=name or say("stopped.name"), reason=why(error))


def refusal_at(error: BaseException, folder: Path | None) -> Refused | None:
    """The same; also for whatever comes of damaged pages in the office of a folder, such as a date that is none."""
    found = refusal(error)
    if found is not None or folder is None:
        return found
    from app.store.engine import damaged  # noqa: PLC0415
    from app.store.work import DATABASE  # noqa: PLC0415

    return Refused("disk.damaged") if damaged(folder / DATABASE) else None


def trace(error: BaseException) -> str:
    """Where an error of the program came from, without anybody's data."""
    lines = traceback.TracebackException.from_exception(error).format()
    return masked("".join(_VALUE.sub("…\n", line) for line in lines))


def diagnosis(told: str, folder: Path | None) -> Path | None:
    """Write a trace to a file that may be passed on; None when there is no place for it."""
    if folder is None or not folder.is_dir():
        return None
    path = folder / "diagnosis" / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}.txt"
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Python {sys.version}\n{sys.platform}\n\n{told}", encoding="utf-8")
    except OSError:
        return None
    return path
