"""The day on which somebody reaches the statutory retirement age (法定退休年龄), by the law in force on a day.

National law, the same in every pack: `resources/policy/retirement.toml` has the figures and their document.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.kernel.months import YEAR, months_later, years_later
from app.kernel.texts import RESOURCES

CADRE, WORKER = "干部", "工人"
"""Posts (岗位) of women, on which their age depends: 管理或专业技术岗位, and all others."""


@dataclass(frozen=True, slots=True)
class Group:
    """Whom one table of the law is for; the first month of birth that is delayed, how fast the delay grows, and its end."""

    title: str
    sex: str
    old_age: int
    born_from: date
    born_months: int
    delay_months: int
    most_months: int
    final_age: int
    post: str = ""
    """'' where the age does not depend on it."""

    def delay(self, born: date) -> int:
        """Months of delay of somebody born on a day."""
        after = (born.year - self.born_from.year) * YEAR + born.month - self.born_from.month
        steps = after // self.born_months + 1 if after >= 0 else 0
        return min(steps * self.delay_months, self.most_months)

    def day(self, born: date, *, delayed: bool) -> date:
        """The day of retirement under the law with or without delay; the month's last where it has no such day."""
        return (
            months_later(born, self.old_age * YEAR + self.delay(born)) if delayed else years_later(born, self.old_age)
        )


@dataclass(frozen=True, slots=True)
class Law:
    """The decision that delays retirement: its document and place, the first day of its force, and its tables."""

    document: str
    rules: str
    place: str
    issued: date
    since: date
    groups: tuple[Group, ...]

    def cite(self) -> str:
        """Document and place, as they are quoted beside a result."""
        return f"《{self.document}》所附《{self.rules}》{self.place}"


@cache
def law() -> Law:
    """The law as it is shipped."""
    data: dict[str, Any] = tomllib.loads((RESOURCES / "policy" / "retirement.toml").read_text(encoding="utf-8"))
    return Law(**{**data, "groups": tuple(Group(**group) for group in data["groups"])})


def retirement_days(born: date, sex: str, post: str, on: date) -> set[date]:
    """Every day of retirement that sex and post leave open, by the law in force `on` a day; what is unknown rules nothing out.

    Sex is 男, 女 or '' for unknown; post is 干部, 工人 or '' for unknown. Who reached the old age before the law was in
    force has no month of birth in its tables and so no delay.
    """
    fitting = (
        group
        for group in law().groups
        if sex in ("", group.sex) and (not group.post or post not in (CADRE, WORKER) or post == group.post)
    )
    return {group.day(born, delayed=on >= law().since) for group in fitting}


def reached(born: date, sex: str, post: str, on: date) -> bool | None:
    """Whether somebody has reached the age on a day; None while what is unknown would decide it."""
    answers = {on >= day for day in retirement_days(born, sex, post, on)}
    return answers.pop() if len(answers) == 1 else None
