"""What a table leaves open and how it is answered: marks of one day, headings that may mean a field, words of theirs, map files."""

from pathlib import Path
from typing import Any

import pytest

from app.exchange import imports, layout_file
from app.exchange.questions import CONSTANT, VALUE, Asking, Question, answered, choices_of
from app.exchange.table import Table, Wanted, read_pasted, read_source, source_of
from app.kernel import kinds as k
from app.record.imports.batch import read_columns
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from tests import people
from tests.data.workbooks import write
from tests.exchange.reading import DAYS, LISTS, ROSTER_FIELDS, SHORT, asked, attendance, drawn, read, short

_ATTENDANCE = Wanted(imports.KINDS["attendance"].fields, LISTS, DAYS, clocked=True)
_SIGNED = ("姓名", "身份证号", "签到")
_GIVEN = Layout({"签到": "periods"}, {"minutes": "40"}, {"periods": {"√": "8", "×": "0"}})


def _signed(path: Path, above: str, *marks: Any, heading: str = "签到") -> Path:
    rows = [[one.name, one.id_number, mark] for one, mark in zip(map(people.person, range(1, 9)), marks, strict=False)]
    return drawn(path, [[above], [*_SIGNED[:2], heading], *rows])


def _day(path: Path, layout: Layout = NOTHING) -> Table:
    return read_source(source_of(path), _ATTENDANCE, layout)


def _open(path: Path, layout: Layout = NOTHING) -> dict[str, Question]:
    with pytest.raises(Asking) as told:
        _day(path, layout)
    return {question.subject: question for question in told.value.questions}


# --- marks of one day ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["签到", "出勤", "到课情况", "考勤"])
def test_a_single_column_of_marks_is_taken_for_the_periods_and_the_day_from_the_title(
    tmp_path: Path, heading: str
) -> None:
    path = _signed(tmp_path / "a.xlsx", "电工班2021年10月12日签到表", "√", "×", heading=heading)
    questions = _open(path)
    assert questions[heading].guess == "periods"
    assert (questions["day"].about, questions["day"].guess) == (CONSTANT, "2021-10-12")
    assert "periods" not in questions


def test_each_mark_of_a_single_column_is_asked_and_the_absent_are_not_counted_present(tmp_path: Path) -> None:
    path = _signed(tmp_path / "a.xlsx", "10月12日签到表", "√", "×", "√", "", "08:31")
    given = _GIVEN.with_answers(Layout({}, {"day": "2021-10-12"}))
    assert {(q.about, q.subject, q.guess) for q in _open(path, given).values()} == {(VALUE, "打卡时间", "")}
    assert {q.guess for q in _open(path, Layout(given.columns, given.constants)).values()} == {"", "0"}
    table = _day(path, given.with_answers(Layout(values={"periods": {"打卡时间": "8"}})))
    assert table.cells["periods"] == ["8", "0", "8", "8"] and table.cells["day"] == ["2021-10-12"] * 4
    assert table.numbers == [3, 4, 5, 7]
    assert "“课时”一栏空着的 1 行没有读入（没有登记，不算到课），请核对" in table.notes


def test_the_day_of_an_earlier_table_is_not_that_of_the_next(tmp_path: Path) -> None:
    path = _signed(tmp_path / "a.xlsx", "10月13日签到表", "√")
    kept = _GIVEN.with_answers(Layout({}, {"day": "2021-10-12"}, like=_SIGNED)).lasting()
    questions = _open(path, kept)
    assert set(questions) == {"day"} and questions["day"].guess == "2021-10-13"


def test_numbers_of_periods_beside_a_column_of_marks_are_what_counts(tmp_path: Path) -> None:
    one = people.person(1)
    path = write(
        tmp_path / "a.xlsx",
        [[one.id_number, "2021-10-11", 8, 40, "√"]],
        ["身份证号", "日期", "课时", "每课时分钟", "签到"],
    )
    assert _open(path)["签到"].guess == LEFT_OUT


def test_a_blank_among_numbers_stays_a_problem_of_its_row(tmp_path: Path) -> None:
    path = _signed(tmp_path / "a.xlsx", "10月13日签到表", 8, "", 8)
    table = _day(path, _GIVEN.with_answers(Layout({}, {"day": "2021-10-13"})))
    assert table.cells["periods"] == ["8", "", "8"]


# --- headings ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "heading", "sample", "key"),
    [
        ("months", "上岗月", "2019-10", "months"),
        ("tags", "残疾证号", "50011019900101123443", "proof"),
        ("institutions", "法人", "张三", "leader"),
        ("institutions", "性质", "民办", "kind"),
        ("institutions", "培训工种", "电工 四级", "programmes"),
    ],
)
def test_a_heading_that_may_mean_a_field_is_guessed_and_asked(
    tmp_path: Path, kind: str, heading: str, sample: str, key: str
) -> None:
    known = [f for f in imports.KINDS[kind].fields if f.required and f.key != key]
    path = write(
        tmp_path / "a.xlsx", [["甲", *["甲"] * len(known), sample]], ["班组", *(f.title for f in known), heading]
    )
    lists = {**LISTS, "institution_kinds": ("民办", "公办")}
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(imports.KINDS[kind].fields, lists), NOTHING)
    assert {q.subject: q.guess for q in told.value.questions}[heading] == key


@pytest.mark.parametrize(
    ("kind", "key", "headings"),
    [
        ("results", "theory_score", ("理论分", "理论分数")),
        ("results", "practice_score", ("实操分", "实操分数")),
        ("quotas", "year", ("年份",)),
        ("budgets", "year", ("年份",)),
        ("quotas", "target", ("目标数", "任务数")),
        ("institutions", "programmes", ("可开展的培训项目",)),
        ("contacts", "post", ("职位",)),
        ("contacts", "unit_name", ("工作单位",)),
    ],
)
def test_an_everyday_name_of_a_field_is_the_field(
    tmp_path: Path, kind: str, key: str, headings: tuple[str, ...]
) -> None:
    for heading in headings:
        others = [f for f in imports.KINDS[kind].fields if f.required and f.key != key]
        row = ["1", *(next(iter(choices_of(f, {})), "甲") for f in others)]
        path = write(tmp_path / f"{heading}.xlsx", [row], [heading, *(f.title for f in others)])
        table = read_source(source_of(path), Wanted(imports.KINDS[kind].fields, {}), NOTHING)
        assert table.headings[key] == heading


# --- words of theirs -----------------------------------------------------------------------------------------------------


def _results(path: Path, *words: str) -> Path:
    rows = [[people.person(n).id_number, word] for n, word in enumerate(words, 1)]
    return write(path, rows, ["身份证号", "评定"])


def test_words_of_a_column_without_any_of_ours_are_asked_once_however_rare(tmp_path: Path) -> None:
    path = _results(tmp_path / "a.xlsx", "及格", "不及格")
    questions = asked(path, kind="results")
    assert [question.subject for question in questions] == ["及格", "不及格"]
    table = read(path, answered(questions, ["合格", "不合格"]), kind="results")
    assert table.cells["result"] == ["合格", "不合格"]


def test_a_rare_word_beside_ours_that_is_like_none_is_its_rows_problem(tmp_path: Path) -> None:
    assert read(_results(tmp_path / "a.xlsx", "合格", "良好"), kind="results").cells["result"] == ["合格", "良好"]
    assert asked(_results(tmp_path / "b.xlsx", "合格", *["良好"] * 3), kind="results")[0].subject == "良好"


@pytest.mark.parametrize(("word", "meant"), [("及格", "合格"), ("√", "合格"), ("×", "不合格")])
def test_a_rare_word_beside_ours_whose_everyday_meaning_is_known_is_asked(
    tmp_path: Path, word: str, meant: str
) -> None:
    [question] = asked(_results(tmp_path / "a.xlsx", "合格", word), kind="results")
    assert (question.subject, question.guess) == (word, meant)


# --- days, documents, invisible signs ------------------------------------------------------------------------------------


def test_a_text_that_is_no_day_is_not_said_to_have_been_read_as_one(tmp_path: Path) -> None:
    rows = [[*row, day] for row, day in zip(short(1, 3), ("2019.1", "2019.1.2", "2019年3月"), strict=True)]
    table = read(write(tmp_path / "a.xlsx", rows, [*SHORT, "入职日期"]))
    assert table.notes == ["“入职日期”有 1 处日期是文本，已按日期读入"]


@pytest.mark.parametrize("text", ["1", "12", "001"])
def test_a_digit_or_two_are_no_document(text: str) -> None:
    with pytest.raises(k.BadValue, match=r"proof\.form"):
        k.PROOF.read(text)
    assert k.PROOF.read("1234") and k.PROOF.read("残疾证1号") and not k.PROOF.read("残疾证")


def test_signs_that_cannot_be_seen_are_said_apart_from_full_width_digits(tmp_path: Path) -> None:
    rows = short(1, 3)
    rows[0][1] = f"\u202d{rows[0][1]}\u202c"
    rows[1][1] = f" {rows[1][1]}"
    table = read(write(tmp_path / "a.xlsx", rows, SHORT))
    batch = read_columns(table, [f for f in ROSTER_FIELDS if f.key in ("name", "id_number")], LISTS)
    assert batch.column("id_number") == [people.id_number(n) for n in (1, 2, 3)]
    assert [note.split("，")[0] for note in batch.notes] == [
        "“身份证号”有 1 处含多余空格",
        "“身份证号”有 1 处夹着看不见的字符（文字方向标记一类",
    ]


# --- pasted blocks, several sheets, map files ----------------------------------------------------------------------------


def test_a_pasted_header_with_one_known_name_is_a_header() -> None:
    one = people.person(1)
    text = f"学员\t身份证号\t身份\n{one.name}\t{one.id_number}\t企业职工"
    with pytest.raises(Asking) as told:
        read_pasted(text, Wanted(ROSTER_FIELDS, LISTS), NOTHING)
    assert {question.subject for question in told.value.questions} >= {"学员", "身份"}


def test_a_pasted_row_without_a_known_name_is_data() -> None:
    one = people.person(1)
    fields = [f for f in ROSTER_FIELDS if f.key in ("name", "id_number")]
    assert read_pasted(f"{one.name}\t{one.id_number}", Wanted(fields, LISTS), NOTHING).cells["name"] == [one.name]


def test_every_sheet_that_was_chosen_is_looked_at_again(tmp_path: Path) -> None:
    import openpyxl

    path, book = tmp_path / "a.xlsx", openpyxl.Workbook()
    for n, (name, more) in enumerate((("一班", "评语"), ("二班", "班干部")), 1):
        sheet = book.create_sheet(name)
        sheet.append([*SHORT, more])
        sheet.append([*short(n, n)[0], "好"])
    del book["Sheet"]
    book.save(path)
    layout = Layout({"评语": LEFT_OUT, "班干部": LEFT_OUT}, sheets=("一班", "二班"))
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), layout, again=True)
    assert [question.subject for question in told.value.questions] == ["", *SHORT, "评语", "班干部"]


def test_an_answer_left_empty_in_a_map_file_is_asked_again(tmp_path: Path) -> None:
    path = attendance(tmp_path / "a.xlsx", ["10月11日", "10月12日"], [["√", "√"], ["√", "△"]])
    file, fields = tmp_path / "对应.toml", imports.KINDS["attendance"].fields
    given = Layout({}, {"minutes": "40"})
    with pytest.raises(Asking) as told:
        read(path, given, kind="attendance", span=DAYS)
    layout_file.write(file, given, told.value, fields)
    assert '"√" = ""' in file.read_text(encoding="utf-8")
    again = asked(path, layout_file.read(file, fields), kind="attendance", span=DAYS)
    assert [question.subject for question in again] == ["√"]


def test_leaving_out_blank_and_row_by_row_are_words_of_a_map_file(tmp_path: Path) -> None:
    file = tmp_path / "对应.toml"
    file.write_text(
        '["各栏"]\n"评语" = "不导入"\n"备注" = ""\n["统一填写"]\n"身份证号" = "逐行填写"\n["对应"."性别"]\n"未知" = "空白"\n"甲" = ""\n',
        encoding="utf-8",
    )
    layout = layout_file.read(file, ROSTER_FIELDS)
    assert layout.columns == {"评语": LEFT_OUT} and layout.constants == {"id_number": "="}
    assert layout.values == {"sex": {"未知": LEFT_OUT}}
    layout_file.write(file, layout, Asking([], layout), ROSTER_FIELDS)
    assert layout_file.read(file, ROSTER_FIELDS) == layout


KINDS_OF_INSTITUTION = {**LISTS, "institution_kinds": ("职业院校（含技工院校）", "社会培训机构", "企业")}


def _of_institutions(path: Path, *columns: tuple[str, str]) -> dict[str, str]:
    """What each of these columns of a list of institutions is guessed to be."""
    known = [f for f in imports.KINDS["institutions"].fields if f.required]
    heads, cells = zip(*columns, strict=True)
    file = write(path, [["甲"] * len(known) + list(cells)] * 2, [*(f.title for f in known), *heads])
    with pytest.raises(Asking) as told:
        read_source(source_of(file), Wanted(imports.KINDS["institutions"].fields, KINDS_OF_INSTITUTION), NOTHING)
    return {q.subject: q.guess for q in told.value.questions}


@pytest.mark.parametrize("whose", ["民办", "公办", "民营", "国有企业", "民办机构"])
@pytest.mark.parametrize("heading", ["办学性质", "性质", "机构性质"])
def test_whose_an_institution_is_is_not_its_kind_where_the_policy_has_no_such_kind(
    tmp_path: Path, heading: str, whose: str
) -> None:
    assert _of_institutions(tmp_path / "a.xlsx", (heading, whose))[heading] == LEFT_OUT


@pytest.mark.parametrize("nature", ["民办", "其他"])
def test_a_nearer_heading_is_the_kind_of_an_institution_before_its_nature(tmp_path: Path, nature: str) -> None:
    guessed = _of_institutions(tmp_path / "a.xlsx", ("办学性质", nature), ("机构类型", "社会机构"))
    assert guessed == {"办学性质": LEFT_OUT, "机构类型": "kind"}
