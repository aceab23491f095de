"""What each pack asks besides its units' targets, read from its circular: figures, years, and what counts."""

import pytest

from app.policy.facts import facts
from app.policy.indicators import Indicator, indicators
from app.store.packs import bundled, parsed


def of(pack: str) -> list[Indicator]:
    return indicators(parsed(bundled()[pack]))


def asked(pack: str) -> list[tuple[str, int, int, int, str]]:
    return [(i.key, i.year, i.until_year, i.target, i.unit) for i in of(pack) if i.key != "part"]


@pytest.mark.clause("XC-01")
def test_all_training_and_the_subsidised_part_of_it_stand_apart_with_the_persons_of_their_own_unit() -> None:
    assert asked("xuchang-2019") == [
        ("action_target", 2019, 2021, 300_000, "人次"),
        ("subsidised_target", 2019, 2021, 150_000, "人次"),
        ("skilled_ratio", 2019, 2021, 25, "%"),
        ("highly_skilled_ratio", 2019, 2021, 30, "%"),
        ("highly_skilled_target", 2019, 2021, 15_000, "人"),
        ("apprentice_target", 2019, 2021, 3000, "人"),
        ("studio_target", 2019, 2021, 20, "个"),
    ]


def test_a_target_of_a_year_is_of_that_year_alone() -> None:
    years = [(year, target) for key, year, until, target, _ in asked("qijiang-2019") if key == "plan_target"]
    assert years == [(2019, 11_400), (2020, 14_300), (2021, 17_000)]


@pytest.mark.clause("SH-42")
def test_the_parts_of_a_target_are_asked_apart_in_its_own_measure() -> None:
    parts = [i for i in of("suihua-2019") if i.key == "part"]
    assert [(i.unit_name, i.target, i.unit, i.names) for i in parts] == [
        ("市市场监督管理局", 30, "人", ("岗位技能提升培训",)),
        ("市市场监督管理局", 30, "人", ("创业培训",)),
        ("市总工会", 30, "人", ("岗位技能提升培训",)),
        ("市总工会", 30, "人", ("创业培训",)),
    ]


def test_persons_and_person_times_of_one_sentence_stay_apart() -> None:
    parts = {(i.title, i.unit): i.target for i in of("xuchang-2019") if i.key == "part"}
    assert parts["其中：两后生", "人"] == 2000
    assert parts["其中：农村转移就业劳动者", "人次"] == 60_000
    assert len(parts) == 7


def test_a_part_that_the_circular_does_not_explain_is_not_counted_and_says_so() -> None:
    parts = {i.title: i for i in of("ordos-2019") if i.year == 2020 and i.key == "part"}
    assert parts["其中：创业培训"].counted and parts["其中：企业新型学徒制培训"].counted
    unknown = parts["其中：城镇就业技能培训"]
    assert (unknown.counted, unknown.names) == ("", ())
    assert "没有说明" in unknown.missing


def test_what_no_document_says_of_the_count_is_said_beside_it() -> None:
    newly = next(i for i in of("xuchang-2019") if i.key == "highly_skilled_target")
    assert newly.names == ("三级/高级工", "二级/技师", "一级/高级技师")
    assert "待核实" in newly.note


def test_a_figure_whose_list_the_pack_lacks_is_not_counted_and_says_so() -> None:
    text = bundled()["cixi-2020"].replace('key = "apprentice_target_types"', 'key = "upgrade_types"')
    lost = next(i for i in indicators(parsed(text)) if i.key == "apprentice_target")
    assert lost.counted == ""
    assert "计入新型学徒培养指标的培训" in lost.missing


def test_the_facts_of_a_policy_say_scope_shares_and_first_class() -> None:
    suihua, xuchang = (facts(parsed(bundled()[name])) for name in ("suihua-2019", "xuchang-2019"))
    assert (suihua["subsidised_only"], xuchang["subsidised_only"]) == (1, 0)
    assert (suihua["first_class_by"], suihua["first_class_persons"]) == ("2019-12-31", 30)
    assert xuchang["first_class_by"] is None
    assert isinstance(xuchang["shares"], list)
    assert sorted(row["share"] for row in xuchang["shares"]) == [40, 50, 50, 50, 50, 60, 80, 80]
