"""Rows that a table itself says are void: what becomes of them is asked, whatever is known of its sender."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from app.exchange import gone, imports, layout_file
from app.exchange.questions import VOID, Asking, Question, answered
from app.exchange.table import Table, Wanted, read_pasted, read_source, source_of
from app.record.imports.layout import LEAVE, NOTHING, TAKE, Layout
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import CATEGORY, write
from tests.exchange.reading import LISTS, ROSTER_FIELDS
from tests.people import person

WANTED = Wanted(ROSTER_FIELDS, LISTS, joins=True)
WHO = ("姓名", "身份证号", "人员类别")


def sheet(path: Path, columns: dict[str, Sequence[Any]], last: Sequence[Any] = ()) -> Path:
    """A roster with further columns, and a row below its people."""
    told = zip(*columns.values(), strict=True)
    rows = [[person(n).name, person(n).id_number, CATEGORY, *more] for n, more in enumerate(told, 1)]
    return write(path, [*rows, *([last] if last else [])], (*WHO, *columns))


def asked(path: Path, layout: Layout = NOTHING, *, again: bool = False) -> list[Question]:
    with pytest.raises(Asking) as told:
        read_source(source_of(path), WANTED, layout, again=again)
    return [question for question in told.value.questions if question.about == VOID]


def left(*headings: str, **void: str) -> Layout:
    return Layout(dict.fromkeys(headings, ""), void=void)


def names(table: Table) -> list[str]:
    return table.cells["name"]


PERSONS = [person(n).name for n in range(1, 6)]


@pytest.mark.parametrize("heading", ["交易状态", "开户结果", "处理结果", "状态", "备注", "返回信息"])
@pytest.mark.parametrize("word", ["失败", "未成功", "退票", "开户失败（证件过期）", "不通过"])
def test_rows_that_the_bank_marks_as_failed_are_asked_about_and_left_out_by_the_guess(
    tmp_path: Path, heading: str, word: str
) -> None:
    path = sheet(tmp_path / "a.xlsx", {heading: ["成功", word, "成功", "成功", word]}, ["合计", "", "", "失败2笔"])
    [question] = asked(path)
    assert question.text == f"“{heading}”为“{word}”的 2 行（第 3、6 行），也导入吗？"
    assert question.guess == LEAVE and not question.open
    table = read_source(source_of(path), WANTED, left(heading, failed=LEAVE))
    assert names(table) == [PERSONS[n] for n in (0, 2, 3)]
    assert "表里写明没有办成，按答复没有导入：第 3、6 行" in table.notes
    assert names(read_source(source_of(path), WANTED, left(heading, failed=TAKE))) == PERSONS


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("备注", ["", "已退学（11.8）", "班长", "10月转入", "复学"]),
        ("人员状态", ["在职", "离职", "在职", "试用", "在职"]),
        ("是否离职", ["否", "是", "否", "否", "否"]),
        ("离职日期", ["", "2021-09-01", "", "", ""]),
        ("退学原因", ["", "家庭困难", "无", "", "/"]),
        ("学籍", ["在校", "退学", "在校", "在校", "在校"]),
    ],
)
def test_people_who_have_left_by_what_is_not_imported_are_named_and_one_must_answer(
    tmp_path: Path, heading: str, words: list[str]
) -> None:
    path = sheet(tmp_path / "a.xlsx", {heading: words})
    [question] = asked(path)
    assert question.open and "的 1 行（第 3 行），也导入吗？" in question.text and heading in question.text
    table = read_source(source_of(path), WANTED, left(heading, gone=LEAVE))
    assert names(table) == [PERSONS[n] for n in (0, 2, 3, 4)]
    assert "表里写明已经离开，按答复没有导入：第 3 行" in table.notes


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("备注", ["退役军人", "未离职", "父母去世", "退休返聘", "已退出贫困户"]),
        ("离职日期", ["2021-01-01", "2021-02-01", "2021-03-01", "2021-04-01", "2021-05-01"]),
        ("处理结果", ["成功", "成功", "已处理", "成功", "未处理"]),
        ("失业原因", ["离职", "辞退", "", "", ""]),
    ],
)
def test_what_says_nothing_of_the_sort_is_not_asked(tmp_path: Path, heading: str, words: list[str]) -> None:
    table = read_source(source_of(sheet(tmp_path / "a.xlsx", {heading: words})), WANTED, left(heading))
    assert table.unread == [heading] and len(table.numbers) == len(PERSONS)


def test_a_row_is_told_once_by_the_word_that_tells_it(tmp_path: Path) -> None:
    columns = {
        "人员状态": ["在职", "离职", "在职"],
        "离职日期": ["", "2021-09-01", "2021-09-02"],
        "离职原因": ["", "个人", ""],
    }
    [question] = asked(sheet(tmp_path / "a.xlsx", columns))
    assert question.text == "“人员状态”为“离职”的 1 行（第 3 行）、填了“离职日期”的 1 行（第 4 行），也导入吗？"


def test_both_are_asked_where_some_failed_and_some_left(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", {"处理结果": ["失败", "成功"], "备注": ["", "已退学"]})
    assert [(q.key, q.guess) for q in asked(path)] == [("gone", ""), ("failed", LEAVE)]


def test_rows_far_down_are_looked_at_too(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", {"备注": [*[""] * 200, "已退学"]})
    [question] = asked(path)
    assert "（第 202 行）" in question.text
    assert len(read_source(source_of(path), WANTED, left("备注", gone=LEAVE)).numbers) == 200


def test_an_answer_can_be_looked_at_again_and_holds_for_one_file_alone(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", {"备注": ["", "已退学"]})
    [question] = asked(path, left("备注", gone=TAKE), again=True)
    assert question.guess == TAKE
    assert left("备注", gone=TAKE).lasting().void == {}


def test_a_struck_row_is_asked_about_once(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        struck = book.add_format({"font_strikeout": True})
        made = book.add_worksheet()
        made.write_row(0, 0, (*WHO, "备注"))
        for n in (1, 2, 3):
            row = [person(n).name, person(n).id_number, CATEGORY, "已退学" if n == 2 else ""]
            made.write_row(n, 0, row, struck if n == 2 else None)
    with pytest.raises(Asking) as told:
        read_source(source_of(path), WANTED, left("备注"))
    assert [question.about for question in told.value.questions] == ["rows"]


def test_pasted_rows_are_looked_at_too() -> None:
    rows = [
        (*WHO, "状态"),
        *((person(n).name, person(n).id_number, CATEGORY, s) for n, s in ((1, "成功"), (2, "失败"))),
    ]
    text = "\n".join("\t".join(row) for row in rows)
    with pytest.raises(Asking) as told:
        read_pasted(text, WANTED, left("状态"))
    assert "（第 3 行）" in told.value.questions[0].text
    assert names(read_pasted(text, WANTED, left("状态", failed=LEAVE))) == PERSONS[:1]


def test_of_who_does_not_come_in_by_a_table_nothing_is_asked(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", {"备注": ["", "已退学"]})
    assert len(read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), left("备注")).numbers) == 2


def test_a_file_of_answers_says_and_takes_what_becomes_of_them(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", {"处理结果": ["失败", "成功"], "备注": ["", "已退学"]})
    with pytest.raises(Asking) as told:
        read_source(source_of(path), WANTED, NOTHING)
    file = tmp_path / "a.toml"
    layout_file.write(file, NOTHING, told.value, ROSTER_FIELDS)
    text = file.read_text(encoding="utf-8")
    assert '"没有办成的行" = "不导入"' in text and '"已经离开的人" = ""' in text
    file.write_text(text.replace('"已经离开的人" = ""', '"已经离开的人" = "照样导入"'), encoding="utf-8")
    assert layout_file.read(file, ROSTER_FIELDS).void == {"failed": LEAVE, "gone": TAKE}


def test_the_next_file_of_a_known_sender_is_asked_about_too(ready: Bureau, tmp_path: Path) -> None:
    ready.office.sign_in(CLERK)
    into, kind = ready.training(), imports.KINDS["roster"]
    path = sheet(tmp_path / "a.xlsx", {"备注": ["", "已退学", ""]})
    with ready.office.work() as work:
        wanted = imports.wanted(work, kind, into)
        with pytest.raises(Asking) as first:
            read_source(source_of(path), wanted, NOTHING)
        said = answered(
            first.value.questions, [q.guess or LEAVE if q.about == VOID else q.guess for q in first.value.questions]
        )
        table = read_source(source_of(path), wanted, said)
        imports.apply(work, kind, imports.check(work, kind, table, into))
    assert [ready.record("enrolment", uid)["name"] for uid in ready.enrolled(into)] == [PERSONS[0], PERSONS[2]]
    rows = [[person(n).name, person(n).id_number, CATEGORY, text] for n, text in ((7, ""), (8, "12月退学"))]
    with ready.office.read() as read, pytest.raises(Asking) as second:
        path = write(tmp_path / "b.xlsx", rows, (*WHO, "备注"))
        read_source(source_of(path), imports.wanted(read, kind, into), imports.known(read, kind, into))
    assert [question.key for question in second.value.questions] == ["gone"]


@pytest.mark.parametrize("word", ["已退学（11.8）", "离职", "10月中旬流失", "转 学", "不在职"])
def test_words_for_who_has_left(word: str) -> None:
    assert gone.is_gone(word)
