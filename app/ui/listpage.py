"""The one list widget: search, header filters, order, columns, verbs, copying, export; for tabs and for record pages."""

from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.kinds import FEN, Value
from app.domain.texts import say
from app.ui import files
from app.ui.filters import FilterHeader, FilterPopup, describe
from app.ui.jobs import Job, Jobs
from app.ui.memory import Memory
from app.ui.rowsmodel import RowsModel
from app.ui.screens import Screen
from app.ui.verbs import Selected, Verbs, survey

if TYPE_CHECKING:
    from app.listings.core import Filter, Query, Totals

_TYPING, _SETTLING, _CHANGING = 250, 80, 120
"""Milliseconds waited for more typing, for more selecting, and for more changes."""
_KEPT = 500
"""Selected rows that stay selected when the list is loaded anew."""
_WIDEST, _SAMPLE, _SIGN = 44, 60, 22
"""Columns are at first as wide as the widest of so many rows, up to so many digits; a state has a sign before it."""
_STATE = "state"
_FLAG = QItemSelectionModel.SelectionFlag


class ListPage(QWidget):
    """One list of records. What it cannot do alone (open, import, print) it asks its window for.

    `base` narrows it for good; columns that are `known` from the record around it are hidden at first.
    """

    opened = Signal(str, object)
    """Noun and uid of a record to show."""
    print_wanted = Signal(str, object, str)
    """Noun, uid and name of a record to print."""
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
        known: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        from app.listings import LISTINGS
        from app.listings.core import Query

        self.setObjectName("page")
        self.spec, self._jobs, self._memory = screen, jobs, memory
        self._key = screen.name + ("/part" if base else "")
        self._base, self._known = base or Query(), known
        self.listing = LISTINGS[screen.name]
        self.filters: list[Filter] = []
        self.sort = memory.sort(self._key)
        self.model = RowsModel(jobs, self.listing, self._base)
        self.verbs = Verbs(self, jobs, screen, prefix)
        self.extra: list[QAction] = []
        """Actions of a page beside its verbs."""
        self.summary = self._chosen = ""
        self._stale = True
        self._natural = self._fitting = False
        self._tall = 0
        self._wanted: list[int] = []
        self._build()
        self._connect()

    # --- what it is made of ---

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("list.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 30)
        self.bar = QToolBar()
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for action in self.verbs.actions:
            self.bar.addAction(action)
        for action in self.verbs.main[:1]:
            self.bar.widgetForAction(action).setObjectName("main")
        top = QHBoxLayout()
        top.addWidget(self.search)
        top.addWidget(self.bar, 1)
        self._chips = QWidget()
        QHBoxLayout(self._chips).setContentsMargins(0, 0, 0, 0)
        self._chips.hide()
        self._make_view()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._make_empty())
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 4)
        box.setSpacing(6)
        box.addLayout(top)
        box.addWidget(self._chips)
        box.addWidget(self._stack, 1)

    def _make_view(self) -> None:
        self.view = view = QTableView()
        self.header = FilterHeader(view)
        view.setHorizontalHeader(self.header)
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setAlternatingRowColors(True)
        view.setWordWrap(False)
        view.setShowGrid(True)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._fit_rows()
        self._lay_columns()

    def _fit_rows(self) -> None:
        """Rows for the text size; columns keep their proportion to it."""
        side, tall = self.view.verticalHeader(), self.fontMetrics().height()
        side.setSectionResizeMode(side.ResizeMode.Fixed)
        side.setDefaultSectionSize(tall + 12)
        if self._tall and tall != self._tall:
            for number in range(self.header.count()):
                self.header.resizeSection(number, self.header.sectionSize(number) * tall // self._tall)
        self._tall = tall

    def _lay_columns(self) -> None:
        kept = self._memory.header(self._key)
        if kept is not None and self.header.restoreState(kept):
            return
        self._natural = True
        for number, column in enumerate(self.listing.columns):
            self.header.setSectionHidden(number, column.hidden or column.name in self._known)
        names = [column.name for column in self.listing.columns]
        if _STATE in names:
            place = max(self.header.visualIndex(names.index(key)) for key in self.spec.label) + 1
            self.header.moveSection(names.index(_STATE), place)

    def _fit_columns(self) -> None:
        """As wide as the first rows need, within reason; only until the user has a say."""
        self._natural, self._fitting = False, True
        advance = self.fontMetrics().horizontalAdvance
        rows = [row for row in map(self.model.row, range(min(len(self.model.uids), _SAMPLE))) if row]
        for number, column in enumerate(self.listing.columns):
            kind = column.field.kind
            widest = max((advance(kind.shown(row[number + 1])) for row in rows), default=0)
            state = _SIGN if column.name == _STATE else 0
            width = max(advance(column.heading) + 34, min(widest + 16 + state, advance("0") * _WIDEST))
            self.header.resizeSection(number, width)
        self._fitting = False

    def _make_empty(self) -> QWidget:
        page = QWidget()
        box = QVBoxLayout(page)
        self._nothing = QLabel()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setObjectName("faint")
        self._remedy = QPushButton()
        self._remedy.clicked.connect(self._remedies)
        box.addStretch(2)
        box.addWidget(self._nothing)
        box.addWidget(self._remedy, 0, Qt.AlignmentFlag.AlignCenter)
        box.addStretch(3)
        return page

    def _connect(self) -> None:
        self._typing = self._timer(_TYPING, self.refresh)
        self._settling = self._timer(_SETTLING, self._survey)
        self._changing = self._timer(_CHANGING, self._renew)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.search.returnPressed.connect(self.view.setFocus)
        self.header.sort_asked.connect(self.sort_by)
        self.header.filter_asked.connect(self.ask_filter)
        self.header.customContextMenuRequested.connect(self._column_menu)
        self.header.sectionResized.connect(lambda: self._keep_columns())
        self.header.sectionMoved.connect(lambda: self._keep_columns())
        self.view.customContextMenuRequested.connect(self._row_menu)
        self.view.doubleClicked.connect(lambda: self.open_current())
        self.view.selectionModel().selectionChanged.connect(lambda: self._settling.start())
        self.model.filled.connect(self._filled)
        self.model.totalled.connect(self._totalled)
        self._jobs.changed.connect(self._changed)
        self.verbs.done.connect(self._done)
        for key, act in {
            "Return": self.open_current, "Enter": self.open_current, "Ctrl+C": self.copy, "Ctrl+Shift+C": self.copy_cell,
            "Alt+Down": lambda: self.ask_filter(self.view.currentIndex().column()),
        }.items():  # fmt: skip
            QShortcut(QKeySequence(key), self.view, act, Qt.ShortcutContext.WidgetShortcut)

    def _timer(self, wait: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(act)
        return timer

    # --- what is shown ---

    @property
    def query(self) -> "Query":
        """What the list shows now; an export takes the same."""
        from app.listings.core import Query

        filters = (*self._base.filters, *self.filters)
        return Query(filters, self.search.text(), self.sort, self._base.inside)

    def refresh(self) -> None:
        """Load what the search, the filters and the order ask for."""
        self._stale = False
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

    def _filled(self) -> None:
        empty = not self.model.uids
        narrowed = bool(self.filters or self.search.text().strip())
        if empty:
            self._nothing.setText(say("list.none" if narrowed else f"empty.{self.spec.name}"))
            offer = say("list.clear") if narrowed else self.verbs.main[0].text() if self.verbs.main else ""
            self._remedy.setText(offer)
            self._remedy.setVisible(bool(offer))
        self._stack.setCurrentIndex(int(empty))
        if self._natural and not empty:
            self._fit_columns()
        if self._wanted:
            self._reselect()
        elif not empty and not self.view.currentIndex().isValid():
            self.view.selectionModel().setCurrentIndex(
                self.model.index(0, self._first_column()), _FLAG.ClearAndSelect | _FLAG.Rows
            )
        self._settling.start()

    def _reselect(self) -> None:
        wanted, self._wanted = set(self._wanted), []
        found = [row for row, uid in enumerate(self.model.uids) if uid in wanted]
        chooser = self.view.selectionModel()
        for count, row in enumerate(found):
            index = self.model.index(row, self._first_column())
            if not count:
                self.view.setCurrentIndex(index)
            chooser.select(index, _FLAG.Select | _FLAG.Rows)

    def _first_column(self) -> int:
        order = map(self.header.logicalIndex, range(self.header.count()))
        return next((number for number in order if not self.header.isSectionHidden(number)), 0)

    def _totalled(self, totals: "Totals") -> None:
        sums = [
            f"{column.heading.removesuffix('(元)')} {_sum(column.field.kind.name, totals.sums[column.name])}"
            for number, column in enumerate(self.listing.columns)
            if column.total and column.name in totals.sums and not self.header.isSectionHidden(number)
        ]
        self.summary = say("list.count", count=f"{totals.count:,}")
        if sums and totals.count:
            self.summary += say("list.sums", sums="　".join(sums))
        self._tell_counts()

    @property
    def counts(self) -> str:
        """Count and sums of what is shown, and of what is selected."""
        return self.summary + self._chosen

    def _tell_counts(self) -> None:
        self.counted.emit(self.counts)

    # --- filters and order ---

    def sort_by(self, column: int, add: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal gives it
        """Order by a column; again: the other way round; a third time: not any more. Added to the order with Ctrl."""
        key = self.listing.columns[column].name
        now = dict(self.sort)
        kept = {k: d for k, d in now.items() if k != key} if add else {}
        if key not in now:
            kept[key] = False
        elif not now[key]:
            kept = {**{k: d for k, d in now.items() if add and k != key}, key: True}
        self.sort = tuple(kept.items())
        self._memory.keep_sort(self._key, self.sort)
        self.refresh()

    def ask_filter(self, number: int) -> None:
        """Show the filter of a column, with the values that the other conditions leave."""
        from app.listings.core import Query

        if number < 0:
            return
        column = self.listing.columns[number]
        others = tuple(f for f in self.filters if f.key != column.name)
        query = Query((*self._base.filters, *others), self.search.text(), (), self._base.inside)
        listing = self.listing
        now = [f for f in self.filters if f.key == column.name]

        def show(values: list[tuple[Value, int]]) -> None:
            popup = FilterPopup(self, column, now, values)
            popup.chosen.connect(partial(self.set_filter, column.name))
            x = self.header.sectionViewportPosition(number)
            popup.move(self.header.mapToGlobal(QPoint(max(x, 0), self.header.height())))
            popup.show()

        self._jobs.look(self, lambda read: listing.values(read.connection, column.name, query), show)

    def set_filter(self, key: str, conditions: list[tuple[str, str]]) -> None:
        """Put these conditions (operator, text) on a column, in place of those it has."""
        from app.listings.core import Filter

        self.filters = [f for f in self.filters if f.key != key]
        self.filters += [Filter(key, operator, text) for operator, text in conditions]
        self._show_chips()
        self.refresh()

    def clear(self) -> None:
        """Everything again: no filter, no search."""
        self.filters = []
        self.search.clear()
        self._show_chips()
        self.refresh()

    def _show_chips(self) -> None:
        row = self._chips.layout()
        assert isinstance(row, QHBoxLayout)
        while row.count():
            if widget := row.takeAt(0).widget():
                widget.deleteLater()
        for wanted in self.filters:
            row.addWidget(self._chip(f"{describe(self.listing.column(wanted.key), wanted)}　✕", wanted))
        row.addStretch(1)
        self._chips.setVisible(bool(self.filters))

    def _chip(self, text: str, wanted: "Filter") -> QToolButton:
        chip = QToolButton()
        chip.setObjectName("chip")
        chip.setText(text)
        chip.setToolTip(say("filter.remove"))
        chip.clicked.connect(lambda: self._drop(wanted))
        return chip

    def _drop(self, wanted: "Filter") -> None:
        self.filters.remove(wanted)
        self._show_chips()
        self.refresh()

    def _paint_header(self) -> None:
        at = {column.name: number for number, column in enumerate(self.listing.columns)}
        self.header.filtered = {at[f.key] for f in self.filters}
        self.header.order = {at[k]: (place, d) for place, (k, d) in enumerate(self.sort, 1) if k in at}
        self.header.viewport().update()

    # --- columns ---

    def _keep_columns(self) -> None:
        if self.isVisible() and not self._fitting:
            self._memory.keep_header(self._key, self.header.saveState())

    def column_actions(self, menu: QMenu) -> None:
        """One tick per column, for the header's menu and the menu 视图."""
        for number, column in enumerate(self.listing.columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(not self.header.isSectionHidden(number))
            action.toggled.connect(partial(self._show_column, number))

    def _show_column(self, number: int, shown: bool) -> None:  # noqa: FBT001 - a signal gives it
        self.header.setSectionHidden(number, not shown)
        self._keep_columns()
        self.model.load()

    def _column_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        number = self.header.logicalIndexAt(at)
        menu.addAction(say("list.filter"), lambda: self.ask_filter(number))
        menu.addSeparator()
        self.column_actions(menu)
        menu.exec(self.header.mapToGlobal(at))

    # --- the selected rows ---

    def selected_uids(self) -> "array[int]":
        """The uids of the selected rows, top to bottom, however many."""
        found = array("q")
        chosen = self.view.selectionModel().selection()
        for top, bottom in sorted((part.top(), part.bottom()) for part in chosen.toList()):
            found += self.model.uids[top : bottom + 1]
        return found

    def _survey(self) -> None:
        uids = self.selected_uids()
        listing, screen = self.listing, self.spec
        wanted = bytes(uids[:1000])
        self._jobs.look(
            self,
            lambda read: survey(read, listing, screen, uids),
            self._surveyed,
            lambda: bytes(self.selected_uids()[:1000]) == wanted,
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
            self._reselect()

    def _done(self, text: str, uid: int | None) -> None:
        self.told.emit(text)
        if uid is not None:
            self.select(uid)

    def open_current(self) -> None:
        """Show the record under the cursor."""
        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.uids):
            self.opened.emit(self.spec.noun, self.model.uids[row])

    def print_current(self) -> None:
        """Ask for the forms of the selected record."""
        names = self.verbs.selected.names
        if self.spec.prints and len(names) == 1:
            self.print_wanted.emit(self.spec.noun, *next(iter(names.items())))
        else:
            self.told.emit(say("print.one" if self.spec.prints else "print.none"))

    def _row_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(say("list.open"), self.open_current)
        menu.addActions([a for a in self.verbs.moves.values() if a.isEnabled()])
        menu.addSeparator()
        menu.addAction(say("list.copy"), self.copy)
        menu.addAction(say("list.copy_cell"), self.copy_cell)
        menu.exec(self.view.viewport().mapToGlobal(at))

    # --- out of the program ---

    def copy(self) -> None:
        """The selected rows as shown (masked, visible columns), for Excel."""
        uids, listing = self.selected_uids(), self.listing
        order = sorted(range(len(listing.columns)), key=self.header.visualIndex)
        shown = [number for number in order if not self.header.isSectionHidden(number)]

        def gather(job: Job) -> str:
            lines = []
            with self._jobs.office.read() as read:
                for start in range(0, len(uids), _KEPT):
                    job.progress(start, len(uids))
                    for row in listing.page(read.connection, uids[start : start + _KEPT]):
                        texts = (listing.columns[n].field.kind.shown(row[n + 1]) for n in shown)
                        lines.append("\t".join(" ".join(text.split()) for text in texts))
            return "\n".join(lines)

        def put(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.told.emit(say("list.copied", count=f"{len(uids):,}"))

        self._jobs.run(self, say("list.copy"), gather, put)

    def copy_cell(self) -> None:
        """The one value under the cursor, as shown."""
        text = self.view.currentIndex().data()
        QGuiApplication.clipboard().setText(str(text or ""))

    def export(self, *, whole: bool = False) -> None:
        """An Excel file of exactly what is shown; `whole`: every column, numbers unmasked."""
        path = files.to_save(self, say("export.title"), f"{self.listing.title}.xlsx", say("files.excel"))
        if path is None:
            return
        listing, query = self.listing, self.query
        order = sorted(range(len(listing.columns)), key=self.header.visualIndex)
        shown = [listing.columns[n].name for n in order if whole or not self.header.isSectionHidden(n)]

        def write(job: Job) -> int:
            from app.exchange import xlsx

            with self._jobs.office.read() as read:
                return xlsx.export_listing(
                    read, listing, query, Path(path), columns=shown, masked=not whole, progress=job.progress
                )

        self._jobs.run(
            self, say("export.title"), write, lambda n: self.told.emit(say("export.done", count=f"{n:,}", path=path))
        )

    # --- being a widget ---

    def _remedies(self) -> None:
        if self.filters or self.search.text():
            self.clear()
        elif self.verbs.main:
            self.verbs.main[0].trigger()

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
        """Rows and columns follow the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "view"):
            self._fit_rows()
            self.search.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 30)


def _sum(kind: str, value: int) -> str:
    return say("list.yuan", total=FEN.show(value)) if kind == "fen" else f"{value:,}"
