"""合并: two records of one person become one by two people; rosters, lines and recognitions move, and limits count them together."""

from contextlib import suppress
from datetime import date

import pytest

from app.claim.claim.model import Claim
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim_line.model import ClaimLine
from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.training.enrolment.model import Enrolment
from app.training.tag.model import Tag
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import CLERK, REVIEWER, Bureau
from tests.record.imports.importing import load, roster, undo

RIGHT, WRONG = people.person(1), people.person(60)


@pytest.fixture
def twice(taught: Bureau) -> tuple[int, int]:
    """The claims of two classes of one occupation, granted to one person under two numbers."""
    first = taught.claim(taught.first("class"), "submitted")
    taught.tag(RIGHT.id_number)
    second = taught.accepted([WRONG, people.person(61)], date(2019, 11, 4))
    taught.tag(WRONG.id_number)
    taught.tag(WRONG.id_number, category="贫困劳动力", proof="贫困户证 1号")
    return first, taught.claim(second, "submitted")


def uid_of(bureau: Bureau, person: people.Person) -> int | None:
    with bureau.office.read() as read:
        found = read.session.query(Trainee).filter_by(id_number=person.id_number).first()
        return found.uid if found else None


def ask(bureau: Bureau) -> int:
    uid = uid_of(bureau, WRONG)
    assert uid is not None
    return bureau.do("trainee.merge", uid, CLERK, merged_into=RIGHT.id_number, reason="号码登记错误")


def test_everything_of_the_wrong_record_is_of_the_right_one_when_another_confirms(
    taught: Bureau, twice: tuple[int, int]
) -> None:
    wrong, right = ask(taught), uid_of(taught, RIGHT)
    with pytest.raises(Refused) as alone:
        taught.agree(wrong, CLERK)
    assert alone.value.code == "move.self" and uid_of(taught, WRONG) == wrong
    taught.agree(wrong, REVIEWER)
    assert uid_of(taught, WRONG) is None
    with taught.office.read() as read:
        for table, count in ((Enrolment, 2), (ClaimLine, 2), (Tag, 2)):
            assert read.session.query(table).filter_by(trainee_uid=right).count() == count
            assert read.session.query(table).filter_by(trainee_uid=wrong).count() == 0
        told = [str(r["detail"]) for r in LISTINGS["journal"].rows(read.connection) if r["verb"] == "merge"]
    assert len(told) == 2 and "花名册 1 行、补贴明细 1 条" in told[0]
    assert WRONG.id_number not in told[0]


def test_what_was_granted_twice_is_told_before_the_next_step(taught: Bureau, twice: tuple[int, int]) -> None:
    taught.agree(ask(taught))
    with taught.office.read() as read:
        (found,) = changes_since_decision(read, read.session.get_one(Claim, twice[1]))
    assert "身份证号" in found and "应核定 0.00 元" in found and "不得重复享受" in found


def test_two_records_in_one_class_are_not_merged(taught: Bureau, twice: tuple[int, int]) -> None:
    uid = uid_of(taught, people.person(2))
    with pytest.raises(Refused) as refused:
        taught.do("trainee.merge", uid, CLERK, merged_into=RIGHT.id_number, reason="同一人")
    assert refused.value.code == "trainee.both_in_class"


def test_a_number_that_nobody_else_has_is_corrected_and_not_merged(taught: Bureau, twice: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        taught.do("trainee.merge", uid_of(taught, WRONG), CLERK, merged_into=people.person(99).id_number, reason="误")
    assert refused.value.code == "trainee.no_other"


def test_undoing_the_import_that_brought_the_wrong_number_leaves_the_merged_person_whole(ready: Bureau) -> None:
    """The row of the roster was changed since, so it stays; the record that is gone is not brought back."""
    first = ready.training(name="电工一班")
    load(ready, "roster", roster(1, 2), first)
    second = ready.training(date(2019, 11, 4), name="电工二班")
    load(ready, "roster", roster(60, 61), second)
    ready.agree(ask(ready))
    with suppress(Refused):
        undo(ready)
    right = uid_of(ready, RIGHT)
    assert uid_of(ready, WRONG) is None
    with ready.office.read() as read:
        assert read.session.query(Enrolment).filter_by(trainee_uid=right).count() == 2
        assert [finding.text for finding in check(read).faults] == []
