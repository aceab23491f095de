"""Amounts in figures and in 大写."""

import re

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.money import TOO_MUCH, rmb_upper, yuan

sparse = st.text("0003579", min_size=1, max_size=14).map(int)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (10050, "壹佰元伍角整"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (10700053, "壹拾万零柒仟元伍角叁分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (100_000_000_00, "壹亿元整"),
        (100_000_001_00, "壹亿零壹元整"),
    ],
)
def test_upper_case_follows_the_examples_of_the_payment_rules(fen: int, text: str) -> None:
    assert rmb_upper(fen) == text


@given(sparse | st.integers(0, TOO_MUCH - 1))
def test_upper_case_equals_an_independent_converter(fen: int) -> None:
    whole, rest = divmod(fen, 100)
    theirs = cn2an.an2cn(f"{whole}.{rest:02d}".rstrip("0").rstrip("."), "rmb")
    theirs += "整" if theirs.endswith("角") else ""
    # 第四条第三款 lets 零 before 仟 be written or left out; we write it, the converter does not.
    assert re.sub("(?<=[万亿])零(?=.仟)", "", rmb_upper(fen)) == theirs


@pytest.mark.parametrize("fen", [-1, TOO_MUCH])
def test_upper_case_refuses_what_cannot_be_paid(fen: int) -> None:
    with pytest.raises(ValueError, match="大写金额"):
        rmb_upper(fen)


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (7, "0.07"), (123400, "1,234.00"), (-100, "-1.00"), (123456789, "1,234,567.89")]
)
def test_figures_have_separators_and_two_decimals(fen: int, text: str) -> None:
    assert yuan(fen) == text
