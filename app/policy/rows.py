"""The rows of a pack (docs/pack-format.md): fixed forms out of which a policy is put together. Pure data, no judgement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import TypeAlias

from app.policy.source import INTERNAL, Source

REFUSE, PRINCIPLE, WARN, HAND = "refuse", "principle", "warn", "hand"
AGAINST: Mapping[str, str] = {REFUSE: "不予补贴", PRINCIPLE: "原则上不予补贴", WARN: "提示核实", HAND: "须人工核对"}
"""What a row that is not met means: 原则上 may be passed by two people, `hand` blocks submission until somebody ticks it."""
PASS = "pass"
UNKNOWN: Mapping[str, str] = {**AGAINST, PASS: "按符合办理"}
"""What a fact that is not known means."""
PERSON, INSTITUTION, CLASS, CLAIM = "person", "institution", "class", "claim"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a fact is compared with: a number, 分 or day, or another fact, a part of it (%), or a day some time from it."""

    value: int | date | None = None
    fact: str = ""
    percent: int = 100
    plus: tuple[tuple[str, int], ...] = ()
    """So many years, months, days or working_days on; negative before it."""


@dataclass(frozen=True, slots=True)
class Test:
    """One test of a fact: `word` is in, not, known, least or most; of `in` and `not` the items, else the bound."""

    fact: str
    word: str
    items: tuple[object, ...] = ()
    bound: "Bound | Table | None" = None


When: TypeAlias = tuple[Test, ...]
"""All of them must hold."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a table: its value holds when the guard does, on the days that it is in force."""

    value: object
    when: When = ()
    since: date | None = None
    until: date | None = None
    source: Source = INTERNAL


Table: TypeAlias = tuple[Choice, ...]
"""The first row that holds; a guard that is not known leaves it without value, never to the next row."""


@dataclass(frozen=True, slots=True)
class Row:
    """What every row says of itself; `pending` is why it is 待核实, with both readings where a sentence has two."""

    name: str
    title: str = ""
    source: Source = INTERNAL
    status: str = ""
    pending: str = ""
    note: str = ""
    since: date | None = None
    until: date | None = None
    when: When = ()
    against: str = REFUSE

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Need(Row):
    """A condition: tests of one fact that must hold (all of `tests` are of it)."""

    tests: tuple[Test, ...] = ()
    unknown: str = REFUSE
    met: str = ""
    unmet: str = ""
    """What is said in place of the program's own words when it is met or not; `{value}` is the fact."""
    proof: str = WARN
    """What belonging to a group means that is only stated on the roster, without a proof on file."""
    about: str = ""
    at: str = ""
    """Of a rule: whether of the class, institution or claim, and at which step it is asked."""
    then: str = ""
    """Of a rule: the sanction to propose."""

    @property
    def fact(self) -> str:
        """The fact that is tested."""
        return self.tests[0].fact


@dataclass(frozen=True, slots=True)
class Past(Row):
    """A limit over the awards that a person had before; the one being decided counts where it meets the same filters."""

    of: tuple[str, ...] = ()
    most: "int | Table | None" = None
    least: int | None = None
    within: tuple[tuple[str, int], ...] = ()
    """() ever; year 1: the calendar year of the first day; else so many years or months before it."""
    same: tuple[str, ...] = ()
    past: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Of the earlier award: the facts that it must have."""
    money: bool = False
    """Whether 分 are added up, not awards counted."""
    higher: bool = False
    """Whether only awards of a higher level count."""

    @property
    def compared(self) -> tuple[str, ...]:
        """The facts of the line that earlier awards are compared by, and `class`."""
        return (*self.same, "level") if self.higher else self.same


@dataclass(frozen=True, slots=True)
class Times:
    """How often a sum is paid: by days, periods, months or years; at most so many, or only those over so many."""

    unit: str
    most: int | None = None
    over: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A sum of money: `kind` is yuan (分, or a table of them), catalogue, fact or award."""

    kind: str
    value: object
    times: Times | None = None
    percent: "int | Table" = 100
    given: tuple[tuple[str, str], ...] = ()
    """Of a catalogue: facts that it is asked with instead of the line's own."""


@dataclass(frozen=True, slots=True)
class Step(Row):
    """One step of the amount: start, add, most, or percent."""

    word: str = ""
    term: Term | None = None
    percent: "int | Table" = 100
    highest: bool = False
    """Of percent: the highest of all rows that hold, not the first (不叠加)."""


@dataclass(frozen=True, slots=True)
class Way(Row):
    """One of several sets of conditions of which one must hold whole; `when` says whom it concerns."""

    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Days:
    """Which days are paid: of so many periods, each of so many minutes; days that `once` schemes paid are left out."""

    periods: int = 1
    minutes: int = 0
    once: tuple[str, ...] = ()
    source: Source = INTERNAL


@dataclass(frozen=True, slots=True)
class Periods:
    """Which periods count: those of so many minutes; pooled: all minutes together, by so many."""

    minutes: int = 0
    pooled: bool = False
    source: Source = INTERNAL


@dataclass(frozen=True, slots=True)
class Months:
    """Which months at work are paid: from a bound on, to a bound, inside the term, at most so many ever or a year."""

    first: "Table" = ()
    last: "Table" = ()
    term: bool = True
    once: tuple[str, ...] = ()
    most: int | None = None
    yearly: bool = False
    source: Source = INTERNAL


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Rates: the pack's rows by facts, or (without rows) those that the office keeps under its title."""

    key: str
    title: str
    by: tuple[str, ...]
    rows: Mapping[tuple[str, ...], tuple[Choice, ...]] | None = None
    unit: str = ""
    source: Source = INTERNAL


@dataclass(frozen=True, slots=True)
class Scheme(Row):
    """A scheme (补贴项目): for whom, by which limits, how much, to whom, from which fund, with which papers."""

    key: str = ""
    about: str = PERSON
    needs: tuple[Need, ...] = ()
    ways: tuple[Way, ...] = ()
    past: tuple[Past, ...] = ()
    amount: tuple[Step, ...] = ()
    days: Days | None = None
    periods: Periods | None = None
    months: Months | None = None
    payee: Table = ()
    fund: Table = ()
    papers: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    """What its document leaves to others, so that no row checks it (未作核对): people do, as every explanation says."""

    @property
    def types(self) -> tuple[str, ...]:
        """The training types that it pays by its own list; () for a scheme that names none."""
        listed = (test for need in self.needs if not need.when for test in need.tests)
        return next((tuple(map(str, t.items)) for t in listed if (t.fact, t.word) == ("training_type", "in")), ())

    @property
    def after_certificate(self) -> bool:
        """Whether its months are paid from the day of a certificate on."""
        bounds = (row.value for row in self.months.first) if self.months else ()
        return any(isinstance(bound, Bound) and bound.fact == "certificate_date" for bound in bounds)

    @property
    def certified(self) -> bool:
        """Whether it asks for a certificate."""
        return any(test.fact == "certificate" for need in self.needs for test in need.tests)


_PARTS = (Row, Choice, Term, Months)
"""What holds tests further in."""


def tests_in(part: object) -> Iterator[Test]:
    """Every test inside a scheme, a row, a table or a bound, however deep: needs, guards, limits, steps."""
    if isinstance(part, Test):
        yield part
        yield from tests_in(part.bound)
    elif isinstance(part, tuple):
        for each in part:
            yield from tests_in(each)
    elif isinstance(part, _PARTS):
        for each in fields(part):
            yield from tests_in(getattr(part, each.name))
