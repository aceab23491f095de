"""The one table model: the uids of a query and a cache of pages; a million rows scroll like a hundred."""

from array import array
from collections import OrderedDict, deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from app.kernel.kinds import FEN, Value
from app.kernel.texts import say
from app.ui.appearance import sign, tone_of
from app.ui.jobs import Jobs

if TYPE_CHECKING:
    from app.record.listing import Column, Listing, Query
    from app.store.work import Read

PAGE, KEPT, WANTED = 200, 60, 4
"""Rows fetched at once; pages kept; pages asked for last that are still worth fetching while somebody scrolls on."""

Row = tuple[Value, ...]
Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}
_NOWHERE = QModelIndex()


def summed(column: "Column", value: int) -> str:
    """The sum of a column for the status bar."""
    return say("list.yuan", total=FEN.show(value)) if column.field.kind is FEN else f"{value:,}"


class RowsModel(QAbstractTableModel):
    """Shows one listing; rows that changed are served as they were until the new ones have come."""

    filled = Signal()
    """The uids of the wanted query have come."""
    broken = Signal(object)
    """The wanted query could not be answered: what was raised."""
    relaid = Signal()
    """The list has other columns than before: a policy asks for other facts."""
    totalled = Signal(object)
    """Count and sums of the wanted query (Totals)."""

    def __init__(self, jobs: Jobs, listing: "Listing", query: "Query") -> None:
        super().__init__()
        self._jobs, self.listing, self.query = jobs, listing, query
        self.uids: array[int] = array("q")
        self._rows: OrderedDict[int, dict[int, Row]] = OrderedDict()
        self._stale: set[int] = set()
        self._asked: deque[int] = deque(maxlen=WANTED)
        self._age = self._at = 0
        self.loaded = False

    def load(self, query: "Query | None" = None) -> None:
        """Ask for the rows of a query, or once more for those of the same."""
        self.query = query or self.query
        self._age += 1
        age, wanted, at = self._age, self.query, 0 if query else self._at
        name = self.listing.name

        def fetch(read: "Read") -> tuple["Listing", "array[int]", dict[int, Row]]:
            listing = _current(read, name)
            uids = listing.uids(read.connection, wanted)
            return listing, uids, _page(listing, read, uids, at)

        failed = partial(self._break, age)
        self._jobs.look(self, fetch, lambda found: self._take(age, at, *found), lambda: age == self._age, failed)
        self._jobs.look(
            self,
            lambda read: _current(read, name).totals(read.connection, wanted),
            lambda totals: self.totalled.emit(totals) if age == self._age else None,
            lambda: age == self._age,
            failed,
        )

    def _break(self, age: int, error: BaseException) -> None:
        """The rows stay as they were; what else was asked of this query is not wanted any more."""
        if age == self._age:
            self._age += 1
            self.broken.emit(error)

    def _take(self, age: int, at: int, listing: "Listing", uids: "array[int]", rows: dict[int, Row]) -> None:
        if age != self._age:
            return
        self._lay(listing)
        self._asked.clear()
        self.loaded = True
        if uids == self.uids:
            self._stale = set(self._rows)
            self._keep(at, rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(uids) - 1, self.columnCount() - 1))
        else:
            self.beginResetModel()
            self.uids = uids
            self._rows.clear()
            self._stale.clear()
            self._keep(at, rows)
            self.endResetModel()
        self.filled.emit()

    def _lay(self, listing: "Listing") -> None:
        """Other columns from now on; the rows of before do not fit them."""
        if listing is self.listing:
            return
        self.beginResetModel()
        self.listing, self.uids = listing, array("q")
        self._rows.clear()
        self._stale.clear()
        self.endResetModel()
        self.relaid.emit()

    def _keep(self, page: int, rows: dict[int, Row]) -> None:
        self._rows[page] = rows
        self._rows.move_to_end(page)
        self._stale.discard(page)
        while len(self._rows) > KEPT:
            self._stale.discard(self._rows.popitem(last=False)[0])

    def _fetch(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.append(page)
        age, listing, uids = self._age, self.listing, self.uids

        def arrived(rows: dict[int, Row]) -> None:
            if age == self._age:
                self._keep(page, rows)
                last = min((page + 1) * PAGE, len(self.uids)) - 1
                self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1))

        self._jobs.look(
            self,
            lambda read: _page(listing, read, uids, page),
            arrived,
            lambda: age == self._age and page in self._asked,
        )

    def row(self, number: int) -> Row | None:
        """The values of a row, uid first; None while they are on their way or when the record has gone."""
        page = self._at = number // PAGE
        rows = self._rows.get(page)
        if rows is None or page in self._stale:
            self._fetch(page)
        if rows is None:
            return None
        self._rows.move_to_end(page)
        return rows.get(self.uids[number])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Every row of the query."""
        return 0 if parent.isValid() else len(self.uids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Every column of the listing, the hidden ones too."""
        return 0 if parent.isValid() else len(self.listing.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Chinese titles above, row numbers at the side."""
        if role != _Role.DisplayRole:
            return None
        return self.listing.columns[section].heading if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """A value as the user may see it, its tone, its alignment."""
        column = self.listing.columns[index.column()]
        kind = column.field.kind
        if role == _Role.TextAlignmentRole:
            return ALIGN[kind.align]
        if role not in (_Role.DisplayRole, _Role.DecorationRole, _Role.ForegroundRole, _Role.ToolTipRole):
            return None
        row = self.row(index.row())
        if row is None:
            return "…" if role == _Role.DisplayRole and not self._rows.get(index.row() // PAGE) else None
        value = row[index.column() + 1]
        if role == _Role.DisplayRole:
            return column.field.shown(value)
        if role == _Role.ToolTipRole:
            return kind.shown(value) if kind.name == "long" and value else None
        tone = tone_of(kind, value)
        if tone is None:
            return None
        return sign(tone) if role == _Role.DecorationRole else QBrush(QColor(tone.colour))


def _current(read: "Read", name: str) -> "Listing":
    from app.desk import lists

    return lists.listing(read, name)


def _page(listing: "Listing", read: "Read", uids: Sequence[int], page: int) -> dict[int, Row]:
    rows = listing.page(read.connection, uids[page * PAGE : (page + 1) * PAGE])
    return {int(str(row[0])): row for row in rows}
