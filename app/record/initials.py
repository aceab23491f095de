"""Pinyin initials of a name, for every reading of every character: default readings of surnames are often wrong."""

import importlib.util
import json
import unicodedata
from functools import cache
from itertools import islice, product
from pathlib import Path

_MOST = 8


def initials(name: str) -> str:
    """Each way to abbreviate a name, preceded by a blank: 单小三 -> ' dxs cxs sxs'; at most 8 ways."""
    letters = list(filter(None, map(_LETTERS.__getitem__, name)))
    first = "".join(letters)
    if len(first) == len(letters):
        return f" {first}" if first else ""
    return "".join(f" {''.join(way)}" for way in islice(product(*letters), _MOST))


def spellings(name: str) -> frozenset[str]:
    """A name in full pinyin without tones, in some of the ways that its characters may be read: 张三 -> zhangsan."""
    read = [_readings().get(str(ord(character)), character.casefold()).split(",") for character in name]
    return frozenset("".join(map(_plain, way)) for way in islice(product(*read), _MOST))


def _plain(reading: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))


class _Letters(dict[str, str]):
    """The first letters of a character's readings; none for what is no letter."""

    def __missing__(self, character: str) -> str:
        if character.isascii():
            found = character.lower() if character.isalpha() else ""
        else:
            readings = _readings().get(str(ord(character)), "").split(",")
            found = "".join(dict.fromkeys(unicodedata.normalize("NFD", reading)[0] for reading in readings if reading))
        self[character] = found
        return found


_LETTERS = _Letters()


@cache
def _readings() -> dict[str, str]:
    """Readings by code point: the table of pypinyin alone, since importing it whole takes 0.6 s and 56 MB."""
    package = importlib.util.find_spec("pypinyin")
    assert package is not None and package.origin is not None
    table: dict[str, str] = json.loads(Path(package.origin).with_name("pinyin_dict.json").read_text(encoding="utf-8"))
    return table
