"""Posted rows stand for ever: what was wrong is taken back by a counter-entry, and what came back is paid again."""

from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlcipher3
from sqlalchemy.exc import DatabaseError

from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.exchange import report
from app.fund.audit import AUDIT
from app.kernel.outcomes import Refused
from app.store.work import DATABASE
from tests.bureau import CASHIER, PAYMENT, Bureau
from tests.fund.test_advances import FUND, advanced, held, opened

RETURNED = {"return_voucher": "退0001", "reason": "户名不符"}


def ledger(bureau: Bureau) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return sorted(LISTINGS["payments"].rows(read.connection), key=lambda row: row["uid"])


def sums(bureau: Bureau) -> list[tuple[str, int, str]]:
    return [(row["entry"], row["amount_fen"], row["voucher"]) for row in ledger(bureau)]


def faults(bureau: Bureau) -> list[str]:
    with bureau.office.read() as read:
        return [finding.text for finding in check(read).faults]


@pytest.fixture
def cleared(taught: Bureau) -> int:
    """A claim of three people, 3,600 元, whose notice is over."""
    return taught.claim(taught.first("class"), "cleared")


def pay(bureau: Bureau, claim: int, yuan: str = "", fund: str = PAYMENT["fund"]) -> int:
    """Pay it, or a part of it; gives the newest row."""
    texts = {"fund": fund, **bureau.voucher(), "paid_on": bureau.today.isoformat(), "amount_fen": yuan}
    bureau.do("claim.pay", claim, **texts)
    return int(ledger(bureau)[-1]["uid"])


# --- parts ------------------------------------------------------------------------------------------------------------


def test_a_claim_is_paid_in_parts_out_of_two_funds_until_nothing_is_left(taught: Bureau, cleared: int) -> None:
    pay(taught, cleared, "1000")
    assert taught.state("claim", cleared) == "paying"
    pay(taught, cleared, "", "地方人才经费")
    assert taught.state("claim", cleared) == "paid"
    assert [(row["amount_fen"], row["fund"]) for row in ledger(taught)] == [
        (100_000, PAYMENT["fund"]),
        (260_000, "地方人才经费"),
    ]
    assert faults(taught) == []


def test_no_more_is_paid_than_is_left(taught: Bureau, cleared: int) -> None:
    pay(taught, cleared, "1000")
    with pytest.raises(Refused, match="尚未拨付 2,600.00 元，不能拨付 2,600.01 元") as refused:
        pay(taught, cleared, "2600.01")
    assert (refused.value.code, len(ledger(taught))) == ("payment.not_left", 1)


def test_parts_count_each_person_once(taught: Bureau, cleared: int) -> None:
    pay(taught, cleared, "1000")
    pay(taught, cleared)
    assert [row["times"] for row in ledger(taught)] == [3, 0]


# --- 退票 -------------------------------------------------------------------------------------------------------------


def test_a_bounced_payment_is_paid_again_under_the_same_claim(taught: Bureau, cleared: int) -> None:
    row = pay(taught, cleared)
    taught.today += timedelta(3)
    taught.do("payment.bounce", row, CASHIER, returned_on=taught.today.isoformat(), **RETURNED)
    assert taught.state("claim", cleared) == "cleared"
    assert sums(taught) == [("posted", 360_000, "凭0001"), ("bounced", -360_000, "退0001")]
    assert faults(taught) == []
    pay(taught, cleared)
    assert taught.state("claim", cleared) == "paid"
    assert [row["times"] for row in ledger(taught)] == [3, -3, 3]
    assert sum(row["amount_fen"] for row in ledger(taught)) == 360_000
    assert faults(taught) == []


def test_what_bounced_once_does_not_bounce_again(taught: Bureau, cleared: int) -> None:
    row = pay(taught, cleared)
    back = {"returned_on": taught.today.isoformat(), **RETURNED}
    taught.do("payment.bounce", row, CASHIER, **back)
    with pytest.raises(Refused) as refused:
        taught.do("payment.bounce", row, CASHIER, **{**back, "return_voucher": "退0002"})
    assert refused.value.code == "payment.taken_back"
    with pytest.raises(Refused) as refused:
        taught.do("payment.bounce", int(ledger(taught)[-1]["uid"]), CASHIER, **back)
    assert refused.value.code == "payment.nothing_bounced"


def undo_bounce(bureau: Bureau) -> None:
    """The newest row, a 退票, never was; two people."""
    row = int(ledger(bureau)[-1]["uid"])
    bureau.do("payment.correct", row, amount_fen="0", reason="看错了回单，没有退票")
    bureau.agree(row)


def test_a_bounce_that_never_was_is_taken_back_by_two_people(taught: Bureau, cleared: int) -> None:
    row = pay(taught, cleared)
    taught.do("payment.bounce", row, CASHIER, returned_on=taught.today.isoformat(), **RETURNED)
    undo_bounce(taught)
    assert [(entry, fen) for entry, fen, _ in sums(taught)] == [
        ("posted", 360_000), ("bounced", -360_000), ("reversed", 360_000),
    ]  # fmt: skip
    assert (taught.state("claim", cleared), faults(taught)) == ("paid", [])
    with pytest.raises(Refused) as refused:
        pay(taught, cleared)
    assert refused.value.code == "move.state"


def test_a_bounce_is_not_taken_back_once_it_was_paid_again(taught: Bureau, cleared: int) -> None:
    row = pay(taught, cleared)
    taught.do("payment.bounce", row, CASHIER, returned_on=taught.today.isoformat(), **RETURNED)
    bounced = int(ledger(taught)[-1]["uid"])
    pay(taught, cleared)
    with pytest.raises(Refused) as refused:
        taught.do("payment.correct", bounced, amount_fen="0", reason="没有退票")
    assert refused.value.code == "payment.not_so_much"


def test_a_bounce_is_taken_back_whole(taught: Bureau, cleared: int) -> None:
    row = pay(taught, cleared)
    taught.do("payment.bounce", row, CASHIER, returned_on=taught.today.isoformat(), **RETURNED)
    with pytest.raises(Refused) as refused:
        taught.do("payment.correct", int(ledger(taught)[-1]["uid"]), amount_fen="100", reason="部分退票")
    assert refused.value.code == "payment.bounce_whole"


def test_an_advance_whose_bounce_never_was_is_paid_as_before(ready: Bureau) -> None:
    uid = advanced(ready, opened(ready))
    row = int(ledger(ready)[-1]["uid"])
    ready.do("payment.bounce", row, CASHIER, returned_on=ready.today.isoformat(), **RETURNED)
    undo_bounce(ready)
    assert (ready.state("advance", uid), faults(ready)) == ("paid", [])


def test_nothing_bounces_before_it_was_paid(taught: Bureau, cleared: int) -> None:
    row = pay(taught, cleared)
    day = (taught.today - timedelta(1)).isoformat()
    with pytest.raises(Refused) as refused:
        taught.do("payment.bounce", row, CASHIER, returned_on=day, **RETURNED)
    assert refused.value.code == "payment.bounced_early"


def test_an_advance_that_bounced_is_paid_again(ready: Bureau) -> None:
    uid = advanced(ready, opened(ready))
    row = int(ledger(ready)[-1]["uid"])
    ready.do("payment.bounce", row, CASHIER, returned_on=ready.today.isoformat(), **RETURNED)
    assert ready.state("advance", uid) == "approved"
    assert faults(ready) == []
    ready.do("advance.pay", uid, fund=FUND, **ready.voucher(), paid_on=ready.today.isoformat())
    assert (ready.state("advance", uid), faults(ready)) == ("paid", [])


def test_a_claim_with_a_settled_advance_stays_under_way_when_its_payment_bounced(ready: Bureau) -> None:
    training = opened(ready)
    advanced(ready, training)
    claim = held(ready, training)
    row = pay(ready, claim, fund=FUND)
    ready.do("payment.bounce", row, CASHIER, returned_on=ready.today.isoformat(), **RETURNED)
    assert (ready.state("claim", claim), faults(ready)) == ("paying", [])
    pay(ready, claim, fund=FUND)
    assert (ready.state("claim", claim), faults(ready)) == ("paid", [])


def test_a_settled_advance_that_bounced_is_paid_with_its_claim(ready: Bureau) -> None:
    training = opened(ready)
    advance = advanced(ready, training)
    ahead = int(ledger(ready)[-1]["uid"])
    claim = held(ready, training)
    pay(ready, claim, fund=FUND)
    ready.do("payment.bounce", ahead, CASHIER, returned_on=ready.today.isoformat(), **RETURNED)
    assert (ready.state("claim", claim), ready.state("advance", advance), faults(ready)) == ("paying", "approved", [])
    pay(ready, claim, fund=FUND)
    assert (ledger(ready)[-1]["amount_fen"], ready.state("claim", claim), faults(ready)) == (180_000, "paid", [])


def test_an_advance_that_bounced_is_owed_back_no_more(ready: Bureau) -> None:
    training = opened(ready)
    advance = advanced(ready, training)
    ahead = int(ledger(ready)[-1]["uid"])
    claim = held(ready, training, passed=1)
    pay(ready, claim, fund=FUND)
    with ready.office.read() as read:
        (owed,) = LISTINGS["recoveries"].rows(read.connection)
    assert owed["owed_fen"] == 60_000
    ready.do("payment.bounce", ahead, CASHIER, returned_on=ready.today.isoformat(), **RETURNED)
    assert (ready.state("recovery", owed["uid"]), ready.state("claim", claim)) == ("revoked", "paying")
    pay(ready, claim, fund=FUND)
    assert (ledger(ready)[-1]["amount_fen"], faults(ready), ready.state("advance", advance)) == (
        120_000, [], "approved",
    )  # fmt: skip


def test_an_advance_does_not_bounce_once_something_of_it_was_given_back(ready: Bureau) -> None:
    advance = advanced(ready, opened(ready))
    ahead, number = int(ledger(ready)[-1]["uid"]), ready.record("advance", advance)["number"]
    owed = ready.do("recovery.create", advance_number=number, cause="其他", due_fen="1000", document="审1号")
    ready.do("recovery.confirm", owed, "李复核")
    ready.do("recovery.repay", owed, fund=FUND, voucher="收0001", paid_on=ready.today.isoformat(), amount_fen="400")
    with pytest.raises(Refused) as refused:
        ready.do("payment.bounce", ahead, CASHIER, returned_on=ready.today.isoformat(), **RETURNED)
    assert (refused.value.code, faults(ready)) == ("payment.returned_of_it", [])


def test_a_claim_whose_only_payment_bounced_was_paid_on_no_day_and_by_nobody(taught: Bureau, cleared: int) -> None:
    row = pay(taught, cleared)
    taught.do("payment.bounce", row, CASHIER, returned_on=taught.today.isoformat(), **RETURNED)
    claim = taught.record("claim", cleared)
    assert (claim["paid_on"], claim["paid_by"]) == (None, None)


# --- 冲正 -------------------------------------------------------------------------------------------------------------


def test_a_wrong_voucher_is_taken_back_and_entered_again_by_two_people(
    taught: Bureau, cleared: int, tmp_path: Path
) -> None:
    row = pay(taught, cleared)
    taught.do("payment.correct", row, voucher="凭0009", reason="抄错末位")
    assert sums(taught) == [("posted", 360_000, "凭0001")]
    taught.agree(row)
    assert sums(taught) == [
        ("posted", 360_000, "凭0001"),
        ("reversed", -360_000, "凭0001"),
        ("posted", 360_000, "凭0009"),
    ]
    assert ledger(taught)[1]["reason"] == "抄错末位"
    assert (taught.state("claim", cleared), faults(taught)) == ("paid", [])
    with taught.office.read() as read:
        report.write(read, AUDIT, "2019", tmp_path / "审计.xlsx")
    book = openpyxl.load_workbook(tmp_path / "审计.xlsx")
    _, head, *rows = book["拨付"].iter_rows(values_only=True)
    assert [row[head.index("记账方式")] for row in rows] == ["记账", "冲正", "记账"]
    assert len(list(book["人员"].iter_rows())) == 2 + 3  # title, headings, and each person once


def test_the_mistaken_voucher_is_free_again_and_the_right_one_taken(ready: Bureau) -> None:
    first, second, third = (ready.claim(ready.accepted(1), "cleared") for _ in range(3))
    row = pay(ready, first)
    ready.do("payment.correct", row, voucher="凭0009", reason="抄错末位")
    ready.agree(row)
    ready.today += timedelta(1)
    texts = {"fund": PAYMENT["fund"], "paid_on": ready.today.isoformat()}
    with pytest.raises(Refused) as refused:
        ready.do("claim.pay", second, voucher="凭0009", **texts)
    assert refused.value.code == "payment.voucher_used"
    ready.do("claim.pay", second, voucher="凭0001", **texts)
    ready.do("claim.pay", third, voucher="凭0010", **texts)


def test_a_voucher_is_not_corrected_to_the_number_of_another_payment(ready: Bureau) -> None:
    first, second = (ready.claim(ready.accepted(1), "cleared") for _ in range(2))
    row = pay(ready, first)
    ready.today += timedelta(1)
    pay(ready, second)
    with pytest.raises(Refused) as refused:
        ready.do("payment.correct", row, voucher=ledger(ready)[-1]["voucher"], reason="抄错")
    assert refused.value.code == "payment.voucher_used"


def test_a_wrong_date_account_and_fund_are_entered_as_they_were(taught: Bureau, cleared: int) -> None:
    taught.today += timedelta(5)
    row = pay(taught, cleared)
    day = taught.today - timedelta(1)
    right = {"paid_on": day.isoformat(), "account": "6222020000001234", "fund": "地方人才经费"}
    taught.do("payment.correct", row, reason="登记有误", **right)
    taught.agree(row)
    last = ledger(taught)[-1]
    assert (last["paid_on"], last["account"], last["fund"]) == (day, "6222020000001234", "地方人才经费")
    assert ledger(taught)[1]["paid_on"] == ledger(taught)[0]["paid_on"]


def test_a_payment_that_never_was_is_corrected_to_nothing_and_the_claim_waits_again(
    taught: Bureau, cleared: int
) -> None:
    row = pay(taught, cleared)
    taught.do("payment.correct", row, amount_fen="0", reason="误登记，未实际拨付")
    taught.agree(row)
    assert sums(taught) == [("posted", 360_000, "凭0001"), ("reversed", -360_000, "凭0001")]
    assert (taught.state("claim", cleared), faults(taught)) == ("cleared", [])


def test_a_payment_entered_too_high_leaves_the_rest_to_be_paid(taught: Bureau, cleared: int) -> None:
    row = pay(taught, cleared)
    with pytest.raises(Refused) as refused:
        taught.do("payment.correct", row, amount_fen="3600.01", reason="金额有误")
    assert refused.value.code == "payment.not_so_much"
    taught.do("payment.correct", row, amount_fen="3500", reason="金额有误")
    taught.agree(row)
    assert (taught.state("claim", cleared), faults(taught)) == ("paying", [])
    pay(taught, cleared)
    assert (ledger(taught)[-1]["amount_fen"], taught.state("claim", cleared)) == (10_000, "paid")


def test_what_was_given_back_and_entered_wrongly_is_owed_again(taught: Bureau, cleared: int) -> None:
    pay(taught, cleared)
    number = taught.record("claim", cleared)["number"]
    owed = taught.do("recovery.create", claim_number=number, cause="其他", due_fen="100", document="审1号")
    taught.do("recovery.confirm", owed, "李复核")
    back = {"fund": PAYMENT["fund"], "voucher": "收1", "paid_on": taught.today.isoformat()}
    taught.do("recovery.repay", owed, **back)
    row = int(ledger(taught)[-1]["uid"])
    taught.do("payment.correct", row, amount_fen="40", reason="实收 40 元")
    taught.agree(row)
    assert (taught.record("recovery", owed)["owed_fen"], taught.state("recovery", owed)) == (6_000, "due")
    assert faults(taught) == []


def test_the_voucher_of_a_claim_that_had_all_gone_ahead_is_corrected(ready: Bureau) -> None:
    training = opened(ready, 2)
    advanced(ready, training)
    claim = held(ready, training, passed=1)
    row = pay(ready, claim, fund=FUND)
    ready.agree(ready.do("payment.correct", row, voucher="凭0077", reason="抄错"))
    assert [(row["amount_fen"], row["voucher"]) for row in ledger(ready)][-1] == (0, "凭0077")
    assert (ready.state("claim", claim), faults(ready)) == ("paid", [])


# --- the database itself ----------------------------------------------------------------------------------------------


def test_the_database_refuses_a_payment_beyond_what_a_claim_comes_to(taught: Bureau, cleared: int) -> None:
    pay(taught, cleared, "1000")
    copied = (
        "INSERT INTO payment SELECT uid + 100, revision, origin, '又一笔', kind, entry, claim_uid, enrolment_uid, advance_uid, "
        "recovery_uid, reverses_uid, payee, bank, account, 260001, times, fund, voucher, paid_on, posted_by, reason, state "
        "FROM payment"
    )
    with pytest.raises(DatabaseError, match="more than is due"), taught.office.work() as work:
        work.connection.exec_driver_sql(_named(copied))
    with taught.office.work() as work:
        work.connection.exec_driver_sql(_named(copied.replace("260001", "260000")))


def _named(statement: str) -> str:
    columns = (
        "uid, revision, origin, number, kind, entry, claim_uid, enrolment_uid, advance_uid, recovery_uid, reverses_uid, "
        "payee, bank, account, amount_fen, times, fund, voucher, paid_on, posted_by, reason, state"
    )
    return statement.replace("INTO payment SELECT", f"INTO payment ({columns}) SELECT")


def test_the_database_refuses_to_change_or_delete_a_posted_row(taught: Bureau, cleared: int) -> None:
    pay(taught, cleared)
    for statement in ("UPDATE payment SET voucher = '改'", "DELETE FROM payment"):
        with pytest.raises(DatabaseError, match="payment is never changed"), taught.office.work() as work:
            work.connection.exec_driver_sql(statement)


def _pay_at_once(path: str, uid: int) -> bool:
    """Post the rest of the claim without asking the program; whether the database let it."""
    connection = sqlcipher3.connect(path, timeout=30, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            _named(
                f"INSERT INTO payment SELECT {uid}, 1, origin, 'BF{uid}', 'claim', 'posted', uid, NULL, NULL, NULL, NULL, "
                "'校', NULL, NULL, total_fen, 0, '专账', '凭', '2019-12-01', NULL, NULL, 'paid' FROM claim"
            )
        )
        connection.execute("COMMIT")
    except sqlcipher3.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def test_four_processes_pay_one_claim_once(taught: Bureau, cleared: int) -> None:
    path = str(taught.office.folder / DATABASE)
    taught.office.close()
    with get_context("spawn").Pool(4) as pool:
        done = pool.starmap(_pay_at_once, [(path, uid) for uid in range(1, 5)])
    assert sorted(done) == [False, False, False, True]
