"""A sheet of a draft as a grid: edited cell by cell, every problem beside its cell."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QUndoStack

from app.desk.drafts.memento import Memento, put_back, taken
from app.desk.drafts.sheet import Item, Sheet
from app.desk.formdata import Choices
from app.kernel.fields import Field
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.keys import KEYS
from app.ui.appearance import FAINT, PROBLEM, RED, WAITING, sign
from app.ui.editgrid import CellEditor, EditModel

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


def _mark(item: Item) -> tuple[int, str]:
    """What tells a row from others while a draft is open, wherever it stands in the file."""
    return id(item.data), item.part


class GridModel(EditModel):
    """The rows of a sheet that hold what is looked for; what is typed goes into the draft at once."""

    changed = Signal()
    """The draft is another now."""
    restored = Signal()
    """A step was taken back or brought again."""

    def __init__(self, sheet: Sheet, steps: QUndoStack) -> None:
        super().__init__(steps)
        self.sheet = sheet
        self.items: list[Item] = []
        self._wanted = ""
        self._order: list[Item] = []
        self._found: Sequence[Problem] = ()
        self._wrong: dict[tuple[int, str], Problem] = {}
        self.renew()

    def renew(self, wanted: str | None = None) -> None:
        """Read the rows again, perhaps only those that hold a text; a row keeps its place, a new one comes last."""
        wanted = self._wanted if wanted is None else wanted.strip().lower()
        keys = [column.key for column in self.sheet.columns]
        places = {_mark(item): number for number, item in enumerate(self._order)}
        self._order = sorted(self.sheet.rows(), key=lambda item: places.get(_mark(item), len(places)))
        items = [
            item
            for item in self._order
            if not wanted or any(wanted in self.sheet.shown(item, key).lower() for key in keys)
        ]
        same = list(map(_mark, items)) == list(map(_mark, self.items))
        self._wanted = wanted
        if same:  # the cursor, and an editor that is open, stay
            self.items = items
            self._place()
            self._repaint()
            return
        self.beginResetModel()
        self.items = items
        self._place()
        self.endResetModel()

    def blame(self, found: Sequence[Problem]) -> None:
        """Show what a check has found, each beside its cell."""
        self._found = found
        self._place()
        self._repaint()

    def _repaint(self) -> None:
        if self.items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.items) - 1, self.columnCount() - 1))

    def _place(self) -> None:
        self._wrong = {}
        for row, item in enumerate(self.items):
            for problem in self._found:
                key = self.sheet.cell(item, problem)
                if key is not None:
                    self._wrong.setdefault((row, key or self.sheet.columns[0].key), problem)

    def spot(self, problem: Problem) -> QModelIndex:
        """The cell of a problem, invalid when it belongs to none here."""
        found = ((place, one) for place, one in self._wrong.items() if one is problem or one == problem)
        row, key = next((place for place, _ in found), (-1, ""))
        return self.index(row, [c.key for c in self.sheet.columns].index(key)) if row >= 0 else QModelIndex()

    def row_of(self, item: Item) -> int:
        """Where a row stands now, -1 when it is not shown."""
        known = ((n, one) for n, one in enumerate(self.items) if one.data is item.data and one.part == item.part)
        return next((n for n, _ in known), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The rows that hold what is looked for."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The columns of the sheet."""
        return 0 if parent.isValid() else len(self.sheet.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Titles above, numbers at the side."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == _Role.DisplayRole else None
        column = self.sheet.columns[section]
        return column.title if role == _Role.DisplayRole else column.help if role == _Role.ToolTipRole else None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A cell: its text, or why it is wrong."""
        item, key = self.items[index.row()], self.sheet.columns[index.column()].key
        text = self.sheet.shown(item, key)
        if role == _Role.EditRole:
            return text
        if role == _Role.DisplayRole:
            return text or self._missing(item, key)
        problem = self._wrong.get((index.row(), key))
        if role == _Role.ToolTipRole:
            return problem.reason if problem else text
        if role == _Role.BackgroundRole and problem:
            return QBrush(QColor("#fff0ee"))
        if role == _Role.DecorationRole and problem:
            return sign(PROBLEM)
        if role == _Role.TextAlignmentRole and self.sheet.columns[index.column()].kind.align == "right":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _Role.ForegroundRole:
            return self._ink(key, text, problem)
        return None

    def _missing(self, item: Item, key: str) -> str:
        """What an empty cell says of itself."""
        if key == "clause" and "key" in item.data:
            return say("policy_page.waiting")
        required = key == "content" and KEYS[item.data["key"]].required if item.data.get("key") in KEYS else False
        return say("policy_page.required") if required else ""

    def _ink(self, key: str, text: str, problem: Problem | None) -> QBrush | None:
        if problem:
            return QBrush(QColor(RED))
        if not text and key == "clause":
            return QBrush(QColor(WAITING.colour))
        return QBrush(QColor(FAINT)) if key in self.sheet.fixed and key not in ("key", "item") else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything but what the policy key itself decides."""
        usual = super().flags(index)
        fixed = self.sheet.columns[index.column()].key in self.sheet.fixed
        return usual if fixed else usual | Qt.ItemFlag.ItemIsEditable

    def text(self, index: Index) -> str:
        """What stands in a cell."""
        return self.sheet.shown(self.items[index.row()], self.sheet.columns[index.column()].key)

    def put(self, texts: Sequence[tuple[Index, str]]) -> None:
        """Into the draft; a row may move by it, so that it is looked for anew and all are read again."""
        cells = [(self.items[index.row()], self.sheet.columns[index.column()].key, text) for index, text in texts]
        for item, key, text in cells:
            self.sheet.put(next(one for one in self.sheet.rows() if _mark(one) == _mark(item)), key, text)
        self.changed.emit()

    def state(self) -> Memento:
        """The whole draft: what is written in one grid may change others."""
        return taken(self.sheet.draft)

    def restore(self, state: Memento) -> None:
        """The whole draft as it was."""
        put_back(state)
        self.renew()
        self.restored.emit()
        self.changed.emit()


class DraftEditor(CellEditor):
    """The widget that fits the kind of a cell, with what it may be filled with."""

    def asked(self, index: Index) -> tuple[Field, Choices]:
        """The data element of the cell."""
        model = index.model()
        assert isinstance(model, GridModel)
        item, column = model.items[index.row()], model.sheet.columns[index.column()]
        offered = tuple(model.sheet.options(item, column.key))
        return model.sheet.field(item, column.key), Choices(suggestions={column.key: offered}, free=model.sheet.free)
