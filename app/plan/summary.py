"""The table that an office signs (汇总表): a row an office, or whatever else its work is told apart by, and the sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import select

from app.institution.unit.model import Unit
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import Period, before
from app.kernel.texts import say
from app.office.office.belonging import offices_below
from app.plan import by_hand
from app.plan.arrivals import ARRIVED, IN_TIME, LATE, MISSING, came, expected
from app.plan.counting import KEY, Counted, Figures, Key, Span, behind, count, has
from app.plan.figures import SPANS, WITH_PLACED, place
from app.plan.quota.model import Quota
from app.policy.keys import MEASURES
from app.record.report import SUM, Behind, Chart, Check, Report, Row, Table, Told, error, warning
from app.store.models import OfficeRow
from app.store.work import Read

OFFICE = "office"
BY: Mapping[str, str] = {
    OFFICE: "单位",
    "institution": "培训机构",
    "training_type": "培训类型",
    "level": "技能等级",
    "category": "人员类别",
    "certificate": "证书类型",
    "scheme": "补贴项目",
    "fund": "资金来源",
}
"""What its rows may be."""
_STANDING = Field("standing", "报送情况", k.TEXT)
_TASK = (
    Field("measure", "计量单位", k.TEXT),
    Field("target", "年度任务", k.COUNT),
    Field("stretch", "力争指标", k.COUNT),
)
_DONE = (Field("progress", "完成率", k.PERCENT), Field("rank", "排名", k.COUNT))
_BEFORE = "before"
_SPANS = {"now": SPANS["now"], _BEFORE: "上期", "year": SPANS["year"]}
_BESIDE = frozenset({"times", "certified", "awarded_fen", "paid_fen"})
"""What stands beside as it was in the period before."""


@dataclass(frozen=True)
class _Task:
    measure: str = ""
    target: int | None = None
    stretch: int | None = None


def fields(by: str) -> tuple[Field, ...]:
    """The columns of a table: figures that cannot be told apart so are not among them."""
    counted = [f for f in WITH_PLACED if f.key in has(by)]
    beside = [f for f in counted if f.key in _BESIDE]
    figures = [
        replace(f, key=f"{span}_{f.key}", title=f"{word}{f.title}")
        for span, word in _SPANS.items()
        for f in (beside if span == _BEFORE else counted)
    ]
    of_office = (_STANDING, *_TASK) if by == OFFICE else ()
    return (Field("name", BY[by], k.TEXT), *of_office, *figures, *(_DONE if by == OFFICE else ()))


def _rows(read: Read, period: Period, by: str) -> list[Row]:
    spans = _spans(period)
    counted = count(read, spans, {by: (by,), "": ()})
    found, whole = (
        {
            span: {tuple(key): each for (name, *key), each in figures.items() if name == group}
            for span, figures in counted.items()
        }
        for group in (by, "")
    )
    if by == OFFICE:
        for name, span in spans.items():
            by_hand.add_figures(read, span, found[name], whole[name])
    rows = _offices(read, period, found) if by == OFFICE else _others(found)
    return [*_ranked(rows), _sum(rows, whole)]


def _spans(period: Period) -> Mapping[str, Span]:
    """The days of a period, of the one before, and of its year up to its end."""
    return {"now": period.days, _BEFORE: before(period).days, "year": period.so_far}


def _ranked(rows: list[dict[str, Any]]) -> list[Row]:
    """Each with its place among all of them."""
    shares = [row["progress"] for row in rows if row.get("progress") is not None]
    return [{**row, "rank": place(row.get("progress"), shares)} for row in rows]


def _sum(rows: list[dict[str, Any]], whole: Mapping[str, Counted]) -> Row:
    """Everything together, 人数 counted anew; targets in different units of measure are not added."""
    measures = {row["measure"] for row in rows if row.get("target")}
    task = _Task(measures.pop() if len(measures) == 1 else "")
    if task.measure:
        target, stretch = (sum(row[key] or 0 for row in rows) for key in ("target", "stretch"))
        task = _Task(task.measure, target, stretch or None)
    done = whole["year"].get((), Figures()).towards(task.measure)
    missing = sum(row.get("standing") == MISSING for row in rows)
    return {
        "name": say("summary.sum"),
        "standing": say("summary.missing", count=missing) if missing else "",
        "measure": task.measure,
        "target": task.target,
        "stretch": task.stretch,
        **_figures(whole, ()),
        "progress": done / task.target if task.target else None,
        "rank": None,
        SUM: True,
    }


def _others(found: Mapping[str, Counted]) -> list[dict[str, Any]]:
    """Those that did most in the year first; what has nothing of it stands last."""
    year = found["year"]
    keys = sorted(
        {key for counted in found.values() for key in counted},
        key=lambda key: (not key[0], -_weight(year.get(key)), str(key[0])),
    )
    return [{"name": key[0] or say("summary.none"), **_figures(found, key)} for key in keys]


def _weight(figures: Figures | None) -> int:
    return figures.times or figures.awarded_fen or figures.paid_fen if figures else 0


def _figures(found: Mapping[str, Counted], key: Key) -> dict[str, Any]:
    return {
        KEY: key,
        **{
            f"{span}_{f.key}": getattr(counted.get(key, Figures()), f.key)
            for span, counted in found.items()
            for f in WITH_PLACED
        },
    }


def _offices(read: Read, period: Period, found: Mapping[str, Counted]) -> list[dict[str, Any]]:
    """Every office below, and this one where it did something itself or stands alone."""
    below = offices_below(read)
    own = [read.own] if not below or (read.own.uid,) in found["year"] else []
    standing, tasks = _standings(read, period), _tasks(read, period.first.year)
    added = by_hand.holders(read, period.so_far)
    rows: list[dict[str, Any]] = []
    for office in (*own, *below):
        task = tasks.get(office.uid, _Task())
        done = found["year"].get((office.uid,), Figures()).towards(task.measure)
        rows.append(
            {
                "name": by_hand.marked(office, added),
                "standing": standing.get(office.uid, "") if office in below else "",
                "measure": task.measure,
                "target": task.target,
                "stretch": task.stretch,
                **_figures(found, (office.uid,)),
                "progress": done / task.target if task.target else None,
            }
        )
    return rows


def _standings(read: Read, period: Period) -> dict[int, str]:
    """Whether what an office reported covers the period, and came in time where the policy sets a day."""
    owed = [due for due in expected(read, period) if due.due_on]
    by = owed[-1].due_on if owed else None
    arrived = came(read, period.last)
    found = {office.uid: MISSING for office in offices_below(read)}
    for uid in found.keys() & arrived.keys():
        found[uid] = ARRIVED if by is None else IN_TIME if arrived[uid] <= by else LATE
    return found


def _tasks(read: Read, year: int) -> dict[int, _Task]:
    """The year's target of each office: what this office set for it by name, else its own plan.

    Several views of the same people are never added: of an office's own axes, the largest is its task.
    """
    wanted = (
        select(Unit.origin, Unit.axis, Unit.name, Quota.measure, Quota.target, Quota.stretch)
        .join(Unit, Unit.uid == Quota.unit_uid)
        .where(Unit.parent_uid.is_(None), Quota.year == year, Quota.until_year == year)
    )
    rows = read.session.execute(wanted).all()
    tasks: dict[int, _Task] = {}
    for office in read.session.scalars(select(OfficeRow)):
        given = [
            r for r in rows if r.origin == read.own.uid and office is not read.own and office.name.startswith(r.name)
        ]
        tasks[office.uid] = _largest(given or [r for r in rows if r.origin == office.uid])
    return tasks


def _largest(rows: Sequence[Any]) -> _Task:
    for measure in MEASURES:  # where an office has targets in several, those of the first
        sums: dict[str, list[int]] = {}
        for row in rows:
            if row.measure == measure:
                both = sums.setdefault(row.axis, [0, 0])
                both[0] += row.target or 0
                both[1] += row.stretch or 0
        if sums:
            target, stretch = max(sums.values())
            return _Task(measure, target, stretch or None)
    return _Task()


def _behind(read: Read, period: Period, row: Row, column: str, by: str) -> Behind | None:
    span, _, figure = column.partition("_")
    key: Any = row[KEY]
    if span not in _SPANS or (by == OFFICE and key and key[0] in by_hand.holders(read, _spans(period)[span])):
        return None
    return behind(read, _spans(period)[span], figure, (by,) if key else (), key)


def _checks(read: Read, period: Period, told: Told, by: str) -> list[Check]:
    """Offices that have not reported or did so in two ways, figures that do not make up the sum: 人数 is never added."""
    *rows, whole = told[0]
    missing = [str(row["name"]) for row in rows if row.get("standing") == MISSING]
    said = [warning("summary.not_here", (office,), office=office) for office in missing]
    said += by_hand.both_ways(read, period) if by == OFFICE else ()
    for field in fields(by):
        if field.key.startswith(tuple(SPANS)) and "persons" not in field.key:
            added = sum(int(str(row[field.key])) for row in rows)
            if added != whole[field.key]:
                sums = {"added": field.shown(added), "whole": field.shown(whole[field.key])}
                said.append(error("summary.differs", (str(whole["name"]),), title=field.title, **sums))
    return said


def _note(read: Read, period: Period, by: str) -> str:
    return say("report.figures") + by_hand.unsaid(read, period, told_apart=by != OFFICE)


def _foot(read: Read) -> str:
    return say("report.signatures", phone=read.own.phone)


def summary(by: str) -> Report:
    """The report with a row for each of what it is told apart by."""
    chart = Chart(say("summary.chart"), "name", "progress") if by == OFFICE else None
    table = Table(
        "",
        fields(by),
        partial(_rows, by=by),
        partial(_note, by=by),
        _foot,
        label=("name",),
        chart=chart,
        behind=partial(_behind, by=by),
    )
    return Report(
        name="summary" if by == OFFICE else f"summary-{by.replace('_', '-')}",
        title=say("summary.title", by=BY[by]),
        heading=say("summary.heading", by=BY[by]),
        tables=(table,),
        checks=partial(_checks, by=by),
    )


SUMMARIES = tuple(map(summary, BY))
