from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from app.desk.lists import OF_NOUN
from app.exchange import imports
from app.kernel.texts import say
from app.record.imports.layout import NOTHING
from app.ui import files
from app.ui.editors import PickEdit
from app.ui.fieldform import FieldForm
from app.ui.pages.importing import Importing
from app.ui.pages.mapping import Mapping
from app.ui.pages.problems import REASON, VALUE, WHO
from tests import people
from tests.bureau import CLERK, Bureau
from tests.data import workbooks
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    rows = workbooks.roster_rows(1, 5)
    rows[2][2] = people.wrong_check_digit(rows[2][2])
    return workbooks.write(tmp_path / "花名册.xlsx", rows)


def opened(desk: Desk, bureau: Bureau) -> Importing:
    desk.tab("classes").verbs.moves["roster"].trigger()
    return desk.front(Importing)


def test_a_template_is_called_what_it_is_for(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []
    monkeypatch.setattr(files, "to_save", lambda parent, title, name, kinds: asked.append(name))
    for kind in ("institutions", "rates"):
        Importing(desk.window, desk.window.jobs, kind, None, "").files.template()
    assert len(set(asked)) == len(asked) and all(name.endswith("模板.xlsx") for name in asked)


@pytest.mark.parametrize(("code", "heading"), [("template", "所属月份"), ("template_roster", "身份证号")])
def test_an_office_without_the_program_is_given_both_workbooks_with_what_each_column_is(
    bureau: Bureau, desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, heading: str
) -> None:
    uid = bureau.do("office.create", name="三江街道", region="500110001", level="街镇")
    asked: list[str] = []
    monkeypatch.setattr(files, "to_save", lambda parent, title, name, kinds: asked.append(name) or tmp_path / "a.xlsx")
    desk = desk_of(bureau)
    page = Importing(desk.window, desk.window.jobs, "figures", uid, "三江街道")
    page.open()
    [button] = [button for button in page.findChildren(QPushButton) if button.text() == say(f"importing.{code}")]
    button.click()
    desk.rest()
    assert "三江街道" in asked[0]
    filled, notes = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    said = {row[0]: row[2] for row in notes.iter_rows(min_row=2, values_only=True)}
    assert list(said) == [cell.value for cell in filled[1]] and said[heading]


@pytest.mark.parametrize(("code", "days"), [("template", 0), ("by_day", 28)])
def test_a_template_for_a_class_has_its_people(
    ready: Bureau, desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, days: int
) -> None:
    uid = ready.training()
    ready.enrol(uid, 2)
    asked: list[str] = []
    monkeypatch.setattr(files, "to_save", lambda parent, title, name, kinds: asked.append(name) or tmp_path / "a.xlsx")
    desk = desk_of(ready)
    page = Importing(desk.window, desk.window.jobs, "attendance", uid, "电工一班")
    page.open()
    [button] = [button for button in page.findChildren(QPushButton) if button.text() == say(f"importing.{code}")]
    button.click()
    desk.rest()
    assert "2 名学员" in desk.box()
    desk.agree()
    page.reject()
    assert "电工一班" in asked[0]
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].values)
    assert len(rows) == 4 and people.person(2).name in rows[3]
    assert len([title for title in rows[1] if title.endswith("日")]) == days


def test_a_bad_cell_is_corrected_in_place_and_the_table_imported(ready: Bureau, desk_of: DeskOf, bad: Path) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(bad)
    desk.rest()
    assert page.model.rowCount() == 1
    where = [page.model.data(page.model.index(0, n)) for n in range(3)]
    assert where == ["花名册", "4", "C"]
    assert "校验位" in page.model.data(page.model.index(0, REASON))
    assert page.model.data(page.model.index(0, WHO)) == people.person(3).name
    assert "校验位" in page.reason.text()
    number = people.person(3).id_number
    assert number[6:14] not in page.model.data(page.model.index(0, VALUE))
    assert not page.go.isEnabled()
    assert ready.enrolled(uid) == []
    assert page.model.setData(page.model.index(0, VALUE), number)
    page.recheck()
    desk.rest()
    assert page.model.rowCount() == 0
    assert "新增 5 行" in page.verdict.text()
    page.go.click()
    desk.rest()
    assert "读入" in desk.box()
    desk.agree()
    assert len(ready.enrolled(uid)) == 5


def test_a_clean_check_shows_the_rows_that_will_be_written(ready: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    rows = workbooks.roster_rows(1, 3)
    page = opened(desk, ready)
    page.read_file(workbooks.write(tmp_path / "一.xlsx", rows[:2]))
    desk.rest()
    page.apply()
    desk.agree()
    rows[1][9], rows[1][4] = people.account(9), ""
    page = opened(desk, ready)
    page.read_file(workbooks.write(tmp_path / "二.xlsx", rows))
    desk.rest()
    assert page.rows.currentWidget() is page.rows.written and page.rows.written.isVisible()
    model, titles = page.rows.rows, list(page.rows.rows.preview.titles)
    shown = [[model.data(model.index(row, n)) for n in range(model.columnCount())] for row in range(model.rowCount())]
    one, other = people.person(2), people.person(3)
    assert [line[:3] for line in shown] == [["3", "更新", one.name], ["4", "新增", other.name]]
    account = titles.index("银行账号")
    assert shown[0][account] == f"{'*' * 15}{one.account[-4:]} → {'*' * 15}{people.account(9)[-4:]}"
    assert shown[1][account] == f"{'*' * 15}{other.account[-4:]}"
    marked = [n for n in range(len(titles)) if model.data(model.index(0, n), Qt.ItemDataRole.BackgroundRole)]
    assert marked == [account]
    assert not any(one.id_number in text for line in shown for text in line)
    page.reject()
    assert len(ready.enrolled(uid)) == 2


@pytest.mark.parametrize("wide", [800, 1300])
def test_every_column_of_the_problems_is_in_sight(ready: Bureau, desk_of: DeskOf, bad: Path, wide: int) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(bad)
    desk.rest()
    page.resize(wide, 600)
    desk.rest()
    head = page.grid.horizontalHeader()
    assert page.grid.isVisible() and page.rows.currentWidget() is page.grid
    assert head.sectionViewportPosition(REASON) + 100 < page.grid.viewport().width() < wide
    assert page.grid.horizontalScrollBar().maximum() == 0
    page.reject()


def test_the_same_file_again_says_when_it_was_imported(ready: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    uid = ready.training()
    path = workbooks.write(tmp_path / "名单.xlsx", workbooks.roster_rows(1, 3))
    desk = desk_of(ready)
    for _ in range(2):
        page = opened(desk, ready)
        page.read_file(path)
        desk.rest()
        said = page.verdict.text()
        page.apply()
        desk.agree()
    assert "已于" in said
    assert len(ready.enrolled(uid)) == 3


def test_a_block_copied_in_excel_is_pasted(ready: Bureau, desk_of: DeskOf) -> None:
    uid = ready.training()
    rows = [list(workbooks.ROSTER), *workbooks.roster_rows(1, 4)]
    QGuiApplication.clipboard().setText("\n".join("\t".join(map(str, row)) for row in rows))
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.paste()
    desk.rest()
    assert "新增 4 行" in page.verdict.text()
    page.apply()
    desk.agree()
    assert len(ready.enrolled(uid)) == 4


def test_a_file_that_is_no_workbook_is_refused_in_words(ready: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    ready.training()
    path = tmp_path / "名单.xls"
    path.write_text("<html><table></table></html>")
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(path)
    desk.rest()
    assert "网页" in page.verdict.text()
    assert not page.go.isEnabled()
    page.reject()


def test_a_marked_copy_is_written_beside(
    ready: Bureau, desk_of: DeskOf, bad: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.training()
    path = tmp_path / "标错.xlsx"
    monkeypatch.setattr(files, "to_save", lambda *_: path)
    before = bad.read_bytes()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(bad)
    desk.rest()
    page.save_marked()
    desk.agree()
    assert path.is_file()
    assert bad.read_bytes() == before
    page.reject()


def test_leaving_says_that_corrections_are_kept(ready: Bureau, desk_of: DeskOf, bad: Path) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(bad)
    desk.rest()
    page.model.setData(page.model.index(0, VALUE), people.person(3).id_number)
    page.reject()
    assert "还没有导入" in desk.box()
    desk.agree()
    assert QApplication.activeModalWidget() is None


def test_a_row_may_be_left_out_and_the_receipt_says_so(ready: Bureau, desk_of: DeskOf, bad: Path) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(bad)
    desk.rest()
    page.skip.click()
    desk.rest()
    assert "新增 4 行" in page.verdict.text()
    page.apply()
    assert "没有导入第 4 行" in desk.box()
    desk.agree()
    assert len(ready.enrolled(uid)) == 4


def test_a_row_of_several_days_is_left_out_at_once_and_said_once(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    uid = ready.training()
    known, stranger = people.person(1), people.person(99)
    ready.enrol(uid, [known])
    ready.approved(uid)
    ready.do("class.start", uid)
    days = [(ready.today + timedelta(days=n)).isoformat() for n in range(3)]
    ready.today = ready.record("class", uid)["ends_on"]
    rows = [[one.name, one.id_number, 45, 8, 8, 8] for one in (known, stranger)]
    path = workbooks.write(tmp_path / "考勤.xlsx", rows, ["姓名", "身份证号", "每课时分钟", *days], ["考勤表"])
    desk = desk_of(ready)
    page = Importing(desk.window, desk.window.jobs, "attendance", uid, "电工一班")
    page.open()
    page.read_file(path)
    desk.rest()
    assert page.model.rowCount() == 1 and "1 行" in page.verdict.text()
    page.skip.click()
    desk.rest()
    assert page.model.rowCount() == 0 and "新增 3 行" in page.verdict.text()
    assert page.notes.toPlainText().count("没有导入") == 1


def test_one_copied_value_goes_into_the_cell_and_nothing_corrected_is_replaced_unasked(
    ready: Bureau, desk_of: DeskOf, bad: Path
) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(bad)
    desk.rest()
    number = people.person(3).id_number
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(0, REASON))
    QGuiApplication.clipboard().setText(f"{number}\n")
    page.paste()
    page.recheck()
    desk.rest()
    assert page.model.rowCount() == 0
    assert "新增 5 行" in page.verdict.text()


def test_a_pasted_block_replaces_corrections_only_when_told_to(ready: Bureau, desk_of: DeskOf, bad: Path) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(bad)
    desk.rest()
    page.model.setData(page.model.index(0, VALUE), people.person(3).id_number)
    QGuiApplication.clipboard().setText("姓名\t身份证号\n甲\t1")
    page.paste()
    assert "替换" in desk.box()
    question = desk.front(QMessageBox)
    assert question.defaultButton().text() == "继续填写"
    question.defaultButton().click()
    desk.rest()
    assert "花名册.xlsx" in page.source.text()


# --- tables as they come ---------------------------------------------------------------------------------------------------


def mapped(desk: Desk, page: Importing, path: Path) -> Mapping:
    page.read_file(path)
    desk.rest()
    found = desk.front(Mapping)
    assert isinstance(found, Mapping)
    return found


def strange(path: Path, first: int, last: int) -> Path:
    rows = [[row[1], row[2], row[4], "群众"] for row in workbooks.roster_rows(first, last)]
    return workbooks.write(path, rows, ("姓名", "证件", "手机", "政治面貌"), ["学员名单"])


def test_what_a_table_leaves_open_is_asked_on_one_page_and_the_next_needs_no_question(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    asked = mapped(desk, page, strange(tmp_path / "一.xlsx", 1, 3))
    texts = [edit.text() for edit in asked.edits]
    assert texts == ["", "身份证号", "联系电话", "不导入这一列"]
    assert asked.edits[0].hasFocus()  # what nobody can guess comes first
    marked = [label.text() for label in asked.findChildren(QLabel) if label.buddy() and label.text().startswith("＊")]
    assert len(marked) == 1 and "没有认出“人员类别”" in marked[0]
    numbers = workbooks.roster_rows(1, 1)[0][2]
    assert not any(numbers[6:14] in edit.accessibleName() for edit in asked.edits)
    asked.take()
    assert asked.isVisible() and "人员类别" in asked.intro.text()
    asked.edits[0].setText("企业职工")
    asked.take()
    desk.rest()
    assert "新增 3 行" in page.verdict.text() and "“人员类别”全部按“企业职工”" in page.notes.toPlainText()
    with ready.office.read() as read:  # what nobody has imported yet may have been answered wrongly
        assert imports.known(read, imports.KINDS["roster"], uid) == NOTHING
    page.apply()
    desk.agree()
    page = opened(desk, ready)
    page.read_file(strange(tmp_path / "二.xlsx", 4, 5))
    desk.rest()
    assert "新增 2 行" in page.verdict.text() and "同上次一样" in page.notes.toPlainText()
    page.reading.show_all()
    desk.rest()
    shown = desk.front(Mapping)
    assert isinstance(shown, Mapping)
    assert [edit.text() for edit in shown.edits] == ["姓名", "身份证号", "联系电话", "企业职工", "不导入这一列"]
    shown.edits[3].setText("残疾人")
    shown.take()
    desk.rest()
    page.apply()
    desk.agree()
    assert len(ready.enrolled(uid)) == 5


def test_columns_that_nothing_speaks_for_are_one_line_that_can_be_opened(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    more = [f"说明{n}" for n in range(1, 10)]
    rows = [[*row[1:3], *"甲乙丙丁戊己庚辛壬", row[4]] for row in workbooks.roster_rows(1, 3)]
    asked = mapped(desk, page, workbooks.write(tmp_path / "一.xlsx", rows, ("姓名", "身份证号", *more, "手机")))
    seen = [edit.text() for edit in asked.edits if edit.isVisible()]
    assert seen == ["", "联系电话"] and "2 处" in asked.intro.text()
    lines = [label.text() for label in asked.findChildren(QLabel) if label.isVisible()]
    assert f"其余 9 列不导入：{'、'.join(more)}" in lines
    asked.edits[0].setText("企业职工")
    asked.unfold.click()
    assert all(edit.isVisible() for edit in asked.edits) and asked.edits[2].hasFocus()
    asked.edits[2].setText("住址")
    asked.take()
    desk.rest()
    assert page.checked and page.checked.table.cells["address"] == ["甲"] * 3
    page.reject()
    desk.agree()


def test_a_field_that_is_a_column_after_all_is_not_asked_for_all_rows(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    rows = [[row[1], row[2], "企业职工"] for row in workbooks.roster_rows(1, 3)]
    asked = mapped(desk, page, workbooks.write(tmp_path / "一.xlsx", rows, ("姓名", "身份证号", "属于哪种人")))
    constant, column = asked.edits
    if column.text() == "人员类别":
        column.setText("不导入这一列")
    column.setText("人员类别")
    column.editingFinished.emit()
    assert constant.isReadOnly() and "“属于哪种人”这一列" in constant.text()
    column.setText("不导入这一列")
    column.editingFinished.emit()
    assert not constant.isReadOnly() and constant.text() == ""
    column.setText("人员类别")
    asked.take()
    desk.rest()
    page.apply()
    desk.agree()
    assert len(ready.enrolled(uid)) == 3


def test_two_columns_for_one_field_are_refused_on_the_page_that_asks(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    asked = mapped(desk, page, strange(tmp_path / "一.xlsx", 1, 3))
    asked.edits[3].setText("联系电话")
    asked.edits[0].setText("企业职工")
    asked.take()
    assert asked.isVisible() and "手机、政治面貌 都对应到了“联系电话”" in asked.intro.text()
    assert asked.edits[3].hasFocus()
    with ready.office.read() as read:
        assert imports.known(read, imports.KINDS["roster"], uid) == NOTHING
    asked.reject()
    page.reject()
    desk.agree()


def test_a_wrong_word_is_corrected_from_the_list_of_right_ones(ready: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    ready.training()
    rows = workbooks.roster_rows(1, 2)
    rows[0][6] = "外星人"
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(workbooks.write(tmp_path / "a.xlsx", rows))
    desk.rest()
    page.grid.edit(page.model.index(0, VALUE))
    line = page.grid.findChild(PickEdit)
    assert line is not None and line.text() == "外星人"
    line.setText("企业职")
    desk.qtbot.keyClick(line, Qt.Key.Key_Return)
    desk.rest()
    assert page.model.data(page.model.index(0, VALUE)) == "企业职工"
    page.reject()
    desk.agree()


def test_a_word_that_is_corrected_row_by_row_is_proposed_so_when_all_is_looked_at_again(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    ready.training()
    rows = workbooks.roster_rows(1, 3)
    for row in rows:
        row[6] = "外星人"
    desk = desk_of(ready)
    page = opened(desk, ready)
    asked = mapped(desk, page, workbooks.write(tmp_path / "一.xlsx", rows))
    assert [edit.text() for edit in asked.edits] == [""]
    asked.take()
    assert asked.isVisible()  # nobody goes on without having said what a word means
    asked.edits[0].setText("逐行更正")
    asked.take()
    desk.rest()
    assert page.model.rowCount() == 3
    page.reading.show_all()
    desk.rest()
    shown = desk.front(Mapping)
    assert "现在按下面的对应读入" in shown.intro.text()
    assert shown.edits[-1].text() == "逐行更正"
    shown.take()
    desk.rest()
    assert page.model.rowCount() == 3
    page.reject()
    desk.agree()


def test_the_words_of_a_column_are_not_to_be_answered_once_it_is_not_imported(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    ready.training()
    rows = workbooks.roster_rows(1, 3)
    for row in rows:
        row[6] = "外星人"
    desk = desk_of(ready)
    page = opened(desk, ready)
    asked = mapped(desk, page, workbooks.write(tmp_path / "一.xlsx", rows))
    asked.edits[0].setText("逐行更正")
    asked.take()
    desk.rest()
    page.reading.show_all()
    desk.rest()
    shown = desk.front(Mapping)
    edits = {question.subject: edit for question, edit in zip(shown._asking.questions, shown.edits, strict=True)}
    column, word = edits["人员类别"], edits["外星人"]
    for text, gone in (("不导入这一列", True), ("人员类别", False), ("不导入这一列", True)):
        column.setText(text)
        column.editingFinished.emit()
        assert word.isReadOnly() == gone and ("不用答" in word.text()) == gone
    shown.take()
    desk.rest()
    asked = desk.front(Mapping)
    assert [question.key for question in asked._asking.questions] == ["category"]
    asked.reject()
    page.reject()
    desk.agree()


def test_an_account_that_several_columns_may_be_must_be_chosen(ready: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    people_ = [people.person(n) for n in (1, 2)]
    rows = [[one.name, one.id_number, "企业职工", one.account, people.account(n)] for n, one in enumerate(people_, 11)]
    headings = ("姓名", "身份证号", "人员类别", "工资卡号", "资助卡号")
    asked = mapped(desk, page, workbooks.write(tmp_path / "一.xlsx", rows, headings))
    assert [edit.text() for edit in asked.edits] == ["", ""]
    asked.take()
    assert asked.isVisible() and "还有没有答的" in asked.intro.text()
    asked.edits[0].setText("银行账号")
    asked.edits[1].setText("不导入这一列")
    asked.take()
    desk.rest()
    assert page.checked is not None and page.checked.table.cells["account"] == [one.account for one in people_]
    page.reject()
    desk.agree()


def test_the_rows_that_a_bank_marks_as_failed_are_left_out_as_proposed_on_the_page(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    people_ = [people.person(n) for n in (1, 2, 3)]
    words = ("成功", "失败", "成功")
    rows = [[o.name, o.id_number, "企业职工", o.account, word] for o, word in zip(people_, words, strict=True)]
    headings = ("姓名", "身份证号", "人员类别", "银行账号", "交易状态")
    asked = mapped(desk, page, workbooks.write(tmp_path / "一.xlsx", rows, headings))
    assert "“交易状态”为“失败”的 1 行（第 3 行），也导入吗？" in [q.text for q in asked._asking.questions]
    asked.take()
    desk.rest()
    assert page.checked is not None and page.checked.table.cells["name"] == [people_[0].name, people_[2].name]
    assert "按答复没有导入：第 3 行" in page.notes.toPlainText()
    page.reject()
    desk.agree()


def test_leaving_the_questions_reads_and_remembers_nothing(ready: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    uid = ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    mapped(desk, page, strange(tmp_path / "一.xlsx", 1, 3)).reject()
    assert page.checked is None and not page.go.isEnabled()
    with ready.office.read() as read:
        assert imports.known(read, imports.KINDS["roster"], uid) == NOTHING
    page.reject()


def test_what_was_corrected_once_is_corrected_in_all_rows_that_said_the_same(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    ready.training()
    rows = workbooks.roster_rows(1, 4)
    for row, text in zip(rows, ("外星人", "外星人", "火星人", "企业职工"), strict=True):
        row[6] = text
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(workbooks.write(tmp_path / "a.xlsx", rows))
    desk.rest()
    assert page.model.rowCount() == 3
    page.grid.setCurrentIndex(page.model.index(0, VALUE))
    page.model.setData(page.model.index(0, VALUE), "企业职工")
    page.alike.click()
    assert [page.model.data(page.model.index(n, VALUE)) for n in range(3)] == ["企业职工", "企业职工", "火星人"]
    page.model.steps.undo()
    assert [page.model.data(page.model.index(n, VALUE)) for n in range(3)] == ["企业职工", "外星人", "火星人"]
    page.model.steps.redo()
    page.recheck()
    desk.rest()
    assert page.model.rowCount() == 1
    page.reject()
    assert "可以继续或放弃" in desk.box()
    desk.agree()


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)],
)
def test_the_list_of_right_words_opens_from_the_selected_cell(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    ready.training()
    rows = workbooks.roster_rows(1, 2)
    rows[0][6] = rows[1][6] = "外星人"
    desk = desk_of(ready)
    page = opened(desk, ready)
    asked = mapped(desk, page, workbooks.write(tmp_path / "a.xlsx", rows))
    asked.edits[0].setText("逐行更正")
    asked.take()
    desk.rest()
    page.grid.setFocus()
    desk.qtbot.keyClick(page.grid, key, held)
    line = page.grid.findChild(PickEdit)
    assert page.grid.currentIndex().row() == 0 and line is not None and line.completer().popup().isVisible()
    line.completer().popup().hide()
    page.reject()
    desk.agree()


def test_a_long_list_of_right_words_is_told_in_short(ready: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    ready.training()
    rows = workbooks.roster_rows(1, 2)
    rows[0][6] = "外星人"
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(workbooks.write(tmp_path / "a.xlsx", rows))
    desk.rest()
    choices = ready.lists("person_categories")
    assert f"等 {len(choices)} 项" in page.reason.text() and choices[-1] not in page.reason.text()
    page.reject()


def test_the_questions_scroll_and_the_page_around_them_does_not(ready: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    headings = ("姓名", "证件", *(f"别的{n}" for n in range(30)))
    rows = [[row[1], row[2], *("甲" for _ in range(30))] for row in workbooks.roster_rows(1, 3)]
    for n, row in enumerate(rows):
        row[2:] = [f"甲{n}{place}" for place in range(30)]
    asked = mapped(desk, page, workbooks.write(tmp_path / "a.xlsx", rows, headings))
    desk.rest()
    assert len(asked.edits) > 30 and asked.body.verticalScrollBar().maximum() == 0
    asked.reject()
    page.reject()


def test_a_published_list_without_codes_is_taken_in_and_each_is_registered_once_its_code_is_filled_in(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    heads = ("序号", "机构名称", "地址", "办学性质", "可开展的培训项目", "联系电话")
    rows = [[1, "甲职业培训学校", "示例路1号", "民办", "电工（初、中级）、焊工（初级）", people.phone(1)]]
    path = workbooks.write(tmp_path / "名单.xlsx", rows, heads, ["定点培训机构名单"])
    desk = desk_of(ready)
    desk.tab("institutions")
    desk.window.import_file("institutions", None, "")
    page = desk.front(Importing)
    asked = mapped(desk, page, path)
    [code, nature] = asked.edits
    nature.setText("不导入这一列")
    code.setText(code.completer().model().index(0, 0).data())
    asked.take()
    desk.rest()
    assert "新增 1 行" in page.verdict.text() and "1 家没有统一社会信用代码" in page.notes.toPlainText()
    page.apply()
    assert "1 家没有统一社会信用代码" in desk.box()
    desk.agree()
    listed = desk.tab("institutions")
    [uid] = [uid for name, state, uid in shown(ready) if state == "pending" and name == "甲职业培训学校"]
    cells = [listed.model.index(0, column).data() for column in range(listed.model.columnCount())]
    assert "甲职业培训学校" in cells and "待补信用代码" in cells
    listed.select(uid)
    desk.rest()
    listed.verbs.begin("edit")
    form = desk.front(FieldForm)
    form.lines["uscc"].edit.setText(people.uscc(7))
    form.send()
    desk.rest()
    assert ("甲职业培训学校", "draft", uid) in shown(ready)


def shown(bureau: Bureau) -> list[tuple[str, str, int]]:
    with bureau.office.read() as read:
        return [(row["name"], row["state"], row["uid"]) for row in OF_NOUN["institution"].rows(read.connection)]


def test_columns_of_ticks_and_rows_struck_through_are_asked_and_hold_for_another_institution_with_the_same_headings(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    ready.training()
    ready.institution(2, name="示例第二培训学校")
    ready.office.sign_in(CLERK)
    desk = desk_of(ready)
    page = opened(desk, ready)
    asked = mapped(desk, page, ticked(tmp_path / "一.xlsx", 1))
    lacking, rows, group = asked.edits
    assert group.accessibleName() == "“从业情形（在岗、残障 各栏打勾）”这一列是哪一项？（如 √）"
    assert rows.text() == "" and rows.accessibleName() == "有 1 行（第 4 行）划了删除线，哪些要导入？"
    asked.take()
    assert asked.isVisible() and rows.accessibleName() in asked.intro.text()
    group.setText("人员类别")
    group.editingFinished.emit()
    assert lacking.isReadOnly()
    rows.setText("不导入划了删除线的")
    asked.take()
    desk.rest()
    words = desk.front(Mapping)
    assert isinstance(words, Mapping)
    for question, edit in zip(words._asking.questions, words.edits, strict=True):
        edit.setText({"在岗": "企业职工", "残障": "残疾人"}[question.subject])
    words.take()
    desk.rest()
    assert "新增 2 行" in page.verdict.text()
    page.apply()
    desk.agree()
    other = ready.training(institution_name="示例第二培训学校")
    page = Importing(desk.window, desk.window.jobs, "roster", other, "二班")
    page.open()
    words = mapped(desk, page, ticked(tmp_path / "二.xlsx", 11))
    assert [edit.text() for edit in words.edits] == [""]
    words.edits[0].setText("不导入划了删除线的")
    words.take()
    desk.rest()
    words = desk.front(Mapping)
    assert isinstance(words, Mapping) and [edit.text() for edit in words.edits] == ["企业职工", "残疾人"]
    words.take()
    desk.rest()
    assert "表头与另一家送来的表完全相同，各栏照那一次的对应读入：从业情形→人员类别" in page.notes.toPlainText()


def ticked(path: Path, first: int) -> Path:
    """Three people, what they are by ticks below a heading of its own, the second struck through."""
    ones = [people.person(n) for n in range(first, first + 3)]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        for place, title in enumerate(("姓名", "身份证号")):
            sheet.merge_range(0, place, 1, place, title)
        sheet.merge_range(0, 2, 0, 3, "从业情形")
        sheet.write_row(1, 2, ["在岗", "残障"])
        for n, one in enumerate(ones):
            ticks = ["√", ""] if n < 2 else ["", "√"]
            sheet.write_row(n + 2, 0, [one.name, one.id_number, *ticks], struck if n == 1 else None)
    return path
