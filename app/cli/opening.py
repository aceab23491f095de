"""Opening the office that a command is for."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kernel.identity import uid_of
from app.kernel.outcomes import Refused
from app.store.work import Office


@contextmanager
def opened(arguments: Namespace) -> Iterator[Office]:
    """The office of --office, signed in as --as; without --as as its only person, else as nobody."""
    if not arguments.office:
        raise Refused("cli.office")
    with Office(Path(arguments.office)) as office:
        people = office.people()
        if arguments.user or len(people) == 1:
            office.sign_in(arguments.user or people[0])
        yield office


@contextmanager
def signed_in(arguments: Namespace) -> Iterator[Office]:
    """The office, for words that write: somebody must answer for it."""
    with opened(arguments) as office:
        if office.actor is None:
            raise Refused("cli.user", names="、".join(office.people()))
        yield office


def uid(text: str) -> int:
    """A uid of its 13 characters."""
    found = uid_of(text)
    if found is None:
        raise Refused("cli.uid", uid=text)
    return found
