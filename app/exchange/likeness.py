"""How likely a column is a field: by its heading, and more by what stands below it where that tells."""

import difflib
import re
from collections.abc import Mapping, Sequence

from app.exchange import units
from app.exchange.header import plain
from app.exchange.joined_cells import BANK, parted
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue

ALIKE, _CERTAIN, _WEIGHT, _NAMED = 0.6, 0.8, 0.3, 0.4
"""From which likeness on a field is guessed, that of a name within the other, how much samples weigh, and beside which name."""
_TELLING = frozenset({k.ID.name, k.PHONE.name, k.ACCOUNT.name, k.USCC.name, k.DATE.name, k.FEN.name})
"""Kinds that samples tell apart by themselves."""
_NUMBERS = frozenset({k.ID.name, k.PHONE.name, k.ACCOUNT.name, k.USCC.name, k.CODE.name, k.PROOF.name})
_NO_DAYS = _NUMBERS - {k.ID.name} | {k.TEXT.name}
"""Kinds of fields that no heading of a day or time names; what reads as an identity number is one all the same."""
_LONG_NUMBER, _BLANKS = re.compile(r"\d{12}"), re.compile(r"(?<=\d)\s+(?=\d)")
_WHEN = re.compile("(?:日期|时间|日)$")
_DAY = re.compile("日$")
_BRACKETS, _CARD = re.compile(r"\([^()]*\)"), re.compile("[卡账帐]")
_TELLS_NOTHING = re.compile(r"\([^()]*\)|日期|时间|年月日|号码|编号|方式|情况|信息|名称|号$|费$")
_SHORT, _LONGEST_MARK = 3, 4
"""Signs of a title of which more than one must be shared, as of two any two are half alike, and those of a mark at most."""


def likeness(heading: str, samples: Sequence[str], field: Field, lists: Mapping[str, Sequence[str]]) -> float:
    """How likely a column with such samples is a field, from 0 on; from ALIKE on it is guessed."""
    if _is_other(heading, field) or _are_other_words([*filter(None, map(str.strip, samples))], field, lists):
        return 0.0
    if field.kind.name in _NO_DAYS and _WHEN.search(heading):
        return 0.0
    heading = _DAY.sub("日期", heading)  # 开卡日 is 开卡日期, and no 开业日期 for its last sign
    hinted = not {plain(heading), _BRACKETS.sub("", plain(heading))}.isdisjoint(field.hints)
    named = 1.0 if hinted else max(_similar(plain(heading), plain(title)) for title in (field.title, *field.aliases))
    told = [units.whole(field, heading, text.strip()) for text in samples if text.strip()]
    if not told:
        return named
    long = [bool(_LONG_NUMBER.search(_BLANKS.sub("", text))) for text in told]
    if field.kind.name not in _NUMBERS and any(long):
        return 0.0  # an account or an identity number is no name of a bank
    share = sum(_told_by(field, text, lists) for text in told) / len(told)
    marks = hinted and field.kind is k.COUNT and are_marks(told)
    if hinted and field.key == "bank" and not all(map(BANK.search, told)):
        return 0.0  # 网点 and 机构 are those of a bank where it is named
    if not share and not (marks or field.choices or (hinted and choices_of(field, lists))):
        return 0.0  # only words of a list may all be others than ours, where the heading names the field itself
    if field.kind is k.ACCOUNT and share == 1 and _CARD.search(heading) and all(long):
        return max(named, ALIKE) + share  # 工资卡, 资助卡 with long numbers below them
    if field.kind is k.ID:  # what reads as an identity number is one, whatever it is called
        return max(named, ALIKE) + share
    if hinted and field.choices and not share:
        named = ALIKE  # a heading that is nearer to its name goes before one that is only a hint of it
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


def _is_other(heading: str, field: Field) -> bool:
    """Whether a heading names another thing than the field."""
    return units.is_other(field, heading) or any(re.search(word, heading) for word in field.never)


def _are_other_words(told: Sequence[str], field: Field, lists: Mapping[str, Sequence[str]]) -> bool:
    """Whether what stands in a column says what the field is not, and none of it is a value of the field; or is a number
    where the field has a list of words."""
    if field.choices and any(text.isdecimal() for text in told):
        return True
    unlike = [text for text in told if any(re.fullmatch(word, text) for word in field.unlike)]
    return bool(unlike) and len(unlike) == len(told) and not any(fits(field, text, lists) for text in unlike)


def _told_by(field: Field, text: str, lists: Mapping[str, Sequence[str]]) -> bool:
    """Whether a cell tells a value of a field: as it is, beside another text, or as the first of several telephones."""
    first = field.kind is k.PHONE and bool(k.first_phone(text))
    return first or fits(field, text, lists) or parted(field, text) is not None


def fits(field: Field, text: str, lists: Mapping[str, Sequence[str]]) -> bool:
    """Whether a text is a value of a field; of a list that is not at hand nothing is."""
    if field.choices and field.choices not in lists:
        return False
    try:
        field.read(text, lists)
    except BadValue:
        return False
    return True


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


def are_marks(words: Sequence[str]) -> bool:
    """Whether words may be marks, √ or 请假: short, and no numbers."""
    return all(len(word) <= _LONGEST_MARK and not any(map(str.isdigit, word)) for word in words)
