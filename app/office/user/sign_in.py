"""Signing in: a person proves by a password who he is, and waits the longer the oftener it was wrong.

A try is counted before it is judged, so that stopping the program in between does not help.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import delete, select

from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.office.user.passwords import digest, draw, fault, matches
from app.office.user.seal import seal
from app.store.lock import account
from app.store.models import Credential, Token, User
from app.store.work import Actor, Office, Read, Work

PUBLIC = "public_passwords"
"""The setting of an example office that tells its passwords, as lines of name and password: there they are no secret."""
WRONG = ("sign_in.wrong", "sign_in.wrong_wait")
"""What a wrong password is told, and one after which the next must wait."""
_FREE, _FIRST_WAIT, _LONGEST = 3, 30, 3600
"""Tries without a wait, seconds of the first wait, which doubles each time, and of the longest."""
_MINUTE = 60


class Entry(NamedTuple):
    """Who signed in, and whether with a password that somebody else gave: it is changed before anything else."""

    actor: Actor
    given: bool


def sign_in(office: Office, name: str, password: str) -> Entry:
    """Let a person of the office in; Refused for a wrong password, or before the time to wait is over."""
    entry = prove(office, name, password)
    log(office, entry.actor, "sign_in", say("sign_in.on", account=account()))
    return entry


def prove(office: Office, name: str, password: str) -> Entry:
    """Whether somebody is whom he says he is; wrong tries are counted and journalled."""
    return try_secret(office, name, lambda kept: matches(kept, password))


def try_secret(office: Office, name: str, fits: Callable[[str], bool], wrong: tuple[str, str] = WRONG) -> Entry:
    """Count a try, judge it by the digest of the person's password, and forget the failures when it `fits`."""
    actor = office.person(name)
    secret, given, failures = _count_try(office, actor)
    if not fits(secret):
        log(office, actor, "fail", say("sign_in.failed", count=failures, account=account()))
        wait = _seconds(failures)
        raise Refused(wrong[1], wait=_told(wait)) if wait else Refused(wrong[0])
    with office.work(actor) as work:
        row = _row(work, name)
        assert row is not None
        row.failures, row.failed_at = 0, None
    return Entry(actor, given)


def _count_try(office: Office, actor: Actor) -> tuple[str, bool, int]:
    """The digest to try, whether it was given, and the failures with this try among them."""
    with office.work(actor) as work:
        row = _row(work, actor.name)
        if row is None:
            raise Refused("sign_in.none", name=actor.name)
        wait = _remaining(work, row)
        if not wait:
            row.failures, row.failed_at = row.failures + 1, work.now
        answer = row.secret, bool(row.given), row.failures
    if wait:
        raise Refused("sign_in.wait", wait=_told(wait))
    return answer


def _remaining(work: Work, row: Credential) -> int:
    """Seconds to wait; anew from now on where the clock was set back, so that this never shortens it."""
    if row.failed_at is None:
        return 0
    passed = int((moment(work.now) - moment(row.failed_at)).total_seconds())
    if passed < 0:
        row.failed_at, passed = work.now, 0
    return max(0, _seconds(row.failures) - passed)


def _seconds(failures: int) -> int:
    return 0 if failures < _FREE else int(min(_FIRST_WAIT * 2 ** min(failures - _FREE, 10), _LONGEST))


def _told(seconds: int) -> str:
    minutes = -(-seconds // _MINUTE)
    return say("sign_in.seconds", count=seconds) if seconds <= _MINUTE else say("sign_in.minutes", count=minutes)


def moment(text: str) -> datetime:
    """A moment of ISO text, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def change(office: Office, name: str, old: str, new: str) -> None:
    """A person's own password; his tokens end with the one before."""
    require_good(name, new, "password.same" if new == old else "")
    entry = prove(office, name, old)
    with office.work(entry.actor) as work:
        _keep(work, person_uid(work, name), new, given=False)
        work.log("user", "password", person_uid(work, name), say("password.changed"))
        seal(work)


def begin(
    office: Office,
    name: str,
    new: str,
    witness: tuple[str, str] | None = None,
    follow: Callable[[Work], str] = lambda work: "",
) -> str:
    """The first password of a person who has none, as after an upgrade, beside somebody who has one.

    The first in the office has nobody beside him; the journal says so. What `follow` answers once everybody has a
    password is given back.
    """
    actor = office.person(name)
    with office.read() as read:
        known = secured(read)
    if name in known:
        raise Refused("sign_in.has", name=name)
    require_good(name, new)
    if known:
        if witness is None or witness[0] not in known:
            raise Refused("sign_in.witness", names="、".join(known))
        if prove(office, *witness).given:
            raise Refused("sign_in.witness_given", name=witness[0])
    with office.work(actor) as work:
        _keep(work, person_uid(work, name), new, given=False)
        told = say("password.witnessed", name=witness[0]) if known and witness else say("password.alone")
        work.log("user", "password", person_uid(work, name), told)
        seal(work)
        return follow(work) if len(secured(work)) == len(work.staff()) else ""


def require_good(name: str, new: str, code: str = "") -> None:
    """Refuse a new password that will not do."""
    if problem := fault(name, new, code):
        raise Problems([problem])


def secured(read: Read) -> list[str]:
    """Those who work here and have a password, oldest first."""
    having = select(User.name).join(Credential, Credential.user_uid == User.uid).where(User.state == "active")
    return list(read.session.scalars(having.order_by(User.uid)))


def give(work: Work, uid: int) -> None:
    """A first password for a person, told once to whoever did this; what he had before, tokens too, ends."""
    row, password = work.session.get_one(User, uid), draw()
    _keep(work, uid, password, given=True)
    work.log("user", "password", uid, say("password.given"))
    work.told.append(say("password.first", name=row.name, password=password))


def set_first(work: Work, uid: int, password: str, *, given: bool = False, public: str = "") -> None:
    """The password with which a person of a new office begins."""
    work.session.add(Credential(user_uid=uid, secret=digest(password, public=public), given=int(given)))


def end(work: Work, uid: int) -> None:
    """A person signs in no more: neither password nor token is left."""
    work.session.execute(delete(Credential).where(Credential.user_uid == uid))
    revoke(work, uid)


def revoke(work: Work, uid: int) -> None:
    """A person's tokens are worth nothing from now on."""
    work.session.execute(delete(Token).where(Token.user_uid == uid))


def sign_out(office: Office, actor: Actor) -> None:
    """A person goes; his tokens end."""
    with office.work(actor) as work:
        revoke(work, person_uid(work, actor.name))
        work.log("user", "sign_out", person_uid(work, actor.name))


def log(office: Office, actor: Actor, verb: str, detail: str = "") -> None:
    """What the journal says of a person at the door."""
    with office.work(actor) as work:
        work.log("user", verb, person_uid(work, actor.name), detail)


def replace_password(work: Work, uid: int, password: str) -> None:
    """Another password that the person chose; what he had before, tokens too, ends."""
    _keep(work, uid, password, given=False)


def public_passwords(read: Read) -> dict[str, str]:
    """The passwords that an example office shows, by name; none in a real one."""
    if read.settings.get("sample") != "1":
        return {}
    lines = (line.partition("\t") for line in read.settings.get(PUBLIC, "").splitlines())
    return {name: password for name, _, password in lines}


def is_public(read: Read, name: str) -> bool:
    """Whether a person's password is the one that the example office shows."""
    row, shown = _row(read, name), public_passwords(read).get(name)
    return row is not None and shown is not None and matches(row.secret, shown)


def _keep(work: Work, uid: int, password: str, *, given: bool) -> None:
    end(work, uid)
    set_first(work, uid, password, given=given)


def _row(read: Read, name: str) -> Credential | None:
    known = select(Credential).join(User, Credential.user_uid == User.uid).where(User.name == name)
    return read.session.scalars(known).first()


def person_uid(read: Read, name: str) -> int:
    """The uid of somebody by his name."""
    return int(read.session.scalars(select(User.uid).where(User.name == name)).one())
