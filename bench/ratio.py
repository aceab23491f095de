"""How a pipeline is compared with its floor: in turns, so that a busy machine slows both alike; medians count."""

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 5

Task = Callable[[], object]


@dataclass(frozen=True)
class Result:
    """What was measured, in `unit`; `ours` may reach `reach` times the floor and `slack` more."""

    work: str
    floor: float
    ours: float
    reach: float
    slack: float = 0.0
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Ours to the floor; above the slack, where there is one."""
        return max(0.0, self.ours - self.slack) / self.floor

    @property
    def ok(self) -> bool:
        """Whether ours is within its reach."""
        return self.ratio <= self.reach


def as_at_work() -> None:
    """Looks for garbage are rare in the command line and made between jobs in the window: floor and work run without."""
    gc.disable()


def seconds(task: Task) -> float:
    """How long a task takes, garbage of others swept out before."""
    gc.collect()
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def in_turns(floor: Task, ours: Task, rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of floor and ours, run one after the other so many times after one round that is not counted."""
    return medians(lambda: seconds(floor), lambda: seconds(ours), rounds)


def medians(floor: Callable[[], float], ours: Callable[[], float], rounds: int = ROUNDS) -> tuple[float, float]:
    """Medians of two measurements taken in turns; the first round warms the caches and is not counted."""
    taken = [(floor(), ours()) for _ in range(rounds + 1)][1:]
    return median(f for f, _ in taken), median(o for _, o in taken)


def peak_kb() -> int:
    """Peak KB of this process since it began; what `getrusage` tells on Linux starts from its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
