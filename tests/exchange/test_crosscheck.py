"""What two or three offices may not grant one person together, by the rows of the shipped packs; without a database."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from app.exchange.crosscheck import Award, judge
from app.exchange.crossequipment import judge_equipment
from app.policy.pack import Pack
from app.store import packs
from tests.packs import changed

TRAINING, LIVING, INSURED, WORK = "职业培训补贴", "生活费补贴", "参保职工技能提升补贴", "以工代训补贴"
PRACTICAL, SCARCE, EQUIPMENT = "实用技能培训补贴", "紧缺高技能人才岗位补贴", "实训设备补助"
PRE_JOB = "岗前培训"
YEARS = {"qijiang-2019": 2019, "ordos-2019": 2019, "xuchang-2019": 2020, "suihua-2019": 2020, "cixi-2020": 2020}


@cache
def pack(name: str) -> Pack:
    return packs.parsed(packs.bundled_text(name))


def qijiang(*pairs: tuple[str, str]) -> Pack:
    """The Qijiang pack with some of its words put otherwise, without its worked cases."""
    return packs.parsed(changed(*pairs).partition("[case_base]")[0])


def policy(name: str) -> Callable[[date], Pack]:
    return lambda on: pack(name)


def award(
    uid: int,
    office: int,
    scheme: str = TRAINING,
    *,
    year: int = 2019,
    settled: bool = False,
    fen: int = 0,
    **facts: str,
) -> Award:
    """An award of an office, of a trade of its own unless said otherwise; it began in the month of its number."""
    known = {"occupation": f"工种{uid}", "level": "四级/中级工", "training_type": "就业技能培训", **facts}
    return Award(uid, 1, office, f"单位{office}", date(year, uid, 1), scheme, settled, known, fen)


def paying(award: Award, *days: str) -> Award:
    """An award that pays days or months."""
    return replace(award, paid=frozenset(days))


def days(first: int, last: int) -> list[str]:
    return [f"2020-01-{n:02d}" for n in range(first, last + 1)]


def months(first: int, last: int, year: int = 2020) -> list[str]:
    return [f"{year}-{n:02d}" for n in range(first, last + 1)]


# --- how often ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-13", "OD-12", "XC-25", "CX-22")
@pytest.mark.parametrize("name", ["qijiang-2019", "ordos-2019", "xuchang-2019", "cixi-2020"])
def test_the_fourth_award_of_a_year_over_three_offices_is_refused_with_its_clause(name: str) -> None:
    four = [award(n, office, year=YEARS[name]) for n, office in enumerate((1, 2, 3, 1), 1)]
    assert judge(four[:3], 3, policy(name)) == {}
    (why,) = judge(four, 1, policy(name)).values()
    row = next(past for past in pack(name).scheme(TRAINING).past if past.name == "yearly_limit")
    assert row.title in why and f"{YEARS[name]}年" in why and "3次" in why and row.source.cite() in why
    assert "单位2" in why and "单位3" in why and "单位1" not in why
    assert judge([*four[:3], replace(four[3], on=date(YEARS[name] + 1, 1, 6))], 1, policy(name)) == {}


def test_awards_ever_are_counted_over_all_offices() -> None:
    four = [award(n, n, year=2023 + n % 2) for n in (1, 2, 3, 4)]
    assert judge(four[:3], 3, policy("national-2025")) == {}
    (why,) = judge(four, 3, policy("national-2025")).values()
    assert "累计" in why and "3次" in why and "待核实" in why


@pytest.mark.clause("QJ-13", "OD-12", "XC-25", "CX-22")
@pytest.mark.parametrize("name", ["qijiang-2019", "ordos-2019", "xuchang-2019", "cixi-2020"])
def test_one_occupation_and_level_is_paid_once_over_two_offices(name: str) -> None:
    both = [award(n, n, year=YEARS[name], occupation="电工") for n in (1, 2)]
    (why,) = judge(both, 2, policy(name)).values()
    row = next(past for past in pack(name).scheme(TRAINING).past if past.name == "repeat")
    assert row.title in why and row.source.cite() in why and "单位1" in why
    other = replace(both[1], facts={**both[1].facts, "level": "三级/高级工"})
    assert judge([both[0], other], 2, policy(name)) == {}


def test_what_one_office_grants_alone_is_its_own_decision() -> None:
    assert judge([award(n, 1) for n in range(1, 6)], 1, policy("qijiang-2019")) == {}


def test_what_was_accepted_before_counts_before_what_started_earlier() -> None:
    awards = [award(1, 1), *(award(n, 2, settled=True) for n in (2, 3, 4))]
    assert list(judge(awards, 1, policy("qijiang-2019"))) == [1]


def test_a_refused_award_leaves_room_for_the_next() -> None:
    same = {"occupation": "电工"}
    awards = [award(1, 2, settled=True, **same), award(2, 1, **same), award(3, 1), award(4, 1)]
    assert list(judge(awards, 1, policy("qijiang-2019"))) == [2]


@pytest.mark.clause("CX-21", "CX-22")
def test_allowances_of_two_offices_are_counted_by_their_own_yearly_limit() -> None:
    for scheme, refused in ((LIVING, [2]), (TRAINING, [])):
        assert list(judge([award(n, n, scheme, year=2020) for n in (1, 2)], 2, policy("cixi-2020"))) == refused


@pytest.mark.clause("CX-22")
def test_two_schemes_that_are_counted_together_share_the_yearly_limit_of_all_offices() -> None:
    special = "特种作业培训补贴"
    four = [award(n, n, special if n % 2 else TRAINING, year=2020) for n in (1, 2, 3, 4)]
    assert list(judge(four, 4, policy("cixi-2020"))) == [4]
    assert judge([*four[:3], award(4, 4, LIVING, year=2020)], 4, policy("cixi-2020")) == {}


def test_a_row_that_only_asks_to_look_refuses_nothing() -> None:
    soft = qijiang(('most = 3\nagainst = "principle"', 'most = 3\nagainst = "warn"'))
    assert judge([award(n, n) for n in (1, 2, 3, 4)], 4, lambda on: soft) == {}


# --- schemes that shut each other out -------------------------------------------------------------------------------------


@pytest.mark.clause("XC-28")
@pytest.mark.parametrize("order", [1, -1])
def test_work_training_in_one_county_and_pre_job_training_in_another_shut_each_other_out(order: int) -> None:
    kinds = [(WORK, "以工代训"), (TRAINING, PRE_JOB)][::order]
    first, second = (award(n, n, scheme, year=2020, training_type=kind) for n, (scheme, kind) in enumerate(kinds, 1))
    (why,) = judge([first, second], 2, policy("xuchang-2019")).values()
    assert "以工代训和岗前培训" in why and "二（三）1" in why and "单位1" in why
    assert judge([first, second], 1, policy("xuchang-2019")) == {}
    other = award(2, 2, TRAINING, year=2020)
    assert order == -1 or judge([first, other], 2, policy("xuchang-2019")) == {}
    assert judge([first, replace(second, office=1)], 1, policy("xuchang-2019")) == {}


@pytest.mark.clause("QJ-10", "OD-05")
@pytest.mark.parametrize("name", ["qijiang-2019", "ordos-2019"])
@pytest.mark.parametrize("order", [1, -1])
def test_one_occupation_and_level_is_paid_by_one_of_two_schemes_over_all_offices(name: str, order: int) -> None:
    schemes = [TRAINING, INSURED][::order]
    first, second = (award(n, n, scheme, occupation="电工") for n, scheme in enumerate(schemes, 1))
    (why,) = judge([first, second], 2, policy(name)).values()
    assert "只能享受一项" in why and "单位1" in why
    assert judge([first, award(2, 2, schemes[1], occupation="焊工")], 2, policy(name)) == {}


def test_of_two_schemes_what_was_accepted_stands_whichever_began_first() -> None:
    both = [award(1, 1, occupation="电工"), award(2, 2, INSURED, occupation="电工", settled=True)]
    assert list(judge(both, 1, policy("qijiang-2019"))) == [1]


def test_a_scheme_that_the_policy_here_does_not_know_stands_in_nobodys_way() -> None:
    assert (
        judge([award(1, 1, occupation="电工"), award(2, 2, SCARCE, occupation="电工")], 2, policy("qijiang-2019")) == {}
    )


# --- days and months --------------------------------------------------------------------------------------------------


@pytest.mark.clause("SH-06")
def test_the_same_day_of_two_offices_is_refused_with_its_clause_and_the_other_office() -> None:
    first, second = award(1, 1, PRACTICAL, year=2020), award(2, 2, PRACTICAL, year=2020)
    both = [paying(first, *days(1, 9)), paying(second, *days(9, 12))]
    (why,) = judge(both, 2, policy("suihua-2019")).values()
    assert "2020-01-09" in why and "2020-01-10" not in why and "三（一）" in why and "单位1" in why
    assert judge([both[0], paying(second, *days(10, 12))], 2, policy("suihua-2019")) == {}
    assert judge(both, 1, policy("suihua-2019")) == {}
    accepted = [both[0], replace(both[1], settled=True)]
    assert list(judge(accepted, 1, policy("suihua-2019"))) == [1]


def test_days_that_are_not_paid_or_that_one_office_pays_stand_in_nobodys_way() -> None:
    first, second = award(1, 1, PRACTICAL, year=2020), award(2, 2, PRACTICAL, year=2020)
    assert judge([paying(first, *days(1, 9)), second], 2, policy("suihua-2019")) == {}
    same = [paying(replace(first, office=2), *days(1, 9)), paying(second, *days(9, 12))]
    assert judge(same, 2, policy("suihua-2019")) == {}
    other_scheme = [paying(award(1, 1, "职业培训补贴", year=2020), *days(1, 9)), paying(second, *days(9, 12))]
    assert judge(other_scheme, 2, policy("suihua-2019")) == {}


def test_of_three_awards_only_the_one_that_meets_anothers_day_is_refused() -> None:
    spans = ((1, 1, (1, 4)), (2, 2, (4, 6)), (3, 2, (7, 9)))
    three = [paying(award(n, office, PRACTICAL, year=2020), *days(*span)) for n, office, span in spans]
    assert list(judge(three, 2, policy("suihua-2019"))) == [2]


@pytest.mark.clause("XC-26")
def test_six_months_over_two_offices_stand_and_the_seventh_is_refused_with_its_clause() -> None:
    first = paying(award(1, 1, WORK, year=2020, settled=True), *months(1, 4))
    second = award(2, 2, WORK, year=2020)
    assert judge([first, paying(second, *months(5, 6))], 2, policy("xuchang-2019")) == {}
    told = judge([first, paying(second, *months(5, 7))], 2, policy("xuchang-2019"))
    assert list(told) == [2]
    assert "此前已享受4个月，最长不超过6个月" in told[2] and "二（三）1" in told[2] and "单位1" in told[2]


@pytest.mark.clause("QJ-12", "OD-16", "XC-26")
@pytest.mark.parametrize("name", ["qijiang-2019", "ordos-2019", "xuchang-2019"])
def test_the_same_month_of_two_offices_is_refused_and_what_one_office_pays_alone_is_its_own(name: str) -> None:
    first, second = (award(n, n, WORK, year=YEARS[name]) for n in (1, 2))
    both = [paying(first, *months(1, 2)), paying(second, *months(2, 3))]
    assert "2020-02" in judge(both, 2, policy(name))[2] and "2020-01" not in judge(both, 2, policy(name))[2]
    assert judge(both, 1, policy(name)) == {}
    alone = [paying(replace(first, office=2), *months(1, 4)), paying(second, *months(4, 9))]
    assert judge(alone, 2, policy(name)) == {}


@pytest.mark.clause("CX-19")
def test_posts_of_two_offices_share_their_three_years() -> None:
    three = [month for year in (2018, 2019, 2020) for month in months(1, 12, year)]
    first = paying(award(1, 1, SCARCE, year=2020, settled=True), *three)
    second = paying(award(2, 2, SCARCE, year=2020), "2021-01")
    assert "此前已享受36个月" in judge([first, second], 2, policy("cixi-2020"))[2]


# --- sums ---------------------------------------------------------------------------------------------------------------


def _five_thousand() -> Pack:
    """The Qijiang pack in which nobody is granted more than 5,000 yuan a year in all."""
    row = (
        '[[schemes.past]]\nrow = "sum"\ntitle = "每年补贴总额"\nunit = "yuan"\nin = "year"\nmost = 5000\n'
        'clause = "QJ-13"\nquote = "原则上每人每年可享受不超过3次"\n\n'
    )
    place = '[[schemes.past]]\nrow = "yearly_limit"'
    return qijiang((place, row + place))


def test_the_yearly_sum_of_all_offices_may_be_reached_but_not_passed() -> None:
    given = _five_thousand()
    first, second = award(1, 1, fen=300_000), award(2, 2, fen=200_000)
    assert judge([first, second], 2, lambda on: given) == {}
    (why,) = judge([first, replace(second, amount_fen=200_001)], 2, lambda on: given).values()
    assert "每年补贴总额" in why and "5,000" in why.replace("5000", "5,000") and "单位1" in why
    assert judge([first, replace(second, office=1, amount_fen=200_001)], 1, lambda on: given) == {}


# --- equipment ------------------------------------------------------------------------------------------------------------


def bought(uid: int, office: int, facility: str = "studio", *, settled: bool = False) -> Award:
    day = date(2020, uid, 1)
    return Award(uid, "9151", office, f"单位{office}", day, EQUIPMENT, settled, {"facility": facility})


def invoices(*numbers: str) -> Mapping[int, frozenset[str]]:
    return {uid: frozenset(each.split()) for uid, each in enumerate(numbers, 1)}


@pytest.mark.clause("XC-15")
def test_one_invoice_of_one_firm_is_paid_by_one_office() -> None:
    both, on = [bought(1, 1), bought(2, 2, "base")], policy("xuchang-2019")
    (why,) = judge_equipment(both, invoices("F1 F2", "F2"), 2, on).values()
    assert "F2 已在其他单位申请" in why and "单位1" in why
    assert judge_equipment(both, invoices("F1", "F2"), 2, on) == {}
    assert judge_equipment(both, invoices("F1 F2", "F2"), 1, on) == {}
    assert "F2" in judge_equipment(both, invoices("F1 F2", "F2"), 2, policy("qijiang-2019"))[2]


@pytest.mark.clause("XC-15")
def test_what_is_paid_once_for_a_kind_of_facility_is_paid_by_one_office() -> None:
    told = judge_equipment([bought(1, 1), bought(2, 2)], invoices("F1", "F2"), 2, policy("xuchang-2019"))
    assert "补助次数" in told[2] and "1次" in told[2] and "二（二）1" in told[2]
    assert judge_equipment([bought(1, 1), bought(2, 2, "base")], invoices("F1", "F2"), 2, policy("xuchang-2019")) == {}
