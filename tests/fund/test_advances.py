"""Money paid ahead, settled with the claim, and called back: each figure follows from the clause and the roster."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.award.funds import Settlement, Share
from app.claim.advance.model import Advance
from app.claim.claim.realname import require_registered
from app.desk import dialogs, policies
from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.fund.recovery.model import Recovery
from app.kernel.kinds import FEN
from app.kernel.outcomes import Asked, Problems, Refused
from app.record.listing import Filter, Query
from app.training.enrolment.model import Enrolment
from tests.bureau import CASHIER, CHIEF, CLERK, REVIEWER, Bureau
from tests.packs import version
from tests.regions import County

FUND = "失业保险基金结余（专账）"
PAID = {"fund": FUND, "voucher": "凭1"}


def opened(bureau: Bureau, heads: int = 3, **changes: Any) -> int:
    """An enterprise's class, approved and not begun."""
    uid = bureau.training(**{"arrangement": "企业培训", **changes})
    bureau.enrol(uid, heads)
    return bureau.approved(uid)


def advanced(bureau: Bureau, class_uid: int, amount: str = "", state: str = "paid") -> int:
    """An advance on it, walked to a state."""
    number = bureau.record("class", class_uid)["number"]
    uid = bureau.do("advance.create", class_number=number, amount_fen=amount)
    steps = ("draft", "submitted", "approved", "paid")
    for word, who in (("submit", CLERK), ("approve", CHIEF), ("pay", CASHIER))[: steps.index(state)]:
        texts = {**PAID, **bureau.voucher(), "paid_on": bureau.today.isoformat()} if word == "pay" else {}
        bureau.do(f"advance.{word}", uid, who, **texts)
    return uid


def held(bureau: Bureau, class_uid: int, passed: int = 3) -> int:
    """The class held and accepted, so many of its people certified; gives the uid of its claim, its notice over."""
    bureau.today = max(bureau.today, bureau.record("class", class_uid)["starts_on"])
    bureau.do("class.start", class_uid)
    over = date.fromordinal(bureau.record("class", class_uid)["ends_on"].toordinal() + 1)
    bureau.today = max(bureau.today, over)  # no clock runs back
    bureau.do("class.end", class_uid)
    bureau.results(class_uid)
    for uid in bureau.enrolled(class_uid)[passed:]:
        bureau.set(Enrolment, uid, result="failed", certificate_number=None, certificate_kind=None)
    bureau.do("class.accept", class_uid, REVIEWER)
    return bureau.claim(class_uid, "cleared")


def paid(bureau: Bureau, claim: int) -> int:
    return bureau.do("claim.pay", claim, **PAID | bureau.voucher(), paid_on=bureau.today.isoformat())


def rows(bureau: Bureau, name: str, **equal: str) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        query = Query(tuple(Filter(key, "=", text) for key, text in equal.items()), sort=(("number", False),))
        return list(LISTINGS[name].rows(read.connection, query))


def faults(bureau: Bureau) -> list[str]:
    with bureau.office.read() as read:
        return [fault.text for fault in check(read).faults]


# --- how much may go ahead --------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-15")
def test_half_of_what_an_enterprises_class_is_expected_to_come_to_may_go_ahead(ready: Bureau) -> None:
    advance = ready.record("advance", advanced(ready, opened(ready)))
    assert (advance["head_count"], advance["rate_fen"], advance["expected_fen"]) == (3, 120_000, 360_000)
    assert (advance["share"], advance["amount_fen"], advance["state"]) == (50, 180_000, "paid")
    assert advance["clause"].endswith("四（二）")
    (row,) = rows(ready, "payments")
    assert (row["kind"], row["amount_fen"], row["advance_number"]) == ("advance", 180_000, advance["number"])
    (told,) = rows_of_journal(ready, "advance", "pay")
    assert "四（二）" in told["clause"]


def rows_of_journal(bureau: Bureau, noun: str, verb: str) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        found = LISTINGS["journal"].rows(read.connection, Query())
        return [row for row in found if (row["noun"], row["verb"]) == (noun, verb)]


def test_an_advance_is_not_paid_on_a_day_before_it_was_approved(ready: Bureau) -> None:
    uid = advanced(ready, opened(ready, ends=date(2019, 12, 31)), state="submitted")
    applied, ready.today = ready.today, date.fromordinal(ready.today.toordinal() + 3)
    ready.do("advance.approve", uid, CHIEF)
    with pytest.raises(Refused, match=f"预拨日期 {applied} 早于核准日期 {ready.today}"):
        ready.do("advance.pay", uid, **PAID, paid_on=applied.isoformat())
    ready.do("advance.pay", uid, **PAID, paid_on=ready.today.isoformat())


@pytest.mark.parametrize(
    ("pack", "most"),
    [
        pytest.param("xuchang-2019", "1,800.00", marks=pytest.mark.clause("XC-29")),
        pytest.param("ordos-2019", "2,160.00", marks=pytest.mark.clause("OD-17")),
    ],
)
def test_each_circular_has_its_own_share_and_not_one_fen_more(pack: str, most: str, tmp_path: Path) -> None:
    county = County(tmp_path / "county", pack).furnished()
    county.settle()
    uid = county.training(county.today, arrangement="项目制培训")
    county.enrol(uid, 3)
    county.approved(uid)
    number = county.record("class", uid)["number"]
    over = str(int(most.replace(",", "").replace(".", "")) + 1)
    with pytest.raises(Refused, match=most) as refused:
        county.do("advance.create", class_number=number, amount_fen=f"{over[:-2]}.{over[-2:]}")
    assert refused.value.code == "advance.too_much"
    made = county.record("advance", county.do("advance.create", class_number=number))
    assert FEN.show(made["amount_fen"]) == most
    for word, who in (("submit", CLERK), ("approve", CHIEF)):
        county.do(f"advance.{word}", made["uid"], who)
    county.do("advance.register", made["uid"], real_name_number="SMZ-1")
    given = {"fund": county.lists("fund_sources")[0], "paid_on": county.today.isoformat()}
    county.do("advance.pay", made["uid"], CASHIER, **given, voucher="凭1")
    assert county.record("advance", made["uid"])["state"] == "paid"
    county.today = date.fromordinal(county.record("class", uid)["ends_on"].toordinal() + 1)
    for word in ("start", "end"):
        county.do(f"class.{word}", uid)
    county.results(uid)
    county.do("class.accept", uid, REVIEWER)
    claim = county.claim(uid, "cleared")
    county.do("claim.pay", claim, **{**given, "paid_on": county.today.isoformat()}, voucher="凭2")
    paid_out = [row["amount_fen"] for row in rows(county, "payments")]
    assert sorted(paid_out) == sorted([made["amount_fen"], 360_000 - made["amount_fen"]])
    county.office.close()


@pytest.mark.parametrize(("state", "word", "who"), [("submitted", "approve", CHIEF), ("approved", "pay", CASHIER)])
def test_nothing_goes_ahead_once_a_later_version_takes_the_share_for_unconfirmed(
    ready: Bureau, state: str, word: str, who: str
) -> None:
    uid = advanced(ready, opened(ready), state=state)
    quote = 'quote = "对企业开展培训或者培训机构开展项目制培训的，可先拨付50%的补贴资金"'
    stated = f'[[clauses.QJ-15.values]]\nkey = "advance_share"\namount = 50\nunit = "%"\n{quote}'
    doubted = '[[unverified]]\nkey = "advance_share"\namount = 50\nunit = "%"\nnote = "待核实"'
    ready.office.sign_in(CLERK)
    with ready.office.work() as work:
        policies.install(work, version(2, (stated, doubted)))
    texts = {**PAID, "paid_on": ready.today.isoformat()} if word == "pay" else {}
    with pytest.raises(Refused, match="待核实") as refused:
        ready.do(f"advance.{word}", uid, who, **texts)
    assert refused.value.code == "claim.unconfirmed"


def test_more_asked_back_than_an_advance_ever_was_is_found(ready: Bureau) -> None:
    advance = ready.record("advance", advanced(ready, opened(ready)))
    texts = {"cause": "核减", "due_fen": "100", "document": "审〔2020〕1号", "advance_number": advance["number"]}
    made = ready.do("recovery.create", **texts)
    assert faults(ready) == []
    ready.set(Recovery, made, due_fen=advance["amount_fen"] + 1)
    assert any(f"{advance['number']} 要求追回 1,800.01 元，超过" in fault for fault in faults(ready))


@pytest.mark.parametrize(("percent", "expected", "most"), [(50, 1, 0), (50, 3, 1), (60, 99_999, 59_999)])
def test_a_share_is_rounded_down_to_whole_fen(percent: int, expected: int, most: int) -> None:
    assert Share(percent, (), "").of(expected) == most


@pytest.mark.clause("QJ-15")
@pytest.mark.parametrize("arrangement", ["机构自主招生", ""])
def test_what_is_neither_of_an_enterprise_nor_a_project_gets_nothing_ahead(ready: Bureau, arrangement: str) -> None:
    number = ready.record("class", opened(ready, arrangement=arrangement))["number"]
    with pytest.raises(Refused, match="四（二）") as refused:
        ready.do("advance.create", class_number=number)
    assert (refused.value.code, ready.counts()["advance"]) == ("advance.arrangement", 0)


def test_a_pack_without_a_share_lets_nothing_go_ahead(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "suihua-2019").furnished()
    uid = county.training(county.today, arrangement="企业培训")
    county.enrol(uid, 2)
    county.approved(uid)
    with pytest.raises(Refused, match="绥化") as refused:
        county.do("advance.create", class_number=county.record("class", uid)["number"])
    assert refused.value.code == "advance.not_offered"
    county.office.close()


def test_an_advance_waits_for_the_approval_of_its_class_and_ends_with_its_acceptance(ready: Bureau) -> None:
    draft = ready.training(arrangement="企业培训")
    with pytest.raises(Refused) as early:
        ready.do("advance.create", class_number=ready.record("class", draft)["number"])
    training = opened(ready)
    waiting = advanced(ready, training, "100", "approved")
    claim = held(ready, training)
    with pytest.raises(Refused) as late:
        ready.do("advance.create", class_number=ready.record("class", training)["number"])
    with pytest.raises(Refused) as unpaid:
        ready.do("advance.pay", waiting, **PAID, paid_on=ready.today.isoformat())
    assert [r.value.code for r in (early, late, unpaid)] == [
        "advance.too_early",
        "advance.too_late",
        "advance.too_late",
    ]
    paid(ready, claim)
    assert [row["amount_fen"] for row in rows(ready, "payments")] == [360_000]


def test_a_class_without_a_known_rate_gets_nothing_ahead(ready: Bureau) -> None:
    uid = opened(ready, occupation="保育员", level="五级/初级工")
    with pytest.raises(Refused) as refused:
        ready.do("advance.create", class_number=ready.record("class", uid)["number"])
    assert refused.value.code == "advance.no_rate"


def test_training_that_is_not_subsidised_gets_nothing_ahead(ready: Bureau) -> None:
    number = ready.record("class", opened(ready, subsidised="否"))["number"]
    with pytest.raises(Refused) as refused:
        ready.do("advance.create", class_number=number)
    assert refused.value.code == "claim.unsubsidised"


def test_several_advances_of_one_class_share_the_share(ready: Bureau) -> None:
    uid = opened(ready)
    advanced(ready, uid, "1000")
    second = advanced(ready, uid, state="draft")
    assert ready.record("advance", second)["amount_fen"] == 80_000
    with pytest.raises(Refused, match="0.00"):
        ready.do("advance.create", class_number=ready.record("class", uid)["number"])
    ready.do("advance.void", second, reason="不再需要")
    assert ready.record("advance", advanced(ready, uid, state="draft"))["amount_fen"] == 80_000


def test_who_submits_an_advance_never_approves_it_and_who_left_the_class_is_not_advanced(ready: Bureau) -> None:
    training = opened(ready)
    uid = advanced(ready, training, state="draft")
    ready.agree(ready.do("user.create", name="赵两岗", roles="经办、负责人"))
    ready.do("advance.submit", uid, "赵两岗")
    with pytest.raises(Refused) as same:
        ready.do("advance.approve", uid, "赵两岗")
    assert same.value.code == "move.self"
    ready.do("advance.return_", uid, CHIEF, reason="人数不对")
    ready.set(Enrolment, ready.enrolled(training)[0], state="dropped")
    with pytest.raises(Refused) as fewer:
        ready.do("advance.submit", uid)
    assert fewer.value.code == "advance.too_much"
    ready.do("advance.edit", uid, amount_fen="")
    assert ready.record("advance", uid)["amount_fen"] == 120_000


# --- settlement -------------------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-15")
def test_the_claim_pays_the_rest_and_the_ledger_shows_what_went_ahead(ready: Bureau) -> None:
    training = opened(ready)
    advance = advanced(ready, training)
    paid(ready, held(ready, training))
    ahead, rest = rows(ready, "payments")
    assert (rest["settled_fen"], rest["ahead_fen"], rest["amount_fen"]) == (360_000, 180_000, 180_000)
    assert (ahead["class_number"], rest["class_number"], rest["occupation"]) == (
        "500110-2019-0001",
        "500110-2019-0001",
        "电工",
    )
    settled = ready.record("advance", advance)
    assert (settled["state"], settled["claim_number"]) == ("settled", rest["claim_number"])
    with ready.office.read() as read:
        assert LISTINGS["payments"].totals(read.connection).sums == {"amount_fen": 360_000}
    assert faults(ready) == []


def test_a_claim_that_went_ahead_whole_is_settled_by_a_row_of_nothing(ready: Bureau) -> None:
    training = opened(ready, 4)
    advanced(ready, training, "2400")
    paid(ready, held(ready, training, passed=2))
    *_, rest = rows(ready, "payments")
    assert (rest["kind"], rest["settled_fen"], rest["ahead_fen"], rest["amount_fen"]) == ("claim", 240_000, 240_000, 0)
    assert (rows(ready, "recoveries"), faults(ready)) == ([], [])


def test_what_was_advanced_beyond_the_final_sum_is_owed_back_at_once(ready: Bureau) -> None:
    training = opened(ready)
    advanced(ready, training)
    paid(ready, held(ready, training, passed=1))
    (owed,) = rows(ready, "recoveries")
    assert (owed["cause"], owed["due_fen"], owed["state"], owed["confirmed_by"]) == ("overpaid", 60_000, "due", None)
    assert "四（二）" in owed["clause"]
    ready.do("recovery.repay", owed["uid"], **PAID, amount_fen="200", paid_on=ready.today.isoformat())
    assert (ready.state("recovery", owed["uid"]), ready.record("recovery", owed["uid"])["owed_fen"]) == ("due", 40_000)
    ready.do("recovery.repay", owed["uid"], **PAID | ready.voucher(), paid_on=ready.today.isoformat())
    assert ready.state("recovery", owed["uid"]) == "returned"
    assert [row["amount_fen"] for row in rows(ready, "payments")] == [180_000, 0, -20_000, -40_000]
    assert faults(ready) == []


def test_a_cancelled_class_owes_back_all_that_went_ahead(ready: Bureau) -> None:
    training = opened(ready)
    advance = advanced(ready, training)
    ready.do("class.void", training, reason="企业停产")
    (owed,) = rows(ready, "recoveries")
    assert (owed["cause"], owed["due_fen"], owed["advance_number"]) == ("cancelled", 180_000, "YB500110-2019-0001")
    assert ready.state("advance", advance) == "settled"
    ready.do("recovery.repay", owed["uid"], **PAID | ready.voucher(), paid_on=ready.today.isoformat())
    with ready.office.read() as read:
        assert LISTINGS["payments"].totals(read.connection).sums == {"amount_fen": 0}
    assert faults(ready) == []


# --- recovery ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def settled(taught: Bureau) -> Iterator[tuple[Bureau, str]]:
    """An office with a paid claim of 3,600 元, and the claim's number."""
    claim = taught.claim(taught.first("class"), "paid")
    yield taught, taught.record("claim", claim)["number"]


def asked(bureau: Bureau, number: str, due: str, cause: str = "骗取套取", **more: str) -> int:
    texts = {"claim_number": number, "cause": cause, "due_fen": due, "document": "綦人社〔2020〕3号"}
    return bureau.do("recovery.create", **{**texts, **more})


@pytest.mark.clause("QJ-19")
def test_money_got_by_fraud_is_asked_back_with_the_clause_and_confirmed_by_another(settled: tuple[Bureau, str]) -> None:
    bureau, number = settled
    uid = asked(bureau, number, "1200")
    assert "四（四）" in bureau.record("recovery", uid)["clause"]
    back = {"fund": "就业补助资金", "voucher": "收1", "paid_on": bureau.today.isoformat()}
    with pytest.raises(Refused) as early:
        bureau.do("recovery.repay", uid, **back)
    bureau.do("recovery.confirm", uid, REVIEWER)
    bureau.do("recovery.repay", uid, **back)
    (payment,) = rows(bureau, "payments", kind="退回")
    assert (early.value.code, payment["amount_fen"], payment["claim_number"]) == ("move.state", -120_000, number)
    assert faults(bureau) == []


def test_no_more_is_asked_back_than_was_paid_and_a_revoked_recovery_asks_nothing(settled: tuple[Bureau, str]) -> None:
    bureau, number = settled
    first = asked(bureau, number, "3000")
    with pytest.raises(Refused, match="600.00") as over:
        asked(bureau, number, "600.01", "核减")
    bureau.do("recovery.revoke", first, reason="查无实据")
    assert (over.value.code, bureau.state("recovery", asked(bureau, number, "3600"))) == (
        "recovery.too_much",
        "pending",
    )


def test_money_goes_back_to_the_fund_that_paid_it(settled: tuple[Bureau, str]) -> None:
    bureau, number = settled
    uid = asked(bureau, number, "100", "其他")
    bureau.do("recovery.confirm", uid, CHIEF)
    with pytest.raises(Refused, match="就业补助资金 3,600.00 元") as refused:
        bureau.do("recovery.repay", uid, **PAID | bureau.voucher(), paid_on=bureau.today.isoformat())
    assert refused.value.code == "recovery.fund"
    with bureau.office.read() as read:
        begun = dialogs.values_for(read, "recovery", "repay", uid)
    assert (begun["fund"], begun["amount_fen"]) == ("就业补助资金", 10_000)


def test_a_recovery_names_one_claim_or_one_advance_that_was_paid(settled: tuple[Bureau, str]) -> None:
    bureau, number = settled
    for more in ({"advance_number": "YB500110-2019-0001"}, {"claim_number": ""}):
        with pytest.raises(Refused) as refused:
            asked(bureau, number, "1", **more)
        assert refused.value.code == "recovery.subject"
    with pytest.raises(Refused) as unknown:
        asked(bureau, "BT2019-9999", "1")
    with pytest.raises(Problems):
        asked(bureau, number, "1", "不高兴")
    assert (unknown.value.code, bureau.counts()["recovery"]) == ("recovery.not_paid", 0)


def test_an_undecided_recovery_of_an_advance_holds_up_the_settlement(ready: Bureau) -> None:
    training = opened(ready)
    number = ready.record("advance", advanced(ready, training))["number"]
    uid = asked(ready, "", "300", advance_number=number)
    claim = held(ready, training)
    with pytest.raises(Refused) as refused:
        paid(ready, claim)
    assert (refused.value.code, ready.state("claim", claim)) == ("advance.recovery_pending", "cleared")
    ready.do("recovery.confirm", uid, REVIEWER)
    paid(ready, claim)
    assert [row["amount_fen"] for row in rows(ready, "payments")] == [180_000, 210_000]
    assert faults(ready) == []


def test_a_recovery_reduces_what_was_paid_and_leaves_the_persons_history(settled: tuple[Bureau, str]) -> None:
    bureau, number = settled
    before = rows_of_trainees(bureau)
    uid = asked(bureau, number, "3600")
    bureau.do("recovery.confirm", uid, REVIEWER)
    assert rows_of_trainees(bureau) == before
    assert {row["subsidies"] for row in before} == {1}


def rows_of_trainees(bureau: Bureau) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return list(LISTINGS["trainees"].rows(read.connection))


@pytest.mark.parametrize(
    ("total", "ahead", "pays", "owed"), [(10, 4, 6, 0), (10, 10, 0, 0), (10, 11, 0, 1), (0, 5, 0, 5)]
)
def test_a_settlement_pays_or_calls_back_never_both(total: int, ahead: int, pays: int, owed: int) -> None:
    found = Settlement(total, ahead)
    assert (found.pays_fen, found.owed_fen) == (pays, owed)


# --- what one payment and one application are -----------------------------------------------------------------------


@pytest.mark.clause("SH-22")
def test_an_advance_waits_for_the_real_name_number_and_its_claim_takes_it_over(tmp_path: Path) -> None:
    county = County(tmp_path / "suihua", "suihua-2019").furnished()
    training = county.training()
    with county.office.work() as work:
        row = Advance(
            number="YB1", class_uid=training, scheme="职业培训补贴", applied_on=county.today, head_count=1, rate_fen=100,
            expected_fen=100, share=50, amount_fen=50, clause="",
        )  # fmt: skip
        with pytest.raises(Refused, match="还没有登记实名制系统编号.*三（四）1"):
            require_registered(work, row)
        row.real_name_number = "SMZ-1"
        require_registered(work, row)
    county.office.close()


def test_one_real_name_number_stands_for_one_application(ready: Bureau) -> None:
    first = opened(ready)
    advance = advanced(ready, first, state="approved")
    ready.do("advance.register", advance, real_name_number="SMZ-1")
    ready.do("advance.pay", advance, CASHIER, **PAID | ready.voucher(), paid_on=ready.today.isoformat())
    claim = held(ready, first)
    assert ready.record("claim", claim)["real_name_number"] == "SMZ-1"
    ready.today = date(2020, 3, 2)
    other = held(ready, opened(ready))
    with pytest.raises(Refused, match="实名制系统编号 SMZ-1 已登记在 .* 名下"):
        ready.do("claim.register", other, real_name_number="SMZ-1")
    ready.do("claim.register", other, real_name_number="SMZ-2")


def test_nothing_goes_ahead_under_a_number_of_another_application(ready: Bureau) -> None:
    first, second = (advanced(ready, opened(ready), "100", state="approved") for _ in range(2))
    ready.do("advance.register", first, real_name_number="SMZ-1")
    ready.set(Advance, second, real_name_number="SMZ-1")
    with pytest.raises(Refused) as refused:
        ready.do("advance.pay", second, CASHIER, **PAID | ready.voucher(), paid_on=ready.today.isoformat())
    assert refused.value.code == "real_name.taken"


def test_the_part_of_an_advance_that_came_back_may_go_ahead_again(ready: Bureau) -> None:
    uid = opened(ready)
    whole = ready.record("advance", advanced(ready, uid))
    known = {"advance_number": str(whole["number"]), "cause": "核减", "document": "审1号", "due_fen": "100"}
    owed = ready.do("recovery.create", **known)
    ready.do("recovery.confirm", owed, REVIEWER)
    ready.do("recovery.repay", owed, **PAID | ready.voucher(), paid_on=ready.today.isoformat())
    assert ready.record("advance", advanced(ready, uid, state="draft"))["amount_fen"] == 100_00


def test_an_advance_that_came_back_whole_is_open_no_more_and_leaves_its_share(ready: Bureau) -> None:
    uid = opened(ready)
    advance = advanced(ready, uid)
    row = ready.record("advance", advance)
    known = {
        "advance_number": row["number"],
        "cause": "核减",
        "document": "审1号",
        "due_fen": FEN.show(row["amount_fen"]),
    }
    owed = ready.do("recovery.create", **{key: text.replace(",", "") for key, text in known.items()})
    ready.do("recovery.confirm", owed, REVIEWER)
    assert ready.state("advance", advance) == "paid"
    ready.do("recovery.repay", owed, **PAID | ready.voucher(), paid_on=ready.today.isoformat())
    assert (ready.state("advance", advance), faults(ready)) == ("settled", [])
    again = ready.record("advance", advanced(ready, uid, state="draft"))
    assert again["amount_fen"] == row["amount_fen"]


def test_a_voucher_pays_another_day_or_payee_never_and_another_claim_when_somebody_says_so(ready: Bureau) -> None:
    advance = advanced(ready, opened(ready), "100")
    used = rows(ready, "payments")[0]["voucher"]
    other = advanced(ready, opened(ready), "100", state="approved")
    paying = {"fund": FUND, "voucher": used, "paid_on": ready.today.isoformat()}
    with pytest.raises(Asked, match="请核对是不是同一笔转账"):
        ready.do("advance.pay", other, CASHIER, **paying)
    later = date.fromordinal(ready.today.toordinal() + 1)
    ready.today = later
    with pytest.raises(Refused) as refused:
        ready.do("advance.pay", other, CASHIER, **{**paying, "paid_on": later.isoformat()})
    assert refused.value.code == "payment.voucher_used"
    ready.do("advance.pay", other, CASHIER, **paying, confirmation="银行一笔转出")
    assert (ready.state("advance", advance), ready.state("advance", other)) == ("paid", "paid")


def test_one_receipt_of_the_bank_is_not_entered_for_the_returns_of_two_days(ready: Bureau) -> None:
    known = {"cause": "核减", "document": "审1号", "due_fen": "100"}
    owed = []
    for _ in range(2):
        advance = ready.record("advance", advanced(ready, opened(ready)))
        owed.append(ready.do("recovery.create", advance_number=str(advance["number"]), **known))
        ready.do("recovery.confirm", owed[-1], REVIEWER)
    ready.do("recovery.repay", owed[0], fund=FUND, voucher="收1", paid_on=ready.today.isoformat())
    with pytest.raises(Asked, match="收1"):
        ready.do("recovery.repay", owed[1], fund=FUND, voucher="收1", paid_on=ready.today.isoformat())
    ready.today = date.fromordinal(ready.today.toordinal() + 1)
    with pytest.raises(Refused) as refused:
        ready.do("recovery.repay", owed[1], fund=FUND, voucher="收1", paid_on=ready.today.isoformat())
    assert refused.value.code == "payment.voucher_used"
