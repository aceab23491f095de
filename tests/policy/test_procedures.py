"""How each circular has things done, and by which day: read off the packs, and off packs that say it otherwise."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from app.award.cases.pack_file import PackError, load_pack
from app.kernel.outcomes import Refused
from app.kernel.texts import RESOURCES
from app.kernel.worktime import working_day_before
from app.policy import procedures
from app.policy.pack import Pack
from tests.packs import changed

SPRING = date(2020, 3, 2)
LATE_SEPTEMBER = date(2019, 9, 2)
SEED = {
    day: "off" if chinese_calendar.is_holiday(day) else "work"
    for day in (date(2019, 1, 1) + timedelta(n) for n in range(365))
    if chinese_calendar.is_holiday(day) == (day.weekday() < 5)
}


def pack(name: str) -> Pack:
    return load_pack((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8"))


def timed(*values: str) -> Pack:
    """The Qijiang pack with further values that no document gives."""
    more = "".join(f'[[unverified]]\n{value}\nnote = "试办，待办公室确认"\n\n' for value in values)
    return load_pack(changed(("[[unverified]]\n", more + "[[unverified]]\n")))


LEAD = 'key = "opening_lead_days"\namount = {}\nunit = "工作日"'
WITHIN_DAYS = 'key = "claim_within_days"\namount = {}\nunit = "日"'
WITHIN_MONTHS = 'key = "claim_within_months"\namount = {}\nunit = "月"'


@pytest.mark.parametrize(
    ("name", "occupation", "arrangement", "way", "clause"),
    [
        pytest.param("suihua-2019", "电工", None, "approval", "三（四）2", marks=pytest.mark.clause("SH-24")),
        pytest.param("suihua-2019", "电工", "enterprise", "approval", "三（三）1", marks=pytest.mark.clause("SH-16")),
        pytest.param("cixi-2020", "电工", None, "filing", "五（二）", marks=pytest.mark.clause("CX-24")),
        pytest.param("cixi-2020", "电工", "project", "filing", "五（二）", marks=pytest.mark.clause("CX-24")),
        pytest.param("cixi-2020", "焊工", None, "approval", "三（三）", marks=pytest.mark.clause("CX-09")),
        pytest.param("qijiang-2019", "焊工", "enterprise", "approval", "待核实"),
    ],
)
def test_a_class_is_approved_or_put_on_file(
    name: str, occupation: str, arrangement: str | None, way: str, clause: str
) -> None:
    found = procedures.opening(pack(name), SPRING, occupation, arrangement)
    assert (found.name, found.clause.endswith(clause)) == (way, True)
    assert found.written is (clause == "三（三）1")


@pytest.mark.parametrize(
    ("name", "training_type", "arrangement", "way", "clause"),
    [
        pytest.param(
            *("ordos-2019", "就业技能培训", None, "department-bureau", "四（三）"), marks=pytest.mark.clause("OD-24")
        ),
        pytest.param("ordos-2019", "创业培训", None, "bureau", "四（三）", marks=pytest.mark.clause("OD-25")),
        pytest.param(
            "ordos-2019", "就业技能培训", "individual", "bureau", "四（三）", marks=pytest.mark.clause("OD-25")
        ),
        pytest.param("ordos-2019", None, None, "department-bureau", "四（三）"),
        pytest.param("qijiang-2019", "创业培训", None, "bureau", ""),
    ],
)
def test_a_claim_is_checked_by_the_department_or_not(
    name: str, training_type: str | None, arrangement: str | None, way: str, clause: str
) -> None:
    found = procedures.review(pack(name), SPRING, training_type, arrangement)
    assert (found.name, found.clause.endswith(clause)) == (way, True)


@pytest.mark.clause("OD-25")
def test_a_pack_that_sends_individuals_no_other_way_has_their_claims_checked_by_the_department() -> None:
    text = (RESOURCES / "packs" / "ordos-2019.toml").read_text(encoding="utf-8")
    alike = load_pack(changed(('separate_individuals"\nflag = true', 'separate_individuals"\nflag = false'), text=text))
    found = procedures.review(alike, SPRING, "就业技能培训", "individual")
    assert (found.name, found.clause.endswith("四（三）")) == ("department-bureau", True)
    assert procedures.review(alike, SPRING, "创业培训", "individual").name == "bureau"


@pytest.mark.parametrize(
    ("starts", "count", "last"),
    [
        (date(2019, 10, 14), 5, date(2019, 10, 8)),  # back over the Saturday of 10-12, which is worked
        (date(2019, 10, 14), 6, date(2019, 9, 30)),  # and over the week that is off
        (date(2019, 10, 14), 7, date(2019, 9, 29)),  # to a Sunday that is worked
        (date(2019, 10, 8), 1, date(2019, 9, 30)),
        (date(2019, 9, 9), 5, date(2019, 9, 2)),
        (date(2019, 9, 9), 0, date(2019, 9, 9)),
    ],
)
def test_so_many_working_days_before_a_day_go_round_the_national_day(starts: date, count: int, last: date) -> None:
    assert working_day_before(starts, count, SEED) == last
    limit = procedures.opening_limit(timed(LEAD.format(count)), starts, SEED)
    assert limit is not None and (limit.last, limit.clause) == (last, "待核实")


def test_an_opening_in_a_year_that_is_not_announced_has_no_last_day() -> None:
    ahead = timed(LEAD.format(5))
    with pytest.raises(Refused, match="2020 年的放假安排未公布"):
        procedures.opening_limit(ahead, date(2020, 1, 6), SEED)
    with pytest.raises(Refused, match="2020 年的放假安排未公布"):
        procedures.opening_limit(ahead, date(2020, 2, 3), {})


@pytest.mark.parametrize("name", ["suihua-2019", "xuchang-2019", "ordos-2019", "cixi-2020", "qijiang-2019"])
def test_no_circular_sets_a_time_for_opening_or_claiming(name: str) -> None:
    assert procedures.opening_limit(pack(name), SPRING, {}) is None
    assert procedures.claim_limit(pack(name), SPRING, SPRING, SPRING) is None


ENDS, CERTIFIED = date(2019, 11, 29), date(2019, 12, 31)


@pytest.mark.parametrize(
    ("values", "certified", "last"),
    [
        ((WITHIN_DAYS.format(30),), CERTIFIED, date(2020, 1, 30)),
        ((WITHIN_DAYS.format(30),), None, date(2019, 12, 29)),
        ((WITHIN_MONTHS.format(2),), CERTIFIED, date(2020, 2, 29)),  # February has no 31st
        ((WITHIN_MONTHS.format(12),), CERTIFIED, date(2020, 12, 31)),
        ((WITHIN_DAYS.format(59), WITHIN_MONTHS.format(2)), CERTIFIED, date(2020, 2, 28)),
        ((WITHIN_DAYS.format(61), WITHIN_MONTHS.format(2)), CERTIFIED, date(2020, 2, 29)),
        ((WITHIN_MONTHS.format(3), 'key = "claim_from"\nchoice = "class-end"'), CERTIFIED, date(2020, 2, 29)),
    ],
)
def test_a_claim_is_in_time_until_the_earlier_of_two_limits(
    values: tuple[str, ...], certified: date | None, last: date
) -> None:
    limit = procedures.claim_limit(timed(*values), LATE_SEPTEMBER, ENDS, certified)
    assert limit is not None and limit.last == last


@pytest.mark.clause("CX-24", "CX-25")
def test_a_pack_that_names_an_unknown_step_is_refused_with_its_line() -> None:
    text = (RESOURCES / "packs" / "cixi-2020.toml").read_text(encoding="utf-8")
    with pytest.raises(PackError) as refused:
        load_pack(text.replace('"组织培训", "结业评估"', '"组织培训", "结业跳舞"'))
    (problem,) = refused.value.problems
    assert (problem.code, "结业跳舞" in problem.reason, problem.row > 0) == ("policy.choice", True, True)
