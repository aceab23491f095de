"""What raises or lowers the rate of 职业培训补贴: scarcity, practice, and a result without a certificate (CX-16 差异化补贴).

Each factor is a per cent of the rate that a pack states; they follow one another, and what is less than a 分 is left
off once, at the end. A pack that states none pays the rate as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.award.facts import Facts
from app.policy.pack import Pack

WHOLE = 100
QUALIFIED = "qualified"
UPLIFTS: Mapping[str, str] = {"scarcity_uplift": "scarce_occupations", "practice_uplift": "practice_uplift_types"}
"""Keys of what is added, with the list of occupations or training types that it is added for."""
PASSED_ONLY = "passed_only_share"


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors of a pack on a day: what is added, for what, and the share of a result without a certificate."""

    uplifts: Mapping[str, tuple[int, frozenset[str]]]
    passed_only: int | None

    @classmethod
    def on(cls, pack: Pack, day: date) -> "Factors":
        """The factors that a pack states for a day."""
        stated = {key: value for key in (*UPLIFTS, PASSED_ONLY) if (value := pack.get(key, day))}
        raised = {
            key: (stated[key].amount, frozenset(pack.list(of, day))) for key, of in UPLIFTS.items() if key in stated
        }
        return cls(raised, stated[PASSED_ONLY].amount if PASSED_ONLY in stated else None)

    def without_certificate(self, facts: Facts) -> bool:
        """Whether somebody who passed and has no certificate is paid a share."""
        return self.passed_only is not None and facts.result == QUALIFIED and not facts.certificate

    def applied(self, facts: Facts) -> Iterator[tuple[str, int]]:
        """The keys of the factors that hold for a person, each with its per cent of what comes before it."""
        for key, (percent, of) in self.uplifts.items():
            if facts.occupation in of or facts.training_type in of:
                yield key, WHOLE + percent
        if self.passed_only is not None and self.without_certificate(facts):
            yield PASSED_ONLY, self.passed_only

    def due(self, rate_fen: int, facts: Facts) -> int:
        """The rate with every factor that holds, in whole 分."""
        fen, whole = rate_fen, 1
        for _, percent in self.applied(facts):
            fen, whole = fen * percent, whole * WHOLE
        return fen // whole
