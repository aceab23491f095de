"""Taking a directive (下发文件): what it would change, then all of it by the usual imports, and the way back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.award.cases.pack_file import PackError
from app.award.texts.pack_diff import difference
from app.desk import import_undo, policies
from app.desk.imports import KINDS
from app.exchange import imports
from app.exchange.admission import MUNICIPALITIES
from app.exchange.directive import TAKEN, Opened, Stated, last_of, load, member, summary, title
from app.exchange.questions import Asking
from app.exchange.sealed import sha256
from app.institution.unit.model import Unit
from app.kernel.identity import uid_of
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import NOTHING
from app.record.imports.table import Table
from app.store import packs
from app.store.models import ImportRun, OfficeRow, Package
from app.store.work import Actor, Office, Read, Work

_LEVELS = ("town", "county", "city", "province")


@dataclass(frozen=True)
class Change:
    """What taking one of its tables does, in rows."""

    title: str
    new: int
    changed: int
    same: int


@dataclass(frozen=True)
class Plan:
    """What taking a directive does; `already` when this very one was taken before."""

    stated: Stated
    already: bool
    changes: Sequence[Change] = ()
    policy: Sequence[str] = ()
    """What the policy pack changes, in sentences."""

    @property
    def lines(self) -> list[str]:
        """As a clerk reads it."""
        if self.already:
            return [title(self.stated), say("directive.already")]
        counts = (say("directive.change", **vars(change)) for change in self.changes)
        return [title(self.stated), *self.policy, *counts]


class _Tried(Exception):  # noqa: N818 - no error: it only takes back what was tried
    """What taking a directive did before it was taken back."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan


def preview(office: Office, actor: Actor | None, path: Path) -> Plan:
    """What a directive would change: it is taken, and taken back at once, as its tables may need its policy and units."""
    try:
        with office.work(actor) as work:
            raise _Tried(take(work, path))
    except _Tried as tried:
        return tried.plan


def take(work: Work, path: Path) -> Plan:
    """Take it: all of it or nothing; the same one again changes nothing."""
    opened = load(path)
    stated = opened.stated
    if _known(work, stated):
        return Plan(stated, already=True)
    policy = [*_policy(work, opened)]
    if policy and opened.pack:
        policies.install(work, opened.pack)
    _make_units(work, opened)
    changes = [_import(work, opened, kind) for kind in opened.tables]
    row = _row(work, stated)
    plan = Plan(stated, False, changes, policy)
    work.log("package", "take", row.uid, "；".join(plan.lines))
    return plan


def _row(work: Work, stated: Stated) -> Package:
    """Its row among the packages; that of the first time when it was given back since."""
    issuer = _keep_issuer(work, stated)
    again = select(Package).where(Package.direction == TAKEN, Package.sha256 == stated.sha256)
    row: Package | None = work.session.scalars(again).first()
    if row is None:
        row = work.add(Package(direction=TAKEN, office_uid=issuer, state="applied", **summary(work, stated)))
    row.state = "applied"
    return row


def row_of(read: Read, path: Path) -> int:
    """The row of a directive that was taken; Refused when it was not."""
    taken = select(Package.uid).where(Package.direction == TAKEN, Package.sha256 == load(path).stated.sha256)
    uid = read.session.scalar(taken)
    if uid is None:
        raise Refused("directive.not_taken")
    return int(uid)


def go_back(work: Work, uid: int) -> list[str]:
    """Undo what a directive brought that nobody has used or changed since; its policy stays. In sentences, table by table."""
    row = work.session.get(Package, uid)
    if row is None or row.direction != TAKEN or row.state != "applied":
        raise Refused("directive.not_taken")
    numbers = work.session.scalars(select(ImportRun.number).where(ImportRun.sha256.like(f"{row.sha256}%")))
    told = [line for number in sorted(numbers, reverse=True) for line in import_undo.undo(work, number).lines]
    row.state = "undone"
    work.log("package", "go_back", uid, "；".join(told))
    return told


# --- whether it may come in -----------------------------------------------------------------------------------------------


def _known(read: Read, stated: Stated) -> bool:
    """Whether this very directive was taken; Refused when it is not for this office, or older than the last of its issuer."""
    issuer, own = stated.issuer, read.own
    uid = uid_of(issuer.uid)
    if uid is None or issuer.level not in _LEVELS:
        raise Refused("directive.damaged", part=issuer.name)
    if _LEVELS.index(issuer.level) <= _LEVELS.index(own.level):
        raise Refused("directive.level", office=issuer.name)
    if stated.sample and read.settings.get("sample") != "1":
        raise Refused("directive.sample", office=issuer.name)
    if stated.to not in ("", own.region) or not _lies_in(own.region, issuer.region, issuer.level):
        raise Refused("directive.other", office=issuer.name, to=stated.to or issuer.region, own=own.region)
    taken = select(Package).where(
        Package.direction == TAKEN, Package.sha256 == stated.sha256, Package.state != "undone"
    )
    if read.session.scalars(taken).first() is not None:
        return True
    last = last_of(read, TAKEN, uid)
    if last is not None and stated.serial <= last.serial and last.sha256 != stated.sha256:
        raise Refused("directive.older", serial=stated.serial, last=last.serial)
    return False


def _lies_in(region: str, above: str, level: str) -> bool:
    """Whether a region lies in that of an office of a level: six digits are a county's, four a city's, two a province's."""
    shared = 6 if level == "county" else 2 if level == "province" or above[:2] in MUNICIPALITIES else 4
    return region[:shared] == above[:shared]


def _keep_issuer(work: Work, stated: Stated) -> int:
    """The issuer's own row as it states itself."""
    issuer, uid = stated.issuer, uid_of(stated.issuer.uid)
    assert uid is not None  # known
    row = work.session.get(OfficeRow, uid) or OfficeRow(uid=uid)
    row.name, row.region, row.level, row.number = issuer.name, issuer.region, issuer.level, issuer.number
    row.phone, row.address = issuer.phone, issuer.address
    work.session.add(row)
    work.session.flush()
    return uid


# --- what it would do -----------------------------------------------------------------------------------------------------


def _import(work: Work, opened: Opened, kind: str) -> Change:
    """One of its tables by the import of its kind; Problems when it cannot be taken."""
    checked = imports.check(work, KINDS[kind], _table(work, opened, kind))
    imports.apply(work, KINDS[kind], checked)
    return Change(KINDS[kind].title, checked.new, checked.changed, checked.same)


def _table(read: Read, opened: Opened, kind: str) -> Table:
    data = opened.tables[kind]
    name = say("directive.file", serial=opened.stated.serial, name=member(kind))
    wanted = imports.wanted(read, KINDS[kind], None)
    try:
        table = imports.read_source(imports.Source(Path(name), data), wanted, NOTHING)
    except Asking as asking:
        raise Refused("directive.asks", table=KINDS[kind].title, questions=asking) from None
    table.sha256 = f"{opened.stated.sha256} {sha256(data)}"  # two directives may hold the same table
    return table


def _policy(read: Read, opened: Opened) -> Iterator[str]:
    """What its policy pack changes here; nothing when it is installed already. PackError when it cannot be."""
    if not opened.pack:
        return
    own = read.settings["pack"]
    if packs.newest_text(read.session, own) == opened.pack:
        return
    try:
        pack = policies.check(read, opened.pack)
    except PackError as error:
        raise Refused("directive.policy", detail=error) from None
    known = packs.installed(read.session, own)
    yield say("directive.installs", title=pack.title, version=pack.version, since=pack.begins)
    yield from map(str, difference(known, pack))


def _make_units(work: Work, opened: Opened) -> None:
    """The units of its targets that the plan here does not have, each on the axis on which the office above has it."""
    if "quotas" not in opened.tables:
        return
    cells = _table(work, opened, "quotas").cells
    count = len(cells["unit_name"])
    own = select(Unit).where(Unit.origin == work.own.uid)
    known = {(unit.axis, unit.name) for unit in work.session.scalars(own)}
    seq = max((unit.seq for unit in work.session.scalars(own)), default=0)
    for name, axis, above in zip(
        cells["unit_name"], *(cells.get(key, [""] * count) for key in ("axis", "parent_name")), strict=True
    ):
        if not above and axis and (axis, name) not in known:
            seq += 1
            known.add((axis, name))
            work.add(Unit(seq=seq, axis=axis, name=name))
    work.session.flush()
