"""Targets and money of a circular stand once: in the office of the region that they were given to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.desk import checking, policies
from app.desk.lists import LISTINGS
from app.fund.budget.model import Budget
from app.institution.unit.model import Unit
from app.plan.quota.model import Quota
from app.store.packs import bundled_text
from tests.bureau import CLERK, Bureau

POOL = 119_500_000_00
Founded = Callable[[str, str], Bureau]


@pytest.fixture
def founded_in(tmp_path: Path) -> Iterator[Founded]:
    made: list[Bureau] = []

    def found(pack: str, region: str) -> Bureau:
        made.append(Bureau(tmp_path / region, pack, region))
        return made[-1]

    yield found
    for bureau in made:
        bureau.office.close()


def figures(bureau: Bureau) -> tuple[int, int, int]:
    """Units, the sum of all targets, and the money set aside in 分."""
    with bureau.office.read() as read:
        sums = (select(func.count(Unit.uid)), select(func.sum(Quota.target)), select(func.sum(Budget.amount_fen)))
        units, targets, money = (int(read.session.scalar(one) or 0) for one in sums)
    return units, targets, money


@pytest.mark.clause("XC-31")
def test_the_money_of_a_city_stands_in_the_city_and_in_none_of_its_counties(founded_in: Founded) -> None:
    offices = [founded_in("xuchang-2019", region) for region in ("411000", "411002", "411023")]
    assert [figures(office)[2] for office in offices] == [POOL, 0, 0]


def test_a_county_knows_the_units_of_its_citys_circular_and_has_none_of_its_targets(founded_in: Founded) -> None:
    city, county = (founded_in("suihua-2019", region) for region in ("231200", "231202"))
    units, targets, _ = figures(city)
    assert targets > 0
    assert figures(county) == (units, 0, 0)


def test_a_region_is_known_by_its_code_of_any_length(founded_in: Founded) -> None:
    assert figures(founded_in("cixi-2020", "330282000000"))[1] == 2 * (4500 + 3600 + 28000)


def test_a_later_version_gives_its_targets_to_the_same_office_alone(founded_in: Founded) -> None:
    text = bundled_text("suihua-2019")
    version = text.split("version = ", 1)[1].split("\n", 1)[0]
    newer = text.replace(f"version = {version}", f"version = {int(version) + 1}", 1)
    newer = newer.replace("assigned = { 2019 = 1360 }", "assigned = { 2019 = 1361 }", 1)
    newer = newer.replace("total = { 2019 = 8000 }", "total = { 2019 = 8001 }", 1)
    assert newer.count("1361") == 1
    city, county = (founded_in("suihua-2019", region) for region in ("231200", "231202"))
    before = figures(city)[1]
    for bureau in (city, county):
        bureau.office.sign_in(CLERK)
        with bureau.office.work() as work:
            policies.install(work, newer)
    assert figures(city)[1] == before + 1
    assert figures(county)[1] == 0


def test_a_county_is_not_measured_by_what_was_asked_of_its_city(founded_in: Founded) -> None:
    for region, target in (("411000", 300_000), ("411002", None)):
        with founded_in("xuchang-2019", region).office.read() as read:
            rows = {row["title"]: row for row in LISTINGS["indicators"].rows(read.connection)}
            assert checking.check(read).faults == []
        assert rows["行动期任务指标"]["target"] == target
        assert rows["技能劳动者占就业人员总量比例（以上）"]["target"] == 25
