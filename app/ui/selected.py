"""What the selected records allow: asked once for all buttons that follow them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.desk.nouns import FLOWS
from app.desk.screens import Screen
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused

if TYPE_CHECKING:
    from app.record.listing import Listing
    from app.store.work import Read

MOST = 5_000
"""Records that one verb takes at once."""
_CHUNK = 500
_MONEY = {"claim": "total_fen", "advance": "amount_fen", "recovery": "owed_fen"}
"""By noun, the money that a verb is about (分)."""


@dataclass(frozen=True)
class Selected:
    """The selected records: names and states by uid, which are this office's own, and the money they sum up to (分)."""

    names: Mapping[int, str] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)
    foreign: frozenset[int] = frozenset()
    total_fen: int | None = None
    too_many: bool = False
    barred: Mapping[str, Mapping[int, Refused]] = field(default_factory=dict)
    """By verb, those that refuse it for what they belong to, and why."""
    begets: Mapping[int, str] = field(default_factory=dict)
    """Those of which the screen's sequel can be made, with the value that it takes from them."""

    def only(self, uids: Iterable[int]) -> "dict[int, str]":
        """The names of some of them."""
        return {uid: self.names[uid] for uid in uids}


def survey(read: "Read", listing: "Listing", screen: Screen, uids: Sequence[int]) -> Selected:
    """What the buttons need to know of the selected records."""
    if len(uids) > MOST:
        return Selected(too_many=True)
    from app.desk import filling, words

    names, states, foreign, total = {}, {}, set(), 0
    barred: dict[str, dict[int, Refused]] = {}
    begets: dict[int, str] = {}
    flow = FLOWS.get(screen.noun)
    keys = ("uid", *(c.name for c in listing.columns))
    money = _MONEY.get(screen.noun, "")
    for start in range(0, len(uids), _CHUNK):
        chunk = uids[start : start + _CHUNK]
        for verb, refusals in words.obstacles(read, screen.noun, chunk).items():
            barred.setdefault(verb, {}).update(refusals)
        ready = filling.claimable(read, chunk) if screen.sequel else ()
        for values in listing.page(read.connection, chunk):
            row = dict(zip(keys, values, strict=True))
            uid = int(str(row["uid"]))
            names[uid] = " ".join(_shown(listing, key, row[key]) for key in screen.label)
            states[uid] = str(row.get("state") or (next(iter(flow.states)) if flow else ""))
            total += int(str(row.get(money) or 0))
            if row.get("origin", read.own.name) != read.own.name:
                foreign.add(uid)
            if screen.sequel and uid in ready:
                begets[uid] = str(row[screen.sequel.own])
    known_total = total if money else None
    return Selected(names, states, frozenset(foreign), known_total, barred=barred, begets=begets)


def _shown(listing: "Listing", key: str, value: Value) -> str:
    return listing.column(key).field.kind.shown(value)
