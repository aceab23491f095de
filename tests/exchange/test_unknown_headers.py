"""Headers of which no word is known: found by their shape, above a column of identity numbers, and asked about."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.exchange.questions import COLUMN
from app.kernel.outcomes import Refused
from app.record.imports.layout import LEFT_OUT, Layout
from tests import people
from tests.data.workbooks import CATEGORY
from tests.exchange.reading import asked, drawn, read

UPPER = ["甲项", "乙项", "丙项", "", "丁项", "", ""]
LOWER = ["", "", "丙一", "丙二", "丁一", "丁二", "丁三"]
MEANT = {"甲项": "name", "乙项": "id_number", "丙一": "phone", "丁一": "category"}
LAYOUT = Layout({**dict.fromkeys(("丙二", "丁二", "丁三"), LEFT_OUT), **MEANT})


def line(n: int, number: bool = True) -> list[Any]:
    one = people.person(n)
    return [one.name, one.id_number if number else "", one.phone, f"东{n}", CATEGORY, "甲", "乙"]


def merged(path: Path, *rows: Sequence[Any], above: Sequence[Sequence[Any]] = (), numbers: bool = False) -> Path:
    """Two rows of a header, the upper cells merged down or over what they head."""
    counted = [[*map(str, range(1, 8))]] if numbers else []

    def draw(sheet: Any) -> None:
        top = len(above)
        for place in (0, 1):
            sheet.merge_range(top, place, top + 1, place, UPPER[place])
        sheet.merge_range(top, 2, top, 3, UPPER[2])
        sheet.merge_range(top, 4, top, 6, UPPER[4])

    return drawn(path, [*above, UPPER, LOWER, *counted, *rows], draw)


def text(path: Path, *rows: Sequence[Any]) -> Path:
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    return path


ABOVE = [["人员一览", "", ""], ["某县", "某镇", "某村"]]


@pytest.mark.parametrize("above", [[], ABOVE])
def test_a_header_of_two_rows_without_a_known_word_is_asked_about(tmp_path: Path, above: list[list[str]]) -> None:
    path = merged(tmp_path / "a.xlsx", *map(line, (1, 2, 3)), above=above)
    columns = [question.subject for question in asked(path) if question.about == COLUMN]
    assert sorted(columns) == sorted(["甲项", "乙项", "丙一", "丙二", "丁一", "丁二", "丁三"])
    table = read(path, LAYOUT)
    assert table.cells["id_number"] == [people.person(n).id_number for n in (1, 2, 3)]
    assert table.cells["phone"] == [people.person(n).phone for n in (1, 2, 3)]


def test_the_heading_of_a_group_may_stand_between_it_and_the_first_person(tmp_path: Path) -> None:
    path = merged(tmp_path / "a.xlsx", ["第一组"], line(1), ["第二组"], line(2), above=ABOVE)
    assert read(path, LAYOUT).cells["name"] == [people.person(n).name for n in (1, 2)]


def test_numbers_of_the_columns_may_stand_below_it(tmp_path: Path) -> None:
    assert len(read(merged(tmp_path / "a.xlsx", line(1), line(2), numbers=True), LAYOUT).numbers) == 2


def test_a_text_file_has_the_same_header_without_merged_cells(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", ["人员一览"], UPPER, LOWER, line(1), line(2))
    assert [question.subject for question in asked(path) if question.about == COLUMN][2:4] == ["丙一", "丙二"]
    assert read(path, LAYOUT).cells["category"] == [CATEGORY] * 2


def test_a_text_file_with_known_words_in_two_rows_has_one_header(tmp_path: Path) -> None:
    upper, lower = ["姓名", "身份证号", "人员类别", "联络", ""], ["", "", "", "联系电话", "住址"]
    rows = [[one.name, one.id_number, CATEGORY, one.phone, "示例路1号"] for one in map(people.person, (1, 2))]
    table = read(text(tmp_path / "a.csv", upper, lower, *rows))
    assert (table.numbers, table.cells["address"]) == ([3, 4], ["示例路1号"] * 2)


def test_a_first_person_without_a_number_is_no_part_of_the_header(tmp_path: Path) -> None:
    titles = ["甲项", "乙项", "丙一", "丙二", "丁一", "丁二", "丁三"]
    path = drawn(tmp_path / "a.xlsx", [titles, line(1, number=False), line(2), line(3)])
    table = read(path, LAYOUT)
    assert table.cells["name"] == [people.person(n).name for n in (1, 2, 3)]


def test_a_row_with_an_identity_number_that_ends_in_x_is_no_header(tmp_path: Path) -> None:
    numbers = [number for n in range(1, 40) if (number := people.id_number(n)).endswith("X")][:2]
    with pytest.raises(Refused, match="没有找到名单"):
        read(drawn(tmp_path / "a.xlsx", [["某某", number, "某街"] for number in numbers]))
