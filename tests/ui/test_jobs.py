import errno
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.kernel.masking import masked
from app.kernel.outcomes import Cancelled
from app.store.work import Work
from app.ui import messages
from app.ui.jobs import Batch
from app.ui.progress import PATIENCE
from tests.bureau import Bureau
from tests.ui.conftest import Desk


def test_a_cancelled_job_rolls_back_what_it_wrote(desk: Desk, bureau: Bureau) -> None:
    before, told, going = bureau.counts(), [], threading.Event()

    def act(work: Work) -> None:
        work.log("office", "note", 1)
        for done in range(10_000):
            going.set()
            work.progress(done, 10_000)
            threading.Event().wait(0.001)

    job = desk.window.jobs.do(desk.window, "长活", act, failed=told.append)
    going.wait(5)
    job.cancel()
    desk.rest()
    assert isinstance(told[0], Cancelled)
    assert job.finished
    assert bureau.counts() == before


def test_a_cancel_that_comes_last_still_rolls_back(desk: Desk, bureau: Bureau) -> None:
    before, told = bureau.counts(), []

    def act(work: Work) -> None:
        work.log("office", "note", 1)
        desk.window.jobs._jobs[0].cancel()

    desk.window.jobs.do(desk.window, "长活", act, failed=told.append)
    desk.rest()
    assert isinstance(told[0], Cancelled)
    assert bureau.counts() == before


def test_every_record_of_a_batch_is_its_own_transaction(desk: Desk, bureau: Bureau) -> None:
    uids = [bureau.institution(n, uscc_listed) for n, uscc_listed in ((1, "2019-01-15"), (2, "2019-01-15"))]
    bureau.do("institution.delist", uids[0], reason="试")
    told: list[Batch] = []
    names = dict(zip(uids, ("甲校", "乙校"), strict=True))
    desk.window.jobs.run_each(desk.window, "institution", "delist", names, {"reason": "年检不合格"}, told.append)
    desk.rest()
    assert (told[0].done, [name for name, _ in told[0].refused]) == (1, ["甲校"])
    assert "已退出" in told[0].refused[0][1]
    assert [bureau.state("institution", uid) for uid in uids] == ["delisted", "delisted"]


def test_nobody_is_told_who_has_gone(desk: Desk) -> None:
    owner, told = QObject(), []
    desk.window.jobs.look(owner, lambda read: 1, told.append)
    owner.deleteLater()
    del owner
    desk.rest()
    assert told == []


def test_a_long_job_shows_its_rows_and_can_be_called_off(desk: Desk) -> None:
    def act(work: Work) -> None:
        for done in range(10_000):
            work.progress(done, 10_000)
            threading.Event().wait(0.002)

    told: list[BaseException] = []
    job = desk.window.jobs.do(desk.window, "导入花名册", act, failed=told.append)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(QProgressDialog) is not None, timeout=5_000)
    box = desk.window.findChild(QProgressDialog)
    assert isinstance(box, QProgressDialog)
    assert "导入花名册" in box.labelText()
    assert "10,000" in box.labelText()
    desk.qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not job.called_off, "Enter once too often"
    box.findChild(QPushButton).click()
    assert job.called_off
    desk.rest()
    assert isinstance(told[0], Cancelled)


def test_a_long_job_of_a_record_stands_above_its_page_and_not_above_the_window_behind(desk: Desk, qtbot: QtBot) -> None:
    page = QDialog(desk.window, Qt.WindowType.Window)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    job = desk.window.jobs.do(page, "提交", lambda work: threading.Event().wait(2 * PATIENCE / 1000))
    qtbot.waitUntil(lambda: page.findChild(QProgressDialog) is not None, timeout=5_000)
    assert desk.window.findChild(QProgressDialog).parent() is page
    page.deleteLater()
    qtbot.waitUntil(lambda: job.finished, timeout=5_000)
    desk.rest()


@pytest.mark.parametrize("number", ["500110199001011234", "6217003700000000001", "13900000001"])
def test_a_diagnosis_hides_numbers_of_people(number: str) -> None:
    assert number not in masked(f"bad value {number} here")
    assert masked(f"bad value {number} here").endswith(f"{number[-4:]} here")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/tmp/x"),
            "所在的磁盘已满。没有办完的这一步已全部撤销，数据完好",
        ),
        (OSError(errno.EROFS, "Read-only file system", "/tmp/x"), "所在的磁盘是只读的"),
        (MemoryError(), "内存不够"),
    ],
)
def test_what_the_machine_does_to_a_job_is_a_sentence(desk: Desk, error: Exception, sentence: str) -> None:
    def act(_: Work) -> None:
        raise error

    desk.window.jobs.do(desk.window, "长活", act)
    desk.rest()
    assert sentence in desk.box()
    assert not (desk.window.jobs.office.folder / "diagnosis").exists()


def test_damage_met_in_a_job_is_a_sentence(desk: Desk) -> None:
    statement = "SELECT CAST(x'C328353030313130' AS TEXT)"
    desk.window.jobs.do(desk.window, "长活", lambda work: work.connection.exec_driver_sql(statement).all())
    desk.rest()
    assert "文件内容已损坏" in desk.box()


def test_what_nobody_caught_is_shown_and_tells_the_console_nobodys_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()  # the window's own hook, which tests leave out
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    messages.catch_crashes(desk.window, lambda: None)
    sys.excepthook(KeyError, KeyError("500110199001011234"), None)
    assert "程序遇到意外错误" in desk.box()
    assert "500110199001011234" not in capsys.readouterr().err


def test_what_nobody_caught_is_shown_also_by_a_window_without_a_console(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "stderr", None)
    messages.catch_crashes(desk.window, lambda: None)
    sys.excepthook(KeyError, KeyError("x"), None)
    assert "程序遇到意外错误" in desk.box()
