"""For which units a class counts: once on each axis, by department, town and programme; a unit is known by its path."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import demo
from app.desk import dialogs
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Problems
from app.kernel.periods import parse_period
from app.plan import figures
from app.record.listing import Filter, Query
from app.store.work import Office
from app.training.training_class.queries import counted_units
from tests.bureau import Bureau
from tests.regions import County


@pytest.fixture(scope="module")
def cixi_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cixi")
    demo.make(folder, pack="cixi-2020")
    return folder


@pytest.fixture
def cixi(tmp_path: Path) -> Iterator[County]:
    made = County(tmp_path / "cixi", "cixi-2020").furnished()
    yield made
    made.office.close()


@pytest.mark.clause("CX-35", "CX-36")
def test_the_people_of_cixi_count_once_by_department_and_once_by_town(cixi_example: Path) -> None:
    with Office(cixi_example / "county") as office, office.read() as read:
        year = figures.lines(read, parse_period("2020"))
        totals = {line.unit: line.year.qualified for line in year if line.total}
        done: Counter[object] = Counter()
        for row in LISTINGS["quotas"].rows(
            read.connection, Query((Filter("year", "=", "2020"), Filter("measure", "=", "人次")))
        ):
            done[row["axis"]] += int(str(row["done"]))
    assert set(totals.values()) == {78}, totals
    assert done == {"部门": 78, "镇（街道）": 78}


def test_a_class_counts_once_on_an_axis_though_it_names_the_same_town_twice(cixi: County) -> None:
    cixi.training(unit_name="龙山", area_name="龙山")
    with cixi.office.read() as read:
        units = read.session.execute(select(func.count()).select_from(counted_units())).scalar_one()
    assert units == 1


def test_two_towns_of_one_axis_are_refused_beside_the_second(cixi: County) -> None:
    with pytest.raises(Problems) as wrong:
        cixi.training(unit_name="龙山", area_name="周巷")
    assert [problem.key for problem in wrong.value.problems] == ["area_name"]
    assert "镇（街道）" in str(wrong.value)


@pytest.mark.parametrize("key", ["area_name", "programme_name"])
def test_a_department_is_no_town_and_no_programme(cixi: County, key: str) -> None:
    with pytest.raises(Problems) as wrong:
        cixi.training(**{key: "市总工会"})
    assert [problem.key for problem in wrong.value.problems] == [key]


def test_a_town_is_corrected_with_a_second_person_and_counts_anew(cixi: County) -> None:
    uid = cixi.accepted(area_name="龙山")
    cixi.do("class.correct", uid, area_name="周巷", reason="写错了")
    assert cixi.record("class", uid)["area_name"] == "龙山"
    cixi.agree(uid)
    assert cixi.record("class", uid)["area_name"] == "周巷"


def test_nothing_is_asked_of_towns_and_programmes_where_there_are_none(bureau: Bureau, cixi: County) -> None:
    asked = []
    for office in (bureau.office, cixi.office):
        with office.read() as read:
            asked.append({field.key for field in dialogs.dialog(read, "class", "create", ()).fields})
    assert not {"area_name", "programme_name"} & asked[0]
    assert "area_name" in asked[1] and "programme_name" not in asked[1]


@pytest.fixture
def two_streets(ready: Bureau) -> Bureau:
    """文龙街道 under two departments."""
    for unit in ("区人力社保局", "区总工会"):
        with ready.office.read() as read:
            (whole,) = LISTINGS["quotas"].rows(
                read.connection, Query((Filter("unit_name", "=", unit), Filter("year", "=", "2020")))
            )
        ready.do("quota.split", int(str(whole["uid"])), unit_name="文龙街道", target="10")
    return ready


def test_a_name_below_two_units_is_asked_about_with_both_paths(two_streets: Bureau) -> None:
    with pytest.raises(Problems) as wrong:
        two_streets.training(unit_name="文龙街道")
    told = str(wrong.value)
    assert "区人力社保局/文龙街道" in told and "区总工会/文龙街道" in told


def test_a_class_counts_for_the_street_below_the_very_department_that_it_names(two_streets: Bureau) -> None:
    uid = two_streets.accepted(4, date(2020, 3, 2), unit_name="区总工会/文龙街道")
    assert two_streets.record("class", uid)["unit_name"] == "区总工会/文龙街道"
    with two_streets.office.read() as read:
        rows = LISTINGS["quotas"].rows(read.connection, Query((Filter("year", "=", "2020"),)))
        done = {(row["parent_name"], row["unit_name"]): row["done"] for row in rows if row["done"]}
    assert done == {(None, "区总工会"): 4, ("区总工会", "文龙街道"): 4}


def test_a_class_keeps_its_street_when_something_else_of_it_is_edited(two_streets: Bureau) -> None:
    uid = two_streets.training(unit_name="区总工会/文龙街道")
    two_streets.do("class.edit", uid, place="别处")
    assert two_streets.record("class", uid)["unit_name"] == "区总工会/文龙街道"


def test_the_page_of_a_target_lists_the_classes_that_count_for_it(two_streets: Bureau) -> None:
    two_streets.training(unit_name="区总工会/文龙街道")
    with two_streets.office.read() as read:
        inside = {}
        for row in LISTINGS["quotas"].rows(read.connection, Query((Filter("year", "=", "2020"),))):
            found = LISTINGS["classes"].uids(read.connection, Query(inside=int(str(row["unit"]))))
            inside[row["parent_name"], row["unit_name"]] = len(found)
    assert {key for key, count in inside.items() if count} == {(None, "区总工会"), ("区总工会", "文龙街道")}
