"""What people are recognised as: entered, imported, cancelled; what a claim makes of it; and of awards granted elsewhere."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.desk import words
from app.desk.lists import LISTINGS
from app.exchange import imports
from app.kernel.identity import birth_of
from app.kernel.outcomes import Problems, Refused
from app.store.models import OfficeRow
from app.training.enrolment.model import Enrolment
from app.training.tag.model import Tag
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CLERK, Bureau
from tests.regions import SPRING, County
from tests.tables import from_clipboard

HEADER = "身份证号\t姓名\t人员身份\t认定日期\t失效日期\t证明材料"


def brought(bureau: Bureau, *rows: tuple[people.Person, str, str, str, str]) -> tuple[int, int, int]:
    """Import recognitions as a clerk pastes them; gives new, changed and same."""
    bureau.office.sign_in(CLERK)
    kind = imports.KINDS["tags"]
    lines = [f"{one.id_number}\t{one.name}\t" + "\t".join(said) for one, *said in rows]
    table = from_clipboard("\n".join([HEADER, *lines]), kind.fields)
    with bureau.office.work() as work:
        told = imports.apply(work, kind, imports.check(work, kind, table))
    return told.new, told.changed, told.same


def wrong(bureau: Bureau, *rows: tuple[people.Person, str, str, str, str]) -> list[str]:
    with pytest.raises(Problems) as told:
        brought(bureau, *rows)
    return sorted(p.code for p in told.value.problems)


# --- the record -----------------------------------------------------------------------------------------------------------


def test_a_list_is_imported_corrected_and_registers_whoever_is_new(taught: Bureau) -> None:
    one, stranger = people.person(1), people.person(500)
    before = taught.counts()["trainee"]
    rows = [
        (one, "残疾人", "2019-03-01", "", "残疾人证1"),
        (one, "退役军人", "2018-12-01", "", "退役证1"),
        (stranger, "残疾人", "2019-03-01", "2021-02-28", "残疾人证2"),
    ]
    assert brought(taught, *rows) == (3, 0, 0)
    assert taught.counts()["trainee"] == before + 1
    with taught.office.read() as read:
        new = read.session.scalars(select(Trainee).where(Trainee.id_number == stranger.id_number)).one()
        assert (new.name, new.born) == (stranger.name, birth_of(stranger.id_number))
        assert {row.until for row in read.session.scalars(select(Tag))} == {None, date(2021, 2, 28)}
    assert brought(taught, (one, "残疾人", "2019-03-01", "2020-02-29", "残疾人证1"), rows[1]) == (0, 1, 1)


def test_what_is_wrong_in_a_list_is_told_at_once_and_nothing_is_written(taught: Bureau) -> None:
    one, other = people.person(1), people.person(501)
    codes = wrong(
        taught,
        (people.Person("别人", one.id_number, "", ""), "残疾人", "2019-03-01", "", "证1"),
        (other, "残疾人", "2019-03-01", "2019-02-28", "证2"),
        (other, "残疾人", "2019-03-01", "", "证3"),
        (other, "在校学生", "2019-03-01", "", ""),
    )
    assert codes == ["choice.unknown", "field.required", "row.repeated", "tag.dates", "tag.other_name"]
    assert taught.counts()["tag"] == 0


def test_a_recognition_is_entered_once_and_for_a_known_person(taught: Bureau) -> None:
    number = people.person(1).id_number
    uid = taught.tag(number)
    for changes, code in (
        ({}, "record.duplicate"),
        ({"since": "2019-02-01", "until": "2019-01-31"}, "tag.dates"),
    ):
        with pytest.raises(Refused) as refused:
            taught.tag(number, **changes)
        problems = refused.value.problems if isinstance(refused.value, Problems) else []
        assert code in (refused.value.code, *(p.code for p in problems))
    with pytest.raises(Problems, match="学员库中没有"):
        taught.tag(people.person(502).id_number)
    taught.do("tag.edit", uid, until="2019-12-31")
    assert taught.record("tag", uid)["until"] == date(2019, 12, 31)
    taught.do("tag.void", uid, reason="登记错了人")
    assert taught.state("tag", uid) == "void"


# --- what a claim makes of it ---------------------------------------------------------------------------------------------


def outcome(bureau: Bureau, claim: int) -> list[tuple[object, object]]:
    """Decision and reasons of each line."""
    return [(row["decision"], row["reasons"]) for row in bureau.lines(claim)]


@pytest.fixture
def xuchang(tmp_path: Path) -> Iterator[County]:
    """A 许昌 office with a listed institution and a rate."""
    made = County(tmp_path / "xuchang", "xuchang-2019").furnished()
    yield made
    made.office.close()


@pytest.mark.clause("XC-07", "XC-30")
def test_a_claim_sees_the_proofs_of_its_people(xuchang: County) -> None:
    crowd = [people.person(n) for n in range(40, 43)]
    uid = xuchang.accepted(crowd, arrangement="项目制培训")
    with xuchang.office.work() as work:
        work.session.execute(update(Enrolment).values(category="残疾人", fee_fen=100))
    xuchang.tag(crowd[0].id_number, category="贫困劳动力", since="2019-05-01")
    xuchang.tag(crowd[1].id_number, category="贫困劳动力", since="2020-03-03")
    lapsed = xuchang.tag(crowd[2].id_number, category="贫困劳动力", since="2019-05-01")
    xuchang.do("tag.void", lapsed, reason="登记错了人")
    first, later, void = outcome(xuchang, xuchang.claim(uid))
    assert "免费培训对象" in str(first[1]) and "二（一）3" in str(first[1])
    for line in (later, void):
        assert "二（三）1" in str(line[1]) and "免费培训对象" not in str(line[1])


@pytest.mark.clause("CX-14")
def test_a_blank_place_is_refused_where_the_circular_makes_it_a_condition(tmp_path: Path) -> None:
    cixi = County(tmp_path / "cixi", "cixi-2020").furnished()
    uid = cixi.training(SPRING)
    rows = cixi.enrol(uid, 3)
    with cixi.office.work() as work:
        work.session.get_one(Enrolment, rows[0]).locality = None
    cixi.do("enrolment.edit", rows[1], locality="慈溪就业创业")
    with pytest.raises(Problems):
        cixi.do("enrolment.edit", rows[2], locality="余姚户籍")
    cixi.approved(uid)
    cixi.set(TrainingClass, uid, state="ended")
    cixi.today = cixi.record("class", uid)["ends_on"]
    cixi.results(uid)
    cixi.do("class.accept", uid, "李复核")
    found = outcome(cixi, cixi.claim(uid))
    assert [decision for decision, _ in found] == ["refused", "granted", "granted"]
    assert "地域条件：没有登记" in str(found[0][1]) and "四（一）" in str(found[0][1])
    cixi.office.close()


@pytest.mark.clause("XC-28", "OD-05", "QJ-10")
@pytest.mark.parametrize(
    ("pack", "kind", "scheme", "trade", "words_"),
    [
        ("xuchang-2019", "岗前培训", "以工代训补贴", "焊工", "二（三）1"),
        ("ordos-2019", "", "参保职工技能提升补贴", "电工", "三（一）2"),
        ("qijiang-2019", "", "参保职工技能提升补贴", "电工", "四（一）"),
    ],
)
def test_an_award_of_another_scheme_and_another_office_shuts_out(
    tmp_path: Path, pack: str, kind: str, scheme: str, trade: str, words_: str
) -> None:
    county = County(tmp_path / "county", pack).furnished()
    crowd = [people.person(n) for n in range(60, 63)]
    before = county.accepted(crowd[:2], starts=date(2020, 3, 2))
    old = county.claim(before)
    with county.office.work() as work:
        work.session.add(OfficeRow(uid=77 << 32, name="邻县", region="990000", level="county", number=77))
        work.session.flush()
        work.session.execute(update(Claim).values(scheme=scheme, state="paid", pack_id="elsewhere", origin=77 << 32))
        work.session.execute(update(ClaimLine).values(occupation=trade, decision="granted"))
        line = work.session.scalars(select(ClaimLine).where(ClaimLine.claim_uid == old, ClaimLine.seq == 2)).one()
        line.decision = "refused"
    uid = county.accepted(crowd, starts=date(2020, 6, 1), **({"training_type": kind} if kind else {}))
    found = outcome(county, county.claim(uid))
    assert [decision for decision, _ in found] == ["refused", "granted", "granted"]
    assert words_ in str(found[0][1])
    county.office.close()


# --- dialogs and templates ------------------------------------------------------------------------------------------------


def test_what_the_pack_has_no_list_for_is_not_asked(tmp_path: Path, bureau: Bureau) -> None:
    suihua = County(tmp_path / "suihua", "suihua-2019")
    roster = imports.KINDS["roster"].fields
    for office, asked in ((suihua.office, False), (bureau.office, True)):
        with office.read() as read:
            keys = {field.key for field in words.offered(roster, read.lists())}
        assert ("locality" in keys, "firm_opened_on" in keys, "fee_fen" in keys) == (asked, True, True)
    suihua.office.close()


def test_a_roster_brings_place_fee_and_the_day_a_firm_was_opened(ready: Bureau) -> None:
    uid = ready.training()
    one = people.person(70)
    kind = imports.KINDS["roster"]
    header = "姓名\t身份证号\t人员类别\t地域条件\t实际培训费(元)\t开业日期"
    ready.office.sign_in(CLERK)
    for place, fee, opened in (("户籍地", "200", "2016-02-29"), ("常住地", "0", "2016-03-01")):
        line = f"{one.name}\t{one.id_number}\t下岗失业人员\t{place}\t{fee}\t{opened}"
        table = from_clipboard(f"{header}\n{line}", kind.fields)
        with ready.office.work() as work:
            imports.apply(work, kind, imports.check(work, kind, table, uid))
        with ready.office.read() as read:
            row = next(LISTINGS["enrolments"].rows(read.connection))
        said = (row["locality"], row["fee_fen"], row["firm_opened_on"])
        assert said == (place, int(fee) * 100, date.fromisoformat(opened))


def test_a_class_takes_its_arrangement_and_is_subsidised_unless_said_otherwise(ready: Bureau) -> None:
    plain, other = ready.training(), ready.training(arrangement="企业培训", subsidised="否", name="二班")
    assert (ready.record("class", plain)["arrangement"], ready.record("class", plain)["subsidised"]) == (None, 1)
    assert (ready.record("class", other)["arrangement"], ready.record("class", other)["subsidised"]) == (
        "enterprise",
        0,
    )
    ready.do("class.edit", other, arrangement="项目制培训", subsidised="")
    assert (ready.record("class", other)["arrangement"], ready.record("class", other)["subsidised"]) == ("project", 1)
