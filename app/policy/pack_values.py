"""The values of a pack file: each below its clause with its quotation, or among the unverified with its note."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from app.policy.keys import BINDINGS, CARRIES, CHOICE, CHOICES, DATE, FLAG, KEYS, LISTS, MONEY, NUMBERS, PAIRS, Key
from app.policy.pack import DRAFT, PENDING, STATUSES, UNVERIFIED, VERIFIED, Document, Source, Value, parse_pair
from app.policy.source import verified_on
from app.policy.toml_table import Table, nearest

Placed: TypeAlias = tuple[Table, Value]
"""A value and the table it was read from, to say where a contradiction lies."""

_CLAUSE = re.compile(r"[A-Z]{2}-\d{2}")


def read_clauses(root: Table, documents: Sequence[Document]) -> tuple[dict[str, Source], list[Placed]]:
    """The clauses by id, and the values below them; a clause is of the first document unless it names another."""
    clauses: dict[str, Source] = {}
    placed: list[Placed] = []
    known = {document.name: document for document in documents}
    tables = root.table("clauses")
    for clause in tables.data:
        table = tables.table(clause)
        if not _CLAUSE.fullmatch(clause):
            table.blame("policy.form", value=clause)
        name = table.text("document", required=False) or next(iter(known), "")
        if name not in known:
            table.blame("policy.unknown_document", "document", number=name)
        draft = name in known and known[name].draft
        verified = verified_on(table, known[name].verified if name in known else None)
        source = clauses[clause] = Source(
            _cited(name, draft), clause, table.text("place"), draft=draft, verified=verified
        )
        status = DRAFT if draft else VERIFIED
        placed += _values(table.tables("values"), source, status)
        table.close()
    return clauses, placed


def _cited(name: str, draft: bool) -> str:
    """A document as it is cited: a draft always says that it is one."""
    mark = STATUSES[DRAFT]
    return f"{name}（{mark}）" if draft and mark not in name else name


def read_unverified(root: Table) -> list[Placed]:
    """The values that no document gives."""
    return _values(root.tables("unverified"), None, UNVERIFIED)


def _values(tables: list[Table], clause: Source | None, status: str) -> list[Placed]:
    return [(table, value) for table in tables if (value := _value(table, clause, status))]


def _value(table: Table, clause: Source | None, status: str) -> Value | None:
    name = table.text("key")
    key = KEYS.get(name)
    if key is None:
        if near := nearest(name, {known: key.title for known, key in KEYS.items()}):
            table.blame("policy.misspelt_key", "key", key=name, near=near, title=KEYS[near].title)
        elif name:
            table.blame("policy.unknown_key", "key", key=name)
        return None
    quote = table.text("quote") if clause else ""
    verified = verified_on(table, clause.verified) if clause else None
    content = _content(table, key)
    if table.text("unit", required=bool(key.unit)) != key.unit:
        table.blame("policy.unit" if key.unit else "policy.unitless", "unit", title=key.title, unit=key.unit)
    since, until = table.day("since", required=False), table.day("until", required=False)
    if since and until and until < since:
        table.blame("policy.period", "until", since=since, until=until)
    binding = _among(table, "binding", table.text("binding", required=False) or "strict", BINDINGS)
    note = table.text("note", required=clause is None)
    table.close()
    if content is None:
        return None
    source = replace(clause, quote=quote, verified=verified) if clause else PENDING
    return Value(name, content, key.unit, source, since, until, binding, status, note)


def _content(table: Table, key: Key) -> int | str | date | tuple[str, ...] | None:
    """What a value carries, by its key's kind; None, with a problem, when it is missing or wrong."""
    name = CARRIES[key.kind]
    if key.kind == MONEY:
        return table.money(name)
    if key.kind in NUMBERS:
        return table.whole(name)
    if key.kind == DATE:
        return table.day(name)
    if key.kind == FLAG:
        return int(table.flag(name))
    if key.kind in LISTS or key.kind == CHOICES:
        texts = table.texts(name)
        return tuple(_among(table, name, text, key.options) if key.options else text for text in texts) or None
    text = table.text(name)
    return (_among(table, name, text, key.options) if key.kind == CHOICE and text else text) or None


def _among(table: Table, name: str, text: str, options: Collection[str]) -> str:
    """A name out of a fixed set."""
    if text not in options:
        table.blame_choice(name, text, options)
    return text


def check_values(root: Table, placed: list[Placed]) -> None:
    """Report what only all values together show: gaps, contradictions, items of no list."""
    given = Counter(value.key for _, value in placed)
    for name, key in KEYS.items():
        if key.required and not given[name]:
            root.blame("policy.needs", title=key.title, key=name)
    by_key: dict[str, list[Placed]] = {}
    for each in placed:
        by_key.setdefault(each[1].key, []).append(each)
    for name, alike in by_key.items():
        _check_items_once(alike) if KEYS[name].kind in LISTS else _check_periods(alike)
    for table, value in placed:
        _check_within(table, value, placed)


def _meet(one: Value, other: Value) -> bool:
    """Whether two values are in force on a common day."""
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)


def _check_periods(alike: list[Placed]) -> None:
    """Two values of one key on one day contradict each other."""
    places = {id(value): place for place, (_, value) in enumerate(alike)}
    before: Placed | None = None
    for each in sorted(alike, key=lambda one: one[1].since or date.min):
        if before and _meet(before[1], each[1]):
            first, (table, value) = sorted((before, each), key=lambda one: places[id(one[1])])
            table.blame("policy.overlap", "key", title=value.title, clause=first[1].source.cite())
        before = max(filter(None, (before, each)), key=lambda one: one[1].until or date.max)


def _check_items_once(alike: list[Placed]) -> None:
    """The lists of one key add up, but share no item on one day."""
    seen: dict[str, list[Value]] = {}
    for table, value in alike:
        for item in value.items:
            if any(_meet(one, value) for one in seen.get(item, ())):
                table.blame("policy.repeated", "items", item=item)
            seen.setdefault(item, []).append(value)


def _check_within(table: Table, value: Value, placed: list[Placed]) -> None:
    """The items of a list of groups must stand in the list of categories, and the like; of a pair, each side with a list."""
    key = KEYS[value.key]
    if not key.within and not key.of:
        return
    pairs = [parse_pair(item) if key.kind == PAIRS else (item, ()) for item in value.items]
    for head, rest in pairs:
        if key.kind == PAIRS and not rest:
            table.blame("policy.form", "items", value=head)
    if key.within:
        _check_items(table, key.within, [head for head, _ in pairs], placed)
    _check_items(table, key.of, [item for _, rest in pairs for item in rest], placed)


def _check_items(table: Table, within: str, items: list[str], placed: list[Placed]) -> None:
    allowed = {item for _, other in placed if other.key == within for item in other.items}
    for item in items:
        if item not in allowed:
            table.blame("policy.not_within", "items", item=item, title=KEYS[within].title)
