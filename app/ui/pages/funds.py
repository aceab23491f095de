"""资金: the list of funds, the paper on which their use is made public, and the extract for an audit."""

from collections.abc import Callable

from PySide6.QtGui import QAction

from app.desk.screens import Screen
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.ui.button_bar import shortcut_action
from app.ui.jobs import Jobs
from app.ui.listpage import ListPage
from app.ui.memory import Memory
from app.ui.pages.report import ask_report


class FundsPage(ListPage):
    """The list of funds with what is written about their use."""

    def __init__(self, jobs: Jobs, memory: Memory, screen: Screen) -> None:
        super().__init__(jobs, memory, screen)
        self.add_actions(
            [
                self._action("disclose", "Alt+5", self.disclose),
                self._action("audit", "Alt+6", self.audit),
                self._action("reconcile", "Alt+7", self.reconcile),
                self._action("ageing", "Alt+8", self.ageing),
            ]
        )

    def _action(self, code: str, key: str, act: Callable[[], None]) -> QAction:
        return shortcut_action(self, say(f"funds.{code}"), key, act)

    def disclose(self) -> None:
        """The use of funds in a month, quarter or year, to be made public."""
        ask_report(self, self._jobs, "disclosure", say("funds.disclose"))

    def reconcile(self) -> None:
        """The ledger of a period beside the statements of the bank."""
        ask_report(self, self._jobs, "reconciliation", say("funds.reconcile"))

    def ageing(self) -> None:
        """What was paid ahead, or is owed back, by how long it has stood."""
        ask_report(self, self._jobs, "ageing", say("funds.ageing"))

    def audit(self) -> None:
        """The extract of a period; with a reason it carries whole identity numbers, and the journal says so."""
        reason = Field("reason", say("funds.reason"), k.LONG, help=say("funds.reason_help"))
        ask_report(self, self._jobs, "audit", say("funds.audit"), reason)
