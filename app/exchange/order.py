"""下发文件: what an office sets for those below it, in one sealed file; each takes its own by the usual imports.

The policy pack, the targets and the money of each area, rates, the published institutions and the calendar. An office
sees first what would change, takes all of it or nothing, and can go back (`order_back`).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from app.desk import policies
from app.desk.lists import listing
from app.exchange import imports, order_back
from app.exchange import order_calendar as calendar
from app.exchange.imports import Checked, ImportKind
from app.exchange.order_back import LAST
from app.exchange.order_file import CALENDAR as CALENDAR
from app.exchange.order_file import PACK as PACK
from app.exchange.order_file import Order
from app.exchange.order_file import load as load
from app.exchange.sealed import seal, sha256
from app.exchange.template import Given, template
from app.fund.allocation.record import shares
from app.institution.unit.model import Unit
from app.institution.unit.tree import above
from app.kernel.identity import uid_text
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.office.office.belonging import is_below, within
from app.plan.deadline.deadline_sync import sync_all
from app.plan.quota.model import Quota
from app.record.imports.layout import NOTHING
from app.record.imports.recording import recorded
from app.record.listing import Filter, Query
from app.store import packs
from app.store.models import Day, PackRow
from app.store.work import Read, Work

_SHARED = ("rates", "institutions")
"""Kinds of import that are the same for everybody."""
_OWN = ("quotas", "budgets")
"""Kinds of import that each area has its own of."""
_Rows = Sequence[Mapping[str, Value]]


@dataclass(frozen=True)
class Part:
    """What taking one part changes, in rows."""

    title: str
    new: int
    changed: int
    same: int


@dataclass(frozen=True)
class Effect:
    """What taking an order changes here."""

    order: Order
    parts: Sequence[Part]
    notes: Sequence[str]

    def text(self) -> str:
        """In sentences, part by part."""
        head = say("order.head", office=self.order.sender, serial=self.order.serial, document=self.order.document)
        return "\n".join((head, *(say("order.part", **asdict(part)) for part in self.parts), *self.notes))


# --- at the office that issues ---------------------------------------------------------------------------------------


def build(work: Work, path: Path, document: str) -> Order:
    """Write what this office sets for those below it, by a document; nothing is changed but the count of its orders."""
    own, members = work.own, _members(work, document)
    order = Order(
        sender=own.name,
        uid=uid_text(own.uid),
        region=own.region,
        level=own.level,
        sample=int(work.settings.get("sample") == "1"),
        serial=work.serial("order"),
        document=document,
        made_on=work.today.isoformat(),
        members={name: sha256(data) for name, data in members.items()},
        areas={str(row.region): [row.axis, row.kind, row.name] for row in _areas(work)},
    )
    unfinished = work.draft(path)
    unfinished.write_bytes(seal(order.encode(), members))
    if load(unfinished)[0] != order:
        raise Refused("package.damaged", part=path.name)
    work.log("office", "order", own.uid, f"第{order.serial}号 {len(members)}项", document)
    return order


def _members(read: Read, document: str) -> dict[str, bytes]:
    pack = read.session.get_one(
        PackRow, (read.settings["pack"], packs.installed(read.session, read.settings["pack"]).version)
    )
    days = [[row.day.isoformat(), row.kind, row.name] for row in read.session.scalars(select(Day).order_by(Day.day))]
    members = {PACK: pack.text.encode(), CALENDAR: json.dumps(days, ensure_ascii=False).encode()}
    held = Query((Filter("state", "=", "有效"),))
    published = Query((Filter("origin", "=", read.own.name), Filter("state", "=", "已公布")))
    for name, wanted in zip(_SHARED, (held, published), strict=True):
        if rows := list(listing(read, name).rows(read.connection, wanted)):
            members[f"{name}.xlsx"] = _workbook(read, name, rows)
    for name, by_region in (("quotas", _targets(read)), ("budgets", _shares(read))):
        for region, own in by_region.items():
            members[f"{name}-{region}.xlsx"] = _workbook(read, name, own)
    return members


def _areas(read: Read) -> Sequence[Unit]:
    """The areas that have an office of their own."""
    wanted = select(Unit).where(Unit.origin == read.own.uid, Unit.region.is_not(None)).order_by(Unit.seq, Unit.uid)
    return read.session.scalars(wanted).all()


def _workbook(read: Read, name: str, rows: _Rows) -> bytes:
    kind = imports.KINDS[name].at(read, None)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.xlsx"
        template(kind, path, read.lists(), Given(read.own.name, kind.title, read.today, rows))
        return path.read_bytes()


def _targets(read: Read) -> dict[str, list[dict[str, Value]]]:
    """The targets of each area that has an office of its own, with those right below it, by that office's region."""
    tree = above()
    area = (
        select(Unit.uid, Unit.region, Unit.name).where(Unit.origin == read.own.uid, Unit.region.is_not(None)).subquery()
    )
    wanted = (
        select(area.c.region, area.c.name.label("above"), area.c.uid.label("area"), Unit, Quota)
        .join(tree, tree.c.unit_uid == area.c.uid)
        .join(Unit, Unit.uid == tree.c.below_uid)
        .join(Quota, Quota.unit_uid == Unit.uid)
        .where((Unit.uid == area.c.uid) | (Unit.parent_uid == area.c.uid))
        .order_by(Unit.parent_uid.is_not(None), Unit.seq, Quota.year, Quota.measure)
    )
    found: dict[str, list[dict[str, Value]]] = {}
    for region, name, uid, unit, quota in read.session.execute(wanted):
        found.setdefault(region, []).append(
            {
                "unit_name": unit.name,
                "parent_name": None if unit.uid == uid else name,
                "axis": unit.axis,
                **{key: getattr(quota, key) for key in ("year", "until_year", "measure", "target", "stretch")},
            }
        )
    return found


def _shares(read: Read) -> dict[str, list[dict[str, Value]]]:
    """The money of each area, one sum a fund and years."""
    found: dict[str, dict[tuple[str, int], dict[str, Value]]] = {}
    for region, row in shares(read):
        sums = found.setdefault(region, {})
        known = sums.setdefault((row["fund"], row["year"]), {**row, "amount_fen": 0})
        known["amount_fen"] = int(str(known["amount_fen"])) + row["amount_fen"]
    return {region: list(sums.values()) for region, sums in found.items()}


# --- at an office below ----------------------------------------------------------------------------------------------


def preview(read: Read, path: Path) -> Effect:
    """What taking an order would change here; Problems with all that stands against it, and nothing is written."""
    order, members = load(path)
    _for_us(read, order)
    notes = [*_policy_notes(read, members), *_nothing(read, members)]
    if _area(read, order) is None:  # its targets stand with a unit that is not there yet, so nothing of them is known
        notes.append(say("order.unit", name=order.areas[read.own.region][2]))
        members = {name: data for name, data in members.items() if not name.startswith("quotas-")}
    checked = _checked(read, order, members)
    _refuse_problems(checked)
    return Effect(order, [_part(kind, found) for kind, found in checked], notes)


def apply(work: Work, path: Path) -> Effect:
    """Take an order: all of it or nothing."""
    order, members = load(path)
    _for_us(work, order)
    notes = [*_policy_notes(work, members), *_nothing(work, members)]
    text = members[PACK].decode()
    with recorded(work) as started:
        version = policies.install(work, text).version if _newer(work, text) else 0
        days, part = calendar.take(work, members[CALENDAR])
        if _area(work, order) is None:
            axis, divides, name = order.areas[work.own.region]
            work.add(Unit(seq=1, axis=axis, kind=divides, name=name))
        sync_all(work)
    checked = _checked(work, order, members)
    _refuse_problems(checked)
    for kind, found in checked:
        imports.apply(work, kind, found)
    effect = Effect(
        order, [*(_part(kind, found) for kind, found in checked), Part(say("order.calendar"), *part)], notes
    )
    work.log("office", "take_order", work.own.uid, effect.text(), order.document)
    order_back.remember(work, order, started, version, days)
    return effect


def _for_us(read: Read, order: Order) -> None:
    superior, last = read.settings.get("superior", ""), int(read.settings.get(LAST + order.uid, "0"))
    if order.uid == uid_text(read.own.uid):
        raise Refused("order.own")
    own = read.own
    if not is_below(own.level, order.level) or not within(own.region, order.region, order.level):
        raise Refused("order.not_above", office=order.sender, region=order.region, own=read.own.region)
    if order.sample and read.settings.get("sample") != "1":
        raise Refused("order.sample", office=order.sender)
    if superior and superior != order.region:
        raise Refused("order.stranger", office=order.sender, region=order.region, superior=superior)
    if order.serial < last:
        raise Refused("order.older", serial=order.serial, last=last)


def _area(read: Read, order: Order) -> bool | None:
    """Whether the order knows this office's area, which then stands among its units; None where it does not stand yet."""
    if read.own.region not in order.areas:
        return False
    axis, _, name = order.areas[read.own.region]
    known = select(Unit.uid).filter_by(origin=read.own.uid, axis=axis, name=name, parent_uid=None)
    return True if read.session.scalars(known).first() is not None else None


def _checked(read: Read, order: Order, members: Mapping[str, bytes]) -> list[tuple[ImportKind, Checked]]:
    """The tables for this office, each as its import sees it."""
    names = (*(f"{name}.xlsx" for name in _SHARED), *(f"{name}-{read.own.region}.xlsx" for name in _OWN))
    found = []
    for name in (name for name in names if name in members):
        kind = imports.KINDS[name.removesuffix(".xlsx").partition("-")[0]]
        source = imports.Source(Path(f"{order.document} {kind.title}.xlsx"), members[name])
        table = imports.read_source(source, imports.wanted(read, kind, None), NOTHING)
        found.append((kind, imports.check(read, kind, table, decided=True)))
    return found


def _refuse_problems(checked: Sequence[tuple[ImportKind, Checked]]) -> None:
    if wrong := [replace(problem, sheet=kind.title) for kind, found in checked for problem in found.problems]:
        raise Problems(wrong)


def _part(kind: ImportKind, found: Checked) -> Part:
    return Part(kind.title, found.new, found.changed, found.same)


def _newer(read: Read, text: str) -> bool:
    """Whether the order brings a later version of this office's own policy; Refused for another region's."""
    pack, own = packs.parsed(text), read.settings["pack"]
    if pack.id != own:
        raise Refused("packs.other", region=pack.region_name, found=pack.id, own=own)
    return pack.version > packs.installed(read.session, own).version


def _policy_notes(read: Read, members: Mapping[str, bytes]) -> Iterator[str]:
    text = members[PACK].decode()
    if _newer(read, text):
        yield say("order.policy", version=packs.parsed(text).version)
        yield from policies.sentences_of_changes(policies.effect(read.office, read.actor, text))


def _nothing(read: Read, members: Mapping[str, bytes]) -> Iterator[str]:
    """What the order has for other areas and not for this one."""
    for name in _OWN:
        others = any(member.startswith(f"{name}-") for member in members)
        if others and f"{name}-{read.own.region}.xlsx" not in members:
            yield say("order.not_ours", title=imports.KINDS[name].title, region=read.own.region)
