"""A bank's list of accounts: for people on the roster alone, whatever became of their class, and never in place of another account."""

from pathlib import Path

import pytest

from app.exchange import imports
from app.exchange.questions import VOID, Asking
from app.kernel.outcomes import Problems
from app.record.imports import learned
from app.record.imports.core import Checked
from app.record.imports.layout import FAILED, LEAVE, LEFT_OUT, NOTHING, Layout
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import write
from tests.people import account, person

KIND = imports.KINDS["accounts"]
HEADER = ("序号", "客户姓名", "证件号码", "卡号", "开户行", "开户结果", "手机号")
IDLE = Layout(columns={"开户结果": LEFT_OUT, "手机号": LEFT_OUT})


def row(number: int, result: str = "成功", **otherwise: str) -> list[str]:
    who = person(number)
    told = {"name": who.name, "id": who.id_number, "account": account(number), "bank": "示例银行綦江支行", **otherwise}
    return [str(number), *told.values(), result, "13800000000"]


def checked(bureau: Bureau, path: Path, into: int, said: Layout = IDLE) -> Checked:
    source = imports.source_of(path)
    with bureau.office.work() as work:
        layout = imports.known(work, KIND, into).with_answers(said)
        table = imports.read_source(source, imports.wanted(work, KIND, into), layout)
        found = imports.check(work, KIND, table, into)
        imports.apply(work, KIND, found)
        return found


def accounts(bureau: Bureau, into: int) -> dict[str, str | None]:
    rows = [bureau.record("enrolment", uid) for uid in bureau.enrolled(into)]
    return {str(row["name"]): row["account"] for row in rows}


@pytest.fixture
def running(ready: Bureau) -> tuple[Bureau, int]:
    """A class of three that is under way, whose people have no account."""
    into = ready.training()
    ready.enrol(into, 3)
    for uid in ready.enrolled(into):
        ready.do("enrolment.edit", uid, bank="", account="")
    ready.do("class.submit", into)
    ready.do("class.approve", into, "李复核")
    ready.do("class.start", into)
    ready.office.sign_in(CLERK)
    return ready, into


def test_a_list_of_the_bank_fills_the_accounts_of_a_class_that_is_under_way(
    running: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = running
    phones = [bureau.record("enrolment", uid)["phone"] for uid in bureau.enrolled(into)]
    path = write(tmp_path / "a.xlsx", [row(n) for n in (1, 2, 3)], HEADER)
    found = checked(bureau, path, into)
    assert (found.new, found.changed) == (3, 0)
    assert accounts(bureau, into) == {person(n).name: account(n) for n in (1, 2, 3)}
    assert [bureau.record("enrolment", uid)["phone"] for uid in bureau.enrolled(into)] == phones
    assert checked(bureau, path, into).new == 0


def test_nobody_joins_a_class_by_the_list_of_a_bank(running: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = running
    path = write(tmp_path / "a.xlsx", [row(1), row(9)], HEADER)
    with pytest.raises(Problems) as refused:
        checked(bureau, path, into)
    assert [(p.row, p.code) for p in refused.value.problems] == [(3, "members.stranger")]
    assert len(accounts(bureau, into)) == 3 and set(accounts(bureau, into).values()) == {None}


def test_another_account_than_the_one_that_is_known_is_for_two_people_once_the_class_is_handed_in(
    running: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = running
    checked(bureau, write(tmp_path / "a.xlsx", [row(1)], HEADER), into)
    other = write(tmp_path / "b.xlsx", [row(1, account=account(77)), row(2)], HEADER)
    with pytest.raises(Problems) as refused:
        checked(bureau, other, into)
    assert [(p.row, p.key, p.code) for p in refused.value.problems] == [(2, "account", "accounts.settled")]
    assert accounts(bureau, into)[person(1).name] == account(1)


def test_in_a_draft_another_account_replaces_the_one_that_is_known(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    ready.enrol(into, 1)
    ready.office.sign_in(CLERK)
    found = checked(ready, write(tmp_path / "a.xlsx", [row(1, account=account(77))], HEADER), into)
    assert found.changed == 1 and accounts(ready, into) == {person(1).name: account(77)}


def test_what_the_bank_could_not_open_is_asked_once_and_left_out_of_its_next_list_and_said(
    running: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = running
    first = write(tmp_path / "a.xlsx", [row(1), row(2, "失败", account="")], HEADER)
    with pytest.raises(Asking) as asking:
        checked(bureau, first, into)
    [question] = asking.value.questions
    assert (question.about, question.guess) == (VOID, LEAVE)
    answers = IDLE.with_answers(Layout(void={FAILED: LEAVE}))
    checked(bureau, first, into, answers)
    with bureau.office.work() as work:
        learned.learn(work, KIND, into, answers)
    found = checked(bureau, write(tmp_path / "b.xlsx", [row(3), row(2, "失败", account="")], HEADER), into, NOTHING)
    assert found.new == 1 and any("第 3 行" in note for note in found.notes)


def test_the_count_of_the_bank_below_its_list_is_nobody(running: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = running
    for feet in (["总笔数", "2", "成功笔数", "2", "失败笔数", "0"], ["共2笔"], ["", "总人数：2"], ["累计", "2"]):
        path = write(tmp_path / "a.xlsx", [row(1), row(2), feet], HEADER)
        found = checked(bureau, path, into)
        assert len(found.batch) == 2 and any("跳过合计行" in note for note in found.notes)


def test_whose_number_is_hidden_in_part_is_known_by_his_name_and_the_digits_that_are_shown(
    running: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = running
    hidden = [person(n).id_number[:6] + "********" + person(n).id_number[14:] for n in (1, 2)]
    other = f"{person(3).id_number[:6]}********{'0000' if person(3).id_number[14:] != '0000' else '1111'}"
    path = write(tmp_path / "a.xlsx", [row(1, id=hidden[0]), row(2, id=hidden[1])], HEADER)
    assert checked(bureau, path, into).new == 2
    with pytest.raises(Problems) as refused:
        checked(bureau, write(tmp_path / "b.xlsx", [row(3, id=other)], HEADER), into)
    assert [p.row for p in refused.value.problems] == [2]
    assert accounts(bureau, into)[person(3).name] is None


def test_a_branch_in_place_of_its_bank_is_said(running: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = running
    found = checked(bureau, write(tmp_path / "a.xlsx", [row(1, bank="綦江通惠支行")], HEADER), into)
    assert any("看不出是哪家银行（如“綦江通惠支行”）" in note for note in found.notes)
    found = checked(bureau, write(tmp_path / "b.xlsx", [row(2, bank="农行")], HEADER), into)
    assert not any("哪家银行" in note for note in found.notes)
