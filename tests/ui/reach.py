"""Opens every page and dialog on a small screen at each text size and tells what cannot be reached.

`python -m tests.ui.reach OFFICE SCALE` with a screen of 1366×768: at SCALE 2 the program has 683×384 for itself.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from app.desk.lists import OF_NOUN as LISTING_OF
from app.desk.screens import MORE, OF_NOUN, SCREENS, TABS
from app.kernel.outcomes import Problem, Problems
from app.ui import appearance, listpage, messages
from app.ui.layouts import Elided, available_area
from app.ui.listpage import ListPage
from app.ui.memory import Machine
from app.ui.pages import record
from app.ui.window import Window
from tests.bureau import PASSWORD

SCREEN = {"name": "small", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1}
_CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QLabel, QAbstractItemView, QTextEdit)
_QUIET = 0.02


def unreachable(window: QWidget) -> Iterator[str]:
    """What of a window lies outside of it, or is cut, and cannot be scrolled to."""
    free = available_area(window).size()
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    if not _within(least, free) or not _within(window.size(), free):
        yield f"{_named(window)}: {window.size().toTuple()}, at least {least.toTuple()}, on {free.toTuple()}"
    for control in window.findChildren(QWidget):
        if isinstance(control, _CONTROLS) and control.isVisibleTo(window) and control.window() is window:
            yield from _cut(window, control)
    for heads in window.findChildren(QHeaderView):
        if heads.orientation() == Qt.Orientation.Horizontal and heads.isVisibleTo(window) and heads.window() is window:
            yield from _cut_headings(window, heads)
    for bar in window.findChildren(QMenuBar):
        rest: QWidget | None = bar.findChild(QToolButton, "qt_menubar_ext_button")
        if rest is not None and rest.isVisible():
            yield f"{_named(window)}: menus that stand in a menu of the bar"


def _cut_headings(window: QWidget, heads: QHeaderView) -> Iterator[str]:
    for number in range(heads.count()):
        if not heads.isSectionHidden(number) and heads.sectionSize(number) < heads.sectionSizeHint(number):
            title = heads.model().headerData(number, Qt.Orientation.Horizontal)
            yield f"{_named(window)}: heading {title} is {heads.sectionSize(number)}, needs {heads.sectionSizeHint(number)}"


def _within(size: QSize, free: QSize) -> bool:
    return size.width() <= free.width() and size.height() <= free.height()


def _cut(window: QWidget, control: QWidget) -> Iterator[str]:
    if isinstance(control, QAbstractButton) and not _inside_of(control, (QTabBar, QAbstractItemView, QLineEdit)):
        wanted = control.minimumSizeHint() if not isinstance(control, QToolButton) else control.sizeHint()
        if control.text() and not _within(wanted, control.size()):
            yield f"{_named(window)}: {control.text()} is {control.size().toTuple()}, needs {wanted.toTuple()}"
    plain = isinstance(control, QLabel) and not isinstance(control, Elided) and not control.wordWrap()
    if plain and control.text() and control.width() < control.sizeHint().width():
        yield f"{_named(window)}: {control.text()[:20]} is cut"
    if (
        isinstance(control, QLabel)
        and control.wordWrap()
        and control.height() < control.heightForWidth(control.width())
    ):
        yield f"{_named(window)}: {control.text()[:20]} is cut below: {control.size().toTuple()} {control.heightForWidth(control.width())}"
    if _inside_of(control, (QTabBar,)) or not control.width():
        return
    area, above = control.rect(), control
    while above is not window:
        area, above = area.translated(above.pos()), above.parentWidget()
        holder = above.parentWidget() if above is not window else None
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is above:
            return  # scrolled to
        if not above.rect().contains(area):
            what = getattr(control, "text", lambda: "")() or type(control).__name__
            yield f"{_named(window)}: {what!s:.20} at {area.getRect()} lies outside of {above.size().toTuple()}"
            return


def _inside_of(control: QWidget, kinds: tuple[type[QWidget], ...]) -> bool:
    above = control.parentWidget()
    while above is not None:
        if isinstance(above, kinds):
            return True
        above = above.parentWidget()
    return False


def _named(window: QWidget) -> str:
    return f"{type(window).__name__} {window.windowTitle()}"


class Walker:
    """Opens one thing after the other and looks at what stands in front."""

    def __init__(self, app: QApplication, window: Window) -> None:
        self.app, self.window = app, window
        self.found: list[str] = []
        self.size = ""
        self.pictures = os.environ.get("REACH_PICTURES")
        self.number = 0

    def rest(self) -> None:
        until = time.monotonic() + _QUIET
        while time.monotonic() < until:
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if self.window.jobs.pending:
                until = time.monotonic() + _QUIET

    def look(self, widget: QWidget) -> None:
        self.rest()
        if not isValid(widget):  # it closed with what had opened it
            return
        self.found += [f"{self.size} {text}" for text in unreachable(widget)]
        if self.pictures:
            self.number += 1
            name = "".join(c for c in _named(widget) if c.isalnum())[:40]
            widget.grab().save(f"{self.pictures}/{self.size}-{self.number:03d}-{name}.png")

    def dialog(self, act: Callable[[], object], *, must: bool = True) -> None:
        """What an act opens, looked at and closed; a verb may first look something up and `must` not open anything."""
        before = set(self.app.topLevelWidgets())
        act()
        self.rest()
        opened = [w for w in self.app.topLevelWidgets() if w not in before and w.isVisible()]
        opened = [w for w in opened if not isinstance(w, QMenu)]
        if must and not opened:
            self.found.append(f"{self.size} nothing was opened by {act}")
        for widget in opened:
            self.look(widget)
            if isValid(widget):
                widget.done(0) if isinstance(widget, QDialog) else widget.close()
        self.rest()

    def walk(self, files: Path) -> None:
        """Every list, record, form and dialog."""
        from app.ui.pages.briefing import Briefing
        from app.ui.pages.import_log import ImportLog
        from app.ui.pages.importing import Importing
        from app.ui.pages.report import ReportPage
        from app.ui.pages.wizard import Wizard

        window = self.window
        self.look(window)
        for number in range(len(TABS)):
            window.tabs.setCurrentIndex(number)
            self.rest()
            self.look(window)
        for name in MORE:
            window.tabs.open(name)
            self.look(window)
            window.tabs.close_current()
        for noun in OF_NOUN:
            with window.jobs.office.read() as read:
                uids = list(LISTING_OF[noun].uids(read.connection))
            if uids:
                self.dialog(lambda noun=noun, uid=uids[0]: window.open_record(noun, uid))
        for name in SCREENS:
            self._forms(name)
        self.dialog(window.first_start)
        wizard: list[Wizard] = []

        def ask() -> None:
            window.first_start()
            self.rest()
            wizard.extend(w for w in self.app.topLevelWidgets() if isinstance(w, Wizard) and w.isVisible())
            wizard[0].ask_new()

        self.dialog(ask)
        self.dialog(window.read_policy)
        self._policy()
        self.dialog(window.check_data)
        self.dialog(lambda: window.import_file("rates", None, ""))

        def problems() -> None:
            page = Importing(window, window.jobs, "institutions", None, "")
            page.open()
            page.read_file(files)

        self.dialog(problems)
        self.dialog(lambda: ImportLog(window, window.jobs).open())
        many = [Problem("field.required", {}, key="name", row=n, title="姓名", value="") for n in range(40)]
        self.dialog(lambda: messages.refused(window, Problems(many)))
        self.dialog(lambda: messages.ask(window, "将办理“批准”：" + "电工一班" * 30, "批准", lambda: None))
        self.dialog(window.show_keys)
        self.dialog(lambda: messages.crashed(window, ValueError("x"), None))
        self.dialog(
            lambda: Briefing(window, "影响测算", ["一行说明" * 20] * 30, head="说明" * 60, go="安装为新版").open()
        )
        page = window.tabs.currentWidget()
        assert isinstance(page, ListPage)
        page.set_filter("year" if any(c.name == "year" for c in page.listing.columns) else "state", [("=", "2019")])
        self.look(window)
        self.dialog(lambda: page.ask_filter(1))
        page.clear()
        self.rest()
        window.tabs.setCurrentIndex(TABS.index("packages"))
        self.rest()
        packages = window.tabs.currentWidget()
        for act in ("build", "report"):
            self.dialog(getattr(packages, act))
        for name, reason in (("statistics", ""), ("disclosure", ""), ("audit", "专项审计")):
            self.dialog(partial(ReportPage, window, window.jobs, name, "2019", reason))

    def _forms(self, name: str) -> None:
        """The forms and questions of every verb that the first record allows."""
        page = ListPage(self.window.jobs, self.window.memory, SCREENS[name])
        page.resize(900, 500)
        page.show()
        page.ensure()
        self.rest()
        self.rest()
        for action in (*page.verbs.main, *page.verbs.moves.values()):
            if action.isEnabled() and action.isVisible() and "导入" not in action.text():
                self.dialog(action.trigger, must=False)
        page.close()
        page.deleteLater()

    def _policy(self) -> None:
        from app.ui.pages.drafting import Drafting
        from app.ui.pages.policy import PolicyPage

        window = self.window
        window.read_policy()
        self.rest()
        page = next(w for w in self.app.topLevelWidgets() if isinstance(w, PolicyPage) and w.isVisible())
        page.draft()
        self.rest()
        self.rest()
        drafting = next(w for w in self.app.topLevelWidgets() if isinstance(w, Drafting) and w.isVisible())
        for number in range(drafting.tabs.count()):
            drafting._turn(number)
            self.look(drafting)
            panel = list(drafting.panels.values())[number]
            if panel.model.rowCount():  # a pack need not have rows of every kind
                self.dialog(panel.edit)
        for name in ("values", "rows", "unsupported"):
            self.dialog(drafting.panels[name].add)
        drafting.done(0)
        page.done(0)
        self.rest()


def tried(office: Path, sizes: list[str]) -> list[str]:
    """Everything that cannot be reached, at each text size."""
    for wait in ("_TYPING", "_SETTLING", "_CHANGING"):
        setattr(listpage, wait, 1)
    record._CHANGING = 1
    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    with tempfile.TemporaryDirectory() as home:
        appearance.dress(app)
        window = Window(Machine(Path(home)))
        window.show()
        window.begin(office, None)
        walker = Walker(app, window)
        walker.rest()
        window.entrance.page.line.setText(window.entrance.page.shown_password or PASSWORD)
        window.entrance.page.send()
        walker.rest()
        bad = Path(home) / "机构.xlsx"
        _bad_sheet(bad)
        for size in sizes:
            walker.size = size
            appearance.set_size(app, size)
            walker.rest()
            walker.walk(bad)
        window.close()
        return walker.found


def _bad_sheet(path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["机构名称", "统一社会信用代码", "机构类别", "开户银行", "银行账号", "培训职业及等级"])
    for number in range(20):
        book.active.append([f"机构{number}", "错误的代码", "不认识的类别", "", "12", "电工"])
    book.save(path)


def screen(folder: Path) -> str:
    """The platform without a screen, with this screen instead."""
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    return f"offscreen:configfile={path}"


if __name__ == "__main__":
    sys.stdout.write(
        json.dumps(tried(Path(sys.argv[1]), sys.argv[2:] or list(appearance.SIZES)), ensure_ascii=False, indent=1)
    )
