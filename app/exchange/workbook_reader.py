"""Workbooks from outside: read in a child process with a limit of memory and time, refused in words when it fails."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Timer
from typing import Any, BinaryIO, cast

from app import LAUNCHED, PARSE_WORKBOOK
from app.exchange.reader_process import MEMORY, Block, Cells, Contents, Failure, Shape, receive, send
from app.kernel.outcomes import Refused

SECONDS = 20.0
"""How long a workbook may take to be parsed, without the time in which its rows are used here."""
_LARGEST_FILE = 200 << 20
_ROOT = Path(__file__).resolve().parents[2]
_ABORTED = frozenset({-6, 3, 0xC0000409})
"""How a process ends that gets no memory: SIGABRT, and what Windows makes of abort()."""


@dataclass(frozen=True)
class Sheet:
    """A sheet with its rows, which can be gone through once while no other sheet of the workbook is opened."""

    name: str
    shape: Shape
    blocks: Iterator[Block]

    @property
    def rows(self) -> Iterator[Cells]:
        """The rows one by one, of those blocks that nobody has taken yet."""
        return chain.from_iterable(zip(*block, strict=True) for block in self.blocks)


def file_bytes(path: Path) -> bytes:
    """The bytes of a file from outside; Refused when it cannot be read or is too large to be a list of anything."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise Refused("workbook.large", name=path.name, most=_LARGEST_FILE >> 20)
        return path.read_bytes()
    except PermissionError:
        raise Refused("workbook.held", name=path.name) from None
    except OSError:
        raise Refused("workbook.missing", path=path) from None


@contextmanager
def open_workbook(data: bytes, name: str) -> Iterator["Workbook"]:
    """A workbook that was looked through; Refused for anything else. The content decides, not the extension."""
    child = subprocess.Popen(  # noqa: S603 - this program itself
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        yield Workbook(child, data, name)
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                cast(BinaryIO, pipe).close()


def _command() -> Sequence[str]:
    """An installed program has no interpreter beside it: its launcher, which says so, starts it again."""
    self = () if LAUNCHED in sys._xoptions else ("-m", "app")
    return (sys.executable, *self, PARSE_WORKBOOK)


class Workbook:
    """A workbook in its child: the sheets it has, the cells not to be trusted, and one sheet after another."""

    def __init__(self, child: "subprocess.Popen[bytes]", data: bytes, name: str) -> None:
        self._child, self._name = child, name
        self._left, self._slow, self._ahead = SECONDS, False, 0
        contents: Contents = self._ask((name, data))
        self.sheets, self.faults = contents

    def sheet(self, place: int) -> Sheet:
        """A sheet by its place; the one before it can be read no further."""
        shape: Shape = self._ask(place)
        return Sheet(self.sheets[place].name, shape, self._blocks())

    def named(self, title: str) -> Sheet:
        """A sheet by its name; KeyError when there is none."""
        places = {known.name: place for place, known in enumerate(self.sheets)}
        return self.sheet(places[title])

    def in_turn(self, places: Sequence[int]) -> Iterator[Sheet]:
        """Sheets by their places, one after another: the child parses the next one while the rows of one are used here."""
        shape: Any = self._ask(places[0]) if places else None
        for place, after in zip(places, [*places[1:], None], strict=True):
            blocks = list(self._blocks())
            if after is not None:
                self._request(after)
            yield Sheet(self.sheets[place].name, shape, iter(blocks))
            shape = None if after is None else self._answer()

    def _blocks(self) -> Iterator[Block]:
        self._request(None)
        while block := self._answer():
            self._request(None)  # the child makes the next one ready meanwhile
            yield block

    def _ask(self, request: object) -> Any:
        while self._ahead:  # rows that nobody wanted
            self._answer()
        self._request(request)
        return self._answer()

    def _request(self, request: object) -> None:
        with suppress(OSError):  # a child that has gone says so by its answer
            send(cast(BinaryIO, self._child.stdin), request)
        self._ahead += 1

    def _answer(self) -> Any:
        watch, began = Timer(self._left, self._stop), time.monotonic()
        watch.start()
        try:
            found = receive(cast(BinaryIO, self._child.stdout))
        except EOFError:
            raise Refused(self._why(), name=self._name, most=MEMORY >> 20, seconds=int(SECONDS)) from None
        finally:
            watch.cancel()
        self._left -= time.monotonic() - began
        return self._told(found)

    def _told(self, found: Any) -> Any:
        self._ahead -= 1
        if isinstance(found, Failure):
            raise Refused(found.code, **found.params)
        return found

    def _stop(self) -> None:
        self._slow = True
        self._child.kill()

    def _why(self) -> str:
        """The code of what ended the child."""
        if self._slow:
            return "workbook.slow"
        return "workbook.memory" if self._child.wait() in _ABORTED else "workbook.damaged"
