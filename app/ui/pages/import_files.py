"""What an import writes for people: a workbook to fill in, and a copy with every bad cell marked."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.desk.screens import TABLES
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.exchange.table import Source
    from app.record.imports.core import Checked


class ImportFiles:
    """Asks for the place, writes beside the window."""

    def __init__(self, owner: QWidget, jobs: Jobs, kind: str, into: int | None, name: str) -> None:
        self._owner, self._jobs, self._kind, self._into, self._name = owner, jobs, kind, into, name

    def marked(self, checked: "Checked", source: "Source | None") -> None:
        """A fresh copy of the table with every bad cell marked."""
        name = f"{checked.table.path.stem}-标错.xlsx"
        path = files.to_save(self._owner, say("importing.marked"), name, say("files.excel"))
        if path is None:
            return

        def task(job: Job) -> Path:
            from app.exchange import imports

            imports.marked_copy(checked.table, checked.problems, path, source)
            return path

        def told(path: Path) -> None:
            messages.tell(self._owner, say("importing.marked_done", path=path))

        self._jobs.run(self._owner, say("importing.marked"), task, told)

    def template(self, *, by_day: bool = False) -> None:
        """A workbook with the right headers, and with the people of the class that the dialog is for."""
        self.template_of(self._kind, self._into, by_day=by_day)

    def template_of(self, kind: str, into: int | None, *, by_day: bool = False) -> None:
        """The workbook of a kind, with the people of a class if it is for one."""
        code = "by_day_of" if by_day else "template_of" if self._name else "template_name"
        name = say(f"importing.{code}", title=TABLES[kind].title, name=self._name)
        path = files.to_save(self._owner, say("importing.template"), name, say("files.excel"))
        if path is None:
            return

        actor = self._jobs.actor

        def task(job: Job) -> int:
            from app.exchange import class_template, imports
            from app.record import leaving

            if into is not None:  # with the people of a class; else nobody stands in it
                told = say("leaving.file", title=say("importing.template"), file=path.name)
                leaving.keep(
                    self._jobs.office, actor, leaving.EXPORT, told, (imports.KINDS[kind].into, into), path=path
                )
            with self._jobs.office.read() as read:
                return class_template.write(read, imports.KINDS[kind], path, into, by_day=by_day)

        def told(people: int) -> None:
            code = "importing.template_people" if people else "importing.template_done"
            messages.tell(self._owner, say(code, path=path, count=people))

        self._jobs.run(self._owner, say("importing.template"), task, told)
