"""Figures of the policy that are no unit's target: what each asks, what was done, by which clause."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, and_, case, cast, extract, func, or_, select
from sqlalchemy.orm import aliased

from app.domain import indicators as i
from app.domain.dictionary import INDICATORS as F
from app.domain.dictionary import ORIGIN
from app.domain.dictionary import WORKFORCE as H
from app.listings.core import Column, Listing, contains
from app.listings.plan import FINISHED
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


def indicator_list(until: Any) -> Listing:
    """The indicators as they stood on a day."""
    counted, done = _said("counted"), _done(until)
    base = case(
        (counted == i.SKILLED, _head(Workforce.employed, until)),
        (counted == i.HIGHLY_SKILLED, _head(Workforce.skilled, until)),
        (counted == i.COVERAGE, _head(Workforce.poor_in_need, until)),
    )
    of_heads = counted.in_((*i.RATIOS, i.COVERAGE))
    reached, asked = done * 100, _said("target") * case((of_heads, base), else_=100)
    return Listing(
        name="indicators",
        title="指标",
        noun="indicator",
        columns=(
            Column(F["title"], _said("title")),
            Column(F["unit_name"], _said("unit_name")),
            Column(F["axis"], _said("axis"), hidden=True),
            Column(F["year"], _said("year")),
            Column(F["until_year"], _said("until_year")),
            Column(F["target"], _said("target")),
            Column(F["unit"], _said("unit")),
            Column(F["done"], done),
            Column(F["base"], base),
            Column(F["counted_year"], case((of_heads, _head(Workforce.year, until)))),
            Column(F["share"], cast(done * 10000 / func.nullif(base, 0), Integer)),
            Column(F["progress"], cast(reached * 10000 / func.nullif(asked, 0), Integer)),
            Column(F["met"], cast(reached >= asked, Integer)),
            Column(F["note"], case((done.is_(None), _said("missing")), else_=_said("note"))),
            Column(F["clause"], _said("clause")),
            Column(F["document"], _said("document")),
            Column(F["quote"], _said("quote"), hidden=True),
        ),
        source=_figure,
        uid=_figure.c.key + 1,
        watches=frozenset({"pack", "workforce", "training_class", "enrolment", "institution", "unit"}),
        order=(_figure.c.key,),
        search=contains(_said("title"), _said("unit_name"), _said("clause")),
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
