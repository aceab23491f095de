"""培训计划及补贴资金预算: what each unit handed in for a year, what it still owes, and what was done so far; to be reported up."""

from collections.abc import Mapping

from app.award.texts.pack_text import content
from app.award.texts.unverified import unsettled
from app.institution.unit.model import Unit
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import ANNUAL, Period
from app.kernel.texts import say
from app.plan.counting import Figures, count
from app.plan.unit_plan.lacking import LACKING, owing
from app.plan.unit_plan.model import UnitPlan
from app.plan.unit_plan.noun import UNIT_PLAN
from app.policy.pack import Value
from app.record.report import SUM, Check, Report, Row, Table, Told, warning
from app.store.work import Read

_SAID = ("scheme_on", "scheme_document", "plan_on", "plan_document", "planned", "budget_fen")
_DONE = (
    Field("classes", "已开班数", k.COUNT),
    Field("times", "已培训人次", k.COUNT),
    Field("qualified", "已合格人次", k.COUNT),
    Field("paid_fen", "已拨补贴(元)", k.FEN),
)
_FIELDS = (
    UNIT_PLAN["unit_name"],
    *(UNIT_PLAN[key] for key in _SAID),
    *_DONE,
    Field("lacking", "尚未交", k.TEXT),
)


def _rows(read: Read, period: Period) -> list[Row]:
    """A row for each unit that is asked, or handed one in unasked, and their sum."""
    done = count(read, {"year": period.so_far}, {"unit": ("unit",)}, read.own.uid)["year"]
    columns = (Unit.uid, Unit.name.label("unit_name"), LACKING.label("lacking"), *(getattr(UnitPlan, s) for s in _SAID))
    rows = [
        {**row._mapping, **_figures(done.get(("unit", row.uid), Figures()))}
        for row in read.session.execute(owing(period.first.year, *columns))
    ]
    added = ("planned", "budget_fen", *(field.key for field in _DONE))
    sums = {key: sum(row[key] or 0 for row in rows) for key in added}
    blank = dict.fromkeys(field.key for field in _FIELDS)
    return [*rows, {**blank, "unit_name": say("unit_plan.sum"), **sums, "lacking": "", SUM: True}]


def _figures(figures: Figures) -> dict[str, int]:
    return {field.key: getattr(figures, field.key) for field in _DONE}


def _asked(read: Read, period: Period) -> Value | None:
    return read.pack_on(period.last).get("plan_materials", period.last)


def _basis(read: Read, period: Period) -> str:
    """What is to be handed in, and where the policy says so."""
    value = _asked(read, period)
    if value is None:
        return say("unit_plan.no_basis")
    return say("unit_plan.basis", clause=value.source.cite(), materials=content(value))


def _note(read: Read, period: Period) -> str:
    return _basis(read, period) + say("unit_plan.done", day=min(period.last, read.today))


def _foot(read: Read) -> str:
    return say("report.signatures", phone=read.own.phone)


def _checks(read: Read, period: Period, told: Told) -> list[Check]:
    """Who has not handed in everything."""
    return [
        warning("unit_plan.lacks", (str(row["unit_name"]),), unit=row["unit_name"], lacking=row["lacking"])
        for row in told[0]
        if row["lacking"]
    ]


def _unconfirmed(read: Read, period: Period) -> tuple[Value, ...]:
    return unsettled(read.pack_on(period.last), ("plan_units", "plan_materials"), period.last)


def _values(read: Read, period: Period) -> Mapping[str, object]:
    return {"plan_basis": _basis(read, period), "counted_to": min(period.last, read.today)}


UNIT_PLANS = Report(
    name="unit-plans",
    title="培训计划和预算",
    heading="职业技能培训计划及补贴资金预算",
    tables=(Table("培训计划和预算", _FIELDS, _rows, _note, _foot, label=("unit_name",)),),
    checks=_checks,
    periods=(ANNUAL,),
    unconfirmed=_unconfirmed,
    form="unit-plans",
    values=_values,
)
