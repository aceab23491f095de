"""The shipped packs against the circulars themselves."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.award.cases.pack_file import PackError, load_pack
from app.award.cases.run import run_cases
from app.award.overrides import standing
from app.award.texts.unverified import rows_of
from app.kernel.texts import RESOURCES
from app.policy.keys import KEYS, MONEY, NUMBERS
from app.policy.pack import DRAFT, UNVERIFIED, VERIFIED, Pack, Value
from app.policy.rows import PRINCIPLE, REFUSE, WARN, Bound, Past, Row
from tests.packs import bare, changed, issued, numbers_of

CIRCULARS = Path(__file__).parent / "circulars"
PACKS = ("suihua-2019", "xuchang-2019", "ordos-2019", "cixi-2020", "qijiang-2019")
DAY = date(2020, 3, 2)
"""A day on which all five are in force."""


@cache
def pack(name: str) -> Pack:
    return load_pack((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def circular(name: str) -> str:
    return bare((CIRCULARS / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PACKS)
def test_every_value_under_a_clause_quotes_the_circular_word_for_word(name: str) -> None:
    text = circular(name)
    for value in (*pack(name).values, *pack(name).reading):
        place = 0
        for piece in bare(value.source.quote).split("…"):
            found = text.find(piece, place)
            assert found >= 0, f"{value.title}: {piece}"
            place = found + len(piece)


def said(value: Value) -> int:
    """The number as a circular writes it: money in 元."""
    return value.amount // 100 if KEYS[value.key].kind == MONEY else value.amount


@pytest.mark.parametrize("name", PACKS)
def test_every_number_of_a_clause_is_said_in_its_quotation_or_explained_in_a_note(name: str) -> None:
    numbers = [v for v in pack(name).values if KEYS[v.key].kind in NUMBERS and v.source.clause]
    assert len(numbers) >= 6
    assert [v.key for v in numbers if said(v) not in numbers_of(v.source.quote) and not v.note] == []


@pytest.mark.parametrize("name", PACKS)
def test_what_no_clause_says_is_marked_unverified_with_its_reason(name: str) -> None:
    loose = [value for value in pack(name).values if not value.source.clause]
    assert loose
    assert all(
        value.status == UNVERIFIED and "待办公室确认" in value.note or "内部核对" in value.note for value in loose
    )


@pytest.mark.parametrize("name", PACKS)
def test_the_worked_cases_both_grant_and_refuse(name: str) -> None:
    results = run_cases(pack(name))
    assert len(results) >= 25
    assert {result.decision.granted for result in results} == {True, False}


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
    assert first.source.cite() == "綦江府办发〔2019〕39号附件"


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


@pytest.mark.clause("XC-01", "XC-04", "XC-06", "XC-07", "XC-08", "XC-09", "XC-10", "XC-11", "XC-12", "XC-13")
def test_xuchangs_nine_plans_make_300000_only_when_persons_are_counted_beside_person_times() -> None:
    xuchang = pack("xuchang-2019")
    times, persons = (xuchang.total("专项计划", 2019, measure) for measure in ("人次", "人"))
    assert (times, persons) == (295_000, 5_000)
    assert times + persons == xuchang.value("action_target", DAY).amount == 300_000
    assert xuchang.value("subsidised_target", DAY).amount == 150_000
    assert {(t.year, t.until_year) for t in xuchang.targets} == {(2019, 2021)}


@pytest.mark.clause("XC-06")
def test_xuchangs_second_plan_is_split_over_seven_groups_in_two_measures() -> None:
    second = {t.measure: dict(t.parts) for t in pack("xuchang-2019").targets if t.seq == 2}
    assert sum(second["人次"].values()) + sum(second["人"].values()) == 115_000
    assert second["人"] == {"两后生": 2000, "退役军人": 3000}
    assert len(second["人次"]) == 5


@pytest.mark.clause("XC-04", "XC-06", "XC-07", "XC-08", "XC-09", "XC-10", "XC-11")
def test_xuchangs_shares_of_upgrade_training_come_to_173500_at_least() -> None:
    shares = [(t.upgrade_share, t.assigned or 0) for t in pack("xuchang-2019").targets]
    assert [share for share, _ in shares] == [80, 50, 60, 50, 50, 80, 40, None, None, 50]
    assert sum((share or 0) * assigned for share, assigned in shares) == 173_500 * 100


@pytest.mark.clause("XC-14", "OD-03")
def test_the_first_of_several_responsible_units_leads_only_where_a_circular_says_so() -> None:
    leads = "责任单位列第一位的为牵头单位"
    assert [name for name in PACKS if any(row.title == leads for row in pack(name).reading)] == ["ordos-2019"]
    assert all(target.cooperating for target in pack("xuchang-2019").targets)


@pytest.mark.clause("OD-01", "OD-02")
def test_ordos_plans_65000_in_three_phases() -> None:
    ordos = pack("ordos-2019")
    phases = [ordos.value("plan_target", date(year, 6, 1)).amount for year in (2019, 2020, 2021)]
    assert phases == [15_000, 30_000, 20_000]
    assert sum(phases) == ordos.value("action_target", DAY).amount == 65_000


@pytest.mark.clause("OD-28", "OD-29")
def test_the_yearly_table_of_ordos_comes_to_22600_which_is_no_phase() -> None:
    ordos = pack("ordos-2019")
    assert [ordos.total("部门（年度指导任务）", year) for year in (2019, 2020, 2021)] == [22_600] * 3
    first, *_ = (t for t in ordos.targets if t.unit == "市人社局")
    assert (first.assigned, sum(dict(first.parts).values())) == (8_900, 8_900)
    assert "分年任务为准" in first.note
    assert [t.assigned for t in ordos.targets if t.unit == "未列入分解表的部门"] == [None] * 3


@pytest.mark.clause("OD-18")
def test_the_duties_of_the_ordos_departments_bear_no_number() -> None:
    duties = [t for t in pack("ordos-2019").targets if t.axis == "部门分工"]
    assert len(duties) == 8
    assert {t.assigned for t in duties} == {None}


@pytest.mark.clause("CX-02", "CX-36")
def test_cixis_departments_plan_28000_in_each_of_two_years() -> None:
    cixi = pack("cixi-2020")
    yearly = [cixi.total("部门", year) for year in (2020, 2021)]
    assert yearly == [cixi.value("plan_target", date(year, 6, 1)).amount for year in (2020, 2021)] == [28_000] * 2
    assert sum(yearly) == cixi.value("action_target", DAY).amount == 56_000
    shifted = [t for t in cixi.targets if t.unit == "市新闻出版局"]
    assert [t.assigned for t in shifted] == [150, 150]
    assert "错位" in shifted[0].note


@pytest.mark.clause("CX-35")
def test_cixis_towns_plan_4500_and_3600_certificates_beside_the_departments() -> None:
    cixi = pack("cixi-2020")
    assert [cixi.total("镇（街道）", year) for year in (2020, 2021)] == [4_500] * 2
    assert [cixi.total("镇（街道）", year, "持证数") for year in (2020, 2021)] == [3_600] * 2
    towns = [t for t in cixi.targets if t.axis == "镇（街道）"]
    times, certified = ({(t.unit, t.year): t.assigned for t in towns if t.measure == m} for m in ("人次", "持证数"))
    assert len(times) == 18 * 2
    assert {place: (number or 0) * 8 for place, number in times.items()} == {
        place: (number or 0) * 10 for place, number in certified.items()
    }


@pytest.mark.clause("CX-01", "CX-34")
def test_what_cixi_says_is_a_draft_and_every_citation_shows_it() -> None:
    cixi = pack("cixi-2020")
    assert (cixi.documents[0].number, cixi.documents[0].issued, cixi.documents[0].draft) == ("", None, True)
    assert {value.status for value in cixi.values} == {DRAFT, UNVERIFIED}
    assert all("征求意见稿" in value.source.cite() for value in cixi.values if value.status == DRAFT)
    others = [value for name in PACKS if name != "cixi-2020" for value in pack(name).values]
    assert {value.status for value in others} == {VERIFIED, UNVERIFIED}


def across(key: str) -> list[int | str | None]:
    """The value of a key in all five packs, in the order of PACKS; None where a circular is silent."""
    found = [pack(name).get(key, DAY) for name in PACKS]
    return [
        value if value is None else value.amount if isinstance(value.content, int) else value.text for value in found
    ]


@pytest.mark.clause("SH-03", "XC-03", "OD-01", "CX-03", "QJ-02")
def test_the_packs_disagree_on_the_ratios() -> None:
    assert list(zip(across("skilled_ratio"), across("highly_skilled_ratio"), strict=True)) == [
        (25, 30), (25, 30), (25, 30), (26, 31), (24, 29),
    ]  # fmt: skip


@pytest.mark.clause("SH-43", "XC-01", "OD-01", "CX-02", "QJ-01")
def test_two_packs_count_all_training_and_three_only_what_is_subsidised() -> None:
    assert across("plan_scope") == ["subsidised", "all", "subsidised", "all", "subsidised"]


def rows_of_training(name: str) -> dict[str, Row]:
    """The rows of 职业培训补贴 in a pack, by name."""
    return {row.name: row for row in rows_of(pack(name).schemes["training"])}


def limits(name: str) -> dict[str, Row]:
    """The limits over earlier awards among them."""
    return {row: past for row, past in rows_of_training(name).items() if isinstance(past, Past)}


@pytest.mark.clause("SH-04", "SH-30", "XC-24", "XC-25", "OD-12", "OD-13", "CX-22", "QJ-13", "QJ-14")
def test_the_packs_disagree_on_what_a_claim_is_checked_by() -> None:
    assert ["certificate" in rows_of_training(name) for name in PACKS] == [False, True, True, True, True]
    yearly = [limits(name).get("yearly_limit") for name in PACKS]
    assert [row and (row.most, row.within) for row in yearly] == [None, *[(3, (("year", 1),))] * 4]
    assert [row and row.against for row in yearly] == [None, PRINCIPLE, REFUSE, PRINCIPLE, PRINCIPLE]
    assert ["pension" in rows_of_training(name) for name in PACKS] == [False, False, True, False, True]
    repeats = [limits(name).get("repeat") for name in PACKS]
    assert [row and (row.most, row.same) for row in repeats] == [None, *[(1, ("occupation", "level"))] * 4]


@pytest.mark.clause("SH-04", "XC-23", "CX-14")
def test_what_a_circular_leaves_out_is_named_as_unchecked_and_stands_in_no_row() -> None:
    gaps = {name: pack(name).schemes["training"].unchecked for name in PACKS}
    assert gaps["qijiang-2019"] == gaps["ordos-2019"] == ()
    assert gaps["xuchang-2019"] == gaps["cixi-2020"] == ("按月领取养老金人员",)
    assert len(gaps["suihua-2019"]) == 4
    assert {"certificate", "yearly_limit", "repeat", "pension"}.isdisjoint(rows_of_training("suihua-2019"))


@pytest.mark.clause("OD-12", "XC-25", "CX-22")
def test_a_fourth_award_may_be_overridden_where_three_hold_in_principle_but_not_in_ordos() -> None:
    for name, overridable in (("xuchang-2019", True), ("cixi-2020", True), ("ordos-2019", False)):
        limited = [r for r in run_cases(pack(name)) if r.decision and r.decision.codes == ("yearly_limit",)]
        fourth = [r for r in limited if r.case.facts.get("scheme") != "living"]
        assert len(fourth) >= 2
        assert {standing(r.decision) is not None for r in fourth} == {overridable}


@pytest.mark.clause("XC-29", "OD-17", "QJ-15")
def test_ordos_pays_60_per_cent_in_advance_and_two_others_50() -> None:
    assert across("advance_share") == [None, 50, 60, None, 50]
    for name in ("xuchang-2019", "ordos-2019", "qijiang-2019"):
        assert pack(name).value("advance_scope", DAY).items == ("enterprise", "project")


@pytest.mark.clause("SH-24", "CX-09", "CX-24")
def test_only_cixi_files_classes_instead_of_approving_them() -> None:
    assert across("class_opening") == ["approval", "approval", "approval", "filing", "approval"]
    said_by = [pack(name).value("class_opening", DAY).source.clause for name in PACKS]
    assert said_by == ["SH-24", "", "", "CX-24", ""]
    assert pack("cixi-2020").list("programmes_approved") == ("准入类项目",)


@pytest.mark.clause("CX-24", "CX-25")
def test_cixi_has_two_flows_of_seven_and_six_steps() -> None:
    cixi = pack("cixi-2020")
    assert [len(cixi.list(key)) for key in ("qualification_flow", "project_flow")] == [7, 6]
    assert cixi.list("qualification_flow")[2] == "培训开班备案"
    assert cixi.list("project_flow")[-1] == "经费核拨"


@pytest.mark.clause("OD-24")
def test_ordos_claims_are_checked_by_the_department_and_then_by_the_bureau() -> None:
    assert across("claim_review") == [None, None, "department-bureau", None, None]


@pytest.mark.clause("SH-29")
def test_five_days_of_notice_are_law_in_suihua_and_unverified_elsewhere() -> None:
    notices = [pack(name).value("notice_days", DAY) for name in PACKS]
    assert {notice.amount for notice in notices} == {5}
    assert [notice.source.clause for notice in notices] == ["SH-29", "", "", "", ""]
    assert [notice.status for notice in notices] == [VERIFIED, *[UNVERIFIED] * 4]


@pytest.mark.clause("SH-22", "XC-34")
def test_two_packs_pay_nothing_outside_the_real_name_system() -> None:
    assert across("real_name_gate") == [1, 1, None, None, None]


@pytest.mark.clause("CX-05")
def test_a_training_type_of_cixi_asks_to_look_at_whoever_it_is_not_for() -> None:
    rows = [need for need in pack("cixi-2020").schemes["training"].needs if need.name == "type_group"]
    groups = {need.when[0].items: need.tests[0].items for need in rows}
    assert groups["技能提升培训",] == ("企业职工", "新型职业农民", "建档立卡低收入农户家庭劳动力")
    assert "残疾人" in groups["就业技能培训",]
    assert {need.against for need in rows} == {WARN}


@pytest.mark.clause("SH-41", "SH-42", "XC-12")
def test_elsewhere_whom_a_training_type_is_for_is_only_read() -> None:
    told = {name: [row.text for row in pack(name).reading if row.title == "培训类型面向的人员"] for name in PACKS}
    assert "创业培训：有创业愿望的人员、小微企业主" in told["xuchang-2019"][-1]
    assert [re.split("[：、]", text)[-1] for text in told["suihua-2019"]] == ["戒毒人员", "下岗失业人员"]
    assert told["cixi-2020"] == []


@pytest.mark.clause("SH-28")
def test_suihua_accepts_a_class_on_nine_materials() -> None:
    assert len(pack("suihua-2019").list("acceptance_materials")) == 9


@pytest.mark.clause("SH-06", "QJ-11", "XC-31")
def test_money_of_a_pack_is_whole_fen() -> None:
    assert pack("xuchang-2019").value("fund_pool", DAY).amount == 11_950_000_000
    (rate,) = pack("suihua-2019").schemes["practical"].amount
    assert rate.term is not None and rate.term.value == 10_000
    floor = next(need for need in pack("qijiang-2019").schemes["apprentice"].needs if need.name == "below_floor")
    assert floor.tests[0].bound == Bound(400_000)


@pytest.mark.clause("SH-32", "XC-36", "CX-30", "QJ-20")
def test_the_packs_disagree_on_the_report_rhythm() -> None:
    rhythms = [pack(name).list("report_rhythms") for name in PACKS]
    assert rhythms == [("monthly",), ("monthly",), (), ("monthly", "annual"), ("quarterly", "annual")]


@pytest.mark.clause("OD-21")
def test_ordos_plans_are_due_by_the_end_of_february_from_2020_on() -> None:
    ordos = pack("ordos-2019")
    assert ordos.get("annual_plan_month", date(2019, 12, 31)) is None
    assert ordos.value("annual_plan_month", date(2020, 1, 1)).amount == 2


def test_no_worked_case_attends_longer_than_a_day_is() -> None:
    with pytest.raises(PackError, match="40课时、每课时45分钟，共1800分钟，一天只有1440分钟"):
        load_pack(changed(("periods = 6, minutes = 45", "periods = 40, minutes = 45"), text=issued()))
