"""The trace of a decision: what came of each row, and what was compared; the decision is its fold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.policy.rows import HAND, PRINCIPLE, REFUSE, WARN, Row

NOT_KNOWN = "u"
"""The outcome of a row that cannot be judged."""
STEP, DROPPED = "step", "dropped"
BETWEEN = "；"
"""Between the titles of warnings."""
MISSING = ("no_", "uncounted")
"""How the forms of what is missing begin: no_rate, no_times, uncounted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What came of one row: `form` names its sentence, `against` what it means ('' nothing), `said` what was compared."""

    row: Row
    form: str
    outcome: str
    against: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def definite(self) -> bool:
        """Whether it stands against a grant whatever comes to be known of the line."""
        return self.against in (REFUSE, PRINCIPLE) and self.outcome != NOT_KNOWN

    @property
    def code(self) -> str:
        """What a worked case calls it: the row, or what is missing."""
        if self.form == "need":
            return {"s": "unproven", "l": "lapsed"}.get(self.outcome, self.row.name)
        return self.form if self.form.startswith(MISSING) else self.row.name


@dataclass(frozen=True, slots=True)
class Decision:
    """What is granted (分, 0 when refused), what it would come to if nothing stood against it, and the whole trace."""

    granted: bool
    amount_fen: int
    trace: tuple[Mark, ...]
    full_fen: int = 0
    payee: str = ""
    fund: str = ""
    months: tuple[str, ...] = ()
    """The months at work that it pays, or would pay; like payee and fund also where it is refused and may be passed."""

    def of(self, *meanings: str) -> tuple[Mark, ...]:
        """The marks that mean one of these."""
        return tuple(mark for mark in self.trace if mark.against in meanings)

    @property
    def verdict(self) -> str:
        """granted, refused, or open: nothing stands against it but what somebody must look at first."""
        return "granted" if self.granted else "open" if self.open and not self.against else "refused"

    @property
    def against(self) -> tuple[Mark, ...]:
        """What stands against a grant."""
        return self.of(REFUSE, PRINCIPLE)

    @property
    def open(self) -> tuple[Mark, ...]:
        """What somebody must look at first."""
        return self.of(HAND)

    @property
    def amounts(self) -> tuple[Mark, ...]:
        """The steps of the amount, and what was passed beside the rows."""
        return tuple(mark for mark in self.trace if mark.outcome == STEP or mark.form == "overridden")

    @property
    def codes(self) -> tuple[str, ...]:
        """The names of the rows that stand against it, are open, or ask to look, each once, in order."""
        return tuple(dict.fromkeys(mark.code for mark in self.of(REFUSE, PRINCIPLE, HAND, WARN)))

    @property
    def warnings(self) -> str:
        """The titles of the rows that only ask to look, each once."""
        return BETWEEN.join(dict.fromkeys(mark.row.title for mark in self.of(WARN)))
