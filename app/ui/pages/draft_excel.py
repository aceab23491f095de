"""A draft as a workbook, to be gone through in Excel and read again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desk.drafts.draft import Draft, opened
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.jobs import Job, Jobs


class DraftExcel:
    """Asks for the file, works beside the window."""

    def __init__(self, owner: QWidget, jobs: Jobs) -> None:
        self._owner, self._jobs = owner, jobs

    def write(self, draft: Draft) -> None:
        """The draft as it stands, a sheet a kind of row."""
        name = str(Path(draft.file_name).with_suffix(".xlsx"))
        path = files.to_save(self._owner, say("policy_page.to_excel"), name, say("files.excel"))
        text = draft.text
        if path is None:
            return

        def task(job: Job) -> None:
            from app.exchange.pack_workbook import to_workbook

            to_workbook(text, path)

        def done(_: None) -> None:
            messages.tell(self._owner, say("policy_page.excel_written", path=path))

        self._jobs.run(self._owner, say("policy_page.to_excel"), task, done)

    def read(self, then: Callable[[Draft], None]) -> None:
        """The draft of such a workbook."""
        path = files.to_open(self._owner, say("policy_page.from_excel"), say("files.excel"))
        if path is None:
            return

        def task(job: Job) -> Draft:
            from app.exchange.pack_workbook import from_workbook

            return opened(from_workbook(path))

        self._jobs.run(self._owner, say("policy_page.from_excel"), task, then)
