"""拨付批次: the list of payment batches, and the file that a bank pays one by."""

from typing import TYPE_CHECKING

from app.desk.screens import Screen
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.button_bar import shortcut_action
from app.ui.jobs import Jobs
from app.ui.listpage import ListPage
from app.ui.memory import Memory

if TYPE_CHECKING:
    from app.store.work import Read, Work


class BatchesPage(ListPage):
    """The list of payment batches with what is written about one."""

    def __init__(self, jobs: Jobs, memory: Memory, screen: Screen) -> None:
        super().__init__(jobs, memory, screen)
        self.add_actions([shortcut_action(self, say("batches.bank_file"), "Ctrl+Shift+B", self.write_bank_file)])

    def write_bank_file(self) -> None:
        """The file of the selected batch, in the form of its bank."""
        uids = self.selected_uids()
        if len(uids) != 1:
            messages.tell(self, say("batches.choose"))
            return

        def ask(read: "Read") -> str:
            from app.exchange.bank_file import proposed_name

            return proposed_name(read, uids[0])

        self._jobs.look(self, ask, lambda name: self._write(uids[0], name))

    def _write(self, uid: int, name: str) -> None:
        path = files.to_save(self, say("batches.bank_file"), name, say("batches.files"))
        if path is None:
            return

        def act(work: "Work") -> int:
            from app.exchange import bank_file

            return bank_file.write(work, uid, path)

        def then(count: int) -> None:
            messages.tell(self, say("batches.written", path=path, count=count))

        self._jobs.do(self, say("batches.bank_file"), act, then)
