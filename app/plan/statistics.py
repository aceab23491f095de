"""The statistics of a month, quarter or year (月报、季报、年报): the units' figures, and the indicators of the policy."""

from collections.abc import Iterator, Mapping, Sequence
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
from app.record.report import SUM, Behind, Cell, Check, Report, Row, Table, Told, error
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


_WHOLE = "is_whole"
"""The key under which a row says that it is all that an office did, on whatever axis."""


def _row(line: Line) -> Row:
    figures = {f"{span}_{f.key}": getattr(getattr(line, span), f.key) for span in SPANS for f in FIGURES}
    said = {key: getattr(line, key) for key in ("office", "unit", "measure", "target", "stretch")}
    return {**said, **figures, "progress": line.progress(), SUM: line.total, _WHOLE: line.whole, KEY: line.key}


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


def _checks(read: Read, period: Period, told: Told) -> list[Check]:
    """The figures whose units do not make up the sum, which is counted anew; money that is not the ledger's."""
    found: list[Check] = []
    units: dict[Cell, Row] = {}
    above: Row | None = None
    for row in told[0]:
        if not row[SUM]:
            units = units if above and not above[SUM] else {}
            if _group(row) != "section":
                units[row["unit"]] = row  # one with targets in two units of measure has two rows of the same figures
        elif not row[_WHOLE] and not (above and above[SUM]):
            found += _differences(row, list(units.values()))
        above = row
    paid = {str(row["office"]): row["year_paid_fen"] for row in told[0] if row[SUM]}
    return [*found, *_unlike_ledger(read, period, paid)]


def _group(row: Row) -> Cell:
    """By which group of counting a row was counted."""
    return cast(Key, row[KEY])[0]


def _unlike_ledger(read: Read, period: Period, paid: Mapping[str, Cell]) -> Iterator[Check]:
    """Offices whose money of the year is not that of their ledger."""
    ledger = select(OfficeRow.name, func.sum(Payment.amount_fen)).join(Payment, Payment.origin == OfficeRow.uid)
    for office, fen in read.connection.execute(
        ledger.where(Payment.paid_on.between(*period.so_far)).group_by(OfficeRow.uid)
    ):
        counted = int(str(paid.get(office, 0)))
        if counted != fen:
            yield error("report.ledger", (office,), office=office, paid=k.FEN.show(counted), ledger=k.FEN.show(fen))


def _differences(total: Row, units: Sequence[Row]) -> Iterator[Check]:
    labels = str(total["office"]), str(total["unit"])
    for field in FIGURES:
        added, whole = (sum(int(str(row[f"year_{field.key}"])) for row in some) for some in (units, [total]))
        if field.key != "persons" and added != whole:
            sums = {"added": field.kind.show(added), "whole": field.kind.show(whole)}
            yield error("report.sum", labels, office=labels[0], row=labels[1], title=field.title, **sums)


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
