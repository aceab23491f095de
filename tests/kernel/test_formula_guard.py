"""Texts that a spreadsheet would compute: what is marked, and that the mark never becomes part of a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.formula_guard import guarded
from app.kernel.kinds import CODE, LONG, NAME, TEXT, BadValue

_BEGINNINGS = st.text(st.sampled_from("'=+-@＝－ \t\r\n\x01\u200ba1"), max_size=6)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n1", "＝1+1", "=\n1"])
def test_what_a_spreadsheet_would_compute_is_marked(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-", "＋", "电工", "1-1", "'=1", "{=1}", "（=1）", "2019-01-01"])
def test_what_no_spreadsheet_computes_stands_as_it_is(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("kind", [TEXT, LONG, NAME, CODE])
@given(_BEGINNINGS, st.text("'=甲a", max_size=3))
def test_a_value_that_was_marked_is_read_back_as_it_was(kind: object, beginning: str, end: str) -> None:
    assert hasattr(kind, "read") and hasattr(kind, "show")
    try:
        value = kind.read(beginning + end)
    except BadValue:
        return
    assert kind.read(guarded(kind.show(value))) == value


@pytest.mark.parametrize("text", ["\t电工", "\r\n电工", "\x01电工", " 电工"])
def test_blanks_and_signs_that_cannot_be_seen_go_with_their_mark(text: str) -> None:
    assert TEXT.read(guarded(text)) == "电工"
