"""The list of imports: reached from the importing page by its key, and an import undone from there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.ui.pages.import_log import ImportLog
from app.ui.pages.importing import Importing
from app.ui.pages.mapping import Mapping
from tests import people
from tests.bureau import Bureau
from tests.data import workbooks
from tests.ui.conftest import Desk
from tests.ui.test_importing import mapped, strange

DeskOf = Callable[[Bureau], Desk]


def imported(desk: Desk, bureau: Bureau, tmp_path: Path) -> str:
    """A roster of three, imported by hand; gives what was said after it."""
    desk.tab("classes").verbs.moves["roster"].trigger()
    page = desk.front(Importing)
    page.read_file(workbooks.write(tmp_path / "名单.xlsx", workbooks.roster_rows(1, 3)))
    desk.rest()
    page.apply()
    said = desk.box()
    desk.agree()
    return said


def opened(desk: Desk, qtbot: QtBot) -> ImportLog:
    """The list, from the importing page by its key."""
    desk.tab("classes").verbs.moves["roster"].trigger()
    qtbot.keyClick(desk.front(Importing), Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    return desk.front(ImportLog)


def undone(desk: Desk, log: ImportLog, qtbot: QtBot, *, agreed: bool) -> str:
    """Undo the first import by key; gives what was asked."""
    log.activateWindow()
    desk.rest()
    qtbot.keyClick(log, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    box = desk.front(QMessageBox)
    said = box.text()
    box.buttons()[0 if agreed else 1].click()
    desk.rest()
    return said


def test_an_import_is_undone_by_keys_after_saying_what_goes_and_what_stays(
    ready: Bureau, desk_of: DeskOf, qtbot: QtBot, tmp_path: Path
) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    assert "“导入记录…”中撤销" in imported(desk, ready, tmp_path)
    ready.enrol(ready.training(name="电工二班"), [people.person(2)])
    log = opened(desk, qtbot)
    assert [log.model.data(log.model.index(0, n)) for n in (0, 1, 2, 5, 6, 7)] == [
        *("1", "学员花名册", "名单.xlsx", "张经办", "3", "3")
    ]
    asked = undone(desk, log, qtbot, agreed=False)
    assert "花名册 3 条" in asked and f"学员　{people.person(2).name}：已有“花名册”用到" in asked
    assert len(ready.enrolled(uid)) == 3
    undone(desk, log, qtbot, agreed=True)
    assert "已撤销“名单.xlsx”的导入" in desk.box()
    desk.agree()
    assert ready.enrolled(uid) == [] and log.model.rowCount() == 0
    assert not log.go.isEnabled() and log.reason.text() == "还没有导入过"


def test_a_page_that_had_the_file_checked_knows_that_its_import_was_undone(
    ready: Bureau, desk_of: DeskOf, qtbot: QtBot, tmp_path: Path
) -> None:
    ready.training()
    desk = desk_of(ready)
    imported(desk, ready, tmp_path)
    desk.tab("classes").verbs.moves["roster"].trigger()
    page = desk.front(Importing)
    page.read_file(tmp_path / "名单.xlsx")
    desk.rest()
    assert "已于" in page.verdict.text()
    page.show_log()
    undone(desk, desk.front(ImportLog), qtbot, agreed=True)
    desk.agree()
    assert "新增 3 行" in page.verdict.text()


def test_the_list_says_what_undoing_comes_to_of_each(
    ready: Bureau, desk_of: DeskOf, qtbot: QtBot, tmp_path: Path
) -> None:
    ready.training()
    desk = desk_of(ready)
    imported(desk, ready, tmp_path)
    ready.enrol(ready.training(name="电工二班"), [people.person(2)])
    log = opened(desk, qtbot)
    assert log.model.data(log.model.index(0, 9)) == "可以撤销 5 条，1 条保留不动" == log.reason.text()
    assert log.go.isEnabled()
    log.reject()


def test_after_an_undo_the_same_file_asks_again_and_proposes_what_was_answered(
    ready: Bureau, desk_of: DeskOf, qtbot: QtBot, tmp_path: Path
) -> None:
    ready.training()
    desk = desk_of(ready)
    path = strange(tmp_path / "一.xlsx", 1, 3)
    desk.tab("classes").verbs.moves["roster"].trigger()
    page = desk.front(Importing)
    asked = mapped(desk, page, path)
    asked.edits[0].setText("企业职工")
    asked.take()
    desk.rest()
    page.apply()
    desk.agree()
    undone(desk, opened(desk, qtbot), qtbot, agreed=True)
    desk.agree()
    desk.front(ImportLog).reject()
    page = desk.front(Importing)
    asked = mapped(desk, page, path)
    told = [edit.text() for edit in asked.edits]
    assert told == ["姓名", "身份证号", "联系电话", "企业职工", "不导入这一列"]
    assert page.checked is None
    asked.edits[3].setText("残疾人")
    asked.take()
    desk.rest()
    assert "“人员类别”全部按“残疾人”" in page.notes.toPlainText()
    page.apply()
    desk.agree()
    desk.tab("classes").verbs.moves["roster"].trigger()
    page = desk.front(Importing)
    page.read_file(strange(tmp_path / "二.xlsx", 4, 5))
    desk.rest()
    assert "同上次一样" in page.notes.toPlainText(), "once it was answered again it holds again"
    page.reject()


def test_after_an_undo_a_pasted_block_asks_again_too(ready: Bureau, desk_of: DeskOf, qtbot: QtBot) -> None:
    ready.training()
    desk = desk_of(ready)
    rows = [("姓名", "身份证号"), *((people.person(n).name, people.person(n).id_number) for n in (1, 2))]
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    desk.tab("classes").verbs.moves["roster"].trigger()
    page = desk.front(Importing)
    page.paste()
    asked = desk.front(Mapping)
    asked.edits[-1].setText("企业职工")
    asked.take()
    desk.rest()
    page.apply()
    desk.agree()
    undone(desk, opened(desk, qtbot), qtbot, agreed=True)
    desk.agree()
    desk.front(ImportLog).reject()
    desk.front(Importing).paste()
    assert [edit.text() for edit in desk.front(Mapping).edits] == ["姓名", "身份证号", "企业职工"]
    desk.front(Mapping).reject()
    desk.front(Importing).reject()


def test_what_cannot_be_undone_says_why_and_offers_no_button(
    ready: Bureau, desk_of: DeskOf, qtbot: QtBot, tmp_path: Path
) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    imported(desk, ready, tmp_path)
    ready.do("class.submit", uid)
    desk.rest()
    log = ImportLog(desk.window, desk.window.jobs)
    log.open()
    desk.rest()
    assert not log.go.isEnabled() and "不能导入花名册" in log.reason.text()
    log.ask()
    desk.rest()
    assert QApplication.activeModalWidget() is log
