"""One list as a sheet: title, headings that stay in sight, rows; on paper it can be read and says what it is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.exchange.cells import Styles, cell_writer
from app.exchange.print_layout import MARGIN, Layout, Width, fitting, lay_out, lines, measure
from app.kernel import kinds as k
from app.kernel.kinds import Kind
from app.kernel.texts import say
from app.record.report import Cell

HEADINGS = 1
"""The row of the headings, below the title."""
A4 = 9
_LINE, _AROUND = 16, 3
"""Points of a line of text, and what is left around all lines of a cell."""
_TALLEST = 409
"""Points that a row may have."""
_BUTTON, _BUTTON_BELOW = 2.5, 1.5
"""Width of the button by which a heading filters: beside it, and below it where the heading takes several lines."""
_SHORT = 4
"""Width of a heading that is not parted, two characters."""
_WHOLE = frozenset({k.ID, k.USCC, k.ACCOUNT, k.PHONE, k.DATE, k.COUNT, k.FEN, k.FLAG, k.UID, k.PERCENT, k.MOMENT})
"""Kinds whose values stay on one line: numbers would not be shown at all, and a number in two parts is misread."""
_AT_LEAST = {k.FEN: 12, k.DATE: 10, k.COUNT: 5, k.PERCENT: 7}
"""Characters of numbers: later rows may have larger ones than the first, and what is too wide is shown as ###."""
_NARROWEST, _NARROWEST_LONG, _NAME = 10, 20, 24
"""The least width of columns whose texts may take several lines; and of numbers and codes that stay whole."""
_WIDEST, _WIDEST_LONG, _MOST, _LINES = 34, 40, 64, 5
"""The most that they have: more, up to a limit, for texts that would else take more lines than these."""
_FONT = '&"宋体"&9'


class ListSheet:
    """Written once from top to bottom: `begin`, each row, `end`."""

    def __init__(self, book: Any, name: str, columns: Sequence[tuple[str, Kind]], *, masked: bool) -> None:
        self._styles, self._sheet, self._columns, self._masked = Styles(book), book.add_worksheet(name), columns, masked
        self._writers = [cell_writer(self._style(kind), kind, heading, masked) for heading, kind in columns]
        self.count = 0
        """Rows that were written."""

    def _style(self, kind: Kind) -> Any:
        return self._styles.of(kind) if kind in _WHOLE else self._styles.wrapped

    def begin(self, title: str, first: Sequence[Sequence[Cell]], label: Sequence[int]) -> None:
        """The page for what the first rows need, then title and headings; `label` are the columns that name a row."""
        self.layout = lay_out(self._widths(first), label)
        self._wrapping = [place for place, (_, kind) in enumerate(self._columns) if kind not in _WHOLE]
        arrange(self._sheet, self.layout, HEADINGS)
        self._sheet.set_row(0, 26)
        self._sheet.write_string(0, 0, title, self._styles.title)
        widths = zip(self._columns, self.layout.widths, strict=True)
        self._sheet.set_row(
            HEADINGS, height(max(lines(heading, width - _BUTTON_BELOW) for (heading, _), width in widths))
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
            _width(heading, kind, [self._text(place, row[place]) for row in rows if row[place] is not None])
            for place, (heading, kind) in enumerate(self._columns)
        ]


def _width(heading: str, kind: Kind, texts: Sequence[str]) -> Width:
    """A heading of more than four characters takes two lines; in narrow columns shorter ones do, and long ones three."""
    whole = measure(heading)
    least = fitting(max(_SHORT, _part(whole, 2 if whole <= 2 * _SHORT else 3))) + _BUTTON_BELOW
    natural = fitting(whole if whole <= 2 * _SHORT else _part(whole, 2)) + _BUTTON
    widest = max((measure(line) for text in set(texts) for line in text.split("\n")), default=0)
    needed = fitting(widest) if widest else 0
    if kind in _WHOLE:
        needed = max(needed, fitting(_AT_LEAST[kind]) if kind in _AT_LEAST else 0)
        return Width(max(needed, natural), max(needed, least), yields=True)
    long = kind is k.LONG
    most = min(max(_WIDEST_LONG, widest // _LINES), _MOST) if long else _WIDEST
    fewest = _NARROWEST_LONG if long else _NAME if all(map(str.isascii, texts)) else _NARROWEST
    return Width(max(natural, min(needed, most)), max(least, min(needed, fewest)))


def _part(measured: int, count: int) -> int:
    """The width of a text that is spread over so many lines, in whole Chinese characters."""
    return 2 * -(-measured // (2 * count))


def height(count: int) -> float:
    """Points of a row of so many lines."""
    return min(count * _LINE + _AROUND, _TALLEST)


def arrange(sheet: Any, layout: Layout, headings: int, seen: int | None = None) -> None:
    """Columns and paper of a layout; the row of the headings, and what names a row, stay in sight and on each page.

    `seen`: how many columns stay in sight on the screen, where that is not for the paper to say.
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
    sheet.repeat_rows(headings)
    if layout.breaks:
        sheet.repeat_columns(*layout.repeated)
        sheet.set_v_pagebreaks(list(layout.breaks))
        sheet.print_across()
        seen = layout.repeated[1] + 1 if seen is None else seen
    sheet.freeze_panes(headings + 1, seen or 0)


def caption(sheet: Any, office: str, title: str, day: date) -> None:
    """Whose list it is and of which day above each page, its title and number below."""
    pages = say("save.pages", page="&P", pages="&N")
    sheet.set_header(f"&L{_FONT}{_plain(office)}&R{_FONT}{say('save.made', day=day)}", {"margin": 0.3})
    sheet.set_footer(f"&L{_FONT}{_plain(title)}&R{_FONT}{pages}", {"margin": 0.3})


def _plain(text: str) -> str:
    """A text in which nothing is an instruction of a header."""
    return text.replace("&", "&&")
