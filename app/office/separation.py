"""Never two of one person's acts on one record's money, where the office has the people (岗位权限不相容)."""

from collections.abc import Mapping

from sqlalchemy import select

from app.kernel.noun import Noun, Verb
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CREATE, TITLES
from app.office.staffing import UNDERSTAFFED, staffed
from app.store.models import User
from app.store.work import Read, Work

_ASK = Verb(CREATE, TITLES[CREATE])
_HANDED_IN = ("submit", CREATE)
_AFTERWARDS = ("pay", "repay")


def another_person(work: Work, first: str | None, title: str) -> None:
    """Two people for public money, however few an office has: who handed in cannot also decide."""
    if first == work.actor.name:
        raise Refused("move.self", verb=title, who=work.actor.name)


def check_separation(work: Work, flow: Noun, verb: str, done: Mapping[str, str | None]) -> int:
    """1 when this is one person's second act on a record, as an office without the people may have it; else 0.

    `done` are the verbs before it and who did them. Refused where the office has the people, or one who could do this
    and did nothing before, or has not said that it lacks them; deciding on what one handed in oneself is refused to everybody.
    """
    who = work.actor.name
    own = next((earlier for earlier, by in done.items() if by == who), None)
    if own is None:
        return 0
    moves = {move.word: move for move in flow.moves} | {CREATE: _ASK}
    if own in _HANDED_IN and verb not in _AFTERWARDS:
        another_person(work, who, moves[verb].title)
    told = {"who": who, "verb": moves[verb].title, "done": moves[own].title}
    people = roles(work)
    another = any(moves[verb].open_to(held) for name, held in people.items() if name not in done.values())
    if another or staffed(list(people.values()), [moves[act].roles for act in (*done, verb)]):
        raise Refused("move.two_acts", **told)
    if work.settings.get(UNDERSTAFFED) != "1":
        raise Refused("move.short", **told)
    return 1


def staffing(read: Read) -> str:
    """What a small office says of itself on every report; '' where each act is another person's."""
    return say("office.understaffed") if read.settings.get(UNDERSTAFFED) == "1" else ""


def roles(read: Read) -> dict[str, frozenset[str]]:
    """The roles of those who work here, by name."""
    active = read.session.scalars(select(User).where(User.state == "active").order_by(User.uid))
    return {user.name: frozenset(user.roles.split()) for user in active}
