"""Who passed in finished classes, counted once for all targets of the plan and joined to them: 人次, 人数, 持证数.

A class counts once it has ended; before that nobody has been trained.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Label,
    Subquery,
    UnaryExpression,
    case,
    extract,
    func,
    literal,
    select,
    union,
)
from sqlalchemy.orm import aliased

from app.institution.unit.model import Unit
from app.institution.unit.tree import above
from app.plan.quota.model import Quota
from app.policy.keys import PERSONS
from app.record.listing import PLUS
from app.record.policy_facts import rows
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import FINISHED
from app.training.training_class.queries import COUNTS, OF_UNITS, of_area

SHARES = rows("shares", "shares")
"""The targets of the circular for which it asks a share of 技能提升培训."""
PASSED = (Enrolment.state == "active", Enrolment.result == "qualified")
"""Who is on a roster still and passed."""


def lookup_from(column: Any) -> ColumnElement[Any]:
    """A column of the smaller table, from which the larger is looked up by its index: never the other way round."""
    return unindexed(column)


def unindexed(column: Any) -> ColumnElement[Any]:
    """A column by which no index is looked up, so that rows come, and are grouped, in the order of the index in use."""
    return UnaryExpression(column, operator=PLUS)


def share(name: str) -> ColumnElement[Any]:
    """What the circular says of one of them."""
    return func.json_extract(SHARES.c.value, f"$.{name}")


OF_ROW = (
    *(share("axis") == Unit.axis, share("unit") == Unit.name),
    *(share("year") == Quota.year, share("until_year") == Quota.until_year),
)
"""Whether it is of the same row of the circular as a target."""
_groups = (
    select(share("persons"))
    .select_from(SHARES)
    .where(*OF_ROW, share("persons[0]").is_not(None))
    .limit(1)
    .correlate(Quota, Unit)
    .scalar_subquery()
)
"""The groups of persons that its row counts in 人 beside others in 人次; None where it counts everybody alike."""


def _classes() -> Subquery:
    """The finished classes of each unit, those below it included, in each span of years for which it has a target.

    In the order of unit and years, so that the rosters of one stand together and nothing must be sorted.
    """
    ran = above()
    key = (Quota.unit_uid, Quota.year, Quota.until_year)
    by_persons, apart = func.max(Quota.measure == PERSONS).label("by_persons"), func.max(_groups).label("apart")
    span = select(*key, by_persons, apart).join(Unit, Unit.uid == Quota.unit_uid).group_by(*key).subquery()
    upgrading = TrainingClass.training_type.in_(select(rows("upgrade_types", "upgrade").c.value))
    years, counting = (span.c.unit_uid, span.c.year, span.c.until_year), (TrainingClass.state.in_(FINISHED), COUNTS)
    of_unit = select(*years, span.c.by_persons, span.c.apart, TrainingClass.uid, upgrading.label("upgrading"))
    of_unit = of_unit.join(ran, ran.c.unit_uid == span.c.unit_uid)
    named = (of_unit.join(TrainingClass, column == lookup_from(ran.c.below_uid)) for column in OF_UNITS)
    area = aliased(Unit)
    in_area = of_unit.join(area, area.uid == lookup_from(ran.c.below_uid)).join(TrainingClass, of_area(area))
    return (
        union(*(of.where(*counting, _ended(span)) for of in (*named, in_area)))
        .order_by("unit_uid", "year", "until_year", "uid")
        .limit(-1)
        .subquery()
    )


def _ended(span: Subquery) -> ColumnElement[bool]:
    """Whether a class ended in the years of a target."""
    ended: ColumnElement[bool] = extract("year", TrainingClass.ends_on).between(span.c.year, span.c.until_year)
    return ended


def _counted(*, persons: bool) -> Subquery:
    """Counts over those who passed, by `unit_uid`, `year` and `until_year`: class by class first, then together."""
    held = _classes().c
    key = ("unit_uid", "year", "until_year")
    each: list[Label[Any]] = [
        func.count().label("times"),
        func.count(Enrolment.certificate_number).label("certified"),
    ]
    if persons:
        among = case((held.apart.is_(None), None), (func.instr(held.apart, func.json_quote(Enrolment.category)) > 0, 1))
        each += [
            func.group_concat(Enrolment.trainee_uid).label("people"),
            func.count(among).label("times_apart"),
            func.group_concat(case((among == 1, Enrolment.trainee_uid))).label("people_apart"),
        ]
    of_class = [held[name] for name in (*key, "uid")]
    joined = select(*of_class, held.by_persons, held.apart, held.upgrading, *each).join(
        Enrolment, Enrolment.class_uid == lookup_from(held.uid)
    )
    one = joined.where(*PASSED).group_by(*of_class).subquery().c
    counts = [
        func.sum(one.times).label("times"),
        func.sum(one.certified).label("certified"),
        func.sum(one.times * one.upgrading).label("times_upgraded"),
        func.sum(one.certified * one.upgrading).label("certified_upgraded"),
    ]
    if persons:
        upgraded = case((one.upgrading & one.by_persons, one.people))
        counts += [
            func.count_named(one.people, type_=Integer).label("persons"),
            func.count_named(upgraded, type_=Integer).label("persons_upgraded"),
            _whole_row(one, literal(1)).label("whole_row"),
            _whole_row(one, one.upgrading).label("whole_row_upgraded"),
        ]
    years = [one[name] for name in key]
    return select(*years, *counts).group_by(*years).subquery()


def _whole_row(one: Any, chosen: Any) -> ColumnElement[int]:
    """人次 of everybody but the groups counted in 人, and each person of those groups once; None where there are none."""
    times = func.sum((one.times - one.times_apart) * chosen)
    people = func.count_named(case((chosen == 1, one.people_apart)), type_=Integer)
    return case((func.max(one.apart).is_not(None), times + people))


TIMES = _counted(persons=False)
"""Every completion and every certificate counts."""
TIMES_AND_PERSONS = _counted(persons=True)
"""The same, and everybody once: twice the work, which is left out where only sums are wanted."""
