"""实用技能培训 and 生活费 decided by sets, and found again slowly, day by day: nobody's day is paid twice under one scheme.

Like `test_recompute`: the slow way takes nothing from the program. A failure names its seed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from app.claim.claim.assessing import assess_claim
from app.claim.claim.model import Claim
from app.claim.rate.model import Rate
from app.store.work import Office, Work
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from tests.claim.rosters import Scribe
from tests.claim.test_recompute import HANDED_IN, Undo, digits_agree
from tests.regions import County

PRACTICAL, LIVING = "实用技能培训补贴", "生活费补贴"
DAILY = 3_000
SAID = {
    # 每天不低于6课时，每课时40分钟以上，给予每人每天100元的培训补贴
    ("suihua-2019", PRACTICAL): ("实用技能培训", 10_000, 6, 40),
    # 生活费补贴，标准由本单位登记
    ("ordos-2019", LIVING): ("就业技能培训", DAILY, 1, 0),
}
LIVES = 25
FIRST = date(2020, 4, 6)


@dataclass
class Teacher(Scribe):
    """Writes classes of one fortnight with the attendance of poor people: their days meet."""

    scheme: str = PRACTICAL
    proofs: tuple[str, ...] = ("高校毕业生",)

    def taught(self, persons: list[int], state: str) -> int:
        """A class, what its people attended, and its claim in a state, decided as the office decides."""
        starts = FIRST + timedelta(self.dice.randrange(6))
        kind = {"training_type": SAID[self.pack, self.scheme][0], "facts": '{"practical_subject": "食用菌栽培"}'}
        own = self.training(
            starts, starts + timedelta(9), ("食用菌栽培", "不分等级"), self.origins[0], "accepted", **kind
        )
        known = {"origin": self.origins[0], "class_uid": own, "category": "贫困劳动力", "result": "qualified"}
        rows = self.put(Enrolment, [{**known, "trainee_uid": one, "seq": n} for n, one in enumerate(persons, 1)])
        for row in rows:
            days = [starts + timedelta(n) for n in range(10) if self.dice.random() < 0.6]
            sat = {"periods": self.dice.choice((5, 6, 8)), "minutes": self.dice.choice((39, 40, 45))}
            self.put(Attendance, [{"origin": self.origins[0], "enrolment_uid": row, "day": day, **sat} for day in days])
        claim = self.claim(own, self.origins[0], "draft", self.scheme)
        decide(self.work, claim)
        self.work.session.get_one(Claim, claim).state = state
        self.work.session.flush()
        return claim

    def life(self) -> list[int]:
        """Claims handed in one after the other, some of them sent back or voided."""
        self.put(Rate, [{"origin": self.origins[0], "occupation": self.scheme, "level": "不分等级", "amount_fen": DAILY,
                         "since": date(2018, 6, 1), "document": "测试文〔2019〕1号"}])  # fmt: skip
        persons = self.persons(self.dice.randrange(1, 4))
        states = ("submitted", "paid", "paid", "returned", "void", "draft")
        return [self.taught(persons, self.dice.choice(states)) for _ in range(self.dice.randrange(2, 5))]


def decide(work: Work, claim: int) -> None:
    assess_claim(work, work.session.get_one(Claim, claim))
    work.session.flush()


def paid_days(work: Work, said: tuple[str, int, int, int], claims: list[int]) -> dict[tuple[int, str], int]:
    """Which claim pays each person's day, the earliest that stands, in the order in which they were decided."""
    _, _, periods, minutes = said
    read, paid = work.connection.exec_driver_sql, dict[tuple[int, str], int]()
    for claim in claims:
        days = read(
            "SELECT e.trainee_uid, a.day, c.state FROM claim c JOIN enrolment e ON e.class_uid = c.class_uid "
            "JOIN trainee t ON t.uid = e.trainee_uid JOIN attendance a ON a.enrolment_uid = e.uid "
            "WHERE c.uid = ? AND a.periods >= ? AND a.minutes >= ?",
            (claim, periods, minutes),
        )
        for person, day, state in days.fetchall():
            if state in HANDED_IN or claim == claims[-1]:
                paid.setdefault((person, day), claim)
    return paid


@pytest.fixture(scope="module", params=SAID, ids=lambda key: "-".join(key))
def county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[County, str]]:
    """An office under a circular that pays by the day."""
    pack, scheme = request.param
    made = County(tmp_path_factory.mktemp(pack) / "county", pack)
    made.today = date(2020, 6, 1)
    made.institution(kind=made.lists("institution_kinds")[0])
    yield made, scheme
    made.office.close()


@contextmanager
def life(office: Office, pack: str, scheme: str, seed: int) -> Iterator[tuple[Work, list[int]]]:
    """The claims of one random life; gone when the block ends."""
    try:
        with office.work() as work:
            yield work, Teacher(work, Random(f"{pack} {scheme} {seed}"), pack, scheme=scheme).life()  # noqa: S311
            raise Undo
    except Undo:
        pass


@pytest.mark.clause("SH-06", "OD-15")
def test_a_persons_day_is_paid_once_however_classes_and_claims_overlap(county: tuple[County, str]) -> None:
    bureau, scheme = county
    said, shared = SAID[bureau.pack, scheme], 0
    for seed in range(LIVES):
        with life(bureau.office, bureau.pack, scheme, seed) as (work, claims):
            last = claims[-1]
            decide(work, last)
            once = paid_days(work, said, claims)
            rows = work.connection.exec_driver_sql(
                "SELECT l.trainee_uid, l.amount_fen, t.id_number FROM claim_line l "
                "JOIN trainee t ON t.uid = l.trainee_uid WHERE l.claim_uid = ?", (last,)
            ).fetchall()  # fmt: skip
            for person, fen, number in rows:
                due = said[1] * sum(claim == last for (one, _), claim in once.items() if one == person)
                assert fen == (due if digits_agree(number) else 0), f"{bureau.pack} {scheme} seed {seed}"
                shared += fen == due > 0
    assert shared > LIVES / 2, "the lives are too tame"
