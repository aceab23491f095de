"""What keeps a pack file from being installed, said to somebody who has the file before him: with lines, all at once."""

from dataclasses import replace

from app.award.cases.pack_file import PackError, load_pack
from app.desk.drafts.draft import NAMED, Draft, opened, waits
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.keys import KEYS
from app.policy.pack import Pack
from app.policy.toml_table import place
from app.store.packs import failures


def checked(text: str) -> Pack:
    """The pack of a text, its worked cases run; PackError with everything that is missing or wrong."""
    draft = opened(text)
    try:
        pack = load_pack(text)
    except PackError as error:
        raise PackError([_named(found, draft) for found in error.problems if not waits(found, draft)]) from None
    if failing := failures(pack):
        raise PackError(failing)
    return pack


def _named(problem: Problem, draft: Draft) -> Problem:
    """A problem with the Chinese name of the value or field that it is about."""
    for path, value in draft.values():
        if problem.key.startswith(f"{place(path)}/") and (key := KEYS.get(str(value.get("key")))):
            return replace(problem, title=key.title)
    code = NAMED.get(problem.key.rpartition("/")[2])
    return replace(problem, title=say(code)) if code else problem
