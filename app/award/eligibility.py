"""The policy of one day, and what a rule has to say of somebody by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.award.factors import PASSED_ONLY, UPLIFTS, Factors
from app.kernel.money import yuan
from app.kernel.texts import say
from app.policy.keys import KEYS, REPEAT
from app.policy.pack import Pack, Source, Value

GRANT, REFUSE, OVERRIDE, WARN = "grant", "refuse", "override", "warn"
"""Hardness: grants; stands against for good; stands against unless overridden with a reason; only asks to look."""
STEP = "step"
"""Hardness of a step of the reckoning: it stands neither for nor against."""

INTERNAL = Source()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a decision: its code, its hardness, and what it rests on ('' for the office's own check)."""

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
        """The Chinese sentence with its basis: document number and place, or 内部核对."""
        return say("award.cited", text=self.sentence, basis=self.document + self.place or say("award.internal"))


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
