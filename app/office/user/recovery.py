"""The recovery code (恢复码) of an office too small for two people to reset a password: told once, kept in the safe, good once."""

import secrets

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.user import sign_in
from app.office.user.passwords import digest, matches
from app.office.user.seal import seal
from app.store.models import Setting
from app.store.work import Office, Read, Work

SETTING = "recovery"
"""The setting that keeps the digest of the code."""
_WRONG = ("recovery.wrong", "recovery.wrong_wait")
_SIGNS, _GROUPS, _LONG = "abcdefghjkmnpqrstuvwxyz23456789", 4, 4
_ENOUGH = 2
"""So many others reset a password by themselves."""


def draw(work: Work) -> str:
    """A new code, in place of one before; '' for an office that has the people to do without."""
    if len(work.staff()) > _ENOUGH:
        return ""
    code = "-".join("".join(secrets.choice(_SIGNS) for _ in range(_LONG)) for _ in range(_GROUPS))
    work.session.merge(Setting(key=SETTING, value=digest(code)))
    work.log("user", "recovery", work.own.uid, say("recovery.drawn"))
    return code


def provide(work: Work) -> None:
    """Where somebody left and two are no longer there to reset a password, the office has a code from now on, told once."""
    if not work.settings.get(SETTING) and (code := draw(work)):
        work.told.append(say("recovery.told", signs=code))


def is_needed(read: Read, name: str) -> bool:
    """Whether somebody who forgot his password has not two colleagues who could reset it, and the office has a code."""
    others = [one for one in sign_in.secured(read) if one != name]
    return len(others) < _ENOUGH and bool(read.settings.get(SETTING))


def recover(office: Office, name: str, code: str, new: str) -> str:
    """A new password by the code; gives the code that holds from now on. Wrong codes count as wrong passwords do."""
    sign_in.require_good(name, new)
    with office.read() as read:
        if not is_needed(read, name):
            raise Refused("recovery.not_needed")
        kept = read.settings[SETTING]
    sign_in.try_secret(office, name, lambda _: matches(kept, code.strip().lower()), _WRONG)
    with office.work(office.person(name)) as work:
        sign_in.replace_password(work, sign_in.person_uid(work, name), new)
        work.log("user", "password", sign_in.person_uid(work, name), say("recovery.used"))
        seal(work)
        return draw(work)
