"""What an example office has, from resources/demo: its institutions, rates, classes and planted faults. All is invented."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.demo.people import Crowd, card, credit_code
from app.kernel.outcomes import Refused
from app.kernel.texts import RESOURCES

FOLDER = RESOURCES / "demo"
USUAL = "qijiang-2019"
"""The example that is made when none is named."""
SAMPLE_DOCUMENT = "示例标准（非正式文件）"
_SCHOOL_SERIAL = 900_000_000


@dataclass(frozen=True)
class Bureau:
    """One of the two offices: what it is called and where it is reached."""

    name: str
    region: str
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class School:
    """An institution or enterprise, and the day on which it is put on the published list; None leaves it a draft."""

    name: str
    kind: str
    leader: str
    programmes: str
    listed_on: date | None = None
    serial: int = 0
    flags: tuple[str, ...] = ()
    """Fields of the register to which it says yes."""

    def texts(self, place: "Place") -> dict[str, str]:
        """What is registered of it."""
        return {
            "name": self.name,
            "uscc": credit_code(place.county.region, self.serial),
            "kind": self.kind,
            "leader": self.leader,
            "phone": self.phone(place),
            "address": f"{place.people.district}示例大道{self.serial}号",
            "bank": place.people.banks[0],
            "account": card(_SCHOOL_SERIAL + self.serial),
            "programmes": self.programmes,
            **dict.fromkeys(self.flags, "是"),
        }

    def phone(self, place: "Place") -> str:
        """A number near the county's own."""
        area, _, number = place.county.phone.partition("-")
        return f"{area}-{int(number) + self.serial}"


@dataclass(frozen=True)
class Course:
    """A training class: where it ends up (`state`), how many people only this class has, and where its claim ends up."""

    unit: str
    school: str
    occupation: str
    level: str
    training_type: str
    starts_on: date
    people: int
    area: str = ""
    """The town or county where it is held, where the plan is divided by those as well."""
    certificate: str = ""
    state: str = "accepted"
    claim: str = "paid"
    weeks: int = 3
    claim_on: date | None = None
    voided_first: bool = False
    """Whether a first claim was made in error and cancelled."""
    schemes: tuple[str, ...] = ("",)
    """What is claimed for it, one after another; '' is the usual scheme."""
    opened: Mapping[str, str] = field(default_factory=dict)
    """What else is entered to open it."""
    seated: Mapping[str, str] = field(default_factory=dict)
    """What else each line of its roster says."""
    attended: tuple[int, int, int] | None = None
    """Periods a day, minutes a period, and on how many days."""
    months: str = ""
    """Months at work of everybody."""
    advance: bool = False
    """Whether money is paid ahead for it."""
    batch: bool = False
    """Whether its claims are paid by a batch through the bank."""

    @property
    def ends_on(self) -> date:
        """The Friday of its last week."""
        return self.starts_on + timedelta(weeks=self.weeks - 1, days=4)

    def title(self) -> str:
        """What it is called."""
        _, graded, grade = self.level.partition("/")
        return f"{self.starts_on.year}年{self.occupation}{grade if graded else ''}培训班"

    def texts(self, place: "Place", size: int) -> dict[str, str]:
        """What is entered to open it."""
        school = place.school(self.school)
        return {
            "name": self.title(),
            "institution_name": school.name,
            "unit_name": self.unit,
            "area_name": self.area,
            "occupation": self.occupation,
            "level": self.level,
            "training_type": self.training_type,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "place": f"{school.name}实训楼",
            "theory_periods": str(16 * self.weeks),
            "practice_periods": str(24 * self.weeks),
            "planned_count": str(size),
            "leader": school.leader,
            "contact_phone": school.phone(place),
            **self.opened,
        }


@dataclass(frozen=True)
class Faults:
    """What is wrong on purpose, by places of classes and of rows in them, both from 0."""

    several: tuple[tuple[int, ...], ...] = ()
    """People in several classes, such as four in a year, one occupation and level twice, two at the same time."""
    pensioner: tuple[int, int] | None = None
    """A person who draws a monthly pension."""
    one_card: tuple[int, int, int] | None = None
    """Class, first row and the row after the last: people with one bank account."""
    uncertified: tuple[int, int] | None = None
    """A person who passed and has no certificate."""
    failed: frozenset[tuple[int, int]] = frozenset()
    """People who failed."""


@dataclass(frozen=True)
class Place:
    """An example: a county office under a policy pack, the city that it reports to, and what happens there."""

    pack: str
    first: date
    last: date
    """The first and the last day on which something is done."""
    period: str
    reported_on: date
    fund: str
    rates_since: date
    county: Bureau
    city: Bureau
    people: Crowd
    schools: tuple[School, ...]
    rates: Mapping[str, int]
    """元 by occupation and level; no circular gives them, so these are examples and say so."""
    courses: tuple[Course, ...]
    faults: Faults = Faults()
    split: Mapping[str, Any] = field(default_factory=dict)
    """A target that is split: its unit and year, and the sections with their parts."""
    agreements: tuple[Mapping[str, str], ...] = ()
    """What institutions and those who entrust them have signed."""
    counties: tuple[Mapping[str, Any], ...] = ()
    """The counties of its city, where there is an example of all of them."""
    equipment: tuple[Mapping[str, str], ...] = ()
    """What an enterprise bought and claims for."""

    def school(self, name: str) -> School:
        """The institution of a name."""
        return next(school for school in self.schools if school.name == name)

    @property
    def walk(self) -> int:
        """The class that is open without a roster: the walk to do by hand."""
        return next(place for place, course in enumerate(self.courses) if not course.people)


def names() -> list[str]:
    """The packs that have an example."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def place(pack: str = USUAL) -> Place:
    """The example of a pack; Refused when there is none."""
    path = FOLDER / f"{pack}.toml"
    if pack not in names():
        raise Refused("demo.unknown", pack=pack, packs="、".join(names()))
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    schools = tuple(
        School(**{**school, "serial": serial, "flags": tuple(school.get("flags", ()))})
        for serial, school in enumerate(raw.pop("schools"), start=1)
    )
    return Place(
        **{
            **raw,
            "county": Bureau(**raw["county"]),
            "city": Bureau(**raw["city"]),
            "people": _crowd(raw["people"]),
            "schools": schools,
            "courses": tuple(map(_course, raw["courses"])),
            "faults": _faults(raw.get("faults", {})),
            "agreements": tuple(raw.get("agreements", ())),
            "equipment": tuple(raw.get("equipment", ())),
            "counties": tuple(raw.get("counties", ())),
        }
    )


def _crowd(raw: Mapping[str, Any]) -> Crowd:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Crowd(**values)


def _course(raw: Mapping[str, Any]) -> Course:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    return Course(**values)


def _faults(raw: Mapping[str, Any]) -> Faults:
    tuples: dict[str, Any] = {
        key: tuple(map(tuple, v)) if v and isinstance(v[0], list) else tuple(v) for key, v in raw.items()
    }
    return Faults(**{**tuples, "failed": frozenset(tuples.get("failed", ()))})
