"""What is seen of a workbook before it is parsed: cells that deceive, rows not shown, and what makes it unfit, in every format."""

import zipfile
from pathlib import Path
from struct import pack

import pytest

from app.exchange import imports
from app.exchange.questions import ROWS, Asking
from app.exchange.workbook_reader import open_workbook
from app.kernel.outcomes import Refused
from tests.data.cell_values import Error, Formula, Value
from tests.data.formats import WRITERS, Writer, xlsx
from tests.data.open_document import ods, raw_ods
from tests.data.workbooks import raw, roster_rows, write
from tests.data.xls_records import in_pieces, record, xls
from tests.data.xlsb_records import xlsb
from tests.people import person
from tests.tables import read_table

HEADER = ["姓名", "身份证号", "人员类别"]
ROWS_OF_ALL: list[list[Value]] = [
    [*HEADER],
    ["张一", 1.5, Formula("甲")],
    ["张二", Error("#N/A"), "甲"],
    ["张三", Formula(Error("#DIV/0!")), Formula("丙")],
    ["张四", Formula(2.5), "乙"],
    ["张五", "5", None],
]
MERGED = [((4, 2), (5, 2))]


def seen(path: Path) -> tuple[dict[str, str], set[int], list[object], list[list[object]]]:
    """Of the first sheet: cells not to be trusted, hidden rows, merged cells and all values."""
    with open_workbook(path.read_bytes(), path.name) as book:
        sheet = book.sheet(0)
        faults = dict(book.faults[sheet.name])
        return faults, set(sheet.shape.hidden), [*sheet.shape.merged], [*map(list, sheet.rows)]


def with_letters(path: Path, page: int) -> Path:
    """A workbook of Excel 95 that says it is in another code page."""
    data, letters = path.read_bytes(), record(0x42, pack("<H", 936))
    assert data.count(letters) == 1
    path.write_bytes(data.replace(letters, record(0x42, pack("<H", page))))
    return path


def told(path: Path) -> str:
    """The code of its refusal."""
    with pytest.raises(Refused) as refused:
        seen(path)
    return refused.value.code


@pytest.mark.parametrize("ending", WRITERS)
def test_errors_hidden_rows_and_merged_cells_are_seen_in_every_format(tmp_path: Path, ending: str) -> None:
    path = WRITERS[ending](tmp_path / f"a.{ending}", ROWS_OF_ALL, hidden=(2, 5), merged=MERGED)
    faults, hidden, merged, rows = seen(path)
    assert faults == {"B3": "cell.error", "B4": "cell.error"}
    assert hidden == {2, 5} and merged == MERGED
    assert [row[:3] for row in rows] == [
        HEADER,
        ["张一", 1.5, "甲"],
        ["张二", "", "甲"],
        ["张三", "", "丙"],
        ["张四", 2.5, "乙"],
        ["张五", "5", ""],
    ]


@pytest.mark.parametrize("ending", ["xls", "xlsb", "ods"])
def test_a_formula_that_gave_an_empty_text_is_a_blank(tmp_path: Path, ending: str) -> None:
    faults, _, _, rows = seen(WRITERS[ending](tmp_path / "a", [["姓名", "数"], [Formula(""), 1.5]]))
    assert (faults, rows) == ({}, [["姓名", "数"], ["", 1.5]])


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_formula_that_was_never_computed_is_seen(tmp_path: Path, ending: str) -> None:
    rows: list[list[Value]] = [[*HEADER], ["张一", Formula(), Formula("甲")], ["张二", Formula("乙"), Formula()]]
    assert seen(WRITERS[ending](tmp_path / "a", rows))[0] == {"B2": "cell.formula", "C3": "cell.formula"}


@pytest.mark.parametrize("write_format", [xlsx, xls, xlsb, ods])
def test_it_is_asked_about_a_list_whose_last_row_alone_is_hidden(tmp_path: Path, write_format: Writer) -> None:
    rows = [["姓名", "身份证号"], *(row[1:3] for row in roster_rows(1, 3))]
    path = write_format(tmp_path / "a", rows, hidden=(3,))
    fields = [f for f in imports.KINDS["roster"].fields if f.key in ("name", "id_number")]
    with pytest.raises(Asking) as asking:
        read_table(path, fields)
    assert [question.about for question in asking.value.questions] == [ROWS]


def test_sheets_that_are_not_shown_are_known_as_such(tmp_path: Path) -> None:
    for path in (xls(tmp_path / "a.xls", ROWS_OF_ALL, more={"隐藏": 1}), xlsb(tmp_path / "a.xlsb", ROWS_OF_ALL)):
        with open_workbook(path.read_bytes(), path.name) as book:
            assert [(sheet.name, sheet.shown) for sheet in book.sheets] == [("花名册", True), ("隐藏", False)]


# --- .xls ----------------------------------------------------------------------------------------------------------------


def test_an_old_workbook_whose_stream_lies_in_pieces_is_seen_as_well(tmp_path: Path) -> None:
    rows = [*ROWS_OF_ALL, *([f"张{n}", f"{n}", "甲"] for n in range(200))]
    path = xls(tmp_path / "a.xls", rows, hidden=(2, 150))
    whole = seen(path)
    path.write_bytes(in_pieces(path.read_bytes()))
    assert seen(path) == whole and whole[1] == {2, 150}


def test_an_old_workbook_is_refused_for_its_records_and_not_for_texts_that_look_like_them(tmp_path: Path) -> None:
    protected = record(0x86) + record(0x5C, b" " * 112)
    assert told(xls(tmp_path / "a.xls", ROWS_OF_ALL, first=protected + record(0x2F, b"\x01\x00" + bytes(52)))) == (
        "workbook.password"
    )
    assert told(xls(tmp_path / "b.xls", ROWS_OF_ALL, first=record(0x22, b"\x01\x00"))) == "workbook.dates_1904"
    looks_like = record(0x22, b"\x01\x00").decode("utf-16-le") + "EncryptedPackage"
    path = xls(tmp_path / "c.xls", [[looks_like, "x"]], first=record(0x22, b"\x00\x00"))
    assert seen(path)[3] == [[looks_like, "x"]]


def test_a_workbook_of_excel_95_is_read_with_its_chinese_letters(tmp_path: Path) -> None:
    path = xls(tmp_path / "名单.xls", ROWS_OF_ALL, hidden=(2, 5), version=5, more={"说明": 0})
    faults, hidden, _, rows = seen(path)
    same = seen(xls(tmp_path / "b.xls", ROWS_OF_ALL, hidden=(2, 5)))
    assert (faults, hidden, rows) == (same[0], same[1], same[3])
    with open_workbook(path.read_bytes(), path.name) as book:
        assert [sheet.name for sheet in book.sheets] == ["花名册", "说明"]


@pytest.mark.parametrize("page", [936, 1252])
def test_a_roster_of_excel_95_is_read_like_any_other(tmp_path: Path, page: int) -> None:
    rows = [["姓名", "身份证号"], *([one.name, one.id_number] for one in map(person, range(1, 40)))]
    rows[2][0] = "喆镕玥"
    path = with_letters(xls(tmp_path / "a.xls", rows, version=5), page)
    table = read_table(path, [f for f in imports.KINDS["roster"].fields if f.key in ("name", "id_number")])
    assert table.cells["name"][1] == "喆镕玥" and table.cells["id_number"] == [row[1] for row in rows[1:]]


@pytest.mark.parametrize("page", [12, 50_000])
def test_a_workbook_of_excel_95_in_letters_that_cannot_be_told_is_refused(tmp_path: Path, page: int) -> None:
    path = with_letters(xls(tmp_path / "名单.xls", ROWS_OF_ALL, version=5), page)
    with pytest.raises(Refused, match="“名单.xls”是 Excel 95 的旧格式.*另存为 .xlsx 重试；不要存成 csv"):
        seen(path)


def test_a_workbook_of_excel_95_whose_bytes_are_no_letters_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", [["甲", "乙"]], version=5)
    assert path.read_bytes().count("乙".encode("gbk")) == 1
    path.write_bytes(path.read_bytes().replace("乙".encode("gbk"), b"\xff\xff"))
    assert told(path) == "workbook.excel95"


def test_an_old_workbook_is_read_however_large_it_says_it_is(tmp_path: Path) -> None:
    """As where somebody once formatted the last cell of the sheet."""
    path = xls(tmp_path / "a.xls", ROWS_OF_ALL, hidden=(2,))
    size, whole = record(0x0200, pack("<IIHHH", 0, len(ROWS_OF_ALL), 0, 3, 0)), seen(path)
    assert path.read_bytes().count(size) == 1
    path.write_bytes(path.read_bytes().replace(size, record(0x0200, pack("<IIHHH", 0, 65_536, 0, 256, 0))))
    assert seen(path) == whole


def test_another_document_in_a_compound_file_is_no_workbook(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", ROWS_OF_ALL)
    path.write_bytes(path.read_bytes().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")))
    assert told(path) == "workbook.other"


def test_an_old_workbook_that_was_cut_off_is_damaged_and_not_another_document(tmp_path: Path) -> None:
    whole = xls(tmp_path / "a.xls", ROWS_OF_ALL).read_bytes()
    for size in (len(whole) - 320, len(whole) // 2, 600):
        (tmp_path / "a.xls").write_bytes(whole[:size])
        assert told(tmp_path / "a.xls") == "workbook.damaged"


# --- .xlsb ---------------------------------------------------------------------------------------------------------------


def test_a_binary_workbook_that_counts_days_from_1904_is_refused(tmp_path: Path) -> None:
    assert told(xlsb(tmp_path / "a.xlsb", ROWS_OF_ALL, since_1904=True)) == "workbook.dates_1904"


def test_a_far_cell_is_refused_in_every_binary_format(tmp_path: Path) -> None:
    far: list[list[Value]] = [["姓名"], *([] for _ in range(65_000)), [None] * 250 + ["x"]]
    assert told(xls(tmp_path / "a.xls", far)) == "workbook.sparse"
    assert told(xlsb(tmp_path / "a.xlsb", far)) == "workbook.sparse"


# --- .ods ----------------------------------------------------------------------------------------------------------------


def test_rows_of_open_documents_are_counted_through_groups_headers_and_repetitions(tmp_path: Path) -> None:
    def rows(*texts: str, more: str = "") -> str:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        return "".join(f"<table:table-row{more}>{cell.format(text)}</table:table-row>" for text in texts)

    unseen = ' table:visibility="collapse"'
    content = (
        f"<table:table-header-rows>{rows('姓名')}{rows('（必填）', more=unseen)}"
        f"</table:table-header-rows><table:table-row-group>{rows('甲')}"
        f'<table:table-row-group table:display="false">{rows("乙", "丙")}</table:table-row-group></table:table-row-group>'
        + rows("丁", more=' table:number-rows-repeated="3"')
        + rows("戊", more=" table:visibility='filter' table:number-rows-repeated='2'")
        + '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="string"'
        ' office:string-value="" table:formula="of:=NA()"><text:p>#N/A</text:p></table:table-cell></table:table-row>'
    )
    faults, hidden, _, values = seen(raw_ods(tmp_path / "a.ods", content))
    assert hidden == {1, 3, 4, 8, 9}
    assert [row[0] for row in values] == ["姓名", "（必填）", "甲", "乙", "丙", "丁", "丁", "丁", "戊", "戊", ""]
    assert faults == {"C11": "cell.error"}


def test_a_table_inside_a_cell_is_no_sheet(tmp_path: Path) -> None:
    inner = '<table:table table:name="内"><table:table-row table:visibility="filter"/></table:table>'
    cell = f'<table:table-cell office:value-type="string">{inner}<text:p>甲</text:p></table:table-cell>'
    rows = f'<table:table-row/><table:table-row table:visibility="filter">{cell}</table:table-row>'
    assert seen(raw_ods(tmp_path / "a.ods", rows))[1] == {1}


def test_a_value_that_is_repeated_without_end_is_refused_for_its_memory(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>甲</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="60000">{cell}</table:table-row>'
    assert told(raw_ods(tmp_path / "a.ods", row)) == "workbook.memory"


# --- .xlsx ---------------------------------------------------------------------------------------------------------------


def test_cells_and_rows_without_a_place_are_counted(tmp_path: Path) -> None:
    text = '<c t="str"><v>{}</v></c>'
    rows = (
        f'<row>{text.format("姓名")}{text.format("数")}</row><row hidden="1">{text.format("甲")}<c t="e"><v>#N/A</v></c></row>'
        f'<row r="5"><c r="B5"><v>1</v></c><c><f>A1</f></c><c><v>2</v></c></row><row hidden="1"><c t="e"><v>#REF!</v></c></row>'
    )
    faults, hidden, _, values = seen(raw(tmp_path / "a.xlsx", rows))
    assert faults == {"B2": "cell.error", "C5": "cell.formula", "A6": "cell.error"}
    assert hidden == {1, 5}
    assert values[0] == ["姓名", "数", "", ""] and values[4] == ["", 1.0, "", 2.0]


def test_a_sheet_is_looked_through_wherever_the_archive_keeps_it(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", ROWS_OF_ALL, hidden=(2,))
    moved = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(moved, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b'"worksheets/sheet1.xml"', b"'/xl/sheets/one.xml'")
            new.writestr("xl/sheets/one.xml" if name == "xl/worksheets/sheet1.xml" else name, data)
    assert seen(moved)[:2] == ({"B3": "cell.error", "B4": "cell.error"}, {2})


HELD = '<row r="1"><c r="A1" t="str"><v>姓名</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'
FORMATTED = '<row r="0000002">' + "".join(f'<c r="{letter}0000002" s="1"/>' for letter in "ABCDEFGHIJKL") + "</row>"


def test_a_million_rows_of_cells_that_are_only_formatted_are_left_out(tmp_path: Path) -> None:
    """They would be more than an archive may inflate to, and need more memory than there is."""
    path = raw(
        tmp_path / "a.xlsx", HELD + FORMATTED * 1_000_000, after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    assert seen(path) == ({"B1": "cell.error"}, set(), [((0, 0), (0, 1))], [["姓名", ""]])


def test_what_stands_below_rows_that_are_only_formatted_keeps_its_place(tmp_path: Path) -> None:
    last = '<row r="400000" hidden="1"><c r="A400000"><v>7</v></c><c r="B400000" t="e"><v>#REF!</v></c><c r="J400000"><v>8</v></c></row>'
    faults, hidden, _, rows = seen(raw(tmp_path / "a.xlsx", HELD + FORMATTED * 50_000 + last))
    assert (faults, hidden) == ({"B1": "cell.error", "B400000": "cell.error"}, {399_999})
    assert (len(rows), rows[0][0], set(rows[1]), rows[-1]) == (400_000, "姓名", {""}, [7.0, *[""] * 8, 8.0])


def test_rows_that_are_only_formatted_and_bear_no_number_keep_their_place(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.xlsx", HELD + "<row><c s='1'/><c s='1'/></row>" * 100_000 + "<row><c><v>7</v></c></row>")
    assert len(seen(path)[3]) == 100_002


def test_rows_that_are_only_formatted_are_kept_above_a_row_that_holds_something(tmp_path: Path) -> None:
    rows = roster_rows(1, 2)
    path = write(tmp_path / "a.xlsx", [rows[0], *([""] * 10 for _ in range(30_000)), rows[1]])
    assert len(seen(path)[3]) == 30_003
