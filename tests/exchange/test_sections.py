"""Rows between people that are none: groups of a village, classes of a college, lines merged across, a day and who signs below."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.exchange import imports
from tests import people
from tests.data.workbooks import CATEGORY
from tests.exchange.reading import drawn, read
from tests.tables import read_table

HEAD = ["姓名", "身份证号", "人员类别", "联系电话"]


def line(n: int) -> list[Any]:
    one = people.person(n)
    return [one.name, one.id_number, CATEGORY, one.phone]


def roster(path: Path, *between: Sequence[str], merged: bool = False) -> Path:
    """A person, the rows between, a person, each of them below the header."""
    rows = [HEAD, line(1), *between, line(2)]

    def draw(sheet: Any) -> None:
        for n, row in enumerate(between if merged else (), 2):
            sheet.merge_range(n, 0, n, 3, row[0])

    return drawn(path, rows, draw)


@pytest.mark.parametrize(
    "row",
    [
        ["第一组"],
        ["三组"],
        ["王家沟小组"],
        ["第二村民小组"],
        ["柳树坪村第3村民小组"],
        ["第一组（12人）"],
        ["三组", "", "12人"],
        ["二、", "李家庄"],
        ["（一）脱贫家庭"],
        ["机电一班"],
        ["2021级护理2班"],
        ["杨树湾村"],
        ["学前教育专业"],
        ["5组", "组长：示例"],
        ["3", "第一组"],
    ],
)
def test_the_heading_of_a_group_is_nobody_and_said(tmp_path: Path, row: list[str]) -> None:
    table = read(roster(tmp_path / "a.xlsx", row))
    assert table.cells["name"] == [people.person(1).name, people.person(2).name]
    [note] = [note for note in table.notes if note.startswith("跳过分组、分段的标题行：第 3（")]
    assert any(f"（{text}）" in note for text in row)


@pytest.mark.parametrize(
    "row",
    [
        ["二〇二一年三月五日"],
        ["二零二一年三月"],
        ["", "", "二○二一年十二月二十一日"],
        ["2021-03-05"],
        ["杨树湾村村民委员会"],
        ["示例职业技术学院（公章）"],
        ["", "杨树湾村村委会", "二〇二一年三月五日"],
    ],
)
def test_a_day_or_a_body_alone_signs_the_table(tmp_path: Path, row: list[str]) -> None:
    table = read(roster(tmp_path / "a.xlsx", row))
    assert table.numbers == [2, 4] and "跳过落款、说明行：第 3 行" in table.notes


@pytest.mark.parametrize(
    "row",
    [
        ["制表人：", "示例甲", "专业部主任：示例乙", "", "学校（签章）"],
        ["专业部主任：", "王某", "校长：赵某", CATEGORY, "2021年10月26日"],
        ["", "示例甲", "", "审核人（签字）：", ""],
        ["Prepared by 制表: Example 示例甲", "", "Approved by 批准:", "", "HR Dept. 人力资源部（章）"],
        ["Prepared by: Example", "", "Approved by: Example", "人力资源部", "13900000001"],
        ["班主任：", "示例甲", "经办人：示例乙 13900000001"],
    ],
)
def test_who_signs_a_list_of_people_is_nobody_of_it_though_the_name_stands_under_names(
    tmp_path: Path, row: list[str]
) -> None:
    rows = [["序号", *HEAD], ["1", *line(1)], ["2", *line(2)], row]
    table = read(drawn(tmp_path / "a.xlsx", rows))
    assert table.numbers == [2, 3] and "跳过落款、说明行：第 4 行" in table.notes


@pytest.mark.parametrize("identity", ["50011020030410680", "500110****6801", "500110", people.person(3).id_number])
def test_who_has_something_like_an_identity_number_is_somebody_beside_a_word_of_signing(
    tmp_path: Path, identity: str
) -> None:
    rows = [["序号", *HEAD], ["1", *line(1)], ["班主任：", "示例甲", identity, CATEGORY]]
    assert read(drawn(tmp_path / "a.xlsx", rows)).numbers == [2, 3]


@pytest.mark.parametrize("word", ["班主任：示例乙", "班主任示例乙", "户主："])
def test_who_lacks_the_number_is_somebody_beside_another_word(tmp_path: Path, word: str) -> None:
    rows = [["序号", *HEAD], ["1", *line(1)], ["2", "示例甲", "", CATEGORY, word]]
    assert read(drawn(tmp_path / "a.xlsx", rows)).numbers == [2, 3]


def test_a_line_merged_across_is_nobody_whatever_it_says(tmp_path: Path) -> None:
    table = read(roster(tmp_path / "a.xlsx", ["脱贫人口"], ["以上为第一批"], merged=True))
    assert table.numbers == [2, 5]
    assert "跳过分组、分段的标题行：第 3（脱贫人口）、4（以上为第一批） 行，请核对" in table.notes


@pytest.mark.parametrize(
    "row",
    [
        ["张三"],
        ["李家庄", "", "", "13900000001"],
        ["班小组", "", CATEGORY],
        ["李庄"],
        ["示例学"],
        ["二〇二一年三月五日", "", CATEGORY],
    ],
)
def test_who_may_be_somebody_stays_a_row_to_be_corrected(tmp_path: Path, row: list[str]) -> None:
    assert read(roster(tmp_path / "a.xlsx", row)).numbers == [2, 3, 4]


def test_a_person_of_a_village_without_a_number_is_no_heading_of_it(tmp_path: Path) -> None:
    rows = [["序号", *HEAD], ["1", *line(1)], ["2", "李家庄"], ["3", *line(2)]]
    assert read(drawn(tmp_path / "a.xlsx", rows)).cells["name"][1] == "李家庄"


def test_the_name_of_an_institution_alone_in_its_row_is_no_signature(tmp_path: Path) -> None:
    names = ("示例甲职业培训学校", "示例乙职业培训学校")
    rows = [["机构名称", "统一社会信用代码"], [names[0], people.uscc(1)], [names[1], ""]]

    fields = [f for f in imports.KINDS["institutions"].fields if f.key in ("name", "uscc")]
    assert read_table(drawn(tmp_path / "a.xlsx", rows), fields).cells["name"] == [*names]
