"""The one list widget: search, header filters, order, columns, verbs, copying, export; for tabs and for record pages."""

from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
)

from app.desk.screens import Part, Screen
from app.desk.selection import Selected
from app.kernel.kinds import FEN
from app.kernel.texts import say, sentences
from app.ui import appearance, export_rows, files
from app.ui.button_bar import ButtonBar
from app.ui.filter_chips import EmptyList
from app.ui.jobs import Jobs
from app.ui.list_filtering import FilteredList
from app.ui.memory import Memory
from app.ui.rowsmodel import RowsModel, summed
from app.ui.rowsview import RowsView
from app.ui.timers import later
from app.ui.verbs import Verbs

if TYPE_CHECKING:
    from app.record.listing import Listing, Query, Totals
    from app.store.work import Read

_TYPING, _SETTLING, _CHANGING, _PATIENCE = 250, 80, 120, 500
"""Milliseconds waited for more typing, more selecting, more changes, and before saying that a query takes time."""
_KEPT = 500
"""Selected rows that stay selected when the list is loaded anew."""


class ListPage(FilteredList):
    """One list of records. What it cannot do alone (open, import, print) it asks its window for.

    `base` narrows it for good; as a `part` of a record it hides what the record says already.
    """

    opened = Signal(str, object)
    """Noun and uid of a record to show."""
    print_wanted = Signal(str, object, str)
    """Noun, uids and name of the records to print."""
    list_wanted = Signal(object, object, object)
    """Listing, query and keys of the columns of a list to print."""
    counted = Signal(str)
    """Count and sums of what is shown, and of what is selected."""
    told = Signal(str)
    """A thing done, for the status bar."""

    def __init__(
        self,
        jobs: Jobs,
        memory: Memory,
        screen: Screen,
        base: "Query | None" = None,
        prefix: str = "",
        part: Part | None = None,
    ) -> None:
        from app.desk.lists import LISTINGS

        key = screen.name + (f"/{part.title}" if part else "")
        super().__init__(jobs, memory, LISTINGS[screen.name], key, base)
        self.setObjectName("page")
        self.spec, self._part = screen, part
        self.model = RowsModel(jobs, self.listing, self._base)
        self.verbs = Verbs(self, jobs, screen, prefix)
        self.extra: list[QAction] = []
        """Actions of a page beside its verbs."""
        self.summary = self._chosen = ""
        self._stale = True
        self._surveys = 0
        self._wanted: list[int] = []
        self.view = RowsView(self.model, memory, self._key, screen, part)
        self.header = self.view.header
        self._build()
        self._connect()

    # --- what it is made of ---

    def _build(self) -> None:
        self.bar = ButtonBar()
        for action in self.verbs.actions:
            self.bar.addAction(action)
        for action in self.verbs.main[:1]:
            self.bar.widgetForAction(action).setObjectName("main")
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.bar, 4)
        self.blank = EmptyList()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.blank)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 4)
        box.setSpacing(6)
        box.addLayout(top)
        box.addWidget(self._chips)
        box.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._typing = later(self, _TYPING, self.refresh)
        self._settling = later(self, _SETTLING, self._survey)
        self._changing = later(self, _CHANGING, self._renew)
        self._waiting = later(self, _PATIENCE, self._wait)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.search.returnPressed.connect(self.view.setFocus)
        self.header.sort_asked.connect(self.sort_by)
        self.header.filter_asked.connect(self.ask_filter)
        self.view.columns_changed.connect(lambda: self.model.load())
        self.view.customContextMenuRequested.connect(self._row_menu)
        self.view.doubleClicked.connect(lambda: self.open_current())
        self.view.selectionModel().selectionChanged.connect(lambda: self._settling.start())
        self.model.relaid.connect(self._relaid)
        self.model.filled.connect(self._filled)
        self.model.totalled.connect(self._totalled)
        self.model.broken.connect(self._broken)
        self._jobs.changed.connect(self._changed)
        self.verbs.done.connect(self._done)
        self.verbs.made.connect(self.opened)
        for key, act in {
            "Return": self.open_current, "Enter": self.open_current, "Ctrl+C": self.copy, "Ctrl+Shift+C": self.copy_cell,
            "Alt+Down": lambda: self.ask_filter(self.view.currentIndex().column()),
            "F6": lambda: self.sort_by(self.view.currentIndex().column()),
            "Ctrl+F6": lambda: self.sort_by(self.view.currentIndex().column(), add=True),
        }.items():  # fmt: skip
            QShortcut(QKeySequence(key), self.view, act).setContext(Qt.ShortcutContext.WidgetShortcut)

    # --- what is shown ---

    def refresh(self) -> None:
        """Load what the search, the filters and the order ask for."""
        self._stale = False
        self._waiting.start()
        self._paint_header()
        self.model.load(self.query)

    def ensure(self) -> None:
        """Load when never loaded or when something changed while nobody looked."""
        if not self.model.loaded:
            self.refresh()
        elif self._stale:
            self._renew()

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & self.listing.watches and self.model.loaded:
            self._stale = True
            self._changing.start()

    def _renew(self) -> None:
        if self.isVisible():
            self._stale = False
            self._wanted = self._wanted or self.selected_uids()[:_KEPT].tolist()
            self.model.load()

    def _wait(self) -> None:
        self.summary, self._chosen = say("list.loading"), ""
        self._tell_counts()

    def _lack(self, *, narrowed: bool) -> str:
        """Why there are no rows: all is done, nothing fits what is looked for, the record or the office has none yet."""
        if narrowed and self.duty:
            return say("todo.done", title=self.duty)
        if narrowed:
            return say("list.none")
        code = f"empty.{self.spec.name}"
        if self._part is None and code in sentences():
            return say(code)
        return say("list.none_of", title=self._part.title if self._part else self.spec.title)

    def _relaid(self) -> None:
        """The policy asks for other facts than it did."""
        self.listing = self.model.listing
        self._paint_header()

    def _filled(self) -> None:
        self._waiting.stop()
        empty = not self.model.uids
        narrowed = bool(self.filters or self.search.text().strip())
        if empty:
            clearing = say("todo.all" if self.duty else "list.clear")
            ways = [(clearing, self.clear)] if narrowed else self._beginnings()
            self.blank.tell(self._lack(narrowed=narrowed), ways)
        if self._stack.currentIndex() != int(empty):
            self._stack.setCurrentIndex(int(empty))
            if not self.search.hasFocus():
                self.take_focus()
        if self._wanted:
            wanted, self._wanted = self._wanted, []
            self.view.choose(wanted)
        elif not empty and not self.view.currentIndex().isValid():
            self.view.choose_first()
        if not empty:
            self.view.fit_columns()
        self._settling.start()

    def _broken(self, error: BaseException) -> None:
        self._waiting.stop()
        self.summary = ""
        self._tell_counts()
        self._jobs.failed.emit(error)

    def _totalled(self, totals: "Totals") -> None:
        sums = [
            f"{column.heading.removesuffix('(元)')} {summed(column, totals.sums[column.name])}"
            for number, column in enumerate(self.listing.columns)
            if column.total and column.name in totals.sums and not self.header.isSectionHidden(number)
        ]
        self.summary = say("list.count", count=f"{totals.count:,}")
        if sums and totals.count:
            self.summary += say("list.sums", sums="　".join(sums))
        self._tell_counts()

    @property
    def counts(self) -> str:
        """What `counted` tells."""
        return self.summary + self._chosen

    def _tell_counts(self) -> None:
        self.counted.emit(self.counts)

    # --- the selected rows ---

    def selected_uids(self) -> "array[int]":
        """The uids of the selected rows, top to bottom, however many."""
        return self.view.selected_uids()

    def _survey(self) -> None:
        uids = self.selected_uids()
        listing, screen = self.listing, self.spec
        self._surveys = turn = self._surveys + 1
        self._jobs.look(
            self, lambda read: _survey(read, listing, screen, uids), self._surveyed, lambda: turn == self._surveys
        )

    def _surveyed(self, selected: Selected) -> None:
        self.verbs.follow(selected)
        self._chosen = ""
        if len(selected.names) > 1:
            self._chosen = say("list.chosen", count=f"{len(selected.names):,}")
            if selected.total_fen is not None:
                self._chosen += say("list.chosen_sum", total=FEN.show(selected.total_fen))
        self._tell_counts()

    def select(self, uid: int) -> None:
        """Select a record as soon as it is in the list."""
        self._wanted = [uid]
        if uid in self.model.uids:
            self.view.clearSelection()
            self.view.choose(self._wanted)

    def _done(self, text: str, uid: int | None) -> None:
        self.told.emit(text)
        if uid is not None:
            self.select(uid)

    def open_current(self) -> None:
        """Show the record under the cursor."""
        if 0 <= (row := self.view.currentIndex().row()) < len(self.model.uids):
            self.opened.emit(self.spec.noun, self.model.uids[row])

    def print_current(self) -> None:
        """Ask for the forms of the selected records."""
        names = self.verbs.selected.names
        if self.spec.prints and names:
            first = next(iter(names.values()))
            told = first if len(names) == 1 else say("print.several", name=first, count=len(names))
            self.print_wanted.emit(self.spec.noun, tuple(names), told)
        else:
            self.told.emit(say("print.one" if self.spec.prints else "print.none"))

    def print_list(self) -> None:
        """Ask for the list itself on paper: the rows and columns that are shown."""
        names = [self.listing.columns[number].name for number in self.view.shown_columns()]
        self.list_wanted.emit(self.listing, self.query, names)

    def _row_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(say("list.open"), self.open_current)
        menu.addActions([a for a in self.verbs.applied if a.isEnabled() and a.isVisible()])
        menu.addSeparator()
        menu.addAction(say("list.copy"), self.copy)
        menu.addAction(say("list.copy_cell"), self.copy_cell)
        menu.exec(self.view.viewport().mapToGlobal(at))

    # --- out of the program ---

    def copy(self) -> None:
        """The selected rows as shown (masked, visible columns), for Excel."""
        columns = self.view.shown_columns()
        export_rows.copy(self, self._jobs, self.listing, self.selected_uids(), columns, self.told.emit)

    def copy_cell(self) -> None:
        """The one value under the cursor, as shown."""
        QGuiApplication.clipboard().setText(str(self.view.currentIndex().data() or ""))

    def export(self, reason: str = "") -> None:
        """An Excel file of exactly what is shown; with a reason every column, numbers unmasked."""
        path = files.to_save(self, say("export.title"), f"{self.listing.title}.xlsx", say("files.excel"))
        if path is not None:
            columns, told = self.view.shown_columns(hidden=bool(reason)), self.told.emit
            export_rows.export(self, self._jobs, self.listing, self.query, columns, path, told, reason=reason)

    # --- being a widget ---

    def _beginnings(self) -> list[tuple[str, Callable[[], object]]]:
        """The buttons of an empty list: how it gets its first rows, as far as this person may."""
        return [(action.text(), action.trigger) for action in (*self.verbs.main, *self.extra)[:2] if action.isEnabled()]

    def take_focus(self) -> None:
        """The keyboard goes to the rows, or to the one button of an empty list."""
        (self.view if self._stack.currentIndex() == 0 else self.blank.remedy).setFocus()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()
        self.search.selectAll()

    def add_actions(self, actions: list[QAction]) -> None:
        """Further actions of a page on its bar."""
        self.extra += actions
        self.bar.addActions(actions)
        self.addActions(actions)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The search box follows the text size."""
        super().changeEvent(event)
        if appearance.text_changed(event) and hasattr(self, "search"):
            self._fit_search()


def _survey(read: "Read", listing: "Listing", screen: Screen, uids: Sequence[int]) -> Selected:
    from app.desk.survey import survey

    return survey(read, listing, screen, uids)
