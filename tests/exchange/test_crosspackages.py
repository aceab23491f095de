"""What two counties may not grant together, found by the city in their packages and learned from its receipt."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.desk.founding import Charter, found_office
from app.store.work import Office
from tests import people
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.exchange.senders import CITY_CLERK, CITY_NOW, sent, trained
from tests.exchange.test_receipt import give, learn, marks, take
from tests.regions import County
from tests.seat import seat

LIVING, INSURED, WORK, TRAINING = "生活费补贴", "参保职工技能提升补贴", "以工代训补贴", "职业培训补贴"


def granted(bureau: Bureau, scheme: str, trade: int, *paid: str) -> None:
    """A paid claim for the same person of every county, of a scheme, with the days or months that its line pays."""
    claim = trained(bureau, [people.person(1)], trade=trade)
    bureau.set(Claim, claim, scheme=scheme)
    (line,) = bureau.lines(claim)
    bureau.set(ClaimLine, line["uid"], paid="、".join(paid) or None)


def refused_of_second(first: Bureau, second: Bureau, above: Office, folder: Path) -> str:
    """Both packages go up in turn; nothing of the first is refused, and the reason that the second learns is given back."""
    take(above, sent(first, folder / "a.zip"))
    assert give(above, folder / "ra.xlsx").refused == 0
    take(above, sent(second, folder / "b.zip"))
    counts = give(above, folder / "rb.xlsx")
    assert (counts.accepted, counts.refused, counts.changed) == (0, 1, 3)
    learn(second.office, folder / "rb.xlsx")
    ((mark, why),) = marks(second.office)["claim_line"]
    assert mark == "refused" and why is not None
    return why


@pytest.mark.clause("QJ-10")
def test_the_city_refuses_the_day_of_living_allowance_that_another_county_paid(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    granted(sender, LIVING, 1, "2019-09-02", "2019-09-03")
    granted(neighbour, LIVING, 2, "2019-09-03", "2019-09-04")
    why = refused_of_second(sender, neighbour, above, tmp_path)
    assert "2019-09-03" in why and "2019-09-04" not in why and "綦江区人力社保局" in why


@pytest.mark.clause("QJ-12")
def test_the_city_refuses_the_month_that_another_county_was_paid_for(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    granted(sender, WORK, 1, "2019-09", "2019-10")
    granted(neighbour, WORK, 2, "2019-10", "2019-11")
    why = refused_of_second(sender, neighbour, above, tmp_path)
    assert "2019-10" in why and "2019-11" not in why and "四（一）" in why


@pytest.mark.clause("QJ-12")
def test_the_city_refuses_the_month_beyond_the_longest_that_is_paid(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    granted(sender, WORK, 1, *(f"2019-{month:02d}" for month in range(1, 7)))
    granted(neighbour, WORK, 2, "2019-10")
    why = refused_of_second(sender, neighbour, above, tmp_path)
    assert "此前已享受6个月，最长不超过6个月" in why and "四（一）" in why


@pytest.mark.clause("QJ-10")
def test_the_city_refuses_the_second_of_two_schemes_of_two_counties(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    person = [people.person(1)]
    for bureau, scheme in ((sender, TRAINING), (neighbour, INSURED)):
        bureau.set(Claim, trained(bureau, person, trade=1), scheme=scheme)
    why = refused_of_second(sender, neighbour, above, tmp_path)
    assert "只能享受一项" in why and "綦江区人力社保局" in why


@pytest.fixture
def xuchang(tmp_path: Path) -> Iterator[tuple[County, County, Office]]:
    """Two counties of 许昌 that keep the same firm, and the city."""
    charter = Charter("许昌市人社局", "411000", "city", "xuchang-2019", [(CITY_CLERK, ["clerk", "reviewer", "chief"])])
    city = seat(found_office(tmp_path / "xuchang", charter, lambda: CITY_NOW.replace(month=12)))
    made = [County(tmp_path / name, "xuchang-2019") for name in ("one", "two")]
    for each, (name, region) in zip(made, (("建安区人社局", "411003"), ("魏都区人社局", "411002")), strict=True):
        with each.office.work() as work:
            work.own.name, work.own.region = name, region
        each.institution(kind="技能大师工作室", education_fund="是")
    yield made[0], made[1], city
    for office in (made[0].office, made[1].office, city):
        office.close()


@pytest.mark.clause("XC-15")
@pytest.mark.parametrize(
    ("invoices", "serials", "seen"),
    [
        (("发票 0001", "发票0001"), ("", ""), "发票 发票0001"),
        (("发票1", "发票2"), ("sn 7", "SN7"), "出厂编号 SN7"),
        (("发票1", "发票2"), ("SN7", "SN8"), ""),
    ],
)
@pytest.mark.parametrize("same_firm", [True, False])
def test_the_city_refuses_a_machine_that_another_county_claimed_for(
    xuchang: tuple[County, County, Office],
    tmp_path: Path,
    invoices: tuple[str, str],
    serials: tuple[str, str],
    seen: str,
    same_firm: bool,
) -> None:
    one, two, above = xuchang
    if not same_firm:
        two.institution(7, name="另一企业", kind="技能大师工作室", education_fund="是")
    named = ("綦江示例培训学校", "綦江示例培训学校" if same_firm else "另一企业")
    for place, (bureau, facility) in enumerate(((one, "技能大师工作室"), (two, "高技能人才培训基地"))):
        item = {"institution_name": named[place], "facility": facility, "name": "数控车床"}
        item |= {"invoice": invoices[place], "serial_number": serials[place]}
        made = bureau.do("equipment.create", **item, bought_on="2020-01-06", value_fen="400000")
        claim = bureau.do("equipment.claim", made)
        for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
            bureau.do(f"claim.{word}", claim, who)
    take(above, sent(one, tmp_path / "a.zip"))
    assert give(above, tmp_path / "ra.xlsx").refused == 0
    take(above, sent(two, tmp_path / "b.zip"))
    assert give(above, tmp_path / "rb.xlsx").refused == bool(seen)
    learn(two.office, tmp_path / "rb.xlsx")
    ((_, why),) = marks(two.office)["claim_line"]
    assert not seen or (why is not None and seen in why and "建安区人社局" in why)
