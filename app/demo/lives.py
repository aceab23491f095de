"""What happens in the example office: its founding, each class with its claim, and the report to the city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from app.demo import plan
from app.demo.files import faulty_roster, write
from app.demo.plan import COURSES, Course
from app.demo.rosters import results, walkers
from app.demo.story import LI, WANG, ZHANG, ZHAO, ZHOU, Life, Seat, Story
from app.exchange import merge, package, receipt
from app.listings import LISTINGS
from app.printing import documents
from app.usecases import words

PERIOD, REPORTED_ON = "2019-12", date(2020, 1, 8)
_DOUBTFUL = 5
"""The line that the city's clerk does not accept."""


@dataclass(frozen=True)
class Turn:
    """A verb: who does it, how many days after what came before, and what is entered."""

    verb: str
    who: Seat | None = None
    """None is the clerk of the class."""
    days: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)


_SUBMIT, _APPROVE = Turn("submit", None, 8), Turn("approve", LI, 4)
_CLASS: Mapping[str, Sequence[Turn]] = {
    "submitted": (_SUBMIT,),
    "returned": (_SUBMIT, Turn("return_", LI, 3, {"reason": "培训地点与公布的实训场地不一致，请核实后再提交"})),
    "void": (_SUBMIT, _APPROVE, Turn("void", None, 2, {"reason": "疫情防控期间暂停线下培训"})),
}
"""How a class comes to its state; one that is not here is approved, and what follows goes by its own dates."""
_APPROVED = (_SUBMIT, _APPROVE)

_HAND_IN, _REVIEW, _DECIDE = Turn("submit"), Turn("review", LI, 2), Turn("approve", WANG, 3)
_CLAIM: Mapping[str, Sequence[Turn]] = {
    "draft": (),
    "submitted": (_HAND_IN,),
    "returned": (_HAND_IN, Turn("return_", LI, 2, {"reason": "缺少第三周考勤表，请补齐后再提交"})),
    "reviewed": (_HAND_IN, _REVIEW),
    "approved": (_HAND_IN, _REVIEW, _DECIDE),
}
"""How a claim comes to its state; one that is not here is put up for notice, and what follows goes by the calendar."""
_NOTICED = (_HAND_IN, _REVIEW, _DECIDE, Turn("publish", None, 1))

_BEGUN, _OVER, _UNOPPOSED = ("running", "ended", "accepted"), ("ended", "accepted"), ("cleared", "paid")
_VOID = {"reason": "申请日期填错，作废后重新申请"}
_DOUBT = {"reason": "与市级抽查的考勤记录不符，请核实后重报"}


def _days(number: int) -> timedelta:
    return timedelta(days=number)


def founding(story: Story) -> Life:
    """Institutions, rates, and the split of a target."""
    schools = [school.texts() for school in plan.SCHOOLS]
    story.take_in("institutions", write(story.files / "培训机构.xlsx", "institutions", "培训机构登记表", schools))
    yield story.first, ZHAO
    story.take_in("rates", write(story.files / "补贴标准目录.xlsx", "rates", "补贴标准目录（示例）", _rates()))
    for school in plan.SCHOOLS:
        if school.listed_on:
            yield school.listed_on, ZHANG
            uid = story.find("institutions", name=school.name)
            story.do("institution", "publish", uid, listed_on=story.today.isoformat())
    yield date(plan.SPLIT_YEAR, 1, 2), ZHANG
    whole = story.find("quotas", unit_name=plan.SPLIT_UNIT, year=str(plan.SPLIT_YEAR))
    for name, target in plan.SECTIONS.items():
        story.do("quota", "split", whole, unit_name=name, target=str(target))


def _rates() -> list[dict[str, str]]:
    since, document = plan.RATES_SINCE.isoformat(), plan.SAMPLE_DOCUMENT
    return [
        {"occupation": occupation, "level": level, "amount_fen": str(yuan), "since": since, "document": document}
        for (occupation, level), yuan in plan.RATES.items()
    ]


def training(story: Story, place: int, roster: Sequence[dict[str, str]]) -> Life:
    """One class from its opening to where it ends up, then its claim."""
    course, clerk = COURSES[place], (ZHANG, ZHAO)[place % 2]
    yield course.starts_on - _days(20), clerk
    uid = story.do("class", "create", None, **course.texts(len(roster) or plan.WALK_PEOPLE))
    number = story.value("class", uid, "number")
    if not roster:
        _hand_over(story, place, number)
        return
    story.take_in("roster", _received(story, "roster", f"花名册-{number}", roster), uid)
    for turn in _CLASS.get(course.state, _APPROVED):
        yield story.today + _days(turn.days), turn.who or clerk
        story.do("class", turn.verb, uid, **turn.texts)
    if course.state in _BEGUN:
        yield course.starts_on, clerk
        story.do("class", "start", uid)
    if course.state in _OVER:
        yield course.ends_on, clerk
        story.do("class", "end", uid)
    if course.state == "accepted":
        yield from _accepting(story, uid, f"成绩证书-{number}", results(place, number, roster), course, clerk)
        yield from _claiming(story, course, number, clerk)


def _accepting(
    story: Story, uid: int, title: str, found: Sequence[Mapping[str, str]], course: Course, clerk: Seat
) -> Life:
    yield course.ends_on + _days(10), clerk
    story.take_in("results", _received(story, "results", title, found), uid)
    yield course.ends_on + _days(14), LI
    story.do("class", "accept", uid)


def _claiming(story: Story, course: Course, number: str, clerk: Seat) -> Life:
    yield course.claim_on or course.ends_on + _days(16), clerk
    uid = story.do("claim", "create", None, class_number=number)
    if course.voided_first:
        story.do("claim", "void", uid, **_VOID)
        uid = story.do("claim", "create", None, class_number=number)
    for turn in _CLAIM.get(course.claim, _NOTICED):
        yield story.today + _days(turn.days), turn.who or clerk
        story.do("claim", turn.verb, uid, **turn.texts)
    if course.claim in _UNOPPOSED:
        yield date.fromisoformat(story.value("claim", uid, "notice_to")) + _days(1), clerk
        story.do("claim", "clear", uid)
    if course.claim == "paid":
        yield story.today + _days(6), clerk
        fund, voucher = "失业保险基金结余（专账）", f"示例凭证{number}"
        story.do("claim", "pay", uid, fund=fund, voucher=voucher, paid_on=story.today.isoformat())


def _received(story: Story, kind: str, title: str, rows: Sequence[Mapping[str, str]]) -> Path:
    return write(story.files / "已导入" / f"{title}.xlsx", kind, title, rows)


def _hand_over(story: Story, place: int, number: str) -> None:
    """The files for walking through a class by hand, and a roster in which much is wrong."""
    roster = walkers()
    write(story.files / f"花名册-{number}.xlsx", "roster", f"{number} 班花名册", roster)
    write(story.files / f"成绩证书-{number}.xlsx", "results", f"{number} 班成绩证书", results(place, number, roster))
    faulty_roster(story.files / "花名册-有错误.xlsx", roster)


def reporting(story: Story) -> Life:
    """The month's package goes to the city, and the receipt comes back with one line that is not accepted."""
    folder = story.files / "报送"
    sent, answer = folder / f"报送包-{PERIOD}.zip", folder / f"回执-{PERIOD}.xlsx"
    yield REPORTED_ON, ZHANG
    folder.mkdir(parents=True, exist_ok=True)
    with story.county.work() as work:
        package.build(work, PERIOD, sent, documents.of_record)
        sender = work.own.uid
    yield REPORTED_ON + _days(2), ZHOU
    with story.city.work() as work:
        merge.apply(work, sent)
    with story.city.work() as work:
        received = package.last_package(work, "received", sender)
        assert received is not None  # it has just been applied
        line = LISTINGS["claim-lines"].uids(work.connection)[_DOUBTFUL]
        words.do(work, "claim-line", "refuse", line, _DOUBT)
        receipt.build(work, received.uid, answer)
    yield REPORTED_ON + _days(4), ZHANG
    with story.county.work() as work:
        receipt.apply(work, answer)
