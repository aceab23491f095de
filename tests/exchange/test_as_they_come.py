"""Tables as schools, streets and other bureaus send them: read without a change, and what is open asked, never guessed in silence."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from app.exchange import imports, layout_file
from app.exchange.questions import (
    AS_IT_STANDS,
    COLUMN,
    CONSTANT,
    MISSING,
    ROWS,
    SHEETS,
    VALUE,
    Asking,
    answered,
    guessed,
    nearest,
)
from app.exchange.table import Source, Table, Wanted, read_pasted, read_source, source_of
from app.kernel.outcomes import Problems, Refused
from app.record.imports import learned
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from tests import people
from tests.bureau import CLERK, Bureau
from tests.data import open_document
from tests.data.open_document import ods
from tests.data.workbooks import CATEGORY, ROSTER, raw, raw_rows, roster_rows, write
from tests.exchange.reading import DAYS, LISTS, ROSTER_FIELDS, SHORT, asked, attendance, drawn, read, short

# --- the header ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [0, 11, 40])
def test_a_header_is_found_below_any_instructions(tmp_path: Path, lines: int) -> None:
    path = write(tmp_path / "a.xlsx", short(1, 2), SHORT, [f"{n}.填表说明，姓名按身份证填写" for n in range(lines)])
    assert read(path).numbers == [lines + 2, lines + 3]


def test_a_header_of_two_rows_is_read_by_its_lower_titles(tmp_path: Path) -> None:
    one = people.person(1)
    rows = [
        ["学员花名册", "", "", "", ""],
        ["姓名", "身份证号", "人员类别", "联系方式", ""],
        ["", "", "", "联系电话", "住址"],
        [one.name, one.id_number, CATEGORY, one.phone, "示例路1号"],
    ]

    def draw(sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 4, "学员花名册")
        sheet.merge_range(1, 3, 1, 4, "联系方式")
        for column in range(3):
            sheet.merge_range(1, column, 2, column, rows[1][column])

    table = read(drawn(tmp_path / "a.xlsx", rows, draw))
    assert (table.columns["phone"], table.columns["address"], table.numbers) == ("D", "E", [4])


def test_titles_that_are_alike_below_are_told_apart_by_what_stands_above(tmp_path: Path) -> None:
    one = people.person(1)
    rows = [["身份证号", "理论", "实操", "评定"], ["", "成绩", "成绩", ""], [one.id_number, 80, 90, "合格"]]

    def draw(sheet: Any) -> None:
        for column in (0, 3):
            sheet.merge_range(0, column, 1, column, rows[0][column])

    table = read(drawn(tmp_path / "a.xlsx", rows, draw), kind="results")
    assert (table.cells["theory_score"], table.cells["practice_score"]) == (["80"], ["90"])


def test_two_columns_that_could_both_be_the_number_are_refused_until_one_is_left_out(tmp_path: Path) -> None:
    rows = [[*row, people.id_number(7)] for row in short(1, 1)]
    path = write(tmp_path / "a.xlsx", rows, [*SHORT, "身份证号码"])
    with pytest.raises(Problems, match="D列，“身份证号码”：这一列与 B 列都像是“身份证号”"):
        read(path)
    assert read(path, Layout({"身份证号码": LEFT_OUT})).cells["id_number"] == [people.id_number(1)]
    assert read(path, Layout({"身份证号": LEFT_OUT})).cells["id_number"] == [people.id_number(7)]


# --- columns and constants -----------------------------------------------------------------------------------------------


def test_a_column_by_another_name_is_guessed_by_its_name_and_by_what_stands_in_it(tmp_path: Path) -> None:
    one = people.person(1)
    header = ("学员", "证件", "人员身份", "联系方式", "账号", "班主任意见", "学历")
    path = write(
        tmp_path / "a.xlsx", [[one.name, one.id_number, CATEGORY, one.phone, one.account, "好", "高中"]], header
    )
    guesses = {question.subject: question.guess for question in asked(path)}
    assert guesses["证件"] == "id_number" and "人员身份" not in guesses  # a name of it that everybody uses
    assert guesses["联系方式"] == "phone" and guesses["账号"] == "account"
    assert guesses["班主任意见"] == guesses["学历"] == LEFT_OUT


def test_two_dates_are_not_taken_for_each_other_because_both_are_dates(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*row, "2019-03-01"] for row in short(1, 1)], [*SHORT, "参保日期"])
    assert [question.guess for question in asked(path)] == [LEFT_OUT]


def test_a_column_that_is_missing_is_given_once_for_all_rows_and_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [row[:2] for row in short(1, 3)], SHORT[:2])
    [question] = asked(path)
    assert (question.about, question.key, question.open) == (CONSTANT, "category", True)
    table = read(path, answered([question], ["残疾人"]))
    assert table.cells["category"] == ["残疾人"] * 3 and "“人员类别”全部按“残疾人”" in table.notes
    assert "category" not in read(path, answered([question], [AS_IT_STANDS])).cells


def test_nobody_is_asked_for_one_identity_number_of_all_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[row[0], row[2]] for row in short(1, 3)], (SHORT[0], SHORT[2]))
    [question] = asked(path)
    assert (question.about, [answer for answer, _ in question.options]) == (MISSING, [AS_IT_STANDS])
    assert "缺少“身份证号”这一列" in question.text


def test_a_sheet_without_any_column_that_must_be_there_is_not_mapped_but_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [["甲", 3, 4]], ("品名", "数量", "单价"))
    with pytest.raises(Refused, match="没有一列像是要导入的.*姓名、身份证号、人员类别"):
        read(path)


@pytest.mark.parametrize(
    ("layout", "sentence"),
    [
        (Layout({"班组": "phone", "队": "phone"}), "“班组、队”都对应到这一项"),
        (Layout({"班组": LEFT_OUT, "队": LEFT_OUT}, {"category": "残疾人"}), "表中已有这一列，又统一填“残疾人”"),
        (Layout({"班组": LEFT_OUT, "队": LEFT_OUT}, sheets=("三班",)), ""),
    ],
)
def test_answers_that_contradict_the_table_are_refused(tmp_path: Path, layout: Layout, sentence: str) -> None:
    path = write(tmp_path / "a.xlsx", [[*row, "一", "二"] for row in short(1, 1)], [*SHORT, "班组", "队"])
    if not sentence:  # one sheet: which of several is no question
        assert read(path, layout).numbers == [2]
        return
    with pytest.raises(Problems, match=sentence):
        read(path, layout)


def test_a_column_that_only_fills_further_down_is_asked_about_too(tmp_path: Path) -> None:
    rows = [[*row, ""] for row in short(1, 150)]
    rows[140][3] = "班长"
    path = write(tmp_path / "a.xlsx", rows, [*SHORT, "职务"])
    assert [(q.about, q.subject, q.guess) for q in asked(path)] == [(COLUMN, "职务", LEFT_OUT)]
    assert len(read(path, Layout({"职务": LEFT_OUT})).numbers) == 150


# --- rows ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (["合计：3人", "", ""], "跳过合计行：第 4 行"),
        (["", "人数合计：3人", ""], "跳过合计行：第 4 行"),
        (["", "", "总计"], "跳过合计行：第 4 行"),
        (["考评员签字：", "", ""], "跳过落款、说明行：第 4 行"),
        (["制表人：示例", "", "日期：2021年1月"], "跳过落款、说明行：第 4 行"),
        (["", "第 2 页 共 3 页", ""], "跳过落款、说明行：第 4 行"),
        (["第2页，共3页", "", ""], "跳过落款、说明行：第 4 行"),
        ([*SHORT], "跳过重复的表头：第 4 行"),
        (["(1)", "(2)", "(3)"], "跳过编列号、写星期或上下午的行：第 4 行"),
        ([1, 2, 3], "跳过编列号、写星期或上下午的行：第 4 行"),
        (["示例", people.id_number(90), CATEGORY], "跳过填写示例：第 4 行"),
    ],
)
def test_a_row_that_is_nobodys_is_left_out_and_said(tmp_path: Path, row: list[Any], note: str) -> None:
    table = read(write(tmp_path / "a.xlsx", [*short(1, 2), row, *short(3, 3)], SHORT))
    assert (table.numbers, table.notes) == ([2, 3, 5], [note])


@pytest.mark.parametrize("name", ["合欢", "总爱民", "备战", "签名杰", "范例文", "第五伦"])
def test_people_whose_names_begin_like_a_total_stay(tmp_path: Path, name: str) -> None:
    table = read(write(tmp_path / "a.xlsx", [[name, *short(1, 1)[0][1:]], *short(2, 2)], SHORT))
    assert table.cells["name"][0] == name and table.notes == []


def test_a_cell_merged_over_several_people_holds_for_each_and_is_said(tmp_path: Path) -> None:
    rows = [[*SHORT, "住址"], *([*row[:2], "", ""] for row in short(1, 4))]

    def draw(sheet: Any) -> None:
        sheet.merge_range(1, 2, 3, 2, CATEGORY)
        sheet.write(4, 2, "残疾人")
        sheet.merge_range(2, 3, 4, 3, "示例村")

    table = read(drawn(tmp_path / "a.xlsx", rows, draw))
    assert table.cells["category"] == [CATEGORY] * 3 + ["残疾人"]
    assert table.cells["address"] == ["", *["示例村"] * 3]
    assert table.notes == ["合并的单元格 4 处，已在各行填上同样的内容"]


def test_rows_that_are_hidden_are_asked_about(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        for row in (2, 4):
            sheet.set_row(row, None, None, {"hidden": True})

    path = drawn(tmp_path / "a.xlsx", [list(SHORT), *short(1, 5)], draw)
    [question] = asked(path)
    assert (question.about, question.guess) == (ROWS, "all")
    assert question.text == "有 2 行（第 3、5 行）被筛选或隐藏，哪些要导入？"
    assert read(path, Layout(rows="all")).numbers == [2, 3, 4, 5, 6]
    visible = read(path, Layout(rows="visible"))
    assert (visible.numbers, visible.notes) == ([2, 4, 6], ["没有读入被筛选、隐藏或划了删除线的 2 行"])


@pytest.mark.parametrize("mark", ["hidden='1' r='3'", 'r="3" hidden="true"', 'hidden="1" ht="15" r="3"'])
def test_a_hidden_row_is_seen_however_its_mark_is_written(tmp_path: Path, mark: str) -> None:
    data = raw_rows([list(map(str, row)) for row in short(1, 3)], SHORT).replace('<row r="3">', f"<row {mark}>")
    path = raw(tmp_path / "a.xlsx", data)
    assert [question.about for question in asked(path)] == [ROWS]
    assert read(path, Layout(rows="visible")).numbers == [2, 4]


def test_an_error_is_seen_however_it_is_marked(tmp_path: Path) -> None:
    rows = [list(map(str, row)) for row in short(1, 2)]
    rows[0][2] = "<c r='C2' t='e'><v>#N/A</v></c>"
    table = read(raw(tmp_path / "a.xlsx", raw_rows(rows, SHORT)))
    assert [key for _, key in table.faults] == ["category"]


def sheets(path: Path, contents: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in contents.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    return path


def test_several_sheets_are_asked_about_and_read_together(tmp_path: Path) -> None:
    classes = {
        "一班": [SHORT, *short(1, 2)],
        "二班": [("人员类别", "姓名", "身份证号"), *([r[2], *r[:2]] for r in short(3, 4))],
        "说明": [["填表说明"]],
    }
    path = sheets(tmp_path / "a.xlsx", classes)
    [question] = asked(path)
    assert question.about == SHEETS and [answer for answer, _ in question.options] == ["一班\n二班", "一班", "二班"]
    both = read(path, guessed([question]))
    assert both.cells["name"] == [people.person(n).name for n in (1, 2, 3, 4)]
    assert both.where(2, "name") == ("二班", 2, "B") and both.where(1, "name") == ("一班", 3, "A")
    assert read(path, Layout(sheets=("二班",))).cells["name"] == [people.person(n).name for n in (3, 4)]
    with pytest.raises(Refused, match="没有名为“三班”的名单，有：一班、二班"):
        read(path, Layout(sheets=("三班",)))


def test_a_sheet_that_lacks_a_column_of_the_other_is_asked_about_too(tmp_path: Path) -> None:
    wider = [[*row, "13800000001"] for row in short(1, 2)]
    path = sheets(tmp_path / "a.xlsx", {"甲": [[*SHORT, "联系电话"], *wider], "乙": [SHORT, *short(3, 4)]})
    [question] = asked(path)
    assert [answer for answer, _ in question.options] == ["甲\n乙", "甲", "乙"]
    table = read(path, guessed([question]))
    assert table.cells["phone"] == ["13800000001", "13800000001", "", ""]


def test_a_summary_beside_the_lists_is_not_among_those_that_are_proposed(tmp_path: Path) -> None:
    lists = {
        "甲": [SHORT, *short(1, 2)],
        "乙": [SHORT, *short(3, 4)],
        "汇总": [("人员类别", "联系电话"), (CATEGORY, "1")],
    }
    [question] = asked(sheets(tmp_path / "a.xlsx", lists))
    assert question.guess == "甲\n乙"
    assert [answer for answer, _ in question.options] == ["甲\n乙", "甲\n乙\n汇总", "甲", "乙", "汇总"]


def test_the_same_person_on_two_sheets_is_named_with_both(ready: Bureau, tmp_path: Path) -> None:
    path = sheets(tmp_path / "a.xlsx", {"一班": [SHORT, *short(1, 2)], "二班": [SHORT, *short(2, 3)]})
    table = read(path, Layout(sheets=("一班", "二班")))
    ready.office.sign_in(CLERK)
    uid = ready.training()
    with ready.office.read() as found:
        [problem] = imports.check(found, imports.KINDS["roster"], table, uid).problems
    assert (problem.sheet, problem.row) == ("二班", 2) and "与工作表“一班”第 3 行重复" in problem.reason


# --- words ---------------------------------------------------------------------------------------------------------------


def test_a_word_of_theirs_is_asked_once_for_all_rows_and_remembered(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [*short(1, 3, "农民工"), *short(4, 4, "“残疾人”"), *short(5, 5)], SHORT)
    questions = {question.subject: question for question in asked(path)}
    assert questions["农民工"].guess == CATEGORY and "3 处" in questions["农民工"].text
    assert questions["“残疾人”"].guess == "残疾人"
    table = read(
        path, answered([*questions.values()], [CATEGORY if w == "农民工" else q.guess for w, q in questions.items()])
    )
    assert table.cells["category"] == [CATEGORY] * 3 + ["残疾人", CATEGORY]
    assert any("农民工→" + CATEGORY in note for note in table.notes)


def test_a_single_word_that_is_like_none_is_its_rows_problem(ready: Bureau, tmp_path: Path) -> None:
    table = read(write(tmp_path / "a.xlsx", [*short(1, 1, "外星人"), *short(2, 2)], SHORT))
    assert table.cells["category"][0] == "外星人"


# --- texts ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("between", [",", "\t", ";"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.xls"])
def test_a_text_is_read_in_whatever_encoding_whatever_it_is_called(
    tmp_path: Path, encoding: str, between: str, name: str
) -> None:
    lines = [between.join(map(str, row)) for row in (SHORT, *short(1, 3))]
    (tmp_path / name).write_bytes("\r\n".join(lines).encode(encoding))
    table = read(tmp_path / name)
    assert (table.cells["id_number"], table.numbers) == ([people.id_number(n) for n in (1, 2, 3)], [2, 3, 4])


def test_a_text_in_quotes_may_hold_commas_and_line_breaks(tmp_path: Path) -> None:
    one = people.person(1)
    (tmp_path / "a.csv").write_bytes(
        f'姓名,身份证号,人员类别,住址\n{one.name},{one.id_number},{CATEGORY},"示例路1号,\n二楼"\n'.encode()
    )
    assert read(tmp_path / "a.csv").cells["address"] == ["示例路1号,\n二楼"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("姓名,身份證號,人員類別\n張三,1,農村轉移就業勞動者\n".encode("big5"), "认不出文件“a.csv”的文字编码"),
        (bytes(range(1, 255)), "不是表格文件"),
        (b"  \r\n", "是空的"),
    ],
)
def test_a_text_that_cannot_be_told_is_refused_in_words(tmp_path: Path, data: bytes, sentence: str) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(Refused, match=sentence):
        read(tmp_path / "a.csv")


def test_an_open_document_is_read_and_its_filtered_rows_are_asked_about(tmp_path: Path) -> None:
    assert read(ods(tmp_path / "a.ods", [SHORT, *short(1, 3)])).cells["name"] == [
        people.person(n).name for n in (1, 2, 3)
    ]
    path = ods(tmp_path / "b.ods", [SHORT, *short(1, 3)], hidden=(2,))
    assert [question.about for question in asked(path)] == [ROWS]
    assert read(path, Layout(rows="visible")).numbers == [2, 4]


def test_merged_cells_of_an_open_document_hold_for_each_row(tmp_path: Path) -> None:
    rows = [SHORT, *short(1, 3, "残疾人")]
    rows[1][2], rows[2][2] = CATEGORY, None
    path = ods(tmp_path / "a.ods", rows, merged=[((1, 2), (2, 2))])
    assert read(path).cells["category"] == [CATEGORY, CATEGORY, "残疾人"]


def test_an_open_document_that_expands_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", open_document.KIND)
        archive.writestr("content.xml", b"<x>" + b" " * (300 << 20))
    with pytest.raises(Refused, match="展开后超过 256 MB"):
        read(path)


def test_what_was_asked_about_is_what_is_read_though_the_file_changes_meanwhile(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", short(1, 2), SHORT)
    source = source_of(path)
    write(path, short(3, 9), SHORT)
    assert read_source(source, Wanted(ROSTER_FIELDS, LISTS), NOTHING).cells["name"] == [
        people.person(n).name for n in (1, 2)
    ]
    assert isinstance(source, Source) and source.sha256 != source_of(path).sha256


def test_a_pasted_block_is_asked_about_like_a_file() -> None:
    one = people.person(1)
    text = f"名单\t\t\n姓名\t公民号码\t人员类别\n{one.name}\t{one.id_number}\t{CATEGORY}"
    wanted = Wanted(ROSTER_FIELDS, LISTS)
    with pytest.raises(Asking) as told:
        read_pasted(text, wanted, NOTHING)
    table = read_pasted(text, wanted, guessed(told.value.questions))
    assert table.cells["id_number"] == [one.id_number]


# --- wide tables ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "days",
    [
        ["10月11日", "10月12日", "10月13日"],
        ["10.11", "10.12", "10.13"],
        ["11", "12", "13"],
        ["2021-10-11", "2021/10/12", "2021年10月13日"],
    ],
)
def test_a_matrix_of_days_becomes_a_row_for_each_day_that_somebody_was_there(tmp_path: Path, days: list[str]) -> None:
    path = attendance(tmp_path / "a.xlsx", days, [["√", "×", "8:30-11:30"], [4, "请假", "√"]])
    questions = asked(path, kind="attendance", span=DAYS)
    assert [(q.about, q.subject, q.guess) for q in questions] == [
        (CONSTANT, "minutes", ""),
        (VALUE, "√", ""),
        (VALUE, "打卡时间", ""),
        (VALUE, "×", "0"),
        (VALUE, "请假", "0"),
    ]
    table = read(path, answered(questions, ["45", "8", "6", "0", "0"]), kind="attendance", span=DAYS)
    assert list(zip(table.numbers, table.cells["day"], table.cells["periods"], strict=True)) == [
        (3, "2021-10-11", "8"),
        (3, "2021-10-12", "0"),
        (3, "2021-10-13", "6"),
        (4, "2021-10-11", "4"),
        (4, "2021-10-12", "0"),
        (4, "2021-10-13", "8"),
    ]
    assert [table.where(place, "periods")[2] for place in range(6)] == ["D", "E", "F", "D", "E", "F"]


def test_a_total_beside_the_days_is_no_measure_of_them_and_a_weekday_no_person(tmp_path: Path) -> None:
    one = people.person(1)
    rows = [["", "", "一", "二", ""], [one.name, one.id_number, 8, 4, 12]]
    path = write(tmp_path / "a.xlsx", rows, ("姓名", "身份证号", "11", "12", "课时"))
    table = read(path, Layout(constants={"minutes": "45"}), kind="attendance", span=DAYS)
    assert table.cells["periods"] == ["8", "4"] and table.cells["minutes"] == ["45", "45"]
    assert "“课时”一列是合计，按各天的填写读入" in table.notes


def test_days_that_stand_as_numbers_are_days_and_a_mark_far_down_is_asked_about(tmp_path: Path) -> None:
    rows = [[people.person(n).name, people.person(n).id_number, 8, 8] for n in range(1, 200)]
    rows[150][2] = "早退"
    path = write(tmp_path / "a.xlsx", rows, ("姓名", "身份证号", 11, 12))  # type: ignore[arg-type]
    layout = Layout(constants={"minutes": "45"})
    assert [(q.about, q.subject) for q in asked(path, layout, kind="attendance", span=DAYS)] == [(VALUE, "早退")]


def test_a_cell_that_cannot_be_trusted_makes_a_row_and_a_problem(tmp_path: Path) -> None:
    one = people.person(1)

    def draw(sheet: Any) -> None:
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")

    path = drawn(tmp_path / "a.xlsx", [["姓名", "身份证号", "11", "12"], [one.name, one.id_number, "", 8]], draw)
    table = read(path, Layout(constants={"minutes": "45"}), kind="attendance", span=DAYS)
    assert table.cells["day"] == ["2021-10-11", "2021-10-12"]
    assert {place for place, _ in table.faults} == {0}


def test_two_columns_of_one_heading_that_is_no_field_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*row, "1", "2"] for row in short(1, 1)], [*SHORT, "手机", "手机"])
    with pytest.raises(Problems, match="表头“手机”有两列"):
        read(path)


@pytest.mark.parametrize("text", ['姓名,身份证号,人员类别,住址\n张三,1,甲,"示例路\n李四,2,甲,乙\n王五,3,甲,"x\n'])
def test_an_open_quote_does_not_swallow_the_people_below_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="引号不成对"):
        read(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("word", "choice"), [("不是", "是"), ("未合格", "合格"), ("非残疾人", "残疾人"), ("下岗职工", "转岗职工")]
)
def test_no_word_is_guessed_to_be_its_opposite_or_a_neighbour(word: str, choice: str) -> None:
    assert nearest(word, (choice, "其他")) == ""


@pytest.mark.parametrize("word", ["中级工（四级）", "中级工/四级", "四级(中级工)", "四级、中级工"])
def test_a_label_is_known_in_whatever_order_its_parts_stand(word: str) -> None:
    assert nearest(word, ("五级/初级工", "四级/中级工", "三级/高级工")) == "四级/中级工"


def test_a_part_of_several_labels_is_none_of_them() -> None:
    assert nearest("中级工、初级工", ("五级/初级工", "四级/中级工")) == ""


def test_an_account_is_no_name_of_a_bank(tmp_path: Path) -> None:
    rows = [[*row, "示例银行 6217003700000001004"] for row in short(1, 2)]
    [question] = asked(write(tmp_path / "a.xlsx", rows, [*SHORT, "开户行及账号"]))
    assert question.guess == "account"


def test_a_person_is_nobody_only_when_nobodys_name_stands_there(tmp_path: Path) -> None:
    rows = [*short(1, 1), [people.person(2).name, "", "合计：2项"], [people.person(3).name, "", "电话：139"]]
    assert len(read(write(tmp_path / "a.xlsx", rows, SHORT)).numbers) == 3


def test_what_holds_a_merged_cell_may_be_hidden(tmp_path: Path) -> None:
    def draw(sheet: Any) -> None:
        sheet.merge_range(1, 2, 3, 2, CATEGORY)
        sheet.set_row(1, None, None, {"hidden": True})

    path = drawn(tmp_path / "a.xlsx", [list(SHORT), *([*row[:2], ""] for row in short(1, 3))], draw)
    assert read(path, Layout(rows="visible")).cells["category"] == [CATEGORY] * 2


def test_times_of_a_clock_are_the_days_on_which_somebody_was_there(tmp_path: Path) -> None:
    one, two = people.person(1), people.person(2)
    stamps = ["2021-10-11 08:25", "2021-10-11 11:40:02", "2021-10-12 08:31", "2021/10/11 8:20"]
    who = [one, one, one, two]
    rows = [[each.name, each.id_number, stamp] for each, stamp in zip(who, stamps, strict=True)]
    path = write(tmp_path / "a.xlsx", rows, ("姓名", "身份证号", "日期"))
    wanted = Wanted(imports.KINDS["attendance"].fields, LISTS, DAYS, clocked=True)
    table = read_source(source_of(path), wanted, Layout(constants={"periods": "8", "minutes": "45"}))
    assert list(zip(table.numbers, table.cells["day"], strict=True)) == [
        (2, "2021-10-11"),
        (4, "2021-10-12"),
        (5, "2021/10/11"),
    ]
    assert "打卡记录 4 条，同一人同一天的合为一天，共 3 行" in table.notes


def test_the_month_of_a_day_that_the_class_has_twice_or_not_is_asked(tmp_path: Path) -> None:
    path = attendance(tmp_path / "a.xlsx", ["11", "12"], [["√", "√"]])
    for span in ((date(2021, 10, 1), date(2021, 11, 20)), None):
        month = next(q for q in asked(path, kind="attendance", span=span) if q.key == "day")
        assert (month.about, month.key, month.samples, month.open) == (CONSTANT, "day", ("11", "12"), True)
        assert "是哪年哪月的" in month.text


def test_a_month_in_the_title_that_the_class_has_not_is_said_with_the_days_of_the_class(tmp_path: Path) -> None:
    one = people.person(1)
    rows = [[one.name, one.id_number, "√", "√"]]
    path = write(tmp_path / "a.xlsx", rows, ("姓名", "身份证号", "11", "12"), ["学员签到表（2021年11月）"])
    [month] = [
        q for q in asked(path, kind="attendance", span=(date(2021, 12, 1), date(2021, 12, 30))) if q.key == "day"
    ]
    assert month.open
    assert "写的是 2021年11月，不在本班的培训日期（2021-12-01 至 2021-12-30）之内" in month.text
    within = asked(path, kind="attendance", span=(date(2021, 11, 1), date(2021, 11, 30)))
    assert "day" not in {q.key for q in within}


def test_rates_with_levels_side_by_side_become_a_row_a_level(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.xlsx",
        [[1, "电工", 1000, 1500], [2, "焊工", 1100, ""]],
        ("序号", "职业名称", "五级/初级工", "四级/中级工"),
        ["补贴标准目录", "单位：元/人"],
    )
    layout = Layout(constants={"since": "2021-01-01", "document": "示例"})
    table = read(path, layout, kind="rates")
    rows = list(zip(table.cells["occupation"], table.cells["level"], table.cells["amount_fen"], strict=True))
    assert rows == [("电工", "五级/初级工", "1000"), ("电工", "四级/中级工", "1500"), ("焊工", "五级/初级工", "1100")]


SHORT_LEVELS = ("初级", "中级", "高级", "技师", "高技")
FIVE = ("五级/初级工", "四级/中级工", "三级/高级工", "二级/技师", "一级/高级技师")


def rates(path: Path, layout: Layout, *, again: bool = False) -> Table:
    wanted = Wanted(imports.KINDS["rates"].fields, {"skill_levels": FIVE})
    return read_source(source_of(path), wanted, layout, again=again)


def test_levels_by_their_short_names_are_levels_and_a_sum_of_three_decimals_is_one_of_its_unit(tmp_path: Path) -> None:
    rows = [["电工", 0.1, "0.105", 0.2, "—", ""]]
    path = write(tmp_path / "a.xlsx", rows, ("职业名称", *SHORT_LEVELS), ["补贴标准目录", "单位：万元"])
    table = rates(path, Layout(constants={"since": "2021-01-01", "document": "示例"}))
    field = next(f for f in imports.KINDS["rates"].fields if f.key == "level")
    assert [field.read(text, {"skill_levels": FIVE}) for text in table.cells["level"]] == [*FIVE[:3]]
    assert table.cells["amount_fen"] == ["0.1万元", "0.105万元", "0.2万元"]


def test_the_level_of_an_earlier_table_does_not_hide_those_of_the_headings(tmp_path: Path) -> None:
    given = {"since": "2021-01-01", "document": "示例"}
    head = ("职业名称", *SHORT_LEVELS)
    path = write(tmp_path / "a.xlsx", [["电工", 1, 2, 3, 4, 5]], head)
    layout = Layout(usual={**given, "level": FIVE[1]}, like=head)
    assert rates(path, layout).cells["level"] == [*SHORT_LEVELS]
    with pytest.raises(Asking) as told:
        rates(path, layout, again=True)
    assert not any(question.key == "level" or "哪年哪月" in question.text for question in told.value.questions)
    with pytest.raises(Problems, match="表中已有这一列，又统一填“四级/中级工”"):
        rates(path, Layout(constants={**given, "level": FIVE[1]}))


# --- what is remembered --------------------------------------------------------------------------------------------------


def test_the_next_table_of_the_same_sender_needs_no_question_and_another_senders_does(
    ready: Bureau, tmp_path: Path
) -> None:
    ready.office.sign_in(CLERK)
    kind, uid = imports.KINDS["roster"], ready.training()
    header = [*SHORT[:2], "政治面貌"]
    first, second = (write(tmp_path / f"{n}.xlsx", [[*r[:2], "群众"] for r in short(n, n + 1)], header) for n in (1, 3))
    with ready.office.read() as read_:
        wanted = imports.wanted(read_, kind, uid)
        assert imports.known(read_, kind, uid) == NOTHING
    with pytest.raises(Asking) as told:
        read_source(source_of(first), wanted, NOTHING)
    layout = told.value.known.with_answers(answered(told.value.questions, [CATEGORY, LEFT_OUT]))
    with ready.office.work() as work:
        learned.keep(work, kind, uid, replace(layout, sheets=("名单",)))
    with ready.office.read() as read_:
        kept = imports.known(read_, kind, uid)
    assert (kept.columns, kept.usual, kept.constants) == (layout.columns, layout.constants, {})
    table = read_source(source_of(second), wanted, kept)
    assert table.cells["category"] == [CATEGORY] * 2
    assert f"表里没有“人员类别”，同上次一样全部按“{CATEGORY}”，请核对" in table.notes
    third = write(tmp_path / "5.xlsx", [[*row[:2], "群众", "残疾人"] for row in short(5, 6)], [*header, SHORT[2]])
    assert read_source(source_of(third), wanted, kept).cells["category"] == ["残疾人"] * 2
    with ready.office.read() as read_:
        assert imports.known(read_, kind, None) == NOTHING


def test_a_map_file_says_what_is_open_and_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*row[:2], "好"] for row in short(1, 3)], [*SHORT[:2], "评语"])
    with pytest.raises(Asking) as told:
        read(path)
    file = tmp_path / "对应.toml"
    layout_file.write(file, NOTHING, told.value, ROSTER_FIELDS)
    text = file.read_text(encoding="utf-8")
    assert '"评语" = "不导入"' in text and '"人员类别" = ""' in text and CATEGORY in text
    assert [q.about for q in asked(path, layout_file.read(file, ROSTER_FIELDS))] == [CONSTANT]
    file.write_text(text.replace('"人员类别" = ""', f'"人员类别" = "{CATEGORY}"'), encoding="utf-8")
    assert len(read(path, layout_file.read(file, ROSTER_FIELDS)).numbers) == 3


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("['各栏']\n'甲' = '没有的项'", "没有的项"),
        ("['各列']\n", "各列"),
        ("['各栏']\n'甲' = 3", "甲"),
        ("'隐藏的行' = '也许'", "也许"),
        ("[各栏", "读不出"),
        ("'各栏' = 3", "各栏"),
    ],
)
def test_a_map_file_that_says_something_else_is_refused_in_words(tmp_path: Path, text: str, word: str) -> None:
    file = tmp_path / "对应.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=word) as told:
        layout_file.read(file, ROSTER_FIELDS)
    assert "没有写入任何数据" in str(told.value)


def test_everything_that_is_known_can_be_looked_at_again(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*row[:2], "男性", "好"] for row in short(1, 3)], [*SHORT[:2], "性别", "评语"])
    layout = Layout({"评语": LEFT_OUT}, {"category": "残疾人"}, {"sex": {"男性": "男"}})
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), layout, again=True)
    shown = {(q.about, q.subject): q.guess for q in told.value.questions}
    assert shown == {
        (COLUMN, "姓名"): "name",
        (COLUMN, "身份证号"): "id_number",
        (COLUMN, "性别"): "sex",
        (COLUMN, "评语"): LEFT_OUT,
        (CONSTANT, "category"): "残疾人",
        (VALUE, "男性"): "男",
    }
    assert ROSTER[1] == "姓名" and roster_rows(1, 1)
