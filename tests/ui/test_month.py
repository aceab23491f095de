"""The month of a county office through the window, key by key: from the first start to the city's receipt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import founding
from app.store import work
from app.ui.fieldform import FieldForm
from app.ui.memory import Machine
from app.ui.pages.importing import Importing
from app.ui.pages.packages import Receiving
from app.ui.pages.preview import Preview
from app.ui.pages.problems import REASON
from app.ui.pages.record import RecordPage
from app.ui.pages.wizard import Wizard
from app.ui.window import Window
from tests import people
from tests.bureau import PASSWORD
from tests.data import workbooks
from tests.ui.hand import Hand

CLERK, REVIEWER, CHIEF = "张经办", "李复核", "王局长"
SCHOOL = "綦江示例培训学校"
HEADS = 4


@dataclass
class Today:
    """The day on the wall, moved by the test; nine in the morning, UTC."""

    day: date = date(2019, 11, 4)

    def __call__(self) -> datetime:
        return datetime.combine(self.day, time(9), UTC)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Today:
    """Offices that the window founds and opens go by this clock."""
    clock = Today()
    monkeypatch.setattr(work, "Office", partial(work.Office, clock=clock))
    for name in ("found_office", "found_with_passwords"):
        monkeypatch.setattr(founding, name, partial(getattr(founding, name), clock=clock))
    return clock


@pytest.fixture
def hand(
    qtbot: QtBot, undisturbed: None, today: Today, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hand]:
    """A clerk before the window of a machine that has never had an office."""
    window = Window(Machine(tmp_path / "home"))
    qtbot.addWidget(window)
    window.resize(1366, 740)
    window.show()
    window.begin(None, None)
    yield Hand(qtbot, window, monkeypatch)
    window.close()


def test_a_month_from_the_first_start_to_the_citys_receipt(hand: Hand, today: Today, tmp_path: Path) -> None:
    found_office(hand, tmp_path)
    add_people(hand)
    split_a_target(hand)
    enter_what_a_class_needs(hand, tmp_path)
    open_a_class(hand)
    import_a_roster_with_a_mistake(hand, tmp_path)
    hold_the_class(hand, today, tmp_path)
    claim_and_pay(hand, today)
    look_at_the_papers(hand)
    package = tmp_path / "报送包.zip"
    receipt = tmp_path / "回执.xlsx"
    report_the_month(hand, package)
    receive_at_the_city(hand, tmp_path, package, receipt)
    take_the_receipt(hand, tmp_path, receipt)


def found_office(hand: Hand, tmp_path: Path) -> None:
    """The wizard, the plan of the circular."""
    wizard = hand.front(Wizard)
    hand.until("Tab", wizard.new.hasFocus)
    hand.press("Space")
    hand.fill(
        {
            "name": "綦江区人力社保局", "region": "500110", "level": "区县", "pack": "綦江", "person": CLERK, "roles": "经办",
            "new": PASSWORD, "again": PASSWORD,
            "phone": "023-48600000", "address": "綦江区示例路2号",
            "folder": str(tmp_path / "county"), "backups": str(tmp_path / "backups"),
        }
    )  # fmt: skip
    hand.said("参保职工技能提升补贴：有待核实的行")
    hand.signs_in(CLERK)
    assert "綦江区人力社保局" in hand.window.windowTitle()
    assert hand.page().model.rowCount() == 54
    assert "42,700" in hand.window.edges.count.text()


def add_people(hand: Hand) -> None:
    """Those who check and decide."""
    hand.menu("D", "单位(&W)", "人员")
    for name, roles in ((REVIEWER, "复核"), (CHIEF, "负责人、复核")):
        hand.press("Ctrl+N")
        hand.fill({"name": name, "roles": roles})
        if name == REVIEWER:
            hand.keeps_first_password(name)
    hand.said("等待另一人")
    assert hand.column("name") == [CLERK, REVIEWER, CHIEF]
    assert hand.column("state") == ["在岗", "在岗", "待确认"]  # the first had nobody else to confirm it
    become(hand, REVIEWER)
    hand.menu("D", "业务(&Y)", "更正")
    hand.press(hand.key_of("confirm"))
    hand.said("将办理“确认更正”")
    hand.keeps_first_password(CHIEF)
    become(hand, CLERK)


def split_a_target(hand: Hand) -> None:
    """A part of the first target goes to a town below its unit, and only so much as there is."""
    hand.go("quotas")
    whole = hand.texts()
    hand.press(hand.key_of("split"))
    hand.fill({"unit_name": "文龙街道", "target": "999999"})
    form = hand.front(FieldForm)
    assert "999999" in form._refusal.text()
    form.lines["target"].edit.setFocus()
    hand.write("500")
    hand.press("Ctrl+Return")
    part = hand.texts(hand.column("unit_name").index("文龙街道"))
    assert (part["parent_name"], part["year"], part["target"]) == (whole["unit_name"], whole["year"], "500")
    assert "42,700" in hand.page().counts


def enter_what_a_class_needs(hand: Hand, tmp_path: Path) -> None:
    """The rates and an institution from workbooks; the institution goes on the published list."""
    hand.menu("D", "资金(&Z)", "补贴标准目录")
    rates = ("职业(工种)", "技能等级", "补贴标准(元)", "执行日期", "文号")
    row = ("电工", "四级/中级工", "1200", "2019-01-01", "测试文〔2019〕1号")
    bring_in(hand, workbooks.write(tmp_path / "标准.xlsx", [row], rates))
    become(hand, REVIEWER)
    hand.menu("D", "资金(&Z)", "补贴标准目录")
    hand.do(hand.key_of("confirm"), "确认标准")
    assert hand.texts()["state"] == "有效"
    become(hand, CLERK)
    assert hand.column("amount_fen") == ["1,200.00"]
    hand.go("institutions")
    school = (
        "机构名称",
        "统一社会信用代码",
        "机构类别",
        "负责人",
        "联系电话",
        "地址",
        "开户银行",
        "银行账号",
        "培训职业及等级",
    )
    told = ("社会培训机构", "周强", people.phone(900), "綦江区示例路1号", "示例银行", people.account(900))
    row = (SCHOOL, people.uscc(1), *told, "电工 四级/中级工")
    bring_in(hand, workbooks.write(tmp_path / "机构.xlsx", [row], school))
    become(hand, REVIEWER)
    hand.go("institutions")
    hand.press(hand.key_of("publish"))
    hand.fill({"listed_on": "20190115"})
    assert hand.texts()["state"] == "已公布"
    become(hand, CLERK)


def bring_in(hand: Hand, path: Path) -> None:
    """Import a workbook that is in order."""
    hand.hands_over(path)
    hand.press("Ctrl+I")
    page = hand.front(Importing)
    assert page.choose.hasFocus()
    hand.press("Return")
    assert page.go.hasFocus(), page.verdict.text()
    hand.press("Return")
    hand.said("导入完成")


def open_a_class(hand: Hand) -> None:
    """Its form, by names cut short and dates as they are typed."""
    hand.go("classes")
    hand.press("Return")
    hand.fill(
        {
            "name": "电工一班", "institution_name": SCHOOL, "unit_name": "区人力社保局", "occupation": "电工",
            "level": "四级", "training_type": "就业技能培训", "starts_on": "20191104", "ends_on": "2019年11月29日",
            "place": "文龙街道示例路1号", "theory_periods": "40", "practice_periods": "80", "planned_count": "50",
        }
    )  # fmt: skip
    shown = hand.texts()
    assert (shown["number"], shown["level"], shown["starts_on"]) == ("500110-2019-0001", "四级/中级工", "2019-11-04")


def import_a_roster_with_a_mistake(hand: Hand, tmp_path: Path) -> None:
    """A wrong check digit is shown, mended in the grid, checked again; the second trainee draws a pension."""
    rows = workbooks.roster_rows(1, HEADS)
    right = rows[2][2]
    rows[2][2] = people.wrong_check_digit(right)
    rows[1][7] = "是"
    hand.hands_over(workbooks.write(tmp_path / "花名册.xlsx", rows))
    hand.press("Ctrl+I")
    page = hand.front(Importing)
    hand.press("Ctrl+O")
    assert page.model.rowCount() == 1
    assert "校验位" in str(page.model.index(0, REASON).data())
    hand.press("Ctrl+Return")
    assert hand.front(Importing) is page
    hand.press("F2")
    hand.write(right)
    hand.press("Return", "F5")
    assert f"新增 {HEADS} 行" in page.verdict.text()
    hand.press("Ctrl+Return")
    hand.said("导入完成")
    assert hand.texts()["enrolled_count"] == str(HEADS)


def hold_the_class(hand: Hand, today: Today, tmp_path: Path) -> None:
    """Submitted by one, approved by another, begun, ended, results, accepted."""
    hand.do("Ctrl+Return", "提交")
    become(hand, REVIEWER)
    hand.press(hand.key_of("approve"))
    hand.fill({"filing_number": "綦人社批〔2019〕1号"})
    become(hand, CLERK)
    hand.do(hand.key_of("start"), "开班")
    today.day = date(2019, 12, 2)
    hand.do(hand.key_of("end"), "结班")
    heads = ("身份证号", "评定", "证书类型", "证书编号", "发证日期")
    rows = [
        (people.person(n).id_number, "合格", "职业技能等级证书", f"示{n:04d}", "2019-12-01") for n in range(1, HEADS)
    ]
    failed = (people.person(HEADS).id_number, "不合格", "", "", "")
    bring_in(hand, workbooks.write(tmp_path / "成绩.xlsx", [*rows, failed], heads))
    become(hand, REVIEWER)
    hand.press(hand.key_of("accept"))
    hand.fill({})
    shown = hand.texts()
    assert (shown["state"], shown["filed_count"], shown["qualified_count"]) == ("已验收", "4", "3")


def become(hand: Hand, name: str) -> None:
    """Somebody else sits down: the menu of people, and the number before the name."""
    hand.press("Alt+R")
    menu = QApplication.activePopupWidget()
    assert menu is not None
    number = next(a.text()[1] for a in menu.actions() if name in a.text())
    hand.press(number)
    hand.signs_in(name)


def claim_and_pay(hand: Hand, today: Today) -> None:
    """Person by person with reasons, by three people, noticed for five working days, paid."""
    become(hand, CLERK)
    hand.go("claims")
    hand.press("Ctrl+N")
    hand.fill({"class_number": "500110-2019-0001"})
    claim = hand.texts()
    assert (claim["granted_count"], claim["refused_count"], claim["total_fen"]) == ("2", "2", "2,400.00")
    look_at_the_lines(hand)
    hand.do("Ctrl+Return", "提交")
    become(hand, REVIEWER)
    hand.do(hand.key_of("review"), "复核通过")
    become(hand, CHIEF)
    hand.press(hand.key_of("approve"))
    hand.fill({})
    become(hand, CLERK)
    today.day = date(2019, 12, 3)
    hand.press(hand.key_of("publish"))
    hand.press("Alt+Down", "Left", "Right", "Return")
    assert hand.front(FieldForm).texts() == {"notice_from": "2019-12-03", "late_reason": ""}
    hand.press("Ctrl+Return")
    hand.said("最早可拨付日 2019-12-11")
    assert hand.texts()["notice_to"] == "2019-12-10"
    hand.menu("D", "业务(&Y)", "公示")
    assert hand.texts()["payable_on"] == "2019-12-11"
    hand.press(hand.key_of("clear"))
    hand.press("Ctrl+Return")
    assert "2019-12-10" in hand.front(FieldForm)._refusal.text()
    hand.press("Escape")
    today.day = date(2019, 12, 11)
    hand.press(hand.key_of("clear"))
    hand.fill({})
    hand.go("claims")
    hand.press(hand.key_of("pay"))
    hand.fill({"fund": "就业补助资金", "voucher": "凭0001", "paid_on": "20191211"})
    assert hand.texts()["state"] == "已拨付"
    hand.menu("D", "资金(&Z)", "拨付台账")
    assert (hand.texts()["payee"], hand.texts()["amount_fen"]) == (SCHOOL, "2,400.00")


def look_at_the_lines(hand: Hand) -> None:
    """Enter on the claim: every person with an amount or the reasons why not."""
    hand.press("Return")
    record = hand.front(RecordPage)
    assert "补贴明细" in record.parts.tabText(record.parts.currentIndex())
    amounts, reasons = hand.column("amount_fen"), hand.column("reasons")
    assert sorted(amounts) == ["0.00", "0.00", "1,200.00", "1,200.00"]
    assert all(reasons)
    assert any("养老" in reason for reason in reasons)
    assert any("证书" in reason for reason in reasons)
    hand.press("Esc")
    hand.front(Window)


def look_at_the_papers(hand: Hand) -> None:
    """Those of the class, of the claim and of its notice: the page that would print."""
    seen = []
    for tab in ("classes", "claims", ""):
        if tab:
            hand.go(tab)
        else:
            hand.menu("D", "业务(&Y)", "公示")
        hand.press("Ctrl+P")
        preview = hand.front(Preview)
        hand.until("Tab", preview.forms.hasFocus)
        for number in range(preview.forms.count()):
            seen.append(preview.forms.currentText())
            assert preview.forms.currentIndex() == number
            assert preview.document is not None and preview.document.data.startswith(b"%PDF")
            wrong = [one for one in preview.document.problems if one.params.get("title") != "考勤记录"]  # none was kept
            assert not wrong, wrong
            assert not preview.sheet.pixmap().isNull()
            hand.press("Down")
        hand.press("Esc")
        hand.front(Window)
    assert len(set(seen)) == len(seen)
    assert {"职业技能培训学员花名册", "职业培训补贴资金申请花名册", "职业培训补贴公示", "公示人员名单"} <= set(seen)


def report_the_month(hand: Hand, package: Path) -> None:
    """The package of December."""
    hand.go("packages")
    hand.hands_over(package)
    hand.press("Ctrl+N")
    hand.fill({"period": "2019Q4"})
    hand.said("第 1 号")
    assert package.is_file()
    assert hand.texts()["state"] == "已生成"


def receive_at_the_city(hand: Hand, tmp_path: Path, package: Path, receipt: Path) -> None:
    """The city previews the package, takes it, refuses one line with a reason, gives a receipt."""
    people_of_the_city = [("市经办", ["clerk", "reviewer", "chief"])]
    charter = founding.Charter(
        "重庆市人力社保局", "500100", "city", "qijiang-2019", people_of_the_city, passwords={"市经办": PASSWORD}
    )
    founding.found_office(tmp_path / "city", charter).close()
    hand.hands_over(tmp_path / "city")
    hand.press("Ctrl+O")
    hand.signs_in("市经办")
    assert "重庆市人力社保局" in hand.window.windowTitle()
    hand.go("packages")
    hand.hands_over(package)
    hand.press("Ctrl+I")
    hand.front(Receiving)
    hand.press("Ctrl+Return")
    hand.said("已接收 綦江区人力社保局 2019年第4季度")
    hand.menu("D", "业务(&Y)", "补贴明细")
    assert sorted(hand.column("amount_fen"))[-1] == "1,200.00"
    hand.until("Down", lambda: hand.texts(hand.page().view.currentIndex().row())["amount_fen"] == "1,200.00")
    hand.press(hand.key_of("refuse"))
    hand.fill({"reason": "与外区重复"})
    hand.go("packages")
    hand.hands_over(receipt)
    hand.press("Alt+1")
    hand.said("回执已存为")
    assert openpyxl.load_workbook(receipt)["回执明细"].max_row > HEADS


def take_the_receipt(hand: Hand, tmp_path: Path, receipt: Path) -> None:
    """Back in the county its rows say what became of them."""
    hand.hands_over(tmp_path / "county")
    hand.press("Ctrl+O")
    hand.signs_in(CLERK)
    hand.go("packages")
    hand.hands_over(receipt)
    hand.press("Alt+2")
    hand.said("回执已导入")
    hand.menu("D", "业务(&Y)", "补贴明细")
    assert sorted(hand.column("reported")) == ["已接收"] * 3 + ["未接收"]
    assert "与外区重复" in "".join(hand.column("receipt_reason"))
