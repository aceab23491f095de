"""Numbers of people as lists and logs show them: with what tells one from another, and no more."""

import re

from app.kernel.identity import id_within, real_date

_ID_SHOWN, _PHONE_SHOWN = 6 + 4, 3 + 4
_LONG_NUMBER = re.compile(r"\d{3,}(?:[ \u3000-]\d{4,})+(?:[ \u3000-]\d{1,4})?[Xx]?|\d{7,}[\dXx]?")
_DAY = re.compile(r"(?:19|20)\d{6}")
"""A day as banks write it, 20211118, where the calendar has it."""
_PARTED = re.compile(r"(?<=\d)[\s-]+(?=\d)")
_IN_GROUPS = 11
"""Digits of the shortest number that is hidden though it is written in groups: 2021-0013 is that of a class."""


def masked(text: str) -> str:
    """A text whose long numbers (identity numbers, accounts, telephones) keep only their last four digits; days stay."""

    def hidden(found: re.Match[str]) -> str:
        if _DAY.fullmatch(found[0]) and real_date(found[0]):
            return found[0]
        parted = not found[0][:-1].isdigit()
        return found[0] if parted and sum(map(str.isdigit, found[0])) < _IN_GROUPS else mask_tail(found[0])

    return _LONG_NUMBER.sub(hidden, text)


def _is_words(text: str) -> bool:
    """Whether a text has no digit: what stands in the column of a number and is none, such as a signature line."""
    return not any(map(str.isdigit, text))


def mask_id(text: str) -> str:
    """First 6 and last 4 of an ID; nothing of a text too short to hide anything between them; words are shown."""
    if _is_words(text):
        return text
    hidden = len(text) - _ID_SHOWN
    return text[:6] + "*" * hidden + text[-4:] if hidden > 0 else "*" * len(text)


def mask_tail(text: str) -> str:
    """Last 4 digits of an account, however it is parted; words are shown."""
    if _is_words(text):
        return text
    text = _PARTED.sub("", text)
    return "*" * max(0, len(text) - 4) + text[-4:]


def mask_phone(text: str) -> str:
    """First 3 and last 4 of a telephone number; a text too short to hide anything between them is none, and shown."""
    if _is_words(text):
        return text
    hidden = len(text) - _PHONE_SHOWN
    return text[:3] + "*" * hidden + text[-4:] if hidden > 0 else text


def mask_code(text: str) -> str:
    """A document's number as it is, but for the ID number of its holder, which some certificates carry as theirs."""
    holder = id_within(text)
    return text.replace(holder, mask_id(holder)) if holder else text
