"""The shipped packs against the circulars themselves."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.domain.awards import RULES
from app.domain.cases import run_cases
from app.domain.eligibility import OVERRIDE, Policy
from app.domain.pack import UNVERIFIED, Pack
from app.domain.policy import load_pack
from app.domain.policykeys import FORMULAS, KEYS
from app.domain.texts import RESOURCES

CIRCULARS = Path(__file__).parent / "circulars"
PACKS = ("qijiang-2019", "suihua-2019")
DAY = date(2019, 12, 2)


@cache
def pack(name: str) -> Pack:
    return load_pack((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def circular(name: str) -> str:
    return bare((CIRCULARS / f"{name}.txt").read_text(encoding="utf-8"))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", PACKS)
def test_every_value_under_a_clause_quotes_the_circular_word_for_word(name: str) -> None:
    text = circular(name)
    for value in pack(name).values:
        place = 0
        for piece in bare(value.source.quote).split("…"):
            found = text.find(piece, place)
            assert found >= 0, f"{value.key}: {piece}"
            place = found + len(piece)


@pytest.mark.parametrize("name", PACKS)
def test_every_listed_item_of_a_clause_that_names_it_stands_in_its_quotation(name: str) -> None:
    named = (
        "certificate_types",
        "payable_certificates",
        "acceptance_materials",
        "delivery_modes",
        "local_specialities",
    )
    for value in pack(name).values:
        if value.key in named and value.status != UNVERIFIED:
            assert [item for item in value.items if item not in value.source.quote] == []


@pytest.mark.parametrize("name", PACKS)
def test_what_no_clause_says_is_marked_unverified_with_its_reason(name: str) -> None:
    loose = [value for value in pack(name).values if not value.source.clause]
    assert loose
    assert all(
        value.status == UNVERIFIED and "待办公室确认" in value.note or "内部核对" in value.note for value in loose
    )


@pytest.mark.parametrize("name", PACKS)
def test_every_worked_case_comes_out_as_it_says(name: str) -> None:
    results = run_cases(pack(name))
    assert len(results) >= 12
    assert [str(result.problem()) for result in results if not result.passed] == []


@pytest.mark.parametrize("name", PACKS)
def test_the_worked_cases_both_grant_and_refuse(name: str) -> None:
    assert {result.decision.granted for result in run_cases(pack(name))} == {True, False}


@pytest.mark.parametrize("name", PACKS)
def test_duties_and_unit_names_of_the_target_tables_stand_in_the_circular(name: str) -> None:
    text = circular(name)
    for target in pack(name).targets:
        assert bare(target.unit) in text
        assert bare(target.duty) in text, target.unit
        assert all(bare(unit) in text for unit in target.cooperating)


@pytest.mark.clause("QJ-01", "QJ-25")
def test_qijiang_plans_42700_over_18_units_and_three_years() -> None:
    qijiang = pack("qijiang-2019")
    totals = [qijiang.total("责任单位", year) for year in (2019, 2020, 2021)]
    assert totals == [11400, 14300, 17000]
    assert sum(totals) == 42700
    assert [qijiang.value("plan_target", date(year, 6, 1)).amount for year in (2019, 2020, 2021)] == totals
    assert {target.seq for target in qijiang.targets} == set(range(1, 19))
    assert len({target.unit for target in qijiang.targets}) == 18


@pytest.mark.clause("QJ-25")
def test_qijiangs_first_unit_has_its_cooperating_units_and_its_duty() -> None:
    first = next(target for target in pack("qijiang-2019").targets if target.year == 2021)
    assert (first.unit, first.assigned, first.stretch) == ("区人力社保局", 7500, None)
    assert first.cooperating == ("领导小组成员单位", "各街镇")
    assert first.duty.startswith("统筹协调全区大规模开展职业技能培训工作")
    assert first.source.cite() == "綦江府办发〔2019〕39号 QJ-25"


@pytest.mark.clause("SH-01", "SH-43")
def test_suihua_assigns_8000_and_strives_for_13000_over_11_counties() -> None:
    counties = [target for target in pack("suihua-2019").targets if target.axis == "县（市、区）"]
    assert len(counties) == 11
    assert sum(target.assigned or 0 for target in counties) == 8000
    assert sum(target.stretch or 0 for target in counties) == 13000
    assert {target.measure for target in counties} == {"人次"}


@pytest.mark.clause("SH-41", "SH-42")
def test_suihuas_departments_are_another_axis_counted_in_persons() -> None:
    departments = [target for target in pack("suihua-2019").targets if target.axis == "市直部门"]
    by_clause = {
        clause: sum(t.assigned or 0 for t in departments if t.source.clause == clause) for clause in ("SH-41", "SH-42")
    }
    assert by_clause == {"SH-41": 330, "SH-42": 480}
    assert {target.measure for target in departments} == {"人"}
    assert pack("suihua-2019").total("县（市、区）", 2019) == 8000


@pytest.mark.clause("SH-37", "SH-38", "SH-39", "SH-40")
def test_a_suihua_department_with_a_duty_but_no_number_has_no_target() -> None:
    silent = [t.unit for t in pack("suihua-2019").targets if t.assigned is None]
    assert silent == [
        "市人社局", "市财政局", "市审计局", "市委宣传部", "市发改委", "市税务局", "市农业农村局", "市扶贫办",
    ]  # fmt: skip


@pytest.mark.clause("SH-42")
def test_two_suihua_departments_split_their_target_by_kind_of_training() -> None:
    split = {t.unit: dict(t.parts) for t in pack("suihua-2019").targets if t.parts}
    halves = {"技能提升培训": 30, "创业培训": 30}
    assert split == {"市市场监督管理局": halves, "市总工会": halves}


@pytest.mark.clause("QJ-02", "SH-03")
def test_the_packs_disagree_on_the_ratios() -> None:
    found = [[pack(name).value(key, DAY).amount for key in ("skilled_ratio", "highly_skilled_ratio")] for name in PACKS]
    assert found == [[24, 29], [25, 30]]


@pytest.mark.clause("QJ-13", "QJ-14", "SH-04", "SH-30")
def test_the_packs_disagree_on_what_a_claim_is_checked_by() -> None:
    qijiang, suihua = (Policy.on(pack(name), DAY) for name in PACKS)
    assert (qijiang.formula, suihua.formula) == ("rate-per-certified", "rate-per-qualified")
    assert (qijiang.yearly_limit, qijiang.yearly_hardness, qijiang.pension_excluded) == (3, OVERRIDE, True)
    assert qijiang.gaps == ()
    assert suihua.gaps == ("payable_certificates", "yearly_limit", "no_repeat", "pension_excluded")
    assert len(suihua.gap_texts()) == 4


@pytest.mark.clause("SH-29")
def test_five_days_of_notice_are_law_in_suihua_and_unverified_in_qijiang() -> None:
    qijiang, suihua = (pack(name).value("notice_days", DAY) for name in PACKS)
    assert (qijiang.amount, qijiang.status, qijiang.source.clause) == (5, UNVERIFIED, "")
    assert (suihua.amount, suihua.status, suihua.source.clause) == (5, "verified", "SH-29")


@pytest.mark.clause("SH-28")
def test_suihua_accepts_a_class_on_nine_materials() -> None:
    assert len(pack("suihua-2019").list("acceptance_materials")) == 9


@pytest.mark.clause("SH-06", "QJ-11")
def test_money_of_a_pack_is_whole_fen() -> None:
    assert pack("suihua-2019").value("practical_rate", DAY).amount == 10_000
    assert pack("qijiang-2019").value("apprentice_floor", DAY).amount == 400_000


@pytest.mark.clause("QJ-20", "SH-32")
def test_the_packs_disagree_on_the_report_rhythm() -> None:
    assert [pack(name).list("report_rhythms") for name in PACKS] == [("quarterly", "annual"), ("monthly",)]


def test_every_declared_formula_has_its_rules() -> None:
    assert RULES.keys() == FORMULAS.keys()


def test_the_format_guide_lists_every_key_with_its_title_and_unit() -> None:
    guide = (RESOURCES.parent / "docs" / "pack-format.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1]: line for line in guide.splitlines() if line.startswith("| `")}
    assert rows.keys() == KEYS.keys()
    assert [
        key for key, declared in KEYS.items() if declared.title not in rows[key] or declared.unit not in rows[key]
    ] == []
