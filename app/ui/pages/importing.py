"""Importing: everything is checked before anything is written; what is wrong is corrected here or in a marked copy."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.desk.formdata import Choices
from app.desk.screens import IMPORTS, TABLES
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.editgrid import block_of
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog, Elided, Flow, pressed_by_enter
from app.ui.pages.checked_rows import CheckedRows
from app.ui.pages.import_begun import BegunImports
from app.ui.pages.import_files import ImportFiles
from app.ui.pages.import_reading import ImportReading, Load
from app.ui.pages.import_verdict import Verdict
from app.ui.pages.problems import SHOWN, VALUE, ProblemModel

if TYPE_CHECKING:
    from app.record.imports.core import Checked, Receipt
    from app.store.work import Work


_NOTES, _AROUND = 6, 16
"""Lines of notes in sight, and what stands around them."""


class Importing(Dialog):
    """From a file or a pasted block to a receipt."""

    def __init__(self, parent: QWidget, jobs: Jobs, kind: str, into: int | None, name: str) -> None:
        super().__init__(parent)
        self.topic = kind
        self._jobs, self._kind, self._into, self._name = jobs, kind, into, name
        self.reading = ImportReading(self, jobs, kind, into, self._check)
        self.files = ImportFiles(self, jobs, kind, into, name)
        self.begun = BegunImports(jobs, kind, into)
        self.begun.chosen.connect(self.reading.go_on)
        self.checked: Checked | None = None
        self.model = ProblemModel()
        self.model.edited.connect(self._edited)
        self.setWindowTitle(" · ".join(filter(None, (IMPORTS[kind], name))))
        self._build(name)
        self._enable()
        self.begun.load()
        self.measure(142, 33)

    def _build(self, name: str) -> None:
        box = self.box
        head = QLabel(
            say("importing.intro") if not name else f"{say('importing.into', name=name)}　{say('importing.intro')}"
        )
        head.setObjectName("faint")
        head.setWordWrap(True)
        box.addWidget(head)
        row = Flow()
        row.setContentsMargins(0, 0, 0, 0)
        self.choose = self._button(row, "choose", "Ctrl+O", self.choose_file)
        self._button(row, "paste", "Ctrl+V", self.paste)
        self._button(row, "template", "", self.files.template)
        if beside := TABLES[self._kind].beside:
            self._button(row, f"template_{beside}", "", partial(self.files.template_of, beside, None))
        if TABLES[self._kind].by_day and self._into is not None:
            self._button(row, "by_day", "", partial(self.files.template, by_day=True))
        self.map = self._button(row, "map", "Ctrl+M", self.reading.show_all)
        self._button(row, "log", "Ctrl+H", self.show_log)
        box.addLayout(row)
        self.source, self.verdict = Elided(), Verdict()
        self.source.setObjectName("title")
        box.addWidget(self.begun)
        box.addWidget(self.source)
        box.addWidget(self.verdict)
        self.rows = CheckedRows(self.model)
        self.grid, self.editor = self.rows.grid, self.rows.editor
        box.addWidget(self.rows, 1)
        self.reason = QLabel()
        self.reason.setObjectName("wrong")
        self.reason.setWordWrap(True)
        self.model.modelReset.connect(self.reason.clear)
        self.grid.selectionModel().currentRowChanged.connect(lambda now: self._explain(now.row()))
        box.addWidget(self.reason)
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.hide()
        box.addWidget(self.notes)
        row = self.foot
        self.marked = self._button(row, "marked", "", self.save_marked)
        self.skip = self._button(row, "skip", "Ctrl+K", self.skip_row)
        self.alike = self._button(row, "alike", "Ctrl+R", self.correct_alike)
        self.again = self._button(row, "recheck", "F5", self.recheck)
        row.stretch()
        self.go = self._button(row, "go", "Ctrl+Return", self.apply)
        self._button(row, "close", "", self.reject)

    def _button(self, row: Flow, code: str, key: str, act: Callable[[], None]) -> QPushButton:
        button = pressed_by_enter(QPushButton(say(f"importing.{code}")))
        button.clicked.connect(act)
        if key:
            QShortcut(QKeySequence(key), self, button.click)
        row.addWidget(button)
        return button

    # --- reading and checking ---

    def choose_file(self) -> None:
        """Ask for the clerk's workbook."""
        path = files.to_open(self, say("importing.pick"), say("files.sheets"))
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Read and check a file, by what is known of its sender."""
        self.reading.file(path)

    def paste(self) -> None:
        """Into the values from the cursor down, when cells of one column were copied; a wider block is read and checked."""
        copied = QGuiApplication.clipboard().mimeData()
        block, text, now = block_of(copied), copied.text().removesuffix("\n"), self.grid.currentIndex()
        alone = "\n" not in text or len(block) > 1
        if self.grid.hasFocus() and now.isValid() and alone and max(map(len, block), default=0) == 1:
            self._paste_down(block)
        elif self.reading.touched:
            again = partial(self.reading.pasted, text)
            messages.warn(self, say("importing.replace"), say("importing.replace_yes"), again)
        else:
            self.reading.pasted(text)

    def _paste_down(self, block: list[list[str]]) -> None:
        if self.grid.currentIndex().column() != VALUE:
            self.grid.setCurrentIndex(self.grid.currentIndex().siblingAtColumn(VALUE))
        try:
            self.grid.paste(block)
        except Refused as refusal:
            messages.refused(self, refusal)

    def recheck(self) -> None:
        """Check the corrected table again."""
        if self.checked is not None:
            table = self.checked.table
            self._check(lambda read, kind, job: table)

    def skip_row(self) -> None:
        """Leave the row of the selected problem out; the receipt will say so."""
        index = self.grid.currentIndex()
        if self.checked is None or not index.isValid():
            return
        problem = self.model.problems[index.row()]
        if problem.place < 0:
            return
        whole = self.checked.table
        left = whole.beside(problem.place)
        kept = [place for place in range(len(whole.numbers)) if place not in left]
        row = f"{problem.sheet}:{problem.row}" if whole.parts else problem.row
        table = whole.only(kept, say("importing.skipped", row=row))
        self.reading.touched = True
        self._check(lambda read, kind, job: table)

    def correct_alike(self) -> None:
        """What was corrected in one cell, in all that said the same."""
        index = self.grid.currentIndex()
        if index.isValid() and self.alike.isEnabled():
            self.model.correct_alike(index)

    def _check(self, load: Load) -> None:
        def task(job: Job) -> "tuple[Checked, Choices]":
            from app.exchange import imports

            with self._jobs.office.read() as read:
                kind = imports.KINDS[self._kind].at(read, self._into)
                table = load(read, kind, job)
            with self._jobs.office.read() as read:
                checked = imports.check(read, kind, table, self._into, job.progress)
                return checked, Choices(lists=read.lists())

        self._jobs.run(self, say("importing.reading"), task, lambda found: self._checked(*found), self._unreadable)

    def _unreadable(self, error: BaseException) -> None:
        if hasattr(error, "questions"):
            self.reading.ask(error)  # type: ignore[arg-type]
        elif isinstance(error, Refused):
            self.checked = None
            self.model.show(None, list(getattr(error, "problems", [])))
            self.rows.show_problems()
            self.source.clear()
            self.verdict.judge(str(error), "refusal")
            self._enable()
        else:
            messages.refused(self, error)

    def _checked(self, checked: "Checked", choices: Choices) -> None:
        self.checked = checked
        self.editor.fields, self.editor.choices = checked.batch.fields, choices
        self.reading.progress(checked)
        table = checked.table
        self.source.setText(
            say("importing.source", file=table.path.name, sheet=table.sheet, rows=f"{len(table.rows):,}")
        )
        self.model.show(table, checked.problems)
        self.verdict.tell(checked)
        notes = list(checked.notes)
        if checked.warnings:
            notes += [say("importing.warned", count=len(checked.warnings)), *map(str, checked.warnings[:SHOWN])]
        self.notes.setPlainText("\n".join(notes))
        self.notes.setFixedHeight(self.fontMetrics().lineSpacing() * min(len(notes), _NOTES) + _AROUND)
        self.notes.setVisible(bool(notes))
        self._enable()
        if checked.problems:
            self.rows.show_problems()
            self.grid.setFocus()
            self.grid.setCurrentIndex(self.model.index(0, VALUE))
        else:
            self.rows.show_written(checked.batch)
            self.go.setFocus()

    def _edited(self, count: int) -> None:
        self.reading.touched = True
        if self.checked is not None:
            self.reading.progress(self.checked, self.model.mended)
        self.verdict.judge(say("importing.edited", count=count), "banner")
        self.go.setEnabled(False)

    def _explain(self, row: int) -> None:
        """The whole of a problem that its line in the grid may cut off."""
        self.reason.setText(str(self.model.problems[row]) if 0 <= row < len(self.model.problems) else "")
        self.reason.setVisible(bool(self.reason.text()))

    def _enable(self) -> None:
        checked = self.checked
        clean = checked is not None and not checked.problems
        self.go.setEnabled(clean)
        self.again.setEnabled(checked is not None)
        self.map.setEnabled(self.reading.of_file)
        self.marked.setEnabled(checked is not None and not clean)
        self.skip.setEnabled(checked is not None and not clean)
        self.alike.setEnabled(checked is not None and not clean)

    def show_log(self) -> None:
        """What was imported until now, and undoing it; what was checked here is then checked again."""
        from app.ui.pages.import_log import ImportLog

        log = ImportLog(self, self._jobs)
        log.undone.connect(self.recheck)
        log.open()

    # --- writing ---

    def apply(self) -> None:
        """Write the whole table in one transaction."""
        checked = self.checked
        if checked is None or checked.problems or not self.go.isEnabled():
            return
        self.go.setEnabled(False)

        def act(work: "Work") -> "Receipt":
            from app.exchange import imports

            self.reading.give_up(work)
            return imports.apply(work, imports.KINDS[self._kind], checked)

        self._jobs.do(self, say("importing.writing"), act, self._imported, self._unwritten)

    def _imported(self, receipt: "Receipt") -> None:
        self.reading.close(done=True)
        self.accept()
        back = say("importing.posted" if TABLES[self._kind].posts else "importing.undo")
        told = "\n".join([say("importing.done"), "", receipt.text(), *receipt.notes, back])
        messages.tell(self.parentWidget(), told)

    def _unwritten(self, error: BaseException) -> None:
        messages.refused(self, error)
        self._enable()

    def save_marked(self) -> None:
        """A fresh copy of the table with every bad cell marked."""
        if self.checked is not None:
            self.files.marked(self.checked, self.reading.source)

    def reject(self) -> None:
        """Leave; what was answered and corrected is kept for the next time."""
        self.reading.close(done=False)
        super().reject()
        if self.reading.touched:
            messages.tell(self.parentWidget(), say("begun.kept"))
