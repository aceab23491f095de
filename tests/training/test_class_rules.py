"""Standards, clocks and checks that a policy asks of a class: refused, asked or warned, with the clause, step by step."""

from datetime import date

import pytest

from app.desk import cautions
from app.desk.hooks import hooks
from app.institution.institution.model import Institution
from app.kernel.outcomes import Asked, Refused
from app.store.models import Journal
from app.training.attendance.model import Attendance
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import REVIEWER, Bureau
from tests.facts import install
from tests.packs import changed, ruled, version

CLAUSE = "綦江府办发〔2019〕39号四（二）"
BEFORE_HOLIDAY = date(2019, 9, 30)
"""Two working days before OPENING: the holiday of seven days lies between."""
OPENING = date(2019, 10, 9)
LAST = date(2019, 9, 26)
"""Five working days before it, the Sunday that is worked counted."""


def rule(row: str, title: str, test: str, at: str = "apply", *more: str, about: str = "class") -> str:
    """A rule of a class; `test` says the fact and what is asked of it."""
    return "\n".join((f'row = "{row}"\ntitle = "{title}"\nabout = "{about}"\nat = "{at}"', test, *more))


HEADS = rule("heads", "班额", 'fact = "heads"\nmost = 50')
PERIODS = rule("periods", "培训课时", 'fact = "planned_periods"\nleast = 40')
PRACTICE = rule("practice", "实操占比", 'fact = "practice_share"\nleast = 50')
LEAD = rule("lead", "提前申请", 'fact = "applied_on"\nmost = { fact = "start", plus = { working_days = -5 } }')
DAY = rule("day", "每天课时", 'fact = "most_day_periods"\nmost = 8', "end")
ATTENDANCE = rule(
    "attendance", "全班出勤", 'fact = "class_attendance"\nleast = 80', "end", 'against = "warn"', 'then = "talk"'
)
SANCTION = '\n[[sanctions]]\nkey = "talk"\ntitle = "约谈"\nclause = "QJ-13"\nquote = "约谈"\n'
STANDARDS = ruled(HEADS, PERIODS, PRACTICE)


def submit(bureau: Bureau, uid: int, **texts: str) -> int:
    return bureau.do("class.submit", uid, **texts)


def refused(bureau: Bureau, phrase: str, uid: int, who: str = "") -> str:
    """Why a verb is refused; nothing is changed."""
    state, before = bureau.state("class", uid), bureau.counts()
    with pytest.raises(Refused) as found:
        bureau.do(phrase, uid, who)
    assert not isinstance(found.value, Asked) and "没有改变" in str(found.value)
    assert (bureau.state("class", uid), bureau.counts()) == (state, before)
    return str(found.value)


def asked(bureau: Bureau, phrase: str, uid: int, who: str = "") -> str:
    """What a verb asks before it is done, then done with an answer; the journal keeps both."""
    with pytest.raises(Asked) as found:
        bureau.do(phrase, uid, who)
    bureau.do(phrase, uid, who, confirmation="已与机构核实")
    detail = last_detail(bureau, uid)
    assert "已核对" in detail and "已与机构核实" in detail and CLAUSE in detail
    return str(found.value)


def last_detail(bureau: Bureau, uid: int) -> str:
    with bureau.office.read() as read:
        rows = read.session.query(Journal).filter_by(noun="class", subject=uid).order_by(Journal.id.desc())
        return str(rows.first().detail)  # type: ignore[union-attr]


def said_of(bureau: Bureau, word: str, uid: int) -> str:
    """What whoever does a verb is told beside it."""
    with bureau.office.read() as read:
        return "\n".join(cautions.cautions_of(read, "class", word, [uid]))


def page(bureau: Bureau, uid: int) -> str:
    with bureau.office.read() as read:
        return "\n".join(f"{p.title}\n" + "\n".join(p.lines) for p in hooks("class").explain(read, uid))


def attended(bureau: Bureau, uid: int, day: date, periods: int, minutes: int = 45) -> None:
    """Everybody of a class attended so many periods on a day."""
    for enrolment in bureau.enrolled(uid):
        with bureau.office.work() as work:
            work.add(Attendance(enrolment_uid=enrolment, day=day, periods=periods, minutes=minutes))


def running(bureau: Bureau, **changes: str) -> int:
    """A class of three that has begun, and is over."""
    uid = bureau.training(**changes)
    bureau.enrol(uid)
    bureau.approved(uid)
    bureau.do("class.start", uid)
    bureau.today = bureau.record("class", uid)["ends_on"]
    return uid


# --- standards ------------------------------------------------------------------------------------------------------------


def test_every_standard_that_is_not_met_is_said_at_once_with_its_clause(ready: Bureau) -> None:
    install(ready, STANDARDS)
    uid = ready.training(planned_count="300", theory_periods="1", practice_periods="1")
    ready.enrol(uid, 60)
    told = refused(ready, "class.submit", uid)
    assert "2 项" in told and told.count(CLAUSE) == 2
    assert "班额" in told and "60人" in told and "50人" in told
    assert "培训课时" in told and "2课时" in told and "40课时" in told
    assert "实操" not in told, "half of it is practice"


def test_the_share_of_practice_is_reckoned_from_the_planned_periods(ready: Bureau) -> None:
    install(ready, STANDARDS)
    uid = ready.training(theory_periods="60", practice_periods="40")
    ready.enrol(uid)
    told = refused(ready, "class.submit", uid)
    assert "实操课时占比" in told and "40%" in told and "50%" in told
    ready.do("class.edit", uid, theory_periods="50", practice_periods="50")
    assert ready.state("class", submit(ready, uid)) == "submitted"


def test_whoever_enters_or_edits_a_class_is_told_what_it_will_be_refused_for(ready: Bureau) -> None:
    install(ready, STANDARDS)
    uid = ready.training(planned_count="300")
    for word in ("create", "edit"):
        told = said_of(ready, word, uid)
        assert "班额" in told and "300人" in told and CLAUSE in told
    assert "下一步须知" in page(ready, uid) and "300人" in page(ready, uid)
    ready.do("class.edit", uid, planned_count="50")
    assert said_of(ready, "edit", uid) == "" and "下一步须知" not in page(ready, uid)


def test_a_policy_without_rules_says_nothing(ready: Bureau) -> None:
    uid = ready.training(planned_count="300")
    assert said_of(ready, "create", uid) == "" and "下一步须知" not in page(ready, uid)


def test_a_rule_that_is_only_a_principle_asks_for_a_reason_which_the_journal_keeps(ready: Bureau) -> None:
    install(ready, ruled(rule("small", "起办人数", 'fact = "heads"\nleast = 20', "apply", 'against = "principle"')))
    uid = ready.training()
    ready.enrol(uid)
    assert "起办人数" in asked(ready, "class.submit", uid) and ready.state("class", uid) == "submitted"


def test_a_check_by_hand_says_what_is_to_be_looked_at(ready: Bureau) -> None:
    fact = (
        '\n[[facts]]\nkey = "site_seen"\ntitle = "实训场地已查看"\nof = "class"\nasked = "hand"\n'
        'clause = "QJ-13"\nquote = "查看实训场地"\n'
    )
    install(ready, ruled(rule("site", "实训场地", 'fact = "site_seen"\nis = true', "approve"), more=fact))
    uid = ready.training()
    ready.enrol(uid)
    submit(ready, uid)
    assert "须人工核对：实训场地" in asked(ready, "class.approve", uid, REVIEWER)
    assert ready.state("class", uid) == "approved"


def test_a_rule_about_the_institution_is_asked_of_its_class(ready: Bureau) -> None:
    firm = rule("insured", "参保", 'fact = "insured"\nis = true', "start", about="institution")
    install(ready, ruled(firm))
    uid = ready.training()
    ready.enrol(uid)
    ready.approved(uid)
    assert "参保" in refused(ready, "class.start", uid)
    ready.set(Institution, ready.first("institution"), insured=1)
    assert ready.state("class", ready.do("class.start", uid)) == "running"


def test_an_opening_on_file_is_asked_what_application_and_approval_are(ready: Bureau) -> None:
    seen = rule("late", "备案时间", 'fact = "filed_on"\nmost = { fact = "start", plus = { days = -1 } }', "approve")
    filing = ('key = "class_opening"\nchoice = "approval"', 'key = "class_opening"\nchoice = "filing"')
    text = changed(filing, text=ruled(HEADS, seen))
    install(ready, text)
    uid = ready.training()
    ready.enrol(uid, 51)
    ready.set(TrainingClass, uid, planned_count=60)
    assert "班额" in page(ready, uid) and "51人" in page(ready, uid)
    with pytest.raises(Refused) as found:
        ready.do("class.file", uid, filing_number="备1")
    assert "班额" in str(found.value) and "备案时间" in str(found.value)


# --- clocks ---------------------------------------------------------------------------------------------------------------


def test_an_application_too_few_working_days_ahead_is_refused_over_the_holiday(ready: Bureau) -> None:
    install(ready, ruled(LEAD))
    uid = ready.training(OPENING)
    ready.enrol(uid)
    ready.today = BEFORE_HOLIDAY
    told = refused(ready, "class.submit", uid)
    assert (
        "提前申请" in told
        and str(BEFORE_HOLIDAY) in told
        and str(LAST) in told
        and "5个工作日" in told
        and CLAUSE in told
    )
    ready.today = LAST
    assert ready.state("class", submit(ready, uid)) == "submitted"


def test_the_day_of_application_is_the_one_on_which_the_class_was_submitted(ready: Bureau) -> None:
    clock = rule("review", "审批时限", 'fact = "filed_on"\nmost = { fact = "applied_on", plus = { working_days = 3 } }')
    install(ready, ruled(clock.replace('at = "apply"', 'at = "approve"')))
    uid = ready.training(OPENING)
    ready.enrol(uid)
    submit(ready, uid)
    ready.today = date(2019, 9, 6)
    assert "2019-09-05" in refused(ready, "class.approve", uid, REVIEWER)
    ready.today = date(2019, 9, 5)
    assert ready.state("class", ready.do("class.approve", uid, REVIEWER)) == "approved"


def test_a_clock_in_a_year_whose_holidays_are_not_announced_says_so_and_asks(ready: Bureau) -> None:
    install(ready, ruled(LEAD))
    with ready.office.work() as work:
        work.connection.exec_driver_sql("DELETE FROM day WHERE day >= '2020-01-01'")
    uid = ready.training(date(2020, 1, 6))
    ready.enrol(uid)
    assert "未公布" in said_of(ready, "create", uid)
    assert "未公布" in asked(ready, "class.submit", uid) and ready.state("class", uid) == "submitted"


@pytest.mark.parametrize("in_time", [True, False])
def test_the_days_to_decide_ahead_are_measured_when_the_class_is_handed_in(ready: Bureau, in_time: bool) -> None:
    lead = '[[unverified]]\nkey = "opening_lead_days"\namount = 5\nunit = "工作日"\nnote = "待确认"\n\n'
    install(ready, version(2, ("[[unverified]]\n", lead + "[[unverified]]\n")))
    uid = ready.training(OPENING)
    ready.enrol(uid)
    ready.today = LAST if in_time else BEFORE_HOLIDAY
    if in_time:
        assert ready.state("class", submit(ready, uid)) == "submitted"
    else:
        told = refused(ready, "class.submit", uid)
        assert f"最晚应在 {LAST} 批准或备案" in told and str(OPENING) in told


# --- attendance -----------------------------------------------------------------------------------------------------------


def test_a_day_of_ninety_nine_periods_is_refused_when_the_class_ends(ready: Bureau) -> None:
    install(ready, ruled(DAY))
    uid = running(ready)
    attended(ready, uid, date(2019, 9, 3), 99, minutes=10)
    told = refused(ready, "class.end", uid)
    assert "每天课时" in told and "99课时" in told and "8课时" in told and CLAUSE in told


def test_periods_of_one_person_in_two_classes_on_one_day_are_added(ready: Bureau) -> None:
    install(ready, ruled(DAY))
    both = []
    for occupation, level in (("电工", "四级/中级工"), ("焊工", "五级/初级工")):
        uid = ready.training(occupation=occupation, level=level)
        ready.enrol(uid, [people.person(1)])
        ready.approved(uid)
        ready.do("class.start", uid)
        attended(ready, uid, date(2019, 9, 3), 5)
        both.append(uid)
    ready.today = ready.record("class", both[0])["ends_on"]
    assert "10课时" in refused(ready, "class.end", both[0])


def test_low_attendance_of_a_class_is_a_warning_that_proposes_a_sanction(ready: Bureau) -> None:
    install(ready, ruled(ATTENDANCE, more=SANCTION))
    uid = running(ready)
    attended(ready, uid, date(2019, 9, 3), 8)
    told = asked(ready, "class.end", uid)
    assert "全班出勤" in told and "80%" in told and "建议处理：约谈" in told
    assert ready.state("class", uid) == "ended" and "建议处理：约谈" in last_detail(ready, uid)


def test_a_class_that_attended_enough_ends_without_a_word(ready: Bureau) -> None:
    install(ready, ruled(ATTENDANCE, DAY, more=SANCTION))
    uid = running(ready, theory_periods="8", practice_periods="8")
    for day in (3, 4):
        attended(ready, uid, date(2019, 9, day), 8)
    assert ready.state("class", ready.do("class.end", uid)) == "ended"


def test_attendance_that_nobody_registered_is_not_known_and_not_nought(ready: Bureau) -> None:
    install(ready, ruled(ATTENDANCE, more=SANCTION))
    uid = running(ready)
    told = asked(ready, "class.end", uid)
    assert "没有登记" in told and "0%" not in told.replace("80%", "")
