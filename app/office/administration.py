"""The 管理员 (people, passwords, settings, backups), a post apart: who holds it holds no other, where the office has the people."""

from collections.abc import Collection

from app.kernel.outcomes import Refused
from app.kernel.workflow import ADMIN
from app.office.separation import roles
from app.office.staffing import UNDERSTAFFED
from app.store.models import Setting
from app.store.work import Actor, Read


def require_administrator(read: Read, actor: Actor) -> None:
    """Refused where the office has a 管理员 and this is another; without one, clerks and chiefs do it as well."""
    admins = [name for name, held in roles(read).items() if ADMIN in held]
    if admins and actor.name not in admins:
        raise Refused("user.admin", names="、".join(admins))


def require_apart(read: Read, held: Collection[str]) -> None:
    """Refused for a 管理员 with another post, unless the office has said that it has not the people."""
    setting = read.session.get(Setting, UNDERSTAFFED)
    if beside(held) and (setting is None or setting.value != "1"):
        raise Refused("user.apart")


def beside(held: Collection[str]) -> bool:
    """Whether somebody is 管理员 beside another post."""
    return ADMIN in held and len(held) > 1
