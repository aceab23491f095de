"""Claims that are selected in the window go up in one notice; what is asked back is said to wait for another person."""

from collections.abc import Callable
from datetime import date

from app.desk.lists import LISTINGS
from app.ui.fieldform import FieldForm
from tests import people
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.ui.conftest import Desk


def notices(bureau: Bureau) -> list[dict[str, object]]:
    with bureau.office.read() as read:
        return list(LISTINGS["notices"].rows(read.connection))


def test_all_claims_that_are_selected_stand_in_one_notice(taught: Bureau, desk_of: Callable[[Bureau], Desk]) -> None:
    other = taught.accepted([people.person(50)], date(2019, 9, 30), name="电工二班")
    claims = [taught.claim(taught.first("class"), "approved"), taught.claim(other, "approved")]
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    page = desk.tab("claims")
    page.view.selectAll()
    desk.rest()
    page.verbs.begin("publish")
    form = desk.front(FieldForm)
    assert "2 条" in form._refusal.text() and "合为一份" in form._refusal.text()
    form.send()
    told = desk.box()
    desk.agree()
    assert notices(taught)[0]["number"] in told and "打印、张贴" in told
    assert [row["claim_count"] for row in notices(taught)] == [2]
    assert {taught.state("claim", claim) for claim in claims} == {"noticed"}


def test_what_is_asked_back_is_said_to_wait_for_another_person(
    taught: Bureau, desk_of: Callable[[Bureau], Desk]
) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    taught.office.sign_in(REVIEWER)
    desk = desk_of(taught)
    page = desk.tab("claims")
    page.select(claim)
    desk.rest()
    page.verbs.begin("ask_return")
    form = desk.front(FieldForm)
    form.lines["reason"].edit.setText("举报属实")
    form.send()
    assert "等待另一人" in desk.box()
    desk.agree()
    desk.rest()
    assert not page.verbs.moves["publish"].isEnabled()
    assert "待确认的退回" in page.verbs.moves["publish"].toolTip() or "岗位" in page.verbs.moves["publish"].toolTip()
    taught.agree(claim, CHIEF)
    assert taught.state("claim", claim) == "returned"
