"""The offices of this machine: those that were open here, and the example; as a list to choose from and as a menu."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from app.kernel.texts import say
from app.ui.jobs import Job, Jobs
from app.ui.memory import Machine, Place

_ROLE = Qt.ItemDataRole.UserRole
_SHOWN = 4
"""Offices seen at once."""


def caption(place: Place) -> str:
    """Name and folder of an office, and whether it is gone."""
    return say("wizard.place" if place.is_there else "wizard.gone", name=_name(place), folder=place.folder)


def _name(place: Place) -> str:
    return place.name or say("wizard.nameless")


def example(owner: QObject, jobs: Jobs, machine: Machine, then: Callable[[Path], None]) -> None:
    """Make the example office once, in the user's own folder, and go on with its county."""
    place = machine.example

    def task(job: Job) -> Path:
        if not place.is_there:
            from app import demo

            demo.make(place.folder.parent, job.progress)
        return place.folder

    jobs.run(owner, say("wizard.making"), task, then)


def fill(menu: QMenu, machine: Machine, go: Callable[[Path], object]) -> None:
    """One entry for each office that was open here; what is gone is named and off."""
    menu.clear()
    for number, place in enumerate(machine.offices, 1):
        text = caption(place).replace("\n", "　").replace("&", "&&")
        action = menu.addAction(f"&{number}  {text}")
        action.setEnabled(place.is_there)
        action.triggered.connect(lambda _=False, folder=place.folder: go(folder))
    if menu.isEmpty():
        menu.addAction(say("backups.never")).setEnabled(False)


class Recent(QListWidget):
    """The offices that were open here, each with its folder; Enter or a double click goes on with one."""

    chosen = Signal(object)
    """The folder of an office."""

    def __init__(self, parent: QWidget, machine: Machine) -> None:
        super().__init__(parent)
        self._machine = machine
        self.setAccessibleName(say("wizard.recent"))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollMode(
            QListWidget.ScrollMode.ScrollPerPixel
        )  # by items it scrolls what is in sight as a whole
        self.itemActivated.connect(lambda _: self.choose())
        QShortcut(QKeySequence("Delete"), self, self.forget).setContext(Qt.ShortcutContext.WidgetShortcut)
        self.renew()

    def renew(self) -> None:
        """As they are now; one that is gone is grey."""
        self.clear()
        for place in self._machine.offices:
            item = QListWidgetItem(caption(place), self)
            item.setToolTip(item.text())
            item.setData(_ROLE, place)
            if not place.is_there:
                item.setForeground(self.palette().placeholderText())
        self.setCurrentRow(0)
        self.setVisible(bool(self.count()))

    @property
    def place(self) -> Place | None:
        """The office under the cursor."""
        item = self.currentItem()
        return item.data(_ROLE) if item else None

    def choose(self) -> None:
        """Go on with the office under the cursor, when it is there."""
        if self.place and self.place.is_there:
            self.chosen.emit(self.place.folder)

    def forget(self) -> None:
        """Take the office under the cursor off the list; its folder stays."""
        if self.place:
            self._machine.forget_office(self.place.folder)
            self.renew()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As tall as its first rows."""
        rows = min(max(self.count(), 1), _SHOWN)
        return QSize(super().sizeHint().width(), rows * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth() + 4)
