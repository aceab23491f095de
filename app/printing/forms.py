"""Forms as data: rows of cells in millimetres and at most one repeating table."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

A4 = (210.0, 297.0)
PAGE_VALUES = frozenset({"page", "pages", "printed_on"})
"""Values that the page itself gives."""
_KEY = re.compile(r"\{([a-z0-9_.]+)\}")


@dataclass(frozen=True)
class Cell:
    """A text with {keys} in a width (mm; 0 shares what the row leaves); size in points, `least` if it may shrink."""

    text: str = ""
    width: float = 0
    font: str = "fang"
    size: float = 10.5
    least: float = 0
    align: str = "left"
    indent: float = 0
    """First line, in em."""
    valign: str = "middle"
    solid: bool = False
    """A number that must not be divided between lines."""


@dataclass(frozen=True)
class Row:
    """Cells side by side, `height` to `limit` mm high (0: a page); ruled rows that meet make a grid."""

    cells: tuple[Cell, ...]
    height: float = 0
    limit: float = 0
    leading: float = 1.3
    ruled: bool = False
    side: str = ""
    """Title down the left edge, shared by the neighbouring rows that have the same."""
    when: str = ""
    """A value without which the row is left out."""


@dataclass(frozen=True)
class Column:
    """A column of the table: the row's key, its kind (how it is shown), and whether it is masked and summed."""

    key: str
    title: str
    width: float = 0
    kind: str = "text"
    mask: bool = False
    total: bool = False
    font: str = "fang"
    size: float = 10.5
    least: float = 0
    align: str = "center"


@dataclass(frozen=True)
class Table:
    """The repeating table; `where` names the money column that must be positive for a row to be shown at all."""

    columns: tuple[Column, ...]
    height: float = 9
    limit: float = 30
    header_font: str = "hei"
    header_height: float = 10
    where: str = ""
    rows: str = ""
    """A table of its noun's papers, or the listing whose rows belong to the record; '' for the usual one of the noun."""
    unit: str = "人"
    """What its rows are counted in."""


_WHOLE = frozenset({"id", "account"})
"""Kinds of what is taken out of the program only with a reason."""


@dataclass(frozen=True)
class Box(Cell):
    """A cell at a place of its own on the page: its upper left corner and height in mm; on all pages, the first or the last."""

    x: float = 0
    y: float = 0
    height: float = 6
    frame: bool = False
    """Whether a line is drawn around it."""
    on: str = "all"


@dataclass(frozen=True)
class Form:
    """A paper: `head` on every page, `body` once before the table, `tail` once after it, together with its last row."""

    name: str
    title: str
    noun: str
    head: tuple[Row, ...] = ()
    body: tuple[Row, ...] = ()
    table: Table | None = None
    tail: tuple[Row, ...] = ()
    boxes: tuple[Box, ...] = ()
    """What stands at places of its own, over everything else: for paper whose layout is given."""
    background: str = ""
    """A picture (PNG, JPG) or PDF behind every page, beside the file of the form."""
    footer: tuple[str, ...] = ("", "第 {page} 页　共 {pages} 页", "打印日期：{printed_on}")
    landscape: bool = False
    margin: tuple[float, ...] = (20, 18, 18, 18)
    """Top, right, bottom, left in mm; the footer stands inside the bottom margin."""
    font: str = "fang"
    size: float = 10.5
    side_width: float = 9
    required: tuple[str, ...] = ()
    """Values without which the paper says nothing; their absence is a problem."""
    public: bool = False
    """Whether it is put up for everybody: nothing of the office's own doubts stands on it, they are asked before."""
    register: bool = False
    """Whether it states what stands: nothing in it is handed in, so that it is never a draft."""
    when: str = ""
    """A value without which there is no such paper: what the policy does not ask for is not offered."""
    order: int = 99
    """Its place among the papers of a record, as they are filed."""
    schemes: tuple[str, ...] = ()
    """Keys of the schemes (补贴项目) that it is made for; () for any."""
    replaces: str = ""
    """The form in whose place it stands wherever both would be offered."""
    inside: str = ""
    """The noun on whose page it is offered too, there one for each record of its own noun inside."""
    each: str = ""
    """The table of its noun for each of whose rows it is printed once, with the values of the row."""
    by_hand: bool = False
    """Whether it is filled in and signed by hand: it is no draft, and does not go up in a package."""
    composite: bool = False
    """Whether its layout is the program's own and no office's, which is said in small print."""

    @property
    def whole(self) -> bool:
        """Whether it carries identity numbers or accounts in full."""
        columns = self.table.columns if self.table else ()
        return "account" in self.values() or any(c.kind in _WHOLE and not c.mask for c in columns)

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height in mm."""
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def width(self) -> float:
        """Between the margins, mm."""
        return self.paper[0] - self.margin[1] - self.margin[3]

    @property
    def room_height(self) -> float:
        """Between the margins, mm."""
        return self.paper[1] - self.margin[0] - self.margin[2]

    def room(self, row: Row) -> float:
        """What a row's cells have to themselves, mm."""
        return self.width - (self.side_width if row.side else 0)

    def rows(self) -> Iterable[Row]:
        """Every row of the form, the table's apart."""
        return (*self.head, *self.body, *self.tail)

    def values(self) -> frozenset[str]:
        """Every key that the form asks of `FormData.values`."""
        titles = (column.title for column in self.table.columns) if self.table else ()
        cells = [*self.boxes, *(cell for row in self.rows() for cell in row.cells)]
        texts = [*self.footer, *titles, *(cell.text for cell in cells)]
        named = frozenset(filter(None, (self.when, *self.required, *(row.when for row in self.rows()))))
        return frozenset(key for text in texts for key in _KEY.findall(text)) - PAGE_VALUES | named

    def columns(self) -> frozenset[str]:
        """Every key that the form asks of a row."""
        return frozenset(column.key for column in self.table.columns) if self.table else frozenset()


def keys_in(text: str) -> list[str]:
    """The {keys} of a text."""
    return _KEY.findall(text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its {keys} replaced; KeyError for a key that is not given."""
    return _KEY.sub(lambda found: values[found[1]], text)
