"""What two counties may not grant together: schemes that exclude each other for one person, one machine of one firm."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from app.award.equipment import EQUIPMENT, EquipmentTerms
from app.award.schemes import INSURED, TRAINING, WORK_TRAINING, Terms
from app.exchange.crossschemes import judge_schemes

from app.claim.claim.model import Claim
from app.desk.founding import Charter, found_office
from app.exchange import receipt
from app.exchange.crosscheck import Award
from app.exchange.crossequipment import judge_equipment
from app.store import packs
from app.store.work import Office
from tests import people
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.exchange.senders import CITY_CLERK, CITY_NOW, sent, trained
from tests.exchange.test_receipt import give, learn, marks, take
from tests.regions import County
from tests.seat import seat

PRE_JOB = "岗前培训"


def terms(pack: str, scheme: str, on: date) -> Terms:
    return Terms.on(packs.parsed(packs.bundled_text(pack)), on, scheme)


def award(uid: int, scheme: str, office: int, kind: str = "", trade: str = "电工", *, settled: bool = False) -> Award:
    return Award(uid, 1, office, f"单位{office}", date(2020, uid, 1), 2020, trade, "四级", settled, scheme, kind)


@pytest.mark.clause("XC-28")
@pytest.mark.parametrize("order", [1, -1])
def test_work_training_in_one_county_and_pre_job_training_in_another_shut_each_other_out(order: int) -> None:
    kinds = [(WORK_TRAINING, "以工代训"), (TRAINING, PRE_JOB)][::order]
    first, second = (award(n, scheme, n, kind, f"工种{n}") for n, (scheme, kind) in enumerate(kinds, 1))
    (why,) = judge_schemes([first, second], 2, partial(terms, "xuchang-2019")).values()
    assert "不得重复享受" in why and "二（三）1" in why and "单位1" in why
    assert judge_schemes([first, second], 1, partial(terms, "xuchang-2019")) == {}
    other = replace(second, training_type="就业技能培训", scheme=TRAINING)
    assert order == -1 or judge_schemes([first, other], 2, partial(terms, "xuchang-2019")) == {}
    assert judge_schemes([first, replace(second, office=1)], 1, partial(terms, "xuchang-2019")) == {}


@pytest.mark.clause("QJ-10", "OD-05")
@pytest.mark.parametrize("pack", ["qijiang-2019", "ordos-2019"])
@pytest.mark.parametrize("order", [1, -1])
def test_one_occupation_and_level_is_paid_by_one_of_two_schemes_over_all_offices(pack: str, order: int) -> None:
    names = [TRAINING, INSURED][::order]
    first, second = (award(n, scheme, n, "企业职工岗位技能提升培训") for n, scheme in enumerate(names, 1))
    (why,) = judge_schemes([first, second], 2, partial(terms, pack)).values()
    assert "只能享受一项" in why and "单位1" in why
    assert judge_schemes([first, replace(second, occupation="焊工")], 2, partial(terms, pack)) == {}


def test_what_was_accepted_stands_whichever_began_first() -> None:
    first, second = award(1, TRAINING, 1), award(2, INSURED, 2, settled=True)
    assert list(judge_schemes([first, second], 1, partial(terms, "qijiang-2019"))) == [1]


@pytest.mark.clause("QJ-10")
def test_the_city_refuses_the_second_of_two_schemes_of_two_counties(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    for bureau, scheme in ((sender, TRAINING), (neighbour, INSURED)):
        bureau.set(Claim, trained(bureau, [people.person(1)], trade=1), scheme=scheme)
    take(above, sent(sender, tmp_path / "a.zip"))
    assert give(above, tmp_path / "ra.xlsx").refused == 0
    take(above, sent(neighbour, tmp_path / "b.zip"))
    assert give(above, tmp_path / "rb.xlsx") == receipt.Counts(accepted=0, refused=1, changed=3)
    learn(neighbour.office, tmp_path / "rb.xlsx")
    ((_, why),) = marks(neighbour.office)["claim_line"]
    assert why is not None and "只能享受一项" in why and "綦江区人力社保局" in why


# --- equipment ------------------------------------------------------------------------------------------------------------


def bought(uid: int, office: int, facility: str = "技能大师工作室", *, settled: bool = False) -> Award:
    return Award(uid, 0, office, f"单位{office}", date(2020, uid, 1), 2020, facility, "", settled, EQUIPMENT)


def equipment_terms(on: date, pack: str = "xuchang-2019") -> EquipmentTerms:
    return EquipmentTerms.on(packs.parsed(packs.bundled_text(pack)), on)


@pytest.mark.clause("XC-15")
def test_one_invoice_of_one_firm_is_paid_by_one_office() -> None:
    both = [bought(1, 1), bought(2, 2, "高技能人才培训基地")]
    same, apart = {1: frozenset({"F1", "F2"}), 2: frozenset({"F2"})}, {1: frozenset({"F1"}), 2: frozenset({"F2"})}
    (why,) = judge_equipment(both, same, 2, equipment_terms).values()
    assert "发票 F2 已在其他单位申请" in why and "单位1" in why and "二（二）1" in why
    assert judge_equipment(both, apart, 2, equipment_terms) == {}
    assert judge_equipment(both, same, 1, equipment_terms) == {}
    assert "F2" in judge_equipment(both, same, 2, lambda on: None)[2]


@pytest.mark.clause("XC-15")
def test_what_is_paid_once_for_a_kind_of_facility_is_paid_by_one_office() -> None:
    invoices = {1: frozenset({"F1"}), 2: frozenset({"F2"})}
    told = judge_equipment([bought(1, 1), bought(2, 2)], invoices, 2, equipment_terms)
    assert "设备补助只给一次" in told[2]
    assert judge_equipment([bought(1, 1), bought(2, 2, "高技能人才培训基地")], invoices, 2, equipment_terms) == {}


@pytest.fixture
def xuchang(tmp_path: Path) -> Iterator[tuple[County, County, Office]]:
    """Two counties of 许昌 that keep the same firm, and the city."""
    charter = Charter("许昌市人社局", "411000", "city", "xuchang-2019", [(CITY_CLERK, ["clerk", "reviewer", "chief"])])
    city = seat(found_office(tmp_path / "xuchang", charter, lambda: CITY_NOW.replace(month=12)))
    made = [County(tmp_path / name, "xuchang-2019") for name in ("one", "two")]
    for each, (name, region) in zip(made, (("建安区人社局", "411003"), ("魏都区人社局", "411002")), strict=True):
        with each.office.work() as work:
            work.own.name, work.own.region = name, region
        each.institution(kind=each.lists("institution_kinds")[0], education_fund="是")
    yield made[0], made[1], city
    for office in (made[0].office, made[1].office, city):
        office.close()


@pytest.mark.clause("XC-15")
def test_the_city_refuses_a_machine_that_another_county_claimed_for(
    xuchang: tuple[County, County, Office], tmp_path: Path
) -> None:
    one, two, above = xuchang
    for bureau, facility, invoice in ((one, "技能大师工作室", "发票 0001"), (two, "高技能人才培训基地", "发票0001")):
        item = {"institution_name": "綦江示例培训学校", "facility": facility, "name": "数控车床", "invoice": invoice}
        made = bureau.do("equipment.create", **item, bought_on="2020-01-06", value_fen="400000")
        claim = bureau.do("equipment.claim", made)
        for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
            bureau.do(f"claim.{word}", claim, who)
    take(above, sent(one, tmp_path / "a.zip"))
    assert give(above, tmp_path / "ra.xlsx").refused == 0
    take(above, sent(two, tmp_path / "b.zip"))
    assert give(above, tmp_path / "rb.xlsx").refused == 1
    learn(two.office, tmp_path / "rb.xlsx")
    ((_, why),) = marks(two.office)["claim_line"]
    assert why is not None and "发票0001" in why and "建安区人社局" in why
