"""A claim is paid to the enterprise that its policy names, where a school has claimed and somebody has said which."""

from datetime import date

import pytest

from app.claim.claim.directing import asked_of_payee
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.desk.lists import LISTINGS
from app.institution.institution.model import Institution
from app.kernel.outcomes import Asked, Refused
from app.training.enrolment.model import Enrolment
from app.training.work_month.model import WorkMonth
from tests import people
from tests.bureau import CASHIER, CHIEF, CLERK, INSTITUTION, PAYMENT, REVIEWER, Bureau

FIRM = "綦江示例齿轮有限公司"


def firm(bureau: Bureau) -> None:
    texts = {**INSTITUTION, "name": FIRM, "uscc": people.uscc(7), "account": people.account(70), "bank": "示例企业银行"}
    bureau.do("institution.create", **texts)


def test_money_goes_to_the_enterprise_that_was_named(taught: Bureau) -> None:
    firm(taught)
    claim = taught.claim(taught.first("class"))
    taught.do("claim.direct", claim, payee_name=FIRM)
    record = taught.record("claim", claim)
    assert (record["payee"], record["account"], record["bank"]) == (FIRM, people.account(70), "示例企业银行")
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF), ("publish", CLERK)):
        taught.do(f"claim.{word}", claim, who)
    taught.today = date.fromordinal(taught.record("claim", claim)["notice_to"].toordinal() + 1)
    taught.clear(claim)
    taught.do("claim.pay", claim, CASHIER, **PAYMENT, paid_on=taught.today.isoformat())
    with taught.office.read() as read:
        (row,) = LISTINGS["payments"].rows(read.connection)
    assert (row["payee"], row["account"]) == (FIRM, people.account(70))


def test_a_blank_pays_the_institution_that_claims_again(taught: Bureau) -> None:
    firm(taught)
    claim = taught.claim(taught.first("class"))
    taught.do("claim.direct", claim, payee_name=FIRM)
    taught.do("claim.direct", claim, payee_name="")
    assert taught.record("claim", claim)["payee"] == INSTITUTION["name"]


def test_nobody_is_paid_whom_the_office_does_not_know(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"))
    with pytest.raises(Refused, match="没有登记名为“不认识”的机构或企业"):
        taught.do("claim.direct", claim, payee_name="不认识")


def test_another_payee_after_the_decision_is_told_to_whoever_signs(taught: Bureau) -> None:
    firm(taught)
    claim = taught.claim(taught.first("class"), "submitted")
    with pytest.raises(Refused):
        taught.do("claim.direct", claim, payee_name=FIRM)
    with taught.office.work() as work:
        work.connection.exec_driver_sql(
            "UPDATE claim SET payee_uid = (SELECT uid FROM institution WHERE name = ?)", (FIRM,)
        )
    with pytest.raises(Asked, match=f"收款单位原为“{INSTITUTION['name']}”，现为“{FIRM}”"):
        taught.do("claim.review", claim, REVIEWER)


@pytest.mark.clause("QJ-12")
def test_a_firm_that_claims_for_itself_is_asked_nothing(ready: Bureau) -> None:
    training = ready.accepted(1, training_type="以工代训")
    claim = ready.do("claim.create", class_number=ready.record("class", training)["number"], scheme="以工代训补贴")
    with ready.office.work() as work:
        row = work.session.get_one(Claim, claim)
        for line in work.session.query(ClaimLine).filter_by(claim_uid=claim):
            line.decision, line.payee = "granted", "enterprise"
        work.session.flush()
        assert len(asked_of_payee(work, row)) == 1
        school = work.session.get_one(Institution, row.institution_uid)
        school.name = FIRM + "一分厂"
        assert asked_of_payee(work, row) == []
        school.name, school.insured = "某校", 1
        assert asked_of_payee(work, row) == []
        work.session.rollback()


@pytest.mark.clause("QJ-12")
def test_a_school_that_claims_what_a_policy_pays_to_the_enterprise_is_asked(ready: Bureau) -> None:
    taught = ready
    taught.settle()
    taught.rate("以工代训补贴", level="不分等级", amount_fen="300", document="区文〔2019〕3号")
    training = taught.accepted(2, training_type="以工代训")
    for row in taught.enrolled(training):
        taught.set(Enrolment, row, category="贫困劳动力", hired_on=date(2019, 9, 1))
        with taught.office.work() as work:
            work.add(WorkMonth(enrolment_uid=row, month="2019-09"))
    number = taught.record("class", training)["number"]
    claim = taught.do("claim.create", class_number=number, scheme="以工代训补贴")
    assert {line["payee"] for line in taught.lines(claim) if line["decision"] == "granted"} == {"enterprise"}
    with pytest.raises(Asked, match=f"按政策付给企业，收款单位现为“{INSTITUTION['name']}”"):
        taught.do("claim.submit", claim)
    firm(taught)
    taught.do("claim.direct", claim, payee_name=FIRM)
    taught.do("claim.submit", claim)
    assert taught.state("claim", claim) == "submitted"
