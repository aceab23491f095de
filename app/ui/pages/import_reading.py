"""From a file or a pasted block to a table: what is open is asked on a page, and what was answered is kept for the sender."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.kernel.texts import say
from app.record.imports import begun
from app.record.imports.begun import Begun
from app.record.imports.layout import NOTHING, Layout
from app.ui.jobs import Job, Jobs
from app.ui.timers import later

if TYPE_CHECKING:
    from app.exchange.questions import Asking
    from app.exchange.table import Source
    from app.record.imports.core import Checked, ImportKind
    from app.record.imports.table import Table
    from app.store.work import Read, Work

Load = Callable[["Read", "ImportKind", Job], "Table"]
"""Reads a table, beside the window."""
_SETTLING = 400
"""Milliseconds after an answer or a correction until it is kept."""


class ImportReading:
    """The bytes of what is imported, read once, and its layout as far as it is known; `check` reads and checks anew.

    What is answered and corrected is kept at once with those bytes: the import is gone on with, whatever happens to the
    program, until it is done or given up.
    """

    def __init__(self, owner: QWidget, jobs: Jobs, kind: str, into: int | None, check: Callable[[Load], None]) -> None:
        self._owner, self._jobs, self._kind, self._into, self._check = owner, jobs, kind, into, check
        self._source: Source | str = ""
        self._layout = NOTHING
        self._checked: Checked | None = None
        self._mended = 0
        self._reviewing = False
        self.touched = False
        """Whether something was answered, corrected or left out, which is kept."""
        self._settled = later(owner, _SETTLING, self.keep)

    @property
    def of_file(self) -> bool:
        """Whether it came as a file."""
        return not isinstance(self._source, str)

    @property
    def source(self) -> "Source | None":
        """The file that it came as."""
        return None if isinstance(self._source, str) else self._source

    @property
    def _content(self) -> bytes:
        return self._source.encode() if isinstance(self._source, str) else self._source.data

    @property
    def digest(self) -> str:
        """What it is known by."""
        return sha256(self._content).hexdigest()

    def file(self, path: Path) -> None:
        """A file, by what is known of its sender."""

        def source() -> "Source":
            from app.exchange import imports

            return imports.source_of(path)

        self._start(source)

    def pasted(self, text: str) -> None:
        """A block that was copied."""
        self._start(lambda: text)

    def go_on(self, digest: str) -> None:
        """One that was begun, as it was read then."""

        def load(read: "Read", kind: "ImportKind", job: Job) -> "Table":
            from app.exchange.table import Source

            found = begun.find(read, self._kind, self._into or 0, digest)
            assert found is not None
            self._source = Source(found.path, found.content) if found.path else found.content.decode()
            return self._begun(read, kind, job, found)

        self._check(load)

    def _start(self, source: "Callable[[], Source | str]") -> None:
        def load(read: "Read", kind: "ImportKind", job: Job) -> "Table":
            from app.exchange import imports

            self._source, self.touched, self._reviewing = source(), False, False
            found = begun.find(read, self._kind, self._into or 0, self.digest)
            if found is not None:
                return self._begun(read, kind, job, found)
            self._layout = imports.known(read, kind, self._into)
            return self._table(read, kind, job)

        self._check(load)

    def _begun(self, read: "Read", kind: "ImportKind", job: Job, found: Begun) -> "Table":
        self._layout, self.touched, self._reviewing = found.layout, True, False
        return found.corrected(self._table(read, kind, job))

    def _table(self, read: "Read", kind: "ImportKind", job: Job, *, again: bool = False) -> "Table":
        from app.exchange import imports

        wanted = imports.wanted(read, kind, self._into)
        if isinstance(self._source, str):
            return imports.read_pasted(self._source, wanted, self._layout)
        return imports.read_source(self._source, wanted, self._layout, job.progress, again=again)

    def show_all(self) -> None:
        """Ask about every column, also where it is known."""
        self._reviewing = True
        self._check(lambda read, kind, job: self._table(read, kind, job, again=True))

    def ask(self, asking: "Asking") -> None:
        """What is open, on a page."""
        from app.ui.pages.mapping import Mapping

        page = Mapping(self._owner, asking, again=self._reviewing)
        if not self._reviewing:
            page.answering.connect(self._answering)
        page.answered.connect(self._answered)
        page.open()

    def _answering(self, layout: Layout) -> None:
        self._layout, self._checked, self.touched = layout, None, True
        self._settled.start()

    def _answered(self, layout: Layout) -> None:
        self._layout, self._checked, self._reviewing, self.touched = layout, None, False, True
        self._settled.stop()
        state = self._state()

        self._jobs.do(
            self._owner,
            say("importing.reading"),
            lambda work: begun.keep(work, state),
            lambda _: self._check(self._table),
        )

    # --- what is begun ---

    def progress(self, checked: "Checked", mended: int = 0) -> None:
        """How far it is by a check, and how many rows were corrected since: kept in a moment, once somebody did something."""
        self._checked, self._mended = checked, mended
        if self.touched:
            self._settled.start()

    def keep(self) -> None:
        """Keep how far it is."""
        self._settled.stop()
        state = self._state()
        self._jobs.run(self._owner, say("importing.reading"), lambda job: self._write(state), aside=True)

    def _write(self, state: Begun) -> None:
        with self._jobs.office.work(self._jobs.actor) as work:
            begun.keep(work, state)

    def _state(self) -> Begun:
        checked, source = self._checked, self.source
        path = source.path if source else None
        name = path.name if path else say("table.pasted")
        waiting = checked.refused - self._mended if checked else None
        corrections = begun.corrections_of(checked.table) if checked else ""
        known = (self._kind, self._into or 0, self.digest, name, path, self._content)
        return Begun(*known, self._layout, waiting, corrections)

    def give_up(self, work: "Work") -> None:
        """Nothing of it is kept: it is imported, or nobody wants it."""
        begun.drop(work, self._kind, self._into or 0, self.digest)

    def close(self, *, done: bool) -> None:
        """The page is left: what was not kept yet is, unless all is done."""
        if self._settled.isActive() and not done:
            self.keep()
        self.touched = self.touched and not done
        self._settled.stop()
