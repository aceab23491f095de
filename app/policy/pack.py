"""A policy pack (政策包): one region's policy as data, each value with the document and clause it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.kernel.outcomes import Refused
from app.policy.keys import KEYS
from app.policy.pack_facts import PackFact
from app.policy.reading import Reading, Unsupported
from app.policy.rows import Catalogue, Need, Scheme
from app.policy.sanctions import Sanction
from app.policy.source import Source as Source
from app.policy.status import DRAFT as DRAFT
from app.policy.status import STATUSES as STATUSES
from app.policy.status import UNVERIFIED as UNVERIFIED
from app.policy.status import VERIFIED as VERIFIED

_REGION_DIGITS = 12
DEPARTMENT = "department"
AXES = {DEPARTMENT: "责任部门", "area": "属地", "programme": "专项计划"}
"""By what an axis divides the same people: who answers for a class, where it is held, under which programme."""
PENDING = Source(STATUSES[UNVERIFIED])
"""The source of a value that no document is known to give: it is cited as 待核实."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that a pack rests on; `issued` is None when its text bears no date, `draft` while it is not issued.

    `verified` is the day on which all that the pack takes from it was last compared with its text, where nothing else is said.
    """

    number: str
    title: str
    issued: date | None = None
    note: str = ""
    draft: bool = False
    verified: date | None = None

    @property
    def name(self) -> str:
        """How it is cited: by its number, or by its title when it has none."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of policy in its unit; money is 分. `content` is the one thing it carries, by its key's kind."""

    key: str
    content: int | str | date | tuple[str, ...]
    unit: str
    source: Source
    since: date | None = None
    until: date | None = None
    binding: str = "strict"
    status: str = VERIFIED
    note: str = ""

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    @property
    def amount(self) -> int:
        """The number of a count, percentage, flag, or 分 of money."""
        if not isinstance(self.content, int):
            raise TypeError(self.key)
        return self.content

    @property
    def text(self) -> str:
        """The text, or the name of the choice."""
        if not isinstance(self.content, str):
            raise TypeError(self.key)
        return self.content

    @property
    def items(self) -> tuple[str, ...]:
        """The list, or the names of the choices."""
        if not isinstance(self.content, tuple):
            raise TypeError(self.key)
        return self.content

    @property
    def day(self) -> date:
        """The date."""
        if not isinstance(self.content, date):
            raise TypeError(self.key)
        return self.content

    @property
    def title(self) -> str:
        """What the value is called in Chinese."""
        return KEYS[self.key].title

    @property
    def verified(self) -> date | None:
        """The day on which it was last compared with its document."""
        return self.source.verified


@dataclass(frozen=True, slots=True)
class Target:
    """One target (任务指标) of one unit and year (or run of years); None where the document assigns no number."""

    axis: str
    seq: int
    unit: str
    cooperating: tuple[str, ...]
    duty: str
    year: int
    until_year: int
    measure: str
    assigned: int | None
    stretch: int | None
    parts: tuple[tuple[str, int], ...]
    source: Source
    kind: str = DEPARTMENT
    """What its axis divides by."""
    upgrade_share: int | None = None
    """Per cent of it that must be 技能提升培训, at least."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A worked case: facts as written in the pack, and the decision they must lead to (amount in 分, reason codes).

    `about` and `at` are those of the rules that it shows, '' for a case of a scheme; granted is then that nothing stands
    against it. `unsupported` says why the program cannot come to that decision: such a case is shown and not run.
    """

    name: str
    clause: str
    facts: Mapping[str, object]
    granted: bool
    amount_fen: int
    reasons: tuple[str, ...]
    unsupported: str = ""
    about: str = ""
    at: str = ""
    payee: str = ""
    fund: str = ""
    """To whom and from which fund it must be paid; '' where the case does not say."""


def parse_pair(item: str) -> tuple[str, tuple[str, ...]]:
    """The head of a pair and what belongs to it, from 甲：乙、丙."""
    head, _, rest = item.partition("：")
    return head, tuple(rest.split("、")) if rest else ()


@dataclass(frozen=True, eq=False)
class Pack:
    """One region's policy. Targets of different axes are different breakdowns of the same work: never add them."""

    id: str
    title: str
    version: int
    region: str
    region_name: str
    documents: tuple[Document, ...]
    values: tuple[Value, ...]
    targets: tuple[Target, ...]
    cases: tuple[Case, ...]
    clauses: tuple[Source, ...] = ()
    """Every clause of the documents that the pack names, in its order, those without a value too."""
    since: date | None = None
    facts: tuple[PackFact, ...] = ()
    """Data elements beyond the program's own that the policy asks for."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lists that rows share, by name."""
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    rules: tuple[Need, ...] = ()
    """What is asked of a class, an institution or a claim at a step of its life."""
    sanctions: tuple[Sanction, ...] = ()
    """The steps by which an office may proceed against an institution."""
    reading: tuple[Reading, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()
    """What is only quoted (仅供查阅), and what the program cannot carry (暂不支持): neither acts."""
    _by_key: dict[str, tuple[Value, ...]] = field(default_factory=dict, repr=False)
    _held: dict[tuple[str, date], tuple[Value, ...]] = field(default_factory=dict, repr=False)
    """What `all` found before: a claim asks a hundred thousand times for the values of one day."""

    def __post_init__(self) -> None:
        for value in self.values:
            self._by_key[value.key] = (*self._by_key.get(value.key, ()), value)

    def is_of(self, region: str) -> bool:
        """Whether its targets and its money were given to the office of a region, by its code of 6 to 12 digits."""
        return self.region.ljust(_REGION_DIGITS, "0") == region.ljust(_REGION_DIGITS, "0")

    @property
    def begins(self) -> date:
        """The first day of this version: its own `since`, else the first day of the policy itself."""
        return self.since or min((value.day for value in self._by_key.get("first_day", ())), default=date.min)

    @property
    def month_types(self) -> tuple[str, ...]:
        """The training types that are paid by months at work: a class of theirs need not have periods."""
        return tuple(kind for scheme in self.schemes.values() if scheme.months for kind in scheme.types)

    @property
    def post_types(self) -> tuple[str, ...]:
        """The training types of posts that are paid for a certificate obtained before (CX-19): no training is held."""
        posts = (scheme for scheme in self.schemes.values() if scheme.months and scheme.after_certificate)
        return tuple(kind for scheme in posts for kind in scheme.types)

    def scheme(self, title: str) -> Scheme:
        """A scheme by its title, as claims name it; Refused when the pack does not offer it."""
        for scheme in self.schemes.values():
            if scheme.title == title:
                return scheme
        offered = "、".join(scheme.title for scheme in self.schemes.values())
        raise Refused("scheme.not_offered", pack=self.title, scheme=title, offered=offered)

    def cite(self, clause: str) -> str:
        """文号 and place of one of its clauses, by the id that the pack keeps it under; '' for none."""
        return next((source.cite() for source in self.clauses if source.clause == clause), "")

    def all(self, key: str, on: date) -> tuple[Value, ...]:
        """The values of a key in force on a day; only a list can have several, one from each clause."""
        if key not in KEYS:
            raise KeyError(key)
        found = self._held.get((key, on))
        if found is None:
            found = self._held[key, on] = tuple(value for value in self._by_key.get(key, ()) if value.holds(on))
        return found

    def get(self, key: str, on: date) -> Value | None:
        """The value of a key on a day, None when the pack has none; KeyError when no such key is declared."""
        return next(iter(self.all(key, on)), None)

    def value(self, key: str, on: date) -> Value:
        """The value of a key on a day; Refused when the pack has none."""
        found = self.get(key, on)
        if found is None:
            raise Refused("policy.no_value", pack=self.title, title=KEYS[key].title, on=on)
        return found

    def list(self, key: str, on: date | None = None) -> tuple[str, ...]:
        """The items of a list key from all its clauses, in the pack's order; of every day when no day is given."""
        values = self._by_key.get(key, ()) if on is None else self.all(key, on)
        return tuple(item for value in values for item in value.items)

    def total(self, axis: str, year: int, measure: str = "人次") -> int:
        """The sum of the assigned targets of one axis in one year."""
        return sum(
            target.assigned or 0
            for target in self.targets
            if (target.axis, target.year, target.measure) == (axis, year, measure)
        )
