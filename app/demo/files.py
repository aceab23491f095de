"""The workbooks that a clerk would have received: the columns of an import kind, filled as institutions fill them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from app.exchange.imports import KINDS

Cells = Mapping[str, str]
"""The cells of a row by field key; blank where there is none."""

_MADE = datetime(2019, 9, 1)  # noqa: DTZ001 - written into the file's properties, so that the same file comes out again
_A4 = 9
_HEADER_ROW = 1
_WIDEST = 36


def write(path: Path, kind: str, title: str, rows: Sequence[Cells], *, numbers: Sequence[str] = ()) -> Path:
    """Write a table of an import kind below its title; IDs named in `numbers` are stored as numbers, as Excel does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = KINDS[kind].fields
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": title, "created": _MADE})
        heading = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        sheet = book.add_worksheet(KINDS[kind].title)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        sheet.freeze_panes(_HEADER_ROW + 1, 0)
        for column, field in enumerate(fields):
            sheet.set_column(column, column, min(_WIDEST, max(field.kind.width, 2 * len(field.title)) + 2))
            sheet.write_string(_HEADER_ROW, column, field.title, heading)
            for place, row in enumerate(rows, _HEADER_ROW + 1):
                text = row.get(field.key, "")
                if text in numbers:
                    sheet.write_number(place, column, int(text))
                elif text:
                    sheet.write_string(place, column, text)
    return path


def faulty_roster(path: Path, sound: Sequence[Mapping[str, str]]) -> Path:
    """A roster with everything wrong that clerks meet, each in a row of its own; nothing of it can be imported."""
    rows = [dict(row) for row in sound[:12]]
    good = [row["id_number"] for row in rows]
    rows[1]["id_number"] = good[1][:17] + ("0" if good[1][17] != "0" else "1")
    rows[2]["id_number"] = good[2][:17] + "0"
    rows[3]["id_number"] = good[3][:10] + "0230" + good[3][14:]
    rows[4]["name"] = ""
    rows[6]["id_number"] = good[5]
    rows[7]["category"] = "在校学生"
    rows[8]["phone"] = "139000"
    rows[9]["name"] = f" {rows[9]['name'][0]} {rows[9]['name'][1:]}"
    rows[9]["id_number"] = "".join(chr(ord(c) + 0xFEE0) for c in good[9])
    rows[10]["name"] += "2"
    rows[11]["account"] = "无"
    rows.append({"name": "合计", "category": "12 人"})
    return write(path, "roster", "花名册（内有错误，供练习）", rows, numbers=(rows[2]["id_number"],))
