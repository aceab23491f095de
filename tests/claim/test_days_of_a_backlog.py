"""What was done on paper before it is entered: each step takes its own day, asked why, never before what it follows nor to come."""

from datetime import date

import pytest

from app.desk.lists import LISTINGS
from app.kernel.outcomes import Problems, Refused
from app.training.training_class.model import TrainingClass
from tests.bureau import CHIEF, CLERK, PAYMENT, REVIEWER, Bureau

LATE = {"late_reason": "纸质材料补录"}


@pytest.fixture
def behind(taught: Bureau) -> int:
    """A claim that was reviewed on paper in October and is entered in December."""
    claim = taught.claim(taught.first("class"), "reviewed")
    taught.today = date(2019, 12, 2)
    return claim


def step(bureau: Bureau, claim: int, word: str, who: str, **texts: str) -> None:
    if word == "clear":
        bureau.clear(claim, **texts)
    else:
        bureau.do(f"claim.{word}", claim, who, **texts)


def told(bureau: Bureau, verb: str) -> str:
    with bureau.office.read() as read:
        rows = LISTINGS["journal"].rows(read.connection)
        return next(str(row["detail"]) for row in rows if row["verb"] == verb)


def test_a_claim_of_a_backlog_is_approved_published_cleared_and_paid_on_its_own_days(
    taught: Bureau, behind: int
) -> None:
    taught.do("claim.approve", behind, CHIEF, approved_on="2019-10-08", **LATE)
    taught.do("claim.publish", behind, notice_from="2019-10-09", **LATE)
    assert taught.record("claim", behind)["notice_to"] == date(2019, 10, 15)
    taught.clear(behind, cleared_on="2019-10-16", **LATE)
    taught.do("claim.pay", behind, **PAYMENT, paid_on="2019-10-18")
    record = taught.record("claim", behind)
    days = [record[key] for key in ("approved_on", "notice_from", "cleared_on", "paid_on")]
    assert days == [date(2019, 10, day) for day in (8, 9, 16, 18)]
    for verb in ("approve", "publish", "clear"):
        assert "补录" in told(taught, verb) and LATE["late_reason"] in told(taught, verb)


@pytest.mark.parametrize(
    ("verb", "key", "early"),
    [("approve", "approved_on", "2019-09-29"), ("publish", "notice_from", "2019-10-07"), ("clear", "cleared_on", "2019-10-15")],
)  # fmt: skip
def test_a_step_is_not_done_before_what_it_follows_nor_on_a_day_to_come_nor_late_without_a_reason(
    taught: Bureau, behind: int, verb: str, key: str, early: str
) -> None:
    days = {"approved_on": "2019-10-08", "notice_from": "2019-10-09", "cleared_on": "2019-10-16"}
    for word, named in (("approve", "approved_on"), ("publish", "notice_from"), ("clear", "cleared_on")):
        who = CHIEF if word == "approve" else CLERK
        if word == verb:
            for wrong in (early, "2019-12-03"):
                with pytest.raises(Refused):
                    step(taught, behind, word, who, **{named: wrong}, **LATE)
            with pytest.raises(Problems):
                step(taught, behind, word, who, **{named: days[named]})
        step(taught, behind, word, who, **{named: days[named]}, **LATE)
    assert taught.record("claim", behind)[key] == date.fromisoformat(days[key])


def test_a_class_of_a_backlog_is_approved_on_its_own_day(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid)
    ready.do("class.submit", uid)
    given = {"filing_number": "批1", "filed_on": "2019-08-30"}
    with pytest.raises(Problems):
        ready.do("class.approve", uid, REVIEWER, **given)
    with pytest.raises(Refused, match="还没有到"):
        ready.do("class.approve", uid, REVIEWER, **{**given, "filed_on": "2019-09-03"}, **LATE)
    ready.do("class.approve", uid, REVIEWER, **given, **LATE)
    assert ready.record("class", uid)["filed_on"] == date(2019, 8, 30)
    with ready.office.read() as read:
        assert read.session.get_one(TrainingClass, uid).filed_on == date(2019, 8, 30)
