"""The grids that are filled in go by the keys of Excel, and take back step by step what was done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.editgrid import Grid, block_of
from app.ui.pages.importing import Importing
from app.ui.pages.problems import VALUE
from tests import people
from tests.bureau import Bureau
from tests.data import workbooks
from tests.ui.conftest import Desk
from tests.ui.test_importing import opened

DeskOf = Callable[[Bureau], Desk]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def copied(*rows: str, cells: bool = True) -> None:
    """As Excel and WPS copy: the text ends with a line break, and there is a table beside it."""
    data = QMimeData()
    data.setText("\r\n".join(rows) + "\r\n")
    if cells:
        data.setHtml("<html><body><table><tr><td>…</td></tr></table></body></html>")
    QGuiApplication.clipboard().setMimeData(data)


@pytest.fixture
def desk(ready: Bureau, desk_of: DeskOf) -> Desk:
    ready.training()
    return desk_of(ready)


@pytest.fixture
def page(ready: Bureau, desk: Desk, tmp_path: Path) -> Importing:
    """Four faulty numbers in the grid."""
    rows = workbooks.roster_rows(1, 4)
    for row in rows:
        row[2] = people.wrong_check_digit(row[2])
    found = opened(desk, ready)
    found.read_file(workbooks.write(tmp_path / "a.xlsx", rows))
    desk.rest()
    found.activateWindow()
    return found


def values(page: Importing) -> list[str]:
    return [page.model.text(page.model.index(n, VALUE)) for n in range(page.model.rowCount())]


def stand(grid: Grid, row: int, until: int | None = None) -> None:
    grid.setFocus()
    grid.setCurrentIndex(grid.rows.index(row, VALUE))
    for n in range(row, (row if until is None else until) + 1):
        grid.selectionModel().select(grid.rows.index(n, VALUE), QItemSelectionModel.SelectionFlag.Select)


def test_one_paste_is_taken_back_and_brought_again_as_one_step(page: Importing, qtbot: QtBot) -> None:
    before, right = values(page), [people.person(n).id_number for n in range(1, 4)]
    stand(page.grid, 1)
    copied(*right)
    qtbot.keyClick(page, Qt.Key.Key_V, CTRL)
    assert values(page) == [before[0], *right]
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, CTRL)
    assert values(page) == before
    qtbot.keyClick(page.grid, Qt.Key.Key_Y, CTRL)
    assert values(page) == [before[0], *right]
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, CTRL)
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, CTRL | SHIFT)
    assert values(page) == [before[0], *right]


def test_a_paste_without_room_or_into_a_fixed_cell_changes_nothing_and_says_so(page: Importing, desk: Desk) -> None:
    before = values(page)
    stand(page.grid, 2)
    copied("一", "二", "三")
    page.paste()
    assert "3 行 1 列" in desk.box() and values(page) == before
    desk.agree()


def test_what_was_typed_is_a_step_a_cell_enter_goes_down_and_tab_on(page: Importing, qtbot: QtBot) -> None:
    before = values(page)
    stand(page.grid, 0)
    for key, text in ((Qt.Key.Key_Return, "A"), (Qt.Key.Key_Tab, "B"), (Qt.Key.Key_Return, "C")):
        qtbot.keyClick(page.grid, Qt.Key.Key_F2)
        line = page.grid.findChild(QLineEdit)
        assert line is not None
        line.setText(text)
        qtbot.keyClick(line, key)
        qtbot.waitUntil(lambda: page.grid.state() != page.grid.State.EditingState)
        qtbot.wait(5)
    assert values(page) == ["A", "B", "C", before[3]]
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (3, VALUE)
    for left in (["A", "B", before[2], before[3]], ["A", *before[1:]], before):
        qtbot.keyClick(page.grid, Qt.Key.Key_Z, CTRL)
        assert values(page) == left
    assert "已改 0 处" in page.verdict.text()


def test_enter_moves_down_without_changing_a_cell(page: Importing, qtbot: QtBot) -> None:
    before = values(page)
    stand(page.grid, 0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.grid.currentIndex().row() == 1 and values(page) == before


def test_delete_empties_what_is_selected_as_one_step(page: Importing, qtbot: QtBot) -> None:
    before = values(page)
    stand(page.grid, 1, 2)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert values(page) == [before[0], "", "", before[3]]
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, CTRL)
    assert values(page) == before


def test_one_text_goes_into_all_selected_cells(page: Importing) -> None:
    stand(page.grid, 0, 3)
    copied("甲")
    page.paste()
    assert values(page) == ["甲"] * 4


def test_a_new_check_forgets_the_steps_of_before(page: Importing, desk: Desk, qtbot: QtBot) -> None:
    stand(page.grid, 0)
    page.model.setData(page.model.index(0, VALUE), people.person(1).id_number)
    page.recheck()
    desk.rest()
    before = values(page)
    qtbot.keyClick(page.grid, Qt.Key.Key_Z, CTRL)
    assert len(before) == 3 and values(page) == before and page.model.steps.count() == 0


@pytest.mark.parametrize(
    ("text", "html", "block"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", "", [["甲", "乙"], ["丙", "丁"]]),
        ("甲\n乙\n", "<TABLE>", [["甲"], ["乙"]]),
        ("第一段\n第二段\n", "<p>", [["第一段 第二段"]]),
        ('"两\n行"\t乙\n', "", [["两 行", "乙"]]),
        ("甲\n\n乙\n", "<table>", [["甲"], [""], ["乙"]]),
    ],
)
def test_cells_are_a_block_and_text_is_one_cell(text: str, html: str, block: list[list[str]]) -> None:
    data = QMimeData()
    data.setText(text)
    data.setHtml(html)
    assert block_of(data) == block
