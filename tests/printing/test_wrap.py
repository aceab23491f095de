"""Breaking Chinese text into lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import FONTS

from app.printing.fonts import Ink, ink
from app.printing.wrap import NO_START, wrap

text = st.text("职业技能培训，。、；：（）《》“”a1-, 2019", max_size=60)


def song() -> Ink:
    return ink(FONTS, "song")


@given(text, st.integers(4, 20))
def test_nothing_is_lost_but_blanks_between_lines(text: str, width: int) -> None:
    lines, _ = wrap(text, width, song())
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(text, st.integers(4, 20))
def test_no_line_is_wider_than_its_cell(text: str, width: int) -> None:
    lines, _ = wrap(text, width, song())
    assert all(song().measure(line) <= width + 1e-9 for line in lines)


@given(text, st.integers(4, 20))
def test_no_line_starts_with_closing_punctuation_unless_a_unit_had_to_be_divided(text: str, width: int) -> None:
    lines, divided = wrap(text, width, song())
    assert divided or not any(line and line[0] in NO_START for line in lines[1:])


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("培训机构（公章）", 5, ["培训机构", "（公章）"]),
        ("补贴标准，合计", 4, ["补贴标", "准，合计"]),
        ("班号2019-001号", 5, ["班号", "2019-001", "号"]),
        ("一\n二", 5, ["一", "二"]),
    ],
)
def test_lines_break_where_a_reader_expects(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width, song())[0] == lines


def test_a_number_wider_than_its_cell_is_divided_and_says_so() -> None:
    lines, divided = wrap("500110199001010015", 5, song())
    assert divided
    assert len(lines) > 1


def test_the_first_line_leaves_room_for_its_indent() -> None:
    assert wrap("职业技能培训", 5, song(), indent=2)[0] == ["职业技", "能培训"]
