"""下发文件: what an office gives down in one sealed file: the policy, targets, rates, institutions, shares of the money.

Its tables are workbooks like those that anybody fills in, so that an office without the program can use them as well;
the office below takes them by the very imports that it takes any table by, sees beforehand what changes, and can go back.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from app.desk.imports import KINDS
from app.desk.lists import listing_of
from app.desk.records import RECORDS
from app.exchange import imports
from app.exchange.manifest import Sender
from app.exchange.sealed import Sentences, seal, sha256, unseal
from app.exchange.template import Given, template
from app.kernel.identity import uid_text
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.office.office.noun import LEVEL
from app.record.imports.batch import read_columns
from app.record.imports.layout import NOTHING
from app.record.listing import Query
from app.store.models import Package
from app.store.packs import newest_text, parsed
from app.store.work import Read, Work

TABLES = ("quotas", "rates", "institutions", "budgets")
"""The import kinds that may be given down, in the order in which they are taken."""
LISTED = ("rates", "institutions")
"""Those whose rows may be taken from the office's own list as it stands."""
ISSUED, TAKEN = "issued", "taken"
"""The directions of their rows among the packages."""
_FORMAT, _VERSION = "skillbureau-directive", 1
_PACK = "政策包.toml"
_TOLD = Sentences("directive.stranger", "directive.damaged", "directive.too_large", "directive.unreadable")
_COUNTED = 1 << 31
"""Where the numbers of directives end."""


@dataclass(frozen=True)
class Stated:
    """What a directive states of itself."""

    issuer: Sender
    to: str
    """Region code of the office that it is for; '' for each below the issuer."""
    sample: int
    """1 when the issuer is an example."""
    serial: int
    period: str
    """The month in which it was made."""
    made_at: str
    tables: Mapping[str, int]
    """Rows by import kind."""
    pack: str
    """The policy pack that it carries with its version, '' for none."""
    members: Mapping[str, str]
    """SHA-256 by member."""
    version: int = _VERSION

    def encode(self) -> bytes:
        """Its one text."""
        return json.dumps({"format": _FORMAT, **asdict(self)}, ensure_ascii=False, sort_keys=True, indent=1).encode()

    @property
    def sha256(self) -> str:
        """What it is known by."""
        return sha256(self.encode())

    @property
    def row_count(self) -> int:
        """Rows of all its tables."""
        return sum(self.tables.values())

    @property
    def content(self) -> str:
        """What it carries, in words."""
        tables = (say("directive.table", title=KINDS[kind].title, count=count) for kind, count in self.tables.items())
        return "、".join([*([say("directive.pack", pack=self.pack)] if self.pack else []), *tables])


@dataclass(frozen=True)
class Opened:
    """A directive that was read and found whole."""

    stated: Stated
    tables: Mapping[str, bytes]
    """The workbooks by import kind."""
    pack: str
    """The text of the policy pack, '' for none."""


@dataclass(frozen=True)
class Chosen:
    """What is to be given down."""

    to: str = ""
    unit: str = ""
    """The unit of the plan whose targets go down; '' for none."""
    listed: Sequence[str] = ()
    """Kinds of LISTED."""
    attached: Mapping[str, Path] = field(default_factory=dict)
    """Workbooks filled in for other kinds, as the shares of the money."""
    pack: bool = False


def member(kind: str) -> str:
    """The workbook of a kind in the file."""
    return f"{KINDS[kind].title}.xlsx"


# --- out ----------------------------------------------------------------------------------------------------------------


def build(work: Work, chosen: Chosen, path: Path) -> Package:
    """Write what is chosen and keep its row; Refused when that is nothing, or a table that its readers could not take."""
    own = work.own
    last = last_of(work, ISSUED, own.uid)
    serial = last.serial + 1 if last else 1
    rows = {kind: _listed(work, kind, chosen) for kind in TABLES}
    books = {kind: _book(work, kind, found, serial) for kind, found in rows.items() if found}
    attached = {kind: _attached(work, kind, file) for kind, file in chosen.attached.items()}
    pack = newest_text(work.session, work.settings["pack"]) or "" if chosen.pack else ""
    files = {member(kind): data for kind, data in books.items()}
    files |= {member(kind): data for kind, (data, _) in attached.items()}
    if pack:
        files[_PACK] = pack.encode()
    if not files:
        raise Refused("directive.nothing")
    counts = {kind: len(found) for kind, found in rows.items() if found}
    counts |= {kind: count for kind, (_, count) in attached.items()}
    stated = Stated(
        issuer=Sender(uid_text(own.uid), own.name, own.region, own.level, own.number, own.phone, own.address),
        to=chosen.to,
        sample=int(work.settings.get("sample") == "1"),
        serial=serial,
        period=f"{work.today:%Y-%m}",
        made_at=work.now,
        tables={kind: counts[kind] for kind in TABLES if kind in counts},
        pack=f"{parsed(pack).id} {parsed(pack).version}" if pack else "",
        members={name: sha256(data) for name, data in files.items()},
    )
    row: Package = work.add(Package(direction=ISSUED, office_uid=own.uid, state="built", **summary(work, stated)))
    work.log("package", "issue", row.uid, f"第{serial}号 {chosen.to or say('directive.everybody')}：{stated.content}")
    unfinished = work.draft(path)
    unfinished.write_bytes(seal(stated.encode(), files))
    if load(unfinished).stated != stated:
        raise Refused("directive.damaged", part=path.name)
    return row


def _listed(read: Read, kind: str, chosen: Chosen) -> list[Mapping[str, Value]]:
    """The rows of the office's own list that go down; of targets those of a unit and of what is below it."""
    if kind == "quotas" and chosen.unit:
        found = [
            row for row in _all(read, kind) if chosen.unit in (row["unit_name"], row["parent_name"]) and row["target"]
        ]
        if not found:
            raise Refused("directive.unit", unit=chosen.unit)
        return found
    if kind not in chosen.listed:
        return []
    if not (found := [*_all(read, kind)]):
        raise Refused("directive.empty", title=KINDS[kind].title)
    return found


def _all(read: Read, kind: str) -> Iterator[Mapping[str, Value]]:
    """The rows of the list that a kind brings, as far as its fields go."""
    noun = KINDS[kind].noun
    listing, model = listing_of(read, noun), RECORDS[noun].model
    mine = set(read.session.scalars(select(model.uid).where(model.origin == read.own.uid)))
    for row in listing.rows(read.connection, Query()):
        if row["uid"] in mine:  # what other offices reported is theirs to say
            yield {field.key: row[field.key] for field in KINDS[kind].fields}


def _book(read: Read, kind: str, rows: Sequence[Mapping[str, Value]], serial: int) -> bytes:
    title = say("directive.sheet", title=KINDS[kind].title, office=read.own.name, serial=serial)
    given = Given(read.own.name, title, read.today, rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / member(kind)
        template(KINDS[kind], path, read.lists(), given)
        return path.read_bytes()


def _attached(read: Read, kind: str, path: Path) -> tuple[bytes, int]:
    """A workbook that was filled in for others: read here first, so that nothing goes down that nobody can take."""
    source = imports.source_of(path)
    table = imports.read_source(source, imports.wanted(read, KINDS[kind], None), NOTHING)
    batch = read_columns(table, KINDS[kind].fields, read.lists())
    if batch.problems:
        raise Problems(batch.problems, batch.more)
    return source.data, len(table.numbers)


# --- in -----------------------------------------------------------------------------------------------------------------


def load(path: Path) -> Opened:
    """Read a directive: seals first; Refused when one byte is not what it was."""
    text, files, data = unseal(path, _TOLD)
    stated = _decode(text)
    for name in sorted({*files, *stated.members}):
        if name not in files or sha256(files[name]) != stated.members.get(name):
            raise Refused("directive.damaged", part=name[:80])
    names = {member(kind) for kind in stated.tables} | ({_PACK} if stated.pack else set())
    if names != set(files) or seal(stated.encode(), files) != data:
        raise Refused("directive.damaged", part=path.name)
    try:
        pack = files[_PACK].decode() if stated.pack else ""
    except UnicodeDecodeError:
        raise Refused("directive.damaged", part=_PACK) from None
    return Opened(stated, {kind: files[member(kind)] for kind in TABLES if kind in stated.tables}, pack)


def _decode(text: bytes) -> Stated:
    try:
        body = json.loads(text)
        if body.pop("format") != _FORMAT:
            raise Refused("directive.stranger")
        if body["version"] > _VERSION:
            raise Refused("directive.newer")
        stated = Stated(**{**body, "issuer": Sender(**body["issuer"])})
        if stated.encode() != text or not _sound(stated):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused("directive.damaged", part="manifest") from None
    return stated


def _sound(stated: Stated) -> bool:
    counts = [*stated.tables.values()]
    typed = all(type(v) is int for v in (*counts, stated.serial, stated.sample))
    texts = (stated.to, stated.period, stated.made_at, stated.pack, *stated.members.values())
    known = set(stated.tables) <= set(TABLES) and all(type(v) is str for v in texts)
    return typed and known and 0 < stated.serial < _COUNTED and stated.issuer.is_possible()


def summary(read: Read, stated: Stated) -> dict[str, object]:
    """What the list of packages shows of one."""
    return {
        "period": stated.period,
        "serial": stated.serial,
        "sha256": stated.sha256,
        "made_on": read.today,
        "row_count": stated.row_count,
        "total_fen": 0,
        "note": stated.content,
    }


def last_of(read: Read, direction: str, office: int) -> Package | None:
    """The directive with the highest serial that an office issued, or that was taken from it."""
    rows = select(Package).where(Package.direction == direction, Package.office_uid == office)
    return read.session.scalars(rows.order_by(Package.serial.desc()).limit(1)).first()


def title(stated: Stated) -> str:
    """What it is, in a line."""
    level = LEVEL.show(stated.issuer.level)
    return say("directive.title", office=stated.issuer.name, level=level, serial=stated.serial, content=stated.content)
