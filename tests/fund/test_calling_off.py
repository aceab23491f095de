"""What was called back by mistake is called off by two people, while nothing of it has come back."""

from datetime import timedelta

import pytest

from app.desk.checking import check
from app.kernel.outcomes import Refused
from tests.bureau import CASHIER, CLERK, PAYMENT, REVIEWER, Bureau
from tests.fund.test_advances import FUND, advanced, held, opened


@pytest.fixture
def owed(taught: Bureau) -> int:
    """100 元 owed back of a paid claim."""
    claim = taught.claim(taught.first("class"), "paid")
    number = taught.record("claim", claim)["number"]
    uid = taught.do("recovery.create", claim_number=number, cause="其他", due_fen="100", document="审1号")
    return taught.do("recovery.confirm", uid, REVIEWER)


def faults(bureau: Bureau) -> list[str]:
    with bureau.office.read() as read:
        return [finding.text for finding in check(read).faults]


def test_a_confirmed_recovery_is_called_off_when_another_person_confirms(taught: Bureau, owed: int) -> None:
    taught.do("recovery.ask_revoke", owed, CLERK, reason="查无实据")
    assert taught.state("recovery", owed) == "due"
    taught.agree(owed)
    assert (taught.state("recovery", owed), faults(taught)) == ("revoked", [])
    with pytest.raises(Refused):
        taught.do("recovery.repay", owed, CASHIER, **PAYMENT, paid_on=taught.today.isoformat())


def test_what_came_back_in_part_is_not_called_off(taught: Bureau, owed: int) -> None:
    back = {"fund": PAYMENT["fund"], "voucher": "收1", "paid_on": taught.today.isoformat(), "amount_fen": "40"}
    taught.do("recovery.repay", owed, CASHIER, **back)
    with pytest.raises(Refused) as refused:
        taught.do("recovery.ask_revoke", owed, CLERK, reason="查无实据")
    assert refused.value.code == "recovery.came_back"


def test_what_follows_from_a_settlement_is_not_called_off(ready: Bureau) -> None:
    training = opened(ready, 3)
    advanced(ready, training)
    claim = held(ready, training, 1)
    ready.today += timedelta(1)
    ready.do("claim.pay", claim, CASHIER, fund=FUND, **ready.voucher(), paid_on=ready.today.isoformat())
    uid = ready.first("recovery")
    with pytest.raises(Refused) as refused:
        ready.do("recovery.ask_revoke", uid, CLERK, reason="不服")
    assert refused.value.code == "recovery.by_figures"
