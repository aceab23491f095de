"""The tables of a report as pages of A4, laid out as in the workbook: columns dealt over pages, headings on each, bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk.print_layout import FONT_SIZE, MARGIN
from app.desk.report_paper import ReportPaper, text
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.printing.compose import Composed, Page
from app.printing.fonts import FALLBACK
from app.printing.forms import A4, Cell, Form, Row
from app.printing.grid import grid
from app.printing.layout import MM, Block, Line, Setter
from app.record.report import SUM
from app.record.report import Row as Values

_SMALLEST, _TITLE_SIZE, _NOTE_SIZE, _FOOT_SIZE = 8.0, 16.0, 9.0, 10.5
_SIDE, _TOP, _BOTTOM = MARGIN * 25.4, 12.0, 15.0
"""mm left and right, above and below; the number of the page stands inside the last."""
_CHARACTER, _BORDERS = 6.0, 3.75
"""Points of a column for each character, and once, as the layout counts them."""
_PAD_ROW = 6.0
_LABEL, _AFTER, _BAR, _BAR_WEIGHT = 60.0, 20.0, 8.5, 9.0
"""mm for what names a bar and for its share; mm from one bar to the next, and points of its thickness."""
_NUMBERS = frozenset({k.COUNT, k.FEN, k.PERCENT})


@dataclass(frozen=True)
class Words:
    """What stands around a table: above it, below the title, and after its last row."""

    title: str
    note: str
    foot: str
    short: str
    """Beside the number of each page."""


@dataclass(frozen=True)
class _Sheet:
    """One page: blocks from the top, and the bars of a chart as lines."""

    form: Form
    blocks: Sequence[Block]
    bars: Sequence[Line] = ()


def pages(papers: Sequence[tuple[ReportPaper, Words]], fonts: Path, office: str, mark: str) -> list[Composed]:
    """Each table as pages, its chart after it; they are numbered together."""
    made: list[tuple[Setter, tuple[str, str], list[_Sheet]]] = []
    for laid, words in papers:
        table = _Table(laid, words, fonts)
        made.append((table.setter, (office, words.short), [*table.sheets(), *table.chart()]))
    count = sum(len(sheets) for *_, sheets in made)
    found, first = [], 1
    for setter, corners, sheets in made:
        found.append(_composed(setter, sheets, (first, count), corners, mark))
        first += len(sheets)
    return found


def _composed(
    setter: Setter, sheets: Sequence[_Sheet], numbers: tuple[int, int], corners: tuple[str, str], mark: str
) -> Composed:
    first, count = numbers

    def page(at: int) -> Page:
        return _paint(setter, sheets[at], corners, say("report.page", page=first + at, pages=count))

    lost = [Problem("printing.no_glyph", {"point": f"U+{ord(char):04X}"}) for char in sorted(setter.lost)]
    width, high = sheets[0].form.paper
    return Composed(sheets[0].form.title, width, high, len(sheets), page, [*setter.problems, *lost], mark)


def _paint(setter: Setter, sheet: _Sheet, corners: tuple[str, str], number: str) -> Page:
    page, left, top = Page([], [], []), _SIDE, _TOP
    tops = []
    for block in sheet.blocks:
        tops.append((block, top))
        runs, _ = setter.runs(block, left, top)
        page.runs.extend(runs)
        top += block.height
    page.lines.extend([*grid(sheet.form, tops), *sheet.bars])
    width, high = sheet.form.paper
    third = (width - 2 * _SIDE) / 3
    said = (corners[0], number, corners[1])
    cells = tuple(
        Cell(words, third, FALLBACK, _SMALLEST, align=align)
        for words, align in zip(said, ("left", "center", "right"), strict=True)
    )
    block = setter.set(Row(cells, _PAD_ROW), said, say("report.chart"))
    page.runs.extend(setter.runs(block, left, high - _BOTTOM + 3)[0])
    return page


class _Table:
    """One table on its way to pages."""

    def __init__(self, laid: ReportPaper, words: Words, fonts: Path) -> None:
        self.laid, self.words, self.fields = laid, words, laid.table.fields
        self.landscape = laid.layout.landscape
        self.width, self.height = (A4[1], A4[0]) if self.landscape else A4
        self.room = self.height - _TOP - _BOTTOM
        self.size = max(_SMALLEST, FONT_SIZE * laid.layout.scale / 100)
        self.setter = Setter(fonts, self.room)
        scale = laid.layout.scale / 100 * MM
        self.widths = [(width * _CHARACTER + _BORDERS) * scale for width in laid.layout.widths]

    def sheets(self) -> Iterator[_Sheet]:
        """Every page: across all columns, then down the rows."""
        parts = self.laid.pages
        headings = self._level([self._headings(part) for part in parts])
        rows = [self._level([self._row(part, row) for part in parts]) for row in self.laid.rows]
        foot = [self._line("", _FOOT_SIZE, high=5), self._line(self.words.foot, _FOOT_SIZE)] if self.words.foot else []
        for chunk, last in self._dealt(headings[0].height, [row[0].height for row in rows], _high(foot)):
            for at, part in enumerate(parts):
                above = self._above(first=chunk.start == 0, whole=at == 0)
                below = foot if last and at == 0 else []
                body = [rows[n][at] for n in chunk]
                yield _Sheet(self._form(part), [*above, headings[at], *body, *below])

    def _dealt(self, heading: float, heights: Sequence[float], foot: float) -> Iterator[tuple[range, bool]]:
        """Which rows stand on a page; those with the foot leave room for it."""
        start, used, room = 0, 0.0, self.room - heading - _high(self._above(first=True, whole=True))
        later = self.room - heading - _high(self._above(first=False, whole=True))
        for n, high in enumerate(heights):
            needed = high + (foot if n == len(heights) - 1 else 0)
            if n > start and used + needed > room:
                yield range(start, n), False
                start, used, room = n, 0.0, later
            used += high
        yield range(start, len(heights)), True

    def _above(self, *, first: bool, whole: bool) -> list[Block]:
        """Title and note on the first page; on each other a line of the same height, or the title small."""
        if not first or not whole:
            small = self._line(say("report.goes_on", title=self.words.title), _NOTE_SIZE, "hei")
            if not first:
                return [small]
            return [replace(small, height=_high(self._above(first=True, whole=True)))]
        title = self._line(self.words.title, _TITLE_SIZE, "song-bold", "center", 12)
        return [title, self._line(self.words.note, _NOTE_SIZE)] if self.words.note else [title]

    def _line(self, said: str, size: float, font: str = "song", align: str = "left", high: float = 6) -> Block:
        cell = Cell(said, self.width - 2 * _SIDE, font, size, least=_SMALLEST, align=align)
        return self.setter.set(Row((cell,), high), [said], self.words.title)

    def _headings(self, part: Sequence[int]) -> Block:
        titles = [self.fields[place].title for place in part]
        cells = tuple(
            Cell(title, self.widths[place], "hei", self.size, least=_SMALLEST, align="center")
            for place, title in zip(part, titles, strict=True)
        )
        return self.setter.set(Row(cells, 8, ruled=True), titles, self.words.title)

    def _row(self, part: Sequence[int], row: Values) -> Block:
        font = "hei" if row.get(SUM) else "song"
        cells = tuple(self._cell(self.fields[place], self.widths[place], font) for place in part)
        texts = [text(self.fields[place], row) for place in part]
        return self.setter.set(Row(cells, _PAD_ROW, leading=1.15, ruled=True), texts, self.words.title)

    def _cell(self, field: Field, width: float, font: str) -> Cell:
        align = "right" if field.kind in _NUMBERS else field.kind.align
        return Cell(field.title, width, font, self.size, least=_SMALLEST, align=align, solid=field.kind in _NUMBERS)

    def _level(self, blocks: Sequence[Block]) -> list[Block]:
        """The parts of one row, all as high as the highest."""
        high = max(block.height for block in blocks)
        return [replace(block, height=high) for block in blocks]

    def _form(self, part: Sequence[int]) -> Form:
        """A page as wide as the columns that stand on it."""
        right = self.width - _SIDE - sum(self.widths[place] for place in part)
        return Form("", self.words.title, "", landscape=self.landscape, margin=(_TOP, right, _BOTTOM, _SIDE))

    # --- the chart ---

    def chart(self) -> Iterator[_Sheet]:
        """Bars of the rows that are no sum; the line at their end is the whole of the target, or the longest bar."""
        about = self.laid.table.chart
        named = {field.key: field for field in self.fields}
        if about is None or about.share not in named:
            return
        rows = [row for row in self.laid.rows if not row.get(SUM) and row[about.share] is not None]
        whole = max([1.0, *(float(str(row[about.share])) for row in rows)])
        title = self._line(f"{self.words.title}：{about.title}", _TITLE_SIZE, "song-bold", "center", 14)
        length = self.width - 2 * _SIDE - _LABEL - _AFTER
        count = int((self.room - title.height) // _BAR)
        for start in range(0, len(rows), count):
            blocks, bars, top = [title], [], _TOP + title.height
            for row in rows[start : start + count]:
                share = float(str(row[about.share]))
                end = _SIDE + _LABEL + max(0.2, length * share / whole)
                middle = top + _BAR / 2
                bars.append(Line(_SIDE + _LABEL, middle, end, middle, _BAR_WEIGHT))
                said = [text(named[about.label], row), "", text(named[about.share], row)]
                sizes = (_LABEL - 2, end - _SIDE - _LABEL + 2, _AFTER)
                cells = tuple(
                    Cell(words, width, "song", 10, least=_SMALLEST, align=align)
                    for words, width, align in zip(said, sizes, ("right", "left", "left"), strict=True)
                )
                blocks.append(replace(self.setter.set(Row(cells, _BAR), said, about.title), height=_BAR))
                top += _BAR
            at = _SIDE + _LABEL + length / whole
            bars.append(Line(at, _TOP + title.height, at, top, 0.5))
            yield _Sheet(self._form(range(len(self.fields))), blocks, bars)


def _high(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks)
