"""A copy of a clerk's table with the faulty cells marked: corrected there, it can be imported again as it is."""

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from app.exchange.xlsx import Styles
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.record.imports.table import Table
from app.store.files import atomic

_WIDTH, _REASONS = 18, 60


def marked_copy(table: Table, problems: Iterable[Problem], path: Path) -> None:
    """The table with faulty cells red and commented, the reasons of each row in a last column, and its old row number."""
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        by_row.setdefault(problem.place, []).append(problem)
    keys = sorted(table.columns, key=lambda key: (len(table.columns[key]), table.columns[key]))
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft)) as book:
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
                sheet.write_string(line, place, row.texts.get(key, ""), styles.bad if key in reasons else styles.text)
                if key in reasons:
                    sheet.write_comment(line, place, reasons[key])
            sheet.write_string(line, len(keys), "；".join(f"{p.title}：{p.reason}" for p in found), styles.text)
            sheet.write_number(line, len(keys) + 1, row.number, styles.count)
