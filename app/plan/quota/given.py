"""What the target tables of a circular give an office: its responsible units, and figures where they were given to it."""

from sqlalchemy import select

from app.institution.unit.model import Unit
from app.plan.quota.model import Quota
from app.policy.pack import Pack, Target
from app.store.work import Work

_ITSELF = "本单位"
"""How the work is divided where the circular does not divide it."""
_Figures = tuple[int | None, int | None]


def take_targets(work: Work, before: Pack | None, after: Pack) -> None:
    """The units of all tables with their duties, and the figures that a version states otherwise than the one before.

    Figures are those of the region's own office; another under the same circular is given its own by the office above,
    or enters them. What the office itself corrected is another figure and stays. A circular without any names nobody:
    the office itself is then the responsible unit, or it could open no class.
    """
    if not after.targets and before is None:
        work.add(Unit(seq=1, axis=_ITSELF, name=work.own.name))
    given = after.is_of(work.own.region)
    old = {_about(target): _figures(target) for target in before.targets} if before else {}
    for target in after.targets:
        if old.get(_about(target)) != _figures(target):
            unit = _unit(work, target)
            if given or _figures(target) == (None, None):
                _take(work, unit, target, old.get(_about(target)))
    work.session.flush()


def _about(target: Target) -> tuple[str, str, int, str]:
    return target.axis, target.unit, target.year, target.measure


def _figures(target: Target) -> _Figures:
    return target.assigned, target.stretch


def _unit(work: Work, target: Target) -> Unit:
    known = select(Unit).where(Unit.origin == work.own.uid, Unit.parent_uid.is_(None))
    found = work.session.scalars(known.where(Unit.axis == target.axis, Unit.name == target.unit)).first()
    named = {"axis": target.axis, "kind": target.kind, "name": target.unit, "duty": target.duty}
    return found or work.add(Unit(seq=target.seq, cooperating="、".join(target.cooperating), **named))


def _take(work: Work, unit: Unit, target: Target, before: _Figures | None) -> None:
    about = {"unit_uid": unit.uid, "year": target.year, "measure": target.measure}
    row = work.session.scalars(select(Quota).filter_by(**about)).first()
    figures = {"target": target.assigned, "stretch": target.stretch}
    source = f"{target.source.document} {target.source.place}"
    if row is None:
        work.add(Quota(**about, **figures, until_year=target.until_year, source=source))
    elif (row.target, row.stretch) == before:
        row.target, row.stretch, row.source = target.assigned, target.stretch, source
