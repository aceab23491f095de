"""People bound to their table, and their verbs: nobody comes, goes or has other posts by one person's word."""

from typing import Any

from sqlalchemy import select

from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CORRECT
from app.office.correction import requests as corrections
from app.office.office import record as office
from app.office.separation import roles as roles_of
from app.office.staffing import UNDERSTAFFED, staffed
from app.office.user.noun import USER
from app.record.listing import contains
from app.record.moves import take
from app.record.record import Record
from app.store.models import Journal, User
from app.store.work import Read, Work

_CORRECTED = (USER["name"], USER["roles"], USER["state"])


def create(work: Work, name: str, roles: str) -> int:
    """Name a person with one or more role codes (经办、复核、负责人), who works here once another has confirmed it."""
    _free(work, name)
    row = work.add(User(name=name, roles=roles, state="pending"))
    work.log("user", "create", row.uid, f"{name}：{USER['roles'].kind.show(roles)}")
    reason = say("correction.new_person")
    before: dict[str, Value] = {"state": row.state}
    values: dict[str, Value] = {"name": name, "roles": roles, "state": "active"}
    corrections.ask(work, USER, (row.uid, name), _CORRECTED, before, values, reason, apply)
    return int(row.uid)


def edit(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to correct a person's name or roles; nobody does it for oneself, and a name that stands in the journal stays."""
    row = take(work, USER, User, uid, "edit")
    if row.name == work.actor.name:
        raise Refused("user.self_edit")
    before = standing(work, uid)
    if values.get("name", row.name) != row.name:
        _renamed(work, row, values["name"])
    corrections.ask(work, USER, (uid, row.name), _CORRECTED, before, values, reason, apply)


def leave(work: Work, uid: int, reason: str) -> None:
    """Ask to let a person go; what they did stays in the journal under their name."""
    row = take(work, USER, User, uid, "leave")
    if row.name == work.actor.name:
        raise Refused("user.self")
    corrections.ask(work, USER, (uid, row.name), _CORRECTED, standing(work, uid), {"state": "left"}, reason, apply)


def rejoin(work: Work, uid: int, reason: str) -> None:
    """Ask to let a person who had left work here again, under the same name and with the same roles."""
    row = take(work, USER, User, uid, "rejoin")
    before = standing(work, uid)
    corrections.ask(work, USER, (uid, row.name), _CORRECTED, before, {"state": "active"}, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """What a person is called and does here."""
    row = read.session.get_one(User, uid)
    if row.state == "pending":
        return {"state": row.state}
    return {"name": row.name, "roles": row.roles, "state": row.state}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """A person comes, goes or has other roles; an office that has the people now says no longer that it lacks them."""
    row = work.session.get_one(User, uid)
    if values.get("name", row.name) != row.name:
        _renamed(work, row, values["name"])
    for key, value in values.items():
        setattr(row, key, value)
    work.session.flush()
    if office.standing(work, work.own.uid)[UNDERSTAFFED] and staffed(list(roles_of(work).values())):
        office.apply(work, work.own.uid, {UNDERSTAFFED: 0})
        work.log("office", CORRECT, work.own.uid, say("office.lifted"))


def _renamed(work: Work, row: User, name: str) -> None:
    """Two people's hands are told apart by name: one under which work was done cannot be had by changing it."""
    if work.session.scalars(select(Journal.id).where(Journal.actor == row.name)).first() is not None:
        raise Refused("user.worked", name=row.name)
    _free(work, name)


def _free(read: Read, name: str) -> None:
    if read.session.scalars(select(User.uid).where(User.name == name)).first() is not None:
        raise Refused("record.duplicate", value=name)


RECORD = Record(
    USER,
    User,
    verbs={"create": create, "edit": edit, "leave": leave, "rejoin": rejoin},
    order=(User.uid,),
    search=contains(User.name),
)
