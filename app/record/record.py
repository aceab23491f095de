"""A noun bound to its table: from the two, its list and its sheet of a package are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from app.kernel import kinds as k
from app.kernel.column import Column, Source
from app.kernel.fields import ORIGIN, Field
from app.kernel.noun import Noun
from app.policy.pack import Pack
from app.record.hooks import Hooks
from app.record.listing import Column as ListColumn
from app.record.listing import Inside, Listing, Sql, standing
from app.record.sheet import Cell, Scope, Sheet
from app.store.models.office import OfficeRow
from app.store.work import Read

_VOID = frozenset({"void", "revoked"})
_UID, _REVISION = Field("uid", "编号", k.UID), Field("revision", "版本", k.COUNT)
Verb = Callable[..., Any]


@dataclass(frozen=True)
class Join:
    """Another table that is read beside the noun's own; `outer` where there may be no row."""

    target: Any
    on: Any
    outer: bool = False


@dataclass(frozen=True)
class Record:
    """Model, joins, where columns of other tables come from, and the functions of the verbs."""

    noun: Noun
    model: Any
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    lends: Mapping[str, Verb] = field(default_factory=dict)
    """Verbs of nouns of lower subjects that are done here, by noun.word: paying a claim needs the ledger."""
    gives: Mapping[str, Sql] = field(default_factory=dict)
    """Columns of nouns of lower subjects, by noun.column: the ledger knows whether a line of a claim was paid."""
    later: frozenset[str] = frozenset()
    """Its own columns that a higher subject gives."""
    joins: tuple[Join, ...] = ()
    sql: Mapping[str, Sql] = field(default_factory=dict)
    """By key, what is not an attribute of the model of the same name."""
    summed: Mapping[str, Sql] = field(default_factory=dict)
    """By key, what is added up instead of the column itself."""
    order: tuple[Sql, ...] = ()
    search: Callable[[str], ColumnElement[bool]] | None = None
    inside: Inside | None = None
    """What a row belongs to: the record on whose page the list stands."""
    apart: Sql | None = None
    """Rows that differ in this are never added."""
    source: FromClause | None = None
    """Where the list reads from, when that is more than the table and its joins."""
    columns: Any = None
    """The columns of that source by key; the package still sends the table's own."""
    watches: frozenset[str] = frozenset()
    """Tables whose change makes the list reload, beside its own and the joined ones."""
    scope: Scope | None = None
    """Which rows an office sends; whatever it keeps where nothing is said."""
    sheet_joins: tuple[Join, ...] | None = None
    sheet_order: tuple[Sql, ...] = ()
    local: frozenset[str] = frozenset()
    """Columns of the table that never leave the office and stand in no list."""
    plans: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """By name of an import, how its table is compared with what is known; else as `upsert` does by the noun's identity."""
    hooks: Hooks = Hooks()
    adds: Mapping[str, Hooks] = field(default_factory=dict)
    """What is added here to nouns that lie below, by noun: the ledger knows with what the payment of a claim begins."""
    pack: Callable[[Read, int], Pack] = lambda read, uid: read.pack_on(read.today)
    """The policy by which a record goes: its own version where it keeps one."""
    uid: Sql | None = None
    """The number of a row, of a table that has no uid."""
    key: Callable[[int], Any] = lambda uid: uid
    """The key of the table by the number of a row."""
    keeper: Callable[[Any, int], int] = lambda row, own: int(getattr(row, "origin", own))
    """The office that keeps a row, by its uid; this one's where the table does not say."""

    def at(self, column: Column) -> Sql:
        """Where the values of a column come from; an error at start where nothing says so."""
        if column.field is ORIGIN:
            return OfficeRow.name
        given = self.sql.get(column.name)
        return getattr(self.model, column.name) if given is None else given

    @cached_property
    def listing(self) -> Listing:
        """The list of the noun."""
        noun, model = self.noun, self.model
        source = self.source
        if source is None:
            source = model.__table__
            for join in self.joins:
                source = source.join(join.target, join.on, isouter=join.outer)
            if noun.origin_listed:
                source = source.join(OfficeRow, OfficeRow.uid == model.origin)
        joined = {getattr(join.target, "__tablename__", "") for join in self.joins} - {""}
        return Listing(
            name=noun.plural,
            title=noun.list_title or noun.title,
            noun=noun.name,
            columns=tuple(self._listed(c) for c in noun.all if c.listed and c.name not in self.later),
            source=source,
            uid=self._uid,
            watches=frozenset({model.__tablename__, *joined, *self.watches, *({"pack"} if noun.facts else ())}),
            order=self.order,
            search=self.search,
            inside=self.inside,
            apart=self.apart,
        )

    @property
    def _uid(self) -> Any:
        if self.uid is not None:
            return self.uid
        return self.model.uid if self.columns is None else self.columns.uid

    def _listed(self, column: Column) -> ListColumn:
        own = self.columns is not None and column.source is Source.OWN and column.name not in self.sql
        sql = self.columns[column.name] if own else self.at(column)
        summed = self.summed.get(column.name)
        if summed is None and column.total and _VOID & set(self.noun.states):
            summed = standing(self.model.state, sql)
        return ListColumn(column.field, sql, column.key, column.title, column.total, summed, column.hidden)

    @cached_property
    def sheet(self) -> Sheet | None:
        """Its sheet of a package; None for a noun that stays in the office."""
        noun, model = self.noun, self.model
        if not noun.sheet_label:
            return None
        sent = [column for column in noun.all if column.sent and column.field is not ORIGIN]
        cells = [
            Cell(
                self._kept(c),
                replace(c.field, key=c.name, title=c.heading),
                c.source is not Source.OWN,
                c.before,
                self.sql.get(c.name) if c.source is Source.OWN else None,
            )
            for c in sent
        ]
        revision = [Cell(model.revision, _REVISION)] if hasattr(model, "revision") else []
        refers = [Cell(getattr(model, c.refers), Field(c.refers, c.refers_title, k.UID)) for c in sent if c.refers]
        joins = self.joins if self.sheet_joins is None else self.sheet_joins
        return Sheet(
            noun.sheet_title or noun.title,
            model.__table__,
            (*cells, Cell(model.uid, _UID), *revision, *refers),
            next(c.heading for c in sent if c.name == noun.sheet_label),
            tuple((join.target, join.on) for join in joins),
            self.scope or (lambda own, until: model.origin == own),
            (*self.sheet_order, model.uid),
            noun.sums,
        )

    def _kept(self, column: Column) -> Any:
        """Of a column of the own table, the table's, whatever the list reads in its place."""
        if column.source is Source.OWN and hasattr(self.model, column.name):
            return getattr(self.model, column.name)
        return self.at(column)
