"""Opening the office that a command is for."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kernel.identity import uid_of
from app.kernel.outcomes import Refused
from app.store.work import Actor, Office


@contextmanager
def opened(arguments: Namespace) -> Iterator[tuple[Office, Actor | None]]:
    """The office of --office, and the person of --as; without --as its only person, else nobody."""
    if not arguments.office:
        raise Refused("cli.office")
    with Office(Path(arguments.office)) as office:
        people = office.people()
        named = arguments.user or (people[0] if len(people) == 1 else "")
        yield office, office.person(named) if named else None


@contextmanager
def signed_in(arguments: Namespace) -> Iterator[tuple[Office, Actor]]:
    """The office and who works in it, for words that write: somebody must answer for it."""
    with opened(arguments) as (office, actor):
        if actor is None:
            raise Refused("cli.user", names="、".join(office.people()))
        yield office, actor


def uid(text: str) -> int:
    """A uid of its 13 characters."""
    found = uid_of(text)
    if found is None:
        raise Refused("cli.uid", uid=text)
    return found
