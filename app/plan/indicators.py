"""Figures of the policy that are no unit's target: what each asks, what was done, by which clause."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    Subquery,
    and_,
    case,
    cast,
    extract,
    func,
    intersect,
    or_,
    select,
    type_coerce,
    union_all,
)

from app.institution.institution.model import Institution
from app.institution.unit.model import Unit
from app.institution.unit.tree import above
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.plan.quota.completions import PASSED, lookup_from, unindexed
from app.plan.workforce.model import Workforce
from app.policy import indicators as i
from app.record.listing import Column, Listing, contains
from app.record.policy_facts import OWN, TODAY, fact, rows
from app.store.models import OfficeRow
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import FINISHED
from app.training.training_class.queries import COUNTS, OF_UNITS

_SAID = (
    *("counted", "title", "unit_name", "axis", "year", "until_year", "target", "unit"),
    *("missing", "note", "clause", "document", "quote"),
)


def _figures() -> Subquery:
    """The indicators as the policy says them, one row each; a limit keeps SQLite from reading the JSON anew for each use."""
    told = rows("indicators", "indicator").c
    said = (func.json_extract(told.value, f"$.{name}").label(name) for name in (*_SAID, "names"))
    return select(told.key, *said).limit(-1).subquery("figure")


_figure = _figures()
_said = _figure.c
_REGION_DIGITS = "000000"
_own_region = select(OfficeRow.region).where(OfficeRow.uid == OWN).scalar_subquery()
_given = func.substr(_own_region + _REGION_DIGITS, 1, 12) == func.substr(fact("region") + _REGION_DIGITS, 1, 12)
"""Whether the figures were given to this office: one below it is given its own, and is shown what it did."""


def _among(what: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether something is one of the levels, types, kinds or categories that the indicator counts."""
    return func.instr(_said.names, func.json_quote(what)) > 0


def _year(day: Any) -> ColumnElement[Any]:
    return extract("year", day)


def _day(year: Any, rest: str) -> ColumnElement[date]:
    """A day of a year; comparing days asks the calendar nothing, where a year of each would be worked out."""
    return type_coerce(cast(year, String) + f"-{rest}", Date)


def _in_years(year: Any) -> ColumnElement[bool]:
    within: ColumnElement[bool] = year.between(_said.year, _said.until_year)
    return within


def _tally(until: Any) -> CTE:
    """Who passed up to a day, counted once for all indicators: by unit, year, training and group of persons."""
    in_order = (Enrolment.class_uid, Enrolment.state, Enrolment.category, Enrolment.result)  # that of the index
    passed = (unindexed(Enrolment.state) == "active", unindexed(Enrolment.result) == "qualified")
    counted = select(*in_order, func.count().label("times")).where(*passed).group_by(*in_order).subquery()
    year, counts = _year(TrainingClass.ends_on).label("year"), COUNTS.label("counts")
    key = (*OF_UNITS, year, TrainingClass.training_type, TrainingClass.subsidised, counts)
    joined = select(*key, counted.c.category, func.sum(counted.c.times).label("times")).join(
        TrainingClass, TrainingClass.uid == lookup_from(counted.c.class_uid)
    )
    held = (TrainingClass.state.in_(FINISHED), TrainingClass.ends_on <= until)
    return joined.where(*held).group_by(*key, counted.c.category).cte("tally")


def _times(tally: CTE, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """Completions of the indicator's years."""
    added = select(func.coalesce(func.sum(tally.c.times), 0)).where(_in_years(tally.c.year), *conditions)
    return added.correlate(_figure).scalar_subquery()


def _persons(until: Any, *either: ColumnElement[bool]) -> ColumnElement[int]:
    """Persons on the rosters of classes that finished by a day, for whom one of some conditions holds; each once.

    One by one, since the condition of each finds its rows by another part of the index.
    """
    taught = select(Enrolment.trainee_uid).select_from(TrainingClass)
    joined = taught.join(Enrolment, Enrolment.class_uid == lookup_from(TrainingClass.uid)).correlate(_figure)
    held = (TrainingClass.state.in_(FINISHED), TrainingClass.ends_on <= until, Enrolment.state == "active")
    found = union_all(*(joined.where(*held, condition) for condition in either)).subquery()
    return select(func.count(found.c.trainee_uid.distinct())).scalar_subquery()


def _of_unit(units: Iterable[Any]) -> ColumnElement[bool]:
    """The classes that count for the unit that the indicator names, or for one below it."""
    top = (Unit.axis == _said.axis, Unit.name == _said.unit_name, Unit.parent_uid.is_(None), Unit.origin == OWN)
    unit = select(Unit.uid).where(*top).correlate(_figure).scalar_subquery()
    tree = above().c
    below = select(tree.below_uid).where(tree.unit_uid == unit).correlate(_figure)
    return or_(*(column.in_(below) for column in units))


def _head(column: Any, until: Any) -> ColumnElement[Any]:
    """From the newest of the office's own head counts within the indicator's years in which the need is known, or none asked."""
    known = or_(_said.counted != i.COVERAGE, Workforce.poor_in_need.is_not(None))
    asked = or_(_said.counted != i.COVERAGE, Workforce.year >= _said.year)
    upto = (Workforce.year <= _said.until_year, Workforce.year <= _year(until))
    newest = select(column).where(Workforce.origin == OWN, known, asked, *upto).order_by(Workforce.year.desc())
    return newest.limit(1).correlate(_figure).scalar_subquery()


def _certified(until: Any) -> ColumnElement[int]:
    """Persons whose first certificate of such a level that the office knows was issued in the years."""
    issued = func.coalesce(Enrolment.certificate_date, TrainingClass.ends_on)
    upto = (issued <= until, issued <= _day(_said.until_year, "12-31"))

    def held(what: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
        of_level = (Enrolment.certificate_number.is_not(None), _among(TrainingClass.level))
        joined = select(what).select_from(TrainingClass)
        joined = joined.join(Enrolment, Enrolment.class_uid == lookup_from(TrainingClass.uid))
        return joined.where(*of_level, *conditions).correlate(_figure)

    good = (TrainingClass.state.in_(FINISHED), *PASSED, *upto)
    person = Enrolment.trainee_uid
    classes = held(func.group_concat(person).label("people"), *good).group_by(TrainingClass.uid).subquery()
    had_one = held(person, issued < _day(_said.year, "01-01"))
    again = intersect(had_one, held(person, *good)).subquery()
    people = func.coalesce(
        func.count_named(classes.c.people, type_=Integer), 0
    )  # nothing where there is no class at all
    known = select(people).select_from(classes).scalar_subquery()
    return known - select(func.count()).select_from(again).scalar_subquery()


def _done(until: Any) -> ColumnElement[Any]:
    """What was done up to a day, each in its own unit; None when it cannot be counted."""
    tally = _tally(until)
    held = tally.c
    passed = and_(Enrolment.result == "qualified", _in_years(_year(TrainingClass.ends_on)))
    named, grouped = _among(TrainingClass.training_type), _among(Enrolment.category)
    part = and_(passed, COUNTS, _of_unit(OF_UNITS))
    of_unit = _of_unit(held[column.key] for column in OF_UNITS)
    part_times = (held.counts == 1, of_unit, or_(_among(held.training_type), _among(held.category)))
    year = _head(Workforce.year, until)
    studios = select(func.count()).select_from(Institution)
    listed = (Institution.state == "listed", Institution.listed_on <= until, _among(Institution.kind))
    counts = {
        i.TIMES: _times(tally, held.counts == 1),
        i.SUBSIDISED: _times(tally, held.subsidised == 1),
        i.SKILLED: _head(Workforce.skilled, until),
        i.HIGHLY_SKILLED: _head(Workforce.highly_skilled, until),
        i.CERTIFIED: _certified(until),
        i.APPRENTICES: _persons(until, and_(passed, named)),
        i.STUDIOS: studios.where(*listed).correlate(_figure).scalar_subquery(),
        i.COVERAGE: case((year.is_not(None), _persons(until, and_(grouped, _year(TrainingClass.ends_on) == year)))),
        i.PART_TIMES: _times(tally, *part_times),
        i.PART_PERSONS: _persons(until, and_(part, named), and_(part, grouped)),
    }
    return case(*((_said.counted == name, sql) for name, sql in counts.items()))


def _counted_up(until: Any) -> Any:
    """Each indicator with what was done, what it is a share of, and the year of the head counts; each stands here once."""
    base = case(
        (_said.counted == i.SKILLED, _head(Workforce.employed, until)),
        (_said.counted == i.HIGHLY_SKILLED, _head(Workforce.skilled, until)),
        (_said.counted == i.COVERAGE, _head(Workforce.poor_in_need, until)),
    )
    counts = (_done(until).label("done"), base.label("base"))
    of_heads = _said.counted.in_((*i.RATIOS, i.COVERAGE))
    year = case((of_heads, _head(Workforce.year, until))).label("counted_year")
    target = case((or_(_given, of_heads), _said.target)).label("target")
    note = case((or_(_given, of_heads), _said.note), else_=say("indicator.not_given")).label("note")
    said = ({"target": target, "note": note}.get(name, _said[name]) for name in _SAID)
    each = select((_said.key + 1).label("uid"), *said, *counts, year, of_heads.label("of_heads"))
    return each.limit(-1).subquery()  # a limit keeps SQLite from counting anew wherever a count is used


def indicator_list(until: Any) -> Listing:
    """The indicators as they stood on a day."""
    c = _counted_up(until).c
    reached, asked = c.done * 100, c.target * case((c.of_heads, c.base), else_=100)
    return Listing(
        name="indicators",
        title="指标",
        noun="indicator",
        columns=(
            Column(Field("title", "指标", k.TEXT), c.title),
            Column(Field("unit_name", "责任单位", k.TEXT), c.unit_name),
            Column(Field("axis", "分解口径", k.TEXT), c.axis, hidden=True),
            Column(Field("year", "年度", k.COUNT), c.year),
            Column(Field("until_year", "至年度", k.COUNT), c.until_year),
            Column(Field("target", "指标值", k.COUNT), c.target),
            Column(Field("unit", "计量单位", k.TEXT), c.unit),
            Column(Field("done", "完成数", k.COUNT, help="占比类指标为占比的分子"), c.done),
            Column(Field("base", "基数", k.COUNT, help="占比类指标的分母"), c.base),
            Column(Field("counted_year", "统计年度", k.COUNT, help="占比按这一年的人数计算"), c.counted_year),
            Column(Field("share", "实际占比", k.PERCENT), cast(c.done * 10000 / func.nullif(c.base, 0), Integer)),
            Column(Field("progress", "完成率", k.PERCENT), cast(reached * 10000 / func.nullif(asked, 0), Integer)),
            Column(Field("met", "达标", k.FLAG), cast(reached >= asked, Integer)),
            Column(Field("note", "说明", k.LONG), case((c.done.is_(None), c.missing), else_=c.note)),
            Column(Field("clause", "条款", k.TEXT), c.clause),
            Column(Field("document", "文号", k.TEXT), c.document),
            Column(Field("quote", "通知原文", k.LONG), c.quote, hidden=True),
        ),
        source=c.uid.table,
        uid=c.uid,
        watches=frozenset({"pack", "office", "workforce", "training_class", "enrolment", "institution", "unit"}),
        order=(c.uid,),
        search=contains(c.title, c.unit_name, c.clause),
    )


INDICATOR_LIST = indicator_list(TODAY)
