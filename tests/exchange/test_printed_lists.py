"""Lists on paper: nothing is too small to read, each part says whose rows it has, and no number is shown as ###."""

import csv
import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk import lists
from app.desk.lists import LISTINGS
from app.desk.print_layout import LEAST_SCALE, Layout, Width, lay_out, lines, measure
from app.exchange import imports
from app.exchange.xlsx import export_listing, export_rows
from app.institution.institution.model import Institution
from app.kernel.fields import Field
from app.kernel.kinds import COUNT, LONG, TEXT
from app.record.listing import Query
from tests.bureau import Bureau
from tests.tables import read_table

_SMALLEST = 8.0
_A4 = {"portrait": 595.3, "landscape": 841.9}
_POINTS = 0.75
"""Points of a pixel; a column is as many times eight pixels as its width says, where 宋体 of 11 points is the font."""


def export(bureau: Bureau, name: str, path: Path, columns: Sequence[str] | None = None, *, masked: bool = True) -> Any:
    with bureau.office.read() as read:
        export_listing(read, lists.listing(read, name), Query(), path, columns, masked)
    return openpyxl.load_workbook(path).active


def parts(sheet: Any) -> list[list[int]]:
    """The columns on each page across, counted from 1, those that are repeated among them."""
    cuts = [cut.id for cut in sheet.col_breaks.brk]
    repeated = sheet[sheet.print_title_cols.replace("$", "")] if cuts else ()
    named = (
        [column[0].column for column in (repeated if isinstance(repeated[0], tuple) else [repeated])] if cuts else []
    )
    pages = []
    for begin, end in pairwise([0, *cuts, sheet.max_column]):
        own = list(range(begin + 1, end + 1))
        pages.append([*(column for column in named if column < own[0]), *own])
    return pages


def points(sheet: Any, columns: Sequence[int]) -> float:
    width = {c: col.width for col in sheet.column_dimensions.values() for c in range(col.min, col.max + 1)}
    return sum(width[column] * 8 * _POINTS for column in columns)


def fonts(sheet: Any) -> set[float]:
    return {cell.font.size for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("name", list(LISTINGS))
def test_no_list_is_printed_smaller_than_eight_points_nor_beyond_the_page(
    taught: Bureau, tmp_path: Path, name: str, every: bool
) -> None:
    columns = [column.name for column in LISTINGS[name].columns] if every else None
    sheet = export(taught, name, tmp_path / "a.xlsx", columns)
    setup, margins = sheet.page_setup, sheet.page_margins
    properties = sheet.sheet_properties.pageSetUpPr
    fitted = bool(properties and properties.fitToPage)
    assert fitted == (len(parts(sheet)) == 1)  # one page across, also where another font stands in for 宋体
    assert (setup.fitToWidth or 1) == 1 and (not fitted or setup.fitToHeight == 0)
    scale = (setup.scale or 100) / 100
    assert min(fonts(sheet)) * scale >= _SMALLEST
    assert setup.paperSize == 9
    room = _A4[setup.orientation] - 72 * (margins.left + margins.right)
    assert sorted({c for part in parts(sheet) for c in part}) == list(range(1, sheet.max_column + 1))
    assert max(points(sheet, part) for part in parts(sheet)) * scale <= room


def test_each_part_of_a_wide_list_begins_with_whom_its_rows_are_about(taught: Bureau, tmp_path: Path) -> None:
    every = [column.name for column in LISTINGS["enrolments"].columns]
    sheet = export(taught, "enrolments", tmp_path / "a.xlsx", every)
    found = parts(sheet)
    assert len(found) > 1
    heading = {cell.column: cell.value for cell in sheet[2]}
    assert all("姓名" in [heading[column] for column in part] for part in found)
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "E3" and heading[4] == "姓名"


def test_a_page_says_whose_list_of_which_day_it_is_and_which_of_how_many(ready: Bureau, tmp_path: Path) -> None:
    sheet = export(ready, "rates", tmp_path / "a.xlsx")
    assert "綦江区人力社保局" in sheet.oddHeader.left.text
    assert sheet.oddHeader.right.text.endswith("制表日期 2019-09-02")
    assert sheet.oddFooter.left.text.endswith("补贴标准目录")
    assert sheet.oddFooter.right.text.endswith("第 &P 页，共 &N 页")


def test_what_stands_above_and_below_a_page_is_not_shrunk_with_the_table(taught: Bureau, tmp_path: Path) -> None:
    every = [column.name for column in LISTINGS["enrolments"].columns]
    sheet = export(taught, "enrolments", tmp_path / "a.xlsx", every)
    assert sheet.page_setup.scale < 100 and sheet.HeaderFooter.scaleWithDoc is False
    texts = (sheet.oddHeader.left, sheet.oddHeader.right, sheet.oddFooter.left, sheet.oddFooter.right)
    assert all(text.size >= _SMALLEST for text in texts)


def test_the_title_of_a_list_of_several_pages_across_is_whole_on_the_first_and_in_part_on_none(
    taught: Bureau, tmp_path: Path
) -> None:
    every = [column.name for column in LISTINGS["enrolments"].columns]
    sheet = export(taught, "enrolments", tmp_path / "a.xlsx", every)
    [title] = [cell for cell in sheet[1] if cell.value]
    first, *others = parts(sheet)
    assert title.column in first and not any(title.column in part for part in others)
    room = points(sheet, [column for column in first if column >= title.column])
    assert room >= 16 * len(title.value)
    assert sheet.oddFooter.left.text.endswith(title.value)


def test_columns_that_are_hidden_at_first_come_only_when_asked_for(taught: Bureau, tmp_path: Path) -> None:
    shown = [cell.value for cell in export(taught, "enrolments", tmp_path / "a.xlsx")[2]]
    assert "姓名" in shown and "住址" not in shown
    asked = [cell.value for cell in export(taught, "enrolments", tmp_path / "b.xlsx", ["name", "address"])[2]]
    assert asked == ["姓名", "住址"]


def test_a_long_text_wraps_in_a_row_as_tall_as_it_needs(ready: Bureau, tmp_path: Path) -> None:
    fields = [Field("what", "事项", TEXT), Field("count", "数目", COUNT), Field("why", "说明", LONG)]
    with ready.office.read() as read:
        export_rows(read, "表", fields, [("短", 1, "长" * 300), ("短", 2, "短")], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    wide = sheet.column_dimensions["C"].width
    assert wide < 70 and sheet["C3"].alignment.wrap_text
    assert sheet.row_dimensions[3].height >= 13 * (600 / wide)
    assert sheet.row_dimensions[4].height < 25


def test_numbers_of_later_rows_are_not_shown_as_crosses(ready: Bureau, tmp_path: Path) -> None:
    sheet = export(ready, "rates", tmp_path / "a.xlsx", ["amount_fen", "since"])
    assert sheet.column_dimensions["A"].width >= len("9,999,999.99")
    assert sheet.column_dimensions["B"].width >= len("2019-01-01")


@given(st.lists(st.tuples(st.floats(4, 64), st.floats(0.3, 1), st.booleans()), min_size=1, max_size=60), st.data())
def test_any_table_fits_its_pages_and_is_read(drawn: list[tuple[float, float, bool]], data: st.DataObject) -> None:
    columns = [Width(natural, max(4, natural * share), yields) for natural, share, yields in drawn]
    label = data.draw(st.lists(st.integers(0, len(columns) - 1), max_size=2))
    found: Layout = lay_out(columns, label)
    assert LEAST_SCALE <= found.scale <= 100
    room = (_A4["landscape" if found.landscape else "portrait"] - 2 * 72 * 0.4) * 100 / found.scale
    first, last = found.repeated
    for begin, end in zip((0, *found.breaks), (*found.breaks, len(columns)), strict=True):
        seen = [*(found.widths[first : last + 1] if begin > last and found.breaks else ()), *found.widths[begin:end]]
        assert begin < end and sum(6 * width + 3.75 for width in seen) <= room
    assert all(c.least - 0.01 <= w <= c.natural + 0.01 for c, w in zip(columns, found.widths, strict=True))


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [("电工", 8, 1), ("农村转移就业劳动者", 11, 2), ("a" * 25, 10.5, 3), ("甲\n乙", 30, 2), ("one two three", 9, 2)],
)
def test_lines_are_counted_by_width(text: str, width: float, count: int) -> None:
    assert lines(text, width) == count


def test_a_chinese_character_and_its_punctuation_count_twice() -> None:
    assert (measure("电工"), measure("ab"), measure("“√”")) == (4, 2, 6)


# --- texts that a spreadsheet would compute -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "+86电话", "-5℃以下", "@SUM(A1)", '=HYPERLINK("http://x","点")'])
def test_saved_as_csv_no_text_of_an_export_is_a_formula_and_it_is_imported_as_it_was(
    ready: Bureau, tmp_path: Path, text: str
) -> None:
    ready.set(Institution, ready.first("institution"), address=text)
    keys = [field.key for field in imports.KINDS["institutions"].fields]
    sheet = export(ready, "institutions", tmp_path / "a.xlsx", keys, masked=False)
    saved = io.StringIO()
    csv.writer(saved).writerows(sheet.values)
    cells = [cell for line in csv.reader(io.StringIO(saved.getvalue())) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert f"'{text}" in cells
    with ready.office.read() as read:
        kind = imports.KINDS["institutions"]
        checked = imports.check(read, kind, read_table(tmp_path / "a.xlsx", kind.fields))
        assert checked.batch.column("address") == [text]
        assert (checked.problems, checked.new, checked.changed, checked.same) == ([], 0, 0, 1)
