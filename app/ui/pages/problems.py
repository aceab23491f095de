"""The problems of a checked table, one line each, with the value to be corrected in place."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from app.desk.formdata import Choices
from app.kernel.fields import Field
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.record.imports.batch import NAMES
from app.ui.appearance import PROBLEM, RED, sign
from app.ui.editgrid import CellEditor, EditModel

if TYPE_CHECKING:
    from app.record.imports.table import Row, Table

SHOWN = 2_000
"""Problems listed at once."""
WHO, VALUE, REASON = 3, 5, 6
"""The columns that say whose row it is, that can be corrected, and that say why."""
WIDTHS = (14, 7, 5, 12, 18, 26, 30)
"""Of the columns, in digits."""
_TITLES = ("sheet", "row", "column", "who", "item", "value", "reason")
_Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ProblemModel(EditModel):
    """One line per problem; the value can be corrected in place, in the table that was read."""

    edited = Signal(int)
    """How many cells have been corrected since the last check."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[Problem] = []
        self._rows: dict[int, Row] = {}
        self._read: dict[tuple[int, str], str] = {}

    def show(self, table: "Table | None", problems: list[Problem]) -> None:
        """Take over what a check has found."""
        self.beginResetModel()
        self.problems = problems[:SHOWN]
        wanted = {p.place for p in self.problems if p.place >= 0}
        self._rows = {place: table.rows[place] for place in wanted} if table else {}
        self._read.clear()
        self.steps.clear()
        self.endResetModel()

    def text(self, index: Index) -> str:
        """What stands in the cell of a problem."""
        return self._text(self._cell(self.problems[index.row()]))

    def _text(self, cell: tuple[int, str]) -> str:
        row = self._rows.get(cell[0])
        return row.texts.get(cell[1], "") if row else ""

    def put(self, texts: Sequence[tuple[Index, str]]) -> None:
        """Correct cells in the table that was read; the file stays as it is."""
        self.restore({self._cell(self.problems[index.row()]): text for index, text in texts})

    def state(self) -> Mapping[tuple[int, str], str]:
        """The text of each cell with a problem."""
        return {cell: self._text(cell) for cell in map(self._cell, self.problems) if cell[0] in self._rows and cell[1]}

    def restore(self, state: Mapping[tuple[int, str], str]) -> None:
        """Write what differs."""
        for (place, key), text in state.items():
            if text != self._text((place, key)):
                self._read.setdefault((place, key), self._text((place, key)))
                self._rows[place].texts[key] = text
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.problems) - 1, len(_TITLES) - 1))
        self.edited.emit(sum(self._is_corrected(cell) for cell in self._read))

    @property
    def mended(self) -> int:
        """Rows of which every problem was corrected since the check; whether rightly the next one says."""
        wrong = {_row(problem) for problem in self.problems if not self._is_corrected(self._cell(problem))}
        return len(set(map(_row, self.problems)) - wrong)

    @staticmethod
    def _cell(problem: Problem) -> tuple[int, str]:
        return problem.place, problem.key

    def _is_corrected(self, cell: tuple[int, str]) -> bool:
        return cell in self._read and self._read[cell] != self._text(cell)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One line per problem."""
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Where, what, and why."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Titles above, numbers at the side."""
        if role != _Role.DisplayRole:
            return None
        return say(f"importing.{_TITLES[section]}") if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """The value masked until it is being edited."""
        problem = self.problems[index.row()]
        if role == _Role.EditRole and index.column() == VALUE:
            return self.text(index)
        if role == _Role.DisplayRole:
            return self._shown(problem, index.column())
        if role == _Role.ToolTipRole:
            return problem.reason
        changed = self._is_corrected(self._cell(problem))
        if role == _Role.DecorationRole and index.column() == 0 and not changed:
            return sign(PROBLEM)
        if role == _Role.ForegroundRole and index.column() == len(_TITLES) - 1:
            return QBrush(QColor("#70757d" if changed else RED))
        if role == _Role.BackgroundRole and index.column() == VALUE:
            return QBrush(QColor("#eaf6ee" if changed else "#fff6f5"))
        return None

    def correct_alike(self, index: Index) -> int:
        """Correct every cell of the same field that said the same to what this one says now; gives back how many."""
        said, text = self.problems[index.row()], self.text(index)
        alike = [
            row
            for row, problem in enumerate(self.problems)
            if (problem.key, problem.value, problem.code) == (said.key, said.value, said.code)
        ]
        return self.fill([(self.index(row, VALUE), text) for row in alike])

    def _shown(self, problem: Problem, column: int) -> str:
        cell = self._cell(problem)
        value = self._text(cell) if self._is_corrected(cell) else problem.value
        row = str(problem.row) if problem.row else ""
        texts = (problem.sheet, row, problem.column, self._who(problem), problem.title, value, problem.reason)
        return texts[column]

    def _who(self, problem: Problem) -> str:
        row = self._rows.get(problem.place)
        return next((row.texts[key] for key in NAMES if row.texts.get(key)), "") if row else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only the value of a known cell can be edited."""
        usual = super().flags(index)
        problem = self.problems[index.row()]
        editable = index.column() == VALUE and problem.place in self._rows and bool(problem.key)
        return usual | Qt.ItemFlag.ItemIsEditable if editable else usual


def _row(problem: Problem) -> tuple[str, int]:
    return problem.sheet, problem.row


class ProblemEditor(CellEditor):
    """The widget that fits the field of a problem; what a field may be filled with is known once the table is checked."""

    fields: Mapping[str, Field] = MappingProxyType({})
    choices = Choices()

    def asked(self, index: Index) -> tuple[Field, Choices]:
        """The field that is wrong."""
        model = index.model()
        assert isinstance(model, ProblemModel)
        return self.fields[model.problems[index.row()].key], self.choices
