"""How Chinese is typed on a Linux desktop: what is asked of Qt, and keys offered to fcitx before anything else sees them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import fcitx, input_methods

WHEEL = {
    ("platforminputcontexts", "ibus"),
    ("platforminputcontexts", "compose"),
    ("platforms", "xcb"),
    ("platforms", "offscreen"),
}
"""The plug-ins that Qt's wheel brings to a package."""


@pytest.fixture(autouse=True)
def _desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Linux desktop that says nothing, with ibus installed; what is set is unset again."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    for name in (getattr(input_methods, name) for name in ("MODULE", "MODULES", "PLATFORM", "PORTAL", "OF_X", "FATAL")):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def choose(*more: tuple[str, str]) -> bool:
    return input_methods.choose(lambda *plugin: plugin in {*WHEEL, *more})


@pytest.mark.parametrize("asked", ["fcitx", "fcitx5"])
def test_where_fcitx_is_asked_for_and_qt_has_none_the_program_speaks_to_it(asked: str) -> None:
    os.environ["QT_IM_MODULE"] = asked
    assert choose()
    assert os.environ["QT_IM_MODULE"] == "compose"


@pytest.mark.parametrize("asked", ["", "xim"])
def test_fcitx_may_be_named_for_programs_of_x_alone(asked: str) -> None:
    os.environ.update(QT_IM_MODULE=asked, XMODIFIERS="@im=fcitx")
    assert choose()


def test_what_is_named_for_qt_comes_first() -> None:
    os.environ.update(QT_IM_MODULE="ibus", XMODIFIERS="@im=fcitx")
    assert not choose()
    assert os.environ["QT_IM_MODULE"] == "ibus"


def test_qt_s_own_plug_in_is_left_to_do_it() -> None:
    os.environ["QT_IM_MODULE"] = "fcitx"
    assert not choose(("platforminputcontexts", "fcitx"))
    assert os.environ["QT_IM_MODULE"] == "fcitx"


@pytest.mark.parametrize("asked", ["", "xim", "ibus", "sogou"])
def test_any_other_input_method_is_reached_by_ibus(asked: str) -> None:
    os.environ["QT_IM_MODULE"] = asked
    assert not choose()
    assert os.environ["QT_IM_MODULE"] == "ibus"
    assert "IBUS_USE_PORTAL" not in os.environ


def test_without_the_daemon_of_ibus_the_portal_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not choose()
    assert os.environ["IBUS_USE_PORTAL"] == "1"


def test_of_several_the_first_that_there_is_counts() -> None:
    os.environ["QT_IM_MODULES"] = "wayland;ibus;fcitx"
    assert not choose()
    assert os.environ["QT_IM_MODULE"] == "ibus"
    assert "QT_IM_MODULES" not in os.environ


@pytest.mark.parametrize(
    ("asked", "left"), [("dxcb;xcb", "xcb"), ("wayland", None), ("offscreen", "offscreen"), ("", None)]
)
def test_a_platform_that_is_not_there_is_not_asked_for(asked: str, left: str | None) -> None:
    os.environ["QT_QPA_PLATFORM"] = asked
    choose()
    assert os.environ.get("QT_QPA_PLATFORM") == left


def test_on_windows_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    os.environ["QT_IM_MODULE"] = "fcitx"
    assert not choose()
    assert os.environ["QT_IM_MODULE"] == "fcitx"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the plug-ins of Linux")
def test_the_wheel_has_the_plug_ins_that_are_counted_on() -> None:
    assert all(input_methods.has_plugin(*plugin) for plugin in WHEEL)
    assert not input_methods.has_plugin("platforminputcontexts", "fcitx")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the bus of Linux")
def test_a_system_that_the_bus_warns_of_does_not_end_the_program() -> None:
    choose()
    warn = "import ctypes; bus = ctypes.CDLL('libdbus-1.so.3'); bus.dbus_connection_ref(None); print('on')"
    done = subprocess.run([sys.executable, "-c", warn], capture_output=True, encoding="utf-8")
    assert done.stdout == "on\n"


# --- keys ---


class Pinyin:
    """Composes letters until a space; then gives back what was meant."""

    def __init__(self) -> None:
        self.composed, self.offered = "", 0
        self.there: list[bool] = []
        self.places: list[QRect] = []

    def takes(self, key: QKeyEvent) -> bool:
        if key.type() == QKeyEvent.Type.KeyRelease:
            return False
        self.offered += 1
        if key.text().isalpha():
            self.composed += key.text()
            return True
        if self.composed and key.key() == Qt.Key.Key_Space:
            self.composed = ""
            fcitx.commit("你好")
            return True
        return False

    def focus(self, *, there: bool) -> None:
        self.there.append(there)

    def place(self, cursor: QRect) -> None:
        self.places.append(cursor)


class Form(QWidget):
    """A name and a password."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        layout = QVBoxLayout(self)
        for line in (self.name, self.password):
            layout.addWidget(line)

    def press(self, text: str) -> None:
        """Press keys in the window, as the system hands them over."""
        for letter in text:
            QTest.keyClick(self.windowHandle(), letter)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    form.name.setFocus()
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is form.name)
    return form


@pytest.fixture
def pinyin(form: Form) -> Iterator[Pinyin]:
    """Typed into the form by pinyin; the windows of later tests are typed into as ever."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    pinyin = Pinyin()
    typing = fcitx.Typing(app, pinyin)
    yield pinyin
    shiboken6.delete(typing)


def test_what_is_composed_is_not_written_and_what_was_chosen_is(form: Form, pinyin: Pinyin) -> None:
    form.press("nihao")
    assert (form.name.text(), pinyin.composed) == ("", "nihao")
    form.press(" ")
    assert form.name.text() == "你好"
    form.press("1 ")
    assert form.name.text() == "你好1 "


def test_each_press_of_a_key_is_offered_once(form: Form, pinyin: Pinyin) -> None:
    form.press("1nn2")
    assert pinyin.offered == 4  # noqa: PLR2004 - as many as were pressed
    assert (form.name.text(), pinyin.composed) == ("12", "nn")


def test_what_is_composed_comes_before_a_shortcut(form: Form, pinyin: Pinyin, qtbot: QtBot) -> None:
    pressed: list[str] = []
    for key in ("n", "F5"):
        shortcut = QShortcut(key, form)
        shortcut.activated.connect(lambda key=key: pressed.append(key))
    form.press("n")
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_F5)
    assert pressed == ["F5"]
    assert pinyin.composed == "n"


def test_a_password_is_never_offered(form: Form, pinyin: Pinyin) -> None:
    form.password.setFocus()
    form.press("geheim ")
    assert form.password.text() == "geheim "
    assert pinyin.offered == 0
    assert pinyin.there[-1] is False


def test_the_candidates_are_told_where_is_typed(form: Form, pinyin: Pinyin) -> None:
    place = pinyin.places[-1]
    assert form.geometry().contains(place.center())
    assert pinyin.there[-1] is True


@pytest.mark.parametrize(("display", "number"), [(":1.0", 1), ("localhost:10.0", 10), (":0", 0), ("", 0)])
def test_fcitx_is_looked_for_by_the_number_of_the_display(display: str, number: int) -> None:
    assert fcitx.display_number(display) == number


def test_without_fcitx_on_the_bus_every_key_is_the_window_s(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    there = fcitx.Fcitx(form)
    there.focus(there=True)
    assert not there.takes(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, "n"))
