"""Claims of other schemes through the verbs: attendance imported, the office's own rates, one live claim of a scheme."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.desk import checking, dialogs, policies
from app.desk.lists import LISTINGS
from app.exchange import imports
from app.kernel.outcomes import Problems, Refused
from app.record.listing import Query
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CLERK, PAYMENT, Bureau
from tests.decided import decided, facts
from tests.packs import issued
from tests.tables import from_clipboard

LIVING, PRACTICAL, SPECIAL = "生活费补贴", "实用技能培训补贴", "特种作业培训补贴"
WORK_TRAINING, APPRENTICE, INSURED = "以工代训补贴", "企业新型学徒制补贴", "参保职工技能提升补贴"
STANDARD = "当地最低生活保障标准"
START = date(2020, 6, 1)
HEADER = "身份证号\t姓名\t日期\t课时\t每课时分钟"


@pytest.fixture
def cixi(tmp_path: Path) -> Iterator[Bureau]:
    """A 慈溪 office with a listed institution, at the opening of a class."""
    made = Bureau(tmp_path / "cixi", "cixi-2020", "330282")
    made.institution(listed_on="2020-01-15", kind=made.lists("institution_kinds")[0])
    made.today = START
    yield made
    made.office.close()


def held(bureau: Bureau, persons: list[people.Person], days: int, **changes: str) -> int:
    """An accepted class of a 慈溪 office: everybody there on so many days, six periods of 45 minutes each."""
    units = LISTINGS["quotas"]
    with bureau.office.read() as read:
        unit = str(next(units.rows(read.connection))["unit_name"])
    uid = bureau.training(START, unit_name=unit, **changes)
    bureau.enrol(uid, persons, category="就业困难人员")
    bureau.approved(uid)
    bureau.do("class.start", uid)
    bureau.today = START + timedelta(days=28)
    bureau.do("class.end", uid)
    attend(bureau, uid, [(one, START + timedelta(days=n), 6, 45) for one in persons for n in range(days)])
    bureau.results(uid)
    return bureau.do("class.accept", uid, "李复核")


def attend(bureau: Bureau, uid: int, rows: list[tuple[people.Person, date, int, int]]) -> tuple[int, int, int]:
    """Import attendance as a clerk pastes it; gives new, changed and same."""
    if not rows:
        return 0, 0, 0
    bureau.office.sign_in(CLERK)
    kind = imports.KINDS["attendance"]
    lines = [f"{one.id_number}\t{one.name}\t{day}\t{periods}\t{minutes}" for one, day, periods, minutes in rows]
    table = from_clipboard("\n".join([HEADER, *lines]), kind.fields)
    with bureau.office.work() as work:
        told = imports.apply(work, kind, imports.check(work, kind, table, uid))
    return told.new, told.changed, told.same


def claim(bureau: Bureau, uid: int, scheme: str) -> int:
    return bureau.do("claim.create", class_number=bureau.record("class", uid)["number"], scheme=scheme)


def filled(bureau: Bureau) -> dict[str, Any]:
    """What the dialog of a new claim begins with."""
    with bureau.office.read() as read:
        return dialogs.values_for(read, "claim", "create", None)


def standard(bureau: Bureau, amount: str, document: str = "民政文〔2020〕1号") -> int:
    return bureau.rate(STANDARD, level="不分等级", amount_fen=amount, document=document)


# --- attendance ---------------------------------------------------------------------------------------------------------


def test_attendance_is_imported_corrected_and_listed_by_class(taught: Bureau) -> None:
    uid = taught.first("class")
    taught.set(TrainingClass, uid, state="ended")
    with taught.office.read() as read:
        member = next(LISTINGS["enrolments"].rows(read.connection, Query(inside=uid)))
    one = people.Person(str(member["name"]), str(member["id_number"]), "", "")
    days = [date(2019, 9, 2), date(2019, 9, 3)]
    assert attend(taught, uid, [(one, day, 6, 40) for day in days]) == (2, 0, 0)
    assert attend(taught, uid, [(one, days[0], 6, 40), (one, days[1], 5, 40)]) == (0, 1, 1)
    with taught.office.read() as read:
        listing = LISTINGS["attendance"]
        rows = list(listing.rows(read.connection, Query(inside=uid)))
        assert [(row["day"], row["periods"], row["minutes"]) for row in rows] == [(days[0], 6, 40), (days[1], 5, 40)]
        assert listing.totals(read.connection, Query(inside=uid)).sums == {"periods": 11}
        assert {row.revision for row in read.session.scalars(select(Attendance))} == {1, 2}


def test_who_is_said_not_to_have_been_there_loses_the_periods_of_that_day(taught: Bureau) -> None:
    uid = taught.first("class")
    taught.set(TrainingClass, uid, state="ended")
    one, day = _member(taught, uid), date(2019, 9, 2)
    assert attend(taught, uid, [(one, day, 6, 40)]) == (1, 0, 0)
    assert attend(taught, uid, [(one, day, 0, 40), (one, date(2019, 9, 3), 0, 40)]) == (0, 1, 0)
    with taught.office.read() as read:
        rows = list(LISTINGS["attendance"].rows(read.connection, Query(inside=uid)))
    assert [(row["day"], row["periods"]) for row in rows] == [(day, 0)]


def test_attendance_of_strangers_twice_or_outside_the_class_is_told_and_nothing_is_written(taught: Bureau) -> None:
    uid = taught.first("class")
    taught.set(TrainingClass, uid, state="ended")
    with taught.office.read() as read:
        member = next(LISTINGS["enrolments"].rows(read.connection, Query(inside=uid)))
    one = people.Person(str(member["name"]), str(member["id_number"]), "", "")
    wrong = [
        (people.person(900), date(2019, 9, 2), 6, 40),
        (people.Person("别人", one.id_number, "", ""), date(2019, 9, 2), 6, 40),
        (one, date(2019, 9, 2), 6, 40),
        (one, date(2019, 9, 30), 6, 40),
    ]
    with pytest.raises(Problems) as told:
        attend(taught, uid, wrong)
    assert sorted(p.code for p in told.value.problems) == [
        "attendance.other_name", "attendance.outside", "attendance.stranger", "row.repeated",
    ]  # fmt: skip
    assert taught.counts()["attendance"] == 0


def _member(bureau: Bureau, uid: int) -> people.Person:
    with bureau.office.read() as read:
        member = next(LISTINGS["enrolments"].rows(read.connection, Query(inside=uid)))
    return people.Person(str(member["name"]), str(member["id_number"]), "", "")


@pytest.mark.parametrize(("periods", "minutes"), [(99, 45), (40, 45), (32, 45), (24, 60)])
def test_nobody_attends_longer_than_a_day_is(taught: Bureau, periods: int, minutes: int) -> None:
    uid = taught.first("class")
    taught.set(TrainingClass, uid, state="ended")
    one = _member(taught, uid)
    with pytest.raises(Problems) as told:
        attend(taught, uid, [(one, date(2019, 9, 2), periods, minutes), (one, date(2019, 9, 3), 31, 45)])
    [problem] = told.value.problems
    assert (problem.row, problem.title) == (2, "课时")
    assert f"{periods}课时、每课时{minutes}分钟，共{periods * minutes}分钟，一天只有1440分钟" in str(problem)
    assert taught.counts()["attendance"] == 0


def test_periods_without_minutes_are_no_attendance(taught: Bureau) -> None:
    uid = taught.first("class")
    taught.set(TrainingClass, uid, state="ended")
    with pytest.raises(Problems) as told:
        attend(taught, uid, [(_member(taught, uid), date(2019, 9, 2), 8, 0)])
    assert [(p.row, p.code) for p in told.value.problems] == [(2, "attendance.no_minutes")]


def test_a_day_in_two_classes_is_one_day(taught: Bureau) -> None:
    uid = taught.first("class")
    taught.set(TrainingClass, uid, state="ended")
    one, day = _member(taught, uid), date(2019, 9, 2)
    other = taught.training(day)
    taught.enrol(other, [one])
    taught.set(TrainingClass, other, state="running")
    attend(taught, uid, [(one, day, 20, 45)])
    with pytest.raises(Problems) as told:
        attend(taught, other, [(one, day, 12, 45), (one, date(2019, 9, 3), 12, 45)])
    number = taught.record("class", uid)["number"]
    assert [p.row for p in told.value.problems] == [2]
    assert f"连同本人当天在班级 {number} 的900分钟共1440分钟" in str(told.value)
    assert attend(taught, other, [(one, day, 11, 45)]) == (1, 0, 0)


def test_a_check_finds_days_longer_than_a_day_and_certificates_of_two_people(taught: Bureau) -> None:
    uid = taught.first("class")
    one, two = taught.enrolled(uid)[:2]
    number = taught.record("enrolment", one)["certificate_number"]
    taught.set(Enrolment, two, certificate_number=number)
    with taught.office.work() as work:
        work.add(Attendance(enrolment_uid=one, day=date(2019, 9, 2), periods=99, minutes=45))
    with taught.office.read() as read:
        found = [fault for fault in checking.check(read).faults if fault.heading in _OF_ROSTERS]
    assert [(fault.heading, fault.noun) for fault in found] == [
        (_OF_ROSTERS[0], "enrolment"), (_OF_ROSTERS[0], "enrolment"), (_OF_ROSTERS[1], "trainee"),
    ]  # fmt: skip
    assert "2019-09-02 的考勤共 4455 分钟" in found[2].text


_OF_ROSTERS = ("同一证书编号登记在两人名下", "一天的考勤超过一天的时间")


def test_an_accepted_class_takes_no_more_attendance(taught: Bureau) -> None:
    with pytest.raises(Refused) as refused:
        attend(taught, taught.first("class"), [(people.person(1), date(2019, 9, 2), 6, 40)])
    assert refused.value.code == "move.state"


# --- 生活费 --------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-21")
def test_a_living_allowance_waits_for_the_offices_own_standard_and_then_stops_at_it(cixi: Bureau) -> None:
    uid = claim(cixi, held(cixi, [people.person(1)], 21), LIVING)
    assert "没有登记“当地最低生活保障标准”" in cixi.lines(uid)[0]["reasons"]
    standard(cixi, "800")
    cixi.do("claim.assess", uid)
    (line,) = cixi.lines(uid)
    assert (line["decision"], line["amount_fen"], cixi.record("claim", uid)["total_fen"]) == ("granted", 80_000, 80_000)
    (own,) = facts(cixi, uid)
    assert own["sessions"] == ((6, 45, 21),)
    (said,) = [mark.said for mark in decided(cixi, uid)[0][1].trace if mark.form == "most"]
    assert (said["rate"], said["document"], said["after"]) == (80_000, "民政文〔2020〕1号", 80_000)
    assert cixi.record("claim", uid)["scheme"] == LIVING


@pytest.mark.clause("CX-21", "CX-22")
def test_the_year_of_an_allowance_and_that_of_training_are_counted_apart(cixi: Bureau) -> None:
    cixi.example()
    somebody = people.person(1)
    standard(cixi, "800")
    cixi.rate(level="四级/中级工", since="2020-01-01")
    cixi.rate("保育员", level="五级/初级工", since="2020-01-01")
    first = held(cixi, [somebody], 10)
    for scheme in (LIVING, "职业培训补贴"):
        cixi.do("claim.submit", claim(cixi, first, scheme))
    cixi.today = START
    second = held(cixi, [somebody], 0, occupation="保育员", level="五级/初级工")
    (allowance,), (training,) = (cixi.lines(claim(cixi, second, scheme)) for scheme in (LIVING, "职业培训补贴"))
    assert "2020年" in allowance["reasons"] and "此前享受生活费补贴1次" in allowance["reasons"]
    assert training["decision"] == "granted"


@pytest.mark.clause("QJ-10")
def test_a_day_in_two_classes_is_paid_once_and_the_second_claim_says_which(taught: Bureau) -> None:
    somebody = people.person(1)
    taught.settle().rate(LIVING, level="不分等级", amount_fen="30")
    claims = []
    for first, days in ((date(2019, 9, 2), 5), (date(2019, 9, 4), 5)):
        taught.today = date(2019, 9, 2)
        uid = taught.training(first, first + timedelta(days=20))
        taught.enrol(uid, [somebody], category="贫困劳动力")
        taught.approved(uid)
        taught.today = first
        taught.do("class.start", uid)
        taught.today = first + timedelta(days=21)
        taught.do("class.end", uid)
        attend(taught, uid, [(somebody, first + timedelta(days=n), 6, 45) for n in range(days)])
        taught.results(uid)
        taught.do("class.accept", uid, "李复核")
        claims.append(taught.do("claim.submit", claim(taught, uid, LIVING)))
    one, two = (taught.lines(uid)[0] for uid in claims)
    assert (one["amount_fen"], two["amount_fen"]) == (15_000, 6_000)
    assert "2019-09-04、2019-09-05、2019-09-06已由另一培训班计发" in two["reasons"]
    taught.do("claim.withdraw", claims[0])
    taught.do("claim.submit", claims[0])
    assert taught.lines(claims[0])[0]["amount_fen"] == 15_000


@pytest.mark.clause("CX-21")
def test_an_example_standard_cannot_be_submitted_for_payment(cixi: Bureau) -> None:
    cixi.office.sign_in(CLERK)
    with cixi.office.work() as work:
        policies.install(work, issued())
    standard(cixi, "800", "示例")
    uid = claim(cixi, held(cixi, [people.person(1)], 3), LIVING)
    with pytest.raises(Refused) as refused:
        cixi.do("claim.submit", uid)
    assert refused.value.code == "claim.sample_rate"


@pytest.mark.clause("QJ-10", "QJ-05")
def test_qijiang_pays_the_allowance_at_the_offices_rate_and_from_the_fund_that_is_named(taught: Bureau) -> None:
    uid = taught.first("class")
    for row in taught.enrolled(uid):
        taught.set(Enrolment, row, category="贫困劳动力")
        with taught.office.work() as work:
            work.add(Attendance(enrolment_uid=row, day=date(2019, 9, 2), periods=6, minutes=40))
    made = claim(taught, uid, LIVING)
    assert all("没有登记“生活费补贴”" in line["reasons"] for line in taught.lines(made))
    taught.settle().rate(LIVING, level="不分等级", amount_fen="20")
    for word, who in (("submit", "张经办"), ("review", "李复核"), ("approve", "王局长"), ("publish", "张经办")):
        taught.do(f"claim.{word}", made, who)
    assert taught.record("claim", made)["total_fen"] == 6_000
    taught.today = taught.record("claim", made)["notice_to"] + timedelta(days=1)
    taught.clear(made)
    pay = {**PAYMENT, "paid_on": taught.today.isoformat()}
    with pytest.raises(Refused) as refused:
        taught.do("claim.pay", made, **{**pay, "fund": "地方人才经费"})
    assert refused.value.code == "scheme.fund"
    taught.do("claim.pay", made, **pay)


# --- other schemes ------------------------------------------------------------------------------------------------------


@pytest.mark.clause("SH-06", "SH-07")
def test_suihua_pays_practical_skills_by_valid_days(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "suihua", "suihua-2019", "231202")
    bureau.institution(kind=bureau.lists("institution_kinds")[0], programmes="食用菌栽培 不分等级")
    bureau.today = date(2019, 11, 4)
    kind = {"training_type": "实用技能培训", "occupation": "食用菌栽培", "level": "不分等级", "unit_name": "北林区"}
    kind["fact.practical_subject"] = "食用菌栽培"
    uid = bureau.accepted([people.person(1), people.person(2)], **kind)
    first, second = bureau.enrolled(uid)
    for row in (first, second):
        bureau.set(Enrolment, row, category="贫困劳动力")
    sessions = {first: [(6, 40), (6, 40), (5, 40), (6, 39)], second: [(5, 90)]}
    with bureau.office.work() as work:
        for row, days in sessions.items():
            for n, (periods, minutes) in enumerate(days):
                day = date(2019, 11, 4 + n)
                work.add(Attendance(enrolment_uid=row, day=day, periods=periods, minutes=minutes))
    with pytest.raises(Refused, match="按“实用技能培训补贴”申请"):
        claim(bureau, uid, "职业培训补贴")
    assert filled(bureau)["scheme"] == PRACTICAL
    unsaid = bureau.do("claim.create", class_number=bureau.record("class", uid)["number"])
    assert bureau.record("claim", unsaid)["scheme"] == PRACTICAL, (
        "what nobody says is what the training type is paid by"
    )
    bureau.do("claim.void", unsaid, reason="测试")
    lines = bureau.lines(claim(bureau, uid, PRACTICAL))
    assert [(line["decision"], line["amount_fen"]) for line in lines] == [("granted", 20_000), ("refused", 0)]
    bureau.office.close()


@pytest.mark.clause("CX-18")
def test_an_actual_fee_comes_with_the_results_and_is_paid_up_to_the_ceiling(cixi: Bureau) -> None:
    assert "fee_fen" in {field.key for field in imports.KINDS["results"].fields}
    persons = [people.person(n) for n in (1, 2, 3)]
    uid = held(cixi, persons, 0, training_type="特种作业培训")
    for row, fee in zip(cixi.enrolled(uid), (59_900, 60_100, None), strict=True):
        cixi.set(Enrolment, row, fee_fen=fee, certificate_kind="特种作业操作证书")
    lines = cixi.lines(claim(cixi, uid, SPECIAL))
    assert [line["amount_fen"] for line in lines] == [59_900, 60_000, 0]
    assert "没有登记实际培训费" in lines[2]["reasons"]


@pytest.mark.clause("CX-06")
def test_onboarding_takes_the_speciality_rate_of_its_occupation(cixi: Bureau) -> None:
    cixi.rate(level="四级/中级工", since="2020-01-01")
    cixi.rate(level="专项职业能力", amount_fen="300", since="2020-01-01")
    uid = held(cixi, [people.person(1)], 20, training_type="岗前培训")
    (line,) = cixi.lines(claim(cixi, uid, "职业培训补贴"))
    assert (line["decision"], line["amount_fen"]) == ("granted", 30_000)


# --- one live claim of a scheme -----------------------------------------------------------------------------------------


def test_a_class_has_one_live_claim_of_each_scheme(taught: Bureau) -> None:
    uid = taught.first("class")
    first = claim(taught, uid, LIVING)
    taught.claim(uid)
    for scheme in (LIVING, "职业培训补贴", ""):
        with pytest.raises(Refused) as refused:
            claim(taught, uid, scheme)
        assert refused.value.code == "claim.exists"
    taught.do("claim.void", first, reason="重报")
    assert claim(taught, uid, LIVING) != first


def test_only_the_schemes_of_the_pack_can_be_chosen(taught: Bureau) -> None:
    with taught.office.read() as read:
        assert dialogs.suggestions(read, "class")["schemes"] == [
            "职业培训补贴",
            LIVING,
            WORK_TRAINING,
            APPRENTICE,
            INSURED,
        ]
    with pytest.raises(Problems, match="可选：职业培训补贴、生活费补贴"):
        claim(taught, taught.first("class"), SPECIAL)


@pytest.mark.clause("CX-21")
def test_assessing_again_gives_the_same_lines(cixi: Bureau) -> None:
    standard(cixi, "800")
    uid = claim(cixi, held(cixi, [people.person(n) for n in (1, 2)], 12), LIVING)
    before = decided(cixi, uid), facts(cixi, uid)
    cixi.do("claim.assess", uid)
    assert (decided(cixi, uid), facts(cixi, uid)) == before
