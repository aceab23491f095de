"""A plain list to look at, one line per record: texts by column, one line chosen at a time."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QTableView

from app.kernel.fields import Field

_Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
One = TypeVar("One")


class LinesModel(QAbstractTableModel, Generic[One]):
    """One line per record; `texts` gives what stands in its columns."""

    def __init__(self, fields: Sequence[Field], texts: Callable[[One], Sequence[Any]]) -> None:
        super().__init__()
        self._fields, self._texts_of = fields, texts
        self.rows: list[One] = []
        self._texts: list[Sequence[Any]] = []

    def show(self, rows: list[One]) -> None:
        """These from now on."""
        self.beginResetModel()
        self.rows, self._texts = rows, [self._texts_of(one) for one in rows]
        self.endResetModel()

    def replace(self, row: int, one: One) -> None:
        """Another record in the place of one; the cursor stays."""
        self.rows[row], self._texts[row] = one, self._texts_of(one)
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One line per record."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One column per field."""
        return 0 if parent.isValid() else len(self._fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Titles above, numbers at the side."""
        if role != _Role.DisplayRole:
            return None
        return self._fields[section].title if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """The words of a record, whole in the tip."""
        return self._texts[index.row()][index.column()] if role in (_Role.DisplayRole, _Role.ToolTipRole) else None


class Lines(QTableView, Generic[One]):
    """The list itself; `widths` are of the columns but the last, in digits."""

    def __init__(self, fields: Sequence[Field], texts: Callable[[One], Sequence[Any]], widths: Sequence[int]) -> None:
        super().__init__()
        self.lines: LinesModel[One] = LinesModel(fields, texts)
        self._widths = widths
        self.setModel(self.lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setStretchLastSection(True)

    def measure(self, font: QFontMetrics) -> None:
        """Columns and lines as wide and tall as the letters around need, and headings whole."""
        unit, heads = font.horizontalAdvance("0"), self.horizontalHeader()
        heads.ensurePolished()
        for number, width in enumerate((*self._widths, 0)):
            self.setColumnWidth(number, max(width * unit, heads.sectionSizeHint(number)))
        self.verticalHeader().setDefaultSectionSize(font.height() + 12)

    def show_lines(self, rows: list[One]) -> None:
        """These from now on, the first one chosen."""
        self.lines.show(rows)
        if rows:
            self.setCurrentIndex(self.lines.index(0, 0))

    def current(self) -> One | None:
        """The record under the cursor."""
        row = self.currentIndex().row()
        return self.lines.rows[row] if 0 <= row < len(self.lines.rows) else None
