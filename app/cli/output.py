"""What the command line prints: a table that lines up with Chinese characters, or JSON."""

import codecs
import errno
import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, TextIO

from app import LAUNCHED
from app.kernel.kinds import UID, Kind
from app.kernel.outcomes import Problems, Refused
from app.store.files import why

_WIDE = frozenset("WF")
_WIDEST = 40


_READER_GONE = frozenset({errno.EPIPE, errno.EINVAL})
"""What a system says of a pipe that nobody reads any more; Windows, the second."""
_GB18030 = 54936
"""The one code page that Python knows by another name."""


def console_page() -> int:
    """The code page by which a console of Windows reads what programs tell each other, such as 936; 0 where none does."""
    if sys.platform == "win32" and LAUNCHED in sys._xoptions:  # else it is as Python was told
        import ctypes  # noqa: PLC0415

        return int(ctypes.windll.kernel32.GetConsoleOutputCP())
    return 0


def readable(stream: TextIO | None) -> None:
    """Make a stream take every Chinese character: in its own encoding where that has them, else escaped; never an error.

    What is passed on or written to a file is in the console's code page, so that `findstr`, `for /f`, PowerShell and
    a clerk's editor read it; the console itself takes every character.
    """
    if not isinstance(stream, io.TextIOWrapper):
        return
    if (page := console_page()) and not stream.isatty():
        stream.reconfigure(encoding=codecs.lookup("gb18030" if page == _GB18030 else f"cp{page}").name)
    try:
        "中文".encode(stream.encoding)
        stream.reconfigure(errors="backslashreplace")
    except UnicodeEncodeError:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class Output:
    """Writes one answer."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        self.stream = stream
        self.as_json = as_json
        self._ascii = stream.encoding.lower() not in ("utf-8", "utf8")
        """JSON is escaped where the stream might lack a rare character, so that a machine still reads the right one."""

    def line(self, text: str) -> None:
        """A sentence for people; nothing for machines."""
        if not self.as_json:
            self._write(f"{text}\n")

    def answer(self, values: Mapping[str, Any], text: str = "") -> None:
        """One result: JSON for machines, a sentence or its lines for people."""
        if self.as_json:
            self._json(values)
        elif text:
            self.line(text)
        else:
            for key, value in values.items():
                self.line(f"{key}：{'' if value is None else value}")

    def table(self, keys: Sequence[str], titles: Sequence[str], rows: Iterable[Sequence[Any]], foot: str = "") -> None:
        """Rows as a list of objects, or as a table with titles."""
        if self.as_json:
            self._json([dict(zip(keys, row, strict=True)) for row in rows])
            return
        shown = [[_cut("" if v is None else str(v)) for v in row] for row in rows]
        widths = [max(map(width, column)) for column in zip(titles, *shown, strict=True)]
        for row in (titles, *shown):
            self.line("  ".join(_pad(text, w) for text, w in zip(row, widths, strict=True)).rstrip())
        if foot:
            self.line(foot)

    def problems(self, found: Problems) -> None:
        """Everything that was wrong with the input."""
        if self.as_json:
            self._json({"problems": [problem_values(p) for p in found.problems], "more": found.more})
        else:
            self.line(str(found))

    def _json(self, value: Any) -> None:
        self._write(json.dumps(value, ensure_ascii=self._ascii, indent=1, default=_plain) + "\n")

    def flush(self) -> None:
        """Let everything that was written arrive."""
        with self._arriving():
            self.stream.flush()

    def _write(self, text: str) -> None:
        with self._arriving():
            self.stream.write(text)

    @contextmanager
    def _arriving(self) -> Iterator[None]:
        """Refused when the answer does not arrive, such as on a full disk: what was asked for is done all the same."""
        try:
            yield
        except OSError as error:
            if error.errno in _READER_GONE:
                raise BrokenPipeError from None
            self.silence()
            raise Refused("cli.output", reason=why(error)) from None

    def silence(self) -> None:
        """Nobody reads on; nor does Python fail with what is still in its buffer when it ends."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.stream.fileno())


def machine(kind: Kind, value: Any) -> Any:
    """A value for machines; uids as their characters, identity numbers, telephones and accounts masked."""
    return kind.shown(value) if (kind.mask or kind is UID) and value is not None else value


def problem_values(problem: Any) -> dict[str, Any]:
    """A problem for machines."""
    keys = ("code", "key", "title", "value", "sheet", "row", "column")
    return {**{key: getattr(problem, key) for key in keys}, "reason": problem.reason}


def width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def _pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _cut(text: str) -> str:
    text = text.replace("\n", " ")
    if width(text) <= _WIDEST:
        return text
    while width(text) > _WIDEST - 1:
        text = text[:-1]
    return text + "…"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
