"""Plans of units bound to their table, and their verbs."""

from typing import Any

from app.institution.unit.model import Unit
from app.kernel.kinds import Value
from app.plan.unit_plan.model import UnitPlan
from app.plan.unit_plan.noun import UNIT_PLAN
from app.record.entering import change, enter
from app.record.listing import contains
from app.record.record import Join, Record
from app.store.work import Work


def create(work: Work, **values: Any) -> int:
    """Enter what a unit of this office handed in for a year."""
    return int(enter(work, RECORD, values, "{unit_name} {year}").uid)


def edit(work: Work, uid: int, **values: Value) -> None:
    """Correct it, or add what came later."""
    change(work, RECORD, uid, values, "{year}：")


RECORD = Record(
    UNIT_PLAN,
    UnitPlan,
    verbs={"create": create, "edit": edit},
    joins=(Join(Unit, Unit.uid == UnitPlan.unit_uid),),
    sql={"unit_name": Unit.name},
    order=(UnitPlan.year.desc(), Unit.axis, Unit.seq),
    search=contains(Unit.name, UnitPlan.scheme_document, UnitPlan.plan_document),
    inside=UnitPlan.origin,
    sheet_order=(UnitPlan.year, Unit.seq),
)
