"""A sheet of 报送数据.xlsx: columns that people read and columns that machines need, written and read by one list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from app.domain.dictionary import Field
from app.domain.kinds import UID, BadValue, Value
from app.domain.outcomes import Refused

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

    @property
    def name(self) -> str:
        """The table's column; of what is only shown, the field's key."""
        return self.field.key if self.shown else str(self.sql.key)

    def read(self, raw: object) -> Value:
        """The value of a cell as a workbook gives it; BadValue when it is none."""
        if raw in ("", None):
            if not self.sql.nullable and self.field.kind.name not in _MAY_BE_BLANK:
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

    def read(self, lines: Iterable[Sequence[object]]) -> Iterator[Row]:
        """The rows of a sheet of a workbook; Refused where it is not what this list writes."""
        headings = [c.field.title for c in self.cells]
        places = [(cell, self.cells.index(cell)) for cell in self.kept]
        label = headings.index(self.label)
        for number, line in enumerate(lines, 1):
            if number == 1:
                if [str(v) for v in line[: len(headings)]] != headings:
                    raise Refused("package.sheet", sheet=self.title)
                continue
            try:
                values = tuple(cell.read(line[place]) for cell, place in places)
            except BadValue as bad:
                raise Refused(
                    "package.cell", sheet=self.title, row=number, reason=str(Refused(bad.code, **bad.params))
                ) from None
            yield Row(number, str(line[label]), values)
