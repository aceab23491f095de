"""Ways back of an approved claim: one person asks, another confirms, and until then it stands still."""

from datetime import date

import pytest

from app.claim.claim.model import Claim
from app.desk import words
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.office.correction.model import Correction
from tests.bureau import CASHIER, CHIEF, CLERK, PAYMENT, REVIEWER, Bureau

WHY = "培训过程系伪造，举报属实"
AGREED = ("approved", "noticed", "cleared")
NEXT = {"approved": "publish", "noticed": "clear", "cleared": "pay"}


def go_on(bureau: Bureau, claim: int, state: str) -> None:
    """The next step towards the money, on a day when nothing else is against it."""
    if state == "noticed":
        bureau.today = date.fromordinal(bureau.record("claim", claim)["notice_to"].toordinal() + 1)
    paid = {**PAYMENT, **bureau.voucher(), "paid_on": bureau.today.isoformat()} if state == "cleared" else {}
    if state == "noticed":
        bureau.clear(claim)
    else:
        bureau.do(f"claim.{NEXT[state]}", claim, **paid)


def asked(bureau: Bureau, claim: int) -> int:
    with bureau.office.read() as read:
        return read.session.query(Correction).filter_by(noun="claim", subject=claim, state="pending").one().uid


@pytest.mark.parametrize("state", AGREED)
@pytest.mark.parametrize(("verb", "to"), [("ask_return", "returned"), ("ask_void", "void")])
def test_an_approved_claim_goes_back_when_a_second_person_confirms(
    taught: Bureau, state: str, verb: str, to: str
) -> None:
    claim = taught.claim(taught.first("class"), state)
    taught.do(f"claim.{verb}", claim, REVIEWER, reason=WHY)
    assert taught.state("claim", claim) == state
    with pytest.raises(Refused, match="不能是同一人"):
        taught.do("correction.confirm", asked(taught, claim), REVIEWER)
    taught.agree(claim, CHIEF)
    assert taught.state("claim", claim) == to
    if to == "returned":
        assert taught.record("claim", claim)["return_reason"] == WHY
    with taught.office.read() as read:
        told = [str(r["detail"]) for r in LISTINGS["journal"].rows(read.connection) if r["noun"] == "claim"]
    assert any(WHY in detail and REVIEWER in detail for detail in told)


@pytest.mark.parametrize("state", AGREED)
def test_a_claim_stands_still_while_it_is_asked_back_and_goes_on_when_that_is_called_off(
    taught: Bureau, state: str
) -> None:
    claim = taught.claim(taught.first("class"), state)
    taught.do("claim.ask_return", claim, CLERK, reason=WHY)
    with pytest.raises(Refused, match="待确认的退回") as refused:
        go_on(taught, claim, state)
    assert refused.value.code == "claim.way_back"
    taught.office.sign_in(CASHIER)
    with taught.office.read() as read:
        notice = read.session.get_one(Claim, claim).notice_uid
        if state == "noticed" and notice is not None:
            assert words.allowed(read, "notice", notice) == ()
        else:
            assert NEXT[state] not in words.allowed(read, "claim", claim)
    taught.do("correction.revoke", asked(taught, claim), CHIEF, reason="查无此事")
    go_on(taught, claim, state)
    assert taught.state("claim", claim) != state


def test_the_chief_returns_what_is_before_him_as_well_as_approves(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "reviewed")
    with taught.office.work() as work:
        work.session.query(Claim).filter_by(uid=claim).update({"reviewed_by": "别人"})
    taught.do("claim.return_", claim, CHIEF, reason="合格证书不全")
    assert taught.state("claim", claim) == "returned"


@pytest.mark.parametrize("state", AGREED)
def test_after_approval_one_person_alone_can_neither_return_nor_void(taught: Bureau, state: str) -> None:
    claim = taught.claim(taught.first("class"), state)
    for verb in ("return_", "void"):
        with pytest.raises(Refused) as refused:
            taught.do(f"claim.{verb}", claim, CHIEF if verb == "return_" else CLERK, reason=WHY)
        assert refused.value.code == "move.state"
    assert taught.state("claim", claim) == state


def test_a_claim_that_was_voided_after_its_notice_may_be_made_anew(taught: Bureau) -> None:
    held = taught.first("class")
    claim = taught.claim(held, "cleared")
    taught.do("claim.ask_void", claim, CLERK, reason="班级登记错误")
    taught.agree(claim)
    again = taught.claim(held, "submitted")
    assert taught.record("claim", again)["granted_count"] == taught.record("claim", claim)["granted_count"] > 0
