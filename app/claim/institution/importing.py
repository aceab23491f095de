"""The register of institutions from a table; the credit code says which is which."""

from sqlalchemy import select

from app.claim.institution.verbs import blank_flags_as_no, guarded_fields
from app.institution.institution.model import Institution
from app.institution.institution.noun import INSTITUTION, PENDING
from app.institution.institution.programmes import parse_programmes
from app.kernel.fact_values import COLUMN, is_fact, merged
from app.kernel.kinds import BadValue, Value
from app.kernel.texts import say
from app.record.imports.batch import Batch
from app.record.imports.known import office_name
from app.record.imports.upserts import Upserts
from app.record.lookups import listed
from app.store.work import Read


def plan(read: Read, batch: Batch, into: int) -> Upserts:
    """Compare with the register by credit code; by name where a list gives none, and keep what is new there as pending."""
    batch.fail_repeats("uscc")
    _fail_repeated_names(batch)
    _check_programmes(read, batch)
    codes = batch.column("uscc")
    rows = read.session.scalars(select(Institution).where(Institution.uscc.in_(select(listed(codes).c.value))))
    known = {row.uscc: row for row in sorted(rows, key=lambda r: r.origin == read.own.uid)}
    found, named, pending = Upserts(Institution, batch), _by_name(read, batch), 0
    for index, code in enumerate(codes):
        alike = named.get(batch.column("name")[index], [])
        row = known.get(str(code)) or next((each for each in alike if code is None or each.state == PENDING), None)
        if code is None and len(alike) > 1:
            batch.fail(index, "uscc", "institution.namesakes", count=len(alike))
        elif row and row.origin != read.own.uid:
            batch.fail(index, "uscc", "move.foreign", office=office_name(read, row.origin))
        elif row and row.state not in INSTITUTION.verb("edit").frm:
            batch.fail(index, "uscc", "import.delisted", state=INSTITUTION.states[row.state])
        else:
            values = {**batch.record(index, *INSTITUTION.own), **_facts(batch, index, row)}
            said = {key: value for key, value in values.items() if value is not None}
            for key in guarded_fields(read, row, said) if row else ():
                batch.fail(index, key, "institution.guarded", fields=INSTITUTION[key].title)
            state = _state(row, code)
            pending += state.get("state") == PENDING
            found.put(index, row, {**values, **state} if row else {**blank_flags_as_no(values), **state})
    if pending:
        batch.notes.append(say("institution.pending_rows", count=pending, state=INSTITUTION.states[PENDING]))
    return found


def _state(row: Institution | None, code: Value) -> dict[str, Value]:
    """What becomes of the state: a new one without a code is pending, and is registered once it has one."""
    if row is None:
        return {} if code else {"state": PENDING}
    return {"state": INSTITUTION.first} if code and row.state == PENDING else {}


def _by_name(read: Read, batch: Batch) -> dict[Value, list[Institution]]:
    """The office's own institutions by name."""
    names = select(listed(batch.column("name")).c.value)
    wanted = select(Institution).where(Institution.origin == read.own.uid, Institution.name.in_(names))
    found: dict[Value, list[Institution]] = {}
    for row in read.session.scalars(wanted.order_by(Institution.uid)):
        found.setdefault(row.name, []).append(row)
    return found


def _fail_repeated_names(batch: Batch) -> None:
    """Two rows of one name without a code are one institution twice."""
    first: dict[Value, int] = {}
    for index, (name, code) in enumerate(zip(batch.column("name"), batch.column("uscc"), strict=True)):
        if name and code is None and first.setdefault(name, index) != index:
            batch.fail(index, "name", "row.repeated", row=batch.table.numbers[first[name]])


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
