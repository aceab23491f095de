"""Every noun with its verbs: what the menus offer, the command line accepts and the journal records are these words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.desk.hooks import hooks
from app.desk.records import RECORDS, functions
from app.kernel.fields import REASON, Field, read_values
from app.kernel.kinds import Value
from app.kernel.noun import Noun as Declared
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import CLERK, CORRECT, CREATE, EDIT, ROLES, TITLES
from app.plan.deadline.owing import follow
from app.store.work import Read, Work


@dataclass(frozen=True)
class Verb:
    """A word, the function that does it, and the fields that it asks for."""

    word: str
    run: Callable[..., Any]
    params: tuple[Field, ...] = ()
    creates: bool = False
    coins: frozenset[str] = frozenset()
    """Keys of params that name something new: there is nothing to pick from."""


@dataclass(frozen=True)
class Noun:
    """What records are called, their table, their declaration and their verbs."""

    name: str
    model: Any
    declared: Declared
    verbs: Mapping[str, Verb]

    @property
    def title(self) -> str:
        """The Chinese word."""
        return self.declared.title


def _declared() -> Iterator[Noun]:
    """The nouns with the fields that their verbs ask for and the functions that do them."""
    for record in (record for record in RECORDS.values() if record.noun.plural):
        noun, found = record.noun, functions(record)
        verbs = {
            verb.word: Verb(verb.word, found[verb.word], noun.asks(verb), verb.creates, verb.coins)
            for verb in noun.verbs
            if verb.word in found
        }
        yield Noun(noun.name, record.model, noun, verbs)


NOUNS: Mapping[str, Noun] = {noun.name: noun for noun in _declared()}


def find(noun: str, word: str) -> tuple[Noun, Verb]:
    """A noun and its verb; Refused with the words that there are."""
    known = NOUNS.get(noun)
    if known is None:
        raise Refused("words.noun", noun=noun, nouns="、".join(NOUNS))
    verb = known.verbs.get(word)
    if verb is None:
        raise Refused("words.verb", noun=noun, verb=word, verbs="、".join(known.verbs))
    return known, verb


def offered(fields: Sequence[Field], lists: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """The fields to ask for: one whose list the policy pack leaves out has nothing to choose from."""
    return tuple(f for f in fields if f.required or not f.choices or lists[f.choices])


def do(work: Work, noun: str, word: str, uid: int | None, texts: Mapping[str, str], revision: int | None = None) -> int:
    """Do a verb with parameters as text; gives the uid of the record (of the new one for verbs that make one).

    Raises Problems with everything wrong in the texts, and Refused when the record was changed since `revision`.
    """
    known, verb = find(noun, word)
    values = _read(work, verb, texts)
    if verb.creates:
        if CLERK not in work.actor.roles:
            raise Refused("move.role", verb=TITLES[CREATE], role=ROLES[CLERK])
        created = int(verb.run(work, **values))
        follow(work)
        return created
    if uid is None:
        raise Refused("words.uid", verb=word)
    if revision is not None and revision_of(work, noun, uid) != revision:
        raise Refused("record.changed")
    made = verb.run(work, uid, **values)
    follow(work)
    return uid if made is None else int(made)


def _read(read: Read, verb: Verb, texts: Mapping[str, str]) -> dict[str, Value]:
    known = {field.key for field in verb.params}
    for key in texts:
        if key not in known:
            raise Refused("words.param", verb=verb.word, key=key, keys="、".join(sorted(known)) or "无")
    partly = verb.word in (EDIT, CORRECT)
    asked = [f for f in verb.params if not partly or f.key in texts or f is REASON]
    values, problems = read_values(asked, texts, read.lists())
    if problems:
        raise Problems(problems)
    return values


def revision_of(read: Read, noun: str, uid: int) -> int | None:
    """The revision of a record, for `do` to see whether another saved in between; None where there are none."""
    model = NOUNS[noun].model
    if not hasattr(model, "revision"):
        return None
    found = read.session.scalars(select(model.revision).where(model.uid == uid)).first()
    return None if found is None else int(found)


def allowed(read: Read, noun: str, uid: int) -> tuple[str, ...]:
    """The verbs that the person working may apply to a record now."""
    known = NOUNS[noun]
    record = RECORDS.get(noun)
    row: Any = read.session.get(known.model, record.key(uid) if record else uid)
    if row is None or read.actor is None:
        return ()
    state = getattr(row, "state", next(iter(known.declared.states)))
    own = read.own.uid
    foreign = (record.keeper(row, own) if record else getattr(row, "origin", own)) != own
    barred = hooks(noun).bars(read, (uid,))
    may = known.declared.allowed(state, read.actor.roles)
    fit = (w for w in may if w in known.verbs and known.declared.move(w).foreign == foreign)
    return tuple(w for w in fit if uid not in barred.get(w, {}))
