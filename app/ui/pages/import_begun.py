"""What was begun and not imported, above the importing page: gone on with by one key, or given up."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.desk import import_begun
from app.desk.import_begun import Offer
from app.kernel.texts import say
from app.record.imports import begun
from app.ui import messages
from app.ui.jobs import Jobs
from app.ui.layouts import pressed_by_enter

if TYPE_CHECKING:
    from app.store.work import Work


class BegunImports(QWidget):
    """A line for each, with its buttons; what was begun elsewhere can only be given up here."""

    chosen = Signal(str)
    """The digest of one that is gone on with."""

    def __init__(self, jobs: Jobs, kind: str, into: int | None) -> None:
        super().__init__()
        self._jobs, self._kind, self._into = jobs, kind, into or 0
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setColumnStretch(0, 1)
        self.hide()

    def load(self) -> None:
        """Ask for them anew."""
        kind = self._kind
        self._jobs.look(self, lambda read: import_begun.offers(read, kind), self._show)

    def _show(self, offers: list[Offer]) -> None:
        while self._box.count():
            if (widget := self._box.takeAt(0).widget()) is not None:
                widget.deleteLater()
        buttons: list[QPushButton] = []
        for row, offer in enumerate(offers):
            label = QLabel(offer.text)
            label.setObjectName("banner")
            label.setWordWrap(True)
            self._box.addWidget(label, row, 0)
            if offer.into == self._into:
                buttons.append(self._button("go_on", row, 1, partial(self._go_on, offer)))
            self._button("give_up", row, 2, partial(self._ask, offer))
        self.setVisible(bool(offers))
        if buttons:
            buttons[0].setFocus()

    def _button(self, code: str, row: int, column: int, act: partial[None]) -> QPushButton:
        button = pressed_by_enter(QPushButton(say(f"begun.{code}")))
        button.clicked.connect(lambda: act())
        self._box.addWidget(button, row, column)
        return button

    def _go_on(self, offer: Offer) -> None:
        self.hide()
        self.chosen.emit(offer.sha256)

    def _ask(self, offer: Offer) -> None:
        messages.warn(self, f"{offer.text}\n\n{say('begun.sure')}", say("begun.give_up"), partial(self._give_up, offer))

    def _give_up(self, offer: Offer) -> None:
        def act(work: "Work") -> None:
            begun.drop(work, offer.kind, offer.into, offer.sha256)

        self._jobs.do(self, say("begun.give_up"), act, lambda _: self.load())
