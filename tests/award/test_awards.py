"""Who gets 职业培训补贴 in 綦江 and in 绥化, and that no reason is lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.award.awards import Decision, Past, assess, count_past
from app.award.eligibility import GRANT, OVERRIDE, REFUSE, WARN, Policy
from app.award.facts import Facts, Rate
from app.award.overrides import standing
from app.award.pack_file import load_pack
from app.kernel.texts import RESOURCES

START = date(2019, 12, 2)
RATE = Rate(120_000, "示例目录", sample=False)
CLEAN = Facts(
    on=START,
    year=2019,
    id_number="",
    id_valid=True,
    category="农村转移就业劳动者",
    draws_pension=False,
    occupation="电工",
    level="四级/中级工",
    certificate_kind="职业技能等级证书",
    certificate_number="示例0001",
    certificate_date=date(2019, 12, 30),
    result="qualified",
    training_type="就业技能培训",
    past_count=0,
    past_repeats=0,
    overlaps=(),
    shared_account=1,
    rate=RATE,
)


@cache
def policy(name: str) -> Policy:
    return Policy.on(load_pack((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8")), START)


def decide(name: str = "qijiang-2019", /, **changes: object) -> Decision:
    return assess(replace(CLEAN, **changes), policy(name))  # type: ignore[arg-type]


def hardness(decision: Decision) -> Mapping[str, str]:
    return {reason.code: reason.hardness for reason in decision.reasons}


def test_a_clean_line_gets_the_rate_with_one_reason() -> None:
    got = decide()
    assert (got.granted, got.amount_fen) == (True, 120_000)
    assert [reason.hardness for reason in got.reasons] == [GRANT]
    assert (
        got.reasons[0].text()
        == "符合条件，按补贴标准每人1,200.00元核定，标准依据示例目录（綦江府办发〔2019〕39号四（二））"
    )


def test_a_sample_rate_says_that_it_must_not_be_paid() -> None:
    assert "示例标准不得用于实际拨付" in decide(rate=replace(RATE, sample=True)).reasons[0].text()


@pytest.mark.clause("QJ-13")
@pytest.mark.parametrize(("past", "granted"), [(0, True), (2, True), (3, False), (4, False)])
def test_the_fourth_in_a_year_is_refused_in_principle(past: int, granted: bool) -> None:
    got = decide(past_count=past)
    assert got.granted is granted
    assert (standing(got) is not None) is not granted
    assert (hardness(got).get("award.yearly_limit") == OVERRIDE) is not granted


@pytest.mark.clause("QJ-13")
def test_a_refusal_over_the_limit_names_number_limit_and_clause() -> None:
    (reason,) = decide(past_count=3).reasons
    assert reason.text() == "2019年已享受3次，本次将超过每人每年3次的限额（綦江府办发〔2019〕39号四（二））"


@pytest.mark.clause("QJ-13")
def test_an_override_would_grant_the_rate() -> None:
    got = decide(past_count=3)
    assert (got.amount_fen, got.rate_fen) == (0, 120_000)


@pytest.mark.clause("QJ-13")
def test_a_repeat_is_refused_for_good_even_when_the_limit_is_overridable() -> None:
    got = decide(past_count=3, past_repeats=1)
    assert hardness(got) == {"award.yearly_limit": OVERRIDE, "award.repeat": REFUSE}
    assert standing(got) is None
    assert "同一职业项目同一等级不得重复享受" in got.reasons[1].text()


@pytest.mark.clause("QJ-14")
def test_a_pension_recipient_is_refused_by_its_own_clause() -> None:
    (reason,) = decide(draws_pension=True).reasons
    assert (reason.hardness, reason.clause) == (REFUSE, "QJ-14")


@pytest.mark.clause("QJ-13")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"certificate_kind": None}, "award.certificate"),
        ({"certificate_number": None}, "award.certificate"),
        ({"certificate_kind": "结业证明"}, "award.certificate_kind"),
        ({"certificate_date": date(2019, 12, 1)}, "award.certificate_early"),
        ({"result": "failed"}, "award.failed"),
    ],
)
def test_without_a_listed_certificate_from_this_training_nothing_is_paid(changes: dict[str, object], code: str) -> None:
    got = decide(**changes)
    assert (got.granted, hardness(got)) == (False, {code: REFUSE})
    assert got.reasons[0].clause == "QJ-13"


def test_no_rate_and_a_wrong_id_are_the_offices_own_checks() -> None:
    got = decide(rate=None, id_valid=False)
    assert hardness(got) == {"award.identity": REFUSE, "award.no_rate": REFUSE}
    assert all(reason.text().endswith("（内部核对）") for reason in got.reasons)
    assert "补贴标准目录无此职业等级" in got.reasons[1].text()


@pytest.mark.parametrize(("people", "warned"), [(1, False), (4, False), (5, True), (6, True)])
def test_a_shared_account_only_warns(people: int, warned: bool) -> None:
    got = decide(shared_account=people)
    assert got.granted
    assert (hardness(got).get("award.shared_account") == WARN) is warned


def test_classes_at_the_same_time_only_warn_and_are_named() -> None:
    got = decide(overlaps=("C7", "C9"))
    assert got.granted
    assert "C7、C9" in got.reasons[1].text()


@pytest.mark.clause("SH-30")
def test_suihua_pays_on_the_qualified_result_without_a_certificate() -> None:
    assert decide("suihua-2019", certificate_kind=None, certificate_number=None).granted
    assert not decide("suihua-2019", result=None).granted


@pytest.mark.clause("QJ-13", "SH-04")
def test_the_same_person_is_refused_in_qijiang_and_granted_in_suihua() -> None:
    changes = {"past_count": 3, "past_repeats": 1, "draws_pension": True}
    assert not decide("qijiang-2019", **changes).granted
    assert decide("suihua-2019", **changes).granted


def test_past_awards_count_by_calendar_year_and_repeats_for_ever() -> None:
    past = [Past(date(2018, 12, 31), "电工", "四级/中级工"), Past(date(2019, 1, 1), "焊工", "四级/中级工")]
    assert count_past(past, date(2019, 12, 31), "电工", "四级/中级工") == (1, 1)
    assert count_past(past, date(2020, 1, 1), "焊工", "五级/初级工") == (0, 0)


FACTS = st.builds(
    Facts,
    on=st.dates(date(2018, 6, 1), date(2022, 6, 1)),
    year=st.integers(2018, 2022),
    id_number=st.just(""),
    id_valid=st.booleans(),
    category=st.just("企业职工"),
    draws_pension=st.booleans(),
    occupation=st.sampled_from(("电工", "焊工")),
    level=st.sampled_from(("五级/初级工", "四级/中级工")),
    certificate_kind=st.sampled_from((None, "职业资格证书", "结业证明")),
    certificate_number=st.sampled_from((None, "示例0001")),
    certificate_date=st.none() | st.dates(date(2018, 6, 1), date(2022, 6, 1)),
    result=st.sampled_from((None, "qualified", "failed")),
    training_type=st.just("就业技能培训"),
    past_count=st.integers(0, 6),
    past_repeats=st.integers(0, 2),
    overlaps=st.sampled_from(((), ("C1",))),
    shared_account=st.integers(0, 9),
    rate=st.none() | st.builds(Rate, st.integers(0, 10**7), st.just("示例"), st.booleans()),
)
NAMES = st.sampled_from(("qijiang-2019", "suihua-2019"))


@given(FACTS, NAMES)
def test_an_award_is_never_negative_and_nothing_when_refused(facts: Facts, name: str) -> None:
    got = assess(facts, policy(name))
    assert got.amount_fen >= 0
    assert got.amount_fen == (facts.rate.amount_fen if got.granted and facts.rate else 0)


@given(FACTS, NAMES)
def test_the_outcome_is_what_the_reasons_say(facts: Facts, name: str) -> None:
    got = assess(facts, policy(name))
    kinds = {reason.hardness for reason in got.reasons}
    assert got.granted is (GRANT in kinds) is not bool(kinds & {REFUSE, OVERRIDE})
    assert all(reason.text() for reason in got.reasons)


@given(FACTS, NAMES)
def test_assessing_twice_gives_the_same(facts: Facts, name: str) -> None:
    assert assess(facts, policy(name)) == assess(replace(facts), policy(name))


@given(FACTS, NAMES, st.integers(0, 3), st.integers(0, 3))
def test_more_history_never_grants_more(facts: Facts, name: str, awards: int, repeats: int) -> None:
    longer = replace(facts, past_count=facts.past_count + awards, past_repeats=facts.past_repeats + repeats)
    assert assess(longer, policy(name)).amount_fen <= assess(facts, policy(name)).amount_fen


PAST = st.builds(Past, st.dates(date(2018, 1, 1), date(2021, 1, 1)), st.sampled_from(("电工", "焊工")), st.just("一级"))


@given(st.lists(PAST, max_size=8), st.randoms())
def test_history_counts_the_same_in_any_order(past: list[Past], random: object) -> None:
    mixed = sorted(past, key=lambda award: random.random())  # type: ignore[attr-defined]
    assert count_past(mixed, START, "电工", "一级") == count_past(past, START, "电工", "一级")


@given(st.lists(FACTS, max_size=6))
def test_lines_of_a_batch_do_not_influence_each_other(lines: list[Facts]) -> None:
    forward = [assess(facts, policy("qijiang-2019")) for facts in lines]
    backward = [assess(facts, policy("qijiang-2019")) for facts in reversed(lines)]
    assert forward == backward[::-1]
