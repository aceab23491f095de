"""The draft of a policy: its grids, what is wrong with it, what it changes, and its way into the office."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QTabWidget,
    QWidget,
)

from app.desk.drafts import autosave
from app.desk.drafts import draft as drafts
from app.desk.drafts.cases import Cases
from app.desk.drafts.draft import Draft
from app.desk.drafts.idle_rows import ReadingRows, UnsupportedRows
from app.desk.drafts.papers import Clauses, Documents, Head
from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Sheet
from app.desk.drafts.targets import Targets
from app.desk.drafts.values import Values
from app.desk.drafts.worded import value_keys
from app.kernel import kinds as k
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.keys import KEYS
from app.policy.wordings import Wording
from app.ui import files, messages
from app.ui.appearance import restyle
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog
from app.ui.pages.draft_excel import DraftExcel
from app.ui.pages.draft_install import DraftInstall
from app.ui.pages.draft_trial import DraftTrial
from app.ui.pages.draftpanel import Panel
from app.ui.pages.draftrows import RowsPanel
from app.ui.timers import later

_SETTLING = 150
"""Milliseconds after an edit until the draft is checked."""
_LISTED = 5
"""Problems seen at once below the grids."""
_SHEETS: tuple[tuple[str, type[Sheet]], ...] = (
    *(("values", Values), ("rows", Rows), ("head", Head), ("documents", Documents), ("clauses", Clauses)),
    *(("targets", Targets), ("cases", Cases), ("reading", ReadingRows), ("unsupported", UnsupportedRows)),
)


class Drafting(Dialog):
    """Edits a draft; with `base` it becomes the next version of the office's pack, without one it founds an office."""

    topic = "drafting"

    founding = Signal(object)
    """The file of a finished pack that an office is to be founded with."""

    def __init__(
        self,
        parent: QWidget,
        jobs: Jobs,
        draft: Draft,
        offers: dict[str, tuple[str, ...]],
        *,
        base: str = "",
        sent: str = "",
        path: Path | None = None,
        rescued: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._jobs, self.draft, self._base, self._sent = jobs, draft, base, sent
        self._path = path
        self._proving, self._excel = DraftTrial(self, jobs), DraftExcel(self, jobs)
        self._installing = DraftInstall(self, jobs)
        self._before = deepcopy(draft.data)
        self._kept = {} if rescued else deepcopy(draft.data)
        self._rescued = rescued
        self.found: list[Problem] | None = None
        self._round = 0
        self.tabs, self.steps = QTabWidget(), QUndoStack(self)
        self.panels = {name: _panel(kind(draft, offers), self.steps) for name, kind in _SHEETS}
        self._build()
        self._checking = later(self, _SETTLING, self.check)
        self.check()

    def _build(self) -> None:
        self._title()
        box = self.box
        self.verdict = QLabel(say("policy_page.checking"))
        self.verdict.setObjectName("banner")
        self.verdict.setWordWrap(True)
        box.addWidget(self.verdict)
        for number, (name, panel) in enumerate(self.panels.items(), 1):
            self.tabs.addTab(panel, say(f"policy_page.tab_{name}"))
            self.tabs.setTabToolTip(number - 1, f"Ctrl+{number}")
            panel.changed.connect(self._changed)
            panel.model.restored.connect(partial(self._turn, number - 1))
            if isinstance(panel, RowsPanel):
                panel.elsewhere.connect(self._write_elsewhere)
            key = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            key.activated.connect(lambda at=number - 1: self._turn(at))
        box.addWidget(self.tabs, 1)
        self.problems = QListWidget()
        self.problems.hide()
        self.problems.itemActivated.connect(lambda: self._go_to(self.problems.currentRow()))
        self.problems.itemClicked.connect(lambda: self._go_to(self.problems.currentRow()))
        box.addWidget(self.problems)
        self.button(say("policy_page.save"), "Ctrl+S", self.save)
        self.differ = self.button(say("policy_page.difference"), "Alt+1", self.show_difference)
        self.run = self.button(say("policy_page.cases"), "Alt+2", self.run_cases)
        self.effect = self.button(say("policy_page.effect"), "Alt+3", self.show_effect)
        self.button(say("policy_page.to_excel"), "Alt+4", lambda: self._excel.write(self.draft))
        self.button(say("policy_page.from_excel"), "Alt+5", lambda: self._excel.read(self._replace))
        for button in (self.differ, self.effect):
            button.setVisible(bool(self._base))
        self.foot.stretch()
        going = say("policy_page.install" if self._base else "policy_page.found")
        self.go = self.button(going, "Ctrl+Return", self.install)
        self.go.setObjectName("main")
        self.button(say("importing.close"), "", self.reject)
        self.measure(156, 36)
        self._turn(0)

    def _title(self) -> None:
        """The policy, with a mark while something is not saved."""
        self.setWindowTitle(say("policy_page.drafting", title=self.draft.title) + "[*]")
        self.setWindowModified(self.draft.data != self._kept)

    def _turn(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        panel = list(self.panels.values())[number]
        panel.grid.setFocus()
        if not panel.grid.currentIndex().isValid():
            panel.stand(0)

    def _write_elsewhere(self, wording: Wording) -> None:
        """What the circular says as a value, 仅供查阅 or 暂不支持: in its own grid."""
        name = "values" if wording.form == "value" else wording.form
        self._turn(list(self.panels).index(name))
        if name != "values":
            self.panels[name].add()
        for key in value_keys(wording)[:1]:
            self.panels[name].add_value(KEYS[key].title)

    # --- checking ---

    def _changed(self) -> None:
        """Other grids show the same draft: a clause made in one is offered in the others."""
        for panel in self.panels.values():
            if panel is not self.tabs.currentWidget():
                panel.model.renew()
        self._title()
        self.found = None
        self._let()
        self._checking.start()

    def check(self) -> None:
        """Look for everything that is wrong, beside the window; an answer to an older draft is dropped."""
        self._round += 1
        number, draft, dated = self._round, self._copy(), not self._as_sent()

        def then(found: list[Problem]) -> None:
            if number == self._round:
                self._checked(found)

        safe = self._path if self.draft.data != self._kept else None

        def task(job: Job) -> list[Problem]:
            if safe is not None and number == self._round:
                autosave.save(safe, draft.text)
            return drafts.problems(draft, dated=dated)

        self._jobs.run(self, say("policy_page.checking"), task, then)

    def _copy(self) -> Draft:
        return Draft(deepcopy(self.draft.data), dict(self.draft.faults))

    def _as_sent(self) -> bool:
        """Whether nothing was changed in the file that somebody sent."""
        return bool(self._sent) and self.draft.data == self._before and not self.draft.faults

    def text(self) -> str:
        """The pack file; what was sent and not changed is that very file."""
        return self._sent if self._as_sent() else self.draft.text

    def _checked(self, found: list[Problem]) -> None:
        self.found = found
        for panel in self.panels.values():
            panel.model.blame(found)
        self.problems.clear()
        self.problems.addItems([self._told(problem) for problem in found])
        self.problems.setVisible(bool(found))
        tall = self.problems.sizeHintForRow(0) if found else 0
        self.problems.setFixedHeight(tall * min(len(found), _LISTED) + 2 * self.problems.frameWidth() + 2)
        self._judge(found)
        self._let()

    def _told(self, problem: Problem) -> str:
        """Where and what: the tab and the row that it belongs to."""
        for name, panel in self.panels.items():
            spot = panel.model.spot(problem)
            if spot.isValid():
                names = [spot.siblingAtColumn(0).data(), panel.sheet.columns[spot.column()].title]
                told = " · ".join((say(f"policy_page.tab_{name}"), *names[: 2 if spot.column() else 1]))
                return f"{told}：{problem.reason}"
        return problem.reason

    def _judge(self, found: list[Problem]) -> None:
        waiting = len(self.draft.unverified)
        text = say("policy_page.wrong", count=len(found)) if found else say("policy_page.sound")
        if waiting and not found:
            text += say("policy_page.still_waiting", count=waiting)
        if not self._base and not found:
            text += say("policy_page.rates_wanted")
        if self._rescued:
            text = say("policy_page.rescued") + "\n" + text
        restyle(self.verdict, "refusal" if found else "good")
        self.verdict.setText(text)

    def _let(self) -> None:
        """What needs a sound draft is off, and says why; cases that come out otherwise may still be looked at."""
        why = say("policy_page.checking") if self.found is None else "\n".join(map(self._told, self.found[:_LISTED]))
        for button in (self.differ, self.effect, self.go):
            button.setEnabled(self.found == [])
            button.setToolTip(why)
        self.run.setEnabled(self.found is not None and all(one.code == "draft.case" for one in self.found))

    def _go_to(self, row: int) -> None:
        if not self.found or not 0 <= row < len(self.found):
            return
        for number, panel in enumerate(self.panels.values()):
            if panel.show_problem(self.found[row]):
                self.tabs.setCurrentIndex(number)
                panel.grid.setFocus()
                return

    # --- what it comes to ---

    def show_difference(self) -> None:
        """What the draft says otherwise than the version that is installed."""
        self._proving.difference(self._base, self.text())

    def run_cases(self) -> None:
        """Its worked cases, each with the reasons of its decision."""
        self._proving.cases(self.text())

    def show_effect(self) -> None:
        """Which open claims it would change, and by how much."""
        self._proving.effect(self.text())

    # --- out ---

    def save(self) -> None:
        """Keep the draft as a file, finished or not; where is asked once."""
        if self._path is not None:
            self._write(self._path, lambda: None)
            return
        path = files.to_save(self, say("policy_page.save"), self.draft.file_name, say("files.pack"))
        if path is not None:
            self._write(path, lambda: messages.tell(self, say("policy_page.saved", path=path)))

    def _write(self, path: Path, then: Callable[[], object]) -> None:
        text, data = self.text(), deepcopy(self.draft.data)

        def task(job: Job) -> None:
            from app.store.files import atomic

            with atomic(path) as place:
                place.write_text(text, encoding="utf-8", newline="\n")

        def done(_: None) -> None:
            self._kept, self._path, self._rescued = data, path, False
            self._forget()
            self._title()
            then()

        self._jobs.run(self, say("policy_page.save"), task, done)

    def _replace(self, found: Draft) -> None:
        """The draft says something else now; every grid shows it."""
        with self.panels["head"].model.one_step():
            self.draft.data.clear()
            self.draft.data.update(found.data)
            self.draft.faults.clear()
        for panel in self.panels.values():
            panel.model.renew()
        self._changed()

    def install(self) -> None:
        """Into the office from a day on, or into a new office; first it is said what that changes."""
        if self.found != []:
            return
        if not self._base:
            self._found()
        elif self._as_sent():
            self._foretell()
        else:
            self._ask_day()

    def _found(self) -> None:
        path = self._path or files.to_save(self, say("policy_page.found"), self.draft.file_name, say("files.pack"))
        if path is not None:
            self._write(path, lambda: self._hand_over(path))

    def _hand_over(self, path: Path) -> None:
        """The draft stays open behind what is asked next, so that a refusal leads back to it."""
        self.founding.emit(path)

    def _ask_day(self) -> None:
        known = self.draft.data.get("since")
        self._installing.ask_day(known if isinstance(known, date) else None, self._begin_on)

    def _begin_on(self, day: k.Value) -> None:
        self.draft.data["since"] = day
        self.panels["head"].model.renew()
        self._foretell()

    def _foretell(self) -> None:
        self._proving.foretell(self.text(), self._install)

    def _install(self) -> None:
        def then() -> None:
            self._kept = deepcopy(self.draft.data)
            self.accept()

        self._installing.install(self.text(), then)

    def _forget(self) -> None:
        """What was kept beside the file is not needed any more."""
        self._round += 1  # a check that is still under way keeps nothing
        if self._path is not None:
            autosave.discard(self._path)

    def done(self, result: int) -> None:
        """Closed on purpose."""
        self._forget()
        super().done(result)

    def reject(self) -> None:
        """Leave; ask first when the draft was changed and not saved."""
        if self.draft.data == self._kept and not self.draft.faults:
            super().reject()
        else:
            messages.warn(self, say("policy_page.abandon"), say("form.abandon_yes"), super().reject)


def _panel(sheet: Sheet, steps: QUndoStack) -> Panel:
    return RowsPanel(sheet, steps) if isinstance(sheet, Rows) else Panel(sheet, steps)
