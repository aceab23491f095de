"""What was approved, started, ended or accepted by mistake goes one step back by two people; a running class is cancelled."""

from datetime import date

import pytest

from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests.bureau import CASHIER, CHIEF, CLERK, REVIEWER, Bureau
from tests.fund.test_advances import FUND, opened

WHY = "点错了班"
_STEPS = ("approved", "running", "ended", "accepted")


def at(bureau: Bureau, state: str) -> int:
    """A class of three in a state."""
    uid = bureau.training()
    bureau.enrol(uid)
    bureau.approved(uid)
    for step in _STEPS[1 : _STEPS.index(state) + 1]:
        if step == "running":
            bureau.do("class.start", uid)
        elif step == "ended":
            bureau.today = date.fromordinal(bureau.record("class", uid)["ends_on"].toordinal() + 1)
            bureau.do("class.end", uid)
        else:
            bureau.results(uid)
            bureau.do("class.accept", uid, REVIEWER, left_out="1", left_out_reason="替考", **bureau.materials())
    return uid


@pytest.mark.parametrize(
    ("state", "before"),
    [("approved", "returned"), ("running", "approved"), ("ended", "running"), ("accepted", "ended")],
)
def test_a_step_that_was_done_by_mistake_is_taken_back_when_another_confirms(
    ready: Bureau, state: str, before: str
) -> None:
    uid = at(ready, state)
    ready.do("class.reopen", uid, REVIEWER, reason=WHY)
    assert ready.state("class", uid) == state
    with pytest.raises(Refused) as alone:
        ready.agree(uid, REVIEWER)
    assert alone.value.code == "move.self"
    ready.agree(uid, CHIEF)
    assert ready.state("class", uid) == before
    with ready.office.read() as read:
        told = [str(row["detail"]) for row in LISTINGS["journal"].rows(read.connection) if row["noun"] == "class"]
    assert any(WHY in detail and REVIEWER in detail for detail in told)


def test_a_class_that_was_put_on_file_by_mistake_and_has_begun_is_on_file_again(ready: Bureau) -> None:
    uid = at(ready, "running")
    ready.set(TrainingClass, uid, approved_by=None)
    ready.agree(ready.do("class.reopen", uid, reason=WHY))
    assert ready.state("class", uid) == "filed"


def test_a_class_taken_back_from_its_approval_is_mended_and_approved_anew(ready: Bureau) -> None:
    uid = at(ready, "approved")
    ready.agree(ready.do("class.reopen", uid, reason=WHY))
    record = ready.record("class", uid)
    assert [record[key] for key in ("filed_count", "filed_on", "reviewer")] == [None, None, None]
    assert record["return_reason"] == WHY
    ready.do("class.edit", uid, place="古南街道")
    ready.approved(uid)
    assert ready.record("class", uid)["filed_count"] == 3


def test_an_acceptance_that_is_taken_back_leaves_nobody_left_out(ready: Bureau) -> None:
    uid = at(ready, "accepted")
    assert ready.record("class", uid)["approved_count"] == 2
    ready.agree(ready.do("class.reopen", uid, reason=WHY))
    with ready.office.read() as read:
        row = read.session.get_one(TrainingClass, uid)
        assert (row.qualified_count, row.approved_count, row.accepted_on, row.accepted_by) == (None,) * 4
        assert [row.left_out for row in read.session.query(Enrolment).filter_by(class_uid=uid)] == [None] * 3
    ready.do("class.accept", uid, REVIEWER, **ready.materials())
    assert ready.record("class", uid)["approved_count"] == 3


def test_an_acceptance_on_which_a_claim_rests_stays_until_the_claim_is_void(ready: Bureau) -> None:
    uid = at(ready, "accepted")
    claim = ready.claim(uid)
    with pytest.raises(Refused) as refused:
        ready.do("class.reopen", uid, reason=WHY)
    assert refused.value.code == "class.reopen_claimed"
    ready.do("claim.void", claim, reason="重做")
    ready.do("class.reopen", uid, reason=WHY)
    ready.claim(uid)
    with pytest.raises(Refused) as meanwhile:
        ready.agree(uid)
    assert meanwhile.value.code == "class.reopen_claimed"


def advanced(bureau: Bureau) -> tuple[int, int]:
    """A class on which an advance was paid."""
    uid = opened(bureau, 3)
    advance = bureau.do("advance.create", class_number=bureau.record("class", uid)["number"])
    for word, who, texts in (
        ("submit", CLERK, {}),
        ("approve", CHIEF, {}),
        ("pay", CASHIER, {"fund": FUND, **bureau.voucher(), "paid_on": bureau.today.isoformat()}),
    ):
        bureau.do(f"advance.{word}", advance, who, **texts)
    return uid, advance


def test_an_opening_on_which_money_went_ahead_is_not_taken_back(ready: Bureau) -> None:
    uid, _ = advanced(ready)
    with pytest.raises(Refused) as refused:
        ready.do("class.reopen", uid, reason=WHY)
    assert refused.value.code == "class.reopen_advanced"


def test_a_running_class_is_cancelled_by_two_people_and_its_advance_is_due_at_once(ready: Bureau) -> None:
    uid, advance = advanced(ready)
    ready.today = max(ready.today, ready.record("class", uid)["starts_on"])
    ready.do("class.start", uid)
    with pytest.raises(Refused) as alone:
        ready.do("class.void", uid, reason="机构停办")
    assert alone.value.code == "move.state"
    ready.do("class.ask_void", uid, reason="机构停办")
    assert (ready.state("class", uid), ready.state("advance", advance)) == ("running", "paid")
    ready.agree(uid)
    assert (ready.state("class", uid), ready.state("advance", advance)) == ("void", "settled")
    with ready.office.read() as read:
        (owed,) = LISTINGS["recoveries"].rows(read.connection)
    assert (owed["state"], owed["owed_fen"]) == ("due", ready.record("advance", advance)["amount_fen"])


def test_a_class_that_was_cancelled_says_why_and_by_whose_word(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 2)
    ready.approved(uid)
    ready.today = max(ready.today, ready.record("class", uid)["starts_on"])
    ready.do("class.start", uid)
    ready.agree(ready.do("class.ask_void", uid, reason="机构停办"))
    with ready.office.read() as read:
        told = [row["detail"] for row in LISTINGS["journal"].rows(read.connection) if row["subject"] == uid]
    assert "机构停办" in told
    assert any("提出人：张经办" in str(detail) for detail in told)


def test_a_class_that_ended_meanwhile_is_not_cancelled(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 2)
    ready.approved(uid)
    ready.today = ready.record("class", uid)["ends_on"]
    ready.do("class.start", uid)
    ready.do("class.ask_void", uid, reason="机构停办")
    ready.do("class.end", uid)
    with pytest.raises(Refused) as refused:
        ready.agree(uid)
    assert (refused.value.code, ready.state("class", uid)) == ("correction.moved", "ended")
