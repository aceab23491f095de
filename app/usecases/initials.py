"""Pinyin initials of a name, for every reading of every character: default readings of surnames are often wrong."""

import unicodedata
from functools import cache
from itertools import islice, product

_MOST = 8


def initials(name: str) -> str:
    """Each way to abbreviate a name, preceded by a blank: 单小三 -> ' dxs cxs sxs'; at most 8 ways."""
    ways = product(*[letters for character in name if (letters := _letters(character))])
    return "".join(f" {''.join(way)}" for way in islice(ways, _MOST))


@cache
def _letters(character: str) -> tuple[str, ...]:
    if character.isascii():
        return (character.lower(),) if character.isalpha() else ()
    from pypinyin.pinyin_dict import pinyin_dict  # 0.2 s and 50 MB, so only once a name is entered

    readings = pinyin_dict.get(ord(character), "").split(",")
    return tuple(dict.fromkeys(unicodedata.normalize("NFD", r)[0] for r in readings if r))
