"""From a file or a pasted block to a table: what is open is asked on a page, and what was answered is kept for the sender."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.kernel.texts import say
from app.record.imports.layout import NOTHING, Layout
from app.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.exchange.questions import Asking
    from app.exchange.table import Source
    from app.record.imports.core import ImportKind
    from app.record.imports.table import Table
    from app.store.work import Read, Work

Load = Callable[["Read", "ImportKind", Job], "Table"]
"""Reads a table, beside the window."""


class ImportReading:
    """The bytes of what is imported, read once, and its layout as far as it is known; `check` reads and checks anew."""

    def __init__(self, owner: QWidget, jobs: Jobs, kind: str, into: int | None, check: Callable[[Load], None]) -> None:
        self._owner, self._jobs, self._kind, self._into, self._check = owner, jobs, kind, into, check
        self._source: Source | str = ""
        self._layout = NOTHING

    @property
    def of_file(self) -> bool:
        """Whether it came as a file."""
        return not isinstance(self._source, str)

    @property
    def source(self) -> "Source | None":
        """The file that it came as."""
        return None if isinstance(self._source, str) else self._source

    def file(self, path: Path) -> None:
        """A file, by what is known of its sender."""

        def source() -> "Source":
            from app.exchange import imports

            return imports.source_of(path)

        self._start(source)

    def pasted(self, text: str) -> None:
        """A block that was copied."""
        self._start(lambda: text)

    def _start(self, source: "Callable[[], Source | str]") -> None:
        def load(read: "Read", kind: "ImportKind", job: Job) -> "Table":
            from app.exchange import imports

            self._source, self._layout = source(), imports.known(read, kind, self._into)
            return self._table(read, kind, job)

        self._check(load)

    def _table(self, read: "Read", kind: "ImportKind", job: Job, *, again: bool = False) -> "Table":
        from app.exchange import imports

        wanted = imports.wanted(read, kind, self._into)
        if isinstance(self._source, str):
            return imports.read_pasted(self._source, wanted, self._layout)
        return imports.read_source(self._source, wanted, self._layout, job.progress, again=again)

    def show_all(self) -> None:
        """Ask about every column, also where it is known."""
        self._check(lambda read, kind, job: self._table(read, kind, job, again=True))

    def ask(self, asking: "Asking") -> None:
        """What is open, on a page."""
        from app.ui.pages.mapping import Mapping

        page = Mapping(self._owner, asking)
        page.answered.connect(self._answered)
        page.open()

    def _answered(self, layout: Layout) -> None:
        self._layout = layout

        def keep(work: "Work") -> None:
            from app.exchange import imports

            imports.keep(work, imports.KINDS[self._kind], self._into, layout)

        self._jobs.do(self._owner, say("importing.reading"), keep, lambda _: self._check(self._table))
