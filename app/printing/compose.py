"""A form and its data become pages of text runs, lines and check boxes in mm; pure, nothing is drawn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from app.kernel.money import yuan
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.printing.fonts import FALLBACK
from app.printing.forms import Box, Cell, Column, Form, Row, Table, fill, keys_in
from app.printing.grid import around, grid
from app.printing.layout import PAD, Block, Check, Line, Run, Setter
from app.printing.paging import Dealer, Entry, Sheet
from app.printing.values import KINDS, SOLID, SUMS, VALUES, FormData, chinese_date, shown

_PAGE_TITLES = {"page": "页码", "pages": "页数", "printed_on": "打印日期"}
FOOTER_SIZE = 9.0
FOOTER_HEIGHT = 5.0
FOOTER_GAP = 3.0
_SMALL = 7.5


class Page(NamedTuple):
    """One page: what stands where."""

    runs: list[Run]
    lines: list[Line]
    checks: list[Check]


@dataclass(frozen=True)
class Composed:
    """A paper ready to be drawn, and everything about it that a person should look at first; sizes in mm."""

    title: str
    width: float
    height: float
    count: int
    page: Callable[[int], Page]
    """What stands on a page, from 0; painted when asked for, so that a long roster is never held twice."""
    problems: Sequence[Problem]
    watermark: str = ""
    background: str = ""
    """The picture or PDF behind the pages, by its path; '' for white paper."""

    @property
    def pages(self) -> Iterator[Page]:
        """Every page in turn."""
        return map(self.page, range(self.count))


def compose(form: Form, data: FormData, printed_on: date, fonts_dir: Path, *, values_only: bool = False) -> Composed:
    """The pages of a form, with each text that did not fit, character no font has and sum that differs as a problem.

    `values_only` leaves out lines, headings and whatever else stands on preprinted paper already (套打).
    """
    return _Composer(form, data, printed_on, fonts_dir, values_only=values_only).composed()


class _Composer:
    """One paper on its way from rows to pages."""

    def __init__(self, form: Form, data: FormData, printed_on: date, fonts_dir: Path, *, values_only: bool) -> None:
        self.form, self.data, self.values_only = form, data, values_only
        known = VALUES[form.noun]
        self.texts = {key: known[key].evaluate(data.values) for key in form.values()}
        self.texts["printed_on"] = chinese_date(printed_on)
        self.titles = {key: known[key].title for key in form.values()} | _PAGE_TITLES
        self.setter = Setter(fonts_dir, form.room_height)
        self.head = self._rows(form.head)
        self.header = self._header(form.table) if form.table else None
        self.boxes = [(box, self._box(box)) for box in form.boxes]
        self.setter.page_height -= sum(block.height for block in self.head)

    def composed(self) -> Composed:
        """Deal the rows to sheets; painting waits until the number of pages is known."""
        entries = list(self._entries(self.form.table)) if self.form.table else []
        sheets = self._sheets(entries)

        def page(number: int) -> Page:
            return self._page(sheets[number], number + 1, len(sheets))

        given = (("示例", self.data.sample), ("草稿", self.data.draft), ("待核实", self.data.unsettled))
        marks = [word for word, on in given if on]
        problems = [*self._missing(), *self._differing(entries), *self.setter.problems, *self._lost()]
        back = "" if self.values_only else self.form.background
        return Composed(self.form.title, *self.form.paper, len(sheets), page, problems, "　".join(marks), back)

    def _sheets(self, entries: Sequence[Entry]) -> list[Sheet]:
        table, tail = self.form.table, self._rows(self.form.tail)
        fixed = [self.header, *self._sums(table, "", ())] if table and self.header else []
        dealer = Dealer(self.setter.page_height, sum(block.height for block in fixed))
        dealer.body(self._rows(self.form.body))
        if table:
            dealer.entries(entries)
            tail = self._sums(table, f"合计（共 {len(entries)} {table.unit}）", entries) + tail
        dealer.tail(tail)
        return dealer.sheets

    def _rows(self, rows: Sequence[Row]) -> list[Block]:
        return [self._row(row, self.form.title, self.texts) for row in rows if not row.when or self.texts[row.when]]

    def _row(self, row: Row, place: str, texts: Mapping[str, str]) -> Block:
        """A row of the form with its values; problems name them by title, since a value may be an account."""
        named = replace(row, cells=tuple(replace(cell, text=fill(cell.text, self.titles)) for cell in row.cells))
        return self.setter.set(named, [self._filled(cell.text, texts) for cell in row.cells], place)

    def _filled(self, text: str, texts: Mapping[str, str]) -> str:
        """A text with its values; nothing, where values alone are printed and it has none."""
        return "" if self.values_only and not keys_in(text) else fill(text, texts)

    def _box(self, box: Box) -> Block:
        """A box with its values, as high as it was drawn."""
        block = self._row(Row((box,), box.height, box.height + 2 * PAD), self.form.title, self.texts)
        return replace(block, height=box.height)

    def _entries(self, table: Table) -> Iterator[Entry]:
        cells = tuple(_cell(column) for column in table.columns)
        row = Row(cells, table.height, table.limit, 1.15, ruled=True)
        kinds = [(column.key, KINDS[column.kind], column.mask) for column in table.columns]
        totals = [column.key for column in table.columns if column.total]
        listed = [values for values in self.data.rows if not table.where or values.get(table.where)]
        for n, values in enumerate(listed, 1):
            values = {**values, "seq": n} if table.where else values  # no gap where a refused person stood
            texts = [shown(kind, values.get(key), masked=mask) for key, kind, mask in kinds]
            amounts = {key: cast(int, values.get(key) or 0) for key in totals}
            yield Entry(self.setter.set(row, texts, f"第{n}行"), amounts)

    def _header(self, table: Table) -> Block:
        cells = tuple(
            Cell(column.title, column.width, table.header_font, column.size, align="center") for column in table.columns
        )
        row = Row(cells, table.header_height, 0, 1.15, ruled=True)
        return self.setter.set(row, [self._filled(cell.text, self.texts) for cell in cells], "表头")

    def _sums(self, table: Table, title: str, entries: Sequence[Entry]) -> list[Block]:
        """The line of sums, its title across the columns before the first sum; none when nothing is summed."""
        at = next((n for n, column in enumerate(table.columns) if column.total), 0)
        if not at:
            return []
        before = sum(column.width for column in table.columns[:at])
        label = Cell("", before, table.header_font, table.columns[0].size, align="center")
        cells = (label, *(_cell(column) for column in table.columns[at:]))
        sums = {
            column.key: yuan(sum(entry.amounts[column.key] for entry in entries))
            for column in table.columns
            if column.total
        }
        texts = ["" if self.values_only else title, *(sums.get(column.key, "") for column in table.columns[at:])]
        return [self.setter.set(Row(cells, table.height, 0, 1.15, ruled=True), texts, title)]

    def _page(self, sheet: Sheet, number: int, count: int) -> Page:
        table = self.form.table
        blocks = [*self.head, *sheet.body]
        if table and self.header and sheet.table:
            blocks += [self.header, *(entry.block for entry in sheet.entries)]
            blocks += self._sums(table, "本页小计", sheet.entries)
        page = Page([], [], [])
        left, top = self.form.margin[3], self.form.margin[0]
        tops = []
        for block in [*blocks, *sheet.tail]:
            tops.append((block, top))
            indent = self.form.side_width if block.row.side else 0
            runs, checks = self.setter.runs(block, left + indent, top)
            page.runs.extend(runs)
            page.checks.extend(checks)
            top += block.height
        self._place_boxes(page, first=number == 1, last=number == count)
        if not self.values_only:
            page.lines.extend(grid(self.form, tops))
            for side_runs in self._sides(tops):
                page.runs.extend(side_runs)
            page.runs.extend(self._footer(number, count))
        return page

    def _place_boxes(self, page: Page, *, first: bool, last: bool) -> None:
        """The boxes of a page, each at its own place."""
        for box, block in self.boxes:
            if not {"all": True, "first": first, "last": last}[box.on]:
                continue
            runs, checks = self.setter.runs(block, box.x, box.y)
            page.runs.extend(runs)
            page.checks.extend(checks)
            if box.frame and not self.values_only:
                page.lines.extend(around(box.x, box.y, box.width, box.height))

    def _sides(self, tops: Sequence[tuple[Block, float]]) -> Iterator[list[Run]]:
        """The titles down the left edge, each in the middle of its rows."""
        form = self.form
        groups: list[tuple[str, float, float]] = []
        for block, top in tops:
            side, bottom = block.row.side, top + block.height
            if side and groups and groups[-1][0] == side and abs(groups[-1][2] - top) < 0.01:
                groups[-1] = (side, groups[-1][1], bottom)
            elif side:
                groups.append((side, top, bottom))
        for side, top, bottom in groups:
            cell = Cell(side, form.side_width, form.font, form.size, align="center")
            block = self.setter.set(Row((cell,), bottom - top, bottom - top), [side], side)
            yield self.setter.runs(block, form.margin[3], top)[0]

    def _footer(self, number: int, count: int) -> list[Run]:
        third = self.form.width / 3
        parts = zip(self.form.footer, ("left", "center", "right"), strict=True)
        cells = tuple(Cell(text, third, FALLBACK, FOOTER_SIZE, _SMALL - 1, align) for text, align in parts)
        row = Row(cells, FOOTER_HEIGHT, 2 * FOOTER_HEIGHT)
        block = self._row(row, "页脚", self.texts | {"page": str(number), "pages": str(count)})
        left, top = self.form.margin[3], self.form.paper[1] - self.form.margin[2] + FOOTER_GAP
        runs = self.setter.runs(block, left, top)[0]
        return runs + self._origin(left, top + block.height) if self.form.composite else runs

    def _origin(self, left: float, top: float) -> list[Run]:
        """That the layout is the program's own, in small print below the footer."""
        cell = Cell("", self.form.width, FALLBACK, _SMALL)
        block = self.setter.set(Row((cell,), FOOTER_HEIGHT), [say("printing.composite")], self.form.title)
        return self.setter.runs(block, left, top)[0]

    def _missing(self) -> Iterator[Problem]:
        for key in self.form.required:
            if not self.texts[key]:
                yield Problem("printing.value_missing", {"title": VALUES[self.form.noun][key].title})

    def _differing(self, entries: Sequence[Entry]) -> Iterator[Problem]:
        for column in self.form.table.columns if self.form.table else ():
            total = self.data.values.get(SUMS.get(column.key, ""))
            found = sum(entry.amounts.get(column.key, 0) for entry in entries)
            if column.total and isinstance(total, int) and found != total:
                yield Problem("printing.total_differs", {"listed": yuan(found), "recorded": yuan(total)})

    def _lost(self) -> Iterator[Problem]:
        """Characters printed as 〓, by their code points, since they cannot be shown."""
        for char in sorted(self.setter.lost):
            yield Problem("printing.no_glyph", {"point": f"U+{ord(char):04X}"})


def _cell(column: Column) -> Cell:
    align = "right" if column.kind == "fen" else column.align
    return Cell(column.title, column.width, column.font, column.size, column.least, align, solid=column.kind in SOLID)
