"""The example office as every proof meets it, whatever the system: its people, its window, and what its data must be."""

import subprocess
import sys
from pathlib import Path

from installer.places import ROOT

FIRST, MAKING, WINDOW = "开始使用", "准备示例办公室", "补贴性培训管理"
"""Titles: of what stands before the window at the first start, while the example is made, and in that of the window."""
OPENED = "【示例】"
"""In the title of the window once the example office is open and somebody may sign in."""
CLERK, PASSWORD, RECEIVER = "张经办", "shili-1001", "周接收"
DRAFT_CLASS = "500110-2021-0013"
"""A class of the example office whose roster is not there yet."""
FROZEN_SCHEMA = "0010"
"""The schema of an office that an earlier program left."""


def disagreeing(office: Path) -> list[str]:
    """What the source tree finds wrong in an office."""
    from app.desk.checking import disagreements
    from app.store.work import Office

    with Office(office) as opened, opened.read() as read:
        return disagreements(read)


def accept(city: Path, package: Path) -> str:
    """The city's own copy under the source tree takes the package."""
    words = ("--office", city, "--as", RECEIVER, "package", "apply", package)
    command = [str(word) for word in (sys.executable, "-m", "app", *words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    return done.stdout + done.stderr
