"""Header filters: click ▾ of a column for its values with counts, a text it contains, or a range."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPolygon, QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.kernel.kinds import BadValue, Value
from app.kernel.texts import say
from app.ui.appearance import BLUE
from app.ui.layouts import available_area, fit

if TYPE_CHECKING:
    from app.record.listing import Column, Filter

_GRIP = 20
_RANGED = frozenset({"date", "count", "fen", "percent"})
_WORDED = frozenset({"text", "code", "proof", "long", "name", "choice", "id", "uscc", "phone", "account", "moment"})
_SIGNS = {"=": "＝", "!=": "≠", ">=": "≥", "<=": "≤", "~": "含", "!:": "不含"}
_USER = Qt.ItemDataRole.UserRole


def describe(column: "Column", wanted: "Filter") -> str:
    """A condition as the user reads it: 状态＝待审批."""
    if not wanted.text:
        return say("filter.empty" if wanted.operator == "=" else "filter.filled", title=column.heading)
    try:
        text = column.field.kind.shown(column.field.kind.read(wanted.text))
    except BadValue:
        text = wanted.text
    return f"{column.heading}{_SIGNS[wanted.operator]}{text}"


class FilterHeader(QHeaderView):
    """A header whose sections sort on a click, add to the order on Ctrl+click, and filter on their ▾."""

    filter_asked = Signal(int)
    sort_asked = Signal(int, bool)
    """Column, and whether it is added to the order that is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.filtered: set[int] = set()
        self.order: dict[int, tuple[int, bool]] = {}
        """Column -> its place in the order, and whether descending."""

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:  # noqa: N802 - Qt's name
        """The section, its ▾ (filled when it filters) and its place in the order."""
        painter.save()
        super().paintSection(painter, rect, logical)
        painter.restore()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = logical in self.filtered
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(BLUE if active else "#9aa7b8"))
        x, y = rect.right() - 12, rect.center().y()
        size = 5 if active else 4
        painter.drawPolygon(QPolygon([QPoint(x - size, y - 2), QPoint(x + size, y - 2), QPoint(x, y + size - 1)]))
        if logical in self.order:
            place, down = self.order[logical]
            painter.setPen(QColor(BLUE))
            mark = ("↓" if down else "↑") + (str(place) if len(self.order) > 1 else "")
            painter.drawText(
                rect.adjusted(0, 0, -20, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark
            )
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on ▾ filters; any other click that dragged nothing sorts."""
        spot = event.position().toPoint()
        at = self.logicalIndexAt(spot)
        still = at == self._pressed and (spot - self._spot).manhattanLength() < 4
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or at < 0 or not still:
            return
        if self.cursor().shape() == Qt.CursorShape.SplitHCursor:
            return
        if self.sectionViewportPosition(at) + self.sectionSize(at) - spot.x() < _GRIP:
            self.filter_asked.emit(at)
        else:
            self.sort_asked.emit(at, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where it began: a dragged section is moved, not sorted."""
        self._spot = event.position().toPoint()
        self._pressed = self.logicalIndexAt(self._spot)
        super().mousePressEvent(event)


class FilterPopup(QFrame):
    """Conditions on one column; every choice is one click or Enter."""

    chosen = Signal(object)
    """Pairs of operator and text: the column's conditions from now on."""

    def __init__(self, parent: QWidget, column: "Column", now: list["Filter"], values: list[tuple[Value, int]]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column = column
        self._edits: dict[str, QLineEdit] = {}
        box = QVBoxLayout(self)
        title = QLabel(say("filter.title", title=column.heading))
        title.setObjectName("title")
        box.addWidget(title)
        box.addLayout(self._conditions({f.operator: f.text for f in now}))
        if column.field.kind.mask is None:
            box.addWidget(self._list(values, {f.text for f in now if f.operator == "="}))
        box.addLayout(self._buttons())
        first = next(iter(self._edits.values()), None) or self.findChild(QListWidget)
        if first is not None:
            first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """On the screen as a whole, wherever its column stands."""
        super().showEvent(event)
        fit(self)

    def _conditions(self, now: dict[str, str]) -> QFormLayout:
        form = QFormLayout()
        kind = self._column.field.kind.name
        wanted = [("~", "filter.contains")] if kind in _WORDED else []
        wanted += [(">=", "filter.from"), ("<=", "filter.to")] if kind in _RANGED else []
        for operator, code in wanted:
            edit = QLineEdit(now.get(operator, ""))
            edit.returnPressed.connect(self._apply)
            self._edits[operator] = edit
            form.addRow(say(code), edit)
        return form

    def _list(self, values: list[tuple[Value, int]], chosen: set[str]) -> QListWidget:
        items = QListWidget()
        for value, count in values:
            text = self._column.field.kind.show(value) or say("filter.blank")
            item = QListWidgetItem(f"{text}　（{count:,}）", items)
            item.setData(_USER, self._column.condition(value))
            item.setSelected(item.data(_USER) in chosen)
        items.itemClicked.connect(self._pick)
        items.itemActivated.connect(self._pick)
        free, tall = available_area(self), items.fontMetrics().height() + 6
        rows = min(max(len(values), 1), 12, free.height() // 2 // tall)
        items.setMinimumHeight(rows * tall + 8)
        items.setMinimumWidth(min(items.fontMetrics().horizontalAdvance("0") * 34, free.width() // 2))
        return items

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        hint = QLabel(say("filter.hint"))
        hint.setObjectName("faint")
        row.addWidget(hint, 1)
        clear = QPushButton(say("filter.clear"))
        clear.clicked.connect(lambda: self._choose([]))
        row.addWidget(clear)
        if self._edits:
            apply = QPushButton(say("filter.apply"))
            apply.clicked.connect(self._apply)
            row.addWidget(apply)
        return row

    def _pick(self, item: QListWidgetItem) -> None:
        self._choose([("=", str(item.data(_USER) or ""))])

    def _apply(self) -> None:
        self._choose([(op, edit.text().strip()) for op, edit in self._edits.items() if edit.text().strip()])

    def _choose(self, conditions: list[tuple[str, str]]) -> None:
        self.chosen.emit(conditions)
        self.close()
