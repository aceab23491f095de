"""Institutions, classes, rosters, targets, people and calendar: what their verbs refuse, and what they leave behind."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.claim.claim_line.model import ClaimLine
from app.desk import dialogs
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Asked, Problems, Refused
from app.printing import documents
from app.store import packs
from app.store.models import Journal, OfficeRow
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.packs import version
from tests.printing.papers import text_of
from tests.regions import County

WRONG: dict[str, tuple[dict[str, str], str, str]] = {
    "an institution nobody registered": ({"institution_name": "无名学校"}, "institution_name", "class.institution"),
    "an occupation that it does not teach": ({"occupation": "厨师"}, "occupation", "class.programme"),
    "a level that it does not teach": ({"level": "三级/高级工"}, "occupation", "class.programme"),
    "a unit that does not exist": ({"unit_name": "区某局"}, "unit_name", "class.unit"),
    "an end before the start": ({"ends_on": "2019-09-01"}, "ends_on", "class.dates"),
    "no periods at all": ({"theory_periods": "0", "practice_periods": "0"}, "theory_periods", "class.periods"),
    "nobody planned": ({"planned_count": "0"}, "planned_count", "class.planned"),
    "a start before the policy": ({"starts_on": "2018-12-31"}, "starts_on", "class.period"),
    "a start after the policy": ({"starts_on": "2022-01-01", "ends_on": "2022-02-01"}, "starts_on", "class.period"),
    "a level that the pack does not know": ({"level": "九级"}, "level", "choice.unknown"),
}


def problems(bureau: Bureau, phrase: str, uid: int | None = None, **texts: str) -> list[tuple[str, str]]:
    before = bureau.counts()
    with pytest.raises(Problems) as refused:
        bureau.do(phrase, uid, **texts)
    assert bureau.counts() == before
    assert all(problem.reason for problem in refused.value.problems)
    return [(problem.key, problem.code) for problem in refused.value.problems]


@pytest.mark.parametrize("name", WRONG)
def test_a_class_is_refused_with(name: str, ready: Bureau) -> None:
    changes, key, code = WRONG[name]
    with pytest.raises(Problems) as refused:
        ready.training(**changes)
    assert (key, code) in [(problem.key, problem.code) for problem in refused.value.problems]
    assert ready.counts()["training_class"] == 0


@pytest.mark.clause("QJ-22")
def test_a_class_needs_an_institution_that_was_listed_by_its_first_day(ready: Bureau) -> None:
    ready.institution(2, listed_on="2019-09-03", name="后公布的学校")
    with pytest.raises(Problems, match="这个机构在开班日期尚未列入公布名单.*五（二）"):
        ready.training(institution_name="后公布的学校")
    ready.training(date(2019, 9, 3), institution_name="后公布的学校")
    ready.do("institution.delist", ready.first("institution"), reason="年检不合格")
    with pytest.raises(Problems, match="尚未列入公布名单"):
        ready.training()


def test_what_no_document_says_is_not_refused_with_an_empty_clause(ready: Bureau) -> None:
    ready.institution(2, listed_on="2019-09-03", name="后公布的学校")
    silent = version(2, ('key = "published_catalogues"', 'key = "disclosure_items"'))
    with ready.office.work() as work:
        packs.install(work.session, silent, work.now)
    with pytest.raises(Problems, match="尚未列入公布名单。政策没有写这一条") as refused:
        ready.training(institution_name="后公布的学校")
    assert "（）" not in str(refused.value)


def test_classes_are_numbered_by_the_year_in_which_they_start(ready: Bureau) -> None:
    uids = [ready.training(), ready.training(), ready.training(date(2020, 2, 3))]
    assert [ready.record("class", uid)["number"] for uid in uids] == [
        "500110-2019-0001",
        "500110-2019-0002",
        "500110-2020-0001",
    ]


def test_an_edit_changes_what_it_names_and_nothing_else(ready: Bureau) -> None:
    uid = ready.training()
    before = ready.record("class", uid)
    ready.do("class.edit", uid, place="古南街道", unit_name="区妇联")
    after = ready.record("class", uid)
    assert {key for key in after if after[key] != before[key]} == {"place", "unit_name"}
    assert problems(ready, "class.edit", uid, ends_on="2019-09-01") == [("ends_on", "class.dates")]


def test_a_class_whose_institution_left_the_list_meanwhile_is_not_submitted(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid)
    ready.do("institution.delist", ready.first("institution"), reason="年检不合格")
    assert problems(ready, "class.submit", uid) == [("institution_name", "class.not_listed")]


def test_a_class_is_submitted_with_a_roster_of_at_most_the_planned_count(ready: Bureau) -> None:
    uid = ready.training(planned_count="2")
    with pytest.raises(Refused, match="花名册还是空的"):
        ready.do("class.submit", uid)
    ready.enrol(uid, 3)
    with pytest.raises(Refused, match="花名册 3 人，超过计划人数 2 人"):
        ready.do("class.submit", uid)
    ready.do("enrolment.drop", ready.enrolled(uid)[0], reason="退出")
    ready.do("class.submit", uid)
    assert ready.state("class", uid) == "submitted"


def test_the_opening_is_approved_by_another_person_and_fixes_the_head_count(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 3)
    ready.do("class.submit", uid)
    ready.agree(ready.do("user.create", name="孙兼任", roles="经办、复核"))
    ready.do("class.return_", uid, REVIEWER, reason="课程表未附")
    assert ready.record("class", uid)["return_reason"] == "课程表未附"
    ready.do("class.submit", uid, "孙兼任")
    with pytest.raises(Refused, match="提交人与批准人不能是同一人（孙兼任）"):
        ready.do("class.approve", uid, "孙兼任")
    ready.do("class.approve", uid, REVIEWER)
    record = ready.record("class", uid)
    assert (record["filed_count"], record["filed_on"], record["return_reason"]) == (3, ready.today, None)


def test_a_class_starts_and_ends_on_its_days_and_not_before(ready: Bureau) -> None:
    uid = ready.training(date(2019, 9, 10))
    ready.enrol(uid)
    ready.approved(uid)
    with pytest.raises(Refused, match="开班日期是 2019-09-10，还没有到"):
        ready.do("class.start", uid)
    ready.today = date(2019, 9, 10)
    ready.do("class.start", uid)
    with pytest.raises(Refused, match="结班日期是 2019-10-07，还没有到"):
        ready.do("class.end", uid)
    ready.today = date(2019, 10, 7)
    ready.do("class.end", uid)


def test_acceptance_needs_every_result_and_keeps_three_head_counts(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 3)
    ready.approved(uid)
    ready.do("class.start", uid)
    ready.today = date(2019, 10, 8)
    ready.do("class.end", uid)
    with pytest.raises(Refused, match="还有 3 人没有成绩"):
        ready.do("class.accept", uid, REVIEWER)
    ready.results(uid)
    ready.set(Enrolment, ready.enrolled(uid)[0], result="failed")
    with pytest.raises(Refused, match="核准人数 3 超过合格人数 2"):
        ready.do("class.accept", uid, REVIEWER, approved_count="3")
    ready.do("class.accept", uid, REVIEWER)
    record = ready.record("class", uid)
    assert [record[key] for key in ("filed_count", "qualified_count", "approved_count")] == [3, 2, 2]


def test_a_roster_row_is_corrected_only_while_its_class_is_open(ready: Bureau) -> None:
    uid = ready.training()
    row = ready.enrol(uid)[0]
    ready.do("enrolment.edit", row, category="退役军人", draws_pension="")
    assert (ready.record("enrolment", row)["category"], ready.record("enrolment", row)["draws_pension"]) == (
        "退役军人",
        0,
    )
    ready.approved(uid)
    with pytest.raises(Refused, match="培训班当前为“已批准”，花名册不能再改"):
        ready.do("enrolment.edit", row, category="两后生")


def test_a_trainees_new_name_is_found_by_its_initials(taught: Bureau) -> None:
    uid = taught.first("trainee")
    taught.do("trainee.edit", uid, name="仇小满")
    with taught.office.read() as read:
        found = read.connection.exec_driver_sql("SELECT initials FROM trainee WHERE uid = ?", (uid,)).scalar_one()
    assert " qxm" in found
    assert " cxm" in found
    with pytest.raises(Refused) as refused:
        taught.do("trainee.edit", uid, id_number=people.id_number(77))
    assert refused.value.code == "words.param"


def test_a_credit_code_stands_once_in_an_office(ready: Bureau) -> None:
    with pytest.raises(Refused, match="已经存在，不能重复登记"):
        ready.institution(1, name="冒名学校")
    second = ready.institution(2, name="第二学校")
    with pytest.raises(Refused, match="已经存在"):
        ready.do("institution.correct", second, uscc=people.uscc(1), reason="填错")


def test_an_institution_names_a_level_for_each_occupation(bureau: Bureau) -> None:
    given = {"name": "甲", "uscc": people.uscc(3)}
    assert problems(bureau, "institution.create", **given, programmes="电工") == [("programmes", "programme.level")]
    assert problems(bureau, "institution.create", **given, programmes="电工 九级") == [
        ("programmes", "programme.level")
    ]
    bureau.do("institution.create", **given, programmes="电工 四级、五级；焊工 初级工")


# --- targets ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-25")
def test_a_new_qijiang_office_has_the_eighteen_units_with_42700(bureau: Bureau) -> None:
    with bureau.office.read() as read:
        totals = LISTINGS["quotas"].totals(read.connection)
        years = dict(LISTINGS["quotas"].values(read.connection, "year"))
    assert (totals.count, totals.sums["target"], years) == (54, 42_700, {2019: 18, 2020: 18, 2021: 18})


@pytest.mark.clause("QJ-21")
def test_a_target_is_split_up_to_the_whole(bureau: Bureau) -> None:
    whole = bureau.first("quota")  # 区人力社保局 2019: 6,700
    part = bureau.do("quota.split", whole, unit_name="文龙街道", target="6000")
    with pytest.raises(Refused, match="分解之和 6701 超过上级指标 6700"):
        bureau.do("quota.split", whole, unit_name="古南街道", target="701")
    bureau.do("quota.split", whole, unit_name="古南街道", target="700")
    with pytest.raises(Refused, match="已经存在"):
        bureau.do("quota.split", whole, unit_name="古南街道", target="0")
    with pytest.raises(Refused, match="分解之和 6700 超过上级指标 6000"):
        bureau.do("quota.edit", whole, target="6000")
    bureau.do("quota.edit", whole, target="7000", stretch="8000")
    record = bureau.record("quota", part)
    assert (record["unit_name"], record["parent_name"], record["target"]) == ("文龙街道", "区人力社保局", 6000)


def test_a_part_cannot_be_raised_above_what_is_left_of_the_whole(bureau: Bureau) -> None:
    whole = bureau.first("quota")
    part = bureau.do("quota.split", whole, unit_name="文龙街道", target="6000")
    with pytest.raises(Refused, match="分解之和 6701 超过上级指标 6700"):
        bureau.do("quota.edit", part, target="6701")
    bureau.do("quota.edit", part, target="6700")


@pytest.mark.clause("QJ-21")
def test_progress_counts_qualified_people_of_ended_classes_in_their_unit_and_year(taught: Bureau) -> None:
    record = taught.record("quota", taught.first("quota"))
    assert [record[key] for key in ("year", "done", "persons", "certified", "progress")] == [2019, 3, 3, 3, 4]


# --- the office -------------------------------------------------------------------------------------------------------


def test_people_are_taken_in_once_with_known_roles_and_do_not_leave_by_their_own_hand(bureau: Bureau) -> None:
    assert problems(bureau, "user.create", name="周新来", roles="保安") == [("roles", "choice.unknown")]
    uid = bureau.agree(bureau.do("user.create", name="周新来", roles="经办，负责人"))
    assert bureau.record("user", uid)["roles"] == "clerk chief"
    with pytest.raises(Refused, match="已经存在"):
        bureau.do("user.create", name="周新来", roles="经办")
    with pytest.raises(Refused, match="不能给自己办理离岗"):
        bureau.do("user.leave", uid, "周新来", reason="调走")
    bureau.agree(bureau.do("user.leave", uid, CLERK, reason="调走"))
    with pytest.raises(Refused, match="没有“周新来”这个人员"):
        bureau.office.sign_in("周新来")


def test_the_calendar_is_corrected_day_by_day(bureau: Bureau) -> None:
    number = bureau.do("day.create", day="2027-02-06", kind="上班", name="春节调休")
    assert number == 20270206
    bureau.do("day.edit", number, kind="休息")
    record = bureau.record("day", number)
    assert (record["kind"], record["name"]) == ("off", "春节调休")


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_a_rate_is_more_than_nothing(amount: str, bureau: Bureau) -> None:
    with pytest.raises(Problems):
        bureau.rate(amount_fen=amount)


def test_a_rate_stands_once_for_an_occupation_level_and_day(ready: Bureau) -> None:
    with pytest.raises(Refused, match="“电工 四级/中级工 2019-01-01”已经存在"):
        ready.rate()
    ready.rate(since="2020-01-01")


def test_a_line_of_another_office_is_refused_and_taken_back_by_the_clerk(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    line: Any = taught.lines(claim)[0]["uid"]
    with pytest.raises(Refused, match="是本单位（綦江区人力社保局）自己的"):
        taught.do("claim-line.refuse", line, reason="x")
    with taught.office.work() as work:
        work.session.add(OfficeRow(uid=77 << 32, name="永新镇", region="500110101", level="town", number=77))
    taught.set(ClaimLine, line, origin=77 << 32)
    with pytest.raises(Refused) as refused:
        taught.do("claim-line.refuse", line, CHIEF, reason="x")
    assert refused.value.code == "move.role"
    taught.do("claim-line.refuse", line, reason="证书查无此号")
    record = taught.record("claim-line", line)
    assert (record["reported"], record["receipt_reason"]) == ("refused", "证书查无此号")
    taught.do("claim-line.take_back", line)
    assert taught.record("claim-line", line)["reported"] == "pending"


def held(bureau: Bureau, count: int = 3) -> int:
    """A class that is over, everybody in it qualified."""
    uid = bureau.training()
    bureau.enrol(uid, count)
    bureau.approved(uid)
    bureau.do("class.start", uid)
    bureau.today = date(2019, 10, 8)
    bureau.do("class.end", uid)
    bureau.results(uid)
    return uid


def marked(bureau: Bureau, uid: int) -> list[str | None]:
    return [bureau.record("enrolment", row)["left_out"] for row in bureau.enrolled(uid)]


def test_fewer_accepted_than_qualified_need_every_name_and_the_reason(ready: Bureau) -> None:
    uid = held(ready)
    name = ready.record("enrolment", ready.enrolled(uid)[1])["name"]
    with pytest.raises(Refused, match="合格 3 人，核准 1 人，应在“不予核准人员”中写明 2 人，写了 1 人"):
        ready.do("class.accept", uid, REVIEWER, approved_count="1", left_out="2", left_out_reason="缺课")
    with pytest.raises(Problems, match="没有这个序号、身份证号或姓名") as told:
        ready.do("class.accept", uid, REVIEWER, left_out="9、某甲", left_out_reason="缺课")
    assert [problem.value for problem in told.value.problems] == ["9", "某甲"]
    with pytest.raises(Problems, match="必填|不能空"):
        ready.do("class.accept", uid, REVIEWER, left_out=name)
    assert (ready.state("class", uid), marked(ready, uid)) == ("ended", [None, None, None])
    ready.do("class.accept", uid, REVIEWER, approved_count="2", left_out=name, left_out_reason="缺课")
    assert (ready.record("class", uid)["approved_count"], marked(ready, uid)) == (2, [None, "缺课", None])


def test_a_claim_grants_nobody_whom_the_acceptance_left_out(ready: Bureau) -> None:
    uid = held(ready)
    ready.do("class.accept", uid, REVIEWER, left_out="1、3", left_out_reason="缺课")
    claim = ready.claim(uid)
    assert [line["decision"] for line in ready.lines(claim)] == ["refused", "granted", "refused"]
    assert "验收时不予核准：缺课" in ready.lines(claim)[0]["reasons"]
    assert ready.record("claim", claim)["granted_count"] == 1


def test_a_class_accepted_for_fewer_without_names_is_paid_only_after_they_are_named(ready: Bureau) -> None:
    uid = held(ready)
    ready.do("class.accept", uid, REVIEWER)
    ready.set(TrainingClass, uid, approved_count=2)
    with pytest.raises(Refused, match="核准 2 人，按名册合格并可补贴的有 3 人"):
        ready.claim(uid)
    ready.do("class.recount", uid, REVIEWER, left_out="3", left_out_reason="替考")
    with ready.office.read() as read:
        begun = dialogs.values_for(read, "class", "recount", uid)
    assert begun == {"approved_count": 2, "left_out": "3", "left_out_reason": "替考"}, (
        "its dialog keeps who is left out"
    )
    claim = ready.claim(uid, "submitted")
    assert ready.record("claim", claim)["granted_count"] == 2
    with pytest.raises(Refused, match="已经提交，不能再更正核准人数"):
        ready.do("class.recount", uid, REVIEWER)


@pytest.mark.clause("QJ-21")
def test_a_class_is_approved_after_it_began_only_when_somebody_says_why(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 3)
    ready.do("class.submit", uid)
    ready.today = date(2019, 10, 8)
    with pytest.raises(Asked, match="批准日期 2019-10-08 在开班之后"):
        ready.do("class.approve", uid, REVIEWER)
    assert ready.state("class", uid) == "submitted"
    ready.do("class.approve", uid, REVIEWER, confirmation="疫情期间先行开班，补办批复")
    with ready.office.read() as read:
        row = read.session.scalars(select(Journal).where(Journal.verb == "approve", Journal.subject == uid)).one()
    assert "疫情期间先行开班" in row.detail and "在开班之后" in row.detail
    assert row.clause


@pytest.mark.clause("CX-09")
def test_a_class_is_put_on_file_after_it_began_only_when_somebody_says_why(tmp_path: Path) -> None:
    county = County(tmp_path / "cixi", "cixi-2020").furnished()
    uid = county.training()
    county.enrol(uid)
    county.today = date.fromordinal(county.today.toordinal() + 1)
    with pytest.raises(Asked, match="备案日期 2020-03-03 在开班之后.*征求意见稿"):
        county.do("class.file", uid, filing_number="备1")
    with pytest.raises(Problems, match="补录原因"):
        county.do("class.file", uid, filing_number="备1", filed_on="2020-03-02")
    county.do("class.file", uid, filing_number="备1", filed_on="2020-03-02", late_reason="昨日已收备案表")
    assert county.state("class", uid) == "filed"
    county.office.close()


def test_the_opening_form_says_how_the_people_of_a_class_study(ready: Bureau) -> None:
    uid = ready.training(study_mode="业余")
    assert ready.record("class", uid)["study_mode"] == "spare"
    with ready.office.read() as read:
        paper = text_of(documents.pdf(read, "class-application", uid).data)
    assert "学习形式" in paper and "业余" in paper


def test_a_class_that_is_void_is_listed_and_not_counted(ready: Bureau) -> None:
    held, cancelled = ready.training(planned_count="20"), ready.training(planned_count="30")
    ready.do("class.void", cancelled, reason="生源不足")
    with ready.office.read() as read:
        totals = LISTINGS["classes"].totals(read.connection)
    assert ready.state("class", held) == "draft"
    assert (totals.count, totals.sums["planned_count"]) == (2, 20)
