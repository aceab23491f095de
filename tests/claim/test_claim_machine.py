"""Whatever order claims are worked in and taken back, lines, claims, notices, lists and ledger agree, and a refusal changes nothing."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app.claim.claim import ways_back
from app.claim.claim.noun import CLAIM
from app.desk import words
from app.desk.lists import LISTINGS
from app.fund.balancing import LOOKS
from app.kernel.outcomes import Refused
from app.office.correction.model import Correction
from app.record.listing import Query
from app.store.models import Base
from app.store.work import Read
from tests import people
from tests.bureau import CASHIER, CHIEF, CLERK, PAYMENT, REVIEWER, Bureau

SOMEBODY = [people.person(n) for n in range(900, 904)]
WHY = {"reason": "举报属实"}
LOOKED = {"confirmation": "已核对"}
TEXTS = {
    **dict.fromkeys(("return_", "ask_return", "void", "ask_void"), WHY),
    **dict.fromkeys(("submit", "review", "approve", "close"), LOOKED),
    "register": {"real_name_number": "SMZ-1"},
}
ALONE = [move.word for move in CLAIM.moves if move.word not in ("publish", "list_up")]
FORWARD = {
    "draft": ("submit", CLERK),
    "returned": ("submit", CLERK),
    "submitted": ("review", REVIEWER),
    "reviewed": ("approve", CHIEF),
    "cleared": ("pay", CASHIER),
}
PAID = """
SELECT (SELECT coalesce(sum(amount_fen), 0) FROM payment),
       (SELECT coalesce(sum(total_fen), 0) FROM claim WHERE state = 'paid'),
       (SELECT coalesce(sum(l.amount_fen), 0) FROM claim_line l JOIN claim c ON c.uid = l.claim_uid
         WHERE c.state = 'paid' AND l.decision = 'granted')
"""
TWICE = "SELECT class_uid FROM claim WHERE state <> 'void' GROUP BY class_uid HAVING count(*) > 1"
OFF = """
SELECT c.number FROM claim c LEFT JOIN claim_line l ON l.claim_uid = c.uid GROUP BY c.uid
HAVING c.total_fen <> coalesce(sum(l.amount_fen), 0) OR c.line_count <> count(l.uid)
    OR c.granted_count <> coalesce(sum(l.decision = 'granted'), 0)
"""
REPEATED = """
SELECT l.trainee_uid FROM claim_line l JOIN claim c ON c.uid = l.claim_uid
WHERE c.state IN ('submitted', 'reviewed', 'approved', 'noticed', 'cleared', 'paid') AND l.decision = 'granted'
GROUP BY l.trainee_uid, l.occupation, l.level HAVING count(*) > 1
"""
UNPUBLISHED = """
SELECT c.number FROM claim c LEFT JOIN notice_entry e ON e.claim_uid = c.uid AND e.notice_uid = c.notice_uid
WHERE c.state IN ('noticed', 'cleared', 'paid') AND (e.uid IS NULL OR c.total_fen <> e.published_fen - coalesce(
    (SELECT sum(r.amount_fen) FROM reduction r
     WHERE r.claim_uid = c.uid AND r.state = 'confirmed' AND r.stage IN ('noticed', 'cleared', 'paying')), 0))
"""
"""Claims that are public and come to something else than was published less who was taken out since."""
ENDED_WITH_MONEY = "SELECT number FROM claim WHERE state = 'closed' AND (total_fen <> 0 OR granted_count <> 0)"
TAKEN_IN = """
SELECT l.uid FROM claim_line l JOIN claim c ON c.uid = l.claim_uid JOIN reduction r ON r.enrolment_uid = l.enrolment_uid
WHERE r.state = 'confirmed' AND l.decision = 'granted' AND c.state <> 'void'
"""
NOTHING = (TWICE, OFF, REPEATED, UNPUBLISHED, ENDED_WITH_MONEY, TAKEN_IN)


@pytest.fixture(scope="module")
def school(supplied: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Three accepted classes of the same occupation and level, most of their people in two of them; closed."""
    made = supplied.twin(tmp_path_factory.mktemp("school") / "county")
    for month, who in ((3, SOMEBODY[:3]), (5, SOMEBODY[1:]), (7, SOMEBODY[:2])):
        made.accepted(who, date(2019, month, 4))
    made.office.close()
    return made


def digest(read: Read) -> str:
    """A hash of every row of every table."""
    found = hashlib.sha256()
    for name in sorted(Base.metadata.tables):
        rows = read.connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()  # noqa: S608 - the names of our tables
        found.update(f"{name}{sorted(map(repr, rows))}".encode())
    return found.hexdigest()


class ClaimMachine(RuleBasedStateMachine):
    """Clerk, reviewer and chief press buttons in any order; most are refused, and then nothing changes."""

    school: ClassVar[Bureau]

    def __init__(self) -> None:
        super().__init__()
        self.scratch = TemporaryDirectory()
        self.bureau = self.school.twin(Path(self.scratch.name) / "county")
        self.claims: list[int] = []

    def teardown(self) -> None:
        self.bureau.office.close()
        self.scratch.cleanup()

    @contextmanager
    def refusal_changes_nothing(self) -> Iterator[None]:
        with self.bureau.office.read() as read:
            before = digest(read)
        try:
            yield
        except Refused:
            with self.bureau.office.read() as read:
                assert digest(read) == before

    def uids(self, noun: str, **values: str) -> list[int]:
        """Records of a noun by some of their values, the oldest first."""
        with self.bureau.office.read() as read:
            rows = LISTINGS[noun].rows(read.connection)
            return sorted(int(str(r["uid"])) for r in rows if all(r[key] == value for key, value in values.items()))

    @rule(number=st.sampled_from(["500110-2019-0001", "500110-2019-0002", "500110-2019-0003"]))
    def create(self, number: str) -> None:
        with self.refusal_changes_nothing():
            self.claims.append(self.bureau.do("claim.create", class_number=number))

    @precondition(lambda self: self.claims)
    @rule(
        which=st.integers(0, 9),
        word=st.sampled_from(ALONE),
        who=st.sampled_from([CLERK, REVIEWER, CHIEF, CASHIER]),
    )
    def press(self, which: int, word: str, who: str) -> None:
        uid = self.claims[which % len(self.claims)]
        texts = (
            {**PAYMENT, **self.bureau.voucher(), **LOOKED, "paid_on": self.bureau.today.isoformat()}
            if word == "pay"
            else TEXTS.get(word, {})
        )
        with self.refusal_changes_nothing():
            self.bureau.do(f"claim.{word}", uid, who, **texts)

    @precondition(lambda self: self.claims)
    @rule(which=st.sets(st.integers(0, 9), min_size=1, max_size=3))
    def publish(self, which: set[int]) -> None:
        """Some claims in one notice: all of them or none."""
        self.put_up(sorted({self.claims[n % len(self.claims)] for n in which}))

    def put_up(self, uids: Sequence[int]) -> None:
        self.bureau.office.sign_in(CLERK)
        with self.refusal_changes_nothing(), self.bureau.office.work() as work:
            words.do_together(work, "claim", "publish", uids, LOOKED)

    @rule(which=st.integers(0, 9))
    def clear(self, which: int) -> None:
        notices = self.uids("notices", state="posted")
        if notices:
            with self.refusal_changes_nothing():
                self.bureau.do("notice.clear", notices[which % len(notices)], **LOOKED)

    @precondition(lambda self: self.claims)
    @rule(which=st.integers(0, 9), place=st.integers(0, 2), who=st.sampled_from([CLERK, REVIEWER]))
    def take_out(self, which: int, place: int, who: str) -> None:
        claim = self.claims[which % len(self.claims)]
        line = self.bureau.lines(claim)[place % len(self.bureau.lines(claim))]["uid"]
        with self.refusal_changes_nothing():
            told = {"cause": "弄虚作假", "document": "核查1号", **WHY}
            self.bureau.do("claim-line.reduce", line, who, **told)

    @rule(which=st.integers(0, 9))
    def take_in(self, which: int) -> None:
        out = self.uids("reductions", state="confirmed")
        if out:
            with self.refusal_changes_nothing():
                self.bureau.do("reduction.undo", out[which % len(out)], CLERK, reason="查无此事")

    @rule(agrees=st.sampled_from([True, True, False]), who=st.sampled_from([REVIEWER, CHIEF]))
    def second_person(self, agrees: bool, who: str) -> None:
        """Whoever is asked last confirms, or calls it off."""
        with self.bureau.office.read() as read:
            waiting = read.session.query(Correction).filter_by(state="pending").order_by(Correction.uid.desc()).first()
            uid = waiting.uid if waiting else None
        if uid is not None:
            with self.refusal_changes_nothing():
                self.bureau.do(f"correction.{'confirm' if agrees else 'revoke'}", uid, who, **({} if agrees else WHY))

    @precondition(lambda self: self.claims)
    @rule(which=st.integers(0, 9), step=st.sampled_from(["create", "investigate", "reject", "uphold_return"]))
    def objection(self, which: int, step: str) -> None:
        claim = self.bureau.record("claim", self.claims[which % len(self.claims)])
        known = self.uids("objections")
        with self.refusal_changes_nothing():
            if step == "create":
                self.bureau.do("objection.create", claim_number=claim["number"], objector="孙某", content="未参训")
            elif known and step == "investigate":
                self.bureau.do("objection.investigate", known[-1], CLERK, finding="已走访")
            elif known:
                self.bureau.do(f"objection.{step}", known[-1], REVIEWER, decision="已处理")

    @precondition(lambda self: self.claims)
    @rule(which=st.integers(0, 9), steps=st.integers(1, 6))
    def forward(self, which: int, steps: int) -> None:
        """Some steps towards the money, each by whom it takes, so that claims get there."""
        which %= len(self.claims)
        for _ in range(steps):
            state = self.bureau.state("claim", self.claims[which])
            if state == "approved":
                self.put_up([self.claims[which]])
            elif state == "noticed":
                self.time_passes(20)
                with self.refusal_changes_nothing():
                    self.bureau.clear(self.claims[which], **LOOKED)
            elif state in FORWARD:
                self.press(which, *FORWARD[state])

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.bureau.today += timedelta(days)

    @invariant()
    def the_books_agree(self) -> None:
        with self.bureau.office.read() as read:
            ask = read.connection.exec_driver_sql
            assert len(set(ask(PAID).one())) == 1
            for query in NOTHING:
                assert ask(query).all() == [], query
            assert [fault for look in LOOKS for fault in look(read)] == []
            self.the_lists_agree(read)

    def the_lists_agree(self, read: Read) -> None:
        """What the lists show of claims, lines and notices adds up to the same sums."""
        claims = list(LISTINGS["claims"].rows(read.connection))
        halted = {claim["uid"] for claim in claims if claim["halted"]}
        assert halted == ways_back.waiting(read, [int(str(claim["uid"])) for claim in claims]).keys()
        for claim in claims:
            lines = list(LISTINGS["claim-lines"].rows(read.connection, Query(inside=int(str(claim["uid"])))))
            assert claim["total_fen"] == sum(int(str(line["amount_fen"])) for line in lines)
            assert claim["granted_count"] == sum(line["decision"] == "granted" for line in lines)
        for notice in LISTINGS["notices"].rows(read.connection):
            entries = LISTINGS["notice-entries"].rows(read.connection, Query(inside=int(str(notice["uid"]))))
            assert notice["total_fen"] == sum(int(str(entry["published_fen"])) for entry in entries)


def test_ledger_claims_notices_and_lines_agree_after_any_sequence_of_verbs(school: Bureau) -> None:
    ClaimMachine.school = school
    quick = settings(
        max_examples=10, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(ClaimMachine, settings=quick)
