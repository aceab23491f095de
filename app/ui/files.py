"""Asking for files and folders: first in the user's documents, then where the last one was, while the program runs."""

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What no name of a file may have on Windows; the names of classes do."""
_last = [QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)]


def to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """A file that is there, or None."""
    name, _ = QFileDialog.getOpenFileName(parent, title, _last[0], kinds)
    return _remember(name)


def to_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write, with the suffix of the proposed name when none is given; or None."""
    name = _UNSAFE.sub("_", name)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path(_last[0]) / name), kinds)
    path = _remember(chosen)
    return path.with_name(path.name + Path(name).suffix) if path and not path.suffix else path


def folder(parent: QWidget, title: str, start: str = "") -> Path | None:
    """A folder, or None."""
    name = QFileDialog.getExistingDirectory(parent, title, start or _last[0])
    return Path(name) if name else None


def _remember(name: str) -> Path | None:
    if not name:
        return None
    _last[0] = str(Path(name).parent)
    return Path(name)
