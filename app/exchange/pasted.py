"""Rows pasted from a spreadsheet, as the one sheet of a workbook."""

import csv
import io
from collections.abc import Mapping

from app.exchange import chosen_sheets
from app.exchange import header as headers
from app.exchange.header import WITHIN, Header
from app.exchange.reader_process import Shape, blocks
from app.exchange.wanted import Wanted
from app.exchange.workbook_reader import Sheet
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import Layout


class Pasted:
    """All rows of one width; Refused when there are none, or when a quotation mark is never closed."""

    faults: Mapping[str, Mapping[str, str]] = {}

    def __init__(self, text: str) -> None:
        self.name = say("table.pasted")
        try:
            found = list(csv.reader(io.StringIO(text.strip("\r\n"), newline=""), "excel-tab", strict=True))
        except csv.Error:
            raise Refused("workbook.quotes", name=self.name) from None
        lines = [line for line in found if any(map(str.strip, line))]
        if not lines:
            raise Refused("table.no_paste")
        self._width = max(map(len, lines))
        self.rows = [line + [""] * (self._width - len(line)) for line in lines]
        self.shape = Shape(0, len(self.rows), [], frozenset())

    def sheet(self, place: int) -> Sheet:
        """The rows, whichever place is asked for."""
        return Sheet(self.name, self.shape, blocks(self.rows))

    def header(self, wanted: Wanted, layout: Layout) -> Header:
        """The header among the rows; where there is none, the fields in their order."""
        named = chosen_sheets.with_their_names(wanted.fields, layout)
        header = headers.find(self.rows[:WITHIN], self.shape, named)
        count = len(headers.matches(header, named)) if header else 0
        known = header and any(header.headings in other.seen for other in wanted.others)
        if header and (known or count > 1 or (count == 1 and headers.are_words(self.rows[header.last]))):
            return header
        fields = wanted.fields
        titles = tuple(f.title for f in fields[: self._width]) + ("",) * (self._width - len(fields))
        return Header(-1, -1, titles, ("",) * len(titles), (frozenset[str](),) * len(titles))
