"""What a check has found: the problems, to be corrected in place; where there are none, the rows that will be written."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QTableView

from app.record.imports.batch import Batch
from app.record.imports.preview import Preview, preview
from app.ui.editgrid import Grid
from app.ui.pages.problems import SHOWN, WIDTHS, ProblemEditor, ProblemModel

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_WIDEST, _SIGN = 40, 16
"""Of a column of the preview, in digits; and what a column has beside its text."""


class ProblemGrid(Grid):
    """All columns of the problems in sight: where they have less room than usual, each has less, down to its heading."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the room."""
        super().resizeEvent(event)
        unit = self.fontMetrics().horizontalAdvance("0")
        least = [self.horizontalHeader().sectionSizeHint(place) for place in range(len(WIDTHS))]
        more = [max(width * unit + _SIGN - need, 0) for width, need in zip(WIDTHS, least, strict=True)]
        share = min(1.0, max(self.viewport().width() - sum(least), 0) / sum(more))
        for place, need in enumerate(least):
            self.setColumnWidth(place, need + int(more[place] * share))


class PreviewModel(QAbstractTableModel):
    """The rows that will be written."""

    def __init__(self) -> None:
        super().__init__()
        self.preview = Preview((), (), 0)

    def show(self, found: Preview) -> None:
        """Take over what a check has found."""
        self.beginResetModel()
        self.preview = found
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One line a row."""
        return 0 if parent.isValid() else len(self.preview.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Where the row stands, what becomes of it, and the fields of the table."""
        return 0 if parent.isValid() else len(self.preview.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Titles above, numbers at the side."""
        if role != _Role.DisplayRole:
            return None
        return self.preview.titles[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A text; what replaces something stands out."""
        row = self.preview.rows[index.row()]
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return row.texts[index.column()]
        if role == _Role.BackgroundRole and index.column() in row.changed:
            return QBrush(QColor("#fff4d6"))
        return None


class CheckedRows(QStackedWidget):
    """The problems, or the rows that will be written."""

    def __init__(self, model: ProblemModel) -> None:
        super().__init__()
        self.grid, self.written, self.rows = ProblemGrid(), QTableView(), PreviewModel()
        self.grid.setModel(model)
        self.editor = ProblemEditor(self.grid)
        self.grid.setItemDelegate(self.editor)
        self.grid.horizontalHeader().setStretchLastSection(True)
        self.rows.setParent(self.written)
        self.written.setModel(self.rows)
        self.written.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.written.setAlternatingRowColors(True)
        self.written.setTabKeyNavigation(False)
        self.written.setWordWrap(False)
        self.written.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for view in (self.grid, self.written):
            view.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
            self.addWidget(view)

    def show_problems(self) -> None:
        """What is wrong, or nothing yet."""
        self.setCurrentWidget(self.grid)

    def show_written(self, batch: Batch) -> None:
        """What will be written; the first thousands of it."""
        self.rows.show(preview(batch, SHOWN))
        self.written.resizeColumnsToContents()
        widest = _WIDEST * self.fontMetrics().horizontalAdvance("0")
        for place in range(self.rows.columnCount()):
            self.written.setColumnWidth(place, min(self.written.columnWidth(place), widest))
        self.setCurrentWidget(self.written)
