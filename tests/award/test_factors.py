"""The rate of 职业培训补贴 raised for scarce occupations and practice, lowered for a result without a certificate."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.award.awards import assess
from app.award.eligibility import GRANT, Policy
from app.award.facts import Facts, Rate
from app.award.pack_file import load_pack
from app.award.scheme_facts import SchemeFacts, gathered
from app.award.schemes import PRACTICE, SPECIAL, TRAINING, Terms, decide
from app.award.steps import steps
from app.kernel.outcomes import Refused
from app.policy.pack import Pack
from tests.award.test_awards import CLEAN, START
from tests.award.test_schemes import DAY, facts, text
from tests.packs import QIJIANG, changed

STATED = """
[[unverified]]
key = "scarce_occupations"
items = ["电工"]
note = "测试"
[[unverified]]
key = "scarcity_uplift"
amount = 30
unit = "%"
note = "测试"
[[unverified]]
key = "practice_uplift_types"
items = ["安全技能培训"]
note = "测试"
[[unverified]]
key = "practice_uplift"
amount = 25
unit = "%"
note = "测试"
[[unverified]]
key = "passed_only_share"
amount = 80
unit = "%"
note = "测试"

"""
PACK = load_pack(changed(("\n[[unverified]]\n", STATED + "[[unverified]]\n")))
POLICY = Policy.on(PACK, START)
NO_PAPER = {"certificate_kind": None, "certificate_number": None, "certificate_date": None}


def paid(**changes: object) -> int:
    return assess(replace(CLEAN, **changes), POLICY).amount_fen  # type: ignore[arg-type]


@pytest.mark.clause("CX-16")
@pytest.mark.parametrize(
    ("changes", "fen"),
    [
        ({"occupation": "保育员"}, 120_000),
        ({}, 156_000),
        ({"training_type": "安全技能培训"}, 195_000),
        ({"occupation": "保育员", "training_type": "安全技能培训"}, 150_000),
        ({"occupation": "保育员", **NO_PAPER}, 96_000),
        ({"training_type": "安全技能培训", **NO_PAPER}, 156_000),
    ],
)
def test_a_rate_is_raised_and_lowered_by_each_factor_that_the_pack_states(changes: dict[str, object], fen: int) -> None:
    assert paid(**changes) == fen


def test_without_a_certificate_and_without_a_pass_nothing_is_paid() -> None:
    assert paid(result="failed", **NO_PAPER) == 0
    assert paid(result=None, **NO_PAPER) == 0


def test_a_pack_without_a_share_pays_nobody_who_has_no_certificate() -> None:
    plain = Policy.on(load_pack(QIJIANG), START)
    assert plain.factors is None
    assert not assess(replace(CLEAN, **NO_PAPER), plain).granted  # type: ignore[arg-type]


def test_every_factor_stands_among_the_reasons_and_the_steps() -> None:
    facts = replace(CLEAN, training_type="安全技能培训")
    granted = [r.code for r in assess(facts, POLICY).reasons if r.hardness == GRANT]
    assert granted == ["award.granted", "award.factor", "award.factor"]
    said = [step.sentence for step in steps(facts, Terms.on(PACK, START, "职业培训补贴"))]
    assert "急需紧缺职业补贴标准的上浮幅度：× 130%" in said
    assert "补贴标准 1,200.00 元依次计算，得 1,950.00 元（不足一分的舍去）" in said


@given(st.integers(1, 10**9), st.booleans(), st.booleans(), st.booleans())
def test_factors_never_pay_less_than_their_share_nor_more_than_all_uplifts(
    fen: int, scarce: bool, practice: bool, paper: bool
) -> None:
    facts: Facts = replace(
        CLEAN,
        occupation="电工" if scarce else "保育员",
        training_type="安全技能培训" if practice else "就业技能培训",
        **({} if paper else NO_PAPER),  # type: ignore[arg-type]
    )
    assert POLICY.factors is not None
    due = POLICY.factors.due(fen, facts)
    assert fen * 80 // 100 <= due <= fen * 130 * 125 // 10_000
    assert due >= fen or not paper


def test_a_list_of_types_that_the_pack_does_not_know_is_refused() -> None:
    wrong = STATED.replace("安全技能培训", "不存在的培训")
    with pytest.raises(Refused):
        load_pack(changed(("\n[[unverified]]\n", wrong + "[[unverified]]\n")))


def cixi(training_type: str) -> Pack:
    """慈溪's draft with the same factors, for 高处作业 and one type of training."""
    stated = STATED.replace("电工", "高处作业").replace("安全技能培训", training_type)
    whole = text("cixi-2020")
    return load_pack(
        changed(("\n[[unverified]]\n", stated + "[[unverified]]\n"), text=whole[: whole.index("[case_base]")])
    )


@pytest.mark.clause("CX-18")
def test_a_scheme_that_asks_for_a_certificate_pays_nobody_without_one_whatever_share_the_catalogue_rate_has() -> None:
    one = facts("企业职工", "特种作业培训", "高处作业", SchemeFacts(fee_fen=50_000), **NO_PAPER)
    decision = decide(one, Terms.on(cixi("特种作业培训"), DAY, SPECIAL))
    assert [r.code for r in decision.reasons] == ["award.certificate"]


@pytest.mark.clause("CX-12", "CX-16")
def test_the_steps_of_a_scheme_with_a_rate_of_its_own_end_at_that_rate() -> None:
    own = SchemeFacts(gathered([(8, 45)]), planned_periods=8, modules_done=True)
    one = facts("企业职工", "公共实训", "高处作业", own, rate=Rate(60_000, "目录"), certificate_kind="实训合格证书")
    terms = Terms.on(cixi("公共实训"), DAY, PRACTICE)
    assert decide(one, terms).amount_fen == 60_000
    assert [step.code for step in steps(one, terms)][-1] == "step.whole"


@pytest.mark.clause("CX-06", "CX-16")
@pytest.mark.parametrize("paper", [{}, NO_PAPER])
def test_what_is_paid_by_periods_is_raised_by_its_factors_and_not_lowered_for_want_of_a_certificate(
    paper: dict[str, object],
) -> None:
    own = SchemeFacts(gathered([(8, 45)]), planned_periods=8)
    one = facts("新录用职工", "岗前培训", "高处作业", own, rate=Rate(60_000, "目录"), **paper)
    terms = Terms.on(cixi("岗前培训"), DAY, TRAINING)
    decision = decide(one, terms)
    assert decision.amount_fen == 97_500
    granted = [r.code for r in decision.reasons if r.hardness == GRANT]
    assert granted == ["award.granted", "award.factor", "award.factor"]
    assert "补贴标准 600.00 元依次计算，得 975.00 元（不足一分的舍去）" in [step.sentence for step in steps(one, terms)]
