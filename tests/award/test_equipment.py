"""实训设备补助: a share of the value, at most the ceiling, once, and only where 职工教育经费 is drawn (XC-15)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.award.equipment import CEILINGS, EquipmentFacts, EquipmentTerms, decide, steps
from app.kernel.outcomes import Refused
from app.store.packs import bundled, parsed

BOUGHT = date(2020, 3, 2)
FACTS = EquipmentFacts("base", 100_000_000, 1, BOUGHT, BOUGHT, education_fund=True, granted_before=0)


def terms(pack: str = "xuchang-2019") -> EquipmentTerms:
    return EquipmentTerms.on(parsed(bundled()[pack]), BOUGHT)


@pytest.mark.clause("XC-15")
@pytest.mark.parametrize(
    ("facility", "value_fen", "fen"),
    [
        ("base", 100_000_000, 20_000_000),
        ("base", 250_000_000, 50_000_000),
        ("base", 250_000_500, 50_000_000),
        ("studio", 50_000_000, 10_000_000),
        ("studio", 50_000_001, 10_000_000),
        ("studio", 50_000_500, 10_000_000),
        ("studio", 4, 0),
        ("studio", 5, 1),
    ],
)
def test_a_fifth_of_the_value_is_paid_up_to_the_ceiling_of_the_facility(
    facility: str, value_fen: int, fen: int
) -> None:
    decision = decide(replace(FACTS, facility=facility, value_fen=value_fen), terms())
    assert (decision.granted, decision.amount_fen) == (True, fen)
    assert decision.reasons[0].clause == "XC-15"


@given(st.sampled_from(sorted(CEILINGS)), st.integers(1, 10**12), st.booleans(), st.integers(0, 2))
def test_an_amount_is_never_over_the_share_nor_the_ceiling(facility: str, fen: int, fund: bool, before: int) -> None:
    facts = replace(FACTS, facility=facility, value_fen=fen, education_fund=fund, granted_before=before)
    decision, ceiling = decide(facts, terms()), terms().ceiling(facility)
    assert ceiling is not None
    assert 0 <= decision.amount_fen <= min(fen * 20 // 100, ceiling)
    assert decision.granted == (fund and not before)
    assert decide(facts, terms()) == decision


@pytest.mark.clause("XC-15")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"education_fund": False}, "equipment.education_fund"),
        ({"granted_before": 1}, "equipment.once"),
        ({"first_bought_on": date(2018, 12, 31)}, "equipment.period"),
        ({"last_bought_on": date(2022, 1, 1)}, "equipment.period"),
    ],
)
def test_each_condition_refuses_by_its_own_reason_and_clause(changed: dict[str, object], code: str) -> None:
    decision = decide(replace(FACTS, **changed), terms())  # type: ignore[arg-type]
    assert [(r.code, decision.amount_fen) for r in decision.reasons] == [(code, 0)]
    assert decision.reasons[0].document == "许政办〔2019〕20号"


def test_the_steps_end_at_the_amount() -> None:
    *_, last = steps(replace(FACTS, value_fen=300_000_000), terms())
    assert "600,000.00 元与高技能人才培训基地设备补助上限 500,000.00 元相比，取较低的 500,000.00 元" in last.sentence


@pytest.mark.parametrize("pack", ["suihua-2019", "ordos-2019", "cixi-2020", "qijiang-2019"])
def test_a_policy_without_a_share_offers_no_such_scheme(pack: str) -> None:
    with pytest.raises(Refused, match="实训设备补助"):
        terms(pack)
