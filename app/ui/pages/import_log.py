"""The imports that were made, and undoing one: what goes, what is put back and what stays is said before it is done."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView, QWidget

from app.desk import import_undo
from app.desk.import_undo import FIELDS, Imported, Undoing
from app.kernel.texts import say
from app.ui import messages
from app.ui.jobs import Jobs
from app.ui.layouts import Dialog

if TYPE_CHECKING:
    from app.store.work import Read, Work

_Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WIDTHS = (8, 14, 24, 20, 17, 10, 9, 9, 9)
"""Of the columns but the last, in digits."""


class ImportsModel(QAbstractTableModel):
    """One line per import."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Imported] = []
        self._texts: list[list[str]] = []

    def show(self, rows: list[Imported]) -> None:
        """These from now on."""
        self.beginResetModel()
        self.rows, self._texts = rows, [one.texts for one in rows]
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One line per import."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Which file went into what, when, by whom, and whether it can be undone."""
        return 0 if parent.isValid() else len(FIELDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Titles above."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return FIELDS[section].title

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """The words of an import."""
        return self._texts[index.row()][index.column()] if role in (_Role.DisplayRole, _Role.ToolTipRole) else None


class ImportLog(Dialog):
    """Every import that stands, the newest first; Ctrl+Z undoes the one under the cursor, after a question."""

    undone = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setWindowTitle(say("import_log.title"))
        self.model, self.grid, self.reason = ImportsModel(), QTableView(), QLabel()
        head = QLabel(say("import_log.intro"))
        head.setObjectName("faint")
        for label in (head, self.reason):
            label.setWordWrap(True)
        self._build_grid()
        self.box.addWidget(head)
        self.box.addWidget(self.grid, 1)
        self.box.addWidget(self.reason)
        self.foot.stretch()
        self.go = self.button(say("import_log.undo"), "Ctrl+Z", self.ask)
        self.button(say("import_log.close"), "", self.reject)
        self.measure(150, 28)
        self.go.setEnabled(False)
        self.load()

    def _build_grid(self) -> None:
        grid = self.grid
        grid.setModel(self.model)
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        grid.setAlternatingRowColors(True)
        grid.setTabKeyNavigation(False)
        unit = self.fontMetrics().horizontalAdvance("0")
        for number, width in enumerate(_WIDTHS):
            grid.setColumnWidth(number, width * unit)
        grid.horizontalHeader().setStretchLastSection(True)
        grid.verticalHeader().hide()
        grid.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        grid.selectionModel().currentRowChanged.connect(lambda *_: self._choose())

    def load(self) -> None:
        """Ask for the imports anew."""
        self._jobs.look(self, import_undo.imported, self._show, failed=self._refused)

    def _show(self, rows: list[Imported]) -> None:
        self.model.show(rows)
        if rows:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.grid.setFocus()
        self._choose()

    def current(self) -> Imported | None:
        """The import under the cursor."""
        row = self.grid.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _choose(self) -> None:
        one = self.current()
        self.go.setEnabled(bool(one and one.can_undo))
        self.reason.setText(one.obstacle if one else say("import_log.none"))

    # --- undoing ---

    def ask(self) -> None:
        """Say what undoing would do, and do it when that is agreed to."""
        one = self.current()
        if one is None or one.number is None or not self.go.isEnabled():
            return
        number = one.number

        def ask(read: "Read") -> Undoing:
            return import_undo.preview(read, number)

        self._jobs.look(self, ask, lambda found: self._asked(number, found), failed=self._refused)

    def _asked(self, number: int, found: Undoing) -> None:
        text = "\n".join([say("undo.would", file=found.file), "", *found.lines])
        messages.ask(self, text, say("import_log.undo"), lambda: self._undo(number))

    def _undo(self, number: int) -> None:
        def act(work: "Work") -> Undoing:
            return import_undo.undo(work, number)

        self._jobs.do(self, say("import_log.undo"), act, self._done, self._refused)

    def _done(self, found: Undoing) -> None:
        self.undone.emit()
        self.load()
        messages.tell(self, "\n".join([say("undo.done", file=found.file), "", *found.lines]))

    def _refused(self, error: BaseException) -> None:
        messages.refused(self, error, self._jobs.office.folder)
        self._choose()
