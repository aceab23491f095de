"""The values of a record with their titles, as many side by side as the width allows; long ones below, a line each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.kernel.kinds import Value
from app.ui.appearance import tone_of

if TYPE_CHECKING:
    from app.record.listing import Column

_MOST, _GAP, _LONG = 4, 12, 40
"""Values side by side, the space beside each, and how many digits wide one is that stands on a line of its own."""
_TOP = Qt.AlignmentFlag.AlignTop


class Details(QWidget):
    """What a record is; blank values are left out."""

    def __init__(self) -> None:
        super().__init__()
        self._short: list[tuple[QLabel, QLabel]] = []
        self._across = 0
        self._grid, self._below = QGridLayout(), QGridLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 4)
        for grid in (self._grid, self._below):
            grid.setHorizontalSpacing(_GAP)
            box.addLayout(grid)
        self._below.setColumnStretch(1, 1)

    def show_record(self, columns: "Sequence[Column]", record: Mapping[str, Value]) -> None:
        """These values from now on."""
        for grid in (self._grid, self._below):
            while item := grid.takeAt(0):
                item.widget().deleteLater()
        pairs = [(c, self._pair(c, record[c.name])) for c in columns if record[c.name] not in (None, "")]
        room = self.fontMetrics().horizontalAdvance("0") * _LONG
        wide = [c.field.kind.name == "long" or text.sizeHint().width() > room for c, (_, text) in pairs]
        self._short = [pair for (_, pair), long in zip(pairs, wide, strict=True) if not long]
        for row, (title, text) in enumerate(pair for (_, pair), long in zip(pairs, wide, strict=True) if long):
            text.setWordWrap(True)
            self._below.addWidget(title, row, 0, Qt.AlignmentFlag.AlignRight | _TOP)
            self._below.addWidget(text, row, 1)
        self._across = 0

    def _pair(self, column: "Column", value: Value) -> tuple[QLabel, QLabel]:
        title, text = QLabel(column.heading, self), QLabel(column.field.shown(value), self)
        for label in (title, text):
            label.show()  # at once: what is not shown yet asks for no room
        title.setObjectName("faint")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if tone := tone_of(column.field.kind, value):
            text.setStyleSheet(f"color: {tone.colour}; font-weight: bold")
        return title, text

    def tall(self, width: int) -> int:
        """The height that a width asks for; the values are put as it allows."""
        self._lay(width)
        layout = self.layout()
        layout.invalidate()
        return layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()

    def _lay(self, width: int) -> None:
        across = next((n for n in range(_MOST, 1, -1) if self._need(n) <= width), 1)
        if across == self._across:
            return
        self._across = across
        for number, (title, text) in enumerate(self._short):
            row, at = divmod(number, across)
            self._grid.addWidget(title, row, 2 * at, Qt.AlignmentFlag.AlignRight | _TOP)
            self._grid.addWidget(text, row, 2 * at + 1, _TOP)
        for column in range(2 * _MOST):
            self._grid.setColumnStretch(column, int(column % 2 and column < 2 * across))

    def _need(self, across: int) -> int:
        """The width of so many values side by side."""
        widths = [[max(w.sizeHint().width() for w in part) + _GAP for part in zip(*self._short[n::across], strict=True)]
                  for n in range(min(across, len(self._short)))]  # fmt: skip
        return sum(map(sum, widths))
