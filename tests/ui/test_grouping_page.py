"""分组统计 in the window: what the list shows, grouped as it is chosen; a group opens its rows."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication

from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.pages.grouping import Bars, Grouping
from tests.bureau import Bureau
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


@pytest.fixture
def at(taught: Bureau, desk_of: DeskOf) -> Desk:
    """At an office with three people in a class."""
    taught.office.sign_in("张经办")
    return desk_of(taught)


def grouping(desk: Desk, tab: str = "classes") -> Grouping:
    desk.tab(tab)
    desk.window.group()
    desk.rest()
    return next(page for page in QApplication.topLevelWidgets() if isinstance(page, Grouping) and page.isVisible())


def choose(page: Grouping, desk: Desk, heading: str) -> None:
    page.first.setCurrentText(heading)
    page.first.activated.emit(page.first.currentIndex())
    desk.rest()


def column(page: Grouping, place: int) -> list[str]:
    model = page.grid.model()
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def test_a_group_opens_the_rows_that_it_counted(at: Desk) -> None:
    page = grouping(at)
    choose(page, at, "开班日期")
    assert page.part.isVisible() and not page.also.isVisible()
    assert column(page, 0) == ["2019年9月", "合计"]
    page.open_rows()
    at.rest()
    shown = at.window.shown
    assert shown is not None and [f.key for f in shown.filters] == ["starts_on", "starts_on"]
    assert len(shown.model.uids) == 1


def test_the_statistic_is_of_what_the_list_shows(at: Desk) -> None:
    at.tab("classes").set_filter("name", [("~", "没有这样的班")])
    at.rest()
    page = grouping(at)
    assert "没有这样的班" in page.scope.text() and column(page, 1) == ["0"]


def test_what_gives_too_many_groups_is_said_in_the_dialog(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.record import grouping as rules

    page = grouping(at)
    monkeypatch.setattr(rules, "MOST", 0)
    choose(page, at, "状态")
    assert page.wrong.isVisible() and "请先筛选" in page.wrong.text()


def test_a_statistic_kept_under_a_name_is_taken_again(at: Desk) -> None:
    page = grouping(at)
    choose(page, at, "开班日期")
    page.ask_name()
    form = at.front(FieldForm)
    form.submitted.emit({"name": "每月开班"})
    at.rest()
    page.reject()
    again = grouping(at)
    again.usual.setCurrentText("每月开班")
    again.usual.activated.emit(again.usual.currentIndex())
    at.rest()
    assert [each.text for each in again.by] == ["starts_on@month"]
    again.drop()
    at.rest()
    assert again.usual.count() == 1


def test_the_workbook_holds_what_is_shown(at: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = grouping(at)
    choose(page, at, "开班日期")
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "a.xlsx")
    page.export()
    at.rest()
    at.agree()
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == column(page, 0)


def test_a_bar_is_as_long_as_its_share_of_the_largest_number(at: Desk) -> None:
    page = grouping(at)
    bars = page.grid.itemDelegate()
    assert isinstance(bars, Bars)
    assert (bars.share(0, 1), bars.share(page.grid.model().rowCount() - 1, 1), bars.share(0, 0)) == (1.0, 0.0, 0.0)
