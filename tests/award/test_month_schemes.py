"""Schemes paid by months at work, by the person-year, by an uplift, and by the office's own rate."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.award.awards import Decision
from app.award.decisions import decide as decide_all
from app.award.eligibility import REFUSE
from app.award.facts import Facts, Rate, Recognition
from app.award.scheme_facts import Attended, SchemeFacts
from app.award.schemes import (
    APPRENTICE,
    INSURED,
    MENTOR,
    PRACTICE,
    SCARCE,
    TRAINING,
    WORK_TRAINING,
    Terms,
    decide,
    misfit,
    month_paid,
    offered,
)
from app.kernel.months import later, month_of, years_later
from tests.award.test_schemes import codes, facts, pack
from tests.award.test_steps import sheet, told

DAY = date(2020, 6, 1)
FIRST = "2020-06"
PEOPLE = {"贫困劳动力": "以工代训", "就业困难人员": "以工代训"}


def run(count: int, first: str = FIRST) -> tuple[str, ...]:
    """So many months in a row."""
    return tuple(later(first, n) for n in range(count))


def rate(fen: int) -> Rate:
    return Rate(fen, "示例目录")


def terms(scheme: str, name: str) -> Terms:
    return Terms.on(pack(name), DAY, scheme)


def worker(months: tuple[str, ...], category: str = "贫困劳动力", **own: object) -> Facts:
    known = {"months": months, "hired_on": date(2019, 1, 7), **own}
    return facts(category, "以工代训", own=SchemeFacts(**known))  # type: ignore[arg-type]


def work(months: tuple[str, ...], category: str = "贫困劳动力", name: str = "xuchang-2019", **own: object) -> Decision:
    return decide(replace(worker(months, category, **own), rate=rate(30_000)), terms(WORK_TRAINING, name))


def apprentice(
    months: tuple[str, ...], fen: int | None, kind: str = "worker", name: str = "cixi-2020", **own: object
) -> Decision:
    known = SchemeFacts(months=months, apprentice_kind=kind, **own)  # type: ignore[arg-type]
    one = facts("企业职工", "企业新型学徒制培训", own=known, rate=rate(fen) if fen else None)
    return decide(one, terms(APPRENTICE, name))


def post(months: tuple[str, ...], certificate: date | None, claimed: date = DAY, **more: object) -> Decision:
    past = more.pop("past_months", ())
    own = SchemeFacts(months=months, past_months=past)  # type: ignore[arg-type]
    known = {"level": "二级/技师", "certificate_kind": "职业资格证书", "certificate_date": certificate}
    known["claimed_on"] = claimed
    one = facts("企业一线在岗职工", "紧缺高技能人才岗位", own=own, rate=rate(30_000), **known)
    one = replace(one, **more)  # type: ignore[arg-type]
    return decide(one, terms(SCARCE, "cixi-2020"))


# --- 以工代训 ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("XC-26")
@pytest.mark.parametrize(("months", "fen"), [(1, 20_000), (5, 100_000), (6, 120_000), (7, 120_000), (12, 120_000)])
def test_work_training_pays_the_month_up_to_the_sixth(months: int, fen: int) -> None:
    assert work(run(months)).amount_fen == fen


@pytest.mark.clause("XC-26")
def test_the_sixth_and_seventh_month_are_told_apart_with_what_was_had_before() -> None:
    before = run(5, "2019-12")
    got = work(run(2), past_months=before)
    assert got.amount_fen == 20_000
    assert "此前已享受5个月，最长不超过6个月，本次核定1个月" in got.reasons[0].text()
    (reason,) = work(run(1), past_months=run(6, "2019-12")).reasons
    assert (reason.code, reason.hardness, reason.clause) == ("scheme.months_used", REFUSE, "XC-26")


@pytest.mark.clause("XC-26")
@pytest.mark.parametrize(
    ("hired", "fen"), [(date(2019, 12, 31), 20_000), (date(2019, 12, 1), 20_000), (date(2020, 1, 1), 0)]
)
def test_the_poor_must_have_been_employed_for_six_months_in_the_month_that_is_paid(hired: date, fen: int) -> None:
    got = work(run(1), hired_on=hired)
    assert got.amount_fen == fen
    assert fen or (codes(got), got.reasons[0].clause) == (["scheme.too_early"], "XC-26")


@pytest.mark.clause("XC-26")
def test_without_the_day_of_employment_six_months_cannot_be_shown() -> None:
    assert codes(work(run(1), hired_on=None)) == ["scheme.no_hired"]


@pytest.mark.clause("XC-27")
def test_an_insured_firm_is_paid_for_the_hard_to_employ_from_the_first_month() -> None:
    got = work(run(7), "就业困难人员", insured=True, hired_on=DAY)
    assert got.amount_fen == 120_000
    (reason,) = work(run(7), "零就业家庭成员", insured=False).reasons
    assert (reason.code, reason.clause) == ("scheme.not_insured", "XC-27")
    assert codes(work(run(1), "退役军人", insured=True)) == ["scheme.group"]


def registered(category: str, *tags: str, insured: bool, lapsed: bool = False, **own: object) -> Decision:
    """A month at work of somebody whose roster says one thing and whose registered 人员身份 another."""
    until = date(2020, 1, 31) if lapsed else None
    on_file = tuple(Recognition(tag, date(2019, 1, 1), until) for tag in tags)
    one = replace(worker(run(2), category, insured=insured, **own), tags=on_file)
    return decide_all(one, terms(WORK_TRAINING, "xuchang-2019"))


@pytest.mark.clause("XC-26", "XC-27")
def test_the_registered_identity_makes_work_training_due_as_it_does_every_other_scheme() -> None:
    assert registered("企业职工", "贫困劳动力", insured=False).amount_fen == 40_000
    assert registered("企业职工", "就业困难人员", insured=True, hired_on=None).amount_fen == 40_000
    (reason,) = registered("企业职工", "就业困难人员", insured=False).reasons
    assert (reason.code, "就业困难人员" in reason.text()) == ("scheme.not_insured", True)


@pytest.mark.clause("XC-26", "XC-27")
def test_a_proven_group_pays_work_training_before_one_that_the_roster_alone_names() -> None:
    got = registered("贫困劳动力", "零就业家庭成员", insured=True, hired_on=None)
    assert (got.amount_fen, codes(got)) == (40_000, ["scheme.months"])
    assert codes(registered("就业困难人员", "贫困劳动力", insured=True, hired_on=date(2020, 5, 6))) == [
        "scheme.too_early"
    ]
    assert codes(registered("贫困劳动力", insured=False)) == ["scheme.months", "condition.unproven"]
    assert codes(registered("贫困劳动力", "贫困劳动力", insured=False, lapsed=True)) == ["condition.lapsed"]


@pytest.mark.clause("XC-26", "CX-08")
def test_months_after_the_last_day_of_the_action_are_not_paid() -> None:
    assert work(run(4, "2021-11")).amount_fen == 40_000
    assert apprentice(run(12, "2021-07"), 480_000).amount_fen == 240_000
    (reason,) = work(run(2, "2022-01")).reasons
    assert reason.code == "scheme.months_outside"
    assert "不在政策实施期 2019-01 至 2021-12 之内：2022-01、2022-02" in reason.text()


@pytest.mark.clause("CX-19")
def test_the_three_years_of_a_post_outlive_the_action_because_the_pack_says_so() -> None:
    assert post(run(4, "2021-11"), date(2020, 5, 20)).amount_fen == 4 * 30_000
    assert terms(SCARCE, "cixi-2020").amount("scarce_post_outlives") == 1


@pytest.mark.clause("OD-16", "QJ-12")
@pytest.mark.parametrize("name", ["ordos-2019", "qijiang-2019"])
def test_where_no_amount_is_given_the_offices_own_month_is_paid_six_times(name: str) -> None:
    assert work(run(7), name=name, hired_on=None).amount_fen == 180_000
    none = decide(worker(run(1)), terms(WORK_TRAINING, name))
    assert codes(none) == ["scheme.no_own_rate"]
    assert "以“以工代训补贴”为职业（工种）登记" in none.reasons[0].text()


@pytest.mark.clause("XC-26", "OD-16", "QJ-12", "XC-27")
@pytest.mark.parametrize("name", ["xuchang-2019", "ordos-2019", "qijiang-2019"])
def test_work_training_is_no_training_by_certificate_and_its_class_needs_no_periods(name: str) -> None:
    against = misfit("以工代训", terms(TRAINING, name))
    assert against is not None and WORK_TRAINING in against.text()
    assert "以工代训" in month_paid(pack(name), DAY)


def test_where_work_training_is_only_named_it_is_not_offered() -> None:
    assert WORK_TRAINING not in offered(pack("suihua-2019"))
    assert month_paid(pack("suihua-2019"), DAY) == frozenset()


# --- 学徒制 --------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-08")
@pytest.mark.parametrize(
    ("kind", "fen", "paid"),
    [("worker", 599_900, 599_900), ("worker", 600_000, 600_000), ("worker", 600_100, 600_000),
     ("student", 299_999, 299_999), ("student", 300_000, 300_000), ("student", 300_001, 300_000)],
)  # fmt: skip
def test_a_year_of_an_apprentice_stops_at_the_ceiling_of_its_kind(kind: str, fen: int, paid: int) -> None:
    assert apprentice(run(12), fen, kind).amount_fen == paid


@pytest.mark.clause("CX-08")
def test_ceilings_grow_with_the_person_years_and_part_years_are_whole_fen() -> None:
    assert apprentice(run(24, "2020-01"), 700_000).amount_fen == 1_200_000
    assert apprentice(run(1), 700_000).amount_fen == 50_000
    assert apprentice(run(7), 500_000).amount_fen == 291_666
    assert "不足一分的舍去" in apprentice(run(7), 500_000).reasons[0].text()


@pytest.mark.clause("CX-08")
def test_without_a_rate_the_actual_fee_is_paid_under_the_same_ceiling() -> None:
    assert apprentice(run(12), None, fee_fen=599_999).amount_fen == 599_999
    got = apprentice(run(6), None, fee_fen=300_001)
    assert (got.amount_fen, "超过限额每人每年6,000.00元的折算数" in got.reasons[0].text()) == (300_000, True)
    assert codes(apprentice(run(12), None)) == ["scheme.no_own_rate"]


@pytest.mark.clause("CX-08")
def test_the_ceiling_cannot_be_told_without_the_kind_of_apprentice() -> None:
    (reason,) = apprentice(run(12), 600_000, "").reasons
    assert (reason.code, reason.clause) == ("scheme.no_apprentice_kind", "CX-08")


@pytest.mark.clause("QJ-11")
@pytest.mark.parametrize(("fen", "paid"), [(399_999, 0), (400_000, 400_000), (400_001, 400_001), (900_000, 900_000)])
def test_a_rate_under_the_floor_is_refused_with_its_clause_and_none_is_too_high(fen: int, paid: int) -> None:
    got = apprentice(run(12), fen, "", "qijiang-2019")
    assert got.amount_fen == paid
    assert paid or (codes(got), got.reasons[0].clause) == (["scheme.below_floor"], "QJ-11")


@pytest.mark.clause("CX-08")
def test_months_of_an_apprentice_that_were_paid_are_not_paid_again() -> None:
    assert apprentice(run(12), 480_000, past_months=run(6)).amount_fen == 240_000
    assert codes(apprentice(run(6), 480_000, past_months=run(6))) == ["scheme.months_paid"]


# --- 紧缺岗位 ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-19")
@pytest.mark.parametrize(("months", "paid"), [(35, 35), (36, 36), (37, 36)])
def test_a_post_is_paid_for_three_years_of_months(months: int, paid: int) -> None:
    assert post(run(months), date(2020, 5, 20)).amount_fen == paid * 30_000


@pytest.mark.clause("CX-19")
@pytest.mark.parametrize(
    ("certificate", "claimed", "in_time"),
    [
        (date(2016, 3, 15), date(2021, 3, 15), True),
        (date(2016, 3, 15), date(2021, 3, 16), False),
        (date(2016, 2, 29), date(2021, 2, 28), True),
        (date(2016, 2, 29), date(2021, 3, 1), False),
    ],
)
def test_the_very_day_five_years_later_is_the_last_to_claim(certificate: date, claimed: date, in_time: bool) -> None:
    got = post(run(1), certificate, claimed)
    assert got.granted is in_time
    assert in_time or (codes(got), got.reasons[0].clause) == (["scheme.claimed_late"], "CX-19")


@pytest.mark.clause("CX-19")
def test_a_post_is_for_technicians_at_work_from_the_month_of_their_certificate() -> None:
    day = date(2020, 8, 31)
    assert post(run(4), day, day).amount_fen == 60_000
    assert codes(post(run(2), day, day)) == ["scheme.too_early"]
    assert codes(post(run(1), DAY, level="三级/高级工")) == ["scheme.level"]
    assert codes(post(run(1), DAY, category="失业人员")) == ["scheme.group"]
    assert codes(post(run(1), DAY, certificate_number=None)) == ["award.certificate"]
    assert codes(post(run(1), None)) == ["scheme.undated"]


# --- 参保职工、师带徒、实训 -------------------------------------------------------------------------------------------------


@pytest.mark.clause("OD-05", "QJ-10")
@pytest.mark.parametrize("name", ["ordos-2019", "qijiang-2019"])
def test_insured_workers_get_the_offices_rate_of_their_level_for_a_certificate(name: str) -> None:
    one = facts("企业职工", "岗前培训", certificate_kind="职业技能等级证书", level="四级/中级工", rate=rate(150_000))
    under = terms(INSURED, name)
    assert decide(one, under).amount_fen == 150_000
    assert codes(decide(replace(one, certificate_number=None), under)) == ["award.certificate"]
    assert codes(decide(replace(one, category="退役军人"), under)) == ["scheme.group"]
    assert "“四级/中级工”为技能等级" in decide(replace(one, rate=None), under).reasons[0].text()
    assert decide(one, under).reasons[0].quote.endswith("按规定给予职业培训补贴或参保职工技能提升补贴")


@pytest.mark.clause("OD-12", "QJ-13")
@pytest.mark.parametrize("name", ["ordos-2019", "qijiang-2019"])
def test_insured_workers_are_paid_once_for_an_occupation_and_level(name: str) -> None:
    one = facts("企业职工", "岗前培训", certificate_kind="职业技能等级证书", level="四级/中级工", rate=rate(150_000))
    got = decide(replace(one, past_repeats=1), terms(INSURED, name))
    assert (got.granted, codes(got)) == (False, ["award.repeat"])
    assert "同一等级" in got.reasons[0].text()
    assert decide(replace(one, past_count=5), terms(INSURED, name)).granted


@pytest.mark.clause("CX-11")
@pytest.mark.parametrize(("fen", "paid"), [(100_000, 130_000), (33_333, 43_332), (1, 1), (10, 13)])
def test_a_mentors_rate_is_raised_exactly_and_less_than_a_fen_is_left_out(fen: int, paid: int) -> None:
    got = decide(facts("企业职工", "以师带徒", rate=rate(fen)), terms(MENTOR, "cixi-2020"))
    assert got.amount_fen == paid
    assert "上调30%（不足一分的舍去）" in got.reasons[0].text()


@pytest.mark.clause("CX-12")
def test_practice_needs_its_periods_its_modules_and_its_certificate() -> None:
    def practice(periods: int, modules: bool, kind: str | None) -> Decision:
        own = SchemeFacts((Attended(periods, 45, 1),), 8, modules_done=modules)
        one = facts("企业职工", "公共实训", own=own, certificate_kind=kind, rate=rate(20_000))
        return decide(one, terms(PRACTICE, "cixi-2020"))

    assert practice(8, True, "实训合格证书").amount_fen == 20_000
    assert codes(practice(7, False, None)) == ["scheme.periods", "scheme.no_modules", "award.certificate"]
    (reason,) = practice(8, True, "培训合格证书").reasons
    assert (reason.code, reason.clause) == ("award.certificate_kind", "CX-12")


@pytest.mark.parametrize("name", ["suihua-2019", "xuchang-2019", "ordos-2019", "cixi-2020", "qijiang-2019"])
def test_starting_a_business_is_paid_at_the_catalogues_rate(name: str) -> None:
    one = facts("创业者", "创业培训", certificate_kind="培训合格证书", rate=rate(180_000))
    assert decide(one, terms(TRAINING, name)).amount_fen == 180_000


# --- 核定说明 ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("XC-26")
def test_work_training_shows_its_months_their_limit_and_their_sum() -> None:
    found = sheet(worker(run(3), past_months=run(4, "2020-01")), terms(WORK_TRAINING, "xuchang-2019"))
    assert found["核定结论"] == ("核定 400.00 元",)
    assert "在岗月份：2020-06、2020-07、2020-08" in found["采用的事实"]
    assert "入职日期：2019-01-07" in found["采用的事实"]
    assert told(found, "入职日期 2019-01-07，须先就业 6 个月，自 2019-07 起计", "二（三）1")
    assert told(found, "可计 3 个月；此前已享受 4 个月，最长 6 个月，本次计 2 个月", "最长不超过6个月")
    assert told(found, "2 个月 × 200.00 元 = 400.00 元", "每人每月200元")


@pytest.mark.clause("XC-27")
def test_whether_the_firm_is_insured_stands_among_the_steps() -> None:
    for insured, words in ((True, "本单位是参保企业"), (False, "本单位没有登记为参保企业")):
        found = sheet(worker(run(1), "就业困难人员", insured=insured), terms(WORK_TRAINING, "xuchang-2019"))
        assert told(found, words, "二（三）1")


@pytest.mark.clause("CX-08", "QJ-11")
def test_an_apprentice_shows_the_part_of_the_year_beside_the_ceilings_part_and_the_floor() -> None:
    own = SchemeFacts(months=run(7), apprentice_kind="student")
    one = facts("学生学徒", "企业新型学徒制培训", own=own, rate=rate(500_000))
    found = sheet(one, terms(APPRENTICE, "cixi-2020"))
    assert "学徒类别：学生学徒" in found["采用的事实"]
    assert told(found, "每人每年 5,000.00 元（示例目录）按 7 个月折算，不足一分的舍去 = 2,916.66 元", "三（一）")
    assert told(
        found, "限额每人每年 3,000.00 元按 7 个月折算", "= 1,750.00 元；与 2,916.66 元相比，取较低的 1,750.00 元"
    )
    floor = sheet(one, terms(APPRENTICE, "qijiang-2019"))
    assert told(floor, "每人每年 5,000.00 元与下限 4,000.00 元相比", "四（一）")


@pytest.mark.clause("CX-19", "CX-11", "CX-12")
def test_posts_mentors_and_practice_show_what_they_rest_on() -> None:
    own = SchemeFacts(months=run(2), modules_done=True)
    one = facts("企业一线在岗职工", "紧缺高技能人才岗位", own=own, level="二级/技师", rate=rate(30_000),
                claimed_on=date(2020, 9, 1), certificate_date=date(2020, 6, 20), certificate_kind="职业资格证书")  # fmt: skip
    found = sheet(one, terms(SCARCE, "cixi-2020"))
    assert told(found, "证书发证日期 2020-06-20，5 年内申领完毕，最后一日 2025-06-20；申请日期 2020-09-01", "四（三）")
    assert told(found, "2 个月 × 300.00 元 = 600.00 元", "四（三）")
    assert told(
        sheet(one, terms(MENTOR, "cixi-2020")), "现行标准 300.00 元（示例目录）上调 30%", "= 390.00 元", "三（四）"
    )
    assert told(sheet(one, terms(PRACTICE, "cixi-2020")), "已完成实训模块", "三（四）")


# --- what holds for any numbers -----------------------------------------------------------------------------------------

MONTHS = st.lists(st.integers(0, 60), unique=True, max_size=50)
FEN = st.none() | st.integers(1, 10**7)
HIRED = st.none() | st.dates(date(2015, 1, 1), date(2024, 12, 31))


def named(places: list[int]) -> tuple[str, ...]:
    return tuple(sorted(later(FIRST, place) for place in places))


@given(MONTHS, MONTHS, HIRED, st.booleans(), st.sampled_from(["贫困劳动力", "就业困难人员", "妇女"]))
def test_no_month_is_paid_twice_too_often_or_for_less_than_nothing(
    places: list[int], before: list[int], hired: date | None, insured: bool, category: str
) -> None:
    months, past = named(places), named(before)
    got = work(months, category, hired_on=hired, insured=insured, past_months=past)
    left = max(0, 6 - len(past))
    assert 0 <= got.amount_fen <= 20_000 * min(left, len(set(months) - set(past)))
    assert got.granted is (got.amount_fen > 0)
    assert all(reason.text() for reason in got.reasons)


@given(MONTHS, MONTHS, FEN, st.sampled_from(["worker", "student", ""]), FEN)
def test_no_apprentice_is_paid_over_the_ceilings_part_of_a_year(
    places: list[int], before: list[int], fen: int | None, kind: str, fee: int | None
) -> None:
    got = apprentice(named(places), fen, kind, fee_fen=fee, past_months=named(before))
    ceiling = {"worker": 600_000, "student": 300_000, "": 0}[kind]
    new = len(set(places) - set(before))
    assert 0 <= got.amount_fen <= ceiling * new // 12
    assert fen is None or got.amount_fen <= fen * new // 12
    assert all(reason.text() for reason in got.reasons)


@given(MONTHS, MONTHS, HIRED, st.dates(date(2015, 1, 1), date(2026, 12, 31)))
def test_no_post_is_paid_over_its_months_or_after_its_time(
    places: list[int], before: list[int], certificate: date | None, claimed: date
) -> None:
    got = post(named(places), certificate, claimed, past_months=named(before))
    assert 0 <= got.amount_fen <= 30_000 * max(0, 36 - len(before))
    if got.granted:
        assert certificate is not None and claimed <= years_later(certificate, 5)
        assert max(named(places)) >= month_of(certificate)


@given(MONTHS, st.randoms(use_true_random=False))
def test_claims_one_after_another_pay_what_one_claim_pays(places: list[int], random: Random) -> None:
    months, cut = named(places), random.randint(0, len(places))
    first, second = months[:cut], months[cut:]
    whole = work(months).amount_fen
    assert work(first).amount_fen + work(second, past_months=first).amount_fen == whole
    assert post(months, date(2019, 1, 1)).amount_fen == (
        post(first, date(2019, 1, 1)).amount_fen + post(second, date(2019, 1, 1), past_months=first).amount_fen
    )


@given(MONTHS, st.integers(0, 60))
def test_one_more_month_never_pays_less(places: list[int], more: int) -> None:
    assert work(named([*{*places, more}])).amount_fen >= work(named(places)).amount_fen
