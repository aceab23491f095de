"""What was seen of a workbook before anything parses it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.kernel.outcomes import Refused

ERROR, UNCOMPUTED = "cell.error", "cell.formula"
"""Why a cell is not to be trusted: it shows an error such as #N/A, or holds a formula that was never computed."""
ROWS = 1_048_576
"""Rows that a sheet of any format may have."""
_SMALL_AREA = 3_000_000
_SPARSE = 40
"""Cells of the rectangle per cell that is written, from which on a sheet is taken for an attack or an accident."""

SINGLE = 1252
"""A code page of single letters in which every byte is one."""
_NONE_THERE = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Bytes that cp1252 leaves out and readers take for themselves."""
_SINGLE = {chr(byte) if byte in _NONE_THERE else bytes([byte]).decode("cp1252"): byte for byte in range(256)}
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class SheetSeen:
    """A sheet: cells not to be trusted (reference to code), hidden rows (from 0), merged cells that calamine does not tell, and
    rows with something struck through."""

    faults: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    merged: Sequence[Range] = ()
    struck: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Inspection:
    """The sheets in their order, and the bytes to parse, which are those that came or hold the same values in less."""

    sheets: Sequence[SheetSeen]
    data: bytes
    letters: str = ""
    """The codec of its texts, which in those bytes are said to be of single letters; '' where calamine tells them itself."""

    def read(self, text: str) -> str:
        """A text as calamine gives it, in its own letters; UnicodeDecodeError where it holds none."""
        return bytes(map(_SINGLE.__getitem__, text)).decode(self.letters) if self.letters else text


def most_area(written: int) -> int:
    """Cells that the rectangle around so many written ones may have."""
    return max(_SMALL_AREA, _SPARSE * written)


def refuse_sparse(area: int, written: int, name: str) -> None:
    """Refused when the rectangle around the cells of a sheet is absurd for what is written in it."""
    if area > most_area(written):
        raise Refused("workbook.sparse", name=name)
