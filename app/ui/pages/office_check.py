"""What a check of the office found: left the kinds with their clause and number, right each record, from where it opens."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QSplitter,
    QWidget,
)

from app.kernel.outcomes import Cancelled
from app.kernel.texts import say
from app.record.findings import FIELDS, Finding, groups
from app.ui import files, messages
from app.ui.appearance import restyle
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog
from app.ui.lines import Lines

if TYPE_CHECKING:
    from app.desk.checking import Report

_WIDTHS = (22, 26, 20)
"""Of the columns but the last, in digits."""


class OfficeCheck(Dialog):
    """Checks when it is made and shows itself with the answer; F5 checks again."""

    topic = "office-check"

    opened = Signal(str, object)
    """Noun and uid of a record to show."""

    def __init__(self, parent: QWidget, jobs: Jobs) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._jobs = jobs
        self.report: Report | None = None
        self.setWindowTitle(say("checked.title"))
        self.verdict, self.counted, self.sentence = QLabel(), QLabel(), QLabel()
        self.grid: Lines[Finding] = Lines(FIELDS, lambda found: found, _WIDTHS)
        self.kinds, self.model = QListWidget(), self.grid.lines
        self._build()
        self.check()

    def _build(self) -> None:
        box = self.box
        self.counted.setObjectName("faint")
        for label in (self.verdict, self.counted, self.sentence):
            label.setWordWrap(True)
        box.addWidget(self.verdict)
        box.addWidget(self.counted)
        self.kinds.setWordWrap(True)
        self.kinds.currentRowChanged.connect(self._choose)
        self._build_grid()
        split = QSplitter()
        split.addWidget(self.kinds)
        split.addWidget(self.grid)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 900])
        box.addWidget(split, 1)
        box.addWidget(self.sentence)
        self.look = self.button(say("checked.open"), "", self.open_current)
        self.save = self.button(say("checked.export"), "Ctrl+E", self.export)
        self.button(say("checked.again"), "F5", self.check)
        self.foot.stretch()
        self.button(say("checked.close"), "", self.reject)
        self.measure(156, 36)

    def _build_grid(self) -> None:
        grid = self.grid
        grid.measure(self.fontMetrics())
        grid.doubleClicked.connect(self.open_current)
        grid.selectionModel().currentRowChanged.connect(lambda *_: self._explain())
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), grid, self.open_current).setContext(Qt.ShortcutContext.WidgetShortcut)

    # --- checking ---

    def check(self) -> None:
        """The check that the command line does, beside the window."""
        office = self._jobs.office

        def task(job: Job) -> "Report":
            from app.desk import checking

            with office.read() as read:
                return checking.check(read, job.progress)

        self._jobs.run(self, say("checked.title"), task, self._checked, self._unchecked)

    def _unchecked(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            messages.refused(self, error, self._jobs.office.folder)
        if self.report is None:
            self.close()

    def _checked(self, report: "Report") -> None:
        self.report = report
        good = not report.faults
        restyle(self.verdict, "good" if good else "refusal")
        self.verdict.setText(say("checked.good") if good else say("checked.bad", count=len(report.faults)))
        self.counted.setText("；".join(report.facts))
        self.save.setEnabled(bool(report.rows))
        found = groups(report.rows)
        self.kinds.clear()
        self.kinds.addItem(say("checked.all", count=len(report.rows)))
        for group in found:
            self.kinds.addItem(say("checked.group", heading=group.heading, clause=group.clause, count=group.count))
        self.kinds.setCurrentRow(0)
        self.show()
        self.grid.setFocus()

    def _choose(self, number: int) -> None:
        if self.report is None or number < 0:
            return
        rows = self.report.rows
        if number:
            chosen = groups(rows)[number - 1]
            rows = [row for row in rows if (row.heading, row.clause) == (chosen.heading, chosen.clause)]
        self.grid.show_lines(rows)
        self._explain()

    def _explain(self) -> None:
        """The whole of a sentence that its line may cut off; what belongs to no record opens none."""
        found = self.grid.current()
        self.sentence.setText(found.text if found else "")
        self.look.setEnabled(bool(found and found.uid))

    # --- from here ---

    def open_current(self) -> None:
        """The page of the record under the cursor."""
        found = self.grid.current()
        if found and found.uid:
            self.opened.emit(found.noun, found.uid)

    def export(self) -> None:
        """Every finding as an Excel file."""
        report, office = self.report, self._jobs.office
        path = files.to_save(self, say("checked.export"), f"{say('checked.title')}.xlsx", say("files.excel"))
        if path is None or report is None:
            return

        actor = self._jobs.actor

        def task(job: Job) -> int:
            from app.exchange import xlsx
            from app.record import leaving

            told = say("leaving.file", title=say("checked.title"), file=path.name)
            leaving.keep(office, actor, leaving.EXPORT, told, path=path)
            with office.read() as read:
                return xlsx.export_rows(read, say("checked.title"), FIELDS, report.rows, path)

        self._jobs.run(self, say("checked.export"), task, partial(self._exported, path))

    def _exported(self, path: Path, count: int) -> None:
        messages.tell(self, say("export.done", count=f"{count:,}", path=path))
