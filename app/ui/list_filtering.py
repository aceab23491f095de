"""What narrows and orders a list: its search, its conditions with their chips, the order of its columns."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QWidget

from app.kernel.kinds import Value
from app.kernel.texts import say
from app.ui.filter_chips import FilterChips
from app.ui.filters import FilterHeader, FilterPopup, describe
from app.ui.jobs import Jobs
from app.ui.memory import Memory

if TYPE_CHECKING:
    from app.record.listing import Filter, Listing, Query

_NARROW, _SEARCH = 12, 30
"""Width of the search box in digits: at least, and where there is room."""


class FilteredList(QWidget):
    """A list that is narrowed for good by `base` and further by the user; `refresh` shows what is left."""

    def __init__(self, jobs: Jobs, memory: Memory, listing: "Listing", key: str, base: "Query | None") -> None:
        super().__init__()
        from app.record.listing import Query

        self._jobs, self._memory, self._key = jobs, memory, key
        self._base = base or Query()
        self.listing = listing
        self.filters: list[Filter] = []
        self._duty: tuple[str, list[Filter]] = "", []
        self.sort = memory.sort(key)
        self.search, self._chips = QLineEdit(), FilterChips()
        self.search.setPlaceholderText(say("list.search"))
        self.search.setClearButtonEnabled(True)
        self._chips.dropped.connect(self._drop)
        self._fit_search()
        self.header: FilterHeader
        """Given by the list itself."""

    def refresh(self) -> None:
        """Load what the search, the filters and the order ask for."""
        raise NotImplementedError

    @property
    def query(self) -> "Query":
        """What the list shows now; an export takes the same."""
        from app.record.listing import Query

        filters = (*self._base.filters, *self.filters)
        return Query(filters, self.search.text(), self.sort, self._base.inside)

    def sort_by(self, column: int, add: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal gives it
        """Order by a column; again: the other way round; a third time: not any more. Added to the order with Ctrl."""
        if column < 0:
            return
        key = self.listing.columns[column].name
        now = dict(self.sort)
        kept = {k: d for k, d in now.items() if k != key} if add else {}
        if key not in now:
            kept[key] = False
        elif not now[key]:
            kept = {**{k: d for k, d in now.items() if add and k != key}, key: True}
        self.sort = tuple(kept.items())
        self._memory.keep_sort(self._key, self.sort)
        self.refresh()

    def ask_filter(self, number: int) -> None:
        """Show the filter of a column, with the values that the other conditions leave."""
        from app.record.listing import Query

        if number < 0:
            return
        column = self.listing.columns[number]
        others = tuple(f for f in self.filters if f.key != column.name)
        query = Query((*self._base.filters, *others), self.search.text(), (), self._base.inside)
        listing = self.listing
        now = [f for f in self.filters if f.key == column.name]

        def show(values: list[tuple[Value, int]]) -> None:
            popup = FilterPopup(self, column, now, values)
            popup.chosen.connect(partial(self.set_filter, column.name))
            x = self.header.sectionViewportPosition(number)
            popup.move(self.header.mapToGlobal(QPoint(max(x, 0), self.header.height())))
            popup.show()

        self._jobs.look(self, lambda read: listing.values(read.connection, column.name, query), show)

    def set_filter(self, key: str, conditions: list[tuple[str, str]]) -> None:
        """Put these conditions (operator, text) on a column, in place of those it has."""
        from app.record.listing import Filter

        self.filters = [f for f in self.filters if f.key != key]
        self.filters += [Filter(key, operator, text) for operator, text in conditions]
        self._show_chips()
        self.refresh()

    def narrow(self, filters: "Sequence[Filter]", search: str) -> None:
        """Show what fits these conditions and no others of the user's; those for good stay."""
        self.filters = [each for each in dict.fromkeys(filters) if each not in self._base.filters]
        self.search.setText(search)
        self._show_chips()
        self.refresh()

    def take_up(self, title: str, filters: "Sequence[Filter]") -> None:
        """Show what waits for who works here, known by its title until he narrows the list otherwise."""
        self.narrow(filters, "")
        self._duty = title, self.filters[:]

    @property
    def duty(self) -> str:
        """Title of what was taken up, as long as the list shows just that; else ''."""
        title, filters = self._duty
        return title if (self.filters, self.search.text().strip()) == (filters, "") else ""

    def clear(self) -> None:
        """Everything again: no filter, no search."""
        self.filters = []
        self.search.clear()
        self._show_chips()
        self.refresh()

    def _show_chips(self) -> None:
        self._chips.show_filters((f, describe(self.listing.column(f.key), f)) for f in self.filters)

    def _drop(self, wanted: "Filter") -> None:
        self.filters.remove(wanted)
        self._show_chips()
        self.refresh()

    def _paint_header(self) -> None:
        at = {column.name: number for number, column in enumerate(self.listing.columns)}
        self.header.filtered = {at[f.key] for f in self.filters}
        self.header.order = {at[k]: (place, d) for place, (k, d) in enumerate(self.sort, 1) if k in at}
        self.header.viewport().update()

    def _fit_search(self) -> None:
        unit = self.fontMetrics().horizontalAdvance("0")
        self.search.setMinimumWidth(unit * _NARROW)
        self.search.setMaximumWidth(unit * _SEARCH)
