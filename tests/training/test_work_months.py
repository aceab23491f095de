"""Months at work through the verbs: imported, corrected, listed, and paid once over all claims of a scheme."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.desk.lists import LISTINGS
from app.exchange import imports
from app.institution.institution.model import Institution
from app.kernel.outcomes import Problems, Refused
from app.record.listing import Query
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from app.training.work_month.model import WorkMonth
from tests import people
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.tables import from_clipboard

WORK_TRAINING, APPRENTICE, SCARCE = "以工代训补贴", "企业新型学徒制补贴", "紧缺高技能人才岗位补贴"
INSURED, TRAINING = "参保职工技能提升补贴", "职业培训补贴"
START, END = date(2020, 1, 6), date(2020, 9, 25)
HEADER = "身份证号\t姓名\t在岗月份\t入职日期\t学徒类别"
NO_PERIODS = {"theory_periods": "0", "practice_periods": "0"}


def bureau_of(folder: Path, pack: str, region: str) -> Bureau:
    made = Bureau(folder, pack, region)
    made.institution(kind=made.lists("institution_kinds")[0], listed_on="2019-03-01")
    made.today = START
    return made


@pytest.fixture
def xuchang(tmp_path: Path) -> Iterator[Bureau]:
    """A 许昌 office with a listed enterprise."""
    made = bureau_of(tmp_path / "xuchang", "xuchang-2019", "411000").settle()
    yield made
    made.office.close()


@pytest.fixture
def cixi(tmp_path: Path) -> Iterator[Bureau]:
    """A 慈溪 office with a listed enterprise."""
    made = bureau_of(tmp_path / "cixi", "cixi-2020", "330282")
    yield made
    made.office.close()


def months(bureau: Bureau, uid: int, *rows: tuple[people.Person, str, str, str]) -> tuple[int, int, int]:
    """Import months as a clerk pastes them; gives new, changed and same."""
    bureau.office.sign_in(CLERK)
    kind = imports.KINDS["months"]
    lines = ["\t".join((one.id_number, one.name, *said)) for one, *said in rows]
    table = from_clipboard("\n".join([HEADER, *lines]), kind.fields)
    with bureau.office.work() as work:
        told = imports.apply(work, kind, imports.check(work, kind, table, uid))
    return told.new, told.changed, told.same


FIRM = {"confirmation": "由申请的单位收款"}
"""What is asked of a school that claims what the policy pays to the enterprise."""


def opened(bureau: Bureau, persons: list[people.Person], *, starts: date = START, **changes: str) -> int:
    """A class that is running; its clock stands at its end."""
    unit = next(iter(unit_names(bureau)))
    named = {"training_type": "以工代训", "unit_name": unit, **NO_PERIODS, **changes}
    uid = bureau.training(starts, END, **named)
    bureau.enrol(uid, persons, category="贫困劳动力")
    bureau.approved(uid)
    bureau.today = max(bureau.today, starts)
    bureau.do("class.start", uid)
    bureau.today = END
    return uid


def unit_names(bureau: Bureau) -> list[str]:
    with bureau.office.read() as read:
        return [str(row["unit_name"]) for row in LISTINGS["quotas"].rows(read.connection)]


def closed(bureau: Bureau, uid: int, **results: object) -> int:
    bureau.do("class.end", uid)
    bureau.results(uid, **results)
    return bureau.do("class.accept", uid, REVIEWER)


def claim(bureau: Bureau, uid: int, scheme: str = WORK_TRAINING) -> int:
    return bureau.do("claim.create", class_number=bureau.record("class", uid)["number"], scheme=scheme)


# --- the import ---------------------------------------------------------------------------------------------------------


@pytest.mark.clause("XC-26")
def test_months_are_imported_corrected_and_listed_by_class(xuchang: Bureau) -> None:
    one, other = people.person(1), people.person(2)
    uid = opened(xuchang, [one, other])
    row = (one, "2020-02至2020-04", "2019-03-04", "")
    assert months(xuchang, uid, row, (other, "2020-02", "", "")) == (2, 0, 0)
    assert months(xuchang, uid, row, (other, "2020-03、2020-04", "2019-05-06", "")) == (0, 1, 1)
    with xuchang.office.read() as read:
        listing = LISTINGS["work-months"]
        found = [(r["name"], r["month"]) for r in listing.rows(read.connection, Query(inside=uid))]
        assert found == [
            *((one.name, month) for month in ("2020-02", "2020-03", "2020-04")),
            *((other.name, month) for month in ("2020-03", "2020-04")),
        ]
        hired = read.session.scalars(select(Enrolment.hired_on).order_by(Enrolment.seq)).all()
    assert hired == [date(2019, 3, 4), date(2019, 5, 6)]


def test_everything_wrong_with_months_is_told_at_once_and_nothing_is_written(xuchang: Bureau) -> None:
    persons = [people.person(n) for n in (1, 2, 3)]
    uid = opened(xuchang, persons)
    xuchang.today = date(2020, 3, 31)
    one, two, three = persons
    with pytest.raises(Problems) as told:
        months(
            xuchang, uid,
            (one, "2019-12、2020-02、2020-10", "2020-03-02", ""),
            (people.person(900), "2020-02", "", ""),
            (people.Person("别人", two.id_number, "", ""), "2020-02", "", ""),
            (two, "2020-02", "", ""),
            (three, "2020-02、2020-02", "", ""),
        )  # fmt: skip
    assert sorted(p.code for p in told.value.problems) == sorted(
        ["months.outside", "months.ahead", "months.before_hired", "months.stranger", "months.other_name",
         "row.repeated", "months.repeated"]
    )  # fmt: skip
    texts = {p.code: str(p) for p in told.value.problems}
    assert "2019-12、2020-10 不在本班 2020-01 至 2020-09 之内" in texts["months.outside"]
    assert "2020-10 晚于本月" in texts["months.ahead"]
    assert "2019-12、2020-02 早于入职日期 2020-03-02" in texts["months.before_hired"]
    assert xuchang.counts()["work_month"] == 0


def test_an_accepted_class_takes_no_more_months(xuchang: Bureau) -> None:
    uid = closed(xuchang, opened(xuchang, [people.person(1)]))
    with pytest.raises(Refused) as refused:
        months(xuchang, uid, (people.person(1), "2020-02", "", ""))
    assert refused.value.code == "move.state"


@pytest.mark.clause("XC-26")
def test_only_what_is_paid_by_months_may_be_a_class_without_periods(xuchang: Bureau) -> None:
    unit = unit_names(xuchang)[0]
    assert xuchang.training(unit_name=unit, training_type="以工代训", **NO_PERIODS)
    with pytest.raises(Problems) as refused:
        xuchang.training(unit_name=unit, training_type="就业技能培训", **NO_PERIODS)
    assert [p.code for p in refused.value.problems] == ["class.periods"]


# --- 以工代训 ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("XC-26", "XC-27")
def test_the_months_of_all_granted_claims_count_for_the_six(xuchang: Bureau) -> None:
    poor, hard = people.person(1), people.person(2)
    first = opened(xuchang, [poor, hard])
    months(xuchang, first, (poor, "2020-01至2020-04", "2019-06-30", ""), (hard, "2020-01至2020-07", "2020-01-06", ""))
    xuchang.set(Enrolment, xuchang.enrolled(first)[1], category="就业困难人员")
    closed(xuchang, first)
    made = claim(xuchang, first)
    one, two = xuchang.lines(made)
    assert one["amount_fen"] == 80_000
    assert (two["decision"], "参保企业" in two["reasons"]) == ("refused", True)
    xuchang.set(Institution, xuchang.first("institution"), insured=1)
    xuchang.do("claim.assess", made)
    assert [line["amount_fen"] for line in xuchang.lines(made)] == [80_000, 120_000]
    xuchang.today = START
    second = opened(xuchang, [poor, hard])
    months(xuchang, second, (poor, "2020-04至2020-07", "2019-06-30", ""), (hard, "2020-08", "2020-01-06", ""))
    xuchang.set(Enrolment, xuchang.enrolled(second)[1], category="就业困难人员")
    closed(xuchang, second)
    later = claim(xuchang, second)
    assert [line["amount_fen"] for line in xuchang.lines(later)] == [80_000, 20_000]  # the first was not handed in
    xuchang.do("claim.submit", made, **FIRM)
    xuchang.do("claim.assess", later)
    one, two = xuchang.lines(later)
    assert one["amount_fen"] == 40_000
    assert "× 2个月" in one["reasons"]
    assert (two["amount_fen"], "2020-08" in two["reasons"], "最长期限" in two["reasons"]) == (0, True, True)


@pytest.mark.clause("XC-26", "XC-27")
def test_months_paid_by_an_insured_firm_still_count_when_it_is_insured_no_more(xuchang: Bureau) -> None:
    hard = people.person(1)
    firm = xuchang.first("institution")
    xuchang.do("institution.edit", firm, insured="是")
    first = opened(xuchang, [hard])
    months(xuchang, first, (hard, "2020-01至2020-06", "2020-01-06", ""))
    xuchang.set(Enrolment, xuchang.enrolled(first)[0], category="就业困难人员")
    made = claim(xuchang, closed(xuchang, first))
    xuchang.do("claim.submit", made, **FIRM)
    assert xuchang.lines(made)[0]["amount_fen"] == 120_000
    xuchang.do("institution.edit", firm, insured="否")
    other = xuchang.institution(2, name="许昌第二机械厂", insured="是", kind=xuchang.lists("institution_kinds")[0])
    xuchang.today = START
    second = opened(xuchang, [hard], institution_name=xuchang.record("institution", other)["name"])
    months(xuchang, second, (hard, "2020-04至2020-09", "2020-01-06", ""))
    xuchang.set(Enrolment, xuchang.enrolled(second)[0], category="就业困难人员")
    (line,) = xuchang.lines(claim(xuchang, closed(xuchang, second)))
    assert (line["amount_fen"], "最长期限" in line["reasons"]) == (0, True)


@pytest.mark.clause("XC-26")
def test_months_that_were_too_early_to_be_paid_take_nothing_from_the_six(xuchang: Bureau) -> None:
    poor = people.person(1)
    first = opened(xuchang, [poor])
    months(xuchang, first, (poor, "2020-01至2020-03", "2019-09-01", ""))
    xuchang.do("claim.submit", claim(xuchang, closed(xuchang, first)), **FIRM)
    xuchang.today = START
    second = opened(xuchang, [poor])
    months(xuchang, second, (poor, "2020-04至2020-09", "2019-09-01", ""))
    (line,) = xuchang.lines(claim(xuchang, closed(xuchang, second)))
    assert line["amount_fen"] == 100_000  # one was paid before: March


@pytest.mark.clause("OD-16", "QJ-12")
@pytest.mark.parametrize(("pack", "region"), [("ordos-2019", "150600"), ("qijiang-2019", "500110")])
def test_a_circular_without_an_amount_waits_for_the_offices_own(pack: str, region: str, tmp_path: Path) -> None:
    bureau = bureau_of(tmp_path / pack, pack, region)
    one = people.person(1)
    uid = opened(bureau, [one])
    months(bureau, uid, (one, "2020-01至2020-07", "", ""))
    closed(bureau, uid)
    with pytest.raises(Refused, match="按“以工代训补贴”申请"):
        claim(bureau, uid, TRAINING)
    made = claim(bureau, uid)
    assert "没有登记“以工代训补贴”" in bureau.lines(made)[0]["reasons"]
    bureau.rate(WORK_TRAINING, level="不分等级" if pack == "qijiang-2019" else "五级/初级工", amount_fen="300")
    bureau.do("claim.assess", made)
    assert bureau.lines(made)[0]["amount_fen"] == 180_000
    bureau.office.close()


# --- 学徒制、紧缺岗位、参保职工 ------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-08")
def test_apprentices_are_paid_by_their_kind_and_their_months(cixi: Bureau) -> None:
    worker, student = people.person(1), people.person(2)
    uid = opened(cixi, [worker, student], training_type="企业新型学徒制培训")
    months(cixi, uid, (worker, "2020-01至2020-06", "", "职工学徒"), (student, "2020-01至2020-06", "", ""))
    closed(cixi, uid)
    cixi.rate(APPRENTICE, level="不分等级", amount_fen="5000")
    made = claim(cixi, uid, APPRENTICE)
    one, two = cixi.lines(made)
    assert (one["amount_fen"], "没有登记学徒类别" in two["reasons"]) == (250_000, True)
    cixi.set(Enrolment, cixi.enrolled(uid)[1], apprentice_kind="student")
    cixi.do("claim.assess", made)
    assert [line["amount_fen"] for line in cixi.lines(made)] == [250_000, 150_000]


@pytest.mark.clause("QJ-11")
def test_an_offices_rate_under_the_floor_pays_nobody(taught: Bureau) -> None:
    taught.today = START
    one = people.person(50)
    uid = opened(taught, [one], training_type="企业新型学徒制培训")
    months(taught, uid, (one, "2020-01至2020-06", "", ""))
    closed(taught, uid)
    row = taught.rate(APPRENTICE, level="不分等级", amount_fen="3999.99")
    made = claim(taught, uid, APPRENTICE)
    told = taught.lines(made)[0]["reasons"]
    assert all(part in told for part in ("补贴标准下限", "3,999.99元", "4,000.00元", "綦江府办发〔2019〕39号四（一）"))
    taught.corrected("rate", row, amount_fen="4000")
    taught.do("claim.assess", made)
    assert taught.lines(made)[0]["amount_fen"] == 200_000


@pytest.mark.clause("CX-19")
def test_a_post_is_paid_by_level_for_a_certificate_that_another_class_gave(cixi: Bureau) -> None:
    one = people.person(1)
    names = {"training_type": "紧缺高技能人才岗位", "level": "二级/技师", "occupation": "电工"}
    cixi.do("institution.edit", cixi.first("institution"), programmes="电工 二级/技师；电工 四级/中级工")
    school = opened(cixi, [one], training_type="高技能人才培训", level="二级/技师", theory_periods="40")
    cixi.do("class.end", school)
    cixi.results(
        school, certificate_number="甲0001", certificate_kind="职业资格证书", certificate_date=date(2020, 3, 20)
    )
    cixi.today = START
    uid = opened(cixi, [one], **names)
    months(cixi, uid, (one, "2020-01至2020-05", "", ""))
    cixi.do("class.end", uid)
    kind = imports.KINDS["results"]
    text = f"身份证号\t评定\t证书类型\t证书编号\t发证日期\n{one.id_number}\t合格\t职业资格证书\t甲0001\t2020-03-20"
    with cixi.office.work() as work:
        imports.apply(work, kind, imports.check(work, kind, from_clipboard(text, kind.fields), uid))
    cixi.do("class.accept", uid, REVIEWER)
    cixi.set(Enrolment, cixi.enrolled(uid)[0], category="企业一线在岗职工")
    cixi.rate(SCARCE, level="一级/高级技师", amount_fen="500")
    made = claim(cixi, uid, SCARCE)
    assert "没有登记" in cixi.lines(made)[0]["reasons"] and "二级/技师" in cixi.lines(made)[0]["reasons"]
    cixi.rate(SCARCE, level="二级/技师", amount_fen="300")
    cixi.do("claim.assess", made)
    assert cixi.lines(made)[0]["amount_fen"] == 90_000  # March to May


def test_somebody_elses_certificate_number_is_refused_for_a_post_too(cixi: Bureau) -> None:
    one, other = people.person(1), people.person(2)
    school = opened(cixi, [one], theory_periods="40", training_type="就业技能培训")
    cixi.do("class.end", school)
    cixi.results(school, certificate_number="甲0001", certificate_kind="职业资格证书")
    cixi.today = START
    uid = opened(cixi, [other], training_type="紧缺高技能人才岗位")
    cixi.do("class.end", uid)
    kind = imports.KINDS["results"]
    text = f"身份证号\t评定\t证书类型\t证书编号\n{other.id_number}\t合格\t职业资格证书\t甲0001"
    with cixi.office.read() as read:
        found = imports.check(read, kind, from_clipboard(text, kind.fields), uid)
    assert [p.code for p in found.problems] == ["results.certificate_known"]


@pytest.mark.clause("QJ-10")
def test_insured_workers_are_paid_the_rate_of_their_level_and_an_example_rate_is_not_handed_in(taught: Bureau) -> None:
    uid = taught.first("class")
    for row in taught.enrolled(uid):
        taught.set(Enrolment, row, category="企业职工")
    taught.settle().rate(INSURED, level="五级/初级工", amount_fen="1000", document="示例")
    row = taught.rate(INSURED, level="四级/中级工", amount_fen="1500", document="示例")
    made = claim(taught, uid, INSURED)
    assert {line["amount_fen"] for line in taught.lines(made)} == {150_000}
    with pytest.raises(Refused) as refused:
        taught.do("claim.submit", made)
    assert refused.value.code == "claim.sample_rate"
    taught.corrected("rate", row, document="区文〔2020〕3号")
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
        taught.do(f"claim.{word}", made, who)


# --- records ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-12")
def test_finished_modules_come_with_the_results_and_the_worker_with_the_roster(cixi: Bureau) -> None:
    assert {"hired_on", "apprentice_kind"} <= {field.key for field in imports.KINDS["roster"].fields}
    uid = cixi.training(START, END, unit_name=unit_names(cixi)[0], training_type="公共实训")
    one = people.person(1)
    kind = imports.KINDS["roster"]
    text = f"姓名\t身份证号\t人员类别\t入职日期\t学徒类别\n{one.name}\t{one.id_number}\t企业职工\t2019-05-06\t职工学徒"
    with cixi.office.work() as work:
        imports.apply(work, kind, imports.check(work, kind, from_clipboard(text, kind.fields), uid))
    (row,) = cixi.enrolled(uid)
    found = cixi.record("enrolment", row)
    assert (found["hired_on"], found["apprentice_kind"], found["modules_done"]) == (date(2019, 5, 6), "worker", 0)
    cixi.do("enrolment.edit", row, hired_on="2019-06-07", apprentice_kind="", modules_done="")
    found = cixi.record("enrolment", row)
    assert (found["hired_on"], found["apprentice_kind"], found["modules_done"]) == (date(2019, 6, 7), None, 0)
    cixi.set(TrainingClass, uid, state="ended")
    kind = imports.KINDS["results"]
    text = f"身份证号\t评定\t完成实训模块\n{one.id_number}\t合格\t是"
    with cixi.office.work() as work:
        imports.apply(work, kind, imports.check(work, kind, from_clipboard(text, kind.fields), uid))
    assert cixi.record("enrolment", row)["modules_done"] == 1


def test_the_months_go_with_their_rows_into_one_table(xuchang: Bureau) -> None:
    one = people.person(1)
    uid = opened(xuchang, [one])
    months(xuchang, uid, (one, "2020-02", "", ""))
    with xuchang.office.read() as read:
        (row,) = read.session.scalars(select(WorkMonth))
        assert (row.origin, row.revision, row.enrolment_uid) == (read.own.uid, 1, xuchang.enrolled(uid)[0])
