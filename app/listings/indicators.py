"""Figures of the policy that are no unit's target: what each asks, what was done, by which clause."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, and_, case, cast, extract, func, or_, select
from sqlalchemy.orm import aliased

from app.domain import indicators as i
from app.domain.dictionary import INDICATORS as F
from app.domain.dictionary import ORIGIN
from app.domain.dictionary import WORKFORCE as H
from app.domain.workflow import FINISHED
from app.listings.core import Column, Listing, contains
from app.listings.policy import COUNTS, OWN, TODAY, rows
from app.store.models import Enrolment, Institution, OfficeRow, TrainingClass, Unit, Workforce

_figure = rows("indicators", "indicator")
_before, _course = aliased(Enrolment), aliased(TrainingClass)
_PERSON = Enrolment.trainee_uid.distinct()


def _said(name: str) -> ColumnElement[Any]:
    """What the policy says of the indicator itself."""
    return func.json_extract(_figure.c.value, f"$.{name}")


def _among(what: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """Whether something is one of the levels, types, kinds or categories that the indicator counts."""
    names = func.json_each(_said("names")).table_valued("value", name="name")
    return what.in_(select(names.c.value).select_from(names).correlate(_figure))


def _counted(what: SQLColumnExpression[Any], *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """Something counted over the rosters of finished classes."""
    taught = select(func.count(what)).select_from(Enrolment)
    joined = taught.join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
    held = (TrainingClass.state.in_(FINISHED), Enrolment.state == "active")
    return joined.where(*held, *conditions).correlate(_figure).scalar_subquery()


def _year(day: Any) -> ColumnElement[Any]:
    return extract("year", day)


def _in_years(day: Any) -> ColumnElement[bool]:
    return _year(day).between(_said("year"), _said("until_year"))


def _of_unit() -> ColumnElement[bool]:
    """The classes of the unit that the indicator names, and of its sections."""
    top = (Unit.axis == _said("axis"), Unit.name == _said("unit_name"), Unit.parent_uid.is_(None), Unit.origin == OWN)
    unit = select(Unit.uid).where(*top).correlate(_figure).scalar_subquery()
    section = aliased(Unit)
    return TrainingClass.unit_uid.in_(
        select(section.uid).where(or_(section.uid == unit, section.parent_uid == unit)).correlate(_figure)
    )


def _head(column: Any, until: Any) -> ColumnElement[Any]:
    """From the newest of the office's own head counts within the indicator's years in which the need is known, or none asked."""
    known = or_(_said("counted") != i.COVERAGE, Workforce.poor_in_need.is_not(None))
    asked = or_(_said("counted") != i.COVERAGE, Workforce.year >= _said("year"))
    upto = (Workforce.year <= _said("until_year"), Workforce.year <= _year(until))
    newest = select(column).where(Workforce.origin == OWN, known, asked, *upto).order_by(Workforce.year.desc())
    return newest.limit(1).correlate(_figure).scalar_subquery()


def _certified(until: Any) -> ColumnElement[int]:
    """Persons whose first certificate of such a level that the office knows was issued in the years."""
    issued = func.coalesce(Enrolment.certificate_date, TrainingClass.ends_on)
    earlier = (
        select(_before.uid)
        .join(_course, _course.uid == _before.class_uid)
        .where(
            _before.trainee_uid == Enrolment.trainee_uid,
            _before.certificate_number.is_not(None),
            _among(_course.level),
            _year(func.coalesce(_before.certificate_date, _course.ends_on)) < _said("year"),
        )
        .correlate(Enrolment, _figure)
    )
    held = (Enrolment.result == "qualified", Enrolment.certificate_number.is_not(None), _among(TrainingClass.level))
    return _counted(_PERSON, *held, _in_years(issued), issued <= until, ~earlier.exists())


def _done(until: Any) -> ColumnElement[Any]:
    """What was done up to a day, each in its own unit; None when it cannot be counted."""
    passed = and_(Enrolment.result == "qualified", _in_years(TrainingClass.ends_on), TrainingClass.ends_on <= until)
    part = (passed, COUNTS, _of_unit(), or_(_among(TrainingClass.training_type), _among(Enrolment.category)))
    year = _head(Workforce.year, until)
    poor = (_among(Enrolment.category), _year(TrainingClass.ends_on) == year, TrainingClass.ends_on <= until)
    studios = select(func.count()).select_from(Institution)
    listed = (Institution.state == "listed", Institution.listed_on <= until, _among(Institution.kind))
    counts = {
        i.TIMES: _counted(Enrolment.uid, passed, COUNTS),
        i.SUBSIDISED: _counted(Enrolment.uid, passed, TrainingClass.subsidised == 1),
        i.SKILLED: _head(Workforce.skilled, until),
        i.HIGHLY_SKILLED: _head(Workforce.highly_skilled, until),
        i.CERTIFIED: _certified(until),
        i.APPRENTICES: _counted(_PERSON, passed, _among(TrainingClass.training_type)),
        i.STUDIOS: studios.where(*listed).correlate(_figure).scalar_subquery(),
        i.COVERAGE: case((year.is_not(None), _counted(_PERSON, *poor))),
        i.PART_TIMES: _counted(Enrolment.uid, *part),
        i.PART_PERSONS: _counted(_PERSON, *part),
    }
    return case(*((_said("counted") == name, sql) for name, sql in counts.items()))


_SAID = (
    *("counted", "title", "unit_name", "axis", "year", "until_year", "target", "unit"),
    *("missing", "note", "clause", "document", "quote"),
)


def _counted_up(until: Any) -> Any:
    """Each indicator with what was done, what it is a share of, and the year of the head counts; each stands here once."""
    base = case(
        (_said("counted") == i.SKILLED, _head(Workforce.employed, until)),
        (_said("counted") == i.HIGHLY_SKILLED, _head(Workforce.skilled, until)),
        (_said("counted") == i.COVERAGE, _head(Workforce.poor_in_need, until)),
    )
    counts = (_done(until).label("done"), base.label("base"))
    of_heads = _said("counted").in_((*i.RATIOS, i.COVERAGE))
    year = case((of_heads, _head(Workforce.year, until))).label("counted_year")
    said = (_said(name).label(name) for name in _SAID)
    each = select((_figure.c.key + 1).label("uid"), *said, *counts, year, of_heads.label("of_heads"))
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
            Column(F["title"], c.title),
            Column(F["unit_name"], c.unit_name),
            Column(F["axis"], c.axis, hidden=True),
            Column(F["year"], c.year),
            Column(F["until_year"], c.until_year),
            Column(F["target"], c.target),
            Column(F["unit"], c.unit),
            Column(F["done"], c.done),
            Column(F["base"], c.base),
            Column(F["counted_year"], c.counted_year),
            Column(F["share"], cast(c.done * 10000 / func.nullif(c.base, 0), Integer)),
            Column(F["progress"], cast(reached * 10000 / func.nullif(asked, 0), Integer)),
            Column(F["met"], cast(reached >= asked, Integer)),
            Column(F["note"], case((c.done.is_(None), c.missing), else_=c.note)),
            Column(F["clause"], c.clause),
            Column(F["document"], c.document),
            Column(F["quote"], c.quote, hidden=True),
        ),
        source=c.uid.table,
        uid=c.uid,
        watches=frozenset({"pack", "workforce", "training_class", "enrolment", "institution", "unit"}),
        order=(c.uid,),
        search=contains(c.title, c.unit_name, c.clause),
    )


INDICATOR_LIST = indicator_list(TODAY)

_W = Workforce
WORKFORCE_LIST = Listing(
    name="workforce",
    title="就业人员统计",
    noun="workforce",
    columns=(
        Column(H["year"], _W.year),
        Column(H["employed"], _W.employed),
        Column(H["skilled"], _W.skilled),
        Column(H["highly_skilled"], _W.highly_skilled),
        Column(H["skilled_share"], cast(_W.skilled * 10000 / func.nullif(_W.employed, 0), Integer)),
        Column(H["highly_skilled_share"], cast(_W.highly_skilled * 10000 / func.nullif(_W.skilled, 0), Integer)),
        Column(H["poor_in_need"], _W.poor_in_need),
        Column(H["source"], _W.source),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=_W.__table__.join(OfficeRow, OfficeRow.uid == _W.origin),
    uid=_W.uid,
    watches=frozenset({"workforce"}),
    order=(_W.origin, _W.year.desc()),
    search=contains(_W.source),
)
