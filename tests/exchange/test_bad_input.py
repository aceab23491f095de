"""Bad input: a clear Chinese sentence, and nothing is written."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import pytest
import xlsxwriter
import xlwt

from app.exchange import imports
from app.exchange.imports import Checked
from app.kernel.outcomes import Problems, Refused
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import CLERK, Bureau
from tests.data import workbooks
from tests.data.workbooks import ROSTER, raw, raw_rows, roster_rows, write
from tests.tables import read_table

KIND = imports.KINDS["roster"]
Make = Callable[[Path], Path]


@pytest.fixture
def into(ready: Bureau) -> int:
    uid = ready.training()
    ready.office.sign_in(CLERK)
    return uid


def checked(bureau: Bureau, path: Path, into: int) -> Checked:
    table = read_table(path, KIND.fields)
    with bureau.office.read() as read:
        return imports.check(read, KIND, table, into)


def refusal(bureau: Bureau, path: Path, into: int) -> str:
    """What the clerk is told when the file cannot be imported; makes sure that nothing was written."""
    before = bureau.counts()
    with pytest.raises(Refused) as told:
        found = checked(bureau, path, into)
        with bureau.office.work() as work:
            imports.apply(work, KIND, found)
    assert bureau.counts() == before
    return str(told.value)


def with_cell(row: int, place: int, value: Any) -> list[list[Any]]:
    rows = roster_rows(1, 3)
    rows[row][place] = value
    return rows


def header_with(place: int, title: str) -> list[str]:
    header = list(ROSTER)
    header[place] = title
    return header


def plain(rows: list[list[Any]]) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows]


# --- the header ----------------------------------------------------------------------------------------------------------


def test_a_missing_column_is_named(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = [[*row[:2], *row[3:]] for row in roster_rows(1, 2)]
    told = refusal(ready, write(tmp_path / "a.xlsx", rows, [*ROSTER[:2], *ROSTER[3:]]), into)
    assert "缺少“身份证号”这一列" in told and "没有写入任何数据" in told


def test_a_heading_with_a_word_in_brackets_is_the_one_without_it(ready: Bureau, into: int, tmp_path: Path) -> None:
    assert (
        checked(ready, write(tmp_path / "a.xlsx", roster_rows(1, 2), header_with(2, "身份证号（18位）")), into).new == 2
    )


def test_a_renamed_column_is_recognised_and_asked_about(ready: Bureau, into: int, tmp_path: Path) -> None:
    told = refusal(ready, write(tmp_path / "a.xlsx", roster_rows(1, 2), header_with(2, "公民号码")), into)
    assert "“公民号码”这一列是哪一项" in told and "建议：身份证号" in told


def test_a_repeated_column_is_refused_with_both_letters(ready: Bureau, into: int, tmp_path: Path) -> None:
    told = refusal(ready, write(tmp_path / "a.xlsx", roster_rows(1, 2), header_with(5, "姓名")), into)
    assert "F列，“姓名”：这一列与 B 列都像是“姓名”" in told


def test_a_header_merged_into_one_lacks_what_it_covers_and_a_merged_title_nothing(
    ready: Bureau, into: int, tmp_path: Path
) -> None:
    def merged(first_row: int, last_row: int) -> Path:
        with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
            sheet = book.add_worksheet()
            for n, row in enumerate([["学员花名册"], ROSTER, *roster_rows(1, 2)]):
                sheet.write_row(n, 0, row)
            sheet.merge_range(first_row, 1, last_row, 3, "合并")
        return tmp_path / "a.xlsx"

    assert "缺少“姓名”这一列" in refusal(ready, merged(1, 1), into)
    assert checked(ready, merged(0, 0), into).new == 2


def test_a_file_without_any_header_names_the_columns_it_needs(ready: Bureau, into: int, tmp_path: Path) -> None:
    told = refusal(ready, write(tmp_path / "a.xlsx", [["1", "2"]], ["甲", "乙"]), into)
    assert "没有找到名单" in told and "姓名、身份证号、人员类别" in told


def test_a_header_without_rows_is_refused(ready: Bureau, into: int, tmp_path: Path) -> None:
    assert "只有表头，没有数据行" in refusal(ready, write(tmp_path / "a.xlsx", []), into)


# --- cells ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (2, float(people.id_number(1)[:17] + "0"), "以数字格式存放，超过15位的数字已被 Excel 改掉末几位"),
        (2, people.wrong_check_digit(people.id_number(1)), "身份证号校验位不符"),
        (2, "500110198302301234", "身份证号中的出生日期不存在或晚于今天"),
        (2, "5001101983", "身份证号应为18位"),
        (9, 6217003760012345678.0, "以数字格式存放"),
        (1, "张\ufffd", "含有无法识别的字符"),
        (1, "", "必填项为空"),
        (3, "男女", "不在可选范围内"),
        (6, "外星人", "不在可选范围内"),
    ],
)
def test_a_bad_cell_is_shown_with_its_place_and_reason(
    ready: Bureau, into: int, tmp_path: Path, place: int, value: Any, sentence: str
) -> None:
    told = refusal(ready, write(tmp_path / "a.xlsx", with_cell(1, place, value)), into)
    assert f"花名册 第3行{chr(65 + place)}列，“{ROSTER[place]}”" in told
    assert sentence in told


def test_an_id_in_a_problem_is_masked(ready: Bureau, into: int, tmp_path: Path) -> None:
    wrong = people.wrong_check_digit(people.id_number(1))
    told = refusal(ready, write(tmp_path / "a.xlsx", with_cell(0, 2, wrong)), into)
    assert wrong not in told and f"{wrong[:6]}********{wrong[-4:]}" in told


def test_sex_must_agree_with_the_id(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = roster_rows(1, 1)
    rows[0][3] = "女" if rows[0][3] == "男" else "男"
    assert "与身份证号不符，按身份证号应为" in refusal(ready, write(tmp_path / "a.xlsx", rows), into)


def test_all_problems_are_found_at_once(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = with_cell(0, 1, "")
    rows[1][2], rows[2][6] = "x", "外星人"
    with pytest.raises(Problems) as told:
        found = checked(ready, write(tmp_path / "a.xlsx", rows), into)
        assert found.refused == 3
        with ready.office.work() as work:
            imports.apply(work, KIND, found)
    assert [(p.row, p.column) for p in told.value.problems] == [(2, "B"), (3, "C"), (4, "G")]


def test_of_thousands_of_problems_some_hundred_are_told_and_the_number_of_the_rest(
    ready: Bureau, into: int, tmp_path: Path
) -> None:
    rows = [["x", "x", "y", "外星人"] for _ in range(3000)]
    found = checked(ready, write(tmp_path / "a.xlsx", rows, ("序号", "姓名", "身份证号", "人员类别")), into)
    assert (found.refused, len(found.problems), found.batch.more) == (3000, 5000, 1000)
    lines = str(Problems(found.problems, found.batch.more)).splitlines()
    assert len(lines) == 302 and lines[0].startswith("发现 6000 处") and lines[-1] == "……还有 5700 处"


@pytest.mark.parametrize("text", ["12345", "13800000001 无", "x"])
def test_a_bad_telephone_does_not_stop_the_file_and_is_left_blank_and_said(
    ready: Bureau, into: int, tmp_path: Path, text: str
) -> None:
    found = checked(ready, write(tmp_path / "a.xlsx", with_cell(0, 4, text)), into)
    assert found.problems == [] and found.batch.column("phone")[0] is None
    assert "“联系电话”有 1 处读不出，按空白导入" in found.notes
    assert ["按空白导入" in str(warning) for warning in found.warnings] == [True]


@pytest.mark.parametrize("text", ["无", "/", "暂无", "——", "待补"])
def test_a_word_for_nothing_is_a_blank_where_a_blank_may_be(
    ready: Bureau, into: int, tmp_path: Path, text: str
) -> None:
    for column, key in ((4, "phone"), (8, "hired_on")):
        rows = [[*row[:8], "", *row[9:]] for row in with_cell(0, column, text)]
        rows[0][column] = text
        found = checked(ready, write(tmp_path / "a.xlsx", rows, header_with(8, "入职日期")), into)
        assert (found.problems, found.batch.column(key)[0]) == ([], None)


def test_a_formula_that_was_never_computed_is_refused(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = plain(roster_rows(1, 2))
    rows[0][1] = '<c r="{}"><f>A1&amp;"x"</f></c>'
    rows[1][5] = '<c r="{}"><f>A1</f><v></v></c>'
    told = refusal(ready, raw(tmp_path / "a.xlsx", raw_rows(rows)), into)
    assert "第2行B列，“姓名”：是没有计算结果的公式" in told
    assert "第3行F列，“住址”：是没有计算结果的公式" in told


def test_an_error_cell_is_refused_even_where_a_blank_may_be(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = plain(roster_rows(1, 2))
    rows[1][5] = '<c r="{}" t="e"><f>NA()</f><v>#N/A</v></c>'
    told = refusal(ready, raw(tmp_path / "a.xlsx", raw_rows(rows)), into)
    assert "第3行F列，“住址”：是公式错误" in told


def test_a_computed_formula_is_read_as_its_value(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = plain(roster_rows(1, 1))
    rows[0][5] = '<c r="{}" t="str"><f>"示例"&amp;"路"</f><v>示例路</v></c>'
    rows[0][8] = '<c r="{}" t="str"><f>""</f><v></v></c>'
    found = checked(ready, raw(tmp_path / "a.xlsx", raw_rows(rows)), into)
    assert found.problems == []
    assert (found.batch.column("address"), found.batch.column("bank")) == (["示例路"], [None])


def test_the_same_person_twice_in_a_file_is_a_problem(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = roster_rows(1, 3)
    rows[2][2] = rows[0][2]
    rows[2][3] = rows[0][3]
    told = refusal(ready, write(tmp_path / "a.xlsx", rows), into)
    assert "第4行C列" in told and "与本表第 2 行重复" in told


def test_a_known_id_with_another_name_names_the_known_one_masked(ready: Bureau, into: int, tmp_path: Path) -> None:
    one = people.person(1)
    ready.enrol(ready.training(date(2019, 11, 4)), [one])
    rows = roster_rows(1, 1)
    rows[0][1] = "欧阳示例"
    told = refusal(ready, write(tmp_path / "a.xlsx", rows), into)
    assert f"登记的姓名是“{one.name[0]}**”" in told and one.name not in told


# --- put in order, and said so -------------------------------------------------------------------------------------------


def test_wide_digits_and_stray_blanks_are_put_right_and_said(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = roster_rows(1, 2)
    number = str(rows[0][2])
    rows[0][2] = f" {number[:6]}\u3000{number[6:].translate({ord(str(d)): 0xFF10 + d for d in range(10)})} "
    rows[1][1] = f"{rows[1][1][0]} {rows[1][1][1:]}"
    found = checked(ready, write(tmp_path / "a.xlsx", rows), into)
    assert found.problems == []
    assert found.batch.column("id_number")[0] == number
    assert [note for note in found.notes if "已改成规范写法" in note] == [
        "“姓名”有 1 处含多余空格，已改成规范写法",
        "“身份证号”有 1 处含全角字符、多余空格，已改成规范写法",
    ]


def test_blank_and_total_rows_are_skipped_and_said(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = [*roster_rows(1, 2), ["", "", "", "", "", "", "", "", "", ""], ["合 计", "2人"], ["填表人：示例"]]
    found = checked(ready, write(tmp_path / "a.xlsx", rows, above=["学员花名册"]), into)
    assert found.problems == [] and found.new == 2
    assert {"跳过合计行：第 6 行", "跳过落款、说明行：第 7 行"} <= set(found.notes)


def test_an_unknown_column_is_asked_about_and_not_simply_left_out(ready: Bureau, into: int, tmp_path: Path) -> None:
    rows = [[*row, "x"] for row in roster_rows(1, 1)]
    told = refusal(ready, write(tmp_path / "a.xlsx", rows, [*ROSTER, "班干部"]), into)
    assert "“班干部”这一列是哪一项？（如 x）　建议：不导入这一列" in told


def test_a_wrong_dimension_loses_no_row(ready: Bureau, into: int, tmp_path: Path) -> None:
    path = raw(tmp_path / "a.xlsx", raw_rows(plain(roster_rows(1, 9))), dimension="A1:B2")
    assert checked(ready, path, into).new == 9


def test_numbers_of_few_digits_in_text_columns_are_read_exactly(ready: Bureau, into: int, tmp_path: Path) -> None:
    found = checked(ready, write(tmp_path / "a.xlsx", with_cell(0, 4, 13900000001)), into)
    assert found.problems == [] and found.batch.column("phone")[0] == "13900000001"


# --- the file ------------------------------------------------------------------------------------------------------------


def one_far_cell(path: Path) -> Path:
    return raw(path, raw_rows(plain(roster_rows(1, 2))) + f'<row r="1048576">{workbooks.cell("XFD1048576", "x")}</row>')


def far_cell_in_odd_writing(path: Path) -> Path:
    far = "<row r = '1048576'><c  r\n='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row>"
    return raw(path, raw_rows(plain(roster_rows(1, 2))) + far)


def far_cell_without_reference(path: Path) -> Path:
    wide = "".join("<c><v>1</v></c>" for _ in range(5000))
    return raw(
        path, f'{raw_rows(plain(roster_rows(1, 2)))}<row r="9">{wide}</row><row r="1048576"><c><v>1</v></c></row>'
    )


def expanding(path: Path) -> Path:
    sound = raw(path, raw_rows(plain(roster_rows(1, 2))))
    with (
        zipfile.ZipFile(sound, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w") as member,
    ):
        for _ in range(300):
            member.write(bytes(1024 * 1024))
    return path


def expanding_and_lying(path: Path) -> Path:
    """The directory claims 1,000 bytes for what inflates to 300 MB."""
    data = bytearray(expanding(path).read_bytes())
    size = (300 * 1024 * 1024).to_bytes(4, "little")
    at = data.rfind(size)
    data[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    return path


def protected(path: Path) -> Path:
    sound, locked = io.BytesIO(write(path, roster_rows(1, 2)).read_bytes()), io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(sound).encrypt("123456", locked)
    path.write_bytes(locked.getvalue())
    return path


def html(path: Path) -> Path:
    path.write_text("\ufeff<html><body><table><tr><td>姓名</td></tr></table></body></html>", encoding="utf-8")
    return path


def xml_2003(path: Path) -> Path:
    path.write_text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "utf-8")
    return path


def plain_text(path: Path) -> Path:
    path.write_bytes(b"\x01\x02 PNG \x00\x03" * 9)
    return path


def empty(path: Path) -> Path:
    path.touch()
    return path


def cut_short(path: Path) -> Path:
    path.write_bytes(write(path, roster_rows(1, 200)).read_bytes()[:3000])
    return path


def other_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return path


def open_document(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    return path


def dates_1904(path: Path) -> Path:
    return raw(path, raw_rows(plain(roster_rows(1, 2))), book_properties='<workbookPr date1904="1"/>')


def dates_1904_xls(path: Path) -> Path:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("花名册").write(0, 0, "姓名")
    book.save(str(path))
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (one_far_cell, "XFD1048576"),
        (far_cell_in_odd_writing, "XFD1048576"),
        (far_cell_without_reference, "XFD1048576"),
        (expanding, "展开后超过 256 MB"),
        (expanding_and_lying, "展开后超过 256 MB"),
        (protected, "设有打开密码"),
        (html, "里面其实是网页（HTML）。没有写入任何数据，请用 WPS 或 Excel 打开并另存为 .xlsx"),
        (xml_2003, "XML 电子表格 2003"),
        (plain_text, "不是表格文件"),
        (empty, "是空的（0 字节）"),
        (cut_short, "已损坏或不完整"),
        (other_zip, "不是表格文件"),
        (open_document, "已损坏或不完整"),
        (dates_1904, "使用 1904 日期系统"),
        (dates_1904_xls, "使用 1904 日期系统"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_plainly(
    ready: Bureau, into: int, tmp_path: Path, make: Make, sentence: str
) -> None:
    told = refusal(ready, make(tmp_path / "a.xls"), into)
    assert sentence in told and "没有写入任何数据" in told


def test_a_missing_file_is_named(ready: Bureau, into: int, tmp_path: Path) -> None:
    assert "没有这个文件.xlsx" in refusal(ready, tmp_path / "没有这个文件.xlsx", into)


def test_a_file_that_another_program_holds(
    ready: Bureau, into: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Path) -> bytes:
        raise PermissionError(13, "held")

    path = write(tmp_path / "名单.xlsx", roster_rows(1, 1))
    monkeypatch.setattr(Path, "read_bytes", held)
    assert "“名单.xlsx”正被另一个程序打开" in refusal(ready, path, into)


def test_an_xls_that_is_xlsx_inside_is_simply_read(ready: Bureau, into: int, tmp_path: Path) -> None:
    sound = write(tmp_path / "a.xlsx", roster_rows(1, 3)).rename(tmp_path / "a.xls")
    assert checked(ready, sound, into).new == 3


def test_an_old_xls_is_read(ready: Bureau, into: int, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    for n, row in enumerate([ROSTER, *roster_rows(1, 3)]):
        for place, value in enumerate(row):
            sheet.write(n, place, value)
    book.save(str(tmp_path / "a.xls"))
    found = checked(ready, tmp_path / "a.xls", into)
    assert found.problems == [] and found.new == 3


def test_the_same_file_again_changes_nothing_and_says_when_it_came(ready: Bureau, into: int, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", roster_rows(1, 3))
    with ready.office.work() as work:
        first = imports.apply(work, KIND, imports.check(work, KIND, read_table(path, KIND.fields), into))
    before = ready.counts()
    found = checked(ready, path, into)
    with ready.office.work() as work:
        again = imports.apply(work, KIND, found)
    assert (first.new, again.new, again.changed) == (3, 0, 0)
    assert ready.counts() == before
    assert (
        again.text()
        == "这个文件已于 2019-09-02 09:00 导入过，没有再写入任何数据\n读入 3 行：新增 0，更新 0，未变 3，拒绝 0"
    )


def test_another_offices_class_may_not_be_changed(ready: Bureau, into: int, tmp_path: Path) -> None:
    from app.store.models import OfficeRow
    from app.training.training_class.model import TrainingClass

    with ready.office.work() as work:
        work.session.add(OfficeRow(uid=7, name="示例乡社保所", region="500110100", level="town", number=7))
    ready.set(TrainingClass, into, origin=7)
    told = refusal(ready, write(tmp_path / "a.xlsx", roster_rows(1, 1)), into)
    assert told == "此记录由“示例乡社保所”报送，本单位不能修改；请由其更正后重新报送。数据没有改变"


def test_a_class_that_is_submitted_takes_no_roster(ready: Bureau, into: int, tmp_path: Path) -> None:
    ready.enrol(into, 1)
    ready.do("class.submit", into)
    told = refusal(ready, write(tmp_path / "a.xlsx", roster_rows(5, 6)), into)
    assert "当前为“待审批”，不能导入花名册" in told


def test_a_problem_corrected_in_the_grid_is_gone(ready: Bureau, into: int, tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.xlsx", with_cell(1, 2, 510702198001011000.0)), KIND.fields)
    with ready.office.read() as read:
        assert [p.code for p in imports.check(read, KIND, table, into).problems] == ["cell.number"]
    table.rows[1].texts["id_number"] = people.person(2).id_number
    with ready.office.work() as work:
        assert imports.apply(work, KIND, imports.check(work, KIND, table, into)).new == 3
    with ready.office.read() as read:
        assert read.session.query(Trainee).count() == 3
