"""A line for a password, which says when the letters come out as capitals."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class PasswordLine(QLineEdit):
    """Shows dots; ↑ and ↓ are for the list beside it."""

    capitals = Signal(bool)
    """Whether Caps Lock is on, told as soon as a letter shows it."""
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._locked = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A capital without Shift, or a small letter with it, tells that Caps Lock is on; its own key that it changes."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.turned.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        text, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self._tell(not self._locked)
        elif text.isascii() and text.isalpha():
            self._tell(text.isupper() != shift)
        super().keyPressEvent(event)

    def _tell(self, locked: bool) -> None:  # noqa: FBT001 - on or off
        if locked != self._locked:
            self._locked = locked
            self.capitals.emit(locked)
