"""A copy of a clerk's table for whoever sent it: his own columns, rows and sheets, with the faulty cells marked.

Corrected there, it can be imported again as it is. A block that was pasted has no sheet of its own; its columns are those read.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from app.exchange.cells import IN_SONG, Styles
from app.exchange.header import letters
from app.exchange.table import Source
from app.exchange.workbook_reader import Sheet, open_workbook
from app.kernel.formula_guard import guarded
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.record.imports.table import Table
from app.store.files import atomic

_WIDTH, _NARROW, _REASONS = 16, 6, 60
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
    for place in range(len(table.numbers)):
        for key, column in table.cells.items():
            sheet, row, letter = table.where(place, key)
            if letter and (key in table.columns or key in table.spread):
                texts.setdefault(sheet, {})[row, letter] = column[place]
    with open_workbook(source.data, source.path.name) as sent:
        for name in [part.sheet for part in table.parts] or [table.sheet]:
            found = [problem for problem in problems if problem.sheet == name]
            _sheet(book, sent.named(name), texts.get(name, {}), found, first=min(table.numbers))


def _sheet(book: Any, sent: Sheet, texts: Mapping[Place, str], problems: Sequence[Problem], *, first: int) -> None:
    """A sheet as it came, what was corrected since in its place, and beside each row what is wrong in it."""
    styles, page, left = Styles(book), book.add_worksheet(sent.name[:31]), sent.shape.left
    wrong = {(p.row, p.column): p.reason for p in problems if p.column}
    told: dict[int, list[str]] = {}
    for problem in problems:
        told.setdefault(problem.row, []).append(f"{problem.title}：{problem.reason}")
    last = left
    for (top, begins), (bottom, ends) in sent.shape.merged:
        page.merge_range(top, begins, bottom, ends, "", styles.text)
    for number, cells in enumerate(sent.rows, 1):
        last = max(last, left + len(cells))
        for place, cell in enumerate(cells, left):
            where = (number, letters(place))
            said = _shown(cell)
            text = texts.get(where, said) if said or where in wrong else said
            if where in wrong:
                page.write_string(number - 1, place, guarded(text), styles.bad)
                page.write_comment(number - 1, place, wrong[where])
            elif text:
                page.write_string(number - 1, place, guarded(text), styles.text)
    page.set_column(0, 0, _NARROW)
    page.set_column(1, max(1, last - 1), _WIDTH)
    page.set_column(last, last, _REASONS)
    page.write_string(first - 2 if first > 1 else 0, last, say("marked.reason"), styles.header)
    for number, reasons in told.items():
        page.write_string(max(0, number - 1), last, "；".join(reasons), styles.text)
    page.freeze_panes(max(0, first - 1), 0)


def _shown(cell: Any) -> str:
    """A cell as it is seen in the sheet."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


def _only_read(book: Any, table: Table, problems: Sequence[Problem]) -> None:
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        by_row.setdefault(problem.place, []).append(problem)
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
            sheet.write_string(line, place, guarded(row.texts.get(key, "")), style)
            if key in reasons:
                sheet.write_comment(line, place, reasons[key])
        sheet.write_string(line, len(keys), "；".join(f"{p.title}：{p.reason}" for p in found), styles.text)
        sheet.write_number(line, len(keys) + 1, row.number, styles.count)
