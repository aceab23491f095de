"""Opening the office that a command is for, and who gives the command: by password, or by a token."""

import getpass
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kernel.identity import uid_of
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.user import sign_in, tokens
from app.store.computer_clock import clock_warning
from app.store.work import Actor, Office


@contextmanager
def opened(arguments: Namespace) -> Iterator[tuple[Office, Actor | None]]:
    """The office of --office, and who gives the command; nobody only where an example office is just looked at."""
    with unproved(arguments) as office:
        yield office, _actor(office, arguments)


@contextmanager
def signed_in(arguments: Namespace) -> Iterator[tuple[Office, Actor]]:
    """The office and who works in it, for words that write: somebody must answer for it."""
    with opened(arguments) as (office, actor):
        if actor is None:
            raise Refused("cli.user", names="、".join(office.people()))
        with office.read() as read:
            if told := clock_warning(read):
                sys.stderr.write(f"{told}\n")
        yield office, actor


@contextmanager
def unproved(arguments: Namespace) -> Iterator[Office]:
    """The office of --office, before anybody has said who he is."""
    if not arguments.office:
        raise Refused("cli.office")
    with Office(Path(arguments.office)) as office:
        yield office


def _actor(office: Office, arguments: Namespace) -> Actor | None:
    """Whoever proves himself: by the token of --token, else the person of --as, without it the only one, by password."""
    if arguments.token:
        return tokens.redeem(office, Path(arguments.token), arguments.user or "")
    name = named(office, arguments)
    with office.read() as read:
        shown = sign_in.public_passwords(read)
        public = bool(name) and sign_in.is_public(read, name)
    if public or (shown and not name):
        return office.person(name) if name else None
    if not name:
        raise Refused("cli.user", names="、".join(office.people()))
    return by_password(office, name)


def by_password(office: Office, name: str) -> Actor:
    """Somebody who types his own password."""
    office.person(name)
    entry = sign_in.sign_in(office, name, secret(say("sign_in.password_of", name=name)))
    if entry.given:
        raise Refused("sign_in.change_first", name=name)
    return entry.actor


def named(office: Office, arguments: Namespace) -> str:
    """The person of --as, else the only one; '' where there are several."""
    people = office.people()
    return arguments.user or (people[0] if len(people) == 1 else "")


def secret(question: str) -> str:
    """A password, typed without showing; Refused where nobody can type."""
    if not at_terminal():
        raise Refused("sign_in.no_terminal")
    return getpass.getpass(question)


def at_terminal() -> bool:
    """Whether somebody can type here."""
    return bool(sys.stdin and sys.stdin.isatty())


def uid(text: str) -> int:
    """A uid of its 13 characters."""
    found = uid_of(text)
    if found is None:
        raise Refused("cli.uid", uid=text)
    return found
