"""A clerk's table as it was read: rows of texts, correctable before they are checked again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be trusted as it stands; it is sound again once its text has been corrected."""

    code: str
    text: str


_SOUND: Mapping[str, Fault] = {}


class Row:
    """One row: its number in the sheet (1-based), the text of each field, and the cells that were unreadable."""

    __slots__ = ("faults", "number", "texts")

    def __init__(self, number: int, texts: dict[str, str], faults: Mapping[str, Fault] = _SOUND) -> None:
        self.number, self.texts, self.faults = number, texts, faults


@dataclass
class Table:
    """A table found in a workbook or pasted: where each field stands, its rows, and what was said in passing."""

    path: Path
    sheet: str
    sha256: str
    columns: dict[str, str]
    """Column letter by field key."""
    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    """The clerk's own header by field key."""
