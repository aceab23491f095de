"""Which units have not handed in what the policy asks of them for a year: the one statement of the report and of 到期.

Asked are the departments that the policy names; where it names none (各相关部门), those with a target of that year.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, null, or_, select

from app.institution.unit.model import Unit
from app.kernel.texts import say
from app.plan.quota.model import Quota
from app.plan.unit_plan.model import UnitPlan
from app.policy.keys import BUDGET, MATERIALS, PLAN, WORK_SCHEME
from app.policy.pack import DEPARTMENT
from app.record.policy_facts import OWN, rows

_asked, _named = rows("plan_materials", "plan_materials"), rows("plan_units", "plan_units")
_RECEIVED = {WORK_SCHEME: UnitPlan.scheme_on, PLAN: UnitPlan.plan_on, BUDGET: UnitPlan.budget_fen}
"""What says that each came; what was done so far the program counts itself."""


def _lacks(material: str) -> ColumnElement[Any]:
    asked = func.json_extract(_asked.c.value, f"$.{material}") == 1
    return case((and_(asked, _RECEIVED[material].is_(None)), MATERIALS[material]), else_=null())


LACKING = func.concat_ws("、", *(_lacks(material) for material in _RECEIVED))
"""What a unit still owes, as one text; '' when nothing."""


def owing(year: Any, *columns: Any) -> Select[Any]:
    """Columns of each unit that is asked for its plan of a year, or handed one in unasked; those of `UnitPlan` may be None."""
    named = select(_named.c.value)
    target = select(Quota.uid).where(Quota.unit_uid == Unit.uid, Quota.year <= year, Quota.until_year >= year)
    has_target = target.where(Quota.target > 0).correlate(Unit).exists()
    is_asked = and_(
        Unit.kind == DEPARTMENT,
        case((named.exists(), Unit.name.in_(named)), else_=has_target),
        func.json_extract(_asked.c.value, "$.year") == year,
    )
    joined = select(*columns).select_from(Unit).outerjoin(_asked, is_asked)
    return (
        joined.outerjoin(UnitPlan, and_(UnitPlan.unit_uid == Unit.uid, UnitPlan.year == year))
        .where(Unit.origin == OWN, Unit.parent_uid.is_(None))
        .where(or_(_asked.c.key.is_not(None), UnitPlan.uid.is_not(None)))
        .order_by(Unit.axis, Unit.seq, Unit.uid)
    )


def lacking_note(year: Any) -> ColumnElement[Any]:
    """The units that still owe something for a year, as one sentence; None when nobody does."""
    each = owing(year, Unit.name).where(LACKING != "").subquery()
    names = func.group_concat(each.c.name, "、")
    sentence = case(
        (func.count() > 0, func.printf(say("unit_plan.still", count="%d", units="%s"), func.count(), names))
    )
    return select(sentence).select_from(each).scalar_subquery()
