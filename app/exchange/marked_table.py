"""A copy of a clerk's table for whoever sent it: his own columns, rows and sheets, with the faulty cells marked.

Corrected there, it can be imported again as it is. A block that was pasted has no sheet of its own; its columns are those read.
What a workbook has damaged, as the last digits of a long number, is in no copy: it would be read there as if somebody had written it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from app.desk.print_layout import Width, fitting, lay_out, lines, measure
from app.exchange.cell_text import untyped
from app.exchange.cells import IN_SONG, Styles
from app.exchange.list_sheet import arrange, caption, height
from app.exchange.marked_sheet import REASONS, MarkedSheet, Marks, Place, column_of
from app.exchange.safe_workbook.seen import ERROR, UNCOMPUTED
from app.exchange.table import Source
from app.exchange.units import BARE
from app.exchange.workbook_reader import open_workbook
from app.kernel.formula_guard import guarded
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.record.imports.batch import NAMES
from app.record.imports.table import NUMBER, UNTYPED, Table
from app.store.files import atomic

_LOST = frozenset({NUMBER, ERROR, UNCOMPUTED, UNTYPED})
"""Why nothing that stands in a cell is what somebody wrote: the copy has not got it either."""


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
            label = [letter for key in NAMES if (letter := table.columns.get(key, ""))][:1]
            marks = Marks(source.path.name, texts.get(name, {}), found, table.heading, _last_row(table, name), label)
            MarkedSheet(book, sent.named(name), marks).write()


def _last_row(table: Table, sheet: str) -> int:
    """The last row of a table on a sheet."""
    begins = [part.first for part in table.parts] or [0]
    ends = [*begins[1:], len(table.numbers)]
    names = [part.sheet for part in table.parts] or [table.sheet]
    own = (table.numbers[b:e] for b, e, name in zip(begins, ends, names, strict=True) if name == sheet)
    return max((number for numbers in own for number in numbers), default=0)


def _own_unit(table: Table, place: int, key: str) -> str:
    """A number that was corrected to one in 元, below a heading in 万元, says so: else it is multiplied once more."""
    return "元" if table.units.get(key, "").endswith("元") and BARE.fullmatch(table.cells[key][place].strip()) else ""


def _only_read(book: Any, table: Table, problems: Sequence[Problem]) -> None:
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        by_row.setdefault(problem.place, []).append(problem)
    lost = {(place, key) for place, key, fault in table.untrusted if fault.code in _LOST}
    keys = sorted(table.columns, key=lambda key: (len(table.columns[key]), table.columns[key]))
    styles, sheet = Styles(book), book.add_worksheet()
    titles = [*(table.headings.get(key, key) for key in keys), say("marked.reason"), say("marked.row")]
    columns = [column_of([title], table.cells.get(key, ())) for title, key in zip(titles, keys, strict=False)]
    number = fitting(measure(titles[-1]))
    layout = lay_out([*columns, REASONS, Width(number, number)], [keys.index(key) for key in NAMES if key in keys][:1])
    arrange(sheet, layout, 0)
    caption(sheet, table.path.name, say("marked.reason"))
    sheet.set_row(0, height(max(map(lines, titles, layout.widths))))
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, styles.header)
    for line, row in enumerate(table.rows, 1):
        found = by_row.get(row.place, [])
        reasons = {p.key: p.reason for p in found}
        texts = [untyped() if (row.place, key) in lost else row.texts.get(key, "") for key in keys]
        texts.append("；".join(f"{p.title}：{p.reason}" for p in found))
        sheet.set_row(line, height(max(map(lines, texts, layout.widths))))
        for place, (text, key) in enumerate(zip(texts, [*keys, ""], strict=True)):
            sheet.write_string(line, place, guarded(text), styles.bad if key in reasons else styles.wrapped)
            if key in reasons:
                sheet.write_comment(line, place, reasons[key])
        sheet.write_number(line, len(keys) + 1, row.number, styles.count)
