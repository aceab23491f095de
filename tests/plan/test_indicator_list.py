"""Indicators, shares and first classes as an office of each circular sees them, counted over its own records."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.desk.lists import LISTINGS
from app.exchange import imports, report
from app.institution.institution.model import Institution
from app.kernel.outcomes import Problems, Refused
from app.kernel.periods import parse_period
from app.plan import figures
from app.plan.statistics import STATISTICS
from app.store.packs import bundled, parsed
from app.training.training_class.model import TrainingClass
from tests import people
from tests.regions import REGIONS, UNITS, County
from tests.tables import from_clipboard

AFTER = date(2020, 6, 1)
HEADS = {"year": "2019", "employed": "100000", "skilled": "25000", "highly_skilled": "7500", "source": "示例统计"}


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, County]:
    made = {pack: County(tmp_path_factory.mktemp(pack) / "county", pack).furnished() for pack in REGIONS}
    for one in made.values():
        one.office.close()
    return made


@pytest.fixture
def opened(founded: dict[str, County], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[County]:
    made = founded[request.param].twin(tmp_path / "county")
    made.today = AFTER
    yield made
    made.office.close()


def under(*packs: str) -> pytest.MarkDecorator:
    """Offices of these circulars."""
    return pytest.mark.parametrize("opened", packs, indirect=True)


def held(county: County, who: int | list[people.Person], category: str = "", **values: Any) -> int:
    """A class of March 2020 that was accepted, everybody certified; `values` are the class's own."""
    uid = county.training(date(2020, 3, 2))
    county.enrol(uid, who, **({"category": category} if category else {}))
    county.results(uid, certificate_date=date(2020, 3, 30))
    county.set(TrainingClass, uid, **{"state": "accepted", **values})
    return uid


def indicator(county: County, key: str, year: int = 0) -> dict[str, Any]:
    """The indicator of a title's beginning, of a year where there are several."""
    with county.office.read() as read:
        rows = list(LISTINGS["indicators"].rows(read.connection))
    return next(row for row in rows if str(row["title"]).startswith(key) and year in (0, row["year"]))


def quota(county: County, unit: str, measure: str) -> dict[str, Any]:
    with county.office.read() as read:
        rows = list(LISTINGS["quotas"].rows(read.connection))
    return next(row for row in rows if (row["unit_name"], row["measure"]) == (unit, measure) and row["year"] <= 2020)


# --- all training against subsidised ----------------------------------------------------------------------------------


@pytest.mark.clause("XC-01")
@under("xuchang-2019")
def test_a_class_without_subsidy_counts_in_all_training_only(opened: County) -> None:
    held(opened, 3)
    held(opened, 2, subsidised=0)
    whole, subsidised = (indicator(opened, f"行动期任务指标{part}") for part in ("", "中的补贴性培训"))
    assert (whole["done"], whole["target"]) == (5, 300_000)
    assert (subsidised["done"], subsidised["target"]) == (3, 150_000)
    assert quota(opened, UNITS["xuchang-2019"], "人次")["done"] == 5


@pytest.mark.parametrize(
    ("opened", "measure", "counted", "title", "target"),
    [
        pytest.param(pack, measure, counted, title, target, marks=pytest.mark.clause(*clauses), id=pack)
        for pack, measure, counted, title, target, clauses in (
            ("suihua-2019", "人", 3, "年度任务指标", 8000, ("SH-01", "SH-41", "SH-43")),
            ("xuchang-2019", "人次", 5, "行动期任务指标", 300_000, ("XC-01",)),
            ("ordos-2019", "人次", 3, "行动期任务指标", 65_000, ("OD-01",)),
            ("cixi-2020", "人次", 5, "行动期任务指标", 56_000, ("CX-02", "CX-36")),
            ("qijiang-2019", "人次", 3, "行动期任务指标", 42_700, ("QJ-01",)),
        )
    ],
    indirect=["opened"],
)
def test_a_plan_counts_all_training_or_only_what_is_subsidised_towards_its_target(
    opened: County, measure: str, counted: int, title: str, target: int
) -> None:
    began = {"starts_on": date(2019, 12, 2), "ends_on": date(2019, 12, 20)}
    when = {} if opened.pack == "cixi-2020" else began
    held(opened, 3, **when)
    held(opened, 2, subsidised=0, **when)
    assert quota(opened, UNITS[opened.pack], measure)["done"] == counted
    found = indicator(opened, title)
    assert (found["done"], found["target"]) == (counted, target)


@under("cixi-2020")
def test_people_at_scarce_posts_are_paid_and_count_as_no_training(opened: County) -> None:
    held(opened, 3)
    held(opened, 2, training_type="紧缺高技能人才岗位")
    assert quota(opened, UNITS["cixi-2020"], "人次")["done"] == 3


@pytest.mark.clause("QJ-20")
@under("qijiang-2019")
def test_where_the_circular_means_subsidised_training_list_indicator_and_report_count_no_other(opened: County) -> None:
    held(opened, 3)
    held(opened, 2, subsidised=0)
    unit = UNITS["qijiang-2019"]
    with opened.office.read() as read:
        lines = {line.unit: line for line in figures.lines(read, parse_period("2020"))}
        quotas = [row for row in LISTINGS["quotas"].rows(read.connection) if row["year"] == 2020]
    listed = next(row for row in quotas if row["unit_name"] == unit)
    assert lines[unit].year.qualified == lines[unit].year.times == listed["done"] == 3
    assert lines[unit].year.classes == 1
    assert indicator(opened, "年度任务指标", 2020)["done"] == 3
    assert indicator(opened, "年度任务指标", 2019)["done"] == 0


@pytest.mark.clause("XC-01")
@under("xuchang-2019")
def test_a_class_is_subsidised_unless_the_form_says_otherwise(opened: County) -> None:
    usual, other = opened.training(date(2020, 3, 2)), opened.training(date(2020, 3, 2), subsidised="否")
    assert [opened.record("class", uid)["subsidised"] for uid in (usual, other)] == [1, 0]
    opened.do("class.edit", other, subsidised="是")
    assert opened.record("class", other)["subsidised"] == 1


@under("xuchang-2019")
def test_no_subsidy_is_claimed_for_a_class_without(opened: County) -> None:
    uid = held(opened, 1, subsidised=0)
    with pytest.raises(Refused, match="非补贴性"):
        opened.do("claim.create", class_number=str(opened.record("class", uid)["number"]))


# --- head counts and their shares -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "skilled", "highly"),
    [
        pytest.param(pack, *shares, marks=pytest.mark.clause(clause), id=clause)
        for pack, clause, shares in (
            ("suihua-2019", "SH-03", (25, 30)),
            ("xuchang-2019", "XC-03", (25, 30)),
            ("ordos-2019", "OD-01", (25, 30)),
            ("cixi-2020", "CX-03", (26, 31)),
            ("qijiang-2019", "QJ-02", (24, 29)),
        )
    ],
    indirect=["opened"],
)
def test_a_share_is_reached_with_the_very_person_that_makes_it(
    opened: County, skilled: int, highly: int, tmp_path: Path
) -> None:
    assert "没有登记" in indicator(opened, "技能劳动者")["note"]
    count = skilled * 100_000 // 100
    few = {**HEADS, "skilled": str(count - 1), "highly_skilled": "1"}
    uid = opened.do("workforce.create", **few)
    below = indicator(opened, "技能劳动者")
    assert (below["share"], below["met"], below["counted_year"]) == (skilled * 100 - 1, 0, 2019)
    opened.do("workforce.edit", uid, skilled=str(count), highly_skilled=str(count * highly // 100))
    reached, higher = indicator(opened, "技能劳动者"), indicator(opened, "高技能人才占")
    assert (reached["share"], reached["met"], reached["base"]) == (skilled * 100, 1, 100_000)
    assert (higher["share"], higher["met"], higher["done"]) == (highly * 100, 1, count * highly // 100)
    with opened.office.read() as read:
        (counted,) = LISTINGS["workforce"].rows(read.connection)
        report.write(read, STATISTICS, "2020-03", tmp_path / "r.xlsx")
    assert (counted["skilled_share"], counted["highly_skilled_share"]) == (skilled * 100, highly * 100)
    told = list(openpyxl.load_workbook(tmp_path / "r.xlsx")["指标"].iter_rows(min_row=3, values_only=True))
    sent = {str(row[0]): dict(zip(told[0], row, strict=True))["实际占比"] for row in told[1:]}
    ratios = [share for title, share in sent.items() if title.startswith(("技能劳动者占", "高技能人才占"))]
    assert ratios == [pytest.approx(skilled / 100), pytest.approx(highly / 100)]


@under("qijiang-2019")
def test_head_counts_that_cannot_be_are_refused_all_at_once(opened: County) -> None:
    with pytest.raises(Problems) as caught:
        opened.do("workforce.create", **{**HEADS, "employed": "0", "skilled": "5", "highly_skilled": "6"})
    assert [(p.key, p.code) for p in caught.value.problems] == [
        ("employed", "workforce.employed"),
        ("skilled", "workforce.exceeds"),
        ("highly_skilled", "workforce.exceeds"),
    ]
    uid = opened.do("workforce.create", **HEADS)
    with pytest.raises(Problems, match="高技能人才"):
        opened.do("workforce.edit", uid, skilled="7499")
    with pytest.raises(Refused, match="已经存在"):
        opened.do("workforce.create", **HEADS)


@under("cixi-2020")
@pytest.mark.clause("CX-33")
def test_head_counts_come_from_a_table_and_a_wrong_row_writes_nothing(opened: County) -> None:
    kind = imports.KINDS["workforce"]
    head = "年度\t就业人员\t技能劳动者\t高技能人才\t数据来源\n"
    rows = "2019\t100000\t25000\t7500\t公报\n2020\t100000\t{}\t7500\t公报\n"
    for skilled, faults in (("100001", 1), ("26000", 0)):
        with opened.office.work() as work:
            table = from_clipboard(head + rows.format(skilled), kind.fields)
            checked = imports.check(work, kind, table)
            assert (len(checked.problems), checked.new) == (faults, 2)
            if not faults:
                imports.apply(work, kind, checked)
    assert indicator(opened, "技能劳动者")["counted_year"] == 2020
    opened.do("workforce.create", **{**HEADS, "year": "2021", "employed": "100001"})
    with opened.office.read() as read:
        kept = [
            (row["year"], row["employed"], row["skilled"], row["highly_skilled"], row["source"])
            for row in LISTINGS["workforce"].rows(read.connection)
        ]
    assert sorted(kept) == [
        (2019, 100_000, 25_000, 7_500, "公报"),
        (2020, 100_000, 26_000, 7_500, "公报"),
        (2021, 100_001, 25_000, 7_500, "示例统计"),
    ]


# --- persons, apprentices, studios, poor labourers --------------------------------------------------------------------


@pytest.mark.clause("XC-02")
@under("xuchang-2019")
def test_a_person_is_newly_highly_skilled_once_and_only_with_the_first_certificate(opened: County) -> None:
    first = indicator(opened, "行动期新培养高技能人才")
    assert (first["done"], first["target"], first["unit"]) == (0, 15_000, "人")
    one, two, three = (people.person(n) for n in (1, 2, 3))
    held(opened, [one, two, three], level="三级/高级工")
    held(opened, [one], level="二级/技师")
    held(opened, 2, level="四级/中级工")
    assert indicator(opened, "行动期新培养高技能人才")["done"] == 3
    earlier = held(opened, [three], level="三级/高级工")
    opened.results(earlier, certificate_date=date(2018, 12, 31))
    assert indicator(opened, "行动期新培养高技能人才")["done"] == 2
    unproven = held(opened, 1, level="三级/高级工")
    opened.results(unproven, certificate_number=None)
    assert indicator(opened, "行动期新培养高技能人才")["done"] == 2


@pytest.mark.parametrize(
    ("opened", "kinds", "target"),
    [
        pytest.param("xuchang-2019", ("企业新型学徒制培训", "现代学徒制培训"), 3000, marks=pytest.mark.clause("XC-16")),
        pytest.param("cixi-2020", ("企业新型学徒制培训",), 500, marks=pytest.mark.clause("CX-07")),
    ],
    indirect=["opened"],
)
def test_apprentices_are_persons_who_passed_classes_of_their_kind(
    opened: County, kinds: tuple[str, ...], target: int
) -> None:
    one = people.person(1)
    held(opened, [one, people.person(2)], training_type=kinds[0])
    held(opened, [one], training_type=kinds[0])
    held(opened, [people.person(3)], training_type=kinds[-1])
    held(opened, 2, training_type="岗前培训")
    held(opened, 1, training_type="企业新型学徒制培训", state="running")
    found = indicator(opened, "行动期新型学徒")
    assert (found["done"], found["unit"], found["target"]) == (3, "人", target)


@pytest.mark.clause("XC-13")
@under("xuchang-2019")
def test_studios_are_counted_while_they_are_listed(opened: County) -> None:
    first, second = (opened.institution(n, name=f"示例工作室{n}", kind="技能大师工作室") for n in (2, 3))
    found = indicator(opened, "行动期技能大师工作室")
    assert (found["done"], found["target"]) == (2, 20)
    opened.set(Institution, second, state="delisted")
    assert indicator(opened, "行动期技能大师工作室")["done"] == 1
    assert first != second


@pytest.mark.clause("QJ-05")
@under("qijiang-2019")
def test_poor_labourers_trained_are_of_those_in_need_and_without_their_number_nothing_is_claimed(
    opened: County,
) -> None:
    held(opened, 3, "贫困劳动力")
    held(opened, 2, "退役军人")
    opened.do("workforce.create", **HEADS)
    unknown = indicator(opened, "有培训需求的贫困劳动力")
    assert (unknown["done"], unknown["share"], unknown["met"]) == (None, None, None)
    assert "没有登记有培训需求" in unknown["note"]
    uid = opened.do("workforce.create", **{**HEADS, "year": "2020", "poor_in_need": "4"})
    some = indicator(opened, "有培训需求的贫困劳动力")
    assert (some["done"], some["base"], some["share"], some["met"]) == (3, 4, 7500, 0)
    opened.do("workforce.edit", uid, poor_in_need="3")
    assert indicator(opened, "有培训需求的贫困劳动力")["met"] == 1
    with opened.office.read() as read:
        needs = {row["year"]: row["poor_in_need"] for row in LISTINGS["workforce"].rows(read.connection)}
    assert needs == {2019: None, 2020: 3}


# --- shares and parts of the units' targets ---------------------------------------------------------------------------


SHARES = {
    "XC-04": ("先进制造业和战略性新兴产业技能提升计划", 80),
    "XC-06": ("就业重点群体技能提升计划", 50),
    "XC-07": ("贫困劳动力技能提升计划", 60),
    "XC-08": ("现代服务业技能提升计划", 50),
    "XC-09": ("建设行业技能提升计划", 50),
    "XC-10": ("高危行业安全技能提升计划", 80),
    "XC-11": ("高素质农民技能提升计划", 40),
}


@under("xuchang-2019")
@pytest.mark.parametrize(
    ("unit", "share"), [pytest.param(*row, id=c, marks=pytest.mark.clause(c)) for c, row in SHARES.items()]
)
def test_the_share_of_upgrading_stands_beside_what_the_circular_asks(opened: County, unit: str, share: int) -> None:
    assert quota(opened, unit, "人次")["upgrade_share"] is None
    for kind, count in (("岗位技能提升培训", 2), ("就业技能培训", 1)):
        uid = opened.training(date(2020, 3, 2), unit_name=unit, training_type=kind)
        opened.enrol(uid, count)
        opened.results(uid)
        opened.set(TrainingClass, uid, state="accepted")
    row = quota(opened, unit, "人次")
    assert (row["done"], row["upgrade_share"], row["upgrade_required"]) == (3, 6666, share * 100)


def upgraded(county: County, unit: str, who: list[people.Person], category: str, kind: str) -> None:
    uid = county.training(date(2020, 3, 2), unit_name=unit, training_type=kind)
    county.enrol(uid, who, category=category)
    county.results(uid)
    county.set(TrainingClass, uid, state="accepted")


@pytest.mark.clause("XC-06")
@under("xuchang-2019")
def test_the_share_of_a_row_in_two_measures_is_of_the_whole_row_with_each_person_of_its_groups_once(
    opened: County,
) -> None:
    unit, _ = SHARES["XC-06"]
    soldiers, disabled = [people.person(n) for n in (1, 2)], [people.person(n) for n in (3, 4, 5)]
    for kind, who, group in (
        ("就业技能培训", soldiers, "退役军人"),
        ("技师培训", soldiers[:1], "退役军人"),
        ("岗位技能提升培训", soldiers[:1], "退役军人"),
        ("就业技能培训", disabled, "残疾人"),
        ("岗位技能提升培训", disabled[:2], "残疾人"),
    ):
        upgraded(opened, unit, who, group, kind)
    for measure in (
        "人次",
        "人",
    ):  # 2 persons and 5 person-times in all, of whom 1 person and 2 person-times were upgraded
        row = quota(opened, unit, measure)
        assert (row["upgrade_share"], row["upgrade_required"]) == (3 * 10_000 // 7, 5000)


@pytest.mark.clause("XC-04")
@under("xuchang-2019")
def test_the_share_is_asked_of_the_three_years_together_and_of_no_year_alone(opened: County) -> None:
    unit, _ = SHARES["XC-04"]
    upgraded(opened, unit, [people.person(1)], "企业职工", "岗位技能提升培训")
    opened.do("quota.create", unit_name=unit, year="2020", measure="人次", target="1000")
    with opened.office.read() as read:
        rows = [row for row in LISTINGS["quotas"].rows(read.connection) if row["unit_name"] == unit]
    assert [(row["until_year"], row["upgrade_share"], row["upgrade_required"]) for row in rows] == [
        (2021, 10_000, 8000),
        (2020, None, None),
    ]


@under("xuchang-2019")
@pytest.mark.parametrize(
    "seq", [pytest.param(8, marks=pytest.mark.clause("XC-12")), pytest.param(9, marks=pytest.mark.clause("XC-13"))]
)
def test_a_plan_for_which_no_share_is_asked_counts_and_shows_none(opened: County, seq: int) -> None:
    (unit,) = {target.unit for target in parsed(bundled()["xuchang-2019"]).targets if target.seq == seq}
    uid = opened.training(date(2020, 3, 2), unit_name=unit)
    opened.enrol(uid, 2)
    opened.results(uid)
    opened.set(TrainingClass, uid, state="accepted")
    row = quota(opened, unit, "人次")
    assert (row["done"], row["upgrade_required"]) == (2, None)


@pytest.mark.clause("XC-06")
@under("xuchang-2019")
def test_groups_of_one_plan_are_counted_by_category_some_as_persons_some_as_times(opened: County) -> None:
    soldier = people.person(1)
    for _ in range(2):
        held(opened, [soldier], "退役军人")
        held(opened, [people.person(2)], "残疾人")
    assert indicator(opened, "其中：退役军人")["done"] == 1
    assert indicator(opened, "其中：残疾人")["done"] == 2
    assert indicator(opened, "其中：两后生")["done"] == 0


@pytest.mark.clause("SH-42")
@under("suihua-2019")
def test_upgrading_and_starting_a_business_are_counted_apart_for_the_unit_that_must_do_both(opened: County) -> None:
    year = {"ends_on": date(2019, 12, 20), "starts_on": date(2019, 12, 2)}
    for kind, count in (("岗位技能提升培训", 3), ("创业培训", 2), ("安全技能培训", 1)):
        uid = opened.training(date(2020, 3, 2), unit_name="市总工会", training_type=kind)
        opened.enrol(uid, count)
        opened.results(uid)
        opened.set(TrainingClass, uid, state="accepted", **year)
    with opened.office.read() as read:
        rows = [r for r in LISTINGS["indicators"].rows(read.connection) if r["unit_name"] == "市总工会"]
    assert [(row["title"], row["done"], row["target"]) for row in rows] == [
        ("其中：技能提升培训", 3, 30),
        ("其中：创业培训", 2, 30),
    ]
    assert quota(opened, "市总工会", "人")["done"] == 6


# --- the first class of each institution ------------------------------------------------------------------------------


@pytest.mark.clause("SH-21")
@under("suihua-2019")
def test_an_institution_without_its_first_class_is_listed_and_nothing_more_is_done(opened: County) -> None:
    opened.today = date(2019, 12, 31)
    for number, name in enumerate(("第二学校", "第三学校", "明年学校"), 2):
        later = opened.institution(number, name=name, kind="职业培训机构")
    opened.set(Institution, later, listed_on=date(2020, 1, 2))
    for name, count in (("綦江示例培训学校", 30), ("第二学校", 29)):
        uid = opened.training(date(2019, 12, 2), institution_name=name)
        opened.enrol(uid, count)
        opened.set(TrainingClass, uid, state="running")

    def standing() -> dict[str, object]:
        with opened.office.read() as read:
            rows = list(LISTINGS["institutions"].rows(read.connection))
        assert {row["state"] for row in rows} == {"listed"}
        return {str(row["name"]): row["first_class"] for row in rows}

    assert standing() == {"綦江示例培训学校": "held", "第二学校": "open", "第三学校": "open", "明年学校": None}
    opened.today = date(2020, 1, 1)
    assert standing() == {"綦江示例培训学校": "held", "第二学校": "short", "第三学校": "none", "明年学校": None}
    with opened.office.read() as read:
        notes = [row["note"] for row in LISTINGS["deadlines"].rows(read.connection) if "首期班" in str(row["note"])]
    assert notes == ["没有按期办满 30 人班的机构 2 家，其中没有办过班的 1 家；在“机构”列表按“首期班”筛选"]


# --- the report -------------------------------------------------------------------------------------------------------


@pytest.mark.clause("XC-36")
@under("xuchang-2019")
def test_the_report_carries_the_indicators_as_they_stood_at_the_end_of_its_period(
    opened: County, tmp_path: Path
) -> None:
    held(opened, 3)
    opened.do("workforce.create", **HEADS)
    opened.do("workforce.create", **{**HEADS, "year": "2020", "skilled": "26000"})
    found = {}
    for period in ("2019-12", "2020-03"):
        with opened.office.read() as read:
            report.write(read, STATISTICS, period, tmp_path / "r.xlsx")
        head, *rows = list(openpyxl.load_workbook(tmp_path / "r.xlsx")["指标"].iter_rows(min_row=3, values_only=True))
        found[period] = {str(row[0]): dict(zip(head, row, strict=True)) for row in rows}
    before, after = found["2019-12"], found["2020-03"]
    assert (before["行动期任务指标"]["完成数"], after["行动期任务指标"]["完成数"]) == (0, 3)
    ratio = "技能劳动者占就业人员总量比例（以上）"
    assert (before[ratio]["实际占比"], after[ratio]["实际占比"]) == (pytest.approx(0.25), pytest.approx(0.26))
    assert (before[ratio]["统计年度"], after[ratio]["统计年度"]) == (2019, 2020)
    assert after[ratio]["条款"] == "一（二）"
