"""Money beyond the single payment, in the window: an advance, its settlement said beforehand, and the use of funds."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.listpage import ListPage
from app.ui.pages.funds import FundsPage
from app.ui.pages.preview import Preview
from app.ui.pages.report import ReportPage
from tests import people
from tests.bureau import CLERK, Bureau
from tests.fund.test_advances import advanced, held, opened
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]
W = TypeVar("W", bound=QWidget)


def shown(desk: Desk, name: str) -> ListPage:
    desk.window.tabs.open(name)
    desk.rest()
    page = desk.window.tabs.currentWidget()
    assert isinstance(page, ListPage)
    return page


def test_an_advance_is_asked_for_in_its_list_with_the_classes_that_may_have_one(ready: Bureau, desk_of: DeskOf) -> None:
    opened(ready)
    opened(ready, name="自主招生班", arrangement="机构自主招生")
    ready.office.sign_in(CLERK)
    desk = desk_of(ready)
    page = shown(desk, "advances")
    page.verbs.begin("create")
    form = desk.front(FieldForm)
    assert form.data.choices.suggestions["class_number"] == ["500110-2019-0001"]
    form.lines["class_number"].edit.setText("500110-2019-0001")
    form.send()
    desk.rest()
    assert (len(page.model.uids), "1,800.00" in page.summary) == (1, True)


def test_the_payment_form_says_what_went_ahead_and_what_is_left_of_the_fund(ready: Bureau, desk_of: DeskOf) -> None:
    fund = "失业保险基金结余（专账）"
    ready.confirmed(
        "budget", ready.do("budget.create", fund=fund, year="2019", amount_fen="10000", document="綦财〔2019〕8号")
    )
    training = opened(ready)
    advanced(ready, training)
    held(ready, training)
    ready.office.sign_in(CLERK)
    desk = desk_of(ready)
    desk.tab("claims").verbs.begin("pay")
    form = desk.front(FieldForm)
    said = form._refusal.text()
    assert "已预拨 1,800.00 元" in said
    assert "拨付 1,800.00 元给 綦江示例培训学校" in said
    form.before = form.texts()
    form.reject()


def test_the_paper_and_the_extract_are_written_from_the_list_of_funds(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught.claim(taught.first("class"), "paid")
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    page = shown(desk, "funds")
    assert isinstance(page, FundsPage)
    for place, name, reason in ((0, "公开.pdf", None), (1, "审计.xlsx", ""), (1, "审计全号.xlsx", "专项审计")):
        path = tmp_path / name
        monkeypatch.setattr(files, "to_save", lambda *_, path=path: path)
        page.extra[place].trigger()
        form = desk.front(FieldForm)
        form.lines["period"].edit.setText("2019")
        if reason:
            form.lines["reason"].edit.setText(reason)
        form.send()
        desk.rest()
        report = top(ReportPage)
        if reason is None:
            assert "征求意见" not in report.told.text() and rows_of(report, 0)[-1][0] == "合计"
            report.paper.click()
            desk.rest()
            preview = top(Preview)
            preview.agreed(preview.save)
        else:
            assert not report.paper.isVisible() and len(rows_of(report, 0)) == 1
            assert ("完整身份证号" in report.told.text()) is bool(reason)
            assert people.person(1).id_number not in str(rows_of(report, 1))
            report.save.click()
        desk.rest()
        assert str(path) in desk.box()
        desk.agree()
        assert path.stat().st_size > 1000
        for dialog in (Preview, ReportPage):
            for left in QApplication.topLevelWidgets():
                if isinstance(left, dialog):
                    left.close()


def top(kind: type[W]) -> W:
    """The window of a kind that was opened."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def rows_of(report: ReportPage, place: int) -> list[list[str]]:
    """What stands in one of its tables."""
    grid = report.tables.widget(place)
    assert isinstance(grid, QTableView)
    model = grid.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
