"""The terms of a scheme under a pack on a day: its values, and the policy under whose limits its awards are decided."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.award.eligibility import INTERNAL, Policy, hardness
from app.award.factors import Factors
from app.award.schemes.declared import SCHEMES, TRAINING, Scheme
from app.kernel.months import month_of
from app.kernel.outcomes import Refused
from app.policy.pack import Pack, Source


@dataclass(frozen=True, eq=False)
class Terms:
    """One scheme of a pack on a day: its values, and the policy under whose limits its awards are decided."""

    scheme: Scheme
    pack: Pack
    day: date
    policy: Policy

    @classmethod
    def on(cls, pack: Pack, day: date, name: str) -> "Terms":
        """The terms of a scheme; Refused when the pack does not offer it on that day."""
        choices = offered(pack, day)
        if name not in choices:
            raise Refused("scheme.not_offered", pack=pack.title, on=day, scheme=name, offered="、".join(choices))
        return cls(SCHEMES[name], pack, day, policy_of(pack, SCHEMES[name], day))

    @cached_property
    def particular(self) -> frozenset[str]:
        """The training types of which a pack says more than the rate of the catalogue."""
        keys = ("period_paid_types", "speciality_rate_types", *(other.types for other in SCHEMES.values()))
        return frozenset(item for key in keys for item in self.items(key))

    def amount(self, key: str) -> int | None:
        """A number of the pack, 分 of money; None where it is silent, or no key is given."""
        found = self.pack.get(key, self.day) if key else None
        return found.amount if found else None

    def in_action(self, month: str) -> bool:
        """Whether a month lies between the action's first and last, or the pack lets the scheme outlive it (CX-19).

        A class that begins outside the action is refused as a whole, for which no month has to answer.
        """
        first, last = self.policy.first_day, self.policy.last_day
        bounded = first <= self.day <= last and not self.amount(self.scheme.outlives)
        return not bounded or month_of(first) <= month <= month_of(last)

    def items(self, key: str) -> tuple[str, ...]:
        """A list of the pack, empty where it is silent."""
        return self.pack.list(key, self.day) if key else ()

    def source(self, key: str, item: str = "") -> Source:
        """The clause that states a key, or an item of its list."""
        for value in self.pack.all(key, self.day):
            if not item or item in value.items:
                return value.source
        return INTERNAL

    def speciality(self, training_type: str) -> bool:
        """Whether training of a type is paid at the 专项能力 rate (CX-06, CX-17)."""
        return self.scheme.name == TRAINING and training_type in self.items("speciality_rate_types")

    def factors(self, training_type: str) -> Factors | None:
        """What raises or lowers the rate; what needs no certificate is not lowered for want of one."""
        found = self.policy.factors
        if found and training_type in self.items("period_paid_types"):
            return replace(found, passed_only=None)
        return found

    def granting(self, training_type: str) -> Source:
        """The clause that grants: of the training type at the 专项能力 rate, of the scheme otherwise."""
        if self.speciality(training_type):
            return self.source("speciality_rate_types", training_type)
        return self.source(self.scheme.basis, self.scheme.name if self.scheme.named else "")


def offered(pack: Pack, day: date | None = None) -> tuple[str, ...]:
    """The schemes that a pack offers on a day, or at all."""
    return tuple(name for name, scheme in SCHEMES.items() if scheme.offered_by(pack, day))


def month_paid(pack: Pack, day: date) -> frozenset[str]:
    """The training types that are paid by months at work: a class of theirs need not have periods."""
    return frozenset(item for scheme in SCHEMES.values() if scheme.by_month for item in pack.list(scheme.types, day))


def policy_of(pack: Pack, scheme: Scheme, day: date) -> Policy:
    """The policy of a day with the scheme's own limit, repeats and certificates in the place of 职业培训补贴's.

    What raises or lowers the rate of 职业培训补贴, or pays it without a certificate, is not another scheme's.
    """
    base = Policy.on(pack, day)
    if scheme.name == TRAINING:
        return base
    limit = pack.get(scheme.limit, day) if scheme.limit else None
    shared = scheme.limit == "yearly_limit"
    keys = {"yearly_limit": scheme.limit, "award_formula": scheme.result}
    certificates = frozenset(pack.list(scheme.certificates, day)) if scheme.certificates else frozenset()
    if certificates:
        keys["payable_certificates"] = scheme.certificates
    return replace(
        base,
        yearly_limit=limit.amount if limit else None,
        yearly_hardness=hardness(limit),
        lifetime_limit=base.lifetime_limit if shared else None,
        no_repeat=base.no_repeat if shared or scheme.once else "",
        certificates=certificates or base.certificates,
        project_certificates=None if certificates else base.project_certificates,
        sources={**base.sources, **{key: base.source(own) for key, own in keys.items()}},
        gaps=tuple(key for key in scheme.needs if pack.get(key, day) is None),
        factors=None,
    )
