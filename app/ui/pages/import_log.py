"""The imports that were made, and undoing one: what goes, what is put back and what stays is said before it is done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.desk import import_log, import_undo
from app.desk.import_log import FIELDS, Imported
from app.desk.import_undo import Undoing
from app.kernel.texts import say
from app.ui import messages
from app.ui.jobs import Jobs
from app.ui.layouts import Dialog
from app.ui.lines import Lines

if TYPE_CHECKING:
    from app.store.work import Read, Work

_WIDTHS = (8, 14, 24, 20, 17, 10, 9, 9, 9)
"""Of the columns but the last, in digits."""


class ImportLog(Dialog):
    """Every import that stands, the newest first; Ctrl+Z undoes the one under the cursor, after a question."""

    topic = "import-log"

    undone = Signal()

    def __init__(self, parent: QWidget, jobs: Jobs) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setWindowTitle(say("import_log.title"))
        self.grid: Lines[Imported] = Lines(FIELDS, lambda one: one.texts, _WIDTHS)
        self.model, self.reason = self.grid.lines, QLabel()
        head = QLabel(say("import_log.intro"))
        head.setObjectName("faint")
        for label in (head, self.reason):
            label.setWordWrap(True)
        self.grid.measure(self.fontMetrics())
        self.grid.verticalHeader().hide()
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._choose())
        self.box.addWidget(head)
        self.box.addWidget(self.grid, 1)
        self.box.addWidget(self.reason)
        self.foot.stretch()
        self.go = self.button(say("import_log.undo"), "Ctrl+Z", self.ask)
        self.button(say("import_log.close"), "", self.reject)
        self.measure(150, 28)
        self.go.setEnabled(False)
        self.load()

    def load(self) -> None:
        """Ask for the imports anew."""
        self._jobs.look(self, import_log.imported, self._show, failed=self._refused)

    def _show(self, rows: list[Imported]) -> None:
        self.grid.show_lines(rows)
        self.grid.setFocus()
        self._choose()
        self._foresee(rows, 0)

    def _foresee(self, rows: list[Imported], row: int) -> None:
        """What undoing comes to, one import after the other, as each takes a look at its rows; other lists get their turn."""
        row = next((n for n in range(row, len(rows)) if rows[n].can_undo), len(rows))
        if row == len(rows) or self.model.rows is not rows:
            return
        one = rows[row]

        def told(found: Imported) -> None:
            if self.model.rows is rows:
                self.model.replace(row, found)
                self._choose()
                self._foresee(rows, row + 1)

        self._jobs.look(self, lambda read: import_log.foreseen(read, one), told, failed=self._refused)

    def _choose(self) -> None:
        one = self.grid.current()
        self.go.setEnabled(bool(one and one.can_undo))
        self.reason.setText(one.outcome if one else say("import_log.none"))

    # --- undoing ---

    def ask(self) -> None:
        """Say what undoing would do, and do it when that is agreed to."""
        one = self.grid.current()
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
