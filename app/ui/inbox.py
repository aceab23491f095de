"""A second start with a file hands it to the window that is open: an office is open only once."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from app.store.files import atomic

_LOCK, _LETTER = "window.lock", "handed.txt"


class Inbox(QObject):
    """Of the first window of this user; further windows get no files."""

    came = Signal(object)
    """The Path of a file that another start was given."""

    def __init__(self, parent: QObject, home: Path) -> None:
        super().__init__(parent)
        home.mkdir(parents=True, exist_ok=True)
        self._letter, self._lock = home / _LETTER, _lock(home)
        if self._lock.tryLock(0):
            self._letter.unlink(missing_ok=True)
            watcher = QFileSystemWatcher([str(home)], self)
            watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        try:
            text = self._letter.read_text("utf-8")
            self._letter.unlink()
        except OSError:  # another file of the folder changed, or the letter is still held: it is looked at again
            return
        self.came.emit(Path(text))

    def close(self) -> None:
        """Whoever starts next is the first."""
        self._lock.unlock()


def pass_on(home: Path, path: Path) -> bool:
    """Hand a file to the window that is open; False when there is none."""
    if not home.is_dir():
        return False
    lock = _lock(home)
    if lock.tryLock(0):
        lock.unlock()
        return False
    with atomic(home / _LETTER) as place:
        place.write_text(str(path.absolute()), "utf-8")
    return True


def _lock(home: Path) -> QLockFile:
    lock = QLockFile(str(home / _LOCK))
    lock.setStaleLockTime(0)  # a window stays open for days; one that died is known by its process
    return lock
