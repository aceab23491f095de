"""A claim from the accepted class to the money: who gets what and why, the notice in working days, the ledger."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.claim.claim.model import Claim
from app.kernel.outcomes import Asked, Refused
from app.store.models import User
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.decided import codes

QIJIANG = "綦江府办发〔2019〕39号"
OCCUPATIONS = (
    ("保育员", "五级/初级工"),
    ("焊工", "五级/初级工"),
    ("养老护理员", "五级/初级工"),
    ("电工", "四级/中级工"),
)


@pytest.fixture
def fourth(ready: Bureau) -> tuple[Bureau, people.Person]:
    """Somebody who was granted three awards in 2019, each for another occupation, and a rate for a fourth."""
    somebody = people.person(500)
    for number, (occupation, level) in enumerate(OCCUPATIONS[:3]):
        ready.rate(occupation, level=level)
        held = ready.accepted([somebody], date(2019, 3 + 2 * number, 4), occupation=occupation, level=level)
        ready.claim(held, "submitted")
    return ready, somebody


@pytest.mark.clause("QJ-13")
def test_the_third_award_of_a_year_is_granted_and_the_fourth_refused(fourth: tuple[Bureau, people.Person]) -> None:
    bureau, somebody = fourth
    with bureau.office.read() as read:
        granted = read.connection.exec_driver_sql("SELECT amount_fen FROM claim_line ORDER BY uid").scalars().all()
    assert granted == [120_000, 120_000, 120_000]
    claim = bureau.claim(bureau.accepted([somebody, people.person(501)], date(2019, 11, 4)))
    refused, other = bureau.lines(claim)
    assert (refused["decision"], refused["amount_fen"], refused["rate_fen"]) == ("refused", 0, 120_000)
    for told in ("每年享受次数", "2019年", "此前享受职业培训补贴3次", "连同本次4次", f"（{QIJIANG}四（二））"):
        assert told in refused["reasons"]
    assert codes(bureau, claim) == [[("yearly_limit", "QJ-13")], []]
    assert (other["decision"], bureau.record("claim", claim)["total_fen"]) == ("granted", 120_000)


@pytest.mark.clause("QJ-13")
def test_a_class_of_the_next_year_counts_anew(fourth: tuple[Bureau, people.Person]) -> None:
    bureau, somebody = fourth
    claim = bureau.claim(bureau.accepted([somebody], date(2020, 1, 1)))
    assert bureau.lines(claim)[0]["decision"] == "granted"


@pytest.mark.clause("QJ-13")
def test_a_claim_that_was_returned_does_not_count_for_the_limit(fourth: tuple[Bureau, people.Person]) -> None:
    bureau, somebody = fourth
    bureau.do("claim.return_", bureau.first("claim"), REVIEWER, reason="重报")
    claim = bureau.claim(bureau.accepted([somebody], date(2019, 11, 4)))
    assert bureau.lines(claim)[0]["decision"] == "granted"


@pytest.mark.clause("QJ-13")
def test_lines_that_were_refused_count_for_no_limit(ready: Bureau) -> None:
    pair = [people.person(n) for n in (510, 511)]
    for number, (occupation, level) in enumerate(OCCUPATIONS[:3]):
        ready.rate(occupation, level=level)
        held = ready.accepted(pair, date(2019, 3 + 2 * number, 4), occupation=occupation, level=level)
        ready.set(Enrolment, ready.enrolled(held)[0], draws_pension=1)
        ready.claim(held, "submitted")
    claim = ready.claim(ready.accepted(pair, date(2019, 11, 4)))
    assert [line["decision"] for line in ready.lines(claim)] == ["granted", "refused"]


@pytest.mark.clause("QJ-13")
def test_two_drafts_of_one_person_are_decided_when_they_are_submitted(ready: Bureau) -> None:
    somebody = people.person(7)
    first, second = (ready.accepted([somebody], date(2019, month, 4)) for month in (9, 11))
    drafts = [ready.claim(first), ready.claim(second)]
    assert [ready.lines(uid)[0]["decision"] for uid in drafts] == ["granted", "granted"]
    ready.do("claim.submit", drafts[0])
    with pytest.raises(Refused) as refused:
        ready.do("claim.submit", drafts[1])
    assert refused.value.code == "ask.confirmation" and "零结案" in str(refused.value)
    ready.do("claim.assess", drafts[1])
    assert codes(ready, drafts[1]) == [[("repeat", "QJ-13")]]


@pytest.mark.clause("QJ-13")
def test_the_same_occupation_and_level_is_refused_even_years_later(taught: Bureau) -> None:
    taught.claim(taught.first("class"), "paid")
    with taught.office.read() as read:
        number = read.connection.exec_driver_sql("SELECT id_number FROM trainee ORDER BY uid").scalars().first()
    again = people.Person("张三", str(number), people.phone(1), people.account(1))
    taught.today = date(2021, 3, 1)
    claim = taught.claim(taught.accepted([again], date(2021, 3, 1)))
    assert codes(taught, claim) == [[("repeat", "QJ-13")]]
    told = taught.lines(claim)[0]["reasons"]
    assert "不得重复享受" in told and "此前" in told and "职业培训补贴1次" in told


CASES: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "a monthly pension": ({"draws_pension": 1}, [("pension", "QJ-14")]),
    "no certificate": ({"certificate_kind": None, "certificate_number": None}, [("certificate", "QJ-13")]),
    "a kind without a number": ({"certificate_number": None}, [("certificate", "QJ-13")]),
    "failed": (
        {"result": "failed", "certificate_kind": None, "certificate_number": None},
        [("failed", "QJ-13"), ("certificate", "QJ-13")],
    ),
    "a certificate from before the class": (
        {"certificate_date": date(2019, 8, 1)},
        [("certificate_early", "QJ-13")],
    ),
    "a word in place of the number": ({"certificate_number": "待发"}, [("certificate", "QJ-13")]),
    "a zero in place of the number": ({"certificate_number": "0"}, [("certificate", "QJ-13")]),
    "a certificate from after the claim": (
        {"certificate_date": date(2020, 1, 1)},
        [("certificate_late", "")],
    ),
    "a kind that pays nothing": ({"certificate_kind": "结业证"}, [("certificate_kind", "QJ-13")]),
}


def _twice(bureau: Bureau, **other: Any) -> int:
    """A claim for a class whose first person bears the certificate that somebody bears in the class before."""
    first = bureau.first("class")
    number = bureau.record("enrolment", bureau.enrolled(first)[0])["certificate_number"]
    second = bureau.accepted([people.person(70), people.person(71)], date(2019, 11, 4))
    bureau.set(Enrolment, bureau.enrolled(second)[0], **{"certificate_number": number, **other})
    return bureau.claim(second)


@pytest.mark.clause("QJ-13")
def test_one_certificate_number_of_two_people_pays_neither(taught: Bureau) -> None:
    claim = _twice(taught)
    assert codes(taught, claim) == [[("certificate_others", "")], []]
    number = taught.record("class", taught.first("class"))["number"]
    assert number in taught.lines(claim)[0]["reasons"]
    assert codes(taught, taught.claim(taught.first("class")))[0] == [("certificate_others", "")]


def test_certificates_of_two_kinds_may_bear_one_number(taught: Bureau) -> None:
    assert codes(taught, _twice(taught, certificate_kind="职业资格证书")) == [[], []]


@pytest.mark.clause("QJ-13")
@pytest.mark.clause("QJ-14")
@pytest.mark.parametrize("name", CASES)
def test_a_line_is_refused_with_its_clause_for(name: str, taught: Bureau) -> None:
    values, expected = CASES[name]
    taught.set(Enrolment, taught.first("enrolment"), **values)
    claim = taught.claim(taught.first("class"))
    assert codes(taught, claim) == [expected, [], []]
    record = taught.record("claim", claim)
    assert (record["line_count"], record["granted_count"], record["refused_count"]) == (3, 2, 1)
    assert record["total_fen"] == sum(line["amount_fen"] for line in taught.lines(claim)) == 240_000


def test_a_class_without_a_rate_gets_nothing_and_cannot_be_submitted(ready: Bureau) -> None:
    claim = ready.claim(ready.accepted(2, occupation="保育员", level="五级/初级工"))
    assert codes(ready, claim) == [[("no_rate", "QJ-13")]] * 2
    with pytest.raises(Refused, match="没有一人核定到金额"):
        ready.do("claim.submit", claim)
    ready.rate("保育员", level="五级/初级工")
    ready.do("claim.submit", claim)
    assert ready.record("claim", claim)["total_fen"] == 240_000


def test_the_rate_is_the_one_in_force_on_the_first_day_of_the_class(ready: Bureau) -> None:
    ready.rate(amount_fen="1500.50", since="2019-09-02")
    ready.rate(amount_fen="9999", since="2019-09-03")
    assert ready.lines(ready.claim(ready.accepted(1)))[0]["amount_fen"] == 150_050


def test_a_decided_claim_keeps_its_amounts_when_the_rate_is_corrected(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    taught.corrected("rate", taught.first("rate"), amount_fen="1")
    with pytest.raises(Asked, match="按现在的情况应核定 1.00 元，原核定 1,200.00 元"):
        taught.do("claim.review", claim, REVIEWER)
    taught.do("claim.review", claim, REVIEWER, confirmation="标准为下批班级而改")
    assert taught.record("claim", claim)["total_fen"] == 360_000


def test_an_example_rate_pays_nothing_in_a_real_office(taught: Bureau) -> None:
    taught.corrected("rate", taught.first("rate"), document="示例标准")
    claim = taught.claim(taught.first("class"))
    with pytest.raises(Refused, match="示例补贴标准，不能用于真实申请"):
        taught.do("claim.submit", claim)


def test_people_in_two_classes_at_once_and_on_one_account_are_shown_but_granted(ready: Bureau) -> None:
    somebody = [people.Person(p.name, p.id_number, p.phone, people.account(9)) for p in map(people.person, range(5))]
    ready.enrol(ready.training(date(2019, 9, 20)), somebody[:1])
    claim = ready.claim(ready.accepted(somebody))
    found = [[code for code, _ in reasons] for reasons in codes(ready, claim)]
    assert found == [["overlap", "shared_account"], *([["shared_account"]] * 4)]
    assert ready.record("claim", claim)["granted_count"] == 5


def test_a_class_that_was_void_or_that_they_left_overlaps_with_nothing(ready: Bureau) -> None:
    somebody = [people.person(1)]
    for word in ("class.void", "enrolment.drop"):
        other = ready.training(date(2019, 9, 20))
        (row,) = ready.enrol(other, somebody)
        ready.do(word, other if word == "class.void" else row, reason="不办")
    assert codes(ready, ready.claim(ready.accepted(somebody))) == [[]]


def test_a_trainee_who_left_the_class_gets_no_line(ready: Bureau) -> None:
    uid = ready.training()
    left, *_ = ready.enrol(uid, 3)
    ready.approved(uid)
    ready.do("enrolment.drop", left, reason="外出务工")
    ready.do("class.start", uid)
    ready.today = date(2019, 9, 30)
    ready.do("class.end", uid)
    ready.results(uid)
    ready.do("class.accept", uid, REVIEWER)
    assert ready.record("claim", ready.claim(uid))["line_count"] == 2
    with pytest.raises(Refused) as refused:
        ready.do("enrolment.drop", max(ready.enrolled(uid)), reason="太迟")
    assert refused.value.code == "enrolment.closed"


# --- one claim for a class --------------------------------------------------------------------------------------------


def test_a_class_has_one_claim_that_is_not_void(taught: Bureau) -> None:
    first = taught.claim(taught.first("class"))
    with pytest.raises(Refused, match="培训班 500110-2019-0001 已有补贴申请 BT500110-2019-0001，不能重复申请"):
        taught.claim(taught.first("class"))
    taught.do("claim.void", first, reason="误报")
    second = taught.claim(taught.first("class"))
    assert taught.record("claim", second)["number"] == "BT500110-2019-0002"


def test_a_class_that_is_not_accepted_cannot_be_claimed_for(ready: Bureau) -> None:
    uid = ready.training()
    with pytest.raises(Refused, match="还没有验收"):
        ready.claim(uid)


# --- two people -------------------------------------------------------------------------------------------------------


def test_who_submits_can_neither_review_nor_approve(taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "submitted")
    taught.set(User, taught.first("user"), roles="clerk reviewer chief")
    with pytest.raises(Refused, match="提交人与复核通过人不能是同一人（张经办）"):
        taught.do("claim.review", uid, CLERK)
    taught.do("claim.review", uid, REVIEWER)
    with pytest.raises(Refused, match="提交人与核准人不能是同一人（张经办）"):
        taught.do("claim.approve", uid, CLERK)
    taught.do("claim.approve", uid, CHIEF)


def test_a_returned_claim_carries_its_reason_until_it_is_submitted_again(taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "reviewed")
    taught.do("claim.return_", uid, REVIEWER, reason="证书编号不全")
    assert (taught.state("claim", uid), taught.record("claim", uid)["return_reason"]) == ("returned", "证书编号不全")
    taught.do("claim.submit", uid)
    record = taught.record("claim", uid)
    assert (record["return_reason"], record["reviewed_by"], record["approved_by"]) == (None, None, None)


# --- the notice -------------------------------------------------------------------------------------------------------

NOTICES = {
    # 国办发明电〔2018〕15号: 2019年10月1日至7日放假调休，9月29日（星期日）、10月12日（星期六）上班
    "across the National Day week, its Saturday worked": (date(2019, 9, 30), date(2019, 10, 12)),
    "begun on its last working day but one": (date(2019, 10, 11), date(2019, 10, 17)),
    "begun in the holiday": (date(2019, 10, 2), date(2019, 10, 12)),
    "an ordinary week": (date(2019, 11, 4), date(2019, 11, 11)),
}


@pytest.mark.parametrize("name", NOTICES)
def test_the_notice_runs_five_working_days_by_the_calendar(name: str, taught: Bureau) -> None:
    first, last = NOTICES[name]
    uid = taught.claim(taught.first("class"), "approved")
    taught.today = first
    taught.do("claim.publish", uid)
    record = taught.record("claim", uid)
    assert (record["notice_from"], record["notice_to"], record["notice_days"]) == (first, last, 5)


def test_a_notice_cannot_have_begun_before_the_claim(taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "approved")
    with pytest.raises(Refused, match="公示起始日期 2019-09-29 早于申请日期 2019-09-30"):
        taught.do("claim.publish", uid, notice_from="2019-09-29")
    taught.do("claim.publish", uid, notice_from="2019-09-30")


def test_a_notice_after_an_objection_cannot_have_begun_before_the_new_approval(taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "noticed")
    taught.today = date(2019, 10, 21)
    taught.back(uid, "有人未参训")
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
        taught.do(f"claim.{word}", uid, who)
    with pytest.raises(Refused, match="公示起始日期 2019-09-30 早于核准日期 2019-10-21"):
        taught.do("claim.publish", uid, notice_from="2019-09-30")
    taught.do("claim.publish", uid, notice_from="2019-10-21")
    with pytest.raises(Refused, match="到 2019-10-28 才满"):
        taught.clear(uid)


def test_a_notice_is_not_cleared_before_its_last_day_has_passed(taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "noticed")
    for day in (date(2019, 10, 8), date(2019, 10, 12)):
        taught.today = day
        with pytest.raises(Refused, match="公示期 5 个工作日，到 2019-10-12 才满"):
            taught.clear(uid)
    taught.today = date(2019, 10, 13)
    taught.clear(uid)
    assert (taught.state("claim", uid), taught.record("claim", uid)["cleared_on"]) == ("cleared", date(2019, 10, 13))


def test_a_notice_that_runs_into_a_year_without_a_calendar_is_refused(taught: Bureau) -> None:
    with taught.office.work() as work:
        work.connection.exec_driver_sql("DELETE FROM day WHERE day >= '2020-01-01'")
    uid = taught.claim(taught.first("class"), "approved")
    taught.today = date(2019, 12, 30)
    with pytest.raises(Refused, match="2020 年的放假安排未公布或未录入") as refused:
        taught.do("claim.publish", uid)
    assert refused.value.code == "calendar.year"
    taught.do("day.create", day="2020-01-01", kind="休息", name="元旦")
    taught.do("claim.publish", uid)
    assert taught.record("claim", uid)["notice_to"] == date(2020, 1, 7)


@pytest.mark.parametrize("day", ["2019-10-01", "9999-12-31"])
def test_a_notice_does_not_begin_on_a_day_to_come(taught: Bureau, day: str) -> None:
    uid = taught.claim(taught.first("class"), "approved")
    with pytest.raises(Refused, match="还没有到") as refused:
        taught.do("claim.publish", uid, notice_from=day)
    assert refused.value.code == "backlog.ahead"
    assert taught.state("claim", uid) == "approved"


# --- the money --------------------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-17")
def test_a_claim_is_paid_once_whole_to_the_institution_and_stands_in_the_ledger(taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "paid")
    record = taught.record("payment", taught.first("payment"))
    assert (record["amount_fen"], record["payee"], record["account"]) == (
        360_000,
        "綦江示例培训学校",
        people.account(1),
    )
    assert (record["number"], record["fund"], record["voucher"]) == ("BF500110-2019-0001", "就业补助资金", "凭0001")
    with pytest.raises(Refused, match="补贴申请当前为“已拨付”，不能拨付"):
        taught.do("claim.pay", uid, **PAYMENT, paid_on="2019-10-20")
    assert taught.counts()["payment"] == 1


def test_nothing_is_paid_on_a_day_before_the_notice_was_over(taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "cleared")
    with pytest.raises(Refused) as refused:
        taught.do("claim.pay", uid, **PAYMENT, paid_on="2019-10-12")
    assert refused.value.code == "claim.paid_early"
    assert taught.counts()["payment"] == 0


def test_a_fund_that_the_circular_does_not_name_is_refused(taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "cleared")
    with pytest.raises(Refused, match="不在可选范围内，可选：失业保险基金结余（专账）"):
        taught.do("claim.pay", uid, fund="小金库", voucher="1", paid_on="2019-10-20")


@pytest.mark.clause("SH-22")
@pytest.mark.clause("SH-30")
def test_in_suihua_nothing_is_paid_without_a_number_of_the_real_name_system(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "suihua", "suihua-2019", "231202")
    kind = {"kind": bureau.lists("institution_kinds")[0]}
    bureau.institution(**kind)
    bureau.rate()
    held = bureau.accepted(2, unit_name="北林区", training_type="就业技能培训")
    with bureau.office.work() as work:
        for row in work.session.query(Enrolment):
            row.certificate_kind = row.certificate_number = None
    claim = bureau.claim(held, "cleared")
    assert bureau.record("claim", claim)["total_fen"] == 240_000  # 按合格人数, with no certificate
    fund = bureau.lists("fund_sources")[0]
    with pytest.raises(Refused, match="不录入系统的一律不予拨付（.*三（四）1）"):
        bureau.do("claim.pay", claim, fund=fund, voucher="1", paid_on=bureau.today.isoformat())
    bureau.do("claim.register", claim, real_name_number="SMZ2019-1")
    bureau.do("claim.pay", claim, fund=fund, voucher="1", paid_on=bureau.today.isoformat())
    assert bureau.state("claim", claim) == "paid"
    bureau.office.close()


def test_a_claim_is_decided_by_the_pack_version_of_its_class(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"))
    with taught.office.read() as read:
        row, training = read.session.get_one(Claim, claim), read.session.get_one(TrainingClass, taught.first("class"))
        assert (row.pack_id, row.pack_version) == (training.pack_id, training.pack_version) == ("qijiang-2019", 1)


@pytest.mark.parametrize(
    ("values", "code"),
    [({"subsidised": "否"}, "claim.unsubsidised"), ({"training_type": "以工代训"}, "scheme.misfit")],
    ids=["unsubsidised", "type"],
)
def test_a_class_that_was_corrected_since_is_asked_once_more_whether_it_may_be_claimed_for(
    taught: Bureau, values: dict[str, str], code: str
) -> None:
    uid = taught.first("class")
    claim = taught.claim(uid)
    taught.do("class.correct", uid, **values, reason="开班时填错")
    taught.agree(uid)
    with pytest.raises(Refused) as refused:
        taught.do("claim.submit", claim)
    assert refused.value.code == code
    assert taught.state("claim", claim) == "draft"
