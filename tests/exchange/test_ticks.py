"""A field whose words stand side by side as headings, with a tick below the one that a person is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.exchange import layout_file
from app.exchange.questions import COLUMN, VALUE, Asking
from app.exchange.table import read_source, source_of
from app.exchange.wanted import Wanted
from app.kernel.outcomes import Problems
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from tests import people
from tests.data.workbooks import CATEGORY
from tests.exchange.reading import LISTS, ROSTER_FIELDS, asked, drawn, read

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


# --- below a heading that says nothing to us ------------------------------------------------------------------------------

SHORT_WORDS = ("农", "城", "退")


def grouped(path: Path, *rows: Sequence[Any], group: str = "从业情形", words: Sequence[str] = SHORT_WORDS) -> Path:
    ones = [people.person(n) for n in range(1, len(rows) + 1)]

    def draw(sheet: Any) -> None:
        sheet.merge_range(0, 0, 1, 0, "姓名")
        sheet.merge_range(0, 1, 1, 1, "身份证号")
        sheet.merge_range(0, 2, 0, 1 + len(words), group)
        sheet.write_row(1, 2, words)
        for n, (one, row) in enumerate(zip(ones, rows, strict=True), 2):
            sheet.write_row(n, 0, [one.name, one.id_number, *row])

    return drawn(path, [], draw)


def test_the_group_of_columns_of_ticks_is_asked_about_and_then_its_words(tmp_path: Path) -> None:
    path = grouped(tmp_path / "a.xlsx", *ROWS)
    lacking, group = asked(path)
    assert (group.about, group.subject, lacking.key) == (COLUMN, "从业情形", "category")
    assert group.text == "“从业情形（农、城、退 各栏打勾）”这一列是哪一项？（如 √）"
    assert group.guess == LEFT_OUT and "category" in dict(group.options) and "phone" not in dict(group.options)
    words = asked(path, Layout({"从业情形": "category"}))
    assert [(question.about, question.subject) for question in words] == [(VALUE, word) for word in SHORT_WORDS]
    meant = Layout({"从业情形": "category"}, values={"category": {"农": CATEGORY, "城": "企业职工", "退": "残疾人"}})
    table = read(path, meant)
    assert table.cells["category"] == [CATEGORY, "企业职工", "残疾人", ""]
    assert "“人员类别”按“农、城、退”各栏打的勾读入" in table.notes


def test_a_group_of_ticks_that_is_not_wanted_is_left_out_and_said(tmp_path: Path) -> None:
    layout = Layout({"从业情形": LEFT_OUT}, {"category": "残疾人"})
    table = read(grouped(tmp_path / "a.xlsx", *ROWS), layout)
    assert "从业情形（农、城、退 各栏打勾）" in table.unread
    assert table.cells["category"] == ["残疾人"] * 4


def test_what_a_group_of_ticks_is_can_be_looked_at_and_changed(tmp_path: Path) -> None:
    path = grouped(tmp_path / "a.xlsx", *ROWS, group="人员身份")
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), NOTHING, again=True)
    [group] = [question for question in told.value.questions if question.subject == "人员身份"]
    assert group.guess == "category" and not any(question.subject in SHORT_WORDS for question in told.value.questions)
    table = read(path, Layout({"人员身份": LEFT_OUT}, {"category": "残疾人"}))
    assert table.cells["category"] == ["残疾人"] * 4


def test_two_groups_of_ticks_are_two_fields_and_may_have_like_columns(tmp_path: Path) -> None:
    one = people.person(1)

    def draw(sheet: Any) -> None:
        for place, title in enumerate(("姓名", "身份证号")):
            sheet.merge_range(0, place, 1, place, title)
        for place, group in ((2, "性别"), (4, "是否按月领取养老金"), (6, "愿意外出")):
            sheet.merge_range(0, place, 0, place + 1, group)
        sheet.write_row(1, 2, ["男", "女", "是", "否", "是", "否"])
        sheet.write_row(2, 0, [one.name, one.id_number, "", "√", "", "√", "√", ""])

    path = drawn(tmp_path / "a.xlsx", [], draw)
    assert [question.subject for question in asked(path) if question.about == COLUMN] == ["愿意外出"]
    table = read(path, Layout({"愿意外出": LEFT_OUT}, {"category": "残疾人"}))
    assert (table.cells["sex"], table.cells["draws_pension"]) == (["女"], ["否"])


def test_a_file_of_answers_names_the_group_of_ticks(tmp_path: Path) -> None:
    path, file = grouped(tmp_path / "a.xlsx", *ROWS), tmp_path / "a.toml"
    with pytest.raises(Asking) as told:
        read(path)
    layout_file.write(file, NOTHING, told.value, ROSTER_FIELDS)
    text = file.read_text(encoding="utf-8").replace('"从业情形" = "不导入"', '"从业情形" = "人员类别"')
    file.write_text(text, encoding="utf-8")
    assert layout_file.read(file, ROSTER_FIELDS).columns == {"从业情形": "category"}
