"""At the door of the window: who it is, what a wrong password says, the lock, another person, a first password."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk.founding import Charter, found_office
from app.office.user import sign_in
from app.store.models import Journal
from app.store.work import DATABASE, Office
from app.ui.fieldform import FieldForm
from app.ui.memory import Machine
from app.ui.pages.record import RecordPage
from app.ui.window import Window
from tests.bureau import CHIEF, CLERK, PASSWORD, REVIEWER, Bureau
from tests.ui.conftest import Desk
from tests.ui.hand import Hand

DeskOf = Callable[[Bureau], Desk]
NEW = "Kmta-4827"


@pytest.fixture
def hand(
    qtbot: QtBot, undisturbed: None, bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hand]:
    """Before the window of an office that was open here last, closed since."""
    bureau.office.close()
    machine = Machine(tmp_path / "home")
    machine.keep_office(bureau.office.folder, "綦江区人力社保局")
    window = Window(machine)
    qtbot.addWidget(window)
    window.show()
    window.begin(None, None)
    yield Hand(qtbot, window, monkeypatch)
    window.close()


def told(office: Office) -> list[tuple[str, str]]:
    with office.read() as read:
        rows = read.session.query(Journal).filter(Journal.noun == "user", Journal.verb != "seal").order_by(Journal.id)
        return [(row.actor, row.verb) for row in rows]


def test_the_last_office_asks_for_the_password_first_and_the_keyboard_is_enough(hand: Hand) -> None:
    page = hand.window.entrance.page
    hand.rest()
    assert page.isVisible() and not hand.window.tabs.isVisible() and hand.window.jobs.actor is None
    hand._active()
    assert page.line.hasFocus() and page.name == CLERK
    hand.press("Down")
    assert page.name == REVIEWER
    hand.put(PASSWORD)
    hand.press("Return")
    assert hand.window.tabs.isVisible() and REVIEWER in hand.window.edges.who.text()
    assert told(hand.window.jobs.office)[-1] == (REVIEWER, "sign_in")


def test_a_wrong_password_is_said_and_nothing_is_shown(hand: Hand) -> None:
    page = hand.window.entrance.page
    hand.rest()
    for _ in range(3):
        page.line.setText("Nein-4827")
        page.send()
        hand.rest()
    assert "请过30秒再试" in page.told.text() and page.line.text() == ""
    assert not hand.window.tabs.isVisible() and not hand.window.menus.act.menuAction().isEnabled()


def test_a_capital_without_shift_tells_that_caps_lock_is_on(hand: Hand) -> None:
    page = hand.window.entrance.page
    hand.rest()
    assert not page.capitals.isVisible()
    QTest.keyClick(page.line, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert not page.capitals.isVisible()
    QTest.keyClick(page.line, "A", Qt.KeyboardModifier.NoModifier)
    assert page.capitals.isVisible()


def half_typed(desk: Desk) -> FieldForm:
    desk.tab("classes").verbs.begin("create")
    form = desk.front(FieldForm)
    form.lines["name"].edit.setText("填了一半的班名")
    return form


def test_the_lock_hides_a_half_typed_dialog_and_brings_it_back_as_it_was(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    form = half_typed(desk)
    desk.window.entrance.lock()
    desk.rest()
    assert not form.isVisible() and not desk.window.tabs.isVisible() and not desk.window.statusBar().isVisible()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [desk.window]
    assert not any(action.isEnabled() for action in desk.window.menuBar().actions())
    page = desk.window.entrance.page
    assert page.name == ready.office.actor.name
    page.line.setText(PASSWORD)
    page.send()
    desk.rest()
    assert form.isVisible() and form.lines["name"].edit.text() == "填了一半的班名"
    assert form.windowModality() == Qt.WindowModality.WindowModal
    assert all(action.isEnabled() for action in desk.window.menuBar().actions())
    assert [verb for _, verb in told(ready.office)][-2:] == ["lock", "sign_in"]
    form.lines["name"].edit.setText("")
    form.reject()


def test_another_person_is_warned_and_what_was_half_typed_is_gone(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    first = ready.office.actor.name
    half_typed(desk)
    desk.window.open_record("class", ready.training())
    desk.rest()
    desk.window.sign_in(REVIEWER)
    desk.rest()
    page = desk.window.entrance.page
    assert page.name == REVIEWER and first in page.told.text() and "关掉" in page.told.text()
    page.line.setText(PASSWORD)
    page.send()
    desk.rest()
    assert REVIEWER in desk.window.edges.who.text()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, FieldForm | RecordPage) and w.isVisible()]


def test_the_window_locks_by_itself_after_the_minutes_of_the_office(ready: Bureau, desk_of: DeskOf) -> None:
    ready.do("office.edit", ready.first("office"), idle_minutes="3")
    desk = desk_of(ready)
    lock = desk.window.entrance._lock
    assert lock._idle.interval() == 3 * 60_000 and lock._idle.isActive()
    lock._idle.setInterval(1)
    lock._idle.start()
    desk.qtbot.waitUntil(lambda: desk.window.entrance.locked)
    desk.rest()
    assert not desk.window.tabs.isVisible()


def test_ctrl_l_locks_in_a_dialog_too(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    form = half_typed(desk)
    form.activateWindow()
    desk.qtbot.waitUntil(lambda: QApplication.activeWindow() is form)
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert desk.window.entrance.locked and not form.isVisible()


def test_what_ends_while_it_is_locked_is_shown_when_it_is_open_again(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    desk.window.entrance.lock()
    desk.rest()
    heard: list[str] = []
    desk.window.jobs.run(desk.window, "某", lambda job: "好了", heard.append)
    desk.qtbot.wait(200)
    assert heard == []
    page = desk.window.entrance.page
    page.line.setText(PASSWORD)
    page.send()
    desk.qtbot.waitUntil(lambda: heard == ["好了"])


def test_signing_out_ends_tokens_and_asks_for_the_next(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    who = ready.office.actor.name
    desk.window.entrance.sign_out()
    desk.rest()
    assert desk.window.jobs.actor is None and desk.window.entrance.page.isVisible()
    assert told(ready.office)[-1] == (who, "sign_out")
    desk.sign_in(CHIEF)
    assert CHIEF in desk.window.edges.who.text()


def test_closing_the_window_is_in_the_journal(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    who = ready.office.actor.name
    desk.window.close()
    with Office(ready.office.folder) as office:
        assert told(office)[-1] == (who, "sign_out")


def test_one_changes_his_own_password_by_the_menu(ready: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(ready)
    desk.window.entrance.change_password()
    form = desk.front(FieldForm)
    for key, text in {"old": PASSWORD, "new": NEW, "again": NEW + "x"}.items():
        form.lines[key].edit.setText(text)
    form.send()
    assert "不一样" in form.lines["again"].note.text()
    form.lines["again"].edit.setText(NEW)
    form.send()
    assert "密码已设定" in desk.box()
    desk.agree()
    assert sign_in.sign_in(ready.office, ready.office.actor.name, NEW)


def test_without_passwords_each_sets_his_own_the_second_beside_the_first(
    qtbot: QtBot, undisturbed: None, tmp_path: Path
) -> None:
    people = [("张三", ["clerk"]), ("李四", ["reviewer"])]
    found_office(tmp_path / "old", Charter("某局", "500110", "county", "qijiang-2019", people)).close()
    window = Window(Machine(tmp_path / "home"))
    qtbot.addWidget(window)
    window.show()
    window.begin(tmp_path / "old", None)
    desk = Desk(qtbot, window)
    desk.rest()
    page = window.entrance.page
    assert page.begin.isVisible() and not page.line.isVisible()
    page.send()
    form = desk.front(FieldForm)
    assert set(form.lines) == {"new", "again"}
    for key in ("new", "again"):
        form.lines[key].edit.setText(NEW)
    form.send()
    desk.rest()
    assert "张三" in window.edges.who.text()
    window.sign_in("李四")
    desk.rest()
    page.send()
    form = desk.front(FieldForm)
    for key, text in {"new": "Kmta-4828", "again": "Kmta-4828", "witness": "张三", "witnessed": NEW}.items():
        form.lines[key].edit.setText(text)
    form.send()
    desk.rest()
    assert "李四" in window.edges.who.text()
    window.close()


def test_an_older_copy_and_an_edited_list_of_people_are_said_at_the_door(
    hand: Hand, bureau: Bureau, tmp_path: Path
) -> None:
    hand.sign_in(CLERK)
    window, folder = hand.window, bureau.office.folder
    window._leave()
    (tmp_path / "kept").write_bytes((folder / DATABASE).read_bytes())
    window.open_office(folder)
    hand.rest()
    assert not window.entrance.page.told.isVisible()
    hand.sign_in(CLERK)
    window._leave()
    window.open_office(folder)
    hand.rest()
    window._leave()
    (folder / DATABASE).write_bytes((tmp_path / "kept").read_bytes())
    window.open_office(folder)
    hand.rest()
    assert "旧的备份" in window.entrance.page.told.text()


def test_a_clock_behind_the_last_entry_is_said_at_the_door(hand: Hand, bureau: Bureau) -> None:
    hand.sign_in(CLERK)
    hand.window._leave()
    with Office(bureau.office.folder) as office, office.work(office.person(CLERK)) as work:
        work.office.clock = lambda: datetime.now(UTC) + timedelta(days=400)
        work.log("office", "edit", work.own.uid)
    hand.window.open_office(bureau.office.folder)
    hand.rest()
    assert "请先校准电脑的日期和时间" in hand.window.entrance.page.told.text()


def test_the_administrator_adds_people_in_the_window_and_nothing_else(ready: Bureau, desk_of: DeskOf) -> None:
    ready.agree(ready.do("user.create", name="钱管理", roles="管理员"))
    ready.office.sign_in("钱管理")
    desk = desk_of(ready)
    assert desk.list("users").verbs.main[0].isEnabled()
    assert not any(action.isEnabled() for action in desk.tab("institutions").verbs.main)
    ready.office.sign_in(CHIEF)
