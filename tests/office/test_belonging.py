"""Which office is below which, by level and region."""

import pytest

from app.office.office.belonging import is_below, offices_below, within
from app.store.models import OfficeRow
from tests.bureau import Bureau


@pytest.mark.parametrize(
    ("region", "above", "level", "lies"),
    [
        ("411002", "411000", "city", True),
        ("410100", "411000", "city", False),
        ("500230", "500100", "city", True),
        ("500110001", "500110", "county", True),
        ("500116001", "500110", "county", False),
    ],
)
def test_a_region_lies_in_another_by_the_digits_that_its_level_shares(
    region: str, above: str, level: str, lies: bool
) -> None:
    assert within(region, above, level) is lies


def test_levels_are_below_each_other_in_their_order() -> None:
    assert [
        is_below(*pair) for pair in (("town", "county"), ("county", "city"), ("city", "city"), ("city", "town"))
    ] == [*(True, True, False, False)]


def test_the_counties_of_a_municipality_are_below_it_though_they_share_two_digits(bureau: Bureau) -> None:
    with bureau.office.work() as work:
        work.own.level, work.own.region = "city", "500100"
        for number, (name, region) in enumerate((("丰都县人力社保局", "500230"), ("许昌市魏都区人社局", "411002"))):
            work.session.add(OfficeRow(uid=number + 1, name=name, region=region, level="county", number=number + 1))
        work.session.flush()
        assert [office.name for office in offices_below(work)] == ["丰都县人力社保局"]
