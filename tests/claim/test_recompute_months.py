"""以工代训 and 学徒制 decided by sets, and found again slowly, month by month, from the words of the circulars.

Like `test_recompute`: nothing is taken from the program but what a circular says, written below in a few lines. The
full proof is ROSTERS=10000 python -m pytest tests/claim/test_recompute_months.py; a failure names its seed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from app.claim.claim.noun import CLAIM
from app.claim.rate.model import Rate
from app.institution.institution.model import Institution
from app.store.work import Office, Work
from app.training.enrolment.model import Enrolment
from app.training.work_month.model import WorkMonth
from tests import people
from tests.claim.rosters import Roster, Scribe
from tests.claim.test_recompute import (
    HANDED_IN,
    IN_ALL,
    WARNINGS,
    Books,
    Outcome,
    Row,
    Undo,
    decide,
    digits_agree,
    elsewhere,
)
from tests.regions import County

WORK, APPRENTICE = "以工代训补贴", "企业新型学徒制补贴"
TYPES = {WORK: "以工代训", APPRENTICE: "企业新型学徒制培训"}
POOR, HARD, OTHERS = "贫困劳动力", ("就业困难人员", "零就业家庭成员"), "退役军人"
STAFF = ("企业职工", "学生学徒")
"""For whom CX-05 holds an apprenticeship."""
TRADE = ("电工", "四级/中级工")
LAST = date(2021, 12, 31)


@dataclass(frozen=True)
class Words:
    """What a circular says of a scheme; 0 or nothing where it is silent."""

    scheme: str
    first: date = date(2019, 1, 1)
    a_month: int = 0
    employed: int = 0
    at_most: int = 0
    ceilings: dict[str, int] = field(default_factory=dict)
    floor: int = 0
    no_pension: bool = False


SAID = {
    # 吸纳贫困劳动力就业6个月以上并开展以工代训…按每人每月200元的标准…最长不超过6个月
    ("xuchang-2019", WORK): Words(WORK, a_month=20_000, employed=6, at_most=6),
    # 给予最长不超过6个月的职业培训补贴
    ("ordos-2019", WORK): Words(WORK, at_most=6, no_pension=True),
    # 最长不超过6个月
    ("qijiang-2019", WORK): Words(WORK, at_most=6, no_pension=True),
    # 职工学徒和学生学徒，分别按每人每年最高不超过6000元、3000元的标准
    ("cixi-2020", APPRENTICE): Words(APPRENTICE, date(2020, 1, 1), ceilings={"worker": 600_000, "student": 300_000}),
    # 给予企业每人每年4000元以上
    ("qijiang-2019", APPRENTICE): Words(APPRENTICE, floor=400_000, no_pension=True),
}
EACH = -(-IN_ALL // len(SAID))
PROPERTIES = 8


# --- the slow way -----------------------------------------------------------------------------------------------------


class Firms(Books):
    """All rows of the office, with the firms and the months at work."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        read = work.connection.exec_driver_sql
        self.months = [dict(row) for row in read("SELECT * FROM work_month").mappings()]
        self.insured = dict(read("SELECT uid, insured FROM institution").fetchall())

    def worked(self, row: Row) -> list[str]:
        return sorted(month["month"] for month in self.months if month["enrolment_uid"] == row["uid"])

    def firm_insured(self, row: Row) -> bool:
        return self.insured[self.classes[row["class_uid"]]["institution_uid"]] == 1


def by_hand(books: Firms, said: Words, claim: int) -> dict[int, Outcome]:
    """What each person of a claim gets."""
    training = books.classes[books.claims[claim]["class_uid"]]
    here = [row for row in books.enrolments if row["class_uid"] == training["uid"] and row["state"] == "active"]
    return {row["trainee_uid"]: one(books, said, claim, row, here) for row in here}


def one(books: Firms, said: Words, claim: int, row: Row, here: list[Row]) -> Outcome:
    training, person = books.classes[row["class_uid"]], row["trainee_uid"]
    found = {
        "term": not said.first <= books.on(training["starts_on"]) <= LAST,
        "identity": not digits_agree(books.trainees[person]["id_number"]),
        "left_out": row["left_out"] is not None,
        "pension": said.no_pension and row["draws_pension"] == 1,
        "overlap": elsewhere(books, training, person),
        "shared_account": bool(row["account"]) and sum(o["account"] == row["account"] for o in here) >= 5,
    }
    if said.scheme == WORK:
        found |= dict.fromkeys(way(books, said, training, row)[1], True)
    else:
        found["failed"] = row["result"] == "failed"
        found["type_group"] = bool(said.ceilings) and not meant_for(books, training, row, STAFF)
    before = {
        month for line in granted_before(books, claim, person) for month in (line["paid"] or "").split("、") if month
    }
    amount, wrong = money(books, said, training, row, before)
    codes = {code for code, holds in found.items() if holds} | wrong
    return (0 if codes - (WARNINGS - {"lapsed"}) else amount), codes


def identities(books: Firms, training: Row, row: Row) -> tuple[set[str], set[str]]:
    """What is registered of the person for other days, void or not, and what of it held on the first day."""
    mine = [tag for tag in books.tags if tag["trainee_uid"] == row["trainee_uid"]]
    first = training["starts_on"]
    spanning = [t for t in mine if t["since"] <= first and (t["until"] is None or first <= t["until"])]
    off = {tag["category"] for tag in mine if tag not in spanning}
    return off, {tag["category"] for tag in spanning if tag["state"] == "active"}


def way(books: Firms, said: Words, training: Row, row: Row) -> tuple[tuple[str, ...], set[str]]:
    """吸纳就业困难人员 by an insured firm, 贫困劳动力 by anybody: the first that holds, else the one that least is missing of.

    Gives its groups and what is missing or to be looked at; no groups when the person is of neither.
    """
    found = []
    for groups in (HARD, (POOR,)):
        missing = of_group(books, training, row, groups)
        if missing is None:
            continue
        if groups == HARD and not books.firm_insured(row):
            missing.add("insured")
        if groups == (POOR,) and said.employed and not row["hired_on"]:
            missing.add("hired")
        found.append((groups, missing))
    return min(found, key=lambda each: len(each[1] - {"unproven"}), default=((), {"no_way"}))


def of_group(books: Firms, training: Row, row: Row, groups: tuple[str, ...]) -> set[str] | None:
    """Whether the register bears out that somebody is of some groups; None when neither it nor the roster says so."""
    off, in_force = identities(books, training, row)
    if in_force & set(groups):
        return set()
    if row["category"] not in groups:
        return None
    return {"lapsed" if row["category"] in off else "unproven"}


def meant_for(books: Firms, training: Row, row: Row, groups: tuple[str, ...]) -> bool:
    """Whether somebody is of some groups, by the roster or the register, proven or not."""
    off, in_force = identities(books, training, row)
    return bool(in_force & set(groups)) or (row["category"] in groups and row["category"] not in off)


def granted_before(books: Firms, claim: int, person: int) -> list[Row]:
    """The lines by which somebody was granted the same scheme in another claim that was handed in."""
    lines = [row for row in books.lines if row["trainee_uid"] == person and row["decision"] == "granted"]
    others = [row for row in lines if row["claim_uid"] != claim]
    alike = [row for row in others if books.claims[row["claim_uid"]]["scheme"] == books.claims[claim]["scheme"]]
    return [row for row in alike if books.claims[row["claim_uid"]]["state"] in HANDED_IN]


def not_too_early(books: Firms, said: Words, row: Row, months: list[str]) -> list[str]:
    """The months at work but those before so many months' employment; an insured firm need not wait."""
    training = books.classes[row["class_uid"]]
    if said.scheme != WORK or way(books, said, training, row)[0] != (POOR,):
        return months
    if not row["hired_on"]:
        return [] if said.employed else months
    hired = books.on(row["hired_on"])
    first = hired.year * 12 + hired.month + said.employed
    return [month for month in months if int(month[:4]) * 12 + int(month[5:]) >= first]


def money(books: Firms, said: Words, training: Row, row: Row, before: set[str]) -> tuple[int, set[str]]:
    """What the months come to, or why to nothing: all that took a month away."""
    worked = books.worked(row)
    inside = worked
    if said.first <= books.on(training["starts_on"]) <= LAST:
        inside = [month for month in worked if f"{said.first:%Y-%m}" <= month <= f"{LAST:%Y-%m}"]
    ripe = not_too_early(books, said, row, inside)
    new = [month for month in ripe if month not in before]
    left = new[: max(0, said.at_most - len(before))] if said.at_most else new
    undated = said.employed > 0 and way(books, said, training, row)[0] == (POOR,) and not row["hired_on"]
    steps = {
        "months_outside": (worked, inside),
        "months_undated" if undated else "months_early": (inside, ripe),
        "months_paid": (ripe, new),
        "months_over": (new, left),
    }
    if said.scheme == WORK and not way(books, said, training, row)[0]:
        return 0, set()
    amount, wrong = monthly(books, said, left) if said.scheme == WORK else year(books, said, training, row, left)
    gone = {why for why, (some, fewer) in steps.items() if len(fewer) < len(some)} if not left else set()
    return amount, wrong | gone


def monthly(books: Firms, said: Words, months: list[str]) -> tuple[int, set[str]]:
    """Each month by the rate that is in force on its first day; in the month in which the class begins, on that day."""
    if not months:
        return 0, {"no_times"}
    rates = [said.a_month or office_rate(books, said, month) for month in months]
    return (sum(rates), set()) if all(rates) else (0, {"no_rate"})


def year(books: Firms, said: Words, training: Row, row: Row, months: list[str]) -> tuple[int, set[str]]:
    """The part of a year of an apprentice."""
    wrong, kind = set(), row["apprentice_kind"]
    rate = office_rate(books, said, training["starts_on"])
    fee = row["fee_fen"] if said.ceilings else None
    if said.ceilings and kind not in said.ceilings:
        wrong.add("apprentice_kind")
    if 0 < rate < said.floor:
        wrong.add("below_floor")
    if not rate and not fee:
        return 0, {*wrong, "no_rate"}
    if not months and rate:
        return 0, {*wrong, "no_times"}
    full = rate * len(months) // 12 if rate else fee
    if not said.ceilings:
        return full, wrong
    if "apprentice_kind" in wrong:
        return 0, {*wrong, "no_row"}
    if not months:
        return 0, {*wrong, "no_times"}
    return min(full, said.ceilings[kind] * len(months) // 12), wrong


def office_rate(books: Firms, said: Words, day: str) -> int:
    """The newest rate under the scheme's name that was in force on a day, or on the first of a month."""
    own = [row for row in books.rates if row["origin"] == books.own and row["occupation"] == said.scheme]
    known = [row for row in own if row["since"] <= (day if len(day) > 7 else f"{day}-01")]
    return max(known, key=lambda row: row["since"])["amount_fen"] if known else 0


# --- random lives -----------------------------------------------------------------------------------------------------


@dataclass
class Foreman(Scribe):
    """Writes classes of a scheme that is paid by months, in two firms of which one is insured."""

    scheme: str = WORK
    firms: tuple[int, ...] = ()
    proofs: tuple[str, ...] = (POOR, POOR, *HARD, OTHERS)
    near: tuple[date, ...] = ()
    """Days on which the classes of one life begin: few, so that their months meet."""

    def __post_init__(self) -> None:
        super().__post_init__()
        named = {"origin": self.origins[0], "programmes": "电工 四级/中级工", "state": "listed"}
        rows = [{**named, "name": f"厂{n}", "uscc": people.uscc(70 + n), "insured": n} for n in (0, 1)]
        self.firms = tuple(self.put(Institution, rows))
        self.near = (self.day(), self.day(), self.day())

    def group(self, persons: list[int], origin: int) -> tuple[dict[str, Any], list[int], date]:
        """A class with its people and their months: what its claim says of it, its rows, its first day."""
        starts = self.dice.choice(self.near)
        firm, ends = self.dice.choice(self.firms), starts + timedelta(self.dice.randrange(300))
        kind = {"training_type": TYPES[self.scheme], "institution_uid": firm}
        uid = self.training(starts, ends, TRADE, origin, "accepted", **kind)
        rows = self.put(Enrolment, [self.worker(uid, person, seq, starts) for seq, person in enumerate(persons, 1)])
        self.months(rows, starts)
        return {"training": uid, "institution_uid": firm, "basis_on": starts}, rows, starts

    def worker(self, training: int, person: int, seq: int, starts: date) -> Row:
        """Somebody of any group, often employed just about long enough."""
        hired = starts - timedelta(self.dice.choice((0, 100, 182, 183, 184, 400)))
        return {
            "origin": self.origins[0],
            "class_uid": training,
            "trainee_uid": person,
            "seq": seq,
            "category": self.dice.choice((POOR, POOR, POOR, *HARD, OTHERS)),
            "draws_pension": int(self.dice.random() < 0.1),
            "account": people.account(7) if self.dice.random() < 0.6 else None,
            "result": "failed" if self.dice.random() < 0.1 else "qualified",
            "fee_fen": self.dice.choice((None, self.dice.randrange(700_000))),
            "hired_on": hired if self.dice.random() < 0.85 else None,
            "apprentice_kind": self.dice.choice(("worker", "student", "worker", "student", None)),
            "left_out": "缺课" if self.dice.random() < 0.05 else None,
            "state": "dropped" if self.dice.random() < 0.05 else "active",
        }

    def months(self, rows: list[int], starts: date) -> None:
        """Some months of the class for most."""
        first = starts.year * 12 + starts.month - 1 + self.dice.choice((0, 0, 0, 0, 12))
        made = [
            {"origin": self.origins[0], "enrolment_uid": row, "month": f"{n // 12:04d}-{n % 12 + 1:02d}"}
            for row in rows
            if self.dice.random() < 0.9
            for n in range(first, first + self.dice.choice((1, 2, 3, 6, 7, 12)))
            if self.dice.random() < 0.9
        ]
        self.put(WorkMonth, made)

    def paid(self, enrolment: int) -> str | None:
        """Most of the months of the line's row."""
        asked = "SELECT month FROM work_month WHERE enrolment_uid = ? ORDER BY month"
        months = self.connection.exec_driver_sql(asked, (enrolment,)).scalars()
        return "、".join(month for month in months if self.dice.random() < 0.8) or None

    def rate_of_scheme(self) -> None:
        """The office's own rates, some newer than others; the floor and its neighbours among them."""
        for since in (date(2018, 6, 1), date(2020, 3, 1)):
            if self.dice.random() < 0.7:
                amount = self.dice.choice((399_999, 400_000, 650_001, self.dice.randrange(1, 900_000)))
                known = {"origin": self.origins[0], "occupation": self.scheme, "level": "不分等级", "since": since}
                self.put(Rate, [{**known, "amount_fen": amount, "document": "测试文〔2019〕1号"}])

    def life(self) -> Roster:
        """Claims of before, in any state, and one to be decided."""
        self.rate_of_scheme()
        persons = self.persons(self.dice.randrange(1, 7))
        for _ in range(self.dice.randrange(5)):
            there = [person for person in persons if self.dice.random() < 0.7]
            origin = self.dice.choice(self.origins)
            known, rows, starts = self.group(there, origin)
            scheme = self.scheme if self.dice.random() < 0.85 else "职业培训补贴"
            state = self.dice.choice((*CLAIM.states, "paid", "paid", "paid"))
            made = self.claim(origin=origin, state=state, scheme=scheme, **known)
            self.lines(made, origin, list(zip(there, rows, strict=True)), starts, TRADE)
        known, _, _ = self.group(persons, self.origins[0])
        claim = self.claim(origin=self.origins[0], state="draft", scheme=self.scheme, **known)
        return Roster(claim, known["training"], persons)


@pytest.fixture(scope="module", params=SAID, ids=lambda key: "-".join(key))
def county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[County, Words]]:
    """An office under a circular that pays a scheme; its clock stands after the action."""
    pack, scheme = request.param
    made = County(tmp_path_factory.mktemp(pack) / "county", pack)
    made.today = date(2022, 3, 1)
    made.institution(kind=made.lists("institution_kinds")[0])
    yield made, SAID[request.param]
    made.office.close()


@contextmanager
def life(office: Office, pack: str, scheme: str, seed: int) -> Iterator[tuple[Work, Foreman, Roster]]:
    """A random claim with its past; gone when the block ends."""
    try:
        with office.work() as work:
            foreman = Foreman(work, Random(f"{pack} {scheme} {seed}"), pack, scheme=scheme)  # noqa: S311
            yield work, foreman, foreman.life()
            raise Undo
    except Undo:
        pass


ALWAYS = {"identity", "overlap", "no_times", "months_paid", "granted"}
MET = {
    WORK: {"no_way", "insured", "months_over"},
    APPRENTICE: {"failed", "months_outside"},
}


@pytest.mark.clause("XC-26", "XC-27", "OD-16", "QJ-12", "CX-08", "QJ-11")
def test_the_slow_way_comes_to_the_same(county: tuple[County, Words]) -> None:
    bureau, said = county
    seen: set[str] = set()
    for seed in range(EACH):
        with life(bureau.office, bureau.pack, said.scheme, seed) as (work, _, roster):
            expected = by_hand(Firms(work), said, roster.claim)
            assert decide(work, roster.claim) == expected, f"{bureau.pack} {said.scheme} seed {seed}"
            seen |= {code for _, codes in expected.values() for code in codes}
            seen |= {"granted"} if any(amount for amount, _ in expected.values()) else set()
    assert seen >= ALWAYS | MET[said.scheme] | possible(said), "the lives are too tame"


def possible(said: Words) -> set[str]:
    """What must have been met besides, by what the circular says."""
    return {
        *(("months_early", "months_undated", "hired") if said.employed else ()),
        *(("below_floor",) if said.floor else ()),
        *(("apprentice_kind",) if said.ceilings else ()),
        *(("no_rate",) if not said.a_month else ()),
    }


@pytest.mark.clause("XC-26", "CX-08")
def test_deciding_twice_and_in_another_order_comes_to_the_same(county: tuple[County, Words]) -> None:
    bureau, said = county
    for seed in range(PROPERTIES):
        with life(bureau.office, bureau.pack, said.scheme, seed) as (work, _, roster):
            before = decide(work, roster.claim)
            assert decide(work, roster.claim) == before
            work.connection.exec_driver_sql(
                "UPDATE enrolment SET seq = 100 - seq WHERE class_uid = ?", (roster.training,)
            )
            work.session.expire_all()
            assert decide(work, roster.claim) == before, seed


@pytest.mark.clause("XC-26", "CX-08")
def test_a_stranger_with_months_of_before_changes_nobody_else(county: tuple[County, Words]) -> None:
    bureau, said = county
    for seed in range(PROPERTIES):
        with life(bureau.office, bureau.pack, said.scheme, seed) as (work, foreman, roster):
            before = decide(work, roster.claim)
            stranger = foreman.persons(1)
            known, rows, starts = foreman.group(stranger, foreman.origins[0])
            made = foreman.claim(origin=foreman.origins[0], state="paid", scheme=said.scheme, **known)
            foreman.lines(made, foreman.origins[0], [(stranger[0], rows[0])], starts, TRADE)
            row = {**foreman.worker(roster.training, stranger[0], 50, starts), "account": None, "state": "active"}
            foreman.months(foreman.put(Enrolment, [row]), starts)
            after: dict[int, Any] = decide(work, roster.claim)
            assert after.pop(stranger[0]) is not None
            assert after == before, seed
