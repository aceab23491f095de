"""Histories of six offices on three levels: packages lost, late, repeated, corrected, offices restored; it always adds up.

`--histories 500` plays as many; a few are played each time.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.exchange import adoption, merge, package, receipt
from app.exchange.package_rows import last_package
from app.fund.payment.model import Payment
from app.kernel.outcomes import Refused
from app.store.backup import back_up, faults, restore
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CLERK, Bureau
from tests.exchange.senders import county, quarter, trained
from tests.seat import seat

CITY, ABOVE = "市", {"一区": "市", "二区": "市", "一区一镇": "一区", "一区二镇": "一区", "二区一镇": "二区"}
REGIONS = {
    "市": "500100",
    "一区": "500110",
    "二区": "500111",
    "一区一镇": "500110001",
    "一区二镇": "500110002",
    "二区一镇": "500111001",
}
LEVELS = {6: "county", 9: "town"}
BELOW = tuple(sorted(ABOVE, key=lambda name: -len(name)))
"""Those who send, towns first."""
LATE = {"merge.older", "merge.other_copy"}
"""What is said to a package that comes after a newer one, or from before a restoration."""
OVERTAKEN = {"receipt.older", "receipt.lost", "receipt.replaced"}
senders = st.sampled_from(BELOW)
everybody = st.sampled_from((CITY, *BELOW))
place = st.integers(0, 9)


@cache
def founded() -> dict[str, Bureau]:
    """The six offices on their first day, closed; each history plays with copies."""
    folder, made = Path(tempfile.mkdtemp()), {}
    for name, region in REGIONS.items():
        made[name] = county(folder / name, name, region)
        with made[name].office.work() as work:
            work.own.level = "city" if name == CITY else LEVELS[len(region)]
        made[name].office.close()
    return made


@dataclass
class Post:
    """What lies on the way from and to an office: files that may come late, twice or never."""

    packages: list[Path] = field(default_factory=list)
    receipts: list[Path] = field(default_factory=list)
    backups: list[Path] = field(default_factory=list)


class Histories(RuleBasedStateMachine):
    """Everything that may happen between six offices, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.numbers, self.persons = count(1), count(1)
        self.offices = {name: bureau.twin(self._new(name)) for name, bureau in founded().items()}
        self.post = {name: Post() for name in self.offices}

    def _new(self, name: str) -> Path:
        return self.folder / f"{next(self.numbers):04d}-{name}"

    @contextmanager
    def at(self, name: str) -> Iterator[Bureau]:
        """One office, on the day that it is for all."""
        today = max(bureau.today for bureau in self.offices.values())
        for bureau in self.offices.values():
            bureau.today = today
        self.offices[name].office.sign_in(CLERK)
        yield self.offices[name]

    # --- what happens ---

    @rule(name=senders, paid=st.booleans())
    def claim(self, name: str, paid: bool) -> None:
        with self.at(name) as bureau:
            trained(bureau, [people.person(next(self.persons)), people.person(next(self.persons))], 0, _state(paid))

    @rule(name=senders)
    def correct(self, name: str) -> None:
        with self.at(name) as bureau, bureau.office.work() as work:
            for row in work.session.query(TrainingClass).filter_by(origin=work.own.uid):
                row.place = f"{row.place}改"

    @rule(name=senders)
    def build(self, name: str) -> None:
        with self.at(name) as bureau, bureau.office.work() as work:
            path = self._new(f"{name}.zip")
            package.build(work, quarter(bureau.today), path)
        self.post[name].packages.append(path)

    @rule(name=senders, which=place)
    def deliver(self, name: str, which: int) -> None:
        if sent := self.post[name].packages:
            self._allowing(LATE, self._take, name, sent[-1 - which % len(sent)])

    @rule(name=senders)
    def answer(self, name: str) -> None:
        with self.at(ABOVE[name]) as above, above.office.work() as work:
            row = last_package(work, "received", self._uid(name))
            if row is None:
                return
            path = self._new(f"{name}.xlsx")
            receipt.build(work, row.uid, path)
        self.post[name].receipts.append(path)

    @rule(name=senders, which=place)
    def learn(self, name: str, which: int) -> None:
        if came := self.post[name].receipts:
            self._allowing(OVERTAKEN, self._apply_receipt, name, came[-1 - which % len(came)])

    @rule(name=senders, which=place)
    def refuse(self, name: str, which: int) -> None:
        with self.at(ABOVE[name]) as above, above.office.work() as work:
            lines = work.session.query(ClaimLine).filter_by(origin=self._uid(name)).order_by(ClaimLine.uid).all()
            if lines:
                line = lines[which % len(lines)]
                line.reported, line.receipt_reason = "refused", "查无此证"

    @rule(name=everybody)
    def back_up(self, name: str) -> None:
        self.post[name].backups.append(back_up(self.offices[name].office, self._new(f"{name}.db")))

    @rule(name=everybody, which=place)
    def restore(self, name: str, which: int) -> None:
        if kept := self.post[name].backups:
            bureau = self.offices[name]
            bureau.office.close()
            folder = self._new(name)
            bureau.office = seat(restore(kept[which % len(kept)], folder, clock=bureau.now), CLERK)

    # --- steps ---

    def _take(self, name: str, path: Path) -> None:
        with self.at(ABOVE[name]) as above, above.office.work() as work:
            plan = merge.apply(work, path)
            assert (plan.conflicts, plan.disputes) == ([], [])

    def _apply_receipt(self, name: str, path: Path) -> None:
        with self.at(name) as bureau, bureau.office.work() as work:
            receipt.apply(work, path)

    @staticmethod
    def _allowing(codes: set[str], step: object, *arguments: object) -> str:
        try:
            step(*arguments)  # type: ignore[operator]
        except Refused as refused:
            assert refused.code in codes, refused
            return refused.code
        return ""

    def _uid(self, name: str) -> int:
        with self.offices[name].office.read() as read:
            return read.own.uid

    # --- what holds ---

    @invariant()
    def it_adds_up(self) -> None:
        for bureau in self.offices.values():
            with bureau.office.read() as read:
                assert faults(read) == []
                _as_packages_state(read)
                _ledger_is_that_of_the_claims(read)

    def teardown(self) -> None:
        try:
            self._no_lock()
        finally:
            for bureau in self.offices.values():
                bureau.office.close()
            shutil.rmtree(self.folder)

    def _no_lock(self) -> None:
        """Whatever happened, the next package of everybody is taken, and then all know the same."""
        for name in BELOW:
            self.build(name)
            newest = self.post[name].packages[-1]
            if self._allowing(LATE, self._take, name, newest):
                self.answer(name)
                with self.at(name) as bureau, bureau.office.work() as work:
                    adoption.adopt(work, self.post[name].receipts[-1])
                self.build(name)
                self._take(name, self.post[name].packages[-1])
            self.answer(name)
            self._apply_receipt(name, self.post[name].receipts[-1])
        with self.offices[CITY].office.read() as read:
            for name in BELOW:
                with self.offices[name].office.read() as there:
                    own = there.own.uid
                    for model in (Claim, ClaimLine, Payment):
                        assert _sums(read, model, own) == _sums(there, model, own), (name, model)
        self.it_adds_up()


def _state(paid: bool) -> str:
    return "paid" if paid else "approved"


def _money(model: type) -> str:
    return "total_fen" if model is Claim else "amount_fen"


def _sums(read: Read, model: type, origin: int) -> dict[int, int]:
    rows = read.session.query(model).filter_by(origin=origin)
    return {row.uid: getattr(row, _money(model)) or 0 for row in rows}


def _as_packages_state(read: Read) -> None:
    """What is known of an office is what its last package says, and its receipt counts every line once."""
    for office in read.session.query(OfficeRow).filter(OfficeRow.uid != read.own.uid):
        last = last_package(read, "received", office.uid)
        assert last is not None
        lines = read.session.query(ClaimLine).filter_by(origin=office.uid).all()
        assert sum(line.amount_fen for line in lines) == last.total_fen
        if last.state == "receipted":
            carried = [row.uid for row in read.session.query(OfficeRow).filter_by(parent_uid=office.uid)]
            with_them = read.session.query(ClaimLine).filter(ClaimLine.origin.in_((office.uid, *carried))).count()
            assert (last.accepted or 0) + (last.refused or 0) + (last.held or 0) <= with_them


def _ledger_is_that_of_the_claims(read: Read) -> None:
    """What the ledger paid is what the paid claims come to, office by office."""
    for office in read.session.query(OfficeRow):
        claims = read.session.query(Claim).filter_by(origin=office.uid, state="paid")
        paid = read.session.query(Payment).filter_by(origin=office.uid)
        assert sum(c.total_fen or 0 for c in claims) == sum(p.amount_fen for p in paid), office.name


def test_no_history_of_lost_late_and_repeated_packages_ends_in_a_lock(request: pytest.FixtureRequest) -> None:
    histories = request.config.getoption("--histories")
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=histories,
            stateful_step_count=10 if histories < 10 else 40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
