"""Responsible units bound to their table, and their verbs: an office adds what its circular does not name."""

from sqlalchemy import func, select

from app.institution.unit.model import Unit
from app.institution.unit.noun import UNIT
from app.institution.unit.tree import asked, called, meant, names
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import EDIT
from app.policy.pack import DEPARTMENT
from app.record.listing import contains
from app.record.moves import put, take
from app.record.record import Join, Record
from app.store.journal import changes
from app.store.work import Work


def create(
    work: Work,
    unit_name: str,
    parent_name: str | None = None,
    axis: str | None = None,
    kind: str | None = None,
    region: str | None = None,
    cooperating: str | None = None,
    duty: str | None = None,
) -> int:
    """Add a unit: below another, of whose breakdown it then is, or at the top of one."""
    parent = _parent(work, parent_name)
    axis, kind = (parent.axis, parent.kind) if parent else (_axis(work, axis), kind)
    first = select(Unit).where(Unit.origin == work.own.uid, Unit.axis == axis).order_by(Unit.uid)
    known = work.session.scalars(first).first()
    row = Unit(
        axis=axis,
        kind=known.kind if known else kind or DEPARTMENT,
        name=unit_name,
        region=region,
        parent_uid=parent.uid if parent else None,
        seq=parent.seq if parent else _next(work, axis),
        cooperating=cooperating or "",
        duty=duty or "",
    )
    _only(work, row)
    uid = int(work.add(row).uid)
    work.log(UNIT.name, "create", uid, f"{row.axis} {called(work, uid)}")
    return uid


def edit(work: Work, uid: int, **values: Value) -> None:
    """Correct what a unit is called or does."""
    row = take(work, UNIT, Unit, uid, EDIT)
    said = {"name" if key == "unit_name" else key: value for key, value in values.items()}
    fields = UNIT.asks(UNIT.verb(EDIT))
    before: dict[str, Value] = {"unit_name": row.name, **{f.key: getattr(row, f.key) for f in fields[1:]}}
    for key, value in said.items():
        setattr(row, key, value if value is not None or key == "region" else "")
    _only(work, row)
    put(work, UNIT, row, EDIT, changes(fields, before, values))


def _parent(work: Work, text: str | None) -> Unit | None:
    if not text:
        return None
    found = meant(work, text)
    if problem := asked(UNIT["parent_name"], text, found, "quotas.unit"):
        raise Problems([problem])
    return work.session.get_one(Unit, found[0][0])


def add_below(work: Work, above: Unit, name: str) -> Unit:
    """A unit below another, of its breakdown and kind."""
    row: Unit = work.add(Unit(seq=above.seq, axis=above.axis, kind=above.kind, name=name, parent_uid=above.uid))
    return row


def _axis(work: Work, axis: str | None) -> str:
    """The breakdown of a unit at the top; where there is but one, it need not be said."""
    if axis:
        return axis
    known = list(work.session.scalars(select(Unit.axis).where(Unit.origin == work.own.uid).distinct()))
    if len(known) != 1:
        raise Problems([UNIT["axis"].problem("unit.axis", axes="、".join(known))])
    return known[0]


def _next(work: Work, axis: str) -> int:
    last = select(func.max(Unit.seq)).where(Unit.origin == work.own.uid, Unit.axis == axis)
    return int(work.session.scalar(last) or 0) + 1


def _only(work: Work, row: Unit) -> None:
    alike = select(Unit).filter_by(origin=work.own.uid, axis=row.axis, name=row.name, parent_uid=row.parent_uid)
    with work.session.no_autoflush:
        if any(other is not row for other in work.session.scalars(alike)):
            raise Refused("record.duplicate", value=row.name)


_name, _above = names(), names().alias("above_name")

RECORD = Record(
    UNIT,
    Unit,
    verbs={"create": create, "edit": edit},
    joins=(Join(_name, _name.c.uid == Unit.uid), Join(_above, _above.c.uid == Unit.parent_uid, outer=True)),
    sql={"called": _name.c.called, "parent_name": _above.c.called},
    order=(Unit.origin, Unit.axis, Unit.seq, Unit.uid),
    search=contains(Unit.name, Unit.duty),
    sheet_joins=(),
)
