"""Where the policy pays people themselves, each has a payment of his own, to his own account."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.claim.claim_line.model import ClaimLine
from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.exchange import report
from app.fund.audit import AUDIT
from app.fund.spending import uses
from app.kernel.outcomes import Problems, Refused
from app.kernel.periods import parse_period
from app.record.listing import Query
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from tests.bureau import CASHIER, CHIEF, CLERK, REVIEWER, Bureau
from tests.claim.test_reductions import ask
from tests.fund.test_batches import answer, listed, rows, said, sent

FUND = "就业补助资金"
DAY_FEN = 2_000


@pytest.fixture
def allowance(taught: Bureau) -> int:
    """A claim of 生活费补贴 for three people, of one, two and three days, whose notice is over."""
    taught.settle()
    training = taught.first("class")
    taught.rate("生活费补贴", level="不分等级", amount_fen="20", document="区文〔2019〕2号")
    for days, row in enumerate(taught.enrolled(training), start=1):
        taught.set(Enrolment, row, category="贫困劳动力")
        with taught.office.work() as work:
            for day in range(days):
                on = taught.record("class", training)["starts_on"].replace(day=2 + day)
                work.add(Attendance(enrolment_uid=row, day=on, periods=6, minutes=40))
    uid = taught.do("claim.create", class_number=taught.record("class", training)["number"], scheme="生活费补贴")
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF), ("publish", CLERK)):
        taught.do(f"claim.{word}", uid, who)
    taught.today = taught.record("claim", uid)["notice_to"].replace(day=28)
    return taught.clear(uid)


def ledger(bureau: Bureau) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return sorted(LISTINGS["payments"].rows(read.connection), key=lambda row: row["uid"])


def pay(bureau: Bureau, claim: int) -> None:
    texts = {"fund": FUND, **bureau.voucher(), "paid_on": bureau.today.isoformat()}
    bureau.do("claim.pay", claim, CASHIER, **texts)


def faults(bureau: Bureau) -> list[str]:
    with bureau.office.read() as read:
        return [finding.text for finding in check(read).faults]


def people(bureau: Bureau) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return list(LISTINGS["enrolments"].rows(read.connection))


@pytest.mark.clause("QJ-10")
def test_an_allowance_is_paid_to_each_person_and_nothing_to_the_school(taught: Bureau, allowance: int) -> None:
    assert taught.record("claim", allowance)["payee"] == "学员本人"
    assert [line["payee"] for line in taught.lines(allowance)] == ["person"] * 3
    pay(taught, allowance)
    paid = ledger(taught)
    assert [row["amount_fen"] for row in paid] == [DAY_FEN, 2 * DAY_FEN, 3 * DAY_FEN]
    assert [row["payee"] for row in paid] == [row["name"] for row in people(taught)]
    assert [row["account"] for row in paid] == [row["account"] for row in people(taught)]
    assert [row["times"] for row in paid] == [1, 1, 1]
    assert (taught.state("claim", allowance), faults(taught)) == ("paid", [])


def test_a_person_whose_payment_bounced_is_paid_again_and_nobody_else(taught: Bureau, allowance: int) -> None:
    pay(taught, allowance)
    second = ledger(taught)[1]
    day = taught.today.isoformat()
    taught.do("payment.bounce", second["uid"], CASHIER, returned_on=day, return_voucher="退1", reason="账号已销")
    assert (taught.state("claim", allowance), faults(taught)) == ("paying", [])
    pay(taught, allowance)
    last = ledger(taught)[-1]
    assert (last["payee"], last["amount_fen"]) == (second["payee"], 2 * DAY_FEN)
    assert len(ledger(taught)) == 5
    assert (taught.state("claim", allowance), faults(taught)) == ("paid", [])


def test_people_without_an_account_are_named_and_nobody_is_paid(taught: Bureau, allowance: int) -> None:
    first = people(taught)[0]
    taught.set(Enrolment, first["uid"], account=None)
    with pytest.raises(Refused, match=f"有 1 人没有登记银行账号，不能拨付：{first['name']}") as refused:
        pay(taught, allowance)
    assert (refused.value.code, ledger(taught)) == ("payment.no_account", [])


def paid_states(bureau: Bureau, claim: int) -> list[str | None]:
    """What each line of a claim says of its payment, as the list of the window has it."""
    with bureau.office.read() as read:
        return [line["paid_state"] for line in LISTINGS["claim-lines"].rows(read.connection, Query(inside=claim))]


def test_each_line_says_how_far_its_person_is_paid(taught: Bureau, allowance: int) -> None:
    assert paid_states(taught, allowance) == ["waiting"] * 3
    batch = listed(taught, allowance)
    assert taught.record("claim", allowance)["in_batch"] == taught.record("batch", batch)["number"]
    assert paid_states(taught, allowance) == ["listed"] * 3
    sent(taught, batch)
    assert paid_states(taught, allowance) == ["sent"] * 3
    failed = {"处理结果": "失败", "凭证号": "", "失败原因": "户名不符"}
    one, two, three = rows(taught, "transfers")
    answer(taught, batch, said(taught, one), said(taught, two, **failed))
    assert paid_states(taught, allowance) == ["paid", "failed", "sent"]
    answer(taught, batch, said(taught, three))
    assert taught.record("claim", allowance)["in_batch"] == taught.record("batch", batch)["number"]
    taught.do("transfer.pay_again", two["uid"], CASHIER, confirmation="已电话核实")
    assert taught.record("claim", allowance)["in_batch"] == rows(taught, "batches")[-1]["number"]
    assert paid_states(taught, allowance) == ["paid", "listed", "paid"]
    day = taught.today.isoformat()
    taught.do("payment.bounce", ledger(taught)[0]["uid"], CASHIER, returned_on=day, return_voucher="退1", reason="销户")
    assert paid_states(taught, allowance) == ["failed", "listed", "paid"]


def test_a_line_that_pays_the_school_says_nothing_of_a_payment(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "paid")
    assert paid_states(taught, claim) == [None] * 3


def test_what_goes_to_many_people_is_not_paid_in_part(taught: Bureau, allowance: int) -> None:
    texts = {"fund": FUND, **taught.voucher(), "paid_on": taught.today.isoformat(), "amount_fen": "20"}
    with pytest.raises(Refused) as refused:
        taught.do("claim.pay", allowance, CASHIER, **texts)
    assert (refused.value.code, ledger(taught)) == ("payment.part_of_many", [])


def test_the_audit_and_the_disclosure_count_each_person_once(taught: Bureau, allowance: int, tmp_path: Path) -> None:
    pay(taught, allowance)
    with taught.office.read() as read:
        assert sum(use.times for use in uses(read, parse_period("2019"))) == 3
        report.write(read, AUDIT, "2019", tmp_path / "审计.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "审计.xlsx")["人员"].iter_rows(values_only=True))
    assert len(rows) == 2 + 3


def test_nothing_goes_ahead_to_people_themselves(ready: Bureau) -> None:
    uid = ready.training(arrangement="企业培训")
    ready.enrol(uid, 2)
    ready.approved(uid)
    with pytest.raises(Refused) as refused:
        ready.do("advance.create", class_number=ready.record("class", uid)["number"], scheme="生活费补贴")
    assert refused.value.code == "advance.to_persons"


def test_whose_transfer_came_back_is_taken_out_and_who_was_paid_is_not(taught: Bureau, allowance: int) -> None:
    pay(taught, allowance)
    last = max(ledger(taught), key=lambda row: row["amount_fen"])
    back = {"returned_on": taught.today.isoformat(), "return_voucher": "退1", "reason": "账号已销户"}
    taught.do("payment.bounce", last["uid"], CASHIER, **back)
    assert taught.state("claim", allowance) == "paying"
    with pytest.raises(Refused) as refused:
        ask(taught, allowance, 0)
    assert refused.value.code == "claim.paid_to_him"
    taught.agree(ask(taught, allowance, 2), CHIEF)
    assert taught.state("claim", allowance) == "paid"
    assert faults(taught) == []


def test_the_bank_may_answer_bit_by_bit_of_one_voucher(taught: Bureau, allowance: int) -> None:
    batch = sent(taught, listed(taught, allowance))
    for row in rows(taught, "transfers"):
        answer(taught, batch, said(taught, row))
    assert [row["voucher"] for row in ledger(taught)] == ["银0001"] * 3
    assert (taught.state("batch", batch), taught.state("claim", allowance), faults(taught)) == ("closed", "paid", [])


@pytest.mark.parametrize("by_batch", [False, True])
def test_what_was_entered_wrongly_of_many_people_is_corrected_one_by_one(
    by_batch: bool, taught: Bureau, allowance: int
) -> None:
    if by_batch:
        batch = sent(taught, listed(taught, allowance))
        answer(taught, batch, *(said(taught, row) for row in rows(taught, "transfers")))
    else:
        pay(taught, allowance)
    for changes in ({"account": "6222020000001234"}, {"voucher": "凭0099"}):
        for row in [row for row in ledger(taught) if row["entry"] == "posted"][-3:]:
            taught.agree(taught.do("payment.correct", row["uid"], CASHIER, reason="登记有误", **changes))
    last = ledger(taught)[-1]
    assert (last["voucher"], last["account"]) == ("凭0099", "6222020000001234")
    assert [row["voucher"] for row in ledger(taught)][-6:][1::2] == ["凭0099"] * 3
    assert (taught.state("claim", allowance), faults(taught)) == ("paid", [])


def test_what_came_back_of_many_people_by_one_voucher_is_entered_for_each(taught: Bureau, allowance: int) -> None:
    pay(taught, allowance)
    back = {"returned_on": taught.today.isoformat(), "return_voucher": "退0001", "reason": "账号已销户"}
    for row in ledger(taught)[1:]:
        taught.do("payment.bounce", row["uid"], CASHIER, **back)
    assert [row["amount_fen"] for row in ledger(taught)][3:] == [-2 * DAY_FEN, -3 * DAY_FEN]
    assert (taught.state("claim", allowance), faults(taught)) == ("paying", [])


# --- money that comes back ----------------------------------------------------------------------------------------------


def called_back(bureau: Bureau, claim: int, **texts: str) -> int:
    told = {
        "cause": "骗取套取",
        "document": "稽核1号",
        "claim_number": bureau.record("claim", claim)["number"],
        **texts,
    }
    return bureau.do("recovery.create", **told)


def test_what_a_person_was_paid_is_called_back_from_him_and_comes_back_by_his_name(
    taught: Bureau, allowance: int
) -> None:
    pay(taught, allowance)
    second = people(taught)[1]
    uid = called_back(taught, allowance, person=second["name"], due_fen="40")
    row = taught.record("recovery", uid)
    assert (row["person"], row["payer"]) == (second["name"], second["name"])
    taught.do("recovery.confirm", uid, REVIEWER)
    texts = {"fund": FUND, "voucher": "收1", "paid_on": taught.today.isoformat()}
    taught.do("recovery.repay", uid, CASHIER, **texts)
    back = ledger(taught)[-1]
    assert (back["payee"], back["account"], back["amount_fen"]) == (second["name"], second["account"], -2 * DAY_FEN)
    assert (taught.state("recovery", uid), paid_states(taught, allowance), faults(taught)) == (
        "returned", ["paid"] * 3, [],
    )  # fmt: skip


def test_no_more_is_called_back_from_a_person_than_he_was_paid(taught: Bureau, allowance: int) -> None:
    pay(taught, allowance)
    called_back(taught, allowance, person="2", due_fen="30")
    with pytest.raises(Refused) as refused:
        called_back(taught, allowance, person="2", due_fen="10.01")
    assert refused.value.code == "recovery.too_much"
    called_back(taught, allowance, person="2", due_fen="10")


@pytest.mark.parametrize(("person", "code"), [("", "recovery.whose"), ("9", "recovery.not_his")])
def test_who_owes_what_people_were_paid_themselves_is_named(
    person: str, code: str, taught: Bureau, allowance: int
) -> None:
    pay(taught, allowance)
    with pytest.raises(Problems) as found:
        called_back(taught, allowance, person=person, due_fen="20")
    assert [(problem.key, problem.code) for problem in found.value.problems] == [("person", code)]


def test_nobody_owes_himself_what_the_school_was_paid(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "paid")
    with pytest.raises(Problems) as found:
        called_back(taught, claim, person="1", due_fen="20")
    assert [problem.code for problem in found.value.problems] == ["recovery.not_his"]
    uid = called_back(taught, claim, due_fen="20")
    assert taught.record("recovery", uid)["payer"] == "綦江示例培训学校"


def test_what_the_office_above_does_not_accept_is_asked_back_from_each_person(taught: Bureau, allowance: int) -> None:
    pay(taught, allowance)
    for line in taught.lines(allowance)[:2]:
        taught.set(ClaimLine, line["uid"], reported="refused", receipt_reason="人在外地")
    taught.do("claim.recover", allowance)
    found = [(row["payer"], row["due_fen"]) for row in rows(taught, "recoveries")]
    assert found == [(one["name"], fen) for one, fen in zip(people(taught), (DAY_FEN, 2 * DAY_FEN), strict=False)]
    with pytest.raises(Refused) as again:
        taught.do("claim.recover", allowance)
    assert again.value.code == "recovery.asked_already"


def test_an_objection_that_is_upheld_after_people_were_paid_asks_each_for_his_own(
    taught: Bureau, allowance: int
) -> None:
    batch = sent(taught, listed(taught, allowance))
    number = taught.record("claim", allowance)["number"]
    objection = taught.do("objection.create", claim_number=number, objector="李某", content="没有上课")
    taught.do("objection.investigate", objection, finding="查实")
    answer(taught, batch, *(said(taught, row) for row in rows(taught, "transfers")))
    told = {"cause": "不符合补贴条件", "document": "核查1号", "decision": "没有上课"}
    taught.do("objection.uphold_recover", objection, REVIEWER, **told)
    found = sorted((row["due_fen"], row["cause"], row["person"] is not None) for row in rows(taught, "recoveries"))
    assert found == [(DAY_FEN * days, "reduced", True) for days in (1, 2, 3)]
