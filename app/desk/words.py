"""Doing a verb by its words: what the menus offer, the command line accepts and the journal records are the same."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.desk.hooks import hooks
from app.desk.records import RECORDS, functions
from app.kernel.fields import REASON, Field, read_values
from app.kernel.kinds import Value
from app.kernel.noun import Noun, Verb
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import CORRECT, CREATE, EDIT, ROLES, TITLES
from app.plan.deadline.deadline_sync import sync_moved
from app.record.pack_facts import noun_at
from app.record.record import Record
from app.store.work import Read, Work


def find(noun: str, word: str) -> tuple[Record, Verb]:
    """A noun bound to its table, and its verb; Refused with the words that there are."""
    record = RECORDS.get(noun)
    if record is None:
        raise Refused("words.noun", noun=noun, nouns="、".join(RECORDS))
    if word not in (words := functions(record)):
        raise Refused("words.verb", noun=noun, verb=word, verbs="、".join(words))
    return record, record.noun.verb(word)


def offered(fields: Sequence[Field], lists: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    """The fields to ask for: one whose list the policy pack leaves out has nothing to choose from."""
    return tuple(f for f in fields if f.required or not f.choices or lists[f.choices])


def do(work: Work, noun: str, word: str, uid: int | None, texts: Mapping[str, str], revision: int | None = None) -> int:
    """Do a verb with parameters as text; gives the uid of the record (of the new one for verbs that make one).

    Raises Problems with everything wrong in the texts, and Refused when the record was changed since `revision`.
    """
    record, verb = find(noun, word)
    run, values = functions(record)[word], _read(work, noun_at(work, record, uid), verb, texts)
    if verb.creates:
        if not verb.open_to(work.actor.roles):
            raise Refused("move.role", verb=TITLES[CREATE], role=ROLES[verb.role])
        created = int(run(work, **values))
        sync_moved(work)
        return created
    if uid is None:
        raise Refused("words.uid", verb=word)
    if verb.together:
        do_together(work, noun, word, (uid,), texts)
        return uid
    if revision is not None and revision_of(work, noun, uid) != revision:
        raise Refused("record.changed")
    made = run(work, uid, **values)
    sync_moved(work)
    return uid if made is None else int(made)


def do_together(work: Work, noun: str, word: str, uids: Sequence[int], texts: Mapping[str, str]) -> None:
    """Do a verb once to some records together; either all of them go on or none."""
    record, verb = find(noun, word)
    functions(record)[word](work, uids, **_read(work, noun_at(work, record, uids[0]), verb, texts))
    sync_moved(work)


def do_selected(
    work: Work, noun: str, word: str, uids: Sequence[int], texts: Mapping[str, str], revision: int | None = None
) -> int:
    """Do a verb to the record that is selected, or to none; to several once together. Gives its uid, 0 for several."""
    if len(uids) <= 1:
        return do(work, noun, word, next(iter(uids), None), texts, revision)
    do_together(work, noun, word, uids, texts)
    return 0


def _read(read: Read, noun: Noun, verb: Verb, texts: Mapping[str, str]) -> dict[str, Value]:
    asks = noun.asks(verb)
    known = {field.key for field in asks}
    for key in texts:
        if key not in known:
            raise Refused("words.param", verb=verb.word, key=key, keys="、".join(sorted(known)) or "无")
    partly = verb.word in (EDIT, CORRECT)
    asked = [f for f in asks if not partly or f.key in texts or f is REASON]
    values, problems = read_values(asked, texts, read.lists())
    if problems:
        raise Problems(problems)
    return values


def revision_of(read: Read, noun: str, uid: int) -> int | None:
    """The revision of a record, for `do` to see whether another saved in between; None where there are none."""
    model = RECORDS[noun].model
    if not hasattr(model, "revision"):
        return None
    found = read.session.scalars(select(model.revision).where(model.uid == uid)).first()
    return None if found is None else int(found)


def allowed(read: Read, noun: str, uid: int) -> tuple[str, ...]:
    """The verbs that the person working may apply to a record now."""
    record = RECORDS[noun]
    row: Any = read.session.get(record.model, record.key(uid))
    if row is None or read.actor is None:
        return ()
    known, own = record.noun, read.own.uid
    foreign = record.keeper(row, own) != own
    barred, done = hooks(noun).bars(read, (uid,)), functions(record)
    may = known.allowed(getattr(row, "state", known.first), read.actor.roles)
    fit = (word for word in may if word in done and known.verb(word).foreign == foreign)
    return tuple(word for word in fit if uid not in barred.get(word, {}))
