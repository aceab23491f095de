"""What the rules of a circular need to know is entered and listed in an office under it."""

from datetime import date
from pathlib import Path

import pytest

from app.desk.lists import LISTINGS, listing
from app.exchange import imports
from app.kernel.outcomes import Problems
from app.record.listing import Filter, Query
from app.store.packs import bundled, parsed
from tests import people
from tests.bureau import CLERK
from tests.regions import County
from tests.tables import from_clipboard


def under(*rows: tuple[object, ...]) -> pytest.MarkDecorator:
    """Clause and pack, then what the test is given; marked with the clause."""
    found = [pytest.param(*row[1:], marks=pytest.mark.clause(str(row[0])), id=f"{row[0]}-{row[1]}") for row in rows]
    return pytest.mark.parametrize(("pack", "given"), found)


@under(
    ("XC-12", "xuchang-2019", {"firm_opened_on": "2015-06-01"}),
    ("XC-23", "xuchang-2019", {"locality": "常住地"}),
    ("OD-12", "ordos-2019", {"locality": "求职就业地"}),
    ("OD-14", "ordos-2019", {"fee_fen": "200"}),
    ("CX-14", "cixi-2020", {"locality": "慈溪就业创业"}),
    ("CX-20", "cixi-2020", {"fee_fen": "200"}),
    ("OD-06", "ordos-2019", {"category": "农村牧区转移劳动者"}),
    ("CX-04", "cixi-2020", {"category": "职业农民"}),
    ("QJ-04", "qijiang-2019", {"category": "强制隔离戒毒人员"}),
    ("XC-26", "xuchang-2019", {"hired_on": "2019-09-02"}),
    ("CX-18", "cixi-2020", {"fee_fen": "200"}),
    ("QJ-10", "qijiang-2019", {"fee_fen": "200"}),
    ("CX-08", "cixi-2020", {"apprentice_kind": "职工学徒"}),
    ("CX-12", "cixi-2020", {"modules_done": "是"}),
    ("OD-13", "ordos-2019", {"draws_pension": "是"}),
    ("QJ-14", "qijiang-2019", {"draws_pension": "是"}),
)
def test_a_roster_keeps_what_the_circular_asks_of_a_person(pack: str, given: dict[str, str], tmp_path: Path) -> None:
    county = County(tmp_path / "county", pack).furnished()
    (row,) = county.enrol(county.training(), 1)
    county.do("enrolment.edit", row, **given)
    ((key, text),) = given.items()
    said = {"200": 20_000, "职工学徒": "worker", "是": 1}
    expected = date.fromisoformat(text) if key.endswith("_on") else said.get(text, text)
    assert county.record("enrolment", row)[key] == expected
    county.office.close()


@under(
    ("SH-15", "suihua-2019", "以工代训"),
    ("OD-06", "ordos-2019", "退役前技能储备培训"),
    ("QJ-03", "qijiang-2019", "岗位练兵"),
)
def test_a_class_keeps_its_type_of_training(pack: str, given: str, tmp_path: Path) -> None:
    county = County(tmp_path / "county", pack).furnished()
    assert county.record("class", county.training(training_type=given))["training_type"] == given
    county.office.close()


@pytest.mark.clause("XC-05")
def test_a_class_keeps_the_industry_chain_that_it_serves_and_no_other_word(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "xuchang-2019").furnished()
    chain, industry = "fact.industry_chain", "fact.emerging_industry"
    served, plain = county.training(**{chain: "发制品", industry: "5G"}), county.training(name="二班")
    with county.office.read() as read:
        classes = listing(read, "classes")
        rows = {row["uid"]: (row[chain], row[industry]) for row in classes.rows(read.connection)}
        found = list(classes.uids(read.connection, Query((Filter(chain, "=", "发制品"),))))
    assert (rows, found) == ({served: ("发制品", "5G"), plain: (None, None)}, [served])
    with pytest.raises(Problems, match="产业链"):
        county.training(name="三班", **{chain: "造船"})
    county.office.close()


@under(
    ("XC-30", "xuchang-2019", ("项目制培训", "project")),
    ("OD-25", "ordos-2019", ("个人申报", "individual")),
    ("CX-25", "cixi-2020", ("项目制培训", "project")),
)
def test_a_class_keeps_how_it_is_arranged(pack: str, given: tuple[str, str], tmp_path: Path) -> None:
    county = County(tmp_path / "county", pack).furnished()
    assert county.record("class", county.training(arrangement=given[0]))["arrangement"] == given[1]
    county.office.close()


@pytest.mark.clause("QJ-23")
def test_a_class_may_be_of_the_levels_above_all_others(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "qijiang-2019")
    county.institution(kind=county.lists("institution_kinds")[0], programmes="电工 特级技师；电工 首席技师")
    levels = ("特级技师", "首席技师")
    assert [county.record("class", county.training(level=level))["level"] for level in levels] == list(levels)
    county.office.close()


@under(
    ("SH-06", "suihua-2019", "贫困劳动力"),
    ("XC-30", "xuchang-2019", "去产能失业人员"),
    ("OD-15", "ordos-2019", "零就业家庭成员"),
    ("CX-21", "cixi-2020", "就业困难人员"),
    ("QJ-10", "qijiang-2019", "零就业家庭成员"),
)
def test_what_a_person_is_recognised_as_is_kept_with_its_proof(pack: str, given: str, tmp_path: Path) -> None:
    county = County(tmp_path / "county", pack).furnished()
    one = people.person(1)
    county.enrol(county.training(), [one])
    county.tag(one.id_number, category=given, proof="证明1号")
    with county.office.read() as read:
        (row,) = LISTINGS["tags"].rows(read.connection)
    assert (row["category"], row["proof"], row["name"]) == (given, "证明1号", one.name)
    county.office.close()


@under(("SH-07", "suihua-2019", (6, 40)), ("CX-06", "cixi-2020", (8, 45)), ("CX-21", "cixi-2020", (1, 40)))
def test_the_periods_of_a_day_and_their_minutes_are_imported_and_listed(
    pack: str, given: tuple[int, int], tmp_path: Path
) -> None:
    county = County(tmp_path / "county", pack).furnished()
    one = people.person(1)
    uid = county.training()
    county.enrol(uid, [one])
    county.approved(uid)
    county.do("class.start", uid)
    county.office.sign_in(CLERK)
    kind = imports.KINDS["attendance"]
    head = "\t".join(field.title for field in kind.fields)
    table = from_clipboard(f"{head}\n{one.id_number}\t{one.name}\t2020-03-02\t{given[0]}\t{given[1]}", kind.fields)
    with county.office.work() as work:
        imports.apply(work, kind, imports.check(work, kind, table, uid))
    with county.office.read() as read:
        (row,) = LISTINGS["attendance"].rows(read.connection, Query(inside=uid))
    assert (row["day"], row["periods"], row["minutes"]) == (date(2020, 3, 2), *given)
    county.office.close()


@under(
    ("XC-14", "xuchang-2019", ("先进制造业和战略性新兴产业技能提升计划", 2019)),
    ("QJ-25", "qijiang-2019", ("区人力社保局", 2021)),
)
def test_the_plan_lists_who_cooperates_with_the_responsible_unit(
    pack: str, given: tuple[str, int], tmp_path: Path
) -> None:
    county = County(tmp_path / "county", pack)
    with county.office.read() as read:
        rows = {(row["unit_name"], row["year"]): row for row in LISTINGS["quotas"].rows(read.connection)}
    (named,) = {t.cooperating for t in parsed(bundled()[pack]).targets if (t.unit, t.year) == given}
    assert named and rows[given]["cooperating"] == "、".join(named)
    county.office.close()


@under(
    ("SH-39", "suihua-2019", ("市扶贫办", "就业技能、实用技能、创业培训和以工代训")),
    ("OD-18", "ordos-2019", ("农牧部门", "职业农民培训工作")),
    ("QJ-25", "qijiang-2019", ("区人力社保局", "统筹协调全区大规模开展职业技能培训工作")),
)
def test_the_plan_lists_the_duty_of_a_unit(pack: str, given: tuple[str, str], tmp_path: Path) -> None:
    unit, duty = given
    county = County(tmp_path / "county", pack)
    with county.office.read() as read:
        found = {str(row["duty"]) for row in LISTINGS["quotas"].rows(read.connection) if row["unit_name"] == unit}
    assert len(found) == 1 and duty in found.pop()
    county.office.close()


@pytest.mark.clause("OD-02")
def test_the_plan_of_ordos_has_a_target_for_each_of_three_years(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "ordos-2019")
    with county.office.read() as read:
        indicators = [row for row in LISTINGS["indicators"].rows(read.connection) if "年度任务" in str(row["title"])]
        years = {row["year"] for row in LISTINGS["quotas"].rows(read.connection) if row["target"] is not None}
    assert [(row["year"], row["target"]) for row in indicators] == [(2019, 15_000), (2020, 30_000), (2021, 20_000)]
    assert years == {2019, 2020, 2021}
    county.office.close()


@under(("SH-04", "suihua-2019", "文1号"), ("XC-40", "xuchang-2019", "文2号"), ("CX-16", "cixi-2020", "文3号"))
def test_a_rate_is_listed_with_its_level_its_day_and_its_document(pack: str, given: str, tmp_path: Path) -> None:
    county = County(tmp_path / "county", pack)
    county.rate(level="五级/初级工", since="2020-03-03", document=given)
    with county.office.read() as read:
        (row,) = LISTINGS["rates"].rows(read.connection)
    assert (row["level"], row["since"], row["document"]) == ("五级/初级工", date(2020, 3, 3), given)
    county.office.close()


@under(
    ("OD-16", "ordos-2019", "以工代训"),
    ("QJ-12", "qijiang-2019", "以工代训"),
    ("QJ-11", "qijiang-2019", "企业新型学徒制培训"),
    ("CX-08", "cixi-2020", "企业新型学徒制培训"),
    ("CX-19", "cixi-2020", "紧缺高技能人才岗位"),
)
def test_the_months_at_work_are_imported_and_listed(pack: str, given: str, tmp_path: Path) -> None:
    county = County(tmp_path / "county", pack).furnished()
    one = people.person(1)
    uid = county.training(training_type=given)
    county.enrol(uid, [one])
    county.approved(uid)
    county.do("class.start", uid)
    county.office.sign_in(CLERK)
    kind = imports.KINDS["months"]
    table = from_clipboard(f"身份证号\t在岗月份\n{one.id_number}\t2020-03", kind.fields)
    with county.office.work() as work:
        imports.apply(work, kind, imports.check(work, kind, table, uid))
    with county.office.read() as read:
        (row,) = LISTINGS["work-months"].rows(read.connection, Query(inside=uid))
    assert row["month"] == "2020-03"
    county.office.close()
