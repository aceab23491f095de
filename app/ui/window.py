"""The main window: tabs, menus, status bar; it serves what its lists cannot do alone."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

from app.desk.screens import SCREENS
from app.kernel.texts import say
from app.ui import appearance, messages, offices
from app.ui.backups import BackupKeeper
from app.ui.door import Door, door_of
from app.ui.edges import Edges, Standing, standing
from app.ui.entrance import Entrance
from app.ui.helping import help_with
from app.ui.jobs import Job, Jobs
from app.ui.layouts import fit, stacked
from app.ui.leaving import ask_reason
from app.ui.listpage import ListPage
from app.ui.lock import USUAL
from app.ui.memory import Machine, Memory
from app.ui.menus import Menus
from app.ui.progress import Watch
from app.ui.tabs import Tabs
from app.ui.timers import later
from app.ui.todo_bar import TodoBar

if TYPE_CHECKING:
    from app.desk.todo import Waiting
    from app.record.listing import Listing, Query
    from app.store.work import Actor, Office

_LOOKING = 500
"""Milliseconds until it is looked again whether the dialog that a handed file waits for is gone."""
_PAGES = {
    "packages": ("app.ui.pages.packages", "PackagesPage"),
    "funds": ("app.ui.pages.funds", "FundsPage"),
    "batches": ("app.ui.pages.batches", "BatchesPage"),
}
"""Lists that can do more than others; each is loaded when it is first looked at."""


class Window(QMainWindow):
    """Everything that a clerk sees."""

    def __init__(self, machine: Machine) -> None:
        super().__init__()
        self._machine = machine
        self.memory = Memory(machine.home)
        self.jobs = Jobs(self)
        self._watch = Watch(self, self.jobs)
        self.shown: ListPage | None = None
        """The list in front."""
        self._asking = False
        self._handed: Path | None = None
        self._wait_handed = later(self, _LOOKING, self._show_handed)
        self._records: list[QDialog] = []
        self.keeper = BackupKeeper(self, self.jobs)
        self.keeper.chosen.connect(self.open_office)
        self.keeper.backed_up.connect(self._look_round)
        self.tabs = Tabs()
        self.tabs.turned.connect(self._turned)
        self.todo = TodoBar(self.jobs)
        self.todo.wanted.connect(self._show_waiting)
        self.entrance = Entrance(self, stacked(self.todo, self.tabs), self.jobs, lambda opened: self.menus.let(opened))
        self.entrance.entered.connect(self._begin)
        self.entrance.left.connect(self._empty)
        self.setWindowTitle(say("window.title"))
        self.resize(1280, 720)
        if machine.shape is not None:
            self.restoreGeometry(machine.shape)
        self.edges = Edges(self)
        self.menus = Menus(self.menuBar(), self, machine)
        self.jobs.failed.connect(self._refused)
        self.jobs.changed.connect(self._office_changed)
        messages.catch_crashes(self, self._folder)

    def resize_text(self, name: str) -> None:
        """One of the text sizes, now and at the next start."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        appearance.set_size(app, name)
        self._machine.keep_text_size(name)

    # --- the office ---

    def begin(self, folder: Path | None, user: str | None, handed: Path | None = None) -> None:
        """Open an office, the last one when none is named, or ask for one when it is not there.

        A package or policy pack that the system handed over is shown as soon as somebody has signed in.
        """
        self._handed = handed
        folder = folder or self._machine.last_office
        if folder is None:
            self.first_start()
        else:
            self.open_office(folder, user)

    def open_office(self, folder: Path, user: str | None = None) -> None:
        """Leave the office that is open, and ask who comes into this one."""

        known = self._machine.entry(folder)

        def task(job: Job) -> "tuple[Office, Door]":
            from app.desk import lists as listings  # noqa: F401 - loaded here, so that the window need not wait for it
            from app.desk import words  # noqa: F401
            from app.store.work import Office

            office = Office(folder)
            try:
                if user:
                    office.person(user)
                return office, door_of(office, known)
            except BaseException:
                office.close()
                raise

        def then(opened: "tuple[Office, Door]") -> None:
            office, door = opened
            self._leave()
            self.jobs.use(office, None)
            self._name(door.office, office.folder)
            self._machine.keep_entry(office.folder, door.entry)
            self.entrance.ask(door, user or Memory(office.folder).last_user)

        self._leave()
        self.jobs.run(self, say("opening.title"), task, then)

    def take_handed(self, path: Path) -> None:
        """A file that another start handed over: in front, now or when somebody has signed in."""
        self._handed = path
        self.raise_()
        self.activateWindow()
        self._show_handed()

    def _show_handed(self) -> None:
        if self._handed is None or self.jobs.actor is None:
            return
        if QApplication.activeModalWidget() is not None:
            self._wait_handed.start()
            return
        from app.ui.handed import show_handed

        handed, self._handed = self._handed, None
        show_handed(self, handed)

    def enter(self, office: "Office", actor: "Actor") -> None:
        """Work in an office that is open, in the name of somebody who has signed in."""
        self._leave()
        self.jobs.use(office, actor)
        self._begin(actor)

    def _begin(self, actor: "Actor") -> None:
        """Somebody has signed in: his lists, his widths and orders, the day's backup."""
        self.jobs.actor = actor
        self.memory = Memory(self.jobs.office.folder)
        self.memory.sign_in(actor.name)
        self.menus.let(True)
        self.entrance.open(USUAL)
        self.tabs.fill(self.page)
        self._look_round()
        self.todo.renew()
        self.keeper.begin()
        self._show_handed()

    def _leave(self) -> None:
        self._empty()
        self.entrance.close()
        self.jobs.leave()

    def _empty(self) -> None:
        self.shown = None
        self.menus.let(False)
        for page in self._records:
            if isValid(page):
                page.close()
        self._records.clear()
        self.tabs.empty()
        self.todo.show_waiting(())

    def sign_in(self, name: str) -> None:
        """Go on as another person of the office, who gives his password."""
        self.entrance.lock(name)

    def _look_round(self) -> None:
        self.jobs.look(self, standing, self._stand)

    def _stand(self, now: Standing) -> None:
        self._name(now.title, now.folder)
        self.menus.show_people(now.people, now.actor.name if now.actor else "")
        self.edges.stand(now, self.keeper.missed)
        self.keeper.backups = now.backups
        self.entrance.keep(now.idle)

    def _name(self, office: str, folder: Path) -> None:
        """Which office is open, in the title and for the next start."""
        self.setWindowTitle(f"{office} · {say('window.title')}")
        self._machine.keep_office(folder, office)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """On the screen as a whole."""
        super().showEvent(event)
        if not (self.isMaximized() or self.isFullScreen()):
            fit(self)

    def _office_changed(self, tables: frozenset[str]) -> None:
        if tables & {"setting", "user", "office"}:
            self._look_round()

    def _folder(self) -> Path | None:
        return self.jobs.office.folder if self.jobs.is_open else None

    def _refused(self, error: BaseException) -> None:
        box = messages.refused(self, error, self._folder())
        if not self.jobs.is_open:
            box.finished.connect(self.first_start)

    # --- tabs ---

    def page(self, name: str) -> ListPage:
        """The list of a name, made when it is first looked at."""
        module, page = _PAGES.get(name, ("app.ui.listpage", "ListPage"))
        made: ListPage = getattr(import_module(module), page)(self.jobs, self.memory, SCREENS[name])
        made.counted.connect(self._recount)
        made.told.connect(self.tell)
        self.serve(made)
        return made

    def serve(self, page: ListPage) -> None:
        """Open, import and print for a list, wherever it stands."""
        page.opened.connect(self.open_record)
        page.print_wanted.connect(self.print_records)
        page.list_wanted.connect(self.print_list)
        page.verbs.import_wanted.connect(self.import_file)

    def _show_waiting(self, waiting: "Waiting") -> None:
        """Some of what waits for who works here, in its list."""
        self.tabs.open(waiting.screen)
        if self.shown is not None:
            self.shown.take_up(waiting.title, waiting.filters)

    def _turned(self, page: ListPage) -> None:
        self.shown = page
        self.edges.turn(page.counts)
        self.menus.show_acts(page)

    def page_do(self, name: str) -> None:
        """One of the things that every list can do."""
        if self.shown:
            getattr(self.shown, name)()

    def export_all(self) -> None:
        """The list in front with every column and whole numbers, once it was said what for."""
        if self.shown:
            ask_reason(self, self.jobs, say("menu.export_all"), self.shown.export)

    def group(self) -> None:
        """Statistics of what the list in front shows."""
        from app.ui.pages.grouping import Grouping

        if self.shown:
            Grouping(self.shown, self.jobs)

    def tell(self, text: str) -> None:
        """Something done, for some seconds in the status bar."""
        self.edges.tell(text)

    def _recount(self) -> None:
        if self.shown:
            self.edges.show_count(self.shown.counts)

    # --- what lists ask for ---

    def open_record(self, noun: str, uid: int) -> None:
        """The page of one record."""
        from app.ui.pages.record import RecordPage

        page = RecordPage(self, self.jobs, self.memory, noun, uid, self.serve)
        page.verbs.import_wanted.connect(lambda kind, into, name: self.import_file(kind, into, name, page))
        self._records.append(page)
        page.show()

    def print_list(self, listing: "Listing", query: "Query", names: list[str]) -> None:
        """Preview of a list as it stands on paper."""
        from app.ui.pages.papers import OfList
        from app.ui.pages.preview import Preview

        Preview(self, self.jobs, OfList(listing, query, names), listing.title).show()

    def print_records(self, noun: str, uids: tuple[int, ...], name: str) -> None:
        """Preview of the forms of some records."""
        from app.ui.pages.papers import OfRecords
        from app.ui.pages.preview import Preview

        Preview(self, self.jobs, OfRecords(noun, uids), name, self._machine.home).show()

    def import_file(self, kind: str, into: int | None, name: str, above: QDialog | None = None) -> None:
        """The import page of a kind, above the window or a dialog of it."""
        from app.ui.pages.importing import Importing

        Importing(above or self, self.jobs, kind, into, name).open()

    def read_policy(self, handed: Path | None = None) -> None:
        """The policy packs: read, drafted, taken in (at once, a file that was handed over), handed on."""
        from app.ui.pages.policy import PolicyPage

        page = PolicyPage(self, self.jobs, handed)
        page.rates_wanted.connect(lambda: self.import_file("rates", None, "", page))
        self._records.append(page)
        page.show()

    def check_data(self) -> None:
        """Whether everything in the office agrees, and what the rules found."""
        from app.ui.pages.office_check import OfficeCheck

        page = OfficeCheck(self, self.jobs)
        page.opened.connect(self.open_record)
        self._records.append(page)

    @property
    def topic(self) -> str:
        """What the manual calls the list in front."""
        return self.shown.spec.name if self.shown else "sign-in"

    def help(self) -> None:
        """The manual at the list in front."""
        help_with(self)

    def show_keys(self) -> None:
        """The keys, in the manual."""
        self.show_manual(["keys"], self)

    def show_manual(self, topics: Sequence[str], above: QWidget) -> None:
        """At the first of these topics that the manual knows; a dialog that is open keeps it above itself."""
        from app.ui.pages.manual import show_manual

        show_manual(self.jobs, topics, above)

    def tell_about(self) -> None:
        """Version, licence and parts of the program."""
        from app.ui.pages.about import About

        About(self).open()

    def open_example(self) -> None:
        """The example office, made when it is asked for first."""
        offices.example(self, self.jobs, self._machine, self.open_office)

    def first_start(self) -> None:
        """The page to start from: the offices of this machine, the example, a new one."""
        from app.ui.pages.wizard import Wizard

        if self._asking:
            return
        self._asking = True
        wizard = Wizard(self, self.jobs, self._machine)
        wizard.finished.connect(self._asked)
        wizard.founded.connect(self.open_office)
        wizard.restoring.connect(self.keeper.restore)
        self.keeper.chosen.connect(wizard.accept)
        wizard.open()

    def _asked(self) -> None:
        self._asking = False

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close the office before the window; what is under way is called off and undone."""
        self.setCursor(Qt.CursorShape.BusyCursor)
        self._machine.keep_shape(self.saveGeometry())
        self.jobs.close()
        event.accept()
