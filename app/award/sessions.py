"""Sessions of attendance: periods of so many minutes on so many days, and what a day can hold."""

from collections import Counter
from collections.abc import Iterable

DAY = 24 * 60
"""Minutes of a day: what one person attended on it, in however many classes, stays under them."""


def overfull(periods: int, minutes: int, other: int = 0) -> dict[str, int]:
    """What is to be said of periods that do not stay under a day, with other minutes attended on it; nothing where they do."""
    total = periods * minutes + other
    return {} if total < DAY else {"periods": periods, "minutes": minutes, "total": total, "most": DAY}


def gathered(sessions: Iterable[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Days of (periods, minutes) counted by their kind, the same in whatever order they were entered."""
    return tuple((periods, minutes, days) for (periods, minutes), days in sorted(Counter(sessions).items()))
