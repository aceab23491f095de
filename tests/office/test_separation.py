"""Submitting, reviewing, approving and paying are four people's acts (岗位权限不相容), or the office says that it is too small."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.exc import IntegrityError

from app.claim.claim.model import Claim
from app.desk.founding import Charter, found_office
from app.exchange import report
from app.kernel.outcomes import Refused
from app.office.staffing import UNDERSTAFFED, staffed
from app.plan.statistics import STATISTICS
from app.store.models import Setting, User
from tests.bureau import CASHIER, CHIEF, CLERK, PAYMENT, REVIEWER, Bureau

CLAUSE = "财社〔2023〕181号 第二十五条"


@pytest.fixture
def cleared(taught: Bureau) -> int:
    """A claim whose notice is over."""
    return taught.claim(taught.first("class"), "cleared")


def paid(bureau: Bureau, claim: int, who: str) -> None:
    bureau.do("claim.pay", claim, who, **PAYMENT, paid_on=bureau.today.isoformat())


def without(bureau: Bureau, name: str) -> None:
    """Somebody is gone from the office."""
    with bureau.office.work() as work:
        work.session.query(User).filter_by(name=name).one().state = "left"


def small(bureau: Bureau) -> None:
    """The office has said that it has not the people."""
    with bureau.office.work() as work:
        work.session.merge(Setting(key=UNDERSTAFFED, value="1"))


@pytest.mark.parametrize(
    ("people", "enough"),
    [
        (["clerk", "reviewer", "chief", "clerk"], True),
        (["clerk", "reviewer chief", "chief", "clerk"], True),
        (["clerk", "reviewer", "chief reviewer"], False),
        (["clerk", "clerk", "reviewer chief"], False),
        (["clerk reviewer chief"] * 4, True),
        (["clerk reviewer chief"] * 3, False),
        (["clerk"] * 9, False),
    ],
)
def test_an_office_has_the_people_when_each_act_can_be_another_persons(people: list[str], enough: bool) -> None:
    assert staffed([roles.split() for roles in people]) is enough


def test_who_reviewed_does_not_approve_where_another_could_have(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    taught.do("claim.review", claim, CHIEF)
    with pytest.raises(Refused, match=CLAUSE) as refused:
        taught.do("claim.approve", claim, CHIEF)
    assert (refused.value.code, taught.state("claim", claim)) == ("move.two_acts", "reviewed")


def test_who_submitted_does_not_pay_where_there_is_another_clerk(taught: Bureau, cleared: int) -> None:
    with pytest.raises(Refused, match=CLAUSE):
        paid(taught, cleared, CLERK)
    paid(taught, cleared, CASHIER)
    record = taught.record("claim", cleared)
    assert (record["state"], record["paid_by"], record["combined"]) == ("paid", CASHIER, 0)


def test_a_small_office_pays_by_the_same_clerk_only_when_it_has_said_so_and_the_claim_shows_it(
    taught: Bureau, cleared: int
) -> None:
    without(taught, CASHIER)
    with pytest.raises(Refused, match="登记人员不足") as silent:
        paid(taught, cleared, CLERK)
    assert silent.value.code == "move.short"
    small(taught)
    paid(taught, cleared, CLERK)
    assert taught.record("claim", cleared)["combined"] == 1


def test_saying_so_allows_nothing_that_the_people_of_the_office_could_do_apart(taught: Bureau, cleared: int) -> None:
    small(taught)
    with pytest.raises(Refused) as refused:
        paid(taught, cleared, CLERK)
    assert refused.value.code == "move.two_acts"


def test_a_clerk_who_did_nothing_yet_pays_also_where_one_person_reviewed_and_approved(taught: Bureau) -> None:
    without(taught, REVIEWER)
    small(taught)
    claim = taught.claim(taught.first("class"), "submitted")
    for word in ("review", "approve"):
        taught.do(f"claim.{word}", claim, CHIEF)
    taught.do("claim.publish", claim)
    taught.today = taught.record("claim", claim)["notice_to"] + timedelta(1)
    taught.clear(claim)
    with pytest.raises(Refused) as refused:
        paid(taught, claim, CLERK)
    assert refused.value.code == "move.two_acts"
    paid(taught, claim, CASHIER)
    assert taught.record("claim", claim)["combined"] == 1


def test_however_small_the_office_nobody_decides_on_what_he_handed_in(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    with taught.office.work() as work:
        for user in work.session.query(User):
            user.state, user.roles = ("active" if user.name == CLERK else "left"), "clerk reviewer chief"
    small(taught)
    with pytest.raises(Refused, match=CLAUSE) as refused:
        taught.do("claim.review", claim, CLERK)
    assert refused.value.code == "move.self"


def test_the_database_itself_keeps_the_acts_apart(taught: Bureau, cleared: int) -> None:
    for values in ({"approved_by": REVIEWER}, {"paid_by": CLERK}, {"paid_by": CHIEF}):
        with pytest.raises(IntegrityError):
            taught.set(Claim, cleared, **values)
    with pytest.raises(IntegrityError):
        taught.set(Claim, cleared, approved_by=CLERK, combined=1)


def test_the_chief_may_return_what_waits_for_notice_and_what_he_approved(taught: Bureau) -> None:
    with taught.office.work() as work:
        work.session.query(User).filter_by(name=CHIEF).one().roles = "chief"
    claim = taught.claim(taught.first("class"), "reviewed")
    taught.do("claim.return_", claim, CHIEF, reason="名单有误")
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
        taught.do(f"claim.{word}", claim, who)
    taught.agree(taught.do("claim.ask_return", claim, CHIEF, reason="金额待核"))
    assert taught.state("claim", claim) == "returned"


def test_an_office_that_is_founded_too_small_says_so_on_its_reports(tmp_path: Path) -> None:
    for folder, more in (("small", ()), ("whole", (("钱五", ["clerk"]),))):
        people = [("张三", ["clerk"]), ("李四", ["reviewer"]), ("王五", ["chief"]), *more]
        charter = Charter("某区人社局", "500110", "county", "qijiang-2019", people)
        with found_office(tmp_path / folder, charter) as office, office.read() as read:
            report.write(read, STATISTICS, "2019-12", tmp_path / f"{folder}.xlsx")
    notes = [openpyxl.load_workbook(tmp_path / f"{name}.xlsx").active[2] for name in ("small", "whole")]
    told = ["".join(str(cell.value or "") for cell in row) for row in notes]
    assert [CLAUSE in text for text in told] == [True, False]
