"""Facts about one trainee in one class, the policy of one day, and what a rule has to say about them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.factors import PASSED_ONLY, UPLIFTS, Factors
from app.domain.money import yuan
from app.domain.pack import Pack, Source, Value
from app.domain.policykeys import KEYS, REPEAT
from app.domain.schemefacts import SchemeFacts
from app.domain.texts import say

GRANT, REFUSE, OVERRIDE, WARN = "grant", "refuse", "override", "warn"
"""Hardness: grants; stands against for good; stands against unless overridden with a reason; only asks to look."""
STEP = "step"
"""Hardness of a step of the reckoning: it stands neither for nor against."""

INTERNAL = Source()


@dataclass(frozen=True, slots=True)
class Rate:
    """The 补贴标准 of an occupation and level in the office's catalogue: 分 per person, and the document setting it."""

    amount_fen: int
    document: str
    sample: bool = False


PROVEN, UNPROVEN, LAPSED, OUTSIDE = "proven", "unproven", "lapsed", "outside"
"""How a person stands in some groups: proven; without any proof on file; what is on file does not hold; not of them."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a person is recognised as (人员身份): a category from a day on; `until` None while it holds."""

    category: str
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day, both ends included."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one trainee when a claim for a class is assessed; `on` is the day the class starts.

    `past_count` counts the awards already granted to the person in the year, `past_repeats` those ever granted for the
    same occupation and level, both before this line; `shared_account` counts the people of the claim with this account.
    """

    on: date
    year: int
    id_number: str
    id_valid: bool
    category: str
    draws_pension: bool
    occupation: str
    level: str
    certificate_kind: str | None
    certificate_number: str | None
    certificate_date: date | None
    result: str | None
    training_type: str
    past_count: int
    past_repeats: int
    overlaps: tuple[str, ...]
    shared_account: int
    rate: Rate | None
    scheme: SchemeFacts | None = None
    """What only the schemes beyond the catalogue's rates ask for."""
    past_ever: int | None = None
    """Awards granted to the person at any time before; None where the policy does not ask."""
    locality: str | None = None
    """Which place entitles the person, '' when the roster leaves it blank; None where a worked case does not ask."""
    tags: tuple[Recognition, ...] | None = None
    """All that is on file of the person; None where a worked case takes the category as proven."""
    arrangement: str | None = None
    fee_fen: int | None = None
    """What the person was charged, 分; None when nothing is entered."""
    firm_opened_on: date | None = None
    born: date | None = None
    sex: str = ""
    excluded_by: tuple[str, ...] = ()
    """Keys of the exclusions between schemes that an award granted before has met."""

    @property
    def held(self) -> frozenset[str]:
        """The categories that proofs on file give the person on the day the class starts."""
        return frozenset(tag.category for tag in self.tags or () if tag.holds(self.on))

    def belongs(self, groups: Collection[str]) -> bool:
        """Whether the person is of some groups: by the roster's category, or by a proof that holds."""
        return self.category in groups or not self.held.isdisjoint(groups)

    def standing(self, groups: Collection[str]) -> str:
        """How the person stands in some groups; a proof that does not hold contradicts the roster's category."""
        if not self.held.isdisjoint(groups):
            return PROVEN
        if self.category not in groups:
            return OUTSIDE
        if self.tags is None:
            return PROVEN
        return LAPSED if any(tag.category == self.category for tag in self.tags) else UNPROVEN


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a decision: its code, its hardness, and the clause it rests on ('' for the office's own check)."""

    code: str
    hardness: str
    clause: str
    document: str
    params: dict[str, object] = field(default_factory=dict)
    """Texts and numbers only, so that the journal can keep them; what ends in `_fen` is 分."""
    place: str = ""
    quote: str = ""

    @property
    def sentence(self) -> str:
        """The Chinese sentence alone."""
        return say(self.code, **_shown(self.params))

    def text(self) -> str:
        """The Chinese sentence with its basis: document number and clause, or 内部核对."""
        basis = f"{self.document} {self.clause}".strip()
        return say("award.cited", text=self.sentence, basis=basis or say("award.internal"))


def _shown(params: Mapping[str, object]) -> dict[str, object]:
    """The parameters as the sentence shows them: 分 as 元."""
    return {key: yuan(v) if key.endswith("_fen") and isinstance(v, int) else v for key, v in params.items()}


def reason(code: str, hardness: str, source: Source, **params: object) -> Reason:
    """A reason that rests on a source."""
    return Reason(code, hardness, source.clause, source.document, params, source.place, source.quote)


@dataclass(frozen=True, slots=True)
class Policy:
    """The values that the rules of 职业培训补贴 need, taken from a pack for one day; None where the pack is silent."""

    pack: str
    version: int
    formula: str
    first_day: date
    last_day: date
    yearly_limit: int | None
    yearly_hardness: str
    no_repeat: str
    """The scope within which nothing is paid twice, in Chinese; '' where the pack is silent."""
    pension_excluded: bool
    certificates: frozenset[str] | None
    project_certificates: frozenset[str] | None
    """Those by which 项目制 training is paid instead; None where the pack names none."""
    shared_account: int | None
    sources: Mapping[str, Source]
    gaps: tuple[str, ...]
    """Keys that a claim should be checked by but the pack leaves out; see `gap_texts`."""
    lifetime_limit: int | None = None
    lifetime_hardness: str = REFUSE
    factors: Factors | None = None
    """What raises or lowers the rate; None where the pack states nothing of the kind."""

    @classmethod
    def on(cls, pack: Pack, day: date) -> "Policy":
        """The policy of a pack on a day; Refused when the pack says nothing for that day."""
        found = {key: value for key in KEYS if (value := pack.get(key, day))}
        limit, ever = found.get("yearly_limit"), found.get("lifetime_limit")
        return cls(
            pack=pack.id,
            version=pack.version,
            formula=pack.value("award_formula", day).text,
            first_day=pack.value("first_day", day).day,
            last_day=pack.value("last_day", day).day,
            yearly_limit=limit.amount if limit else None,
            yearly_hardness=hardness(limit),
            no_repeat=REPEAT[found["no_repeat"].text] if "no_repeat" in found else "",
            pension_excluded="pension_excluded" in found and found["pension_excluded"].amount == 1,
            certificates=frozenset(pack.list("payable_certificates", day)) or None,
            project_certificates=frozenset(pack.list("project_certificates", day)) or None,
            shared_account=found["shared_account_warning"].amount if "shared_account_warning" in found else None,
            sources={key: value.source for key, value in found.items()},
            gaps=tuple(key for key, declared in KEYS.items() if declared.claims and key not in found),
            lifetime_limit=ever.amount if ever else None,
            lifetime_hardness=hardness(ever),
            factors=Factors.on(pack, day) if found.keys() & {*UPLIFTS, PASSED_ONLY} else None,
        )

    def source(self, key: str) -> Source:
        """Where the pack takes a value from; 待核实 for what no document gives."""
        return self.sources.get(key, INTERNAL)

    def gap_texts(self) -> tuple[str, ...]:
        """One sentence for each check that the pack gives no value for."""
        return tuple(say("award.gap", title=KEYS[key].title) for key in self.gaps)


def hardness(limit: Value | None) -> str:
    """What going beyond a limit means: one that holds 原则上 may be overridden."""
    return OVERRIDE if limit and limit.binding == "principle" else REFUSE
