"""An office as a test sits in it: whoever was signed in last reads and writes, unless a step says who."""

from contextlib import AbstractContextManager
from typing import Any, cast

from app.store.work import Actor, Office, Progress, Read, Work


class SignedIn(Office):
    """An office that remembers who works in it, as a window does."""

    actor: Actor | None = None

    def sign_in(self, name: str) -> Actor:
        """Go on as one of its people."""
        self.actor = self.person(name)
        return self.actor

    def read(self, actor: Actor | None = None) -> AbstractContextManager[Read]:  # type: ignore[override]
        """A look in the name of whoever is signed in."""
        return super().read(actor or self.actor)

    def work(self, actor: Actor | None = None, progress: Progress | None = None) -> AbstractContextManager[Work]:  # type: ignore[override]
        """A transaction in the name of whoever is signed in."""
        return super().work(actor or self.actor, progress)


def seat(office: Office, name: str = "") -> SignedIn:
    """Sit in an open office: as somebody, else as the first of its people, else as nobody where there are none yet."""
    made: Any = office
    made.__class__ = SignedIn
    people = office.people()
    made.actor = office.person(name or people[0]) if name or people else None
    return cast(SignedIn, made)
