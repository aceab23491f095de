"""The menu bar of the window: every entry with its key, and what its lists offer when they open."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from app.desk.screens import DATA, MORE, SCREENS, TABS
from app.kernel.texts import say
from app.ui import appearance, offices
from app.ui.backups import BackupKeeper
from app.ui.entrance import Entrance
from app.ui.helping import HELP_KEY
from app.ui.listpage import ListPage
from app.ui.memory import Machine
from app.ui.tabs import Tabs
from app.ui.todo_bar import TodoBar

_KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""One key for each list in a part of the menu 数据."""


class Front(Protocol):
    """What the menus ask the window for."""

    keeper: BackupKeeper
    tabs: Tabs
    todo: TodoBar
    shown: ListPage | None

    def page_do(self, name: str) -> None:
        """One of the things that every list can do."""

    def export_all(self) -> None:
        """The list in front, whole."""

    def import_file(self, kind: str, into: int | None, name: str) -> None:
        """The import page of a kind."""

    def group(self) -> None:
        """The list in front, counted and added up."""

    def read_policy(self) -> None:
        """The policy packs."""

    def resize_text(self, name: str) -> None:
        """Another text size."""

    entrance: Entrance

    def sign_in(self, name: str) -> None:
        """Another person."""

    def open_office(self, folder: Path) -> None:
        """Another office."""

    def open_example(self) -> None:
        """The example office."""

    def first_start(self) -> None:
        """The page to start from."""

    def check_data(self) -> None:
        """Check the office."""

    def show_keys(self) -> None:
        """The keys, in the manual."""

    def help(self) -> None:
        """The manual at what is in front."""

    def tell_about(self) -> None:
        """The program and its parts."""

    def close(self) -> bool:
        """End the program."""


class Menus(QObject):
    """What stands in the menus; the window does it."""

    def __init__(self, bar: QMenuBar, window: Front, machine: Machine) -> None:
        super().__init__(bar)
        self._bar, self._window, self._machine = bar, window, machine
        self._needing: list[QAction] = []
        self._fill_file(bar.addMenu(say("menu.file")))
        self.act = bar.addMenu(say("menu.act"))
        self.data = bar.addMenu(say("menu.data"))
        self._fill_data(self.data)
        self._fill_policy(bar.addMenu(say("menu.policy")))
        self._fill_view(bar.addMenu(say("menu.view")))
        self._people = bar.addMenu(say("menu.people"))
        self._own = self._own_actions()
        self._fill_help(bar.addMenu(say("menu.help")))
        self.let(False)

    def let(self, opened: bool) -> None:  # noqa: FBT001 - on or off
        """What needs an open office is offered only with one."""
        for action in self._needing:
            action.setEnabled(opened)
        for menu in (self.act, self._people):
            menu.menuAction().setEnabled(opened)

    def show_acts(self, page: ListPage) -> None:
        """What may be done in the list in front."""
        self.act.clear()
        self.act.addActions(page.verbs.actions)
        self.act.addActions(page.extra)

    # --- the menus ---

    def _fill_file(self, menu: QMenu) -> None:
        window, keeper = self._window, self._window.keeper
        self._item(menu, say("menu.print"), "Ctrl+P", lambda: window.page_do("print_current"), needs=True)
        self._item(menu, say("menu.print_list"), "Ctrl+Shift+P", lambda: window.page_do("print_list"), needs=True)
        self._item(menu, say("menu.export"), "Ctrl+E", lambda: window.page_do("export"), needs=True)
        self._item(menu, say("menu.export_all"), "Ctrl+Shift+E", window.export_all, needs=True)
        menu.addSeparator()
        self._item(menu, say("menu.backup"), "Ctrl+B", keeper.back_up, needs=True)
        self._item(menu, say("menu.check"), "", window.check_data, needs=True)
        self._item(menu, say("menu.restore"), "", keeper.restore)
        menu.addSeparator()
        self._item(menu, say("menu.open"), "Ctrl+O", keeper.choose)
        recent = menu.addMenu(say("menu.recent"))
        recent.aboutToShow.connect(lambda: offices.fill(recent, self._machine, window.open_office))
        self._item(menu, say("menu.example"), "", window.open_example)
        self._item(menu, say("menu.new"), "", window.first_start)
        menu.addSeparator()
        self._item(menu, say("menu.quit"), "Ctrl+Q", window.close)

    def _fill_data(self, menu: QMenu) -> None:
        self._todo = menu.addMenu(say("todo.menu"))
        self._todo.aboutToShow.connect(self._list_todo)
        self._needing.append(self._todo.menuAction())
        self._lists(menu, MORE[:1])
        for part, names in DATA.items():
            self._lists(menu.addMenu(say(f"menu.data_{part}")), names)
        menu.addSeparator()
        self._item(menu, say("menu.close"), "Ctrl+W", self._window.tabs.close_current, needs=True)

    def _lists(self, menu: QMenu, names: Sequence[str]) -> None:
        for key, name in zip(_KEYS[: len(names)], names, strict=True):
            title = f"&{key}  {SCREENS[name].title}"
            self._item(menu, title, "", partial(self._window.tabs.open, name), needs=True)

    def _fill_policy(self, menu: QMenu) -> None:
        window = self._window
        self._item(menu, say("menu.read_policy"), "F7", window.read_policy, needs=True)
        self._item(menu, say("policy_page.rates"), "", partial(window.import_file, "rates", None, ""), needs=True)

    def _fill_view(self, menu: QMenu) -> None:
        window = self._window
        self._item(menu, say("menu.search"), "Ctrl+F", lambda: window.page_do("focus_search"))
        self._item(menu, say("menu.refresh"), "F5", lambda: window.page_do("refresh"))
        self._item(menu, say("menu.clear"), "Ctrl+Shift+F", lambda: window.page_do("clear"))
        self._item(menu, say("grouping.menu"), "Ctrl+G", window.group, needs=True)
        columns = menu.addMenu(say("menu.columns"))
        columns.aboutToShow.connect(lambda: self._list_columns(columns))
        menu.addSeparator()
        sizes = QActionGroup(self)
        for number, name in enumerate(appearance.SIZES):
            title = say("menu.size", size=name)
            action = self._item(menu, title, f"Ctrl+Alt+{number + 1}", partial(window.resize_text, name))
            action.setCheckable(True)
            action.setChecked(name == self._machine.text_size)
            sizes.addAction(action)
        menu.addSeparator()
        for number, name in enumerate(TABS):
            self._item(menu, SCREENS[name].title, f"Ctrl+{number + 1}", partial(window.tabs.setCurrentIndex, number))

    def _fill_help(self, menu: QMenu) -> None:
        window = self._window
        self._item(menu, say("menu.manual"), HELP_KEY, window.help)
        self._item(menu, say("menu.keys"), "", window.show_keys)
        self._item(menu, say("menu.about"), "", window.tell_about)

    def _item(self, menu: QMenu, title: str, key: str, act: Callable[[], object], *, needs: bool = False) -> QAction:
        action = menu.addAction(title)
        if needs:
            self._needing.append(action)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: act())
        return action

    # --- what is known only when they open ---

    def _list_todo(self) -> None:
        self._todo.clear()
        self._window.todo.fill(self._todo, "&{}  ")
        if self._todo.isEmpty():
            self._todo.addAction(say("todo.none")).setEnabled(False)

    def _list_columns(self, menu: QMenu) -> None:
        menu.clear()
        if page := self._window.shown:
            page.view.column_actions(menu)

    # --- who works here ---

    def _own_actions(self) -> list[QAction]:
        """What whoever works here does for himself; they stay while the people of the menu change."""
        entrance = self._window.entrance
        given = (("lock", "Ctrl+L", lambda: entrance.lock()), ("own", "", entrance.change_password))
        made = [self._item(self._people, say(f"door.{word}"), key, act, needs=True) for word, key, act in given]
        made.append(self._item(self._people, say("door.leave"), "", entrance.sign_out, needs=True))
        for action in made:
            action.setParent(self)
        return made

    def show_people(self, captions: Mapping[str, str], who: str) -> None:
        """The office's people by name, each with the roles, so that a digit calls one as soon as the menu is open."""
        for action in self._people.actions():
            self._people.removeAction(action)
        for number, (name, caption) in enumerate(captions.items(), 1):
            action = self._people.addAction(f"&{number}  {caption}")
            action.setCheckable(True)
            action.setChecked(name == who)
            action.triggered.connect(partial(self._window.sign_in, name))
        self._people.addSeparator()
        self._people.addActions(self._own)
