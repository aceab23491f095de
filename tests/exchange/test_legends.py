"""What a sheet says of its marks is what they mean on it, whatever they meant on another."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.exchange import legend
from app.exchange.questions import answered
from app.record.imports.layout import Layout
from tests.data.workbooks import write
from tests.exchange.reading import DAYS, asked, read
from tests.people import person

HALVES = ["10月11日上午", "10月11日下午", "10月12日上午", "10月12日下午"]


def sheet(path: Path, said: str, above: str = "每半天4课时（每课时45分钟）") -> Path:
    one, other = person(1), person(2)
    rows = [
        [one.name, one.id_number, "√", "△", "×", "√"],
        [other.name, other.id_number, "迟到", "√", "√", "×"],
        [""] * 6,
        [said, *[""] * 5],
    ]
    return write(path, rows, ["姓名", "身份证号", *HALVES], ["签到表", above])


@pytest.mark.parametrize(
    ("line", "meanings"),
    [
        ("说明：√出勤  ×旷课  △迟到  请假为事假", {"√": "出勤", "×": "旷课", "△": "迟到", "请假": "事假"}),
        ("图例：√到课 △病假 迟到不计课时", {"√": "到课", "△": "病假", "迟到": "不计课时"}),
        ("出勤√、旷课×、病假△", {"√": "出勤", "×": "旷课", "△": "病假"}),
        ("√表示到课，○：迟到", {"√": "到课", "○": "迟到"}),
        ("班主任签字：", {}),
    ],
)
def test_a_legend_is_read_whichever_way_it_is_written(line: str, meanings: dict[str, str]) -> None:
    assert legend.read([line]).meanings == meanings


@pytest.mark.parametrize(
    ("line", "half"),
    [
        ("说明：√出勤；×旷课；上午、下午各4课时，每课时45分钟。", "4"),
        ("上下午各3课时", "3"),
        ("上午和下午均为4节", "4"),
        ("上午4课时", "4"),
        ("上午9:00至下午5:00上课", ""),
    ],
)
def test_the_periods_of_both_halves_are_read_in_one_sentence(line: str, half: str) -> None:
    assert legend.read([line]).half == half


@pytest.mark.parametrize("mark", ["事", "病", "旷", "假"])
def test_one_sign_for_a_leave_is_worth_nothing(mark: str) -> None:
    assert legend.read(["上午、下午各4课时"]).worth(mark, half=True) == legend.NONE


def test_marks_are_proposed_by_the_legend_and_by_the_periods_that_the_title_names(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", "说明：√出勤 ×旷课 △迟到")
    said = [(q.subject, q.guess) for q in asked(path, kind="attendance", span=DAYS)]
    assert said == [
        ("下午△（迟到）", ""),
        ("上午迟到", ""),
        ("minutes", "45"),
        ("上午√（出勤）", "4"),
        ("下午√（出勤）", "4"),
        ("×（旷课）", "0"),
    ]


def test_a_mark_is_asked_again_where_the_legend_says_something_else(tmp_path: Path) -> None:
    first = sheet(tmp_path / "a.xlsx", "√出勤 ×旷课 △迟到")
    questions = asked(first, kind="attendance", span=DAYS)
    layout = answered(questions, [q.guess or "4" for q in questions])
    assert read(first, layout, kind="attendance", span=DAYS).cells["periods"] == ["8", "4", "8", "4"]
    learned = replace(layout.lasting(), usual={}, constants={"minutes": "45"})
    unused = replace(learned, values={"periods": {**learned.values["periods"], "上午早退": "2"}})
    notes = read(first, unused, kind="attendance", span=DAYS).notes
    assert [note for note in notes if "×（旷课）→0" in note] and not [note for note in notes if "早退" in note]
    other = sheet(tmp_path / "b.xlsx", "√出勤 ×旷课 △病假 迟到不计课时")
    again = [(q.subject, q.guess) for q in asked(other, learned, kind="attendance", span=DAYS)]
    assert again == [("△（病假）", "0"), ("迟到（不计课时）", "0")]


def test_what_the_sheet_says_of_the_minutes_goes_before_what_was_said_of_another(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", "√出勤")
    layout = Layout(usual={"minutes": "40"}, like=("别的",))
    assert next(q.guess for q in asked(path, layout, kind="attendance", span=DAYS) if q.key == "minutes") == "45"
