"""The office's own 补贴标准目录 from a table: amount per occupation, level and first day."""

from sqlalchemy import select

from app.claim.rate.verbs import FIELDS as FIELDS
from app.kernel.kinds import Value
from app.record.imports.batch import Batch
from app.record.imports.upserts import Upserts
from app.store.models import Rate
from app.store.work import Read

_KEYS = tuple(field.key for field in FIELDS)
_SAMPLE = "示例"


def plan(read: Read, batch: Batch, into: int) -> Upserts:
    """Compare with the catalogue: the same occupation, level and day is the same line."""
    batch.fail_repeats("occupation", "level", "since")
    known: dict[tuple[Value, ...], Rate] = {
        (row.occupation, row.level, row.since): row
        for row in read.session.scalars(select(Rate).where(Rate.origin == read.own.uid))
    }
    found = Upserts(Rate)
    for index in range(len(batch)):
        values = batch.record(index, *_KEYS)
        identity = (values["occupation"], values["level"], values["since"])
        sample = int(_SAMPLE in str(values["document"]))
        found.put(known.get(identity), {**values, "sample": sample})
    return found
