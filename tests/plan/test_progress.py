"""The board of progress: share, place and forecast in the list of the plan, months in the report, rows behind each number."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import demo
from app.desk.lists import LISTINGS
from app.desk.reports import REPORTS, show
from app.record.listing import Filter, Query
from app.store.work import Office
from tests.bureau import Bureau

BUREAU, UNION = "区人力社保局", "区总工会"


def listed(bureau: Bureau, year: int = 2020) -> dict[str, Mapping[str, Any]]:
    with bureau.office.read() as read:
        rows = list(LISTINGS["quotas"].rows(read.connection, Query((Filter("year", "=", str(year)),))))
    return {str(row["unit_name"]): row for row in rows}


def reported(bureau: Bureau, period: str) -> dict[str, Mapping[str, Any]]:
    with bureau.office.read() as read:
        table = show(read, REPORTS["progress"], period).tables[0]
    return {str(row["unit"]): row for row in table.rows}


@pytest.fixture
def taught_twice(ready: Bureau) -> Bureau:
    """区总工会 has three who passed in March and two in May, 区人力社保局 four in May; it is the 1st of July."""
    for people, starts, unit in (
        (3, date(2020, 3, 2), UNION),
        (2, date(2020, 4, 20), UNION),
        (4, date(2020, 4, 21), BUREAU),
    ):
        ready.accepted(people, starts, unit_name=unit)
    ready.today = date(2020, 7, 1)
    return ready


def test_the_place_follows_the_share_done_and_not_the_number(taught_twice: Bureau) -> None:
    found = listed(taught_twice)
    assert (found[UNION]["done"], found[BUREAU]["done"]) == (5, 4)
    assert (found[UNION]["place"], found[BUREAU]["place"], found["区教委"]["place"]) == (1, 2, 3)


def test_the_forecast_goes_on_at_the_pace_until_today(taught_twice: Bureau) -> None:
    assert listed(taught_twice)[UNION]["forecast"] == 5 * 366 // 183
    assert listed(taught_twice, 2021)[UNION]["forecast"] is None, "its year has not begun"


@pytest.mark.clause("SH-34")
def test_the_report_counts_months_and_the_year_until_the_period_ends(taught_twice: Bureau) -> None:
    year, until_april = (reported(taught_twice, period)[UNION] for period in ("2020", "2020-04"))
    assert (year["m03"], year["m05"], year["done"], year["place"]) == (3, 2, 5, 1)
    assert (until_april["m03"], until_april["m05"], until_april["done"]) == (3, None, 3)


def test_every_number_of_a_target_opens_the_classes_that_make_it(taught_twice: Bureau) -> None:
    found = listed(taught_twice)[UNION]
    with taught_twice.office.read() as read:
        classes = list(LISTINGS["classes"].rows(read.connection, Query(inside=found["unit"])))
    assert sum(int(str(row["qualified_count"])) for row in classes) == found["done"]


@pytest.mark.clause("XC-04", "XC-08")
def test_targets_of_several_years_stand_under_their_span_and_under_no_year(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "xuchang", "xuchang-2019")
    with bureau.office.read() as read:
        rows = show(read, REPORTS["progress"], "2020").tables[0].rows
    bureau.office.close()
    assert {row["span"] for row in rows} == {"2019—2021年"}
    assert {row["m01"] for row in rows} == {None}
    targets = {(row["unit"], row["measure"]): row["target"] for row in rows}
    assert targets["先进制造业和战略性新兴产业技能提升计划", "人次"] == 115_000


@pytest.mark.clause("CX-35", "CX-36")
def test_the_months_of_each_axis_add_up_to_the_same_people(tmp_path: Path) -> None:
    demo.make(tmp_path, pack="cixi-2020")
    with Office(tmp_path / "county") as office, office.read() as read:
        rows = show(read, REPORTS["progress"], "2020").tables[0].rows
    sums = {
        axis: sum(int(str(r["done"])) for r in rows if (r["axis"], r["measure"]) == (axis, "人次"))
        for axis in ("部门", "镇（街道）")
    }
    assert sums == {"部门": 78, "镇（街道）": 78}
