"""A claim line explained in the window: Enter opens its sheet, 打印 prints it, and two people pass a limit."""

from collections.abc import Callable
from datetime import date

from app.ui.fieldform import FieldForm
from app.ui.pages.preview import Preview
from app.ui.pages.record import RecordPage
from tests import people
from tests.bureau import REVIEWER, Bureau
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]
LEVEL = "五级/初级工"


def record_page(desk: Desk) -> RecordPage:
    return desk.window.findChildren(RecordPage)[-1]


def titles(page: RecordPage) -> list[str]:
    return [page.parts.tabText(number) for number in range(page.parts.count())]


def test_a_line_opens_as_its_sheet_and_prints(taught: Bureau, desk_of: DeskOf) -> None:
    claim = taught.claim(taught.first("class"))
    desk = desk_of(taught)
    desk.window.open_record("claim-line", taught.lines(claim)[0]["uid"])
    desk.rest()
    page = record_page(desk)
    assert titles(page) == ["核定说明", "办理记录"]
    assert page.parts.currentWidget() is page.sheet
    told = page.sheet.toPlainText()
    for words in ("核定 1,200.00 元", "原则上每人每年可享受不超过3次", "四（二）", "（qijiang-2019）第 1 版"):
        assert words in told
    page._print()
    desk.rest()
    preview = desk.window.findChild(Preview)
    assert preview is not None and preview.forms.currentText() == "补贴核定说明"


def test_a_class_and_a_claim_say_what_no_document_settles(taught: Bureau, desk_of: DeskOf) -> None:
    training = taught.first("class")
    claim = taught.claim(training)
    desk = desk_of(taught)
    for noun, uid, tab, words in (
        ("class", training, "办理流程", "开班方式：审批（待核实）"),
        ("claim", claim, "办理说明", "公示期：5 工作日（待核实）"),
    ):
        desk.window.open_record(noun, uid)
        desk.rest()
        page = record_page(desk)
        assert tab in titles(page)
        assert words in page.sheet.toPlainText()


def test_two_people_pass_a_limit_and_the_list_shows_them(ready: Bureau, desk_of: DeskOf) -> None:
    somebody = people.person(500)
    for occupation, month in (("焊工", 3), ("保育员", 5), ("养老护理员", 7)):
        ready.rate(occupation, level=LEVEL)
        ready.claim(ready.accepted([somebody], date(2019, month, 4), occupation=occupation, level=LEVEL), "submitted")
    claim = ready.claim(ready.accepted([somebody], date(2019, 11, 4)))
    (line,) = ready.lines(claim)
    desk = desk_of(ready)
    desk.window.open_record("claim-line", line["uid"])
    desk.rest()
    page = record_page(desk)
    assert "不予补贴" in page.sheet.toPlainText()
    assert not page.verbs.moves["confirm"].isEnabled() and not page.verbs.moves["refuse"].isEnabled()
    page.verbs.begin("override")
    form = desk.front(FieldForm)
    form.lines["reason"].edit.setText("转岗急需")
    form.lines["document"].edit.setText("人社纪要〔2019〕7号")
    form.send()
    desk.rest()
    desk.sign_in(REVIEWER)
    desk.window.open_record("claim-line", line["uid"])
    desk.rest()
    page = record_page(desk)
    page.verbs.begin("confirm")
    desk.agree()
    assert ready.lines(claim)[0]["amount_fen"] == 120_000
    desk.qtbot.waitUntil(lambda: "手工通过" in page.sheet.toPlainText())
    listed = desk.list("overrides")
    assert len(listed.model.uids) == 1
