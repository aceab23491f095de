"""Founding an office: a new folder with its database, pack, plan, calendar and people."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import chinese_calendar
from chinese_calendar import holidays, workdays

from app.award.cases.pack_file import PackError
from app.desk import records as records  # every table is known from here on
from app.desk.fact_faults import faults_of_facts
from app.fund.budget.founding import arrange
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.kernel.workflow import ROLES
from app.office.administration import beside
from app.office.staffing import UNDERSTAFFED, staffed
from app.office.user import recovery
from app.office.user.passwords import draw, fault
from app.office.user.seal import seal
from app.office.user.sign_in import PUBLIC, person_uid, set_first
from app.plan.deadline.schedule import sync_office
from app.plan.quota.given import take_targets
from app.policy.pack import Pack
from app.store import packs
from app.store.engine import create_schema, make_engine
from app.store.models import OfficeRow, Setting, User
from app.store.staging import staged
from app.store.work import DATABASE, SERIAL_BITS, Actor, Clock, Office, Work, system_clock

_FIRST_CALENDAR_YEAR = 2018
_SATURDAY = 5


@dataclass(frozen=True)
class Charter:
    """What a new office is told: its name, region code, level, pack and people."""

    name: str
    region: str
    level: str
    pack: str
    people: Sequence[tuple[str, Sequence[str]]]
    phone: str = ""
    address: str = ""
    backups: str = ""
    number: int = 0
    """High half of its uids; 0 draws one at random. Only generated examples give it."""
    passwords: Mapping[str, str] = field(default_factory=dict)
    """By name, what somebody chose for himself; everybody else is drawn a first password, or has none yet (`draw`)."""
    draw: bool = False
    sample: bool = False
    """Whether it is an example (示例), which shows its passwords to everybody."""


def found_office(folder: Path, charter: Charter, clock: Clock = system_clock) -> Office:
    """Make an office in a folder and open it; Refused when the folder has one, and then nothing is changed."""
    return found_with_passwords(folder, charter, clock=clock)[0]


def found_with_passwords(
    folder: Path, charter: Charter, clock: Clock = system_clock
) -> tuple[Office, Mapping[str, str], str]:
    """The same, the first passwords that were drawn, by name, and the recovery code: told once, kept nowhere."""
    _check(charter)
    text = packs.text_of(charter.pack)
    if wrong := faults_of_facts(packs.parsed(text), ()):  # whatever is wrong with it, before a folder is made
        raise PackError(wrong)
    with staged(folder) as aside:
        drawn, code = _fill(aside, charter, text, clock)
    return Office(folder, clock=clock), drawn, code


def _check(charter: Charter) -> None:
    if not (charter.region.isascii() and charter.region.isdigit() and 6 <= len(charter.region) <= 12):  # noqa: PLR2004
        raise Refused("office.region")
    names = [name for name, _ in charter.people]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise Refused("record.duplicate", value=twice)
    held = [roles for _, roles in charter.people]
    if staffed(held) and any(map(beside, held)):
        raise Refused("user.apart")
    if problems := [wrong for name, text in charter.passwords.items() if (wrong := fault(name, text))]:
        raise Problems(problems)


def _fill(folder: Path, charter: Charter, text: str, clock: Clock) -> tuple[Mapping[str, str], str]:
    engine = make_engine(folder / DATABASE)
    create_schema(engine)
    engine.dispose()
    with Office(folder, clock=clock) as office, office.work(Actor(charter.people[0][0], frozenset(ROLES))) as work:
        pack = packs.install(work.session, text, work.now)
        _settle(work, charter, pack)
        take_targets(work, None, pack)
        _load_calendar(work)
        sync_office(work)
        arrange(work, pack)
        work.log("office", "found", work.own.uid, charter.name)
        if not staffed([roles for _, roles in charter.people]):
            work.session.add(Setting(key=UNDERSTAFFED, value="1"))
            work.log("office", "edit", work.own.uid, say("office.understaffed"))
        return _secure(work, charter), recovery.draw(work) if charter.draw else ""


def _secure(work: Work, charter: Charter) -> Mapping[str, str]:
    """The passwords that people chose, and those that were drawn for the others; gives the latter."""
    drawn: dict[str, str] = {}
    for name, _ in charter.people:
        if name not in charter.passwords and not charter.draw:
            continue
        text = charter.passwords.get(name) or drawn.setdefault(name, draw())
        public = f"{charter.region}{name}" if charter.sample else ""
        set_first(work, person_uid(work, name), text, given=name in drawn, public=public)
    seal(work)
    if charter.sample:
        shown = "\n".join(f"{name}\t{text}" for name, text in charter.passwords.items())
        work.session.add_all((Setting(key="sample", value="1"), Setting(key=PUBLIC, value=shown)))
    return drawn


def _settle(work: Work, charter: Charter, pack: Pack) -> None:
    number = charter.number or secrets.randbits(31) | 1
    uid = number << SERIAL_BITS
    known = {"office": str(uid), "number": str(number), "pack": pack.id, "backups": charter.backups}
    work.session.add_all(Setting(key=key, value=value) for key, value in known.items())
    work.session.add(
        OfficeRow(
            uid=uid,
            name=charter.name,
            region=charter.region,
            level=charter.level,
            number=number,
            phone=charter.phone,
            address=charter.address,
        )
    )
    work.session.flush()
    for name, roles in charter.people:
        work.add(User(name=name, roles=" ".join(roles)))


def _load_calendar(work: Work) -> None:
    """Seed with the announced years; the office corrects and adds the rest."""
    work.bulk("day", ("day", "kind", "name"), _announced())


@cache
def _announced() -> Sequence[tuple[str, str, str]]:
    """The days whose kind differs from their weekday: day, kind and name."""
    named = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
    days = sorted(day for day in {*holidays, *workdays} if day.year >= _FIRST_CALENDAR_YEAR)
    known = [(day, *chinese_calendar.get_holiday_detail(day)) for day in days]
    differing = [(day, off, name) for day, off, name in known if off == (day.weekday() < _SATURDAY)]
    return [(day.isoformat(), "off" if off else "work", named.get(name or "", "")) for day, off, name in differing]
