"""`python -m bench.first_window [OFFICE]`: show an empty window or an office's, print when what was painted, end.

Two moments in seconds of the clock that all processes share: the first paint of the window, and of a list with rows, after
the password that an example office shows was given.
"""

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView, QWidget


class _Watch(QObject):
    """Sees every event of the program until what is waited for has been painted."""

    def __init__(self, lists: bool) -> None:
        super().__init__()
        self._waiting = ["window", "list"] if lists else ["window"]
        self._known = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note the first paints and sign in between them; the last one that is waited for ends the program."""
        if event.type() == QEvent.Type.Paint and getattr(watched, "shown_password", "") and not self._known:
            self._known = True
            watched.line.setText(watched.shown_password)
            QTimer.singleShot(0, watched.send)
        if event.type() == QEvent.Type.Paint and self._waiting and _is_painted(watched, self._waiting[0]):
            print(time.perf_counter(), flush=True)
            del self._waiting[0]
            if not self._waiting:
                os._exit(0)  # how it ends is not what is measured
        return False


def _is_painted(watched: QObject, what: str) -> bool:
    if what == "window":
        return isinstance(watched, QWidget) and watched.isWindow()
    table = watched.parent()
    return isinstance(table, QTableView) and watched is table.viewport() and table.model().rowCount() > 0


def main(words: list[str]) -> int:
    """The program itself with a watch in its event loop, or the least that Qt can show."""
    watch = _Watch(lists=bool(words))
    run = QApplication.exec

    def watched(*_: object) -> int:
        if app := QApplication.instance():
            app.installEventFilter(watch)
        return run()

    if words:
        from app.main import run as program

        QApplication.exec = watched  # type: ignore[method-assign]  # the program makes its application itself
        return program(["--office", *words])
    _app = QApplication([])
    window = QWidget()
    window.show()
    return watched()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
