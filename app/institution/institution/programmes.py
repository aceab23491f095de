"""The occupations and levels that an institution may teach, as clerks write them: 电工 四级/中级工；保育员五级、初级工."""

import re
from collections.abc import Sequence

from app.kernel.kinds import BadValue, choose, clean_text

_BETWEEN = re.compile(r"[；;\n]+")
_WORDS = re.compile(r"[、,，\s]+")


def parse_programmes(text: str, levels: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Pairs of occupation and level; BadValue when an entry names no level or an unknown one."""
    found: set[tuple[str, str]] = set()
    for entry in _BETWEEN.split(text):
        occupation, taught = "", True
        for word in filter(None, _WORDS.split(clean_text(entry))):
            name, level = _divided(word, levels)
            if name and not taught:
                raise BadValue("programme.level", entry=occupation, levels="、".join(levels))
            occupation, taught = name or occupation, bool(level)
            if level and occupation:
                found.add((occupation, level))
        if not taught:
            raise BadValue("programme.level", entry=occupation, levels="、".join(levels))
    return frozenset(found)


def _divided(word: str, levels: Sequence[str]) -> tuple[str, str]:
    """Occupation and level of one word: 保育员五级 is both, 保育员 and 五级 are one of them."""
    for size in range(len(word), 0, -1):
        for ending in (word[-size:], f"{word[-size:]}工"):
            try:
                return word[:-size], choose(ending, levels)
            except BadValue:
                continue
    return word, ""
