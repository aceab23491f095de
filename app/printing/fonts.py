"""What the bundled TrueType fonts contain: which characters, and how wide; nothing is drawn here."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

ROLES = ("song", "song-bold", "fang", "hei", "kai")
FALLBACK = "song"
GETA = "〓"
BOX = "box"
"""The face of □ and ☑, which are drawn as vectors because fonts disagree about them."""
EMPTY, TICKED = BOXES = "□☑"
_FULL_UNICODE, _BASIC_PLANE = 12, 4


class Face:
    """The character map and advance widths of one TrueType file; ValueError when it has none to use."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        tables = {
            data[at : at + 4]: struct.unpack(">II", data[at + 8 : at + 16])
            for at in range(12, 12 + 16 * _short(data, 4), 16)
        }
        start, _ = tables[b"head"]
        self._em = _short(data, start + 18)
        start, _ = tables[b"hhea"]
        count = _short(data, start + 34)
        start, _ = tables[b"hmtx"]
        self._advances: tuple[int, ...] = struct.unpack(f">{'H2x' * count}", data[start : start + 4 * count])
        start, size = tables[b"cmap"]
        self._groups = _groups(data[start : start + size], path.name)
        self._firsts = [first for first, _, _ in self._groups]

    def advance(self, code: int) -> float | None:
        """Width of a character in em, or None when the font does not have it."""
        at = bisect_right(self._firsts, code) - 1
        if at < 0 or code > self._groups[at][1]:
            return None
        first, _, glyph = self._groups[at]
        if glyph + code == first:  # the "no such character" glyph
            return None
        return self._advances[min(glyph + code - first, len(self._advances) - 1)] / self._em


def _groups(cmap: bytes, name: str) -> list[tuple[int, int, int]]:
    """The (first, last, first glyph) runs of the best subtable: format 12, or format 4 of a font within U+FFFF."""
    starts = [int.from_bytes(cmap[at + 4 : at + 8], "big") for at in range(4, 4 + 8 * _short(cmap, 2), 8)]
    formats = {_short(cmap, start): start for start in starts}
    if (start := formats.get(_FULL_UNICODE)) is not None:
        count = int.from_bytes(cmap[start + 12 : start + 16], "big")
        return list(struct.iter_unpack(">III", cmap[start + 16 : start + 16 + 12 * count]))
    if (start := formats.get(_BASIC_PLANE)) is not None:
        return list(_segments(cmap, start))
    raise ValueError(f"{name} 没有 Unicode 字符表")


def _segments(cmap: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """The runs of a format 4 subtable; where its glyphs are listed one by one, each is a run of its own."""
    size = _short(cmap, start + 6)
    for at in range(start + 14, start + 14 + size, 2):
        last, first = _short(cmap, at), _short(cmap, at + size + 2)
        delta, offset = _short(cmap, at + 2 * size + 2), _short(cmap, at + 3 * size + 2)
        if not offset:
            yield first, last, (first + delta) & 0xFFFF
            continue
        listed = at + 3 * size + 2 + offset
        for code in range(first, last + 1):
            if glyph := _short(cmap, listed + 2 * (code - first)):
                yield code, code, (glyph + delta) & 0xFFFF


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


class Ink(dict[str, float]):
    """Widths in em of the characters of one role: from its own font, else from 宋体, else of a visible 〓."""

    def __init__(self, role: str, folder: Path) -> None:
        super().__init__(dict.fromkeys(BOXES, 1.0))
        self.role = role
        self._folder = folder
        self._guests = dict.fromkeys(BOXES, BOX)
        self.lost: set[str] = set()
        """Characters that no font has."""

    def __missing__(self, char: str) -> float:
        for name in (self.role, FALLBACK):
            width = face(self._folder, name).advance(ord(char))
            if width is not None:
                break
        else:
            self.lost.add(char)
            width = 1.0
        if name != self.role:
            self._guests[char] = name
        self[char] = width
        return width

    def measure(self, text: str) -> float:
        """Width of a text in em."""
        return sum(map(self.__getitem__, text))

    def split(self, text: str) -> list[tuple[str, str]]:
        """The text as pieces of one face each, 〓 for what no font has; the text must have been measured."""
        guests = self._guests
        if guests.keys().isdisjoint(text):
            return [(self.role, text)] if text else []
        shown = "".join(GETA if c in self.lost else c for c in text) if self.lost else text
        faces = (guests.get(c, self.role) for c in text)
        pieces = groupby(zip(faces, shown, strict=True), key=lambda pair: pair[0])
        return [(name, "".join(char for _, char in pair)) for name, pair in pieces]


@cache
def face(folder: Path, name: str) -> Face:
    """A bundled font by its role, read once."""
    return Face(folder / f"{name}.ttf")


@cache
def ink(folder: Path, role: str) -> Ink:
    """The widths of a role, learnt once per character."""
    return Ink(role, folder)
