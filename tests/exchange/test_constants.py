"""What one answer says of all rows: it is for people who are not there yet, who is there stays as he is known."""

from pathlib import Path

import pytest
import xlsxwriter

from app.exchange import imports
from app.exchange.questions import CONSTANT
from app.exchange.table import read_pasted
from app.record.imports.core import Checked
from app.record.imports.layout import NOTHING, Layout
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import CATEGORY, write
from tests.exchange.reading import SHORT, short
from tests.exchange.rosters_read import KIND, asked, table
from tests.people import account, person

BANK = ("姓名", "身份证号", "银行账号")
OTHER = "企业职工"
SAID = Layout(constants={"category": OTHER})


@pytest.fixture
def held(ready: Bureau, tmp_path: Path) -> tuple[Bureau, int]:
    """A class with three people of one category."""
    ready.office.sign_in(CLERK)
    into = ready.training()
    imported(ready, write(tmp_path / "first.xlsx", short(1, 3), SHORT), into)
    return ready, into


def imported(bureau: Bureau, path: Path, into: int, said: Layout = NOTHING) -> Checked:
    found = table(bureau, path, into, said)
    with bureau.office.work() as work:
        checked = imports.check(work, KIND, found, into)
        imports.apply(work, KIND, checked)
    return checked


def bank(path: Path, first: int, last: int) -> Path:
    return write(path, [[person(n).name, person(n).id_number, account(n + 50)] for n in range(first, last + 1)], BANK)


def categories(bureau: Bureau, into: int) -> list[str]:
    return [bureau.record("enrolment", uid)["category"] for uid in bureau.enrolled(into)]


def test_nothing_is_asked_for_all_where_all_are_there_already(held: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = held
    checked = imported(bureau, bank(tmp_path / "a.xlsx", 1, 3), into)
    assert (checked.new, checked.changed) == (0, 3)
    assert categories(bureau, into) == [CATEGORY] * 3


def test_the_answer_for_all_is_for_those_alone_who_are_new_and_that_is_said(
    held: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = held
    path = bank(tmp_path / "a.xlsx", 2, 5)
    [question] = asked(bureau, path, into)
    assert question.about == CONSTANT and question.text.endswith("已登记的人不变，只填给新登记的人")
    checked = imported(bureau, path, into, SAID)
    assert f"“人员类别”全部按“{OTHER}”：只填给新登记的 2 人，已登记的 2 人不变" in checked.notes
    assert sorted(categories(bureau, into)) == sorted([CATEGORY] * 3 + [OTHER] * 2)


def test_an_answer_that_was_given_for_an_earlier_table_changes_nobody_who_is_there(
    held: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = held
    imported(bureau, bank(tmp_path / "a.xlsx", 4, 5), into, SAID)
    imported(bureau, bank(tmp_path / "b.xlsx", 1, 4), into)
    assert sorted(categories(bureau, into)) == sorted([CATEGORY] * 3 + [OTHER] * 2)


def test_an_answer_of_before_brings_nobody_else_in_beside_those_who_are_there(
    held: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = held
    imported(bureau, bank(tmp_path / "a.xlsx", 4, 5), into, SAID)
    [question] = asked(bureau, bank(tmp_path / "b.xlsx", 1, 6), into)
    assert (
        (question.key, question.guess) == ("category", "")
        and "还不在册的人：" in question.text
        and "第 7 行" in question.text
    )
    imported(bureau, bank(tmp_path / "b.xlsx", 1, 6), into, SAID)
    assert sorted(categories(bureau, into)) == sorted([CATEGORY] * 3 + [OTHER] * 3)


def test_where_nobody_is_there_the_answer_is_for_all(held: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = held
    path = bank(tmp_path / "a.xlsx", 4, 5)
    [question] = asked(bureau, path, into)
    assert "已登记" not in question.text
    assert f"“人员类别”全部按“{OTHER}”" in imported(bureau, path, into, SAID).notes


def test_new_people_far_down_are_asked_about_when_they_are_met(held: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = held
    one = [person(1).name, person(1).id_number, account(51)]
    path = write(tmp_path / "a.xlsx", [*[one] * 130, [person(9).name, person(9).id_number, account(59)]], BANK)
    assert [question.key for question in asked(bureau, path, into)] == ["category"]


def test_the_column_of_identity_numbers_may_be_a_guess_yet(held: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = held
    rows = [[person(n).name, person(n).id_number.lower(), account(n + 50)] for n in (1, 2)]
    path = write(tmp_path / "a.xlsx", rows, ("户名", "客户标识", "收款账号"))
    assert {question.subject for question in asked(bureau, path, into)} == {"户名", "客户标识", "收款账号"}


def test_a_sheet_without_the_column_that_another_has_is_filled_for_new_people_alone(
    held: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = held
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        for name, headings, rows in (
            ("甲", BANK[:2], [row[:2] for row in short(2, 4)]),
            ("乙", SHORT, short(5, 6, "残疾人")),
        ):
            sheet = book.add_worksheet(name)
            for n, row in enumerate([headings, *rows]):
                sheet.write_row(n, 0, row)
    found = table(bureau, tmp_path / "a.xlsx", into, Layout(sheets=("甲", "乙")).with_answers(SAID))
    assert found.cells["category"] == ["", "", OTHER, "残疾人", "残疾人"]


def test_pasted_rows_of_people_who_are_there_are_not_asked_about(held: tuple[Bureau, int]) -> None:
    bureau, into = held
    text = "\n".join("\t".join(row) for row in [BANK, *[(p.name, p.id_number, p.account) for p in map(person, (1, 2))]])
    with bureau.office.read() as read:
        found = read_pasted(text, imports.wanted(read, KIND, into), NOTHING)
    assert "category" not in found.cells


def test_the_very_same_file_is_known_again_though_nothing_is_filled_in_any_more(
    held: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = held
    path = bank(tmp_path / "a.xlsx", 4, 5)
    assert not imported(bureau, path, into, SAID).already
    again = table(bureau, path, into, NOTHING)
    with bureau.office.read() as read:
        checked = imports.check(read, KIND, again, into)
    assert checked.already and (checked.new, checked.changed, checked.same) == (0, 0, 2)
