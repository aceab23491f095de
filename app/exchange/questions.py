"""What a table leaves open, as questions with a best guess: which field a heading is, what a word means."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.exchange import everyday_words, units
from app.exchange.asking import AS_IT_STANDS as AS_IT_STANDS
from app.exchange.asking import COLUMN as COLUMN
from app.exchange.asking import CONSTANT as CONSTANT
from app.exchange.asking import MISSING as MISSING
from app.exchange.asking import ROWS as ROWS
from app.exchange.asking import SHEETS as SHEETS
from app.exchange.asking import VALUE as VALUE
from app.exchange.asking import Asking as Asking
from app.exchange.asking import Question as Question
from app.exchange.asking import answered as answered
from app.exchange.asking import guessed as guessed
from app.exchange.header import is_somebody_else, plain
from app.exchange.joined_cells import parted
from app.exchange.legend import NONE, is_absent
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.record.imports.layout import LEFT_OUT

_ALIKE, _CERTAIN, _WEIGHT, _NAMED = 0.6, 0.8, 0.3, 0.4
"""From which likeness on a field is guessed, that of a name within the other, how much samples weigh, and beside which name."""
_TELLING = frozenset({k.ID.name, k.PHONE.name, k.ACCOUNT.name, k.USCC.name, k.DATE.name, k.FEN.name})
"""Kinds that samples tell apart by themselves."""
_NUMBERS = frozenset({k.ID.name, k.PHONE.name, k.ACCOUNT.name, k.USCC.name, k.CODE.name, k.PROOF.name})
_NO_DAYS = _NUMBERS - {k.ID.name} | {k.TEXT.name}
"""Kinds of fields that no heading of a day or time names; what reads as an identity number is one all the same."""
_LONG_NUMBER, _BLANKS = re.compile(r"\d{12}"), re.compile(r"(?<=\d) (?=\d{3})")
_WHEN = re.compile("(?:日期|时间|日)$")
_DAY = re.compile("日$")
_BRACKETS, _CARD = re.compile(r"\([^()]*\)"), re.compile("[卡账帐]")
_NOT = re.compile("[不未非无没否免]")
_TELLS_NOTHING = re.compile(r"\([^()]*\)|日期|时间|年月日|号码|编号|方式|情况|信息|名称|号$|费$")
_NEAR, _SHORT = 0.8, 3
"""From which likeness on a word is guessed, and how long it must be for it: of two signs any two are half alike."""
_PARTS = re.compile(r"[^\s()/、]+")
"""What a label is put together of, 四级 and 中级工 of 四级/中级工."""
_NOISE = re.compile(r"[\s\"'“”‘’()（）\[\]【】/、.．,，:：;；·]|^\d+(?=[.．、])")
_LONGEST_MARK = 4
MANY_WORDS = 30
"""Unknown words of one field that are asked about, however often each stands there; more of them are no list of words."""


# --- which field a heading is -----------------------------------------------------------------------------------------


def of_columns(
    headings: Mapping[str, tuple[str, ...]], open_fields: Sequence[Field], lists: Mapping[str, Sequence[str]]
) -> list[Question]:
    """A question for each heading that is no field by its name, with its samples; each field is guessed once."""
    scored = sorted(
        (
            (score, heading, field.key)
            for heading, samples in headings.items()
            for field in open_fields
            if not is_somebody_else(heading, open_fields)
            and (score := _likeness(heading, samples, field, lists)) >= _ALIKE
        ),
        reverse=True,
    )
    guesses: dict[str, str] = {}
    for _, heading, key in scored:
        if heading not in guesses and key not in guesses.values():
            guesses[heading] = key
    options = ((LEFT_OUT, say("question.left_out")), *((field.key, field.title) for field in open_fields))
    return [
        Question(COLUMN, heading, "", heading, samples, options, guesses.get(heading, LEFT_OUT))
        for heading, samples in headings.items()
    ]


def _likeness(heading: str, samples: Sequence[str], field: Field, lists: Mapping[str, Sequence[str]]) -> float:
    """How likely a column is a field: by its name, and more by what stands in it where that tells."""
    if units.is_other(field, heading):
        return 0.0
    if field.choices and any(text.strip().isdecimal() for text in samples):
        return 0.0  # words of a list are no numbers
    if field.kind.name in _NO_DAYS and _WHEN.search(heading):
        return 0.0
    heading = _DAY.sub("日期", heading)  # 开卡日 is 开卡日期, and no 开业日期 for its last sign
    hinted = not {plain(heading), _BRACKETS.sub("", plain(heading))}.isdisjoint(field.hints)
    named = 1.0 if hinted else max(_similar(plain(heading), plain(title)) for title in (field.title, *field.aliases))
    told = [units.whole(field, heading, text.strip()) for text in samples if text.strip()]
    if not told:
        return named
    if field.kind.name not in _NUMBERS and any(_LONG_NUMBER.search(_BLANKS.sub("", text)) for text in told):
        return 0.0  # an account or an identity number is no name of a bank
    share = sum(fits(field, text, lists) or parted(field, text) is not None for text in told) / len(told)
    marks = hinted and field.kind is k.COUNT and are_marks(told)
    if not share and not (marks or field.choices or (hinted and choices_of(field, lists))):
        return 0.0  # only words of a list may all be others than ours, where the heading names the field itself
    if field.kind is k.ACCOUNT and share == 1 and _CARD.search(heading) and all(map(_LONG_NUMBER.search, told)):
        return max(named, _ALIKE) + share  # 工资卡, 资助卡 with long numbers below them
    if field.kind is k.ID:  # what reads as an identity number is one, whatever it is called
        return max(named, _ALIKE) + share
    telling = (field.kind.name in _TELLING or bool(field.choices)) and named >= _NAMED
    return named + _WEIGHT * share if telling else named


def _similar(one: str, other: str) -> float:
    """How alike two headings are, by what tells them: 参保日期 and 入职日期 only share that they are dates."""
    one, other = (_TELLS_NOTHING.sub("", title) or title for title in (one, other))
    if one == other:
        return 1.0
    if min(len(one), len(other)) > 1 and (one in other or other in one):
        return _CERTAIN
    if max(len(one), len(other)) < _SHORT:
        return 0.0  # 开户 and 开业 share no more than a sign
    return difflib.SequenceMatcher(None, one, other).ratio()


def fits(field: Field, text: str, lists: Mapping[str, Sequence[str]]) -> bool:
    """Whether a text is a value of a field; of a list that is not at hand nothing is."""
    if field.choices and field.choices not in lists:
        return False
    try:
        field.read(text, lists)
    except BadValue:
        return False
    return True


# --- what a word means ------------------------------------------------------------------------------------------------


def choices_of(field: Field, lists: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What a field may be; a coded kind names its titles when it refuses; () where it is free."""
    if field.choices:
        return tuple(lists.get(field.choices, ()))
    if field.kind is k.FLAG:
        return ("是", "否")
    try:
        field.kind.read("?")
    except BadValue as bad:
        named = bad.params.get("choices")
        return tuple(named.split("、")) if isinstance(named, str) else ()
    return ()


def of_constant(field: Field, lists: Mapping[str, Sequence[str]]) -> Question:
    """What holds for all rows of a column that the table has not got."""
    options = tuple((choice, choice) for choice in choices_of(field, lists))
    by_row = ((AS_IT_STANDS, say("question.fill_by_row")),)
    return Question(CONSTANT, field.key, field.key, field.title, (), (*options, *by_row) if options else ())


def of_month(field: Field, headings: Sequence[str]) -> Question:
    """The year and month of days that stand as headings without them."""
    return Question(CONSTANT, field.key, field.key, field.title, tuple(headings))


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
    guess = likely(word, choices) or AS_IT_STANDS
    guess = said if said is not None and said in dict(options) else guess
    return Question(VALUE, word, field.key, field.title, (say("question.times", count=times),), tuple(options), guess)


def are_marks(words: Sequence[str]) -> bool:
    """Whether words may be marks, √ or 请假: short, and no numbers."""
    return all(len(word) <= _LONGEST_MARK and not any(map(str.isdigit, word)) for word in words)


def of_mark(field: Field, word: str, times: int, guess: str = "") -> Question:
    """How much a mark in a wide table is worth: a number; 0 where it makes no row."""
    guess = guess or (NONE if is_absent(word) else "")
    return Question(VALUE, word, field.key, field.title, (say("question.times", count=times),), (), guess)


def likely(word: str, choices: Sequence[str]) -> str:
    """The choice that a word seems to be: one that it is like, else what it means in everyday words; '' for none."""
    return nearest(word, choices) or everyday_words.meant(word, choices)


def nearest(word: str, choices: Sequence[str]) -> str:
    """The choice that a word is but for its marks or the order of its parts, that alone holds it, or that it is most alike."""
    told = _NOISE.sub("", word)
    bare = {choice: _NOISE.sub("", choice) for choice in choices}
    bare = {choice: text for choice, text in bare.items() if bool(_NOT.search(text)) == bool(_NOT.search(told))}
    if not told:
        return ""
    parts = set(_PARTS.findall(unicodedata.normalize("NFKC", word)))
    same = [choice for choice, text in bare.items() if text == told or set(_PARTS.findall(choice)) == parts]
    holding = [choice for choice, text in bare.items() if told in text or text in told]
    holding = [
        choice for choice in holding if 2 * min(len(told), len(bare[choice])) >= max(len(told), len(bare[choice]))
    ]
    if same or len(holding) == 1:
        return (same or holding)[0]
    near = difflib.get_close_matches(told, list(bare.values()), 1, _NEAR) if len(told) >= _SHORT else []
    return next((choice for choice, text in bare.items() if near and text == near[0]), "")
