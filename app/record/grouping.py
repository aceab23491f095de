"""统计: the rows of a list counted and added up by one or two of its columns, days by year, quarter or month."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, String, cast, func, literal

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.periods import parse_period
from app.kernel.texts import say
from app.record.listing import Column, Filter, Listing, Query, Sql
from app.record.report import SUM, Row

PARTS = ("month", "quarter", "year")
"""By what days may be put together."""
MOST = 2_500
"""Groups of one table: more are no statistics."""
_DEPTH = 2
"""Columns by which rows are grouped at most."""
_UNGROUPED = frozenset({k.ID, k.PHONE, k.ACCOUNT, k.FEN, k.LONG, k.UID, k.MOMENT})
"""Kinds in which nearly every row differs."""


@dataclass(frozen=True)
class By:
    """A column by which rows are grouped, and for days the part of the year that counts, '' for each day."""

    key: str
    part: str = ""

    @property
    def text(self) -> str:
        """As it is written on the command line and kept: starts_on@month."""
        return f"{self.key}@{self.part}" if self.part else self.key


@dataclass(frozen=True)
class Grouped:
    """A table of groups: what they are grouped by as texts, then what is measured; the last row is that of all."""

    title: str
    by: tuple[By, ...]
    fields: tuple[Field, ...]
    rows: Sequence[Row]
    inside: Sequence[tuple[Filter, ...]]
    """The conditions by which a list shows the rows of each group."""


def parse_by(listing: Listing, text: str) -> By:
    """A column by its key, as in starts_on@month; Refused when rows cannot be grouped so."""
    key, _, part = text.strip().partition("@")
    column = listing.column(key)
    if column not in columns(listing):
        raise Refused("grouping.column", title=column.heading)
    if part and (part not in PARTS or column.field.kind is not k.DATE):
        raise Refused("grouping.part", title=column.heading, part=part, parts="、".join(PARTS))
    return By(key, part)


def columns(listing: Listing) -> list[Column]:
    """The columns by which rows may be grouped."""
    return [column for column in listing.columns if column.field.kind not in _UNGROUPED and not column.total]


def grouped(connection: Connection, listing: Listing, query: Query, by: Sequence[By]) -> Grouped:
    """The groups of a query in the order of their values, with the sum of all; a person in several rows is one person.

    Rows that must not be added (other breakdowns of the same work) are counted, and their group has no sums.
    """
    if not 0 < len(by) <= _DEPTH or len({each.key for each in by}) < len(by):
        raise Refused("grouping.depth", most=_DEPTH)
    wanted = [listing.column(each.key) for each in by]
    fields, measures = _measures(listing)
    found = listing.grouped(connection, [*map(_group, by, wanted)], measures, query, MOST + 1)
    if len(found) > MOST:
        raise Refused("grouping.many", most=MOST, titles="、".join(column.heading for column in wanted))
    [whole] = listing.grouped(connection, (), measures, query, 1)
    titles = tuple(_titled(each, column) for each, column in zip(by, wanted, strict=True))
    rows = [_row(titles, fields, _shown(by, wanted, line), line[len(by) :]) for line in found]
    total = _row(titles, fields, (say("grouping.total"), *("",) * (len(by) - 1)), whole)
    inside = [_conditions(by, wanted, line) for line in found]
    return Grouped(listing.title, tuple(by), (*titles, *fields), [*rows, {**total, SUM: True}], [*inside, ()])


def _group(by: By, column: Column) -> Sql:
    if not by.part:
        return column.sql
    day = cast(column.sql, String)
    if by.part == "quarter":
        number = (cast(func.substr(day, 6, 2), Integer) + 2) // 3
        return func.substr(day, 1, 4).concat("Q").concat(cast(number, String))
    return func.substr(day, 1, {"year": 4, "month": 7}[by.part])


def _measures(listing: Listing) -> tuple[list[Field], list[ColumnElement[Any]]]:
    """What is measured; the first, which is not shown, is how many breakdowns a group mixes."""
    apart = literal(1) if listing.apart is None else func.count(listing.apart.distinct())
    fields = [Field("rows", say("grouping.rows"), k.COUNT)]
    measures: list[ColumnElement[Any]] = [apart, func.count()]
    person = next((column for column in listing.columns if column.field.kind is k.ID), None)
    if person is not None:
        fields.append(Field("people", say("grouping.people"), k.COUNT))
        measures.append(func.count(person.sql.distinct()))
    for column in listing.columns:
        if column.total:
            fields.append(Field(column.name, column.heading, column.field.kind))
            measures.append(func.coalesce(func.sum(column.sql if column.summed is None else column.summed), 0))
    return fields, measures


def _titled(by: By, column: Column) -> Field:
    title = say(f"grouping.by_{by.part}", title=column.heading) if by.part else column.heading
    return Field(f"by_{by.key}", title, k.TEXT)


def _shown(by: Sequence[By], wanted: Sequence[Column], line: Sequence[Any]) -> tuple[str, ...]:
    """The values of a group as people read them."""
    return tuple(_text(each, column, value) for each, column, value in zip(by, wanted, line, strict=False))


def _text(by: By, column: Column, value: Value) -> str:
    if value in (None, ""):
        return say("grouping.blank")
    return parse_period(str(value)).title if by.part else column.field.kind.shown(value)


def _row(titles: Sequence[Field], fields: Sequence[Field], texts: Sequence[str], measured: Sequence[Any]) -> Row:
    apart, *values = measured
    added = {"rows", "people"} if apart > 1 else {field.key for field in fields}
    told = {field.key: value if field.key in added else None for field, value in zip(fields, values, strict=True)}
    return {**dict(zip((field.key for field in titles), texts, strict=True)), **told}


def _conditions(by: Sequence[By], wanted: Sequence[Column], line: Sequence[Any]) -> tuple[Filter, ...]:
    found: list[Filter] = []
    for each, column, value in zip(by, wanted, line, strict=False):
        if value in (None, ""):
            found.append(Filter(each.key, "=", ""))
        elif each.part:
            span = parse_period(str(value))
            found += [Filter(each.key, ">=", span.first.isoformat()), Filter(each.key, "<=", span.last.isoformat())]
        else:
            found.append(Filter(each.key, "=", column.condition(value)))
    return tuple(found)
