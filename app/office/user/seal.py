"""Whether the people of the office, their posts and passwords are as the program left them: each change is sealed in the journal.

Somebody who changes the table with another program leaves a digest that does not fit. The journal keeps no secret, so
that who knows this program well can mend that, too: only an encrypted database would stop him.
"""

import hashlib

from sqlalchemy import select

from app.store.models import Credential, Journal, User
from app.store.work import Read, Work

SEAL = "seal"
_SHOWN = 16


def seal(work: Work) -> None:
    """Journal what the people of the office are from now on."""
    work.session.flush()
    work.log("user", SEAL, work.own.uid, _digest(work))


def is_broken(read: Read) -> bool:
    """Whether somebody changed them past the program; False of an office that sealed nothing yet."""
    last = select(Journal.detail).where(Journal.verb == SEAL, Journal.noun == "user").order_by(Journal.id.desc())
    sealed = read.session.scalars(last).first()
    return sealed is not None and sealed != _digest(read)


def _digest(read: Read) -> str:
    """Of names, posts, states and digests of passwords; who waits to be confirmed can do nothing."""
    people = select(User.name, User.roles, User.state, Credential.secret, Credential.given).join_from(
        User, Credential, Credential.user_uid == User.uid, isouter=True
    )
    rows = read.session.execute(people.where(User.state != "pending").order_by(User.uid)).all()
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()[:_SHOWN]
