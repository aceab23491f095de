"""Random classes with a past, written straight into an office's tables: what `test_recompute` assesses."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim_line.model import ClaimLine
from app.claim.rate.model import Rate
from app.institution.institution.model import Institution
from app.institution.unit.model import Unit
from app.store.models import Base, OfficeRow
from app.store.work import Work
from app.training.enrolment.model import Enrolment
from app.training.tag.model import Tag
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from tests import people

TRADES = tuple((trade, level) for trade in ("电工", "焊工", "保育员") for level in ("五级/初级工", "四级/中级工"))
PAYABLE = ("职业资格证书", "职业技能等级证书", "专项职业能力证书", "特种作业操作证书", "培训合格证书")
KINDS = (*PAYABLE, "结业证明", None)
CATEGORY = "农村转移就业劳动者"
PROOFS = (CATEGORY, "退役军人", "退役军人", "退役军人", "贫困劳动力", "高校毕业生", "企业职工")
TYPES = ("就业技能培训", "岗前培训")
PLACES = ("户籍地", "求职就业地", "慈溪户籍", "慈溪户籍", "外地", None)
TRAINING = "职业培训补贴"
SCHEMES = (*[TRAINING] * 8, *["以工代训补贴", "参保职工技能提升补贴"] * 2, "生活费补贴")
"""Under which a past award was granted."""
EDGES = tuple(
    date(*day)
    for day in (
        *((2018, 12, 31), (2019, 1, 1), (2019, 12, 31), (2020, 1, 1)),
        *((2020, 2, 29), (2020, 12, 31), (2021, 1, 1), (2021, 12, 31), (2022, 1, 1)),
    )
)
"""First and last days of years and of the periods of the five circulars."""
_FIRST_UID = 1 << 40
_OTHER = 4_242


@dataclass
class Roster:
    """A claim under assessment, and the uids of its class and its people."""

    claim: int
    training: int
    people: list[int]


@dataclass
class Scribe:
    """Writes rows of a random life; one office, one seed."""

    work: Work
    dice: Random
    pack: str
    next_uid: int = _FIRST_UID
    origins: list[int] = field(default_factory=list)
    proofs: tuple[str, ...] = PROOFS
    """What people may be registered as."""

    def __post_init__(self) -> None:
        self.connection: Connection = self.work.connection
        self.next_uid = _FIRST_UID
        own = self.work.own.uid
        (other,) = self.put(OfficeRow, [{"name": "邻县", "region": "990000", "level": "county", "number": _OTHER}])
        self.origins = [own, other]
        self.unit = self.connection.execute(select(Unit.uid)).scalars().first()
        self.school = self.connection.execute(select(Institution.uid)).scalars().first()

    def put(self, model: type[Base], rows: list[dict[str, Any]]) -> list[int]:
        """Rows with uids of their own; the table's defaults fill the rest."""
        columns = model.__table__.columns
        uids = list(range(self.next_uid, self.next_uid + len(rows)))
        self.next_uid += len(rows)
        known = {"revision": 1} if "revision" in columns else {}
        if rows:
            made = [{"uid": uid, **known, **row} for uid, row in zip(uids, rows, strict=True)]
            self.connection.execute(insert(model.__table__), made)  # type: ignore[arg-type]
        return uids

    def day(self) -> date:
        """Often the edge of a year or of the policy's period."""
        if self.dice.random() < 0.5:
            return self.dice.choice(EDGES)
        return date(2018, 12, 1) + timedelta(self.dice.randrange(1140))

    def persons(self, count: int) -> list[int]:
        """People new to the office; about one in eight has an ID whose check digit is wrong."""
        rows = []
        for _ in range(count):
            number = people.id_number(self.next_uid + len(rows), area="999001")
            if self.dice.random() < 0.12:
                number = people.wrong_check_digit(number)
            rows.append({"name": "某人", "id_number": number, "sex": "男", "born": date(1980, 1, 1), "initials": ""})
        found = self.put(Trainee, [{"origin": self.origins[0], **row} for row in rows])
        self.recognise(found)
        return found

    def recognise(self, persons: list[int]) -> None:
        """Proofs of some of them, here and next door, that begin, end or were cancelled at any time."""
        rows = {}
        for person in persons:
            for _ in range(self.dice.randrange(5)):
                since, long = self.day(), timedelta(self.dice.randrange(900))
                category, origin = self.dice.choice(self.proofs), self.dice.choice(self.origins)
                rows[origin, person, category, since] = {
                    "origin": origin,
                    "trainee_uid": person,
                    "category": category,
                    "since": since,
                    "until": self.dice.choice((None, since + long, since + long)),
                    "proof": "证",
                    "state": self.dice.choice(("active", "active", "active", "void")),
                }
        self.put(Tag, list(rows.values()))

    def training(self, starts: date, ends: date, trade: tuple[str, str], origin: int, state: str, **more: Any) -> int:
        """A class of any place and length."""
        row = {
            "origin": origin,
            "number": f"R{self.next_uid}",
            "name": "班",
            "institution_uid": self.school,
            "unit_uid": self.unit,
            "occupation": trade[0],
            "level": trade[1],
            "training_type": self.dice.choice(TYPES) if self.pack == "xuchang-2019" else TYPES[0],
            "arrangement": self.dice.choice(("project", "enterprise", None)),
            "starts_on": starts,
            "ends_on": ends,
            "place": "某处",
            "theory_periods": 40,
            "practice_periods": 40,
            "planned_count": 50,
            "pack_id": self.pack,
            "pack_version": 1,
            "state": state,
        }
        return self.put(TrainingClass, [row | more])[0]

    def enrol(self, training: int, persons: list[int], starts: date) -> list[int]:
        """Everybody with a result, a certificate and an account of their own luck."""
        home = PLACES[2] if self.pack == "cixi-2020" else PLACES[0]
        shared = self.dice.choice([people.account(7), None])
        rows = []
        for seq, person in enumerate(persons, start=1):
            lucky = self.dice.random() < 0.6
            near = starts + timedelta(self.dice.choice((-1, 0, 1, 40, 900)))
            number = f"证{self.next_uid + seq}"
            rows.append(
                {
                    "origin": self.origins[0],
                    "class_uid": training,
                    "trainee_uid": person,
                    "seq": seq,
                    "category": self.dice.choice(PROOFS),
                    "locality": home if lucky else self.dice.choice(PLACES),
                    "fee_fen": self.dice.choice((None, None, 0, 1)),
                    "draws_pension": int(self.dice.random() < 0.1),
                    "account": shared if self.dice.random() < 0.9 else people.account(self.next_uid + seq),
                    "result": "qualified" if lucky else self.dice.choice(("qualified", "failed", None)),
                    "certificate_kind": PAYABLE[seq % len(PAYABLE)] if lucky else self.dice.choice(KINDS),
                    "certificate_number": number if lucky else self.dice.choice((number, "证1", None)),
                    "certificate_date": starts + timedelta(30) if lucky else self.dice.choice((near, None)),
                    "left_out": "缺课" if self.dice.random() < 0.05 else None,
                    "state": "dropped" if self.dice.random() < 0.1 else "active",
                }
            )
        return self.put(Enrolment, rows)

    def days(self, starts: date, ends: date) -> tuple[date, date]:
        """First and last day of another class: somewhere, near a class, or touching it by a single day."""
        long = timedelta(self.dice.randrange(60))
        first = self.dice.choice((self.day(), starts + timedelta(self.dice.randrange(-200, 60)), ends, starts - long))
        return first, first + long

    def past(self, persons: list[int], starts: date, ends: date, trade: tuple[str, str]) -> None:
        """A class of before (or of the same days), here or next door, with a claim in any state and its lines."""
        day, last = self.days(starts, ends)
        trade = trade if self.dice.random() < 0.25 else self.dice.choice(TRADES)
        origin = self.dice.choice(self.origins)
        training = self.training(
            day, last, trade, origin, self.dice.choice(("accepted", "accepted", "running", "void"))
        )
        there = [person for person in persons if self.dice.random() < 0.6]
        rows = self.enrol(training, there, day)
        state = self.dice.choice((*CLAIM.states, "paid", "paid", "paid"))
        scheme = self.dice.choice(SCHEMES)
        self.lines(self.claim(training, origin, state, scheme), origin, list(zip(there, rows, strict=True)), day, trade)

    def claim(self, training: int, origin: int, state: str, scheme: str = TRAINING, **more: Any) -> int:
        """A claim for a class."""
        row = {
            "origin": origin,
            "number": f"C{self.next_uid}",
            "class_uid": training,
            "institution_uid": self.school,
            "basis_on": self.connection.execute(
                select(TrainingClass.starts_on).where(TrainingClass.uid == training)
            ).scalar_one(),
            "scheme": scheme,
            "applied_on": date(2022, 1, 10),
            "pack_id": self.pack,
            "pack_version": 1,
            "state": state,
        }
        return self.put(Claim, [row | more])[0]

    def lines(self, claim: int, origin: int, rows: list[tuple[int, int]], day: date, trade: tuple[str, str]) -> None:
        """Lines as they were decided then, most of them granted."""
        made = []
        for seq, (person, enrolment) in enumerate(rows, start=1):
            granted = self.dice.random() < 0.8
            made.append(
                {
                    "origin": origin,
                    "claim_uid": claim,
                    "enrolment_uid": enrolment,
                    "trainee_uid": person,
                    "seq": seq,
                    "year": day.year,
                    "occupation": trade[0],
                    "level": trade[1],
                    "decision": "granted" if granted else "refused",
                    "rate_fen": 100,
                    "amount_fen": 100 if granted else 0,
                    "reasons": "",
                    "facts": "{}",
                    "paid": self.paid(enrolment) if granted else None,
                }
            )
        self.put(ClaimLine, made)

    def paid(self, enrolment: int) -> str | None:
        """The days or months that a granted line was paid for, where its scheme pays them."""
        return None

    def rates(self, trade: tuple[str, str], starts: date) -> None:
        """Rates here and next door, some of which begin only after the class."""
        seen = set()
        for _ in range(self.dice.randrange(5)):
            origin = self.dice.choice(self.origins)
            since = starts + timedelta(self.dice.choice((-400, -30, -1, 0, 1)))
            its = trade if self.dice.random() < 0.8 else self.dice.choice(TRADES)
            if (origin, its, since) not in seen:
                seen.add((origin, its, since))
                amount = self.dice.randrange(1, 500_000)
                known = {"origin": origin, "occupation": its[0], "level": its[1], "since": since}
                self.put(Rate, [{**known, "amount_fen": amount, "document": "测试文〔2019〕1号"}])

    def roster(self) -> Roster:
        """A class to be claimed for, its people, and all that they and others did before."""
        starts, trade = self.day(), self.dice.choice(TRADES)
        ends = starts + timedelta(self.dice.randrange(60))
        persons = self.persons(self.dice.randrange(1, 9))
        self.rates(trade, starts)
        for _ in range(self.dice.randrange(12)):
            self.past(persons, starts, ends, trade)
        training = self.training(starts, ends, trade, self.origins[0], "accepted")
        self.enrol(training, persons, starts)
        if self.dice.random() < 0.3:
            rows = self.connection.execute(select(Enrolment.uid).where(Enrolment.class_uid == training)).scalars()
            void = self.claim(training, self.origins[0], "void")
            self.lines(void, self.origins[0], list(zip(persons, rows, strict=True)), starts, trade)
        return Roster(self.claim(training, self.origins[0], "draft"), training, persons)
