"""From a data element to the widget that edits it: a line, with a calendar or a list to pick from behind Alt+↓."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import QDate, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QColor,
    QIcon,
    QKeyEvent,
    QPainter,
    QPixmap,
    QPolygon,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCompleter,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.desk.formdata import Choices, options
from app.kernel.fields import Field
from app.kernel.texts import say
from app.ui.appearance import BLUE
from app.ui.password_line import PasswordLine

_KEYS, _OPTION = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_SHOWN = 12
_NOTHING = "\0"
"""Found in no option."""


def editor(element: Field, choices: Choices, parent: QWidget | None = None) -> QLineEdit:
    """The widget of a data element; every one is a line that takes typed text."""
    if element.kind.name == "date":
        return DateEdit(parent)
    if element.kind.name == "secret":
        return PasswordLine(parent)
    offered = options(element, choices)
    if element.kind.name == "many":
        return ManyEdit(offered, parent)
    free = element.key in choices.free
    picks = bool(offered) or free
    line = (
        PickEdit(offered, choices.initials, parent, choices.captions, settles=not free) if picks else QLineEdit(parent)
    )
    if element.kind.align == "right":
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
    return line


def _arrow() -> QIcon:
    picture = QPixmap(24, 24)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(BLUE))
    painter.drawPolygon(QPolygon([QPoint(2, 4), QPoint(10, 4), QPoint(6, 9)]))
    painter.end()
    return QIcon(picture)


class PickLine(QLineEdit):
    """A line with something to pick from: ▾, Alt+↓ or F4."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._open = QAction(_arrow(), say("editor.pick"), self)
        self._open.triggered.connect(self.pick)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)

    def pick(self) -> None:
        """Show what there is to pick."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt+↓ and F4 open the list, as in every desktop program."""
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.pick()
        else:
            super().keyPressEvent(event)


class Dropped(QFrame):
    """What is picked from, below its line: gone with Esc, Tab, F4, Alt+↑ or ↓, a click beside it, and perhaps Enter.

    The frame is there because an item view that is a popup itself never closes: it swallows keys and clicks.
    """

    _KEYS = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F4})
    _ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})

    def __init__(self, line: QWidget, inside: QWidget, size: QSize, *, enter: bool) -> None:
        super().__init__(line, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # a click on the arrow closes and does not open again
        self._line, self._leave = line, self._KEYS | (self._ENTER if enter else frozenset())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(inside)
        self.setFocusProxy(inside)
        for part in (inside, *inside.findChildren(QWidget)):
            part.installEventFilter(self)
        self._drop(size)

    def _drop(self, size: QSize) -> None:
        """Below the line, or above it where the screen ends."""
        self.resize(size)
        room, line = self._line.screen().availableGeometry(), self._line
        below, above = line.mapToGlobal(QPoint(0, line.height())), line.mapToGlobal(QPoint(0, -size.height()))
        top = below.y() if below.y() + size.height() <= room.bottom() else max(above.y(), room.top())
        self.move(max(min(below.x(), room.right() - size.width()), room.left()), top)
        self.show()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys that leave, before the view inside makes something else of them."""
        if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in self._leave or (alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.close()
            return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """The hand is on the line again."""
        super().closeEvent(event)
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)


class _Completer(QCompleter):
    """Finds an option by any part of it or by its pinyin initials, and gives the option."""

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 - Qt's name
        """The option itself, not the text it was found by."""
        return str(index.data(_OPTION))

    def splitPath(self, path: str) -> list[str]:  # noqa: N802 - Qt's name
        """What is looked for; an option typed in full needs no list, which would swallow the Enter that goes on."""
        options = self.model()
        whole = any(options.index(row, 0).data(_OPTION) == path for row in range(options.rowCount()))
        return [_NOTHING if whole else path]


class PickEdit(PickLine):
    """A line that completes from options."""

    def __init__(
        self,
        offered: Sequence[str],
        initials: Mapping[str, str],
        parent: QWidget | None = None,
        captions: Mapping[str, str] = MappingProxyType({}),
        *,
        settles: bool = True,
    ) -> None:
        super().__init__(parent)
        self._initials, self._captions = initials, captions
        self._keys: dict[str, str] = {}
        self.offer(offered)
        if settles:
            self.editingFinished.connect(self.settle)

    def offer(self, offered: Sequence[str]) -> None:
        """Complete from these from now on."""
        caption, initials = self._captions.get, self._initials.get
        self._keys = {text: f"{text} {initials(text, '')} {caption(text, '')}".lower() for text in offered}
        model = QStandardItemModel(self)
        for text, keys in self._keys.items():
            item = QStandardItem("　".join(filter(None, (text, caption(text)))))
            item.setData(keys, _KEYS)
            item.setData(text, _OPTION)
            model.appendRow(item)
        finder = _Completer(model, self)
        finder.setCompletionRole(_KEYS)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setMaxVisibleItems(_SHOWN)
        self.setCompleter(finder)
        self._open.setVisible(bool(self._keys))

    def pick(self) -> None:
        """Show every option."""
        finder = self.completer()
        finder.setCompletionPrefix("")
        finder.complete()

    def settle(self) -> None:
        """Fill in the one option that what was typed can only mean."""
        typed = self.text().strip().lower()
        if not typed or self.text() in self._keys:
            return
        fits = [text for text, keys in self._keys.items() if typed in keys]
        if len(fits) == 1:
            self.setText(fits[0])


class ManyEdit(PickLine):
    """A line of several texts between ；, with a list to tick them in; what stands in no list may be typed."""

    def __init__(self, offered: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer(offered)

    def offer(self, offered: Sequence[str]) -> None:
        """These can be ticked from now on."""
        self._offered = offered
        self._open.setVisible(bool(offered))

    def pick(self) -> None:
        """Show everything that can be ticked; each tick is taken over at once and stays however the list is left."""
        if not self._offered:
            return
        chosen = self._chosen()
        ticks = QListWidget()
        for text in (*self._offered, *(one for one in chosen if one not in self._offered)):
            item = QListWidgetItem(text, ticks)
            item.setCheckState(Qt.CheckState.Checked if text in chosen else Qt.CheckState.Unchecked)
        ticks.setCurrentRow(0)
        ticks.itemChanged.connect(lambda _: self._ticked(ticks))
        tall = ticks.sizeHintForRow(0) * min(ticks.count(), _SHOWN) + 12
        Dropped(self, ticks, QSize(max(self.width(), ticks.sizeHintForColumn(0) + 40), tall), enter=True)

    def _chosen(self) -> list[str]:
        text = self.text()
        if text.strip() in self._offered:
            return [text.strip()]
        parts = text.split("；") if "；" in text else re.split("[、，,]", text)
        return [part.strip() for part in parts if part.strip()]

    def _ticked(self, ticks: QListWidget) -> None:
        items = (ticks.item(row) for row in range(ticks.count()))
        texts = [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]
        self.setText("；".join(texts) + ("；" if len(texts) == 1 else ""))


class DateEdit(PickLine):
    """A line for a date as people type it (20191231, 2019-12-31, 2019年12月31日), with a calendar behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(say("editor.date"))

    def pick(self) -> None:
        """Show the calendar."""
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setGridVisible(True)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        try:
            known = date.fromisoformat(self.text())
            calendar.setSelectedDate(QDate(known.year, known.month, known.day))
        except ValueError:
            pass  # nothing typed yet: the calendar opens at today
        calendar.activated.connect(lambda day: self._picked(calendar, day))
        calendar.clicked.connect(lambda day: self._picked(calendar, day))
        tall = self.fontMetrics().height()
        Dropped(self, calendar, calendar.sizeHint().expandedTo(QSize(tall * 18, tall * 14)), enter=False)

    def _picked(self, calendar: QCalendarWidget, day: QDate) -> None:
        self.setText(day.toString(Qt.DateFormat.ISODate))
        calendar.window().close()


class EnterWalks(QObject):
    """Enter goes to the next line in sight in reading order; after the last one to `end`. Ctrl+Enter does `send`."""

    def __init__(self, lines: Sequence[QWidget], end: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._next = dict(zip(lines, (*lines[1:], end), strict=True))
        for line in lines:
            line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Catch Enter without Ctrl."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if (
            event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            return False
        following = self._next.get(watched)  # type: ignore[call-overload]
        if following is None:
            return False
        while following.isHidden() and following in self._next:
            following = self._next[following]
        following.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(following, QLineEdit):
            following.selectAll()
        return True
