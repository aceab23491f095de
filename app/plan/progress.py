"""计划进度: by axis, what each unit did month by month against its target, with its share, place and forecast."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import extract, func, select

from app.institution.unit.model import Unit
from app.institution.unit.tree import above, names
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import Period, years
from app.kernel.texts import say
from app.plan.figures import place
from app.plan.quota.completions import PASSED
from app.plan.quota.model import Quota
from app.policy.keys import MEASURES, PERSON_TIMES
from app.record.report import Cell, Report, Row, Table
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import FINISHED
from app.training.training_class.queries import COUNTS, counted_units

_MONTHS = {month: f"m{month:02d}" for month in range(1, 13)}
_HEAD = (
    Field("office", "填报单位", k.TEXT),
    Field("axis", "分解口径", k.TEXT),
    Field("unit", "责任单位", k.TEXT),
    Field("span", "任务年度", k.TEXT),
    Field("measure", "计量单位", k.TEXT),
    Field("target", "任务指标", k.COUNT),
    Field("stretch", "力争指标", k.COUNT),
)
_TAIL = (
    Field("done", "累计完成", k.COUNT),
    Field("progress", "完成率", k.PERCENT),
    Field("place", "排名", k.COUNT),
    Field("forecast", "预计完成", k.COUNT),
)
_FIELDS = (*_HEAD, *(Field(key, f"{month}月", k.COUNT) for month, key in _MONTHS.items()), *_TAIL)
_Counts = Mapping[tuple[int, str], int]
"""What counts towards a target, by its unit and measure."""


def _completions(first: date, last: date, *by: Any) -> Any:
    """Who passed in classes that ended in a span, for each unit and those above it, once each: 人次, 人 and 持证数."""
    tree, counted = above(), counted_units()
    each = select(counted.c.class_uid, tree.c.unit_uid).join(tree, tree.c.below_uid == counted.c.unit_uid)
    once = each.distinct().subquery()
    counts = (func.count(), func.count(Enrolment.trainee_uid.distinct()), func.count(Enrolment.certificate_number))
    held = (TrainingClass.state.in_(FINISHED), TrainingClass.ends_on.between(first, last), COUNTS, *PASSED)
    joined = select(once.c.unit_uid, *by, *counts).join(TrainingClass, TrainingClass.uid == once.c.class_uid)
    return joined.join(Enrolment, Enrolment.class_uid == TrainingClass.uid).where(*held).group_by(once.c.unit_uid, *by)


def _done(read: Read, first: date, last: date) -> _Counts:
    found: dict[tuple[int, str], int] = {}
    for unit, *counts in read.session.execute(_completions(first, last)):
        found |= _by_measure(unit, counts)
    return found


def _by_month(read: Read, period: Period) -> Mapping[int, _Counts]:
    found: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    month = extract("month", TrainingClass.ends_on)
    first = date(period.first.year, 1, 1)
    for unit, of, *counts in read.session.execute(_completions(first, period.last, month)):
        found[of] |= _by_measure(unit, counts)
    return found


def _by_measure(unit: int, counts: Sequence[int]) -> _Counts:
    return {(unit, measure): count for measure, count in zip(MEASURES, counts, strict=True)}


def _key(quota: Quota) -> tuple[int, str]:
    return quota.unit_uid, quota.measure if quota.measure in MEASURES else PERSON_TIMES


def _targets(read: Read, year: int) -> Iterator[tuple[str, Unit, str, Quota]]:
    """The targets of a year alone, then those of several years together that contain it."""
    named = names()
    wanted = (
        select(OfficeRow.name, Unit, named.c.called, Quota)
        .join(Unit, Unit.uid == Quota.unit_uid)
        .join(OfficeRow, OfficeRow.uid == Quota.origin)
        .join(named, named.c.uid == Unit.uid)
        .where(Quota.year <= year, Quota.until_year >= year)
        .order_by(
            Quota.until_year - Quota.year,
            OfficeRow.region,
            Unit.axis,
            Quota.measure,
            Unit.seq,
            named.c.top_uid,
            named.c.path,
        )
    )
    yield from (tuple(row) for row in read.session.execute(wanted))


def _rows(read: Read, period: Period) -> list[Row]:
    by_month = _by_month(read, period)
    done: dict[tuple[int, int], _Counts] = {}
    rows: list[tuple[tuple[object, ...], dict[str, Cell]]] = []
    for office, unit, called, quota in _targets(read, period.first.year):
        span = years(quota.year, quota.until_year)
        months = by_month if quota.year == quota.until_year else {}  # a target of several years has no share of a month
        until = min(span.last, period.last)
        if (quota.year, quota.until_year) not in done:
            done[quota.year, quota.until_year] = _done(read, span.first, until)
        reached = done[quota.year, quota.until_year].get(_key(quota), 0)
        days, gone = ((day - span.first).days + 1 for day in (span.last, min(until, max(read.today, span.first))))
        row: dict[str, Cell] = {
            "office": office,
            "axis": unit.axis,
            "unit": called,
            "span": span.title,
            "measure": quota.measure,
            "target": quota.target,
            "stretch": quota.stretch,
            "done": reached,
            "progress": reached / quota.target if quota.target else None,
            "forecast": reached * days // gone if quota.target else None,
            **{key: months.get(month, {}).get(_key(quota)) for month, key in _MONTHS.items()},
        }
        rows.append(((quota.origin, unit.axis, span.text, quota.measure, unit.parent_uid), row))
    shares: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for group, row in rows:
        if isinstance(row["progress"], float):
            shares[group].append(row["progress"])
    return [{**row, "place": place(row["progress"], shares[group])} for group, row in rows]


def _note(read: Read, period: Period) -> str:
    return say("progress.note", day=min(period.last, read.today))


PROGRESS = Report(
    name="progress",
    title="计划进度",
    heading="职业技能培训计划进度",
    tables=(Table("计划进度", _FIELDS, _rows, _note),),
    checks=lambda read, period, told: [],
)
