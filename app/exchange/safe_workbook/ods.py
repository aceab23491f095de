"""Tables of OpenDocument (.ods), as LibreOffice, WPS and Excel write them: one large XML, gone through element by element."""

import re
from collections.abc import Mapping
from xml.parsers.expat import ParserCreate

from app.exchange.references import reference
from app.exchange.safe_workbook.archive import Members
from app.exchange.safe_workbook.seen import ERROR, ROWS, UNCOMPUTED, Inspection, Range, SheetSeen
from app.kernel.outcomes import Refused

_COLUMNS = 16_384
_CELLS = ("table:table-cell", "table:covered-table-cell")
_UNSEEN = ("filter", "collapse")
_TYPES = ("office:value-type", "calcext:value-type")
_ERROR_TEXT = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)|(?:Err|错误)[:：]\d{3}")
"""What a formula shows that cannot be computed."""


def look_through(members: Members, data: bytes, name: str) -> Inspection:
    """Its error cells, formulas never computed, hidden rows and merged cells."""
    if b"encryption-data" in members.whole("meta-inf/manifest.xml"):
        raise Refused("workbook.password", name=name)
    tables = _Tables()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = tables.begin, tables.end
    parser.CharacterDataHandler = tables.text
    parser.Parse(members.whole("content.xml"), True)
    return Inspection(tables.seen, data)


class _Tables:
    """Takes the elements of a document, and keeps what is to be known of its tables."""

    def __init__(self) -> None:
        self.seen: list[SheetSeen] = []
        self._depth = 0
        """Tables within a table are part of what a cell holds."""
        self._faults: dict[str, str] = {}
        self._hidden: set[int] = set()
        self._merged: list[Range] = []
        self._folded: list[bool] = []
        self._row = self._rows = self._column = self._columns = 0
        self._formula: Mapping[str, str] | None = None
        """The attributes of the cell at hand when it holds a formula."""
        self._said: list[str] | None = None
        """What that cell shows; None where there is nothing inside it, not even an empty text."""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._faults, self._hidden, self._merged, self._folded, self._row = {}, set(), [], [], 0
        elif self._depth > 1:
            pass
        elif tag in _CELLS:
            self._begin_cell(attributes)
        elif self._formula is not None:
            self._said = self._said or []
        elif tag == "table:table-row":
            self._rows, self._column = _times(attributes, "table:number-rows-repeated"), 0
            if attributes.get("table:visibility") in _UNSEEN or any(self._folded):
                self._hidden.update(range(self._row, min(self._row + self._rows, ROWS)))
        elif tag == "table:table-row-group":
            self._folded.append(attributes.get("table:display") == "false")

    def text(self, text: str) -> None:
        if self._said is not None:
            self._said.append(text)

    def end(self, tag: str) -> None:
        if tag == "table:table":
            self._depth -= 1
            if not self._depth:
                self.seen.append(SheetSeen(self._faults, frozenset(self._hidden), self._merged))
        elif self._depth > 1:
            pass
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "table:table-row":
            self._row += self._rows
        elif tag == "table:table-row-group":
            self._folded.pop()

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._columns, self._said = _times(attributes, "table:number-columns-repeated"), None
        self._formula = attributes if "table:formula" in attributes else None
        down, across = (
            _times(attributes, "table:number-rows-spanned"),
            _times(attributes, "table:number-columns-spanned"),
        )
        if down > 1 or across > 1:
            first = self._row, self._column
            self._merged.append((first, (self._row + down - 1, self._column + across - 1)))
        if attributes.get("calcext:value-type") == "error":
            self._mark(ERROR)

    def _end_cell(self) -> None:
        if self._formula is not None:
            if self._said is None and not any(known in self._formula for known in _TYPES):
                self._mark(UNCOMPUTED)
            elif _ERROR_TEXT.fullmatch("".join(self._said or ()).strip()):
                self._mark(ERROR)
        self._formula = self._said = None
        self._column += self._columns

    def _mark(self, code: str) -> None:
        for row in range(self._row, min(self._row + self._rows, ROWS)):
            for column in range(self._column, min(self._column + self._columns, _COLUMNS)):
                self._faults[reference(row, column)] = code


def _times(attributes: Mapping[str, str], name: str) -> int:
    return max(1, int(attributes[name])) if name in attributes else 1
