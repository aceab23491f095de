"""A clerk's hands: every step is a key pressed in the window in front; only files are put there by the test."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from app.desk.screens import TABS
from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.listpage import ListPage
from app.ui.pages.record import RecordPage
from app.ui.window import Window
from tests.bureau import PASSWORD
from tests.ui.conftest import Desk

_STEPS = 60
"""More presses of one key than any menu or list here is long."""


class Hand(Desk):
    """Types, walks menus and reads what stands in front."""

    def __init__(self, qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(qtbot, window)
        self._monkeypatch = monkeypatch
        self.passwords: dict[str, str] = {}
        """Of those who have another than everybody else."""

    # --- keys ---

    def press(self, *keys: str) -> None:
        """Press keys or combinations, `Ctrl+Return`, where the keyboard goes now; then wait for what they started."""
        for text in keys:
            self._key(text)
        self.rest()

    def _key(self, text: str) -> None:
        combination = QKeySequence(text)[0]
        QTest.keyClick(self._active().windowHandle(), combination.key(), combination.keyboardModifiers())

    def put(self, text: str) -> None:
        """Type into what has the focus; Chinese arrives as it does from an input method."""
        target = QApplication.focusWidget()
        assert target is not None
        if text.isascii():
            for character in text:
                QTest.keyClick(target, character)
                QCoreApplication.processEvents()  # nobody types faster than a list of options opens and closes
        elif text:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QCoreApplication.sendEvent(target, event)

    def write(self, text: str) -> None:
        """Type over what stands in the line."""
        self._key("Ctrl+A")
        self._key("Delete")
        self.put(text)

    def until(self, key: str, reached: Callable[[], bool]) -> None:
        """Press one key until something is so."""
        for _ in range(_STEPS):
            if reached():
                return
            self._key(key)
        raise AssertionError(f"not reached with {key}")

    def menu(self, letter: str, *titles: str) -> None:
        """Choose from a menu of the bar: Alt and its letter, then down to each entry, Enter."""
        self._key(f"Alt+{letter}")
        for title in titles:
            self.rest()
            self._choose(title)

    def _choose(self, title: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), menu

        exact = any(action.text().endswith(title) for action in menu.actions())  # an entry may begin another's title

        def stands_on() -> bool:
            action = menu.activeAction()
            return action is not None and (action.text().endswith(title) if exact else title in action.text())

        self.until("Down", stands_on)
        assert menu.activeAction().isEnabled(), f"{title} is off"
        self.press("Return")

    def signs_in(self, name: str) -> None:
        """Somebody chooses his name on the sign-in page and types his password, a new one in place of a first one."""
        page = self.window.entrance.page
        self.rest()
        assert self._active() is self.window and page.line.hasFocus(), QApplication.focusWidget()
        for key in ("Up", "Down"):
            for _ in range(page.names.count()):
                if page.name != name:
                    self._key(key)
        self.put(self.passwords.get(name, PASSWORD))
        self.press("Return")
        if isinstance(self._active(), FieldForm):
            self.passwords[name] = PASSWORD
            self.fill({"new": PASSWORD, "again": PASSWORD})
        assert name in self.window.edges.who.text()

    def keeps_first_password(self, name: str) -> None:
        """Read the message that tells somebody's first password."""
        self.passwords[name] = self.said(f"{name}的首次密码").partition("：")[2].split("\n")[0]

    # --- what stands in front ---

    def _active(self) -> QWidget:
        """The window with the keyboard; where no window manager gives it back when one closes, it goes to the next."""
        found = QApplication.activeWindow()
        if found is None or not found.isVisible():
            others = (w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
            found = QApplication.activeModalWidget() or next(others, self.window)
            found.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)
        return found

    def front(self, kind: type[Any]) -> Any:
        """The window that has the keyboard; it must be of a kind."""
        self.rest()
        found = self._active()
        assert isinstance(found, kind), _described(found)
        return found

    def page(self) -> ListPage:
        """The list that has the keyboard, in the main window or in a record."""
        window = self._active()
        page = window.parts.currentWidget() if isinstance(window, RecordPage) else self.window.tabs.currentWidget()
        assert isinstance(page, ListPage)
        return page

    def go(self, name: str) -> ListPage:
        """To one of the six tabs, by its number."""
        self.press(f"Ctrl+{TABS.index(name) + 1}")
        return self.page()

    def texts(self, row: int = 0) -> dict[str, str]:
        """A row of the list in front as shown, by column."""
        page = self.page()
        columns = range(page.model.columnCount())
        return {page.listing.columns[n].name: str(page.model.index(row, n).data() or "") for n in columns}

    def column(self, key: str) -> list[str]:
        """A column of the list in front as shown."""
        return [self.texts(row)[key] for row in range(self.page().model.rowCount())]

    # --- dialogs ---

    def fill(self, texts: Mapping[str, str]) -> None:
        """Walk the form in front with Enter from its first line to its button, and send it."""
        form = self.front(FieldForm)
        for key, line in form.lines.items():
            assert line.edit.hasFocus(), key
            if key in texts:
                self.write(texts[key])
            self.until("Return", lambda line=line: not line.edit.hasFocus())
        assert form._send.hasFocus()
        self.press("Return")

    def said(self, part: str) -> str:
        """Read the message in front, which must say this, and close it."""
        text = str(self.front(QMessageBox).text())
        assert part in text, text
        self.press("Return")
        return text

    def do(self, key: str, verb: str) -> None:
        """A verb that only asks back: its key, then Enter."""
        self.press(key)
        self.said(f"将办理“{verb}”")
        front = self._active()
        assert not isinstance(front, QMessageBox), front.text() if isinstance(front, QMessageBox) else ""

    def key_of(self, word: str) -> str:
        """The key that the button of a verb names; the button must be on."""
        window = self._active()
        verbs = window.verbs if isinstance(window, RecordPage) else self.page().verbs
        action = verbs.moves[word]
        assert action.isEnabled(), action.toolTip()
        return str(action.shortcut().toString())

    def hands_over(self, path: Path) -> None:
        """The next file asked for is this one."""
        for ask in ("to_open", "to_save", "folder"):
            self._monkeypatch.setattr(files, ask, lambda *_: path)


def _described(found: QWidget | None) -> str:
    return found.text() if isinstance(found, QMessageBox) else repr(found)
