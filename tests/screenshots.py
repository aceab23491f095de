"""Pictures of the window on the example office: `python -m tests.screenshots FOLDER` (docs/pictures when left out)."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

from app import demo
from app.desk.screens import TABS
from app.ui import appearance
from app.ui.listpage import ListPage
from app.ui.memory import Machine
from app.ui.pages.policy import PolicyPage
from app.ui.window import Window

_QUIET = 0.4
"""Seconds without work after which a picture is taken: longer than every timer of the lists."""


class Camera:
    """Drives a window and keeps pictures of it."""

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

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """A picture of a widget, of the window when none is named."""
        self.rest()
        (widget or self.window).grab().save(str(self.folder / f"{name}.png"))

    def tab(self, name: str) -> ListPage:
        """Go to a tab."""
        self.window.tabs.setCurrentIndex(TABS.index(name))
        self.rest()
        page = self.window.tabs.currentWidget()
        assert isinstance(page, ListPage)
        return page

    def _newest(self) -> QWidget:
        """The window that was opened last; without a window manager none may be the active one."""
        opened = [w for w in self.app.topLevelWidgets() if w.isVisible() and w is not self.window]
        return self.app.activeWindow() or (opened or [self.window])[-1]

    def dialog(self, name: str, act: Callable[[], object]) -> None:
        """Open a dialog, take its picture and close it."""
        act()
        self.rest()
        kept = self.app.activePopupWidget() or self.app.activeModalWidget() or self._newest()
        self.take(name, kept)
        if kept is not self.window:
            kept.close()
        self.rest()


def walk(camera: Camera, files: Path) -> None:
    """Every tab, and the dialogs that a clerk meets in a month."""
    window = camera.window
    for number, name in enumerate(TABS, 1):
        camera.tab(name)
        camera.take(f"{number}-{name}")
    page = camera.tab("quotas")
    page.set_filter("year", [("=", "2020")])
    camera.take("filtered")
    camera.dialog("filter", lambda: page.ask_filter([c.name for c in page.listing.columns].index("unit_name")))
    page.clear()
    page = camera.tab("classes")
    camera.dialog("class-form", lambda: page.verbs.begin("create"))
    camera.dialog("class", page.open_current)
    camera.dialog("print", page.print_current)
    page.set_filter("state", [("=", "draft")])
    camera.rest()
    page.verbs.moves["roster"].trigger()
    camera.rest()
    importing = camera.app.activeModalWidget()
    faulty = next(iter(sorted(files.glob("*错*.xlsx"))), None)
    if importing is not None and faulty is not None:
        importing.read_file(faulty)  # type: ignore[attr-defined]
        camera.take("import", importing)
        importing.close()
    page.clear()
    page = camera.tab("claims")
    camera.dialog("claim", page.open_current)
    page = camera.tab("trainees")
    camera.dialog("trainee", page.open_current)
    for name in ("rates", "days", "journal"):
        window.tabs.open(name)
        camera.take(name)
    window.read_policy()
    camera.rest()
    policy = next(one for one in camera.app.topLevelWidgets() if isinstance(one, PolicyPage))
    policy.clauses.setCurrentRow(policy.clauses.count() // 2)
    camera.take("policy", policy)
    policy.close()


def main(folder: Path) -> None:
    """Make the example office, open it, take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    appearance.dress(app)
    with tempfile.TemporaryDirectory() as made:
        demo.make(Path(made))
        machine, county = Machine(Path(made)), (Path(made) / "county").resolve()
        window = Window(machine)
        window.resize(1366, 728)
        window.show()
        window.begin(county, None)
        camera = Camera(app, window, folder)
        camera.take("sign-in")
        window.entrance.page.line.setText(window.entrance.page.shown_password)
        window.entrance.page.send()
        camera.rest()
        walk(camera, Path(made) / "files")
        machine.forget_office(county)
        camera.dialog("wizard", window.first_start)
        window.close()


if __name__ == "__main__":
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # its screen is smaller than an office's
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/pictures"))
