"""What the edges of the window say: whose office is open, who works there, when it was backed up, what the list counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QMainWindow

from app.kernel.texts import say
from app.ui import appearance
from app.ui.door import entries, roles_of
from app.ui.layouts import Elided
from app.ui.lock import USUAL
from app.ui.timers import later

if TYPE_CHECKING:
    from app.store.work import Actor, Read

_MARGIN = 24
"""Beside the menus, for the edges of the bar."""
_BRIEFLY = 8_000
"""Milliseconds that a message stays."""


@dataclass(frozen=True)
class Standing:
    """How it stands with the open office and with who works there."""

    folder: Path
    actor: "Actor | None"
    staff: "Sequence[Actor]"
    name: str
    pack: str
    sample: bool
    backups: Path
    last_backup: datetime | None
    idle: int
    """Minutes until the window locks itself."""

    @property
    def title(self) -> str:
        """The office as the window is called."""
        return (say("window.sample_mark") if self.sample else "") + self.name

    @property
    def people(self) -> dict[str, str]:
        """Those who work there by name, each with his roles."""
        return entries(self.staff)


def standing(read: "Read") -> Standing:
    """How it stands now."""
    from app.store.backup import folder_of, newest

    backups, settings = folder_of(read), read.settings
    return Standing(
        read.office.folder,
        read.actor,
        read.staff(),
        read.own.name,
        read.pack_on(read.today).title,
        settings.get("sample") == "1",
        backups,
        newest(backups),
        int(settings.get("idle_minutes") or USUAL),
    )


class Edges(QObject):
    """The labels of the status bar, and the one beside the menus."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.count, self.who, self._where = Elided(), Elided(), Elided()
        self._counted = ""
        self._where.setObjectName("faint")
        self._where.setContentsMargins(0, 0, 10, 0)
        window.menuBar().setCornerWidget(self._where)
        window.statusBar().addWidget(self.count, 1)
        window.statusBar().addPermanentWidget(self.who, 1)
        self.who.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._told = later(self, _BRIEFLY, self._recount)
        self._refit = later(self, 0, self._fit)
        window.installEventFilter(self)

    def tell(self, text: str) -> None:
        """Something done, for some seconds in the place of the count."""
        self.count.setText(text)
        self._told.start()

    def show_count(self, text: str) -> None:
        """What the list in front counts, as soon as nothing else is told there."""
        self._counted = text
        if not self._told.isActive():
            self._recount()

    def turn(self, text: str) -> None:
        """Another list is in front: its count at once."""
        self._told.stop()
        self.show_count(text)

    def _recount(self) -> None:
        self.count.setText(self._counted)

    def stand(self, now: Standing, missed: str) -> None:
        """How it stands, and why there was no backup today, where there was none."""
        when = f"{now.last_backup:%Y-%m-%d %H:%M}" if now.last_backup else say("backups.never")
        if missed:
            when = say("backups.missed", when=when, why=missed)
        who, roles = (now.actor.name, roles_of(now.actor)) if now.actor else ("", "")
        self.who.setText(say("window.standing", who=who, roles=roles, backup=when))
        self._where.setText(say("window.where", office=now.name, pack=now.pack))
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The menus come first, and grow with the text."""
        if event.type() == QEvent.Type.Resize or appearance.text_changed(event):
            self._refit.start()
        return False

    def _fit(self) -> None:
        """Beside the menus, as much as they leave room for."""
        bar = self._window.menuBar()
        menus = max((bar.actionGeometry(action).right() for action in bar.actions()), default=0)
        self._where.setMaximumWidth(max(0, self._window.width() - menus - _MARGIN))
        bar.setCornerWidget(self._where)  # once more, or it keeps the width of its old text
        self._where.show()
