"""A pack file as tables, one for each kind of row, and back: what a workbook holds (Excel) is decided here.

A cell holds a text, a number, a day, 是 or 否, a list between ；, or whatever else as TOML on one line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.desk.drafts.draft import Data, Draft

Record = dict[str, Any]
"""A row by its columns; `facts.start` is `start` below `facts`."""
ORDER = "n"
"""The number of the table that a row of targets stands in."""


@dataclass(frozen=True)
class SheetKind:
    """A sheet: its columns in their usual order, those that hold lists, and the tables below a record that become columns."""

    key: str
    columns: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    flat: tuple[str, ...] = ()


_SAID = ("clause", "quote", "since", "until", "verified", "pending", "note")
_TEST = ("fact", "is", "in", "not", "least", "most", "known", "against", "unknown", "proof", "when", "met", "unmet")
SHEETS: Mapping[str, SheetKind] = {
    kind.key: kind
    for kind in (
        SheetKind("head", ("format", "id", "title", "version", "since", "region", "region_name")),
        SheetKind("documents", ("number", "title", "issued", "draft", "note", "verified")),
        SheetKind("clauses", ("id", "place", "document", "verified")),
        SheetKind(
            "values",
            ("key", "amount", "items", "text", "date", "flag", "unit", "clause", "quote", "since", "until", "binding")
            + ("note", "verified"),
            frozenset({"items"}),
        ),
        SheetKind("lists", ("key", "items"), frozenset({"items"})),
        SheetKind(
            "facts", ("key", "title", "of", "kind", "asked", "one_of", "unit", "help", *_SAID), frozenset({"one_of"})
        ),
        SheetKind("catalogues", ("key", "title", "by", "unit", "rows", *_SAID), frozenset({"by"})),
        SheetKind(
            "schemes",
            ("key", "title", "about", "counts", "payee", "fund", "papers", "when", *_SAID),
            frozenset({"papers"}),
        ),
        SheetKind("needs", ("scheme", "way", "for", "row", "title", *_TEST, *_SAID), frozenset({"for"})),
        SheetKind("ways", ("scheme", "key", "title", "when", "against", *_SAID)),
        SheetKind(
            "past",
            (
                "scheme",
                "row",
                "title",
                "most",
                "least",
                "unit",
                "of",
                "in",
                "same",
                "past",
                "higher",
                "against",
                "when",
                *_SAID,
            ),
            frozenset({"of", "same"}),
        ),
        SheetKind("amount", ("scheme", "row", "title", "start", "percent", "add", "most", "pick", "when", *_SAID)),
        SheetKind("rules", ("row", "title", "about", "at", *_TEST, "then", *_SAID)),
        SheetKind("sanctions", ("key", "title", "bars", "mend", "twice", "next", *_SAID)),
        SheetKind("reading", ("title", "items", "text", *_SAID), frozenset({"items"})),
        SheetKind("unsupported", ("title", *_SAID)),
        SheetKind("targets", (ORDER, "axis", "measure", "years", "clause", "note", "total", "stretch_total")),
        SheetKind("target_rows", (ORDER, "unit", "assigned", "stretch", "clause", "note")),
        SheetKind("cases", ("name", "clause", "unsupported"), frozenset({"expect.reasons"}), ("expect", "facts")),
    )
}
_BESIDE = ("documents", "facts", "catalogues", "rules", "sanctions", "reading", "unsupported")
_BELOW = ("ways", "past", "amount")
_BASE = "case_base"


@dataclass
class Tables:
    """The rows of each sheet."""

    rows: dict[str, list[Record]] = field(default_factory=lambda: {key: [] for key in SHEETS})

    def columns(self, key: str) -> list[str]:
        """The columns of a sheet: the usual ones, then whatever else its rows hold."""
        more = (name for row in self.rows[key] for name in row)
        return list(dict.fromkeys((*SHEETS[key].columns, *more)))


def tables_of(data: Data, base_name: str) -> Tables:
    """The tables of a pack file; `base_name` is what the common situation of its cases is called."""
    found, rest = Tables(), dict(data)
    for name in _BESIDE:
        found.rows[name] = [dict(row) for row in rest.pop(name, ())]
    draft = Draft(data)
    for clause, table in rest.pop("clauses", {}).items():
        found.rows["clauses"].append({"id": clause, **_without(table, "values")})
    found.rows["values"] = [
        {**value, "clause": path[1]} if path[0] == "clauses" else dict(value) for path, value in draft.values()
    ]
    rest.pop("unverified", None)
    found.rows["lists"] = [{"key": key, "items": items} for key, items in rest.pop("lists", {}).items()]
    found.rows["needs"] = [dict(need) for need in rest.pop("needs", ())]
    for scheme in rest.pop("schemes", ()):
        _take_scheme(found, scheme)
    for number, target in enumerate(rest.pop("targets", ()), 1):
        found.rows["targets"].append({ORDER: number, **_without(target, "rows")})
        found.rows["target_rows"] += [{ORDER: number, **row} for row in target.get("rows", ())]
    base = rest.pop(_BASE, None)
    found.rows["cases"] = [_flat({"name": base_name, "facts": base})] if base else []
    found.rows["cases"] += [_flat(case) for case in rest.pop("cases", ())]
    found.rows["head"] = [rest]
    return found


def _without(table: Data, *names: str) -> Record:
    return {name: value for name, value in table.items() if name not in names}


def _take_scheme(found: Tables, scheme: Data) -> None:
    key = scheme.get("key")
    found.rows["schemes"].append(_without(scheme, "needs", *_BELOW))
    found.rows["needs"] += [{"scheme": key, **need} for need in scheme.get("needs", ())]
    for name in _BELOW:
        found.rows[name] += [
            {"scheme": key, **_without(row, *(("needs",) if name == "ways" else ()))} for row in scheme.get(name, ())
        ]
    for way in scheme.get("ways", ()):
        found.rows["needs"] += [{"scheme": key, "way": way.get("key"), **need} for need in way.get("needs", ())]


def _flat(case: Data) -> Record:
    """A case with its facts and what is expected as columns."""
    plain = {name: value for name, value in case.items() if name not in SHEETS["cases"].flat}
    parts = {f"{part}.{name}": value for part in SHEETS["cases"].flat for name, value in case.get(part, {}).items()}
    return {**plain, **parts}


def data_of(tables: Tables, base_name: str) -> Data:
    """The pack file of its tables."""
    rows = tables.rows
    data: Data = dict(rows["head"][0]) if rows["head"] else {}
    data |= {name: rows[name] for name in _BESIDE if rows[name]}
    data["clauses"] = {str(row.get("id", "")): _without(row, "id") for row in rows["clauses"]}
    for value in rows["values"]:
        _put_value(data, value)
    if rows["lists"]:
        data["lists"] = {str(row.get("key", "")): row.get("items", []) for row in rows["lists"]}
    shared = [row for row in rows["needs"] if "scheme" not in row]
    data |= {"needs": shared} if shared else {}
    data |= {"schemes": [_scheme(row, tables) for row in rows["schemes"]]} if rows["schemes"] else {}
    data |= {"targets": [_target(row, tables) for row in rows["targets"]]} if rows["targets"] else {}
    cases = [_deep(row) for row in rows["cases"]]
    base = next((case for case in cases if case.get("name") == base_name), None)
    data |= {_BASE: base.get("facts", {})} if base else {}
    data |= {"cases": [case for case in cases if case is not base]} if len(cases) > bool(base) else {}
    return data


def _put_value(data: Data, value: Record) -> None:
    clause = value.get("clause")
    if clause is None:
        data.setdefault("unverified", []).append(value)
    else:
        data["clauses"].setdefault(str(clause), {}).setdefault("values", []).append(_without(value, "clause"))


def _scheme(row: Record, tables: Tables) -> Data:
    key = row.get("key")
    made: Data = dict(row)
    for name in ("needs", *_BELOW):
        own = [one for one in _of(tables.rows[name], key) if "way" not in one]
        made |= {name: [_without(one, "scheme") for one in own]} if own else {}
    for way in made.get("ways", ()):
        inner = [one for one in _of(tables.rows["needs"], key) if one.get("way") == way.get("key")]
        way |= {"needs": [_without(one, "scheme", "way") for one in inner]} if inner else {}
    return made


def _of(rows: Sequence[Record], key: object) -> Iterator[Record]:
    return (row for row in rows if row.get("scheme") == key)


def _target(row: Record, tables: Tables) -> Data:
    inner = [_without(one, ORDER) for one in tables.rows["target_rows"] if one.get(ORDER) == row.get(ORDER)]
    return {**_without(row, ORDER), **({"rows": inner} if inner else {})}


def _deep(row: Record) -> Data:
    """A case from its columns."""
    made: Data = {"expect": {}}
    for name, value in row.items():
        part, dot, inner = name.partition(".")
        if dot and part in SHEETS["cases"].flat:
            made.setdefault(part, {})[inner] = value
        else:
            made[name] = value
    return made
