"""Facts that policy packs ask of records: what is asked of one, what it says, and which of them are known here to be shown."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Integer, String, case, literal_column, type_coerce
from sqlalchemy.types import TypeDecorator

from app.kernel.fact_values import COLUMN, FACT, is_fact, merged
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.noun import Noun
from app.policy.pack import Pack
from app.policy.pack_facts import DATE, ELEMENTS, PackFact, element, entered, fact_values
from app.record.listing import Sql
from app.record.record import Record
from app.store import packs
from app.store.models import Setting
from app.store.work import Read, Work

_RECEIVED = "facts:"
"""Before the uid of an office below: the setting that keeps how its facts are called."""


# --- what is asked of a record ---


def asking(noun: Noun, pack: Pack) -> Noun:
    """The noun with the facts that a pack asks of its records."""
    return noun.with_facts(map(element, entered(pack.facts, noun.facts))) if noun.facts and pack.facts else noun


def noun_at(read: Read, record: Record, uid: int | None = None) -> Noun:
    """The noun with what the policy of a record asks of it; the policy of today where there is none yet."""
    noun = record.noun
    if not noun.facts:
        return noun
    return asking(noun, read.pack_on(read.today) if uid is None else record.pack(read, uid))


# --- what a record says ---


def said(row: Any, fields: Iterable[Field], pack: Pack) -> dict[str, Any]:
    """What a record says now of some elements, facts of its pack among them."""
    facts = fact_values(row.facts, pack.facts)
    return {f.key: facts.get(f.key.removeprefix(FACT)) if is_fact(f.key) else getattr(row, f.key) for f in fields}


def columns(values: Mapping[str, Value]) -> dict[str, Any]:
    """Values as the columns of a new row, its facts in one."""
    plain = {key: value for key, value in values.items() if not is_fact(key)}
    facts = merged(None, values)
    return {**plain, COLUMN: facts} if facts else plain


def assign(row: Any, values: Mapping[str, Value]) -> None:
    """Give a record these values; facts that they do not name stay."""
    for key, value in values.items():
        if not is_fact(key):
            setattr(row, key, value)
    row.facts = merged(row.facts, values)


# --- which are known here, to be shown ---


@dataclass(frozen=True)
class KnownFact:
    """A fact that records here may have: its element, the key and kind of its pack, and whose records it is about."""

    field: Field
    key: str
    kind: str
    only: frozenset[int] = frozenset()
    """The offices of whose records alone it is; none: of all, but for those of `never`."""
    never: frozenset[int] = frozenset()
    """Offices that call something of another kind by the same key."""

    def sql(self, model: Any) -> Sql:
        """Where a statement finds its values."""
        kind: Any = {DATE: _Day}.get(self.kind, Integer if ELEMENTS[self.kind].name in _NUMBERS else String)
        value = type_coerce(model.facts.op("->>")(literal_column(f"'$.{self.key}'")), kind)
        if not self.only and not self.never:
            return value
        mine = model.origin.in_(self.only) if self.only else model.origin.not_in(self.never)
        return type_coerce(case((mine, value)), kind)


_NUMBERS = ("count", "fen", "flag")


class _Day(TypeDecorator[Any]):
    """A day that stands in JSON as ISO text; what is none stays as it came."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        try:
            return value and date.fromisoformat(value)
        except ValueError:
            return value


def known(read: Read, of: str) -> tuple[KnownFact, ...]:
    """Every fact of a line, a class, an institution that records here may have.

    The office's own policy comes first, its newest version before older ones; then what offices below call theirs.
    """
    own = {fact.key: fact for fact in _own(read, of)}
    strange: dict[tuple[str, str, str], set[int]] = {}
    for sender, about, kind, key, title in _received(read):
        mine = key in own and (own[key].kind, element(own[key]).title) == (kind, title)
        if about == of and kind in ELEMENTS and not mine:
            strange.setdefault((key, kind, title), set()).add(sender)
    others = {key: {sender for each in strange if each[0] == key for sender in strange[each]} for key, _, _ in strange}
    ours = [KnownFact(element(f), f.key, f.kind, never=frozenset(others.get(f.key, ()))) for f in own.values()]
    return (*ours, *_named_apart([f.key for f in ours], strange))


def _own(read: Read, of: str) -> Iterator[PackFact]:
    """Those of this office's policy, each as its newest version has it."""
    seen: set[str] = set()
    for pack in packs.asking_facts(read.session, read.settings["pack"]):
        fresh = [fact for fact in entered(pack.facts, of) if fact.key not in seen]
        seen |= {fact.key for fact in fresh}
        yield from fresh


def _named_apart(taken: list[str], strange: Mapping[tuple[str, str, str], set[int]]) -> Iterator[KnownFact]:
    """Facts of offices below under names of their own, where one key stands for several things."""
    for (key, kind, title), senders in strange.items():
        count = taken.count(key)
        taken.append(key)
        name = f"{FACT}{key}.{count + 1}" if count else FACT + key
        yield KnownFact(Field(name, title, ELEMENTS[kind]), key, kind, frozenset(senders))


def showing(record: Record, facts: Iterable[KnownFact]) -> Record:
    """The record whose list and page show some facts, hidden in the list until they are asked for."""
    shown = tuple(facts)
    sql = {fact.field.key: fact.sql(record.model) for fact in shown}
    return replace(record, noun=record.noun.with_facts(f.field for f in shown), sql={**record.sql, **sql})


# --- what offices below call theirs ---


def keep_received(work: Work, sender: int, facts: Iterable[tuple[str, str, str, str]]) -> None:
    """Remember how an office below calls the facts in its package: of what, kind, key and title."""
    key, text = f"{_RECEIVED}{sender}", json.dumps(sorted(facts), ensure_ascii=False)
    row = work.session.get(Setting, key)
    if row is not None:
        row.value = text
    elif text != "[]":
        work.session.add(Setting(key=key, value=text))


def _received(read: Read) -> Iterator[tuple[int, str, str, str, str]]:
    for key, text in sorted(read.settings.items()):
        if key.startswith(_RECEIVED):
            for fact in json.loads(text):
                yield (int(key.removeprefix(_RECEIVED)), *fact)
