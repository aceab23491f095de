"""What a draft comes to, before it is installed: its differences in words, its cases, its effect on open claims."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QTextBrowser, QVBoxLayout, QWidget

from app.award.cases.pack_file import load_pack
from app.award.texts.pack_diff import difference
from app.desk.drafts.case_results import results_of_cases
from app.kernel.texts import say
from app.ui.jobs import Job, Jobs
from app.ui.pages.briefing import Briefing, paragraph

if TYPE_CHECKING:
    from app.policy.pack import Pack


class DraftTrial:
    """Works beside the window, then shows what it found above its owner."""

    def __init__(self, owner: QWidget, jobs: Jobs) -> None:
        self._owner, self._jobs = owner, jobs

    def difference(self, base: str, text: str) -> None:
        """What a pack file says otherwise than another."""

        def task(job: Job) -> list[str]:
            return [str(one) for one in difference(load_pack(base), load_pack(text))] or [say("diff.none")]

        self._tell("policy_page.difference", task)

    def cases(self, text: str) -> None:
        """The worked cases of a pack file, each with the reasons of its decision."""
        self._tell("policy_page.cases_title", lambda job: results_of_cases(load_pack(text)))

    def effect(self, text: str) -> None:
        """Which open claims a pack file would change, and by how much."""
        self._tell("policy_page.effect", lambda job: self._effect(text))

    def _effect(self, text: str) -> list[str]:
        from app.desk import policies

        return policies.sentences_of_changes(policies.effect(self._jobs.office, self._jobs.actor, text))

    def foretell(self, text: str, then: Callable[[], object]) -> None:
        """The effect once more, and `then` when it is wanted all the same."""

        def task(job: Job) -> "tuple[Pack, list[str]]":
            return load_pack(text), self._effect(text)

        def ask(found: "tuple[Pack, list[str]]") -> None:
            pack, lines = found
            known = {"pack": pack.title, "version": pack.version, "since": pack.begins, "cases": len(pack.cases)}
            head, word = say("policy_page.will_install", **known), say("policy_page.install")
            Briefing(self._owner, word, lines, head=head, go=word, then=then).open()

        self._jobs.run(self._owner, say("policy_page.effect"), task, ask)

    def _tell(self, code: str, task: Callable[[Job], list[str]]) -> None:
        self._jobs.run(self._owner, say(code), task, lambda lines: Briefing(self._owner, say(code), lines).open())


class Example(QWidget):
    """A worked case that is chosen from a list, and below it what is decided, sentence by sentence."""

    chosen = Signal()

    def __init__(self, names: Sequence[str], number: int = 0) -> None:
        super().__init__()
        self.choice, self.lines = QComboBox(), QTextBrowser()
        self.choice.setToolTip(say("trial.choose"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.offer(names, number)
        self.choice.currentIndexChanged.connect(lambda _: self.chosen.emit())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.choice)
        box.addWidget(self.lines, 1)

    @property
    def number(self) -> int:
        """Which case, 0 being the common situation."""
        return max(self.choice.currentIndex(), 0)

    def offer(self, names: Sequence[str], number: int) -> None:
        """Choose from these from now on."""
        if list(names) == [self.choice.itemText(n) for n in range(self.choice.count())]:
            return
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems(list(names))
        self.choice.setCurrentIndex(min(number, len(names) - 1))
        self.choice.blockSignals(False)

    def show_lines(self, lines: Sequence[str]) -> None:
        """What was decided; where one has read to stays on the screen."""
        at = self.lines.verticalScrollBar().value()
        self.lines.setHtml("".join(map(paragraph, lines)))
        self.lines.verticalScrollBar().setValue(at)
