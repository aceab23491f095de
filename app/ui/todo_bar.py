"""What waits for whoever works here, above all lists: a button for each kind, which shows those records in their list."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from app.kernel.texts import say
from app.ui import appearance
from app.ui.button_bar import ButtonBar
from app.ui.jobs import Jobs
from app.ui.layouts import available_area
from app.ui.timers import later

if TYPE_CHECKING:
    from app.desk.todo import Waiting
    from app.store.work import Read

_SETTLING = 150
"""Milliseconds waited for more changes, and for the lists, which come first."""
_LINES = 18
"""Lines of text that a screen must have room for; on a smaller one the lists need it all, and the menu tells what waits."""


class TodoBar(QWidget):
    """Hidden while nothing waits, and where the screen is too small for it."""

    wanted = Signal(object)
    """A Waiting to show the records of."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.waiting: Sequence[Waiting] = ()
        self._bar = ButtonBar()
        self._bar.more.setObjectName("chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 8, 2)
        row.addWidget(QLabel(say("todo.heading")))
        row.addWidget(self._bar, 1)
        self._settle = later(self, _SETTLING, self._ask)
        jobs.changed.connect(lambda _: self.renew())
        self.hide()

    def renew(self) -> None:
        """Look what waits for who works here, once the lists have what they need."""
        self._settle.start()

    def _ask(self) -> None:
        if self._jobs.actor is not None:
            self._jobs.look(self, _look, self.show_waiting)

    def show_waiting(self, waiting: "Sequence[Waiting]") -> None:
        """A button for each."""
        if waiting != self.waiting:
            self.waiting = waiting
            for action in self._bar.actions():
                self._bar.removeAction(action)
                action.deleteLater()
            self.fill(self._bar)
            for action in self._bar.actions():
                self._bar.widgetForAction(action).setObjectName("chip")
        self._stand()

    def _stand(self) -> None:
        room = available_area(self.window()).height() >= _LINES * self.fontMetrics().height()
        self.setVisible(room and bool(self.waiting))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A larger text may leave no room."""
        super().changeEvent(event)
        if appearance.text_changed(event) and hasattr(self, "_bar"):
            self._stand()

    def fill(self, place: "ButtonBar | QMenu", mark: str = "") -> None:
        """Its entries as actions of a bar or a menu; `mark` stands before each and may hold its number."""
        for number, one in enumerate(self.waiting, 1):
            action = QAction(mark.format(number) + one.text, place)
            action.setToolTip(one.told)
            action.triggered.connect(partial(self.wanted.emit, one))
            place.addAction(action)


def _look(read: "Read") -> "Sequence[Waiting]":
    from app.desk.todo import todo

    return todo(read)
