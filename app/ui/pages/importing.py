"""Importing: everything is checked before anything is written; what is wrong is corrected here or in a marked copy."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from app.desk.screens import IMPORTS, TABLES
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.appearance import restyle
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog, Elided, Flow
from app.ui.pages.draftgrid import Grid
from app.ui.pages.import_reading import ImportReading, Load
from app.ui.pages.problems import SHOWN, VALUE, WIDTHS, ProblemModel

if TYPE_CHECKING:
    from app.record.imports.core import Checked, Receipt
    from app.store.work import Work


class Importing(Dialog):
    """From a file or a pasted block to a receipt."""

    def __init__(self, parent: QWidget, jobs: Jobs, kind: str, into: int | None, name: str) -> None:
        super().__init__(parent)
        self._jobs, self._kind, self._into, self._name = jobs, kind, into, name
        self.reading = ImportReading(self, jobs, kind, into, self._check)
        self.checked: Checked | None = None
        self._corrected = False
        self.model = ProblemModel()
        self.model.edited.connect(self._edited)
        self.setWindowTitle(" · ".join(filter(None, (IMPORTS[kind], name))))
        self._build(name)
        self._enable()
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
        self._button(row, "template", "", self.save_template)
        if TABLES[self._kind].by_day and self._into is not None:
            self._button(row, "by_day", "", partial(self.save_template, by_day=True))
        self.map = self._button(row, "map", "Ctrl+M", self.reading.show_all)
        self._button(row, "log", "Ctrl+L", self.show_log)
        box.addLayout(row)
        self.source, self.verdict = Elided(), QLabel()
        self.source.setObjectName("title")
        self.verdict.setWordWrap(True)
        self.verdict.setObjectName("banner")
        self.verdict.hide()
        box.addWidget(self.source)
        box.addWidget(self.verdict)
        box.addWidget(self._grid(), 1)
        self.reason = QLabel()
        self.reason.setObjectName("wrong")
        self.reason.setWordWrap(True)
        self.model.modelReset.connect(self.reason.clear)
        self.grid.selectionModel().currentRowChanged.connect(lambda now: self._explain(now.row()))
        box.addWidget(self.reason)
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setMaximumHeight(self.fontMetrics().height() * 6)
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
        button = QPushButton(say(f"importing.{code}"))
        button.setAutoDefault(False)
        button.clicked.connect(act)
        for press in ("Return", "Enter"):
            QShortcut(QKeySequence(press), button, button.click).setContext(Qt.ShortcutContext.WidgetShortcut)
        if key:
            QShortcut(QKeySequence(key), self, button.click)
        row.addWidget(button)
        return button

    def _grid(self) -> Grid:
        self.grid = grid = Grid()
        grid.setModel(self.model)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        grid.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        grid.setAlternatingRowColors(True)
        grid.setTabKeyNavigation(False)
        unit = self.fontMetrics().horizontalAdvance("0")
        for number, width in enumerate(WIDTHS):
            grid.setColumnWidth(number, width * unit + 16)
        grid.horizontalHeader().setStretchLastSection(True)
        grid.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        return grid

    # --- reading and checking ---

    def choose_file(self) -> None:
        """Ask for the clerk's workbook."""
        path = files.to_open(self, say("importing.pick"), say("files.sheets"))
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Read and check a file, by what is known of its sender."""
        self._corrected = False
        self.reading.file(path)

    def paste(self) -> None:
        """Into the value of the current problem, when one cell was copied; a block from Excel is read and checked."""
        text = QGuiApplication.clipboard().text().removesuffix("\n")
        now = self.grid.currentIndex()
        if self.grid.hasFocus() and now.isValid() and "\t" not in text and "\n" not in text:
            self.model.setData(now.siblingAtColumn(VALUE), text)
        elif self._corrected:
            messages.warn(self, say("importing.replace"), say("importing.replace_yes"), lambda: self._paste(text))
        else:
            self._paste(text)

    def _paste(self, text: str) -> None:
        self._corrected = False
        self.reading.pasted(text)

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
        kept = [place for place in range(len(whole.numbers)) if place != problem.place]
        table = whole.only(kept, say("importing.skipped", row=problem.row))
        self._corrected = True
        self._check(lambda read, kind, job: table)

    def correct_alike(self) -> None:
        """What was corrected in one cell, in all that said the same."""
        index = self.grid.currentIndex()
        if index.isValid() and self.alike.isEnabled():
            self.model.correct_alike(index)

    def _check(self, load: Load) -> None:
        def task(job: Job) -> "Checked":
            from app.exchange import imports

            with self._jobs.office.read() as read:
                kind = imports.KINDS[self._kind].at(read, self._into)
                table = load(read, kind, job)
            with self._jobs.office.read() as read:
                return imports.check(read, kind, table, self._into, job.progress)

        self._jobs.run(self, say("importing.reading"), task, self._checked, self._unreadable)

    def _unreadable(self, error: BaseException) -> None:
        if hasattr(error, "questions"):
            self.reading.ask(error)  # type: ignore[arg-type]
        elif isinstance(error, Refused):
            self.checked = None
            self.model.show(None, list(getattr(error, "problems", [])))
            self.source.clear()
            self._judge(str(error), "refusal")
            self._enable()
        else:
            messages.refused(self, error)

    def _checked(self, checked: "Checked") -> None:
        self.checked = checked
        table = checked.table
        self.source.setText(
            say("importing.source", file=table.path.name, sheet=table.sheet, rows=f"{len(table.rows):,}")
        )
        self.model.show(table, checked.problems)
        self._verdict(checked)
        notes = list(checked.notes)
        if checked.warnings:
            notes += [say("importing.warned", count=len(checked.warnings)), *map(str, checked.warnings[:SHOWN])]
        self.notes.setPlainText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self._enable()
        if checked.problems:
            self.grid.setFocus()
            self.grid.setCurrentIndex(self.model.index(0, VALUE))
        else:
            self.go.setFocus()

    def _verdict(self, checked: "Checked") -> None:
        if checked.problems:
            text = say("importing.wrong", count=len(checked.problems) + checked.batch.more, rows=checked.refused)
            if len(checked.problems) > SHOWN:
                text += say("importing.shown", count=SHOWN)
            self._judge(text, "refusal")
        elif checked.already:
            differing = checked.new + checked.changed
            text = say("importing.already", at=checked.already)
            text += say("import.differing", count=differing) if differing else ""
            self._judge(text, "banner")
        else:
            counts = {"new": checked.new, "changed": checked.changed, "same": checked.same}
            self._judge(say("importing.clean", **counts), "good")

    def _judge(self, text: str, style: str) -> None:
        restyle(self.verdict, style)
        self.verdict.setText(text)
        self.verdict.show()

    def _edited(self, count: int) -> None:
        self._corrected = True
        self._judge(say("importing.edited", count=count), "banner")
        self.go.setEnabled(False)

    def _explain(self, row: int) -> None:
        """The whole of a problem that its line in the grid may cut off."""
        self.reason.setText(str(self.model.problems[row]) if 0 <= row < len(self.model.problems) else "")

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

            return imports.apply(work, imports.KINDS[self._kind], checked)

        self._jobs.do(self, say("importing.writing"), act, self._imported, self._unwritten)

    def _imported(self, receipt: "Receipt") -> None:
        self._corrected = False
        self.accept()
        messages.tell(
            self.parentWidget(),
            "\n".join([say("importing.done"), "", receipt.text(), *receipt.notes, say("importing.undo")]),
        )

    def _unwritten(self, error: BaseException) -> None:
        messages.refused(self, error)
        self._enable()

    def save_marked(self) -> None:
        """A fresh copy of the table with every bad cell marked."""
        checked = self.checked
        if checked is None:
            return
        path = files.to_save(self, say("importing.marked"), f"{checked.table.path.stem}-标错.xlsx", say("files.excel"))
        if path is None:
            return

        def task(job: Job) -> Path:
            from app.exchange import imports

            imports.marked_copy(checked.table, checked.problems, path, self.reading.source)
            return path

        self._jobs.run(self, say("importing.marked"), task, partial(self._saved, "importing.marked_done"))

    def save_template(self, *, by_day: bool = False) -> None:
        """A workbook with the right headers, and with the people of the class that the dialog is for."""
        code = "by_day_of" if by_day else "template_of" if self._name else "template_name"
        name = say(f"importing.{code}", title=TABLES[self._kind].title, name=self._name)
        path = files.to_save(self, say("importing.template"), name, say("files.excel"))
        if path is None:
            return

        def task(job: Job) -> int:
            from app.exchange import class_template, imports

            with self._jobs.office.read() as read:
                return class_template.write(read, imports.KINDS[self._kind], path, self._into, by_day=by_day)

        def told(people: int) -> None:
            code = "importing.template_people" if people else "importing.template_done"
            messages.tell(self, say(code, path=path, count=people))

        self._jobs.run(self, say("importing.template"), task, told)

    def _saved(self, code: str, path: Path) -> None:
        messages.tell(self, say(code, path=path))

    def reject(self) -> None:
        """Leave; ask first when corrections would be lost."""
        if self._corrected:
            messages.warn(self, say("importing.abandon"), say("importing.abandon_yes"), super().reject)
        else:
            super().reject()
