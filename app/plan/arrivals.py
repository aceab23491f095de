"""Who has sent, who is late, who is missing (报送情况): the offices below, against the days that the policy sets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union_all

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import PERIOD, Period, parse_period, period_title
from app.kernel.texts import say
from app.office.office.belonging import offices_below
from app.plan.reported.model import ReportedFigures
from app.policy.deadlines import Due, dues
from app.policy.keys import RHYTHM
from app.record.report import SUM, Check, Report, Row, Table, Told, warning
from app.store.models import ImportedFile, ImportRun, OfficeRow, Package
from app.store.work import Read
from app.training.training_class.model import TrainingClass

IN_TIME, LATE, MISSING, OPEN, ARRIVED = "及时", "迟报", "未报", "未到期", "已报"
"""How a report stands; 已报 where the policy sets no day to compare."""


@dataclass(frozen=True)
class Arrival:
    """One report that an office owes, the day on which what covers it came, and how that stands today."""

    office: OfficeRow
    due: Due
    came_on: date | None
    standing: str
    late_days: int


def came(read: Read, last: date) -> Mapping[int, date]:
    """When the first package came that covers a day, by office; each package is the full state, so a later one does too."""
    found: dict[int, date] = {}
    wanted = select(Package.office_uid, Package.period, Package.made_on).where(Package.direction == "received")
    for office, period, day in read.session.execute(wanted):
        if parse_period(period).last >= last:
            found[office] = min(day, found.get(office, day))
    return {**found, **_handed_in(read, last)}


def _handed_in(read: Read, last: date) -> dict[int, date]:
    """When an office without the program handed in something of the month of a day.

    That is the figures of the month, however they were corrected since; else with the first workbook after it the roster of
    a class that began in it, or the results of one that ended in it.
    """
    month = last.replace(day=1), last
    files = union_all(
        _files("roster", TrainingClass.uid, TrainingClass.for_office_uid, TrainingClass.starts_on.between(*month)),
        _files("results", TrainingClass.uid, TrainingClass.for_office_uid, TrainingClass.ends_on.between(*month)),
    )
    found: dict[int, date] = {}
    for office, at in read.session.execute(files.order_by("at")):
        day = datetime.fromisoformat(at.replace("Z", "+00:00")).date()
        if office not in found or found[office] <= last:
            found[office] = day
    for office, at in read.session.execute(_figures(f"{last:%Y-%m}")):
        day = datetime.fromisoformat(at.replace("Z", "+00:00")).date()
        found[office] = min(day, found.get(office, day))
    return found


def _figures(month: str) -> Select[int, str]:
    """When the workbook was brought that first told the figures of a month, with the office that handed it in."""
    run, file, office = ImportRun, ImportedFile, ReportedFigures.office_uid
    brought = (run.kind == "figures") & (run.into == office) & ReportedFigures.uid.between(run.first_uid, run.last_uid)
    of_run = (file.sha256 == run.sha256) & (file.kind == run.kind) & (file.into == run.into)
    return (
        select(run.into, file.at)
        .join(ReportedFigures, brought)
        .join(file, of_run)
        .where(ReportedFigures.period == month)
    )


def _files(kind: str, into: Any, office: Any, of_month: ColumnElement[bool]) -> Select[int, str]:
    """When files of an import kind were brought, with the office that handed them in."""
    files = select(office.label("office"), ImportedFile.at).join(ImportedFile, ImportedFile.into == into)
    return files.where(ImportedFile.kind == kind, office.is_not(None), of_month)


def expected(read: Read, period: Period) -> Sequence[Due]:
    """What the policy wants reported within a period, by its shortest rhythm; nothing where it sets none."""
    found = dues(read.pack_on(period.last), read.days)
    for rhythm in RHYTHM:
        those = [due for due in found if due.key == f"report_rhythms.{rhythm}"]
        if those:
            return [due for due in those if period.first <= parse_period(due.period).last <= period.last]
    return ()


def arrivals(read: Read, period: Period) -> Iterator[Arrival]:
    """Every report of a period that each office below owes, office by office."""
    owed = [(due, came(read, parse_period(due.period).last)) for due in expected(read, period)]
    for office in offices_below(read):
        for due, found in owed:
            yield _arrival(office, due, found.get(office.uid), read.today)


def _arrival(office: OfficeRow, due: Due, came_on: date | None, today: date) -> Arrival:
    late = max(0, ((came_on or today) - due.due_on).days) if due.due_on else 0
    if came_on is None:
        return Arrival(office, due, None, MISSING if late else OPEN, late)
    return Arrival(office, due, came_on, LATE if late else IN_TIME, late)


_ONE = (
    Field("office", "单位", k.TEXT),
    Field("period", "所属期", PERIOD),
    Field("title", "报表", k.TEXT),
    Field("due_on", "应报日期", k.DATE),
    Field("came_on", "收到日期", k.DATE),
    Field("standing", "报送情况", k.TEXT),
    Field("late_days", "逾期天数", k.COUNT),
    Field("phone", "联系电话", k.TEXT),
    Field("clause", "依据", k.TEXT),
)
_ALL = (
    Field("office", "单位", k.TEXT),
    Field("owed", "应报期数", k.COUNT),
    Field("in_time", "及时", k.COUNT),
    Field("late", "迟报", k.COUNT),
    Field("missing", "未报", k.COUNT),
    Field("complete", "完整率", k.PERCENT),
    Field("timely", "报送及时率", k.PERCENT),
    Field("lacking", "未报的所属期", k.LONG),
)


def _one(arrival: Arrival) -> Row:
    due = arrival.due
    told = {"period": due.period, "title": due.title, "due_on": due.due_on, "clause": due.clause}
    return {
        "office": arrival.office.name,
        "phone": arrival.office.phone,
        **told,
        "came_on": arrival.came_on,
        "standing": arrival.standing,
        "late_days": arrival.late_days or None,
    }


def _each(read: Read, period: Period) -> list[Row]:
    return [_one(arrival) for arrival in arrivals(read, period)]


def _offices(read: Read, period: Period) -> list[Row]:
    """How each office kept the days of a period, and all together; what is not due yet counts for nobody."""
    closed = [arrival for arrival in arrivals(read, period) if arrival.standing != OPEN]
    found = [
        _rates(office.name, [arrival for arrival in closed if arrival.office is office])
        for office in offices_below(read)
    ]
    return [*found, {**_rates(say("arrivals.sum"), closed), "lacking": "", SUM: True}] if found else []


def _rates(name: str, owed: Sequence[Arrival]) -> dict[str, str | int | float | None]:
    count = {word: sum(arrival.standing == word for arrival in owed) for word in (IN_TIME, LATE, MISSING)}
    return {
        "office": name,
        "owed": len(owed),
        "in_time": count[IN_TIME],
        "late": count[LATE],
        "missing": count[MISSING],
        "complete": (count[IN_TIME] + count[LATE]) / len(owed) if owed else None,
        "timely": count[IN_TIME] / len(owed) if owed else None,
        "lacking": "、".join(period_title(arrival.due.period) for arrival in owed if arrival.standing == MISSING),
    }


def _missing(read: Read, period: Period) -> list[Row]:
    return [_one(arrival) for arrival in arrivals(read, period) if arrival.standing == MISSING]


def _checks(read: Read, period: Period, told: Told) -> list[Check]:
    """That nobody below is known, or that the policy sets no rhythm: then there is nothing to compare."""
    if not offices_below(read):
        return [warning("arrivals.nobody")]
    return [] if expected(read, period) else [warning("arrivals.no_rhythm")]


def _basis(read: Read, period: Period) -> str:
    return "；".join(dict.fromkeys(due.clause for due in expected(read, period)))


def _note(read: Read, period: Period) -> str:
    return say("arrivals.note", day=read.today, basis=_basis(read, period) or say("arrivals.no_basis"))


def _foot(read: Read) -> str:
    return say("report.signatures", phone=read.own.phone)


def _asking(read: Read, period: Period) -> Mapping[str, object]:
    return {"arrival_basis": _basis(read, period), "asked_on": read.today}


def _reminded(read: Read, period: Period, told: Told) -> list[Check]:
    return [] if told[0] else [*_checks(read, period, told), warning("arrivals.all_here")]


ARRIVALS = Report(
    name="arrivals",
    title="报送情况",
    tables=(
        Table("报送情况", _ALL, _offices, _note, _foot, label=("office",)),
        Table("报送情况明细", _ONE, _each, _note, _foot, label=("office",)),
    ),
    checks=_checks,
)
REMINDER = Report(
    name="reminder",
    title="催报通知",
    tables=(replace(ARRIVALS.tables[1], title="催报通知", rows=_missing),),
    checks=_reminded,
    form="reminder",
    values=_asking,
)
