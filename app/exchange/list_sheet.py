"""One list as a sheet: title, headings that stay in sight, rows; on paper it can be read and says what it is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.desk.column_widths import BUTTON_BELOW, WHOLE, column_width
from app.desk.print_layout import MARGIN, Layout, Width, lay_out, lines
from app.exchange.cells import Styles, cell_writer
from app.kernel import kinds as k
from app.kernel.kinds import Kind
from app.kernel.texts import say
from app.record.report import Cell

HEADINGS = 1
"""The row of the headings, below the title."""
A4, TITLE = 9, 26
"""The paper, and the points of the row of a title."""
_LINE, _AROUND = 16, 3
"""Points of a line of text, and what is left around all lines of a cell."""
_TALLEST = 409
"""Points that a row may have."""
_FONT = '&"宋体"&9'
_LONGEST_CAPTION = 60
"""Characters of a text above or below a page: a header of more than 255 with all its signs is not written at all."""


class ListSheet:
    """Written once from top to bottom: `begin`, each row, `end`."""

    def __init__(self, book: Any, name: str, columns: Sequence[tuple[str, Kind]], *, masked: bool) -> None:
        self._styles, self._sheet, self._columns, self._masked = Styles(book), book.add_worksheet(name), columns, masked
        self._writers = [cell_writer(self._style(kind), kind, heading, masked) for heading, kind in columns]
        self.count = 0
        """Rows that were written."""

    def _style(self, kind: Kind) -> Any:
        return self._styles.of(kind) if kind in WHOLE else self._styles.wrapped

    def begin(self, title: str, first: Sequence[Sequence[Cell]], label: Sequence[int]) -> None:
        """The page for what the first rows need, then title and headings; `label` are the columns that name a row."""
        self.layout = lay_out(self._widths(first), label)
        self._wrapping = [place for place, (_, kind) in enumerate(self._columns) if kind not in WHOLE]
        arrange(self._sheet, self.layout, HEADINGS)
        self._sheet.set_row(0, TITLE)
        self._sheet.write_string(0, title_place(self.layout), title, self._styles.title)
        widths = zip(self._columns, self.layout.widths, strict=True)
        self._sheet.set_row(
            HEADINGS, height(max(lines(heading, width - BUTTON_BELOW) for (heading, _), width in widths))
        )
        for place, (heading, _) in enumerate(self._columns):
            self._sheet.write_string(HEADINGS, place, heading, self._styles.header)

    def write(self, values: Sequence[Cell]) -> None:
        """One row, as tall as its longest text needs."""
        self.count += 1
        row, tall = HEADINGS + self.count, 1
        for place in self._wrapping:
            if values[place] is not None:
                tall = max(tall, lines(self._text(place, values[place]), self.layout.widths[place]))
        self._sheet.set_row(row, height(tall))
        for place, write in enumerate(self._writers):
            write(self._sheet, row, place, values[place])

    def end(self, office: str, title: str, day: date) -> None:
        """What can be said only now: the rows to filter; and what stands above and below each page."""
        self._sheet.autofilter(HEADINGS, 0, HEADINGS + self.count, len(self._columns) - 1)
        caption(self._sheet, office, title, day)

    def _text(self, place: int, value: Cell) -> str:
        kind = self._columns[place][1]
        if isinstance(value, float):
            return k.PERCENT.show(0)
        return kind.shown(value, masked=self._masked)

    def _widths(self, rows: Sequence[Sequence[Cell]]) -> list[Width]:
        return [
            column_width(heading, kind, [self._text(place, row[place]) for row in rows if row[place] is not None])
            for place, (heading, kind) in enumerate(self._columns)
        ]


def height(count: int) -> float:
    """Points of a row of so many lines."""
    return min(count * _LINE + _AROUND, _TALLEST)


def arrange(sheet: Any, layout: Layout, headings: int, seen: int | None = None, first: int | None = None) -> None:
    """Columns and paper of a layout; the row of the headings, and what names a row, stay in sight and on each page.

    `seen`: how many columns stay in sight on the screen, where that is not for the paper to say. `first`: the first of
    several rows of headings. A table without any has -1 for the last one.
    """
    for place, width in enumerate(layout.widths):
        sheet.set_column(place, place, width)
    sheet.set_paper(A4)
    sheet.set_margins(left=MARGIN, right=MARGIN, top=0.7, bottom=0.6)
    if layout.landscape:
        sheet.set_landscape()
    sheet.set_print_scale(layout.scale)
    if not layout.breaks:
        sheet.fit_to_pages(1, 0)  # where another font stands in for 宋体, columns are wider than was reckoned
    if headings >= 0:
        sheet.repeat_rows(headings if first is None else first, headings)
    if layout.breaks:
        sheet.repeat_columns(*layout.repeated)
        sheet.set_v_pagebreaks(list(layout.breaks))
        sheet.print_across()
        seen = layout.repeated[1] + 1 if seen is None else seen
    sheet.freeze_panes(headings + 1, seen or 0)


def title_place(layout: Layout) -> int:
    """The column in which a title stands: whole on the first page, and not in those that come again, in part, on the others."""
    behind = layout.repeated[1] + 1
    return behind if layout.breaks and behind < layout.breaks[0] else 0


def caption(sheet: Any, whose: str, title: str, day: date | None = None) -> None:
    """Whose list it is and of which day above each page, its title and number below; in their own size on every page."""
    pages, made = say("save.pages", page="&P", pages="&N"), say("save.made", day=day) if day else ""
    options = {"margin": 0.3, "scale_with_doc": False}
    sheet.set_header(f"&L{_FONT}{_plain(whose)}&R{_FONT}{made}", options)
    sheet.set_footer(f"&L{_FONT}{_plain(title)}&R{_FONT}{pages}", options)


def _plain(text: str) -> str:
    """A text in which nothing is an instruction of a header, short enough for one, which nobody reads a long name in."""
    return _shortened(text).replace("&", "&&")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_CAPTION else text[: _LONGEST_CAPTION - 1] + "…"
