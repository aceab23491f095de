"""What happens in an example office: its founding, each class from its opening to its end, and the report to the city."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from app.demo.claiming import ahead, claim_for, days
from app.demo.files import faulty_roster, write
from app.demo.places import SAMPLE_DOCUMENT, Course
from app.demo.rosters import attendance, months, results, walkers
from app.demo.story import CITY, COUNTY, LI, ZHANG, ZHAO, ZHOU, Life, Seat, Story, Turn
from app.desk import words
from app.desk.lists import LISTINGS
from app.exchange import merge, package, receipt
from app.exchange.package_rows import last_package
from app.printing import documents
from app.training.training_class.noun import BEGUN, FINISHED

_DOUBTFUL = 5
"""The line that the city's clerk does not accept."""
_DOUBT = {"reason": "与市级抽查的考勤记录不符，请核实后重报"}


_RETURNED = Turn("return_", LI, 3, {"reason": "培训地点与公布的实训场地不一致，请核实后再提交"})
_VOID = Turn("void", None, 2, {"reason": "疫情防控期间暂停线下培训"})


def founding(story: Story) -> Life:
    """Institutions, rates, and the split of a target."""
    place = story.place
    schools = [school.texts(place) for school in place.schools]
    story.take_in("institutions", write(story.files / "培训机构.xlsx", "institutions", "培训机构登记表", schools))
    yield story.first, ZHAO
    story.take_in("rates", write(story.files / "补贴标准目录.xlsx", "rates", "补贴标准目录（示例）", _rates(story)))
    yield story.first, LI
    for rate in story.waiting("rates"):
        story.do("rate", "confirm", rate)
    yield story.first, ZHAO
    for agreement in place.agreements:
        story.do("agreement", "create", None, **agreement)
    for school in place.schools:
        if school.listed_on:
            yield school.listed_on, LI
            story.do("institution", "publish", story.find("institutions", name=school.name), listed_on=str(story.today))
    if place.split:
        yield date(place.split["year"], 1, 2), ZHANG
        whole = story.find("quotas", unit_name=place.split["unit"], year=str(place.split["year"]))
        for name, target in place.split["sections"].items():
            story.do("quota", "split", whole, unit_name=name, target=str(target))


def _rates(story: Story) -> list[dict[str, str]]:
    since = story.place.rates_since.isoformat()
    named = ((name.rpartition(" "), yuan) for name, yuan in story.place.rates.items())
    return [
        {"occupation": name, "level": level, "amount_fen": str(yuan), "since": since, "document": SAMPLE_DOCUMENT}
        for (name, _, level), yuan in named
    ]


def training(story: Story, number: int, roster: Sequence[dict[str, str]]) -> Life:
    """One class from its opening to where it ends up, then its claims."""
    course, clerk = story.place.courses[number], (ZHANG, ZHAO)[number % 2]
    yield course.starts_on - days(20), clerk
    size = len(roster) or len(walkers(story.place))
    uid = story.do("class", "create", None, **course.texts(story.place, size))
    title = story.value("class", uid, "number")
    if not roster:
        _hand_over(story, number, title)
        return
    story.take_in("roster", _received(story, "roster", f"花名册-{title}", roster), uid)
    for turn in _opening(story, uid, course):
        yield story.today + days(turn.days), turn.who or clerk
        story.do("class", turn.verb, uid, **turn.texts)
    if course.state in BEGUN:
        yield course.starts_on, clerk
        story.do("class", "start", uid)
    if course.advance:
        yield from ahead(story, title, clerk)
    if course.state in FINISHED:
        yield course.ends_on, clerk
        _registers(story, uid, course, title, roster)
        story.do("class", "end", uid)
    if course.state == "accepted":
        found = results(story.place, number, title, roster)
        yield from _accepting(story, uid, course, f"成绩证书-{title}", found, clerk)
        yield from claim_for(story, course, title, clerk)


def _opening(story: Story, uid: int, course: Course) -> Iterator[Turn]:
    """How a class comes to its state: put on file or approved, as the policy has it; what follows goes by its dates."""
    if story.may("class", uid, "file"):
        number = {"filing_number": f"示例备〔{course.starts_on.year}〕{story.value('class', uid, 'number')[-2:]}号"}
        if course.state not in ("submitted", "returned"):
            yield Turn("file", None, 8, number)
    else:
        yield Turn("submit", None, 8)
        if course.state == "returned":
            yield _RETURNED
        elif course.state != "submitted":
            number = {"filing_number": f"示例批〔{course.starts_on.year}〕{story.value('class', uid, 'number')[-2:]}号"}
            yield Turn("approve", LI, 4, number)
    if course.state == "void":
        yield _VOID


def _registers(story: Story, uid: int, course: Course, title: str, roster: Sequence[dict[str, str]]) -> None:
    """Attendance and months at work, where the class keeps them."""
    for kind, rows in (("attendance", attendance(course, roster)), ("months", months(course, roster))):
        if rows:
            story.take_in(kind, _received(story, kind, f"{kind}-{title}", rows), uid)


def _accepting(
    story: Story, uid: int, course: Course, title: str, found: Sequence[Mapping[str, str]], clerk: Seat
) -> Life:
    yield course.ends_on + days(10), clerk
    story.take_in("results", _received(story, "results", title, found), uid)
    yield course.ends_on + days(14), LI
    story.do("class", "accept", uid, materials="齐全")


def _received(story: Story, kind: str, title: str, rows: Sequence[Mapping[str, str]]) -> Path:
    return write(story.files / "已导入" / f"{title}.xlsx", kind, title, rows)


def _hand_over(story: Story, number: int, title: str) -> None:
    """The files for walking through a class by hand, and a roster in which much is wrong."""
    roster = walkers(story.place)
    found = results(story.place, number, title, roster)
    write(story.files / f"花名册-{title}.xlsx", "roster", f"{title} 班花名册", roster)
    write(story.files / f"成绩证书-{title}.xlsx", "results", f"{title} 班成绩证书", found)
    faulty_roster(story.files / "花名册-有错误.xlsx", roster)


def reporting(story: Story) -> Life:
    """The month's package goes to the city, and the receipt comes back with one line that is not accepted."""
    folder, place = story.files / "报送", story.place
    sent, answer = folder / f"报送包-{place.period}.zip", folder / f"回执-{place.period}.xlsx"
    yield place.reported_on, ZHANG
    folder.mkdir(parents=True, exist_ok=True)
    with story.county.work(story.at_work[COUNTY]) as work:
        package.build(work, place.period, sent, documents.of_record)
        sender = work.own.uid
    yield place.reported_on + timedelta(2), ZHOU
    with story.city.work(story.at_work[CITY]) as work:
        merge.apply(work, sent)
    with story.city.work(story.at_work[CITY]) as work:
        received = last_package(work, "received", sender)
        assert received is not None  # it has just been applied
        line = LISTINGS["claim-lines"].uids(work.connection)[_DOUBTFUL]
        words.do(work, "claim-line", "refuse", line, _DOUBT)
        receipt.build(work, received.uid, answer)
    yield place.reported_on + timedelta(4), ZHANG
    with story.county.work(story.at_work[COUNTY]) as work:
        receipt.apply(work, answer)
