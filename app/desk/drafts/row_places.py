"""Where rows stand in a draft: a new one is begun below its scheme or way, an old one taken out, each named on its own."""

from typing import Any

from app.desk.drafts.draft import Data, Draft
from app.desk.drafts.row_kinds import AMOUNT, PAST, WAY_NEED, Kind
from app.desk.drafts.sheet import Item
from app.kernel.outcomes import Refused
from app.policy.toml_table import Path
from app.record.initials import initials


def begun(draft: Draft, scheme: str, kind: Kind, way: str = "") -> Item:
    """A row that is not in the draft yet, below a scheme (its title) and way where its kind stands there; Refused without."""
    path, parent = _parent(draft, kind, scheme, way)
    name = kind.path[-1]
    data: Data = {"row": _free(parent, kind)} if kind in (PAST, AMOUNT) else {}
    return Item((*path, name, len(parent.get(name, ()))), data)


def _parent(draft: Draft, kind: Kind, scheme: str, way: str) -> tuple[Path, Data]:
    if len(kind.path) == 1:
        return (), draft.data
    schemes = draft.data.get("schemes", [])
    found = _place(schemes, scheme)
    if found is None:
        raise Refused("rows.no_scheme", kind=kind.title)
    if kind is not WAY_NEED:
        return ("schemes", found), schemes[found]
    ways = schemes[found].get("ways", [])
    if not ways:
        raise Refused("rows.no_way", scheme=scheme)
    inner = _place(ways, way)
    number = len(ways) - 1 if inner is None else inner
    return ("schemes", found, "ways", number), ways[number]


def _place(tables: list[Data], name: str) -> int | None:
    return next((n for n, one in enumerate(tables) if name in (one.get("title"), one.get("key"))), None)


def put_in(draft: Draft, item: Item) -> None:
    """A row that was begun, behind its like."""
    _around(draft, item).setdefault(str(item.path[-2]), []).append(item.data)


def take_out(draft: Draft, item: Item) -> None:
    """A row with all that stands below it; the last one leaves nothing behind."""
    table, name = _around(draft, item), str(item.path[-2])
    table[name][:] = [one for one in table[name] if one is not item.data]
    if not table[name]:
        del table[name]


def _around(draft: Draft, item: Item) -> Data:
    """The table that the rows of an item's name stand in."""
    table: Any = draft.data
    for part in item.path[:-2]:
        table = table[part]
    found: Data = table
    return found


def give_key(draft: Draft, item: Item) -> None:
    """The initials of its title for a row that goes by a key and has none."""
    if item.data.get("key") or not item.data.get("title"):
        return
    used = {str(one.get("key")) for one in _around(draft, item).get(str(item.path[-2]), ())}
    letters = "".join(
        sign for sign in (initials(str(item.data["title"])).split() or ["x"])[0].lower() if sign.isalnum()
    )
    head = letters if len(letters) > 1 and letters[0].isalpha() and letters.isascii() else f"x{letters}x"
    item.data["key"] = (
        head if head not in used else next(f"{head}{n}" for n in range(2, 999) if f"{head}{n}" not in used)
    )


def _free(table: Data, kind: Kind) -> str:
    """A name of its own for a row of a scheme: limits, steps and ways may not share one."""
    used = {
        str(row.get("row", row.get("key", ""))) for name in ("past", "amount", "ways") for row in table.get(name, ())
    }
    used |= {"limit" for row in table.get("past", ()) if "row" not in row}
    head = {PAST.key: "limit", AMOUNT.key: "sum"}[kind.key]
    return head if head not in used else next(f"{head}_{n}" for n in range(2, 999) if f"{head}_{n}" not in used)
