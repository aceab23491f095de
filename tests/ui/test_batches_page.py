"""Payment batches in the window: claims listed together, and the file for the bank."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel

from app.desk.lists import LISTINGS
from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.pages.batches import BatchesPage
from app.ui.pages.importing import Importing
from tests.bureau import CASHIER, PAYMENT, REVIEWER, Bureau
from tests.data import workbooks
from tests.fund.test_batches import approved, listed, rows, said
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


@pytest.fixture
def batches(ready: Bureau, desk_of: DeskOf) -> Desk:
    """The list of batches with one that is approved, before the cashier."""
    claim = ready.claim(ready.accepted(2), "cleared")
    approved(ready, listed(ready, claim))
    ready.office.sign_in(CASHIER)
    desk = desk_of(ready)
    desk.window.tabs.open("batches")
    desk.rest()
    return desk


def page_of(desk: Desk) -> BatchesPage:
    page = desk.window.tabs.currentWidget()
    assert isinstance(page, BatchesPage)
    return page


def test_the_file_for_the_bank_is_named_after_its_batch_and_holds_what_it_pays(
    batches: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(files, "to_save", lambda parent, title, name, kinds: asked.append(name) or tmp_path / "a.xlsx")
    page_of(batches).view.selectRow(0)
    page_of(batches).write_bank_file()
    batches.rest()
    assert "1 笔" in batches.box()
    batches.agree()
    assert [name.partition("-")[2] for name in asked] == ["2019-0001.xlsx"]
    assert len(list(openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows())) == 2


def test_without_a_selected_batch_somebody_is_asked_to_select_one(batches: Desk) -> None:
    page_of(batches).view.clearSelection()
    page_of(batches).write_bank_file()
    assert "请先选中一个拨付批次" in batches.box()
    batches.agree()


def test_several_batches_are_signed_at_once(ready: Bureau, desk_of: DeskOf) -> None:
    for _ in range(2):
        batch = listed(ready, ready.claim(ready.accepted(1), "cleared"))
        ready.do("batch.submit", batch, CASHIER)
    ready.office.sign_in(REVIEWER)
    desk = desk_of(ready)
    desk.window.tabs.open("batches")
    desk.rest()
    page_of(desk).view.selectAll()
    desk.qtbot.wait(20)
    desk.rest()
    page_of(desk).verbs.begin("sign")
    form = desk.front(FieldForm)
    assert "2 条，合计 2,400.00 元" in "".join(label.text() for label in form.findChildren(QLabel))
    form.lines["note"].edit.setText("同意")
    form.send()
    desk.rest()
    with ready.office.read() as read:
        signed = [(row["signed_by"], row["note"]) for row in LISTINGS["sign-offs"].rows(read.connection)]
    assert signed == [(REVIEWER, "同意")] * 2


def test_several_claims_are_listed_in_one_batch_from_their_list(ready: Bureau, desk_of: DeskOf) -> None:
    for _ in range(2):
        ready.claim(ready.accepted(1), "cleared")
    ready.office.sign_in(CASHIER)
    desk = desk_of(ready)
    page = desk.tab("claims")
    page.view.selectAll()
    desk.rest()
    page.verbs.begin("list_up")
    form = desk.front(FieldForm)
    form.lines["fund"].edit.setText(PAYMENT["fund"])
    form.send()
    desk.rest()
    assert [row["transfer_count"] for row in rows(ready, "batches")] == [2]


def test_after_the_banks_answer_nobody_is_told_that_it_can_be_undone(
    batches: Desk, ready: Bureau, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ready.do("batch.send", rows(ready, "batches")[0]["uid"], CASHIER, sent_on=ready.today.isoformat())
    (row,) = rows(ready, "transfers")
    line = said(ready, row)
    path = workbooks.write(tmp_path / "回盘.xlsx", [tuple(line.values())], tuple(line))
    monkeypatch.setattr(files, "to_open", lambda *_: path)
    batches.rest()
    page_of(batches).view.selectRow(0)
    batches.qtbot.wait(20)
    batches.rest()
    page_of(batches).verbs.moves["answer"].trigger()
    page = batches.front(Importing)
    page.choose.click()
    batches.rest()
    page.go.click()
    told = batches.box()
    assert "成功 1 笔" in told and "冲正重记" in told and "撤销这次导入" not in told
    batches.agree()
