"""What is approved takes its sum of a fund until it is paid; more than a fund has is asked about, or refused."""

from datetime import date
from typing import Any

import pytest

from app.claim.claim.model import Claim
from app.desk.lists import LISTINGS
from app.fund.budget.commitments import committed_sum
from app.fund.ledger.entitlement import due_of
from app.kernel.outcomes import Asked, Refused
from tests.bureau import CASHIER, CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.fund.test_advances import advanced, held, opened

FUND = PAYMENT["fund"]


def budget(bureau: Bureau, yuan: str) -> None:
    given = {"fund": FUND, "year": "2019", "amount_fen": yuan, "document": "财社〔2019〕1号"}
    bureau.confirmed("budget", bureau.do("budget.create", **given))


def fund(bureau: Bureau) -> dict[str, Any]:
    with bureau.office.read() as read:
        return next(row for row in LISTINGS["funds"].rows(read.connection) if row["fund"] == FUND)


def reviewed(bureau: Bureau) -> int:
    """A claim of three people, 3,600 元, that waits for the chief."""
    return bureau.claim(bureau.first("class"), "reviewed")


def sums(bureau: Bureau) -> tuple[int, int, int]:
    row = fund(bureau)
    return row["committed_fen"], row["available_fen"], row["balance_fen"]


def test_an_approved_claim_takes_its_sum_until_it_is_paid(taught: Bureau) -> None:
    budget(taught, "10000")
    claim = reviewed(taught)
    assert sums(taught) == (0, 1_000_000, 1_000_000)
    taught.do("claim.approve", claim, CHIEF, fund=FUND)
    assert sums(taught) == (360_000, 640_000, 1_000_000)
    taught.do("claim.publish", claim, CLERK)
    taught.today = date(2019, 12, 2)
    taught.clear(claim)
    texts = {"fund": FUND, "paid_on": taught.today.isoformat()}
    taught.do("claim.pay", claim, CASHIER, **texts, **taught.voucher(), amount_fen="600")
    assert sums(taught) == (300_000, 640_000, 940_000)
    taught.do("claim.pay", claim, CASHIER, **texts, **taught.voucher())
    assert sums(taught) == (0, 640_000, 640_000)


def test_a_claim_that_goes_back_takes_nothing_any_more(taught: Bureau) -> None:
    budget(taught, "10000")
    claim = reviewed(taught)
    taught.do("claim.approve", claim, CHIEF, fund=FUND)
    taught.do("claim.ask_return", claim, CLERK, reason="有误")
    taught.agree(claim, REVIEWER)
    assert (sums(taught), taught.state("claim", claim)) == ((0, 1_000_000, 1_000_000), "returned")


def test_more_than_a_fund_has_is_asked_about(taught: Bureau) -> None:
    budget(taught, "3000")
    claim = reviewed(taught)
    with pytest.raises(Asked, match=f"“{FUND}”2019年可用 3,000.00 元，本次 3,600.00 元，超出 600.00 元"):
        taught.do("claim.approve", claim, CHIEF, fund=FUND)
    taught.do("claim.approve", claim, CHIEF, fund=FUND, confirmation="追加资金已报批")
    assert sums(taught) == (360_000, -60_000, 300_000)


def test_an_office_that_allows_no_overspending_refuses(taught: Bureau) -> None:
    budget(taught, "3000")
    with taught.office.read() as read:
        own = read.own.uid
    taught.do("office.correct", own, overspending="不允许", reason="局党组决定")
    taught.agree(own)
    claim = reviewed(taught)
    before = taught.counts()
    with pytest.raises(Refused, match="本单位不允许超支") as refused:
        taught.do("claim.approve", claim, CHIEF, fund=FUND, confirmation="追加")
    assert (refused.value.code, taught.counts()) == ("fund.short_refused", before)


def test_overspending_is_not_allowed_or_forbidden_by_one_person(taught: Bureau) -> None:
    with taught.office.read() as read:
        own = read.own.uid
    taught.do("office.correct", own, overspending="不允许", reason="决定")
    assert taught.record("office", own)["overspending"] is None
    taught.agree(own)
    assert taught.record("office", own)["overspending"] == "refused"


def test_where_nothing_was_set_aside_nobody_is_asked(taught: Bureau) -> None:
    claim = reviewed(taught)
    taught.do("claim.approve", claim, CHIEF, fund=FUND)
    assert taught.state("claim", claim) == "approved"


def test_two_claims_take_a_fund_together(ready: Bureau) -> None:
    budget(ready, "2000")
    first, second = (ready.claim(ready.accepted(1), "reviewed") for _ in range(2))
    ready.do("claim.approve", first, CHIEF, fund=FUND)
    with pytest.raises(Asked, match="可用 800.00 元，本次 1,200.00 元，超出 400.00 元"):
        ready.do("claim.approve", second, CHIEF, fund=FUND)


def test_what_was_called_back_of_an_advance_is_still_to_be_paid_with_its_claim(ready: Bureau) -> None:
    training = opened(ready)
    number = ready.record("advance", advanced(ready, training))["number"]
    claim = held(ready, training)
    owed = ready.do("recovery.create", advance_number=number, cause="其他", due_fen="1000", document="审1号")
    ready.do("recovery.confirm", owed, REVIEWER)
    with ready.office.read() as read:
        left = due_of(read, read.session.get_one(Claim, claim)).left_fen
        assert (read.session.scalar(committed_sum()), left) == (280_000, 280_000)
