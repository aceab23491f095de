"""职业培训补贴 by occupation and level: who gets the rate of the catalogue, and every reason for or against.

A rule here is a function from the facts and the day's policy to one reason or None. A rule whose value the pack does
not carry has nothing to say; `Policy.gaps` names it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from app.award.eligibility import GRANT, INTERNAL, OVERRIDE, REFUSE, WARN, Policy, Reason, reason
from app.award.factors import Factors
from app.award.facts import Facts
from app.policy.keys import KEYS

Rule: TypeAlias = Callable[[Facts, Policy], Reason | None]

QUALIFIED, FAILED = "qualified", "failed"
PROJECT = "project"
"""The arrangement of a class that is 项目制培训."""
AGAINST = frozenset({REFUSE, OVERRIDE})


@dataclass(frozen=True, slots=True)
class Decision:
    """What is granted (分, 0 when refused) and every reason; `rate_fen` is what an override would grant."""

    granted: bool
    amount_fen: int
    reasons: tuple[Reason, ...]
    rate_fen: int = 0

    @property
    def warnings(self) -> str:
        """The codes of what it only asks to look at, each once, joined by blanks."""
        return " ".join(dict.fromkeys(r.code for r in self.reasons if r.hardness == WARN))


@dataclass(frozen=True, slots=True)
class Past:
    """An award granted before: the day its class started, occupation and level."""

    on: date
    occupation: str
    level: str
    scheme: str = ""
    """The scheme it was granted under, '' for 职业培训补贴."""
    training_type: str = ""


def count_past(past: Iterable[Past], on: date, occupation: str, level: str) -> tuple[int, int]:
    """Awards in the calendar year of a day, and awards ever for the same occupation and level."""
    known = tuple(past)
    in_year = sum(award.on.year == on.year for award in known)
    return in_year, sum((award.occupation, award.level) == (occupation, level) for award in known)


# --- whether the person and the class come under the policy ---------------------------------------------------------


def _period(facts: Facts, policy: Policy) -> Reason | None:
    if policy.first_day <= facts.on <= policy.last_day:
        return None
    source = policy.source("last_day")
    first, last = policy.first_day.isoformat(), policy.last_day.isoformat()
    return reason("award.period", REFUSE, source, on=facts.on.isoformat(), first=first, last=last)


def _identity(facts: Facts, policy: Policy) -> Reason | None:
    return None if facts.id_valid else reason("award.identity", REFUSE, INTERNAL)


def _pension(facts: Facts, policy: Policy) -> Reason | None:
    """綦江府办发〔2019〕39号 四（二）: only who is not entitled to a monthly pension is taken in."""
    if facts.draws_pension and policy.pension_excluded:
        return reason("award.pension", REFUSE, policy.source("pension_excluded"))
    return None


def _left_out(facts: Facts, policy: Policy) -> Reason | None:
    """SH-28: the office accepts after checking; whom it did not accept is paid for by no scheme."""
    key = "acceptance_materials" if "acceptance_materials" in policy.sources else "award_formula"
    return reason("award.left_out", REFUSE, policy.source(key), why=facts.left_out) if facts.left_out else None


# --- whether the training came to what the formula pays for ---------------------------------------------------------


def _failed(facts: Facts, policy: Policy) -> Reason | None:
    return reason("award.failed", REFUSE, policy.source("award_formula")) if facts.result == FAILED else None


def _unassessed(facts: Facts, policy: Policy) -> Reason | None:
    return None if facts.result else reason("award.unassessed", REFUSE, policy.source("award_formula"))


def _certificate(facts: Facts, policy: Policy) -> Reason | None:
    if facts.certificate_kind and facts.certificate:
        return None
    if policy.factors and policy.factors.without_certificate(facts):
        return None
    return reason("award.certificate", REFUSE, policy.source("award_formula"))


def _certificate_kind(facts: Facts, policy: Policy) -> Reason | None:
    """CX-15: training in the form of a project (项目制) goes by certificates of its own, where the pack names them."""
    project = facts.arrangement == PROJECT and policy.project_certificates is not None
    listed = policy.project_certificates if project else policy.certificates
    if not facts.certificate_kind or listed is None or facts.certificate_kind in listed:
        return None
    source = policy.source("project_certificates" if project else "payable_certificates")
    return reason("award.certificate_kind", REFUSE, source, kind=facts.certificate_kind)


def _certificate_early(facts: Facts, policy: Policy) -> Reason | None:
    """A certificate from before the class was not obtained 参加培训后."""
    if facts.certificate_date is None or facts.certificate_date >= facts.on:
        return None
    dated, on = facts.certificate_date.isoformat(), facts.on.isoformat()
    return reason("award.certificate_early", REFUSE, policy.source("award_formula"), dated=dated, on=on)


def _certificate_late(facts: Facts, policy: Policy) -> Reason | None:
    """Who claims before the day of issue does not hold the certificate yet."""
    if facts.certificate_date is None or facts.claimed_on is None or facts.certificate_date <= facts.claimed_on:
        return None
    dated, claimed = facts.certificate_date.isoformat(), facts.claimed_on.isoformat()
    return reason("award.certificate_late", REFUSE, policy.source("award_formula"), dated=dated, claimed=claimed)


def _certificate_others(facts: Facts, policy: Policy) -> Reason | None:
    """A certificate is one person's; until it is known whose, it is nobody's."""
    if not (facts.certificate and facts.certificate_others):
        return None
    classes = "、".join(facts.certificate_others)
    return reason("award.certificate_others", REFUSE, policy.source("award_formula"), classes=classes)


# --- limits and office checks ---------------------------------------------------------------------------------------


def _yearly_limit(facts: Facts, policy: Policy) -> Reason | None:
    limit = policy.yearly_limit
    if limit is None or facts.past_count < limit:
        return None
    source = policy.source("yearly_limit")
    return reason(
        "award.yearly_limit", policy.yearly_hardness, source, year=facts.year, count=facts.past_count, limit=limit
    )


def _lifetime_limit(facts: Facts, policy: Policy) -> Reason | None:
    """财社〔2023〕181号 第五条: a limit on all awards that a person ever has."""
    limit, count = policy.lifetime_limit, facts.past_ever or 0
    if limit is None or count < limit:
        return None
    source = policy.source("lifetime_limit")
    return reason("award.lifetime_limit", policy.lifetime_hardness, source, count=count, limit=limit)


def _repeat(facts: Facts, policy: Policy) -> Reason | None:
    if not (policy.no_repeat and facts.past_repeats):
        return None
    source, scope = policy.source("no_repeat"), policy.no_repeat
    return reason("award.repeat", REFUSE, source, occupation=facts.occupation, level=facts.level, scope=scope)


def _no_rate(facts: Facts, policy: Policy) -> Reason | None:
    if facts.rate is not None:
        return None
    return reason("award.no_rate", REFUSE, INTERNAL, occupation=facts.occupation, level=facts.level)


def _overlap(facts: Facts, policy: Policy) -> Reason | None:
    """No clause forbids it in words; nobody sits in two classes at once, so somebody must look."""
    return reason("award.overlap", WARN, INTERNAL, classes="、".join(facts.overlaps)) if facts.overlaps else None


def _shared_account(facts: Facts, policy: Policy) -> Reason | None:
    if policy.shared_account is None or facts.shared_account < policy.shared_account:
        return None
    return reason("award.shared_account", WARN, policy.source("shared_account_warning"), count=facts.shared_account)


_PERSON: tuple[Rule, ...] = (_period, _identity, _pension, _left_out)
_LIMITS: tuple[Rule, ...] = (_yearly_limit, _lifetime_limit, _repeat, _no_rate, _overlap, _shared_account)
_CERTIFICATE: tuple[Rule, ...] = (_certificate, _certificate_kind, _certificate_late, _certificate_others)
RULES: Mapping[str, tuple[Rule, ...]] = {
    "rate-per-certified": (*_PERSON, _failed, *_CERTIFICATE, _certificate_early, *_LIMITS),
    "rate-per-qualified": (*_PERSON, _unassessed, _failed, *_LIMITS),
}
"""The rules behind each formula name of `policykeys.FORMULAS`, in the order in which their reasons are shown."""

PERSON, LIMITS, LOOK = _PERSON, (_yearly_limit, _lifetime_limit, _repeat), (_overlap, _shared_account)
QUALIFIED_ONLY, CERTIFIED_ONLY = (_unassessed, _failed), (_failed, *_CERTIFICATE, _certificate_early)
NOT_FAILED, HELD = (_failed,), _CERTIFICATE
"""The same rules in the groups of which other schemes take theirs."""


def by_certificate(formula: str) -> bool:
    """Whether a formula pays for certificates."""
    return not set(HELD).isdisjoint(RULES[formula])


def assess(facts: Facts, policy: Policy) -> Decision:
    """The decision on one line of a claim, with all its reasons."""
    found = tuple([r for rule in RULES[policy.formula] if (r := rule(facts, policy)) is not None])
    rate = facts.rate.amount_fen if facts.rate else 0
    if policy.factors:
        rate = policy.factors.due(rate, facts)
    for against in found:
        if against.hardness in AGAINST:
            return Decision(False, 0, found, rate)
    return Decision(True, rate, (_granted(facts, policy), *factored(facts, policy, policy.factors, rate), *found), rate)


def _granted(facts: Facts, policy: Policy) -> Reason:
    """The reason of a grant: the rate, its document, and the clause that makes it payable."""
    rate = facts.rate
    assert rate is not None  # a missing rate is a reason against
    source = policy.source("award_formula")
    code = "award.granted_sample" if rate.sample else "award.granted"
    return reason(code, GRANT, source, rate_fen=rate.amount_fen, rate_document=rate.document)


NOT_ACCEPTED = "award.not_accepted"
"""The reason against a line that the office above has refused."""


def not_accepted(decision: Decision, why: str) -> Decision:
    """The decision on a line that the office above has refused: nothing, until it is claimed for anew."""
    left = tuple(r for r in decision.reasons if r.hardness != GRANT)
    against = reason("award.not_accepted", REFUSE, INTERNAL, why=why)
    return replace(decision, granted=False, amount_fen=0, reasons=(*left, against))


def with_warning(decision: Decision, why: str) -> Decision:
    """The decision on a line that is claimed for anew after the office above refused it: whoever signs must know."""
    return replace(decision, reasons=(*decision.reasons, reason("award.refused_before", WARN, INTERNAL, why=why)))


def factored(facts: Facts, policy: Policy, factors: Factors | None, fen: int) -> list[Reason]:
    """Each factor that the rate was raised or lowered by, with its clause, and what it came to."""
    applied = factors.applied(facts) if factors else ()
    return [
        reason("award.factor", GRANT, policy.source(key), title=KEYS[key].title, percent=percent, amount_fen=fen)
        for key, percent in applied
    ]
