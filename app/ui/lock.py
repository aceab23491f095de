"""Locking the window: after some minutes without a key or a click, or at once, everything but the sign-in page is hidden.

What stands in other windows of the program, half-typed dialogs among them, is hidden as it is and comes back as it was.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.ui.timers import later

_MINUTE = 60 * 1000
USUAL = 10
"""Minutes of an office that says nothing else."""
_STIRRING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_PASSING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen})


class Lock(QObject):
    """Watches the keyboard and the mouse of every window of the program; `due` is done when they rest, and by Ctrl+L."""

    def __init__(self, window: QWidget, due: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._due = window, due
        self._hidden: list[tuple[QWidget, Qt.WindowModality]] = []
        self.minutes = USUAL
        self._idle = later(self, USUAL * _MINUTE, due)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)

    def start(self, minutes: int) -> None:
        """Lock after so many minutes of rest from now on."""
        self.minutes = minutes
        self._idle.setInterval(minutes * _MINUTE)
        self._idle.start()

    def stop(self) -> None:
        """Nobody is signed in: there is nothing to hide."""
        self._idle.stop()

    @property
    def hidden(self) -> int:
        """How many windows it hides."""
        return sum(isValid(widget) for widget, _ in self._hidden)

    def hide(self) -> None:
        """Everything but the main window."""
        self.stop()
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self._window]
        for widget in sorted(shown, key=_depth):
            if widget.windowType() in _PASSING:
                widget.close()
            else:
                self._hidden.append((widget, widget.windowModality()))
        for widget, _ in reversed(self._hidden):
            widget.hide()

    def show(self) -> None:
        """As it was."""
        hidden, self._hidden = self._hidden, []
        for widget, modality in hidden:
            if isValid(widget):
                widget.setWindowModality(modality)
                widget.show()
                widget.activateWindow()

    def drop(self) -> None:
        """Another person came: the windows of the one before are closed for good."""
        hidden, self._hidden = self._hidden, []
        for widget, _ in reversed(hidden):
            if isValid(widget):
                widget.deleteLater()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A key, a click, a move: the rest begins anew; Ctrl+L ends it at once, in every window."""
        if event.type() not in _STIRRING:
            return False
        if self._idle.isActive():
            self._idle.start()
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_L and _is_ctrl(event):
                self._due()
                return True
        return False


def _is_ctrl(event: QKeyEvent) -> bool:
    return bool(event.modifiers() == Qt.KeyboardModifier.ControlModifier)


def _depth(widget: QWidget) -> int:
    """How many windows it stands above."""
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)
