"""Pinyin initials of a name, for every reading of every character: default readings of surnames are often wrong."""

import os
import unicodedata
from functools import cache
from itertools import islice, product

_MOST = 8


def initials(name: str) -> str:
    """Each way to abbreviate a name, preceded by a blank: 单小三 -> ' dxs cxs sxs'; at most 8 ways."""
    letters = [found for found in map(_letters, name) if found]
    if all(len(found) == 1 for found in letters):
        return f" {''.join(letters)}" if letters else ""
    return "".join(f" {''.join(way)}" for way in islice(product(*letters), _MOST))


@cache
def _letters(character: str) -> str:
    """The first letters of a character's readings; none for what is no letter."""
    if character.isascii():
        return character.lower() if character.isalpha() else ""
    readings = _readings().get(ord(character), "").split(",")
    return "".join(dict.fromkeys(unicodedata.normalize("NFD", reading)[0] for reading in readings if reading))


@cache
def _readings() -> dict[int, str]:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # its dictionary of words: 0.4 s and 40 MB for nothing
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict  # type: ignore[no-any-return,unused-ignore]
