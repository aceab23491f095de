"""The command line as a batch script uses it: a process of its own for each word, on the day that the test sets."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_ON_A_DAY = """
import gc, runpy, signal, sys
gc.disable()
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever started the tests may have it ignored
from datetime import datetime
from app.store import work
moment = datetime.fromisoformat(sys.argv.pop(1))
work.datetime = type("Fixed", (datetime,), {"now": classmethod(lambda kind, zone=None: moment)})
runpy.run_module("app", run_name="__main__", alter_sys=True)
"""
"""`python -m app` with the computer's clock set."""


class Shell:
    """Runs words in a folder; keeps all that they said."""

    def __init__(self, folder: Path, office: str = "county") -> None:
        self.folder, self.office = folder, office
        self.today: date | None = None
        self.who = ""
        self.said: list[str] = []

    def run(self, *words: object, status: int = 0, **environment: str) -> str:
        """What a command says on stdout, or on stderr when it is refused; its exit status must be `status`."""
        done = subprocess.run(
            self.command(*words), env=self._environment(environment), cwd=self.folder, capture_output=True
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        self.said += [out, err]
        assert done.returncode == status, (words, done.returncode, out, err)
        assert "Traceback" not in err
        assert bool(err) == (status == 2), err
        return err if status == 2 else out

    def start(self, *words: object) -> "subprocess.Popen[bytes]":
        """A command under way, of which only the refusal is kept."""
        nowhere, pipe = subprocess.DEVNULL, subprocess.PIPE
        return subprocess.Popen(
            self.command(*words), env=self._environment({}), cwd=self.folder, stdout=nowhere, stderr=pipe
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
        program = ["-c", _ON_A_DAY, *moment] if moment else ["-m", "app"]
        who = ["--as", self.who] if self.who else []
        return [sys.executable, *program, "--office", self.office, *who, *map(str, words)]

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", **more}


def with_(given: dict[str, object]) -> list[str]:
    """Parameters of a verb as the command line takes them."""
    return [word for key, value in given.items() for word in ("--with", f"{key}={value}")]
