"""The example office: the same each time, in every state, with each planted fault found; and what `check` finds broken."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlcipher3

from app import demo
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.demo.places import place
from app.demo.rosters import WALK_PEOPLE
from app.desk import words
from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.exchange import imports
from app.kernel.outcomes import Cancelled, Refused
from app.record.findings import groups
from app.record.listing import Query, parse_filter
from app.store import backup
from app.store.work import Office
from app.training.training_class.noun import CLASS
from tests.agreement import example_agrees
from tests.seat import seat
from tests.spoken import clause_ids
from tests.tables import read_table

QIJIANG = place("qijiang-2019")
NOON = datetime(2022, 1, 4, 4, tzinfo=UTC)
"""Long enough after the story for every class in it to be over."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("example")
    demo.make(folder)
    return folder


@pytest.fixture
def county(example: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the county's office, to work in."""
    shutil.copytree(example / "county", tmp_path / "county")
    with seat(Office(tmp_path / "county", clock=lambda: NOON)) as office:
        yield office


def everything(folder: Path) -> dict[str, list[dict[str, object]]]:
    with Office(folder) as office, office.read() as read:
        return {name: list(listing.rows(read.connection)) for name, listing in LISTINGS.items()}


def found(office: Office, listing: str, *conditions: str) -> list[dict[str, object]]:
    with office.read() as read:
        return list(LISTINGS[listing].rows(read.connection, Query(tuple(map(parse_filter, conditions)))))


def test_no_list_explanation_paper_or_finding_names_a_clause_by_its_id(county: Office) -> None:
    assert clause_ids(county) == []


def test_ledger_reports_disclosure_and_audit_are_one_sum_at_both_levels(example: Path) -> None:
    example_agrees(example, 0)


def test_two_runs_give_the_same_offices_and_files(example: Path, tmp_path: Path) -> None:
    demo.make(tmp_path)
    for side in ("county", "city"):
        assert everything(tmp_path / side) == everything(example / side)
    names = sorted(p.relative_to(example) for p in (example / "files").rglob("*") if p.is_file())
    assert names == sorted(p.relative_to(tmp_path) for p in (tmp_path / "files").rglob("*") if p.is_file())
    for name in names:
        if name.suffix == ".zip" or "已导入" in name.parts:
            assert (example / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "county").mkdir()
    with pytest.raises(Refused, match="没有建立示例办公室"):
        demo.make(tmp_path)
    assert [p.name for p in tmp_path.rglob("*")] == ["county"]


def test_cancelled_halfway_it_leaves_nothing(tmp_path: Path) -> None:
    def progress(done: int, total: int) -> None:
        if done > 60:
            raise Cancelled

    with pytest.raises(Cancelled):
        demo.make(tmp_path, progress)
    assert list(tmp_path.iterdir()) == []


def test_it_has_the_size_that_was_asked_for(county: Office) -> None:
    size = {name: len(found(county, name)) for name in ("institutions", "classes", "trainees")}
    assert size == {"institutions": 8, "classes": 24, "trainees": 900}
    assert len({row["id_number"] for row in found(county, "trainees")}) == 900
    assert len(found(county, "institutions", "state=已登记")) == 1


def test_every_responsible_unit_and_both_towns_have_a_class(county: Office) -> None:
    units = {row["called"] for row in found(county, "units")}
    assert len(units) == 18 + len(QIJIANG.split["sections"])
    assert units == {row["unit_name"] for row in found(county, "classes")}


def test_classes_and_claims_stand_in_every_state(county: Office) -> None:
    assert {row["state"] for row in found(county, "classes")} == set(CLASS.states) - {
        "filed"
    }  # its openings are approved
    assert {row["state"] for row in found(county, "claims")} == set(CLAIM.states) - {
        *("checked", "paying", "closed")
    }  # and its claims go to the bureau at once, are paid whole, and all come to something


def test_rare_names_are_among_the_trainees(county: Office) -> None:
    names = "".join(str(row["name"]) for row in found(county, "trainees"))
    assert {"𬭎", "𠅤", "䶮"} <= set(names)


def test_the_journal_runs_through_the_years_in_order(county: Office) -> None:
    moments = [str(row["at"]) for row in sorted(found(county, "journal"), key=lambda row: int(str(row["uid"])))]
    assert moments == sorted(moments)
    assert {moment[:4] for moment in moments} == {"2019", "2020", "2021"}


def test_rates_and_offices_say_that_they_are_samples(county: Office, example: Path) -> None:
    assert all(row["sample"] for row in found(county, "rates"))
    for side in ("county", "city"):
        with Office(example / side) as office, office.read() as read:
            assert read.settings["sample"] == "1"
            assert "示例" in read.own.name


def test_everything_agrees_in_both_offices(example: Path) -> None:
    for side in ("county", "city"):
        with Office(example / side) as office, office.read() as read:
            report = check(read)
        assert report.faults == []
        planned = any("计划合计 42700 人次" in fact for fact in report.facts)
        assert planned == (side == "county"), "the targets of a district are its own"


PLANTED = {
    "不予补贴：每年享受次数": ("四（二）", 1),
    "不予补贴：不得重复享受": ("四（二）", 1),
    "不予补贴：养老金": ("四（二）", 1),
    "不予补贴：考核结果": ("四（二）", 2),
    "不予补贴：证书": ("四（二）", 3),
    "请核实：法定退休年龄": ("四（二）", 1),
    "请核实：同期班级": ("内部核对", 2),
    "请核实：银行账号共用": ("内部核对", 6),
}


OVER = "政策包有待核实、已过期或久未核对的内容"
"""By the computer's own clock the policy of the example, of 2019 to 2021, is over."""


@pytest.mark.parametrize("text", PLANTED)
def test_each_planted_fault_is_found_with_its_clause(county: Office, text: str) -> None:
    with county.read() as read:
        findings = {group.heading: group for group in groups(check(read).findings)}
    clause, lines = PLANTED[text]
    assert findings[text].clause.endswith(clause)
    assert findings[text].count == lines
    assert set(findings) == {*PLANTED, OVER}


def test_a_reason_that_only_an_earlier_version_gave_is_counted_under_a_heading_of_its_own(
    example: Path, tmp_path: Path
) -> None:
    shutil.copytree(example / "county", tmp_path / "county")
    with seat(Office(tmp_path / "county")) as office:
        with office.work() as work:
            work.connection.exec_driver_sql(
                "UPDATE claim_line SET verdict = NULL, reasons = '当时的理由（綦江府办发〔2019〕39号四（二））' "
                "WHERE uid = (SELECT min(uid) FROM claim_line WHERE decision = 'refused')"
            )
        with office.read() as read:
            found = [each for each in check(read).findings if each.heading == "其他原因（本程序以前的版本核定）"]
    assert [each.text for each in found] == ["当时的理由（綦江府办发〔2019〕39号四（二））"]


def test_the_city_has_the_months_package_and_the_county_its_receipt(example: Path, county: Office) -> None:
    with Office(example / "city") as city:
        (received,) = found(city, "packages")
        assert (received["direction"], received["period"], received["state"]) == ("received", "2019Q4", "receipted")
        assert len(found(city, "classes")) == 4
    (sent,) = found(county, "packages")
    assert (sent["accepted"], sent["refused"]) == (received["accepted"], received["refused"])
    (refused,) = found(county, "claim-lines", "reported=未接收")
    assert "考勤" in str(refused["receipt_reason"])


def test_the_faulty_roster_shows_each_fault_in_its_row(example: Path, county: Office) -> None:
    roster = imports.KINDS["roster"]
    (open_class,) = found(county, "classes", "state=草稿")
    with county.read() as read:
        table = read_table(example / "files" / "花名册-有错误.xlsx", roster.fields)
        checked = imports.check(read, roster, table, int(str(open_class["uid"])))
    faults = {problem.row: (problem.key, problem.code) for problem in checked.problems}
    assert faults[4] == ("id_number", "id.check")
    assert faults[5][0] == "id_number"
    assert faults[6] == ("id_number", "id.birth")
    assert faults[7] == ("name", "field.required")
    assert faults[9] == ("id_number", "row.repeated")
    assert faults[10] == ("category", "choice.unknown")
    assert [problem.row for problem in checked.warnings if problem.code == "row.left_blank"] == [11]
    assert faults[13] == ("name", "name.digits")
    assert "“银行账号”有 1 处写的是“无”“待发”“/”一类，按空白读入，请核对" in checked.notes
    assert len(faults) == 7


def test_the_files_carry_a_class_from_its_roster_to_the_payment(example: Path, county: Office) -> None:
    (row,) = found(county, "classes", "state=草稿")
    uid, number = int(str(row["uid"])), row["number"]

    def take_in(kind: str, name: str) -> None:
        known = imports.KINDS[kind]
        with county.read() as read:
            checked = imports.check(read, known, read_table(example / "files" / name, known.fields), uid)
        with county.work() as work:
            imports.apply(work, known, checked)

    def do(who: str, noun: str, verb: str, subject: int | None = uid, **texts: str) -> int:
        county.sign_in(who)
        with county.work() as work:
            return words.do(work, noun, verb, subject, texts)

    county.sign_in("张经办")
    take_in("roster", f"花名册-{number}.xlsx")
    do("张经办", "class", "submit")
    do("李复核", "class", "approve", confirmation="批复早于培训，档案已核对")
    do("张经办", "class", "start")
    do("张经办", "class", "end")
    take_in("results", f"成绩证书-{number}.xlsx")
    do("李复核", "class", "accept")
    claim = do("张经办", "claim", "create", None, class_number=str(number))
    for who, verb in (("张经办", "submit"), ("李复核", "review"), ("王局长", "approve"), ("张经办", "publish")):
        do(who, "claim", verb, claim)
    county.clock = lambda: datetime(2022, 1, 20, 4, tzinfo=UTC)
    with county.read() as read:
        notice = read.session.get_one(Claim, claim).notice_uid
    do("张经办", "notice", "clear", notice)
    do("赵经办", "claim", "pay", claim, fund="就业补助资金", voucher="1", paid_on="2022-01-20")
    (paid,) = found(county, "payments", "paid_on=2022-01-20")
    assert paid["amount_fen"] == (WALK_PEOPLE - 1) * 120_000
    with county.read() as read:
        assert check(read).faults == []


BROKEN = {
    "a claim's total": ("UPDATE claim SET total_fen = total_fen + 1 WHERE state = 'paid'", "而明细合计为"),
    "a claim's head count": ("UPDATE claim SET granted_count = 0 WHERE state = 'draft'", "而明细合计为"),
    "a line's amount": (
        "UPDATE claim_line SET amount_fen = 1 WHERE uid = (SELECT max(uid) FROM claim_line)",
        "而明细合计为",
    ),
    "money moved from one line to another": (
        "UPDATE claim_line SET amount_fen = amount_fen + (CASE seq WHEN 1 THEN -1 ELSE 1 END) WHERE decision = 'granted'"
        " AND claim_uid = (SELECT min(claim_uid) FROM payment) AND seq <= 2",
        "2 行的核定金额不是",
    ),
    "a line that is gone": ("DELETE FROM claim_line WHERE uid = (SELECT max(uid) FROM claim_line)", "而明细合计为"),
    "a payment": (
        "DROP TRIGGER keep_payment_update; UPDATE payment SET amount_fen = 1 WHERE uid = (SELECT min(uid) FROM payment)",
        "而补贴申请",
    ),
    "paid without a payment": ("UPDATE claim SET state = 'paid' WHERE state = 'cleared'", "与拨付台账不一致"),
    "a payment of an unpaid claim": (
        "UPDATE claim SET state = 'cleared' WHERE uid = (SELECT min(claim_uid) FROM payment)",
        "与拨付台账不一致",
    ),
    "a class's head count": ("UPDATE training_class SET qualified_count = 1 WHERE state = 'accepted'", "而花名册在册"),
    "more approved than qualified": (
        "UPDATE training_class SET approved_count = 99 WHERE number = '500110-2019-0001'",
        "而花名册在册",
    ),
    "a roster": (
        "DELETE FROM enrolment WHERE class_uid IN (SELECT uid FROM training_class WHERE number = '500110-2019-0001')",
        "而花名册在册",
    ),
    "a target": ("UPDATE quota SET target = target + 1 WHERE uid = (SELECT min(uid) FROM quota)", "任务指标合计 11401"),
    "a key of no office": (
        "UPDATE user SET uid = (7 << 32) | 1 WHERE name = '赵经办'",
        "不是“綦江区人力社保局（示例）”给出的",
    ),
    "a pack": (
        "DROP TRIGGER keep_pack_update; UPDATE pack SET text = replace(text, 'amount = 3', 'amount = 4')",
        "案例演算不符",
    ),
    "a comment in a pack": (
        "DROP TRIGGER keep_pack_update; UPDATE pack SET text = text || '#'",
        "与安装时不同",
    ),
    "the journal": (
        "DROP TRIGGER keep_journal_update; UPDATE journal SET actor = '无' WHERE id = 9",
        "操作日志自第 9 条起被改动",
    ),
    "a reference": ("DELETE FROM institution WHERE state = 'listed'", "training_class"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_was_broken_behind_the_programs_back_is_found(example: Path, tmp_path: Path, what: str) -> None:
    sql, sentence = BROKEN[what]
    shutil.copytree(example / "county", tmp_path / "county")
    raw = sqlcipher3.connect(str(tmp_path / "county" / "office.db"), isolation_level=None)
    raw.executescript(sql)
    raw.close()
    with Office(tmp_path / "county") as office, office.read() as read:
        faults = check(read).faults
    assert any(sentence in fault.text for fault in faults), faults


def test_a_copy_restored_twice_is_no_fault(county: Office, tmp_path: Path) -> None:
    for turn in (1, 2):
        backup.back_up(county, tmp_path / "backup.db")
        county.close()
        county = seat(backup.restore(tmp_path / "backup.db", tmp_path / f"restored{turn}"), "张经办")
        with county.work() as work:
            words.do(work, "user", "create", None, {"name": f"新人{'甲乙'[turn - 1]}", "roles": "经办"})
    with county.read() as read:
        assert check(read).faults == []
    county.close()


def test_a_person_who_dropped_out_after_the_approval_is_no_fault(county: Office) -> None:
    county.sign_in("张经办")
    running = found(county, "classes", "state=培训中")[0]
    with county.read() as read:
        uid = LISTINGS["enrolments"].uids(read.connection, Query(inside=int(str(running["uid"]))))[0]
    with county.work() as work:
        words.do(work, "enrolment", "drop", uid, {"reason": "外出务工"})
        work.connection.exec_driver_sql("UPDATE enrolment SET result = 'failed' WHERE class_uid = ?", (running["uid"],))
    for who, verb in (("张经办", "end"), ("李复核", "accept")):
        county.sign_in(who)
        with county.work() as work:
            words.do(work, "class", verb, int(str(running["uid"])), {})
    with county.read() as read:
        assert check(read).faults == []


def test_the_story_is_told_within_its_days(county: Office) -> None:
    days = {date.fromisoformat(str(row["at"])[:10]) for row in found(county, "journal")}
    assert min(days) == QIJIANG.first
    assert max(days) <= QIJIANG.last
