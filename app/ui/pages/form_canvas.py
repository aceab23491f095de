"""A page with the boxes of a form: chosen, moved and sized by mouse or keyboard, in millimetres."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.printing.forms import Box

SCALE = 3.4
"""Pixels of a mm."""
_STEP, _FINE = 1.0, 0.1
_HANDLE, _LEAST = 2.6, 2.0
"""mm of the corner by which a box is sized, and that a box keeps."""
_MM_OF_POINT = 25.4 / 72
_BLUE, _PALE = QColor(47, 117, 181), QColor(47, 117, 181, 36)
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_ALIGNS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "justify": Qt.AlignmentFlag.AlignJustify,
}
_VALIGNS = {
    "top": Qt.AlignmentFlag.AlignTop,
    "middle": Qt.AlignmentFlag.AlignVCenter,
    "bottom": Qt.AlignmentFlag.AlignBottom,
}


class Canvas(QWidget):
    """Draws the boxes over the picture of the page; one of them is chosen, -1 where none is."""

    chosen = Signal(int)
    changed = Signal(int)
    """A box was moved or sized."""
    deleted = Signal()

    def __init__(self, spoken: Callable[[str], str]) -> None:
        super().__init__()
        self._spoken = spoken
        self.boxes: list[Box] = []
        self.at = -1
        self._paper = (210.0, 297.0)
        self._behind = QPixmap()
        self._grip: tuple[QPointF, Box, bool] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_form(self, paper: tuple[float, float], boxes: "list[Box]") -> None:
        """The boxes of a form on paper of so many mm."""
        self._paper, self.boxes = paper, boxes
        self.choose(min(self.at, len(boxes) - 1))
        self.setFixedSize(self.sizeHint())

    def show_behind(self, picture: QPixmap) -> None:
        """What stands on the page beside the boxes."""
        self._behind = picture
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The whole page."""
        return QSize(round(self._paper[0] * SCALE), round(self._paper[1] * SCALE))

    def choose(self, at: int) -> None:
        """One of the boxes, or none."""
        self.at = at
        self.update()
        self.chosen.emit(at)

    def put(self, box: "Box") -> None:
        """The chosen box is another now; it stays on the paper and keeps a size."""
        width, high = self._paper
        wide, tall = min(max(box.width, _LEAST), width), min(max(box.height, _LEAST), high)
        x, y = min(max(box.x, 0), width - wide), min(max(box.y, 0), high - tall)
        x, y, wide, tall = (round(number, 2) for number in (x, y, wide, tall))
        self.boxes[self.at] = replace(box, x=x, y=y, width=wide, height=tall)
        self.update()
        self.changed.emit(self.at)

    # --- the mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the box below it; at its lower right corner, take hold of its size."""
        point = _place(event)
        hit = [n for n, box in enumerate(self.boxes) if _area(box).contains(point)]
        self.choose(hit[-1] if hit else -1)
        if self.at >= 0:
            box = self.boxes[self.at]
            corner = point - _area(box).bottomRight()
            self._grip = (point, box, max(abs(corner.x()), abs(corner.y())) <= _HANDLE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag what was taken hold of."""
        if self._grip:
            start, box, sizing = self._grip
            moved = _place(event) - start
            self._drag(box, round(moved.x() * 2) / 2, round(moved.y() * 2) / 2, sizing=sizing)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        self._grip = None

    def _drag(self, box: "Box", right: float, down: float, *, sizing: bool) -> None:
        if sizing:
            self.put(replace(box, width=box.width + right, height=box.height + down))
        else:
            self.put(replace(box, x=box.x + right, y=box.y + down))

    # --- the keyboard ---

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move the chosen box, with Shift they size it, with Ctrl by a tenth; Delete takes it out."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if self.at >= 0 and arrow:
            held = event.modifiers()
            step = _FINE if held & Qt.KeyboardModifier.ControlModifier else _STEP
            sizing = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self._drag(self.boxes[self.at], arrow[0] * step, arrow[1] * step, sizing=sizing)
        elif self.at >= 0 and event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: N802, FBT001 - Qt's name
        """Tab goes through the boxes, then on to the next widget."""
        at = self.at + (1 if following else -1)
        if 0 <= at < len(self.boxes):
            self.choose(at)
            return True
        return super().focusNextPrevChild(following)

    # --- drawing ---

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The page, then every box with its text."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._behind.isNull():
            painter.drawPixmap(self.rect(), self._behind)
        for n, box in enumerate(self.boxes):
            self._draw(painter, box, chosen=n == self.at)

    def _draw(self, painter: QPainter, box: "Box", *, chosen: bool) -> None:
        area = _area(box)
        pixels = QRectF(area.x() * SCALE, area.y() * SCALE, area.width() * SCALE, area.height() * SCALE)
        painter.fillRect(pixels, _PALE)
        painter.setPen(Qt.GlobalColor.black if box.frame else _BLUE)
        painter.drawRect(pixels)
        font = QFont(self.font())
        font.setPixelSize(max(6, round(box.size * _MM_OF_POINT * SCALE)))
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        flags = _ALIGNS[box.align] | _VALIGNS[box.valign] | Qt.TextFlag.TextWordWrap
        painter.drawText(pixels, int(flags), self._spoken(box.text))
        if chosen:
            painter.setPen(_BLUE)
            painter.drawRect(pixels.adjusted(-1, -1, 1, 1))
            handle = _HANDLE * SCALE / 2
            painter.fillRect(QRectF(pixels.right() - handle, pixels.bottom() - handle, 2 * handle, 2 * handle), _BLUE)


def _place(event: QMouseEvent) -> QPointF:
    """Where the mouse is on the page, in mm."""
    return QPointF(event.position().x() / SCALE, event.position().y() / SCALE)


def _area(box: "Box") -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
