"""下发文件 in the window: what goes down to the offices below, and what came from above with what it would change."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog, pressed_by_enter

if TYPE_CHECKING:
    from app.exchange.directive_taking import Plan
    from app.store.work import Read, Work


class Issuing(Dialog):
    """Chooses what goes down, and to whom."""

    def __init__(self, parent: QWidget, jobs: Jobs) -> None:
        from app.desk.imports import KINDS
        from app.exchange.directive import LISTED

        super().__init__(parent)
        self._jobs = jobs
        self.money: Path | None = None
        self.setWindowTitle(say("directive.menu_issue").removesuffix("…"))
        intro = QLabel(say("directive.intro"))
        intro.setObjectName("faint")
        intro.setWordWrap(True)
        self.to, self.unit = QComboBox(), QComboBox()
        self.pack = QCheckBox(say("directive.with_pack"))
        self.listed = {kind: QCheckBox(KINDS[kind].title) for kind in LISTED}
        self.attach = pressed_by_enter(QPushButton(say("directive.budgets")))
        self.attach.clicked.connect(self.choose_money)
        self.attached = QLabel(say("directive.budgets_none"))
        form = QFormLayout()
        form.addRow(say("directive.to"), self.to)
        form.addRow(say("directive.unit_label"), self.unit)
        for box in (self.pack, *self.listed.values()):
            form.addRow("", box)
        form.addRow(self.attach, self.attached)
        self.box.addWidget(intro)
        self.box.addLayout(form)
        self.box.addStretch(1)
        self.go = self.button(say("directive.make"), "Ctrl+Return", self.issue)
        self.foot.stretch()
        self.button(say("directive.close"), "", self.reject)
        self.measure(100, 20)
        jobs.look(self, _below, self._fill)

    def _fill(self, found: "tuple[list[tuple[str, str]], list[str]]") -> None:
        offices, units = found
        self.to.addItem(say("directive.everybody"), "")
        for name, region in offices:
            self.to.addItem(f"{name}（{region}）", region)
        self.unit.addItem(say("directive.no_unit"), "")
        for unit in units:
            self.unit.addItem(unit, unit)
        self.to.setFocus()

    def choose_money(self) -> None:
        """The workbook with the shares of the money."""
        path = files.to_open(self, say("directive.budgets"), say("files.sheets"))
        if path is not None:
            self.money = path
            self.attached.setText(path.name)

    def issue(self) -> None:
        """Write the file."""
        path = files.to_save(self, self.windowTitle(), f"{say('directive.name')}.zip", say("files.package"))
        if path is None:
            return
        from app.exchange.directive import Chosen

        listed = [kind for kind, box in self.listed.items() if box.isChecked()]
        attached = {"budgets": self.money} if self.money else {}
        to, unit = (str(box.currentData() or "") for box in (self.to, self.unit))
        chosen = Chosen(to, unit, listed, attached, self.pack.isChecked())

        def act(work: "Work") -> str:
            from app.exchange import directive

            return str(directive.build(work, chosen, path).note)

        def then(content: str) -> None:
            messages.tell(self, say("directive.issued", file=path, content=content))

        self._jobs.do(self, self.windowTitle(), act, then)


def _below(read: "Read") -> tuple[list[tuple[str, str]], list[str]]:
    """The offices that are known beside this one, and the units that have targets."""
    from app.desk.lists import LISTINGS

    own = read.own.region
    offices = [(str(r["name"]), str(r["region"])) for r in LISTINGS["offices"].rows(read.connection)]
    units = dict.fromkeys(str(r["unit_name"]) for r in LISTINGS["quotas"].rows(read.connection) if r["target"])
    return [(name, region) for name, region in offices if region != own], list(units)


class Taking(Dialog):
    """What a file from above would change; it is taken, or what it brought is given back."""

    def __init__(self, parent: QWidget, jobs: Jobs, path: Path) -> None:
        super().__init__(parent)
        self._jobs, self._path = jobs, path
        self.plan: Plan | None = None
        self.setWindowTitle(say("directive.menu_take").removesuffix("…"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.box.addWidget(self.text, 1)
        self.go = self.button(say("directive.take"), "Ctrl+Return", self.take)
        self.back = self.button(say("directive.go_back"), "", self.ask_back)
        self.foot.stretch()
        self.button(say("directive.close"), "", self.reject)
        self.measure(110, 24)
        self._look()

    def _look(self) -> None:
        def look(job: Job) -> "Plan":
            from app.exchange import directive_taking

            return directive_taking.preview(self._jobs.office, self._jobs.actor, self._path)

        self._jobs.run(self, self.windowTitle(), look, self._show, self._refused)

    def _refused(self, error: BaseException) -> None:
        parent = self.parentWidget()
        self.reject()
        if isinstance(error, Refused):
            messages.refused(parent, error)
        else:
            self._jobs.failed.emit(error)

    def _show(self, plan: "Plan") -> None:
        self.plan = plan
        self.text.setPlainText("\n".join(plan.lines))
        self.go.setEnabled(not plan.already)
        self.back.setEnabled(plan.already)
        self.open()
        (self.back if plan.already else self.go).setFocus()

    def take(self) -> None:
        """All of it, or nothing."""

        def act(work: "Work") -> "Plan":
            from app.exchange import directive_taking

            return directive_taking.take(work, self._path)

        def then(plan: "Plan") -> None:
            messages.tell(self, "\n".join([say("directive.taken"), *plan.lines]))
            self._look()

        self._jobs.do(self, self.windowTitle(), act, then)

    def ask_back(self) -> None:
        """What it brought goes again, once that was agreed to."""
        messages.warn(self, say("directive.sure"), say("directive.go_back"), self._go_back)

    def _go_back(self) -> None:
        def act(work: "Work") -> list[str]:
            from app.exchange import directive_taking

            return directive_taking.go_back(work, directive_taking.row_of(work, self._path))

        def then(told: list[str]) -> None:
            messages.tell(self, "\n".join(told))
            self._look()

        self._jobs.do(self, say("directive.go_back"), act, then)
