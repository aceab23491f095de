"""A grid whose cells are filled in as in Excel: a paste, a typed cell, a deleted block is one step each, undone by Ctrl+Z."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.desk.formdata import Choices
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.ui.editors import PickLine, editor

Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemDelegate.EndEditHint
_Role = Qt.ItemDataRole
_KEYS = ((QKeySequence.StandardKey.Undo, ()), (QKeySequence.StandardKey.Redo, ("Ctrl+Y", "Ctrl+Shift+Z")))


class EditModel(QAbstractTableModel):
    """A table that is filled in step by step; models that show the same thing share their steps."""

    def __init__(self, steps: QUndoStack | None = None) -> None:
        super().__init__()
        self.steps = steps or QUndoStack(self)

    def text(self, index: Index) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def put(self, texts: Sequence[tuple[Index, str]]) -> None:
        """Write into cells."""
        raise NotImplementedError

    def state(self) -> Any:
        """All that may change, as it is now."""
        raise NotImplementedError

    def restore(self, state: Any) -> None:
        """All that may change, as it was."""
        raise NotImplementedError

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """What is done inside is taken back together."""
        before = self.state()
        yield
        if (after := self.state()) != before:
            self.steps.push(_Step(self, before, after))

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Write into a cell, as a step of its own."""
        return role == _Role.EditRole and bool(self.fill([(index, str(value))]))

    def fill(self, texts: Sequence[tuple[Index, str]]) -> int:
        """Write into cells as one step; gives back how many say something else now."""
        changed = [(index, text) for index, text in texts if text.strip() != self.text(index)]
        if changed:
            with self.one_step():
                self.put(changed)
        return len(changed)


class _Step(QUndoCommand):
    """From a state to the next."""

    def __init__(self, model: EditModel, before: Any, after: Any) -> None:
        super().__init__()
        self._model, self._before, self._after = model, before, after
        self._done = True

    def redo(self) -> None:
        """Bring it again; the first time it was done already."""
        if not self._done:
            self._model.restore(self._after)
        self._done = True

    def undo(self) -> None:
        """Take it back."""
        self._model.restore(self._before)
        self._done = False


class Grid(QTableView):
    """Enter goes down, Tab to the next cell that is filled in, Delete empties what is selected; Ctrl+Z, Ctrl+Y by steps."""

    def __init__(self) -> None:
        super().__init__()
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.SelectedClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """The rows, and the keys of their steps."""
        assert isinstance(model, EditModel)
        super().setModel(model)
        for make, (usual, more) in zip(
            (model.steps.createUndoAction, model.steps.createRedoAction), _KEYS, strict=True
        ):
            action = make(self)
            action.setShortcuts(list(dict.fromkeys([*QKeySequence.keyBindings(usual), *map(QKeySequence, more)])))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)

    @property
    def rows(self) -> EditModel:
        """What is filled in."""
        model = self.model()
        assert isinstance(model, EditModel)
        return model

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802 - Qt's name
        """The keyboard stays in the grid and goes on as in Excel."""
        super().closeEditor(editor, _Hint.NoHint)
        if hint == _Hint.SubmitModelCache:
            self._go(self.currentIndex().siblingAtRow(self.currentIndex().row() + 1))
        elif hint in (_Hint.EditNextItem, _Hint.EditPreviousItem):
            self._go(self._beside(1 if hint == _Hint.EditNextItem else -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Outside of a cell's line, which sends its Enter on to here."""
        if self.state() == self.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._go(self.currentIndex().siblingAtRow(self.currentIndex().row() + 1))
        elif event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and event.modifiers() & _ALT):
            self._pick()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.rows.fill([(index, "") for index in self._selected()])
        else:
            super().keyPressEvent(event)

    def _pick(self) -> None:
        """Open what the cell may be filled with, as the keys do within its line."""
        if _is_open(self.currentIndex()):
            self.edit(self.currentIndex())
            for line in self.viewport().children():
                if isinstance(line, PickLine):
                    line.pick()

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)
        self.setFocus()

    def _beside(self, way: int) -> QModelIndex:
        """The next cell that can be filled in, in the order of reading."""
        wide, now = self.rows.columnCount(), self.currentIndex()
        place = now.row() * wide + now.column() + way
        while 0 <= place < self.rows.rowCount() * wide:
            index = self.rows.index(place // wide, place % wide)
            if _is_open(index):
                return index
            place += way
        return QModelIndex()

    def _selected(self) -> list[QModelIndex]:
        """The selected cells that can be filled in."""
        return [index for index in self.selectedIndexes() if _is_open(index)]

    def paste(self, block: Sequence[Sequence[str]]) -> None:
        """A block from the cell with the cursor on, as one step; one text into all selected cells. Refused without room."""
        now = min(self.selectedIndexes(), default=self.currentIndex(), key=lambda index: (index.row(), index.column()))
        if [len(row) for row in block] == [1]:
            self.rows.fill([(index, block[0][0]) for index in self._selected()])
            return
        tall, wide = len(block), max(map(len, block))
        if now.row() + tall > self.rows.rowCount() or now.column() + wide > self.rows.columnCount():
            raise Refused("grid.no_room", rows=tall, columns=wide)
        cells = [
            (now.sibling(now.row() + down, now.column() + right), text)
            for down, row in enumerate(block)
            for right, text in enumerate(row)
        ]
        if not all(_is_open(index) for index, _ in cells):
            raise Refused("grid.fixed", rows=tall, columns=wide)
        self.rows.fill(cells)


class CellEditor(QStyledItemDelegate):
    """The widget that fits the kind of a cell."""

    def asked(self, index: Index) -> tuple[Field, Choices]:
        """The data element of a cell, and what it may be filled with."""
        raise NotImplementedError

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """A line, with what it may be filled with behind Alt+↓."""
        field, choices = self.asked(index)
        line = editor(field, choices, parent)
        line.setToolTip(field.help)
        return line

    def setEditorData(self, widget: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """What stands in the cell, ready to be typed over."""
        assert isinstance(widget, QLineEdit)
        widget.setText(str(index.data(_Role.EditRole) or ""))
        widget.selectAll()

    def setModelData(self, widget: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """What was typed."""
        assert isinstance(widget, QLineEdit)
        model.setData(index, widget.text())


_KEYPAD, _ALT = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.AltModifier


def _is_open(index: QModelIndex) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)


def block_of(copied: QMimeData) -> list[list[str]]:
    """What was copied: cells of a spreadsheet as such, any other text as one cell, its lines made one."""
    text = copied.text()
    if "\t" not in text and "<table" not in copied.html().lower():
        return [[" ".join(text.split())]]
    rows = csv.reader(io.StringIO(text.removesuffix("\n").removesuffix("\r"), newline=""), "excel-tab")
    return [[" ".join(cell.split()) for cell in row] or [""] for row in rows]
