"""Buttons follow the way that the circular chose: those of another way are off and say why, the others say what to look at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.ui.fieldform import FieldForm
from app.ui.pages.record import RecordPage
from tests.bureau import REVIEWER, Bureau
from tests.regions import County
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


@pytest.mark.clause("CX-24")
def test_under_filing_the_class_is_put_on_file_and_submission_says_why_it_is_off(
    tmp_path: Path, desk_of: DeskOf
) -> None:
    county = County(tmp_path / "cixi", "cixi-2020").furnished()
    uid = county.training()
    county.enrol(uid)
    desk = desk_of(county)
    page = desk.tab("classes")
    submit, file = page.verbs.moves["submit"], page.verbs.moves["file"]
    assert not submit.isEnabled() and "实行开班备案" in submit.toolTip() and "五（二）" in submit.toolTip()
    assert file.isEnabled()
    page.verbs.begin("file")
    form = desk.front(FieldForm)
    assert form.texts() == {"filing_number": "", "filed_on": "2020-03-02", "late_reason": ""}
    form.lines["filing_number"].edit.setText("慈备1")
    form.send()
    desk.rest()
    assert county.state("class", uid) == "filed"
    desk.window.open_record("class", uid)
    desk.rest()
    told = desk.window.findChildren(RecordPage)[-1].sheet.toPlainText()
    assert "培训开班备案" in told and "已办（2020-03-02，慈备1）" in told
    county.office.close()


@pytest.mark.clause("OD-24")
def test_under_two_reviews_each_says_what_it_looks_at(tmp_path: Path, desk_of: DeskOf) -> None:
    county = County(tmp_path / "ordos", "ordos-2019").furnished()
    claim = county.claim(county.accepted(2), "submitted")
    county.office.sign_in(REVIEWER)
    desk = desk_of(county)
    page = desk.tab("claims")
    review = page.verbs.moves["review"]
    assert not review.isEnabled() and "先由主管部门审核真实性" in review.toolTip()
    page.verbs.begin("check")
    form = desk.front(FieldForm)
    assert "开班计划、培训过程、相关证明材料" in form._refusal.text() and "四（三）" in form._refusal.text()
    form.lines["department_by"].edit.setText("孙主管")
    form.lines["department_note"].edit.setText("情况属实")
    form.send()
    desk.rest()
    page.verbs.begin("review")
    assert "完整性、程序性" in desk.box()
    desk.agree()
    assert county.state("claim", claim) == "reviewed"
    county.office.close()
