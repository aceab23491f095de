"""Marked copies: no value is in them that nobody wrote, and on paper they can be read like every other list."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from app.exchange import imports
from app.exchange.imports import Checked
from app.exchange.table import Source, Wanted
from app.kernel.outcomes import Problem
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from app.record.imports.table import Table
from tests import people
from tests.bureau import Bureau
from tests.data.workbooks import ROSTER, raw, raw_rows, roster_rows, write
from tests.exchange.reading import DAYS, attendance

RESULTS = ("身份证号", "姓名", "理论成绩", "实操成绩", "评定", "证书类型", "证书编号", "发证日期")
CERTIFICATE = 202150022200012345.0
"""A certificate number of 18 digits that was typed into a cell of numbers."""
UNTYPED = "（请照原件重新录入）"


def results(path: Path, *certificates: object) -> Path:
    ones = [people.person(n) for n in range(1, len(certificates) + 1)]
    said = ("80", "80", "合格", "职业技能等级证书")
    rows = [
        [one.id_number, one.name, *said, number, "2019-09-28"] for one, number in zip(ones, certificates, strict=True)
    ]
    return write(path, rows, RESULTS, ["考核结果"])


def checked(
    bureau: Bureau, kind: str, source: Source, into: int, correct: Callable[[Table], None] | None = None
) -> Checked:
    table = imports.read_source(source, Wanted(imports.KINDS[kind].fields), NOTHING)
    if correct:
        correct(table)
    with bureau.office.read() as read:
        return imports.check(read, imports.KINDS[kind], table, into)


def marked(bureau: Bureau, kind: str, path: Path, into: int, correct: Callable[[Table], None] | None = None) -> Path:
    """The marked copy of a file, when something was corrected before."""
    source, copy = imports.source_of(path), path.with_name(f"{path.stem}-标错.xlsx")
    found = checked(bureau, kind, source, into, correct)
    imports.marked_copy(found.table, found.problems, copy, source)
    return copy


def told(bureau: Bureau, kind: str, path: Path, into: int) -> list[tuple[int, str, str]]:
    """What is wrong in a file: row, column, code."""
    problems: Sequence[Problem] = checked(bureau, kind, imports.source_of(path), into).problems
    return [(problem.row, problem.column, problem.code) for problem in problems]


# --- values that were lost -----------------------------------------------------------------------------------------------


def test_a_certificate_number_that_excel_changed_is_in_no_marked_copy_and_stays_refused(
    ended: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = ended
    path = results(tmp_path / "a.xlsx", "20215002220001234", CERTIFICATE, "20215002220001236")
    assert told(bureau, "results", path, into) == [(4, "G", "cell.number")]
    copy = marked(bureau, "results", path, into)
    cell = openpyxl.load_workbook(copy).active["G4"]
    assert (cell.value, cell.data_type, cell.number_format) == (UNTYPED, "s", "@")
    assert cell.fill.fgColor.rgb == "FFFF9999" and "照原件重新录入" in cell.comment.text
    assert told(bureau, "results", copy, into) == [(4, "G", "cell.untyped")]
    assert told(bureau, "results", marked(bureau, "results", copy, into), into) == [(4, "G", "cell.untyped")]


def test_an_identity_number_that_excel_changed_is_in_no_marked_copy_and_stays_refused(
    ready: Bureau, tmp_path: Path
) -> None:
    into, rows = ready.training(), roster_rows(1, 3)
    rows[1][2] = float(rows[1][2][:17] + "0")
    path = write(tmp_path / "a.xlsx", rows)
    assert told(ready, "roster", path, into) == [(3, "C", "cell.number")]
    copy = marked(ready, "roster", path, into)
    assert told(ready, "roster", copy, into) == [(3, "C", "cell.untyped")]
    book = openpyxl.load_workbook(copy)
    book.active["C3"] = people.person(2).id_number
    book.save(copy)
    assert told(ready, "roster", copy, into) == []


def test_what_another_row_was_corrected_to_brings_no_lost_number_back(
    ended: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = ended

    def correct(table: Table) -> None:
        table.rows[0].texts["certificate_number"] = "20215002220001239"

    copy = marked(bureau, "results", results(tmp_path / "a.xlsx", CERTIFICATE, CERTIFICATE), into, correct)
    cells = openpyxl.load_workbook(copy).active
    assert (cells["G3"].value, cells["G4"].value) == ("20215002220001239", UNTYPED)
    assert told(bureau, "results", copy, into) == [(4, "G", "cell.untyped")]


@pytest.mark.parametrize("text", ["'{}", " {} ", "{}\t", "‘{}", "-{}"])
def test_a_lost_number_is_none_again_by_a_sign_beside_it(ended: tuple[Bureau, int], tmp_path: Path, text: str) -> None:
    bureau, into = ended

    def correct(table: Table) -> None:
        texts = table.rows[0].texts
        texts["certificate_number"] = text.format(texts["certificate_number"])

    source = imports.source_of(results(tmp_path / "a.xlsx", CERTIFICATE))
    [problem] = checked(bureau, "results", source, into, correct).problems
    assert problem.code == "cell.number"


def test_a_formula_without_a_value_and_an_error_are_refused_again_in_the_marked_copy(
    ready: Bureau, tmp_path: Path
) -> None:
    into, rows = ready.training(), roster_rows(1, 2)
    rows[0][5] = '<c r="{}" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    rows[1][5] = '<c r="{}"><f>A1+1</f></c>'
    path = raw(tmp_path / "a.xlsx", raw_rows([[*map(str, row)] for row in rows]))
    assert told(ready, "roster", path, into) == [(2, "F", "cell.error"), (3, "F", "cell.formula")]
    copy = marked(ready, "roster", path, into)
    assert told(ready, "roster", copy, into) == [(2, "F", "cell.untyped"), (3, "F", "cell.untyped")]


def test_a_long_number_in_a_column_that_is_not_read_stays_a_number(tmp_path: Path) -> None:
    rows = [[*row, 1234567890123456] for row in roster_rows(1, 2)]
    rows[0][2] = people.wrong_check_digit(rows[0][2])
    path = write(tmp_path / "a.xlsx", rows, [*ROSTER, "备注"])
    source, copy = imports.source_of(path), tmp_path / "b.xlsx"
    wanted = Wanted(imports.KINDS["roster"].fields)
    table = imports.read_source(source, wanted, Layout({"备注": LEFT_OUT}))
    imports.marked_copy(table, [], copy, source)
    cell = openpyxl.load_workbook(copy).active["K2"]
    assert (cell.data_type, cell.value) == ("n", 1234567890123456)


def test_an_error_among_the_days_of_attendance_is_no_mark_in_the_marked_copy(tmp_path: Path) -> None:
    path = attendance(tmp_path / "a.xlsx", ["11日", "12日"], [["8", "8"], ["8", "8"]])
    book = openpyxl.load_workbook(path)
    book.active["E4"] = "#N/A"
    book.active["E4"].data_type = "e"
    book.save(path)
    wanted = Wanted(imports.KINDS["attendance"].fields, {}, DAYS)
    layout, source = Layout(constants={"minutes": "45"}), imports.source_of(path)
    table = imports.read_source(source, wanted, layout)
    assert [(table.where(*cell), fault.code) for cell, fault in table.faults.items()] == [
        (("花名册", 4, "E"), "cell.error")
    ]
    imports.marked_copy(table, [], tmp_path / "b.xlsx", source)
    again = imports.read_source(imports.source_of(tmp_path / "b.xlsx"), wanted, layout)
    assert [(again.where(*cell), fault.code) for cell, fault in again.faults.items()] == [
        (("花名册", 4, "E"), "cell.untyped")
    ]


def test_a_pasted_block_says_of_a_lost_value_that_it_is_to_be_typed(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    rows = roster_rows(1, 2)
    rows[1][2] = UNTYPED
    text = "\n".join("\t".join(map(str, row)) for row in [ROSTER, *rows])
    kind = imports.KINDS["roster"]
    table = imports.read_pasted(text, Wanted(kind.fields), NOTHING)
    with ready.office.read() as read:
        found = imports.check(read, kind, table, into)
    assert [problem.code for problem in found.problems] == ["cell.untyped"]
    imports.marked_copy(found.table, found.problems, tmp_path / "b.xlsx")
    assert told(ready, "roster", tmp_path / "b.xlsx", into) == [(3, "B", "cell.untyped")]


# --- on paper ------------------------------------------------------------------------------------------------------------


def roster_of_a_sender(path: Path, wide: int = 0) -> Path:
    """A roster with a merged title, real days, blanks and a line for signatures; `wide` adds so many columns."""
    rows = [[*row, date(2021, 3, 4), *["某某内容文字"] * wide] for row in roster_rows(1, 4)]
    rows[0][2] = people.wrong_check_digit(rows[0][2])
    rows[1][8] = ""
    head = [*ROSTER, "入职日期", *(f"附加栏目{n}" for n in range(wide))]
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        page = book.add_worksheet("花名册")
        page.merge_range(0, 0, 0, len(head) - 1, "示例职业培训学校学员花名册")
        for number, row in enumerate([["填报单位：示例学校"], head, *rows, ["制表人：张三"]], 1):
            page.write_row(number, 0, row)
    return path


def copied(bureau: Bureau, path: Path, wide: int = 0) -> Any:
    """The sheet of the marked copy of such a roster, with a reason as long as three lines."""
    source = imports.source_of(path)
    layout = Layout({f"附加栏目{n}": LEFT_OUT for n in range(wide)})
    table = imports.read_source(source, Wanted(imports.KINDS["roster"].fields), layout)
    with bureau.office.read() as read:
        problems = imports.check(read, imports.KINDS["roster"], table, bureau.training()).problems
    copy = path.with_name("b.xlsx")
    imports.marked_copy(table, [replace(problems[0], code="cell.number")], copy, source)
    return openpyxl.load_workbook(copy).active


@pytest.mark.parametrize("wide", [0, 12])
def test_a_marked_copy_is_read_on_paper(ready: Bureau, tmp_path: Path, wide: int) -> None:
    page = copied(ready, roster_of_a_sender(tmp_path / "a.xlsx", wide), wide)
    setup = page.page_setup
    assert (setup.paperSize, setup.orientation, page.print_title_rows) == (9, "landscape", "$3:$3")
    sizes = {cell.font.size for row in page.iter_rows() for cell in row}
    assert min(sizes) * (setup.scale or 100) / 100 >= 8
    assert page.oddHeader.left.text.endswith("a.xlsx") and page.oddFooter.right.text.endswith("第 &P 页，共 &N 页")
    assert page.HeaderFooter.scaleWithDoc is False
    assert (page.print_title_cols is not None) == bool(page.col_breaks.brk) == bool(wide)
    last = page.max_column
    assert page.cell(3, last).value == "错误原因"
    assert 40 <= page.column_dimensions[page.cell(3, last).column_letter].width <= 42
    assert page.cell(4, last).alignment.wrap_text and page.row_dimensions[4].height >= 3 * 15
    assert page.row_dimensions[5].height < 2 * 19


def test_the_table_of_a_marked_copy_has_lines_all_over_and_its_title_looks_like_one(
    ready: Bureau, tmp_path: Path
) -> None:
    page = copied(ready, roster_of_a_sender(tmp_path / "a.xlsx"))
    boxed = {number: {bool(cell.border.bottom.style) for cell in page[number]} for number in range(1, 9)}
    assert boxed == {1: {False}, 2: {False}, 3: {True}, 4: {True}, 5: {True}, 6: {True}, 7: {True}, 8: {False}}
    title = page["A1"]
    assert title.font.bold and title.font.size > page["A2"].font.size and title.alignment.horizontal == "center"


def test_a_day_of_the_sender_stays_one_in_the_marked_copy(ready: Bureau, tmp_path: Path) -> None:
    path = roster_of_a_sender(tmp_path / "a.xlsx")
    assert copied(ready, path)["K4"].is_date
    wanted = Wanted(imports.KINDS["roster"].fields)
    notes = [
        imports.read_source(imports.source_of(each), wanted, NOTHING).notes for each in (path, tmp_path / "b.xlsx")
    ]
    assert notes[0] == notes[1]
