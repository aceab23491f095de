"""Which office is below which, by level and region."""

import pytest

from app.desk import dialogs
from app.desk.lists import LISTINGS
from app.desk.screens import SCREENS
from app.desk.survey import survey
from app.kernel.outcomes import Problems, Refused
from app.office.office.belonging import is_below, offices_below, within
from app.office.office.noun import OFFICE
from app.store.models import Journal, OfficeRow
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


def registered(bureau: Bureau) -> int:
    return bureau.do("office.create", name="三江街道办", region="500110001", level="街镇", phone="", address="")


def test_an_office_without_the_program_is_corrected_by_its_number_and_keeps_what_it_handed_in(bureau: Bureau) -> None:
    uid = registered(bureau)
    with bureau.office.read(bureau.office.actor) as read:
        asked = dialogs.values_for(read, "office", "amend", uid)
        allowed = survey(read, LISTINGS["offices"], SCREENS["offices"], [uid])
    assert [*allowed.fit(OFFICE, "amend", bureau.office.actor.roles)] == [uid]
    assert (asked["name"], asked["region"], asked["level"]) == ("三江街道办", "500110001", "town")
    bureau.do(
        "office.amend", uid, **{**asked, "name": "三江街道劳动保障所", "region": "500110002", "phone": "示例电话"}
    )
    with bureau.office.read() as read:
        (office,) = [row for row in LISTINGS["offices"].rows(read.connection) if row["uid"] == uid]
        (told,) = read.session.query(Journal).filter_by(noun="office", verb="amend").all()
    assert (office["name"], office["region"], office["phone"], office["program"]) == (
        *("三江街道劳动保障所", "500110002", "示例电话"),
        0,
    )
    assert "三江街道办" in told.detail and "三江街道劳动保障所" in told.detail


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"region": "500110002000"}, "office.coded"),
        ({"name": "古南街道办"}, "office.named"),
        ({"region": "500116001"}, "office.not_below"),
        ({"level": "city"}, "office.not_below"),
        ({"region": "5001"}, "office.region"),
    ],
)
def test_a_corrected_office_has_neither_the_code_of_another_nor_one_that_is_none(
    bureau: Bureau, values: dict[str, str], code: str
) -> None:
    uid = registered(bureau)
    bureau.do("office.create", name="古南街道办", region="500110002", level="街镇")
    given = {"name": "三江街道办", "region": "500110001", "level": "town", **values}
    for phrase, of in (("office.amend", uid), ("office.create", None)):
        told = given if of else {"name": "新街道办", "region": "500110009", "level": "town", **values}
        with pytest.raises((Refused, Problems)) as refused:
            bureau.do(phrase, of, **told)
        problems = refused.value.problems if isinstance(refused.value, Problems) else [refused.value]
        assert [each.code for each in problems] == [code]


def test_an_office_that_has_the_program_says_itself_what_it_is_called(bureau: Bureau) -> None:
    with bureau.office.work() as work:
        work.session.add(OfficeRow(uid=7, name="邻县人社局", region="500116", level="county", number=7))
    with bureau.office.read(bureau.office.actor) as read:
        allowed = survey(read, LISTINGS["offices"], SCREENS["offices"], [7])
        roles = bureau.office.actor.roles
    assert not allowed.fit(OFFICE, "amend", roles) and not allowed.fit(OFFICE, "figures", roles)
    assert "使用本程序" in allowed.obstacle(OFFICE, "amend", roles, single=True)
    with pytest.raises(Refused, match="使用本程序"):
        bureau.do("office.amend", 7, name="甲", region="500116", level="county")
