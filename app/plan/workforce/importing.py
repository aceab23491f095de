"""Head counts from a table, one row a year."""

from sqlalchemy import select

from app.kernel.kinds import Value
from app.plan.workforce.verbs import FIELDS as FIELDS
from app.plan.workforce.verbs import KEYS, faults
from app.record.imports.batch import Batch
from app.record.imports.upserts import Upserts
from app.store.models import Workforce
from app.store.work import Read


def plan(read: Read, batch: Batch, into: int) -> Upserts:
    """Compare with what is entered, year by year; what cannot be true is a problem of its cell."""
    batch.fail_repeats("year")
    own = read.session.scalars(select(Workforce).where(Workforce.origin == read.own.uid))
    known: dict[Value, Workforce] = {row.year: row for row in own}
    found = Upserts(Workforce)
    for index, year in enumerate(batch.column("year")):
        values = batch.record(index, *KEYS)
        for fault in faults(values):
            batch.fail(index, fault.key, fault.code, **fault.params)
        found.put(known.get(year), values)
    return found
