"""资金: the list of funds, the paper on which their use is made public, and the extract for an audit."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from app.desk.screens import Screen
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.button_bar import shortcut_action
from app.ui.jobs import Job, Jobs
from app.ui.listpage import ListPage
from app.ui.memory import Memory
from app.ui.pages.periods import ask, ask_period
from app.ui.pages.preview import agree

if TYPE_CHECKING:
    from app.printing.documents import Document
    from app.store.work import Work


class FundsPage(ListPage):
    """The list of funds with what is written about their use."""

    def __init__(self, jobs: Jobs, memory: Memory, screen: Screen) -> None:
        super().__init__(jobs, memory, screen)
        self.add_actions([self._action("disclose", "Alt+5", self.disclose), self._action("audit", "Alt+6", self.audit)])

    def _action(self, code: str, key: str, act: Callable[[], None]) -> QAction:
        return shortcut_action(self, say(f"funds.{code}"), key, act)

    def disclose(self) -> None:
        """The paper of a month, quarter or year, as PDF."""
        ask_period(self, self._jobs, say("funds.disclose"), "packages.period_help", self._disclose_for)

    def _disclose_for(self, period: str) -> None:
        def task(job: Job) -> "Document":
            from app.fund.disclosure import DISCLOSURE
            from app.printing import documents

            with self._jobs.office.read() as read:
                return documents.report(read, DISCLOSURE, DISCLOSURE.period(period))

        def composed(document: "Document") -> None:
            agree(self, document.open, partial(self._keep, document, period))

        self._jobs.run(self, say("funds.disclose"), task, composed)

    def _keep(self, document: "Document", period: str) -> None:
        path = files.to_save(self, say("funds.disclose"), f"资金使用情况-{period}.pdf", say("files.pdf"))
        if path is None:
            return

        def task(job: Job) -> Path:
            from app.printing import documents

            documents.save(document, path)
            return path

        self._jobs.run(self, say("funds.disclose"), task, self._written)

    def audit(self) -> None:
        """The extract of a period; with a reason it carries whole identity numbers, and the journal says so."""
        period = Field("period", say("packages.period"), k.TEXT, True, say("packages.period_help"))
        reason = Field("reason", say("funds.reason"), k.LONG, help=say("funds.reason_help"))
        ask(self, self._jobs, say("funds.audit"), (period, reason), self._audit_for)

    def _audit_for(self, texts: Mapping[str, str]) -> None:
        period, reason = texts["period"].strip(), texts["reason"].strip()
        path = files.to_save(self, say("funds.audit"), f"审计导出-{period}.xlsx", say("files.excel"))
        if path is None:
            return
        if reason:
            self._jobs.do(self, say("funds.audit"), partial(_whole, period, path, reason), self._written)
            return

        def task(job: Job) -> Path:
            from app.exchange import report
            from app.fund.audit import AUDIT

            with self._jobs.office.read() as read:
                report.write(read, AUDIT, period, path)
            return path

        self._jobs.run(self, say("funds.audit"), task, self._written)

    def _written(self, path: Path) -> None:
        messages.tell(self, say("funds.written", path=path))


def _whole(period: str, path: Path, reason: str, work: "Work") -> Path:
    from app.exchange import report
    from app.fund.audit import AUDIT

    report.write_whole(work, AUDIT, period, path, reason)
    return path
