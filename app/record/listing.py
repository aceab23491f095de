"""A listing: columns and one SELECT. Screen, Excel file, printed ledger and command line take the same one."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias

from sqlalchemy import (
    ClauseElement,
    ColumnClause,
    ColumnElement,
    Connection,
    FromClause,
    Join,
    Select,
    SQLColumnExpression,
    String,
    UnaryExpression,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.sql.visitors import iterate

from app.kernel.fields import Field
from app.kernel.kinds import PERCENT, BadValue, Value
from app.kernel.outcomes import Refused

Sql: TypeAlias = SQLColumnExpression[Any]
"""A column of a table, an attribute of a model, or anything computed from them."""
Inside: TypeAlias = Sql | Callable[[int], ColumnElement[bool]]
"""The column that keeps the uid of what a row belongs to, or whether it belongs to a uid."""
Statement: TypeAlias = Select[*tuple[Any, ...]]

_PAGE = 500
PLUS: custom_op[Any] = custom_op("+")
"""Before a column: the same value, and no index is used for it."""
JOINT = "、"
"""Between the names of a column that holds several; `!:` leaves out the rows that have one of them."""
_OPERATORS: Mapping[str, Callable[[Sql, Any], ColumnElement[bool]]] = {
    "=": lambda column, value: column == value,
    "!=": lambda column, value: column != value,
    ">=": lambda column, value: column >= value,
    "<=": lambda column, value: column <= value,
    "~": lambda column, value: cast(column, String).contains(str(value), autoescape=True),
    "!:": lambda column, value: ~_named(column).contains(f"{JOINT}{value}{JOINT}", autoescape=True),
}
_AS_WRITTEN = frozenset({"~", "!:"})
"""Operators that take what was written, not a value of the column's kind."""
OPERATORS = tuple(sorted(_OPERATORS, key=len, reverse=True))


@dataclass(frozen=True)
class Column:
    """One column: its data element and where it comes from; `total` is summed in the status bar."""

    field: Field
    sql: Sql
    key: str = ""
    title: str = ""
    total: bool = False
    summed: Sql | None = None
    """What is added up instead of the column itself, where a row contains others."""
    hidden: bool = False
    """Neither on the screen nor in an export until the user asks for it."""

    @property
    def name(self) -> str:
        """The key by which filters, JSON and forms know it."""
        return self.key or self.field.key

    @property
    def heading(self) -> str:
        """The Chinese title."""
        return self.title or self.field.title

    def condition(self, value: Value) -> str:
        """A value as the text of a condition, which the column's kind reads back as the same one."""
        return str(value) if self.field.kind is PERCENT else self.field.kind.show(value)


@dataclass(frozen=True)
class Filter:
    """One condition: a column's key, an operator of OPERATORS, and the text that a user gave."""

    key: str
    operator: str
    text: str


@dataclass(frozen=True)
class Query:
    """What of a listing is wanted: conditions, a search text, and the order (key, descending)."""

    filters: tuple[Filter, ...] = ()
    search: str = ""
    sort: tuple[tuple[str, bool], ...] = ()
    inside: int | None = None
    """Only what belongs to this record: the class of a roster, the claim of its lines."""


@dataclass(frozen=True)
class Totals:
    """How many rows a query has, and the sums of its columns by key; no sums when its rows must not be added."""

    count: int
    sums: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """Name, columns, one source; `watches` are the tables whose change makes it reload."""

    name: str
    title: str
    noun: str
    columns: tuple[Column, ...]
    source: FromClause
    """One row for each record; a join that a statement says nothing of is left out of it."""
    uid: SQLColumnExpression[int]
    watches: frozenset[str]
    order: tuple[Sql, ...]
    search: Callable[[str], ColumnElement[bool]] | None = None
    inside: Inside | None = None
    apart: Sql | None = None
    """Rows that differ in this are never added: other breakdowns of the same work, other units of measure."""

    def column(self, key: str) -> Column:
        """The column of a key; Refused when the listing has none."""
        for column in self.columns:
            if column.name == key:
                return column
        raise Refused("listing.column", listing=self.title, key=key, keys="、".join(c.name for c in self.columns))

    def uids(self, connection: Connection, query: Query = Query()) -> "array[int]":  # noqa: B008
        """The uids of a query in its order: all that the window holds of a million rows."""
        statement = self._from(self._where(select(self.uid), query).order_by(*self._order(query)))
        with connection.execute(statement) as found:
            rows: Any = found.cursor  # the driver's own rows: a million of SQLAlchemy's take half a second more
            return array("q", chain.from_iterable(rows))

    def page(self, connection: Connection, uids: Sequence[int]) -> list[tuple[Value, ...]]:
        """The rows of some uids, in their order; a uid that is gone gives no row. The first value is the uid."""
        found = connection.execute(self._page, {"uids": list(uids)})
        rows = {row[0]: tuple(row) for row in found}
        return [rows[uid] for uid in uids if uid in rows]

    @cached_property
    def _page(self) -> Statement:
        """The rows of any `uids`; made once, since making it takes longer than reading a page."""
        statement: Statement = select(self.uid, *(c.sql.label(f"c{i}") for i, c in enumerate(self.columns)))
        return self._from(statement.where(self.uid.in_(bindparam("uids", expanding=True))))

    def totals(self, connection: Connection, query: Query = Query()) -> Totals:  # noqa: B008
        """Count and sums of everything that the query has, not only of what is on the screen."""
        summed = [c for c in self.columns if c.total]
        sums = (func.coalesce(func.sum(c.sql if c.summed is None else c.summed), 0) for c in summed)
        kinds = literal(1) if self.apart is None else func.count(self.apart.distinct())
        statement: Statement = self._where(select(func.count(), kinds, *sums), query)
        count, breakdowns, *found = connection.execute(self._from(statement)).one()
        if breakdowns > 1:
            return Totals(int(count))
        return Totals(int(count), {c.name: int(v) for c, v in zip(summed, found, strict=True)})

    def rows(self, connection: Connection, query: Query = Query()) -> Iterator[dict[str, Value]]:  # noqa: B008
        """Every row of a query as values by key, in pages, so that an export equals the screen."""
        uids = self.uids(connection, query)
        names = ("uid", *(c.name for c in self.columns))
        for start in range(0, len(uids), _PAGE):
            for row in self.page(connection, uids[start : start + _PAGE]):
                yield dict(zip(names, row, strict=True))

    def record(self, connection: Connection, uid: int) -> dict[str, Value] | None:
        """One row as values by key, or None."""
        for row in self.page(connection, [uid]):
            return dict(zip(("uid", *(c.name for c in self.columns)), row, strict=True))
        return None

    def values(self, connection: Connection, key: str, query: Query = Query()) -> list[tuple[Value, int]]:  # noqa: B008
        """The distinct values of a column with their counts, most frequent first: what a header filter offers."""
        sql = self.column(key).sql
        statement = self._where(select(sql, func.count()), query)
        counted = statement.group_by(sql).order_by(func.count().desc(), sql).limit(_PAGE)
        found = connection.execute(self._from(counted))
        return [(row[0], int(row[1])) for row in found]

    def grouped(
        self,
        connection: Connection,
        groups: Sequence[Sql],
        measures: Sequence[ColumnElement[Any]],
        query: Query,
        most: int,
    ) -> list[tuple[Any, ...]]:
        """What is measured of the rows of a query for each combination of what groups them, in its order; at most so many."""
        statement = self._where(select(*groups, *measures), query).group_by(*groups).order_by(*groups).limit(most)
        return [tuple(row) for row in connection.execute(self._from(statement))]

    def _from(self, statement: Statement) -> Statement:
        """The statement on as much of the source as it speaks of: to count a million rows, no names are looked up."""
        return needed(statement, self.source)

    def _where(self, statement: Statement, query: Query) -> Statement:
        conditions = [self._condition(f) for f in query.filters]
        if query.inside is not None and self.inside is not None:
            within = self.inside(query.inside) if callable(self.inside) else self.inside == query.inside
            conditions.append(within)
        if query.search.strip() and self.search:
            conditions.append(self.search(query.search.strip()))
        return statement.where(and_(*conditions)) if conditions else statement

    def _condition(self, wanted: Filter) -> ColumnElement[bool]:
        column = self.column(wanted.key)
        if not wanted.text:
            empty = column.sql.is_(None) | (column.sql == literal(""))
            return ~empty if wanted.operator == "!=" else empty
        if wanted.operator in _AS_WRITTEN:
            return _OPERATORS[wanted.operator](column.sql, wanted.text)
        try:
            value = column.field.kind.read(wanted.text)
        except BadValue as bad:
            raise Refused("listing.filter", title=column.heading, value=wanted.text) from bad
        return _OPERATORS[wanted.operator](column.sql, value)

    def _order(self, query: Query) -> list[Sql]:
        order = [(self.column(key).sql, descending) for key, descending in query.sort]
        order = order or [(sql, False) for sql in self.order]
        if query.filters or query.search.strip() or query.inside is not None:
            order = [(_unwalked(sql), descending) for sql, descending in order]
        return [*(sql.desc() if descending else sql for sql, descending in order), self.uid]


def _named(column: Sql) -> ColumnElement[str]:
    """The names in a column with a joint at both ends, so that each is found whole."""
    return literal(JOINT) + func.coalesce(cast(column, String), "") + JOINT


def _tables(part: ClauseElement) -> set[FromClause]:
    """The tables whose columns stand in a statement or a condition."""
    return {each.table for each in iterate(part) if isinstance(each, ColumnClause) and each.table is not None}


def needed(statement: Statement, source: FromClause) -> Statement:
    """A statement on as much of a source as it speaks of."""
    return statement.select_from(_needed(source, _tables(statement)))


def _needed(source: FromClause, tables: set[FromClause]) -> FromClause:
    """A source without the joins that nobody asks anything of; each of them finds one row, an outer one at most one."""
    if not isinstance(source, Join):
        return source
    if source.right not in tables:
        return _needed(source.left, tables)
    asked = set() if source.onclause is None else _tables(source.onclause)
    left = _needed(source.left, tables | asked)
    return left.join(source.right, source.onclause, isouter=source.isouter)


def _unwalked(sql: Any) -> Sql:
    """The same order, but what is left is sorted: walking an index and looking up each row takes ten times as long."""
    return sql if isinstance(sql, UnaryExpression) else UnaryExpression(sql, operator=PLUS)


def standing(state: Sql, what: Sql) -> ColumnElement[Any]:
    """What is added up of records that stand; what was made void or called off is listed, not counted."""
    return case((state.not_in(("void", "revoked")), what), else_=0)


def contains(*columns: Sql) -> Callable[[str], ColumnElement[bool]]:
    """A search that looks for the text anywhere in some columns."""
    return lambda text: or_(*(c.contains(text, autoescape=True) for c in columns))


def parse_filter(text: str) -> Filter:
    """A condition from the command line: `state=已批准`, `name~电工`, `total_fen>=1000`."""
    places = [(text.find(op), -len(op), op) for op in OPERATORS if op in text]
    if not places:
        raise Refused("listing.condition", text=text)
    at, _, operator = min(places)
    return Filter(text[:at], operator, text[at + len(operator) :])
