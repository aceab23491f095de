"""Keeping the office safe: backups, restoring, and opening another office of this machine."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.system_errors import refusal
from app.ui import files, messages
from app.ui.jobs import Job, Jobs
from app.ui.timers import later

_SETTLED = 3_000
"""Milliseconds after the opening of an office in which its lists load by themselves, before the day's backup."""


class BackupKeeper(QObject):
    """The entries of the menu 文件 that work on the office as a whole."""

    chosen = Signal(object)
    """The folder of an office to go on with."""
    backed_up = Signal()
    """A backup was written, or could not be."""

    def __init__(self, window: QWidget, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._jobs = window, jobs
        self.backups = Path()
        """Where this office's backups go."""
        self.missed = ""
        """Why the backup of today could not be written; '' while nothing is known against it."""
        self._daily = later(self, _SETTLED, self._back_up_daily)

    def begin(self) -> None:
        """An office was opened: a little later it is backed up, once a day."""
        self.missed = ""
        self._daily.start()

    def _back_up_daily(self) -> None:
        """Beside the clerk's work, which goes on whatever comes of it; what went wrong stands in the status bar."""
        if not self._jobs.is_open or self._jobs.actor is None:
            return
        office, actor = self._jobs.office, self._jobs.actor

        def task(job: Job) -> Path | None:
            from app.store.backup import daily

            return daily(office, actor)

        def failed(error: BaseException) -> None:
            known = refusal(error)
            if known is None:
                self._jobs.failed.emit(error)
            else:
                self._told(str(known))

        self._jobs.run(
            self, say("menu.backup"), task, lambda path: self._told("") if path else None, failed, aside=True
        )

    def _told(self, missed: str) -> None:
        self.missed = missed
        self.backed_up.emit()

    def back_up(self) -> None:
        """A checked copy in the office's backup folder."""
        office, actor = self._jobs.office, self._jobs.actor
        target = self.backups / f"{datetime.now():%Y%m%d-%H%M%S}.db"  # noqa: DTZ005 - named by the clerk's own clock

        def task(job: Job) -> Path:
            from app.store.backup import back_up, keep_backup

            keep_backup(office, actor, target)
            return back_up(office, target)

        def then(path: Path) -> None:
            messages.tell(self._window, say("backup.done", path=path))
            self._told("")

        self._jobs.run(self, say("menu.backup"), task, then)

    def restore(self) -> None:
        """Make an office of a backup in an empty folder and go on with it."""
        source = files.to_open(self._window, say("restore.source"), say("files.backup"))
        folder = files.folder(self._window, say("restore.folder")) if source else None
        if source is None or folder is None:
            return

        self._restore(source, folder, despite=False)

    def _restore(self, source: Path, folder: Path, *, despite: bool) -> None:
        def task(job: Job) -> str:
            from app.desk.checking import disagreements
            from app.store.backup import restore, told_restored

            restore(source, folder, disagreements, despite=despite).close()
            return told_restored(source, folder)

        def then(told: str) -> None:
            self.chosen.emit(folder)
            messages.tell(self._window, told)

        def failed(error: BaseException) -> None:
            from app.store.backup import FAULTY

            if isinstance(error, Refused) and error.code == FAULTY:
                again = partial(self._restore, source, folder, despite=True)
                messages.warn(self._window, str(error), say("restore.despite"), again)
            else:
                self._jobs.failed.emit(error)

        self._jobs.run(self, say("menu.restore"), task, then, failed)

    def choose(self) -> None:
        """Another office of this machine."""
        folder = files.folder(self._window, say("opening.choose"))
        if folder is not None:
            self.chosen.emit(folder)
