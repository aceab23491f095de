"""统计 as a workbook: the table like any list, and beside it a chart of what was counted and of the money."""

from pathlib import Path
from typing import Any

import xlsxwriter

from app.exchange.cells import IN_SONG
from app.exchange.list_sheet import A4, HEADINGS, ListSheet, caption
from app.kernel import kinds as k
from app.kernel.texts import say
from app.record.grouping import Grouped
from app.store.files import atomic
from app.store.work import Read

_CHARTED = 60
"""Groups that a chart can show legibly."""
_WIDE, _TALL, _ROWS = 900, 420, 24
"""Pixels of a chart, and rows of the sheet that it takes: a page each."""
_BLUE = "#2F75B5"


def write(read: Read, found: Grouped, path: Path) -> int:
    """The table with the sum of all, and a sheet of charts where they are few enough to be seen; gives back how many groups."""
    title = say("grouping.title", title=found.title)
    label = list(range(len(found.by)))
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft), dict(IN_SONG)) as book:
        sheet = ListSheet(book, title[:31], [(field.title, field.kind) for field in found.fields], masked=True)
        rows = [[row[field.key] for field in found.fields] for row in found.rows]
        sheet.begin(say("save.sample", title=title) if read.settings.get("sample") == "1" else title, rows, label)
        for row in rows:
            sheet.write(row)
        sheet.end(read.own.name, title, read.today)
        if 1 < len(rows) <= _CHARTED + 1:
            page = _draw(book, title[:31], found, len(rows) - 1)
            caption(page, read.own.name, f"{title} {page.name}", read.today)
    return len(rows) - 1


def _draw(book: Any, name: str, found: Grouped, count: int) -> Any:
    page = book.add_worksheet(say("grouping.chart"))
    first, last = HEADINGS + 1, HEADINGS + count
    deep, below = len(found.by), 0
    for place, field in enumerate(found.fields[deep:], deep):
        chart = book.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": field.title,
                "categories": [name, first, 0, last, deep - 1],
                "values": [name, first, place, last, place],
                "fill": {"color": _BLUE},
                "data_labels": {"value": count <= _CHARTED // 3},
            }
        )
        chart.set_title({"name": f"{name} {field.title}"})
        chart.set_legend({"none": True})
        chart.set_y_axis({"num_format": "#,##0.00" if field.kind is k.FEN else "#,##0"})
        chart.set_size({"width": _WIDE, "height": _TALL})
        page.insert_chart(below, 0, chart)
        below += _ROWS
    page.set_landscape()
    page.set_paper(A4)
    page.set_h_pagebreaks(list(range(_ROWS, below, _ROWS)))
    return page
