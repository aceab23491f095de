"""Columns in another unit than ours: 万元 is told exactly in 分 and said, and minutes are never taken for 课时."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.exchange import imports
from app.exchange.questions import COLUMN, Asking, Question, guessed
from app.exchange.table import Source, Table, Wanted, read_pasted, read_source, source_of
from app.kernel import kinds as k
from app.kernel.outcomes import Problem
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from tests import people
from tests.data.workbooks import write
from tests.exchange.reading import drawn

_LISTS = {"fund_sources": ("失业保险基金", "就业补助资金"), "skill_levels": ("五级/初级工", "四级/中级工")}
_BUDGETS = imports.KINDS["budgets"].fields
_HEADER = ("资金来源", "年度", "文号")


def _budget(path: Path, heading: str, *amounts: Any, above: str = "") -> Path:
    rows = [["失业保险基金", 2019 + n, f"示例〔2019〕{n}号", amount] for n, amount in enumerate(amounts)]
    return drawn(path, [*([[above]] if above else []), [*_HEADER, heading], *rows])


def _read(path: Path, layout: Layout = NOTHING, kind: str = "budgets") -> Table:
    return read_source(source_of(path), Wanted(imports.KINDS[kind].fields, _LISTS), layout)


def _asked(path: Path, kind: str = "budgets") -> tuple[Question, ...]:
    with pytest.raises(Asking) as told:
        _read(path, kind=kind)
    return told.value.questions


def _fen(table: Table) -> list[object]:
    return [k.FEN.read(text) for text in table.cells["amount_fen"]]


@pytest.mark.parametrize("heading", ["金额（万元）", "安排金额（万元）", "安排金额(单位：万元)", "安排金额万元"])
def test_a_column_in_ten_thousands_is_asked_about_and_read_exactly_by_its_unit(tmp_path: Path, heading: str) -> None:
    path = _budget(tmp_path / "a.xlsx", heading, 500, 0.1, 12.345678, "1,200.5")
    [question] = _asked(path)
    assert (question.about, question.guess) == (COLUMN, "amount_fen") and "按“万元”换算" in question.text
    table = _read(path, guessed([question]))
    assert _fen(table) == [500_000_000, 100_000, 12_345_678, 1_200_500_000]
    assert "“安排金额(元)”按表上写的单位读入：500万元，已换算，请核对" in table.notes


@pytest.mark.parametrize(("above", "fen"), [("单位：万元", 5_000_000), ("单位：人、千元", 500_000), ("单位：元", 500)])
def test_the_unit_that_stands_above_a_table_holds_for_its_sums(tmp_path: Path, above: str, fen: int) -> None:
    table = _read(_budget(tmp_path / "a.xlsx", "安排金额", 5, above=above))
    assert _fen(table) == [fen] and any("换算" in note for note in table.notes) == (above != "单位：元")


def test_a_heading_in_yuan_goes_before_the_unit_above_the_table(tmp_path: Path) -> None:
    assert _fen(_read(_budget(tmp_path / "a.xlsx", "安排金额（元）", 5, above="单位：万元"))) == [500]


def test_a_cell_that_says_its_own_unit_is_read_by_it_below_any_heading(tmp_path: Path) -> None:
    path = _budget(tmp_path / "a.xlsx", "安排金额", "0.5万", "500万元", "1000元/人", "3百元", "1.2亿元")
    assert _fen(_read(path)) == [500_000, 500_000_000, 100_000, 30_000, 12_000_000_000]


def test_levels_side_by_side_below_a_unit_are_all_read_by_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["单位：百元/人"], ["职业名称", "五级/初级工", "四级/中级工"], ["电工", 10, 15]]
    path = drawn(tmp_path / "a.xlsx", rows)
    table = _read(path, Layout({}, {"since": "2019-01-01", "document": "示例"}), "rates")
    assert _fen(table) == [100_000, 150_000]


def test_a_sum_with_more_than_a_fen_is_refused_and_never_rounded() -> None:
    for text in ("1.2345678万元", "0.12345百元", "9999999亿元"):
        with pytest.raises(k.BadValue):
            k.FEN.read(text)


def test_a_pasted_column_in_ten_thousands_is_read_by_its_unit() -> None:
    text = "资金来源\t年度\t文号\t安排金额（万元）\n失业保险基金\t2019\t示例〔2019〕1号\t500"
    table = read_pasted(text, Wanted(_BUDGETS, _LISTS), Layout({"安排金额(万元)": "amount_fen"}))
    assert _fen(table) == [500_000_000]


@pytest.mark.parametrize("heading", ["课时（分钟）", "课时(小时)", "课时（天）", "课时(元)"])
def test_a_heading_in_another_measure_is_not_the_field_by_itself(tmp_path: Path, heading: str) -> None:
    one = people.person(1)
    header = ("身份证号", "日期", "每课时分钟", heading)
    path = write(tmp_path / "a.xlsx", [[one.id_number, "2021-10-11", 40, 320]], header)
    guesses = {question.subject: question.guess for question in _asked(path, "attendance")}
    assert LEFT_OUT in guesses.values() and "periods" not in guesses.values()


def test_a_heading_in_the_measure_of_the_field_is_the_field(tmp_path: Path) -> None:
    one = people.person(1)
    header = ("身份证号", "日期", "每课时分钟", "课时（节）")
    path = write(tmp_path / "a.xlsx", [[one.id_number, "2021-10-11", 40, 8]], header)
    assert [question.guess for question in _asked(path, "attendance")] == ["periods"]


def test_targets_in_ten_thousands_are_read_by_their_unit(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [["示例局", 2019, 2.8]], ("责任单位", "年度", "任务指标（万人次）"))
    [question] = _asked(path, "quotas")
    table = _read(path, guessed([question]), "quotas")
    assert [k.COUNT.read(text) for text in table.cells["target"]] == [28_000]


def test_a_sum_corrected_in_yuan_stays_one_in_the_marked_copy(tmp_path: Path) -> None:
    path = _budget(tmp_path / "a.xlsx", "安排金额（万元）", 500, "五百")
    source, layout = source_of(path), Layout({"安排金额(万元)": "amount_fen"})
    table = _read(path, layout)
    table.rows[1].texts["amount_fen"] = "6000"
    copy = tmp_path / "b.xlsx"
    imports.marked_copy(table, list[Problem](), copy, source)
    assert [row[3].value for row in load_workbook(copy).active.iter_rows(min_row=2)] == ["500", "6000元"]
    again = read_source(
        Source(copy, copy.read_bytes()), Wanted(_BUDGETS, _LISTS), layout.with_answers(Layout({"错误原因": LEFT_OUT}))
    )
    assert _fen(again) == [500_000_000, 600_000]
