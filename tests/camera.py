"""Drives a real window and keeps pictures of it."""

import io
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.desk.screens import TABS
from app.ui.listpage import ListPage
from app.ui.window import Window

_PATIENCE = 20
"""Seconds that a slow machine may take for one step."""
_COLOURS, _ROUNDS = 96, 3
"""Of a picture: enough for a window, a third of the bytes."""
_QUIET = 0.4
"""Seconds without work after which a picture is taken: longer than every timer of the lists."""


class Camera:
    """Goes from place to place in a window and takes its picture."""

    def __init__(self, app: QApplication, window: Window, folder: Path) -> None:
        self.app, self.window, self.folder = app, window, folder

    def rest(self) -> None:
        """Until nothing happens any more."""
        until = time.monotonic() + _QUIET
        while time.monotonic() < until:
            self.app.processEvents()
            time.sleep(0.005)
            if self.window.jobs.pending:
                until = time.monotonic() + _QUIET

    def until(self, ready: Callable[[], object]) -> None:
        """Until something is so, and then rests."""
        until = time.monotonic() + _PATIENCE
        while not ready():
            assert time.monotonic() < until
            self.rest()
        self.rest()

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """A picture of a widget, of the window when none is named."""
        self.rest()
        self._keep(name, (widget or self.window).grab())

    def menu(self, name: str, menu: QMenu, below: QMenu) -> None:
        """A picture of a menu and of one that is open in it, at the height of its entry."""
        menu.popup(QPoint())
        menu.setActiveAction(below.menuAction())
        self.rest()
        top = menu.actionGeometry(below.menuAction()).top()
        both = QPixmap(menu.width() + below.width(), max(menu.height(), top + below.height()))
        both.fill(Qt.GlobalColor.white)
        painter = QPainter(both)
        painter.drawPixmap(0, 0, menu.grab())
        painter.drawPixmap(menu.width(), top, below.grab())
        painter.end()
        self._keep(name, both)
        below.close()
        menu.close()
        self.rest()

    def _keep(self, name: str, seen: QPixmap) -> None:
        """A picture as a small file."""
        whole = QBuffer()
        whole.open(QBuffer.OpenModeFlag.WriteOnly)
        seen.save(whole, "PNG")
        picture = Image.open(io.BytesIO(whole.data().data())).convert("RGB")
        few = picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=_ROUNDS, dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.png", optimize=True)

    def tab(self, name: str) -> ListPage:
        """Go to a tab."""
        self.window.tabs.setCurrentIndex(TABS.index(name))
        self.rest()
        page = self.window.tabs.currentWidget()
        assert isinstance(page, ListPage)
        return page

    def list(self, name: str) -> ListPage:
        """Open a list of the menu 数据."""
        self.window.tabs.open(name)
        self.rest()
        page = self.window.tabs.currentWidget()
        assert isinstance(page, ListPage)
        return page

    @property
    def front(self) -> QWidget:
        """What stands in front of the window, or the window."""
        self.rest()
        return self.app.activePopupWidget() or self.app.activeModalWidget() or self._newest()

    def _newest(self) -> QWidget:
        """The window that was opened last; without a window manager none may be the active one."""
        opened = [w for w in self.app.topLevelWidgets() if w.isVisible() and w is not self.window]
        return self.app.activeWindow() or (opened or [self.window])[-1]

    def dialog(self, name: str, act: Callable[[], object]) -> None:
        """Open a dialog, take its picture and close it."""
        act()
        kept = self.front
        self.take(name, kept)
        if kept is not self.window:
            kept.close()
        self.rest()
