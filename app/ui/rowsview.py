"""The table of a list: rows as tall as the text, columns as the user left them, and what is selected."""

from array import array
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView

from app.desk.formdata import Choices, options
from app.desk.screens import Part, Screen
from app.kernel.fact_values import is_fact
from app.kernel.texts import say
from app.ui import appearance
from app.ui.filters import FilterHeader
from app.ui.memory import Memory
from app.ui.rowsmodel import Index, RowsModel

if TYPE_CHECKING:
    from app.record.listing import Column

_WIDEST, _SAMPLE, _SIGN = 44, 60, 22
"""Columns are at first as wide as the widest of so many rows, up to so many digits; a state has a sign before it."""
_SELECT = QItemSelectionModel.SelectionFlag


class RowsView(QTableView):
    """Shows a RowsModel; as a `part` of a record it hides at first what the record says already."""

    columns_changed = Signal()
    """A column was shown or hidden."""

    def __init__(self, model: RowsModel, memory: Memory, key: str, screen: Screen, part: Part | None) -> None:
        super().__init__()
        self.rows, self._memory, self._key, self._screen, self._part = model, memory, key, screen, part
        self._natural = self._fitting = False
        self._tall, self._at = 0, -1
        self.header = FilterHeader(self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        model.setParent(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.customContextMenuRequested.connect(self._column_menu)
        self._fit_rows()
        self._lay_columns()
        self.header.sectionResized.connect(lambda: self._keep())
        self.header.sectionMoved.connect(lambda: self._keep())
        model.relaid.connect(self._lay_anew)

    # --- rows and columns ---

    def _fit_rows(self) -> None:
        """Rows for the text size; columns keep their proportion to it."""
        side, tall = self.verticalHeader(), appearance.text_height()
        side.setSectionResizeMode(side.ResizeMode.Fixed)
        side.setDefaultSectionSize(tall + 12)
        if self._tall and tall != self._tall:
            for number in range(self.header.count()):
                self.header.resizeSection(number, self.header.sectionSize(number) * tall // self._tall)
        self._tall = tall

    @property
    def _columns(self) -> "Sequence[Column]":
        return self.rows.listing.columns

    @property
    def _place(self) -> str:
        """Under which name the columns are remembered: with facts of a policy, others are at the same places."""
        facts = [column.name for column in self._columns if is_fact(column.name)]
        return "+".join((self._key, *facts))

    def _lay_anew(self) -> None:
        """Other columns: as they were left, else as at first."""
        self._fitting = True
        for number in range(self.header.count()):
            self.header.moveSection(self.header.visualIndex(number), number)
        self._lay_columns()
        self._fitting = False

    def _lay_columns(self) -> None:
        kept = self._memory.header(self._place)
        if kept is not None and self.header.restoreState(kept):
            return
        self._natural = True
        for number, column in enumerate(self._columns):
            self.header.setSectionHidden(number, not self._wants(column))
        names = [column.name for column in self._columns]
        early = (*(self._part.more if self._part else ()), *self._screen.early)
        labels = [names.index(key) for key in self._screen.label if key not in early]
        place = max(map(self.header.visualIndex, labels), default=-1)
        for key in (key for key in early if key in names):
            place += 1
            self.header.moveSection(self.header.visualIndex(names.index(key)), place)

    def _wants(self, column: "Column") -> bool:
        if self._part is None:
            return not column.hidden
        return column.name in self._part.more or not (column.hidden or column.name in self._part.known)

    def fit_columns(self) -> None:
        """As wide as the first rows and the words of a fixed list need, within reason; only until the user has had a say."""
        if not self._natural:
            return
        self._natural, self._fitting = False, True
        advance = self.fontMetrics().horizontalAdvance
        rows = [row for row in map(self.rows.row, range(min(len(self.rows.uids), _SAMPLE))) if row]
        for number, column in enumerate(self._columns):
            texts = (*(column.field.shown(row[number + 1]) for row in rows), *options(column.field, Choices()))
            widest = max(map(advance, texts), default=0)
            state = _SIGN if column.name == "state" else 0
            width = max(advance(column.heading) + 34, min(widest + 16 + state, advance("0") * _WIDEST))
            self.header.resizeSection(number, width)
        self._fitting = False

    def _keep(self) -> None:
        if not (self._fitting or self._natural):
            self._memory.keep_header(self._place, self.header.saveState())

    def shown_columns(self, *, hidden: bool = False) -> list[int]:
        """Numbers of the columns from left to right, those that are `hidden` too when asked."""
        order = map(self.header.logicalIndex, range(self.header.count()))
        return [number for number in order if hidden or not self.header.isSectionHidden(number)]

    def column_actions(self, menu: QMenu) -> None:
        """One tick per column, for the header's menu and the menu 视图."""
        for number, column in enumerate(self._columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(not self.header.isSectionHidden(number))
            action.toggled.connect(partial(self.show_column, number))

    def show_column(self, number: int, shown: bool) -> None:  # noqa: FBT001 - a signal gives it
        """Show or hide one column."""
        self.header.setSectionHidden(number, not shown)
        self.fit_columns()  # what is kept from now on are widths that somebody saw
        self._keep()
        self.columns_changed.emit()

    def _column_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        number = self.header.logicalIndexAt(at)
        menu.addAction(say("list.filter"), lambda: self.header.filter_asked.emit(number))
        menu.addSeparator()
        self.column_actions(menu)
        menu.exec(self.header.mapToGlobal(at))

    # --- what is selected ---

    def selected_uids(self) -> "array[int]":
        """The uids of the selected rows, top to bottom, however many."""
        found = array("q")
        chosen = self.selectionModel().selection()
        for top, bottom in sorted((part.top(), part.bottom()) for part in chosen.toList()):
            found += self.rows.uids[top : bottom + 1]
        return found

    def choose(self, uids: Iterable[int]) -> None:
        """Select these records where they are in the list; the first of them becomes the current one."""
        wanted = set(uids)
        for count, row in enumerate([row for row, uid in enumerate(self.rows.uids) if uid in wanted]):
            index = self.rows.index(row, self._first_column())
            if not count:
                self.setCurrentIndex(index)
            self.selectionModel().select(index, _SELECT.Select | _SELECT.Rows)

    def choose_first(self) -> None:
        """Select the first row, so that the keyboard has somewhere to start."""
        index = self.rows.index(0, self._first_column())
        self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """The cursor keeps its column when the rows come anew."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._at = current.column()

    def _first_column(self) -> int:
        shown = self.shown_columns()
        return self._at if self._at in shown else next(iter(shown), 0)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Rows and columns follow the text size."""
        super().changeEvent(event)
        if appearance.text_changed(event) and hasattr(self, "header"):
            self._fit_rows()
