"""Rows begun from a wording of the index: the piece to copy, with … for every number, as that is for the circular to say."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from app.desk.drafts.draft import Data
from app.desk.drafts.row_kinds import AMOUNT, CATALOGUE, FACT, LISTED, NEED, PAST, RULE, SANCTION, SCHEME, WAY, Kind
from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Item
from app.kernel.outcomes import Refused
from app.policy.wordings import Wording

_KINDS: Mapping[str, Kind] = {
    "need": NEED,
    "hand": NEED,
    "way": WAY,
    "past": PAST,
    "amount": AMOUNT,
    "catalogue": CATALOGUE,
    "scheme": SCHEME,
    "rule": RULE,
    "sanction": SANCTION,
    "counts": SCHEME,
}
_GIVEN = "given"
"""The scheme that the piece of a wording is written below."""
OPEN = "…"
"""Stands for a number that is to be filled in."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAMES = ("key", "title", "help")
"""Parts whose numbers, if any, are those of a name."""


def is_row(wording: Wording) -> bool:
    """Whether it is written as a row of the grid, not as a value, 仅供查阅 or 暂不支持."""
    return wording.form in _KINDS


def below_scheme(wording: Wording) -> bool:
    """Whether its rows stand below a scheme."""
    return wording.form == "counts" or (is_row(wording) and len(_KINDS[wording.form].path) > 1)


def value_keys(wording: Wording) -> list[str]:
    """The policy keys that its piece says."""
    clauses = tomllib.loads(wording.example).get("clauses", {})
    return [str(value["key"]) for clause in clauses.values() for value in clause["values"]]


def begun(rows: Rows, wording: Wording, scheme: str) -> Iterator[tuple[Item, dict[str, str], bool]]:
    """The rows to be filled in, in turn: each with its texts, and whether it is new to the draft.

    First the facts, lists and catalogues that its rows name and the draft lacks, then the rows themselves below a
    scheme (its title). A row is begun when its turn comes, as the one before is in the draft by then.
    """
    example = tomllib.loads(f"[[schemes]]\nkey = '{_GIVEN}'\n{wording.example}")
    given, *others = example["schemes"]
    if wording.form == "counts":
        yield _counting(rows, scheme, given["counts"])
        return
    kind = _KINDS[wording.form]
    top = others if kind is SCHEME else example.get(kind.path[0], [])
    tables: list[Data] = top if len(kind.path) == 1 else given.get(kind.path[1], [])
    for named, table in (*_named(rows, example, str(tables)), *((kind, one) for one in tables)):
        item = rows.begin(scheme, named)
        if named is LISTED:
            yield item, {"row_key": str(table["row_key"])}, True
            continue
        item.data.update(opened(_bare(table)) | item.data)
        yield item, {field.key: _shown(rows, item, field.key) for field in rows.fields(item)}, True


def _named(rows: Rows, example: Mapping[str, Any], said: str) -> Iterator[tuple[Kind, Data]]:
    """What the rows of a piece name that the draft has not got yet."""
    data = rows.draft.data
    for kind in (FACT, CATALOGUE):
        known = {one.get("key") for one in data.get(kind.path[0], ())}
        fresh = (one for one in example.get(kind.path[0], ()) if one["key"] not in known)
        yield from ((kind, one) for one in fresh if f"'{one['key']}'" in said)
    yield from ((LISTED, {"row_key": name}) for name in example.get("lists", ()) if name not in data.get("lists", ()))


def _bare(table: Data) -> Data:
    """A table without what only the circular can say, its clause and its words; and without its name in the file."""
    return {key: deepcopy(value) for key, value in table.items() if key not in ("clause", "quote", "row")}


def opened(said: Any) -> Any:
    """What a row says with … for each number: no value, so that a draft says what is missing also when it is read again."""
    if isinstance(said, dict):
        return {key: value if key in _NAMES else opened(value) for key, value in said.items()}
    if isinstance(said, list):
        return [opened(each) for each in said]
    if isinstance(said, bool):
        return said
    return OPEN if isinstance(said, int | float | date) or (isinstance(said, str) and _NUMBER.fullmatch(said)) else said


def _shown(rows: Rows, item: Item, key: str) -> str:
    """The text of a part, its open numbers without the marks of a text around them."""
    return rows.text(item, key).replace(f'"{OPEN}"', OPEN)


def _counting(rows: Rows, scheme: str, counts: Data) -> tuple[Item, dict[str, str], bool]:
    """The scheme itself, its counting as it is with that of the piece beside."""
    schemes = [item for item in rows.rows() if item.path[:1] == ("schemes",) and len(item.path) == 2]  # noqa: PLR2004
    item = next((one for one in schemes if scheme in (one.data.get("title"), one.data.get("key"))), None)
    if item is None:
        raise Refused("rows.no_scheme", kind=SCHEME.title)
    texts = {field.key: rows.shown(item, field.key) for field in rows.fields(item)}
    merged = Item(item.path, {**item.data, "counts": {**item.data.get("counts", {}), **opened(counts)}})
    return item, {**texts, "counts": _shown(rows, merged, "counts")}, False
