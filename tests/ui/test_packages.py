from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QTableView

from app.claim.claim_line.model import ClaimLine
from app.desk.founding import Charter, found_office
from app.exchange import merge, package, receipt
from app.record.report import Check
from app.store.backup import back_up, restore
from app.training.trainee.model import Trainee
from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.listpage import ListPage
from app.ui.pages.packages import PackagesPage, Receiving
from app.ui.pages.report import Names, ReportPage
from tests import people
from tests.bureau import Bureau
from tests.exchange.otherwise import more, otherwise
from tests.seat import seat
from tests.ui.conftest import Desk
from tests.ui.test_window import record_page

DeskOf = Callable[[Bureau], Desk]


@pytest.fixture
def city(taught: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """The office that the county reports to, with one clerk."""
    other = object.__new__(Bureau)
    other.today = taught.today
    charter = Charter("重庆市人力社保局", "500100", "city", "qijiang-2019", [("市经办", ["clerk"])])
    other.office = seat(found_office(tmp_path / "city", charter, other.now))
    yield other
    other.office.close()


def packages(desk: Desk) -> PackagesPage:
    page = desk.tab("packages")
    assert isinstance(page, PackagesPage)
    return page


def trigger(page: PackagesPage, place: int) -> None:
    page.extra[place].trigger()


def build(desk: Desk) -> None:
    trigger(packages(desk), 0)
    form = desk.front(FieldForm)
    form.lines["period"].edit.setText("2019Q3")
    form.send()


def reported(desk: Desk, period: str, title: str = "") -> ReportPage:
    """A report, asked for as a clerk does."""
    trigger(packages(desk), 5)
    form = desk.front(FieldForm)
    if title:
        form.lines["report"].edit.setText(title)
    form.lines["period"].edit.setText(period)
    form.send()
    desk.rest()
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReportPage))


def test_a_package_goes_to_the_city_and_its_receipt_comes_back(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, answer = tmp_path / "报送包.zip", tmp_path / "回执.xlsx"
    monkeypatch.setattr(files, "to_save", lambda *args: sent if args[2].endswith(".zip") else answer)
    monkeypatch.setattr(files, "to_open", lambda *args: sent if "zip" in args[2] else answer)
    claim = taught.claim(taught.first("class"))
    taught.today = taught.today.replace(month=10, day=31)
    county = desk_of(taught)
    build(county)
    assert "第 1 号" in county.box()
    county.agree()
    assert sent.is_file()
    assert list(packages(county).selected_uids()) == [taught.first("package")]
    county.window.close()

    city.today = taught.today
    above = desk_of(city)
    trigger(packages(above), 1)
    receiving = above.front(Receiving)
    assert receiving.take.isEnabled()
    receiving.apply()
    assert "已接收 綦江区人力社保局" in above.box()
    above.agree()
    assert above.tab("trainees").model.rowCount() == 3
    page = packages(above)
    assert list(page.selected_uids()) == [city.first("package")]
    trigger(page, 2)
    assert "回执已存为" in above.box()
    above.agree()
    assert answer.is_file()
    above.window.close()

    reopened = taught.twin(tmp_path / "county-again")
    back = desk_of(reopened)
    trigger(packages(back), 3)
    assert "回执已导入" in back.box()
    back.agree()
    assert reopened.record("claim", claim)["reported"] in ("accepted", None)
    back.window.close()


def test_a_restored_county_is_offered_to_enter_what_it_had_sent(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught.today = city.today = taught.today.replace(month=10, day=31)
    back_up(taught.office, tmp_path / "before.db")
    with taught.office.work() as work:
        package.build(work, "2019Q3", tmp_path / "报送包.zip")
    city.office.sign_in("市经办")
    with city.office.work() as work:
        merge.apply(work, tmp_path / "报送包.zip")
    with city.office.work() as work:
        receipt.build(work, city.first("package"), tmp_path / "回执.xlsx")
    taught.office.close()
    taught.office = seat(restore(tmp_path / "before.db", tmp_path / "restored", clock=taught.now))
    taught.office.sign_in("张经办")
    monkeypatch.setattr(files, "to_open", lambda *_: tmp_path / "回执.xlsx")
    desk = desk_of(taught)
    page = packages(desk)
    trigger(page, 3)
    assert "请用这份回执“补登”" in desk.box()
    desk.agree()
    assert "已补登 2019年第3季度 第1号，现在可以生成第2号" in desk.box()
    desk.agree()
    assert list(page.selected_uids()) == [taught.first("package")]
    assert taught.record("package", taught.first("package"))["state"] == "receipted"
    trigger(page, 7)
    assert "不用补登" in desk.box()
    desk.agree()


def test_a_built_package_is_given_out_again_from_the_list(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "报送包.zip")
    taught.today = taught.today.replace(month=10, day=31)
    desk = desk_of(taught)
    trigger(packages(desk), 6)
    assert "请先选择一条报出的记录" in desk.box()
    desk.agree()
    build(desk)
    desk.agree()
    built = (tmp_path / "报送包.zip").read_bytes()
    (tmp_path / "报送包.zip").unlink()
    trigger(packages(desk), 6)
    assert "报送包已再次导出" in desk.box()
    desk.agree()
    assert (tmp_path / "报送包.zip").read_bytes() == built


def test_the_preview_says_which_packages_never_came(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught.today = city.today = taught.today.replace(month=10, day=31)
    for _ in range(2):
        with taught.office.work() as work:
            package.build(work, "2019Q4", tmp_path / "报送包.zip")
    monkeypatch.setattr(files, "to_open", lambda *_: tmp_path / "报送包.zip")
    above = desk_of(city)
    trigger(packages(above), 1)
    receiving = above.front(Receiving)
    assert any("第1号没有收到过" in label.text() for label in receiving.findChildren(QLabel))
    assert receiving.take.isEnabled()
    receiving.reject()


def test_what_a_later_program_added_is_said_when_its_package_is_verified_and_received(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught.today = city.today = taught.today.replace(month=10, day=31)
    with taught.office.work() as work:
        package.build(work, "2019Q4", tmp_path / "报送包.zip")
    later = otherwise(tmp_path / "报送包.zip", tmp_path / "新版.zip", more, {"将来的名册": 2})
    monkeypatch.setattr(files, "to_open", lambda *_: later)
    above = desk_of(city)
    trigger(packages(above), 4)
    assert "完好" in (said := above.box()) and "将来的名册" in said and "社保卡号" in said
    above.agree()
    trigger(packages(above), 1)
    receiving = above.front(Receiving)
    assert any("将来的名册" in label.text() and "社保卡号" in label.text() for label in receiving.findChildren(QLabel))
    assert receiving.take.isEnabled()
    receiving.reject()


def test_a_package_shows_the_lines_that_were_not_accepted(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "报送包.zip")
    lines = taught.lines(taught.claim(taught.first("class")))
    taught.set(ClaimLine, int(lines[1]["uid"]), reported="refused")
    taught.today = taught.today.replace(month=10, day=31)
    desk = desk_of(taught)
    build(desk)
    desk.agree()
    desk.window.open_record("package", taught.first("package"))
    desk.rest()
    record = record_page()
    desk.rest()
    part = record.parts.widget(0)
    assert isinstance(part, ListPage)
    assert (record.parts.tabText(0), list(part.model.uids)) == ("未接收的补贴明细", [lines[1]["uid"]])
    record.close()


def test_a_package_with_a_changed_byte_is_refused(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "报送包.zip"
    monkeypatch.setattr(files, "to_save", lambda *_: path)
    monkeypatch.setattr(files, "to_open", lambda *_: path)
    taught.today = taught.today.replace(month=10, day=31)
    county = desk_of(taught)
    build(county)
    county.agree()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    before = city.counts()
    above = desk_of(city)
    trigger(packages(above), 1)
    assert above.box()
    above.agree()
    assert city.counts() == before


def test_the_statistics_of_a_quarter_are_written(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "季报.xlsx"
    monkeypatch.setattr(files, "to_save", lambda *_: path)
    desk = desk_of(taught)
    report = reported(desk, "2019Q3")
    assert (report.windowTitle(), report.tables.tabText(0)[:2]) == ("统计报表（2019年第3季度）", "季报")
    report.save.click()
    assert str(path) in desk.box()
    desk.agree()
    assert path.is_file()
    report.close()


def test_the_window_shows_a_summary_whose_columns_are_chosen_for_screen_and_workbook(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "汇总表.xlsx"
    monkeypatch.setattr(files, "to_save", lambda *_: path)
    desk = desk_of(taught)
    report = reported(desk, "2019H2", "汇总表（按技能等级）")
    assert report.windowTitle() == "汇总表（按技能等级）（2019年下半年）"
    assert report.paper.isVisible()
    menu = report.column_menu()
    wanted = {"累计培训人次", "累计取证人次"}
    for action in menu.actions():
        action.setChecked(action.text() in wanted)
    assert "技能等级" not in [action.text() for action in menu.actions()], "what names a row always stands there"
    report.save.click()
    desk.box()
    desk.agree()
    headings = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0][3]]
    assert headings == ["技能等级", "累计培训人次", "累计取证人次"]
    report.close()


def test_a_figure_of_a_report_opens_the_names_that_it_counts(taught: Bureau, desk_of: DeskOf) -> None:
    taught.today = taught.today.replace(month=12)
    desk = desk_of(taught)
    report = reported(desk, str(taught.today.year))
    grid = report.tables.widget(0)
    assert isinstance(grid, QTableView)
    model = grid.model()
    column = next(
        c for c in range(model.columnCount()) if model.headerData(c, Qt.Orientation.Horizontal) == "累计培训人次"
    )
    counted = next(r for r in range(model.rowCount()) if model.index(r, column).data() not in ("", "0"))
    grid.activated.emit(model.index(counted, column))
    desk.rest()
    opened = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Names))
    assert opened.windowTitle().endswith("：累计培训人次")
    assert str(opened.grid.model().rowCount()) == model.index(counted, column).data()
    opened.close()
    targets = [c for c in range(model.columnCount()) if "任务" in str(model.headerData(c, Qt.Orientation.Horizontal))]
    planned = next(model.index(r, targets[0]) for r in range(model.rowCount()) if model.index(r, targets[0]).data())
    grid.activated.emit(planned)
    desk.rest()
    assert "没有名单可看" in desk.box()
    desk.agree()
    report.close()


def test_a_check_of_a_report_leads_to_the_row_that_it_is_about(
    taught: Bureau, desk_of: DeskOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [Check("<合计>不一致", error=True, row=("合计（责任单位）",)), Check("另一句", error=False)]
    monkeypatch.setattr("app.record.report.Report.problems", lambda *_: said)
    desk = desk_of(taught)
    report = reported(desk, "2019")
    shown = report.told.text()
    assert shown == '<a href="0">错误：&lt;合计&gt;不一致</a><br>警告：另一句'
    grid = report.tables.widget(0)
    assert isinstance(grid, QTableView)
    assert grid.currentIndex().row() == 0
    report.told.linkActivated.emit("0")
    row = grid.currentIndex()
    assert "合计（责任单位）" in [row.sibling(row.row(), column).data() for column in range(3)]
    report.close()


def test_a_report_of_no_period_is_refused_and_shows_nothing(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    trigger(packages(desk), 5)
    form = desk.front(FieldForm)
    form.lines["period"].edit.setText("去年")
    form.send()
    assert "写法不对" in desk.box()
    desk.agree()
    assert not any(isinstance(w, ReportPage) and w.isVisible() for w in QApplication.topLevelWidgets())


def test_what_is_in_dispute_is_told_before_it_is_taken_and_decided_in_its_list(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught.today = city.today = taught.today.replace(month=10, day=31)
    with taught.office.work() as work:
        package.build(work, "2019Q3", tmp_path / "报送包.zip")
    with city.office.work() as work:
        known = people.person(1)
        work.add(Trainee(name="钱另一", id_number=known.id_number, sex="男", born=city.today, initials="qly"))
    monkeypatch.setattr(files, "to_open", lambda *_: tmp_path / "报送包.zip")
    desk = desk_of(city)
    trigger(packages(desk), 1)
    receiving = desk.front(Receiving)
    assert receiving.take.isEnabled()
    told = receiving.findChild(QPlainTextEdit).toPlainText()
    assert "有 1 处分歧" in told and "登记的姓名是“钱另一”" in told
    receiving.apply()
    assert "暂缓" in desk.box()
    desk.agree()
    disputes = desk.list("disputes")
    assert disputes.model.rowCount() == 1
    city.do("dispute.ours", city.first("dispute"), "市经办", reason="已查验")
    trigger(packages(desk), 1)
    desk.front(Receiving).apply()
    assert "暂缓 0" in desk.box()
    desk.agree()
    desk.window.close()


def test_what_goes_down_is_written_by_a_document_and_seen_before_it_is_taken(
    taught: Bureau, city: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "下发.zip"
    monkeypatch.setattr(files, "to_save", lambda *_: path)
    monkeypatch.setattr(files, "to_open", lambda *_: path)
    above = desk_of(city)
    trigger(packages(above), 8)
    form = above.front(FieldForm)
    form.send()
    assert form.isVisible() and not path.exists(), "nothing goes down without a document"
    form.lines["document"].edit.setText("示例〔2019〕5号")
    form.send()
    assert "下发文件已写到" in above.box()
    above.agree()
    above.window.close()
    below = desk_of(taught)
    trigger(packages(below), 9)
    assert "示例〔2019〕5号" in below.box()
    below.agree()
    assert "已接收" in below.box()
    below.agree()
