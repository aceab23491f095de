"""The register of institutions from a table; the credit code says which is which."""

from sqlalchemy import select

from app.claim.institution.verbs import blank_flags_as_no, guarded_fields
from app.institution.institution.model import Institution
from app.institution.institution.noun import INSTITUTION
from app.institution.institution.programmes import parse_programmes
from app.kernel.fact_values import COLUMN, is_fact, merged
from app.kernel.kinds import BadValue, Value
from app.record.imports.batch import Batch
from app.record.imports.known import office_name
from app.record.imports.upserts import Upserts
from app.record.lookups import listed
from app.store.work import Read


def plan(read: Read, batch: Batch, into: int) -> Upserts:
    """Compare with the register by credit code."""
    batch.fail_repeats("uscc")
    _check_programmes(read, batch)
    codes = batch.column("uscc")
    rows = read.session.scalars(select(Institution).where(Institution.uscc.in_(select(listed(codes).c.value))))
    known = {row.uscc: row for row in sorted(rows, key=lambda r: r.origin == read.own.uid)}
    found = Upserts(Institution)
    for index, code in enumerate(codes):
        row = known.get(str(code))
        if row and row.origin != read.own.uid:
            batch.fail(index, "uscc", "move.foreign", office=office_name(read, row.origin))
        elif row and row.state not in INSTITUTION.verb("edit").frm:
            batch.fail(index, "uscc", "import.delisted", state=INSTITUTION.states[row.state])
        else:
            values = {**batch.record(index, *INSTITUTION.own), **_facts(batch, index, row)}
            said = {key: value for key, value in values.items() if value is not None}
            for key in guarded_fields(read, row, said) if row else ():
                batch.fail(index, key, "institution.guarded", fields=INSTITUTION[key].title)
            found.put(row, values if row else blank_flags_as_no(values))
    return found


def _facts(batch: Batch, index: int, row: Institution | None) -> dict[str, Value]:
    """The facts of a row with those that are known; a blank says nothing."""
    told = {key: value for key in batch.fields if is_fact(key) and (value := batch.column(key)[index]) is not None}
    return {COLUMN: merged(row.facts if row else None, told)} if told else {}


def _check_programmes(read: Read, batch: Batch) -> None:
    levels = read.lists()["skill_levels"]
    for index, text in enumerate(batch.column("programmes")):
        try:
            parse_programmes(str(text or ""), levels)
        except BadValue as bad:
            batch.fail(index, INSTITUTION["programmes"].key, bad.code, **bad.params)
