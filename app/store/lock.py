"""One program at a time on an office: a lock that the operating system drops when the program dies."""

import getpass
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from app.kernel.outcomes import Refused

if sys.platform == "win32":
    import msvcrt

    def seize(file: IO[str]) -> None:
        """Lock an open file for this process; OSError when another holds it."""
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def seize(file: IO[str]) -> None:
        """Lock an open file for this process; OSError when another holds it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


LOCK = "office.lock"


class OfficeLock:
    """Holds `office.lock` of a folder until closed; Refused when another program holds it."""

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK
        self._file = path.open("a+", encoding="utf-8")
        try:
            seize(self._file)
        except OSError:
            self._file.seek(0)
            who = self._file.read().strip() or "未知"
            self._file.close()
            raise Refused("office.locked", who=who) from None
        with suppress(OSError):  # a full disk may still be read, and others are told less
            self._file.seek(0)
            self._file.truncate()
            self._file.write(f"{account()}@{socket.gethostname()} 进程 {os.getpid()}")
            self._file.flush()

    def close(self) -> None:
        """Let others in."""
        with suppress(OSError):
            self._file.close()


def account() -> str:
    """Whose account of the operating system this is; ? where it has no name."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # in which way depends on the system and on the version of Python
        return "?"
