"""A file that a double click hands to the program is shown where it is taken in, once somebody has signed in."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import ui
from app.desk.founding import Charter, found_office
from app.exchange import order, package
from app.kernel.outcomes import Refused
from app.main import run
from app.store.packs import bundled_text
from app.ui.handed import show_handed
from app.ui.inbox import Inbox, pass_on
from app.ui.memory import Machine
from app.ui.pages.about import About
from app.ui.pages.drafting import Drafting
from app.ui.pages.packages import Receiving
from app.ui.window import Window
from tests.bureau import PASSWORD, Bureau
from tests.seat import seat
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


@pytest.fixture
def city(taught: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """The office that the county reports to, with one clerk."""
    other = object.__new__(Bureau)
    taught.today = taught.today.replace(month=10, day=31)
    other.today = taught.today
    charter = Charter("重庆市人力社保局", "500100", "city", "qijiang-2019", [("市经办", ["clerk"])])
    other.office = seat(found_office(tmp_path / "city", charter, other.now))
    yield other
    other.office.close()


def sent(county: Bureau, path: Path) -> Path:
    """The package of a county."""
    with county.office.work() as work:
        package.build(work, "2019Q3", path)
    return path


@pytest.mark.parametrize("ending", ["zip", "sbpkg"])
def test_a_package_handed_over_is_previewed_and_nothing_is_taken_in(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path, ending: str
) -> None:
    path = sent(taught, tmp_path / f"报送包.{ending}")
    desk = desk_of(city)
    show_handed(desk.window, path)
    receiving = desk.front(Receiving)
    assert receiving.take.isEnabled()
    receiving.reject()
    assert desk.tab("packages").model.rowCount() == 0


def test_a_file_handed_over_waits_for_the_sign_in(
    qtbot: QtBot, taught: Bureau, tmp_path: Path, undisturbed: None
) -> None:
    path = sent(taught, tmp_path / "报送包.zip")
    taught.office.close()
    window = Window(Machine(tmp_path))
    qtbot.addWidget(window)
    window.show()
    desk = Desk(qtbot, window)
    window.begin(taught.office.folder, None, path)
    desk.rest()
    assert QApplication.activeModalWidget() is None
    desk.sign_in("张经办", PASSWORD)
    assert "报送包" in desk.box()  # its own package a county does not take in
    desk.agree()
    window.close()


def test_an_order_handed_over_is_asked_about_as_an_order(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    with city.office.work() as work:
        order.build(work, tmp_path / "下发.zip", "渝人社〔2019〕1号")
    desk = desk_of(taught)
    show_handed(desk.window, tmp_path / "下发.zip")
    assert "渝人社〔2019〕1号" in desk.box()


def test_a_policy_pack_handed_over_is_shown_as_a_file_that_was_sent(bureau: Bureau, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "新版.toml"
    text = bundled_text("qijiang-2019")
    path.write_text(text.replace("version = 1\n", "version = 2\n", 1), "utf-8")
    show_handed(desk.window, path)
    draft = desk.front(Drafting)
    assert draft._sent == path.read_text("utf-8")
    draft.reject()


def test_one_file_alone_is_for_the_window_and_a_word_with_a_file_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    handed: list[Path | None] = []
    monkeypatch.setattr(ui, "start", lambda home, folder, user, path: handed.append(path) or 0)
    for name in ("包.ZIP", "包.sbpkg", "政策.toml"):
        assert run([name]) == 0
    assert run([]) == 0
    assert handed == [Path("包.ZIP"), Path("包.sbpkg"), Path("政策.toml"), None]
    assert run(["packs", "check", str(tmp_path / "没有.toml")]) != 0
    assert len(handed) == 4
    with pytest.raises(SystemExit):
        run(["没有这个命令.docx"])


def test_any_file_dropped_on_the_icon_reaches_the_window_where_there_is_no_console(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    handed: list[Path | None] = []
    monkeypatch.setattr(ui, "start", lambda home, folder, user, path: handed.append(path) or 0)
    (tmp_path / "花名册.xlsx").write_bytes(b"PK")
    for _ in range(2):
        monkeypatch.setattr(sys, "stdout", None)
        monkeypatch.setattr(sys, "stderr", None)
        assert run([str(tmp_path / "花名册.xlsx")]) == 0
        monkeypatch.setattr(sys, "stderr", None)
        with pytest.raises(SystemExit):
            run(["没有这个命令"])
    assert handed == [tmp_path / "花名册.xlsx"] * 2


def test_a_workbook_handed_over_is_refused_as_no_package(city: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "花名册.xlsx")
    desk = desk_of(city)
    show_handed(desk.window, tmp_path / "花名册.xlsx")
    desk.rest()
    assert "不是报送包" in desk.box()
    desk.agree()


def test_about_shows_version_and_licences(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.ui.pages import about

    (tmp_path / "licences.txt").write_text("本程序包含以下部件", "utf-8")
    monkeypatch.setattr(about, "_LICENCES", tmp_path / "licences.txt")
    desk.window.tell_about()
    page = desk.front(About)
    assert page.parts.toPlainText() == "本程序包含以下部件"
    page.accept()


def test_a_handed_file_that_is_gone_is_refused_in_words(city: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    desk = desk_of(city)
    refused: list[BaseException] = []
    desk.window.jobs.failed.connect(refused.append)
    show_handed(desk.window, tmp_path / "没有.zip")
    desk.rest()
    assert [type(error) for error in refused] == [Refused]


def test_a_second_start_with_a_file_hands_it_to_the_window_that_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    assert not pass_on(tmp_path / "home", tmp_path / "报送包.zip")
    parent = QObject()
    inbox = Inbox(parent, tmp_path / "home")
    with qtbot.waitSignal(inbox.came, timeout=5_000) as came:
        assert pass_on(tmp_path / "home", tmp_path / "报送包.zip")
    assert came.args == [tmp_path / "报送包.zip"]
    assert not (tmp_path / "home" / "handed.txt").exists()
    inbox.close()
    assert not pass_on(tmp_path / "home", tmp_path / "报送包.zip")


def test_a_lock_that_a_dead_program_left_swallows_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "window.lock").write_text(f"{os.getpid()}\npython", "utf-8")  # by its number this very program
    assert not pass_on(tmp_path, tmp_path / "报送包.zip")
    parent = QObject()
    inbox = Inbox(parent, tmp_path)
    with qtbot.waitSignal(inbox.came, timeout=5_000):
        assert pass_on(tmp_path, tmp_path / "报送包.zip")
    inbox.close()


def test_files_come_to_the_next_window_when_the_first_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QObject()
    first, second = Inbox(parent, tmp_path), Inbox(parent, tmp_path)
    with qtbot.waitSignal(first.came, timeout=5_000), qtbot.assertNotEmitted(second.came):
        pass_on(tmp_path, tmp_path / "一.zip")
    first.close()
    with qtbot.waitSignal(second.came, timeout=5_000) as came:
        qtbot.waitUntil(lambda: pass_on(tmp_path, tmp_path / "二.zip"), timeout=5_000)
    assert came.args == [tmp_path / "二.zip"]
    second.close()


def test_a_letter_that_is_held_for_a_moment_is_read_later(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QObject()
    inbox, tries = Inbox(parent, tmp_path), []
    really = Path.read_text

    def scanned(path: Path, *words: str) -> str:
        tries.append(path)
        if len(tries) == 1:
            raise PermissionError(13, "", str(path))
        return really(path, *words)

    monkeypatch.setattr(Path, "read_text", scanned)
    with qtbot.waitSignal(inbox.came, timeout=5_000):
        pass_on(tmp_path, tmp_path / "报送包.zip")
    assert len(tries) == 2
    inbox.close()


def test_a_file_that_comes_while_a_dialog_is_open_waits_for_it(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    path = sent(taught, tmp_path / "报送包.zip")
    desk = desk_of(city)
    desk.window.tell_about()
    about = desk.front(About)
    desk.window.take_handed(path)
    desk.qtbot.wait(700)
    assert desk.front(About) is about
    about.accept()
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), Receiving), timeout=5_000)
    desk.front(Receiving).reject()
