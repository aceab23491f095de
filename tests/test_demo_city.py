"""The example of a city with its twelve counties: targets and money stand once, and every county's month has come."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import demo
from app.demo.places import place
from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.plan.reported.record import reported
from app.record.listing import Filter, Query
from app.store.work import Office, Read

COUNTIES = place("suihua-2019").counties


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    demo.make_city(folder)
    return folder


def rows(read: Read, name: str, **values: str) -> list[dict[str, Any]]:
    query = Query(tuple(Filter(key, "=", text) for key, text in values.items()))
    return list(LISTINGS[name].rows(read.connection, query))


def test_there_are_twelve_counties_of_which_one_has_not_the_program(example: Path) -> None:
    assert len(COUNTIES) == 12
    with Office(example / "city") as city, city.read() as read:
        offices = [row for row in rows(read, "offices") if row["uid"] != read.own.uid]
        assert (len(offices), sum(row["program"] == 0 for row in offices)) == (12, 1)
        assert {row["state"] for row in rows(read, "packages")} == {"receipted"}
        (by_hand,) = read.session.execute(reported(date(2020, 12, 1), date(2020, 12, 31)))
        assert (by_hand.name, by_hand.times) == ("示例高新区人力资源和社会保障局（示例）", 22)
        assert check(read).faults == []


def test_each_county_has_its_own_targets_and_money_and_the_city_counts_them_once(example: Path) -> None:
    for county in COUNTIES:
        if county.get("program", True):
            with Office(example / county["name"] / "county") as office, office.read() as read:
                (target,) = rows(read, "quotas", unit_name=county["name"], year="2020")
                (fund,) = [row for row in rows(read, "funds") if row["amount_fen"]]
                assert (target["target"], fund["amount_fen"]) == (county["target"], county["share"] * 100)
                assert check(read).faults == []
    with Office(example / "city") as city, city.read() as read:
        wanted = Query((Filter("axis", "=", "县（市、区）"), Filter("year", "=", "2020")))
        totals = LISTINGS["quotas"].totals(read.connection, wanted)
        assert totals.sums["target"] == sum(county["target"] for county in COUNTIES)
        given = sum(county["share"] for county in COUNTIES) * 100
        kept = sum(county["share"] for county in COUNTIES if not county.get("program", True)) * 100
        assert LISTINGS["funds"].totals(read.connection).sums["amount_fen"] == 2 * given - kept


def test_what_a_county_did_is_done_in_its_area_of_the_city(example: Path) -> None:
    with Office(example / "city") as city, city.read() as read:
        own = rows(read, "quotas", year="2020", origin=read.own.name)
        done = {row["unit_name"]: row["done"] for row in own}
        inside = LISTINGS["classes"].uids(
            read.connection, Query(inside=next(r["unit"] for r in own if r["unit_name"] == "北林区"))
        )
    assert (done["北林区"], done["安达市"], done["示例高新区"], len(inside)) == (20, 16, 0, 1)


def test_an_example_is_not_made_over_one_that_is_there(example: Path) -> None:
    with pytest.raises(Refused):
        demo.make_city(example)
