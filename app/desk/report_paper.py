"""How a table of a report stands on A4: what its cells say, its columns, and where pages are cut; Excel and PDF alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.desk.column_widths import WHOLE, column_width
from app.desk.print_layout import Layout, lay_out, lines
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.record.report import Row, Table

_DASHED = frozenset({k.COUNT, k.FEN, k.PERCENT})
"""Kinds whose zero is a dash, so that what was done stands out."""


def text(field: Field, row: Row) -> str:
    """What a cell says."""
    value = row[field.key]
    return "–" if field.kind in _DASHED and value == 0 else field.shown(value)


@dataclass(frozen=True)
class ReportPaper:
    """A table with its rows, laid out."""

    table: Table
    rows: Sequence[Row]
    layout: Layout

    @property
    def first_page(self) -> int:
        """How many columns the first page has."""
        return self.layout.breaks[0] if self.layout.breaks else len(self.table.fields)

    @property
    def pages(self) -> list[list[int]]:
        """The places of the columns of each page of its width; what names a row stands on each."""
        layout, count = self.layout, len(self.table.fields)
        begins = [0, *layout.breaks]
        repeated = list(range(layout.repeated[0], layout.repeated[1] + 1))
        found = []
        for begin, end in zip(begins, [*layout.breaks, count], strict=True):
            own = list(range(begin, end))
            found.append([*(place for place in repeated if begin and place < begin), *own])
        return found

    def lines(self, row: Row) -> int:
        """How many lines its highest cell takes."""
        fields = zip(self.table.fields, self.layout.widths, strict=True)
        return max((lines(text(f, row), width) for f, width in fields if f.kind not in WHOLE), default=1)


def paper(table: Table, rows: Sequence[Row]) -> ReportPaper:
    """A table on as few pages as can be read."""
    texts: Mapping[str, list[str]] = {f.key: [text(f, row) for row in rows] for f in table.fields}
    widths = [column_width(f.title, f.kind, texts[f.key]) for f in table.fields]
    label = [place for place, f in enumerate(table.fields) if f.key in table.label]
    return ReportPaper(table, rows, lay_out(widths, label))
