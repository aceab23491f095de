"""On which line of a form file each of its parts and keys stands, so that what is wrong with it can be found."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Where: TypeAlias = tuple[str | int, ...]
"""The way to a part: ("head", 2, "cells", 3, "width") is the width of the third cell of the second [[head]]."""

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<string>\"{3}(?:.|\n)*?\"{3}|'{3}(?:.|\n)*?'{3}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<header>^[ \t]*\[\[?[A-Za-z0-9_. -]+\]\]?[ \t]*(?=\#|$))
    |(?P<key>[A-Za-z0-9_-]+)[ \t]*=
    |(?P<open>[\[{])
    |(?P<close>[\]}])""",
    re.VERBOSE | re.MULTILINE,
)


def lines_of(text: str) -> Mapping[Where, int]:
    """The line (from 1) of every part and key of a TOML text."""
    found: dict[Where, int] = {(): 1}
    for where, at in _places(text):
        found.setdefault(where, text.count("\n", 0, at) + 1)
    return found


def line_of(lines: Mapping[Where, int], where: Where) -> int:
    """The line of a part, or of the nearest that it stands in."""
    while where not in lines:
        where = where[:-1]
    return lines[where]


def _places(text: str) -> Iterator[tuple[Where, int]]:
    """Every part with where it begins in the text."""
    base: Where = ()
    key: Where = ()
    counts: dict[Where, int] = {}
    inside: list[tuple[Where, bool]] = []  # tables and, with True, lists that are open
    for token in _TOKEN.finditer(text):
        at = token.start() + len(token[0]) - len(token[0].lstrip())
        if token["header"] and not inside:
            base = _base(token["header"].strip(), counts)
            yield base, at
        elif token["key"]:
            key = (*(inside[-1][0] if inside else base), token["key"])
            yield key, at
        elif token["open"] == "[" or token["header"]:
            inside.append((key, True))
        elif token["open"]:
            part = key
            if inside and inside[-1][1]:
                listed = inside[-1][0]
                counts[listed] = counts.get(listed, 0) + 1
                part = (*listed, counts[listed])
            inside.append((part, False))
            yield part, at
        elif token["close"] and inside:
            inside.pop()


def _base(header: str, counts: dict[Where, int]) -> Where:
    """The part that a header opens: [table], or the next of [[head]]."""
    way: Where = tuple(part.strip() for part in header.strip("[]").split("."))
    if not header.startswith("[["):
        return way
    counts[way] = counts.get(way, 0) + 1
    return (*way, counts[way])
