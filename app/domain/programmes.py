"""What an institution may teach, as clerks write it: 电工 四级/中级工；保育员 五级/初级工."""

import re
from collections.abc import Sequence

from app.domain.kinds import BadValue, choose, clean_text

_BETWEEN = re.compile(r"[；;\n]+")
_LEVELS = re.compile(r"[、,，\s]+")


def parse_programmes(text: str, levels: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Pairs of occupation and level; BadValue when an entry names no level or an unknown one."""
    found: set[tuple[str, str]] = set()
    for entry in _BETWEEN.split(text):
        words = clean_text(entry)
        if not words:
            continue
        occupation, _, rest = words.partition(" ")
        if not rest:
            raise BadValue("programme.level", entry=words)
        found.update((occupation, choose(level, levels)) for level in _LEVELS.split(rest) if level)
    return frozenset(found)
