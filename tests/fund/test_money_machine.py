"""Whatever happens to money on its way, and in whatever order, every book says the same and nobody is paid twice.

Claims are paid at once, in parts or by batches; banks fail transfers and give payments back; rows are corrected, people
taken out, claims taken back and money called back. `dev.py test --long tests/fund/test_money_machine.py` plays 10,000.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from app.desk.lists import LISTINGS
from app.fund.balancing import LOOKS
from app.fund.payment.model import Payment
from app.fund.sent import sent_payments
from app.fund.spending import moved_fen, uses
from app.kernel.kinds import FEN
from app.kernel.outcomes import Asked, Problems, Refused
from app.kernel.periods import parse_period
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import CASHIER, CHIEF, CLERK, REVIEWER, Bureau
from tests.fund.test_advances import advanced, held, opened

FUNDS = ("就业补助资金", "失业保险基金结余（专账）")
SEQUENCES, STEPS, MANY = 200, 14, 10_000
TO_CLEARED = {
    "draft": ("submit", CLERK),
    "returned": ("submit", CLERK),
    "submitted": ("review", REVIEWER),
    "reviewed": ("approve", CHIEF),
    "approved": ("publish", CLERK),
}
RARELY = st.sampled_from([False, False, True])
BATCH_STEPS = {"draft": ("submit", CASHIER), "approved": ("send", CASHIER)}
BEYOND = """
SELECT c.number FROM claim c JOIN payment p ON p.claim_uid = c.uid AND p.kind = 'claim' GROUP BY c.uid
HAVING sum(p.amount_fen) + coalesce((SELECT sum(t.amount_fen) FROM transfer t
    WHERE t.claim_uid = c.uid AND t.state = 'sent'), 0) > c.total_fen
"""
TWICE = """
SELECT p.enrolment_uid FROM payment p JOIN claim_line l ON l.claim_uid = p.claim_uid AND l.enrolment_uid = p.enrolment_uid
WHERE p.kind = 'claim' GROUP BY p.claim_uid, p.enrolment_uid HAVING sum(p.amount_fen) > l.amount_fen
"""
UNEVEN = """
SELECT c.number FROM claim c LEFT JOIN claim_line l ON l.claim_uid = c.uid GROUP BY c.uid
HAVING c.total_fen <> coalesce(sum(l.amount_fen), 0) OR c.granted_count <> coalesce(sum(l.decision = 'granted'), 0)
"""
COUNTED = """
SELECT c.number FROM claim c JOIN payment p ON p.claim_uid = c.uid AND p.kind = 'claim' WHERE c.state = 'paid'
GROUP BY c.uid HAVING sum(p.times) <> c.granted_count
"""
COMMITTED = """
SELECT coalesce(sum(max(0, c.total_fen
    - (SELECT coalesce(sum(a.amount_fen), 0) FROM advance a WHERE a.claim_uid = c.uid
       OR (a.class_uid = c.class_uid AND a.scheme = c.scheme AND a.state = 'paid'))
    - (SELECT coalesce(sum(p.amount_fen), 0) FROM payment p WHERE p.claim_uid = c.uid AND p.kind = 'claim'))), 0)
FROM claim c WHERE c.state IN ('approved', 'noticed', 'cleared', 'paying') AND c.fund IS NOT NULL
"""
POSTED = """
SELECT t.number FROM transfer t LEFT JOIN payment p ON p.transfer_uid = t.uid
WHERE (t.state = 'paid' AND p.uid IS NULL) OR (t.state IN ('listed', 'sent', 'dropped') AND p.uid IS NOT NULL)
"""


@pytest.fixture(scope="module")
def prepared(supplied: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """Three claims whose notice is over: of a class, of one with an advance, and of allowances to its people; closed."""
    made = supplied.twin(tmp_path_factory.mktemp("prepared") / "county")
    made.settle()
    for fund in FUNDS:
        given = {"fund": fund, "year": "2019", "amount_fen": "100000", "document": "财社〔2019〕1号"}
        made.confirmed("budget", made.do("budget.create", **given))
    plain = made.accepted(3)
    made.claim(plain, "cleared")
    ahead = opened(made, 3)
    advanced(made, ahead)
    held(made, ahead, 3)
    _allowances(made, plain)
    made.office.close()
    return made


def _allowances(made: Bureau, training: int) -> None:
    made.rate("生活费补贴", level="不分等级", amount_fen="20", document="区文〔2019〕2号")
    first = made.record("class", training)["starts_on"]
    for days, row in enumerate(made.enrolled(training), start=1):
        made.set(Enrolment, row, category="贫困劳动力")
        with made.office.work() as work:
            for day in range(days):
                work.add(Attendance(enrolment_uid=row, day=first + timedelta(day), periods=6, minutes=40))
    made.do("claim.create", class_number=made.record("class", training)["number"], scheme="生活费补贴")


class MoneyMachine(RuleBasedStateMachine):
    """Clerks, the cashier and the bank, in any order; most is refused, and then nothing changes."""

    prepared: ClassVar[Bureau]

    def __init__(self) -> None:
        super().__init__()
        self.scratch = TemporaryDirectory()
        self.bureau = self.prepared.twin(Path(self.scratch.name) / "county")
        self.ledger: dict[int, int] = {}
        """What each claim was paid, by the acts alone."""
        self.accounts = 100

    @initialize()
    def look(self) -> None:
        self.claims = [row["uid"] for row in self.rows("claims")]
        self.ledger = {row["uid"]: 0 for row in self.rows("claims")}
        self.before = self.moved()

    def teardown(self) -> None:
        self.bureau.office.close()
        self.scratch.cleanup()

    # --- what stands --------------------------------------------------------------------------------------------------

    def rows(self, name: str, **equal: Any) -> list[dict[str, Any]]:
        with self.bureau.office.read() as read:
            found = sorted(LISTINGS[name].rows(read.connection), key=lambda row: row["uid"])
        return [row for row in found if all(row[key] == value for key, value in equal.items())]

    def moved(self) -> int:
        with self.bureau.office.read() as read:
            return int(read.connection.exec_driver_sql("SELECT coalesce(sum(amount_fen), 0) FROM payment").scalar_one())

    def left(self, claim: int) -> int:
        """What of a claim is neither paid nor waiting in a batch, by the tables alone."""
        with self.bureau.office.read() as read:
            one = read.connection.exec_driver_sql
            total = one("SELECT total_fen FROM claim WHERE uid = ?", (claim,)).scalar_one()
            ahead = one(
                "SELECT coalesce(sum(a.amount_fen), 0) FROM advance a JOIN claim c ON c.class_uid = a.class_uid "
                "AND c.scheme = a.scheme WHERE c.uid = ? AND a.state IN ('paid', 'settled')", (claim,)
            ).scalar_one()  # fmt: skip
            waiting = one(
                "SELECT coalesce(sum(amount_fen), 0) FROM transfer WHERE claim_uid = ? AND state IN ('listed', 'sent')",
                (claim,),
            ).scalar_one()
        return int(max(0, total - ahead) - self.ledger[claim] - waiting)

    @contextmanager
    def refusal_changes_nothing(self) -> Iterator[None]:
        before = self.bureau.counts()
        try:
            yield
        except (Refused, Problems, Asked):
            assert self.bureau.counts() == before

    def act(self, phrase: str, uid: int, who: str, **texts: str) -> None:
        """Do it, and answer what is asked."""
        try:
            self.bureau.do(phrase, uid, who, **texts)
        except Asked:
            self.bureau.do(phrase, uid, who, **texts, confirmation="已核实")

    def claim_of(self, number: str) -> int:
        return int(next(row["uid"] for row in self.rows("claims") if row["number"] == number))

    # --- acts ---------------------------------------------------------------------------------------------------------

    @rule(which=st.integers(0, 2), fund=st.sampled_from(FUNDS), yuan=st.sampled_from(["", "", "700", "1200.01"]))
    def pay(self, which: int, fund: str, yuan: str) -> None:
        claim = self.claims[which]
        left = self.left(claim)
        with self.refusal_changes_nothing():
            texts = {**self.bureau.voucher(), "paid_on": self.bureau.today.isoformat(), "amount_fen": yuan}
            self.act("claim.pay", claim, CASHIER, fund=fund, **texts)
            self.ledger[claim] += int(str(FEN.read(yuan))) if yuan else left

    @rule(which=st.integers(0, 2), fund=st.sampled_from(FUNDS), yuan=st.sampled_from(["", "", "", "500"]))
    def list_up(self, which: int, fund: str, yuan: str) -> None:
        with self.refusal_changes_nothing():
            self.act("claim.list_up", self.claims[which], CASHIER, fund=fund, amount_fen=yuan)

    @precondition(lambda self: self.rows("batches"))
    @rule(steps=st.integers(2, 4), back=st.sampled_from([False, False, False, True]))
    def move_batch(self, steps: int, back: bool) -> None:
        for _ in range(steps):
            batch = self.rows("batches")[-1]
            word, who = BATCH_STEPS.get(
                batch["state"], ("sign", REVIEWER if batch["waits_for"] == "科室审核" else CHIEF)
            )
            if back:
                word, who = ("return_", CHIEF) if batch["state"] in ("submitted", "approved") else ("void", CASHIER)
            given = {
                "return_": {"reason": "改"},
                "void": {"reason": "重编"},
                "send": {"sent_on": self.bureau.today.isoformat()},
            }
            with self.refusal_changes_nothing():
                self.bureau.do(f"batch.{word}", batch["uid"], who, **given.get(word, {}))

    @precondition(lambda self: self.rows("transfers", state="sent"))
    @rule(which=st.integers(0, 9), done=st.booleans())
    def answer(self, which: int, done: bool) -> None:
        found = self.rows("transfers", state="sent")
        row, day = found[which % len(found)], {"paid_on": self.bureau.today.isoformat()}
        with self.refusal_changes_nothing():
            if done:
                self.bureau.do("transfer.pay", row["uid"], CASHIER, **self.bureau.voucher(), **day)
                self.ledger[self.claim_of(row["claim_number"])] += row["amount_fen"]
            else:
                self.bureau.do("transfer.unpaid", row["uid"], CASHIER, **day, reason="账号不符")

    @rule(which=st.integers(0, 2), fund=st.sampled_from(FUNDS))
    def bring_to_the_bank(self, which: int, fund: str) -> None:
        """A claim listed, and its batch signed and sent."""
        self.list_up(which, fund, "")
        if self.rows("batches"):
            self.move_batch(4, back=False)

    @precondition(lambda self: self.rows("transfers", state="failed"))
    @rule(which=st.integers(0, 9), sure=st.booleans())
    def pay_again(self, which: int, sure: bool) -> None:
        found = self.rows("transfers", state="failed")
        with self.refusal_changes_nothing():
            asked = {"confirmation": "已核实"} if sure else {}
            self.bureau.do("transfer.pay_again", found[which % len(found)]["uid"], CASHIER, **asked)

    @precondition(lambda self: self.rows("transfers", state="listed"))
    @rule(which=st.integers(0, 9))
    def drop(self, which: int) -> None:
        found = self.rows("transfers", state="listed")
        with self.refusal_changes_nothing():
            self.bureau.do("transfer.drop", found[which % len(found)]["uid"], CASHIER, reason="先不付")

    @precondition(lambda self: self.rows("payments", kind="claim"))
    @rule(which=st.integers(0, 9))
    def bounce(self, which: int) -> None:
        found = self.rows("payments", kind="claim")
        row = found[which % len(found)]
        self.accounts += 1
        with self.refusal_changes_nothing():
            texts = {
                "returned_on": self.bureau.today.isoformat(),
                "return_voucher": f"退{self.accounts}",
                "reason": "销户",
            }
            self.bureau.do("payment.bounce", row["uid"], CASHIER, **texts)
            self.ledger[self.claim_of(row["claim_number"])] -= row["amount_fen"]

    @precondition(lambda self: self.rows("payments", kind="claim"))
    @rule(which=st.integers(0, 9), yuan=st.sampled_from(["", "0", "300", "1200"]))
    def correct(self, which: int, yuan: str) -> None:
        """The voucher, or the sum; two people."""
        found = self.rows("payments", kind="claim")
        row = found[which % len(found)]
        texts = {"amount_fen": yuan} if yuan else self.bureau.voucher()
        with self.refusal_changes_nothing():
            self.bureau.do("payment.correct", row["uid"], CASHIER, reason="登记有误", **texts)
            self.bureau.agree(row["uid"])
            if yuan:
                self.ledger[self.claim_of(row["claim_number"])] += int(str(FEN.read(yuan))) - row["amount_fen"]

    @precondition(lambda self: len(self.rows("reductions")) < 2)
    @rule(which=st.integers(0, 2), line=st.integers(0, 2), really=RARELY)
    def take_out(self, which: int, line: int, really: bool) -> None:
        """One person is found to have no right to it; two people."""
        if not really:
            return
        found = self.bureau.lines(self.claims[which])
        with self.refusal_changes_nothing():
            texts = {"cause": "弄虚作假", "reason": "代签", "document": "核查1号"}
            self.bureau.do("claim-line.reduce", found[line % len(found)]["uid"], CLERK, **texts)
            self.bureau.agree(self.rows("reductions")[-1]["uid"], CHIEF)

    @precondition(lambda self: len(self.rows("corrections")) < 4)
    @rule(which=st.integers(0, 2), really=RARELY)
    def take_back(self, which: int, really: bool) -> None:
        """A claim that was approved goes back; two people."""
        if not really:
            return
        with self.refusal_changes_nothing():
            self.bureau.do("claim.ask_return", self.claims[which], CLERK, reason="有误")
            self.bureau.agree(self.claims[which], CHIEF)

    @rule(which=st.integers(0, 2), steps=st.integers(1, 5))
    def forward(self, which: int, steps: int) -> None:
        """Some steps towards the end of the notice, each by whom it takes."""
        for _ in range(steps):
            record = self.bureau.record("claim", self.claims[which])
            if record["state"] == "noticed":
                self.bureau.today = max(self.bureau.today, record["notice_to"] + timedelta(1))
                with self.refusal_changes_nothing():
                    self.bureau.clear(self.claims[which])
            elif record["state"] in TO_CLEARED:
                word, who = TO_CLEARED[record["state"]]
                given = {"fund": FUNDS[0]} if word == "approve" else {}
                with self.refusal_changes_nothing():
                    self.act(f"claim.{word}", self.claims[which], who, **given)

    @precondition(lambda self: self.rows("claims", state="paid"))
    @rule(which=st.integers(0, 2), yuan=st.sampled_from(["1", "350"]), back=st.booleans())
    def call_back(self, which: int, yuan: str, back: bool) -> None:
        """Money is called back by two people, and given back or not yet."""
        found = self.rows("claims", state="paid")
        claim = found[which % len(found)]
        with self.refusal_changes_nothing():
            texts = {"claim_number": claim["number"], "cause": "核减", "due_fen": yuan, "document": "审1号"}
            uid = self.bureau.do("recovery.create", **texts)
            self.bureau.do("recovery.confirm", uid, REVIEWER)
        owed = self.rows("recoveries", state="due")
        if back and owed:
            paid = self.rows("payments", kind="claim", claim_number=owed[0]["claim_number"])
            fund = paid[-1]["fund"] if paid else FUNDS[0]
            with self.refusal_changes_nothing():
                day = {"paid_on": self.bureau.today.isoformat(), "fund": fund}
                self.bureau.do("recovery.repay", owed[0]["uid"], CASHIER, **self.bureau.voucher(), **day)

    @precondition(lambda self: self.rows("transfers"))
    @rule(which=st.integers(0, 1))
    def mend_account(self, which: int) -> None:
        """The school, or somebody of the class, has another account; two people."""
        self.accounts += 1
        with self.refusal_changes_nothing():
            uid = self.bureau.first("institution")
            if which:
                uid = self.bureau.enrolled(self.bureau.first("class"))[0]
            noun = "enrolment" if which else "institution"
            self.bureau.do(f"{noun}.correct", uid, account=people.account(self.accounts), reason="账号变更")
            self.bureau.agree(uid)

    # --- what must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def the_books_agree(self) -> None:
        with self.bureau.office.read() as read:
            ask = read.connection.exec_driver_sql
            assert [fault.text for look in LOOKS for fault in look(read)] == []
            assert [ask(query).all() for query in (BEYOND, TWICE, UNEVEN, COUNTED, POSTED)] == [[]] * 5
            paid = dict(ask("SELECT claim_uid, sum(amount_fen) FROM payment WHERE kind = 'claim' GROUP BY 1").all())
            assert {uid: paid.get(uid, 0) for uid in self.ledger} == self.ledger
            assert ask(COMMITTED).scalar_one() == sum(
                row["committed_fen"] for row in LISTINGS["funds"].rows(read.connection)
            )
            sent = select(func.sum(Payment.amount_fen)).where(sent_payments(read.own.uid, self.bureau.today))
            assert int(read.session.scalar(sent) or 0) == self.moved()
            whole = parse_period("2019")
            assert sum(use.amount_fen for use in uses(read, whole)) == moved_fen(read, whole) == self.moved()


def test_every_book_says_the_same_after_any_sequence_of_acts(prepared: Bureau, pytestconfig: pytest.Config) -> None:
    MoneyMachine.prepared = prepared
    played = MANY if pytestconfig.getoption("--long") else SEQUENCES
    quick = settings(
        phases=(Phase.explicit, Phase.generate),
        max_examples=played,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(MoneyMachine, settings=quick)
    assert prepared.today < date(2020, 1, 1)
