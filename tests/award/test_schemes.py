"""The schemes beyond the catalogue's rates: days, ceilings, actual fees, and that no order or number breaks them."""

from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.award.awards import Decision
from app.award.eligibility import OVERRIDE, REFUSE
from app.award.facts import Facts, Rate
from app.award.pack_file import load_pack
from app.award.scheme_facts import SchemeFacts, gathered
from app.award.schemes import (
    APPRENTICE,
    INSURED,
    LIVING,
    MENTOR,
    PRACTICAL,
    PRACTICE,
    SCARCE,
    SCHEMES,
    SPECIAL,
    TRAINING,
    WORK_TRAINING,
    Terms,
    decide,
    misfit,
    offered,
)
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import RESOURCES
from app.policy.pack import Pack

DAY = date(2020, 6, 1)
RATE = Rate(2_000, "示例目录")
FULL_DAY = (6, 40)


@cache
def pack(name: str) -> Pack:
    return load_pack(text(name))


@cache
def text(name: str) -> str:
    return (RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8")


def facts(
    category: str, training_type: str, occupation: str = "养殖", own: SchemeFacts | None = None, **more: object
) -> Facts:
    known: dict[str, object] = {
        "on": DAY, "year": DAY.year, "id_number": "", "id_valid": True, "category": category, "draws_pension": False,
        "occupation": occupation, "level": "不分等级", "certificate_kind": "特种作业操作证书",
        "certificate_number": "示例0001", "certificate_date": date(2020, 7, 1), "result": "qualified",
        "training_type": training_type, "past_count": 0, "past_repeats": 0, "overlaps": (), "shared_account": 1,
        "rate": None, "scheme": own,
    }  # fmt: skip
    return Facts(**{**known, **more})  # type: ignore[arg-type]


def practical(*sessions: tuple[int, int], **more: object) -> Decision:
    one = facts("贫困劳动力", "实用技能培训", own=SchemeFacts(gathered(sessions)))
    return decide(replace(one, **more), Terms.on(pack("suihua-2019"), DAY, PRACTICAL))  # type: ignore[arg-type]


def living(
    days: int, standard: int | None = 80_000, name: str = "cixi-2020", rate: Rate | None = None, past: int = 0
) -> Decision:
    own = SchemeFacts(gathered([FULL_DAY] * days), standard_fen=standard, standard_document="示例〔2020〕1号")
    one = facts("就业困难人员", "就业技能培训", own=own, rate=rate, past_count=past)
    return decide(one, Terms.on(pack(name), DAY, LIVING))


def special(fee: int | None, **more: object) -> Decision:
    one = facts("企业职工", "特种作业培训", "高处作业", SchemeFacts(fee_fen=fee))
    return decide(replace(one, **more), Terms.on(pack("cixi-2020"), DAY, SPECIAL))  # type: ignore[arg-type]


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


# --- what a pack offers -------------------------------------------------------------------------------------------------


OFFERED = {
    "suihua-2019": (TRAINING, PRACTICAL),
    "xuchang-2019": (TRAINING, WORK_TRAINING),
    "ordos-2019": (TRAINING, LIVING, WORK_TRAINING, INSURED),
    "cixi-2020": (TRAINING, LIVING, SPECIAL, APPRENTICE, SCARCE, MENTOR, PRACTICE),
    "qijiang-2019": (TRAINING, LIVING, WORK_TRAINING, APPRENTICE, INSURED),
}


@pytest.mark.clause("SH-06", "CX-18", "CX-21", "OD-15", "QJ-10", "OD-05")
def test_a_pack_offers_the_schemes_whose_basis_it_states() -> None:
    assert {name: offered(pack(name)) for name in OFFERED} == OFFERED


def test_a_scheme_that_the_pack_does_not_offer_is_refused_with_those_that_it_does() -> None:
    with pytest.raises(Refused) as refused:
        Terms.on(pack("xuchang-2019"), DAY, LIVING)
    assert "可以申请的是：职业培训补贴" in str(refused.value)


@pytest.mark.parametrize("name", ["suihua-2019", "cixi-2020", "ordos-2019", "qijiang-2019"])
def test_whoever_a_scheme_is_for_can_be_enrolled_as_such(name: str) -> None:
    categories = pack(name).list("person_categories")
    for scheme in offered(pack(name)):
        groups = SCHEMES[scheme].groups
        assert [g for g in pack(name).list(groups) if g not in categories] == []


# --- 实用技能 ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("SH-06", "SH-07")
@pytest.mark.parametrize(
    ("session", "paid"), [((5, 40), 0), ((6, 39), 0), ((6, 40), 10_000), ((7, 40), 10_000), ((6, 41), 10_000)]
)
def test_a_practical_day_counts_from_six_periods_of_forty_minutes(session: tuple[int, int], paid: int) -> None:
    assert practical(session).amount_fen == paid


@pytest.mark.clause("SH-07")
def test_short_days_take_nothing_from_the_full_ones_and_the_sum_is_shown() -> None:
    got = practical(FULL_DAY, (5, 60), FULL_DAY, (12, 20))
    assert got.amount_fen == 20_000
    assert got.reasons[0].text() == (
        "符合条件，有效培训2天，每人每天100.00元，核定200.00元（绥政办发〔2019〕34号三（一））"
    )


@pytest.mark.clause("SH-06")
def test_practical_skills_are_only_for_their_groups_and_subjects() -> None:
    assert codes(practical(FULL_DAY, category="妇女")) == ["scheme.group"]
    assert practical(FULL_DAY, category="贫困家庭子女").granted
    assert codes(practical(FULL_DAY, occupation="电工")) == ["scheme.subject"]
    assert practical(FULL_DAY, occupation="食用菌栽培").granted


@pytest.mark.clause("SH-06")
def test_a_limit_that_the_circular_does_not_give_is_a_gap_and_not_the_one_of_another_scheme() -> None:
    terms = Terms.on(pack("suihua-2019"), DAY, PRACTICAL)
    assert terms.policy.yearly_limit is None
    assert terms.policy.gaps == ("practical_yearly_limit",)


# --- 生活费 --------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-21")
@pytest.mark.parametrize(("days", "fen"), [(1, 4_000), (19, 76_000), (20, 80_000), (21, 80_000), (90, 80_000)])
def test_a_living_allowance_stops_exactly_at_the_local_standard(days: int, fen: int) -> None:
    assert living(days).amount_fen == fen


@pytest.mark.clause("CX-21")
def test_a_capped_allowance_shows_what_it_would_have_been_and_both_bases() -> None:
    sentence = living(21).reasons[0].text()
    assert "参训21天，每人每天40.00元，计840.00元" in sentence
    assert "最低生活保障标准800.00元（示例〔2020〕1号）" in sentence
    assert sentence.endswith("四（四））")


@pytest.mark.clause("CX-21")
def test_no_standard_is_made_up_where_the_office_has_entered_none() -> None:
    got = living(10, standard=None)
    assert (got.granted, codes(got)) == (False, ["scheme.no_standard"])


@pytest.mark.clause("CX-21")
def test_the_second_allowance_of_a_year_is_refused_for_good() -> None:
    (reason,) = living(10, past=1).reasons
    assert (reason.code, reason.hardness, reason.clause) == ("award.yearly_limit", REFUSE, "CX-21")


@pytest.mark.clause("OD-15", "QJ-10")
@pytest.mark.parametrize("name", ["ordos-2019", "qijiang-2019"])
def test_where_the_circular_gives_no_amount_only_the_offices_own_rate_is_paid(name: str) -> None:
    got = living(10, None, name)
    assert "通知未定标准" in got.reasons[0].text()
    assert living(10, None, name, RATE).amount_fen == 20_000


# --- 特种作业 ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-18")
@pytest.mark.parametrize(("fee", "fen"), [(59_900, 59_900), (60_000, 60_000), (60_100, 60_000), (1, 1)])
def test_special_operations_pay_the_actual_fee_up_to_the_ceiling(fee: int, fen: int) -> None:
    assert special(fee).amount_fen == fen


@pytest.mark.clause("CX-18")
@pytest.mark.parametrize("fee", [None, 0])
def test_without_an_actual_fee_nothing_is_paid(fee: int | None) -> None:
    assert codes(special(fee)) == ["scheme.no_fee"]


@pytest.mark.clause("CX-18")
def test_only_the_certificate_of_special_operations_counts() -> None:
    (reason,) = special(50_000, certificate_kind="培训合格证书").reasons
    assert (reason.code, reason.clause) == ("award.certificate_kind", "CX-18")


@pytest.mark.clause("CX-22")
def test_special_operations_share_the_three_a_year_with_training() -> None:
    (reason,) = special(50_000, past_count=3).reasons
    assert (reason.code, reason.hardness, reason.clause) == ("award.yearly_limit", OVERRIDE, "CX-22")
    assert SCHEMES[TRAINING].counted == SCHEMES[SPECIAL].counted
    assert LIVING not in SCHEMES[TRAINING].counted


# --- 专项能力标准 --------------------------------------------------------------------------------------------------------


def onboarding(periods: int, training_type: str = "岗前培训", **more: object) -> Decision:
    own = SchemeFacts(gathered([(periods, 45)]), planned_periods=8)
    terms = Terms.on(pack("cixi-2020"), DAY, TRAINING)
    return decide(facts("新录用职工", training_type, own=own, **{"rate": RATE, **more}), terms)


@pytest.mark.clause("CX-06")
def test_onboarding_is_paid_on_its_periods_without_a_certificate() -> None:
    assert onboarding(8, certificate_kind=None, certificate_number=None, result=None).amount_fen == 2_000
    (reason,) = onboarding(7).reasons
    assert (reason.code, reason.hardness, reason.clause) == ("scheme.periods", REFUSE, "CX-06")


@pytest.mark.clause("CX-17")
def test_short_training_needs_both_its_periods_and_a_certificate() -> None:
    assert onboarding(8, "短期岗位技能培训").granted
    without = onboarding(7, "短期岗位技能培训", certificate_number=None)
    assert codes(without) == ["scheme.periods", "award.certificate"]
    assert without.reasons[0].clause == "CX-17"


@pytest.mark.clause("CX-06")
def test_a_missing_speciality_rate_is_named_by_its_level() -> None:
    assert "“养殖”专项职业能力" in onboarding(8, rate=None).reasons[0].text()


@pytest.mark.clause("CX-18", "SH-06")
def test_no_class_is_paid_both_by_its_own_scheme_and_as_training() -> None:
    for name, training_type, own in (
        ("cixi-2020", "特种作业培训", SPECIAL),
        ("suihua-2019", "实用技能培训", PRACTICAL),
    ):
        assert misfit(training_type, Terms.on(pack(name), DAY, own)) is None
        against = misfit(training_type, Terms.on(pack(name), DAY, TRAINING))
        assert against is not None
        assert own in against.text()


# --- worked cases -------------------------------------------------------------------------------------------------------


def test_a_case_for_a_scheme_that_does_not_exist_is_refused_with_its_line() -> None:
    wrong = text("cixi-2020").replace('scheme = "特种作业培训补贴"', 'scheme = "特种补贴"', 1)
    with pytest.raises(Problems) as refused:
        load_pack(wrong)
    (problem,) = refused.value.problems
    assert problem.code == "policy.choice"
    assert wrong.splitlines()[problem.row - 1] == 'scheme = "特种补贴"'


# --- what holds for any numbers -----------------------------------------------------------------------------------------

SESSIONS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 90)), max_size=60)
MONEY = st.none() | st.integers(0, 10**7)


@given(SESSIONS, MONEY, MONEY, st.integers(0, 4))
def test_no_scheme_pays_less_than_nothing_or_more_than_its_ceiling(
    sessions: list[tuple[int, int]], standard: int | None, fee: int | None, past: int
) -> None:
    own = SchemeFacts(gathered(sessions), 8, fee, standard)
    one = facts("就业困难人员", "就业技能培训", own=own, past_count=past)
    allowance = decide(one, Terms.on(pack("cixi-2020"), DAY, LIVING))
    assert 0 <= allowance.amount_fen <= min(standard or 0, 4_000 * len(sessions))
    assert 0 <= practical(*sessions).amount_fen <= 10_000 * len(sessions)
    paid = special(fee, past_count=past)
    assert 0 <= paid.amount_fen <= min(fee or 0, 60_000)
    for got in (allowance, paid):
        assert got.granted is (got.amount_fen > 0)
        assert all(reason.text() for reason in got.reasons)


@given(SESSIONS, st.randoms(use_true_random=False))
def test_the_order_in_which_days_were_entered_changes_nothing(sessions: list[tuple[int, int]], random: Random) -> None:
    mixed = list(sessions)
    random.shuffle(mixed)
    assert gathered(mixed) == gathered(sessions)
    assert practical(*mixed) == practical(*sessions)


@given(SESSIONS, st.tuples(st.integers(0, 12), st.integers(0, 90)))
def test_one_more_day_never_pays_less(sessions: list[tuple[int, int]], day: tuple[int, int]) -> None:
    assert practical(*sessions, day).amount_fen >= practical(*sessions).amount_fen
