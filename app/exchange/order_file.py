"""The file of an order (下发文件): sealed like a package, with what it states of itself and the members that it may have."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from app.exchange.manifest import is_plain
from app.exchange.sealed import Sentences, seal, sealed_bytes, sha256, unseal
from app.kernel.outcomes import Refused
from app.office.office.belonging import is_level

FORMAT, VERSION = "skillbureau-order", 1
PACK, CALENDAR = "policy.toml", "calendar.json"
_TOLD = Sentences("order.none", "order.damaged", "order.too_large", "order.unreadable")
_MEMBER = re.compile(
    rf"{re.escape(PACK)}|{re.escape(CALENDAR)}|(rates|institutions)\.xlsx|(quotas|budgets)-[0-9]{{6,12}}\.xlsx"
)
_COUNTED = 1 << 31
"""Where the numbers of orders end."""
_AREA = ("axis", "kind", "name")
"""What is said of an area."""


@dataclass(frozen=True)
class Order:
    """What an order says of itself; `members` are the digests of its files by name."""

    sender: str
    uid: str
    region: str
    level: str
    sample: int
    """1 when the sender is an example."""
    serial: int
    document: str
    made_on: str
    members: Mapping[str, str]
    areas: Mapping[str, list[str]]
    """Breakdown, kind and name of each area, by the region code of its office."""
    version: int = VERSION

    def encode(self) -> bytes:
        """Its one text."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, sort_keys=True, indent=1).encode()


def load(path: Path) -> tuple[Order, dict[str, bytes]]:
    """An order of which not one byte was changed; Refused otherwise."""
    data = sealed_bytes(path, _TOLD)
    text, members = unseal(data, _TOLD)
    order = _stated(text)
    for name in sorted({*members, *order.members}):
        if name not in members or sha256(members[name]) != order.members.get(name) or not _MEMBER.fullmatch(name):
            raise Refused("order.damaged", part=name[:80])
    if not {PACK, CALENDAR} <= members.keys() or seal(order.encode(), members) != data:
        raise Refused("order.damaged", part=path.name)
    try:
        members[PACK].decode()
    except UnicodeDecodeError:
        raise Refused("order.damaged", part=PACK) from None
    return order, members


def is_order(path: Path) -> bool:
    """Whether a file states that it is an order, whole or not; what cannot be opened at all states nothing."""
    try:
        text, _ = unseal(sealed_bytes(path, _TOLD), _TOLD)
        return bool(json.loads(text)["format"] == FORMAT)
    except (Refused, ValueError, KeyError, TypeError):
        return False


def _stated(text: bytes) -> Order:
    try:
        stated = json.loads(text)
        if stated.pop("format") != FORMAT:
            raise Refused("order.none")
        if stated["version"] > VERSION:
            raise Refused("order.newer")
        order = Order(**stated)
        if order.encode() != text or not _sound(order):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("order.none") from None
    return order


def _sound(order: Order) -> bool:
    texts = (order.sender, order.uid, order.region, order.level, order.document, order.made_on, *order.members.values())
    typed = all(type(value) is str for value in texts) and type(order.serial) is type(order.sample) is int
    typed = typed and all(
        len(area) == len(_AREA) and all(type(t) is str for t in area) for area in order.areas.values()
    )
    return typed and 0 < order.serial < _COUNTED and is_plain(order.sender) and is_level(order.level)
