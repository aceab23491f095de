"""Agreements: entered, corrected, ended early; where the circular asks for one, no class is submitted without."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.desk.lists import LISTINGS
from app.institution.institution.model import Institution
from app.kernel.outcomes import Problems, Refused
from app.record.listing import Filter, Query
from tests import people
from tests.bureau import INSTITUTION, Bureau
from tests.regions import SPRING, County


@pytest.fixture
def suihua(tmp_path: Path) -> Iterator[County]:
    """A 绥化 office with a listed institution and the agreement with it."""
    made = County(tmp_path / "suihua", "suihua-2019").furnished()
    yield made
    made.office.close()


def submitted(county: County, **changes: str) -> str:
    """How the submission of a class comes out: its state, or the code of the refusal."""
    uid = county.training(SPRING, **changes)
    county.enrol(uid, 2)
    try:
        county.do("class.submit", uid)
    except Refused as refused:
        assert "三（二）1" in str(refused)
        return refused.code
    return str(county.state("class", uid))


@pytest.mark.clause("SH-09", "SH-17")
@pytest.mark.parametrize(
    ("signed", "until", "outcome"),
    [
        ("2020-03-02", "2020-03-02", "submitted"), ("2020-03-03", "2021-03-02", "class.agreement"),
        ("2019-03-02", "2020-03-01", "class.agreement"), ("2019-03-02", "2020-03-02", "submitted"),
    ],
)  # fmt: skip
def test_an_agreement_must_hold_on_the_day_the_class_starts(
    suihua: County, signed: str, until: str, outcome: str
) -> None:
    suihua.do("agreement.edit", suihua.first("agreement"), signed_on=signed, until_on=until)
    assert submitted(suihua) == outcome


@pytest.mark.clause("SH-09")
def test_one_that_was_ended_covers_what_began_before(suihua: County) -> None:
    uid = suihua.first("agreement")
    suihua.do("agreement.terminate", uid, until_on="2020-03-02", reason="合作期满前解除")
    assert submitted(suihua) == "submitted"
    assert suihua.state("agreement", uid) == "ended"
    with pytest.raises(Refused) as refused:
        suihua.do("agreement.edit", uid, party="别处")
    assert refused.value.code == "move.state"


@pytest.mark.clause("SH-09", "SH-16")
def test_an_enterprise_that_trains_its_own_people_needs_neither_list_nor_agreement(suihua: County) -> None:
    own = {"name": "绥化示例食品公司", "uscc": people.uscc(7), "programmes": INSTITUTION["programmes"]}
    suihua.do("institution.create", **own)
    suihua.do("agreement.terminate", suihua.first("agreement"), until_on="2019-06-01", reason="测试")
    assert submitted(suihua, institution_name=own["name"], arrangement="企业培训") == "submitted"
    assert submitted(suihua, arrangement="企业培训") == "class.agreement"
    with pytest.raises(Problems, match="公布名单"):
        suihua.training(SPRING, institution_name=own["name"])


def test_a_circular_that_asks_for_no_agreement_needs_none(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 1)
    ready.do("class.submit", uid)
    assert ready.counts()["agreement"] == 0


def test_an_agreement_is_found_on_the_page_of_its_institution(ready: Bureau) -> None:
    first = ready.agreement(ready.first("institution"))
    other = ready.institution(2, name="第二学校")
    ready.agreement(other, number="协议二")
    uscc = str(ready.record("institution", ready.first("institution"))["uscc"])
    with ready.office.read() as read:
        rows = list(LISTINGS["agreements"].rows(read.connection, Query(filters=(Filter("uscc", "=", uscc),))))
    assert [row["uid"] for row in rows] == [first]
    assert rows[0]["signed_on"] == date(2019, 1, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"until_on": "2018-12-31"}, "agreement.dates"), ({"number": "协议一"}, "record.duplicate")],
)
def test_a_wrong_agreement_is_refused(ready: Bureau, changes: dict[str, str], code: str) -> None:
    ready.agreement(ready.first("institution"), number="协议一")
    with pytest.raises(Refused) as refused:
        ready.agreement(ready.first("institution"), **{"number": "协议二", **changes})
    problems = refused.value.problems if isinstance(refused.value, Problems) else []
    assert code in (refused.value.code, *(p.code for p in problems))
    assert ready.counts()["agreement"] == 1


def test_an_agreement_ends_between_its_own_days_and_names_an_institution_of_the_office(ready: Bureau) -> None:
    uid = ready.agreement(ready.first("institution"))
    for day in ("2018-12-31", "2023-01-01"):
        with pytest.raises(Refused, match="终止日期"):
            ready.do("agreement.terminate", uid, until_on=day, reason="测试")
    ready.set(Institution, ready.first("institution"), name="改了名")
    with pytest.raises(Problems, match="没有登记这个培训机构"):
        ready.do(
            "agreement.create", institution_name=INSTITUTION["name"], number="3", party="甲", signed_on="2019-01-01",
            until_on="2019-12-31",
        )  # fmt: skip
