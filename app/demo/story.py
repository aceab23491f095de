"""An office's time, day by day: every record comes about by the verb, the person and on the day it would have.

A life is a generator: it yields the day and the person of its next step and takes the step when it is resumed. The
story resumes whichever life is due next, so that the journal of the office is in the order of the calendar.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from heapq import heapify, heappop, heappush
from pathlib import Path
from typing import NamedTuple, TypeAlias

from app.claim.claim.model import Claim
from app.demo.places import Place
from app.desk import dialogs, words
from app.desk.founding import Charter, found_office
from app.desk.lists import LISTINGS, OF_NOUN
from app.exchange import imports
from app.kernel.worktime import is_working
from app.record.imports.layout import NOTHING
from app.record.listing import Filter, Query
from app.store.models import Setting
from app.store.work import Actor, Office, Progress


class Seat(NamedTuple):
    """A person at a desk of one of the two offices."""

    office: str
    name: str


COUNTY, CITY = "county", "city"
ZHANG, ZHAO, LI, WANG = (Seat(COUNTY, name) for name in ("张经办", "赵经办", "李复核", "王局长"))
ZHOU, WU = (Seat(CITY, name) for name in ("周接收", "吴复核"))


@dataclass(frozen=True)
class Turn:
    """A verb of a class or a claim: who does it, how many days after what came before, and what is entered."""

    verb: str
    who: Seat | None = None
    """None is the clerk of the class."""
    days: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)


Life: TypeAlias = Iterator[tuple[date, Seat]]

_CHINA = timezone(timedelta(hours=8))
_OPENING, _BREATH = time(9), timedelta(minutes=3)
SEATS: Mapping[str, Sequence[tuple[Seat, str]]] = {
    COUNTY: ((ZHANG, "clerk"), (LI, "reviewer"), (WANG, "chief reviewer"), (ZHAO, "clerk")),
    CITY: ((ZHOU, "clerk"), (WU, "reviewer chief")),
}
"""Who works in each office, the one who founds it first, with the codes of their roles."""


def charters(place: Place) -> dict[str, Charter]:
    """What the two offices are told when they are founded."""
    return {
        side: Charter(
            name=bureau.name,
            region=bureau.region,
            level=side,
            pack=place.pack,
            people=[(seat.name, roles.split()) for seat, roles in SEATS[side]],
            phone=bureau.phone,
            address=bureau.address,
            number=int(bureau.region),
            passwords={seat.name: f"shili-{number}" for number, (seat, _) in enumerate(SEATS[side], 1001)},
            sample=True,
        )
        for side, bureau in ((COUNTY, place.county), (CITY, place.city))
    }


def settings(place: Place) -> dict[str, dict[str, str]]:
    """Beyond their charters: the county's packages are for this city alone."""
    return {COUNTY: {"superior": place.city.region}, CITY: {}}


class Story:
    """The two offices, the folder of files between them, and the moment it is."""

    def __init__(self, folder: Path, place: Place, city: Office | None = None) -> None:
        self.files, self.place = folder / "files", place
        self.first, self.last = place.first, place.last
        self.moment = datetime.combine(self.first, _OPENING, _CHINA)
        self.offices: dict[str, Office] = {}
        self.at_work: dict[str, Actor] = {}
        """Who works in each office at this moment."""
        try:
            self._lent = city
            for side, charter in charters(place).items():
                if side == CITY and city is not None:
                    self.offices[side] = city
                    continue
                self.offices[side] = office = found_office(folder / side, charter, lambda: self.moment)
                self.at_work[side] = office.person(office.people()[0])
                with office.work(self.at_work[side]) as work:
                    more = settings(place)[side]
                    work.session.add_all(Setting(key=key, value=value) for key, value in more.items())
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
        """Close both offices; a city that was there before stays open."""
        for office in self.offices.values():
            if office is not self._lent:
                office.close()

    def run(self, lives: list[Life], progress: Progress) -> None:
        """Live all lives to their ends; told the days that have passed and days in all."""
        due = [(self.first, place, life, ZHANG) for place, life in enumerate(lives)]
        heapify(due)
        while due:
            day, place, life, seat = heappop(due)
            self.arrive(day, seat)
            progress((self.today - self.first).days, (self.last - self.first).days)
            step = next(life, None)
            if step is not None:
                heappush(due, (self._working(max(step[0], self.today)), place, life, step[1]))

    def arrive(self, day: date, seat: Seat) -> None:
        """It is this day, a little later than before, and this person works."""
        opening = datetime.combine(day, _OPENING, _CHINA)
        self.moment = max(self.moment + _BREATH, opening)
        self.at_work[seat.office] = self.offices[seat.office].person(seat.name)

    def _working(self, day: date) -> date:
        while not is_working(day, self._days):
            day += timedelta(days=1)
        return day

    def do(self, noun: str, word: str, uid: int | None, **texts: str) -> int:
        """One verb of the county's person, in one transaction; gives the uid of the record."""
        with self.county.work(self.at_work[COUNTY]) as work:
            return words.do(work, noun, word, uid, texts)

    def may(self, noun: str, uid: int, word: str) -> bool:
        """Whether the county's person may apply a verb to a record now."""
        with self.county.read(self.at_work[COUNTY]) as read:
            return word in words.allowed(read, noun, uid)

    def flag(self, key: str) -> bool:
        """Whether the policy of the day says yes to a key."""
        with self.county.read() as read:
            found = read.pack_on(self.today).get(key, self.today)
        return found is not None and found.amount == 1

    def fund(self, noun: str, uid: int) -> str:
        """The fund that the policy names for a payment, else the example's own."""
        with self.county.read() as read:
            return str(dialogs.values_for(read, noun, "pay", uid).get("fund") or self.place.fund)

    def take_in(self, kind: str, path: Path, into: int | None = None) -> None:
        """Import a workbook as a clerk does: read, check, apply."""
        known = imports.KINDS[kind]
        with self.county.read(self.at_work[COUNTY]) as read:
            table = imports.read_source(imports.source_of(path), imports.wanted(read, known, into), NOTHING)
            checked = imports.check(read, known, table, into)
        with self.county.work(self.at_work[COUNTY]) as work:
            imports.apply(work, known, checked)

    def find(self, listing: str, **values: str) -> int:
        """The uid of the one record with these values."""
        query = Query(tuple(Filter(key, "=", text) for key, text in values.items()))
        with self.county.read() as read:
            (uid,) = LISTINGS[listing].uids(read.connection, query)
        return uid

    def notice_of(self, claim_uid: int) -> int:
        """The uid of the notice that a claim stands in."""
        with self.county.read() as read:
            found = read.session.get_one(Claim, claim_uid).notice_uid
        assert found is not None
        return found

    def waiting(self, listing: str) -> list[int]:
        """The uids of what waits for a second person."""
        with self.county.read() as read:
            return list(LISTINGS[listing].uids(read.connection, Query((Filter("state", "=", "待确认"),))))

    def newest(self, noun: str) -> int:
        """The uid of the record of a noun that was made last."""
        with self.county.read() as read:
            return max(OF_NOUN[noun].uids(read.connection))

    def inside(self, noun: str, key: str, value: str) -> list[int]:
        """The uids of the records of a noun that have a value."""
        with self.county.read() as read:
            return list(OF_NOUN[noun].uids(read.connection, Query((Filter(key, "=", value),))))

    def value(self, noun: str, uid: int, key: str) -> str:
        """One value of a record as text."""
        with self.county.read() as read:
            return str((OF_NOUN[noun].record(read.connection, uid) or {})[key])
