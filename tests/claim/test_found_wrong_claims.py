"""What an audit of the old program found wrong, shown by claims: certificates, days, people, and sums of too many digits."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.exchange import imports
from app.institution.institution.model import Institution
from app.kernel.outcomes import Asked, Refused
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import CLERK, REVIEWER, Bureau
from tests.regions import County
from tests.tables import from_clipboard

LIVING = "生活费补贴"
TOO_MUCH = "999999999999"


def decisions(bureau: Bureau, training: int, scheme: str = "") -> list[tuple[str, str]]:
    """What each person of a class comes to, and why."""
    given = {"scheme": scheme} if scheme else {}
    claim = bureau.do("claim.create", class_number=bureau.record("class", training)["number"], **given)
    return [(line["decision"], line["reasons"]) for line in bureau.lines(claim)]


@pytest.fixture
def xuchang(tmp_path: Path) -> Iterator[County]:
    made = County(tmp_path / "xuchang", "xuchang-2019").furnished()
    yield made
    made.office.close()


# --- certificates -------------------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-13")
@pytest.mark.parametrize("number", ["无", "待发", "/"])
def test_a_certificate_without_a_number_is_not_paid(taught: Bureau, number: str) -> None:
    training = taught.first("class")
    taught.set(Enrolment, taught.enrolled(training)[0], certificate_number=number)
    assert [decision for decision, _ in decisions(taught, training)] == ["refused", "granted", "granted"]


@pytest.mark.clause("QJ-13")
def test_a_certificate_dated_after_the_claim_is_not_paid(taught: Bureau) -> None:
    training = taught.first("class")
    tomorrow = taught.today + timedelta(1)
    taught.set(Enrolment, taught.enrolled(training)[0], certificate_date=tomorrow)
    refused, *granted = decisions(taught, training)
    assert refused[0] == "refused" and "还没有取得证书" in refused[1]
    assert {decision for decision, _ in granted} == {"granted"}


@pytest.mark.clause("QJ-13")
def test_one_certificate_number_of_two_people_is_paid_to_neither(taught: Bureau) -> None:
    training = taught.first("class")
    for row in taught.enrolled(training)[:2]:
        taught.set(Enrolment, row, certificate_number="渝0001")
    found = decisions(taught, training)
    assert [decision for decision, _ in found] == ["refused", "refused", "granted"]
    assert all("他人" in reasons for _, reasons in found[:2])


# --- days ---------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-10")
@pytest.mark.parametrize(("periods", "minutes"), [(99, 45), (40, 45)])
def test_a_day_of_more_periods_than_it_holds_is_no_day_of_an_allowance(
    taught: Bureau, periods: int, minutes: int
) -> None:
    training = taught.first("class")
    taught.rate(LIVING, level="不分等级", amount_fen="20")
    for row in taught.enrolled(training):
        taught.set(Enrolment, row, category="贫困劳动力")
    first, second, _ = taught.enrolled(training)
    with taught.office.work() as work:
        work.add(Attendance(enrolment_uid=first, day=date(2019, 9, 2), periods=periods, minutes=minutes))
        work.add(Attendance(enrolment_uid=second, day=date(2019, 9, 2), periods=8, minutes=45))
    assert [decision for decision, _ in decisions(taught, training, LIVING)] == ["refused", "granted", "refused"]


# --- people -------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-14")
def test_whoever_is_past_retirement_age_with_the_pension_left_blank_is_pointed_out(taught: Bureau) -> None:
    training = taught.first("class")
    old, *_ = taught.enrolled(training)
    with taught.office.work() as work:
        row = work.session.get_one(Enrolment, old)
        work.session.get_one(Trainee, row.trainee_uid).born = date(1947, 3, 1)
    taught.set(Enrolment, old, draws_pension=0)
    pointed, *others = decisions(taught, training)
    assert pointed[0] == "granted" and "已达法定退休年龄" in pointed[1] and "四（二）" in pointed[1]
    assert not [reasons for _, reasons in others if "退休年龄" in reasons]


@pytest.mark.clause("XC-30")
def test_a_proof_that_is_shortened_between_review_and_approval_is_named_at_the_approval(xuchang: County) -> None:
    one = people.person(40)
    xuchang.settle()
    training = xuchang.accepted([one], arrangement="项目制培训")
    with xuchang.office.work() as work:
        work.session.query(Enrolment).update({"category": "贫困劳动力"})
    tag = xuchang.tag(one.id_number, category="贫困劳动力", since="2019-01-01")
    claim = xuchang.claim(training, "reviewed")
    xuchang.do("tag.edit", tag, until="2020-01-31")
    with pytest.raises(Asked, match="登记的人员身份原为“贫困劳动力”"):
        xuchang.do("claim.approve", claim, "王局长")
    assert xuchang.state("claim", claim) == "reviewed"


# --- rates --------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("XC-16")
def test_an_apprentice_class_of_xuchang_is_refused_for_want_of_a_rate(xuchang: County) -> None:
    training = xuchang.accepted(1, training_type="企业新型学徒制培训")
    with pytest.raises(Refused, match="没有给出“企业新型学徒制培训”的补贴标准.*二（二）1"):
        decisions(xuchang, training)


@pytest.mark.clause("SH-15")
@pytest.mark.parametrize("kind", ["以工代训", "企业新型学徒制培训"])
def test_a_type_of_suihua_without_a_rate_is_refused_with_the_document_that_has_it(kind: str, tmp_path: Path) -> None:
    suihua = County(tmp_path / "suihua", "suihua-2019").furnished()
    with pytest.raises(Refused, match=f"没有给出“{kind}”的补贴标准.*黑财规审〔2019〕13号.*三（三）1"):
        decisions(suihua, suihua.accepted(1, training_type=kind))
    suihua.office.close()


def test_a_rate_of_too_many_digits_is_kept_only_when_somebody_says_why(ready: Bureau) -> None:
    rates = ready.counts()["rate"]
    with pytest.raises(Asked, match="玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元整"):
        ready.rate("焊工", amount_fen=TOO_MUCH)
    assert ready.counts()["rate"] == rates
    row = ready.rate("焊工", amount_fen=TOO_MUCH, confirmation="已与文件核对")
    with pytest.raises(Asked, match="999,999,999,998.00"):
        ready.corrected("rate", row, amount_fen="999999999998")
    ready.corrected("rate", row, amount_fen="1500")
    assert ready.record("rate", row)["amount_fen"] == 150_000


def test_a_table_of_rates_points_out_a_rate_of_too_many_digits(ready: Bureau) -> None:
    ready.office.sign_in(CLERK)
    kind = imports.KINDS["rates"]
    rows = [("焊工", TOO_MUCH), ("保育员", "1500")]
    lines = [f"{trade}\t五级/初级工\t{amount}\t2019-01-01\t测试文〔2019〕1号" for trade, amount in rows]
    table = from_clipboard("\n".join(["职业(工种)\t技能等级\t补贴标准(元)\t执行日期\t文号", *lines]), kind.fields)
    with ready.office.work() as work:
        checked = imports.check(work, kind, table, None)
    assert ["玖仟玖佰" in str(warning) for warning in checked.warnings] == [True]


@pytest.mark.clause("XC-15")
def test_equipment_of_too_many_digits_is_kept_only_when_somebody_says_why(xuchang: County) -> None:
    item = {"institution_name": "綦江示例培训学校", "facility": "技能大师工作室", "name": "车床", "invoice": "票1"}
    with pytest.raises(Asked, match="玖仟玖佰"):
        xuchang.do("equipment.create", **item, bought_on="2020-01-06", value_fen=TOO_MUCH)
    given = {"value_fen": TOO_MUCH, "confirmation": "已与发票核对"}
    made = xuchang.do("equipment.create", **item, bought_on="2020-01-06", **given)
    assert xuchang.state("equipment", made) == "active"


@pytest.mark.clause("XC-15")
def test_a_workshop_without_a_kind_is_not_granted_as_a_studio(xuchang: County) -> None:
    firm = xuchang.first("institution")
    xuchang.set(Institution, firm, kind=None, education_fund=1)
    item = {"institution_name": "綦江示例培训学校", "facility": "技能大师工作室", "name": "车床", "invoice": "票1"}
    made = xuchang.do("equipment.create", **item, bought_on="2020-01-06", value_fen="600000")
    claim = xuchang.do("equipment.claim", made)
    (line,) = xuchang.lines(claim)
    assert (line["decision"], line["amount_fen"]) == ("refused", 0)
    xuchang.set(Institution, firm, kind="技能大师工作室")
    xuchang.do("claim.assess", claim)
    assert xuchang.lines(claim)[0]["amount_fen"] == 10_000_000


# --- what may be read in two ways ---------------------------------------------------------------------------------------


@pytest.mark.clause("XC-25")
def test_a_claim_that_rests_on_a_sentence_of_two_readings_is_not_handed_in_until_it_is_settled(xuchang: County) -> None:
    claim = xuchang.claim(xuchang.accepted(1))
    with pytest.raises(Refused, match="待核实：每年享受次数"):
        xuchang.do("claim.submit", claim)
    xuchang.settle()
    xuchang.do("claim.submit", claim)
    xuchang.do("claim.review", claim, REVIEWER)
    assert xuchang.state("claim", claim) == "reviewed"
