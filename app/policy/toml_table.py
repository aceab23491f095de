"""TOML written by people: every fault becomes a problem with its line, none stops the reading."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeAlias

from app.kernel.outcomes import Problem

Path: TypeAlias = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|([A-Za-z0-9_-]+))\s*=""")
_LONG_NAME = re.compile(r"(?<![\w\"'.-])(?:[\w\"'-]{1,60}[ \t]*\.[ \t]*){40}")
"""A name of so many parts that reading it would take minutes; no format has it."""
_LONGEST_HEADER = 300
_BLOCK = re.compile(r'"""|' + "'''")
_QUIET = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*""")
_MONEY = re.compile(r"\d{1,12}(\.\d{1,2})?")
_NEAR = 0.75
"""How alike two names are, of 1, so that one may be the other misspelt: quote and note are not."""
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


def _header(line: str) -> re.Match[str] | None:
    """The header that a line is; a name longer than anybody writes is none, as looking for its end would take minutes."""
    return _HEADER.match(line[:_LONGEST_HEADER])


def _depth(line: str) -> int:
    """How many brackets a line leaves open, strings and comments aside."""
    bare = _QUIET.sub("", line)
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines on which a header or a key may stand: not those inside a list or a text of several lines."""
    depth, block = 0, False
    for number, line in enumerate(text.split("\n"), 1):  # what TOML calls a line, unlike splitlines
        if not block and depth <= 0:
            yield number, line
            depth = 0 if _header(line) else _depth(line)
        elif not block:
            depth += _depth(line)
        if len(_BLOCK.findall(line)) % 2:
            block, depth = not block, 0


class Lines:
    """The line of each table and key of a TOML text; `tomllib` does not tell."""

    def __init__(self, text: str) -> None:
        self._line: dict[Path, int] = {}
        self._last: dict[Path, int] = {}
        here: Path = ()
        for number, line in _statements(text):
            if header := _header(line):
                here = self._enter(header[2].split("."), array=header[1] == "[[")
                self._line.setdefault(here, number)
            elif key := _KEY.match(line):
                self._line[*here, key[1] or key[2]] = number

    def _enter(self, names: list[str], *, array: bool) -> Path:
        """The path that a header opens; an array of tables counts its tables."""
        path: Path = ()
        for place, name in enumerate(names, 1):
            path = (*path, name.strip().strip('"'))
            if array and place == len(names):
                self._last[path] = self._last.get(path, -1) + 1
            if path in self._last:
                path = (*path, self._last[path])
        return path

    def of(self, path: Path) -> int:
        """The line of a path or of the nearest thing around it; 0 when unknown."""
        while path and path not in self._line:
            path = path[:-1]
        return self._line.get(path, 0)


def nearest(text: str, known: Collection[str]) -> str:
    """The name that a misspelt one was meant to be, or whose title it is; '' where none is near."""
    titles: dict[str, str] = {}
    if isinstance(known, Mapping):
        titles = {str(title): name for name, title in known.items()}
    found = get_close_matches(text, [*known, *titles], 1, _NEAR)
    return titles.get(found[0], found[0]) if found else ""


def place(path: Path) -> str:
    """The place of a path in a text, such as /clauses/QJ-01/values/0/amount."""
    return "".join(f"/{part}" for part in path)


@dataclass
class Table:
    """One TOML table and its place; asking for a field reports what is wrong with it and gives an empty value."""

    data: dict[str, object]
    lines: Lines
    problems: list[Problem]
    path: Path = ()
    _asked: set[str] = field(default_factory=set)

    def blame(self, code: str, name: str = "", **params: object) -> None:
        """Report a problem at a field of this table, or at the table; its key is the place, such as /clauses/QJ-01."""
        path = (*self.path, name) if name else self.path
        self.problems.append(Problem(code, {"name": name, **params}, key=place(path), row=self.lines.of(path)))

    def take(self, name: str) -> object:
        """The field as it stands, None when absent; whoever takes it says what is wrong with it."""
        return self._get(name, required=False)

    def has(self, name: str) -> bool:
        """Whether the field is there."""
        return name in self.data

    def _get(self, name: str, *, required: bool) -> object:
        self._asked.add(name)
        if required and name not in self.data:
            self.blame("policy.missing", name)
        return self.data.get(name)

    def _wrong(self, name: str, wanted: str) -> None:
        self.blame("policy.type", name, wanted=wanted)

    def text(self, name: str, *, required: bool = True) -> str:
        """A text, '' when absent."""
        value = self._get(name, required=required)
        if isinstance(value, str):
            if required and not value.strip():
                self.blame("policy.missing", name)
            return value.strip()
        if value is not None:
            self._wrong(name, "文字")
        return ""

    def among(self, name: str, options: Collection[str], default: str = "") -> str:
        """A name out of a fixed set, the default when absent; required where there is no default."""
        text = self.text(name, required=not default) or default
        if text and text not in options:
            self.blame_choice(name, text, options)
        return text

    def blame_choice(self, name: str, text: str, options: Collection[str]) -> None:
        """Report a text that is none of a fixed set, with the nearest of them where it looks misspelt."""
        choices, near = "、".join(options), nearest(text, options)
        if near:
            self.blame("policy.misspelt_choice", name, value=text, near=near, choices=choices)
        else:
            self.blame("policy.choice", name, value=text, choices=choices)

    def whole(self, name: str, *, required: bool = True) -> int | None:
        """A whole number, None when absent; a negative one is a problem."""
        value = self._get(name, required=required)
        if isinstance(value, int) and not isinstance(value, bool):
            if value >= 0:
                return value
            self.blame("policy.negative", name)
        elif value is not None:
            self._wrong(name, "整数")
        return None

    def money(self, name: str, *, required: bool = True) -> int | None:
        """An amount written in 元, whole or as a text like "0.50", in 分; None when absent."""
        value = self.data.get(name)
        if not isinstance(value, str):
            yuan = self.whole(name, required=required)
            return None if yuan is None else yuan * 100
        self._asked.add(name)
        if not _MONEY.fullmatch(value):
            self._wrong(name, '金额（元，整数或 "0.50"）')
            return None
        return int(Decimal(value) * 100)

    def flag(self, name: str, *, required: bool = True) -> bool:
        """true or false, False when absent."""
        value = self._get(name, required=required)
        if value is not None and not isinstance(value, bool):
            self._wrong(name, "true 或 false")
        return value is True

    def day(self, name: str, *, required: bool = True) -> date | None:
        """A date, None when absent."""
        value = self._get(name, required=required)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None:
            self._wrong(name, "日期（例 2019-12-31）")
        return None

    def texts(self, name: str, *, required: bool = True) -> tuple[str, ...]:
        """A list of different, non-blank texts."""
        value = self._get(name, required=required)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self._wrong(name, "文字列表")
            return ()
        if required and not value:
            self.blame("policy.missing", name)
        for item in sorted(item for item, count in Counter(value).items() if count > 1):
            self.blame("policy.repeated", name, item=item)
        return tuple(value)

    def counts(self, name: str) -> dict[str, int]:
        """A table of whole numbers by name, such as persons by year."""
        table = self.table(name, required=False)
        found = {key: table.whole(key) for key in table.data}
        return {key: number for key, number in found.items() if number is not None}

    def table(self, name: str, *, required: bool = True) -> "Table":
        """The table of that name, empty when absent."""
        value = self._get(name, required=required)
        if value is not None and not isinstance(value, dict):
            self._wrong(name, "表")
        data = value if isinstance(value, dict) else {}
        return Table(data, self.lines, self.problems, (*self.path, name))

    def tables(self, name: str, *, required: bool = False) -> list["Table"]:
        """The tables of an array."""
        value = self._get(name, required=required)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(name, "表的列表")
            return []
        return [Table(item, self.lines, self.problems, (*self.path, name, n)) for n, item in enumerate(value)]

    def close(self) -> None:
        """Report every field that nobody asked for, with the nearest one where it looks misspelt."""
        for name in self.data.keys() - self._asked:
            if near := nearest(name, sorted(self._asked)):
                self.blame("policy.misspelt_field", name, near=near)
            else:
                self.blame("policy.unknown_field", name)


def _deepest(text: str) -> int:
    """The line on which a text opens the most brackets."""
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda n: lines[n].count("[") + lines[n].count("{")) + 1


def open_toml(text: str, problems: list[Problem]) -> Table | None:
    """The root table of a TOML text; None, with a problem, when it is not TOML."""
    if found := _LONG_NAME.search(text):
        problems.append(Problem("policy.too_deep", row=text.count("\n", 0, found.start()) + 1))
        return None
    try:
        return Table(tomllib.loads(text), Lines(text), problems)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        problems.append(Problem("policy.not_toml", row=int(place[1] or 0) if place else 0))
    except RecursionError:
        problems.append(Problem("policy.too_deep", row=_deepest(text)))
    return None
