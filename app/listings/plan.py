"""Plans: targets by unit and year with progress from the classes, 人次, 人数 and 持证数 kept apart."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, Subquery, and_, case, cast, func, select
from sqlalchemy.orm import aliased

from app.institution.unit.model import Unit
from app.kernel.dictionary import ORIGIN
from app.kernel.dictionary import QUOTA as F
from app.listings.completions import PERSONS, TIMES, TIMES_AND_PERSONS
from app.record.listing import Column, Listing, contains
from app.record.policy_facts import rows
from app.store.models import OfficeRow, Quota

_parent = aliased(Unit)


def _of_target(counted: Subquery) -> ColumnElement[bool]:
    """What was counted of a target's unit in its years."""
    return and_(*(counted.c[key] == getattr(Quota, key) for key in ("unit_uid", "year", "until_year")))


COUNTED = (TIMES_AND_PERSONS, _of_target(TIMES_AND_PERSONS))
"""What a statement joins, with its condition, to show how far the targets are."""


def _whole(sql: SQLColumnExpression[Any]) -> SQLColumnExpression[Any]:
    """Added up for units only: what was split below them is in their own figures already."""
    return case((Unit.parent_uid.is_(None), sql), else_=0)


def _measured(times: Any, persons: Any, certified: Any) -> ColumnElement[int]:
    """What counts towards a target, in its own unit of measure."""
    return case((Quota.measure == PERSONS, persons), (Quota.measure == "持证数", certified), else_=times)


_c = TIMES_AND_PERSONS.c
_done, _persons, _certified = (func.coalesce(count, 0) for count in (_c.times, _c.persons, _c.certified))
_towards = _measured(_done, _persons, _certified)
_upgraded = _measured(_c.times_upgraded, _c.persons_upgraded, _c.certified_upgraded)
_shares = rows("shares", "shares")


def _share(name: str) -> ColumnElement[Any]:
    return func.json_extract(_shares.c.value, f"$.{name}")


_required = (
    select(_share("share") * 100)
    .select_from(_shares)
    .where(
        Unit.parent_uid.is_(None),
        *(_share("axis") == Unit.axis, _share("unit") == Unit.name),
        *(_share("year") == Quota.year, _share("measure") == Quota.measure),
    )
    .correlate(Unit, Quota)
    .scalar_subquery()
)
"""The least share of 技能提升培训 that the circular asks of a unit, in hundredths of a per cent."""
_upgrade_share = case((_required.is_not(None), _upgraded * 10000 / func.nullif(_towards, 0)))
"""What it is, rounded down so that it never seems reached before it is; only where it is asked."""

QUOTAS = Listing(
    name="quotas",
    title="计划任务",
    noun="quota",
    columns=(
        Column(F["seq"], Unit.seq),
        Column(F["unit_name"], Unit.name),
        Column(F["parent_name"], _parent.name),
        Column(F["axis"], Unit.axis, hidden=True),
        Column(F["year"], Quota.year),
        Column(F["until_year"], Quota.until_year),
        Column(F["target"], Quota.target, total=True, summed=_whole(Quota.target)),
        Column(F["stretch"], Quota.stretch, total=True, summed=_whole(Quota.stretch)),
        Column(F["measure"], Quota.measure),
        Column(F["done"], _done, total=True, summed=_whole(func.coalesce(TIMES.c.times, 0))),
        Column(F["persons"], _persons),
        Column(F["certified"], _certified, total=True, summed=_whole(func.coalesce(TIMES.c.certified, 0))),
        Column(F["progress"], case((Quota.target > 0, cast(_towards * 10000 / Quota.target, Integer)))),
        Column(F["upgrade_share"], cast(_upgrade_share, Integer)),
        Column(F["upgrade_required"], cast(_required, Integer)),
        Column(F["cooperating"], Unit.cooperating),
        Column(F["duty"], Unit.duty),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Quota.__table__.join(Unit, Unit.uid == Quota.unit_uid)
    .join(OfficeRow, OfficeRow.uid == Quota.origin)
    .outerjoin(_parent, _parent.uid == Unit.parent_uid)
    .outerjoin(*COUNTED)
    .outerjoin(TIMES, _of_target(TIMES)),
    uid=Quota.uid,
    watches=frozenset({"quota", "unit", "training_class", "enrolment", "pack"}),
    order=(Quota.origin, Quota.year, Unit.axis, Unit.seq, Unit.uid),
    apart=Unit.axis + Quota.measure,
    search=contains(Unit.name, Unit.duty, Unit.cooperating),
)
