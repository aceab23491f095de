"""An import that was left or killed halfway is gone on with: its answers and corrections are there, and its file need not be."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.kernel.texts import say
from app.store.models import BegunImport
from app.ui.pages.importing import Importing
from app.ui.pages.mapping import Mapping
from app.ui.pages.problems import VALUE
from tests import people
from tests.bureau import Bureau
from tests.data import workbooks
from tests.ui.conftest import Desk
from tests.ui.test_importing import bad as bad  # noqa: PLC0414 - a fixture
from tests.ui.test_importing import opened, strange

DeskOf = Callable[[Bureau], Desk]


def waited(desk: Desk) -> None:
    """A moment after the last key."""
    desk.qtbot.wait(500)
    desk.rest()


def button(page: Importing, code: str) -> QPushButton:
    """A button of the first line that offers what was begun."""
    text = say(f"begun.{code}")
    return next(one for one in page.begun.findChildren(QPushButton) if one.text() == text)


def offered(page: Importing) -> str:
    return "\n".join(label.text() for label in page.begun.findChildren(type(page.source).__mro__[1]))


def kept(bureau: Bureau) -> int:
    with bureau.office.read() as read:
        return read.connection.exec_driver_sql("SELECT count(*) FROM begun_import").scalar_one()


def mended(desk: Desk, bureau: Bureau, path: Path) -> Importing:
    """Of two faulty cells one is corrected, and one row is left out; nobody closes anything."""
    page = opened(desk, bureau)
    page.read_file(path)
    desk.rest()
    page.model.setData(page.model.index(0, VALUE), people.person(2).id_number)
    page.grid.setCurrentIndex(page.model.index(1, VALUE))
    page.skip.click()
    waited(desk)
    return page


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    rows = workbooks.roster_rows(1, 5)
    for row in rows[1:4]:
        row[2] = people.wrong_check_digit(row[2])
    return workbooks.write(tmp_path / "花名册.xlsx", rows)


def test_cells_that_were_corrected_are_there_when_the_program_starts_again_without_the_file(
    ready: Bureau, desk_of: DeskOf, faulty: Path
) -> None:
    uid = ready.training()
    mended(desk_of(ready), ready, faulty)
    faulty.unlink()
    desk = desk_of(ready)
    page = opened(desk, ready)
    said = offered(page)
    assert all(part in said for part in ("花名册.xlsx", "张经办", "还有 1 行要改正", "原文件已不在原处"))
    page.activateWindow()
    assert button(page, "go_on").hasFocus()
    desk.qtbot.keyClick(button(page, "go_on"), Qt.Key.Key_Return)
    desk.rest()
    assert [page.model.problems[n].row for n in range(page.model.rowCount())] == [5]
    page.model.setData(page.model.index(0, VALUE), people.person(4).id_number)
    page.recheck()
    desk.rest()
    page.apply()
    assert "没有导入第 4 行" in desk.box()
    desk.agree()
    assert len(ready.enrolled(uid)) == 4 and kept(ready) == 0


def test_the_same_file_chosen_again_has_what_was_corrected_and_another_content_is_told(
    ready: Bureau, desk_of: DeskOf, faulty: Path
) -> None:
    ready.training()
    mended(desk_of(ready), ready, faulty)
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(faulty)
    desk.rest()
    assert page.model.rowCount() == 1
    page.reject()
    assert "可以继续或放弃" in desk.box()
    desk.agree()
    workbooks.write(faulty, workbooks.roster_rows(1, 2))
    page = opened(desk, ready)
    assert "原文件后来又改过" in offered(page)
    page.reject()


def test_what_was_begun_is_given_up_after_a_question_and_nothing_of_it_is_left(
    ready: Bureau, desk_of: DeskOf, faulty: Path
) -> None:
    ready.training()
    mended(desk_of(ready), ready, faulty)
    desk = desk_of(ready)
    page = opened(desk, ready)
    button(page, "give_up").click()
    assert "不再保留" in desk.box() and kept(ready) == 1
    desk.agree()
    assert kept(ready) == 0 and page.begun.isHidden()
    page.reject()


def test_what_was_begun_for_another_class_is_named_but_only_given_up_here(
    ready: Bureau, desk_of: DeskOf, faulty: Path
) -> None:
    ready.training()
    desk = desk_of(ready)
    mended(desk, ready, faulty)
    other = ready.training(name="电工二班")
    page = Importing(desk.window, desk.window.jobs, "roster", other, "电工二班")
    page.open()
    desk.rest()
    texts = [one.text() for one in page.begun.findChildren(QPushButton)]
    assert texts == [say("begun.give_up")] and "导入到" in offered(page)
    page.reject()


def test_questions_that_were_half_answered_are_asked_no_more_but_the_rest_is(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path
) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    path = strange(tmp_path / "一.xlsx", 1, 3)
    page.read_file(path)
    desk.rest()
    asked = desk.front(Mapping)
    asked.edits[2].setText("不导入这一列")
    asked.edits[2].editingFinished.emit()
    waited(desk)
    desk = desk_of(ready)
    page = opened(desk, ready)
    assert "各栏对应还没有答完" in offered(page)
    button(page, "go_on").click()
    desk.rest()
    asked = desk.front(Mapping)
    assert [edit.text() for edit in asked.edits] == ["", "身份证号", "不导入这一列"]
    asked.reject()
    page.reject()
    desk.agree()


def test_how_many_rows_wait_follows_what_is_corrected(ready: Bureau, desk_of: DeskOf, faulty: Path) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(faulty)
    desk.rest()
    for corrected in (1, 2, 3):
        page.model.setData(page.model.index(corrected - 1, VALUE), people.person(corrected + 1).id_number)
        page.reading.keep()
        desk.rest()
        with ready.office.read() as read:
            assert read.session.query(BegunImport).one().waiting == 3 - corrected
    page.reject()
    desk.agree()


def test_a_file_that_was_only_looked_at_is_not_kept(ready: Bureau, desk_of: DeskOf, bad: Path) -> None:
    ready.training()
    desk = desk_of(ready)
    page = opened(desk, ready)
    page.read_file(bad)
    waited(desk)
    page.reject()
    desk.rest()
    assert kept(ready) == 0


def test_nothing_of_what_is_kept_leaves_the_office(ready: Bureau, desk_of: DeskOf, faulty: Path) -> None:
    ready.training()
    folder = ready.office.folder
    desk = desk_of(ready)
    before = {path.name for path in folder.iterdir()}
    mended(desk, ready, faulty)
    with ready.office.read() as read:
        row = read.session.query(BegunImport).one()
        assert row.content == faulty.read_bytes()
    assert {path.name for path in folder.iterdir()} == before
