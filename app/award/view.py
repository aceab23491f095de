"""What is known of one line, and the one small language of conditions: tests, bounds and tables over its facts."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeAlias

from app.kernel.months import YEAR, months_later
from app.kernel.outcomes import Refused
from app.policy.pack import Pack
from app.policy.rows import Bound, Choice, Scheme, Table, Test, When

Facts: TypeAlias = Mapping[str, Any]
"""By name what is known; a fact that is missing or None is unknown, which is not no.

Beside the facts of `own_facts` and those that the pack declares: `held` and `lapsed` (categories proven on the first
day, and those whose proof does not cover it; `held` None where the category is taken as proven), `sessions` (tuples of
periods, minutes and days), `days_paid` and `months_paid` (paid before), `worked` (months at work), `class_periods`,
`past.SCHEME.ROW` (awards or 分 that a limit counts), `before.SCHEME` (granted for this class already), `award.SCHEME`
(分 granted for this class), `rates.KEY` (the office's rates: tuples of first day, 分, document, example or not),
`sanctioned` (what the institution was sanctioned with), `working_days` (a function of a day and a count of working days;
None or Refused where the calendar is not announced).
"""
YES, NO, UNKNOWN, STATED, LAPSED = "y", "n", "u", "s", "l"
"""How a test comes out; of belonging to a group also: only stated without proof, or by a proof that does not hold."""
MAY_BE_NONE = frozenset({"own_scheme"})
"""Derived facts that are '' where there is none: `known` asks whether there is one, and None stays unknown."""
_WHOLE = 100


@dataclass
class View:
    """The facts of one line under one scheme of a pack; what is derived is derived once."""

    facts: Facts
    pack: Pack
    scheme: Scheme
    derive: Mapping[str, Callable[["View"], Any]]
    way: str | None = None
    """The way by which the amount is reckoned; '' where one holds and it is not known which, None where none concerns."""
    dropped: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Months at work that are not paid, by why: outside, early, late, undated, paid, over."""
    _known: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day by which the policy is asked: the first of the class, or that of a purchase."""
        start: date = self.facts["start"]
        return start

    def get(self, name: str) -> Any:
        """A fact, None when it is unknown."""
        if name == "way":
            return self.way or None
        if name not in self._known:
            derive = self.derive.get(name)
            given = self.facts.get(name)
            self._known[name] = derive(self) if derive is not None and given is None else given
        return self._known[name]


def outcome(tests: Collection[Test], view: View) -> str:
    """How the tests of one fact come out together: a no, else the first that is not a plain yes, else yes."""
    found = [_test(test, view) for test in tests]
    return next((each for each in (NO, LAPSED, UNKNOWN, STATED) if each in found), YES)


def holds(when: When, view: View) -> bool | None:
    """Whether a guard holds; None when that is not known. Belonging to a group that is only stated counts, not lapsed."""
    found = [_test(test, view) for test in when]
    if NO in found or LAPSED in found:
        return False
    return None if UNKNOWN in found else True


def concerns(when: When, view: View) -> bool | None:
    """Whether a condition, way or limit is about somebody: also about whom the roster names by a proof that lapsed."""
    found = [_test(test, view) for test in when]
    if NO in found:
        return False
    return None if UNKNOWN in found else True


def _test(test: Test, view: View) -> str:
    if test.word == "known":
        return _known(test, view)
    if test.fact == "groups":
        return _member(test, view)
    value = view.get(test.fact)
    if value is None:
        return UNKNOWN
    if test.bound is None:
        among = not set(test.items).isdisjoint(value) if isinstance(value, tuple | frozenset) else value in test.items
        return YES if among != (test.word == "not") else NO
    limit = limit_of(test.bound, view)
    if limit is None:
        return UNKNOWN
    return YES if (value >= limit if test.word == "least" else value <= limit) else NO


def _known(test: Test, view: View) -> str:
    """Whether a fact is there at all; of one that may be none, whether there is one, which itself may be unknown."""
    value = view.get("category" if test.fact == "groups" else test.fact)
    if test.fact in MAY_BE_NONE and value is None:
        return UNKNOWN
    return YES if (value not in (None, "")) == test.items[0] else NO


def _member(test: Test, view: View) -> str:
    standing = standing_in(test.items, view.facts)
    if test.word != "not":
        return standing
    return UNKNOWN if standing == UNKNOWN else YES if standing in (NO, LAPSED) else NO


def standing_in(groups: Collection[object], facts: Facts) -> str:
    """How a person stands in some groups: proven, only stated, by a proof that does not hold, not of them, not known."""
    held, category = facts.get("held"), facts.get("category")
    if held and not set(groups).isdisjoint(held):
        return YES
    lapsed = facts.get("lapsed")
    if category is None or (held is None) != (lapsed is None):  # half of what is on file says nothing
        return UNKNOWN
    if category not in groups:
        return NO
    if held is None or lapsed is None:
        return YES
    return LAPSED if category in lapsed else STATED


def limit_of(bound: "Bound | Table", view: View) -> Any:
    """What a fact is compared with; None when it is not known."""
    if isinstance(bound, tuple):
        found = pick(bound, view)
        return limit_of(found.value, view) if isinstance(found, Choice) and isinstance(found.value, Bound) else None
    if not bound.fact:
        return bound.value
    value = view.get(bound.fact)
    if isinstance(value, date):
        return later(value, dict(bound.plus), view)
    return None if value is None else Fraction(value * bound.percent, _WHOLE)


def pick(table: Table, view: View, on: date | None = None) -> Choice | None | bool:
    """The first row of a table that holds on a day; None when none does, False when it is not known which."""
    day = on or view.day
    for row in table:
        if (row.since or day) <= day <= (row.until or day):
            found = holds(row.when, view)
            if found is not False:
                return row if found else False
    return None


def later(day: date, plus: Mapping[str, int], view: View) -> date | None:
    """A day so many years, months, days or working days on, kept to the end of its month; negative before it."""
    day = months_later(day, plus.get("years", 0) * YEAR + plus.get("months", 0))
    day += timedelta(days=plus.get("days", 0))
    working = plus.get("working_days", 0)
    if not working:
        return day
    move: Callable[[date, int], date | None] | None = view.facts.get("working_days")
    try:
        return move(day, working) if move else None
    except Refused:  # the calendar of that year is not announced (未公布)
        return None
