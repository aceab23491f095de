"""Numbers and what shows that they are any: resident ID, unified social credit code, bank card, uid, a document's."""

import re
import string
import unicodedata
from datetime import date
from functools import lru_cache

_ID_LENGTH = 18
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(3**i % 31 for i in range(17))
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_OURS = frozenset(_BASE32)
_AS_DIGITS = str.maketrans(_BASE32, string.digits + string.ascii_uppercase[:22])
"""Our signs as those that Python has for digits: it has I and L among them, which we have not."""
_DIGIT = {str(d): d for d in range(10)}
_ODD = frozenset("13579")
UID_LENGTH = 13


def id_check(first17: str) -> str:
    """The 18th character of a resident ID, MOD 11-2 (GB 11643-1999)."""
    place, birth, order = first17[:6], first17[6:14], first17[14:]
    total = (_in_twos(place) << 11) + (_in_twos(birth) << 3) + _in_twos(order)
    return _ID_CHECKS[2 * total % 11]


@lru_cache(maxsize=65536)
def _in_twos(digits: str) -> int:
    """Decimal digits read in base 2, modulo 11: the standard's weights 7, 9, 10, 5 … are just 2^17, 2^16, 2^15 …"""
    total = 0
    for digit in digits:
        total = 2 * total + _DIGIT[digit]
    return total % 11


@lru_cache(maxsize=65536)
def real_date(text: str) -> date | None:
    """The date of eight digits, or None when the calendar has no such day."""
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


def id_fault(text: str, today: date) -> str:
    """The code of what is wrong with a resident ID, or '' when nothing is.

    Mainland, Hong Kong/Macao/Taiwan residents (81, 82, 83) and foreigners' permanent residence (9…) share the
    18-character form; the area code is not judged, because codes have been abolished while the people live on.
    """
    if _STARRED.search(text):
        return "id.starred"
    if _OTHER_DOCUMENT.fullmatch(text):
        return "id.other"
    if len(text) != _ID_LENGTH:
        return "id.length"
    body = text[:17]
    if not (body.isascii() and body.isdigit()):
        return "id.characters"
    born = real_date(text[6:14])
    if born is None or born > today or born.year < _OLDEST_BIRTH:
        return "id.birth"
    return "" if id_check(body) == text[17] else "id.check"


_OLDEST_BIRTH = 1900
_STARRED = re.compile(r"[*●•×█■#]|[Xx]{2}")
"""Signs that are put for digits which a reader is not to see."""
_OTHER_DOCUMENT = re.compile(r"(?=.{8,11}$)[A-Z]{1,2}\d+", re.IGNORECASE | re.ASCII)
"""The number of a passport (E12345678) or of a permit of Hong Kong, Macao and Taiwan residents (H1234567800)."""
_ID_WITHIN = re.compile(r"(?<!\d)\d{17}[\dX](?![\dX])")


def id_within(text: str) -> str:
    """The resident ID that stands in a text, as in the number of some certificates; '' where there is none."""
    return next((found for found in _ID_WITHIN.findall(text) if not id_fault(found, date.max)), "")


def birth_of(id_number: str) -> date | None:
    """Date of birth from a resident ID."""
    return real_date(id_number[6:14])


def sex_of(id_number: str) -> str:
    """男 or 女 from the 17th digit of a resident ID."""
    return "男" if id_number[16] in _ODD else "女"


def age_on(born: date, day: date) -> int:
    """Completed years of age on a day, by the full date of birth."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def uscc_check(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015)."""
    total = sum(w * _USCC_ALPHABET.index(c) for w, c in zip(_USCC_WEIGHTS, first17, strict=True))
    return _USCC_ALPHABET[-total % 31]


def uscc_fault(text: str) -> str:
    """The code of what is wrong with a unified social credit code, or ''."""
    if len(text) != len(_USCC_WEIGHTS) + 1:
        return "uscc.length"
    if any(c not in _USCC_ALPHABET for c in text):
        return "uscc.characters"
    return "" if uscc_check(text[:17]) == text[17] else "uscc.check"


_WESTERN = re.compile(r"[1-9]")
"""A digit that says something: zeros alone, as in 0 or 000, are written where there is no number."""
_NO_NUMBER_YET = ("待", "未", "暂", "没", "尚", "正在", "办理", "补办", "制证", "申领", "无证", "无编号")
"""How a word begins that stands where the number of a document will stand, as in 待2021年12月发."""


def document_number(text: str) -> str:
    """The number of a document in capitals, or '' where none is given: 无, 待发, /, -, 0 name no document."""
    numbered = bool(_WESTERN.search(text)) if text.isascii() else any(unicodedata.digit(c, 0) for c in text)
    return text.upper() if numbered and not text.startswith(_NO_NUMBER_YET) else ""


def luhn_ok(digits: str) -> bool:
    """Whether a bank card number satisfies Luhn; many passbook accounts do not, so this only warns."""
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = _DIGIT[character] * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - Luhn's own nine
    return total % 10 == 0


def uid_text(uid: int) -> str:
    """A uid as 13 characters without I, L, O, U, so that it survives Excel, paper and the telephone."""
    return "".join(_BASE32[uid >> shift & 31] for shift in range(60, -1, -5))


def uid_of(text: str) -> int | None:
    """The uid of its 13 characters, or None."""
    if len(text) != UID_LENGTH or not _OURS.issuperset(upper := text.upper()):
        return None
    return int(upper.translate(_AS_DIGITS), len(_BASE32))
