"""操作手册: the manual in a window of its own, with contents, search, the way back, and the ways to paper."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QTreeWidget, QTreeWidgetItem, QWidget

from app.desk.manual import Place, pages, pages_with, place_of
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.button_bar import ButtonBar, shortcut_action
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog
from app.ui.pages.manual_text import ManualText
from app.ui.pages.to_paper import ask_printer, print_pages

_PLACE = Qt.ItemDataRole.UserRole
_SHARES = (1, 3)
"""Of the window for the contents and the text."""


def show_manual(jobs: Jobs, topics: Sequence[str], above: QWidget) -> None:
    """At the first of these topics that the manual knows, in one window above another, which may be modal."""
    opened = (one for one in above.children() if isinstance(one, Manual))
    manual = above if isinstance(above, Manual) else next(opened, None) or Manual(above, jobs)
    manual.show_place(place_of(topics))
    manual.show()
    manual.raise_()
    manual.activateWindow()


class Manual(Dialog):
    """Shows a page; the contents follow it."""

    def __init__(self, parent: QWidget, jobs: Jobs) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._jobs = jobs
        self.place = Place("")
        """Where the reader is."""
        self.setWindowTitle(say("manual.title"))
        self.contents, self.text, self.search = QTreeWidget(), ManualText(), QLineEdit()
        self.told = QLabel()
        self.told.setObjectName("banner")
        self.told.hide()
        self._list_contents()
        self.box.addLayout(self._bar())
        self.box.addWidget(self.told)
        split = QSplitter()
        for number, widget in enumerate((self.contents, self.text)):
            split.addWidget(widget)
            split.setStretchFactor(number, _SHARES[number])
        split.setChildrenCollapsible(False)
        self.box.addWidget(split, 1)
        self.contents.currentItemChanged.connect(self._chosen)
        self.text.sourceChanged.connect(self._follow)
        self.search.returnPressed.connect(self.seek)
        self.measure(136, 36)
        unit = self.fontMetrics().horizontalAdvance("0")
        split.setSizes([unit * 34, unit * 102])
        self.text.setFocus()

    def _bar(self) -> QHBoxLayout:
        row, bar = QHBoxLayout(), ButtonBar()
        self.back = self._action("back", "Alt+Left", self.text.backward)
        self.on = self._action("on", "Alt+Right", self.text.forward)
        self.text.backwardAvailable.connect(self.back.setEnabled)
        self.text.forwardAvailable.connect(self.on.setEnabled)
        for action in (self.back, self.on):
            action.setEnabled(False)
        self.search.setPlaceholderText(say("manual.search"))
        focus = self._action("find", "Ctrl+F", self.search.setFocus)
        further = self._action("further", "F3", self.seek)
        self.addActions([focus, further])
        for action in (
            self.back,
            self.on,
            self._action("print", "Ctrl+P", self.print),
            self._action("save", "Ctrl+S", self.save),
        ):
            bar.addAction(action)
        row.addWidget(bar, 1)
        row.addWidget(self.search, 1)
        return row

    def _action(self, code: str, key: str, act: Callable[[], object]) -> QAction:
        return shortcut_action(self, say(f"manual.{code}"), key, act)

    # --- pages ---

    def show_place(self, place: Place) -> None:
        """A page, at a heading."""
        self.text.setSource(QUrl(str(place)))

    def _list_contents(self) -> None:
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName(say("manual.contents"))
        for page in pages().values():
            top = QTreeWidgetItem(self.contents, [page.title])
            top.setData(0, _PLACE, Place(page.name))
            for heading in page.headings:
                QTreeWidgetItem(top, [heading]).setData(0, _PLACE, Place(page.name, heading))

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.show_place(item.data(0, _PLACE))

    def _follow(self, url: QUrl) -> None:
        """The contents stand where the text is."""
        self.place = Place(url.path(), url.fragment())
        items = self.contents.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive)
        places = {item.data(0, _PLACE): item for item in items}
        item = places.get(self.place) or places[Place(self.place.page)]
        self.contents.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.contents.setCurrentItem(item)
        self.contents.blockSignals(False)  # noqa: FBT003 - Qt's own
        for number in range(self.contents.topLevelItemCount()):
            top = self.contents.topLevelItem(number)
            top.setExpanded(top in (item, item.parent()))

    # --- words ---

    def seek(self) -> None:
        """The next place that has what is searched, on this page or on the next ones, round to the first."""
        word = self.search.text().strip()
        if not word or self.text.find(word):
            self.told.hide()
            return
        for name in pages_with(word, self.place.page):
            self.show_place(Place(name))
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            if self.text.find(word):
                self.told.hide()
                return
        self.told.setText(say("manual.none", word=word))
        self.told.show()

    # --- to paper ---

    def save(self) -> None:
        """All of it as a PDF file."""
        path = files.to_save(self, say("manual.save"), f"{say('manual.title')}.pdf", say("files.pdf"))
        if path is None:
            return

        def task(job: Job) -> Path:
            from app.printing.manual import save

            save(path)
            return path

        self._jobs.run(self, say("manual.save"), task, self._saved)

    def _saved(self, path: Path) -> None:
        messages.tell(self, say("print.saved", path=path))

    def print(self) -> None:
        """All of it, or the pages that are chosen at the printer."""

        def task(job: Job) -> tuple[bytes, int]:
            from app.printing.manual import render
            from app.printing.preview import page_count

            data = render()
            return data, page_count(data)

        self._jobs.run(self, say("manual.print"), task, lambda made: self._print(*made))

    def _print(self, data: bytes, count: int) -> None:
        chosen = ask_printer(self, say("manual.title"), count)
        if chosen is not None:
            printer, first, last = chosen
            self._jobs.run(
                self, say("manual.print"), lambda job: print_pages(job, printer, data, first, last), lambda _: None
            )
