"""The nouns bound to their tables. Importing this makes every table of the program known."""

from collections.abc import Mapping
from importlib import import_module

from app.desk.nouns import NOUNS
from app.record.record import Record, Verb

RECORDS: Mapping[str, Record] = {name: import_module(f"{noun.module}.record").RECORD for name, noun in NOUNS.items()}
"""By noun; `record` beside a `noun` is the only module that is found by its name."""
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
