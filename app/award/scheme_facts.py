"""What a scheme other than the catalogue's rates must know of one trainee: days, months, fees, the firm, local standards."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAY = 24 * 60
"""Minutes of a day: what one person attended on it, in however many classes, stays under them."""


def overfull(periods: int, minutes: int, other: int = 0) -> dict[str, int]:
    """What is to be said of periods that do not stay under a day, with other minutes attended on it; nothing where they do."""
    total = periods * minutes + other
    return {} if total < DAY else {"periods": periods, "minutes": minutes, "total": total, "most": DAY}


@dataclass(frozen=True, slots=True)
class Attended:
    """So many days on which a trainee attended so many periods (课时) of so many minutes each."""

    periods: int
    minutes: int
    days: int


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """Attendance, the class's planned periods, the trainee's actual fee and the local 低保 standard (分 a month).

    Months at work (YYYY-MM, in order) are those of this class and those of granted claims of the scheme before.
    Of a scheme paid by the day, what was attended on `paid_days` is left out of `attended`: another class was paid for it.
    """

    attended: tuple[Attended, ...] = ()
    planned_periods: int = 0
    fee_fen: int | None = None
    standard_fen: int | None = None
    standard_document: str = ""
    months: tuple[str, ...] = ()
    past_months: tuple[str, ...] = ()
    hired_on: date | None = None
    insured: bool = False
    """Whether the institution or enterprise is insured (参保企业)."""
    apprentice_kind: str = ""
    modules_done: bool = False
    class_periods: int = 0
    """Periods attended by everybody in the class together, where a pack asks for the attendance of the class."""
    heads: int = 0
    """How many people are in the class, likewise."""
    paid_days: tuple[str, ...] = ()
    """Days (ISO, in order) of this class for which granted claims of the scheme for other classes paid already."""

    @property
    def days(self) -> int:
        """Days on which the trainee was there at all."""
        return self.valid_days(1, 0)

    @property
    def periods(self) -> int:
        """Periods attended on all days together."""
        return sum(held.periods * held.days for held in self.attended)

    def valid_days(self, periods: int, minutes: int) -> int:
        """Days of at least so many periods, each of at least so many minutes."""
        return sum(held.days for held in self.attended if held.periods >= periods and held.minutes >= minutes)


def gathered(sessions: Iterable[tuple[int, int]]) -> tuple[Attended, ...]:
    """Days of (periods, minutes) counted by their kind, the same in whatever order they were entered."""
    return tuple(Attended(periods, minutes, days) for (periods, minutes), days in sorted(Counter(sessions).items()))
