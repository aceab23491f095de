"""A policy as a workbook and back: the same pack; a cell that is wrong is named by sheet, row, column and value."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app import cli
from app.award.cases.pack_file import load_pack
from app.desk.drafts.draft import blank, opened
from app.desk.drafts.start import Heading
from app.exchange.pack_workbook import cell_of, from_workbook, to_workbook, value_of
from app.kernel.outcomes import Problems, Refused
from app.policy.pack import Pack
from app.store.packs import bundled


def run(words: list[str]) -> int:
    """A word of the command line."""
    return cli.run(cli.parse(words))


def same(one: Pack, other: Pack) -> bool:
    """Whether two packs say the same."""
    return all(getattr(one, each.name) == getattr(other, each.name) for each in fields(Pack))


@pytest.mark.parametrize("name", bundled())
def test_a_shipped_pack_comes_back_from_its_workbook_as_it_was(name: str, tmp_path: Path) -> None:
    text = bundled()[name]
    to_workbook(text, tmp_path / "包.xlsx")
    assert same(load_pack(from_workbook(tmp_path / "包.xlsx")), load_pack(text))


def test_a_sheet_has_chinese_headings_and_its_keys_in_a_hidden_row(tmp_path: Path) -> None:
    to_workbook(bundled()["qijiang-2019"], tmp_path / "包.xlsx")
    book = openpyxl.load_workbook(tmp_path / "包.xlsx")
    assert {"文件", "条款", "政策值", "名单", "补贴项目", "条件", "情形", "限额", "金额"} <= set(book.sheetnames)
    assert {"标准目录", "数据项", "处理", "规则", "仅供查阅", "暂不支持", "任务", "案例"} <= set(book.sheetnames)
    for sheet in book:
        assert sheet.row_dimensions[1].hidden
        keys, titles = ([cell.value for cell in sheet[row]] for row in (1, 2))
        assert all(keys) and all(titles)
        assert [title for title in titles if str(title).isascii()] == []


def changed(path: Path, sheet: str, key: str, row: int, value: Any) -> str:
    """Change one cell as somebody in Excel does; its reference."""
    book = openpyxl.load_workbook(path)
    keys = [cell.value for cell in book[sheet][1]]
    cell = book[sheet].cell(row, keys.index(key) + 1)
    cell.value = value
    book.save(path)
    return str(cell.coordinate)


def test_what_is_changed_in_excel_is_in_the_pack(tmp_path: Path) -> None:
    path = tmp_path / "包.xlsx"
    to_workbook(bundled()["qijiang-2019"], path)
    changed(path, "限额", "most", 3, 2)
    changed(path, "名单", "items", 3, "职业资格证书；新的证书")
    pack = load_pack(from_workbook(path))
    assert pack.schemes["training"].past[0].most == 2
    assert next(iter(pack.lists.values())) == ("职业资格证书", "新的证书")


@pytest.mark.parametrize(("value", "said"), [(2.5, "2.5"), ("{ 没有写完", "没有写完"), ("=1+1", "公式")])
def test_a_wrong_cell_is_named_by_sheet_row_column_and_value(value: object, said: str, tmp_path: Path) -> None:
    path = tmp_path / "包.xlsx"
    to_workbook(bundled()["qijiang-2019"], path)
    place = changed(path, "限额", "most", 4, value)
    with pytest.raises(Problems) as wrong:
        from_workbook(path)
    [problem] = wrong.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("限额", 4, place.removesuffix("4"))
    assert said in str(problem)


def test_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    draft = blank(Heading("重庆市璧山区", "500120", "=1+1", "璧示例发〔2020〕1号", "@通知"))
    to_workbook(draft.text, tmp_path / "包.xlsx")
    again = opened(from_workbook(tmp_path / "包.xlsx"))
    assert (again.data["title"], again.documents[0]["title"]) == ("=1+1", "@通知")
    assert again.data == draft.data


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "别的.xlsx")
    with pytest.raises(Problems, match="没有政策包的工作表"):
        from_workbook(tmp_path / "别的.xlsx")
    (tmp_path / "文字.xlsx").write_text("不是表格", encoding="utf-8")
    with pytest.raises(Refused):
        from_workbook(tmp_path / "文字.xlsx")


@pytest.mark.parametrize(
    "value", [True, False, 7, "是", "[x", "'", "甲；乙", ["甲"], ["甲；乙"], [1], [], {"a": "b"}, ""], ids=repr
)
def test_a_cell_is_read_as_it_was_written(value: object) -> None:
    assert value_of(cell_of(value)) == value
    if isinstance(value, list):
        assert value_of(cell_of(value, listed=True), listed=True) == value


def test_the_command_line_writes_and_reads_a_workbook(tmp_path: Path) -> None:
    book, out = tmp_path / "包.xlsx", tmp_path / "包.toml"
    assert run(["packs", "export", "qijiang-2019", str(book)]) == 0
    assert run(["packs", "import", str(book)]) == 0
    assert same(load_pack(out.read_text(encoding="utf-8")), load_pack(bundled()["qijiang-2019"]))
    assert run(["packs", "import", str(book)]) != 0
