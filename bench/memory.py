"""How much memory a month's work takes in an office of 50,000 people: the window over all lists, and each command.

`python -m bench.memory OFFICE` is the window: it signs in, shows every tab and its last row, and ends.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlcipher3

from app.store.work import DATABASE
from bench import data
from bench.import_roster import make_workbook
from bench.ratio import Result

SMALL, REACH = 1024.0, 0.5
"""MB of a small PC, and how much of them the program may take: the system needs the rest."""
PEOPLE, ROSTER, MONTH = 50_000, 1_000, "2020-12"
_STEP = 20
"""Milliseconds between two looks whether the window has done what it was asked."""


def measure(folder: Path) -> list[Result]:
    """The peak of each process, the children that read workbooks among them."""
    office = data.kept(folder, "town", (Path(data.__file__), *data.TABLES), _town)
    home = {"HOME": str(folder / "home"), "XDG_DATA_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    window = _peak([sys.executable, "-m", "bench.memory", str(office)], home)
    with TemporaryDirectory(dir=folder) as scratch:
        words = list(_words(office, Path(scratch)))
        peaks = {" ".join(said[:2]): _peak(_command(office, *said), home) for said in words}
    dearest = max(peaks, key=lambda word: peaks[word])
    title = f"内存峰值，{PEOPLE:,} 人的办公室："
    return [
        Result(f"{title}窗口", SMALL, window, REACH, unit="MB"),
        Result(f"{title}最大的命令 {dearest}", SMALL, peaks[dearest], REACH, unit="MB"),
    ]


def _town(folder: Path) -> None:
    data.make(folder, people=PEOPLE, awards=PEOPLE, crowd=ROSTER)
    connection = sqlcipher3.connect(str(folder / DATABASE), isolation_level=None)
    connection.execute("UPDATE training_class SET state = 'draft' WHERE uid = (SELECT max(uid) FROM training_class)")
    connection.close()


def _command(office: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "app", "--office", str(office), "--as", data.CLERK, *words]


def _words(office: Path, scratch: Path) -> Iterator[list[str]]:
    """What a clerk does in a month, on the largest class and claim."""
    roster = scratch / "roster.xlsx"
    make_workbook(roster, ROSTER)
    draft, claim = _uid(office, "classes", "--where=state=草稿"), _uid(office, "claims", "--sort=-granted_count")
    yield ["import", "roster", str(roster), "--into", draft, "--dry-run"]
    yield ["list", "trainees", "--xlsx", str(scratch / "trainees.xlsx")]
    yield ["print", "claim-roster", claim, str(scratch / "roster.pdf"), "--reason", "归档", "--yes"]
    yield ["report", MONTH, str(scratch / "report.xlsx")]
    yield ["package", "build", "--period", MONTH, str(scratch / "package.zip")]
    yield ["funds", "audit", MONTH, str(scratch / "audit.xlsx"), "--reason", "审计"]
    yield ["backup", str(scratch / "backup.db")]
    yield ["check"]


def _uid(office: Path, name: str, wanted: str) -> str:
    """The first record of a list as it is wanted."""
    said = [*_command(office, "list", name, wanted), "--json"]
    told = subprocess.run(said, check=True, capture_output=True, text=True).stdout
    return str(json.loads(told)[0]["uid"])


def _peak(command: list[str], environment: dict[str, str]) -> float:
    """MB of a process and its children; it must not be refused."""
    with subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as started:
        told = started.stderr.read() if started.stderr else b""
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode not in (0, 1):
        raise RuntimeError(f"{command}: {told.decode(errors='replace')}")
    return used.ru_maxrss / 1024


def _round(office: Path) -> int:
    """The program's own window, with a hand that goes through its lists as soon as each has come."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from app.main import run
    from app.ui.window import Window

    loop = QApplication.exec

    def watched(*_: object) -> int:
        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Window))
        steps = _steps(window)
        hand = QTimer()
        hand.setInterval(_STEP)
        hand.timeout.connect(lambda: window.jobs.pending or next(steps, None))
        hand.start()
        return loop()

    QApplication.exec = watched  # type: ignore[method-assign]  # the program makes its application itself
    return run(["--office", str(office)])


def _steps(window: Any) -> Iterator[None]:
    """Sign in, look at the end of each list, go."""
    page = window.entrance.page
    while not page.shown_password:
        yield
    page.line.setText(page.shown_password)
    page.send()
    yield
    for number in range(window.tabs.count()):
        window.tabs.setCurrentIndex(number)
        yield
        view = window.tabs.currentWidget().view
        view.scrollToBottom()
        view.selectAll()
        yield
    os._exit(0)  # how it ends is not what is measured


if __name__ == "__main__":
    sys.exit(_round(Path(sys.argv[1])))
