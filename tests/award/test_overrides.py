"""What two people may pass, and what nobody may: the limit 原则上 alone, never over the rate, never a hard refusal."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.award.awards import AGAINST, Decision
from app.award.eligibility import GRANT, OVERRIDE
from app.award.overrides import Override, overridden, standing, without_override
from tests.award.test_awards import RATE, decide

PACKS = ("qijiang-2019", "xuchang-2019", "cixi-2020", "suihua-2019", "ordos-2019")
IN_PRINCIPLE = [
    pytest.param("qijiang-2019", "QJ-13", marks=pytest.mark.clause("QJ-13")),
    pytest.param("xuchang-2019", "XC-25", marks=pytest.mark.clause("XC-25")),
    pytest.param("cixi-2020", "CX-22", marks=pytest.mark.clause("CX-22")),
]
WHEN = date(2020, 11, 2)
"""A day on which all of them are in force."""
PASSED = Override("贫困户，转岗急需", "綦人社纪要〔2019〕7号", "", "张经办", "李复核")


def against(decision: Decision) -> Override:
    limit = standing(decision)
    return replace(PASSED, against=limit.text() if limit else "")


@pytest.mark.parametrize(("pack", "clause"), IN_PRINCIPLE)
def test_the_fourth_of_a_year_passed_by_two_people_gets_the_rate_and_names_them(pack: str, clause: str) -> None:
    fourth = decide(pack, past_count=3, on=WHEN, certificate_date=WHEN)
    passed = overridden(fourth, against(fourth))
    assert (passed.granted, passed.amount_fen, passed.rate_fen) == (True, 120_000, 120_000)
    first, *rest = passed.reasons
    assert (first.hardness, first.clause, first.code) == (GRANT, clause, "award.overridden")
    for words in (
        "张经办提出，李复核确认",
        "綦人社纪要〔2019〕7号",
        "贫困户，转岗急需",
        "每人1,200.00元",
        fourth.reasons[0].place,
    ):
        assert words in first.text()
    assert "原则上" in first.quote
    assert tuple(rest) == fourth.reasons
    assert without_override(passed) == fourth


@pytest.mark.clause("OD-12")
def test_a_limit_without_in_principle_can_never_be_passed() -> None:
    fourth = decide("ordos-2019", past_count=3)
    assert not fourth.granted and standing(fourth) is None
    assert overridden(fourth, replace(PASSED, against=fourth.reasons[0].text())) == fourth


HARD = {
    "the same occupation and level": {"past_repeats": 1},
    "no certificate": {"certificate_kind": None, "certificate_number": None},
    "failed": {"result": "failed"},
    "a wrong ID": {"id_valid": False},
    "no rate": {"rate": None},
}


@pytest.mark.parametrize("name", HARD)
def test_a_hard_refusal_beside_the_limit_keeps_standing(name: str) -> None:
    refused = decide("qijiang-2019", past_count=3, **HARD[name])
    limit = next(r for r in refused.reasons if r.hardness == OVERRIDE)
    assert overridden(refused, replace(PASSED, against=limit.text())) == refused


@pytest.mark.clause("QJ-13")
def test_who_was_passed_for_the_fourth_is_not_passed_for_the_fifth() -> None:
    fourth, fifth = decide(past_count=3), decide(past_count=4)
    assert overridden(fifth, against(fourth)) == fifth


def test_a_line_that_is_granted_stays_as_it_is() -> None:
    granted = decide()
    assert overridden(granted, PASSED) == granted == without_override(granted)


FACTS = st.fixed_dictionaries(
    {
        "past_count": st.integers(0, 6),
        "past_repeats": st.integers(0, 2),
        "draws_pension": st.booleans(),
        "id_valid": st.booleans(),
        "result": st.sampled_from(["qualified", "failed", None]),
        "certificate_number": st.sampled_from(["示例0001", None]),
        "shared_account": st.integers(0, 9),
        "rate": st.one_of(st.none(), st.integers(0, 10**7).map(lambda fen: replace(RATE, amount_fen=fen))),
    }
)


@given(pack=st.sampled_from(PACKS), facts=FACTS)
def test_an_override_never_raises_an_amount_over_the_rate_nor_passes_anything_hard(
    pack: str, facts: dict[str, object]
) -> None:
    before = decide(pack, **facts)
    after = overridden(before, against(before))
    rate = facts["rate"].amount_fen if facts["rate"] else 0  # type: ignore[attr-defined]
    assert 0 <= before.amount_fen <= after.amount_fen <= rate
    assert after.granted == (before.granted or standing(before) is not None)
    if after != before:
        assert {r.hardness for r in before.reasons if r.hardness in AGAINST} == {OVERRIDE}
        assert overridden(after, against(before)) == after
