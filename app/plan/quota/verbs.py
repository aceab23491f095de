"""Verbs of targets: correct a figure, split it to a town or section below its unit."""

from sqlalchemy import func, select

from app.institution.unit.model import Unit
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.workflow import EDIT
from app.plan.quota.model import Quota
from app.plan.quota.noun import QUOTA
from app.record.moves import load, put, take
from app.store.journal import changes
from app.store.work import Work

_EDITABLE = QUOTA.asks(QUOTA.verb(EDIT))


def edit(work: Work, uid: int, **values: Value) -> None:
    """Enter or correct a target; what is split below it must still fit, and so must the whole that it is a part of."""
    row = take(work, QUOTA, Quota, uid, "edit")
    before = {"target": row.target, "stretch": row.stretch}
    for key, value in values.items():
        setattr(row, key, value)
    work.session.flush()
    _check_children(work, row, 0)
    whole = _split_from(work, row)
    if whole is not None:
        _check_children(work, whole, 0)
    put(work, QUOTA, row, "edit", changes(_EDITABLE, before, values))


def split(work: Work, uid: int, unit_name: str, target: int, stretch: int | None = None) -> int:
    """Give a part of a target to a town or section below its unit; the parts may not exceed the whole."""
    whole = take(work, QUOTA, Quota, uid, "split")
    unit = load(work, Unit, whole.unit_uid, QUOTA.title)
    if unit.parent_uid is not None:
        raise Refused("quota.depth", unit=unit.name)
    _check_children(work, whole, target)
    below = _section(work, unit, unit_name)
    existing = select(Quota.uid).where(Quota.unit_uid == below.uid, Quota.year == whole.year)
    if work.session.scalars(existing).first() is not None:
        raise Refused("record.duplicate", value=f"{unit_name} {whole.year}")
    part = work.add(
        Quota(
            unit_uid=below.uid,
            year=whole.year,
            until_year=whole.until_year,
            measure=whole.measure,
            target=target,
            stretch=stretch,
            source="分解",
        )
    )
    put(work, QUOTA, whole, "split", f"{unit.name} {whole.year} → {unit_name}：{target} {whole.measure}")
    return int(part.uid)


def _section(work: Work, unit: Unit, name: str) -> Unit:
    known = select(Unit).where(Unit.parent_uid == unit.uid, Unit.name == name)
    found = work.session.scalars(known).first()
    return found or work.add(Unit(seq=unit.seq, axis=unit.axis, kind=unit.kind, name=name, parent_uid=unit.uid))


def _split_from(work: Work, part: Quota) -> Quota | None:
    """The target that a town's or section's own was split from."""
    unit = load(work, Unit, part.unit_uid, QUOTA.title)
    above = Quota.unit_uid == unit.parent_uid, Quota.year == part.year, Quota.measure == part.measure
    return work.session.scalars(select(Quota).where(*above)).first() if unit.parent_uid is not None else None


def _check_children(work: Work, whole: Quota, more: int) -> None:
    below = (
        select(func.coalesce(func.sum(Quota.target), 0))
        .join(Unit, Unit.uid == Quota.unit_uid)
        .where(Unit.parent_uid == whole.unit_uid, Quota.year == whole.year, Quota.measure == whole.measure)
    )
    parts = int(work.session.scalar(below) or 0) + more
    if whole.target is not None and parts > whole.target:
        raise Refused("quota.exceeds", parts=parts, whole=whole.target)
