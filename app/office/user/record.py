"""People bound to their table, and their verbs: nobody comes, goes or has other posts by one person's word."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import case, select

from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import ADMIN, CORRECT
from app.office.administration import beside, require_administrator, require_apart
from app.office.correction import requests as corrections
from app.office.office import record as office
from app.office.separation import roles as roles_of
from app.office.staffing import UNDERSTAFFED, staffed
from app.office.user import recovery, sign_in
from app.office.user.noun import RESET, USER
from app.office.user.seal import seal
from app.record.hooks import Barred, Hooks
from app.record.listing import contains
from app.record.moves import take
from app.record.record import Record
from app.store.models import Credential, Journal, User
from app.store.work import Read, Work

_CORRECTED = (USER["name"], USER["roles"], USER["state"], USER["password"])
_OWN_COLUMNS = frozenset({"name", "roles", "state"})


def create(work: Work, name: str, roles: str) -> int:
    """Name a person with one or more role codes (经办、复核、负责人), who works here once another has confirmed it."""
    require_administrator(work, work.actor)
    require_apart(work, roles.split())
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
    row = _take(work, uid, "edit")
    if row.name == work.actor.name:
        raise Refused("user.self_edit")
    require_apart(work, values.get("roles", row.roles).split())
    before = standing(work, uid)
    if values.get("name", row.name) != row.name:
        _renamed(work, row, values["name"])
    corrections.ask(work, USER, (uid, row.name), _CORRECTED, before, values, reason, apply)


def leave(work: Work, uid: int, reason: str) -> None:
    """Ask to let a person go; what they did stays in the journal under their name."""
    row = _take(work, uid, "leave")
    if row.name == work.actor.name:
        raise Refused("user.self")
    corrections.ask(work, USER, (uid, row.name), _CORRECTED, standing(work, uid), {"state": "left"}, reason, apply)


def rejoin(work: Work, uid: int, reason: str) -> None:
    """Ask to let a person who had left work here again, under the same name and with the same roles."""
    row = _take(work, uid, "rejoin")
    before = standing(work, uid)
    corrections.ask(work, USER, (uid, row.name), _CORRECTED, before, {"state": "active"}, reason, apply)


def reset(work: Work, uid: int, reason: str) -> None:
    """Ask to give a person who forgot his password a first one, which he changes when he signs in."""
    row = _take(work, uid, RESET)
    if row.name == work.actor.name:
        raise Refused("user.self_reset")
    corrections.ask(work, USER, (uid, row.name), _CORRECTED, standing(work, uid), {"password": RESET}, reason, apply)


def _take(work: Work, uid: int, word: str) -> User:
    row = take(work, USER, User, uid, word)
    require_administrator(work, work.actor)
    return row


def standing(read: Read, uid: int) -> dict[str, Any]:
    """What a person is called and does here."""
    row = read.session.get_one(User, uid)
    if row.state == "pending":
        return {"state": row.state}
    return {"name": row.name, "roles": row.roles, "state": row.state, "password": _secured(read, uid)}


def _secured(read: Read, uid: int) -> str:
    found = read.session.get(Credential, uid)
    return "none" if found is None else "given" if found.given else "own"


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """A person comes, goes or has other roles; an office that has the people now says no longer that it lacks them."""
    row = work.session.get_one(User, uid)
    if values.get("name", row.name) != row.name:
        _renamed(work, row, values["name"])
    if "roles" in values:
        require_apart(work, values["roles"].split())
    for key in _OWN_COLUMNS & values.keys():
        setattr(row, key, values[key])
    work.session.flush()
    if values.get("state") == "left":
        sign_in.end(work, uid)
        recovery.provide(work)
    elif values.get("state") == "active" or "password" in values:
        sign_in.give(work, uid)
    _lift(work)
    seal(work)


def _lift(work: Work) -> None:
    """Once there are the people, the office says no longer that it lacks them, and 管理员 is a post apart."""
    if office.standing(work, work.own.uid)[UNDERSTAFFED] and staffed(list(roles_of(work).values())):
        office.apply(work, work.own.uid, {UNDERSTAFFED: 0})
        work.log("office", CORRECT, work.own.uid, say("office.lifted"))
        for row in work.session.scalars(select(User).where(User.state == "active")):
            if beside(row.roles.split()):
                row.roles = " ".join(role for role in row.roles.split() if role != ADMIN)
                work.log("user", CORRECT, row.uid, say("user.admin_lifted"))


def _renamed(work: Work, row: User, name: str) -> None:
    """Two people's hands are told apart by name: one under which work was done cannot be had by changing it."""
    if work.session.scalars(select(Journal.id).where(Journal.actor == row.name)).first() is not None:
        raise Refused("user.worked", name=row.name)
    _free(work, name)


def _free(read: Read, name: str) -> None:
    if read.session.scalars(select(User.uid).where(User.name == name)).first() is not None:
        raise Refused("record.duplicate", value=name)


def _bars(read: Read, uids: Collection[int]) -> Barred:
    """Where the office has a 管理员, the people are his."""
    try:
        if read.actor is not None:
            require_administrator(read, read.actor)
    except Refused as refused:
        return {verb.word: dict.fromkeys(uids, refused) for verb in USER.moves}
    return {}


_given = select(Credential.given).where(Credential.user_uid == User.uid).scalar_subquery()

RECORD = Record(
    USER,
    User,
    verbs={"create": create, "edit": edit, "leave": leave, "rejoin": rejoin, RESET: reset},
    sql={"password": case((_given == 1, "given"), (_given == 0, "own"), else_="none")},
    order=(User.uid,),
    search=contains(User.name),
    watches=frozenset({"credential"}),
    hooks=Hooks(bars=_bars),
)
