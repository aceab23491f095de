"""Verbs of targets: enter one, correct or adjust a figure, split it to a unit below its own, to any depth."""

from collections.abc import Collection

from sqlalchemy import func, select

from app.institution.unit.model import Unit
from app.institution.unit.record import add_below
from app.institution.unit.tree import asked, called, meant
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.periods import years
from app.kernel.workflow import EDIT
from app.plan.quota.model import Quota
from app.plan.quota.noun import QUOTA
from app.policy.keys import PERSON_TIMES
from app.record.hooks import Barred
from app.record.moves import load, put, take
from app.store.journal import changes
from app.store.work import Read, Work

_EDITABLE = QUOTA.asks(QUOTA.verb(EDIT))
_OWN = "登记"


def create(
    work: Work,
    unit_name: str,
    year: int,
    target: int,
    until_year: int | None = None,
    measure: str | None = None,
    stretch: int | None = None,
    document: str | None = None,
) -> int:
    """Enter a target that the office was given or sets itself; of a unit below another it is a part of that one's."""
    found = meant(work, unit_name)
    if problem := asked(QUOTA["unit_name"], unit_name, found, "quotas.unit"):
        raise Problems([problem])
    (uid, name), last, kind = found[0], until_year or year, measure or PERSON_TIMES
    if last < year:
        raise Problems([QUOTA["until_year"].problem("budget.years", str(last))])
    row = Quota(unit_uid=uid, year=year, until_year=last, measure=kind, target=target, stretch=stretch)
    _only(work, row, name)
    row.source = document or _OWN
    work.add(row)
    _fits(work, row)
    work.log(QUOTA.name, "create", row.uid, f"{name} {years(year, last).title} {target} {kind}", document or "")
    return int(row.uid)


def edit(work: Work, uid: int, **values: Value) -> None:
    """Enter or correct a target; what is split below it must still fit, and so must the whole that it is a part of."""
    row = take(work, QUOTA, Quota, uid, "edit")
    if row.issued:
        raise _issued(row)
    put(work, QUOTA, row, "edit", _change(work, row, values))


def adjust(work: Work, uid: int, target: int, document: str, reason: str, stretch: int | None = None) -> None:
    """Change a target by a document, for a reason: both stand in its history beside what it was before."""
    row = take(work, QUOTA, Quota, uid, "adjust")
    told = _change(work, row, {"target": target, "stretch": stretch})
    if not told:
        raise Refused("quota.unchanged")
    row.source = document
    put(work, QUOTA, row, "adjust", f"{told}；{reason}", document)


def _change(work: Work, row: Quota, values: dict[str, Value]) -> str:
    before: dict[str, Value] = {"target": row.target, "stretch": row.stretch}
    for key, value in values.items():
        setattr(row, key, value)
    work.session.flush()
    _fits(work, row)
    return changes(_EDITABLE, before, values)


def split(work: Work, uid: int, unit_name: str, target: int, stretch: int | None = None) -> int:
    """Give a part of a target to a unit right below its own; the parts may not exceed the whole."""
    whole = take(work, QUOTA, Quota, uid, "split")
    unit = load(work, Unit, whole.unit_uid, QUOTA.title)
    below = _section(work, unit, unit_name)
    about = {"year": whole.year, "until_year": whole.until_year, "measure": whole.measure}
    part = Quota(unit_uid=below.uid, **about, target=target, stretch=stretch, source="分解")
    _only(work, part, unit_name)
    work.add(part)
    _fits(work, whole)
    told = (
        f"{called(work, unit.uid)} {years(whole.year, whole.until_year).title} → {unit_name}：{target} {whole.measure}"
    )
    put(work, QUOTA, whole, "split", told)
    return int(part.uid)


def bars(read: Read, uids: Collection[int]) -> Barred:
    """A target that was issued is corrected no more: it is adjusted, by a document."""
    wanted = select(Quota).where(Quota.uid.in_(uids), Quota.issued.is_not(None))
    return {EDIT: {row.uid: _issued(row) for row in read.session.scalars(wanted)}}


def _issued(row: Quota) -> Refused:
    return Refused("quota.issued", document=row.issued)


def _section(work: Work, unit: Unit, name: str) -> Unit:
    known = select(Unit).where(Unit.parent_uid == unit.uid, Unit.name == name)
    found = work.session.scalars(known).first()
    return found or add_below(work, unit, name)


def _only(work: Work, row: Quota, name: str) -> None:
    """Refuse a second figure of one unit, year and measure."""
    alike = select(Quota.uid).filter_by(unit_uid=row.unit_uid, year=row.year, measure=row.measure)
    if work.session.scalars(alike).first() is not None:
        raise Refused("record.duplicate", value=f"{name} {row.year} {row.measure}")


def _fits(work: Work, row: Quota) -> None:
    """Refuse parts that are more than their whole: below a target, and with it below the one that it is a part of."""
    parent = select(Unit.parent_uid).where(Unit.uid == row.unit_uid).scalar_subquery()
    same = (Quota.year == row.year, Quota.until_year == row.until_year, Quota.measure == row.measure)
    for whole in (row, *work.session.scalars(select(Quota).where(Quota.unit_uid == parent, *same))):
        below = select(func.sum(Quota.target)).join(Unit, Unit.uid == Quota.unit_uid)
        parts = int(work.session.scalar(below.where(Unit.parent_uid == whole.unit_uid, *same)) or 0)
        if whole.target is not None and parts > whole.target:
            raise Refused("quota.exceeds", parts=parts, whole=whole.target)
