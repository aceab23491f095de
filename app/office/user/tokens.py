"""Tokens: a file by which scripts act for a person without a password, on one account of one computer, for some days."""

import hashlib
import json
import os
import secrets
import socket
import stat
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.user.sign_in import moment, person_uid
from app.store.lock import account
from app.store.models import Token, User
from app.store.work import Actor, Office, Work

LONGEST = 90
"""Days that a token is good for at most."""
_BYTES = 32
_MINE = stat.S_IRUSR | stat.S_IWUSR
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_KEYS = frozenset({"office", "name", "token"})


def make(office: Office, actor: Actor, path: Path, days: int) -> str:
    """Write a token of whoever is signed in; gives its last moment (UTC). Refused in the folder of the office itself."""
    if not 1 <= days <= LONGEST:
        raise Refused("token.days", most=LONGEST)
    if path.resolve().is_relative_to(office.folder.resolve()):
        raise Refused("token.inside")
    secret = secrets.token_urlsafe(_BYTES)
    with office.work(actor) as work:
        uid, until = person_uid(work, actor.name), _later(work, days)
        work.session.add(Token(digest=_digest(secret), user_uid=uid, made_at=work.now, until=until, seen_at=work.now))
        work.log("user", "token", uid, say("token.made", file=path.name, until=until[:10], account=account()))
        _write(path, {"office": str(work.own.uid), "name": actor.name, "token": secret})
    return until


def redeem(office: Office, path: Path, name: str = "") -> Actor:
    """Whose token a file holds; Refused when others may read it, it is another's, not known here, or ended."""
    told = _read(path)
    actor = office.person(told["name"])
    with office.work(actor) as work:
        row = work.session.get(Token, _digest(told["token"]))
        if row is None or told["office"] != str(work.own.uid):
            raise Refused("token.unknown")
        if row.user_uid != person_uid(work, actor.name) or name not in ("", actor.name):
            raise Refused("token.other", name=work.session.get_one(User, row.user_uid).name)
        if moment(work.now) < moment(row.seen_at):
            raise Refused("token.clock")
        if moment(work.now) > moment(row.until):
            raise Refused("token.ended", until=row.until[:10])
        row.seen_at = work.now
    return actor


def _later(work: Work, days: int) -> str:
    return (moment(work.now) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _digest(secret: str) -> str:
    """Of the secret together with the account and the computer, so that a file carried elsewhere opens nothing."""
    return hashlib.sha256("\0".join((secret, account(), socket.gethostname())).encode()).hexdigest()


def _write(path: Path, told: Mapping[str, str]) -> None:
    """A new file that only its owner may read from its first moment on."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MINE)
    except FileExistsError:
        raise Refused("token.exists", file=path) from None
    with os.fdopen(number, "w", encoding="utf-8") as file:
        json.dump(told, file, ensure_ascii=False)


def _read(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as file:
        if (
            os.name != "nt" and os.fstat(file.fileno()).st_mode & _OTHERS
        ):  # Windows keeps a user's own folder to himself
            raise Refused("token.open", file=path)
        text = file.read()
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict) or set(told) != _KEYS or not all(isinstance(value, str) for value in told.values()):
        raise Refused("token.form", file=path)
    return told
