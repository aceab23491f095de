"""The backup that nobody has to remember: once a day, after an office was opened in the window, beside the work."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.store import copies
from app.ui import backups
from app.ui.progress import PATIENCE
from tests.bureau import CLERK, Bureau
from tests.cli.shell import Shell
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


@pytest.fixture(autouse=True)
def at_once(undisturbed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "_SETTLED", 1)


def made(bureau: Bureau) -> list[str]:
    return sorted(path.name for path in (bureau.office.folder / "backups").glob("*.db"))


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "每日.db")


def test_an_office_that_is_opened_is_backed_up_once_a_day_and_the_status_bar_says_when(
    bureau: Bureau, desk_of: DeskOf
) -> None:
    desk = desk_of(bureau)
    desk.rest()
    assert made(bureau) == ["每日-20190902.db"]
    assert "还没有" not in desk.window.edges.who.text()
    written = (bureau.office.folder / "backups" / "每日-20190902.db").stat().st_mtime_ns
    desk.window.open_office(bureau.office.folder)
    desk.sign_in()
    desk.rest()
    (today,) = [name for name in made(bureau) if name != "每日-20190902.db"]  # its clock is the machine's own
    assert today.startswith("每日-")
    assert (bureau.office.folder / "backups" / "每日-20190902.db").stat().st_mtime_ns == written


def test_the_backup_shows_no_progress_and_stops_nobody(
    bureau: Bureau, desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    desk = desk_of(bureau)
    desk.window.jobs.started.connect(shown.append)
    bureau.today = bureau.today.replace(day=3)
    desk.window.keeper.begin()
    desk.qtbot.wait(PATIENCE // 10)
    desk.rest()
    assert len(made(bureau)) == 2 and shown == [] and QApplication.activeModalWidget() is None


def test_a_full_disk_is_said_in_the_status_bar_and_the_work_goes_on(
    bureau: Bureau, desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = copies.copy_database
    monkeypatch.setattr(copies, "copy_database", full)
    desk = desk_of(bureau)
    desk.rest()
    assert "还没有；今天的自动备份没有写成：“每日.db”所在的磁盘已满" in desk.window.edges.who.text()
    assert QApplication.activeModalWidget() is None and made(bureau) == []
    assert desk.tab("quotas").model.rowCount() > 0
    monkeypatch.setattr(copies, "copy_database", whole)
    desk.window.keeper.back_up()
    desk.agree()
    assert "没有写成" not in desk.window.edges.who.text() and len(made(bureau)) == 1


def test_a_window_that_is_closed_before_its_backup_leaves_none_half_written(
    bureau: Bureau, desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_SETTLED", 60_000)
    desk = desk_of(bureau)
    desk.window.close()
    assert not (bureau.office.folder / "backups").exists()


def test_the_command_line_makes_no_backup_by_itself(bureau: Bureau, tmp_path: Path) -> None:
    bureau.office.close()
    shell = Shell(tmp_path)
    shell.who = CLERK
    assert shell.rows("quotas")
    assert not (bureau.office.folder / "backups").exists()
