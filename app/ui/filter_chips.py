"""Above a list: its conditions, each with a cross; in place of an empty one: a sentence and what helps."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.kernel.texts import say
from app.ui.layouts import Flow

if TYPE_CHECKING:
    from app.record.listing import Filter


class FilterChips(QWidget):
    """The conditions that narrow a list; hidden while there are none."""

    dropped = Signal(object)
    """The Filter whose cross was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._row = Flow()
        self.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_filters(self, filters: Iterable[tuple["Filter", str]]) -> None:
        """One chip for each condition and its wording."""
        while item := self._row.takeAt(0):
            item.widget().deleteLater()
        for wanted, text in filters:
            self._row.addWidget(self._chip(wanted, text))
        self.setVisible(self._row.count() > 0)

    def _chip(self, wanted: "Filter", text: str) -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("chip")
        chip.setText(f"{text}　✕")
        chip.setToolTip(say("filter.remove"))
        chip.clicked.connect(lambda: self.dropped.emit(wanted))
        return chip


class EmptyList(QWidget):
    """What stands where rows would be."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence, self.remedy, self.other = QLabel(), QPushButton(), QPushButton()
        self._acts: list[Callable[[], object]] = []
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        self.sentence.setObjectName("faint")
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addWidget(self.sentence)
        for place, button in enumerate((self.remedy, self.other)):
            button.clicked.connect(partial(self._act, place))
            button.setAutoDefault(True)  # Enter presses it, outside a dialog too
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        box.addStretch(3)

    def tell(self, sentence: str, offers: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Say why there is nothing, and offer what helps: at most two things, perhaps none."""
        self.sentence.setText(sentence)
        self._acts = [act for _, act in offers]
        for place, button in enumerate((self.remedy, self.other)):
            button.setVisible(place < len(offers))
            button.setText(offers[place][0] if place < len(offers) else "")

    def _act(self, place: int) -> None:
        self._acts[place]()
