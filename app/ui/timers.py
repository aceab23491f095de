"""Doing something a little later, once, however often it is asked for."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, wait: int, act: Callable[[], None]) -> QTimer:
    """A timer that does `act` so many milliseconds after its last start()."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(wait)
    timer.timeout.connect(act)
    return timer
