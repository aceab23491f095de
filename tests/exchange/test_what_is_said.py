"""What the program says of a table that was read: why a text was put in order, what was not read, what a word stands below."""

from pathlib import Path

import pytest

from app.exchange import imports, layout_file
from app.exchange.asking import Asking
from app.kernel.masking import masked
from app.record.imports.batch import read_columns
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from tests import people
from tests.bureau import Bureau
from tests.data.workbooks import write
from tests.exchange.reading import LISTS, ROSTER_FIELDS, SHORT, asked, read, short
from tests.record.imports.importing import ended, lines
from tests.tables import from_clipboard


@pytest.mark.parametrize(
    ("before", "behind", "what"),
    [("'", "", "号码前的单引号"), ("　", "", "多余空格"), ("", " ", "多余空格"), ("５", "", "全角字符")],
)
def test_what_was_put_in_order_is_what_stood_there(tmp_path: Path, before: str, behind: str, what: str) -> None:
    rows = short(1, 2)
    rows[0][1] = before + rows[0][1][before == "５" :] + behind
    batch = read_columns(read(write(tmp_path / "a.xlsx", rows, SHORT)), ROSTER_FIELDS, LISTS)
    assert batch.column("id_number")[0] == people.id_number(1)
    assert batch.notes == [f"“身份证号”有 1 处含{what}，已改成规范写法"]


def test_a_tab_beside_a_number_in_a_list_of_a_bank_is_not_worth_a_word(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"姓名,身份证号,人员类别\n{people.person(1).name},\t{people.id_number(1)}\t,残疾人\n", encoding="utf-8"
    )
    batch = read_columns(read(path), ROSTER_FIELDS, LISTS)
    assert (batch.column("id_number"), batch.notes) == ([people.id_number(1)], [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("20211118", "20211118"),
        ("20211318", "****1318"),
        ("6217 0012 3456 7890 325", "***************0325"),
        ("6217-0012-3456-7890-325", "***************0325"),
    ],
)
def test_a_sample_hides_numbers_and_no_days(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_a_word_is_asked_about_below_the_heading_of_its_sender(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", short(1, 4, "否"), (*SHORT[:2], "是否脱贫户"))
    [question] = asked(path, Layout({"是否脱贫户": "category"}))
    assert question.text == "“是否脱贫户”这一列里的“否”（4 处）是“人员类别”的哪一项？"
    [own] = asked(write(tmp_path / "b.xlsx", short(1, 4, "否"), SHORT))
    assert own.text == "“人员类别”里的“否”（4 处）是哪一项？"


def test_columns_that_were_not_read_are_said_once_in_short_and_last(ready: Bureau, tmp_path: Path) -> None:
    more = [f"说明{n}" for n in range(1, 9)]
    into = ready.training()
    rows = [[*row, *"甲乙丙丁戊己庚辛"] for row in short(1, 2)]
    rows[0][0] = f" {rows[0][0]}"
    with ready.office.read() as look:
        table = read(write(tmp_path / "a.xlsx", rows, (*SHORT, *more)), Layout(dict.fromkeys(more, LEFT_OUT)))
        found = imports.check(look, imports.KINDS["roster"], table, into)
    assert found.notes[-1] == "没有导入的列（8）：说明1、说明2、说明3、说明4、说明5、说明6等"
    assert [note for note in found.notes if "说明1" in note] == found.notes[-1:]


def test_days_of_absence_are_said_and_are_no_rows_that_stayed_the_same(ready: Bureau) -> None:
    uid = ended(ready)
    numbers = [people.id_number(n) for n in (1, 2)]
    told = lines(
        ("身份证号", "日期", "课时", "每课时分钟"),
        *((number, "2019-09-02", periods, 45) for number, periods in zip(numbers, (8, 0), strict=True)),
    )
    kind = imports.KINDS["attendance"]
    with ready.office.read() as look:
        found = imports.check(look, kind, from_clipboard(told, kind.fields), uid)
    assert (found.new, found.changed, found.same) == (1, 0, 0)
    assert found.notes[-1] == "缺勤 1 人天，不写入"


def test_what_must_be_answered_comes_first_and_columns_left_out_are_one_line(tmp_path: Path) -> None:
    more = [f"说明{n}" for n in range(1, 10)]
    rows = [[*row[:2], *"甲乙丙丁戊己庚辛壬", people.person(1).phone] for row in short(1, 3)]
    path = write(tmp_path / "a.xlsx", rows, (*SHORT[:2], *more, "手机"))
    with pytest.raises(Asking) as told:
        read(path)
    assert [question.subject for question in told.value.questions] == ["category", "手机", *more]
    lines = str(told.value).splitlines()
    assert len(lines) == 4 and "2 处" in lines[0] and lines[3] == f"其余 9 列不导入：{'、'.join(more)}"
    layout_file.write(tmp_path / "a.toml", NOTHING, told.value, ROSTER_FIELDS)
    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    assert text.index('"手机" = "联系电话"') < text.index("# 其余 9 列不导入") < text.index('"说明1" = "不导入"')
    assert text.count("这一列是哪一项？") == 1
    assert layout_file.read(tmp_path / "a.toml", ROSTER_FIELDS).columns == {
        "手机": "phone",
        **dict.fromkeys(more, LEFT_OUT),
    }


def test_a_few_columns_left_out_are_told_one_by_one(tmp_path: Path) -> None:
    more = [f"说明{n}" for n in range(1, 5)]
    path = write(tmp_path / "a.xlsx", [[*row, *"甲乙丙丁"] for row in short(1, 3)], (*SHORT, *more))
    with pytest.raises(Asking) as told:
        read(path)
    assert (told.value.folded, told.value.rest) == (0, "")
    assert len(str(told.value).splitlines()) == 5
