"""Facts that follow from others: counts of attendance, months that are paid, shares, what the scheme itself says."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from app.award.amount import rate_on
from app.award.view import View, limit_of, pick
from app.kernel.identity import age_on
from app.kernel.months import YEAR, month_of
from app.policy.own_facts import WHOLE_YEARS, YEAR_SHARE
from app.policy.pack import Pack
from app.policy.retirement import reached
from app.policy.rows import Bound, Choice, Months, Table
from app.policy.sanctions import bar_of

_WHOLE = 100


def term(pack: Pack) -> tuple[date, date]:
    """The first and the last day of the policy."""
    first, last = (next(value.day for value in pack.values if value.key == key) for key in ("first_day", "last_day"))
    return first, last


def _in_term(view: View) -> bool | None:
    """Whether the first day, or every purchase, lies in the term of the policy."""
    first, last = term(view.pack)
    begins, ends = view.facts.get("first_bought_on"), view.facts.get("last_bought_on")
    if begins is None and ends is None:
        return first <= view.day <= last
    return None if begins is None or ends is None else bool(first <= begins and ends <= last)


def _own_scheme(view: View) -> str | None:
    """The title of another scheme that pays the training type by its own list; '' for none."""
    kind = view.facts.get("training_type")
    others = (other for other in view.pack.schemes.values() if other.key != view.scheme.key)
    return None if kind is None else next((other.title for other in others if kind in other.types), "")


def _age(view: View) -> int | None:
    born = view.facts.get("born")
    return None if born is None else age_on(born, view.day)


def _retired(view: View) -> bool | None:
    born, sex = view.facts.get("born"), view.facts.get("sex")
    return reached(born, sex, view.facts.get("post") or "", view.day) if born and sex else None


def _account_shared(view: View) -> bool | None:
    """Whether as many people gave one account as the pack says that somebody should look at."""
    count, line = view.facts.get("shared_account"), view.pack.get("shared_account_warning", view.day)
    return None if count is None or line is None else bool(count >= line.amount)


def _barred(view: View) -> bool | None:
    """Whether a sanction bars the institution on the first day, of those that it has had (`sanctioned`)."""
    events = view.facts.get("sanctioned")
    return None if events is None else bar_of(events, view.day, view.pack.sanctions) is not None


def _periods(view: View) -> int | None:
    sessions, counts = view.facts.get("sessions"), view.scheme.periods
    if sessions is None:
        return None
    if counts and counts.pooled:
        return int(sum(p * m * d for p, m, d in sessions) // counts.minutes)
    return int(sum(p * d for p, m, d in sessions if m >= (counts.minutes if counts else 0)))


def _days(view: View) -> int | None:
    sessions, counts = view.facts.get("sessions"), view.scheme.days
    if sessions is None:
        return None
    least, minutes = (counts.periods, counts.minutes) if counts else (1, 0)
    return int(sum(d for p, m, d in sessions if p >= least and m >= minutes))


def _share(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(_WHOLE * part, whole) if part is not None and whole else None


def _attendance(view: View) -> Fraction | None:
    return _share(view.get("periods"), view.facts.get("planned_periods"))


def _part(name: str) -> Callable[[View], Fraction | None]:
    """The share of the planned periods that some of them have."""
    return lambda view: _share(view.facts.get(name), view.facts.get("planned_periods"))


def _class_attendance(view: View) -> Fraction | None:
    periods, heads = view.facts.get("planned_periods"), view.facts.get("heads")
    return _share(view.facts.get("class_periods"), periods * heads if periods and heads else None)


# --- months at work ---------------------------------------------------------------------------------------------------


def _months(view: View) -> tuple[str, ...] | None:
    """The months at work that are paid: inside the term, not too early or late, not paid before, up to the limit."""
    counts, worked = view.scheme.months, view.facts.get("worked")
    if worked is None:
        return None
    left: Sequence[str] = sorted(worked)
    if counts is None:
        return tuple(left)
    paid = view.facts.get("months_paid")
    if paid is None:  # a month may have been paid before
        return None
    first, last = term(view.pack)
    if counts.term and first <= view.day <= last:
        left = _keep(view, "outside", left, [m for m in left if month_of(first) <= m <= month_of(last)])
    left = _within(view, "early", counts.first, left)
    left = _within(view, "late", counts.last, left)
    left = _keep(view, "paid", left, [m for m in left if m not in paid])
    return tuple(_keep(view, "over", left, _up_to(counts, left, paid)))


def _up_to(counts: Months, months: Sequence[str], paid: Sequence[str]) -> Sequence[str]:
    """The months that the limit leaves, ever or of each calendar year, after those that were paid."""
    if counts.most is None:
        return months
    used = Counter(month[:4] if counts.yearly else "" for month in paid)
    left = []
    for month in months:
        span = month[:4] if counts.yearly else ""
        used[span] += 1
        if used[span] <= counts.most:
            left.append(month)
    return left


def _keep(view: View, why: str, before: Sequence[str], left: Sequence[str]) -> Sequence[str]:
    gone = tuple(month for month in before if month not in left)
    if gone:
        view.dropped.append((why, gone))
    return left


def _within(view: View, why: str, table: Table, left: Sequence[str]) -> Sequence[str]:
    """The months from the one of a bound on, or up to it; none of them while it is not known."""
    found = pick(table, view)
    if found is None:
        return left
    day = limit_of(found.value, view) if isinstance(found, Choice) and isinstance(found.value, Bound) else None
    if day is None:
        return _keep(view, "undated", left, [])
    edge = month_of(day)
    return _keep(view, why, left, [m for m in left if (m >= edge if why == "early" else m <= edge)])


def _rate(view: View) -> int | None:
    """The rate that the amount starts from, where a catalogue gives it."""
    steps = (step for step in view.scheme.amount if step.word == "start" and step.term)
    term = next((step.term for step in steps if step.term and step.term.kind == "catalogue"), None)
    return None if term is None else rate_on(term, view, view.day)[0]


def _count(view: View) -> int | None:
    months = view.get("months")
    return None if months is None else len(months)


def _year_share(view: View) -> Fraction | None:
    count = view.get("month_count")
    return None if count is None else Fraction(count, YEAR)


def _whole_years(view: View) -> int | None:
    count = view.get("month_count")
    return None if count is None else int(count) // YEAR


DERIVED: Mapping[str, Callable[[View], Any]] = {
    "in_term": _in_term,
    "own_scheme": _own_scheme,
    "by_certificate": lambda view: view.scheme.certified,
    "age": _age,
    "account_shared": _account_shared,
    "retired": _retired,
    "barred": _barred,
    "periods": _periods,
    "days": _days,
    "attendance": _attendance,
    "class_attendance": _class_attendance,
    "theory_share": _part("theory_periods"),
    "practice_share": _part("practice_periods"),
    "months": _months,
    "rate": _rate,
    "month_count": _count,
    YEAR_SHARE: _year_share,
    WHOLE_YEARS: _whole_years,
}
"""Every derived fact; a case or a record may also give one of them outright."""
