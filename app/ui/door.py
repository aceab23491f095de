"""Who may come in: what the sign-in page has to know of an office, and what it asks of it. Loads no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.kernel.texts import say
from app.kernel.workflow import ROLES

if TYPE_CHECKING:
    from app.store.work import Actor, Office


@dataclass(frozen=True)
class Door:
    """The office, and its people by name as a list shows them."""

    office: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    secured: frozenset[str] = frozenset()
    """Those who have a password."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """The passwords of an example office."""
    note: str = ""
    """What everybody is told before he signs in: people changed past the program, older data, a clock that is behind."""
    recoverable: frozenset[str] = frozenset()
    """Those who could not have their password reset by two colleagues, where the office has a recovery code."""
    entry: tuple[int, str] = (0, "")
    """Number and digest of the last entry of the journal."""


def door_of(office: "Office", known: tuple[int, str] = (0, "")) -> Door:
    """What the sign-in page has to know of an office that is open; `known`: the entry that this computer saw last."""
    from app.office.user import recovery, seal, sign_in
    from app.store import journal
    from app.store.computer_clock import clock_warning

    with office.read() as read:
        people = entries(read.staff())
        mark = say("window.sample_mark") if read.settings.get("sample") == "1" else ""
        notes = [say("door.edited")] if seal.is_broken(read) else []
        notes += [] if journal.has(read.session, *known) else [say("door.older")]
        notes += [told] if (told := clock_warning(read)) else []
        small = frozenset(name for name in people if recovery.is_needed(read, name))
        secured, shown = frozenset(sign_in.secured(read)), sign_in.public_passwords(read)
        return Door(mark + read.own.name, people, secured, shown, "\n".join(notes), small, journal.newest(read.session))


def entries(staff: "Iterable[Actor]") -> dict[str, str]:
    """People by name, each as a list shows him: with his posts."""
    return {one.name: say("people.entry", who=one.name, roles=roles_of(one)) for one in staff}


def roles_of(actor: "Actor") -> str:
    """The posts of a person, in words."""
    return "、".join(title for code, title in ROLES.items() if code in actor.roles)
