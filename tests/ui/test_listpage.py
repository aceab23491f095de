from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QListWidget, QMenu, QMessageBox

from app.desk.lists import LISTINGS
from app.desk.screens import SCREENS
from app.record.initials import initials
from app.record.listing import Filter, Query
from app.training.trainee.model import Trainee
from app.ui import appearance, listpage
from app.ui.filters import FilterPopup
from app.ui.memory import Memory
from tests import people
from tests.bureau import Bureau
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


def test_the_status_bar_gives_count_and_sums_of_what_is_filtered(desk: Desk, bureau: Bureau) -> None:
    page = desk.tab("quotas")
    assert "共 54 条" in desk.window.edges.count.text()
    assert "42,700" in desk.window.edges.count.text()
    page.set_filter("year", [("=", "2020")])
    desk.rest()
    with bureau.office.read() as read:
        totals = LISTINGS["quotas"].totals(read.connection, Query((Filter("year", "=", "2020"),)))
    assert page.model.rowCount() == totals.count == 18
    assert f"{totals.sums['target']:,}" == "14,300"
    assert "14,300" in desk.window.edges.count.text()


def test_a_header_filter_offers_each_value_with_its_count(desk: Desk) -> None:
    page = desk.tab("quotas")
    page.ask_filter([c.name for c in page.listing.columns].index("year"))
    desk.rest()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, FilterPopup)
    values = popup.findChild(QListWidget)
    assert [values.item(n).text() for n in range(values.count())] == ["2019　（18）", "2020　（18）", "2021　（18）"]
    values.itemActivated.emit(values.item(2))
    desk.rest()
    assert page.filters == [Filter("year", "=", "2021")]
    assert page.model.rowCount() == 18
    page.clear()
    desk.rest()
    assert page.model.rowCount() == 54


def test_columns_sort_one_after_another(desk: Desk) -> None:
    page = desk.tab("quotas")
    at = [c.name for c in page.listing.columns].index
    page.sort_by(at("year"))
    page.sort_by(at("year"))
    page.sort_by(at("target"), add=True)
    desk.rest()
    assert page.sort == (("year", True), ("target", False))
    first = page.model.row(0)
    assert first is not None
    assert (first[at("year") + 1], first[at("target") + 1]) == (2021, 100)


def test_search_finds_people_by_initials_and_last_digits(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    page = desk.tab("trainees")
    one = people.person(2)
    for typed in (one.name, initials(one.name).split()[0], one.id_number, one.id_number[-6:]):
        page.search.setText(typed)
        desk.rest()
        assert one.name in [str(page.model.data(page.model.index(n, 0))) for n in range(page.model.rowCount())], typed
    page.search.setText("zzz")
    desk.rest()
    assert page.model.rowCount() == 0
    assert page.blank.sentence.text() == "没有符合条件的记录"


def test_what_is_copied_is_what_is_shown(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    page = desk.tab("trainees")
    page.view.selectAll()
    page.copy()
    desk.rest()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == page.model.rowCount() == 3
    number = people.person(1).id_number
    assert number[:6] + "********" + number[-4:] in "".join(lines)
    assert number not in "".join(lines)


def test_a_text_that_excel_would_compute_is_copied_behind_an_apostrophe(taught: Bureau, desk_of: DeskOf) -> None:
    with taught.office.read() as read:
        uid = read.session.query(Trainee).first().uid
    taught.set(Trainee, uid, name="=1+1")
    desk = desk_of(taught)
    page = desk.tab("trainees")
    page.view.selectAll()
    page.copy()
    desk.rest()
    cells = QGuiApplication.clipboard().text().replace("\n", "\t").split("\t")
    assert "'=1+1" in cells and "=1+1" not in cells


def test_widths_order_and_hidden_columns_are_remembered_per_user(desk: Desk) -> None:
    page = desk.tab("institutions")
    page.view.show_column(3, False)
    page.sort_by(0)
    desk.rest()
    again = desk.list("institutions")
    assert again.header.isSectionHidden(3)
    assert again.sort == (("name", False),)
    other = desk.list("institutions", Memory(desk.window.jobs.office.folder, "李复核"))
    assert not other.header.isSectionHidden(3)
    assert other.sort == ()


def test_lists_of_a_desktop_with_a_face_of_its_own_have_ours_and_their_widths_stay(
    ready: Bureau, desk_of: DeskOf, qapp: QApplication
) -> None:
    theme = QFont("DejaVu Sans", 7)
    for kind in ("QAbstractItemView", "QHeaderView", "QMenu", "QStatusBar", "QMessageBox"):
        qapp.setFont(theme, kind)
    try:
        desk = desk_of(ready)
        first = desk.tab("institutions").view
        fitted = [first.header.sectionSize(number) for number in first.shown_columns()]
        again = desk.list("institutions").view
        bars = (first, first.header, desk.window.statusBar(), QMessageBox(desk.window), QMenu(desk.window))
        for widget in bars:
            widget.ensurePolished()
        assert {widget.font().family() for widget in bars} == {appearance.FONT}
        assert [again.header.sectionSize(number) for number in again.shown_columns()] == fitted
        assert len(set(fitted)) > 1
        assert first.verticalHeader().defaultSectionSize() > first.fontMetrics().height()
    finally:
        appearance.set_size(qapp, "标准")


def test_an_empty_list_says_one_sentence_and_offers_one_button(desk: Desk) -> None:
    page = desk.tab("institutions")
    assert page._stack.currentIndex() == 1
    assert page.blank.sentence.text().startswith("还没有培训机构")
    assert page.blank.remedy.text() == "新建机构"


def test_a_button_that_is_off_says_why(ready: Bureau, desk_of: DeskOf) -> None:
    uid = ready.training()
    ready.enrol(uid)
    ready.do("class.submit", uid)
    desk = desk_of(ready)
    page = desk.tab("classes")
    approve = page.verbs.moves["approve"]
    assert not approve.isEnabled()
    assert "须由复核岗位办理" in approve.toolTip()
    start = page.verbs.moves["start"]
    assert "当前为“待审批”，不能开班" in start.toolTip()


def test_every_action_of_every_list_has_a_key(desk: Desk) -> None:
    for name in SCREENS:
        page = desk.list(name)
        actions = [*page.verbs.actions, *page.extra]
        assert all(not action.shortcut().isEmpty() for action in actions), name
        keys = [a.shortcut().toString() for a in actions if a.shortcut().toString() != "Ctrl+I"]
        assert len(keys) == len(set(keys)), name


def test_an_empty_list_says_what_there_is_none_of_unless_a_sentence_says_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.list("teachers").blank.sentence.text().startswith("还没有登记教师")
    known = listpage.sentences()
    monkeypatch.setattr(listpage, "sentences", lambda: {k: v for k, v in known.items() if k != "empty.teachers"})
    assert desk.list("teachers").blank.sentence.text() == "没有教师"


def test_delete_deletes_nothing(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    page = desk.tab("classes")
    before = taught.counts()
    page.view.selectAll()
    desk.qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    desk.rest()
    assert taught.counts() == before


def test_enter_in_the_search_box_goes_to_the_rows_and_opens_nothing(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    page = desk.tab("classes")
    opened: list[str] = []
    page.opened.connect(lambda noun, _: opened.append(noun))
    page.focus_search()
    desk.qtbot.keyClick(page.search, Qt.Key.Key_Return)
    desk.rest()
    assert opened == []
    assert page.view.hasFocus()
    desk.qtbot.keyClick(page.view, Qt.Key.Key_Return)
    desk.rest()
    assert opened == ["class"]
