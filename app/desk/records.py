"""The nouns bound to their tables. Importing this makes every table of the program known."""

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module

from app.desk.nouns import NOUNS
from app.record.record import Record, Verb

_BOUND: Mapping[str, Record] = {name: import_module(f"{noun.module}.record").RECORD for name, noun in NOUNS.items()}
"""`record` beside a `noun` is the only module that is found by its name."""


def _whole(record: Record) -> Record:
    """A record with the columns that higher subjects give."""
    if not record.later:
        return record
    names = {f"{record.noun.name}.{key}": key for key in record.later}
    givers = [giver for giver in _BOUND.values() if not names.keys().isdisjoint(giver.gives)]
    given = {names[word]: sql for giver in givers for word, sql in giver.gives.items() if word in names}
    watches = frozenset().union(*(giver.listing.watches for giver in givers))
    later = record.later - given.keys()
    return replace(record, sql={**record.sql, **given}, later=later, watches=record.watches | watches)


RECORDS: Mapping[str, Record] = {name: _whole(record) for name, record in _BOUND.items()}
"""By noun."""
LENT: Mapping[str, Verb] = {word: run for record in RECORDS.values() for word, run in record.lends.items()}
"""Verbs that are done in a higher subject than that of their noun."""


def functions(record: Record) -> dict[str, Verb]:
    """The functions of a noun's verbs, those lent by higher subjects among them, in the order of its declaration."""
    noun = record.noun
    found = {
        **record.verbs,
        **{verb.word: LENT[key] for verb in noun.verbs if (key := f"{noun.name}.{verb.word}") in LENT},
    }
    return {verb.word: found[verb.word] for verb in noun.verbs if verb.word in found}
