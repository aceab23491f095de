"""What an institution teaches, in the ways that clerks write it."""

import pytest

from app.institution.institution.programmes import parse_programmes
from app.kernel.kinds import BadValue

LEVELS = ("五级/初级工", "四级/中级工", "专项职业能力", "不分等级")


@pytest.mark.parametrize(
    "text",
    [
        "电工 四级/中级工；保育员 五级/初级工",
        "电工 四级;保育员 五级；",
        "电工四级、保育员初级",
        "电工 中级，保育员 初级工",
        "保育员五级\n电工 四级",
    ],
)
def test_every_usual_way_to_write_two_programmes_means_the_same(text: str) -> None:
    assert parse_programmes(text, LEVELS) == {("电工", "四级/中级工"), ("保育员", "五级/初级工")}


def test_an_occupation_may_have_several_levels() -> None:
    assert parse_programmes("电工 四级、五级", LEVELS) == {("电工", "四级/中级工"), ("电工", "五级/初级工")}


@pytest.mark.parametrize("text", ["电工", "电工、保育员 五级", "保育员 五级；电工 九级"])
def test_an_occupation_without_a_known_level_is_named(text: str) -> None:
    with pytest.raises(BadValue) as bad:
        parse_programmes(text, LEVELS)
    assert bad.value.code == "programme.level"
    assert "五级/初级工" in str(bad.value.params["levels"])


@pytest.mark.parametrize(
    "text",
    ["电工（初、中级）、焊工（初级）", "电工(初级、中级工)；焊工（五级）", "电工（初 中）、焊工 初级"],
)
def test_levels_in_brackets_are_those_of_the_occupation_before_them(text: str) -> None:
    read = {("电工", "五级/初级工"), ("电工", "四级/中级工"), ("焊工", "五级/初级工")}
    assert parse_programmes(text, LEVELS) == read


def test_brackets_that_hold_no_level_belong_to_the_name() -> None:
    assert parse_programmes("销售员（直播） 五级", LEVELS) == {("销售员(直播)", "五级/初级工")}
