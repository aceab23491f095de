"""Which sheets and blocks of a workbook are read, whatever their headings are called, and that the others are named."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from app.exchange.questions import SHEETS, guessed
from app.record.imports.layout import VISIBLE, Layout
from tests import people
from tests.data.workbooks import CATEGORY
from tests.exchange.reading import SHORT, asked, drawn, read, short

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
