"""A policy pack as a workbook, a sheet a kind of row, and a workbook read again as a pack file."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomli_w
import xlsxwriter

from app.desk.drafts.draft import opened
from app.desk.drafts.inline import inline, read_inline
from app.desk.drafts.pack_sheets import SHEETS, SheetKind, Tables, data_of, tables_of
from app.desk.drafts.row_names import Names, names_of
from app.exchange.references import letters
from app.exchange.workbook_reader import Workbook, file_bytes, open_workbook
from app.exchange.xlsx import Styles
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Problem, Problems
from app.kernel.texts import say, sentences
from app.store.files import atomic

_BETWEEN = "；"
_YES, _NO = "是", "否"
_CODED = re.compile(r"""[\[{"']""")
"""How a cell begins that is TOML."""
_WIDE, _NARROW = 48, 16
_LONG = ("quote", "note", "pending", "items", "title", "name", "when")
_HEAD = 2
"""Rows above the first record: the keys (hidden), the headings."""


def to_workbook(text: str, path: Path) -> None:
    """Write a pack file as a workbook."""
    draft = opened(text)
    tables, names = tables_of(draft.data, say("trial.base")), names_of(draft)
    with atomic(path) as place, xlsxwriter.Workbook(str(place)) as book:
        styles = Styles(book)
        for kind in SHEETS.values():
            _write(book.add_worksheet(say(f"pack_sheets.{kind.key}")), styles, kind, tables, names)


def _write(sheet: Any, styles: Styles, kind: SheetKind, tables: Tables, names: Names) -> None:
    columns = tables.columns(kind.key)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.freeze_panes(_HEAD, 1)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDE if column in _LONG else _NARROW)
        sheet.write_string(0, at, column, styles.text)
        sheet.write_string(1, at, _heading(kind, column, names), styles.header)
    for number, row in enumerate(tables.rows[kind.key], _HEAD):
        for at, column in enumerate(columns):
            if column in row:
                _write_cell(sheet, styles, (number, at), cell_of(row[column], listed=column in kind.lists))


def _heading(kind: SheetKind, column: str, names: Names) -> str:
    """What a column is called: its own name on this sheet, that of a part of a row, of a draft, of a fact."""
    part = column.rpartition(".")[2]
    codes = (f"pack_sheets.{kind.key}_{column}", f"pack_sheets.column_{part}", f"rows.part_{part}", f"drafted.{part}")
    if column.startswith("facts.") and part in names.titles:
        return names.fact(part)
    return next((say(code) for code in codes if code in sentences()), column)


def _write_cell(sheet: Any, styles: Styles, place: tuple[int, int], value: str | int | date) -> None:
    if isinstance(value, int):
        sheet.write_number(*place, value, styles.count)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, styles.day)
    else:
        sheet.write_string(*place, value, styles.text)


def cell_of(value: Any, *, listed: bool = False) -> str | int | date:
    """What stands in a cell for a value of the file."""
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, int) or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, str):
        plain = value and value == value.strip() and not _CODED.match(value) and value not in (_YES, _NO)
        return value if plain else inline(value)
    if listed and isinstance(value, list) and value and all(map(_plain_item, value)):
        return _BETWEEN.join(value)
    return inline(value)


def _plain_item(item: object) -> bool:
    return isinstance(item, str) and bool(item) and item == item.strip() and not re.search(r"[；;\n\[{\"']", item)


def value_of(cell: Any, *, listed: bool = False) -> Any:
    """The value of the file for what stands in a cell; BadValue for what is none."""
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, float):
        if not cell.is_integer():
            raise BadValue("count.form")
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if _CODED.match(text):
        return read_inline(text)
    if listed:
        return [item.strip() for item in re.split("[；;\n]", text) if item.strip()]
    return text == _YES if text in (_YES, _NO) else text


def from_workbook(path: Path) -> str:
    """The pack file of a workbook; Problems with sheet, row, column and value of each cell that is none."""
    data, tables, problems = file_bytes(path), Tables(), list[Problem]()
    with open_workbook(data, path.name) as book:
        titles = {say(f"pack_sheets.{key}"): kind for key, kind in SHEETS.items()}
        if not any(sheet.name in titles for sheet in book.sheets):
            raise Problems([Problem("pack_sheets.none", {"name": path.name})])
        for place, sheet in enumerate(book.sheets):
            if sheet.name in titles:
                kind, bad = titles[sheet.name], book.faults.get(sheet.name, {})
                tables.rows[kind.key] = list(_read(book, place, kind, bad, problems))
    if problems:
        raise Problems(problems)
    return tomli_w.dumps(data_of(tables, say("trial.base")))


def _read(book: Workbook, place: int, kind: SheetKind, bad: Any, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    """The records of a sheet, below the row of its keys."""
    sheet = book.sheet(place)
    left = sheet.shape.left
    keys: Sequence[str] | None = None
    for number, cells in enumerate(sheet.rows, 1):
        if keys is None:
            keys = [str(cell or "").strip() for cell in cells]
        elif number > _HEAD and any(cell not in (None, "") for cell in cells):
            spots = [
                (f"{letters(left + at)}", key, cell) for at, (key, cell) in enumerate(zip(keys, cells, strict=False))
            ]
            yield dict(_values(sheet.name, number, kind, spots, bad, problems))


def _values(
    name: str, row: int, kind: SheetKind, spots: Sequence[tuple[str, str, Any]], bad: Any, problems: list[Problem]
) -> Iterator[tuple[str, Any]]:
    for column, key, cell in spots:
        where: dict[str, Any] = {"sheet": name, "row": row, "column": column, "value": str(cell or ""), "title": key}
        if code := bad.get(f"{column}{row}"):
            problems.append(Problem(code, **where))
            continue
        if cell in (None, "") or not key:
            continue
        try:
            yield key, value_of(cell, listed=key in kind.lists)
        except BadValue as wrong:
            problems.append(Problem(wrong.code, wrong.params, **where))
