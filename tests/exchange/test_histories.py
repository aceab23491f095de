"""Histories of six offices on three levels: packages lost, late, repeated, corrected, offices restored; it always adds up.

There are three weeks between two steps. `--histories 500` plays as many over 24 months; a few short ones are played each time, and
`--hypothesis-seed` gives others.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.claim.claim_line.model import ClaimLine
from app.exchange import adoption, merge, package, receipt
from app.exchange.package_rows import last_package
from app.kernel.outcomes import Refused
from app.kernel.periods import parse_period
from app.plan.statistics import STATISTICS
from app.store.backup import back_up, faults, restore
from app.store.models import OfficeRow
from app.store.work import Read
from tests import people
from tests.agreement import disagreements
from tests.bureau import CLERK, Bureau
from tests.exchange import six_offices, tallies
from tests.exchange.senders import quarter
from tests.exchange.six_offices import ABOVE, BELOW, CITY, founded
from tests.seat import seat

PACE, LONG, SHORT = timedelta(weeks=3), 35, 8
"""From a step to the next, and the steps of a history of 24 months and of one that is played each time."""
LATE = {"merge.older", "merge.other_copy"}
"""What is said to a package that comes after a newer one, or from before a restoration."""
OVERTAKEN = {"receipt.older", "receipt.lost", "receipt.replaced"}
KNOWN = {"package.known"}
"""What is said to who would enter a package again and has built one of its number since: the next one is taken."""
EARLIER = {"package.earlier"}
"""What is said to who reports a month after a later one."""
senders = st.sampled_from(BELOW)
everybody = st.sampled_from((CITY, *BELOW))
place = st.integers(0, 9)
far = st.integers(0, 3)
"""How far a package gets at once: no further than its sender, taken, answered, or its receipt back."""
two_people = st.lists(st.integers(1, 12), min_size=2, max_size=2, unique=True)
"""Of so few that one is often trained by several offices."""
_HAPPENS: Mapping[str, tuple[int, tuple[st.SearchStrategy[Any], ...]]] = {
    "claim": (3, (senders, two_people, st.booleans())),
    "pay": (1, (senders,)),
    "correct": (2, (senders, st.sampled_from(("renamed", "reassessed", "sent back")))),
    "report": (4, (senders, st.booleans(), far)),
    "deliver": (2, (place,)),
    "answer": (1, (senders,)),
    "learn": (1, (place,)),
    "refuse": (1, (senders, place)),
    "back_up": (1, (everybody,)),
    "restore": (1, (place,)),
}
"""What may happen, how often beside the rest, and what of it is left open."""
steps = st.sampled_from([what for what, (often, _) in _HAPPENS.items() for _ in range(often)]).flatmap(
    lambda what: st.tuples(st.just(what), *_HAPPENS[what][1])
)


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
        self.numbers = count(1)
        self.offices = {name: bureau.twin(self._new(name)) for name, bureau in founded().items()}
        self.uids = {name: self._uid(name) for name in self.offices}
        self.today = self.first = next(iter(self.offices.values())).today
        self.post = {name: Post() for name in self.offices}
        self.sent: dict[str, dict[str, frozenset[object]]] = {}
        """What the sender had when it built a package, by the package's digest."""
        self.touched = set(self.offices)

    def _new(self, name: str) -> Path:
        return self.folder / f"{next(self.numbers):04d}-{name}"

    @contextmanager
    def at(self, name: str) -> Iterator[Bureau]:
        """One office, on the day that it is for all."""
        self.touched.add(name)
        self.offices[name].today = self.today
        self.offices[name].office.sign_in(CLERK)
        yield self.offices[name]

    # --- what happens ---

    @rule(step=steps)
    def happens(self, step: tuple[Any, ...]) -> None:
        """One rule for all, since of many rules half the histories would be played without the one that reports."""
        what, *how = step
        getattr(self, what)(*how)

    def claim(self, name: str, who: list[int], paid: bool) -> None:
        with self.at(name) as bureau, bureau.office.work() as work:
            six_offices.claim(work, next(self.numbers), [people.person(n) for n in who], paid=paid)

    def pay(self, name: str) -> None:
        with self.at(name) as bureau, bureau.office.work() as work:
            for row in six_offices.unpaid(work)[:1]:
                six_offices.pay(work, row.uid)

    def correct(self, name: str, how: str) -> None:
        with self.at(name) as bureau, bureau.office.work() as work:
            if how == "renamed":
                six_offices.rename(work)
            for row in six_offices.unpaid(work):
                if how == "reassessed":
                    six_offices.reassess(work, row)
                if how == "sent back":
                    six_offices.send_back(row)

    def report(self, name: str, late: bool, far: int) -> None:
        """Of this month, or only now of the one before."""
        month = self.today.replace(day=1) - timedelta(days=1) if late else self.today
        said = self._allowing(EARLIER, self._build, name, month)
        said = said or (far and self._allowing(LATE, self._take, name, self.post[name].packages[-1]))
        if not said and far > 1:
            self.answer(name)
        if not said and far > 2:
            self._allowing(OVERTAKEN, self._apply_receipt, name, self.post[name].receipts[-1])

    def deliver(self, which: int) -> None:
        if sent := [(name, path) for name in BELOW for path in self.post[name].packages]:
            self._allowing(LATE, self._take, *sorted(sent, key=lambda each: each[1].name)[-1 - which % len(sent)])

    def answer(self, name: str) -> None:
        with self.at(ABOVE[name]) as above, above.office.work() as work:
            row = last_package(work, "received", self.uids[name])
            if row is None:
                return
            path = self._new(f"{name}.xlsx")
            receipt.build(work, row.uid, path)
        self.post[name].receipts.append(path)

    def learn(self, which: int) -> None:
        if came := [(name, path) for name in BELOW for path in self.post[name].receipts]:
            self._allowing(OVERTAKEN, self._apply_receipt, *came[-1 - which % len(came)])

    def refuse(self, name: str, which: int) -> None:
        with self.at(ABOVE[name]) as above, above.office.work() as work:
            lines = work.session.query(ClaimLine).filter_by(origin=self.uids[name]).order_by(ClaimLine.uid).all()
            if lines:
                line = lines[which % len(lines)]
                line.reported, line.receipt_reason = "refused", "查无此证"

    def back_up(self, name: str) -> None:
        self.post[name].backups.append(back_up(self.offices[name].office, self._new(f"{name}.db")))

    def restore(self, which: int) -> None:
        if kept := [(name, path) for name in self.offices for path in self.post[name].backups]:
            name, path = kept[which % len(kept)]
            with self.at(name) as bureau:
                bureau.office.close()
                bureau.office = seat(restore(path, self._new(name), clock=bureau.now), CLERK)

    # --- steps ---

    def _build(self, name: str, month: date) -> None:
        with self.at(name) as bureau, bureau.office.work() as work:
            path = self._new(f"{name}.zip")
            row = package.build(work, quarter(month), path)
            self.sent[row.sha256] = tallies.known(work, self.uids[name], parse_period(quarter(month)).last)
        self.post[name].packages.append(path)

    def _take(self, name: str, path: Path) -> None:
        with self.at(ABOVE[name]) as above, above.office.work() as work:
            plan = merge.apply(work, path)
            assert (plan.conflicts, plan.disputes) == ([], [])

    def _adopt(self, name: str, path: Path) -> None:
        with self.at(name) as bureau, bureau.office.work() as work:
            adoption.adopt(work, path)

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
        """In every office in which something happened; then time goes on."""
        for name in self.touched:
            with self.offices[name].office.read() as read:
                assert faults(read) == []
                self._is_what_was_sent(read)
                tallies.ledger_agrees(read)
                tallies.agree(read, parse_period(f"{self.today:%Y-%m}"))
        self.touched.clear()
        self.today += PACE

    def _is_what_was_sent(self, read: Read) -> None:
        """What is known of an office is what its last package brought, and its receipt counts every line once."""
        for office in read.session.query(OfficeRow).filter(OfficeRow.uid != read.own.uid):
            last = last_package(read, "received", office.uid)
            assert last is not None
            assert tallies.known(read, office.uid) == self.sent[last.sha256], (read.own.name, office.name)
            if last.state == "receipted":
                carried = [row.uid for row in read.session.query(OfficeRow).filter_by(parent_uid=office.uid)]
                lines = read.session.query(ClaimLine).filter(ClaimLine.origin.in_((office.uid, *carried))).count()
                assert (last.accepted or 0) + (last.refused or 0) + (last.held or 0) == lines

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
            self._build(name, self.today)
            if self._allowing(LATE, self._take, name, self.post[name].packages[-1]):
                self.answer(name)
                self._allowing(KNOWN, self._adopt, name, self.post[name].receipts[-1])
                self._build(name, self.today)
                self._take(name, self.post[name].packages[-1])
            self.answer(name)
            self._apply_receipt(name, self.post[name].receipts[-1])
            assert self._marks(name, name) == self._marks(ABOVE[name], name)
        self._city_knows_all()
        self.it_adds_up()

    def _marks(self, where: str, name: str) -> dict[int, tuple[str | None, str | None]]:
        """What is said of the lines of an office."""
        with self.offices[where].office.read() as read:
            rows = read.session.query(ClaimLine).filter_by(origin=self.uids[name])
            return {row.uid: (row.reported, row.receipt_reason) for row in rows if row.reported}

    def _city_knows_all(self) -> None:
        """Row by row, and in the signed table of all the time; its statistics find nothing that disagrees."""
        whole = parse_period(f"{self.first.year}-01-01至{self.today.year}-12-31")
        with self.offices[CITY].office.read() as read:
            table = tallies.stated(read, whole)["now"]
            assert not [check for check in disagreements(STATISTICS, read, whole) if check.error]
            for name, uid in ((name, self.uids[name]) for name in BELOW):
                with self.offices[name].office.read() as there:
                    assert tallies.known(read, uid) == tallies.known(there, uid), name
                    assert tallies.stated(there, whole)["now"].get(uid, table[uid]) == table[uid], name


def test_no_history_of_lost_late_and_repeated_packages_ends_in_a_lock(request: pytest.FixtureRequest) -> None:
    histories = request.config.getoption("--histories")
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=histories,
            stateful_step_count=SHORT if histories < 10 else LONG,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
