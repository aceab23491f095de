"""Which sheets and blocks of a workbook are read, whatever their headings are called, and that the others are named."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from app.exchange import imports, layout_file
from app.exchange.questions import SHEETS, Asking, answered, guessed
from app.exchange.table import Table, Wanted, read_source, source_of
from app.record.imports.layout import NOTHING, VISIBLE, Layout
from tests import people
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import CATEGORY
from tests.exchange.reading import LISTS, ROSTER_FIELDS, SHORT, asked, drawn, read, short

STRANGE = ("员工", "证件号", "用工")
KNOWN = {"员工": "name", "证件号": "id_number", "用工": "category"}


def workbook(path: Path, contents: Mapping[str, Sequence[Sequence[Any]]], hidden: str = "") -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in contents.items():
            sheet = book.add_worksheet(name)
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
            if name == hidden:
                sheet.hide()
    return path


def test_sheets_of_strange_headings_are_all_proposed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [STRANGE, *short(1, 2)], "二": [STRANGE, *short(3, 4)]})
    [question] = asked(path)
    assert question.about == SHEETS and question.guess == "一\n二"


def test_a_list_of_further_people_by_other_headings_is_proposed_and_one_of_the_same_people_is_not(
    tmp_path: Path,
) -> None:
    contents = {
        "甲": [SHORT, *short(1, 2)],
        "乙": [STRANGE, *short(3, 4)],
        "甲的卡": [("谁", "号码", "说明"), *short(1, 2)],
    }
    [question] = asked(workbook(tmp_path / "a.xlsx", contents))
    assert question.samples == ("甲", "乙", "甲的卡") and question.guess == "甲\n乙"


def test_headings_that_were_answered_before_name_a_sheet(tmp_path: Path) -> None:
    prices = ("行当", "档次", "钱", "自", "依据")
    keys = ("occupation", "level", "amount_fen", "since", "document")
    row = ("电工", "五级/初级工", "1000", "2021-01-01", "甲号")
    path = workbook(tmp_path / "a.xlsx", {"说明": [("一", "二", "三"), ("甲", "乙", "丙")], "价": [prices, row]})
    table = read(path, Layout(dict(zip(prices, keys, strict=True))), kind="rates")
    assert table.cells["occupation"] == ["电工"]
    assert any("没有读入的工作表：说明。" in note for note in table.notes)


def test_every_sheet_with_something_on_it_that_is_not_read_is_named(tmp_path: Path) -> None:
    contents = {
        "名单": [SHORT, *short(1, 2)],
        "附": [["另有三人"]],
        "退费": [SHORT, *short(3, 4)],
        "空": [],
        "填写说明": [["栏目", "说明"], ["姓名", "必填"], ["身份证号", "必填"]],
    }
    notes = read(workbook(tmp_path / "a.xlsx", contents, hidden="退费")).notes
    assert "没有读入的工作表：附、退费（隐藏）。里面有内容，请核对是否也要导入" in notes


def test_rows_of_several_sheets_are_told_with_their_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, first in (("一", 1), ("二", 4)):
            sheet = book.add_worksheet(name)
            for n, row in enumerate([SHORT, *short(first, first + 2), ("合计：3人",)]):
                sheet.write_row(n, 0, row)
            sheet.set_row(2, None, None, {"hidden": True})
    both = Layout(sheets=("一", "二"))
    [question] = asked(path, both)
    assert "有 2 行（“一”第 3 行、“二”第 3 行）被筛选" in question.text
    assert "跳过合计行：“一”第 5 行、“二”第 5 行" in read(path, both.with_answers(Layout(rows=VISIBLE))).notes


def test_a_sheet_that_was_not_chosen_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一": [SHORT, *short(1, 2)], "二": [SHORT, *short(3, 4)]})
    assert any("没有读入的工作表：一。" in note for note in read(path, Layout(sheets=("二",))).notes)


@pytest.mark.parametrize("title", ["补贴标准", "职业"])
def test_a_title_that_is_called_like_a_column_is_not_the_header(tmp_path: Path, title: str) -> None:
    heads = ("序号", "职业名称", "初级工", "中级工")
    path = drawn(tmp_path / "a.xlsx", [(title,), heads, (1, "电工", 1000, 1500), (2, "焊工", 1200, 1600)])
    table = read(path, Layout(constants={"since": "2021-01-01", "document": "甲号"}), kind="rates")
    assert table.cells["occupation"] == ["电工", "电工", "焊工", "焊工"]
    assert table.cells["amount_fen"] == ["1000", "1500", "1200", "1600"]


def test_blocks_side_by_side_are_seen_by_headings_that_say_nothing_to_us(tmp_path: Path) -> None:
    headings = ["No", *STRANGE, "", "No", *STRANGE]
    rows = [[1, *short(1, 1)[0], "", 3, *short(3, 3)[0]], [2, *short(2, 2)[0], "", 4, *short(4, 4)[0]]]
    path = drawn(tmp_path / "a.xlsx", [headings, *rows])
    questions = asked(path)
    assert [question.subject for question in questions if not question.key] == list(STRANGE)
    table = read(path, Layout(KNOWN))
    assert table.cells["name"] == [people.person(n).name for n in (1, 2, 3, 4)]


BANK = [
    "重庆农村商业银行支行批量开户回执",
    "流水,开户人,证件种类,证件,卡,状态,余额",
]


@pytest.mark.parametrize("end", ["\t", ""])
@pytest.mark.parametrize("line", ["批次号:1,笔数:2,经办柜员:0032,状态:已开户", "某支行,某网点,某柜台"])
def test_the_list_of_a_bank_is_read_below_its_lines_and_in_spite_of_tabs_behind_numbers(
    tmp_path: Path, end: str, line: str
) -> None:
    ones = [people.person(n) for n in range(1, 7)]
    rows = [
        f'{n:08},{o.name},身份证,{o.id_number}{end},="{o.account}",正常,"{n % 2},000{",000" * (n % 2)}.00"'
        for n, o in enumerate(ones)
    ]
    path = tmp_path / "a.csv"
    path.write_bytes("\r\n".join([BANK[0], line, BANK[1], *rows, "合计,3,,,,,"]).encode("gbk"))
    layout = Layout({"开户人": "name", "证件": "id_number", "卡": "account"}, {"category": CATEGORY})
    questions = asked(path, layout)
    assert [question.subject for question in questions] == ["流水", "证件种类", "状态", "余额"]
    table = read(path, layout.with_answers(guessed(questions)))
    assert [text.strip() for text in table.cells["id_number"]] == [one.id_number for one in ones]
    assert table.cells["account"] == [one.account for one in ones]
    assert any("合计行：第 10 行" in note for note in table.notes)


def test_a_tab_stands_between_cells_where_commas_stand_in_some(tmp_path: Path) -> None:
    rows = ["\t".join((*SHORT, "住址")), *("\t".join((*row, "一组,二号,三室")) for row in short(1, 3))]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(rows), encoding="utf-8")
    assert read(path).cells["address"] == ["一组,二号,三室"] * 3


@pytest.mark.parametrize("gone", ["离职", "离职人员（5人）", "已退学", "退出", "停用", "2021年流失"])
@pytest.mark.parametrize("headings", [SHORT, (*SHORT, "离职日期")])
def test_a_sheet_of_people_who_are_gone_is_not_proposed(tmp_path: Path, gone: str, headings: tuple[str, ...]) -> None:
    path = workbook(tmp_path / "a.xlsx", {gone: [headings, *short(3, 4)], "在职": [SHORT, *short(1, 2)]})
    [question] = asked(path)
    assert question.guess == "在职" and f"{gone}\n在职" in dict(question.options)


def test_where_all_sheets_are_of_people_who_are_gone_all_are_proposed(tmp_path: Path) -> None:
    [question] = asked(workbook(tmp_path / "a.xlsx", {"退学": [SHORT, *short(1, 2)], "离职": [SHORT, *short(3, 4)]}))
    assert question.guess == "退学\n离职"


def test_the_choice_of_sheets_can_be_looked_at_again(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"一": [SHORT, *short(1, 2)], "二": [SHORT, *short(3, 4)], "三": [SHORT, *short(5, 5)]}
    )
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), Layout(sheets=("一", "三")), again=True)
    question = told.value.questions[0]
    assert question.about == SHEETS and question.guess == "一\n三" == question.options[0][0]
    answers = ["二" if q.about == SHEETS else q.guess for q in told.value.questions]
    table = read(path, told.value.known.with_answers(answered(told.value.questions, answers)))
    assert table.sheet == "二" and len(table.numbers) == 2


def imported(bureau: Bureau, path: Path, into: int, said: Layout = NOTHING) -> Table:
    kind = imports.KINDS["roster"]
    with bureau.office.work() as work:
        layout = imports.known(work, kind, into).with_answers(said)
        table = read_source(source_of(path), imports.wanted(work, kind, into), layout)
        imports.apply(work, kind, imports.check(work, kind, table, into))
    return table


def test_the_sheets_of_the_senders_next_workbook_are_those_that_were_chosen_while_they_have_the_same_names(
    ready: Bureau, tmp_path: Path
) -> None:
    ready.office.sign_in(CLERK)
    into = ready.training(planned_count="30")
    first = workbook(tmp_path / "a.xlsx", {"在职": [SHORT, *short(1, 2)], "兼职": [SHORT, *short(3, 4)]})
    imported(ready, first, into, Layout(sheets=("在职",)))
    second = workbook(tmp_path / "b.xlsx", {"在职": [SHORT, *short(5, 6)], "兼职": [SHORT, *short(7, 8)]})
    table = imported(ready, second, into)
    assert table.sheet == "在职" and any("没有读入的工作表：兼职。" in note for note in table.notes)
    other = workbook(tmp_path / "c.xlsx", {"在职": [SHORT, *short(9, 9)], "借调": [SHORT, *short(10, 11)]})
    with pytest.raises(Asking) as told:
        imported(ready, other, into)
    assert told.value.questions[0].about == SHEETS


def test_sheets_that_nobody_has_named_are_asked_of_every_workbook(ready: Bureau, tmp_path: Path) -> None:
    ready.office.sign_in(CLERK)
    into = ready.training(planned_count="30")
    first = workbook(tmp_path / "a.xlsx", {"Sheet1": [SHORT, *short(1, 2)], "Sheet2": [SHORT, *short(3, 4)]})
    imported(ready, first, into, Layout(sheets=("Sheet1",)))
    second = workbook(tmp_path / "b.xlsx", {"Sheet1": [SHORT, *short(5, 6)], "Sheet2": [SHORT, *short(7, 8)]})
    with pytest.raises(Asking):
        imported(ready, second, into)


def test_a_file_of_answers_says_which_sheets_there_are_to_choose_from(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"一班": [SHORT, *short(1, 2)], "二“班”": [SHORT, *short(3, 4)]})
    with pytest.raises(Asking) as told:
        read(path)
    layout_file.write(tmp_path / "a.toml", NOTHING, told.value, ROSTER_FIELDS)
    lines = (tmp_path / "a.toml").read_text(encoding="utf-8").splitlines()
    place = lines.index('"工作表" = ["一班", "二“班”"]')
    assert lines[place - 2 : place] == ["# 有几张工作表像是名单，导入哪几张？", '#   "一班"、"二“班”"']
    assert layout_file.read(tmp_path / "a.toml", ROSTER_FIELDS).sheets == ("一班", "二“班”")
