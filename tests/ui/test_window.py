from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.memory import Machine
from app.ui.pages.papers import OfRecords
from app.ui.pages.preview import Preview
from app.ui.pages.record import RecordPage
from tests.bureau import CLASS, CLERK, REVIEWER, Bureau
from tests.printing.papers import text_of
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]
_CTRL = Qt.KeyboardModifier.ControlModifier


def record_page() -> RecordPage:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecordPage) and w.isVisible())


def test_a_class_is_opened_submitted_and_approved_by_two_people(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    page = desk.tab("classes")
    page.verbs.begin("create")
    form = desk.front(FieldForm)
    texts = {**CLASS, "starts_on": "2019-09-02", "ends_on": "2019-09-29"}
    for key, text in texts.items():
        form.lines[key].edit.setText(text)
    desk.qtbot.keyClick(form.lines["name"].edit, Qt.Key.Key_Return, _CTRL)
    desk.rest()
    uid = ready.first("class")
    assert list(page.selected_uids()) == [uid]
    ready.enrol(uid)
    page.verbs.moves["submit"].trigger()
    assert desk.box() == f"将办理“提交”：{ready.record('class', uid)['number']} 电工一班"
    desk.agree()
    assert ready.state("class", uid) == "submitted"
    desk.sign_in(REVIEWER)
    assert REVIEWER in desk.window.edges.who.text()
    page = desk.tab("classes")
    page.verbs.begin("approve")
    desk.qtbot.keyClick(desk.front(FieldForm).lines["filing_number"].edit, Qt.Key.Key_Return, _CTRL)
    desk.rest()
    assert ready.state("class", uid) == "approved"


def test_a_refusal_is_shown_and_nothing_is_done(ready: Bureau, desk_of: DeskOf) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    page = desk.tab("classes")
    page.verbs.moves["submit"].trigger()
    desk.agree()
    assert "花名册" in desk.box()
    desk.agree()
    assert ready.state("class", uid) == "draft"


def test_a_batch_asks_once_with_count_and_sum(taught: Bureau, desk_of: DeskOf) -> None:
    taught.claim(taught.first("class"))
    desk = desk_of(taught)
    page = desk.tab("claims")
    page.view.selectAll()
    desk.rest()
    total = taught.record("claim", taught.first("claim"))["total_fen"]
    assert page.verbs.selected.total_fen == total > 0
    assert page.verbs._many("submit", {1: "甲", 2: "乙"}).startswith("将办理“提交” 2 条")


def test_an_edit_sends_only_what_was_changed(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    page = desk.tab("institutions")
    page.verbs.begin("edit")
    form = desk.front(FieldForm)
    assert form.lines["name"].edit.text() == "綦江示例培训学校"
    form.lines["leader"].edit.setText("陈明")
    form.send()
    desk.rest()
    assert ready.record("institution", ready.first("institution"))["leader"] == "陈明"


def test_the_second_saver_is_told(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    page = desk.tab("institutions")
    page.verbs.begin("edit")
    form = desk.front(FieldForm)
    form.lines["leader"].edit.setText("陈明")
    ready.do("institution.edit", ready.first("institution"), leader="周强")
    form.send()
    desk.rest()
    assert "刚被别人改过" in form._refusal.text()
    assert ready.record("institution", ready.first("institution"))["leader"] == "周强"
    form.before = form.texts()
    form.reject()


def test_enter_opens_a_class_with_its_roster(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    page = desk.tab("classes")
    page.view.setFocus()
    desk.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    desk.rest()
    record = record_page()
    desk.rest()
    assert "电工一班" in record.windowTitle()
    roster = record.parts.currentWidget()
    assert roster.model.rowCount() == 3
    record.close()


def test_a_trainee_shows_every_class_and_subsidy(taught: Bureau, desk_of: DeskOf) -> None:
    taught.claim(taught.first("class"))
    desk = desk_of(taught)
    desk.window.open_record("trainee", taught.first("trainee"))
    desk.rest()
    record = record_page()
    titles = [record.parts.tabText(n) for n in range(record.parts.count())]
    assert titles == ["参训与证书", "人员身份", "享受补贴", "更正", "办理记录"]
    assert record.parts.widget(0).model.rowCount() == 1
    record.parts.setCurrentIndex(2)
    desk.rest()
    assert record.parts.widget(2).model.rowCount() == 1
    record.close()


def test_the_lists_follow_what_is_written(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    page = desk.tab("classes")
    assert page.model.rowCount() == 0
    ready.training()
    desk.rest()
    assert page.model.rowCount() == 1


def test_the_six_tabs_stand_and_lists_of_the_office_come_beside_them(desk: Desk) -> None:
    tabs = desk.window.tabs
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["计划", "机构", "班级", "补贴", "学员", "报送"]
    desk.window.tabs.open("journal")
    desk.window.tabs.open("journal")
    desk.rest()
    assert tabs.count() == 7
    desk.window.tabs.close_tab(6)
    assert tabs.count() == 6


def test_a_backup_is_written_and_shown_in_the_status_bar(desk: Desk) -> None:
    assert "还没有" in desk.window.edges.who.text()
    desk.window.keeper.back_up()
    assert "已核对通过" in desk.box()
    desk.agree()
    assert "还没有" not in desk.window.edges.who.text()
    assert len(list((desk.window.jobs.office.folder / "backups").glob("*.db"))) == 1


def test_an_export_equals_the_screen(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import openpyxl

    path = tmp_path / "计划.xlsx"
    monkeypatch.setattr(files, "to_save", lambda *_: path)
    page = desk.tab("quotas")
    page.set_filter("year", [("=", "2019")])
    desk.rest()
    page.export()
    desk.rest()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells = [[c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]
    assert any("区人力社保局" in row for row in cells)
    assert sum("人次" in row for row in cells) == 18


def test_the_preview_is_the_page_that_is_saved(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "花名册.pdf"
    monkeypatch.setattr(files, "to_save", lambda *_: path)
    desk = desk_of(taught)
    page = desk.tab("classes")
    page.print_current()
    desk.rest()
    desk.rest()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview))
    assert preview.forms.count() >= 2
    assert preview.document is not None
    assert not preview.sheet.pixmap().isNull()
    shown = preview.document.data
    preview.save()
    desk.agree()
    assert path.read_bytes() == shown
    preview.close()


def test_papers_of_a_selection_are_one_document_and_what_was_saved_is_a_copy_from_then_on(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught.enrol(taught.training(name="焊工二班"), 2)
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "花名册.pdf")
    desk = desk_of(taught)
    page = desk.tab("classes")
    page.view.selectAll()
    desk.rest()
    page.print_current()
    desk.rest()
    desk.rest()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview))
    assert "等 2 条" in preview.windowTitle()
    preview.forms.setCurrentText("职业技能培训学员花名册")
    desk.rest()
    assert preview.document is not None and preview.document.pages == 2
    assert "补打" not in text_of(preview.document.data)
    preview.save("核对")
    desk.agree()
    desk.rest()
    assert text_of(preview.document.data).count("补打第1次") == 2
    preview.forms.setCurrentText("培训班全套材料")
    desk.rest()
    assert "培训班全套材料目录" in text_of(preview.document.data)
    preview.close()


def test_a_notice_is_asked_about_before_it_leaves_the_window(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = taught.notice_of(taught.claim(taught.first("class"), "noticed"))
    taught.office.sign_in(CLERK)
    desk, path = desk_of(taught), tmp_path / "公示.pdf"
    monkeypatch.setattr(files, "to_save", lambda *_: path)
    preview = Preview(desk.window, desk.window.jobs, OfRecords("notice", (notice,)), "示例")
    preview.show()
    desk.rest()
    preview.forms.setCurrentText("职业培训补贴公示")
    desk.rest()
    assert preview.document is not None
    assert "待核实：公示期、公示期起算" in preview.warning.text() and preview.warning.isVisible()
    shown = preview.document.data
    preview.agreed(preview.save)
    assert not path.exists() and "确认照此公布吗" in desk.box()
    desk.agree()
    desk.rest()
    assert path.read_bytes() == shown
    preview.close()


def test_text_grows_with_the_chosen_size(desk: Desk) -> None:
    page = desk.tab("quotas")
    tall, wide = page.view.verticalHeader().defaultSectionSize(), page.header.sectionSize(1)
    desk.window.resize_text("特大")
    desk.rest()
    assert page.view.verticalHeader().defaultSectionSize() > tall
    assert page.header.sectionSize(1) > wide
    desk.window.resize_text("标准")


def test_an_office_that_another_program_holds_is_refused(desk: Desk, desk_of: DeskOf, bureau: Bureau) -> None:
    from app.ui.window import Window

    second = Window(Machine(bureau.office.folder / "home2"))
    desk.qtbot.addWidget(second)
    second.show()
    second.open_office(bureau.office.folder)
    desk.qtbot.waitUntil(lambda: not second.jobs.pending)
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "正被另一个程序使用" in box.text()
    box.finished.disconnect()
    box.buttons()[0].click()
    second.close()


def test_the_clerk_is_remembered_for_the_next_start(desk: Desk, bureau: Bureau) -> None:
    assert CLERK in desk.window.edges.who.text()
    assert desk.window._machine.last_office == bureau.office.folder.resolve()
    desk.sign_in(REVIEWER)
    assert desk.window.memory.last_user == REVIEWER


def test_the_people_of_the_office_stand_in_the_menu_with_their_roles_before_it_opens(desk: Desk) -> None:
    titles = [action.text() for action in desk.window.menus._people.actions()]
    assert titles[:2] == ["&1  张经办（经办）", "&2  李复核（复核）"]


def test_whoever_confirms_a_correction_reads_what_it_changes(ready: Bureau, desk_of: DeskOf) -> None:
    ready.office.sign_in(CLERK)
    desk = desk_of(ready)
    page = desk.tab("institutions")
    page.verbs.begin("correct")
    form = desk.front(FieldForm)
    form.lines["account"].edit.setText("6217003700000000785")
    form.lines["reason"].edit.setText("更换账号")
    form.send()
    assert "0785" in desk.box() and "确认以前一切照旧" in desk.box()
    desk.agree()
    desk.sign_in(REVIEWER)
    waiting = desk.list("corrections")
    waiting.verbs.begin("confirm")
    assert "0785" in desk.box()
    desk.agree()
    assert ready.state("correction", ready.first("correction")) == "confirmed"
