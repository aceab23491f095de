"""Where a noun does what no declaration says: each is a function of its subject, asked in one place of the desk."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.store.work import Read

Barred: TypeAlias = dict[str, dict[int, Refused]]


@dataclass(frozen=True)
class Hooks:
    """What a noun adds to its declaration; nothing, of most."""

    bars: Callable[[Read, Collection[int]], Barred] = lambda read, uids: {}
    """Which verbs some records refuse for what they belong to, not for their own state: by verb and uid, why."""
    begin: Mapping[str, Callable[[Read, int | None], Mapping[str, Value]]] = field(default_factory=dict)
    """What the dialog of a verb begins with."""
    suggest: Callable[[Read], Mapping[str, list[str]]] = lambda read: {}
    """What a field of its dialogs may be filled with, by key, beside what every noun suggests."""
