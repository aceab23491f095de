"""实训设备补助: a share of what a base or studio newly spent on training equipment, once, never over its ceiling.

The claim is the enterprise's own: there is no class and no trainee (许政办〔2019〕20号 二（二）1).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.award.awards import AGAINST, Decision
from app.award.eligibility import GRANT, INTERNAL, REFUSE, STEP, Policy, Reason, reason
from app.kernel.money import yuan
from app.kernel.outcomes import Refused
from app.policy.keys import KEYS
from app.policy.pack import Pack, Source

EQUIPMENT = "实训设备补助"
BASIS = "equipment_share"
"""The key that offers the scheme."""
CEILINGS: Mapping[str, str] = {"base": "base_equipment_ceiling", "studio": "studio_equipment_ceiling"}
"""The ceiling of each kind of facility."""
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class EquipmentFacts:
    """What an enterprise bought for one facility: 分 of all items together, and the days of the first and the last.

    `granted_before` counts the awards that the enterprise already had for this kind of facility.
    """

    facility: str
    value_fen: int
    items: int
    first_bought_on: date
    last_bought_on: date
    education_fund: bool
    granted_before: int


@dataclass(frozen=True, slots=True)
class EquipmentTerms:
    """What a pack says of equipment on a day; Refused where it does not offer the scheme."""

    pack: Pack
    day: date
    policy: Policy

    @classmethod
    def on(cls, pack: Pack, day: date) -> "EquipmentTerms":
        """The terms of a day."""
        if pack.get(BASIS, day) is None:
            raise Refused("scheme.not_offered", pack=pack.title, on=day, scheme=EQUIPMENT, offered="")
        return cls(pack, day, Policy.on(pack, day))

    @property
    def share(self) -> int:
        """Per cent of the value that is paid."""
        return self.pack.value(BASIS, self.day).amount

    def ceiling(self, facility: str) -> int | None:
        """分 that the kind of facility never gets more than; None where the pack names none."""
        found = self.pack.get(CEILINGS[facility], self.day)
        return found.amount if found else None

    def holds(self, key: str) -> bool:
        """Whether a condition of the pack is in force."""
        found = self.pack.get(key, self.day)
        return found is not None and found.amount == 1

    def source(self, key: str) -> Source:
        """The clause of a key."""
        return self.policy.source(key)


def decide(facts: EquipmentFacts, terms: EquipmentTerms) -> Decision:
    """The decision on one claim: the share, at most the ceiling, or every reason against it."""
    fen = due(facts, terms)
    against = tuple(_against(facts, terms))
    if any(r.hardness in AGAINST for r in against):
        return Decision(False, 0, against, fen)
    return Decision(True, fen, (_granted(facts, terms, fen), *against), fen)


def due(facts: EquipmentFacts, terms: EquipmentTerms) -> int:
    """The share of the value in whole 分, what is less than one left off, and no more than the ceiling."""
    part, ceiling = share_of(facts, terms), terms.ceiling(facts.facility)
    return part if ceiling is None else min(part, ceiling)


def share_of(facts: EquipmentFacts, terms: EquipmentTerms) -> int:
    """The share before the ceiling."""
    return facts.value_fen * terms.share // _HUNDRED


def _granted(facts: EquipmentFacts, terms: EquipmentTerms, fen: int) -> Reason:
    params = {"share": terms.share, "value": yuan(facts.value_fen), "part": yuan(share_of(facts, terms))}
    ceiling = terms.ceiling(facts.facility)
    if ceiling is None or fen == share_of(facts, terms):
        return reason("equipment.granted", GRANT, terms.source(BASIS), **params)
    key = CEILINGS[facts.facility]
    return reason("equipment.capped", GRANT, terms.source(key), ceiling=yuan(ceiling), **params)


def _against(facts: EquipmentFacts, terms: EquipmentTerms) -> Iterator[Reason]:
    policy = terms.policy
    first, last = policy.first_day, policy.last_day
    if facts.first_bought_on < first or facts.last_bought_on > last:
        wrong = facts.first_bought_on if facts.first_bought_on < first else facts.last_bought_on
        yield reason(
            "equipment.period", REFUSE, policy.source("last_day"), on=str(wrong), first=str(first), last=str(last)
        )
    if terms.holds("equipment_needs_education_fund") and not facts.education_fund:
        yield reason("equipment.education_fund", REFUSE, terms.source("equipment_needs_education_fund"))
    if terms.holds("equipment_once") and facts.granted_before:
        yield reason("equipment.once", REFUSE, terms.source("equipment_once"), count=facts.granted_before)


def steps(facts: EquipmentFacts, terms: EquipmentTerms) -> Iterator[Reason]:
    """Each comparison and each piece of arithmetic, with its clause."""
    policy = terms.policy
    period = {"on": str(facts.first_bought_on), "first": str(policy.first_day), "last": str(policy.last_day)}
    yield reason("step.bought", STEP, policy.source("last_day"), **period)
    if terms.holds("equipment_once"):
        yield reason("step.once", STEP, terms.source("equipment_once"), count=facts.granted_before)
    part = share_of(facts, terms)
    params = {"value_fen": facts.value_fen, "share": terms.share, "part_fen": part}
    yield reason("step.share", STEP, terms.source(BASIS), **params)
    ceiling = terms.ceiling(facts.facility)
    if ceiling is None:
        yield reason("step.no_ceiling", STEP, INTERNAL)
        return
    key = CEILINGS[facts.facility]
    least = {"value_fen": part, "title": KEYS[key].title, "ceiling_fen": ceiling, "least_fen": min(part, ceiling)}
    yield reason("step.least", STEP, terms.source(key), **least)
