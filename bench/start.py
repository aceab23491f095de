"""From the command to the shown window on the example office, to an empty window of Qt."""

import math
import os
import subprocess
import sys
import time
from pathlib import Path

from app import demo
from bench.data import TABLES, kept
from bench.ratio import Result, medians

REACH = 3.0
_PATIENCE = 60
"""Seconds after which a window that never shows is a failure."""


def measure(folder: Path) -> list[Result]:
    """The first paint of the window; how long until a list stands in it is told beside, without a limit."""
    sources = (*TABLES, *sorted(Path(demo.__file__).parent.glob("*.py")))
    office = kept(folder, "example", sources, demo.make) / "county"
    lists: list[float] = []

    def ours() -> float:
        shown, listed = _shown(folder, str(office))
        lists.append(listed)
        return shown

    floor, window = medians(lambda: _shown(folder)[0], ours)
    rows = sorted(lists[1:])[len(lists) // 2]
    return [
        Result("启动到显示窗口（示例办公室）", floor, window, REACH),
        Result("启动到列出培训计划", floor, rows, math.inf),
    ]


def _shown(folder: Path, *words: str) -> list[float]:
    """Seconds from the start of a process to each of its paints; its settings and its compiled code are kept apart."""
    home = dict.fromkeys(("HOME", "XDG_DATA_HOME", "LOCALAPPDATA"), str(folder / "home"))
    home["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **home}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "bench.first_window", *words]
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=_PATIENCE)
    return [float(moment) - began for moment in done.stdout.split()]
