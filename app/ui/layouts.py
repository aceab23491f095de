"""Everything is reachable on a small screen and at a large text: windows that fit it, rows that wrap, texts that give way."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app.ui.helping import offer_help

_GAP = 6
_EDGE = 10


def available_area(window: QWidget) -> QRect:
    """Where a window may stand: the screen without what the desktop keeps, less a title bar."""
    bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    return window.screen().availableGeometry().adjusted(0, bar, 0, 0)


def fit(window: QWidget) -> None:
    """No larger than the screen, and on it as a whole."""
    free = available_area(window)
    window.resize(window.size().boundedTo(free.size()))
    left = max(min(window.x(), free.right() - window.width()), free.left())
    window.move(left, max(min(window.y(), free.bottom() - window.height()), free.top()))


def stacked(*parts: QWidget) -> QWidget:
    """Some widgets one below the other; the last takes the room."""
    whole = QWidget()
    box = QVBoxLayout(whole)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for part in parts:
        box.addWidget(part)
    box.setStretch(len(parts) - 1, 1)
    return whole


class Scrolled(QScrollArea):
    """What is put into it keeps its size and scrolls where there is too little room; as large as that when there is."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        inside.setObjectName("page")
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def turn(self, pages: int) -> None:
        """Up or down by what is in sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of it."""
        return self.widget().sizeHint()


def pressed_by_enter(button: QPushButton) -> QPushButton:
    """A button that Enter presses while the keyboard is on it, and only then."""
    button.setAutoDefault(False)
    for key in ("Return", "Enter"):
        QShortcut(QKeySequence(key), button, button.click).setContext(Qt.ShortcutContext.WidgetShortcut)
    return button


class Dialog(QDialog):
    """A window of the program: what stands in `box` scrolls when it must, what stands in `foot` is always in sight."""

    topic = ""
    """What the manual calls it; '' for what stands behind it."""

    def __init__(self, parent: QWidget | None, flags: Qt.WindowType = Qt.WindowType.Dialog) -> None:
        super().__init__(parent, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = QWidget()
        self.box = QVBoxLayout(body)
        self.body = Scrolled(body)
        for key, pages in (("Alt+PgUp", -1), ("Alt+PgDown", 1)):
            QShortcut(QKeySequence(key), self, partial(self.body.turn, pages))
        offer_help(self)
        self.foot = Flow()
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(0)
        frame.addWidget(self.body, 1)
        frame.addLayout(self.foot)

    def button(self, text: str, key: str, act: Callable[[], object]) -> QPushButton:
        """A button in the foot that its key presses too and that says so; Enter in another place does not press it."""
        button = QPushButton(f"{text}（{key.replace('Return', 'Enter')}）" if key else text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        if key:
            QShortcut(QKeySequence(key), self, button.click)
        self.foot.addWidget(button)
        return button

    def measure(self, wide: int, tall: int) -> None:
        """So many digits wide and lines tall, as far as the screen has room."""
        font = self.fontMetrics()
        self.resize(
            QSize(wide * font.horizontalAdvance("0"), tall * font.height()).boundedTo(available_area(self).size())
        )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """On the screen as a whole, wherever the window that opened it stands."""
        super().showEvent(event)
        fit(self)


class Flow(QLayout):
    """Side by side, and on a further line where the width ends; what is added after `stretch` stands at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._right = -1
        self.setContentsMargins(_EDGE, _GAP, _EDGE, _EDGE)

    def stretch(self) -> None:
        """What comes from here on stands at the right end of its line."""
        self._right = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """One more."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        """One of them, which is not laid out any more."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It takes the width that there is."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """More lines when it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Of its lines."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Put everything where it stands."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All on one line."""
        hints = [item.sizeHint() for item in self._seen()]
        wide = sum(hint.width() + _GAP for hint in hints)
        return self._framed(wide, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest of them on each line."""
        hints = [item.minimumSize() for item in self._seen()]
        sides = (max((hint.width() for hint in hints), default=0), max((hint.height() for hint in hints), default=0))
        return self._framed(*sides)

    def _seen(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _framed(self, wide: int, tall: int) -> QSize:
        if not self._seen():
            return QSize(0, 0)
        edges = self.contentsMargins()
        return QSize(wide + edges.left() + edges.right(), tall + edges.top() + edges.bottom())

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Put line below line; gives the height."""
        if not self._seen():
            return 0
        edges = self.contentsMargins()
        inside = rect.marginsRemoved(edges)
        y = inside.top()
        for line in self._lines(inside.width()):
            tall = max(item.sizeHint().height() for item in line)
            if move:
                self._put(line, inside, y, tall)
            y += tall + _GAP
        return y - _GAP - rect.top() + edges.bottom()

    def _lines(self, wide: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._seen():
            need = min(item.sizeHint().width(), wide)
            if lines[-1] and used + need > wide:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += need + _GAP
        return lines

    def _put(self, line: list[QLayoutItem], inside: QRect, y: int, tall: int) -> None:
        last = self._items[self._right :] if self._right >= 0 else []
        right = [item for item in line if item in last]
        x, pushed = inside.left(), False
        for item in line:
            width = min(item.sizeHint().width(), inside.width())
            if item in right and not pushed:
                pushed = True
                x = inside.right() + 1 - sum(min(one.sizeHint().width(), inside.width()) + _GAP for one in right) + _GAP
            item.setGeometry(QRect(QPoint(x, y), QSize(width, tall)))
            x += width + _GAP


class Elided(QLabel):
    """One line that ends in … where there is no room; the whole is its tooltip."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """What it says."""
        super().setText(text)
        self.setToolTip(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of it, as far as it may."""
        return super().sizeHint().boundedTo(self.maximumSize())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It gives way to everything else."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """As much as fits."""
        painter = QPainter(self)
        inside = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, self.alignment() | Qt.AlignmentFlag.AlignVCenter, text)
