"""The only place that knows threads: one lane reads for the lists, the other writes and does every long piece of work."""

import gc
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from app.kernel.outcomes import Cancelled, Refused
from app.kernel.texts import say

if TYPE_CHECKING:
    from app.store.work import Actor, Office, Read, Work

T = TypeVar("T")
Failed = Callable[[BaseException], None]
_SWEEP, _FULL_SWEEP = 500, 20
"""Milliseconds between two sweeps of young garbage, and every how many of them sweep everything."""


class Job:
    """A long piece of work on its way: its title, how far it is, and whether it was called off."""

    def __init__(self, title: str) -> None:
        self.title, self.done, self.total = title, 0, 0
        self.finished = self.called_off = False

    def progress(self, done: int, total: int) -> None:
        """Told by the worker; raises Cancelled inside its transaction once the user has called the work off."""
        self.done, self.total = done, total
        if self.called_off:
            raise Cancelled

    def cancel(self) -> None:
        """Call the work off; it stops at its next report, and nothing of it has happened."""
        self.called_off = True


@dataclass
class Batch:
    """What came of one verb on many records, each its own transaction."""

    asked: int
    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Name of the record and the sentence of its refusal."""
    told: list[str] = field(default_factory=list)
    """What is said once, such as first passwords."""

    @property
    def report(self) -> str:
        """The sentence for the user."""
        left = self.asked - self.done - len(self.refused)
        return say("batch.report", done=self.done, refused=len(self.refused), left=left)


class Jobs(QObject):
    """Runs work beside the window and brings every result back into the window's thread."""

    changed = Signal(object)
    """Names of the tables that a commit has touched (frozenset)."""
    started = Signal(object)
    """A Job that the user may have to wait for."""
    failed = Signal(object)
    """What a job raised and its asker did not handle itself."""
    answered = Signal()
    """A job's result is about to be delivered: time to put its progress away."""
    _arrived = Signal(int)
    _touched = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office: Office | None = None
        self.actor: Actor | None = None
        """Who works at this window."""
        self._reading = ThreadPoolExecutor(1, "read")
        self._working = ThreadPoolExecutor(1, "work")
        self._jobs: list[Job] = []
        self._errands: dict[int, _Errand] = {}
        self._numbers = count()
        self.pending = self._sweeps = 0
        self._closed = False
        self._held_for: QObject | None = None
        self._waiting: list[int] = []
        gc.disable()
        self._sweeper = QTimer(self)
        self._sweeper.timeout.connect(self._sweep)
        self._sweeper.start(_SWEEP)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._touched.connect(self._broadcast, Qt.ConnectionType.QueuedConnection)

    @property
    def office(self) -> "Office":
        """The open office; only jobs touch more of it than its folder."""
        assert self._office is not None
        return self._office

    @property
    def is_open(self) -> bool:
        """Whether an office is open."""
        return self._office is not None

    def use(self, office: "Office", actor: "Actor | None") -> None:
        """Work on this office from now on, in somebody's name or till somebody signs in."""
        self._office, self.actor = office, actor
        office.on_change.append(self._touched.emit)

    def leave(self) -> None:
        """Close the open office once everything under way is done."""
        office, actor = self._office, self.actor
        self._office = self.actor = None
        if office is not None:
            self._reading.submit(lambda: None).result()
            self._working.submit(_close, office, actor).result()

    @property
    def holding(self) -> bool:
        """Whether results wait."""
        return self._held_for is not None

    def hold(self, owner: QObject | None) -> None:
        """Let results wait while the window is locked, but those that this one asked for; None: deliver what waited."""
        self._held_for = owner
        if owner is None:
            waiting, self._waiting = self._waiting, []
            self.pending += len(waiting)
            for number in waiting:
                self._arrived.emit(number)

    def close(self) -> None:
        """End of the program: call off what runs, close the office."""
        self._closed = True
        for job in self._jobs:
            job.cancel()
        self.leave()
        self._reading.shutdown(cancel_futures=True)
        self._working.shutdown(cancel_futures=True)
        self._sweeper.stop()
        gc.enable()

    def look(
        self,
        owner: QObject,
        ask: "Callable[[Read], T]",
        then: Callable[[T], None],
        wanted: Callable[[], bool] = lambda: True,
        failed: Failed | None = None,
    ) -> None:
        """Ask the office something for a list or a dialog; skipped when it is not `wanted` any more.

        `ask` and `wanted` run beside the window: they touch no widget, only plain values.
        """
        office, actor = self._office, self.actor

        def task() -> Callable[[], None]:
            if office is None or office is not self._office or not wanted():
                return lambda: None
            with office.read(actor) as read:
                answer = ask(read)
            return lambda: then(answer)

        self._submit(self._reading, owner, task, failed)

    def do(
        self,
        owner: QObject,
        title: str,
        act: "Callable[[Work], T]",
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """One write transaction; a cancel that comes at its very end still rolls it back."""
        office, actor = self.office, self.actor

        def task(job: Job) -> T:
            with office.work(actor, job.progress) as work:
                answer = act(work)
                job.progress(job.done, job.total)
            return answer

        return self.run(owner, title, task, then, failed)

    def run(
        self,
        owner: QObject,
        title: str,
        task: Callable[[Job], T],
        then: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        aside: bool = False,
    ) -> Job:
        """Any long piece of work: files, printing, opening an office; nobody is shown what goes on `aside`."""
        job = Job(title)
        self._jobs.append(job)
        if not aside:
            self.started.emit(job)

        def lane() -> Callable[[], None]:
            try:
                job.progress(0, 0)
                answer = task(job)
            finally:
                job.finished = True
                self._jobs.remove(job)
            return lambda: then(answer) if then else None

        self._submit(self._working, owner, lane, failed)
        return job

    def run_each(
        self,
        owner: QObject,
        noun: str,
        word: str,
        names: Mapping[int, str],
        texts: Mapping[str, str],
        then: Callable[[Batch], None],
        title: str = "",
    ) -> Job:
        """One verb on many records, one transaction each, and one report of what was refused."""
        office, actor = self.office, self.actor

        def task(job: Job) -> Batch:
            return _each(office, actor, job, noun, word, names, texts)

        return self.run(owner, title or word, task, then)

    def _submit(
        self, lane: ThreadPoolExecutor, owner: QObject, task: Callable[[], Callable[[], None]], failed: Failed | None
    ) -> None:
        """The lane is given a number only: an object of the window must never have its last reference over there."""
        if self._closed:
            return
        self.pending += 1
        number = next(self._numbers)
        self._errands[number] = _Errand(owner, task, failed or self.failed.emit)
        lane.submit(self._work, number)

    def _work(self, number: int) -> None:
        self._perform(self._errands[number])
        self._arrived.emit(number)

    @staticmethod
    def _perform(errand: "_Errand") -> None:
        try:
            errand.tell = errand.task()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the window must hear of it
            errand.tell = partial(errand.failed, error)

    @Slot(object)
    def _broadcast(self, tables: frozenset[str]) -> None:
        """On in the window's thread: whoever listens may start timers."""
        self.changed.emit(tables)

    @Slot(int)
    def _deliver(self, number: int) -> None:
        self.pending -= 1
        if self._held_for is not None and not _belongs(self._errands[number].owner, self._held_for):
            self._waiting.append(number)
            return
        errand = self._errands.pop(number)
        self.answered.emit()
        if not self._closed and isValid(errand.owner) and errand.tell is not None:
            errand.tell()

    def _sweep(self) -> None:
        """Collect garbage here, never in a lane: a widget must die in the window's thread."""
        self._sweeps += 1
        gc.collect(2 if self._sweeps % _FULL_SWEEP == 0 else 0)


def _belongs(owner: QObject, page: QObject) -> bool:
    """Whether it is the page, or what the page opened."""
    found: QObject | None = owner if isValid(owner) else None
    while found is not None and found is not page:
        found = found.parent()
    return found is page


def _close(office: "Office", actor: "Actor | None") -> None:
    """Whoever worked here goes with it."""
    from app.office.user.sign_in import log

    try:
        if actor is not None:
            with suppress(Refused):  # on a full disk the office is closed all the same
                log(office, actor, "sign_out", say("sign_in.closed"))
    finally:
        office.close()


@dataclass
class _Errand:
    owner: QObject
    task: Callable[[], Callable[[], None]]
    failed: Failed
    tell: Callable[[], None] | None = None


def _each(
    office: "Office",
    actor: "Actor | None",
    job: Job,
    noun: str,
    word: str,
    names: Mapping[int, str],
    texts: Mapping[str, str],
) -> Batch:
    from app.desk import words

    batch = Batch(len(names))
    for number, (uid, name) in enumerate(names.items()):
        if job.called_off:
            break
        job.done, job.total = number, len(names)
        try:
            with office.work(actor) as work:
                words.do(work, noun, word, uid, texts)
            batch.done += 1
            batch.told += work.told
        except Refused as refusal:
            batch.refused.append((name, str(refusal)))
    return batch
