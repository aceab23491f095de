"""Choosing one of many from a list by subject that typing narrows, so that nobody types the name of a thing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.ui.layouts import Dialog

_VALUE, _NOTE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Option:
    """One thing to choose: what the list shows, what is chosen, a word on it."""

    shown: str
    value: str
    note: str = ""


Find = Callable[[str], Mapping[str, Iterable[Option]]]
"""From what was typed to what fits, by subject."""


class Chooser(Dialog):
    """Everything that fits, by subject; ↓ goes into the list, Enter takes what the cursor is on."""

    chosen = Signal(str)
    """The value of the option."""

    def __init__(self, parent: QWidget, words: Sequence[str], find: Find) -> None:
        """`words`: the title, a word on how to choose, what may be typed."""
        super().__init__(parent)
        title, hint, like = words
        self.setWindowTitle(title)
        self._find = find
        self.search, self.list, self.note = QLineEdit(), QListWidget(), QLabel()
        self.search.setPlaceholderText(like)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self.take)
        self.list.itemActivated.connect(self.take)
        self.list.currentItemChanged.connect(self._tell)
        box = self.box
        told = QLabel(hint)
        told.setObjectName("faint")
        self.note.setMinimumHeight(2 * self.fontMetrics().height())
        for label in (told, self.note):
            label.setWordWrap(True)
        box.addWidget(told)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        box.addWidget(self.note)
        self._fill("")
        self.note.setHidden(not self.note.text())
        self.measure(70, 30)

    def _fill(self, wanted: str) -> None:
        self.list.clear()
        for subject, options in self._find(wanted.strip()).items():
            heading = QListWidgetItem(subject, self.list)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            for option in options:
                item = QListWidgetItem(f"　{option.shown}", self.list)
                item.setData(_VALUE, option.value)
                item.setData(_NOTE, option.note)
        self.list.setCurrentRow(1)
        if not self.list.count():
            self.note.clear()

    def _tell(self, item: QListWidgetItem | None) -> None:
        self.note.setText(item.data(_NOTE) or "" if item else "")

    def take(self) -> None:
        """What the cursor is on."""
        item = self.list.currentItem()
        if item is not None and (value := item.data(_VALUE)):
            self.accept()
            self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """↓ goes from the line into the list."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)
