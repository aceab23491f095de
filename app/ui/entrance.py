"""Coming in and going out: the sign-in page in place of the lists, the lock, another person, one's own password."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.kernel.texts import say
from app.ui.door import Door, door_of
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Scrolled
from app.ui.lock import Lock
from app.ui.pages.new_password import ask_own
from app.ui.pages.signing_in import SignInPage

if TYPE_CHECKING:
    from app.store.work import Actor


class Entrance(QObject):
    """Shows the lists to whoever signed in, and nothing to anybody else."""

    entered = Signal(object)
    """An Actor who begins to work: at first, or in place of another."""
    left = Signal()
    """Nobody works here any more."""

    def __init__(self, window: QMainWindow, lists: QWidget, jobs: Jobs, let: Callable[[bool], None]) -> None:
        """`let` offers the menus that need somebody."""
        super().__init__(window)
        self._window, self._lists, self._jobs, self._let = window, lists, jobs, let
        self.page = SignInPage(jobs)
        self.page.passed.connect(self._passed)
        self._stack = QStackedWidget()
        self._stack.addWidget(lists)
        self._door = Scrolled(self.page)
        self._stack.addWidget(self._door)
        window.setCentralWidget(self._stack)
        self._lock = Lock(window, self.lock)
        self.locked = False

    # --- before anybody works ---

    def ask(self, door: Door, name: str = "") -> None:
        """An office is open: who is it?"""
        self._bar_the_way()
        self.page.show_door(door, name)

    def open(self, minutes: int) -> None:
        """Somebody works: the lists are shown, and the lock waits for a rest of so many minutes."""
        self._stack.setCurrentWidget(self._lists)
        self._window.statusBar().show()
        self.keep(minutes)

    def keep(self, minutes: int) -> None:
        """As many minutes as the office says."""
        if not self.locked and self._jobs.actor is not None:
            self._lock.start(minutes)

    def close(self) -> None:
        """The office is left; the lists stand empty."""
        self.locked = False
        self._shut(False)
        self._jobs.hold(None)
        self._lock.drop()
        self._lock.stop()
        self._stack.setCurrentWidget(self._lists)
        self._window.statusBar().show()

    # --- while somebody works ---

    def lock(self, name: str = "") -> None:
        """Hide everything till a password is given: of whoever works here, or of somebody else, perhaps chosen already."""
        actor = self._jobs.actor
        if self.locked or actor is None:
            return
        self.locked = True
        self._lock.hide()
        self._bar_the_way()
        self._shut(True)
        self._jobs.hold(self.page)
        office = self._jobs.office

        def task(job: Job) -> Door:
            from app.office.user.sign_in import log

            log(office, actor, "lock")
            return door_of(office)

        self._jobs.run(self.page, say("door.lock"), task, lambda door: self._show(door, actor, name))

    def _show(self, door: Door, actor: "Actor", name: str) -> None:
        hint = say("door.switch") if name and name != actor.name else say("door.locked", name=actor.name)
        count = self._lock.hidden
        warning = say("door.leaving", name=actor.name, count=count) if count else ""
        self.page.show_door(door, name or actor.name, hint, actor.name, warning)

    def change_password(self) -> None:
        """One's own."""
        if self._jobs.actor is not None:
            ask_own(self._window, self._jobs, self._jobs.actor.name)

    def sign_out(self) -> None:
        """Go: tokens end, and the sign-in page asks for the next."""
        actor, office = self._jobs.actor, self._jobs.office
        if actor is None:
            return

        def task(job: Job) -> Door:
            from app.office.user.sign_in import sign_out

            sign_out(office, actor)
            return door_of(office)

        def then(door: Door) -> None:
            self._jobs.actor = None
            self._lock.stop()
            self.left.emit()
            self.ask(door, actor.name)

        self._jobs.run(self, say("door.leave"), task, then)

    def _bar_the_way(self) -> None:
        self._let(False)
        self._stack.setCurrentWidget(self._door)
        self._window.statusBar().hide()

    def _shut(self, shut: bool) -> None:  # noqa: FBT001 - on or off
        """No menu while it is locked: nobody opens another office over what is half done here."""
        for action in self._window.menuBar().actions():
            action.setEnabled(not shut)

    def _passed(self, actor: "Actor") -> None:
        again = self.locked and self._jobs.actor is not None and actor.name == self._jobs.actor.name
        self.locked = False
        self._shut(False)
        self._jobs.hold(None)
        if again:
            self._jobs.actor = actor
            self._let(True)
            self.open(self._lock.minutes)
            self._lock.show()
        else:
            self._lock.drop()
            self.entered.emit(actor)
