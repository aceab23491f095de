"""An enterprise's claim for equipment, from the invoice to the money, without a class or a trainee."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.claim.claim.model import Claim
from app.desk.checking import check
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS
from app.institution.institution.model import Institution
from app.kernel.outcomes import Problems, Refused
from app.printing import documents
from app.store.models import OfficeRow
from tests.bureau import CHIEF, REVIEWER
from tests.regions import SPRING, County

ITEM = {
    "institution_name": "綦江示例培训学校",
    "facility": "技能大师工作室",
    "name": "数控车床",
    "bought_on": "2020-01-06",
    "value_fen": "400000",
    "invoice": "发票0001",
}


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    found = County(tmp_path / "county", "xuchang-2019")
    found.today = SPRING
    found.institution(kind="技能大师工作室", education_fund="是")
    yield found
    found.office.close()


def claimed(county: County, **changes: str) -> int:
    return county.do("equipment.claim", county.do("equipment.create", **{**ITEM, **changes}))


@pytest.mark.clause("XC-15")
def test_a_claim_for_equipment_goes_from_the_invoice_to_the_money(county: County) -> None:
    uid = claimed(county)
    for word, who in (("submit", "张经办"), ("review", REVIEWER), ("approve", CHIEF), ("publish", "张经办")):
        county.do(f"claim.{word}", uid, who)
    county.today = county.record("claim", uid)["notice_to"] + timedelta(1)
    county.clear(uid)
    county.do("claim.pay", uid, fund="就业补助资金", voucher="凭1", paid_on=county.today.isoformat())
    (payment,) = payments(county)
    assert (payment["amount_fen"], payment["payee"]) == (8_000_000, ITEM["institution_name"])
    assert county.record("equipment", county.first("equipment"))["value_fen"] == 40_000_000
    assert county.record("institution", county.first("institution"))["education_fund"] == 1
    assert county.record("claim", uid)["state"] == "paid"


def payments(county: County) -> list[dict[str, object]]:
    with county.office.read() as read:
        return list(LISTINGS["payments"].rows(read.connection))


def test_everything_an_enterprise_bought_for_one_facility_is_one_claim(county: County) -> None:
    county.do("equipment.create", **{**ITEM, "name": "铣床", "invoice": "发票0002", "value_fen": "200000"})
    other = county.do("equipment.create", **{**ITEM, "facility": "高技能人才培训基地", "invoice": "发票0003"})
    uid = claimed(county)
    assert county.record("claim", uid)["total_fen"] == 10_000_000  # a fifth of 60万, at most 10万
    assert county.state("equipment", other) == "active"


def test_the_line_explains_itself_without_a_class(county: County) -> None:
    (line,) = county.lines(claimed(county))
    with county.office.read() as read:
        text = "\n".join(f"{p.title} {' '.join(p.lines)}" for p in hooks("claim-line").explain(read, line["uid"]))
    assert line["name"] == ITEM["institution_name"]
    assert "400,000.00元 × 20%＝80,000.00元" in text
    assert "许政办〔2019〕20号二（二）1" in text
    assert "班级名称" not in text


def test_a_void_claim_sets_its_equipment_free(county: County) -> None:
    uid = claimed(county)
    county.do("claim.void", uid, reason="发票错了")
    item = county.first("equipment")
    assert county.record("equipment", item)["claim_number"] is None
    county.do("equipment.edit", item, value_fen="300000")
    assert county.record("claim", county.do("equipment.claim", item))["total_fen"] == 6_000_000


@pytest.mark.clause("XC-15")
def test_a_second_claim_for_the_same_facility_is_refused_as_it_is_paid_once(county: County) -> None:
    county.do("claim.submit", claimed(county))
    second = claimed(county, invoice="发票0009")
    assert "补助次数" in (told := county.lines(second)[0]["reasons"]) and "此前" in told
    with pytest.raises(Refused, match="没有一人核定到金额"):
        county.do("claim.submit", second)


@pytest.mark.clause("XC-15")
def test_an_enterprise_that_another_office_keeps_too_is_known_by_its_credit_code(county: County) -> None:
    """As in a city's books: the record of the other office is another one, only the 统一社会信用代码 is the same."""
    first, elsewhere = claimed(county), 77 << 32
    county.do("claim.submit", first)
    own = county.record("institution", county.first("institution"))
    with county.office.work() as work:
        work.session.add(OfficeRow(uid=elsewhere, name="邻县", region="990000", level="county", number=77))
        work.session.flush()
        known = {"name": "邻县所记名称", "uscc": own["uscc"], "programmes": ""}
        work.session.add(Institution(uid=elsewhere + 1, origin=elsewhere, **known))
        work.session.flush()
        work.session.get_one(Claim, first).institution_uid = elsewhere + 1
    second = claimed(county, invoice="发票0009")
    assert "补助次数" in (told := county.lines(second)[0]["reasons"]) and "此前" in told


def test_a_circular_without_the_scheme_refuses_and_keeps_the_item(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "qijiang-2019")
    county.institution(kind=county.lists("institution_kinds")[0])
    item = county.do("equipment.create", **ITEM)
    with pytest.raises(Refused, match="没有补助设备的项目"):
        county.do("equipment.claim", item)
    assert county.state("equipment", item) == "active"
    county.office.close()


def test_all_that_is_wrong_with_an_item_is_said_at_once(county: County) -> None:
    county.do("equipment.create", **ITEM)
    ahead = (county.today + timedelta(1)).isoformat()
    with pytest.raises(Problems) as refused:
        county.do("equipment.create", **{**ITEM, "value_fen": "0", "bought_on": ahead})
    assert {p.key for p in refused.value.problems} == {"value_fen", "bought_on", "invoice"}


def test_an_office_whose_books_hold_a_claim_without_a_class_checks_sound(county: County) -> None:
    county.do("claim.submit", claimed(county))
    with county.office.read() as read:
        assert check(read).faults == []


def test_its_papers_are_the_ones_for_equipment(county: County) -> None:
    uid = claimed(county)
    with county.office.read() as read:
        names = [form.name for form in documents.forms_of(read, "claim", uid)]
        printed = documents.pdf(read, "equipment-claim", uid)
    assert names == ["equipment-claim"]
    assert (printed.pages, [str(problem) for problem in printed.problems]) == (1, [])


def test_what_was_entered_by_mistake_and_cancelled_may_be_entered_again(county: County) -> None:
    county.do("equipment.void", county.do("equipment.create", **{**ITEM, "value_fen": "40000"}), reason="金额抄错")
    again = county.do("equipment.create", **ITEM)
    assert county.state("equipment", again) == "active"
    with pytest.raises(Problems):
        county.do("equipment.create", **ITEM)
