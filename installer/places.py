"""Where the packaging works, when the packaged state of the source was made, and how a tool is called."""

import os
import re
import subprocess
from functools import cache
from pathlib import Path

from app import __version__
from app.kernel.version import shown

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installer"
BUILD = ROOT / "build"
"""Downloads, trees and roots: may be thrown away, is made again."""
DIST = ROOT / "dist"
"""What is handed out."""
LOCK = ROOT / "requirements" / "lock.txt"
NAME = "skillbureau"
TITLE = "补贴性职业技能培训管理"
VERSION = shown()
"""As it stands in the names of files: 1.0.0-rc1."""
PYTHON = "3.11"
"""The interpreter that both packages carry; the wheels are taken for it and the modules compiled by it."""


def run(*words: object, cwd: Path = ROOT, **environment: str) -> str:
    """Call a tool and return what it printed; it says itself on the console why it fails."""
    told = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch()), **environment}
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=told, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8", "replace")


@cache
def epoch() -> int:
    """Seconds since 1970 of the last commit: the time that every file of a package bears."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    words = ("git", "log", "-1", "--format=%ct")
    return int(subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def files_below(folder: Path) -> list[Path]:
    """Every file below a folder in one order on every machine."""
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def number(version: str = __version__) -> tuple[int, int, int, int]:
    """A version as Windows compares it: four numbers, a candidate below what it is a candidate for."""
    plain = re.match(r"(\d+)\.(\d+)\.(\d+)(?:(a|b|rc)(\d+))?$", version)
    assert plain is not None
    stage = {"a": 100, "b": 200, "rc": 300}.get(plain[4] or "", 1000) + int(plain[5] or 0)
    return int(plain[1]), int(plain[2]), int(plain[3]), stage
