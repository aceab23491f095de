"""The reports of the program by name, and one of them for a period as data, for any front end to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.fund.audit import AUDIT
from app.fund.disclosure import DISCLOSURE
from app.kernel.fields import Field
from app.plan.arrivals import ARRIVALS, REMINDER
from app.plan.progress import PROGRESS
from app.plan.statistics import STATISTICS
from app.plan.summary import SUMMARIES
from app.record.report import Report, Row
from app.store.work import Read

PLAN_REPORTS = (STATISTICS, *SUMMARIES, PROGRESS, ARRIVALS, REMINDER)
"""Those on what was done and reported, as the window offers them together."""
REPORTS: Mapping[str, Report] = {report.name: report for report in (*PLAN_REPORTS, DISCLOSURE, AUDIT)}


@dataclass(frozen=True)
class ShownTable:
    """One table with its rows."""

    title: str
    fields: Sequence[Field]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Shown:
    """A report for a period: what of it does not agree, and its tables."""

    title: str
    problems: Sequence[str]
    tables: Sequence[ShownTable]


def show(read: Read, report: Report, text: str) -> Shown:
    """A report for the period of a text; Refused when it is none of the report's."""
    period = report.period(text)
    tables = [ShownTable(t.sheet(period), t.fields, list(t.rows(read, period))) for t in report.tables]
    return Shown(f"{report.title}（{period.title}）", report.problems(read, period), tables)
