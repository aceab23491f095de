"""A sheet of 报送数据.xlsx: columns that people read and columns that machines need, written and read by one list."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count, islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, select

from app.kernel.fields import Field
from app.kernel.kinds import UID, BadValue, Value
from app.kernel.outcomes import Refused

_WIDEST = 63
"""Bits of a uid."""
_REMEMBERED = _AT_ONCE = 1000
SHOWN = ":"
"""Before the key of a column that is only shown."""
_MAY_BE_BLANK = frozenset({"text", "code", "proof", "long", "raw", "choice", "warnings"})

Scope = Callable[[Any, Any], ColumnElement[bool]]
"""Which rows an office (its uid) sends as at a day, from both or from the parameters of a statement that stand for them."""


@dataclass(frozen=True, eq=False)
class Cell:
    """One column of a sheet; one that is only `shown` is for the reader's eye and is not read back."""

    sql: Any
    field: Field
    shown: bool = False
    before: Callable[[Mapping[str, Value]], Value] | None = None
    """What a row says, by its other values, in a list of the time before this column was there."""
    sent: Any = None
    """What is sent in the place of the table's own column: why a line was decided so is kept elsewhere here."""

    @cached_property
    def name(self) -> str:
        """The table's column; of what is only shown, the field's key."""
        return self.field.key if self.shown else str(self.sql.key)

    @cached_property
    def key(self) -> str:
        """How a workbook calls the column: its name, behind a colon when it is only shown."""
        return f"{SHOWN}{self.name}" if self.shown else self.name

    @property
    def must_stand(self) -> bool:
        """Whether a list without this column says too little."""
        return not self.shown and self.before is None and self._default is None and not self._may_be_blank

    @cached_property
    def _default(self) -> Any:
        """What the table itself puts where nothing is said; None where that follows from the other columns."""
        default = self.sql.default
        return default.arg if default is not None and default.is_scalar else None

    @cached_property
    def _nullable(self) -> bool:
        return bool(self.sql.nullable)

    @cached_property
    def _may_be_blank(self) -> bool:
        return self._nullable or self.field.kind.name in _MAY_BE_BLANK

    def absent(self, row: Mapping[str, Value]) -> Value:
        """The value in a list of the time before this column was there."""
        if self.before is not None:
            return self.before(row)
        return self.read(None) if self._default is None else self._default

    def read(self, raw: object) -> Value:
        """The value of a cell as a workbook gives it; BadValue when it is none."""
        if raw in ("", None):
            if not self._may_be_blank:
                raise BadValue("field.required")
            return None if self._nullable else ""
        value = self.field.kind.read(raw if isinstance(raw, str) else repr(raw))
        if self.field.kind is UID and isinstance(value, int) and value >> _WIDEST:
            raise BadValue("uid.form")
        if value == "":  # a word in place of a number
            return None if self._nullable else str(raw)
        return value


Reader: TypeAlias = Callable[[Any], Any]


def remembering(of: Reader) -> Reader:
    """The same, remembering what it gave for the first so many values: in most columns they come again and again."""
    known: dict[Any, Any] = {}

    def found(value: Any) -> Any:
        key = value if type(value) is str else (type(value), value)  # 1, 1.0 and True are equal
        if key in known:
            return known[key]
        result = of(value)
        if len(known) < _REMEMBERED:
            known[key] = result
        return result

    return found


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
    sums: Mapping[str, str] = field(default_factory=dict)
    """Columns whose sums a manifest states, by the name under which it does."""

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

    @cached_property
    def _at(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.columns)}

    def at(self, column: str) -> int:
        """The place of a column among the kept ones."""
        return self._at[column]

    def content(self, values: Sequence[Value]) -> tuple[Value, ...]:
        """The values without the revision, which some changes of bookkeeping count up too."""
        return self._content(values)

    def revision(self, values: Sequence[Value]) -> int:
        """The revision of a row; 0 in tables that count none."""
        value = values[self._at["revision"]] if "revision" in self._at else 0
        return value if isinstance(value, int) else 0

    @cached_property
    def _content(self) -> Callable[[Sequence[Value]], tuple[Value, ...]]:
        return itemgetter(*(place for place, name in enumerate(self.columns) if name != "revision"))

    def rows(self, connection: Connection, own: int, until: date) -> Iterator[tuple[Value, ...]]:
        """All cells of the office's rows as at a day."""
        for row in connection.execute(self._sent, {"own": own, "until": until}):
            yield tuple(row)

    @cached_property
    def _sent(self) -> Select[Any]:
        """The statement of those rows; made once, since that takes longer than the answer of a small office."""
        statement: Select[Any] = select(*(c.sql if c.sent is None else c.sent for c in self.cells))
        statement = statement.select_from(self.table)
        for target, on in self.joins:
            statement = statement.outerjoin(target, on)
        return statement.where(self.scope(bindparam("own"), bindparam("until"))).order_by(*self.order)

    def known(self, connection: Connection, origin: int) -> Iterator[tuple[Value, ...]]:
        """The kept columns of all rows here that are an office's."""
        for row in connection.execute(self._of_office, {"whose": origin}):
            yield tuple(row)

    def of(self, connection: Connection, uids: Sequence[Value]) -> Iterator[tuple[Value, ...]]:
        """The kept columns of those rows here that have one of some uids."""
        for row in connection.execute(self._with_uids, {"uids": json.dumps(uids)}):
            yield tuple(row)

    @cached_property
    def _with_uids(self) -> Select[Any]:
        uids = select(func.json_each(bindparam("uids")).table_valued("value").c.value)
        return select(*(c.sql for c in self.kept)).where(self.table.c.uid.in_(uids))

    @cached_property
    def _of_office(self) -> Select[Any]:
        return select(*(c.sql for c in self.kept)).where(self.table.c.origin == bindparam("whose"))

    def read(self, keys: Sequence[str], lines: Iterable[Sequence[object]], first: int = 1) -> Iterator[Row]:
        """The rows of a workbook, from its line `first` on; `keys` say which column stands in each place, in any order.

        A column that an earlier program did not have yet is what it says of that time, else blank; Refused where a column
        must be there, where one stands twice, and for a cell that holds no such value. Other keys are passed over.
        """
        places = self._places(keys)
        label = next((places[c.key] for c in self.cells if c.field.title == self.label and c.key in places), None)
        readers = {cell.name: (places[cell.key], remembering(cell.read)) for cell in self.kept if cell.key in places}
        missing = [cell for cell in self.kept if cell.key not in places]
        going = iter(lines)
        while some := list(islice(going, _AT_ONCE)):
            columns = list(zip(*some, strict=True))
            names = repeat("") if label is None else map(str, columns[label])
            try:
                told: dict[str, Sequence[Value]] = {
                    name: list(map(read, columns[place])) for name, (place, read) in readers.items()
                }
            except BadValue:
                raise self._wrong(some, [*readers.values()], first) from None
            told |= {cell.name: self._absent(cell, told, len(some)) for cell in missing}
            found = zip(*(told[name] for name in self.columns), strict=True)
            for number, name, values in zip(count(first), names, found):  # noqa: B905 - the numbers are endless
                yield Row(number, name, values)
            first += len(some)

    def _wrong(self, lines: Sequence[Sequence[object]], readers: Sequence[tuple[int, Reader]], first: int) -> Refused:
        """What is said of the first row with a cell that holds no such value."""
        for number, line in enumerate(lines, first):
            try:
                for place, read in readers:
                    read(line[place])
            except BadValue as bad:
                reason = str(Refused(bad.code, **bad.params))
                return Refused("package.cell", sheet=self.title, row=number, reason=reason)
        raise AssertionError(lines)

    @staticmethod
    def _absent(cell: Cell, told: Mapping[str, Sequence[Value]], rows: int) -> Sequence[Value]:
        """What some rows say of the time before a column was there."""
        if cell.before is None:
            return [cell.absent({})] * rows
        return [cell.absent(dict(zip(told, row, strict=True))) for row in zip(*told.values(), strict=True)]

    def _places(self, keys: Sequence[str]) -> dict[str, int]:
        """Where each column stands; Refused when one stands twice or is not there though it must be."""
        places = {key: place for place, key in enumerate(keys)}
        for cell in self.cells:
            if keys.count(cell.key) > 1 or (cell.must_stand and cell.key not in places):
                raise Refused("package.column", sheet=self.title, title=cell.field.title)
        return places
