"""统计 of the list in front: grouped by one or two columns, kept under a name, taken out as Excel, opened as rows again."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.desk.formdata import FormData
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.appearance import restyle
from app.ui.fieldform import FieldForm
from app.ui.filters import describe
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog, Flow
from app.ui.list_filtering import FilteredList
from app.ui.pages.report import Rows

if TYPE_CHECKING:
    from app.record.grouping import By, Grouped
    from app.record.saved_groupings import Saved
    from app.store.work import Read, Work

_BAR = QColor(47, 117, 181, 60)
_WIDEST = 40
"""Digits that a column has at most at first."""
Index = QModelIndex | QPersistentModelIndex


class Bars(QStyledItemDelegate):
    """Behind each number a bar as long as its share of the largest in its column, the sum of all aside."""

    def __init__(self, grid: QTableView, found: "Grouped") -> None:
        super().__init__(grid)
        self._shares = {
            place: _shares([row[field.key] or 0 for row in found.rows[:-1]])
            for place, field in enumerate(found.fields)
            if field.kind in (k.COUNT, k.FEN)
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The bar, then the cell."""
        share = self.share(index.row(), index.column())
        if share:
            area = option.rect.adjusted(1, 3, -1, -3)  # type: ignore[attr-defined]  # Qt has it, its stubs do not
            area.setWidth(round(area.width() * share))
            painter.fillRect(area, _BAR)
        super().paint(painter, option, index)

    def share(self, row: int, column: int) -> float:
        """From 0 to 1; 0 where there is no bar."""
        shares = self._shares.get(column, [])
        return shares[row] if row < len(shares) else 0.0


def _shares(numbers: Sequence[Any]) -> list[float]:
    most = max(numbers, default=0) or 1
    return [number / most for number in numbers]


class Grouping(Dialog):
    """Counts when it is made and whenever something else is chosen."""

    topic = "grouping"

    def __init__(self, page: FilteredList, jobs: Jobs) -> None:
        super().__init__(page.window(), Qt.WindowType.Window)
        from app.record.grouping import columns

        self._page, self._jobs, self._query = page, jobs, page.query
        self._columns = columns(page.listing)
        self.found: Grouped | None = None
        self._saved: dict[str, Saved] = {}
        self.setWindowTitle(say("grouping.title", title=page.listing.title))
        self.first, self.part, self.second, self.also = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.usual = QComboBox()
        self.scope, self.wrong = QLabel(), QLabel()
        self.grid = QTableView()
        self._build()
        self._load_saved()
        self._count()

    # --- what it is made of ---

    def _build(self) -> None:
        row = Flow()
        row.setContentsMargins(0, 0, 0, 0)
        titles = [column.heading for column in self._columns]
        self.first.addItems(titles)
        self.second.addItems([say("grouping.none"), *titles])
        for label, box in (
            ("first", self.first), ("", self.part), ("second", self.second), ("", self.also), ("usual", self.usual),
        ):  # fmt: skip
            if label:
                caption = QLabel(say(f"grouping.{label}"))
                caption.setBuddy(box)
                row.addWidget(caption)
            row.addWidget(box)
        self.usual.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for box in (self.part, self.also):
            for part in ("month", "quarter", "year", ""):
                box.addItem(say(f"grouping.part_{part}"), part)
        for box in (self.first, self.part, self.second, self.also):
            box.activated.connect(lambda _: self._count())
        self.usual.activated.connect(self._take)
        for text in (self.scope, self.wrong):
            text.setWordWrap(True)
        self.scope.setObjectName("faint")
        restyle(self.wrong, "refusal")
        self.box.addLayout(row)
        self.box.addWidget(self.scope)
        self.box.addWidget(self.wrong)
        self.box.addWidget(self.grid, 1)
        self._dress(self.grid)
        self.look = self.button(say("grouping.open"), "Ctrl+Return", self.open_rows)
        self.save = self.button(say("grouping.export"), "Ctrl+E", self.export)
        self.keep = self.button(say("grouping.save"), "Ctrl+D", self.ask_name)
        self.forget = self.button(say("grouping.drop"), "", self.drop)
        self.foot.stretch()
        self.button(say("grouping.close"), "", self.reject)
        self.measure(140, 36)

    def _dress(self, grid: QTableView) -> None:
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        grid.setAlternatingRowColors(True)
        grid.setTabKeyNavigation(False)
        grid.setWordWrap(False)
        grid.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        grid.doubleClicked.connect(lambda _: self.open_rows())
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), grid, self.open_rows).setContext(Qt.ShortcutContext.WidgetShortcut)

    # --- counting ---

    @property
    def by(self) -> "tuple[By, ...]":
        """What is chosen."""
        from app.record.grouping import By

        chosen = [(self.first.currentIndex(), self.part), (self.second.currentIndex() - 1, self.also)]
        return tuple(
            By(self._columns[place].name, str(box.currentData()) if self._is_day(place) else "")
            for place, box in chosen
            if place >= 0
        )

    def _is_day(self, place: int) -> bool:
        return place >= 0 and self._columns[place].field.kind is k.DATE

    def _count(self) -> None:
        self.part.setVisible(self._is_day(self.first.currentIndex()))
        self.also.setVisible(self._is_day(self.second.currentIndex() - 1))
        listing, query, by = self._page.listing, self._query, self.by

        def count(job: Job) -> "Grouped":
            from app.record.grouping import grouped

            with self._jobs.office.read() as read:
                return grouped(read.connection, listing, query, by)

        self._jobs.run(self, say("grouping.reading"), count, self._show, self._refused)

    def _show(self, found: "Grouped") -> None:
        from app.desk.reports import ShownTable

        self.found = found
        self.wrong.hide()
        conditions = [describe(self._page.listing.column(each.key), each) for each in self._query.filters]
        if self._query.search.strip():
            conditions.append(say("grouping.scope_search", text=self._query.search.strip()))
        self.scope.setText(say("grouping.scope", conditions="、".join(conditions) or say("grouping.scope_all")))
        model = Rows(ShownTable(found.title, found.fields, found.rows))
        model.setParent(self.grid)
        self.grid.setModel(model)
        self.grid.setItemDelegate(Bars(self.grid, found))
        self.grid.resizeColumnsToContents()
        widest = _WIDEST * self.fontMetrics().horizontalAdvance("0")
        for place in range(len(found.fields)):
            self.grid.setColumnWidth(place, min(self.grid.columnWidth(place) + 12, widest))
        self.grid.setCurrentIndex(model.index(0, 0))
        self.show()
        self.grid.setFocus()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            self._jobs.failed.emit(error)
            return
        self.wrong.setText(str(error))
        self.wrong.show()
        self.show()

    # --- under a name ---

    def _load_saved(self, chosen: str = "") -> None:
        name = self._page.listing.name

        def look(read: "Read") -> "dict[str, Saved]":
            from app.record.saved_groupings import saved

            return dict(saved(read, name))

        def show(known: "dict[str, Saved]") -> None:
            self._saved = known
            self.usual.clear()
            self.usual.addItems([say("grouping.usual_none"), *known])
            self.usual.setCurrentText(chosen or say("grouping.usual_none"))
            self.forget.setEnabled(bool(chosen))

        self._jobs.look(self, look, show)

    def _take(self, place: int) -> None:
        one = self._saved.get(self.usual.itemText(place))
        self.forget.setEnabled(one is not None)
        if one is None:
            return
        names = [column.name for column in self._columns]
        first, *rest = one.by
        self.first.setCurrentIndex(names.index(first.key))
        self.part.setCurrentIndex(self.part.findData(first.part))
        self.second.setCurrentIndex(names.index(rest[0].key) + 1 if rest else 0)
        self.also.setCurrentIndex(self.also.findData(rest[0].part if rest else "month"))
        self._query = replace(self._page.query, filters=one.filters, search="")
        self._count()

    def ask_name(self) -> None:
        """Keep what is chosen under a name."""
        field = Field("name", say("grouping.save_name"), k.TEXT, True, say("grouping.save_help"))
        title = say("grouping.save")
        form = FieldForm(
            self, title, FormData((field,), {"name": self.usual.currentText() if self._saved else ""}), title
        )
        form.submitted.connect(partial(self._keep, form))
        form.open()

    def _keep(self, form: FieldForm, texts: dict[str, str]) -> None:
        from app.record.saved_groupings import Saved, save

        form.accept()
        name, one = texts["name"].strip(), Saved(self.by, self._query.filters)

        def act(work: "Work") -> None:
            save(work, self._page.listing.name, name, one)

        self._jobs.do(self, say("grouping.save"), act, lambda _: self._load_saved(name))

    def drop(self) -> None:
        """The one that was taken is not kept any longer."""
        from app.record.saved_groupings import drop

        name = self.usual.currentText()

        def act(work: "Work") -> None:
            drop(work, self._page.listing.name, name)

        self._jobs.do(self, say("grouping.drop"), act, lambda _: self._load_saved())

    # --- out ---

    def open_rows(self) -> None:
        """The list with the rows of the group under the cursor."""
        row = self.grid.currentIndex().row()
        if self.found is None or row < 0:
            return
        self._page.narrow((*self._query.filters, *self.found.inside[row]), self._query.search)
        self.accept()

    def export(self) -> None:
        """The workbook, with its chart."""
        if (found := self.found) is None:
            return
        title = self.windowTitle()
        path = files.to_save(self, title, f"{title}.xlsx", say("files.excel"))
        if path is None:
            return

        actor = self._jobs.actor

        def task(job: Job) -> Path:
            from app.exchange import grouped_sheet
            from app.record import leaving

            told = say("leaving.file", title=title, file=path.name)
            leaving.keep(self._jobs.office, actor, leaving.EXPORT, told, path=path)
            with self._jobs.office.read() as read:
                grouped_sheet.write(read, found, path)
            return path

        def told(path: Path) -> None:
            messages.tell(self, say("reports.written", path=path))

        self._jobs.run(self, title, task, told)
