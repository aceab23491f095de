"""Cells as people write them: a sign for the cell above, a line struck through, days and telephone numbers in every fashion."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from app.exchange import imports, layout_file, reader_process
from app.exchange.marked_table import marked_copy
from app.exchange.questions import ROWS, Asking
from app.exchange.table import Wanted, read_pasted, source_of
from app.kernel import kinds as k
from app.kernel.masking import masked
from app.record.imports.layout import ALL, LEFT_OUT, NOTHING, STANDING, VISIBLE, Layout
from tests import people
from tests.bureau import Bureau
from tests.data.workbooks import CATEGORY
from tests.exchange.reading import LISTS, ROSTER_FIELDS, SHORT, asked, drawn, read, short

HEAD = (*SHORT, "住址", "银行账号")


def roster(path: Path, *cells: tuple[Any, Any, Any], hide: int = 0) -> Path:
    """People with these categories, addresses and accounts."""
    ones = [people.person(n) for n in range(1, len(cells) + 1)]
    rows = [[one.name, one.id_number, *said] for one, said in zip(ones, cells, strict=True)]
    return drawn(path, [HEAD, *rows], lambda sheet: sheet.set_row(hide, None, None, {"hidden": True}) if hide else None)


@pytest.mark.parametrize("sign", ["同上", "〃", '"', " ” "])
def test_a_sign_for_the_cell_above_is_what_stands_there_and_is_said(tmp_path: Path, sign: str) -> None:
    table = read(roster(tmp_path / "a.xlsx", (CATEGORY, "城关", ""), (sign, sign, ""), (CATEGORY, sign, "")))
    assert table.cells["address"] == ["城关"] * 3 and table.cells["category"] == [CATEGORY] * 3
    assert "“住址”有 2 处写的是“同上”“同左”一类，已照上一行或左边一格填上，请核对" in table.notes
    assert not table.faults


def test_a_sign_with_nothing_above_it_or_for_what_nobody_shares_is_its_rows_problem(tmp_path: Path) -> None:
    account = people.person(1).account
    table = read(roster(tmp_path / "a.xlsx", (CATEGORY, "同上", account), (CATEGORY, "城关", "同上")))
    assert {place: fault.code for place, fault in table.faults.items()} == {
        (0, "address"): "cell.ditto",
        (1, "account"): "cell.ditto",
    }


def test_a_sign_for_the_cell_to_the_left_is_what_stands_there_and_is_said(tmp_path: Path) -> None:
    header = (*SHORT, "户口所在地", "住址")
    lefts = ("綦江区古南街道", "")
    rows = [[*short(n, n)[0], left, "同左"] for n, left in enumerate(lefts, 1)]
    table = read(drawn(tmp_path / "a.xlsx", [header, *rows], lambda sheet: None))
    assert table.cells["address"][0] == "綦江区古南街道"
    assert "“住址”有 1 处写的是“同上”“同左”一类，已照上一行或左边一格填上，请核对" in table.notes
    assert {place: fault.code for place, fault in table.faults.items()} == {(1, "address"): "cell.ditto"}


def test_a_sign_below_a_hidden_row_is_what_stands_in_that_row(tmp_path: Path) -> None:
    rows = ((CATEGORY, "城关", ""), (CATEGORY, "城东", ""), (CATEGORY, "同上", ""))
    table = read(roster(tmp_path / "a.xlsx", *rows, hide=2), Layout(rows=VISIBLE))
    assert table.cells["address"] == ["城关", "城东"]


def test_a_sign_at_the_beginning_of_a_further_block_of_rows_is_the_last_cell_of_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_process, "ROWS", 2)
    ones = [people.person(n) for n in (1, 2, 3)]
    told = ("城关", "同上", "城东")
    lines = [[one.name, one.id_number, CATEGORY, said] for one, said in zip(ones, told, strict=True)]
    text = "\n".join("\t".join(line) for line in [[*SHORT, "住址"], *lines])
    table = read_pasted(text, Wanted(ROSTER_FIELDS, LISTS), Layout())
    assert table.cells["address"] == ["城关", "城关", "城东"]


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-05 15:20:00",
        "2021.03.05 下午3:20",
        "2021年03月05号",
        "21.3.5",
        "21年3月5日",
        "二〇二一年三月五日",
        "5-Mar-21",
        "Mar 5, 2021",
        "2021-03-05T00:00:00",
    ],
)
def test_a_day_that_says_one_thing_is_read_in_whatever_fashion(text: str) -> None:
    assert k.DATE.read(text) == date(2021, 3, 5)


def test_a_time_behind_a_day_does_not_run_into_it() -> None:
    assert k.DATE.read("2021-3-1 15:20") == date(2021, 3, 1)


@pytest.mark.parametrize("text", ["19.3.21", "05.3.19", "05/03/2021", "2021年3月", "Mar-21", "44260", "5-Mai-21"])
def test_a_day_that_says_two_things_or_half_of_one_is_refused(text: str) -> None:
    with pytest.raises(k.BadValue, match="date.form"):
        k.DATE.read(text)


def test_a_cell_of_a_day_and_a_time_is_the_day(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, style = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, [*SHORT, "入职日期"])
        sheet.write_row(1, 0, short(1, 1)[0])
        sheet.write_datetime(1, 3, datetime(2021, 3, 5, 15, 20), style)  # noqa: DTZ001 - as a cell holds it
    assert k.DATE.read(read(path).cells["hired_on"][0]) == date(2021, 3, 5)


@pytest.mark.parametrize(
    "text", ["+86 13900004005", "0086-13900004005", "139-0000-4005", "13900004005/微信同号", "13900004005（微信同号）"]
)
def test_a_telephone_number_is_read_in_whatever_fashion(text: str) -> None:
    assert k.PHONE.read(text) == "13900004005"


def test_the_first_of_several_telephone_numbers_is_taken_and_said(ready: Bureau, tmp_path: Path) -> None:
    one = people.person(1)
    path = drawn(tmp_path / "a.xlsx", [[*SHORT, "联系电话"], [*short(1, 1)[0], "13900004001、13900004020"]])
    with ready.office.read() as office:
        found = imports.check(office, imports.KINDS["roster"], read(path), ready.training())
    assert found.batch.column("phone") == ["13900004001"] and found.batch.column("name") == [one.name]
    assert "按第一个 139****4001 导入" in str(found.warnings[0])


def test_hyphens_in_telephone_numbers_are_called_what_they_are(ready: Bureau, tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.xlsx", [[*SHORT, "联系电话"], [*short(1, 1)[0], "139-0000-4001"]])
    with ready.office.read() as office:
        found = imports.check(office, imports.KINDS["roster"], read(path), ready.training())
    assert "“联系电话”有 1 处含短横线，已改成规范写法" in found.notes


def test_rows_without_anybody_are_skipped_by_their_numbers_and_counted_where_they_are_many(tmp_path: Path) -> None:
    def noted(blank: int) -> list[str]:
        rows = [[*SHORT, "备用"], *([*row, ""] for row in short(1, 1)), *([["", "", "", "甲"]] * blank)]
        return read(drawn(tmp_path / f"{blank}.xlsx", rows), Layout(columns={"备用": LEFT_OUT})).notes

    assert [note for note in noted(2) if "没有名单内容" in note] == ["跳过没有名单内容的 2 行（第 3、4 行）"]
    assert [note for note in noted(30) if "没有名单内容" in note] == ["跳过没有名单内容的 30 行"]


@pytest.mark.parametrize("text", ["13900004007（儿子）", "13900004007、见附件"])
def test_a_number_beside_anything_else_is_not_taken_for_the_persons(text: str) -> None:
    assert k.first_phone(text) == ""


def test_a_pension_that_is_not_drawn_is_none() -> None:
    assert [k.FLAG.read(text) for text in ("未领", "没有", "已领")] == [0, 0, 1]


@pytest.mark.parametrize(
    "row",
    [
        ["", "", "2021年  月  日"],
        ["", "", "2021年11月3日"],
        ["考评员：", "", "督导员："],
        ["制表：云商教务处"],
        ["系主任：", "", "教务处（章）："],
    ],
)
def test_a_line_to_be_signed_is_nobodys(tmp_path: Path, row: list[str]) -> None:
    table = read(drawn(tmp_path / "a.xlsx", [SHORT, *short(1, 2), row]))
    assert len(table.numbers) == 2 and "跳过落款、说明行：第 4 行" in table.notes


@pytest.mark.parametrize("row", [["", "", CATEGORY], ["2021年11月3日", "", CATEGORY]])
def test_a_row_without_a_name_that_says_something_of_somebody_stays(tmp_path: Path, row: list[str]) -> None:
    assert len(read(drawn(tmp_path / "a.xlsx", [SHORT, *short(1, 2), row])).numbers) == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("6217 0037 0000 0003 002 工行", "***************3002 工行"),
        ("231202 19730709 0039", "**************0039"),
        ("139-0000-4005", "*******4005"),
        ("2021-11-22 2021-11-25", "2021-11-22 2021-11-25"),
        ("花名册-2021-0013", "花名册-2021-0013"),
    ],
)
def test_a_long_number_is_hidden_though_it_is_written_in_groups(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_an_account_in_groups_is_no_name_of_a_bank_and_not_shown_whole(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.xlsx", [[*SHORT, "开户银行及卡"], [*short(1, 1)[0], "6217 0037 0000 0003 002"]])
    [question] = asked(path)
    assert question.guess != "bank" and "6217" not in question.text


def struck(path: Path, row: int, format_: dict[str, Any]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, style = book.add_worksheet(), book.add_format(format_)
        for n, cells in enumerate([SHORT, *short(1, 3)]):
            sheet.write_row(n, 0, cells, style if n == row else None)
        sheet.write_blank(3, 5, None, book.add_format({"font_strikeout": True}))
    return path


def test_a_row_that_was_struck_through_is_asked_about_and_may_be_left_out(tmp_path: Path) -> None:
    path = struck(tmp_path / "a.xlsx", 2, {"font_strikeout": True, "bold": True})
    [question] = asked(path)
    assert question.text == "有 1 行（第 3 行）划了删除线，哪些要导入？"
    assert question.open and [answer for answer, _ in question.options] == [STANDING, ALL]
    table = read(path, Layout(rows=STANDING))
    assert table.cells["name"] == [people.person(n).name for n in (1, 3)]
    assert "没有读入被筛选、隐藏或划了删除线的 1 行" in table.notes
    assert len(read(path, Layout(rows=ALL)).numbers) == 3


def test_rows_that_are_hidden_and_others_struck_through_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, style = book.add_worksheet(), book.add_format({"font_strikeout": True})
        for n, cells in enumerate([SHORT, *short(1, 4)]):
            sheet.write_row(n, 0, cells, style if n in (2, 3) else None)
        for row in (3, 4):
            sheet.set_row(row, None, None, {"hidden": True})
    [question] = asked(path)
    assert question.text == "有 1 行（第 5 行）被筛选或隐藏、有 2 行（第 3、4 行）划了删除线，哪些要导入？"
    assert question.open and [answer for answer, _ in question.options] == [STANDING, VISIBLE, ALL]
    assert read(path, Layout(rows=STANDING)).numbers == [2, 5]
    assert read(path, Layout(rows=VISIBLE)).numbers == [2]


def test_a_file_of_answers_asks_of_rows_struck_through_and_takes_the_answer(tmp_path: Path) -> None:
    path, file = struck(tmp_path / "a.xlsx", 2, {"font_strikeout": True}), tmp_path / "a.toml"
    with pytest.raises(Asking) as told:
        read(path)
    layout_file.write(file, NOTHING, told.value, ROSTER_FIELDS)
    text = file.read_text(encoding="utf-8")
    assert "#   没有划掉的、全部" in text and '"隐藏的行" = ""' in text
    assert layout_file.read(file, ROSTER_FIELDS).rows == ""
    file.write_text(text.replace('"隐藏的行" = ""', '"隐藏的行" = "没有划掉的"'), encoding="utf-8")
    assert read(path, layout_file.read(file, ROSTER_FIELDS)).numbers == [2, 4]


def test_a_marked_copy_keeps_what_is_struck_through(tmp_path: Path) -> None:
    path = struck(tmp_path / "a.xlsx", 2, {"font_strikeout": True})
    marked_copy(read(path, Layout(rows=STANDING)), [], tmp_path / "b.xlsx", source_of(path))
    [question] = [question for question in asked(tmp_path / "b.xlsx") if question.about == ROWS]
    assert "第 3 行）划了删除线" in question.text


def test_a_row_in_bold_or_with_an_empty_cell_struck_through_is_like_any_other(tmp_path: Path) -> None:
    assert len(read(struck(tmp_path / "a.xlsx", 2, {"bold": True})).numbers) == 3
