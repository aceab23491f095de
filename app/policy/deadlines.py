"""What an office owes by which day (到期): from a pack's deadlines and reporting rhythms and the office's calendar."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.months import YEAR, month_end
from app.kernel.outcomes import Refused
from app.kernel.worktime import last_working_day
from app.policy.keys import RHYTHM
from app.policy.pack import STATUSES, UNVERIFIED, Pack, Value

_DATED: Mapping[str, str] = {
    "catalogue_deadline": "发布急需紧缺职业目录",
    "first_plan_due": "上报首年培训计划和预算",
    "first_class_by": "各培训机构至少办一期培训班",
}
OPENING, CLAIMING = "opening_lead_days", "claim_within"
OF_CLASS: Mapping[str, str] = {OPENING: "批准或备案开班", CLAIMING: "申领补贴"}
"""What a class owes, closed where it belongs; the period is its number."""
ANSWER = "bank_answer"
OF_BATCH: Mapping[str, str] = {ANSWER: "银行回盘"}
"""What a payment batch owes until the bank has said all; the period is its number."""
OF_RECORDS = frozenset({*OF_CLASS, *OF_BATCH})
"""What is owed by records, and done where they are."""
OF_PLANS = ("local_plan_days", "first_plan_due", "annual_plan_month")
"""By which units hand in their schemes and plans for the year that is the period."""
_MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "annual": 12}


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be done by a day; `period` is what it is about, written as reports write it (2019-12, 2019Q4, 2019).

    `due_on` is None while the calendar lacks the working days of that year (未公布).
    """

    key: str
    title: str
    period: str
    due_on: date | None
    clause: str


def dues(pack: Pack, days: Mapping[date, str]) -> list[Due]:
    """Everything that a pack asks of an office by a day, from its first day to its last, in the order of the days."""
    found = [*_reports(pack), *_single(pack), *_local_plan(pack, days), *_annual_plans(pack)]
    return sorted(found, key=lambda due: (due.due_on or date.max, due.key, due.period))


def _values(pack: Pack, key: str) -> Iterator[Value]:
    return (value for value in pack.values if value.key == key)


def _term(pack: Pack) -> tuple[date, date]:
    """The first day on which anything can be due, which is not before the document was issued, and the last."""
    first, last = (next(_values(pack, key)).day for key in ("first_day", "last_day"))
    issued = pack.documents[0].issued
    return max(first, issued or first), last


def _reports(pack: Pack) -> Iterator[Due]:
    """The reports of each period that ends in the term; within how many days after it, `report_days` says."""
    first, last = _term(pack)
    for value in _values(pack, "report_rhythms"):
        for rhythm in value.items:
            for year in range(first.year, last.year + 1):
                for month in range(_MONTHS[rhythm], YEAR + 1, _MONTHS[rhythm]):
                    ends = month_end(year, month)
                    if first <= ends <= last and value.holds(ends):
                        yield _report(pack, value, rhythm, ends)


def _report(pack: Pack, value: Value, rhythm: str, ends: date) -> Due:
    allowed = pack.get("report_days", ends)
    clause = value.source.cite()
    if allowed is not None and allowed.status == UNVERIFIED:
        clause += f"（报送日{STATUSES[UNVERIFIED]}）"
    due_on = ends + timedelta(days=allowed.amount if allowed else 1)
    return Due(f"report_rhythms.{rhythm}", RHYTHM[rhythm], _period(rhythm, ends), due_on, clause)


def _period(rhythm: str, ends: date) -> str:
    if rhythm == "monthly":
        return f"{ends:%Y-%m}"
    return f"{ends.year}Q{ends.month // _MONTHS['quarterly']}" if rhythm == "quarterly" else str(ends.year)


def _single(pack: Pack) -> Iterator[Due]:
    for key, title in _DATED.items():
        for value in _values(pack, key):
            yield Due(key, title, str(value.day.year), value.day, value.source.cite())


def _local_plan(pack: Pack, days: Mapping[date, str]) -> Iterator[Due]:
    """So many working days from the day after a day; unknown while the calendar lacks one of the years."""
    for value in _values(pack, "local_plan_days"):
        start = next(_values(pack, "local_plan_from"), None)
        if start is None:
            continue
        try:
            due_on = last_working_day(start.day, value.amount, days, first_counts=False)
        except Refused:
            due_on = None
        yield Due(value.key, "制定推进方案", str(start.day.year), due_on, value.source.cite())


def _annual_plans(pack: Pack) -> Iterator[Due]:
    """The plan of each year by the end of a month of it."""
    first, last = _term(pack)
    for value in _values(pack, "annual_plan_month"):
        for year in range(first.year, last.year + 1 if 1 <= value.amount <= YEAR else 0):
            day = month_end(year, value.amount)
            if first <= day <= last and value.holds(day):
                yield Due(value.key, "上报年度培训计划和预算", str(year), day, value.source.cite())
