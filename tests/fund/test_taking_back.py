"""Nothing is taken back that the bank already has, and nothing is sent to the bank that may be taken back."""

import pytest

from app.kernel.outcomes import Refused
from tests.bureau import CASHIER, CHIEF, CLERK, REVIEWER, Bureau
from tests.claim.test_reductions import WHY, ask
from tests.fund.test_batches import FUND, approved, faults, listed, rows, sent

TOLD = {"reason": "举报属实"}


@pytest.fixture
def cleared(taught: Bureau) -> int:
    return taught.claim(taught.first("class"), "cleared")


@pytest.mark.parametrize("verb", ["claim.ask_return", "claim.ask_void"])
def test_a_claim_that_the_bank_is_paying_is_not_taken_back(taught: Bureau, cleared: int, verb: str) -> None:
    sent(taught, listed(taught, cleared))
    with pytest.raises(Refused, match="已随批次.*送银行") as refused:
        taught.do(verb, cleared, CLERK, **TOLD)
    assert refused.value.code == "claim.on_its_way"
    with pytest.raises(Refused) as reduced:
        taught.do("claim-line.reduce", taught.lines(cleared)[0]["uid"], CLERK, **WHY)
    assert reduced.value.code == "claim.on_its_way"


def test_a_batch_is_not_sent_while_a_claim_in_it_may_be_taken_back(taught: Bureau, cleared: int) -> None:
    batch = approved(taught, listed(taught, cleared))
    row = ask(taught, cleared)
    with pytest.raises(Refused, match="有待确认的核减") as refused:
        taught.do("batch.send", batch, CASHIER)
    assert refused.value.code == "batch.faults"
    taught.agree(row, CHIEF)
    with pytest.raises(Refused) as changed:
        taught.do("batch.send", batch, CASHIER)
    assert changed.value.code == "batch.faults"


def test_a_way_back_that_was_asked_before_the_money_left_is_not_confirmed_after(taught: Bureau, cleared: int) -> None:
    batch = approved(taught, listed(taught, cleared))
    taught.do("claim.ask_return", cleared, CLERK, **TOLD)
    with pytest.raises(Refused, match="有待确认的退回"):
        taught.do("batch.send", batch, CASHIER)
    taught.agree(cleared, REVIEWER)
    assert taught.state("claim", cleared) == "returned"
    with pytest.raises(Refused):
        taught.do("batch.send", batch, CASHIER)


# --- while it is being paid -----------------------------------------------------------------------------------------------


def part(bureau: Bureau, claim: int, yuan: str) -> None:
    paid = {"fund": FUND, **bureau.voucher(), "paid_on": bureau.today.isoformat(), "amount_fen": yuan}
    bureau.do("claim.pay", claim, CASHIER, **paid)


def test_of_a_claim_that_is_paid_in_part_somebody_is_taken_out_as_long_as_his_money_is_left(
    taught: Bureau, cleared: int
) -> None:
    part(taught, cleared, "1200")
    taught.agree(ask(taught, cleared), CHIEF)
    assert (taught.state("claim", cleared), taught.record("claim", cleared)["total_fen"]) == ("paying", 240_000)
    taught.agree(ask(taught, cleared, 1), CHIEF)
    assert (taught.state("claim", cleared), taught.record("claim", cleared)["total_fen"]) == ("paid", 120_000)
    assert faults(taught) == []


def test_of_a_claim_that_is_paid_nearly_whole_nobody_is_taken_out(taught: Bureau, cleared: int) -> None:
    part(taught, cleared, "3000")
    with pytest.raises(Refused, match="追回") as refused:
        ask(taught, cleared)
    assert refused.value.code == "claim.paid_to_him"


def objected(bureau: Bureau, claim: int, person: str) -> int:
    """An objection to somebody's money, which the bank has meanwhile, looked into."""
    said = {"objector": "李某", "content": "冒名", "person": person}
    uid = bureau.do("objection.create", claim_number=bureau.record("claim", claim)["number"], **said)
    bureau.do("objection.investigate", uid, finding="查实")
    return uid


@pytest.mark.parametrize(("person", "asked_yuan"), [("2", 1200), ("", 3600)])
def test_an_objection_that_is_upheld_after_the_money_is_gone_asks_it_back(
    taught: Bureau, cleared: int, person: str, asked_yuan: int
) -> None:
    batch = sent(taught, listed(taught, cleared))
    objection = objected(taught, cleared, person)
    told = {"cause": "弄虚作假", "document": "核查1号", "decision": "确系冒名"}
    with pytest.raises(Refused) as early:
        taught.do("objection.uphold_recover", objection, REVIEWER, **told)
    assert early.value.code == "objection.unpaid"
    day = taught.today.isoformat()
    taught.do("transfer.pay", rows(taught, "transfers")[0]["uid"], CASHIER, **taught.voucher(), paid_on=day)
    assert taught.state("batch", batch) == "closed"
    taught.do("objection.uphold_recover", objection, REVIEWER, **told)
    (recovery,) = rows(taught, "recoveries")
    assert (recovery["due_fen"], recovery["cause"], recovery["state"]) == (asked_yuan * 100, "fraud", "pending")
    assert recovery["clause"] and taught.state("objection", objection) == "upheld"
    with pytest.raises(Refused):
        taught.do("recovery.confirm", recovery["uid"], REVIEWER)
    taught.do("recovery.confirm", recovery["uid"], CHIEF)
    assert taught.state("recovery", recovery["uid"]) == "due"
