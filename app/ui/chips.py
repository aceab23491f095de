"""Above a list: its conditions, each with a cross; in place of an empty one: a sentence and one button."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain.texts import say

if TYPE_CHECKING:
    from app.listings.core import Filter


class Chips(QWidget):
    """The conditions that narrow a list; hidden while there are none."""

    dropped = Signal(object)
    """The Filter whose cross was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_filters(self, filters: Iterable[tuple["Filter", str]]) -> None:
        """One chip for each condition and its wording."""
        while self._row.count():
            if widget := self._row.takeAt(0).widget():
                widget.deleteLater()
        for wanted, text in filters:
            self._row.addWidget(self._chip(wanted, text))
        self.setVisible(self._row.count() > 0)
        self._row.addStretch(1)

    def _chip(self, wanted: "Filter", text: str) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("chip")
        chip.setText(f"{text}　✕")
        chip.setToolTip(say("filter.remove"))
        chip.clicked.connect(lambda: self.dropped.emit(wanted))
        return chip


class Blank(QWidget):
    """What stands where rows would be."""

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self.sentence, self.remedy = QLabel(), QPushButton()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setObjectName("faint")
        self.remedy.clicked.connect(act)
        self.remedy.setAutoDefault(True)  # Enter presses it, outside a dialog too
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(self.sentence)
        box.addWidget(self.remedy, 0, Qt.AlignmentFlag.AlignCenter)
        box.addStretch(3)

    def tell(self, sentence: str, offer: str) -> None:
        """Say why there is nothing, and offer what helps ('' nothing does)."""
        self.sentence.setText(sentence)
        self.remedy.setText(offer)
        self.remedy.setVisible(bool(offer))
