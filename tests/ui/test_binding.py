import subprocess
import sys
from pathlib import Path

KEEPS = """
import linecache, sys
import PySide6.QtCore
from app.ui.binding import read_no_sources
{held}
import app.desk.screens
sys.exit(any("kinds.py" in name for name in linecache.cache))
"""


def _sources_are_kept(held: str) -> int:
    return subprocess.run(
        [sys.executable, "-c", KEEPS.format(held=held)], cwd=Path(__file__).parents[2], check=False
    ).returncode


def test_the_binding_reads_the_source_of_no_module_once_it_is_held() -> None:
    assert _sources_are_kept("") == 1
    assert _sources_are_kept("read_no_sources()") == 0
