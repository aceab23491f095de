"""政策: a pack read as its circular reads, and from there to a draft, a file, a file that was sent down."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QSplitter,
    QTextBrowser,
    QWidget,
)

from app.desk.drafts import autosave, pack_sources
from app.desk.drafts import draft as drafts
from app.desk.drafts.pack_sources import PackSource
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.button_bar import ButtonBar, shortcut_action
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog
from app.ui.pages import policytext
from app.ui.pages.drafting import Drafting

if TYPE_CHECKING:
    from app.desk.drafts.draft import Draft
    from app.store.work import Read


class PolicyPage(Dialog):
    """Left the clauses, right what they say; above it which pack."""

    topic = "policy"

    rates_wanted = Signal()
    """The import of a rates table."""

    def __init__(self, parent: QWidget, jobs: Jobs, handed: Path | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._jobs, self._handed = jobs, handed
        self.sources: list[PackSource] = []
        self.setWindowTitle(say("policy_page.title"))
        self.choice, self.search = QComboBox(), QLineEdit()
        self.clauses, self.sheet = QListWidget(), QTextBrowser()
        self._build()
        jobs.changed.connect(lambda tables: self.renew() if "pack" in tables else None)
        self.renew()

    def _build(self) -> None:
        box = self.box
        row = QHBoxLayout()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.choice.currentIndexChanged.connect(self._show)
        self.search.setPlaceholderText(say("policy_page.search"))
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self.find_next)
        row.addWidget(self.choice, 2)
        row.addWidget(self.search, 1)
        box.addLayout(row)
        bar = ButtonBar()
        self._action(bar, "draft", "Ctrl+N", self.draft)
        self._action(bar, "open", "Ctrl+O", self.open_draft)
        self._action(bar, "take", "Ctrl+I", self.take_file)
        self._action(bar, "export", "Ctrl+E", self.export)
        self._action(bar, "rates", "Alt+1", self.rates_wanted.emit)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        box.addWidget(bar)
        split = QSplitter()
        split.addWidget(self.clauses)
        split.addWidget(self.sheet)
        split.setStretchFactor(1, 1)
        split.setSizes([250, 950])
        self.clauses.currentRowChanged.connect(self._go_to)
        box.addWidget(split, 1)
        self.measure(156, 36)

    def _action(self, bar: ButtonBar, code: str, key: str, act: Callable[[], object]) -> None:
        action = shortcut_action(self, say(f"policy_page.{code}"), key, act)
        bar.addAction(action)
        if code == "draft":
            bar.widgetForAction(action).setObjectName("main")

    # --- reading ---

    def renew(self) -> None:
        """Show the packs that can be read now."""
        self._jobs.look(self, lambda read: (pack_sources.installed_and_shipped(read), read.today), self._fill)

    def _fill(self, found: tuple[list[PackSource], date]) -> None:
        self.sources, self._today = found
        self.choice.blockSignals(True)  # noqa: FBT003 - Qt's way
        self.choice.clear()
        self.choice.addItems([source.label for source in self.sources])
        self.choice.blockSignals(False)  # noqa: FBT003
        self._show()
        if self._handed:
            handed, self._handed = self._handed, None
            self.take(handed)

    def current(self) -> PackSource:
        """The pack that is being read."""
        return self.sources[max(self.choice.currentIndex(), 0)]

    def _show(self) -> None:
        pack, today = self.current().pack, self._today

        def task(job: Job) -> tuple[list[tuple[str, str]], str]:
            return policytext.contents(pack), policytext.page(pack, today)

        def then(found: tuple[list[tuple[str, str]], str]) -> None:
            if pack is self.current().pack:
                self._print(*found)

        self._jobs.run(self, say("policy_page.title"), task, then)

    def _print(self, contents: list[tuple[str, str]], html: str) -> None:
        self._anchors = [anchor for anchor, _ in contents]
        self.clauses.clear()
        self.clauses.addItems([words for _, words in contents])
        self.sheet.setHtml(html)

    def _go_to(self, row: int) -> None:
        if row >= 0:
            self.sheet.scrollToAnchor(self._anchors[row])

    def find_next(self) -> None:
        """The next place that says it, from the top again after the last."""
        text = self.search.text().strip()
        if text and not self.sheet.find(text):
            self.sheet.moveCursor(QTextCursor.MoveOperation.Start)
            self.sheet.find(text)

    # --- from here ---

    def draft(self) -> None:
        """The next version of the office's pack, after the one that is being read."""
        source = self.current()
        self._begin(lambda read: pack_sources.draft_of_next_version(read, source))

    def _begin(
        self, make: "Callable[[Read], Draft]", sent: str = "", path: Path | None = None, *, rescued: bool = False
    ) -> None:
        sources = self.sources

        def ask(read: "Read") -> "tuple[Draft, str, dict[str, tuple[str, ...]]]":
            return make(read), pack_sources.own_text(read), pack_sources.items_of_lists(sources)

        def then(found: "tuple[Draft, str, dict[str, tuple[str, ...]]]") -> None:
            draft, base, offers = found
            Drafting(self, self._jobs, draft, offers, base=base, sent=sent, path=path, rescued=rescued).open()

        self._jobs.look(self, ask, then)

    def open_draft(self) -> None:
        """A draft that was saved, with what a program that died kept beside it."""
        path = files.to_open(self, say("policy_page.open"), say("files.pack"))
        if path is None:
            return

        def then(found: tuple[str, bool]) -> None:
            text, rescued = found
            self._begin(lambda read: drafts.opened(text), path=path, rescued=rescued)

        self._jobs.run(self, say("policy_page.open"), lambda job: autosave.read(path), then)

    def take_file(self) -> None:
        """A pack that the superior office sent down."""
        path = files.to_open(self, say("policy_page.take"), say("files.pack"))
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Show what a pack that was sent would change."""

        def task(job: Job) -> str:
            from app.store.packs import read_file

            return read_file(path)

        def then(text: str) -> None:
            self._begin(lambda read: pack_sources.draft_of_sent_file(read, text), sent=text)

        self._jobs.run(self, say("policy_page.take"), task, then)

    def export(self) -> None:
        """The pack that is being read as one file."""
        source = self.current()
        path = files.to_save(self, say("policy_page.export"), f"{source.pack.id}.toml", say("files.pack"))
        if path is None:
            return

        def task(job: Job) -> Path:
            from app.store.files import atomic

            with atomic(path) as place:
                place.write_text(source.text, encoding="utf-8", newline="\n")
            return path

        self._jobs.run(self, say("policy_page.export"), task, partial(self._exported, source))

    def _exported(self, source: PackSource, path: Path) -> None:
        messages.tell(self, say("packs.exported", pack=source.pack.title, version=source.pack.version, file=path))
