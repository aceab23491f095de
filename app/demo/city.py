"""A city with its counties (demo --city): targets and money go down in one order, each county's month comes back up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.demo.files import write
from app.demo.lives import founding, training
from app.demo.places import Bureau, Faults, Place, place
from app.demo.rosters import rosters
from app.demo.story import CITY, COUNTY, WU, ZHANG, ZHOU, Story
from app.desk import words
from app.desk.lists import LISTINGS
from app.exchange import imports, merge, order, package, receipt
from app.exchange.package_rows import last_package
from app.record.imports.layout import NOTHING
from app.record.listing import Filter, Query
from app.store.work import Progress

PACK = "suihua-2019"
"""The example whose circular divides its targets among counties."""
_AXIS = "县（市、区）"
_DOCUMENT = "绥人社示例〔2020〕1号"
_PERIOD, _SENT, _TAKEN = "2020-12", date(2021, 1, 8), date(2021, 1, 12)
_FIGURES = {
    "period": _PERIOD,
    "classes": "1",
    "times": "22",
    "persons": "22",
    "qualified": "21",
    "certified": "20",
    "subsidised": "20",
    "awarded_fen": "26000.00",
    "paid_fen": "26000.00",
}
"""What the county without the program says of the month."""


@dataclass(frozen=True)
class County:
    """One county of the city: what it is called, its code, its share of the fund in 元, its target, whether it has the program."""

    name: str
    region: str
    share: int
    target: int
    """人次 of 2020: the circular leaves that year to the province, so these are examples."""
    program: bool = True

    @property
    def office(self) -> str:
        """The name of its office."""
        return f"{self.name}人力资源和社会保障局（示例）"


def make(folder: Path, progress: Progress) -> None:
    """The city and its counties in a folder, one beside the other; told the counties done and in all."""
    where = replace(place(PACK), last=_TAKEN)
    counties = [County(**county) for county in where.counties]
    first = Story(folder / counties[0].name, _place(where, counties[0], 0))
    city, stories = first.city, [first]
    try:
        _settle(first, counties)
        path = folder / "files" / "下发文件.zip"
        path.parent.mkdir(parents=True)
        with city.work(city.person(ZHOU.name)) as work:
            order.build(work, path, _DOCUMENT)
        for number, county in enumerate(counties):
            progress(number, len(counties))
            if county.program:
                story = first if not number else Story(folder / county.name, _place(where, county, number), city)
                stories += [story] if number else []
                _live(story, path)
        _report(stories, folder / "files", counties)
    finally:
        for story in stories:
            story.close()
        city.close()
    (folder / counties[0].name / CITY).rename(folder / CITY)


def _place(where: Place, county: County, number: int) -> Place:
    """The example as it is in one county: one class of its own, taught by schools of its own to people of its own."""

    def named(text: str) -> str:
        return text.replace("北林", county.name[:2] if county.name[0] != "示" else county.name[2:])

    courses = [course for course in where.courses if course.people and course.claim != "draft"]
    course = courses[number % len(courses)]
    areas = {str(raw["name"]) for raw in where.counties}
    course = replace(
        course, unit="市人社局" if course.unit in areas else course.unit, school=named(course.school), claim="paid"
    )
    schools = tuple(
        replace(school, name=named(school.name), serial=10 * (number + 1) + school.serial) for school in where.schools
    )
    agreements = tuple({key: named(text) for key, text in agreement.items()} for agreement in where.agreements)
    return replace(
        where,
        county=Bureau(county.office, county.region, where.county.phone, f"{county.name}示例大街100号"),
        people=replace(where.people, areas=(county.region,), district=county.name, seed=2019 + 10 * number),
        schools=schools,
        agreements=agreements,
        courses=(replace(course, area=county.name),),
        faults=Faults(),
    )


def _settle(story: Story, counties: Sequence[County]) -> None:
    """The city gives each area its code and its share, and names the office that has not the program."""
    fund = story.place.fund

    def do(noun: str, word: str, uid: int | None, texts: Mapping[str, str]) -> int:
        with story.city.work(story.city.person(ZHOU.name)) as work:
            return words.do(work, noun, word, uid, texts)

    with story.city.read() as read:
        query = Query((Filter("axis", "=", _AXIS),))
        known = {row["called"]: int(str(row["uid"])) for row in LISTINGS["units"].rows(read.connection, query)}
    money = {"fund": fund, "year": "2020", "document": _DOCUMENT}
    total = sum(county.share for county in counties)
    arranged = do("budget", "create", None, {**money, "until_year": "2021", "amount_fen": str(2 * total)})
    with story.city.work(story.city.person(WU.name)) as work:
        words.do(work, "budget", "confirm", arranged, {})
    for county in counties:
        if county.name in known:
            do("unit", "edit", known[county.name], {"region": county.region})
        else:
            do("unit", "create", None, {"unit_name": county.name, "axis": _AXIS, "region": county.region})
        do("allocation", "create", None, {**money, "area_name": county.name, "amount_fen": str(county.share)})
        target = {"unit_name": county.name, "year": "2020", "target": str(county.target), "document": _DOCUMENT}
        do("quota", "create", None, target)
        if not county.program:
            do("office", "create", None, {"name": county.office, "region": county.region, "level": "区县"})
    issue = {"axis": _AXIS, "year": "2020", "document": _DOCUMENT, "issued_on": story.today.isoformat()}
    do("plan_issue", "create", None, issue)


def _live(story: Story, path: Path) -> None:
    """A county takes the order and holds its class."""
    with story.county.work(story.at_work[COUNTY]) as work:
        order.apply(work, path)
    lives = [founding(story), *(training(story, number, roster) for number, roster in enumerate(rosters(story.place)))]
    story.run(lives, lambda done, total: None)


def _report(stories: Sequence[Story], files: Path, counties: Sequence[County]) -> None:
    """December goes up from every county on one day; the city takes all of it and answers each on another."""
    city = stories[0].city
    sent = []
    for number, story in enumerate(stories):
        story.arrive(_SENT, ZHANG)
        sent.append(files / f"报送包-{counties[number].name}-{_PERIOD}.zip")
        with story.county.work(story.at_work[COUNTY]) as work:
            package.build(work, _PERIOD, sent[-1])
    keeper = stories[0]
    city.clock = lambda: keeper.moment
    for number, story in enumerate(stories):
        keeper.arrive(_TAKEN, ZHOU)
        answer = files / f"回执-{counties[number].name}-{_PERIOD}.xlsx"
        with city.work(city.person(ZHOU.name)) as work:
            merge.apply(work, sent[number])
        with story.county.read() as read:
            sender = read.own.uid
        with city.work(city.person(WU.name)) as work:
            received = last_package(work, "received", sender)
            assert received is not None  # it has just been taken
            receipt.build(work, received.uid, answer)
        story.arrive(_TAKEN, ZHANG)
        with story.county.work(story.at_work[COUNTY]) as work:
            receipt.apply(work, answer)
    for county in counties:
        if not county.program:
            _hand_in(keeper, files, county)


def _hand_in(keeper: Story, files: Path, county: County) -> None:
    """The workbook of the office that has not the program."""
    path = write(
        files / f"手工报送-{county.name}-{_PERIOD}.xlsx", "figures", f"{county.name} {_PERIOD} 报送数据", [_FIGURES]
    )
    kind, city = imports.KINDS["figures"], keeper.city
    actor = city.person(ZHOU.name)
    with city.read(actor) as read:
        (into,) = LISTINGS["offices"].uids(read.connection, Query((Filter("region", "=", county.region),)))
        table = imports.read_source(imports.source_of(path), imports.wanted(read, kind, into), NOTHING)
        checked = imports.check(read, kind, table, into)
    with city.work(actor) as work:
        imports.apply(work, kind, checked)
