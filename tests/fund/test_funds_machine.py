"""Whatever is advanced, settled, called back and returned: ahead + paid − called back is the final sum of each claim."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.balancing import LOOKS
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.kernel.outcomes import Refused
from tests.bureau import CASHIER, CHIEF, CLERK, REVIEWER, Bureau
from tests.fund.test_advances import FUND, held, opened

RATE = 120_000
HEADS = 4
STEPS = {"draft": ("submit", CLERK), "submitted": ("approve", CHIEF), "approved": ("pay", CASHIER)}


@pytest.fixture(scope="module")
def arranged(supplied: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Two enterprise classes of four, approved; closed."""
    made = supplied.twin(tmp_path_factory.mktemp("arranged") / "county")
    opened(made, HEADS)
    made.today = date(2019, 11, 4)
    opened(made, HEADS)
    made.office.close()
    return made


class FundsMachine(RuleBasedStateMachine):
    """Advances, claims and recoveries of two classes in any order; a model of six figures a class stands beside."""

    arranged: ClassVar[Bureau]

    def __init__(self) -> None:
        super().__init__()
        self.scratch = TemporaryDirectory()
        self.bureau = self.arranged.twin(Path(self.scratch.name) / "county")
        self.claims: dict[int, int] = {}
        self.final: dict[int, int] = {}
        """By class, what its claim comes to: granted people at the rate, less what was confirmed against it."""
        self.given: dict[int, int] = {}
        """By class, what the ledger must have moved: ahead, paid, less returned."""
        self.owed: dict[int, int] = {}
        self.stage: dict[int, str] = {}

    @initialize()
    def two_classes(self) -> None:
        with self.bureau.office.read() as read:
            uids = list(read.connection.exec_driver_sql("SELECT uid FROM training_class ORDER BY uid").scalars())
        self.classes = uids
        self.given, self.owed, self.stage = dict.fromkeys(uids, 0), dict.fromkeys(uids, 0), dict.fromkeys(uids, "open")

    def at(self, *stages: str) -> list[int]:
        """The classes that stand at some stage."""
        return [uid for uid in self.classes if self.stage[uid] in stages]

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

    def texts(self) -> dict[str, str]:
        return {"fund": FUND, **self.bureau.voucher(), "paid_on": self.bureau.today.isoformat()}

    @precondition(lambda self: self.at("open"))
    @rule(which=st.integers(0, 1), yuan=st.sampled_from([0, 0, 1_300, 700]), steps=st.sampled_from([3, 3, 3, 1]))
    def advance(self, which: int, yuan: int, steps: int) -> None:
        uid = self.classes[which]
        number = self.bureau.record("class", uid)["number"]
        with self.refusal_changes_nothing():
            made = self.bureau.do("advance.create", class_number=number, amount_fen=str(yuan or ""))
            for _ in range(steps):
                word, who = STEPS[self.bureau.state("advance", made)]
                self.bureau.do(f"advance.{word}", made, who, **(self.texts() if word == "pay" else {}))
                if word == "pay":
                    self.given[uid] += self.bureau.record("advance", made)["amount_fen"]

    @precondition(lambda self: any(self.given[uid] for uid in self.at("open")))
    @rule(passed=st.sampled_from([1, 1, 2, HEADS]))
    def hold(self, passed: int) -> None:
        """A class on which something went ahead is held and claimed for; so many of its people are certified."""
        uid = next(uid for uid in self.at("open") if self.given[uid])
        day = self.bureau.today
        self.claims[uid] = held(self.bureau, uid, passed)
        self.bureau.today = max(day, self.bureau.today)  # the class may be held on days that others have gone past
        self.final[uid], self.stage[uid] = passed * RATE, "held"

    @precondition(lambda self: self.at("paid", "void"))
    @rule(which=st.integers(0, 1))
    def cancel(self, which: int) -> None:
        uid = self.classes[which]
        with self.refusal_changes_nothing():
            self.bureau.do("class.void", uid, reason="停办")
            self.owed[uid], self.stage[uid] = self.given[uid], "void"

    @precondition(lambda self: self.at("held"))
    @rule()
    def pay(self) -> None:
        uid = self.at("held")[0]
        self.bureau.do("claim.pay", self.claims[uid], **self.texts())
        outstanding = self.given[uid] - self.owed[uid]
        self.given[uid] += max(0, self.final[uid] - outstanding)
        self.owed[uid] += max(0, outstanding - self.final[uid])
        self.stage[uid] = "paid"

    @precondition(lambda self: any(self.given.values()))
    @rule(which=st.integers(0, 1), yuan=st.sampled_from([1, 350, 1_200]), sure=st.booleans())
    def recover(self, which: int, yuan: int, sure: bool) -> None:
        """Of the claim when it is paid, else of the last advance."""
        uid = self.classes[which]
        with self.bureau.office.read() as read:
            advances = read.session.query(Advance).filter_by(class_uid=uid, state="paid").order_by(Advance.uid)
            subject = {"advance_number": max((row.number for row in advances), default="")}
        if self.stage[uid] == "paid":
            subject = {"claim_number": self.bureau.record("claim", self.claims[uid])["number"]}
        with self.refusal_changes_nothing():
            made = self.bureau.do(
                "recovery.create", cause="核减", due_fen=str(yuan), document="审〔2020〕1号", **subject
            )
            word, who, texts = ("confirm", REVIEWER, {}) if sure else ("revoke", CLERK, {"reason": "不实"})
            self.bureau.do(f"recovery.{word}", made, who, **texts)
            self.owed[uid] += yuan * 100 if sure else 0
            if sure and self.stage[uid] == "paid":
                self.final[uid] -= yuan * 100

    @precondition(lambda self: any(self.owed.values()))
    @rule(which=st.integers(0, 9), part=st.integers(1, 4))
    def repay(self, which: int, part: int) -> None:
        with self.bureau.office.read() as read:
            due = [row.uid for row in read.session.query(Recovery).filter_by(state="due").order_by(Recovery.uid)]
        uid = due[which % len(due)]
        amount = max(1, self.bureau.record("recovery", uid)["owed_fen"] // part)
        self.bureau.do("recovery.repay", uid, **self.texts(), amount_fen=f"{amount // 100}.{amount % 100:02d}")
        with self.bureau.office.read() as read:
            row = read.session.get_one(Recovery, uid)
            subject = read.session.get_one(Claim if row.claim_uid else Advance, row.claim_uid or row.advance_uid)
            training = subject.class_uid
        self.given[training] -= amount
        self.owed[training] -= amount

    @invariant()
    def the_books_agree(self) -> None:
        with self.bureau.office.read() as read:
            assert [fault for look in LOOKS for fault in look(read)] == []
            ledger = sum(row.amount_fen for row in read.session.query(Payment))
            owed = sum(row.due_fen - row.returned_fen for row in read.session.query(Recovery) if row.state == "due")
        assert (ledger, owed) == (sum(self.given.values()), sum(self.owed.values()))
        for uid, claim in self.claims.items():
            if self.stage[uid] == "paid":
                assert self.bureau.state("claim", claim) == "paid"
                assert self.given[uid] - self.owed[uid] == self.final[uid] >= 0


def test_settlement_and_recovery_make_the_final_sum_after_any_sequence_of_verbs(arranged: Bureau) -> None:
    FundsMachine.arranged = arranged
    quick = settings(
        max_examples=12, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    run_state_machine_as_test(FundsMachine, settings=quick)
