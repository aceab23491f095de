"""What was applied for on paper before it is entered carries its own day, with the reason, and never an impossible one."""

from datetime import date

import pytest

from app.desk.lists import LISTINGS
from app.kernel.outcomes import Problems, Refused
from tests.bureau import REVIEWER, Bureau

WHY = "启用本系统前已受理，补录"


def told(bureau: Bureau, noun: str, verb: str) -> str:
    with bureau.office.read() as read:
        rows = LISTINGS["journal"].rows(read.connection)
        return next(str(r["detail"]) for r in rows if (r["noun"], r["verb"]) == (noun, verb))


def later(bureau: Bureau) -> str:
    """The number of a class accepted on 30 September, entered three months on."""
    bureau.today = date(2020, 1, 6)
    return str(bureau.record("class", bureau.first("class"))["number"])


def test_a_claim_carries_the_day_on_which_it_was_made_and_the_journal_why_it_came_later(taught: Bureau) -> None:
    uid = taught.do("claim.create", class_number=later(taught), applied_on="2019-10-08", late_reason=WHY)
    record = taught.record("claim", uid)
    assert (record["applied_on"], record["number"]) == (date(2019, 10, 8), "BT500110-2019-0001")
    assert f"2019-10-08：{WHY}" in told(taught, "claim", "create")


@pytest.mark.parametrize(("day", "code"), [("2020-01-07", "backlog.ahead"), ("2019-09-29", "backlog.early")])
def test_a_claim_is_made_on_no_day_to_come_nor_before_its_class_was_accepted(
    taught: Bureau, day: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        taught.do("claim.create", class_number=later(taught), applied_on=day, late_reason=WHY)
    assert refused.value.code == code


def test_an_earlier_day_wants_a_reason_and_today_wants_none(taught: Bureau) -> None:
    number = later(taught)
    with pytest.raises(Problems) as refused:
        taught.do("claim.create", class_number=number, applied_on="2019-10-08")
    assert [(p.key, p.code) for p in refused.value.problems] == [("late_reason", "backlog.reason")]
    assert taught.record("claim", taught.do("claim.create", class_number=number))["applied_on"] == taught.today


def test_an_acceptance_that_is_entered_later_lets_its_claim_be_entered_later_too(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 2)
    ready.approved(uid)
    ready.do("class.start", uid)
    ready.today = date(2020, 1, 6)
    ready.do("class.end", uid)
    ready.results(uid, certificate_date=date(2019, 10, 8))
    with pytest.raises(Refused) as early:
        ready.do("class.accept", uid, REVIEWER, accepted_on="2019-09-28", late_reason=WHY)
    assert early.value.code == "backlog.early"
    ready.do("class.accept", uid, REVIEWER, accepted_on="2019-10-10", late_reason=WHY)
    number = str(ready.record("class", uid)["number"])
    with pytest.raises(Refused):
        ready.do("claim.create", class_number=number, applied_on="2019-10-09", late_reason=WHY)
    claim = ready.do("claim.create", class_number=number, applied_on="2019-10-10", late_reason=WHY)
    assert ready.record("claim", claim)["applied_on"] == date(2019, 10, 10)


def test_an_advance_is_asked_for_no_earlier_than_its_class_was_approved(ready: Bureau) -> None:
    uid = ready.training(arrangement="项目制培训")
    ready.enrol(uid, 3)
    ready.approved(uid)
    approved, number = ready.today, str(ready.record("class", uid)["number"])
    ready.today = date.fromordinal(approved.toordinal() + 5)
    with pytest.raises(Refused) as early:
        ready.do("advance.create", class_number=number, applied_on="2019-09-01", late_reason=WHY)
    assert early.value.code == "backlog.early"
    made = ready.do("advance.create", class_number=number, applied_on=approved.isoformat(), late_reason=WHY)
    assert ready.record("advance", made)["applied_on"] == approved
    assert WHY in told(ready, "advance", "create")
