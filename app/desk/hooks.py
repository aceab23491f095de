"""What each noun adds to its declaration: where it is declared, and in higher subjects that have to do with it."""

from collections.abc import Mapping
from functools import reduce

from app.desk.records import RECORDS
from app.record.hooks import Hooks

_NONE = Hooks()


def _gathered(noun: str) -> Hooks:
    added = (record.adds[noun] for record in RECORDS.values() if noun in record.adds)
    return reduce(Hooks.and_, added, RECORDS[noun].hooks)


_HOOKS: Mapping[str, Hooks] = {noun: _gathered(noun) for noun in RECORDS}


def hooks(noun: str) -> Hooks:
    """What a noun adds; nothing, of most."""
    return _HOOKS.get(noun, _NONE)
