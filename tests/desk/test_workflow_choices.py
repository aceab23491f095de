"""The workflow that each circular chose, in an office under it: what is done, what is refused with the clause, what is told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from app.desk import dialogs, policies, words
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS
from app.exchange.sheets import CLASSES
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.printing import documents
from app.store.models import Day
from app.training.enrolment.model import Enrolment
from app.training.training_class.materials import ALL
from app.training.training_class.model import TrainingClass
from tests.bureau import CHECKED, CHIEF, CLERK, REVIEWER, Bureau
from tests.packs import version
from tests.regions import County

NINE = [
    "开班申请",
    "学员名册",
    "培训计划",
    "培训大纲",
    "培训课程表",
    "授课教师信息",
    "培训考勤记录",
    "理论授课全程视频资料",
    "补贴申请",
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, County]:
    packs = ("suihua-2019", "ordos-2019", "cixi-2020", "qijiang-2019")
    counties = {pack: County(tmp_path_factory.mktemp(pack) / "county", pack).furnished() for pack in packs}
    for one in counties.values():
        one.office.close()
    return counties


def county(made: dict[str, County], pack: str, folder: Path) -> County:
    return made[pack].twin(folder / pack)  # type: ignore[return-value]


@pytest.fixture
def suihua(made: dict[str, County], tmp_path: Path) -> Iterator[County]:
    one = county(made, "suihua-2019", tmp_path)
    yield one
    one.office.close()


@pytest.fixture
def ordos(made: dict[str, County], tmp_path: Path) -> Iterator[County]:
    one = county(made, "ordos-2019", tmp_path)
    yield one
    one.office.close()


@pytest.fixture
def cixi(made: dict[str, County], tmp_path: Path) -> Iterator[County]:
    one = county(made, "cixi-2020", tmp_path)
    yield one
    one.office.close()


@pytest.fixture
def qijiang(made: dict[str, County], tmp_path: Path) -> Iterator[County]:
    one = county(made, "qijiang-2019", tmp_path)
    yield one
    one.office.close()


def drafted(office: County, **changes: str) -> int:
    uid = office.training(**changes)
    office.enrol(uid)
    return uid


def may(office: Bureau, noun: str, uid: int) -> set[str]:
    with office.office.read() as read:
        return set(words.allowed(read, noun, uid))


def told(office: Bureau, noun: str, uid: int) -> dict[str, tuple[str, ...]]:
    with office.office.read() as read:
        return {paragraph.title: paragraph.lines for paragraph in hooks(noun).explain(read, uid)}


def pages(office: Bureau, form: str, uid: int) -> str:
    with office.office.read() as read:
        document = documents.pdf(read, form, uid)
    assert {problem.code for problem in document.problems} <= {"printing.value_missing"}  # the office has no telephone
    with pypdfium2.PdfDocument(document.data) as paper:
        return "".join(page.get_textpage().get_text_range() for page in paper).replace("\r\n", "")


def cited(office: Bureau, verb: str) -> str:
    with office.office.read() as read:
        query = "SELECT clause FROM journal WHERE verb = ? ORDER BY id DESC LIMIT 1"
        return str(read.connection.exec_driver_sql(query, (verb,)).scalar_one())


# --- opening ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("SH-16")
def test_an_enterprise_trains_its_own_people_only_after_a_written_reply(suihua: County) -> None:
    uid = drafted(suihua, arrangement="企业培训")
    suihua.do("class.submit", uid)
    with pytest.raises(Refused, match="批复文号（绥政办发〔2019〕34号三（三）1）") as refused:
        suihua.do("class.approve", uid, REVIEWER)
    assert (refused.value.code, suihua.state("class", uid)) == ("class.reply_number", "submitted")
    suihua.do("class.approve", uid, REVIEWER, filing_number="绥人社批〔2020〕3号")
    record = suihua.record("class", uid)
    assert (record["state"], record["filing_number"]) == ("approved", "绥人社批〔2020〕3号")
    assert record["arrangement"] == "enterprise"
    assert cited(suihua, "approve") == "绥政办发〔2019〕34号三（三）1"
    assert "绥人社批〔2020〕3号" in pages(suihua, "class-application", uid)


@pytest.mark.clause("SH-24")
def test_where_openings_are_approved_nothing_is_put_on_file(suihua: County) -> None:
    uid = drafted(suihua)
    assert {"submit"} == may(suihua, "class", uid) & {"submit", "file"}
    with pytest.raises(Refused, match="不能以备案代替（绥政办发〔2019〕34号三（四）2）"):
        suihua.do("class.file", uid, filing_number="备1")
    assert suihua.state("class", uid) == "draft"
    assert "电工一班" in pages(suihua, "class-application", uid)


@pytest.mark.clause("CX-24")
def test_where_openings_are_put_on_file_nobody_submits_or_approves(cixi: County) -> None:
    uid = drafted(cixi)
    assert {"file"} == may(cixi, "class", uid) & {"submit", "file"}
    with pytest.raises(Refused, match="实行开班备案.*五（二）"):
        cixi.do("class.submit", uid)
    with pytest.raises(Problems):
        cixi.do("class.file", uid)
    with pytest.raises(Refused, match="备案日期 2020-03-03 还没有到"):
        cixi.do("class.file", uid, filing_number="慈备1", filed_on="2020-03-03")
    with pytest.raises(Refused, match="须由经办"):
        cixi.do("class.file", uid, CHIEF, filing_number="慈备1")
    cixi.do("class.file", uid, filing_number="慈备1", filed_on="2020-02-28", late_reason="上月已收备案表，补录")
    record = cixi.record("class", uid)
    assert (record["state"], record["filing_number"], record["filed_on"]) == ("filed", "慈备1", date(2020, 2, 28))
    assert (record["filed_count"], record["reviewer"]) == (3, None)
    assert "五（二）" in cited(cixi, "file")
    assert {"start", "void"} <= may(cixi, "class", uid)
    cixi.do("class.start", uid)


@pytest.mark.clause("CX-24")
def test_a_filing_is_asked_everything_that_a_submission_is(cixi: County) -> None:
    uid = cixi.training(planned_count="2")
    with pytest.raises(Refused, match="花名册还是空的"):
        cixi.do("class.file", uid, filing_number="慈备1")
    cixi.enrol(uid, 3)
    with pytest.raises(Refused, match="超过计划人数"):
        cixi.do("class.file", uid, filing_number="慈备1")
    cixi.do("class.edit", uid, planned_count="3")
    cixi.do("institution.delist", cixi.first("institution"), reason="年检不合格")
    with pytest.raises(Problems, match="尚未列入公布名单"):
        cixi.do("class.file", uid, filing_number="慈备1")


@pytest.mark.clause("CX-09")
def test_a_programme_of_restricted_access_is_still_approved(cixi: County) -> None:
    uid = drafted(cixi, occupation="焊工", level="五级/初级工")
    with pytest.raises(Refused, match="不能以备案代替.*三（三）"):
        cixi.do("class.file", uid, filing_number="慈备1")
    cixi.do("class.submit", uid)
    cixi.do("class.approve", uid, REVIEWER)
    assert "三（三）" in cited(cixi, "approve")


def test_a_class_on_file_is_reported_to_the_superior(cixi: County) -> None:
    uid = drafted(cixi)
    cixi.do("class.file", uid, filing_number="慈备1")
    with cixi.office.read() as read:
        scope = CLASSES.scope(read.own.uid, date(2020, 12, 31))
        sent = read.session.scalars(select(TrainingClass.uid).where(scope)).all()
    assert sent == [uid]


# --- the notice and the amount ----------------------------------------------------------------------------------------


@pytest.mark.clause("SH-29", "SH-30")
def test_a_claim_is_public_for_five_working_days_and_goes_on_only_when_nobody_objected(suihua: County) -> None:
    claim = suihua.claim(suihua.accepted(3), "approved")
    assert suihua.record("claim", claim)["total_fen"] == 3 * 120_000
    suihua.today = date(2020, 4, 30)  # five days off follow, and a Saturday that is worked
    suihua.do("claim.publish", claim)
    record = suihua.record("claim", claim)
    assert (record["notice_to"], record["notice_days"]) == (date(2020, 5, 11), 5)
    assert cited(suihua, "publish") == "绥政办发〔2019〕34号三（四）3"
    assert "5个工作日" in pages(suihua, "notice", suihua.notice_of(claim)).replace(" ", "")
    suihua.today = date(2020, 5, 11)
    with pytest.raises(Refused, match="公示期 5 个工作日，到 2020-05-11 才满"):
        suihua.clear(claim)
    suihua.back(claim, "有人未参训")
    assert (suihua.state("claim", claim), suihua.record("claim", claim)["return_reason"]) == ("returned", "有人未参训")
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF), ("publish", CLERK)):
        suihua.do(f"claim.{word}", claim, who)
    suihua.today = date(2020, 5, 19)
    suihua.clear(claim)
    assert suihua.state("claim", claim) == "cleared"


@pytest.mark.clause("SH-30")
def test_only_who_passed_is_paid_for_and_a_certificate_is_not_asked_for(suihua: County) -> None:
    held = suihua.accepted(3)
    failed, unassessed, bare = suihua.enrolled(held)
    suihua.set(Enrolment, failed, result="failed")
    suihua.set(Enrolment, unassessed, result=None)
    suihua.set(Enrolment, bare, certificate_kind=None, certificate_number=None, certificate_date=None)
    lines = suihua.lines(suihua.claim(held))
    assert [(line["decision"], line["amount_fen"]) for line in lines] == [
        ("refused", 0),
        ("refused", 0),
        ("granted", 120_000),
    ]
    assert all("三（四）3" in line["reasons"] for line in lines)


# --- review -----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("OD-24")
def test_the_department_checks_a_claim_before_the_bureau_reviews_it_and_both_publish(ordos: County) -> None:
    claim = ordos.claim(ordos.accepted(2), "submitted")
    assert {"check"} == may_of(ordos, claim)
    with pytest.raises(Refused, match="先由主管部门审核真实性.*四（三）"):
        ordos.do("claim.review", claim, REVIEWER)
    with ordos.office.read() as read:
        filled = dialogs.values_for(read, "claim", "check", claim)
    assert filled == {"department": "市人社局", "department_on": ordos.today}
    with pytest.raises(Problems) as refused:
        ordos.do("claim.check", claim)
    assert {p.key for p in refused.value.problems} == {
        "department", "department_by", "department_on", "department_note",
    }  # fmt: skip
    ordos.check(claim, department="市教育体育局")
    assert "四（三）" in cited(ordos, "check")
    record = ordos.record("claim", claim)
    assert (record["state"], record["department"], record["department_by"]) == ("checked", "市教育体育局", "孙主管")
    ordos.do("claim.review", claim, REVIEWER)
    assert "四（三）" in cited(ordos, "review")
    ordos.do("claim.approve", claim, CHIEF)
    ordos.do("claim.publish", claim)
    notice = pages(ordos, "notice", ordos.notice_of(claim))
    assert "本次公示由市教育体育局和" in notice and notice.count("市教育体育局") == 2
    assert "主管部门审核意见（真实性）" in pages(ordos, "claim-roster", claim)


def may_of(office: County, claim: int) -> set[str]:
    """Which of the two checks somebody who may do both would be offered."""
    office.office.sign_in(REVIEWER)
    return may(office, "claim", claim) & {"check", "review"}


@pytest.mark.clause("OD-24")
def test_what_each_looks_at_is_said_before_and_on_the_page_of_the_claim(ordos: County) -> None:
    claim = ordos.claim(ordos.accepted(2), "submitted")
    mode, department, bureau = told(ordos, "claim", claim)[say("procedure.review")]
    assert "四（三）" in mode
    assert "开班计划、培训过程、相关证明材料" in department
    assert "完整性、程序性" in bureau


@pytest.mark.clause("OD-24")
def test_a_check_is_refused_on_a_wrong_day_or_by_the_one_who_submitted_and_goes_with_the_return(ordos: County) -> None:
    claim = ordos.claim(ordos.accepted(2), "submitted")
    for day, reason in (("2099-01-01", "晚于今天"), ("2020-01-01", "早于申请日期")):
        with pytest.raises(Refused, match=reason):
            ordos.check(claim, department_on=day)
    with pytest.raises(Refused, match="不能是同一人"):
        ordos.check(claim, department_by=CLERK)
    ordos.check(claim)
    ordos.do("claim.return_", claim, REVIEWER, reason="考勤不全")
    ordos.do("claim.submit", claim)
    record = ordos.record("claim", claim)
    assert [record[key] for key in CHECKED] == [None, None, None]


@pytest.mark.clause("OD-25")
@pytest.mark.parametrize("changes", [{"training_type": "创业培训"}, {"arrangement": "个人申报"}])
def test_entrepreneurs_and_individuals_go_by_the_former_procedure(ordos: County, changes: dict[str, str]) -> None:
    claim = ordos.claim(ordos.accepted(2, **changes), "submitted")
    assert {"review"} == may_of(ordos, claim)
    with pytest.raises(Refused, match="由人社部门直接审核.*四（三）"):
        ordos.check(claim)
    ordos.do("claim.review", claim, REVIEWER)
    assert "四（三）" in cited(ordos, "review")
    assert "主管部门审核意见" not in pages(ordos, "claim-roster", claim)


# --- acceptance -------------------------------------------------------------------------------------------------------


def ended(office: County, **changes: str) -> int:
    uid = drafted(office, **changes)
    office.approved(uid)
    office.do("class.start", uid)
    office.today = date.fromordinal(office.record("class", uid)["ends_on"].toordinal() + 1)
    office.do("class.end", uid)
    office.results(uid)
    return uid


@pytest.mark.clause("SH-28")
def test_a_class_is_accepted_with_all_nine_materials_and_they_stay_on_record(suihua: County) -> None:
    uid = ended(suihua)
    with pytest.raises(Refused, match="验收须逐项核对材料：开班申请、.*三（四）3"):
        suihua.do("class.accept", uid, REVIEWER)
    for missing in NINE:
        rest = "、".join(item for item in NINE if item != missing)
        with pytest.raises(Refused, match=f"验收材料还缺：{missing}（.*三（四）3"):
            suihua.do("class.accept", uid, REVIEWER, materials=rest)
    suihua.do("class.accept", uid, REVIEWER, materials="、".join(reversed(NINE)))
    assert suihua.record("class", uid)["materials"] == "、".join(NINE)
    paper = pages(suihua, "acceptance", uid)
    assert all(f"{seq} {item}" in paper for seq, item in enumerate(NINE, 1))
    with suihua.office.read() as read:
        query = "SELECT detail FROM journal WHERE verb = 'accept'"
        assert NINE[-1] in read.connection.exec_driver_sql(query).scalar_one()


@pytest.mark.clause("SH-28")
def test_all_materials_may_be_said_with_one_word_and_a_pack_without_a_list_asks_for_none(
    suihua: County, qijiang: County
) -> None:
    uid = ended(suihua)
    suihua.do("class.accept", uid, REVIEWER, materials=ALL)
    assert suihua.record("class", uid)["materials"] == "、".join(NINE)
    other = ended(qijiang)
    qijiang.do("class.accept", other, REVIEWER)
    assert qijiang.record("class", other)["materials"] is None
    with qijiang.office.read() as read, pytest.raises(Refused, match="政策没有要求"):
        documents.pdf(read, "acceptance", other)


# --- flows and pledge -------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-24")
def test_the_page_of_a_class_tells_how_far_it_has_come_and_what_proves_it(cixi: County) -> None:
    uid = drafted(cixi)
    lines = told(cixi, "class", uid)[say("procedure.flow")]
    assert [line.split("　")[1].split("（")[0] for line in lines] == ["已办", "已办", "下一步", *["未办"] * 4]
    cixi.do("class.file", uid, filing_number="慈备7")
    assert "（2020-03-02，慈备7）" in told(cixi, "class", uid)[say("procedure.flow")][2]
    held = cixi.accepted(2)
    claim = cixi.claim(held, "cleared")
    lines = told(cixi, "class", held)[say("procedure.flow")]
    assert [line for line in lines if "已办" not in line] == [lines[-1]]
    assert cixi.record("claim", claim)["number"] in lines[-2]
    fund = cixi.lists("fund_sources")[0]
    cixi.do("claim.pay", claim, fund=fund, voucher="1", paid_on=cixi.today.isoformat())
    assert "已办" in told(cixi, "class", held)[say("procedure.flow")][-1]


@pytest.mark.clause("CX-25")
def test_a_project_goes_by_its_own_six_steps(cixi: County) -> None:
    uid = cixi.accepted(2, arrangement="项目制培训")
    lines = told(cixi, "class", uid)[say("procedure.flow")]
    assert [line.split("　")[0] for line in lines] == [
        "1. 发布项目征集计划", "2. 公布项目清单", "3. 组织培训", "4. 结业评估", "5. 结果公示", "6. 经费核拨",
    ]  # fmt: skip
    assert "验收人 李复核" in lines[3] and "下一步" in lines[4]


@pytest.mark.clause("CX-23")
def test_a_letter_of_commitment_is_printed_where_the_policy_has_it(cixi: County, qijiang: County) -> None:
    claim = cixi.claim(cixi.accepted(2))
    paper = pages(cixi, "pledge", claim)
    assert "告知承诺书" in paper and "（征求意见稿）》五（一）。" in paper and "培训补贴申领" in paper
    assert "CX-23" not in paper, "who signs knows the document's own numbering, not the clause ids of a pack"
    with cixi.office.read() as read:
        assert "pledge" in {form.name for form in documents.forms_of(read, "claim", claim)}
    plain = qijiang.claim(qijiang.accepted(2))
    with qijiang.office.read() as read:
        assert "pledge" not in {form.name for form in documents.forms_of(read, "claim", plain)}
        with pytest.raises(Refused, match="政策没有要求“补贴申领告知承诺书”"):
            documents.pdf(read, "pledge", plain)


@pytest.mark.clause("QJ-22")
def test_a_pledge_for_projects_alone_is_asked_of_projects_alone(qijiang: County) -> None:
    claim = qijiang.claim(qijiang.accepted(2, arrangement="项目制培训"))
    assert "项目制培训服务和补贴申领" in pages(qijiang, "pledge", claim)


# --- by which day -----------------------------------------------------------------------------------------------------

LEAD = '[[unverified]]\nkey = "opening_lead_days"\namount = 6\nunit = "工作日"\nnote = "试办，待办公室确认"\n\n'
WITHIN = '[[unverified]]\nkey = "claim_within_days"\namount = 30\nunit = "日"\nnote = "试办，待办公室确认"\n\n'


@pytest.fixture
def hurried(ready: Bureau) -> Bureau:
    """An office whose pack sets a time for opening and for claiming."""
    with ready.office.work() as work:
        policies.install(work, version(2, ("[[unverified]]\n", LEAD + WITHIN + "[[unverified]]\n")))
    return ready


def due(office: Bureau) -> dict[tuple[str, str], tuple[date | None, str]]:
    with office.office.read() as read:
        rows = list(LISTINGS["deadlines"].rows(read.connection))
    titles = ("批准或备案开班", "申领补贴")
    return {
        (str(row["title"]), str(row["period"])): (row["due_on"], str(row["standing"]))  # type: ignore[misc]
        for row in rows
        if row["title"] in titles
    }


@pytest.mark.parametrize(("today", "late"), [(date(2019, 9, 30), False), (date(2019, 10, 8), True)])
def test_an_opening_is_approved_in_time_before_the_class_begins(hurried: Bureau, today: date, *, late: bool) -> None:
    uid = hurried.training(date(2019, 10, 14))
    hurried.enrol(uid)
    number = hurried.record("class", uid)["number"]
    assert due(hurried) == {("批准或备案开班", number): (date(2019, 9, 30), "open")}
    hurried.do("class.submit", uid)
    hurried.today = today
    assert due(hurried)["批准或备案开班", number][1] == ("overdue" if late else "near")
    if late:
        with pytest.raises(Refused, match="最晚应在 2019-09-30 批准或备案.*待核实"):
            hurried.do("class.approve", uid, REVIEWER)
        assert hurried.state("class", uid) == "submitted"
    else:
        hurried.do("class.approve", uid, REVIEWER)
        assert due(hurried) == {}


def test_an_opening_that_is_put_off_is_due_later_and_one_made_void_is_due_no_more(hurried: Bureau) -> None:
    uid = hurried.training(date(2019, 10, 14))
    hurried.do("class.edit", uid, starts_on="2019-10-15", ends_on="2019-11-15")
    assert [day for day, _ in due(hurried).values()] == [date(2019, 10, 8)]
    hurried.do("class.void", uid, reason="不办了")
    assert due(hurried) == {}


def test_an_opening_in_an_unannounced_year_is_due_on_no_day_until_the_year_is_announced(hurried: Bureau) -> None:
    with hurried.office.work() as work:
        work.session.query(Day).filter(Day.day >= date(2021, 1, 1)).delete()
    uid = hurried.training(date(2021, 2, 1))
    hurried.enrol(uid)
    hurried.do("class.submit", uid)
    assert list(due(hurried).values()) == [(None, "unknown")]
    with pytest.raises(Refused, match="2021 年的放假安排未公布"):
        hurried.do("class.approve", uid, REVIEWER)
    assert any("未公布" in line for line in told(hurried, "class", uid)[say("procedure.limits")])
    hurried.do("day.create", day="2021-01-01", kind="off")
    assert list(due(hurried).values()) == [(date(2021, 1, 22), "open")]
    hurried.do("class.approve", uid, REVIEWER)


def test_a_class_that_is_put_on_file_in_an_unannounced_year_is_refused_in_words(ready: Bureau) -> None:
    filing = ('key = "class_opening"\nchoice = "approval"', 'key = "class_opening"\nchoice = "filing"')
    with ready.office.work() as work:
        policies.install(work, version(2, filing, ("[[unverified]]\n", LEAD + "[[unverified]]\n")))
        work.session.query(Day).filter(Day.day >= date(2021, 1, 1)).delete()
    uid = ready.training(date(2021, 2, 1))
    ready.enrol(uid)
    with pytest.raises(Refused, match="2021 年的放假安排未公布"):
        ready.do("class.file", uid, filing_number="备1")
    assert ready.state("class", uid) == "draft"
    ready.do("day.create", day="2021-01-01", kind="off")
    ready.do("class.file", uid, filing_number="备1")


def test_a_claim_is_made_and_handed_in_until_its_last_day(hurried: Bureau) -> None:
    held = hurried.accepted(2, date(2019, 9, 23))
    number = hurried.record("class", held)["number"]
    last = date(2019, 11, 20)
    assert due(hurried) == {("申领补贴", number): (last, "open")}
    hurried.today = last
    claim = hurried.do("claim.create", class_number=number)
    hurried.today = date(2019, 11, 21)
    assert due(hurried)["申领补贴", number] == (last, "overdue")
    with pytest.raises(Refused, match="最晚应在 2019-11-20 申领补贴.*待核实"):
        hurried.do("claim.submit", claim)
    hurried.do("claim.void", claim, reason="重做")
    with pytest.raises(Refused, match="最晚应在 2019-11-20 申领补贴"):
        hurried.do("claim.create", class_number=number)
    hurried.today = last
    claim = hurried.claim(held, "submitted")
    assert due(hurried) == {}
    hurried.do("claim.return_", claim, REVIEWER, reason="材料不全")
    assert due(hurried) == {("申领补贴", number): (last, "near")}


def test_what_a_class_owes_is_closed_where_it_belongs(hurried: Bureau) -> None:
    hurried.training(date(2019, 10, 14))
    with hurried.office.read() as read:
        rows = list(LISTINGS["deadlines"].rows(read.connection))
    uid = next(int(str(row["uid"])) for row in rows if row["title"] == "批准或备案开班")
    with pytest.raises(Refused, match="请在培训班 .* 中办理"):
        hurried.do("deadline.done", uid, done_on="2019-09-02", note="办了")


def test_later_certificates_give_a_class_more_time(hurried: Bureau) -> None:
    held = hurried.accepted(2, date(2019, 9, 23))
    hurried.set(Enrolment, hurried.enrolled(held)[0], certificate_date=date(2019, 10, 31))
    claim = hurried.claim(held)
    hurried.today = date(2019, 11, 30)
    hurried.do("claim.submit", claim)
