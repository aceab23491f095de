"""A sheet of 报送数据.xlsx: columns that people read and columns that machines need, written and read by one list."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from app.kernel.dictionary import Field
from app.kernel.kinds import UID, BadValue, Value
from app.kernel.outcomes import Refused

_WIDEST = 63
"""Bits of a uid."""
_MAY_BE_BLANK = frozenset({"text", "code", "proof", "long", "raw", "choice", "warnings"})

Scope = Callable[[int, date], ColumnElement[bool]]
"""Which rows an office (its uid) sends as at a day."""


@dataclass(frozen=True, eq=False)
class Cell:
    """One column of a sheet; one that is only `shown` is for the reader's eye and is not read back."""

    sql: Any
    field: Field
    shown: bool = False
    before: Callable[[Mapping[str, Value]], Value] | None = None
    """What a row says, by its other values, in a list of the time before this column was there."""

    @property
    def name(self) -> str:
        """The table's column; of what is only shown, the field's key."""
        return self.field.key if self.shown else str(self.sql.key)

    @property
    def must_stand(self) -> bool:
        """Whether a list without this column says too little."""
        return not self.shown and self.before is None and self.sql.default is None and not self._may_be_blank

    @property
    def _may_be_blank(self) -> bool:
        return self.sql.nullable or self.field.kind.name in _MAY_BE_BLANK

    def absent(self, row: Mapping[str, Value]) -> Value:
        """The value in a list of the time before this column was there."""
        if self.before is not None:
            return self.before(row)
        return self.sql.default.arg if self.sql.default is not None else self.read(None)

    def read(self, raw: object) -> Value:
        """The value of a cell as a workbook gives it; BadValue when it is none."""
        if raw in ("", None):
            if not self._may_be_blank:
                raise BadValue("field.required")
            return None if self.sql.nullable else ""
        value = self.field.kind.read(raw if isinstance(raw, str) else repr(raw))
        if self.field.kind is UID and isinstance(value, int) and value >> _WIDEST:
            raise BadValue("uid.form")
        if value == "":  # a word in place of a number
            return None if self.sql.nullable else str(raw)
        return value


class Row(NamedTuple):
    """One row read: its number in the sheet, what it is called, and its kept values in the sheet's order."""

    number: int
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet: its table, columns, joins for what is shown, and which rows of an office it takes."""

    title: str
    table: Table
    cells: tuple[Cell, ...]
    label: str
    """Heading of the column that names a row to people."""
    joins: tuple[Any, ...]
    """Target and condition of each table that is read for what is shown."""
    scope: Scope
    order: tuple[Any, ...]

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @cached_property
    def kept(self) -> tuple[Cell, ...]:
        """The columns that are data, the uid before all others."""
        data = [c for c in self.cells if not c.shown]
        return tuple(sorted(data, key=lambda cell: cell.name != "uid"))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Their names in the table."""
        return tuple(c.name for c in self.kept)

    def at(self, column: str) -> int:
        """The place of a column among the kept ones."""
        return self.columns.index(column)

    def content(self, values: Sequence[Value]) -> tuple[Value, ...]:
        """The values without the revision, which some changes of bookkeeping count up too."""
        return tuple(values[place] for place in self._content)

    def revision(self, values: Sequence[Value]) -> int:
        """The revision of a row; 0 in tables that count none."""
        value = values[self.at("revision")] if "revision" in self.columns else 0
        return value if isinstance(value, int) else 0

    @cached_property
    def _content(self) -> tuple[int, ...]:
        return tuple(place for place, name in enumerate(self.columns) if name != "revision")

    def rows(self, connection: Connection, own: int, until: date) -> Iterator[tuple[Value, ...]]:
        """All cells of the office's rows as at a day."""
        statement: Select[Any] = select(*(c.sql for c in self.cells)).select_from(self.table)
        for target, on in self.joins:
            statement = statement.outerjoin(target, on)
        found = connection.execute(statement.where(self.scope(own, until)).order_by(*self.order))
        for row in found:
            yield tuple(row)

    def _places(self, headings: Sequence[str]) -> dict[Cell, int]:
        """Where each column stands below the headings of a workbook; Refused for others, or when one must be there."""
        known = {cell.field.title: cell for cell in self.cells}
        there = [heading for heading in headings if heading]
        places = {known[heading]: place for place, heading in enumerate(there) if heading in known}
        in_order = list(places) == [cell for cell in self.cells if cell in places]
        if len(places) < len(there) or not in_order or any(c.must_stand for c in self.cells if c not in places):
            raise Refused("package.sheet", sheet=self.title)
        return places

    def read(self, lines: Iterable[Sequence[object]]) -> Iterator[Row]:
        """The rows of a sheet of a workbook; Refused where it is not what this list writes, now or before.

        A column that an earlier program did not have yet is what it says of that time, else blank, where it may be.
        """
        rows = iter(lines)
        places = self._places([str(v) for v in next(rows, ())])
        label = places[next(c for c in self.cells if c.field.title == self.label)]
        for number, line in enumerate(rows, 2):
            try:
                there = {cell.name: cell.read(line[places[cell]]) for cell in self.kept if cell in places}
            except BadValue as bad:
                raise Refused(
                    "package.cell", sheet=self.title, row=number, reason=str(Refused(bad.code, **bad.params))
                ) from None
            missing = {cell.name: cell.absent(there) for cell in self.kept if cell not in places}
            yield Row(number, str(line[label]), tuple({**there, **missing}[name] for name in self.columns))
