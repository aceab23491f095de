"""The reports of the program by name, and one of them for a period as data, for any front end to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.fund.ageing import AGEING
from app.fund.audit import AUDIT
from app.fund.disclosure import DISCLOSURE
from app.fund.reconciliation import RECONCILIATION
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.periods import Period
from app.kernel.texts import say
from app.plan.arrivals import ARRIVALS, REMINDER
from app.plan.progress import PROGRESS
from app.plan.statistics import STATISTICS
from app.plan.summary import SUMMARIES
from app.plan.unit_plan.sheet import UNIT_PLANS
from app.record.report import Behind, Check, Report, Row, Table
from app.store.work import Read

PLAN_REPORTS = (STATISTICS, *SUMMARIES, PROGRESS, UNIT_PLANS, ARRIVALS, REMINDER)
"""Those on what was done and reported, as the window offers them together."""
FUND_REPORTS = (DISCLOSURE, RECONCILIATION, AGEING, AUDIT)
"""Those on money."""
REPORTS: Mapping[str, Report] = {report.name: report for report in (*PLAN_REPORTS, *FUND_REPORTS)}


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
    problems: Sequence[Check]
    tables: Sequence[ShownTable]


def names(read: Read, report: Report, text: str, row: str, column: str) -> ShownTable:
    """What a figure of the first table was counted from, by what names its row and the key of its column."""
    table, period = report.tables[0], report.period(text)
    labels = [field for field in table.fields if field.key in table.label]
    rows = [one for one in table.rows(read, period) if row in [field.shown(one[field.key]).strip() for field in labels]]
    field = next((field for field in table.fields if field.key == column), None)
    if not rows:
        raise Refused("report.no_row", title=report.title, row=row)
    found = behind(read, table, period, rows[0], column)
    if field is None or found is None:
        raise Refused("report.not_counted", title=report.title, column=column)
    return ShownTable(say("report.behind", row=row, figure=field.title), found.fields, found.rows)


def behind(read: Read, table: Table, period: Period, row: Row, column: str) -> Behind | None:
    """The rows from which a figure was counted; None for what is no such figure."""
    return table.behind(read, period, row, column) if table.behind else None


def show(read: Read, report: Report, text: str) -> Shown:
    """A report for the period of a text; Refused when it is none of the report's."""
    period = report.period(text)
    told = report.told(read, period)
    tables = [ShownTable(t.sheet(period), t.fields, rows) for t, rows in zip(report.tables, told, strict=True)]
    return Shown(f"{report.title}（{period.title}）", report.problems(read, period, told), tables)
