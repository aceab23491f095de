"""The export of a punch clock: what its columns say of a day is asked, so that nobody absent is given periods."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.exchange import imports
from app.exchange.questions import VALUE, Asking, Question
from app.exchange.table import Table, Wanted, read_source, source_of
from app.kernel.outcomes import Problems
from app.record.imports.layout import NOTHING, Layout
from tests import people
from tests.exchange.reading import asked, drawn

HEAD = ("姓名", "身份证号", "日期", "每课时分钟", "上班1打卡", "下班1打卡", "异常")
DAYS = (
    ("08:15", "17:35", ""),
    ("08:57", "17:31", "迟到42分钟"),
    ("09:02", "17:30", "迟到47分钟"),
    ("", "17:30", ""),
    ("", "", "旷工"),
    ("", "", "公出"),
)
MARKS = ["打卡齐全", "迟到", "缺上班1打卡", "公出，没有打卡", "旷工，没有打卡"]


def clocked(path: Path, days: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> Path:
    one = people.person(1)
    rows = [[one.name, one.id_number, f"2021-10-{11 + n}", 45, *day] for n, day in enumerate(days)]
    return drawn(path, [head, *rows])


def read_days(path: Path, layout: Layout) -> Table:
    wanted = Wanted(imports.KINDS["attendance"].fields, {}, None, clocked=True)
    return read_source(source_of(path), wanted, layout)


def asked_of(path: Path, layout: Layout = NOTHING) -> tuple[Question, ...]:
    with pytest.raises(Asking) as told:
        read_days(path, layout)
    return told.value.questions


def test_what_a_clock_says_of_a_day_is_asked_and_never_one_number_for_all(tmp_path: Path) -> None:
    path = clocked(tmp_path / "a.xlsx", DAYS)
    questions = asked_of(path)
    assert [question.subject for question in questions] == MARKS and {q.about for q in questions} == {VALUE}
    assert [question.guess for question in questions] == ["", "", "", "", "0"]
    table = read_days(path, Layout(values={"periods": dict(zip(MARKS, ("8", "7", "4", "8", "0"), strict=True))}))
    assert table.cells["periods"] == ["8", "7", "7", "4", "0", "8"]
    assert "“课时”按“上班1打卡、下班1打卡、异常”各栏的打卡情况读入" in table.notes


def test_one_number_for_all_days_beside_a_clock_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="“上班1打卡、下班1打卡、异常”各行不同，说明有人缺勤，不能所有行都填“8”"):
        read_days(clocked(tmp_path / "a.xlsx", DAYS), Layout(constants={"periods": "8"}))


def test_the_number_of_an_earlier_table_does_not_hold_beside_a_clock(tmp_path: Path) -> None:
    path = clocked(tmp_path / "a.xlsx", DAYS)
    assert [q.subject for q in asked_of(path, Layout(usual={"periods": "8"}, like=HEAD))] == MARKS


def test_columns_that_were_left_out_before_still_say_who_was_absent(tmp_path: Path) -> None:
    left_out = Layout({"上班1打卡": "", "下班1打卡": "", "异常": ""})
    assert [q.subject for q in asked_of(clocked(tmp_path / "a.xlsx", DAYS), left_out)] == MARKS


def test_a_remark_of_absence_alone_is_asked_about(tmp_path: Path) -> None:
    head = (*HEAD[:4], "说明")
    path = clocked(tmp_path / "a.xlsx", [("",), ("请假",), ("正常",)], head)
    assert [(q.subject, q.guess) for q in asked_of(path)] == [("没有异常", ""), ("请假", "0")]


def test_a_column_of_periods_beside_a_clock_is_what_counts(tmp_path: Path) -> None:
    table = read_days(clocked(tmp_path / "a.xlsx", [(*day, 6) for day in DAYS], (*HEAD, "课时")), LEFT_OUT)
    assert table.cells["periods"] == ["6"] * len(DAYS)


LEFT_OUT = Layout({"上班1打卡": "", "下班1打卡": "", "异常": ""})


# --- a row for each time that a card was shown ---------------------------------------------------------------------------

WORTH = Layout(constants={"periods": "8", "minutes": "45"})


def shown(path: Path, when: str, *rows: Sequence[Any], more: Sequence[str] = ()) -> Path:
    one = people.person(1)
    return drawn(path, [("姓名", "身份证号", when, *more), *((one.name, one.id_number, *row) for row in rows)])


@pytest.mark.parametrize("heading", ["打卡时间", "刷卡日期", "签到时间", "考勤时间"])
def test_the_heading_of_a_clocks_stamps_is_proposed_as_the_day(tmp_path: Path, heading: str) -> None:
    path = shown(tmp_path / "a.xlsx", heading, ("2021-10-11 08:21:05",), ("2021-10-11 17:40:11",))
    assert {q.subject: q.guess for q in asked(path, kind="attendance")}[heading] == "day"


def test_times_in_a_column_of_their_own_make_one_day_of_the_rows_of_a_day(tmp_path: Path) -> None:
    rows = [(day, time) for day in ("2021-10-11", "2021-10-12") for time in ("08:21", "17:40")]
    table = read_days(
        shown(tmp_path / "a.xlsx", "日期", *rows, more=["时间"]), WORTH.with_answers(Layout({"时间": ""}))
    )
    assert table.cells["day"] == ["2021-10-11", "2021-10-12"]
    assert any("打卡记录 4 条" in note for note in table.notes)


def test_lessons_at_other_times_of_a_day_with_periods_of_their_own_are_not_made_one(tmp_path: Path) -> None:
    rows = [("2021-10-11", time, 4, 45) for time in ("08:30", "14:00")]
    path = shown(tmp_path / "a.xlsx", "日期", *rows, more=["上课时间", "课时", "每课时分钟"])
    assert read_days(path, Layout({"上课时间": ""})).cells["periods"] == ["4", "4"]


def test_the_same_row_twice_without_a_clock_stays_two_rows(tmp_path: Path) -> None:
    path = shown(tmp_path / "a.xlsx", "日期", ("2021-10-11",), ("2021-10-11",))
    assert read_days(path, WORTH).cells["day"] == ["2021-10-11"] * 2
