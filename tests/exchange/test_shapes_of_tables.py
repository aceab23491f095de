"""The shapes that schools give their tables: halves of days, one day, blocks side by side, two things in one cell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.exchange import header as headers
from app.exchange import imports
from app.exchange.cell_text import text_of
from app.exchange.questions import COLUMN, CONSTANT, VALUE, Asking, answered, guessed
from app.exchange.reader_process import Shape
from app.exchange.table import Table, Wanted, read_pasted, read_source, source_of
from app.kernel.outcomes import Problems
from app.record.imports.batch import read_columns
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout, from_json
from tests import people
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import CATEGORY, write
from tests.exchange.reading import DAYS, LISTS, ROSTER_FIELDS, SHORT, asked, attendance, read, short

MINUTES = Layout(constants={"minutes": "45"})


def book(path: Path, rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), name: str = "考勤") -> Path:
    """A workbook as openpyxl writes it."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = name
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for where in merged:
        sheet.merge_cells(where)
    made.save(path)
    return path


def who(*numbers: int) -> list[list[Any]]:
    return [[one.name, one.id_number] for one in map(people.person, numbers)]


def days_of(path: Path, layout: Layout, span: tuple[date, date] | None = DAYS) -> list[tuple[str, str]]:
    table = read(path, layout, kind="attendance", span=span)
    return list(zip(table.cells["day"], table.cells["periods"], strict=True))


# --- halves of days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tall", [True, False])
@pytest.mark.parametrize("halves", [("上午", "下午"), ("上", "下"), ("AM", "PM"), ("（上午）", "（下午）")])
def test_the_halves_of_a_day_add_up_and_who_was_away_is_so_in_both(
    tmp_path: Path, halves: tuple[str, str], tall: bool
) -> None:
    path = book(
        tmp_path / "a.xlsx",
        [
            ["姓名", "身份证号", "10月11日", "", "10月12日", ""],
            ["", "", *halves, *halves],
            [*who(1)[0], "√", "√", "√", "×"],
            [*who(2)[0], 4, 3, "", ""],
        ],
        ["C1:D1", "E1:F1", *(["A1:A2", "B1:B2"] if tall else [])],
    )
    questions = asked(path, MINUTES, kind="attendance", span=DAYS)
    first, second = (half.strip("（）") for half in halves)
    assert [(q.about, q.subject, q.guess) for q in questions] == [
        (VALUE, f"{first}√", ""),
        (VALUE, f"{second}√", ""),
        (VALUE, "×", "0"),
    ]
    layout = MINUTES.with_answers(answered(questions, ["4", "3", "0"]))
    assert days_of(path, layout) == [("2021-10-11", "7"), ("2021-10-12", "4"), ("2021-10-11", "7")]
    table = read(path, layout, kind="attendance", span=DAYS)
    assert [table.where(place, "periods")[1:] for place in range(3)] == [(3, "C"), (3, "E"), (4, "C")]


@pytest.mark.parametrize(
    ("headings", "above"),
    [
        (["11日上午", "11日下午", "11日晚上"], None),
        (["早", "午", "晚"], ["10月11日（周一）", "", ""]),
        (["11日", "11日", "11日"], ["上午", "下午", "晚上"]),
    ],
)
def test_parts_of_a_day_are_known_however_they_stand(
    tmp_path: Path, headings: list[str], above: list[str] | None
) -> None:
    head = [["姓名", "身份证号", *(above or headings)], *([["", "", *headings]] if above else [])]
    path = book(tmp_path / "a.xlsx", [*head, [*who(1)[0], 3, 3, 2]], ["A1:A2", "B1:B2"] if above else [])
    assert days_of(path, MINUTES) == [("2021-10-11", "8")]


def test_halves_below_days_that_nothing_merges_are_seen(tmp_path: Path) -> None:
    head = [["姓名", "身份证号", "11日", "", "12日", ""], ["", "", "上午", "下午", "上午", "下午"]]
    assert days_of(book(tmp_path / "a.xlsx", [*head, [*who(1)[0], 4, 3, 4, ""]]), MINUTES) == [
        ("2021-10-11", "7"),
        ("2021-10-12", "4"),
    ]


MONTHS = ["10月", "", "", "11月", ""]
BARE = [29, 30, 31, 1, 2]
DATED = ["2021-10-29", "2021-10-30", "2021-10-31", "2021-11-01", "2021-11-02"]


@pytest.mark.parametrize("merged", [[], ["A1:A2", "B1:B2"]])
@pytest.mark.parametrize("months", [MONTHS, ["10月份", "", "", "11月份", ""], ["2021年10月", "", "", "2021年11月", ""]])
def test_bare_days_are_of_the_month_on_their_left_that_nothing_merges_over_them(
    tmp_path: Path, merged: list[str], months: list[str]
) -> None:
    head = [["姓名", "身份证号", *months, "备注"], ["", "", *BARE, ""]]
    path = book(tmp_path / "a.xlsx", [*head, [*who(1)[0], 4, 4, 4, 4, 4, "无"]], merged)
    layout = MINUTES.with_answers(Layout({"备注": LEFT_OUT}))
    assert [day for day, _ in days_of(path, layout, (date(2021, 9, 29), date(2021, 12, 2)))] == DATED


def test_bare_days_in_the_row_of_the_other_headings_are_of_the_months_above_them(tmp_path: Path) -> None:
    head = [["", "", *MONTHS, ""], ["姓名", "身份证号", *BARE, "备注"]]
    path = book(tmp_path / "a.xlsx", [*head, [*who(1)[0], 4, 4, 4, 4, 4, "无"]])
    layout = MINUTES.with_answers(Layout({"备注": LEFT_OUT}))
    assert [day for day, _ in days_of(path, layout, (date(2021, 9, 29), date(2021, 12, 2)))] == DATED


def test_halves_stand_below_bare_days_below_months_that_nothing_merges(tmp_path: Path) -> None:
    head = [
        ["姓名", "身份证号", "10月", "", "", "", "11月", ""],
        ["", "", 30, "", 31, "", 1, ""],
        ["", "", *["上午", "下午"] * 3],
    ]
    path = book(tmp_path / "a.xlsx", [*head, [*who(1)[0], 4, 3, 4, 4, 4, 2]])
    days = [("2021-10-30", "7"), ("2021-10-31", "8"), ("2021-11-01", "6")]
    assert days_of(path, MINUTES, (date(2021, 9, 29), date(2021, 12, 2))) == days


def test_numbers_below_months_in_the_row_of_a_person_are_no_days() -> None:
    rows = [["姓名", "性别", "10月", "11月"], [people.person(1).name, "男", "22", "21"]]
    found = headers.find(rows, Shape(0, 2, [], frozenset()), imports.KINDS["attendance"].fields)
    assert found is not None and found.row == 1


def test_the_halves_of_the_one_day_that_the_title_names_are_its_parts(tmp_path: Path) -> None:
    head = ["姓名", "身份证号", "上午", "下午"]
    path = book(tmp_path / "a.xlsx", [["2021年10月12日签到表"], head, [*who(1)[0], 4, 3]])
    assert days_of(path, MINUTES) == [("2021-10-12", "7")]
    for title in ("2021年10月12日至15日签到表", "签到表"):
        path = book(tmp_path / "b.xlsx", [[title], head, [*who(1)[0], 4, 3]])
        assert {q.subject for q in asked(path, MINUTES, kind="attendance", span=DAYS)} >= {"上午", "下午", "day"}


def test_what_counts_people_or_is_signed_below_the_days_is_no_mark(tmp_path: Path) -> None:
    rows = [[*who(1)[0], 8, 8], ["缺勤人数", "", 0, 1], ["班主任签字：", "", "日期：", ""]]
    path = book(tmp_path / "a.xlsx", [["姓名", "身份证号", "11日", "12日"], *rows])
    table = read(path, MINUTES, kind="attendance", span=DAYS)
    assert table.numbers == [2, 2]
    assert {"跳过合计行：第 3 行", "跳过落款、说明行：第 4 行"} <= {*table.notes}


@pytest.mark.parametrize(
    "word",
    ["当日出勤人数", "每日出勤人数", "本日应到人数：", "当日缺勤人次", "每天到课人数（人）", "出勤率", "到课率(%)"],
)
def test_what_is_counted_of_each_day_below_the_days_is_nobody(tmp_path: Path, word: str) -> None:
    rows = [[*who(1)[0], 8, 8], [word, "", 1, 1]]
    path = book(tmp_path / "a.xlsx", [["姓名", "身份证号", "11日", "12日"], *rows])
    table = read(path, MINUTES, kind="attendance", span=DAYS)
    assert table.numbers == [2, 2] and "跳过合计行：第 3 行" in table.notes


def test_what_is_wrong_with_a_person_of_several_days_is_one_problem_and_one_correction(tmp_path: Path) -> None:
    [[name, identity]] = who(1)
    rows = [[name, people.wrong_check_digit(identity), 8, 8, 8], [*who(2)[0], 8, 8, 8], [*who(3)[0], "x", "x", 8]]
    path = book(tmp_path / "a.xlsx", [["姓名", "身份证号", "11日", "12日", "13日"], *rows])
    layout = Layout(constants={"minutes": "45"}, values={"periods": {"x": "x"}})
    table = read(path, layout, kind="attendance", span=DAYS)
    fields = imports.KINDS["attendance"].fields
    batch = read_columns(table, fields, {})
    assert sorted((p.row, p.column) for p in batch.problems) == [(2, "B"), (4, "C"), (4, "D")]
    [problem] = [problem for problem in batch.problems if problem.row == 2]
    table.rows[problem.place].texts["id_number"] = identity
    assert table.cells["id_number"][:4] == [identity] * 3 + [who(2)[0][1]]
    assert [p.key for p in read_columns(table, fields, {}).problems] == ["periods"] * 2


def test_a_half_that_is_no_number_is_the_problem_of_its_own_cell(ready: Bureau, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["姓名", "身份证号", "11日上午", "11日下午"], [*who(1)[0], "√", "迟"]])
    layout = Layout(constants={"minutes": "45"}, values={"periods": {"上午√": "4", "下午迟": "三"}})
    table = read(path, layout, kind="attendance", span=DAYS)
    assert (table.cells["periods"], table.where(0, "periods")[2]) == (["三"], "D")


def test_a_day_that_was_corrected_goes_back_as_one_number(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["姓名", "身份证号", "11日上午", "11日下午"], [*who(1)[0], 4, 30]])
    table = read(path, MINUTES, kind="attendance", span=DAYS)
    table.rows[0].texts["periods"] = "7"
    imports.marked_copy(table, [], tmp_path / "b.xlsx", source_of(path))
    assert days_of(tmp_path / "b.xlsx", MINUTES) == [("2021-10-11", "7")]


def test_a_day_and_a_half_of_the_same_day_are_not_added(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["姓名", "身份证号", "11日", "11日上午"], [*who(1)[0], 8, 4]])
    assert {q.subject for q in asked(path, MINUTES, kind="attendance", span=DAYS)} >= {"11日", "11日上午"}


# --- days without a year or a month --------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["10月11日", "11日", "2021-10-11", "11号"])
def test_the_sheet_of_one_day_is_a_matrix_too(tmp_path: Path, heading: str) -> None:
    path = attendance(tmp_path / "a.xlsx", [heading], [["√"], [""]])
    questions = asked(path, MINUTES, kind="attendance", span=DAYS)
    assert [question.subject for question in questions] == ["√"]
    assert days_of(path, MINUTES.with_answers(answered(questions, ["8"]))) == [("2021-10-11", "8")]


def test_a_number_alone_is_no_day(tmp_path: Path) -> None:
    path = attendance(tmp_path / "a.xlsx", ["11"], [["8"]])
    assert (COLUMN, "11") in {(q.about, q.subject) for q in asked(path, MINUTES, kind="attendance", span=DAYS)}


@pytest.mark.parametrize(
    "title",
    [
        "2021年3月考勤表",
        "电工班考勤表（2021年03月份）",
        "2021年度考勤表 3月",
        "2021.3 考勤",
        "２０２１年３月",
        "202103考勤",
    ],
)
@pytest.mark.parametrize("span", [None, (date(2021, 2, 20), date(2021, 4, 10))])
def test_days_are_of_the_month_that_the_title_names(tmp_path: Path, title: str, span: tuple[date, date] | None) -> None:
    path = book(tmp_path / "a.xlsx", [[title], ["姓名", "身份证号", "1日", "25日"], [*who(1)[0], 8, 6]], ["A1:D1"])
    assert days_of(path, MINUTES, span) == [("2021-03-01", "8"), ("2021-03-25", "6")]


def test_the_name_of_the_sheet_names_the_month_and_the_class_its_year(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [["姓名", "身份证号", "1", "25"], [*who(1)[0], 8, 6]], name="3月")
    span = (date(2021, 2, 20), date(2021, 4, 10))
    assert days_of(path, MINUTES, span) == [("2021-03-01", "8"), ("2021-03-25", "6")]


def test_a_sheet_whose_month_is_told_does_not_take_that_which_was_answered_for_another(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in ("10月", "11月"):
        sheet = made.create_sheet(name)
        for row in (["姓名", "身份证号", "11日", "12日"], [*who(1)[0], 8, 8]):
            sheet.append(row)
    made.save(tmp_path / "a.xlsx")
    layout = replace(MINUTES, sheets=("10月", "11月"))
    [question] = asked(tmp_path / "a.xlsx", layout, kind="attendance", span=DAYS)
    days = days_of(tmp_path / "a.xlsx", layout.with_answers(answered([question], ["2021年11月"])))
    assert [day for day, _ in days] == ["2021-10-11", "2021-10-12", "2021-11-11", "2021-11-12"]


def test_a_printed_month_has_days_that_it_has_not(tmp_path: Path) -> None:
    days = [f"{day}日" for day in range(1, 32)]
    path = book(tmp_path / "a.xlsx", [["2021年4月"], ["姓名", "身份证号", *days], [*who(1)[0], *[8] * 30, ""]])
    found = days_of(path, MINUTES, None)
    assert (len(found), found[-1]) == (30, ("2021-04-30", "8"))
    full = book(tmp_path / "b.xlsx", [["2021年4月"], ["姓名", "身份证号", *days], [*who(1)[0], *[8] * 31]])
    assert [(q.about, q.subject) for q in asked(full, MINUTES, kind="attendance")] == [(COLUMN, "31日")]


@pytest.mark.parametrize(
    ("title", "headings", "span"),
    [
        ("考勤表", ["11日", "12日"], None),
        ("考勤表", ["3月11日", "3月12日"], DAYS),
        ("制表：2021年11月2日", ["11", "12"], DAYS),
        ("2021年3月、4月考勤表", ["11", "12"], None),
        ("2021年3月", ["30", "31", "1", "2"], None),
        ("3月考勤表", ["11日", "12日"], None),
    ],
)
def test_a_month_that_nothing_tells_or_two_things_tell_is_asked(
    tmp_path: Path, title: str, headings: list[str], span: tuple[date, date] | None
) -> None:
    path = book(tmp_path / "a.xlsx", [[title], ["姓名", "身份证号", *headings], [*who(1)[0], *[8] * len(headings)]])
    [question] = asked(path, MINUTES, kind="attendance", span=span)
    assert (question.about, question.key, question.open) == (CONSTANT, "day", True)
    if headings[-1] != "2":
        answer = MINUTES.with_answers(answered([question], ["2022年3月"]))
        assert [day for day, _ in days_of(path, answer, span)] == ["2022-03-11", "2022-03-12"]
    unclear = MINUTES.with_answers(answered([question], ["三月"]))
    assert asked(path, unclear, kind="attendance", span=span) == (question,)


def test_the_month_that_was_answered_can_be_looked_at_again(tmp_path: Path) -> None:
    path = attendance(tmp_path / "a.xlsx", ["11", "12"], [[8, 8]])
    [month] = asked(path, MINUTES, kind="attendance")
    layout = MINUTES.with_answers(answered([month], ["2021年3月"]))
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(imports.KINDS["attendance"].fields, LISTS), layout, again=True)
    assert replace(month, guess="2021年3月") in told.value.questions


def test_the_month_of_one_table_is_not_that_of_the_next(tmp_path: Path) -> None:
    path = attendance(tmp_path / "a.xlsx", ["11", "12"], [[8, 8]])
    [month] = asked(path, MINUTES, kind="attendance")
    layout = MINUTES.with_answers(answered([month], ["2021年3月"]))
    kept = from_json(
        Layout(constants=layout.constants, like=("序号", "姓名", "身份证号", "11", "12")).lasting().to_json()
    )
    assert asked(path, kept, kind="attendance") == (month,)


# --- blocks side by side -------------------------------------------------------------------------------------------------

BLOCK = ["序号", *SHORT]


def beside(path: Path, right: int = 2, gap: Sequence[Any] = ()) -> Path:
    """Three people on the left, some on the right."""
    left, other = short(1, 3), short(4, 3 + right)
    rows = [[n + 1, *left[n], *gap, *([n + 4, *other[n]] if n < right else [""] * len(BLOCK))] for n in range(3)]
    return book(path, [["花名册"], [*BLOCK, *gap, *BLOCK], *rows], name="名单")


@pytest.mark.parametrize("gap", [(), ("",)])
def test_like_blocks_side_by_side_are_read_the_left_one_first(tmp_path: Path, gap: tuple[str, ...]) -> None:
    table = read(beside(tmp_path / "a.xlsx", gap=gap))
    assert table.cells["name"] == [people.person(n).name for n in range(1, 6)]
    assert table.numbers == [3, 4, 5, 3, 4]
    assert table.where(2, "id_number") == ("名单", 5, "C")
    assert table.where(3, "id_number") == ("名单", 3, "H" if gap else "G")
    assert "名单分几块并排，{} 列至 {} 列也读作一块".format(*("FI" if gap else "EH")) in table.notes


def test_what_is_wrong_in_the_right_block_is_said_and_marked_there(ready: Bureau, tmp_path: Path) -> None:
    path = beside(tmp_path / "a.xlsx")
    made = openpyxl.load_workbook(path)
    made.active["G4"] = made.active["C3"].value  # the first on the left again
    made.active["A6"], made.active["B6"] = "合计", "5人"
    made.save(path)
    table = read(path)
    assert any(note == "跳过合计行：第 6 行" for note in table.notes)
    ready.office.sign_in(CLERK)
    uid = ready.training()
    with ready.office.read() as found:
        [problem] = imports.check(found, imports.KINDS["roster"], table, uid).problems
    assert (problem.sheet, problem.row, problem.column) == ("名单", 4, "G")
    assert problem.reason == "与本表第 3 行重复，请删去其中一行"
    imports.marked_copy(table, [problem], tmp_path / "b.xlsx", source_of(path))
    marked = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert marked.sheetnames == ["名单"] and marked.active["G4"].comment.text == problem.reason


def test_an_error_or_a_hidden_row_on_the_left_is_one_and_none_of_the_right(tmp_path: Path) -> None:
    path = beside(tmp_path / "a.xlsx")
    made = openpyxl.load_workbook(path)
    made.active["D5"] = "=1/0"
    made.active.row_dimensions[4].hidden = True
    made.save(path)
    [question] = asked(path)
    assert question.samples == ("有 1 行（第 4 行）被筛选或隐藏",)
    table = read(path, Layout(rows="visible"))
    assert table.cells["name"] == [people.person(n).name for n in (1, 3, 4)]
    assert [table.where(place, key)[1:] for place, key in table.faults] == [(5, "D")]
    assert "没有读入被筛选、隐藏或划了删除线的 1 行" in table.notes


def test_a_pasted_block_may_stand_beside_another() -> None:
    text = "\n".join(
        "\t".join([*one, *two]) for one, two in zip([SHORT, *short(1, 2)], [SHORT, *short(3, 4)], strict=True)
    )
    table = read_pasted(text, Wanted(ROSTER_FIELDS, LISTS), NOTHING)
    assert table.cells["name"] == [people.person(n).name for n in (1, 2, 3, 4)]


def test_blocks_that_are_not_alike_are_refused_as_before(tmp_path: Path) -> None:
    rows = [[*one, *two, "班长"] for one, two in zip(short(1, 2), short(3, 4), strict=True)]
    with pytest.raises(Problems, match="D列，“姓名”：这一列与 A 列都像是“姓名”"):
        read(write(tmp_path / "a.xlsx", rows, [*SHORT, *SHORT, "备注"]))


# --- two things in one cell ----------------------------------------------------------------------------------------------


def test_an_account_that_stands_with_its_bank_is_parted_and_said(tmp_path: Path) -> None:
    rows = [[*row, f"示例银行绥化支行 {people.person(n).account}"] for n, row in enumerate(short(1, 2), 1)]
    path = write(tmp_path / "a.xlsx", rows, [*SHORT, "开户行及账号"])
    table = read(path, guessed(asked(path)))
    assert table.cells["account"] == [people.person(n).account for n in (1, 2)]
    assert table.cells["bank"] == ["示例银行绥化支行"] * 2
    assert "“银行账号”有 2 格里连着写了“开户银行”，已分开读入，请核对" in table.notes
    assert table.where(1, "bank") == ("花名册", 3, "D")


@pytest.mark.parametrize("heading", ["姓名、身份证号", "姓名", "身份证号", "学员信息"])
@pytest.mark.parametrize("form", ["{0} {1}", "{1}{0}", "{0}（{1}）", "姓名：{0} 身份证号：{1}", "{0}\n{1}"])
def test_a_name_that_stands_with_its_number_is_parted(tmp_path: Path, heading: str, form: str) -> None:
    rows = [[form.format(*each), CATEGORY] for each in who(1, 2)]
    path = write(tmp_path / "a.xlsx", rows, [heading, "人员类别"])
    questions = () if heading in ("姓名", "身份证号") else asked(path)
    assert [question.guess for question in questions] in ([], ["id_number"])
    table = read(path, guessed(questions))
    assert list(zip(table.cells["name"], table.cells["id_number"], strict=True)) == [tuple(each) for each in who(1, 2)]


@pytest.mark.parametrize(
    "cell",
    [
        "示例银行 6217003700000001004 6217003700000001012",
        "示例银行 13800000001",
        "张三电话13800000001 账号6217003700000001004",
        "6217003700000001004示例银行6217003700000001012",
        "示例银行 6217 0037 0000 0001 004 13800000001",
        "6217003700000001004 张三代领",
    ],
)
def test_what_cannot_be_parted_without_doubt_is_its_rows_problem(ready: Bureau, tmp_path: Path, cell: str) -> None:
    path = write(tmp_path / "a.xlsx", [[*short(1, 1)[0], cell]], [*SHORT, "银行账号"])
    ready.office.sign_in(CLERK)
    uid = ready.training()
    with ready.office.read() as found:
        [problem] = imports.check(found, imports.KINDS["roster"], read(path), uid).problems
    assert (problem.row, problem.column) == (2, "D") and "请把号码和文字分两列填写" in problem.reason


def test_an_account_in_groups_of_four_is_one_number(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*short(1, 1)[0], "示例银行：6217 0037 0000 0001 004"]], [*SHORT, "银行账号"])
    table = read(path)
    assert (table.cells["bank"], table.cells["account"]) == (["示例银行"], ["6217 0037 0000 0001 004"])


def test_a_bank_beside_an_account_is_not_overwritten_by_another(tmp_path: Path) -> None:
    one, two = short(1, 2)
    rows = [[*one, "甲银行", "乙银行 6217003700000001004"], [*two, "", "乙银行 6217003700000001012"]]
    table = read(write(tmp_path / "a.xlsx", rows, [*SHORT, "开户银行", "银行账号"]))
    assert table.cells["bank"] == ["甲银行", "乙银行"]
    assert [(place, key, fault.code) for (place, key), fault in table.faults.items()] == [(0, "account", "cell.joined")]


def test_a_parted_cell_that_was_corrected_goes_back_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*short(1, 1)[0], "示例银行 6217003700000001004"]], [*SHORT, "银行账号"])
    table = read(path)
    table.rows[0].texts["bank"] = "示例银行绥化支行"
    imports.marked_copy(table, [], tmp_path / "b.xlsx", source_of(path))
    again = read(tmp_path / "b.xlsx", Layout({"错误原因": LEFT_OUT}))
    assert (again.cells["bank"], again.cells["account"]) == (["示例银行绥化支行"], ["6217003700000001004"])


# --- whose a column is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["经办人", "监护人", "家长", "紧急联系人", "法定代表人", "宿舍", "工作单位"])
@pytest.mark.parametrize("tall", [True, False])
def test_the_phone_of_somebody_else_is_not_taken_for_the_persons(tmp_path: Path, group: str, tall: bool) -> None:
    other = people.person(9)
    path = book(
        tmp_path / "a.xlsx",
        [[*SHORT, group, ""], ["", "", "", "姓名", "联系电话"], [*short(1, 1)[0], other.name, other.phone]],
        ["D1:E1", *(["A1:A2", "B1:B2", "C1:C2"] if tall else [])],
    )
    questions = asked(path)
    assert [(q.subject, q.guess) for q in questions] == [(f"{group}姓名", LEFT_OUT), (f"{group}联系电话", LEFT_OUT)]
    assert read(path, answered(questions, [LEFT_OUT, "phone"])).cells["phone"] == [other.phone]
    assert "phone" not in read(path, guessed(questions)).cells


@pytest.mark.parametrize("merged", [[], ["A1:C1", "D1:E1"]])
def test_whom_a_row_of_groups_names_above_a_whole_header_is_seen(tmp_path: Path, merged: list[str]) -> None:
    one, other = people.person(1), people.person(9)
    head = [["学员信息", "", "", "监护人", ""], [*SHORT, "姓名", "联系电话"]]
    path = book(tmp_path / "a.xlsx", [*head, [one.name, one.id_number, CATEGORY, other.name, other.phone]], merged)
    assert [(q.subject, q.guess) for q in asked(path)] == [("监护人姓名", LEFT_OUT), ("监护人联系电话", LEFT_OUT)]


def test_who_signed_above_a_header_names_no_column_of_it(tmp_path: Path) -> None:
    for line in (["负责人：王五", "", "电话：1"], ["填报单位负责人及联系电话", "", "王五"], ["负责人"], ["教师名册"]):
        path = book(tmp_path / "a.xlsx", [line, [*SHORT], *short(1, 2)], ["A1:B1"])
        assert read(path).numbers == [3, 4]


def test_the_lower_row_of_a_header_is_none_by_itself(tmp_path: Path) -> None:
    one, other = people.person(1), people.person(9)
    head = [["姓名/身份证号", "人员类别", "联系人", ""], ["", "", "姓名", "联系电话"]]
    rows = [[f"{one.name}{one.id_number}", CATEGORY, other.name, other.phone]]
    path = book(tmp_path / "a.xlsx", [*head, *rows], ["A1:A2", "B1:B2", "C1:D1"])
    table = read(path, guessed(asked(path)))
    assert (table.cells["name"], table.cells["id_number"]) == ([one.name], [one.id_number])
    assert "phone" not in table.cells


def test_a_heading_that_names_somebody_else_is_no_guess(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[*short(1, 1)[0], people.person(9).phone]], [*SHORT, "监护人电话"])
    assert [question.guess for question in asked(path)] == [LEFT_OUT]


# --- what must not be dropped --------------------------------------------------------------------------------------------


def test_a_number_is_passed_over_only_while_it_counts(tmp_path: Path) -> None:
    header = ["编号", *SHORT]
    counted = write(tmp_path / "a.xlsx", [[n, *row] for n, row in enumerate(short(1, 3), 1)], header)
    assert len(read(counted).numbers) == 3
    two = [[n, *left, n + 3, *right] for n, (left, right) in enumerate(zip(short(1, 3), short(4, 6), strict=True), 1)]
    assert len(read(write(tmp_path / "c.xlsx", two, header * 2)).numbers) == 6
    other = write(tmp_path / "b.xlsx", [[f"2021{n:04}", *row] for n, row in enumerate(short(1, 3), 1)], header)
    assert [(q.about, q.subject, q.samples[0]) for q in asked(other)] == [(COLUMN, "编号", "20210001")]


@pytest.mark.parametrize("place", [0, 2, 3])
def test_a_filled_column_without_a_heading_is_asked_about_by_its_letter(tmp_path: Path, place: int) -> None:
    rows = [[*row[:place], f"组{n}", *row[place:]] for n, row in enumerate(short(1, 3), 1)]
    path = book(tmp_path / "a.xlsx", [[*SHORT[:place], "", *SHORT[place:]], *rows])
    [question] = asked(path)
    assert (question.subject, question.guess) == (f"{'ABCD'[place]}列(没有标题)", LEFT_OUT)
    assert question.samples == ("组1", "组2", "组3")
    table = read(path, guessed([question]))
    assert table.cells["name"] == [people.person(n).name for n in (1, 2, 3)]
    assert table.unread == [question.subject]


def test_a_column_without_a_heading_may_count_the_rows_or_begin_far_down(tmp_path: Path) -> None:
    numbered = book(tmp_path / "a.xlsx", [["", *SHORT], *([n, *row] for n, row in enumerate(short(1, 3), 1))])
    assert len(read(numbered).numbers) == 3
    rows = [[*row, ""] for row in short(1, 150)]
    rows[140][3] = "退学"
    late = book(tmp_path / "b.xlsx", [[*SHORT, ""], *rows])
    assert [question.subject for question in asked(late)] == ["D列(没有标题)"]


def test_a_column_without_a_heading_is_asked_about_in_every_file(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [[*SHORT, ""], [*short(1, 1)[0], people.person(1).phone]])
    layout = answered(asked(path), ["phone"])
    assert read(path, layout).cells["phone"] == [people.person(1).phone]
    assert [question.subject for question in asked(path, from_json(layout.lasting().to_json()))] == ["D列(没有标题)"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (True, "是"),
        (8.0, "8"),
        (0.1 + 0.2, "0.3"),
        (12, "12"),
        (None, ""),
        (date(2021, 3, 5), "2021-03-05"),
        ("  甲 ", "  甲 "),
    ],
)
def test_a_cell_is_one_text_wherever_it_is_shown(cell: Any, text: str) -> None:
    assert text_of(cell) == text


# --- rows that are nobody's ----------------------------------------------------------------------------------------------

GROUPS = ["序号", "学籍号", "姓名", "证件", "", "学生本人", "", "监护人", "", "人员类别"]
LEAVES = ["", "", "", "证件号码", "有效期", "手机", "住址", "姓名", "电话", ""]
OVER = ["A{0}:A{1}", "B{0}:B{1}", "C{0}:C{1}", "D{0}:E{0}", "F{0}:G{0}", "H{0}:I{0}", "J{0}:J{1}"]
GROUPED = Layout(columns=dict.fromkeys(("学籍号", "有效期", "手机", "监护人姓名", "监护人电话"), LEFT_OUT))


def pupil(number: int) -> list[Any]:
    [[name, identity]] = who(number)
    return [number, f"2021{number:04}", name, identity, "长期", "", "", "", "", CATEGORY]


def grouped(path: Path, *between: Sequence[Any], merged: Sequence[str] = ()) -> Table:
    head = [where.format(1, 2) for where in OVER]
    return read(book(path, [GROUPS, LEAVES, pupil(1), *between, pupil(2)], [*head, *merged]), GROUPED)


@pytest.mark.parametrize("merged", [True, False])
def test_a_header_of_two_rows_said_again_is_nobody_in_either_row(tmp_path: Path, merged: bool) -> None:
    again = [where.format(4, 5) for where in OVER] if merged else []
    table = grouped(tmp_path / "a.xlsx", GROUPS, LEAVES, merged=again)
    assert table.numbers == [3, 6] and "跳过重复的表头：第 4、5 行" in table.notes


def test_a_row_of_a_header_is_known_again_with_one_word_of_its_own(tmp_path: Path) -> None:
    assert grouped(tmp_path / "a.xlsx", [*GROUPS[:-1], "续表"]).numbers == [3, 5]


def test_who_has_a_word_of_the_header_beside_a_name_stays_a_row(tmp_path: Path) -> None:
    table = grouped(tmp_path / "a.xlsx", ["", "", "赵某", "", "", "手机", "", "", "电话", ""])
    assert table.numbers == [3, 4, 5]
