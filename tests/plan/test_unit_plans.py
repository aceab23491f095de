"""Plans of units: what each handed in for a year, who owes what by the policy, and the paper that is reported up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.desk.lists import LISTINGS
from app.desk.reports import REPORTS, show
from app.exchange import imports
from app.exchange.sheets import SHEETS
from app.kernel.outcomes import Problems, Refused
from app.kernel.periods import parse_period
from app.printing import documents
from app.record.report import SUM
from tests.bureau import CLERK, Bureau
from tests.printing.papers import text_of
from tests.tables import from_clipboard

UNIT_PLANS = REPORTS["unit-plans"]
STAFF = ("市民政局", "市金融服务局", "市应急管理局", "市住建局", "市科技局", "市工信局", "市市场监督管理局", "市总工会")
GROUPS = ("市教育局", "市商务局", "市退役军人事务局", "市妇联", "市残联", "市司法局", "团市委", "市公安局")


@pytest.fixture
def suihua(tmp_path: Path) -> Iterator[Bureau]:
    made = Bureau(tmp_path / "suihua", "suihua-2019", "231200")
    yield made
    made.office.close()


@pytest.fixture
def ordos(tmp_path: Path) -> Iterator[Bureau]:
    made = Bureau(tmp_path / "ordos", "ordos-2019", "150600")
    yield made
    made.office.close()


def owed(bureau: Bureau, year: str) -> dict[str, str]:
    """What each unit still owes, by its name; '' when nothing."""
    with bureau.office.read() as read:
        rows = show(read, UNIT_PLANS, year).tables[0].rows
        return {str(row["unit_name"]): str(row["lacking"]) for row in rows if not row.get(SUM)}


def note(bureau: Bureau, title: str, period: str) -> str:
    with bureau.office.read() as read:
        rows = list(LISTINGS["deadlines"].rows(read.connection))
    return next(str(row["note"]) for row in rows if (row["title"], row["period"]) == (title, period))


@pytest.mark.parametrize(
    "units",
    [pytest.param(STAFF, marks=pytest.mark.clause("SH-14")), pytest.param(GROUPS, marks=pytest.mark.clause("SH-19"))],
)
def test_each_department_that_is_named_owes_a_scheme_and_a_plan_of_every_year(
    suihua: Bureau, units: tuple[str, ...]
) -> None:
    for year in ("2019", "2020", "2021"):
        found = owed(suihua, year)
        assert len(found) == len(STAFF) + len(GROUPS)
        assert {found[unit] for unit in units} == {"工作方案、年度培训计划"}


@pytest.mark.clause("SH-14")
def test_what_a_department_handed_in_it_owes_no_more_that_year(suihua: Bureau) -> None:
    uid = suihua.do(
        "unit_plan.create",
        unit_name="市民政局",
        year="2019",
        scheme_on="2019-12-02",
        scheme_document="绥民发〔2019〕9号",
    )
    assert owed(suihua, "2019")["市民政局"] == "年度培训计划"
    suihua.do("unit_plan.edit", uid, plan_on="2019-12-05", planned="60")
    assert owed(suihua, "2019")["市民政局"] == "" and owed(suihua, "2019")["市住建局"] != ""
    assert owed(suihua, "2020")["市民政局"] == "工作方案、年度培训计划"
    with suihua.office.read() as read:
        warned = [str(check) for check in show(read, UNIT_PLANS, "2019").problems]
    assert sum("还没有交" in text for text in warned) == len(STAFF) + len(GROUPS) - 1
    assert not any("市民政局" in text for text in warned)


@pytest.mark.clause("SH-35")
def test_the_day_of_the_local_plan_names_the_departments_that_it_waits_for(suihua: Bureau) -> None:
    assert note(suihua, "制定推进方案", "2019").startswith("16 个单位还没有交齐")
    for unit in (*STAFF, *GROUPS):
        suihua.do("unit_plan.create", unit_name=unit, year="2019", scheme_on="2019-12-02", plan_on="2019-12-02")
    assert note(suihua, "制定推进方案", "2019") == "None"


@pytest.mark.clause("OD-20", "OD-21")
def test_the_first_year_and_the_later_ones_ask_for_a_plan_and_a_budget_but_for_no_scheme(ordos: Bureau) -> None:
    for year, title in (("2019", "上报首年培训计划和预算"), ("2020", "上报年度培训计划和预算")):
        assert set(owed(ordos, year).values()) == {"年度培训计划、补贴资金预算"}
        assert "市教体局" in note(ordos, title, year)
        ordos.do("unit_plan.create", unit_name="市教体局", year=year, plan_on=f"{year}-02-20", budget_fen="0")
        assert owed(ordos, year)["市教体局"] == "" and "市教体局" not in note(ordos, title, year)


@pytest.mark.clause("OD-20")
def test_where_the_circular_names_no_department_those_with_a_target_of_the_year_are_asked(ordos: Bureau) -> None:
    found = owed(ordos, "2019")
    assert "市残联" in found and "未列入分解表的部门" not in found and "财政部门" not in found


@pytest.mark.parametrize(
    ("year", "asked"),
    [
        pytest.param("2019", "应交：年度培训计划、补贴资金预算、已开展的培训情况", marks=pytest.mark.clause("OD-20")),
        pytest.param("2020", "应交：年度培训计划、补贴资金预算（", marks=pytest.mark.clause("OD-21")),
    ],
)
def test_the_paper_shows_plan_budget_and_what_was_trained_so_far_and_says_by_what(
    ordos: Bureau, year: str, asked: str
) -> None:
    ordos.do(
        "unit_plan.create",
        unit_name="市教体局",
        year=year,
        plan_on=f"{year}-02-20",
        planned="1200",
        budget_fen="345600.50",
    )
    ordos.institution()
    ordos.rate()
    ordos.accepted(3, date(int(year), 10, 8), unit_name="市教体局")
    with ordos.office.read() as read:
        (row,) = [r for r in UNIT_PLANS.tables[0].rows(read, parse_period(year)) if r["unit_name"] == "市教体局"]
        paper = documents.report(read, UNIT_PLANS, parse_period(year))
    assert (row["planned"], row["budget_fen"], row["classes"], row["times"], row["qualified"]) == (
        1200,
        345_600_50,
        1,
        3,
        3,
    )
    text = "".join(text_of(paper.data).split())
    for word in (
        f"{year}年职业技能培训计划及补贴资金预算表",
        "市教体局",
        "1200",
        "345,600.50",
        asked,
        f"{year}年11月5日",
    ):
        assert word in text, word
    assert list(paper.problems) == []


def test_a_policy_that_asks_for_nothing_shows_only_what_came(bureau: Bureau) -> None:
    unit = str(bureau.record("quota", bureau.first("quota"))["unit_name"])
    assert owed(bureau, "2019") == {}
    bureau.do("unit_plan.create", unit_name=unit, year="2019", plan_on="2019-12-02")
    assert owed(bureau, "2019") == {unit: ""}


def test_a_paper_that_is_described_needs_the_day_on_which_it_came(suihua: Bureau) -> None:
    with pytest.raises(Problems) as found:
        suihua.do("unit_plan.create", unit_name="市民政局", year="2019", plan_document="绥民发〔2019〕9号")
    assert [problem.key for problem in found.value.problems] == ["plan_on"]
    assert "培训计划文号" in str(found.value.problems[0])


def test_a_unit_has_one_plan_a_year_and_a_table_brings_many(suihua: Bureau) -> None:
    suihua.do("unit_plan.create", unit_name="市民政局", year="2019", plan_on="2019-12-02")
    with pytest.raises(Refused) as twice:
        suihua.do("unit_plan.create", unit_name="市民政局", year="2019")
    assert twice.value.code == "record.duplicate"
    kind = imports.KINDS["unit-plans"]
    rows = "\n".join(f"{unit}\t2019\t2019-12-05\t60\t12000" for unit in STAFF)
    suihua.office.sign_in(CLERK)
    table = from_clipboard(f"部门\t年份\t培训计划收到日期\t计划人次\t补贴资金预算\n{rows}", kind.fields)
    with suihua.office.work() as work:
        done = imports.apply(work, kind, imports.check(work, kind, table))
    assert (done.new, done.changed) == (7, 1)
    assert owed(suihua, "2019")["市总工会"] == "工作方案"
    assert "unit_plan" in [sheet.name for sheet in SHEETS]
