"""A list of accounts without ID numbers, as some banks send it, is of the people who are on the roster already."""

from pathlib import Path

import pytest

from app.exchange import imports
from app.exchange.asking import Asking
from app.exchange.imports import Checked
from app.record.imports.layout import NOTHING
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import ROSTER, roster_rows, write

HEADER = ("姓名", "银行账号", "人员类别")
KIND = imports.KINDS["roster"]


def checked(bureau: Bureau, path: Path, into: int) -> Checked:
    with bureau.office.read() as read:
        table = imports.read_source(imports.source_of(path), imports.wanted(read, KIND, into), NOTHING)
        return imports.check(read, KIND, table, into)


def roster(bureau: Bureau, path: Path, into: int, *names: str) -> None:
    rows = roster_rows(1, len(names))
    for row, name in zip(rows, names, strict=True):
        row[1] = name
    found = checked(bureau, write(path, rows, ROSTER), into)
    bureau.office.sign_in(CLERK)
    with bureau.office.work() as work:
        imports.apply(work, KIND, found)


def accounts(path: Path, *names: str) -> Path:
    return write(path, [[name, people.account(90 + n), "残疾人"] for n, name in enumerate(names)], HEADER)


def test_an_account_goes_to_the_one_in_the_class_who_is_called_so(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    roster(ready, tmp_path / "a.xlsx", into, "张甲", "李乙", "王丙")
    found = checked(ready, accounts(tmp_path / "b.xlsx", "王丙", "张甲"), into)
    assert (found.new, found.changed, found.problems) == (0, 2, [])
    assert "2 行没有身份证号，按姓名在本班花名册中找到（本班没有重名）" in found.notes
    with ready.office.work() as work:
        imports.apply(work, KIND, found)
    with ready.office.read() as read:
        kept = [read.session.get_one(Enrolment, uid).account for uid in ready.enrolled(into)]
    assert kept == [people.account(91), people.account(2), people.account(90)]


def test_a_namesake_and_a_stranger_are_problems_and_the_number_tells_the_namesakes_apart(
    ready: Bureau, tmp_path: Path
) -> None:
    into = ready.training()
    roster(ready, tmp_path / "a.xlsx", into, "张甲", "张甲", "王丙")
    found = checked(ready, accounts(tmp_path / "b.xlsx", "张甲", "王丙", "赵丁"), into)
    assert [(p.row, p.key, p.code) for p in found.problems] == [
        (2, "id_number", "roster.namesakes"),
        (4, "name", "roster.no_such_name"),
    ]
    found.table.rows[0].texts["id_number"] = people.id_number(2)
    with ready.office.read() as read:
        again = imports.check(read, KIND, found.table.only([0, 1], ""), into)
    assert (again.changed, again.problems) == (2, [])


def test_a_class_without_people_asks_for_the_column_of_numbers(ready: Bureau, tmp_path: Path) -> None:
    with pytest.raises(Asking, match="缺少“身份证号”这一列，是不是选错了文件") as told:
        checked(ready, accounts(tmp_path / "b.xlsx", "王丙"), ready.training())
    [question] = told.value.questions
    assert question.open and question.text.endswith("吗？")


def test_a_blank_number_in_a_column_of_numbers_is_no_name(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    roster(ready, tmp_path / "a.xlsx", into, "张甲", "李乙")
    rows = roster_rows(1, 3)
    rows[0][1], rows[0][2] = "张甲", ""
    found = checked(ready, write(tmp_path / "b.xlsx", rows[:1], ROSTER), into)
    assert [(p.key, p.code) for p in found.problems] == [("id_number", "field.required")]
