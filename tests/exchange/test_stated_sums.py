"""Totals that a table states are left out, compared with its rows, and each that differs is named with both numbers."""

from pathlib import Path

import openpyxl
import pytest

from app.exchange import imports
from app.record.imports.layout import Layout
from tests.tables import from_clipboard, read_table

KIND = imports.KINDS["quotas"]
HEAD = ("责任单位", "年度", "任务指标", "力争指标")


def told(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> list[str]:
    text = "\n".join("\t".join(map(str, row)) for row in (head, *rows))
    return [note for note in from_clipboard(text, KIND.fields).notes if "对不上" in note]


def test_a_total_that_is_the_sum_of_its_rows_says_nothing() -> None:
    rows = (("甲", 2019, 100, 200), ("乙", 2019, 1200, ""))
    assert told(*rows, ("合计", "", "1,300", 200)) == []
    assert told(("合计", "", 1300, 200), *rows) == [], "also above its rows"


def test_a_total_that_differs_is_named_with_row_column_and_both_numbers() -> None:
    (note,) = told(("甲", 2019, 100, 200), ("乙", 2019, 1200, 300), ("合计", "", 1310, 500))
    for word in ("第 4 行", "C 列", "任务指标", "1,310", "1,300"):
        assert word in note, word


def test_each_subtotal_is_of_the_rows_above_it_and_the_total_of_all() -> None:
    one = (("甲", 2019, 1, 1), ("乙", 2019, 2, 2), ("小计", "", 3, 3))
    two = (("丙", 2019, 4, 4), ("小计", "", 4, 4))
    assert told(*one, *two, ("合计", "", 7, 7)) == []
    (note,) = told(*one, ("丙", 2019, 5, 4), ("小计", "", 4, 4), ("合计", "", 8, 7))
    assert "第 6 行" in note and "写的是 4" in note and "相加是 5" in note


def test_subtotals_may_stand_above_their_rows() -> None:
    assert (
        told(("小计", "", 3, 3), ("甲", 2019, 1, 1), ("乙", 2019, 2, 2), ("小计", "", 4, 4), ("丙", 2019, 4, 4)) == []
    )


def test_rows_below_another_are_in_its_number_already() -> None:
    head = ("责任单位", "上级责任单位", "年度", "任务指标")
    rows = (("甲", "", 2019, 100), ("甲一", "甲", 2019, 60), ("乙", "", 2019, 50))
    assert told(*rows, ("合计", "", "", 150), head=head) == []
    assert len(told(*rows, ("合计", "", "", 160), head=head)) == 1


def test_what_is_no_number_is_no_total_and_a_row_that_is_none_is_said_as_its_own_problem() -> None:
    assert told(("甲", 2019, 100, 1), ("合计", "", "见附件", 1)) == []
    assert told(("甲", 2019, "一百", 1), ("合计", "", 100, 1)) == []


def test_a_year_is_never_taken_for_a_sum() -> None:
    assert told(("甲", 2019, 100, 1), ("乙", 2019, 100, 1), ("合计", 2019, 200, 2)) == []


@pytest.mark.parametrize(("total", "differs"), [(0.1 + 0.2, False), (0.31, True)])
def test_money_of_a_workbook_is_compared_in_the_unit_of_its_column(
    tmp_path: Path, total: object, differs: bool
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "资金"
    for row in (
        ("资金来源", "起始年度", "截止年度", "安排金额(万元)", "依据文号"),
        ("失业保险基金", 2019, 2021, 0.1, "1号"),
    ):
        book.active.append(row)
    book.active.append(("就业补助资金", 2019, 2021, 0.2, "1号"))
    book.active.append(("合计", None, None, total, None))
    book.save(tmp_path / "a.xlsx")
    money = imports.KINDS["budgets"].fields
    layout = Layout(
        columns={"安排金额(万元)": "amount_fen", "截止年度": "until_year", "起始年度": "year", "依据文号": "document"}
    )
    table = read_table(tmp_path / "a.xlsx", money, layout)
    found = [note for note in table.notes if "对不上" in note]
    assert bool(found) is differs
    assert all("“资金”第 4 行" in note and "0.31" in note and "0.3。" in note for note in found)
