"""What no issued document says: which values decide a payment, and how everything that shows one marks it."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.award import awards, eligibility, equipment, schemes, steps
from app.award import scheme_facts as schemefacts
from app.award.awards import assess
from app.award.cases import case_day, case_facts, run_cases
from app.award.eligibility import OVERRIDE, REFUSE, Policy
from app.award.explanation import basis
from app.award.facts import Facts
from app.award.overrides import standing
from app.award.pack_file import PackError, load_pack
from app.award.schemes import LIVING, SCHEMES, SPECIAL, TRAINING, Terms
from app.award.unverified import SPOKEN, counting, deciding, listed, named, undecided
from app.kernel.texts import RESOURCES
from app.policy.keys import KEYS
from app.policy.pack import UNVERIFIED, VERIFIED, Pack
from tests.packs import DECIDES, NATIONAL, changed, confirmed, issued

DAY = date(2025, 9, 1)
RULES = (awards, eligibility, equipment, schemefacts, schemes, steps)
NAMES = (*SCHEMES, equipment.EQUIPMENT)


def bundled(name: str) -> Pack:
    return load_pack((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8"))


def keys_in(path: Path) -> set[str]:
    """The keys that a module names, or all modules of a package."""
    files = path.parent.glob("*.py") if path.stem == "__init__" else [path]
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in files)
    return {n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant) and n.value in KEYS}


def test_every_key_that_a_rule_or_a_formula_names_decides_or_is_said_to_be_only_spoken_of() -> None:
    named_by_rules = {key for module in RULES for key in keys_in(Path(str(module.__file__)))}
    assert {"lifetime_limit", "practical_rate", "living_allowance_ceiling", "award_formula"} <= named_by_rules
    assert named_by_rules - set().union(*map(deciding, NAMES)) - SPOKEN == set()


def test_what_is_only_spoken_of_is_declared_and_decides_nothing() -> None:
    assert KEYS.keys() >= SPOKEN
    assert not any(SPOKEN & deciding(name) for name in NAMES)


def test_a_scheme_is_decided_by_its_own_limit_and_not_by_anothers() -> None:
    assert {"yearly_limit", "lifetime_limit", "no_repeat"} <= deciding(TRAINING) & deciding(SPECIAL)
    own = deciding(LIVING)
    assert {"living_allowance_yearly_limit", "minimum_living_standard", "pension_excluded", "last_day"} <= own
    assert not own & {"yearly_limit", "lifetime_limit", "no_repeat", "award_formula"}
    own = deciding(equipment.EQUIPMENT)
    assert {"equipment_share", "base_equipment_ceiling", "equipment_once", "last_day"} <= own
    assert not own & {"yearly_limit", "award_formula"}
    assert all(deciding(name) <= KEYS.keys() for name in NAMES)


@pytest.mark.parametrize("name", ["suihua-2019", "xuchang-2019", "ordos-2019", "qijiang-2019"])
def test_nothing_unsettled_decides_under_an_issued_circular(name: str) -> None:
    pack = bundled(name)
    for scheme in schemes.offered(pack, date(2020, 3, 2)):
        assert undecided(pack, scheme, date(2020, 3, 2)) == ()


@pytest.mark.clause("CX-22")
def test_everything_decides_unsettled_under_a_draft_until_it_is_issued() -> None:
    day = date(2020, 3, 2)
    draft = undecided(bundled("cixi-2020"), TRAINING, day)
    assert {"award_formula", "yearly_limit", "no_repeat"} <= {value.key for value in draft}
    assert listed(draft).startswith("征求意见稿：实施起始日、实施截止日")
    assert undecided(load_pack(issued()), TRAINING, day) == ()


def test_a_draft_is_cited_as_one_whatever_its_title() -> None:
    text = changed(('（征求意见稿）"\nnote', '"\nnote'), text=(RESOURCES / "packs/cixi-2020.toml").read_text("utf-8"))
    drafts = [value for value in load_pack(text).values if value.status == "draft"]
    assert drafts and all("（征求意见稿）》" not in v.source.cite() for v in drafts)
    assert {v.source.document for v in drafts} == {"《慈溪市职业技能提升行动实施方案（2020-2021年）》（征求意见稿）"}


# --- the frame for the action in force --------------------------------------------------------------------------------


def test_nothing_of_the_national_frame_is_shipped_as_said_by_a_document() -> None:
    pack = bundled("national-2025")
    assert {value.status for value in pack.values} == {UNVERIFIED}
    assert {value.source.cite() for value in pack.values} == {"待核实"}
    assert {target.source.cite() for target in pack.targets} == {"待核实"}
    assert {target.assigned for target in pack.targets} == {None}
    assert all("待办公室确认" in value.note or "内部核对" in value.note for value in pack.values)
    sure = [v for v in pack.values if "内部核对" not in v.note]
    assert [v.key for v in sure if not ("较可靠" in v.note or "仅供参考" in v.note)] == []
    assert "待核实" in pack.title and "〔" not in pack.documents[0].name


def test_the_two_numbers_told_of_the_notice_are_both_noted_and_none_is_printed() -> None:
    first = bundled("national-2025").documents[0]
    assert first.number == "" and "〔2025〕10号" in first.note and "〔2025〕103号" in first.note
    assert "文号待核实" in first.note and "待核实" not in first.name, "a remark of ours is no part of a title"


def test_the_national_frame_has_its_worked_cases() -> None:
    results = run_cases(bundled("national-2025"))
    assert len(results) >= 25
    assert [str(result.problem()) for result in results if not result.passed] == []
    assert {result.decision.granted for result in results} == {True, False}


def first(pack: Pack) -> Facts:
    """The facts of a pack's first case."""
    case = pack.cases[0]
    return case_facts(case, Terms.on(pack, case_day(case), TRAINING))


@pytest.mark.parametrize(("past", "granted"), [(0, True), (2, True), (3, False), (4, False)])
def test_a_person_has_three_awards_in_a_whole_life(past: int, granted: bool) -> None:
    pack = bundled("national-2025")
    facts = replace(first(pack), past_ever=past)
    decision = assess(facts, Policy.on(pack, DAY))
    assert (decision.granted, decision.amount_fen) == (granted, 150_000 if granted else 0)
    if not granted:
        (against,) = decision.reasons
        assert against.hardness == REFUSE
        assert against.text() == f"此前累计已享受{past}次，本次将超过每人累计3次的限额（待核实）"


def test_a_lifetime_limit_in_principle_may_be_overridden() -> None:
    text = changed(('key = "lifetime_limit"\n', 'key = "lifetime_limit"\nbinding = "principle"\n'), text=NATIONAL)
    pack = load_pack(text)
    facts = replace(first(pack), past_ever=3)
    assert Policy.on(pack, DAY).lifetime_hardness == OVERRIDE
    assert standing(assess(facts, Policy.on(pack, DAY))) is not None


def test_a_policy_without_a_lifetime_limit_asks_nobody_for_their_life() -> None:
    pack = bundled("qijiang-2019")
    facts = replace(first(pack), past_ever=40)
    assert assess(facts, Policy.on(pack, facts.on)).granted


def test_each_confirmed_value_leaves_the_list_of_what_is_open() -> None:
    assert {value.key for value in undecided(load_pack(NATIONAL), TRAINING, DAY)} == set(DECIDES)
    for count in range(1, len(DECIDES) + 1):
        pack = load_pack(confirmed(*DECIDES[:count]))
        assert {value.key for value in undecided(pack, TRAINING, DAY)} == set(DECIDES[count:])
    assert pack.value("lifetime_limit", DAY).status == VERIFIED


def test_the_sheet_tells_what_decides_unsettled_and_how_the_limit_is_counted() -> None:
    national = Terms.on(load_pack(NATIONAL), DAY, TRAINING)
    assert "每人累计享受次数限额：3 次（待核实）" in {named(v) for v in undecided(national.pack, TRAINING, DAY)}
    told = basis("项目化培训", national)["unsettled"]
    assert isinstance(told, list) and len(told) == len(DECIDES)
    assert all("确认前不得提交和拨付" in line for line in told)
    qijiang = Terms.on(bundled("qijiang-2019"), date(2020, 3, 2), TRAINING)
    assert [v.key for v in counting(qijiang)] == ["year_basis"]
    assert basis("就业技能培训", qijiang)["unsettled"] == [
        "“每年”的算法：自然年（1月1日至12月31日）（待核实）。没有印发文件的文号和条款可据，暂按此办理"
    ]
    assert counting(Terms.on(bundled("qijiang-2019"), date(2020, 3, 2), LIVING)) == ()


def test_targets_that_no_clause_assigns_need_a_note() -> None:
    start = NATIONAL.index("note = ", NATIONAL.index("[[targets]]"))
    text = NATIONAL[:start] + NATIONAL[NATIONAL.index("\n", start) + 1 :]
    with pytest.raises(PackError) as refused:
        load_pack(text)
    assert [problem.params for problem in refused.value.problems] == [{"name": "note"}]
