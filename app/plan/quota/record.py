"""Targets bound to their table, by unit and year with progress from the classes: 人次, 人数 and 持证数 kept apart."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, String, Subquery, and_, case, cast, func, select
from sqlalchemy.orm import aliased

from app.institution.unit.model import Unit
from app.institution.unit.tree import names
from app.kernel.kinds import Value
from app.plan.quota import importing, verbs
from app.plan.quota.completions import OF_ROW, SHARES, TIMES, TIMES_AND_PERSONS, share
from app.plan.quota.model import Quota
from app.plan.quota.noun import QUOTA
from app.policy.keys import CERTIFICATES, PERSONS
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.policy_facts import TODAY
from app.record.record import Join, Record
from app.store.models import OfficeRow
from app.store.work import Read

_above = names().alias("parent_name")


def _of_target(counted: Subquery) -> ColumnElement[bool]:
    """What was counted of a target's unit in its years."""
    return and_(*(counted.c[key] == getattr(Quota, key) for key in ("unit_uid", "year", "until_year")))


_upper, _whole_of, _keeper = aliased(Unit), aliased(Quota), aliased(OfficeRow)
_region = select(_keeper.region).where(_keeper.uid == Quota.origin).correlate(Quota).scalar_subquery()
_given = (
    select(_whole_of.uid)
    .join(_upper, _upper.uid == _whole_of.unit_uid)
    .where(_upper.region == _region, _upper.name == Unit.name, _upper.origin != Quota.origin)
    .where(_whole_of.year == Quota.year, _whole_of.measure == Quota.measure)
    .correlate(Quota, Unit)
    .exists()
)
"""Whether a target is the one that the office above keeps for this office's area: known here, it stands twice."""


def _whole(sql: SQLColumnExpression[Any]) -> SQLColumnExpression[Any]:
    """Added up for units only: what was split below them, or given to an office below, is in their own figures already."""
    return case((Unit.parent_uid.is_(None) & ~_given, sql), else_=0)


def _measured(times: Any, persons: Any, certified: Any) -> ColumnElement[int]:
    """What counts towards a target, in its own unit of measure."""
    return case((Quota.measure == PERSONS, persons), (Quota.measure == CERTIFICATES, certified), else_=times)


_c = TIMES_AND_PERSONS.c
_done, _persons, _certified = (func.coalesce(count, 0) for count in (_c.times, _c.persons, _c.certified))


def _board() -> Subquery:
    """How far each target is, and its place among those of the same axis, years, measure and unit above."""
    towards = _measured(_done, _persons, _certified)
    upgraded = _measured(_c.times_upgraded, _c.persons_upgraded, _c.certified_upgraded)
    group = (Quota.origin, Unit.axis, Quota.year, Quota.until_year, Quota.measure, Unit.parent_uid, Quota.target > 0)
    place = func.rank().over(partition_by=group, order_by=(towards * 1.0 / Quota.target).desc())
    counts = {"done": _done, "persons": _persons, "certified": _certified, "towards": towards}
    counts["whole"], counts["upgraded"] = (
        func.coalesce(_c.whole_row, towards),
        func.coalesce(_c.whole_row_upgraded, upgraded),
    )
    each = select(Quota.uid, *(sql.label(name) for name, sql in counts.items()), place.label("place"))
    joined = each.join(Unit, Unit.uid == Quota.unit_uid).outerjoin(TIMES_AND_PERSONS, _of_target(TIMES_AND_PERSONS))
    return joined.limit(-1).subquery("board")  # a limit, so that places are given before any row is left out


_reached = _board()
_b = _reached.c
_BOARD = (_reached, _b.uid == Quota.uid)
"""What a statement joins, with its condition, to show how far the targets are."""
_begun = func.julianday(cast(Quota.year, String) + "-01-01")
_days = func.julianday(cast(Quota.until_year, String) + "-12-31") - _begun + 1
_gone = func.min(func.julianday(TODAY) - _begun + 1, _days)
_forecast = case((and_(Quota.target > 0, _gone > 0), cast(_b.towards * _days / _gone, Integer)))
"""What will be done by the end of the target's last year at the pace until today; None before it begins."""
_required = (
    select(share("share") * 100)
    .select_from(SHARES)
    .where(
        Unit.parent_uid.is_(None),
        *OF_ROW,
        share("measure") == Quota.measure,
    )
    .correlate(Unit, Quota)
    .scalar_subquery()
)
"""The least share of 技能提升培训 that the circular asks of a unit, in hundredths of a per cent."""
_upgrade_share = case((_required.is_not(None), _b.upgraded * 10000 / func.nullif(_b.whole, 0)))
"""What it is, over the whole row of the circular: its groups in 人 and in 人次 and its years together. Rounded down, so that
it never seems reached before it is; only where it is asked."""

_part, _below = aliased(Quota), aliased(Unit)
_same = (_part.year == Quota.year, _part.until_year == Quota.until_year, _part.measure == Quota.measure)
_split_up = (
    select(func.sum(_part.target))
    .join(_below, _below.uid == _part.unit_uid)
    .where(_below.parent_uid == Quota.unit_uid, *_same)
    .correlate(Quota)
    .scalar_subquery()
)
"""What of a target stands with the units right below, in the same years and measure; None where nothing does."""


def _standing(read: Read, uid: int | None) -> Mapping[str, Value]:
    """With what the dialog of an adjustment begins."""
    row = read.session.get_one(Quota, uid)
    return {"target": row.target, "stretch": row.stretch}


RECORD = Record(
    QUOTA,
    Quota,
    verbs={"create": verbs.create, "split": verbs.split, "edit": verbs.edit, "adjust": verbs.adjust},
    source=Quota.__table__.join(Unit, Unit.uid == Quota.unit_uid)
    .join(OfficeRow, OfficeRow.uid == Quota.origin)
    .outerjoin(_above, _above.c.uid == Unit.parent_uid)
    .outerjoin(*_BOARD)
    .outerjoin(TIMES, _of_target(TIMES)),
    sql={
        "seq": Unit.seq,
        "unit_name": Unit.name,
        "unit": Quota.unit_uid,
        "parent_name": _above.c.called,
        "axis": Unit.axis,
        "unallocated": Quota.target - _split_up,
        "done": _b.done,
        "persons": _b.persons,
        "certified": _b.certified,
        "progress": case((Quota.target > 0, cast(_b.towards * 10000 / Quota.target, Integer))),
        "place": case((Quota.target > 0, _b.place)),
        "forecast": _forecast,
        "upgrade_share": cast(_upgrade_share, Integer),
        "upgrade_required": cast(_required, Integer),
        "cooperating": Unit.cooperating,
        "duty": Unit.duty,
    },
    summed={
        "target": _whole(Quota.target),
        "stretch": _whole(Quota.stretch),
        "done": _whole(func.coalesce(TIMES.c.times, 0)),
        "certified": _whole(func.coalesce(TIMES.c.certified, 0)),
    },
    order=(Quota.origin, Quota.year, Unit.axis, Unit.seq, Unit.uid),
    apart=Unit.axis + Quota.measure,
    search=contains(Unit.name, Unit.duty, Unit.cooperating),
    watches=frozenset({"unit", "training_class", "enrolment", "pack"}),
    sheet_joins=(Join(Unit, Unit.uid == Quota.unit_uid), Join(*_BOARD)),
    sheet_order=(Quota.year, Unit.axis, Unit.seq),
    plans={"quotas": importing.plan},
    hooks=Hooks(bars=verbs.bars, begin={"adjust": _standing}),
)
