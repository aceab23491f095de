"""Targets from a table, by responsible unit and year; a unit below another is named with the one above it."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.institution.unit.model import Unit
from app.institution.unit.record import add_below
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.plan.quota.model import Quota
from app.policy.keys import PERSON_TIMES
from app.record.imports.batch import Batch
from app.record.imports.upserts import Upserts
from app.store.work import Read, Work

_SOURCE = "导入"


@dataclass
class QuotaPlan(Upserts):
    """Targets, and the units below a known one that must be made first."""

    below: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    """Places in `fresh` by the unit above and the name of the new unit."""

    def write(self, work: Work) -> None:
        """Make the units, then the targets."""
        for (above, name), places in self.below.items():
            unit = add_below(work, work.session.get_one(Unit, above), name)
            for place in places:
                self.fresh[place]["unit_uid"] = unit.uid
        super().write(work)
        _refuse_exceeding(work)


def _refuse_exceeding(work: Work) -> None:
    """The parts of a target may not be more than the whole."""
    whole, part = aliased(Quota), aliased(Quota)
    parts = func.sum(part.target)
    statement = (
        select(whole.target, parts)
        .join(Unit, Unit.parent_uid == whole.unit_uid)
        .join(part, and_(part.unit_uid == Unit.uid, part.year == whole.year, part.measure == whole.measure))
        .where(whole.target.is_not(None))
        .group_by(whole.uid)
        .having(parts > whole.target)
    )
    for target, given in work.session.execute(statement):
        raise Refused("quota.exceeds", parts=given, whole=target)


@dataclass
class _Plan:
    """The office's plan as a table can name it."""

    units: dict[str, list[Unit]]
    quotas: dict[tuple[int, Value], list[Quota]]


def plan(read: Read, batch: Batch, into: int) -> QuotaPlan:
    """Compare with the plan; a unit that nobody knows is a problem, except below a known one."""
    batch.fail_repeats("unit_name", "parent_name", "axis", "year", "measure")
    known = _load(read)
    found = QuotaPlan(Quota, batch)
    for index in range(len(batch)):
        name, above = batch.column("unit_name")[index], batch.column("parent_name")[index]
        if name is None:
            continue
        parent = _one(batch, index, "parent_name", known.units.get(str(above), []), None) if above else None
        if above and parent is None:
            continue
        candidates = known.units.get(str(name), [])
        if parent is not None and not any(u.parent_uid == parent.uid for u in candidates):
            _put_below(batch, index, found, parent, known)
            continue
        unit = _one(batch, index, "unit_name", candidates, parent)
        if unit is not None:
            _put(batch, index, found, unit, known)
    return found


def _load(read: Read) -> _Plan:
    own = read.own.uid
    units: dict[str, list[Unit]] = defaultdict(list)
    for unit in read.session.scalars(select(Unit).where(Unit.origin == own)):
        units[unit.name].append(unit)
    quotas: dict[tuple[int, Value], list[Quota]] = defaultdict(list)
    for quota in read.session.scalars(select(Quota).where(Quota.origin == own)):
        quotas[quota.unit_uid, quota.year].append(quota)
    return _Plan(units, quotas)


def _one(batch: Batch, index: int, key: str, candidates: list[Unit], parent: Unit | None) -> Unit | None:
    """The one unit that a row means, or a problem."""
    axis = batch.column("axis")[index]
    fitting = [
        u for u in candidates if (axis is None or u.axis == axis) and u.parent_uid == (parent.uid if parent else None)
    ]
    if len(fitting) == 1:
        return fitting[0]
    batch.fail(index, key, "quotas.ambiguous" if fitting else "quotas.unit")
    return None


def _put(batch: Batch, index: int, found: QuotaPlan, unit: Unit, known: _Plan) -> None:
    values = _figures(batch, index)
    rows = known.quotas.get((unit.uid, values["year"]), [])
    measure = values.pop("measure")
    fitting = [row for row in rows if measure in (None, row.measure)]
    if len(fitting) > 1:
        batch.fail(index, "measure", "quotas.measure", measures="、".join(row.measure for row in fitting))
    elif fitting:
        found.put(index, fitting[0], values)
    else:
        found.put(
            index, None, {**values, "unit_uid": unit.uid, "measure": measure or _usual(unit, known), "source": _SOURCE}
        )


def _figures(batch: Batch, index: int) -> dict[str, Value]:
    """What a row says of a target; without a last year it is for its one year."""
    values = batch.record(index, "year", "until_year", "measure", "target", "stretch")
    first, last = values["year"], values["until_year"]
    if last is None:
        del values["until_year"]
    elif isinstance(first, int) and isinstance(last, int) and last < first:
        batch.fail(index, "until_year", "budget.years")
    return values


def _put_below(batch: Batch, index: int, found: QuotaPlan, parent: Unit, known: _Plan) -> None:
    values = _figures(batch, index)
    values["measure"] = values["measure"] or _usual(parent, known)
    found.below[parent.uid, str(batch.column("unit_name")[index])].append(len(found.fresh))
    found.put(index, None, {**values, "source": _SOURCE})


def _usual(unit: Unit, known: _Plan) -> str:
    """The measure of the unit's other years."""
    return next((rows[0].measure for (uid, _), rows in known.quotas.items() if uid == unit.uid and rows), PERSON_TIMES)
