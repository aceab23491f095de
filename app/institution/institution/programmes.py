"""The occupations and levels that an institution may teach, as clerks write them: 电工 四级/中级工；保育员五级；焊工（初、中级）."""

import re
from collections.abc import Sequence

from app.kernel.kinds import BadValue, choose, clean_text

_BETWEEN = re.compile(r"[；;\n]+")
_WORDS = re.compile(r"[、,，\s]+")
_NARROW = str.maketrans("（）", "()")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def parse_programmes(text: str, levels: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Pairs of occupation and level; BadValue when an entry names no level or an unknown one."""
    found: set[tuple[str, str]] = set()
    for entry in _BETWEEN.split(_without_brackets(text, levels)):
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


def _without_brackets(text: str, levels: Sequence[str]) -> str:
    """电工（初、中级） as an entry of its own with its levels behind it; brackets that hold anything else stay."""

    def opened(found: re.Match[str]) -> str:
        known = [_level(word, levels) for word in filter(None, _WORDS.split(found[1]))]
        return f" {'、'.join(known)}；" if known and all(known) else found[0]

    return _IN_BRACKETS.sub(opened, text.translate(_NARROW))


def _level(word: str, levels: Sequence[str]) -> str:
    """The level that a word in brackets is, 初 as well as 初级 and 初级工; '' for none."""
    for ending in (word, f"{word}工", f"{word}级", f"{word}级工"):
        try:
            return choose(ending, levels)
        except BadValue:
            continue
    return ""


def _divided(word: str, levels: Sequence[str]) -> tuple[str, str]:
    """Occupation and level of one word: 保育员五级 is both, 保育员 and 五级 are one of them."""
    for size in range(len(word), 0, -1):
        for ending in (word[-size:], f"{word[-size:]}工"):
            try:
                return word[:-size], choose(ending, levels)
            except BadValue:
                continue
    return word, ""
