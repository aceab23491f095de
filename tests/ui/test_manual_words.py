"""The manual says what the program says: every control, menu and key that it names is there; and F1 opens it where it helps."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from app.desk.manual import Page, pages
from app.desk.nouns import NOUNS
from app.desk.reports import REPORTS
from app.desk.screens import SCREENS, TABLES
from app.kernel.texts import sentences
from app.kernel.workflow import ROLES
from app.office.user.password_fields import AGAIN, NEW
from app.ui.pages.policy import PolicyPage
from app.ui.pages.report import ReportPage
from tests.bureau import CLERK, Bureau
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]
_QUOTED = re.compile("「([^」]+)」")
_KEYED = re.compile("「([^」]+)」（((?:Ctrl|Alt|Shift|F[1-9]|Enter|PgUp|PgDown)[^（）]*)）")
_KEY = re.compile("（((?:Ctrl|Alt|Shift|F[1-9]|Enter|PgUp|PgDown)[^（）]*)）")
_LETTER = re.compile(r"\(&.\)|^&.  |&")
_STEP = " → "
SHEETS = pytest.mark.parametrize("page", pages().values(), ids=pages())


def bare(text: str) -> str:
    """A title without the key beside it and without the letter that calls it."""
    return _LETTER.sub("", _KEY.sub("", text)).strip()


def words() -> set[str]:
    """Everything that may stand on a control, a tab, a heading or in a state."""
    found = {bare(text) for text in sentences().values()} | set(ROLES.values())
    found |= {NEW.title, AGAIN.title, *(report.title for report in REPORTS.values())}
    for noun in NOUNS.values():
        verbs = [(verb.title, *(field.title for field in noun.asks(verb))) for verb in noun.verbs]
        found |= {noun.title, noun.list_title, noun.tab_title, noun.create, noun.explained, *noun.states.values()}
        found |= {column.heading for column in noun.columns} | {title for titles in verbs for title in titles}
        found |= {noun.sequel.title} if noun.sequel else set()
    for screen in SCREENS.values():
        found |= {screen.title, *(part.title for part in screen.parts)}
    return found | {table.button for table in TABLES.values()}


def menus(desk: Desk) -> dict[str, str]:
    """Each entry of the menus by its way from the menu bar, with its key."""
    bar = desk.window.menuBar()
    below = {menu.menuAction(): menu for menu in bar.findChildren(QMenu)}

    def ways(holder: QWidget, before: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for action in holder.actions():
            way = (*before, bare(action.text()))
            yield _STEP.join(way), action.shortcut().toString()
            if action in below:
                yield from ways(below[action], way)

    return dict(ways(bar, ()))


@SHEETS
def test_every_control_that_the_manual_names_is_in_the_program(page: Page) -> None:
    named = {name for name in _QUOTED.findall(page.text) if _STEP not in name}
    assert not named - words()


@SHEETS
def test_every_menu_that_the_manual_names_is_in_the_window(page: Page, desk: Desk) -> None:
    named = {name for name in _QUOTED.findall(page.text) if _STEP in name}
    assert not named - menus(desk).keys()


def controls(window: QWidget) -> Iterator[tuple[str, str]]:
    """Each action and button in a window with its key."""
    for action in (*window.actions(), *window.findChildren(QAction)):
        yield from ((bare(action.text()), key.toString().replace("Return", "Enter")) for key in action.shortcuts())
    for button in window.findChildren(QPushButton):
        yield from told(button.text())


def told(text: str) -> Iterator[tuple[str, str]]:
    """A title that says its key itself."""
    yield from ((bare(text), key) for key in _KEY.findall(text))


def keys(desk: Desk) -> set[tuple[str, str]]:
    """Each control of the window, of all lists and of the windows that clerks meet, with its key."""
    window = desk.window
    found = {pair for text in sentences().values() for pair in told(text)} | set(menus(desk).items())
    for name in SCREENS:
        found |= {*controls(window.page(name))}
    window.print_records("institution", tuple(desk.tab("institutions").selected_uids()), "")
    window.read_policy()
    desk.rest()
    next(one for one in window.findChildren(PolicyPage)).draft()
    window.check_data()
    ReportPage(window, window.jobs, "statistics", "2019")
    desk.rest()
    for opened in QApplication.topLevelWidgets():
        found |= {*controls(opened)}
    return found


def test_every_key_that_the_manual_gives_to_a_control_presses_it(ready: Bureau, desk_of: DeskOf) -> None:
    ready.office.sign_in(CLERK)
    known = keys(desk_of(ready))
    given = {(name, key) for page in pages().values() for name, key in _KEYED.findall(page.text)}
    assert not given - known
