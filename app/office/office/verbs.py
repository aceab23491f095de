"""Verbs of the office itself: its people, its calendar, its rates."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.kernel.dictionary import DAYS, OFFICE, RATES, REASON, USERS
from app.kernel.identity import real_date
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.kernel.workflow import CORRECT, DAY, RATE, USER
from app.kernel.workflow import OFFICE as OFFICE_FLOW
from app.office.correction import requests as corrections
from app.office.separation import roles as roles_of
from app.office.staffing import UNDERSTAFFED, staffed
from app.record.moves import load, put, take
from app.store.journal import changes
from app.store.models import Day, Journal, OfficeRow, Rate, Setting, User
from app.store.work import Read, Work

_KEPT_AS_SETTING = ("backups", "superior")
OFFICE_FIELDS = tuple(OFFICE[key] for key in ("name", "phone", "address", *_KEPT_AS_SETTING))
STAFFING = (OFFICE[UNDERSTAFFED], REASON)
USER_FIELDS = (USERS["name"], USERS["roles"])
USER_CHANGE = (*USER_FIELDS, REASON)
_USER = (*USER_FIELDS, USERS["state"])
DAY_FIELDS = (DAYS["day"], DAYS["kind"], DAYS["name"])
DAY_EDITABLE = DAY_FIELDS[1:]
RATE_FIELDS = tuple(RATES[key] for key in ("occupation", "level", "amount_fen", "since", "document"))
_REGION_DIGITS = range(6, 13)
SAMPLE = "示例"
"""A document number that says so marks a rate as an example, on screen and on paper."""


def edit_office(work: Work, uid: int, **values: Any) -> None:
    """Correct what this office is called, where it is reached, where its backups go and whom it reports to."""
    own = load(work, OfficeRow, uid, OFFICE_FLOW.title)
    if uid != work.own.uid:
        raise Refused("move.foreign", office=own.name)
    OFFICE_FLOW.step("edit", "active", work.actor.roles)
    given = {key: value or "" for key, value in values.items()}
    _region(given.get("superior", ""))
    before: dict[str, Value] = {
        f.key: work.settings.get(f.key, "") if f.key in _KEPT_AS_SETTING else getattr(own, f.key) for f in OFFICE_FIELDS
    }
    for key, value in given.items():
        if key in _KEPT_AS_SETTING:
            work.session.merge(Setting(key=key, value=value))
        else:
            setattr(own, key, value)
    put(work, OFFICE_FLOW, own, "edit", changes(OFFICE_FIELDS, before, given))


def _region(code: str) -> None:
    if code and not (code.isascii() and code.isdigit() and len(code) in _REGION_DIGITS):
        field = OFFICE["superior"]
        raise Problems([field.problem("office.superior", code)])


def correct_office(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to have it said, or no longer said, that this office has not the people to keep the acts on a claim apart."""
    own = load(work, OfficeRow, uid, OFFICE_FLOW.title)
    if uid != work.own.uid:
        raise Refused("move.foreign", office=own.name)
    OFFICE_FLOW.step(CORRECT, "active", work.actor.roles)
    if values.get(UNDERSTAFFED):
        _lacking(work)
    before = standing_office(work, uid)
    corrections.ask(work, OFFICE_FLOW, (uid, own.name), STAFFING, before, values, reason, apply_office)


def standing_office(read: Read, uid: int) -> dict[str, Any]:
    """Whether the office has said that it is too small."""
    setting = read.session.get(Setting, UNDERSTAFFED)
    return {UNDERSTAFFED: int(setting is not None and setting.value == "1")}


def apply_office(work: Work, uid: int, values: dict[str, Any]) -> None:
    """What was asked stands from now on; Refused when the office has the people meanwhile."""
    if values[UNDERSTAFFED]:
        _lacking(work)
    work.session.merge(Setting(key=UNDERSTAFFED, value="1" if values[UNDERSTAFFED] else ""))


def _lacking(read: Read) -> None:
    if staffed(list(roles_of(read).values())):
        raise Refused("office.enough")


def create_user(work: Work, name: str, roles: str) -> int:
    """Name a person with one or more role codes (经办、复核、负责人), who works here once another has confirmed it."""
    _free(work, name)
    row = work.add(User(name=name, roles=roles, state="pending"))
    work.log("user", "create", row.uid, f"{name}：{USERS['roles'].kind.show(roles)}")
    reason = say("correction.new_person")
    before: dict[str, Value] = {"state": row.state}
    values: dict[str, Value] = {"name": name, "roles": roles, "state": "active"}
    corrections.ask(work, USER, (row.uid, name), _USER, before, values, reason, apply_user)
    return int(row.uid)


def edit_user(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to correct a person's name or roles; nobody does it for oneself, and a name that stands in the journal stays."""
    row = take(work, USER, User, uid, "edit")
    if row.name == work.actor.name:
        raise Refused("user.self_edit")
    before = standing_user(work, uid)
    if values.get("name", row.name) != row.name:
        _renamed(work, row, values["name"])
    corrections.ask(work, USER, (uid, row.name), _USER, before, values, reason, apply_user)


def leave(work: Work, uid: int, reason: str) -> None:
    """Ask to let a person go; what they did stays in the journal under their name."""
    row = take(work, USER, User, uid, "leave")
    if row.name == work.actor.name:
        raise Refused("user.self")
    corrections.ask(work, USER, (uid, row.name), _USER, standing_user(work, uid), {"state": "left"}, reason, apply_user)


def rejoin(work: Work, uid: int, reason: str) -> None:
    """Ask to let a person who had left work here again, under the same name and with the same roles."""
    row = take(work, USER, User, uid, "rejoin")
    before = standing_user(work, uid)
    corrections.ask(work, USER, (uid, row.name), _USER, before, {"state": "active"}, reason, apply_user)


def standing_user(read: Read, uid: int) -> dict[str, Any]:
    """What a person is called and does here."""
    row = read.session.get_one(User, uid)
    if row.state == "pending":
        return {"state": row.state}
    return {"name": row.name, "roles": row.roles, "state": row.state}


def apply_user(work: Work, uid: int, values: dict[str, Any]) -> None:
    """A person comes, goes or has other roles; an office that has the people now says no longer that it lacks them."""
    row = work.session.get_one(User, uid)
    if values.get("name", row.name) != row.name:
        _renamed(work, row, values["name"])
    for key, value in values.items():
        setattr(row, key, value)
    work.session.flush()
    if standing_office(work, work.own.uid)[UNDERSTAFFED] and staffed(list(roles_of(work).values())):
        apply_office(work, work.own.uid, {UNDERSTAFFED: 0})
        work.log("office", CORRECT, work.own.uid, say("office.lifted"))


def _renamed(work: Work, row: User, name: str) -> None:
    """Two people's hands are told apart by name: one under which work was done cannot be had by changing it."""
    if work.session.scalars(select(Journal.id).where(Journal.actor == row.name)).first() is not None:
        raise Refused("user.worked", name=row.name)
    _free(work, name)


def _free(read: Read, name: str) -> None:
    if read.session.scalars(select(User.uid).where(User.name == name)).first() is not None:
        raise Refused("record.duplicate", value=name)


def create_day(work: Work, day: date, kind: str, name: str | None = None) -> int:
    """Announce a day that is off or worked against its weekday, or correct one; gives its number YYYYMMDD."""
    work.moved.append(work.session.merge(Day(day=day, kind=kind, name=name or "")))
    number = int(day.strftime("%Y%m%d"))
    work.log("day", "create", number, f"{day} {DAYS['kind'].kind.show(kind)} {name or ''}".strip())
    return number


def day_of(number: int) -> date:
    """The day of its number YYYYMMDD; Refused when the calendar has no such day."""
    found = real_date(str(number))
    if found is None:
        raise Refused("record.missing", noun=DAY.title, uid=number)
    return found


def edit_day(work: Work, number: int, **values: Any) -> None:
    """Correct a day of the calendar."""
    row = load(work, Day, day_of(number), DAY.title)
    DAY.step("edit", "active", work.actor.roles)
    before: dict[str, Value] = {"kind": row.kind, "name": row.name}
    given = {key: value or "" for key, value in values.items()}
    for key, value in given.items():
        setattr(row, key, value)
    work.moved.append(row)
    work.log("day", "edit", number, f"{row.day} {changes(DAY_FIELDS, before, given)}")


def create_rate(work: Work, **values: Any) -> int:
    """Enter a line of the office's 补贴标准目录; a new amount from a new date is a new line."""
    _positive(values)
    same = select(Rate.uid).where(
        Rate.origin == work.own.uid,
        Rate.occupation == values["occupation"],
        Rate.level == values["level"],
        Rate.since == values["since"],
    )
    if work.session.scalars(same).first() is not None:
        raise Refused("record.duplicate", value=f"{values['occupation']} {values['level']} {values['since']}")
    row = work.add(Rate(**values, sample=int(SAMPLE in values["document"])))
    work.log("rate", "create", row.uid, _rate_line(row), row.document)
    return int(row.uid)


def edit_rate(work: Work, uid: int, **values: Any) -> None:
    """Correct a line; decided claims keep the amount they were decided with."""
    row = take(work, RATE, Rate, uid, "edit")
    before: dict[str, Value] = {f.key: getattr(row, f.key) for f in RATE_FIELDS}
    _positive({**before, **values})
    for key, value in values.items():
        setattr(row, key, value)
    row.sample = int(SAMPLE in row.document)
    put(work, RATE, row, "edit", changes(RATE_FIELDS, before, values), row.document)


def _positive(values: dict[str, Any]) -> None:
    if values["amount_fen"] <= 0:
        field = RATES["amount_fen"]
        raise Problems([field.problem("money.form")])


def _rate_line(row: Rate) -> str:
    return f"{row.occupation} {row.level} {RATES['amount_fen'].kind.show(row.amount_fen)} 元 自 {row.since}"
