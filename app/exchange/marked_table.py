"""A copy of a clerk's table for whoever sent it: his own columns, rows and sheets, with the faulty cells marked.

Corrected there, it can be imported again as it is. A block that was pasted has no sheet of its own; its columns are those read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange

from app.exchange.cell_text import is_cut, text_of, untyped
from app.exchange.cells import IN_SONG, Styles
from app.exchange.reader_process import Shape
from app.exchange.references import letters
from app.exchange.safe_workbook.seen import ERROR, UNCOMPUTED
from app.exchange.table import Source
from app.exchange.units import BARE
from app.exchange.workbook_reader import Sheet, open_workbook
from app.kernel.formula_guard import guarded
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.record.imports.table import NUMBER, UNTYPED, Table
from app.store.files import atomic

_WIDTH, _NARROW, _WIDEST, _REASONS = 16, 6, 30, 60
_LONGEST = 32_767
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
"""What the name of a sheet may not hold."""
_LOST = frozenset({NUMBER, ERROR, UNCOMPUTED, UNTYPED})
"""Why nothing that stands in a cell is what somebody wrote: the copy has not got it either."""
Place = tuple[int, str]


def marked_copy(table: Table, problems: Iterable[Problem], path: Path, source: Source | None = None) -> None:
    """The table with faulty cells red and commented, the reasons of each row in a last column."""
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft), dict(IN_SONG)) as book:
        if source is None:
            _only_read(book, table, list(problems))
        else:
            _as_sent(book, table, list(problems), source)


def _as_sent(book: Any, table: Table, problems: Sequence[Problem], source: Source) -> None:
    texts: dict[str, dict[Place, str]] = {}
    for place, key in table.edited:
        sheet, row, letter = table.where(place, key)
        joined = (cells[place] for other, cells in table.cells.items() if table.where(place, other)[2] == letter)
        texts.setdefault(sheet, {})[row, letter] = " ".join(filter(None, joined)) + _own_unit(table, place, key)
        texts[sheet] |= {(row, other): "" for other in table.added.get(place, ()) if key in table.spread}
    for place, key, fault in table.untrusted:
        if fault.code in _LOST:
            sheet, row, letter = table.where(place, key)
            texts.setdefault(sheet, {})[row, letter] = untyped()
    with open_workbook(source.data, source.path.name) as sent:
        for name in dict.fromkeys([part.sheet for part in table.parts] or [table.sheet]):
            found = [problem for problem in problems if problem.sheet == name]
            _sheet(book, sent.named(name), texts.get(name, {}), found, heading=table.heading)


def _own_unit(table: Table, place: int, key: str) -> str:
    """A number that was corrected to one in 元, below a heading in 万元, says so: else it is multiplied once more."""
    return "元" if table.units.get(key, "").endswith("元") and BARE.fullmatch(table.cells[key][place].strip()) else ""


def _sheet(book: Any, sent: Sheet, texts: Mapping[Place, str], problems: Sequence[Problem], *, heading: int) -> None:
    """A sheet as it came, what was corrected since in its place, and beside each row what is wrong in it."""
    name = _NO_NAME.sub("_", sent.name).strip("'")[:31]
    styles, page, left = Styles(book), book.add_worksheet(name), sent.shape.left
    _arrange(page, sent.shape, styles.text)
    wrong = {(p.row, p.column): p.reason for p in problems if p.column}
    told: dict[int, list[str]] = {}
    for problem in problems:
        told.setdefault(problem.row, []).append(f"{problem.title}：{problem.reason}")
    last, widths = left, dict[int, int]()
    for number, cells in enumerate(sent.rows, 1):
        style = styles.struck if number - 1 in sent.shape.struck else styles.text
        last = max(last, left + len(cells))
        for place, cell in enumerate(cells, left):
            where = (number, letters(place))
            said = text_of(cell)
            text = texts.get(where, said)[:_LONGEST]
            widths[place] = min(_WIDEST, max(widths.get(place, _NARROW), sum(1 + (sign > "~") for sign in text) + 2))
            if where in wrong:
                page.write_string(number - 1, place, guarded(text), styles.bad)
                page.write_comment(number - 1, place, wrong[where])
            elif is_cut(cell) and where not in texts:
                page.write_number(
                    number - 1, place, cell, styles.count
                )  # as a number it is refused wherever it is read
            elif text:
                page.write_string(number - 1, place, guarded(text), style)
    for place, width in widths.items():
        page.set_column(place, place, width)
    for title in dict.fromkeys(p.title for p in problems if not p.column and p.row):  # columns that it has not got
        page.set_column(last, last, _WIDTH)
        page.write_string(max(0, heading - 1), last, title, styles.must)
        for row in (p.row for p in problems if p.title == title):
            page.write_blank(row - 1, last, None, styles.bad)
        last += 1
    page.set_column(last, last, _REASONS)
    page.write_string(max(0, heading - 1), last, say("marked.reason"), styles.header)
    for number, reasons in told.items():
        page.write_string(max(0, number - 1), last, "；".join(reasons), styles.text)
    page.freeze_panes(heading, 0)


def _arrange(page: Any, shape: Shape, style: Any) -> None:
    """Merged cells and hidden rows as they were, on paper lying."""
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for row in shape.hidden:
        page.set_row(row, None, None, {"hidden": True})
    for (top, begins), (bottom, ends) in shape.merged:
        with suppress(OverlappingRange):
            if (top, begins) != (bottom, ends):
                page.merge_range(top, begins, bottom, ends, "", style)


def _only_read(book: Any, table: Table, problems: Sequence[Problem]) -> None:
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        by_row.setdefault(problem.place, []).append(problem)
    lost = {(place, key) for place, key, fault in table.untrusted if fault.code in _LOST}
    keys = sorted(table.columns, key=lambda key: (len(table.columns[key]), table.columns[key]))
    styles, sheet = Styles(book), book.add_worksheet()
    titles = [*(table.headings.get(key, key) for key in keys), say("marked.reason"), say("marked.row")]
    sheet.set_column(0, len(keys) - 1, _WIDTH)
    sheet.set_column(len(keys), len(keys), _REASONS)
    sheet.freeze_panes(1, 0)
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, styles.header)
    for line, row in enumerate(table.rows, 1):
        found = by_row.get(row.place, [])
        reasons = {p.key: p.reason for p in found}
        for place, key in enumerate(keys):
            style = styles.bad if key in reasons else styles.text
            text = untyped() if (row.place, key) in lost else row.texts.get(key, "")
            sheet.write_string(line, place, guarded(text), style)
            if key in reasons:
                sheet.write_comment(line, place, reasons[key])
        sheet.write_string(line, len(keys), "；".join(f"{p.title}：{p.reason}" for p in found), styles.text)
        sheet.write_number(line, len(keys) + 1, row.number, styles.count)
