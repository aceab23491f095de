"""What a draft comes to, before it is installed: its differences in words, its cases, its effect on open claims."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.award.pack_diff import difference
from app.award.pack_file import load_pack
from app.desk.drafts.case_results import results_of_cases
from app.kernel.texts import say
from app.ui.jobs import Job, Jobs
from app.ui.pages.briefing import Briefing

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
