"""A claim is decided by sets; here the same is found slowly, person by person, from the words of the circulars.

The slow way reads the tables as plain rows and takes nothing from the program but what a circular says, written below
in a few lines for each. 150 random rosters with a past are compared in an ordinary run; the full proof is

    ROSTERS=10000 python -m pytest tests/claim/test_recompute.py

which takes about a quarter of an hour. A failure names its circular and seed; the same seed gives the same roster.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from app.claim.claim.assessing import assess_claim
from app.claim.claim.model import Claim
from app.claim.claim.verification import decided_by
from app.claim.claim_line import verdicts
from app.claim.claim_line.model import ClaimLine
from app.store.models import PackRow
from app.store.packs import bundled
from app.store.work import Office, Work
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests.claim.rosters import PAYABLE, Roster, Scribe
from tests.regions import REGIONS, County

IN_ALL = int(os.environ.get("ROSTERS", "150"))
EACH = -(-IN_ALL // len(REGIONS))
PROPERTIES = 12


@dataclass(frozen=True)
class Circular:
    """What a circular says of 职业培训补贴; None where it says nothing."""

    first: date
    certificates: tuple[str, ...] | None
    a_year: int | None
    never_twice: bool
    no_pension: bool
    places: tuple[str, ...] = ()
    only_there: bool = False
    free: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    project_papers: tuple[str, ...] | None = None
    meant_for: tuple[str, ...] = ()
    """Whom the training of the rosters' type is held for."""
    or_insured: bool = False
    """Either this subsidy or that of insured workers."""
    not_with_work: tuple[str, ...] = ()
    """Types of training that are not paid beside 以工代训."""
    last: date = date(2021, 12, 31)
    one_account: int = 5
    """Not of a circular: the office's own hint."""


THREE = ("户籍地", "常住地", "求职就业地")
THE_THREE = ("贫困劳动力", "去产能失业人员", "退役军人")
SAID = {
    # 公示结束无异议的，根据合格人数、补贴标准拨付
    # 高校毕业生和职业院校毕业生参加免费技能培训
    "suihua-2019": Circular(
        date(2019, 1, 1), None, None, never_twice=False, no_pension=False, free=("高校毕业生", "职业院校毕业生")
    ),
    # 原则上每人每年可享受不超过3次，但同一职业同一等级不可重复享受；户籍地、常住地、求职就业地
    # 以工代训补贴和新录用人员岗前技能培训补贴不得重复享受；贫困劳动力、去产能失业人员、退役军人等开展项目制培训
    "xuchang-2019": Circular(
        date(2019, 1, 1), PAYABLE, 3, never_twice=True, no_pension=False, places=THREE, free=("贫困劳动力",),
        projects=THE_THREE, not_with_work=("岗前培训",),
    ),
    # 每人每年可享受不超过3次；不具有按月领取养老金资格的人员纳入；职业培训补贴或参保职工技能提升补贴
    "ordos-2019": Circular(
        date(2019, 1, 1), PAYABLE, 3, never_twice=True, no_pension=True, places=THREE,
        free=("贫困家庭子女", "贫困劳动力", "两后生", "农村牧区转移劳动者", "下岗失业人员", "转岗职工", "退役军人", "残疾人"),
        projects=THE_THREE, or_insured=True,
    ),
    # 2020年、2021年；原则上每人每年不超过3次，同一职业同一等级不可重复；对四种人提供培训补贴；免费七类
    # 项目制培训以培训合格证书、特种作业操作证书为依据；面向……开展的就业技能培训
    "cixi-2020": Circular(
        date(2020, 1, 1), PAYABLE, 3, never_twice=True, no_pension=False, only_there=True,
        places=("慈溪户籍", "慈溪常住并持有居住证", "慈溪就业创业", "已办理失业登记"),
        free=("贫困家庭子女", "贫困劳动力", "两后生", "农村转移就业劳动者", "下岗失业人员", "转岗职工", "退役军人",
              "未就业随军家属", "残疾人"),
        projects=("建档立卡低收入农户家庭劳动力", "退役军人", "未就业随军家属", "对口支援地市建档立卡贫困人员", "企业职工"),
        project_papers=("培训合格证书", "特种作业操作证书"),
        meant_for=("农村转移就业劳动者", "两后生", "失业人员", "退役军人", "未就业随军家属", "就业困难人员", "残疾人",
                   "高校毕业生"),
    ),
    # 原则上每人每年可享受不超过3次，但同一职业项目同一等级不得重复；不具有按月领取养老金资格的人员
    "qijiang-2019": Circular(
        date(2019, 1, 1), PAYABLE, 3, never_twice=True, no_pension=True, places=THREE,
        free=("贫困家庭子女", "贫困劳动力", "两后生", "农村转移就业劳动者", "下岗失业人员", "转岗职工", "退役军人", "残疾人"),
        projects=THE_THREE, or_insured=True,
    ),
}  # fmt: skip
HANDED_IN = {"submitted", "checked", "reviewed", "approved", "noticed", "cleared", "paying", "paid"}
WARNINGS = {"overlap", "shared_account", "project_group", "unproven"}
WARNINGS |= {"lapsed", "type_group", "charged"}
PLACE = {"locality"}
Row = dict[str, Any]
Outcome = tuple[int, set[str]]
"""分 granted, and the codes of all reasons but the grant's."""


# --- the slow way -----------------------------------------------------------------------------------------------------


class Books:
    """All rows of the office as they stand."""

    def __init__(self, work: Work) -> None:
        def table(name: str) -> list[Row]:
            return [dict(row) for row in work.connection.exec_driver_sql(f"SELECT * FROM {name}").mappings()]  # noqa: S608

        self.own, self.today = work.own.uid, work.today
        self.rates, self.lines, self.enrolments = table("rate"), table("claim_line"), table("enrolment")
        self.classes = {row["uid"]: row for row in table("training_class")}
        self.claims = {row["uid"]: row for row in table("claim")}
        self.trainees = {row["uid"]: row for row in table("trainee")}
        self.tags = table("tag")

    def on(self, text: Any) -> date:
        return date.fromisoformat(text)


def by_hand(books: Books, said: Circular, claim: int) -> dict[int, Outcome]:
    """What each person of a claim gets."""
    training = books.classes[books.claims[claim]["class_uid"]]
    here = [row for row in books.enrolments if row["class_uid"] == training["uid"] and row["state"] == "active"]
    return {row["trainee_uid"]: one(books, said, claim, training, row, here) for row in here}


def one(books: Books, said: Circular, claim: int, training: Row, row: Row, here: list[Row]) -> Outcome:
    person, starts = row["trainee_uid"], books.on(training["starts_on"])
    found = {
        "term": not said.first <= starts <= said.last,
        "identity": not digits_agree(books.trainees[person]["id_number"]),
        "pension": said.no_pension and row["draws_pension"] == 1,
        "left_out": row["left_out"] is not None,
        "failed": row["result"] == "failed",
        "no_rate": rate(books, training) is None,
        "overlap": elsewhere(books, training, person),
        "shared_account": bool(row["account"])
        and len([other for other in here if other["account"] == row["account"]]) >= said.one_account,
    }
    if said.certificates is None:
        found["unassessed"] = row["result"] is None
    else:
        kind, day = row["certificate_kind"], row["certificate_date"]
        found["certificate"] = not kind or not row["certificate_number"]
        project = said.project_papers if training["arrangement"] == "project" else None
        found["certificate_kind"] = bool(kind) and kind not in (project or said.certificates)
        found["certificate_early"] = day is not None and books.on(day) < starts
        found["certificate_late"] = day is not None and day > books.claims[claim]["applied_on"]
        found["certificate_others"] = borne_by_others(books, row)
    had = awards(books, claim, person)
    same_year = [past for past in had if books.on(past["starts_on"]).year == starts.year]
    same_trade = [past for past in had if (past["occupation"], past["level"]) == trade_of(training)]
    found["yearly_limit"] = said.a_year is not None and len(same_year) >= said.a_year
    found["repeat"] = said.never_twice and len(same_trade) > 0
    found |= of_the_person(books, said, training, row, starts)
    of_work = training["training_type"] in said.not_with_work
    found["work_training"] = of_work and len(awards(books, claim, person, "以工代训补贴")) > 0
    insured = awards(books, claim, person, "参保职工技能提升补贴")
    found["alternative"] = said.or_insured and trade_of(training) in map(trade_of, insured)
    codes = {code for code, holds in found.items() if holds}
    return (0 if codes - harmless(said) else rate(books, training) or 0), codes


def borne_by_others(books: Books, row: Row) -> bool:
    """Whether somebody else is on a roster with the same certificate."""
    for other in books.enrolments:
        number = row["certificate_number"] is not None and other["certificate_number"] == row["certificate_number"]
        kinds = {kind for kind in (row["certificate_kind"], other["certificate_kind"]) if kind is not None}
        standing = other["state"] == "active" and books.classes[other["class_uid"]]["state"] != "void"
        if number and standing and len(kinds) < 2 and other["trainee_uid"] != row["trainee_uid"]:
            return True
    return False


def of_the_person(books: Books, said: Circular, training: Row, row: Row, starts: date) -> dict[str, bool]:
    """Place, fee, and the groups that a roster's category or a proof of the day puts somebody in."""
    proofs = [tag for tag in books.tags if tag["trainee_uid"] == row["trainee_uid"]]
    spanning = [tag for tag in proofs if tag["since"] <= str(starts) <= (tag["until"] or "9999-12-31")]
    holding = {tag["category"] for tag in spanning if tag["state"] == "active"}
    mine = {row["category"], *holding}
    project = training["arrangement"] == "project" and bool(said.projects)
    proven = bool(holding & set(said.projects))
    named = project and not proven and row["category"] in said.projects
    own = [tag for tag in proofs if tag["category"] == row["category"] and tag not in spanning]
    return {
        "locality": bool(said.places) and row["locality"] not in said.places,
        "project_group": project and not mine & set(said.projects),
        "unproven": named and not own,
        "lapsed": named and bool(own),
        "type_group": bool(said.meant_for) and not mine & set(said.meant_for),
        "charged": (row["fee_fen"] or 0) > 0 and bool(mine & set(said.free)),
    }


def harmless(said: Circular) -> set[str]:
    """The reasons that refuse nobody under a circular."""
    return WARNINGS if said.only_there else WARNINGS | PLACE


def awards(books: Books, claim: int, person: int, scheme: str = "职业培训补贴") -> list[Row]:
    """The classes for which somebody was granted a subsidy in another claim that was handed in."""
    granted = [row for row in books.lines if row["trainee_uid"] == person and row["decision"] == "granted"]
    others = [books.claims[row["claim_uid"]] for row in granted if row["claim_uid"] != claim]
    alike = [
        its for its in others if its["scheme"] in ("特种作业培训补贴" if scheme == "职业培训补贴" else scheme, scheme)
    ]
    return [books.classes[its["class_uid"]] for its in alike if its["state"] in HANDED_IN]


def elsewhere(books: Books, training: Row, person: int) -> bool:
    """Whether somebody sits in another class on one of the same days."""
    rows = [row for row in books.enrolments if row["trainee_uid"] == person and row["state"] == "active"]
    others = [books.classes[row["class_uid"]] for row in rows if row["class_uid"] != training["uid"]]
    return any(
        other["starts_on"] <= training["ends_on"] and training["starts_on"] <= other["ends_on"]
        for other in others
        if other["state"] != "void"
    )


def rate(books: Books, training: Row) -> int | None:
    """The standard of the office's own catalogue that was the newest when the class began."""
    known = [
        row
        for row in books.rates
        if row["origin"] == books.own and trade_of(row) == trade_of(training) and row["since"] <= training["starts_on"]
    ]
    return max(known, key=lambda row: row["since"])["amount_fen"] if known else None


def trade_of(row: Row) -> tuple[str, str]:
    return row["occupation"], row["level"]


def digits_agree(number: str) -> bool:
    """GB 11643: the weighted digits and the check character come to 1 modulo 11."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
    values = [10 if digit == "X" else int(digit) for digit in number]
    return sum(weight * value for weight, value in zip(weights, values, strict=True)) % 11 == 1


# --- the program's way ------------------------------------------------------------------------------------------------


class Undo(Exception):
    """Leaves the office as it was before a roster."""


@pytest.fixture(scope="module", params=REGIONS)
def county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """An office under each circular; its clock stands after the action, so that every class is over."""
    made = County(tmp_path_factory.mktemp(request.param) / "county", request.param)
    made.today = date(2022, 3, 1)
    made.institution(kind=made.lists("institution_kinds")[0])
    yield made
    made.office.close()


@contextmanager
def life(office: Office, pack: str, seed: int) -> Iterator[tuple[Work, Scribe, Roster]]:
    """A random roster with its past; gone when the block ends."""
    try:
        with office.work() as work:
            scribe = Scribe(work, Random(f"{pack} {seed}"), pack)  # noqa: S311
            yield work, scribe, scribe.roster()
            raise Undo
    except Undo:
        pass


def decide(work: Work, claim: int) -> dict[int, Outcome]:
    """What the program decides for each person, its claim's sums checked on the way."""
    said = SAID[work.pack_on(work.today).id]
    record = work.session.get_one(Claim, claim)
    assess_claim(work, record)
    work.session.flush()
    kept = verdicts.Kept(work, record, decided_by(work, record))
    found: dict[int, Outcome] = {}
    for line in work.session.scalars(select(ClaimLine).where(ClaimLine.claim_uid == claim)):
        _, decision = kept.of(line)
        granted = decision.granted
        assert (line.amount_fen, line.decision) == ((line.rate_fen, "granted") if granted else (0, "refused"))
        assert decision.amount_fen == line.amount_fen
        found[int(line.trainee_uid or 0)] = line.amount_fen, set(decision.codes)
    hard = {"lapsed"} if record.scheme == "以工代训补贴" else set()
    passed = [amount for amount, codes in found.values() if not codes - (harmless(said) - hard)]
    sums = (record.line_count, record.granted_count, record.total_fen)
    assert sums == (len(found), len(passed), sum(passed))
    return found


CLAUSES = ("SH-30", "XC-24", "XC-25", "OD-12", "OD-13", "CX-16", "CX-22", "QJ-13", "QJ-14")
OF_THE_PERSON = (
    "SH-41",
    "XC-07",
    "XC-23",
    "XC-28",
    "XC-30",
    "OD-05",
    "OD-14",
    "CX-05",
    "CX-14",
    "CX-15",
    "CX-20",
    "QJ-10",
)


@pytest.mark.clause(*CLAUSES, *OF_THE_PERSON)
def test_the_slow_way_comes_to_the_same(county: County) -> None:
    seen: set[str] = set()
    for seed in range(EACH):
        with life(county.office, county.pack, seed) as (work, _, roster):
            expected = by_hand(Books(work), SAID[county.pack], roster.claim)
            assert decide(work, roster.claim) == expected, f"{county.pack} seed {seed}"
            seen |= {code for _, codes in expected.values() for code in codes}
            seen |= {"granted"} if any(amount for amount, _ in expected.values()) else set()
    assert seen >= possible(SAID[county.pack]) | {"granted"}, "the rosters are too tame"


def possible(said: Circular) -> set[str]:
    """Every reason that the rosters must have met under a circular for the comparison to say something."""
    always = {
        "term",
        "identity",
        "failed",
        "no_rate",
        "overlap",
        "shared_account",
    }
    always.add("charged")
    certified = {
        *("certificate", "certificate_kind", "certificate_early"),
        *("certificate_late", "certificate_others"),
    }
    return {
        *always,
        *(certified if said.certificates else {"unassessed"}),
        *({"yearly_limit"} if said.a_year else ()),
        *({"repeat"} if said.never_twice else ()),
        *({"pension"} if said.no_pension else ()),
        *(PLACE if said.places else ()),
        *({"project_group", "unproven", "lapsed"} if said.projects else ()),
        *({"type_group"} if said.meant_for else ()),
        *({"alternative"} if said.or_insured else ()),
        *({"work_training"} if said.not_with_work else ()),
    }


# --- properties -------------------------------------------------------------------------------------------------------


def test_deciding_twice_comes_to_the_same(county: County) -> None:
    for seed in range(PROPERTIES):
        with life(county.office, county.pack, seed) as (work, _, roster):
            assert decide(work, roster.claim) == decide(work, roster.claim), seed


def test_an_amount_is_nothing_or_the_rate(county: County) -> None:
    for seed in range(PROPERTIES):
        with life(county.office, county.pack, seed) as (work, _, roster):
            books = Books(work)
            full = rate(books, books.classes[roster.training]) or 0
            assert {amount for amount, _ in decide(work, roster.claim).values()} <= {0, full}, seed


def test_a_stranger_in_the_class_changes_nobody_else(county: County) -> None:
    for seed in range(PROPERTIES):
        with life(county.office, county.pack, seed) as (work, scribe, roster):
            before = decide(work, roster.claim)
            stranger = scribe.persons(1)
            for _ in range(3):
                scribe.past(stranger, date(2020, 3, 2), date(2020, 3, 31), ("电工", "四级/中级工"))
            scribe.enrol(roster.training, stranger, date(2020, 3, 2))
            work.connection.exec_driver_sql(
                "UPDATE enrolment SET account = NULL, certificate_number = uid, state = 'active' WHERE trainee_uid = ?",
                (stranger[0],),
            )
            after = decide(work, roster.claim)
            assert after.pop(stranger[0]) is not None
            assert after == before, seed


def test_the_order_of_the_roster_changes_nobody(county: County) -> None:
    for seed in range(PROPERTIES):
        with life(county.office, county.pack, seed) as (work, _, roster):
            before = decide(work, roster.claim)
            work.session.expire_all()
            turned = work.session.query(Enrolment).filter_by(class_uid=roster.training).all()
            for place, row in enumerate(reversed(turned), start=1):
                row.seq = place
            work.session.flush()
            assert decide(work, roster.claim) == before, seed


STRICTER = {
    "a lower limit": (r'(in = "year"\nmost = )\d+', r"\g<1>1"),
    "a shorter list": (r'(?m)^(payable_certificates = \["[^"]+")[^\]]*', r"\1"),
    "an earlier end": (r'(key = "last_day"\ndate = )[\d-]+', r"\g<1>2020-06-30"),
}


@pytest.mark.clause(*CLAUSES)
@pytest.mark.parametrize("way", STRICTER)
def test_a_stricter_pack_never_grants_more(county: County, way: str) -> None:
    text, changed = re.subn(*STRICTER[way], re.sub(r"(?m)^version = \d+$", "version = 99", bundled()[county.pack]))
    if not changed:
        assert county.pack == "suihua-2019"
        return
    fewer = 0
    for seed in range(PROPERTIES):
        with life(county.office, county.pack, seed) as (work, _, roster):
            before = decide(work, roster.claim)
            work.session.add(PackRow(pack_id=county.pack, version=99, text=text, sha256="", installed_at=""))
            work.session.get_one(TrainingClass, roster.training).pack_version = 99
            work.session.flush()
            after = decide(work, roster.claim)
            assert after.keys() == before.keys()
            assert all(after[person][0] <= before[person][0] for person in before), seed
            fewer += after != before
    assert fewer, "the rosters never meet what was made stricter"
