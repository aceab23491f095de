"""Restoring from the menu and from the first window: what was checked is told, and what disagrees is asked about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.store.backup import back_up
from app.store.work import DATABASE
from app.ui import files
from app.ui.memory import Machine
from app.ui.pages.wizard import Wizard
from app.ui.window import Window
from tests.bureau import Bureau
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


@pytest.fixture
def copied(taught: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Backs the office up; the file and an empty folder are what the dialogs give."""

    def make() -> Path:
        source, folder = back_up(taught.office, tmp_path / "a.db"), tmp_path / "new"
        folder.mkdir()
        monkeypatch.setattr(files, "to_open", lambda *_: source)
        monkeypatch.setattr(files, "folder", lambda *_: folder)
        return folder

    return make


def test_a_restored_office_opens_and_how_far_it_was_checked_is_told(
    taught: Bureau, copied: Callable[[], Path], desk_of: DeskOf
) -> None:
    folder, desk = copied(), desk_of(taught)
    desk.window.keeper.restore()
    assert "校验码相符" in desk.box() and "补登" in desk.box()
    desk.agree()
    assert desk.window.jobs.office.folder == folder


def test_a_backup_in_which_something_disagrees_is_restored_only_when_it_is_wanted(
    taught: Bureau, copied: Callable[[], Path], desk_of: DeskOf
) -> None:
    taught.claim(taught.first("class"))
    with taught.office.work() as work:
        work.connection.exec_driver_sql("UPDATE claim SET total_fen = total_fen + 1")
    folder, desk = copied(), desk_of(taught)
    desk.window.keeper.restore()
    assert "备份里的数据核对不一致" in desk.box()
    assert not (folder / DATABASE).exists()
    desk.agree()
    assert "已恢复到" in desk.box()
    desk.agree()
    assert (folder / DATABASE).exists()


def test_the_first_window_of_another_computer_restores_a_backup(
    copied: Callable[[], Path], qtbot: QtBot, undisturbed: None, tmp_path: Path
) -> None:
    folder, window = copied(), Window(Machine(tmp_path / "home"))
    qtbot.addWidget(window)
    window.show()
    window.begin(None, None)
    desk = Desk(qtbot, window)
    first = desk.front(Wizard)
    first.restore.click()
    assert "校验码相符" in desk.box()
    desk.agree()
    assert not isValid(first)
    assert window.jobs.office.folder == folder
    window.close()
