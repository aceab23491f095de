"""Money passed on, bound to its table: never more of a fund than was set aside in it and is still there."""

from typing import Any

from sqlalchemy import select

from app.fund.allocation.model import Allocation
from app.fund.allocation.noun import ALLOCATION
from app.fund.budget.balance import left
from app.fund.budget.model import Budget
from app.institution.unit.model import Unit
from app.institution.unit.tree import asked, meant, names
from app.kernel.kinds import FEN, Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import EDIT
from app.record.listing import contains
from app.record.moves import move, put, take
from app.record.record import Join, Record
from app.store.journal import changes
from app.store.work import Read, Work


def create(work: Work, fund: str, year: int, area_name: str, amount_fen: int, document: str) -> int:
    """Pass money on to the office of an area."""
    found = meant(work, area_name, "area")
    if problem := asked(ALLOCATION["area_name"], area_name, found, "class.area"):
        raise Problems([problem])
    row = work.add(Allocation(fund=fund, year=year, unit_uid=found[0][0], amount_fen=amount_fen, document=document))
    _there(work, row)
    work.log(ALLOCATION.name, "create", row.uid, f"{fund} {year} → {found[0][1]} {FEN.show(amount_fen)} 元", document)
    return int(row.uid)


def edit(work: Work, uid: int, **values: Value) -> None:
    """Correct how much, or by which document."""
    row = take(work, ALLOCATION, Allocation, uid, EDIT)
    before: dict[str, Value] = {"amount_fen": row.amount_fen, "document": row.document}
    for key, value in values.items():
        setattr(row, key, value)
    work.session.flush()
    _there(work, row)
    put(work, ALLOCATION, row, EDIT, changes(ALLOCATION.asks(ALLOCATION.verb(EDIT)), before, values), row.document)


def void(work: Work, uid: int, reason: str) -> None:
    """Call it off."""
    move(work, ALLOCATION, Allocation, uid, "void", reason)


def _there(read: Read, row: Allocation) -> None:
    """Refuse to pass on what was not set aside, or is not there any more."""
    rest = left(read, row.fund, row.year)
    if rest is None:
        raise Refused("allocation.no_budget", fund=row.fund, year=row.year)
    if rest < 0:
        raise Refused("allocation.too_much", fund=row.fund, over=FEN.show(-rest))


def shares(read: Read) -> list[tuple[str, dict[str, Any]]]:
    """What each area was given, by its region code, as the office there sets it aside."""
    wanted = (
        select(
            Unit.region, Allocation.fund, Allocation.year, Budget.until_year, Allocation.amount_fen, Allocation.document
        )
        .join(Unit, Unit.uid == Allocation.unit_uid)
        .join(
            Budget,
            (Budget.origin == Allocation.origin)
            & (Budget.fund == Allocation.fund)
            & Allocation.year.between(Budget.year, Budget.until_year),
        )
        .where(Allocation.origin == read.own.uid, Allocation.state == "active", Unit.region.is_not(None))
        .order_by(Unit.seq, Allocation.uid)
    )
    return [
        (str(row.region), {k: v for k, v in row._mapping.items() if k != "region"})
        for row in read.session.execute(wanted)
    ]


_area = names().alias("area_name")

RECORD = Record(
    ALLOCATION,
    Allocation,
    verbs={"create": create, "edit": edit, "void": void},
    joins=(Join(Unit, Unit.uid == Allocation.unit_uid), Join(_area, _area.c.uid == Allocation.unit_uid)),
    sql={"area_name": _area.c.called, "region": Unit.region},
    order=(Allocation.year, Allocation.fund, Unit.seq),
    search=contains(Allocation.fund, Allocation.document, Unit.name),
)
