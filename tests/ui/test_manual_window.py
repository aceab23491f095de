"""F1 opens the manual at the task in front; it is read, searched, gone back in, printed and saved without an office."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import app.ui.pages.manual
from app.desk.manual import Place, pages, topics
from app.desk.screens import SCREENS, TABLES
from app.printing.preview import page_count
from app.ui import files, messages
from app.ui.layouts import Dialog
from app.ui.memory import Machine
from app.ui.pages.importing import Importing
from app.ui.pages.manual import Manual
from app.ui.pages.wizard import Wizard
from app.ui.window import Window
from tests.bureau import Bureau
from tests.ui.conftest import Desk


def help_in(desk: Desk, front: QWidget) -> Manual:
    """Press F1 in a window; gives the manual that it opens."""
    front.activateWindow()
    desk.qtbot.waitUntil(lambda: QApplication.activeWindow() is front)
    QTest.keyClick(front.windowHandle(), Qt.Key.Key_F1)
    desk.rest()
    manual = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Manual) and one.isVisible())
    assert manual.parentWidget() is front
    return manual


@pytest.fixture
def manual(desk: Desk) -> Manual:
    """Open at its first page."""
    desk.window.show_manual([], desk.window)
    desk.rest()
    return next(one for one in desk.window.children() if isinstance(one, Manual))


def test_the_manual_opens_at_the_list_in_front(desk: Desk) -> None:
    desk.tab("claims")
    assert help_in(desk, desk.window).place == Place("class", "申请补贴")
    desk.tab("packages")
    assert help_in(desk, desk.window).place == Place("month", "生成报送包")


def test_an_import_opens_it_at_its_own_task_above_itself(desk: Desk) -> None:
    desk.window.import_file("rates", None, "")
    importing = desk.front(Importing)
    manual = help_in(desk, importing)
    assert manual.place == Place("first-day", "导入补贴标准")
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    desk.rest()
    assert desk.front(Importing) is importing


def test_a_form_opens_it_at_the_list_behind(desk: Desk) -> None:
    page = desk.tab("institutions")
    page.verbs.begin("create")
    assert help_in(desk, desk.front(Dialog)).place == Place("first-day", "登记培训机构")


def test_a_message_opens_it_at_what_messages_mean(desk: Desk) -> None:
    box = messages.tell(desk.window, "没有这样的班级")
    assert help_in(desk, box).place == Place("trouble", "看懂程序的提示")


def test_it_opens_before_there_is_an_office(qtbot: QtBot, undisturbed: None, tmp_path: Path) -> None:
    window = Window(Machine(tmp_path / "home"))
    qtbot.addWidget(window)
    window.show()
    window.begin(None, None)
    desk = Desk(qtbot, window)
    assert help_in(desk, desk.front(Wizard)).place == Place("first-day")
    window.close()


def test_at_the_door_it_opens_at_signing_in(desk: Desk, bureau: Bureau) -> None:
    desk.window.entrance.sign_out()
    desk.rest()
    assert help_in(desk, desk.window).place == Place("first-day", "登录")


def test_every_list_and_import_has_its_place_in_the_manual() -> None:
    assert not {*SCREENS, *TABLES} - {*topics()}


def test_each_topic_is_a_list_an_import_or_a_window_and_leads_to_a_heading() -> None:
    for module in pkgutil.iter_modules(app.ui.pages.__path__):
        import_module(f"app.ui.pages.{module.name}")
    windows = {kind.topic for kind in _below(Dialog)} | {"message", "keys", "sign-in"}
    assert not {*topics()} - {*SCREENS, *TABLES} - windows
    for place in topics().values():
        assert place.heading in ("", *pages()[place.page].headings), place


def _below(kind: type[Dialog]) -> list[type[Dialog]]:
    return [one for child in kind.__subclasses__() for one in (child, *_below(child))]


def test_the_contents_lead_to_a_heading_and_follow_the_text(manual: Manual) -> None:
    top = manual.contents.topLevelItem(1)
    below = {top.child(row).text(0): top.child(row) for row in range(top.childCount())}
    manual.contents.setCurrentItem(below["退票"])
    assert manual.place == Place("class", "退票")
    assert manual.text.verticalScrollBar().value() > 0
    manual.text.setSource(QUrl("backup"))
    assert manual.contents.currentItem().text(0) == "备份与换电脑"
    assert not top.isExpanded()


def test_a_search_goes_on_to_the_next_page_and_round_to_the_first(manual: Manual) -> None:
    manual.search.setText("首次密码")
    places = [name for name, page in pages().items() for _ in range(page.text.count("首次密码"))]
    assert len({*places}) > 1
    seen = []
    for _ in (*places, "round"):
        manual.search.returnPressed.emit()
        assert manual.text.textCursor().selectedText() == "首次密码"
        seen.append(manual.place.page)
    assert seen == [*places, places[0]]


def test_a_word_that_is_nowhere_is_told(manual: Manual) -> None:
    manual.search.setText("飞机")
    manual.search.returnPressed.emit()
    assert "飞机" in manual.told.text()
    assert manual.told.isVisibleTo(manual)


def test_back_and_forward_go_where_the_reader_was(manual: Manual) -> None:
    manual.show_place(Place("month"))
    manual.show_place(Place("keys"))
    manual.back.trigger()
    assert manual.place == Place("month")
    manual.on.trigger()
    assert manual.place == Place("keys")


def test_it_is_saved_as_one_pdf_file(
    manual: Manual, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "手册.pdf")
    manual.save()
    assert "手册.pdf" in desk.box()
    assert (tmp_path / "手册.pdf").read_bytes().startswith(b"%PDF")
    desk.agree()


def test_no_picture_is_wider_than_the_text(manual: Manual, desk: Desk) -> None:
    for width in (1200, 700):
        manual.resize(width, 600)
        desk.qtbot.waitUntil(lambda: manual.text._width == manual.text.viewport().width() - 48)
        manual.show_place(Place("class"))
        assert manual.text.horizontalScrollBar().maximum() == 0


def test_the_pages_that_are_chosen_go_to_the_printer(
    manual: Manual, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    printer, counted = QPrinter(), []
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    chosen = lambda parent, name, pages: counted.append(pages) or (printer, 2, 3)  # noqa: E731
    monkeypatch.setattr(app.ui.pages.manual, "ask_printer", chosen)
    manual.print()
    desk.qtbot.waitUntil(lambda: bool(counted) and not desk.window.jobs.pending, timeout=30_000)
    assert counted[0] > len(pages())
    assert page_count((tmp_path / "纸.pdf").read_bytes()) == 2
