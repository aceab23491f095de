"""Two years of an office, day by day: every record comes about by the verb, the person and on the day it would have.

A life is a generator: it yields the day and the person of its next step and takes the step when it is resumed. The
story resumes whichever life is due next, so that the journal of the office is in the order of the calendar.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import NamedTuple, TypeAlias

from app.domain.worktime import is_working
from app.exchange import imports
from app.listings import LISTINGS, OF_NOUN
from app.listings.core import Filter, Query
from app.store.founding import Charter, found
from app.store.models import Setting
from app.store.work import Office, Progress
from app.usecases import words


class Seat(NamedTuple):
    """A person at a desk of one of the two offices."""

    office: str
    name: str


COUNTY, CITY = "county", "city"
ZHANG, ZHAO, LI, WANG = (Seat(COUNTY, name) for name in ("张经办", "赵经办", "李复核", "王局长"))
ZHOU, WU = (Seat(CITY, name) for name in ("周接收", "吴复核"))

Life: TypeAlias = Iterator[tuple[date, Seat]]

PACK = "qijiang-2019"
_CHINA = timezone(timedelta(hours=8))
_OPENING, _BREATH = time(9), timedelta(minutes=3)
CHARTERS = {
    COUNTY: Charter(
        name="綦江区人力社保局（示例）",
        region="500110",
        level="county",
        pack=PACK,
        people=[
            (ZHANG.name, ["clerk"]),
            (LI.name, ["reviewer"]),
            (WANG.name, ["chief", "reviewer"]),
            (ZHAO.name, ["clerk"]),
        ],
        phone="023-48000000",
        address="重庆市綦江区示例大道100号",
        number=500110,
    ),
    CITY: Charter(
        name="重庆市人力社保局（示例）",
        region="500000",
        level="city",
        pack=PACK,
        people=[(ZHOU.name, ["clerk"]), (WU.name, ["reviewer", "chief"])],
        number=500000,
    ),
}
SETTINGS = {COUNTY: {"sample": "1", "superior": CHARTERS[CITY].region}, CITY: {"sample": "1"}}
"""Beyond their charters: both say 示例 on screen and paper, and the county's packages are for this city alone."""


class Story:
    """The two offices, the folder of files between them, and the moment it is."""

    def __init__(self, folder: Path, first: date, last: date) -> None:
        self.files = folder / "files"
        self.first, self.last = first, last
        self.moment = datetime.combine(first, _OPENING, _CHINA)
        self.offices: dict[str, Office] = {}
        try:
            for place, charter in CHARTERS.items():
                self.offices[place] = office = found(folder / place, charter, lambda: self.moment)
                with office.work() as work:
                    work.session.add_all(Setting(key=key, value=value) for key, value in SETTINGS[place].items())
        except BaseException:
            self.close()
            raise
        with self.county.read() as read:
            self._days = read.days

    @property
    def county(self) -> Office:
        """The office of the example."""
        return self.offices[COUNTY]

    @property
    def city(self) -> Office:
        """The office that it reports to."""
        return self.offices[CITY]

    @property
    def today(self) -> date:
        """The day it is."""
        return self.moment.date()

    def close(self) -> None:
        """Close both offices."""
        for office in self.offices.values():
            office.close()

    def run(self, lives: list[Life], progress: Progress) -> None:
        """Live all lives to their ends; told the days that have passed and days in all."""
        due = [(self.first, place, life, ZHANG) for place, life in enumerate(lives)]
        heapify(due)
        while due:
            day, place, life, seat = heappop(due)
            self._arrive(day, seat)
            progress((self.today - self.first).days, (self.last - self.first).days)
            step = next(life, None)
            if step is not None:
                heappush(due, (self._working(max(step[0], self.today)), place, life, step[1]))

    def _arrive(self, day: date, seat: Seat) -> None:
        """It is this day, a little later than before, and this person works."""
        opening = datetime.combine(day, _OPENING, _CHINA)
        self.moment = max(self.moment + _BREATH, opening)
        self.offices[seat.office].sign_in(seat.name)

    def _working(self, day: date) -> date:
        while not is_working(day, self._days):
            day += timedelta(days=1)
        return day

    def do(self, noun: str, word: str, uid: int | None, **texts: str) -> int:
        """One verb of the county's person, in one transaction; gives the uid of the record."""
        with self.county.work() as work:
            return words.do(work, noun, word, uid, texts)

    def take_in(self, kind: str, path: Path, into: int | None = None) -> None:
        """Import a workbook as a clerk does: read, check, apply."""
        known = imports.KINDS[kind]
        with self.county.read() as read:
            checked = imports.check(read, known, imports.read(known, path), into)
        with self.county.work() as work:
            imports.apply(work, known, checked)

    def find(self, listing: str, **values: str) -> int:
        """The uid of the one record with these values."""
        query = Query(tuple(Filter(key, "=", text) for key, text in values.items()))
        with self.county.read() as read:
            (uid,) = LISTINGS[listing].uids(read.connection, query)
        return uid

    def value(self, noun: str, uid: int, key: str) -> str:
        """One value of a record as text."""
        with self.county.read() as read:
            return str((OF_NOUN[noun].record(read.connection, uid) or {})[key])
