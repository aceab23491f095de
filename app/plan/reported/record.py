"""Figures handed in, bound to their table; the query by which reports show them, marked as such."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Select, func, select, type_coerce
from sqlalchemy.orm import aliased

from app.kernel.outcomes import Refused
from app.plan.reported.model import ReportedFigures
from app.plan.reported.noun import REPORTED
from app.record.imports.batch import Batch
from app.record.imports.upserts import Upserts
from app.record.listing import contains
from app.record.record import Join, Record
from app.store.models import OfficeRow
from app.store.work import Read

COUNTS = ("classes", "times", "persons", "qualified", "certified", "placed", "subsidised", "awarded_fen", "paid_fen")
"""The figures, called as those that are counted from records are."""
_KEYS = tuple(field.key for field in REPORTED.imported)


_WHOSE = func.coalesce(ReportedFigures.office_uid, ReportedFigures.origin)


def plan(read: Read, batch: Batch, into: int) -> Upserts:
    """Compare with what the office handed in before: the same month again is a correction."""
    office = read.session.get_one(OfficeRow, into)
    if office.program:
        raise Refused("office.has_program", office=office.name)
    batch.fail_repeats("period")
    known = {row.period: row for row in read.session.scalars(select(ReportedFigures).filter_by(office_uid=into))}
    found = Upserts(ReportedFigures, batch)
    for index in range(len(batch)):
        values = batch.record(index, *_KEYS)
        for fault in REPORTED.faults(values):
            batch.fail(index, fault.key, fault.code, **fault.params)
        if str(values["period"] or "") > f"{read.today:%Y-%m}":
            batch.fail(index, "period", "reported.future")
        named = {**values, "office_uid": into, "office_name": office.name}
        found.put(index, known.get(str(values["period"])), named)
    return found


def reported(first: date, last: date) -> Select[Any]:
    """What each office without the program handed in for the months of a span, by its name: the sums of `COUNTS`.

    What another office sent of those below it counts as its own work.
    人 of several months cannot be added: whoever shows them takes one month, or shows none.
    """
    months = ReportedFigures.period.between(f"{first:%Y-%m}", f"{last:%Y-%m}")
    sums = (func.sum(getattr(ReportedFigures, key)).label(key) for key in COUNTS)
    named = select(OfficeRow.uid, OfficeRow.name, *sums).join(OfficeRow, OfficeRow.uid == _WHOSE)
    return named.where(months).group_by(OfficeRow.uid).order_by(OfficeRow.region)


_handing_in = aliased(OfficeRow)

RECORD = Record(
    REPORTED,
    ReportedFigures,
    joins=(Join(_handing_in, _handing_in.uid == ReportedFigures.office_uid, outer=True),),
    sql={"office_name": func.coalesce(_handing_in.name, ReportedFigures.office_name)},
    order=(ReportedFigures.period.desc(), OfficeRow.region, ReportedFigures.office_name),
    search=contains(ReportedFigures.office_name),
    inside=_WHOSE,
    scope=lambda own, until: (
        (ReportedFigures.origin == own) & (ReportedFigures.period <= func.strftime("%Y-%m", type_coerce(until, Date)))
    ),
    sheet_order=(ReportedFigures.period, ReportedFigures.office_name),
    local=frozenset({"office_uid"}),
    plans={"figures": plan},
)
