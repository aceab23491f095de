"""What the buttons need to know of the selected records, asked once for all of them."""

from collections.abc import Sequence

from app.desk.hooks import hooks
from app.desk.nouns import NOUNS
from app.desk.screens import Screen
from app.desk.selection import MOST, Selected
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.record.listing import Listing
from app.store.work import Read

_CHUNK = 500


def survey(read: Read, listing: Listing, screen: Screen, uids: Sequence[int]) -> Selected:
    """What the buttons need to know of the selected records."""
    if len(uids) > MOST:
        return Selected(too_many=True)
    names, states, foreign, total = {}, {}, set(), 0
    barred: dict[str, dict[int, Refused]] = {}
    begets: dict[int, str] = {}
    noun = NOUNS.get(screen.noun)
    keys = ("uid", *(c.name for c in listing.columns))
    money = noun.money if noun else ""
    for start in range(0, len(uids), _CHUNK):
        chunk = uids[start : start + _CHUNK]
        for verb, refusals in hooks(screen.noun).bars(read, chunk).items():
            barred.setdefault(verb, {}).update(refusals)
        ready = hooks(screen.next.name).ready(read, chunk) if screen.next else ()
        for values in listing.page(read.connection, chunk):
            row = dict(zip(keys, values, strict=True))
            uid = int(str(row["uid"]))
            names[uid] = " ".join(_shown(listing, key, row[key]) for key in screen.label)
            states[uid] = str(row.get("state") or (noun.first if noun else ""))
            total += int(str(row.get(money) or 0))
            if row.get("origin", read.own.name) != read.own.name:
                foreign.add(uid)
            if screen.next and screen.next.sequel and uid in ready:
                begets[uid] = str(row[screen.next.sequel.own])
    known_total = total if money else None
    return Selected(names, states, frozenset(foreign), known_total, barred=barred, begets=begets)


def _shown(listing: Listing, key: str, value: Value) -> str:
    return listing.column(key).field.kind.shown(value)
