"""What changed between a claim's decision and its review, approval, notice and payment: named, and asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, select

from app.claim.claim.model import Claim
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim_line.model import ClaimLine
from app.institution.institution.model import Institution
from app.kernel.outcomes import Asked
from app.store.models import Journal
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.regions import County

WHY = "已电话核实，本人提交了更正材料"


def differences(bureau: Bureau, claim: int) -> list[str]:
    with bureau.office.read() as read:
        return changes_since_decision(read, read.session.get_one(Claim, claim))


def first(bureau: Bureau, claim: int) -> tuple[int, int]:
    """Trainee and row of the roster behind the claim's first line."""
    with bureau.office.read() as read:
        line = read.session.scalars(select(ClaimLine).where(ClaimLine.claim_uid == claim, ClaimLine.seq == 1)).one()
        assert line.trainee_uid and line.enrolment_uid
        return line.trainee_uid, line.enrolment_uid


def test_a_claim_of_which_nothing_changed_asks_nothing(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "cleared")
    assert differences(taught, claim) == []
    taught.do("claim.pay", claim, **PAYMENT, paid_on=taught.today.isoformat())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"result": "failed"}, "评定结果原为“合格”，现为“不合格”"),
        ({"category": "残疾人"}, "人员类别原为“农村转移就业劳动者”，现为“残疾人”"),
        ({"account": "6222020200099998888"}, "现为“***************8888”"),
        ({"certificate_number": "渝-改"}, "现为“渝-改”"),
        ({"certificate_date": date(2019, 9, 29)}, "发证日期原为“2019-09-30”，现为“2019-09-29”"),
        ({"certificate_number": None}, "应核定 0.00 元，原核定 1,200.00 元"),
    ],
    ids=lambda given: next(iter(given)) if isinstance(given, dict) else "",
)
def test_what_is_not_as_it_was_decided_is_named_and_asked_before_each_step(
    taught: Bureau, values: dict[str, object], said: str
) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    _, row = first(taught, claim)
    taught.set(Enrolment, row, **values)
    (told,) = differences(taught, claim)
    assert said in told and told.startswith("第1人 ")
    for word, who in (("review", REVIEWER), ("approve", CHIEF), ("publish", CLERK)):
        with pytest.raises(Asked) as asked:
            taught.do(f"claim.{word}", claim, who)
        assert told in str(asked.value) and "数据没有改变" in str(asked.value)
        taught.do(f"claim.{word}", claim, who, confirmation=WHY)
    taught.today = date.fromordinal(taught.record("claim", claim)["notice_to"].toordinal() + 1)
    with pytest.raises(Asked) as asked:
        taught.clear(claim)
    assert told in str(asked.value)
    taught.clear(claim, confirmation=WHY)
    paid = {**PAYMENT, "paid_on": taught.today.isoformat()}
    with pytest.raises(Asked):
        taught.do("claim.pay", claim, **paid)
    taught.do("claim.pay", claim, **paid, confirmation=WHY)
    with taught.office.read() as read:
        wanted = select(Journal.verb, Journal.detail).where(Journal.noun == "claim", Journal.detail.contains(WHY))
        kept = {row.verb: row.detail for row in read.session.execute(wanted)}
    assert set(kept) == {"review", "approve", "publish", "clear", "pay"}
    assert all(told in detail for detail in kept.values())


def test_an_identity_number_that_was_corrected_is_named_masked(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "reviewed")
    person, _ = first(taught, claim)
    before, after = taught.lines(claim)[0]["id_number"], people.person(77).id_number
    taught.set(Trainee, person, id_number=after, name="王更名")
    (told,) = differences(taught, claim)
    assert "身份证号" in told and "现为“王更名”" in told
    assert before not in told and after not in told


def test_an_account_of_the_payee_that_was_changed_is_named_once(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    taught.set(Institution, taught.first("institution"), account=people.account(55))
    (told,) = differences(taught, claim)
    assert told.startswith("收款单位账号原为“") and people.account(55) not in told


def test_who_left_the_roster_or_came_on_it_is_named(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    _, row = first(taught, claim)
    taught.set(Enrolment, row, state="dropped")
    taught.enrol(taught.first("class"), [people.person(300)])
    left, joined = differences(taught, claim)
    assert "已不在花名册" in left and "核定以后列入花名册" in joined


def test_awards_granted_since_are_told_only_where_they_change_the_amount(taught: Bureau) -> None:
    ours = taught.claim(taught.first("class"), "submitted")
    crowd = [people.person(n) for n in (1, 2, 3)]
    taught.rate("焊工", level="五级/初级工")
    welding = {"occupation": "焊工", "level": "五级/初级工"}
    taught.claim(taught.accepted(crowd, date(2019, 10, 8), **welding), "submitted")
    assert differences(taught, ours) == []
    with taught.office.work() as work:
        work.session.query(ClaimLine).filter(ClaimLine.claim_uid != ours).update({"decision": "granted"})
        work.session.query(ClaimLine).filter(ClaimLine.claim_uid != ours).update(
            {"occupation": "电工", "level": "四级/中级工"}
        )
    assert len(differences(taught, ours)) == len(crowd)
    assert "应核定 0.00 元" in differences(taught, ours)[0]


def test_the_comparison_asks_the_office_as_often_for_many_as_for_few(ready: Bureau) -> None:
    asked: list[int] = []
    for heads in (2, 40):
        claim = ready.claim(ready.accepted(heads), "submitted")
        with ready.office.read() as read:
            row, count = read.session.get_one(Claim, claim), []
            event.listen(read.office.engine, "before_cursor_execute", lambda *_, c=count: c.append(1))
            assert changes_since_decision(read, row) == []
            asked.append(len(count))
        ready.today = date(2020, 1, 6)
    assert asked[0] == asked[1]


# --- recognitions ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def xuchang(tmp_path: Path) -> Iterator[County]:
    made = County(tmp_path / "xuchang", "xuchang-2019").furnished()
    made.settle()
    yield made
    made.office.close()


def subsidised(county: County, until: str = "") -> tuple[int, int]:
    """Class and recognition of one who is subsidised for being poor."""
    (one,) = crowd = [people.person(40)]
    uid = county.accepted(crowd, arrangement="项目制培训")
    with county.office.work() as work:
        work.session.query(Enrolment).update({"category": "贫困劳动力"})
    return uid, county.tag(one.id_number, category="贫困劳动力", since="2019-01-01", until=until)


def standing(county: County, training: int) -> tuple[str, str]:
    (line,) = county.lines(county.claim(training))
    return line["decision"], line["reasons"]


@pytest.mark.clause("XC-30")
def test_voiding_a_lapsed_proof_leaves_it_known_as_lapsed(xuchang: County) -> None:
    training, tag = subsidised(xuchang, until="2019-12-31")
    claim = xuchang.claim(training)
    (before,) = xuchang.lines(claim)
    assert "证明" in before["reasons"] and "不在有效期内" in before["reasons"]
    xuchang.do("tag.void", tag, reason="登记错了")
    xuchang.do("claim.assess", claim)
    (after,) = xuchang.lines(claim)
    assert (after["decision"], after["reasons"]) == (before["decision"], before["reasons"])


def test_a_proof_that_was_void_before_it_lapsed_proves_nothing_and_contradicts_nothing(xuchang: County) -> None:
    training, tag = subsidised(xuchang)
    xuchang.do("tag.void", tag, reason="登记错了人")
    assert "登记为贫困劳动力，没有登记证明" in standing(xuchang, training)[1]


@pytest.mark.parametrize("change", ["void", "shorten"])
def test_a_proof_that_was_voided_or_shortened_since_is_named(xuchang: County, change: str) -> None:
    training, tag = subsidised(xuchang)
    claim = xuchang.claim(training, "submitted")
    if change == "void":
        xuchang.do("tag.void", tag, reason="登记错了人")
    else:
        xuchang.do("tag.edit", tag, until="2020-01-31")
    (told,) = differences(xuchang, claim)
    assert "登记的人员身份原为“贫困劳动力”，现为“没有登记”" in told
    assert ("不在有效期内的人员身份原为“没有登记”，现为“贫困劳动力”" in told) is (change == "shorten")


def test_a_proof_that_still_covers_the_first_day_proves_what_it_proved(xuchang: County) -> None:
    training, tag = subsidised(xuchang)
    claim = xuchang.claim(training, "submitted")
    xuchang.do("tag.edit", tag, until="2020-12-31")
    assert differences(xuchang, claim) == []


def test_a_recognition_that_begins_after_the_class_is_no_change(xuchang: County) -> None:
    training, _ = subsidised(xuchang)
    claim = xuchang.claim(training, "submitted")
    xuchang.tag(people.person(40).id_number, category="退役军人", since=xuchang.today.isoformat())
    assert differences(xuchang, claim) == []


# --- equipment ------------------------------------------------------------------------------------------------------------


def test_a_claim_for_equipment_is_compared_as_well(xuchang: County) -> None:
    xuchang.set(Institution, xuchang.first("institution"), education_fund=1, kind="技能大师工作室")
    item = {"institution_name": "綦江示例培训学校", "facility": "技能大师工作室", "name": "车床", "invoice": "票1"}
    made = xuchang.do("equipment.create", **item, bought_on="2020-01-06", value_fen="400000")
    claim = xuchang.do("equipment.claim", made)
    xuchang.do("claim.submit", claim)
    assert differences(xuchang, claim) == []
    xuchang.set(Institution, xuchang.first("institution"), education_fund=0)
    told = "".join(differences(xuchang, claim))
    assert "职工教育经费原为“是”，现为“否”" in told and "应核定 0.00 元，原核定 80,000.00 元" in told
    with pytest.raises(Asked):
        xuchang.do("claim.review", claim, REVIEWER)


@pytest.mark.parametrize("noun", ["institution", "enrolment", "trainee"])
def test_a_correction_that_waits_is_named_before_money_goes_where_it_says_no_more(taught: Bureau, noun: str) -> None:
    claim = taught.claim(taught.first("class"), "cleared")
    trainee, row = first(taught, claim)
    subject = {"institution": taught.first("institution"), "enrolment": row, "trainee": trainee}[noun]
    wanted = {"name": "王更名"} if noun == "trainee" else {"account": people.account(88)}
    taught.do(f"{noun}.correct", subject, reason="本人来函", **wanted)
    paid = {**PAYMENT, "paid_on": taught.today.isoformat()}
    with pytest.raises(Asked, match="等待另一人") as asked:
        taught.do("claim.pay", claim, **paid)
    assert people.account(88) not in str(asked.value)
    taught.do("claim.pay", claim, **paid, confirmation=WHY)
