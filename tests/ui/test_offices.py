"""Which office the program opens, and the way to the others of this machine."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.desk.founding import Charter, found_office
from app.ui import offices
from app.ui.fieldform import FieldForm
from app.ui.listpage import ListPage
from app.ui.memory import Machine
from app.ui.pages.record import RecordPage
from app.ui.pages.wizard import Wizard
from app.ui.window import Window
from tests.bureau import CLERK, PASSWORD, Bureau
from tests.ui.conftest import Desk

Started = Callable[[], Desk]


def own_office(folder: Path, name: str = "綦江区就业局") -> Path:
    """An office that a clerk has founded."""
    found_office(
        folder, Charter(name, "500110", "county", "qijiang-2019", [(CLERK, ["clerk"])], passwords={CLERK: PASSWORD})
    ).close()
    return folder


def started(qtbot: QtBot, home: Path) -> Desk:
    """The program as a double click starts it."""
    window = Window(Machine(home))
    qtbot.addWidget(window)
    window.show()
    window.begin(None, None)
    desk = Desk(qtbot, window)
    desk.rest()
    return desk


def test_the_example_is_opened_until_an_own_office_was(qtbot: QtBot, undisturbed: None, tmp_path: Path) -> None:
    home = tmp_path / "home"
    own_office(home / "example" / "county", "示例局")
    desk = started(qtbot, home)
    assert "示例局" in desk.window.windowTitle()
    desk.window.open_office(own_office(tmp_path / "own"))
    desk.rest()
    desk.window.close()
    desk = started(qtbot, home)
    assert "綦江区就业局" in desk.window.windowTitle()
    desk.window.close()


def test_the_start_page_lists_the_offices_of_this_machine_with_their_folders(
    qtbot: QtBot, undisturbed: None, tmp_path: Path
) -> None:
    home, one, two = tmp_path / "home", own_office(tmp_path / "one", "甲局"), own_office(tmp_path / "two", "乙局")
    machine = Machine(home)
    machine.keep_office(two, "乙局")
    machine.keep_office(one, "甲局")
    shutil.rmtree(one)
    desk = started(qtbot, home)
    wizard = desk.front(Wizard)
    texts = [wizard.recent.item(row).text() for row in range(wizard.recent.count())]
    assert texts == [f"甲局（文件夹已不在）\n{one}", f"乙局\n{two}"]
    assert not wizard.go_on.isEnabled()
    assert wizard.sample.isVisible()
    wizard.forget.click()
    assert [place.folder for place in Machine(home).offices] == [two]
    wizard.go_on.click()
    desk.rest()
    assert desk.window.jobs.office.folder == two
    desk.window.close()


def test_the_menu_lists_them_too_and_what_is_gone_is_off(desk: Desk, bureau: Bureau, tmp_path: Path) -> None:
    machine = desk.window._machine
    machine.keep_office(tmp_path / "gone", "乙局")
    menu = QMenu()
    offices.fill(menu, machine, desk.window.open_office)
    texts = [(action.text(), action.isEnabled()) for action in menu.actions()]
    here = bureau.office.folder.resolve()
    assert texts == [(f"&1  乙局（文件夹已不在）　{tmp_path / 'gone'}", False), (f"&2  綦江区人力社保局　{here}", True)]


def test_a_machine_that_remembers_one_folder_of_old_still_opens_it(tmp_path: Path) -> None:
    folder = own_office(tmp_path / "own")
    (tmp_path / "window.ini").write_text(f"[office]\nlast={folder}\n", encoding="utf-8")
    assert Machine(tmp_path).last_office == folder


def test_a_class_that_is_made_on_the_page_of_a_town_is_the_towns(
    ready: Bureau, desk_of: Callable[[Bureau], Desk]
) -> None:
    town = ready.do("office.create", name="石角镇人社所", region="500110103", level="街镇")
    desk = desk_of(ready)
    shown = RecordPage(desk.window, desk.window.jobs, desk.window.memory, "office", town, desk.window.serve)
    desk.qtbot.addWidget(shown)
    desk.rest()
    pages = [shown.parts.widget(n) for n in range(shown.parts.count())]
    (classes,) = [page for page in pages if isinstance(page, ListPage) and page.listing.noun == "class"]
    classes.verbs.begin("create")
    form = desk.front(FieldForm)
    assert form.lines["for_office_name"].edit.text() == "石角镇人社所"
    assert form.lines["institution_name"].edit.text() == ""
    form.close()
