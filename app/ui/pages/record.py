"""The page of one record: what it is, what may be done with it, and the lists that belong to it."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QTabWidget,
    QTextBrowser,
    QWidget,
)

from app.desk.screens import OF_NOUN, SCREENS, Part
from app.kernel.kinds import Value
from app.kernel.texts import say
from app.ui import appearance
from app.ui.button_bar import ButtonBar, shortcut_action
from app.ui.details import Details
from app.ui.jobs import Jobs
from app.ui.layouts import Dialog, Elided, Scrolled
from app.ui.listpage import ListPage
from app.ui.memory import Memory
from app.ui.timers import later
from app.ui.verbs import Verbs

if TYPE_CHECKING:
    from app.award.texts.explanation import Paragraph
    from app.desk.recordpage import RecordPage as PageData
    from app.desk.selection import Selected
    from app.record.listing import Column, Query
    from app.store.work import Read

_SHARE = 0.4
"""Of the window that the values of the record may take."""
_CHANGING = 100
"""Milliseconds waited for more changes."""
Record = Mapping[str, Value]
Paragraphs: TypeAlias = "tuple[Paragraph, ...]"


def _html(paragraph: "Paragraph") -> str:
    lines = "<br>".join(map(escape, paragraph.lines))
    return f"<h4 style='margin-bottom: 2px'>{escape(paragraph.title)}</h4><p style='margin-top: 0'>{lines}</p>"


class RecordPage(Dialog):
    """Opened by Enter on a row; closes with Esc. `adopt` lets the window serve the lists inside."""

    def __init__(
        self, parent: QWidget, jobs: Jobs, memory: Memory, noun: str, uid: int, adopt: Callable[[ListPage], None]
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        from app.desk.lists import OF_NOUN as LISTING_OF

        self.spec, self.uid = OF_NOUN[noun], uid
        self.topic = self.spec.name
        self._jobs, self._memory, self._adopt = jobs, memory, adopt
        self._listing = LISTING_OF[noun]
        self._name = ""
        self.setWindowTitle(self._listing.title)
        self.verbs = Verbs(self, jobs, self.spec)
        self._details = Details()
        self.parts = QTabWidget()
        self.sheet = QTextBrowser()
        """The paragraphs that explain the record."""
        self._status = Elided()
        self._build()
        self._refit = later(self, 0, self._fit_details)
        self._renewal = later(self, _CHANGING, self.renew)
        jobs.changed.connect(self._changed)
        self.verbs.done.connect(lambda text, _: self._status.setText(text))
        self.verbs.made.connect(self._open)
        self.renew()

    def _build(self) -> None:
        box = self.box
        self._title = Elided()
        self._title.setObjectName("title")
        box.addWidget(self._title)
        self.bar = ButtonBar()
        self.bar.addActions(self.verbs.applied)
        if self.spec.prints:
            self.bar.addAction(shortcut_action(self, say("menu.print"), "Ctrl+P", self._print))
        self.bar.setVisible(bool(self.bar.actions()))
        box.addWidget(self.bar)
        self._frame = Scrolled(self._details)
        self._frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.addWidget(self._frame)
        box.addWidget(self.parts, 1)
        self._status.setObjectName("faint")
        box.addWidget(self._status)
        self.parts.currentChanged.connect(self._turned)
        QShortcut(QKeySequence("F5"), self, self.renew)
        QShortcut(QKeySequence("Ctrl+F"), self, self._search)
        self.measure(150, 36)

    def _changed(self, tables: frozenset[str]) -> None:
        if tables & self._listing.watches:
            self._renewal.start()

    def renew(self) -> None:
        """Read the record again."""
        screen, uid = self.spec, self.uid

        def ask(read: "Read") -> "PageData":
            from app.desk.recordpage import record_page

            return record_page(read, screen, uid)

        self._jobs.look(self, ask, lambda found: self._show(*found))

    def _show(
        self, columns: "Sequence[Column]", record: Record | None, selected: "Selected", told: "Paragraphs"
    ) -> None:
        if record is None:
            self.close()
            return
        self._name = selected.names[self.uid]
        heading = say("record.title", title=self._listing.title, name=self._name)
        self.setWindowTitle(heading)
        self._title.setText(heading)
        self.verbs.follow(selected)
        self._details.show_record(columns, record)
        self._fit_details()
        self.sheet.setHtml("".join(map(_html, told)))
        if not self.parts.count():
            self._add_parts(record, explained=bool(told))

    def _fit_details(self) -> None:
        """The values take what they need, up to a share of the window: the lists below are what is worked with."""
        room = self._frame.width() - self._frame.verticalScrollBar().sizeHint().width()
        self._frame.setFixedHeight(min(self._details.tall(room), int(self.height() * _SHARE)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The values stand as the window allows."""
        super().resizeEvent(event)
        self._refit.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """They grow with the text."""
        super().changeEvent(event)
        if appearance.text_changed(event) and hasattr(self, "_refit"):
            self._refit.start()

    def _add_parts(self, record: Record, *, explained: bool) -> None:
        for part in self.spec.parts:
            if explained and part is self.spec.parts[-1]:
                self.parts.addTab(self.sheet, self.spec.explained)
            page = ListPage(self._jobs, self._memory, SCREENS[part.screen], self._inside(part, record), "Shift+", part)
            page.verbs.given = self._given(part, record)
            page.counted.connect(self._status.setText)
            page.told.connect(self._status.setText)
            self._adopt(page)
            self.parts.addTab(page, part.title)
        self._turned()

    @staticmethod
    def _given(part: Part, record: Record) -> Record:
        """What a record that is made in a list has of this one: what the list is by, else what both know by one name."""
        return {
            key: record[part.own if key == part.by else key] for key in part.known if key == part.by or key in record
        }

    def _inside(self, part: Part, record: Record) -> "Query":
        from app.record.listing import Filter, Query

        if not part.by:
            own = record[part.own] if part.own else self.uid
            return Query(inside=own if isinstance(own, int) else self.uid)
        own = self._listing.column(part.own).field.kind.show(record[part.own])
        return Query(filters=tuple(Filter(key, "=", text) for key, text in ((part.by, own), *part.where)))

    def _current(self) -> ListPage | None:
        page = self.parts.currentWidget()
        return page if isinstance(page, ListPage) else None

    def _search(self) -> None:
        if page := self._current():
            page.focus_search()

    def _turned(self) -> None:
        self._status.clear()
        if page := self._current():
            page.ensure()
            page.take_focus()

    def _open(self, noun: str, uid: int) -> None:
        if page := self._current():
            page.opened.emit(noun, uid)

    def _print(self) -> None:
        pages = (self.parts.widget(number) for number in range(self.parts.count()))
        for page in [page for page in pages if isinstance(page, ListPage)][:1]:
            page.print_wanted.emit(self.spec.noun, (self.uid,), self._name)
