"""Which row stands on which page: pages are filled from the top, and the tail never stands without a row above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.printing.layout import Block


class Entry(NamedTuple):
    """A line of the table and the amounts it adds to the sums, in 分 by column."""

    block: Block
    amounts: Mapping[str, int]


@dataclass
class Sheet:
    """What one page takes between its head and its footer; `table` when it shows the table's header."""

    body: list[Block] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    tail: list[Block] = field(default_factory=list)
    table: bool = False
    used: float = 0.0

    def take_last(self) -> Entry | Block | None:
        """Give up the last row, unless it is the only one."""
        if len(self.entries) > 1 or (self.entries and self.body):
            entry = self.entries.pop()
            self.table = bool(self.entries)
            return entry
        return self.body.pop() if len(self.body) > 1 and not self.table else None


class Dealer:
    """Deals rows to pages of `room` mm; `fixed` mm go to the table's header and subtotal wherever it appears."""

    def __init__(self, room: float, fixed: float) -> None:
        self.sheets = [Sheet()]
        self._room, self._fixed = room, fixed

    def body(self, blocks: Sequence[Block]) -> None:
        """Rows before the table."""
        for block in blocks:
            sheet = self._sheet(block.height, full=bool(self.sheets[-1].body))
            sheet.body.append(block)
            sheet.used += block.height

    def entries(self, entries: Sequence[Entry]) -> None:
        """The table's rows; without any, its header stands alone."""
        if not entries:
            self._open_table(self._sheet(self._fixed, full=True))
        for entry in entries:
            start = 0 if self.sheets[-1].table else self._fixed
            sheet = self._sheet(start + entry.block.height, full=self.sheets[-1].used > 0)
            self._open_table(sheet)
            sheet.entries.append(entry)
            sheet.used += entry.block.height

    def tail(self, blocks: Sequence[Block]) -> None:
        """Rows after the table, kept together and with its last row; only a tail higher than a page is divided."""
        if blocks and self.sheets[-1].used + sum(block.height for block in blocks) > self._room:
            moved = self.sheets[-1].take_last()
            self.sheets.append(Sheet())
            if isinstance(moved, Entry):
                self.entries([moved])
            elif moved:
                self.body([moved])
        for block in blocks:
            sheet = self._sheet(block.height, full=bool(self.sheets[-1].tail))
            sheet.tail.append(block)
            sheet.used += block.height

    def _sheet(self, height: float, *, full: bool) -> Sheet:
        """The page that takes so many mm more: the last one, or a new one when that is full."""
        if full and self.sheets[-1].used + height > self._room:
            self.sheets.append(Sheet())
        return self.sheets[-1]

    def _open_table(self, sheet: Sheet) -> None:
        if not sheet.table:
            sheet.table = True
            sheet.used += self._fixed
