"""What waits for whoever works here (待办): the records whose turn is his, by noun and state, as their lists show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.desk.lists import LISTINGS
from app.desk.nouns import NOUNS
from app.kernel.fields import ORIGIN
from app.kernel.kinds import FEN
from app.kernel.noun import Noun, Turn
from app.kernel.texts import say
from app.kernel.workflow import CHIEF, REVIEWER
from app.office.correction.requests import deciders
from app.office.separation import roles, staffing
from app.record.listing import Filter, Query
from app.store.models import OfficeRow
from app.store.work import Actor, Read


@dataclass(frozen=True)
class Waiting:
    """Records of one list that wait for the same: the conditions that show them, how many, and their money (分)."""

    screen: str
    title: str
    filters: tuple[Filter, ...]
    count: int
    total_fen: int | None = None

    @property
    def text(self) -> str:
        """What waits, and how many."""
        return say("todo.entry", title=self.title, count=f"{self.count:,}")

    @property
    def told(self) -> str:
        """The same with the money that it comes to."""
        return self.text + ("" if self.total_fen is None else say("todo.sum", total=FEN.show(self.total_fen)))


def todo(read: Read) -> list[Waiting]:
    """What waits for who is reading, in the order of the program's nouns; nothing where nobody is."""
    actor = read.actor
    if actor is None:
        return []
    turns = [(noun, turn) for noun in NOUNS.values() for turn in noun.turns if actor.roles & _whose(noun, turn)]
    several = int(read.session.scalar(select(func.count()).select_from(OfficeRow)) or 0) > 1
    found = (
        _waiting(read, noun, turn, (*conditions, *(_own(read, noun) if several else ())))
        for noun, turn in turns
        for conditions in _not_his(read, actor, turn)
    )
    return [each for each in found if each.count]


def _whose(noun: Noun, turn: Turn) -> frozenset[str]:
    return frozenset({turn.role}) if turn.role else noun.verb(turn.verb).roles


def _own(read: Read, noun: Noun) -> tuple[Filter, ...]:
    """What another office reported is that office's turn."""
    return (Filter(ORIGIN.key, "=", read.own.name),) if noun.origin_listed else ()


def _not_his(read: Read, actor: Actor, turn: Turn) -> Sequence[tuple[Filter, ...]]:
    """Conditions, one set or several, that leave out what somebody did the step before of, or leaves to his seniors."""
    others = tuple(Filter(key, "!=", actor.name) for key in turn.apart)
    if turn.once and not staffing(read):
        others = (*others, Filter(turn.once, "!:", actor.name))
    if not turn.senior or actor.roles & {REVIEWER, CHIEF}:
        return [others]
    names = [name for name in roles(read) if name != actor.name]
    theirs = [name for name in names if actor.name in deciders(read, name)]
    return [others] if theirs == names else [(Filter(turn.apart[0], "=", name),) for name in theirs]


def _waiting(read: Read, noun: Noun, turn: Turn, conditions: tuple[Filter, ...]) -> Waiting:
    listing = LISTINGS[noun.plural]
    how = (("state", turn.state), *turn.where)
    shown = tuple(Filter(key, "=", listing.column(key).field.kind.show(value)) for key, value in how)
    query = Query((*shown, *conditions))
    money = func.sum(listing.column(noun.money).sql) if noun.money else func.count()
    ((count, total),) = listing.grouped(read.connection, (), (func.count(), money), query, 1)
    title = say("todo.title", noun=listing.title, how=turn.title or noun.states[turn.state])
    return Waiting(noun.plural, title, query.filters, int(count), int(total or 0) if noun.money else None)
