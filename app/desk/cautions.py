"""What is said before a verb is done: what to look at, what lines only warn of, what is corrected or waits for it."""

from collections.abc import Collection

from app.desk.hooks import hooks
from app.kernel.workflow import CORRECT, CREATE, EDIT
from app.office.correction.requests import waiting
from app.store.work import Read

_ASKING = (CREATE, EDIT, CORRECT, "leave", "rejoin")
"""Verbs that may do no more than ask."""


def before(read: Read, noun: str, word: str, uids: Collection[int]) -> str:
    """What is said before a verb is done: what one record is to be looked at for, and the warnings."""
    looked = [hooks(noun).advice(read, uid).get(word, "") for uid in uids] if len(uids) == 1 else []
    return "\n".join(filter(None, (*looked, *cautions_of(read, noun, word, uids))))


def cautions_of(read: Read, noun: str, word: str, uids: Collection[int]) -> list[str]:
    """What some records warn of; which corrections of them wait for a second person."""
    warn = hooks(noun).warn
    warned = warn(read, word, uids) if warn else []
    return [*warned, *(waiting(read, noun, list(uids)) if word in _ASKING else ())]
