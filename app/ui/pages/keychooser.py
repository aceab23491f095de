"""Choosing what else a pack is to say: from the list, by subject, so that nobody types the name of a key."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.kernel.texts import say
from app.ui.layouts import Dialog


class KeyChooser(Dialog):
    """Everything that a pack may say, by subject; typing narrows it, Enter takes what the cursor is on."""

    chosen = Signal(str)
    """The title of the policy key."""

    def __init__(self, parent: QWidget, subjects: Mapping[str, Sequence[tuple[str, bool]]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("policy_page.choose_key"))
        self._subjects = subjects
        self.search, self.list = QLineEdit(), QListWidget()
        self.search.setPlaceholderText(say("policy_page.narrow"))
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self.take)
        self.list.itemActivated.connect(self.take)
        box = self.box
        hint = QLabel(say("policy_page.choose_hint"))
        hint.setObjectName("faint")
        hint.setWordWrap(True)
        box.addWidget(hint)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        self._fill("")
        self.measure(70, 30)

    def _fill(self, wanted: str) -> None:
        self.list.clear()
        word = wanted.strip()
        for subject, titles in self._subjects.items():
            fitting = [one for one in titles if word in one[0] or word in subject]
            if fitting:
                heading = QListWidgetItem(subject, self.list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            for title, said in fitting:
                item = QListWidgetItem(say("policy_page.already", title=title) if said else f"　{title}", self.list)
                item.setData(Qt.ItemDataRole.UserRole, title)
        self.list.setCurrentRow(1)

    def take(self) -> None:
        """What the cursor is on."""
        item = self.list.currentItem()
        if item is not None and (title := item.data(Qt.ItemDataRole.UserRole)):
            self.accept()
            self.chosen.emit(title)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """↓ goes from the line into the list."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)
