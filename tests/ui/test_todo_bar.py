"""What waits for whoever works at the window stands above all lists, and leads to its records."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from app.record.listing import Filter
from app.ui.fieldform import FieldForm
from tests.bureau import CASHIER, CHIEF, REVIEWER, Bureau
from tests.ui.conftest import Desk


def settled(desk: Desk) -> None:
    """Wait until the bar has looked what waits now."""
    desk.rest()
    desk.qtbot.waitUntil(lambda: not desk.window.todo._settle.isActive())
    desk.rest()


def told(desk: Desk) -> list[str]:
    settled(desk)
    bar = desk.window.todo
    assert bar.isVisible() == bool(bar.waiting)
    return [action.text() for action in bar._bar.actions()]


def test_the_chief_is_led_to_all_that_waits_for_him_and_approves_it_at_once(
    ready: Bureau, desk_of: Callable[[Bureau], Desk]
) -> None:
    claims = [ready.claim(ready.accepted(1), "reviewed") for _ in range(2)]
    ready.claim(ready.accepted(1), "submitted")
    ready.office.sign_in(CHIEF)
    desk = desk_of(ready)
    assert told(desk) == ["补贴申请 待复核 1 件", "补贴申请 待审批 2 件"]
    desk.window.todo._bar.actions()[1].trigger()
    desk.rest()
    page = desk.window.shown
    assert page is not None and (page.spec.name, sorted(page.model.uids)) == ("claims", sorted(claims))
    page.view.selectAll()
    desk.qtbot.wait(20)
    desk.rest()
    page.verbs.begin("approve")
    desk.front(FieldForm).send()
    desk.rest()
    assert [ready.state("claim", uid) for uid in claims] == ["approved", "approved"]
    assert told(desk) == ["补贴申请 待复核 1 件"]


def test_when_the_last_of_what_waited_is_done_its_list_says_so_and_enter_shows_all(
    ready: Bureau, desk_of: Callable[[Bureau], Desk]
) -> None:
    claim = ready.claim(ready.accepted(1), "reviewed")
    ready.office.sign_in(CHIEF)
    desk = desk_of(ready)
    settled(desk)
    desk.window.todo._bar.actions()[0].trigger()
    desk.rest()
    page = desk.window.shown
    assert page is not None
    ready.do("claim.approve", claim, CHIEF)
    page.refresh()
    desk.rest()
    assert (page.blank.sentence.text(), page.blank.remedy.text()) == ("“补贴申请 待审批”的都办完了", "显示全部")
    desk.qtbot.keyClick(page.blank.remedy, Qt.Key.Key_Return)
    desk.rest()
    assert page.model.uids.tolist() == [claim]
    page.narrow((Filter("class_name", "=", "没有这个班"),), "")
    desk.rest()
    assert (page.blank.sentence.text(), page.blank.remedy.text()) == ("没有符合条件的记录", "清除条件")


def test_the_menu_has_it_by_number_and_each_person_sees_his_own(
    ready: Bureau, desk_of: Callable[[Bureau], Desk]
) -> None:
    claim = ready.claim(ready.accepted(1), "submitted")
    ready.office.sign_in(REVIEWER)
    desk = desk_of(ready)
    assert in_menu(desk) == [("&1  补贴申请 待复核 1 件", True)]
    desk.sign_in(CASHIER)
    assert told(desk) == ["到期事项 超期 2 件"]
    desk.sign_in(REVIEWER)
    ready.do("claim.review", claim, REVIEWER)
    assert told(desk) == []
    assert in_menu(desk) == [("没有等您办理的", False)]


def in_menu(desk: Desk) -> list[tuple[str, bool]]:
    settled(desk)
    menu = desk.window.menus._todo
    menu.aboutToShow.emit()
    return [(action.text(), action.isEnabled()) for action in menu.actions()]
