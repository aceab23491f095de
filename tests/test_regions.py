"""The same office under each circular: it offers that circular's lists and plan, and cites that circular's clauses."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.award.texts.unverified import rows_of
from app.desk.lists import LISTINGS
from app.exchange import imports, report
from app.kernel.outcomes import Problems, Refused
from app.kernel.periods import parse_period
from app.plan.figures import lines
from app.plan.statistics import STATISTICS
from app.printing import documents
from app.record.listing import Filter, Query
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import CHIEF, REVIEWER
from tests.regions import REGIONS, UNITS, County
from tests.tables import from_clipboard


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> dict[str, County]:
    """A furnished office of each circular, closed; tests take copies."""
    made = {pack: County(tmp_path_factory.mktemp(pack) / "county", pack).furnished() for pack in REGIONS}
    for one in made.values():
        one.office.close()
    return made


@pytest.fixture
def county(counties: dict[str, County], request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[County]:
    """A copy of the office of the pack that the test names."""
    made = counties[request.param].twin(tmp_path / "county")
    if request.param == "xuchang-2019":  # how many times a year may be read in two ways
        made.settle()
    yield made  # type: ignore[misc]
    made.office.close()


def under(*packs: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("county", packs, indirect=True)


def marked(*rows: tuple[str, tuple[str, ...]]) -> pytest.MarkDecorator:
    """Under each pack, marked with its own clauses."""
    found = [pytest.param(pack, id=pack, marks=pytest.mark.clause(*clauses)) for pack, clauses in rows]
    return pytest.mark.parametrize("county", found, indirect=True)


def reasons(county: County, claim: int) -> list[str]:
    return [str(line["reasons"]) for line in county.lines(claim)]


# --- the plan ---------------------------------------------------------------------------------------------------------

PLANS = {
    "suihua-2019": {("县（市、区）", "人次", 2019): 8000, ("市直部门", "人", 2019): 810},
    "xuchang-2019": {("专项计划", "人次", 2019): 295_000, ("专项计划", "人", 2019): 5000},
    "ordos-2019": {("部门（年度指导任务）", "人次", year): 22_600 for year in (2019, 2020, 2021)},
    "cixi-2020": {
        **{("部门", "人次", year): 28_000 for year in (2020, 2021)},
        **{("镇（街道）", "人次", year): 4500 for year in (2020, 2021)},
        **{("镇（街道）", "持证数", year): 3600 for year in (2020, 2021)},
    },
    "qijiang-2019": {("责任单位", "人次", 2019 + n): total for n, total in enumerate((11_400, 14_300, 17_000))},
}


@marked(
    ("suihua-2019", ("SH-01", "SH-41", "SH-42", "SH-43", "SH-39")),
    ("xuchang-2019", ("XC-04", "XC-06", "XC-07", "XC-08", "XC-09", "XC-10", "XC-11", "XC-12", "XC-13")),
    ("ordos-2019", ("OD-18", "OD-28", "OD-29")),
    ("cixi-2020", ("CX-35", "CX-36")),
    ("qijiang-2019", ("QJ-01", "QJ-25")),
)
def test_a_new_office_has_its_circulars_targets_each_measure_by_itself(county: County) -> None:
    found: dict[tuple[str, str, int], int] = {}
    with county.office.read() as read:
        for row in LISTINGS["quotas"].rows(read.connection):
            if row["target"] is not None:
                place = (str(row["axis"]), str(row["measure"]), int(str(row["year"])))
                found[place] = found.get(place, 0) + int(str(row["target"]))
    assert found == PLANS[county.pack]


@pytest.mark.clause("SH-01", "SH-43")
@under("suihua-2019")
def test_the_counties_of_suihua_strive_for_more_than_they_must(county: County) -> None:
    with county.office.read() as read:
        plan = [row for row in LISTINGS["quotas"].rows(read.connection) if row["axis"] == "县（市、区）"]
    assert [sum(int(str(row[key] or 0)) for row in plan) for key in ("target", "stretch")] == [8000, 13_000]


@pytest.mark.clause("SH-02")
@under("suihua-2019")
def test_a_year_that_the_province_has_not_assigned_has_no_target_until_it_is_entered(county: County) -> None:
    def of_2020() -> list[object]:
        with county.office.read() as read:
            listed = LISTINGS["quotas"].rows(read.connection, Query((Filter("year", "=", "2020"),)))
            return [(row["unit_name"], row["target"]) for row in listed]

    assert of_2020() == []
    kind = imports.KINDS["quotas"]
    table = from_clipboard("责任单位\t年度\t计量单位\t任务指标\n北林区\t2020\t人次\t900", kind.fields)
    with county.office.read() as read:
        checked = imports.check(read, kind, table, None)
    with county.office.work() as work:
        imports.apply(work, kind, checked)
    assert of_2020() == [("北林区", 900)]


@pytest.mark.clause("SH-37")
@under("suihua-2019")
def test_a_countys_target_is_split_below_it_up_to_the_whole(county: County) -> None:
    with county.office.read() as read:
        (whole,) = LISTINGS["quotas"].uids(read.connection, Query((Filter("unit_name", "=", "北林区"),)))
    target = county.record("quota", whole)["target"]
    county.do("quota.split", whole, unit_name="某街道", target=str(target))
    with pytest.raises(Refused, match="超过上级指标"):
        county.do("quota.split", whole, unit_name="另一街道", target="1")


RHYTHMS = {
    "suihua-2019": ("monthly",),
    "xuchang-2019": ("monthly",),
    "cixi-2020": ("monthly", "annual"),
    "qijiang-2019": ("quarterly", "annual"),
}


@marked(
    ("suihua-2019", ("SH-32",)),
    ("xuchang-2019", ("XC-36",)),
    ("cixi-2020", ("CX-30",)),
    ("qijiang-2019", ("QJ-20",)),
)
def test_the_report_of_each_rhythm_has_a_row_for_every_responsible_unit(county: County, tmp_path: Path) -> None:
    year, month = (2020, 3) if county.pack == "cixi-2020" else (2019, 12)
    county.accepted(2, date(year, month, 2))
    periods = {"monthly": f"{year}-{month:02}", "quarterly": f"{year}Q{(month + 2) // 3}", "annual": f"{year}"}
    with county.office.read() as read:
        units = {row["unit_name"] for row in LISTINGS["quotas"].rows(read.connection)}
        assert read.pack_on(read.today).list("report_rhythms") == RHYTHMS[county.pack]
        for rhythm in RHYTHMS[county.pack]:
            found = lines(read, parse_period(periods[rhythm]))
            assert units <= {line.unit for line in found}
            mine = next(line for line in found if line.unit == UNITS[county.pack])
            assert (mine.now.classes, mine.now.times, mine.year.times) == (1, 2, 2)
            report.write(read, STATISTICS, periods[rhythm], tmp_path / f"{rhythm}.xlsx")
        assert 2 in {row["done"] for row in LISTINGS["indicators"].rows(read.connection)}


# --- lists and institutions -------------------------------------------------------------------------------------------


@marked(
    ("suihua-2019", ("SH-08", "SH-37")),
    ("ordos-2019", ("OD-08",)),
)
def test_institutions_of_every_kind_of_the_circular_are_published_and_no_other_kind(county: County) -> None:
    kinds = county.lists("institution_kinds")
    assert len(kinds) >= 4
    for number, kind in enumerate(kinds, start=10):
        county.institution(number, listed_on="2020-01-06", name=f"第{number}所", kind=kind)
    with county.office.read() as read:
        listed = LISTINGS["institutions"].values(read.connection, "kind", Query((Filter("state", "=", "listed"),)))
    assert {kind for kind, _ in listed} == set(kinds)
    with pytest.raises(Problems, match="不在可选范围内"):
        county.institution(30, kind="美容院")


@marked(
    ("suihua-2019", ("SH-15", "SH-19")),
    ("ordos-2019", ("OD-06",)),
    ("cixi-2020", ("CX-04",)),
    ("qijiang-2019", ("QJ-03", "QJ-04", "QJ-23")),
)
def test_a_class_takes_the_types_levels_and_people_of_its_circular_and_no_others(county: County) -> None:
    for kind in county.lists("training_types"):
        county.training(training_type=kind)
    (row, *_) = county.enrol(county.training())
    for category in county.lists("person_categories"):
        county.do("enrolment.edit", row, category=category)
    county.do("enrolment.edit", row, category=county.lists("person_categories")[-1])
    with pytest.raises(Problems, match="不在可选范围内"):
        county.do("enrolment.edit", row, category="外星人员")
    with pytest.raises(Problems, match="不在可选范围内"):
        county.training(training_type="武术培训")
    with pytest.raises(Problems, match="不在可选范围内"):
        county.training(level="九级")


@pytest.mark.parametrize(
    ("county", "modes"),
    [
        pytest.param("suihua-2019", ("订单式", "定向式", "定岗式"), marks=pytest.mark.clause("SH-20")),
        pytest.param("xuchang-2019", ("订单式",), marks=pytest.mark.clause("XC-04")),
        pytest.param("ordos-2019", ("订单式", "对接式", "储备式"), marks=pytest.mark.clause("OD-11")),
        pytest.param("cixi-2020", ("订单式", "定向式"), marks=pytest.mark.clause("CX-06")),
    ],
    indirect=["county"],
)
def test_a_class_is_held_in_the_modes_of_its_circular_and_no_others(county: County, modes: tuple[str, ...]) -> None:
    held = {mode: county.record("class", county.training(delivery_mode=mode))["delivery_mode"] for mode in modes}
    assert held == {mode: mode for mode in modes}
    with pytest.raises(Problems, match=f"不在可选范围内，可选：{'、'.join(modes)}$"):
        county.training(delivery_mode="函授式")


@under("ordos-2019")
@pytest.mark.clause("OD-07")
def test_a_class_that_was_bought_as_a_project_is_kept_as_one_for_the_groups_of_the_circular(county: County) -> None:
    bought, other = county.training(arrangement="项目制培训"), county.training()
    for row, category in zip(county.enrol(bought, 2), ("贫困劳动力", "贫困家庭子女"), strict=True):
        county.do("enrolment.edit", row, category=category)
    with county.office.read() as read:
        query = Query((Filter("arrangement", "=", "项目制培训"),))
        assert list(LISTINGS["classes"].uids(read.connection, query)) == [bought]
    assert [county.record("class", uid)["arrangement"] for uid in (bought, other)] == ["project", None]


@under("suihua-2019")
@pytest.mark.clause("SH-09", "SH-19")
def test_a_department_may_only_use_an_institution_of_the_published_list(county: County) -> None:
    uid = county.do("institution.create", name="没有公布的学校", uscc=people.uscc(9), programmes="电工 四级/中级工")
    with pytest.raises(Problems, match="尚未列入公布名单.*绥政办发〔2019〕34号三（二）1"):
        county.training(institution_name="没有公布的学校", unit_name="市教育局", training_type="就业技能培训")
    county.do("institution.publish", uid, listed_on="2020-03-02")
    held = county.training(institution_name="没有公布的学校", unit_name="市教育局", training_type="就业技能培训")
    kept = county.record("class", held)
    told = [kept[key] for key in ("unit_name", "institution_name", "training_type")]
    assert told == ["市教育局", "没有公布的学校", "就业技能培训"]
    agreement = county.record("agreement", county.first("agreement"))
    assert (agreement["signed_on"], agreement["until_on"]) == (date(2019, 1, 1), date(2022, 12, 31))


@under("suihua-2019")
@pytest.mark.clause("SH-17")
def test_an_institution_is_given_only_the_occupations_that_it_teaches(county: County) -> None:
    with pytest.raises(Problems) as refused:
        county.training(occupation="茶艺师")
    assert [(p.key, p.code) for p in refused.value.problems] == [("occupation", "class.programme_asked")]
    assert "三（三）1" in str(refused.value)
    assert "电工 四级/中级工" in county.record("institution", county.first("institution"))["programmes"]


# --- opening ----------------------------------------------------------------------------------------------------------


@under("suihua-2019")
@pytest.mark.clause("SH-16", "SH-24")
def test_a_class_begins_only_after_its_application_was_approved_and_the_form_says_so(county: County) -> None:
    uid = county.training()
    county.enrol(uid)
    county.do("class.submit", uid)
    with pytest.raises(Refused, match="培训班当前为“待审批”，不能开班"):
        county.do("class.start", uid)
    county.do("class.approve", uid, REVIEWER)
    with county.office.read() as read:
        assert documents.pdf(read, "class-application", uid).data.startswith(b"%PDF")
        cited = read.connection.exec_driver_sql("SELECT clause FROM journal WHERE verb = 'approve'").scalars().all()
    assert cited == ["绥政办发〔2019〕34号三（四）2"]
    county.do("class.start", uid)


# --- claims -----------------------------------------------------------------------------------------------------------

CERTIFIED = (
    ("xuchang-2019", ("XC-24",)),
    ("ordos-2019", ("OD-12",)),
    ("cixi-2020", ("CX-22",)),
    ("qijiang-2019", ("QJ-13",)),
)
LIMITED = (
    ("xuchang-2019", ("XC-25",)),
    ("ordos-2019", ("OD-12",)),
    ("cixi-2020", ("CX-22",)),
    ("qijiang-2019", ("QJ-13",)),
)
TRADES = (("保育员", "五级/初级工"), ("焊工", "五级/初级工"), ("养老护理员", "五级/初级工"))


def cited_by(county: County, name: str) -> str:
    """The document and place of a row of 职业培训补贴."""
    with county.office.read() as read:
        pack = read.pack_on(county.today)
    (row,) = {row.source.cite() for row in rows_of(pack.schemes["training"]) if row.name == name}
    return row


@marked(*CERTIFIED)
def test_who_took_part_without_one_of_the_five_certificates_is_refused_with_the_clause(county: County) -> None:
    held = county.accepted(2)
    with county.office.read() as read:
        assert len(read.pack_on(county.today).lists["payable_certificates"]) == 5
    county.set(Enrolment, county.enrolled(held)[0], certificate_kind=None, certificate_number=None)
    refused, granted = county.lines(county.claim(held))
    assert (refused["decision"], granted["decision"], granted["amount_fen"]) == ("refused", "granted", 120_000)
    assert county.record("enrolment", county.enrolled(held)[1])["certificate_kind"] == "职业资格证书"
    assert cited_by(county, "certificate") in str(refused["reasons"])


@marked(*LIMITED)
def test_the_fourth_award_of_a_year_is_refused_with_the_clause(county: County) -> None:
    somebody = people.person(40)
    for month, (occupation, level) in zip((3, 5, 7), TRADES, strict=True):
        county.rate(occupation, level=level)
        held = county.accepted([somebody], date(2020, month, 2), occupation=occupation, level=level)
        claim = county.claim(held, "submitted")
        assert [line["decision"] for line in county.lines(claim)] == ["granted"]
    (reason,) = reasons(county, county.claim(county.accepted([somebody], date(2020, 9, 1))))
    assert "每年享受次数" in reason and "3次，连同本次4次" in reason
    assert cited_by(county, "yearly_limit") in reason


@under("suihua-2019")
@pytest.mark.clause("SH-04")
def test_suihua_counts_nobody_because_its_circular_leaves_that_to_the_province(county: County) -> None:
    somebody = people.person(41)
    for month in (3, 5, 7, 9):
        claim = county.claim(county.accepted([somebody], date(2020, month, 2)), "submitted")
        assert [line["decision"] for line in county.lines(claim)] == ["granted"]


@under("suihua-2019")
@pytest.mark.clause("SH-04")
def test_a_rate_names_the_document_that_sets_it(county: County) -> None:
    with pytest.raises(Problems) as refused:
        county.rate("焊工", document="")
    assert [p.key for p in refused.value.problems] == ["document"]


@pytest.mark.clause("OD-13")
@pytest.mark.parametrize(("county", "excluded"), [("ordos-2019", True), ("xuchang-2019", False)], indirect=["county"])
def test_a_monthly_pension_excludes_only_where_the_circular_says_so(county: County, *, excluded: bool) -> None:
    held = county.accepted(1)
    county.set(Enrolment, county.enrolled(held)[0], draws_pension=1)
    (line,) = county.lines(county.claim(held))
    assert line["decision"] == ("refused" if excluded else "granted")
    assert ("养老金" in str(line["reasons"])) is excluded


@marked(("xuchang-2019", ("XC-40",)), ("cixi-2020", ("CX-16",)))
def test_one_occupation_and_level_has_one_rate_by_the_document_of_its_day(county: County) -> None:
    county.rate(since="2020-03-03", amount_fen="1500", document="后一份文件")
    county.rate(level="五级/初级工", amount_fen="900", document="另一等级")
    before = county.lines(county.claim(county.accepted(2, date(2020, 3, 2))))
    after = county.lines(county.claim(county.accepted(2, date(2020, 4, 1))))
    assert {line["amount_fen"] for line in before} == {120_000}
    assert {line["amount_fen"] for line in after} == {150_000}
    assert all("后一份文件" in str(line["reasons"]) for line in after)


@marked(("suihua-2019", ("SH-22",)), ("xuchang-2019", ("XC-34",)))
def test_what_is_not_in_the_real_name_system_is_not_paid(county: County) -> None:
    claim = county.claim(county.accepted(2), "cleared")
    payment = {"fund": county.lists("fund_sources")[0], "voucher": "1", "paid_on": county.today.isoformat()}
    with county.office.read() as read:
        gate = read.pack_on(county.today).value("real_name_gate", county.today).source.cite()
    with pytest.raises(Refused, match=gate) as refused:
        county.do("claim.pay", claim, **payment)
    assert (refused.value.code, county.counts()["payment"]) == ("real_name.missing", 0)
    county.do("claim.register", claim, real_name_number="SMZ-1")
    county.do("claim.pay", claim, **payment)
    assert county.state("claim", claim) == "paid"


@marked(
    ("suihua-2019", ("SH-38",)),
    ("ordos-2019", ("OD-22",)),
    ("cixi-2020", ("CX-29",)),
    ("qijiang-2019", ("QJ-17",)),
)
def test_every_payment_stands_in_the_ledger_with_a_fund_of_the_circular_and_its_voucher(county: County) -> None:
    claim = county.claim(county.accepted(2), "reviewed")
    county.do("claim.register", claim, real_name_number="SMZ-1")
    named = county.lists("fund_sources")
    fund = named[0] if county.pack == "ordos-2019" else named[-1]  # 鄂尔多斯 pays training out of its special account
    payment = {"fund": fund, "voucher": "凭0007", "paid_on": county.today.isoformat()}
    with pytest.raises(Refused, match="不能拨付"):
        county.do("claim.pay", claim, **payment)
    county.do("claim.approve", claim, CHIEF)
    county.do("claim.publish", claim)
    county.today = date.fromordinal(county.record("claim", claim)["notice_to"].toordinal() + 1)
    county.clear(claim)
    payment["paid_on"] = county.today.isoformat()
    with pytest.raises(Problems, match="不在可选范围内"):
        county.do("claim.pay", claim, **{**payment, "fund": "小金库"})
    county.do("claim.pay", claim, **payment)
    with county.office.read() as read:
        (row,) = LISTINGS["payments"].rows(read.connection, Query((Filter("fund", "=", fund),)))
    assert (row["amount_fen"], row["voucher"], row["paid_on"]) == (240_000, "凭0007", county.today)
