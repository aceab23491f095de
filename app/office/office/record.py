"""Offices bound to their table, with this one's settings; the verbs of the office itself."""

import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, cast, func, select
from sqlalchemy.orm import aliased

from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import CORRECT, CREATE, EDIT
from app.office.administration import require_administrator
from app.office.correction import requests as corrections
from app.office.office.belonging import is_below, within
from app.office.office.noun import AMEND, FIGURES, IDLE, OFFICE, OVERSPENDING, REGISTERED, SETTINGS
from app.office.separation import roles as roles_of
from app.office.staffing import UNDERSTAFFED, staffed
from app.record.hooks import Barred, Hooks
from app.record.listing import contains
from app.record.moves import load, put
from app.record.policy_facts import OWN
from app.record.record import Record
from app.store.journal import changes
from app.store.models import OfficeRow, Setting
from app.store.work import SERIAL_BITS, Read, Work

_FIELDS, _STAFFING, _REGISTERED = (OFFICE.asks(OFFICE.verb(word)) for word in (EDIT, CORRECT, AMEND))
_REGION_DIGITS = range(6, 13)
_LONGEST_IDLE = 120


def create(work: Work, name: str, region: str, level: str, phone: str | None = None, address: str | None = None) -> int:
    """Enter an office that has not the program and hands in its figures by workbook."""
    _only_one(work, name, region, level)
    number = secrets.randbits(31) | 1
    row = OfficeRow(uid=number << SERIAL_BITS, number=number, name=name, region=region, level=level, program=0)
    row.phone, row.address = phone or "", address or ""
    work.session.add(row)
    work.session.flush()
    work.log(OFFICE.name, CREATE, row.uid, f"{name} {region}")
    return int(row.uid)


def _only_one(read: Read, name: str, region: str, level: str, besides: int = 0) -> None:
    """Refused for what is no code of a region below this one, and where another office has the name or the code."""
    if not _is_region(region):
        raise Refused("office.region")
    if not (is_below(level, read.own.level) and within(region, read.own.region, read.own.level)):
        raise Problems([OFFICE["region"].problem("office.not_below", region, office=read.own.name)])
    for other in read.session.scalars(select(OfficeRow).where(OfficeRow.uid != besides)):
        if other.name == name:
            raise Problems([OFFICE["name"].problem("office.named", name)])
        if other.region.rstrip("0") == region.rstrip("0"):
            raise Problems([OFFICE["region"].problem("office.coded", region, office=other.name)])


def amend(work: Work, uid: int, name: str, region: str, level: str, **values: Any) -> None:
    """Correct how an office without the program was entered; what it handed in goes by the new name too."""
    row = load(work, OfficeRow, uid, OFFICE.title)
    if row.program:
        raise Refused("office.has_program", office=row.name)
    OFFICE.step(AMEND, "active", work.actor.roles)
    _only_one(work, name, region, level, besides=uid)
    given = {"name": name, "region": region, "level": level, **{key: value or "" for key, value in values.items()}}
    before = {key: getattr(row, key) for key in given}
    for key, value in given.items():
        setattr(row, key, value)
    put(work, OFFICE, row, AMEND, changes(_REGISTERED, before, given))


def _registered(read: Read, uid: int | None) -> dict[str, Value]:
    row = read.session.get_one(OfficeRow, uid)
    return {key: getattr(row, key) for key in REGISTERED}


def _bars(read: Read, uids: Collection[int]) -> Barred:
    """An office with the program says for itself what it is called and what it did."""
    rows = read.session.scalars(select(OfficeRow).where(OfficeRow.uid.in_(list(uids)), OfficeRow.program == 1))
    why = {row.uid: Refused("office.has_program", office=row.name) for row in rows}
    return {FIGURES: why, AMEND: why} if why else {}


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct what this office is called, where it is reached, where its backups go and whom it reports to."""
    own = _this(work, uid, EDIT)
    require_administrator(work, work.actor)
    given = {key: str(value or "") for key, value in values.items()}
    _region(given.get("superior", ""))
    _idle(given.get(IDLE, ""))
    before: dict[str, Value] = {
        f.key: work.settings.get(f.key, "") if f.key in SETTINGS else getattr(own, f.key) for f in _FIELDS
    }
    for key, value in given.items():
        if key in SETTINGS:
            work.session.merge(Setting(key=key, value=value))
        else:
            setattr(own, key, value)
    put(work, OFFICE, own, EDIT, changes(_FIELDS, before, given))


def _this(work: Work, uid: int, word: str) -> OfficeRow:
    """The row of this office; Refused for another's, or when the role forbids the verb."""
    row = load(work, OfficeRow, uid, OFFICE.title)
    if uid != work.own.uid:
        raise Refused("move.foreign", office=row.name)
    OFFICE.step(word, "active", work.actor.roles)
    return row


def _is_region(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) in _REGION_DIGITS


def _region(code: str) -> None:
    if code and not _is_region(code):
        field = OFFICE["superior"]
        raise Problems([field.problem("office.superior", code)])


def _idle(minutes: str) -> None:
    if minutes and int(minutes) > _LONGEST_IDLE:
        raise Problems([OFFICE[IDLE].problem("office.idle", minutes)])


def correct(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to have it said that this office lacks the people to keep acts apart, or what becomes of sums beyond its funds."""
    own = _this(work, uid, CORRECT)
    if values.get(UNDERSTAFFED):
        _lacking(work)
    before = standing(work, uid)
    corrections.ask(work, OFFICE, (uid, own.name), _STAFFING, before, values, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """Whether the office has said that it is too small, and what it lets go beyond its funds."""
    known = {key: row.value if (row := read.session.get(Setting, key)) else "" for key in (UNDERSTAFFED, OVERSPENDING)}
    return {UNDERSTAFFED: int(known[UNDERSTAFFED] == "1"), OVERSPENDING: known[OVERSPENDING] or None}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """What was asked stands from now on; Refused when the office has the people meanwhile."""
    if values.get(UNDERSTAFFED):
        _lacking(work)
    for key, value in values.items():
        work.session.merge(Setting(key=key, value=str(value or "")))


def _lacking(read: Read) -> None:
    if staffed(list(roles_of(read).values())):
        raise Refused("office.enough")


def _setting(key: str) -> ColumnElement[str]:
    """A setting of this office, beside its own row only."""
    value = select(Setting.value).where(Setting.key == key).scalar_subquery()
    return case((OfficeRow.uid == OWN, value))


_above = aliased(OfficeRow)
_parent = select(_above.name).where(_above.uid == OfficeRow.parent_uid).scalar_subquery()

RECORD = Record(
    OFFICE,
    OfficeRow,
    verbs={"create": create, "edit": edit, "correct": correct, AMEND: amend},
    source=OfficeRow.__table__,
    sql={
        "parent_name": _parent,
        **{key: _setting(key) for key in SETTINGS},
        IDLE: cast(func.nullif(_setting(IDLE), ""), Integer),
        UNDERSTAFFED: cast(_setting(UNDERSTAFFED), Integer),
        OVERSPENDING: func.nullif(_setting(OVERSPENDING), ""),
    },
    order=((OfficeRow.uid == OWN).desc(), OfficeRow.region),
    search=contains(OfficeRow.name, OfficeRow.region),
    watches=frozenset({"setting"}),
    local=frozenset({"number"}),
    keeper=lambda row, own: int(row.uid),
    hooks=Hooks(bars=_bars, begin={AMEND: _registered}),
)
