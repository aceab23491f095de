"""Typing Chinese by fcitx (4 and 5) where Qt has no plug-in for it: keys are offered to it over the bus of the session.

It shows what is being composed and the candidates in its own window, beside the cursor, and gives back what was chosen.
"""

import os
import re
from typing import Any, Protocol, cast

from PySide6.QtCore import Q_ARG, Q_RETURN_ARG, SIGNAL, QCoreApplication, QEvent, QMetaObject, QObject, QRect, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent, QWindow

_ANSWER = 1000
"""Milliseconds in which fcitx says whether a key was for it; a person waits no longer for a letter."""
_PATH, _FACE, _CONTEXT_FACE = "/inputmethod", "org.fcitx.Fcitx.InputMethod", "org.fcitx.Fcitx.InputContext"
"""What fcitx 4 calls itself on the bus; fcitx5 answers to the same names."""
_invoke = cast(Any, QMetaObject).invokeMethod  # which the binding's own types know less of than it can do
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class Context(Protocol):
    """What is asked of an input method for this program."""

    def takes(self, key: QKeyEvent) -> bool:
        """Whether a key was for it."""

    def focus(self, *, there: bool) -> None:
        """Something to type into has the keys, or nothing has any more."""

    def place(self, cursor: QRect) -> None:
        """Where on the screen is typed."""


class Typing(QObject):
    """Offers the keys of the window in front to an input method, before shortcuts and fields see them."""

    def __init__(self, app: QGuiApplication, context: Context) -> None:
        super().__init__(app)
        self._context = context
        self._window: QWindow | None = None
        self._answered: tuple[int, bool] | None = None
        """The key that was offered before it could be a shortcut, and whether it was taken; it comes once more as itself."""
        app.focusWindowChanged.connect(self._watch)
        app.focusObjectChanged.connect(self._focus)
        app.inputMethod().cursorRectangleChanged.connect(self._follow)
        self._watch(app.focusWindow())
        self._focus(app.focusObject())

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep from the window what the input method took."""
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent) or not accepts(QGuiApplication.focusObject()):
            return False
        answered, self._answered = self._answered, None
        if event.type() == QEvent.Type.KeyPress and answered is not None and answered[0] == event.key():
            return answered[1]
        taken = self._context.takes(event)
        if event.type() == QEvent.Type.ShortcutOverride:
            self._answered = event.key(), taken
            if taken:
                event.accept()
        return taken

    def _watch(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._window = None

    def _focus(self, target: QObject | None) -> None:
        self._context.focus(there=accepts(target))
        self._follow()

    def _follow(self) -> None:
        window = QGuiApplication.focusWindow()
        cursor = QGuiApplication.inputMethod().cursorRectangle().toRect()
        if window is not None and cursor.isValid():
            scale = window.devicePixelRatio()
            corner = window.mapToGlobal(cursor.topLeft())
            places = (corner.x(), corner.y(), cursor.width(), cursor.height())
            self._context.place(QRect(*(round(place * scale) for place in places)))


def accepts(target: QObject | None) -> bool:
    """Whether something is typed into by input methods; a password is not."""
    if target is None:
        return False
    enabled, hints = Qt.InputMethodQuery.ImEnabled, Qt.InputMethodQuery.ImHints
    asked = QInputMethodQueryEvent(enabled | hints)
    QCoreApplication.sendEvent(target, asked)
    hidden = Qt.InputMethodHint(asked.value(hints) or 0) & Qt.InputMethodHint.ImhHiddenText
    return bool(asked.value(enabled)) and not hidden


def commit(text: str) -> None:
    """Write what was chosen where the cursor is."""
    target = QGuiApplication.focusObject()
    if target is not None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)


class Fcitx(QObject):
    """fcitx as it stands on the bus of the session, whenever it does."""

    def __init__(self, parent: QObject) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher  # noqa: PLC0415 - there is none on Windows

        super().__init__(parent)
        self._name = f"org.fcitx.Fcitx-{display_number(os.environ.get('DISPLAY', ''))}"
        self._bus = QDBusConnection.sessionBus()
        self._path, self._keys = "", cast(Any, None)
        self._there = False
        self._watcher = QDBusServiceWatcher(self._name, self._bus)
        self._watcher.serviceRegistered.connect(self._begin)
        self._watcher.serviceUnregistered.connect(self._end)
        self._begin()

    def _begin(self, _: str = "") -> None:
        """Ask for a place of one's own with it; without fcitx there is none until it comes."""
        from PySide6.QtDBus import QDBusInterface, QDBusMessage  # noqa: PLC0415

        asked = QDBusMessage.createMethodCall(self._name, _PATH, _FACE, "CreateICv3")
        asked.setAutoStartService(False)
        asked.setArguments(["skillbureau", os.getpid()])
        answer = self._bus.call(asked).arguments()
        if not answer or not isinstance(answer[0], int):
            return
        self._path = f"/inputcontext_{answer[0]}"
        self._keys = QDBusInterface(self._name, self._path, _CONTEXT_FACE, self._bus, self)
        self._keys.setTimeout(_ANSWER)
        QObject.connect(self._keys, cast(Any, SIGNAL("CommitString(QString)")), commit)
        self.focus(there=self._there)

    def _end(self, _: str) -> None:
        self._path, self._keys = "", None

    def takes(self, key: QKeyEvent) -> bool:
        """Whether it was for fcitx; not when it does not answer in time."""
        if self._keys is None:
            return False
        released = key.type() == QEvent.Type.KeyRelease
        told = (key.nativeVirtualKey(), key.nativeScanCode(), key.nativeModifiers())
        numbers = [Q_ARG("uint", number) for number in told]  # a bare number of Python's would be signed on the bus
        given = (*numbers, Q_ARG("int", int(released)), Q_ARG("uint", key.timestamp()))
        at_once = Qt.ConnectionType.DirectConnection
        answer = _invoke(self._keys, "ProcessKeyEvent", at_once, Q_RETURN_ARG("int"), *given)
        return not self._keys.lastError().isValid() and answer > 0

    def focus(self, *, there: bool) -> None:
        """Something to type into has the keys, or nothing has any more."""
        self._there = there
        self._tell("FocusIn" if there else "FocusOut")

    def place(self, cursor: QRect) -> None:
        """Where on the screen is typed."""
        self._tell("SetCursorRect", cursor.x(), cursor.y(), cursor.width(), cursor.height())

    def _tell(self, what: str, *numbers: int) -> None:
        """Say something that needs no answer."""
        from PySide6.QtDBus import QDBusMessage  # noqa: PLC0415

        if self._path:
            told = QDBusMessage.createMethodCall(self._name, self._path, _CONTEXT_FACE, what)
            told.setArguments(list(numbers))
            self._bus.send(told)


def display_number(display: str) -> int:
    """The number of a display: 1 of `:1.0`; 0 where none is named, as under Wayland."""
    found = re.search(r":(\d+)", display)
    return int(found[1]) if found else 0


def begin(app: QGuiApplication) -> None:
    """Let the windows of this program be typed into by fcitx."""
    Typing(app, Fcitx(app))
