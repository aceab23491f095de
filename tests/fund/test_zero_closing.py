"""零结案: a claim of which nobody is left is reviewed and approved like any other, and its advance is owed back by itself."""

from datetime import date

import pytest

from app.desk import words
from app.desk.lists import LISTINGS
from app.fund.balancing import LOOKS
from app.kernel.outcomes import Asked, Refused
from tests.bureau import CASHIER, CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.claim.test_reductions import take_out
from tests.fund.test_advances import FUND, opened

WHY = "全部不合格，按零结案"


def agree(bureau: Bureau) -> None:
    with bureau.office.read() as read:
        assert [fault for look in LOOKS for fault in look(read)] == []


def failed(bureau: Bureau, uid: int) -> int:
    """The class is held and nobody passes; gives its claim as a draft."""
    bureau.today = max(bureau.today, bureau.record("class", uid)["starts_on"])
    bureau.do("class.start", uid)
    bureau.today = date.fromordinal(bureau.record("class", uid)["ends_on"].toordinal() + 1)
    bureau.do("class.end", uid)
    bureau.results(uid, result="failed", certificate_number=None, certificate_date=None, certificate_kind=None)
    bureau.do("class.accept", uid, REVIEWER, **bureau.materials())
    return bureau.claim(uid)


def approved(bureau: Bureau, claim: int) -> None:
    with pytest.raises(Asked, match="零结案"):
        bureau.do("claim.submit", claim)
    bureau.do("claim.submit", claim, confirmation=WHY)
    bureau.do("claim.review", claim, REVIEWER)
    bureau.do("claim.approve", claim, CHIEF)


def test_a_claim_of_which_nobody_qualifies_is_closed_and_its_advance_is_due(ready: Bureau) -> None:
    uid = opened(ready, 3)
    advance = ready.do("advance.create", class_number=ready.record("class", uid)["number"])
    ready.do("advance.submit", advance)
    ready.do("advance.approve", advance, CHIEF)
    ahead = {"fund": FUND, **ready.voucher(), "paid_on": ready.today.isoformat()}
    ready.do("advance.pay", advance, CASHIER, **ahead)
    claim = failed(ready, uid)
    approved(ready, claim)
    ready.office.sign_in(CLERK)
    with ready.office.read() as read:
        offered = words.allowed(read, "claim", claim)
    assert "close" in offered and "publish" not in offered
    for verb in ("publish",):
        with pytest.raises(Refused, match="请办理“零结案”"):
            ready.do(f"claim.{verb}", claim)
    ready.do("claim.close", claim)
    assert (ready.state("claim", claim), ready.state("advance", advance)) == ("closed", "settled")
    with ready.office.read() as read:
        (owed,) = LISTINGS["recoveries"].rows(read.connection)
        assert list(LISTINGS["payments"].rows(read.connection)) != []
    assert (owed["state"], owed["owed_fen"]) == ("due", ready.record("advance", advance)["amount_fen"])
    agree(ready)
    ready.do("claim.ask_reopen", claim, CLERK, reason="成绩录错")
    assert ready.state("claim", claim) == "closed"
    ready.agree(claim, CHIEF)
    assert (ready.state("claim", claim), ready.state("advance", advance)) == ("approved", "paid")
    agree(ready)
    ready.do("claim.close", claim)
    agree(ready)


def test_what_was_given_back_after_a_closing_at_zero_stays_so(ready: Bureau) -> None:
    uid = opened(ready, 3)
    advance = ready.do("advance.create", class_number=ready.record("class", uid)["number"])
    ready.do("advance.submit", advance)
    ready.do("advance.approve", advance, CHIEF)
    ready.do("advance.pay", advance, CASHIER, fund=FUND, **ready.voucher(), paid_on=ready.today.isoformat())
    claim = failed(ready, uid)
    approved(ready, claim)
    ready.do("claim.close", claim)
    ready.do("recovery.repay", ready.first("recovery"), fund=FUND, **ready.voucher(), paid_on=ready.today.isoformat())
    with pytest.raises(Refused) as refused:
        ready.do("claim.ask_reopen", claim, CLERK, reason="成绩录错")
    assert refused.value.code == "claim.returned_already"
    agree(ready)


def test_a_claim_from_which_everybody_was_taken_out_after_the_notice_is_closed_not_paid(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "cleared")
    for place in range(3):
        with pytest.raises(Refused, match="不能零结案") as refused:
            taught.do("claim.close", claim)
        assert refused.value.code == "claim.not_zero"
        take_out(taught, claim, place)
    with pytest.raises(Refused) as zero:
        taught.do("claim.pay", claim, **PAYMENT, paid_on=taught.today.isoformat())
    assert zero.value.code == "claim.zero"
    taught.do("claim.close", claim)
    assert taught.state("claim", claim) == "closed"
    agree(taught)
    taught.agree(taught.do("claim.ask_reopen", claim, CLERK, reason="核减有误"))
    assert taught.state("claim", claim) == "cleared"
    agree(taught)
