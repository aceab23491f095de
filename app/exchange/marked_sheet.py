"""One sheet of a marked copy: the sender's own cells, what is wrong beside each row, and a paper on which it can be read."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any

from xlsxwriter.exceptions import OverlappingRange

from app.desk.print_layout import Width, fitting, lay_out, lines, measure
from app.exchange.cell_text import is_cut, text_of
from app.exchange.cells import Styles
from app.exchange.list_sheet import TITLE, arrange, caption, height
from app.exchange.references import letters, place_of
from app.exchange.workbook_reader import Sheet
from app.kernel.formula_guard import guarded
from app.kernel.outcomes import Problem
from app.kernel.texts import say

REASONS = Width(40, 40)
"""The column of the reasons, whose lines wrap: a long one makes its row taller, never the page smaller."""
_WIDEST, _NARROWEST, _LONGEST_WORD, _ADDED = 30, 10, 24, 16
_SHORT = 4
"""Width of a heading that is not parted, two characters."""
_NOTHING_THERE = Width(2, 2)
"""A column before those of the table."""
_SAMPLE = 1_024
"""Rows by which the widths are found."""
_LONGEST = 32_767
_FIRST_DAY = 1900
"""The year in which the days of a workbook begin."""
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
"""What the name of a sheet may not hold."""
_WORD = re.compile(r"[!-~]+")
Place = tuple[int, str]
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Marks:
    """What a copy of a sheet says otherwise than the sheet: corrected texts, what is wrong; and which rows are the table."""

    file: str
    texts: Mapping[Place, str]
    problems: Sequence[Problem]
    heading: int
    """The last row of the headings, 0 for none."""
    last: int
    """The last row of the table."""
    label: Collection[str] = ()
    """The letters of the columns that say whom a row is about."""


class MarkedSheet:
    """Written once: the paper, then every row."""

    def __init__(self, book: Any, sent: Sheet, marks: Marks) -> None:
        self._name = _NO_NAME.sub("_", sent.name).strip("'")[:31]
        self._styles, self._page = Styles(book), book.add_worksheet(self._name)
        self._shape, self._marks, self._left = sent.shape, marks, sent.shape.left
        self._rows = list(sent.rows)
        self._wrong = {(p.row, p.column): p.reason for p in marks.problems if p.column}
        self._lacking = list(dict.fromkeys(p.title for p in marks.problems if not p.column and p.row))
        """The columns that it has not got."""
        self._end = self._left + max(map(len, self._rows), default=0)
        self._wide = {begin: end for begin, end in self._shape.merged if end[1] > begin[1]}
        self._covered = set(self._cells_of(self._shape.merged))
        """The cells that are part of another."""
        self._spanned = set(self._cells_of(self._wide.items()))
        last = marks.last
        total = self._rows[last] if marks.heading and last < len(self._rows) else ()
        self._bottom = last + (sum(map(bool, map(text_of, total))) > 1)
        """The last row of the table, a total below it among them."""

    @cached_property
    def _top(self) -> int:
        """The first row of the headings: cells of several rows begin there."""
        heading = self._marks.heading
        tall = (begin[0] + 1 for begin, end in self._shape.merged if begin[0] < heading <= end[0] + 1)
        return min([heading, *tall]) or 1

    # --- the paper ---

    def write(self) -> None:
        """Everything."""
        columns = [_NOTHING_THERE] * self._left + list(self._columns()) + [Width(_ADDED, _ADDED)] * len(self._lacking)
        label = [place_of(letter) for letter in self._marks.label]
        self._layout = lay_out([*columns, REASONS], label)
        heading = self._marks.heading
        arrange(self._page, self._layout, heading - 1, first=self._top - 1)
        caption(self._page, self._marks.file, self._name)
        for (top, begins), (bottom, ends) in self._shape.merged:
            with suppress(OverlappingRange):
                if (top, begins) != (bottom, ends):
                    self._page.merge_range(top, begins, bottom, ends, "", self._style(top + 1, merged=True))
        told: dict[int, list[str]] = {}
        for problem in self._marks.problems:
            told.setdefault(max(problem.row, 1), []).append(f"{problem.title}：{problem.reason}")
        for number, cells in enumerate(self._rows, 1):
            self._row(number, cells, "；".join(told.pop(number, [])))
        for number, reasons in told.items():
            self._reasons(number, "；".join(reasons))
        for place, title in enumerate(self._lacking, self._end):
            self._page.write_string(max(0, heading - 1), place, title, self._styles.must)
        self._page.write_string(max(0, heading - 1), self._last, say("marked.reason"), self._styles.header)

    @property
    def _last(self) -> int:
        """The place of the reasons."""
        return self._end + len(self._lacking)

    def _columns(self) -> Iterator[Width]:
        """The widths of the sender's columns, by their headings and what stands below them."""
        for place in range(self._end - self._left):
            cells = [
                (number, self._text(number, place + self._left, row[place]))
                for number, row in enumerate(islice(self._rows, _SAMPLE), 1)
                if self._top <= number <= self._bottom
                if place < len(row) and (number - 1, place + self._left) not in self._spanned
            ]
            headings = [text for number, text in cells if number <= self._marks.heading]
            yield column_of(headings, [text for number, text in cells if number > self._marks.heading])

    def _style(self, number: int, *, merged: bool = False) -> Any:
        """How a cell of a row looks: a title, a heading, a cell of the table, or what stands around it."""
        if self._top <= number <= self._marks.heading:
            return self._styles.header
        if self._top <= number <= self._bottom:
            return self._styles.struck if number - 1 in self._shape.struck else self._styles.wrapped
        if number == 1 and number < self._top:
            return self._styles.above if merged else self._styles.title
        return self._styles.loose_wrapped if merged else self._styles.loose

    # --- the rows ---

    def _text(self, number: int, place: int, cell: Any) -> str:
        return self._marks.texts.get((number, letters(place)), text_of(cell))[:_LONGEST]

    def _row(self, number: int, cells: Sequence[Any], reasons: str) -> None:
        tall = self._reasons(number, reasons) if reasons else 1
        within = self._top <= number <= self._bottom
        for place, cell in enumerate(cells, self._left):
            tall = max(tall, self._cell(number, place, cell, within=within))
        if within:
            for place in range(self._left + len(cells), self._last + (not reasons)):
                self._page.write_blank(number - 1, place, None, self._style(number))
        for place, title in enumerate(self._lacking, self._end):
            if any(problem.row == number and problem.title == title for problem in self._lacks):
                self._page.write_blank(number - 1, place, None, self._styles.bad)
        hidden = {"hidden": True} if number - 1 in self._shape.hidden else {}
        first = number == 1 and not within
        self._page.set_row(number - 1, TITLE if first else height(tall), None, hidden)

    @cached_property
    def _lacks(self) -> Sequence[Problem]:
        return [problem for problem in self._marks.problems if not problem.column and problem.row]

    def _reasons(self, number: int, reasons: str) -> int:
        """What is wrong in a row, and how many lines it takes."""
        self._page.write_string(number - 1, self._last, reasons[:_LONGEST], self._styles.wrapped)
        return lines(reasons, self._layout.widths[self._last])

    def _cell(self, number: int, place: int, cell: Any, *, within: bool) -> int:
        """One cell as it came or was corrected; gives back how many lines it takes."""
        row, where, text = number - 1, (number, letters(place)), self._text(number, place, cell)
        style, bad = self._style(number, merged=(row, place) in self._wide), where in self._wrong
        as_sent = where not in self._marks.texts
        if as_sent and isinstance(cell, date) and text == text_of(cell) and _is_day(cell):
            self._page.write_datetime(row, place, cell, self._styles.bad_day if bad else self._styles.day)
        elif as_sent and is_cut(cell):  # as a number it is refused wherever it is read
            self._page.write_number(row, place, cell, self._styles.count)
        elif text:
            self._page.write_string(row, place, guarded(text), self._styles.bad if bad else style)
        elif bad or (within and (row, place) not in self._covered):
            self._page.write_blank(row, place, None, self._styles.bad if bad else style)
        if bad:
            self._page.write_comment(row, place, self._wrong[where])
        return lines(text, self._room(row, place)) if within or (row, place) in self._wide else 1

    def _cells_of(self, ranges: Iterable[Range]) -> Iterator[tuple[int, int]]:
        """The cells of some ranges, as far as the sheet goes."""
        for (top, begins), (bottom, ends) in ranges:
            columns = range(begins, min(ends + 1, self._end))
            yield from ((row, place) for row in range(top, min(bottom + 1, len(self._rows))) for place in columns)

    def _room(self, row: int, place: int) -> float:
        """The width that a text has: of all columns over which its cell goes."""
        end = self._wide.get((row, place), (row, place))[1]
        return sum(self._layout.widths[place : end + 1])


def _is_day(cell: date) -> bool:
    """Whether it is a day that a workbook can hold, without a time of it."""
    return cell.year >= _FIRST_DAY and not (isinstance(cell, datetime) and cell.time() != datetime.min.time())


def column_of(headings: Sequence[str], texts: Sequence[str]) -> Width:
    """Of a column: what its texts need up to a limit; the least in which no number and no word of letters is parted."""
    heading = max((measure(line) for text in headings for line in text.split("\n")), default=0)
    widest = max((measure(line) for text in set(texts) for line in text.split("\n")), default=0)
    word = max((len(word) for text in set(texts) for word in _WORD.findall(text)), default=0)
    natural = fitting(heading if heading <= 2 * _SHORT else -(-heading // 2))
    least = fitting(max(_SHORT, -(-heading // 3)))
    needed = fitting(min(widest, _WIDEST))
    return Width(
        max(natural, needed, fitting(min(word, _LONGEST_WORD))),
        max(least, min(needed, _NARROWEST), fitting(min(word, _LONGEST_WORD))),
    )
