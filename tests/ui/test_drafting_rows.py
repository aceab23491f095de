"""Rows of a policy at the window: from the keyboard alone, with the example that follows each keystroke, and by Excel."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.award.cases.pack_file import load_pack
from app.ui.fieldform import FieldForm
from app.ui.pages.chooser import Chooser
from app.ui.pages.draft_trial import Example
from app.ui.pages.drafting import Drafting
from app.ui.pages.draftrows import RowsPanel
from app.ui.pages.policy import PolicyPage
from tests.bureau import Bureau
from tests.ui.conftest import Desk
from tests.ui.hand import Hand

SETTLED = 400
"""Milliseconds in which the example is decided and the draft is checked."""


@pytest.fixture
def hand(desk_of: Callable[[Bureau], Desk], bureau: Bureau, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Hand:
    """A clerk's hands at the rows of the next version of the office's pack."""
    bureau.office.sign_in("张经办")
    hand = Hand(qtbot, desk_of(bureau).window, monkeypatch)
    hand.press("F7")
    hand.front(PolicyPage)
    hand.press("Ctrl+N")
    hand.qtbot.wait(SETTLED)
    hand.front(Drafting)
    hand.press("Ctrl+2")
    hand.qtbot.wait(SETTLED)
    return hand


def panel_of(hand: Hand) -> RowsPanel:
    editor = hand.front(Drafting)
    assert isinstance(editor, Drafting)
    panel = editor.panels["rows"]
    assert isinstance(panel, RowsPanel)
    return panel


def stand_on(panel: RowsPanel, words: str) -> None:
    """The cursor on the first row whose sentence holds some words."""
    texts = [str(panel.model.index(row, 2).data()) for row in range(panel.model.rowCount())]
    panel.stand(next(row for row, text in enumerate(texts) if words in text))
    panel.grid.setFocus()


def test_a_row_is_changed_by_the_keyboard_and_the_example_follows_each_keystroke(hand: Hand) -> None:
    panel = panel_of(hand)
    stand_on(panel, "每年享受次数")
    panel.example.choice.setCurrentText("同一年第3次，仍在限额之内")
    hand.qtbot.wait(SETTLED)
    assert panel.example.lines.toPlainText().startswith("✓")
    hand.press("Return")
    form = hand.front(FieldForm)
    example = form.findChild(Example)
    assert example is not None and example.lines.toPlainText().startswith("✓")
    form.lines["limit"].edit.setText("至多 2")
    hand.qtbot.wait(SETTLED)
    assert example.lines.toPlainText().startswith("✗") and "每年享受次数" in example.lines.toPlainText()
    hand.press("Ctrl+Return")
    hand.qtbot.wait(SETTLED)
    panel = panel_of(hand)
    assert panel.example.lines.toPlainText().startswith("✗")
    assert "2次" in str(panel.model.index(panel.grid.currentIndex().row(), 2).data())


def choose(hand: Hand, said: str) -> None:
    hand.press("Ctrl+I")
    hand.front(Chooser)
    hand.put(said)
    hand.press("Return")


def test_a_sentence_of_the_circular_leads_to_its_row_with_its_numbers_to_be_filled_in(hand: Hand) -> None:
    panel = panel_of(hand)
    stand_on(panel, "每年享受次数")
    before = panel.model.rowCount()
    choose(hand, "每课时12元")
    hand.press("Ctrl+Return")
    form = hand.front(FieldForm)
    assert form.texts()["sum"] == "… 元" and form.texts()["times"] == "每课时"
    assert form.lines["sum"].edit.hasFocus()
    hand.write("12")
    hand.press("Ctrl+Return")
    hand.qtbot.wait(SETTLED)
    assert panel.model.rowCount() == before + 1
    assert "每课时12元" in str(panel.model.index(panel.grid.currentIndex().row(), 2).data())


def test_the_fact_that_a_wording_names_is_asked_for_before_its_row(hand: Hand) -> None:
    panel = panel_of(hand)
    stand_on(panel, "每年享受次数")
    choose(hand, "参保满12个月")
    hand.press("Ctrl+Return")
    fact = hand.front(FieldForm)
    assert (fact.windowTitle(), fact.texts()["title"]) == ("数据项", "累计参保月数")
    fact.send()
    hand.qtbot.wait(SETTLED)
    form = hand.front(FieldForm)
    assert (form.windowTitle(), form.texts()["fact"]) == ("条件", "累计参保月数")
    hand.qtbot.wait(SETTLED)
    example = form.findChild(Example)
    assert example is not None and "缺少“条款”一项" in example.lines.toPlainText()


@pytest.mark.parametrize(("said", "tab", "title"), [("公示5个工作日", 0, "公示期"), ("由第三方抽查", 7, "增加")])
def test_a_sentence_that_is_no_row_leads_to_the_grid_where_it_is_written(
    hand: Hand, said: str, tab: int, title: str
) -> None:
    panel_of(hand)
    choose(hand, said)
    assert hand.front(FieldForm).windowTitle() == title
    found = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Drafting))
    assert found.tabs.currentIndex() == tab


def test_a_row_is_added_by_its_kind_and_its_problem_leads_to_it(hand: Hand) -> None:
    panel = panel_of(hand)
    before = panel.model.rowCount()
    hand.press("Ctrl+N")
    hand.fill({"kind": "条件", "scheme": "职业培训补贴"})
    form = hand.front(FieldForm)
    assert form.windowTitle() == "职业培训补贴 · 条件"
    for key, text in {"fact": "开班当日年龄", "test": "不少于", "clause": "四（二）", "quote": "原话"}.items():
        form.lines[key].edit.setText(text)
    hand.qtbot.wait(SETTLED)
    example = form.findChild(Example)
    assert example is not None and "写好下面各处" in example.lines.toPlainText()
    form.send()
    hand.qtbot.wait(SETTLED)
    editor = hand.front(Drafting)
    assert isinstance(editor, Drafting) and panel.model.rowCount() == before + 1
    [told] = [n for n in range(editor.problems.count()) if "补贴规则" in editor.problems.item(n).text()]
    editor.tabs.setCurrentIndex(0)
    editor.problems.setCurrentRow(told)
    editor.problems.setFocus()
    hand.press("Return")
    assert editor.tabs.currentWidget() is panel and panel.grid.hasFocus()
    item = panel.current()
    assert item is not None and item.data["fact"] == "age"


def test_a_draft_goes_to_excel_and_comes_back(hand: Hand, tmp_path: Path) -> None:
    panel = panel_of(hand)
    editor = hand.front(Drafting)
    assert isinstance(editor, Drafting)
    before = load_pack(editor.draft.text)
    hand.hands_over(tmp_path / "草稿.xlsx")
    hand.press("Alt+4")
    hand.said("草稿已导出")
    rows = panel.model.rowCount()
    panel.stand(rows - 1)
    panel._remove(panel.model.items[rows - 1])
    hand.press("Alt+5")
    hand.qtbot.wait(SETTLED)
    assert panel.model.rowCount() == rows
    assert load_pack(editor.draft.text).schemes == before.schemes
