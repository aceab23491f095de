"""A second start with a file hands it to the window that is open: an office is open only once."""

from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, QTimer, Signal

from app.store.files import atomic
from app.store.lock import seize

_LOCK, _LETTER = "window.lock", "handed.txt"
_EVERY = 500
"""Milliseconds between two looks for a file: what watches folders misses some changes, and may come while a file is held."""


class Inbox(QObject):
    """Of the oldest window of this user that is open; the others get no files."""

    came = Signal(object)
    """The Path of a file that another start was given."""

    def __init__(self, parent: QObject, home: Path) -> None:
        super().__init__(parent)
        home.mkdir(parents=True, exist_ok=True)
        self._home, self._held = home, _hold(home)
        if self._held:
            (home / _LETTER).unlink(missing_ok=True)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)
        self._watch.start(_EVERY)

    def _look(self) -> None:
        self._held = self._held or _hold(self._home)
        letter = self._home / _LETTER
        if not self._held or not letter.exists():
            return
        try:
            text = letter.read_text("utf-8")
            letter.unlink()
        except OSError:  # another program looks at it: it is there at the next look as well
            return
        self.came.emit(Path(text))

    def close(self) -> None:
        """Whoever is open next gets the files."""
        self._watch.stop()
        if self._held:
            self._held.close()


def pass_on(home: Path, path: Path) -> bool:
    """Hand a file to the window that is open; False when there is none."""
    if not home.is_dir():
        return False
    if held := _hold(home):
        held.close()
        return False
    with atomic(home / _LETTER) as place:
        place.write_text(str(path.absolute()), "utf-8")
    return True


def _hold(home: Path) -> IO[str] | None:
    """The lock of the window that gets the files, dropped by the system when its program dies; None while another holds it."""
    file = (home / _LOCK).open("a+", encoding="utf-8")
    try:
        seize(file)
    except OSError:
        file.close()
        return None
    return file
