"""Whatever order claims are worked in, the ledger, the claims and their lines agree, and no class has two live claims."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app.claim.claim.noun import CLAIM
from app.kernel.outcomes import Refused
from tests import people
from tests.bureau import CASHIER, CHIEF, CLERK, PAYMENT, REVIEWER, Bureau

SOMEBODY = [people.person(n) for n in range(900, 904)]
TEXTS = {
    "return_": {"reason": "重报"},
    "object_": {"reason": "有异议"},
    "void": {"reason": "误报"},
    "register": {"real_name_number": "SMZ-1"},
}
FORWARD = {
    "draft": ("submit", CLERK),
    "returned": ("submit", CLERK),
    "submitted": ("review", REVIEWER),
    "reviewed": ("approve", CHIEF),
    "approved": ("publish", CLERK),
    "noticed": ("clear", CLERK),
    "cleared": ("pay", CASHIER),
}
LEDGER = """
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


@pytest.fixture(scope="module")
def school(supplied: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Three accepted classes of the same occupation and level, most of their people in two of them; closed."""
    made = supplied.twin(tmp_path_factory.mktemp("school") / "county")
    for month, who in ((3, SOMEBODY[:3]), (5, SOMEBODY[1:]), (7, SOMEBODY[:2])):
        made.accepted(who, date(2019, month, 4))
    made.office.close()
    return made


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
        before = self.bureau.counts()
        try:
            yield
        except Refused:
            assert self.bureau.counts() == before

    @rule(number=st.sampled_from(["500110-2019-0001", "500110-2019-0002", "500110-2019-0003"]))
    def create(self, number: str) -> None:
        with self.refusal_changes_nothing():
            self.claims.append(self.bureau.do("claim.create", class_number=number))

    @precondition(lambda self: self.claims)
    @rule(
        which=st.integers(0, 9),
        word=st.sampled_from([move.word for move in CLAIM.moves]),
        who=st.sampled_from([CLERK, REVIEWER, CHIEF, CASHIER]),
    )
    def press(self, which: int, word: str, who: str) -> None:
        uid = self.claims[which % len(self.claims)]
        texts = (
            {**PAYMENT, **self.bureau.voucher(), "paid_on": self.bureau.today.isoformat()}
            if word == "pay"
            else TEXTS.get(word, {})
        )
        with self.refusal_changes_nothing():
            self.bureau.do(f"claim.{word}", uid, who, **texts)

    @precondition(lambda self: self.claims)
    @rule(which=st.integers(0, 9), steps=st.integers(1, 6))
    def forward(self, which: int, steps: int) -> None:
        """Some steps towards the money, each by whom it takes, so that claims get there."""
        which %= len(self.claims)
        for _ in range(steps):
            state = self.bureau.state("claim", self.claims[which])
            if state == "noticed":
                self.time_passes(20)
            if state in FORWARD:
                self.press(which, *FORWARD[state])

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.bureau.today += timedelta(days)

    @invariant()
    def the_books_agree(self) -> None:
        with self.bureau.office.read() as read:
            ask = read.connection.exec_driver_sql
            assert len(set(ask(LEDGER).one())) == 1
            assert [ask(query).all() for query in (TWICE, OFF, REPEATED)] == [[], [], []]


def test_ledger_claims_and_lines_agree_after_any_sequence_of_verbs(school: Bureau) -> None:
    ClaimMachine.school = school
    quick = settings(
        max_examples=10, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(ClaimMachine, settings=quick)
