"""The statistics of a month, quarter or year (月报、季报、年报): the units' figures, and the indicators of the policy."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from sqlalchemy import func, literal, select

from app.award.texts.unverified import unsettled
from app.fund.payment.model import Payment
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import Period
from app.kernel.texts import say
from app.plan.counting import KEY, Key, behind
from app.plan.figures import FIGURES, GROUPS, SPANS, Line, lines
from app.plan.indicators import INDICATOR_LIST, indicator_list
from app.policy.keys import SCOPE
from app.policy.pack import Value
from app.record.listing import Filter, Query
from app.record.report import SUM, Behind, Check, Report, Row, Table, error
from app.store.models import OfficeRow
from app.store.work import Read

_UNITS = (
    Field("office", "填报单位", k.TEXT),
    Field("unit", "责任单位", k.TEXT),
    Field("measure", "计量单位", k.TEXT),
    Field("target", "年度任务", k.COUNT),
    Field("stretch", "力争指标", k.COUNT),
    *(replace(f, key=f"{span}_{f.key}", title=f"{word}{f.title}") for span, word in SPANS.items() for f in FIGURES),
    Field("progress", "完成率", k.PERCENT),
)


def _row(line: Line) -> Row:
    figures = {f"{span}_{f.key}": getattr(getattr(line, span), f.key) for span in SPANS for f in FIGURES}
    said = {key: getattr(line, key) for key in ("office", "unit", "measure", "target", "stretch")}
    return {**said, **figures, "progress": line.progress(), SUM: line.total, KEY: line.key}


def _behind(read: Read, period: Period, row: Row, column: str) -> Behind | None:
    span, _, figure = column.partition("_")
    group, *key = cast(Key, row[KEY])
    days = {"now": period.days, "year": period.so_far}
    return behind(read, days[span], figure, GROUPS[str(group)], tuple(key)) if span in days else None


def _units(read: Read, period: Period) -> list[Row]:
    return [_row(line) for line in lines(read, period)]


def _own_units(read: Read, period: Period) -> list[Row]:
    return [_row(line) for line in lines(read, period, read.own.uid)]


def _scope(read: Read, period: Period) -> Value | None:
    return read.pack_on(period.last).get("plan_scope", period.last)


def _note(read: Read, period: Period) -> str:
    scope = _scope(read, period)
    return say("report.figures") + (say("report.scope", scope=SCOPE[scope.text]) if scope else "")


def _foot(read: Read) -> str:
    return say("report.signatures", phone=read.own.phone)


UNITS = Table("", _UNITS, _units, _note, _foot, label=("unit",), behind=_behind)
OWN_UNITS = replace(UNITS, rows=_own_units)
"""What an office sends: its own units."""

_COLUMNS = [column for column in INDICATOR_LIST.columns if not column.hidden]


def _indicators(read: Read, period: Period) -> Iterator[Row]:
    """The figures of the policy that are no unit's, as they stood at the period's end; those of later years are left out."""
    listing = indicator_list(literal(period.last.isoformat()))
    return iter(listing.rows(read.connection, Query((Filter("year", "<=", str(period.first.year)),))))


INDICATORS = Table(
    "指标",
    tuple(column.field for column in _COLUMNS),
    _indicators,
    lambda read, period: say("report.indicators", day=period.last),
    label=("title",),
)


def _checks(read: Read, period: Period) -> list[Check]:
    """The figures whose units do not make up the sum, which is counted anew; money that is not the ledger's."""
    found: list[Check] = []
    units: dict[str, Line] = {}
    whole: dict[str, Line] = {}
    above: Line | None = None
    for line in lines(read, period):
        if line.total and not line.whole and not (above and above.total):
            found += _differences(line, list(units.values()))
        elif not line.total:
            units = units if above and not above.total else {}
            if not line.part:
                units[line.unit] = line  # one with targets in two units of measure has two rows of the same figures
        if line.total:
            whole[line.office] = line
        above = line
    return [*found, *_unlike_ledger(read, period, whole)]


def _unlike_ledger(read: Read, period: Period, whole: Mapping[str, Line]) -> Iterator[Check]:
    """Offices whose money of the year is not that of their ledger."""
    ledger = select(OfficeRow.name, func.sum(Payment.amount_fen)).join(Payment, Payment.origin == OfficeRow.uid)
    for office, fen in read.connection.execute(
        ledger.where(Payment.paid_on.between(*period.so_far)).group_by(OfficeRow.uid)
    ):
        paid = whole[office].year.paid_fen if office in whole else 0
        if paid != fen:
            yield error("report.ledger", (office,), office=office, paid=k.FEN.show(paid), ledger=k.FEN.show(fen))


def _differences(total: Line, units: list[Line]) -> Iterator[Check]:
    for field in FIGURES:
        added, whole = (sum(getattr(line.year, field.key) for line in some) for some in (units, [total]))
        if field.key != "persons" and added != whole:
            sums = {"added": field.kind.show(added), "whole": field.kind.show(whole)}
            yield error(
                "report.sum", (total.office, total.unit), office=total.office, row=total.unit, title=field.title, **sums
            )


def _unconfirmed(read: Read, period: Period) -> tuple[Value, ...]:
    return unsettled(read.pack_on(period.last), ("plan_scope",), period.last)


STATISTICS = Report(
    name="statistics",
    title="统计报表",
    heading="职业技能提升行动统计",
    tables=(UNITS, INDICATORS),
    checks=_checks,
    unconfirmed=_unconfirmed,
)
