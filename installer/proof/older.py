"""A release before this one, to upgrade from: this source under an earlier number, with a file that is gone since."""

import shutil
import subprocess
import sys
from pathlib import Path

from installer.downloads import DOWNLOADS
from installer.linux.interpreter import INTERPRETERS
from installer.places import BUILD, ROOT

VERSION = "0.9.0"
GONE = "only_before.py"
"""A module of the program that the release after it does not have any more."""
_WORK = BUILD / "older"
_SOURCE = _WORK / "source"


def package(system: str, pattern: str) -> Path:
    """A file of the older release by its name, such as `*-setup.exe`; made once, anew when `build/older` is thrown away."""
    dist = _SOURCE / "dist"
    if not list(dist.glob(pattern)):
        _make(system)
    (found,) = dist.glob(pattern)
    return found


def _make(system: str) -> None:
    if not _SOURCE.exists():
        _WORK.mkdir(parents=True, exist_ok=True)
        _git("clone", "--quiet", "--shared", ROOT, _SOURCE)
        (_SOURCE / "app" / "__init__.py").write_text(_renumbered(), "utf-8")
        (_SOURCE / "app" / GONE).write_text('"""Nothing."""\n', "utf-8")
        _git("add", "--all", cwd=_SOURCE)  # a package takes only what git knows
        (_SOURCE / "build").mkdir()
        for shared in (DOWNLOADS, INTERPRETERS):
            (_SOURCE / "build" / shared.name).symlink_to(shared)
    shutil.rmtree(_SOURCE / "build" / system, ignore_errors=True)
    subprocess.run((sys.executable, "-m", "installer", system), cwd=_SOURCE, check=True)


def _renumbered() -> str:
    text = (ROOT / "app" / "__init__.py").read_text("utf-8")
    lines = (f'__version__ = "{VERSION}"' if line.startswith("__version__") else line for line in text.splitlines())
    return "\n".join(lines) + "\n"


def _git(*words: object, cwd: Path = ROOT) -> None:
    subprocess.run(["git", *map(str, words)], cwd=cwd, check=True)
