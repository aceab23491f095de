"""A real window on a real office, without a screen; whatever a job raises that is no refusal fails the test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.desk.screens import SCREENS, TABS
from app.kernel.outcomes import Cancelled
from app.store.system_errors import refusal
from app.ui import appearance, backups, listpage, messages
from app.ui.listpage import ListPage
from app.ui.memory import Machine, Memory
from app.ui.window import Window
from tests.bureau import PASSWORD, Bureau

W = TypeVar("W", bound=QWidget)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen excuses itself for what only a screen can do."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


class Desk:
    """A clerk at the window: waits for the jobs, finds the dialog in front."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window
        self.crashes: list[BaseException] = []
        window.jobs.failed.connect(self._note)

    def _note(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled) and refusal(error) is None:
            self.crashes.append(error)

    def rest(self) -> None:
        """Until no job is under way and every timer of the lists has run."""
        for _ in range(3):
            self.qtbot.wait(5)
            self.qtbot.waitUntil(lambda: not self.window.jobs.pending, timeout=20_000)
        assert not self.crashes, self.crashes

    def sign_in(self, name: str = "", password: str = PASSWORD) -> None:
        """Go on as somebody, who types his password on the sign-in page; whoever it has chosen when none is named."""
        self.rest()
        if self.window.jobs.actor is not None:
            self.window.sign_in(name)
            self.rest()
        page = self.window.entrance.page
        assert page.isVisible()
        if name:
            page.names.setCurrentRow([*page._door.people].index(name))
        page.line.setText(page.shown_password or password)
        page.send()
        self.rest()

    def tab(self, name: str) -> ListPage:
        """Go to a tab and wait for its rows."""
        self.window.tabs.setCurrentIndex(TABS.index(name))
        self.rest()
        page = self.window.tabs.currentWidget()
        assert isinstance(page, ListPage)
        return page

    def list(self, name: str, memory: Memory | None = None) -> ListPage:
        """One list by itself."""
        page = ListPage(self.window.jobs, memory or self.window.memory, SCREENS[name])
        page.setParent(self.window, Qt.WindowType.Window)
        page.show()
        page.ensure()
        self.rest()
        return page

    def front(self, kind: type[W]) -> W:
        """The dialog in front."""
        self.rest()
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind), found
        return found

    def box(self) -> str:
        """What the message in front says."""
        return self.front(QMessageBox).text()

    def agree(self) -> None:
        """Press the first button of the message in front."""
        self.front(QMessageBox).buttons()[0].click()
        self.rest()


@pytest.fixture
def undisturbed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window as it is dressed for people, but lists do not wait for a typist."""
    if appearance.FONT not in qapp.font().family():
        appearance.dress(qapp)
    for wait in ("_TYPING", "_SETTLING", "_CHANGING"):
        monkeypatch.setattr(listpage, wait, 1)
    monkeypatch.setattr(backups, "_SETTLED", 3_600_000)  # a test that is about the daily backup waits less
    monkeypatch.setattr(messages, "catch_crashes", lambda *_: None)


@pytest.fixture
def desk_of(qtbot: QtBot, undisturbed: None, tmp_path: Path) -> Iterator[Callable[[Bureau], Desk]]:
    """Puts a clerk at the window of an office."""
    opened: list[Window] = []

    def sit(bureau: Bureau) -> Desk:
        window = Window(Machine(tmp_path / "home"))
        qtbot.addWidget(window)
        opened.append(window)
        window.resize(1366, 740)
        window.show()
        window.enter(bureau.office, bureau.office.actor)
        desk = Desk(qtbot, window)
        desk.rest()
        return desk

    (tmp_path / "home").mkdir()
    yield sit
    for window in opened:
        window.close()


@pytest.fixture
def desk(bureau: Bureau, desk_of: Callable[[Bureau], Desk]) -> Desk:
    """At a new office."""
    bureau.office.sign_in("张经办")
    return desk_of(bureau)
