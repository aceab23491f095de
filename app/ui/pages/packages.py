"""报送: packages out and in, receipts back, and the statistics of a period."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.desk.screens import Screen
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.periods import period_title
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.button_bar import shortcut_action
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog
from app.ui.listpage import ListPage
from app.ui.memory import Memory
from app.ui.pages.orders import build_order, go_back, take_order
from app.ui.pages.periods import ask_period
from app.ui.pages.report import ask_plan_report

if TYPE_CHECKING:
    from app.exchange.merge_plan import MergePlan
    from app.exchange.package import Opened
    from app.store.work import Read, Work


class PackagesPage(ListPage):
    """The list of packages with what is done to them."""

    def __init__(self, jobs: Jobs, memory: Memory, screen: Screen) -> None:
        super().__init__(jobs, memory, screen)
        self.add_actions(
            [
                self._action("build", "Ctrl+N", self.build),
                self._action("receive", "Ctrl+I", self.receive),
                self._action("make_receipt", "Alt+1", self.make_receipt),
                self._action("take_receipt", "Alt+2", self.take_receipt),
                self._action("verify", "Alt+3", self.verify),
                self._action("report", "Alt+4", self.report),
                self._action("again", "Alt+5", self.again),
                self._action("adopt", "Alt+6", self.adopt),
                self._action("order", "Alt+7", lambda: build_order(self, self._jobs)),
                self._action("take_order", "Alt+8", lambda: take_order(self, self._jobs)),
                self._action("order_back", "Alt+9", lambda: go_back(self, self._jobs)),
            ]
        )
        self.bar.widgetForAction(self.extra[0]).setObjectName("main")

    def _action(self, code: str, key: str, act: Callable[[], object]) -> QAction:
        return shortcut_action(self, say(f"packages.{code}"), key, act)

    # --- out ---

    def build(self) -> None:
        """The package of a month, for the superior office."""
        ask_period(self, self._jobs, say("packages.build"), "packages.month_help", self._build_for, _usual)

    def _build_for(self, period: str) -> None:
        path = files.to_save(self, say("packages.build"), f"报送包-{period}.zip", say("files.package_out"))
        if path is None:
            return

        def act(work: "Work") -> tuple[int, int, int, str]:
            from app.exchange import package
            from app.printing import documents

            row = package.build(work, period, path, documents.of_record)
            return row.uid, row.serial, row.row_count, row.note or ""

        def then(made: tuple[int, int, int, str]) -> None:
            uid, serial, rows, note = made
            self.select(uid)
            told = say("packages.built", path=path, serial=serial, rows=f"{rows:,}")
            messages.tell(self, "\n\n".join(filter(None, (told, note))))

        self._jobs.do(self, say("packages.build"), act, then)

    def again(self) -> None:
        """Give the selected package that this office built out once more."""
        uids = self.selected_uids()
        if len(uids) != 1:
            messages.tell(self, say("packages.choose_sent"))
            return
        path = files.to_save(self, say("packages.again"), "报送包.zip", say("files.package_out"))
        if path is None:
            return

        actor = self._jobs.actor

        def task(job: Job) -> Path:
            from app.exchange import package
            from app.record import leaving

            told = say("leaving.file", title=say("packages.again"), file=path.name)
            leaving.keep(self._jobs.office, actor, leaving.EXPORT, told, ("package", uids[0]), path=path)
            with self._jobs.office.read() as read:
                package.again(read, uids[0], path)
            return path

        self._jobs.run(self, say("packages.again"), task, partial(self._say_path, "packages.given_again"))

    def adopt(self) -> None:
        """After a restored backup: enter the last package sent, by its file or the receipt for it."""
        path = files.to_open(self, say("packages.adopt"), say("files.adopted"))
        if path is not None:
            self._adopt(path)

    def _adopt(self, path: Path) -> None:
        def act(work: "Work") -> tuple[int, str, int]:
            from app.exchange import adoption

            row = adoption.adopt(work, path)
            return row.uid, row.period, row.serial

        def then(entered: tuple[int, str, int]) -> None:
            uid, period, serial = entered
            self.select(uid)
            messages.tell(
                self, say("package.adopted_done", period=period_title(period), serial=serial, next=serial + 1)
            )

        self._jobs.do(self, say("packages.adopt"), act, then)

    def report(self) -> None:
        """A report on what was done or reported in a period."""
        ask_plan_report(self, self._jobs, say("packages.report"))

    def _say_path(self, code: str, path: Path) -> None:
        messages.tell(self, say(code, path=path))

    # --- in ---

    def verify(self) -> None:
        """Whether a package is whole; changes nothing."""
        path = files.to_open(self, say("packages.verify"), say("files.package"))
        if path is None:
            return

        def task(job: Job) -> "Opened":
            from app.exchange import package

            return package.load(path)

        def then(found: "Opened") -> None:
            stated = found.manifest
            known = {
                "office": stated.sender.name,
                "period": period_title(stated.period),
                "serial": stated.serial,
                "path": path,
            }
            messages.tell(self, "\n".join((say("packages.sound", **known), *found.left_out)))

        self._jobs.run(self, say("packages.verify"), task, then)

    def receive(self) -> None:
        """Show what a package would change, then take it in."""
        path = files.to_open(self, say("packages.receive"), say("files.package"))
        if path is not None:
            self.preview(path)

    def preview(self, path: Path) -> None:
        """Check the package and show what it would change."""

        def task(job: Job) -> "MergePlan":
            from app.exchange import merge

            with self._jobs.office.read() as read:
                return merge.preview(read, path)

        def show(plan: "MergePlan") -> None:
            receiving = Receiving(self.window(), self._jobs, path, plan)
            receiving.taken.connect(self.select)
            receiving.open()

        self._jobs.run(self, say("packages.preview"), task, show)

    def make_receipt(self) -> None:
        """The receipt of a received package, for its sender."""
        uids = self.selected_uids()
        if len(uids) != 1:
            messages.tell(self, say("packages.choose_one"))
            return
        path = files.to_save(self, say("packages.make_receipt"), "回执.xlsx", say("files.excel"))
        if path is None:
            return

        def act(work: "Work") -> Path:
            from app.exchange import receipt

            receipt.build(work, uids[0], path)
            return path

        self._jobs.do(self, say("packages.make_receipt"), act, partial(self._say_path, "packages.receipt_made"))

    def take_receipt(self) -> None:
        """Mark this office's rows by the receipt that came back."""
        path = files.to_open(self, say("packages.take_receipt"), say("files.excel"))
        if path is None:
            return

        def act(work: "Work") -> str:
            from app.exchange import receipt

            return _counts(receipt.apply(work, path))

        def then(counts: str) -> None:
            messages.tell(self, say("packages.receipt_taken", counts=counts))

        def failed(error: BaseException) -> None:
            from app.exchange.receipt import LOST

            if isinstance(error, Refused) and error.code == LOST:
                messages.ask(self, str(error), say("packages.adopt"), lambda: self._adopt(path))
            else:
                self._jobs.failed.emit(error)

        self._jobs.do(self, say("packages.take_receipt"), act, then, failed)


def _counts(found: Any) -> str:
    return found.text() if hasattr(found, "text") else str(found)


def _usual(read: "Read") -> str:
    from app.exchange.package_rows import usual_period

    return usual_period(read)


class Receiving(Dialog):
    """What a package would change, sheet by sheet; one key takes it in, all of it or nothing."""

    topic = "receiving"

    taken = Signal(object)
    """Uid of the package that was taken in."""

    def __init__(self, parent: QWidget, jobs: Jobs, path: Path, plan: "MergePlan") -> None:
        super().__init__(parent)
        self._jobs, self._path = jobs, path
        self.setWindowTitle(say("packages.preview"))
        box = self.box
        known = {"office": plan.office, "period": plan.period, "serial": plan.serial, "path": path.name}
        head = QLabel(say("packages.sound", **known) + "　" + say("packages.total", total=FEN.show(plan.total_fen)))
        head.setObjectName("title")
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        box.addWidget(head)
        box.addWidget(_table(plan), 1)
        if notes := [*(below.text() for below in plan.below), *plan.notes]:
            told = QLabel("\n".join(notes))
            told.setObjectName("banner")
            told.setTextFormat(Qt.TextFormat.PlainText)
            told.setWordWrap(True)
            box.addWidget(told)
        if plan.conflicts or plan.nothing_to_do:
            word = "packages.already" if plan.nothing_to_do else "packages.conflicts"
            note = QLabel(say(word, count=len(plan.conflicts)))
            note.setObjectName("banner" if plan.nothing_to_do else "refusal")
            note.setWordWrap(True)
            box.addWidget(note)
        if said := [*map(str, plan.conflicts), *plan.disputed()]:
            lines = QPlainTextEdit("\n".join(said))
            lines.setReadOnly(True)
            box.addWidget(lines)
        row = self.foot
        row.stretch()
        self.take = QPushButton(say("packages.take"))
        self.take.setEnabled(not plan.conflicts and not plan.nothing_to_do)
        self.take.clicked.connect(self.apply)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.take.click)
        leave = QPushButton(say("importing.close"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        row.addWidget(self.take)
        row.addWidget(leave)
        self.measure(96, 25)

    def apply(self) -> None:
        """Take the package in."""
        path = self._path
        self.take.setEnabled(False)

        def act(work: "Work") -> "tuple[MergePlan, int]":
            from app.exchange import merge

            plan = merge.apply(work, path)
            return plan, _received(work, plan)

        self._jobs.do(self, say("packages.receive"), act, lambda done: self._taken(*done))

    def _taken(self, plan: "MergePlan", uid: int) -> None:
        self.accept()
        self.taken.emit(uid)
        counts = {"new": plan.new, "changed": plan.changed, "same": plan.same, "held": plan.held}
        known = {"office": plan.office, "period": plan.period, "serial": plan.serial}
        messages.tell(self.parentWidget(), say("packages.taken", **known, **counts))


def _received(read: "Read", plan: "MergePlan") -> int:
    """The uid under which a package that was taken in is listed."""
    from app.desk.lists import LISTINGS
    from app.record.listing import Filter, Query

    known = {"direction": "received", "office_name": plan.office, "serial": str(plan.serial)}
    wanted = Query(tuple(Filter(key, "=", text) for key, text in known.items()))
    return LISTINGS["packages"].uids(read.connection, wanted)[0]


def _table(plan: "MergePlan") -> QTableWidget:
    titles = [say(f"packages.{code}") for code in ("sheet", "new", "changed", "same", "held")]
    table = QTableWidget(len(plan.counts), len(titles))
    table.setHorizontalHeaderLabels(titles)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    for number, (sheet, counts) in enumerate(plan.counts.items()):
        table.setItem(number, 0, QTableWidgetItem(sheet))
        for column, count in enumerate(counts, 1):
            item = QTableWidgetItem(f"{count:,}")
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(number, column, item)
    table.horizontalHeader().setSectionResizeMode(0, table.horizontalHeader().ResizeMode.Stretch)
    return table
