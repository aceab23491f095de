"""What a table leaves open, as questions with a best guess: which field a heading is, what a word means."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.exchange import everyday_words
from app.exchange.asking import AS_IT_STANDS as AS_IT_STANDS
from app.exchange.asking import COLUMN as COLUMN
from app.exchange.asking import CONSTANT as CONSTANT
from app.exchange.asking import MISSING as MISSING
from app.exchange.asking import ROWS as ROWS
from app.exchange.asking import SHEETS as SHEETS
from app.exchange.asking import VALUE as VALUE
from app.exchange.asking import VOID as VOID
from app.exchange.asking import Asking as Asking
from app.exchange.asking import Question as Question
from app.exchange.asking import answered as answered
from app.exchange.asking import guessed as guessed
from app.exchange.header import is_somebody_else, plain
from app.exchange.legend import NONE, is_absent
from app.exchange.likeness import ALIKE, likeness
from app.exchange.likeness import are_marks as are_marks
from app.exchange.likeness import choices_of as choices_of
from app.exchange.likeness import fits as fits
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.record.imports.layout import LEFT_OUT

_APART = re.compile("[不未非无没否免]"), re.compile("军人")
"""What a word and a choice that it is like both have or both have not: 残疾军人 are no mere 残疾人."""
_SEVERAL = re.compile(r"(?<=[\u4e00-\u9fff])[、，,/／;；+](?=[\u4e00-\u9fff])")
"""Between words of which one choice would lose the other: 脱贫户、残疾人."""
_NEAR, _SHORT = 0.8, 3
"""From which likeness on a word is guessed, and how long it must be for it: of two signs any two are half alike."""
_PARTS = re.compile(r"[^\s()/、]+")
"""What a label is put together of, 四级 and 中级工 of 四级/中级工."""
_NOISE = re.compile(r"[\s\"'“”‘’()（）\[\]【】/、.．,，:：;；·]|^\d+(?=[.．、])")
MANY_WORDS = 30
"""Unknown words of one field that are asked about, however often each stands there; more of them are no list of words."""


# --- which field a heading is -----------------------------------------------------------------------------------------


def of_columns(
    titles: Mapping[str, tuple[str, ...]], open_fields: Sequence[Field], lists: Mapping[str, Sequence[str]]
) -> list[Question]:
    """A question for each heading that is no field by its name, with its samples; each field is guessed once.

    They are about the plain heading, and say it as it stands in the table.
    """
    called = {plain(title): title for title in titles}
    headings = {plain(title): samples for title, samples in titles.items()}
    scored = sorted(
        (
            (score, heading, field.key)
            for heading, samples in headings.items()
            for field in open_fields
            if not is_somebody_else(heading, open_fields)
            and (score := likeness(heading, samples, field, lists)) >= ALIKE
        ),
        reverse=True,
    )
    guesses: dict[str, str] = {}
    for _, heading, key in scored:
        if heading not in guesses and key not in guesses.values():
            guesses[heading] = key
    rivals = _rivals(scored, guesses, open_fields)
    options = ((LEFT_OUT, say("question.left_out")), *((field.key, field.title) for field in open_fields))
    return [
        Question(COLUMN, heading, "", called[heading], samples, options, LEFT_OUT, several=True)
        if heading in rivals
        else Question(COLUMN, heading, "", called[heading], samples, options, guesses.get(heading, LEFT_OUT))
        for heading, samples in headings.items()
    ]


def _rivals(
    scored: Sequence[tuple[float, str, str]], guesses: Mapping[str, str], open_fields: Sequence[Field]
) -> set[str]:
    """The headings of which several may be the account that money is paid into: none of them is guessed."""
    found = set[str]()
    for field in open_fields:
        if field.kind is k.ACCOUNT:
            alike = [h for _, h, key in scored if key == field.key and guesses.get(h, key) == key]
            found.update(alike if len(alike) > 1 else ())
    return found


# --- what a word means ------------------------------------------------------------------------------------------------


def of_constant(field: Field, lists: Mapping[str, Sequence[str]]) -> Question:
    """What holds for all rows of a column that the table has not got."""
    options = tuple((choice, choice) for choice in choices_of(field, lists))
    by_row = ((AS_IT_STANDS, say("question.fill_by_row")),)
    return Question(CONSTANT, field.key, field.key, field.title, (), (*options, *by_row) if options else ())


def of_month(
    field: Field, headings: Sequence[str], outside: str = "", span: tuple[date, date] | None = None
) -> Question:
    """The year and month of days that stand as headings without them; `outside` is one that is said and not within the span."""
    asked = Question(CONSTANT, field.key, field.key, field.title, tuple(headings))
    if not outside or not span:
        return asked
    told = {"month": outside, "first": span[0], "last": span[1], "samples": "、".join(headings)}
    return replace(asked, sentence=say("question.month_outside", **told))


def of_missing(field: Field) -> Question:
    """A column that nothing stands in for, as no two rows have the same."""
    options = ((AS_IT_STANDS, say("question.fill_by_row")),)
    return Question(MISSING, field.key, field.key, field.title, (), options)


def of_known(field: Field, word: str, lists: Mapping[str, Sequence[str]]) -> Question:
    """A word of theirs whose meaning was answered, to be looked at again, wherever it stands."""
    choices = choices_of(field, lists)
    return replace(of_value(field, word, 0, choices) if choices else of_mark(field, word, 0), samples=())


def of_value(field: Field, word: str, times: int, choices: Sequence[str], said: str | None = None) -> Question:
    """Which of our words one of theirs is; `said` is what it was elsewhere, guessed where it still may be answered."""
    options = [*((choice, choice) for choice in choices), (AS_IT_STANDS, say("question.by_row"))]
    if not field.required:
        options.append((LEFT_OUT, say("question.blank")))
    guess = likely(word, choices) or ("" if field.required else AS_IT_STANDS)
    guess = said if said is not None and said in dict(options) else guess
    return Question(VALUE, word, field.key, field.title, (say("question.times", count=times),), tuple(options), guess)


def of_mark(field: Field, word: str, times: int, guess: str = "") -> Question:
    """How much a mark in a wide table is worth: a number; 0 where it makes no row."""
    guess = guess or (NONE if is_absent(word) else "")
    return Question(VALUE, word, field.key, field.title, (say("question.times", count=times),), (), guess)


def likely(word: str, choices: Sequence[str]) -> str:
    """The choice that a word seems to be: one that it is like, else what it means in everyday words; '' for none."""
    return nearest(word, choices) or everyday_words.meant(word, choices)


def nearest(word: str, choices: Sequence[str]) -> str:
    """The choice that a word is but for its marks or the order of its parts, that alone holds it, or that it is most alike.

    Not one that says of what sort the word is, as 职业农民 are only some of 农民 and another subsidy is paid for them.
    """
    told = _NOISE.sub("", word)
    bare = {choice: _NOISE.sub("", choice) for choice in choices}
    for apart in _APART:
        bare = {choice: text for choice, text in bare.items() if bool(apart.search(text)) == bool(apart.search(told))}
    bare = {choice: text for choice, text in bare.items() if text == told or not text.endswith(told)}
    if not told:
        return ""
    parts = set(_PARTS.findall(unicodedata.normalize("NFKC", word)))
    same = [choice for choice, text in bare.items() if text == told or set(_PARTS.findall(choice)) == parts]
    holding = [choice for choice, text in bare.items() if told in text or text in told]
    holding = [
        choice for choice in holding if 2 * min(len(told), len(bare[choice])) >= max(len(told), len(bare[choice]))
    ]
    if same or (len(holding) == 1 and not _SEVERAL.search(word)):
        return (same or holding)[0]
    if _SEVERAL.search(word):
        return ""
    near = difflib.get_close_matches(told, list(bare.values()), 1, _NEAR) if len(told) >= _SHORT else []
    return next((choice for choice, text in bare.items() if near and text == near[0]), "")
