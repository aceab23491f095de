"""Which classes: the one of a number, those that count towards the plan, and how many people are in one."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Subquery, and_, func, or_, select, union
from sqlalchemy.orm import aliased

from app.institution.unit.model import Unit
from app.institution.unit.tree import above, names
from app.kernel.outcomes import Refused
from app.record.lookups import own
from app.record.policy_facts import fact, rows
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass

_posts = TrainingClass.training_type.in_(select(rows("post_types", "post").c.value))
COUNTS = ((TrainingClass.subsidised == 1) | (fact("subsidised_only") != 1)) & ~_posts
"""Whether a class counts towards the plan: where the circular means subsidised training, no other does.

A roster of people at scarce posts (CX-19) is paid for and is no training.
"""

_mate = aliased(Enrolment)
HEADS = (
    select(func.count())
    .select_from(_mate)
    .where(_mate.class_uid == TrainingClass.uid, _mate.state == "active")
    .correlate(TrainingClass)
    .scalar_subquery()
)
"""How many people are on the roster of a class."""


OF_UNITS = (TrainingClass.unit_uid, TrainingClass.area_uid, TrainingClass.programme_uid)
"""By which columns a class counts: each names a unit of another breakdown (axis)."""


def of_area(unit: Any) -> ColumnElement[bool]:
    """Whether a class is one of the office that an area above has: what a county did is done in its city's area."""
    office = aliased(OfficeRow)
    offices = select(office.uid).where(office.region == unit.region).correlate(unit)
    return and_(TrainingClass.origin.in_(offices), unit.origin != TrainingClass.origin)


def counted_units() -> Subquery:
    """For which units each class counts, once on each axis: `class_uid`, `unit_uid`, its `axis` and its `top_uid`.

    Axes are views of the same people and are never added. A class counts for the units above the one that it names as
    well (`app.institution.unit.tree.above`).
    """
    own = (select(TrainingClass.uid, column.label("unit")).where(column.is_not(None)) for column in OF_UNITS)
    said: CompoundSelect[Any] = union(*own, select(TrainingClass.uid, Unit.uid).join(Unit, of_area(Unit)))
    each, named = said.subquery(), names()
    units = select(each.c.uid.label("class_uid"), Unit.uid.label("unit_uid"), Unit.axis, named.c.top_uid)
    return units.join(Unit, Unit.uid == each.c.unit).join(named, named.c.uid == Unit.uid).subquery()


def counts_for(unit: int) -> ColumnElement[bool]:
    """Whether a class counts for a unit, or for one below it."""
    tree = above().c
    below = select(tree.below_uid).where(tree.unit_uid == unit)
    area = aliased(Unit)
    in_area = select(area.uid).where(area.uid.in_(below), of_area(area)).correlate(TrainingClass).exists()
    return or_(*(column.in_(below) for column in OF_UNITS), in_area)


def numbered_class(read: Read, number: str) -> TrainingClass:
    """The class of a number; Refused when there is none."""
    training = own(read, TrainingClass, number=number)
    if training is None:
        raise Refused("claim.no_class", number=number)
    return training
