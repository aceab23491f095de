"""The command line as a batch script uses it: a process of its own for each word, on the day that the test sets."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from tests.bureau import PASSWORD
from tests.cli import warm
from tests.cli.warm import ROOT

_AS_SAID = f"""
import runpy
from app.cli import opening
from app.store.work import Office
opening.by_password, opening.secret, opening.at_terminal = Office.person, lambda question: {PASSWORD!r}, lambda: True
runpy.run_module('app', run_name='__main__', alter_sys=True)
"""
"""`python -m app`, where whoever sits at the terminal is whom he says he is."""
_ON_A_DAY = f"""
import gc, signal, sys
gc.disable()
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests may have it ignored
from datetime import datetime
from app.store import work
moment = datetime.fromisoformat(sys.argv.pop(1))
work.datetime = type("Fixed", (datetime,), {{"now": classmethod(lambda kind, zone=None: moment)}})
{_AS_SAID}
"""
"""The same with the computer's clock set."""


class Shell:
    """Runs words in a folder; keeps all that they said.

    Words are forked from a process that has loaded the program, where that is possible. With `cold`, a word starts once
    as on a clerk's computer, where what it needs is not loaded yet.
    """

    def __init__(self, folder: Path, office: str = "county", *, cold: bool = False) -> None:
        self.folder, self.office, self._cold = folder, office, cold
        self._started: set[object] = set()
        self.today: date | None = None
        self.who = ""
        self.said: list[str] = []

    def run(self, *words: object, status: int = 0) -> str:
        """What a command says on stdout, or on stderr when it is refused; its exit status must be `status`."""
        with TemporaryFile() as stdout, TemporaryFile() as stderr:
            returned = self._run(words, stdout, stderr)
            out, err = (_content(file) for file in (stdout, stderr))
        self.said += [out, err]
        assert returned == status, (words, returned, out, err)
        assert "Traceback" not in err
        assert bool(err) == (status == 2), err
        return err if status == 2 else out

    def _run(self, words: Sequence[object], stdout: IO[bytes], stderr: IO[bytes]) -> int:
        if not warm.CAN_FORK or (self._cold and words[0] not in self._started):
            self._started.add(words[0])
            known = {"env": self._environment(), "cwd": self.folder}
            return subprocess.run(self.command(*words), stdout=stdout, stderr=stderr, check=False, **known).returncode
        _, _, script, *said = self.command(*words)
        return warm.run(script, said, self._environment(), self.folder, stdout, stderr)

    def start(self, *words: object) -> "subprocess.Popen[bytes]":
        """A command under way, of which only the refusal is kept."""
        nowhere, pipe = subprocess.DEVNULL, subprocess.PIPE
        return subprocess.Popen(
            self.command(*words), env=self._environment(), cwd=self.folder, stdout=nowhere, stderr=pipe
        )

    def json(self, *words: object, status: int = 0) -> Any:
        """What a command says to machines."""
        return json.loads(self.run(*words, "--json", status=status))

    def rows(self, name: str, *where: str) -> list[dict[str, Any]]:
        """The rows of a listing."""
        found: list[dict[str, Any]] = self.json("list", name, *(w for text in where for w in ("--where", text)))
        return found

    def do(self, phrase: str, *uids: str, **given: object) -> str:
        """A verb; the uid of the last record that it was done to."""
        return str(self.json("do", phrase, *uids, *with_(given))["done"][-1])

    def refused(self, *words: object, **given: object) -> str:
        """What a refusal says."""
        return self.run(*words, *with_(given), status=2)

    def command(self, *words: object) -> list[str]:
        """The arguments of the process."""
        moment = [datetime.combine(self.today, time(9), UTC).isoformat()] if self.today else []
        script = _ON_A_DAY if moment else _AS_SAID
        who = ["--as", self.who] if self.who else []
        return [sys.executable, "-c", script, *moment, "--office", self.office, *who, *map(str, words)]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def with_(given: dict[str, object]) -> list[str]:
    """Parameters of a verb as the command line takes them."""
    return [word for key, value in given.items() for word in ("--with", f"{key}={value}")]
