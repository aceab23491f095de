"""The rate of 职业培训补贴 raised for scarce occupations and practice, lowered for a result without a certificate."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.awards import assess
from app.domain.eligibility import GRANT, Policy
from app.domain.facts import Facts
from app.domain.outcomes import Refused
from app.domain.policy import load_pack
from app.domain.schemes import Terms
from app.domain.steps import steps
from tests.domain.test_awards import CLEAN, START
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
