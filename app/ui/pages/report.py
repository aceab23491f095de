"""A report of a period before it goes out: what of it does not agree, its rows, and the ways to Excel and to paper."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMenu, QTableView, QTabWidget, QWidget

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.appearance import restyle
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog
from app.ui.pages.periods import ask
from app.ui.pages.preview import Preview
from app.ui.rowsmodel import ALIGN

if TYPE_CHECKING:
    from app.desk.reports import Shown, ShownTable
    from app.printing.documents import Document
    from app.record.report import Behind, Check, Report
    from app.store.work import Read, Work

_Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDEST = 44
"""Digits that a column has at most at first."""


def ask_report(page: QWidget, jobs: Jobs, name: str, title: str, *more: Field) -> None:
    """Ask for a period, and what else a report takes, and show it."""

    def go(texts: Mapping[str, str]) -> None:
        ReportPage(page.window(), jobs, name, texts["period"].strip(), texts.get("reason", "").strip())

    period = Field("period", say("packages.period"), k.TEXT, True, say("packages.period_help"))
    ask(page, jobs, title, (period, *more), go)


def ask_plan_report(page: QWidget, jobs: Jobs, title: str) -> None:
    """Ask which of the reports on what was done and reported is wanted, and for what period, and show it."""
    from app.exchange.reports import PLAN_REPORTS

    kind = k.coded("report", {report.name: report.title for report in PLAN_REPORTS})

    def go(texts: Mapping[str, str]) -> None:
        ReportPage(page.window(), jobs, str(kind.read(texts["report"])), texts["period"].strip())

    report = Field("report", say("reports.which"), kind, True)
    period = Field("period", say("packages.period"), k.TEXT, True, say("packages.period_help"))
    ask(page, jobs, title, (report, period), go, given={"report": PLAN_REPORTS[0].name})


class Rows(QAbstractTableModel):
    """The rows of one table of a report; sums stand out."""

    def __init__(self, table: "ShownTable | Behind") -> None:
        from app.record.report import SUM

        super().__init__()
        self.table, self._sum = table, SUM
        self._strong = QFont()
        self._strong.setBold(True)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Every row."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Every column."""
        return 0 if parent.isValid() else len(self.table.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Titles above, numbers at the side."""
        if role != _Role.DisplayRole:
            return None
        return self.table.fields[section].title if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell as the lists show it."""
        field, row = self.table.fields[index.column()], self.table.rows[index.row()]
        if role == _Role.TextAlignmentRole:
            return ALIGN[field.kind.align]
        if role == _Role.FontRole:
            return self._strong if row.get(self._sum) else None
        return field.shown(row[field.key]) if role in (_Role.DisplayRole, _Role.ToolTipRole) else None


def grid_of(page: QWidget, table: "ShownTable | Behind") -> QTableView:
    """The rows of a table, as wide as they need."""
    grid, model = QTableView(), Rows(table)
    model.setParent(grid)
    grid.setModel(model)
    grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    grid.setAlternatingRowColors(True)
    grid.setTabKeyNavigation(False)
    grid.setWordWrap(False)
    grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    grid.verticalHeader().setDefaultSectionSize(page.fontMetrics().height() + 12)
    grid.resizeColumnsToContents()
    widest = _WIDEST * page.fontMetrics().horizontalAdvance("0")
    for place in range(len(table.fields)):
        grid.setColumnWidth(place, min(grid.columnWidth(place), widest))
    if table.rows:
        grid.setCurrentIndex(model.index(0, 0))
    return grid


class Names(Dialog):
    """What one figure was counted from."""

    def __init__(self, parent: QWidget, title: str, found: "Behind") -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(title)
        self.box.addWidget(QLabel(say("report.counted", count=len(found.rows))))
        self.grid = grid_of(self, found)
        self.box.addWidget(self.grid, 1)
        self.foot.stretch()
        self.button(say("reports.close"), "", self.reject)
        self.measure(110, 30)
        self.grid.setFocus()


class ReportPage(Dialog):
    """Reads the report when it is made and shows itself with the rows."""

    topic = "report"

    def __init__(self, parent: QWidget, jobs: Jobs, name: str, period: str, reason: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._jobs, self._name, self._period, self._reason = jobs, name, period, reason
        self.checks: list[Check] = []
        self.told, self.tables = QLabel(), QTabWidget()
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.RichText)
        self.told.linkActivated.connect(self.jump)
        self.box.addWidget(self.told)
        self.box.addWidget(self.tables, 1)
        self.save = self.button(say("reports.save"), "Ctrl+S", self.export)
        self.paper = self.button(say("reports.print"), "Ctrl+P", self.print)
        self.columns = self.button(say("reports.columns"), "Ctrl+K", self.choose_columns)
        self.foot.stretch()
        self.button(say("reports.close"), "", self.reject)
        self.measure(156, 36)
        self._jobs.run(self, say("reports.reading"), self._read, self._show, self._refused)

    def _report(self) -> "Report":
        from app.exchange.reports import REPORTS

        return REPORTS[self._name]

    def _read(self, job: Job) -> "tuple[Report, Shown]":
        from app.desk.reports import show

        with self._jobs.office.read() as read:
            return self._report(), show(read, self._report(), self._period)

    def _refused(self, error: BaseException) -> None:
        self._jobs.failed.emit(error)
        self.close()

    def _show(self, found: "tuple[Report, Shown]") -> None:
        report, shown_now = found
        self.title = report.title
        self.setWindowTitle(shown_now.title)
        self.paper.setVisible(report.on_paper)
        self.columns.setVisible(not report.form)
        self.checks = list(shown_now.problems)
        said = [self._line(number, check) for number, check in enumerate(self.checks)]
        said += [escape(say("reports.whole"))] if self._reason and report.whole else []
        restyle(self.told, "banner" if said else "good")
        self.told.setText("<br>".join(said) or escape(say("reports.agrees")))
        for table in shown_now.tables:
            self.tables.addTab(self._grid(table), say("reports.table", title=table.title, count=len(table.rows)))
        self.show()
        self.tables.currentWidget().setFocus()

    def _grid(self, table: "ShownTable") -> QTableView:
        grid = grid_of(self, table)
        grid.activated.connect(lambda index: self.show_names(table, index))
        return grid

    def _line(self, number: int, check: "Check") -> str:
        """A check as a line; one about a row leads to it."""
        return f'<a href="{number}">{escape(str(check))}</a>' if check.row else escape(str(check))

    def jump(self, number: str) -> None:
        """Put the cursor on the row that a check is about."""
        wanted = self.checks[int(number)].row
        for place in range(self.tables.count()):
            grid = self.tables.widget(place)
            model = grid.model() if isinstance(grid, QTableView) else None
            for at, row in enumerate(model.table.rows if isinstance(model, Rows) else ()):
                if isinstance(grid, QTableView) and {*wanted} <= {str(value).strip() for value in row.values()}:
                    self.tables.setCurrentIndex(place)
                    grid.setCurrentIndex(grid.model().index(at, 0))
                    grid.setFocus()
                    return

    def show_names(self, table: "ShownTable", index: Index) -> None:
        """Who and what a figure was counted from."""
        field, row = table.fields[index.column()], table.rows[index.row()]
        declared = self._report().tables[self.tables.currentIndex()]

        def task(job: Job) -> "Behind | None":
            from app.desk.reports import behind

            with self._jobs.office.read() as read:
                return behind(read, declared, self._report().period(self._period), row, field.key)

        def then(found: "Behind | None") -> None:
            if found is not None:
                named = str(row[declared.label[0]]).strip() if declared.label else ""
                Names(self, say("report.behind", row=named, figure=field.title), found).show()
            elif field.kind in (k.COUNT, k.FEN) and row[field.key]:
                messages.tell(self, say("report.no_names", figure=field.title))

        self._jobs.run(self, say("reports.reading"), task, then)

    # --- columns ---

    def choose_columns(self) -> None:
        """Which columns of the first table are wanted: on the screen, in the workbook and on paper."""
        menu = self.column_menu()
        menu.popup(self.columns.mapToGlobal(self.columns.rect().topLeft()))

    def column_menu(self) -> QMenu:
        """A column a line, with a tick where it is wanted; what names a row always is."""
        grid, menu = self._first_grid(), QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, field in enumerate(self._fields()):
            if field.key not in self._report().tables[0].label:
                action = menu.addAction(field.title)
                action.setCheckable(True)
                action.setChecked(not grid.isColumnHidden(place))
                action.toggled.connect(lambda wanted, at=place: grid.setColumnHidden(at, not wanted))
        return menu

    def _first_grid(self) -> QTableView:
        grid = self.tables.widget(0)
        assert isinstance(grid, QTableView)
        return grid

    def _fields(self) -> Sequence[Field]:
        return self._report().tables[0].fields

    def _wanted(self) -> "Report":
        """The report with the columns that are on the screen."""
        grid = self._first_grid()
        shown = [field.key for place, field in enumerate(self._fields()) if not grid.isColumnHidden(place)]
        return self._report() if len(shown) == len(self._fields()) else self._report().only(shown)

    # --- out ---

    def export(self) -> None:
        """The workbook; with a reason it carries whole identity numbers, and the journal says so."""
        path = files.to_save(self, self.title, f"{self.title}-{self._period}.xlsx", say("files.excel"))
        if path is None:
            return
        if self._reason and self._report().whole:
            self._jobs.do(self, self.title, lambda work: self._write_whole(work, path), self._written)
            return

        about, actor = self._wanted(), self._jobs.actor

        def task(job: Job) -> Path:
            from app.exchange import report
            from app.record import leaving

            told = say("leaving.file", title=f"{about.title} {self._period}", file=path.name)
            leaving.keep(self._jobs.office, actor, leaving.EXPORT, told, path=path)
            with self._jobs.office.read() as read:
                report.write(read, about, self._period, path)
            return path

        self._jobs.run(self, self.title, task, self._written)

    def _write_whole(self, work: "Work", path: Path) -> Path:
        from app.exchange import report

        report.write_whole(work, self._report(), self._period, path, self._reason)
        return path

    def _written(self, path: Path) -> None:
        messages.tell(self, say("reports.written", path=path))

    def print(self) -> None:
        """The paper as it will be printed."""
        if self._report().on_paper:
            Preview(self, self._jobs, Paper(self._wanted(), self._period), self._period).show()


class Paper:
    """The paper of a report for the preview."""

    def __init__(self, report: "Report", period: str) -> None:
        self._report, self._period = report, period

    def forms(self, read: "Read") -> list[tuple[str, str]]:
        """Its one paper."""
        return [(self._report.name, self._report.title)]

    def compose(self, read: "Read", form: str) -> "Document":
        """The paper, as it will be printed."""
        from app.printing import documents

        return documents.report(read, self._report, self._report.period(self._period))
