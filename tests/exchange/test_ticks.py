"""A field whose words stand side by side as headings, with a tick below the one that a person is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.kernel.outcomes import Problems
from app.record.imports.layout import Layout
from tests import people
from tests.data.workbooks import CATEGORY
from tests.exchange.reading import asked, drawn, read

WORDS = ("农村转移就业", "企业职工", "低保户子女")
MEANT = Layout(values={"category": {"农村转移就业": CATEGORY, "低保户子女": "残疾人"}})


def ticked(path: Path, *rows: Sequence[Any], group: str = "人员身份（打√）") -> Path:
    ones = [people.person(n) for n in range(1, len(rows) + 1)]
    lines = [[one.name, one.id_number, *row] for one, row in zip(ones, rows, strict=True)]

    def draw(sheet: Any) -> None:
        sheet.merge_range(0, 0, 1, 0, "姓名")
        sheet.merge_range(0, 1, 1, 1, "身份证号")
        sheet.merge_range(0, 2, 0, 4, group)
        sheet.write_row(1, 2, WORDS)
        for n, line in enumerate(lines, 2):
            sheet.write_row(n, 0, line)

    return drawn(path, [], draw)


ROWS = (("√", "", ""), ("", "√", ""), ("", "", "√"), ("", "×", ""))


def test_the_heading_above_a_tick_is_what_a_person_is(tmp_path: Path) -> None:
    path = ticked(tmp_path / "a.xlsx", *ROWS)
    assert [(question.key, question.subject) for question in asked(path)][0] == ("category", "农村转移就业")
    table = read(path, MEANT)
    assert table.cells["category"] == [CATEGORY, "企业职工", "残疾人", ""]
    assert "“人员类别”按“农村转移就业、企业职工、低保户子女”各栏打的勾读入" in table.notes
    assert table.where(2, "category") == ("名单", 5, "C")


def test_two_ticks_of_one_person_are_not_chosen_between(tmp_path: Path) -> None:
    table = read(ticked(tmp_path / "a.xlsx", *ROWS, ("√", "√", "")), MEANT)
    assert table.cells["category"][4] == "农村转移就业、企业职工"


def test_columns_of_words_that_are_no_ticks_are_asked_about_as_columns(tmp_path: Path) -> None:
    rows = (("1", "甲", "3号"), ("二〇二〇", "乙", "4号"))
    assert {question.subject for question in asked(ticked(tmp_path / "a.xlsx", *rows))} >= set(WORDS)


def test_one_word_for_all_people_beside_ticks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="表中已有这一列，又统一填“企业职工”"):
        read(ticked(tmp_path / "a.xlsx", *ROWS), Layout(constants={"category": "企业职工"}))
