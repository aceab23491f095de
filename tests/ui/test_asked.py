"""What a verb wants looked at first: shown when it is tried, done with a reason."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QApplication

from app.claim.claim_line.model import ClaimLine
from app.training.enrolment.model import Enrolment
from app.ui.fieldform import FieldForm
from tests.bureau import CLERK, REVIEWER, Bureau
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]
WHY = "已电话核实"


def test_a_review_of_what_has_changed_asks_for_a_reason(taught: Bureau, desk_of: DeskOf) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    taught.set(Enrolment, taught.enrolled(taught.first("class"))[0], category="残疾人")
    taught.office.sign_in(REVIEWER)
    desk = desk_of(taught)
    page = desk.tab("claims")
    page.verbs.begin("review")
    desk.agree()
    form = desk.front(FieldForm)
    assert list(form.lines) == ["confirmation"] and "现为“残疾人”" in form._refusal.text()
    form.send()
    assert "必填" in form.lines["confirmation"].note.text()
    assert taught.state("claim", claim) == "submitted"
    form.lines["confirmation"].edit.setText(WHY)
    form.send()
    desk.rest()
    assert taught.state("claim", claim) == "reviewed"


def test_submitting_says_how_many_lines_carry_a_warning_and_which(ready: Bureau, desk_of: DeskOf) -> None:
    held = ready.accepted(6)
    for uid in ready.enrolled(held):
        ready.set(Enrolment, uid, account="6200000000000000000")
    claim = ready.claim(held)
    ready.office.sign_in(CLERK)
    desk = desk_of(ready)
    page = desk.tab("claims")
    column = [c.name for c in page.model.listing.columns].index("warned_count")
    assert page.model.data(page.model.index(0, column)) == "6"
    page.verbs.begin("submit")
    said = desk.box()
    assert "6 条明细中，6 条有提示" in said and "银行账号共用：6 条（" in said
    desk.agree()
    desk.rest()
    assert ready.state("claim", claim) == "submitted"


def test_a_form_keeps_its_answers_while_the_reason_is_asked(taught: Bureau, desk_of: DeskOf) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    taught.set(Enrolment, taught.enrolled(taught.first("class"))[0], category="残疾人")
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    page = desk.tab("claims")
    page.verbs.begin("publish")
    form = desk.front(FieldForm)
    assert list(form.lines) == ["notice_from", "late_reason"]
    taught.today = date.fromordinal(taught.today.toordinal() + 3)
    posted = date.fromordinal(taught.today.toordinal() - 1)
    form.lines["notice_from"].edit.setText(posted.isoformat())
    form.lines["late_reason"].edit.setText("昨天已张贴")
    form.send()
    asked = desk.front(FieldForm)
    assert asked is not form
    asked.lines["confirmation"].edit.setText(WHY)
    asked.send()
    desk.agree()
    assert taught.record("claim", claim)["notice_from"] == posted
    assert QApplication.activeModalWidget() is None


def test_money_of_whom_the_city_refused_is_asked_back_from_the_list(taught: Bureau, desk_of: DeskOf) -> None:
    claim = taught.claim(taught.first("class"), "paid")
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    page = desk.tab("claims")
    assert not page.verbs.moves["recover"].isEnabled()
    assert "没有上级单位未接收的人" in page.verbs.moves["recover"].toolTip()
    taught.set(ClaimLine, taught.lines(claim)[0]["uid"], reported="refused", receipt_reason="证书编号查无此证")
    desk.rest()
    page = desk.list("claims")
    page.verbs.begin("recover")
    form = desk.front(FieldForm)
    assert "证书编号查无此证" in form._refusal.text()
    form.send()
    desk.rest()
    assert taught.record("recovery", taught.first("recovery"))["due_fen"] == 120_000
