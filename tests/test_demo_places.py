"""The example office under each policy: one story, told by each circular's own amounts, ways and papers."""

from collections import Counter
from pathlib import Path

import pytest

from app import demo
from app.demo.places import names
from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.store.work import Office
from tests.agreement import example_agrees
from tests.spoken import clause_ids

PRACTICAL, LIVING, SPECIAL = "实用技能培训补贴", "生活费补贴", "特种作业培训补贴"
WORK, APPRENTICE, EQUIPMENT = "以工代训补贴", "企业新型学徒制补贴", "实训设备补助"
AMOUNTS = {
    # 每人每天100元，每天不低于6课时，每课时40分钟以上：10 days; none of the days of five periods
    "suihua-2019": {(PRACTICAL, 100_000): 20, (PRACTICAL, 0): 12},
    # 每人每月200元，最长不超过6个月; 新购置实训设备总值的20%
    "xuchang-2019": {(WORK, 120_000): 10, (EQUIPMENT, 16_000_000): 1},
    # the circular gives no sum for a day: the office's own, 30 元, for 15 days
    "ordos-2019": {(LIVING, 45_000): 16},
    # 每人每天40元，最高不超过最低生活保障标准: 500 元 in the example; 最高不超过600元; 职工学徒每人每年不超过6000元
    "cixi-2020": {(LIVING, 50_000): 16, (SPECIAL, 60_000): 15, (SPECIAL, 0): 1, (APPRENTICE, 600_000): 8},
}
"""分 by scheme, and how many lines have it."""
ADVANCED = {"xuchang-2019": {50}, "ordos-2019": {60}}
"""Per cent that goes ahead, where the circular lets any."""
BOUGHT = {"xuchang-2019": 16_000_000}
"""What each office paid for equipment, in 分."""
OPENED = {"cixi-2020"}
"""Where a class is put on file, not approved."""
CHECKED = {"ordos-2019"}
"""Where the department in charge looks first."""


def rows(office: Office, name: str) -> list[dict[str, object]]:
    with office.read() as read:
        return list(LISTINGS[name].rows(read.connection))


@pytest.mark.parametrize(
    "pack",
    [
        pytest.param(
            "suihua-2019", marks=pytest.mark.clause("SH-06", "SH-07", "SH-09", "SH-16", "SH-22", "SH-24", "SH-37")
        ),
        pytest.param("xuchang-2019", marks=pytest.mark.clause("XC-15", "XC-26", "XC-29", "XC-34")),
        pytest.param("ordos-2019", marks=pytest.mark.clause("OD-15", "OD-17", "OD-19", "OD-24")),
        pytest.param("cixi-2020", marks=pytest.mark.clause("CX-08", "CX-09", "CX-18", "CX-21", "CX-24")),
    ],
)
def test_the_same_office_lives_by_each_circulars_own_amounts_and_its_books_agree_at_every_level(
    pack: str, tmp_path: Path
) -> None:
    demo.make(tmp_path, pack=pack)
    example_agrees(tmp_path, BOUGHT.get(pack, 0))
    with Office(tmp_path / "county") as county:
        with county.read() as read:
            assert check(read).faults == []
        assert clause_ids(county) == []
        schemes = {row["number"]: row["scheme"] for row in rows(county, "claims")}
        paid = Counter((schemes[row["claim_number"]], row["amount_fen"]) for row in rows(county, "claim-lines"))
        assert AMOUNTS[pack].items() <= paid.items()
        assert {row["share"] for row in rows(county, "advances")} == ADVANCED.get(pack, set())
        moved = {row["verb"] for row in rows(county, "journal") if row["noun"] == "class"}
        assert ("file" in moved) == (pack in OPENED)
        assert ("approve" in moved) == (pack not in OPENED)
        assert any(row["verb"] == "check" for row in rows(county, "journal")) == (pack in CHECKED)
    with Office(tmp_path / "city") as city, city.read() as read:
        assert check(read).faults == []
        assert len(LISTINGS["packages"].uids(read.connection)) == 1


def test_there_is_an_example_of_every_circular() -> None:
    assert set(names()) == {*AMOUNTS, "qijiang-2019"}


def test_a_pack_without_an_example_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="national-2025.*可以生成的是"):
        demo.make(tmp_path, pack="national-2025")
    assert list(tmp_path.iterdir()) == []
