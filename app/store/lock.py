"""One program at a time on an office: a lock that the operating system drops when the program dies."""

import getpass
import os
import socket
import sys
from pathlib import Path
from typing import IO

from app.domain.outcomes import Refused

if sys.platform == "win32":
    import msvcrt

    def _seize(file: IO[str]) -> None:
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _seize(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class OfficeLock:
    """Holds `office.lock` of a folder until closed; Refused when another program holds it."""

    def __init__(self, folder: Path) -> None:
        path = folder / "office.lock"
        self._file = path.open("a+", encoding="utf-8")
        try:
            _seize(self._file)
        except OSError:
            self._file.seek(0)
            who = self._file.read().strip() or "未知"
            self._file.close()
            raise Refused("office.locked", who=who) from None
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"{getpass.getuser()}@{socket.gethostname()} 进程 {os.getpid()}")
        self._file.flush()

    def close(self) -> None:
        """Let others in."""
        self._file.close()
