"""The office's own 补贴标准目录 bound to its table: amount per occupation, level and first day; entered or brought as a table."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.rate.model import Rate
from app.claim.rate.noun import RATE, SAMPLE, USUAL_FEN
from app.kernel.kinds import Value
from app.kernel.workflow import CORRECT
from app.office.correction import requests as corrections
from app.office.correction import second_person as second
from app.record.confirming import large_sum, require_answer
from app.record.entering import check
from app.record.hooks import Hooks
from app.record.imports.batch import Batch
from app.record.imports.upserts import Upserts
from app.record.listing import contains
from app.record.lookups import made_after
from app.record.moves import load, put, take
from app.record.record import Record
from app.store.journal import changes
from app.store.work import Read, Work


def create(work: Work, confirmation: str | None = None, **values: Any) -> int:
    """Enter a line of the catalogue; a new amount from a new date is a new line."""
    check(work, RECORD, values, None)
    looked = require_answer(_large(values), confirmation)
    row = work.add(Rate(**values, sample=int(SAMPLE in values["document"]), **second.entered(work)))
    amount = RATE["amount_fen"].kind.show(row.amount_fen)
    work.log(
        RATE.name, "create", row.uid, f"{row.occupation} {row.level} {amount} 元 自 {row.since}{looked}", row.document
    )
    second.keep_alone(work, row, RATE, _called(row))
    return int(row.uid)


def _called(row: Rate) -> str:
    return f"{row.occupation} {row.level} {RATE['amount_fen'].kind.show(row.amount_fen)} 元 自 {row.since}"


def _large(values: Mapping[str, Any]) -> list[str]:
    """The question about an unusual amount; a cell that is wrong has none."""
    fen = values.get("amount_fen")
    return large_sum(RATE["amount_fen"], fen, USUAL_FEN) if fen is not None else []


def edit(work: Work, uid: int, confirmation: str | None = None, **values: Any) -> None:
    """Change a line that waits to be confirmed."""
    row = take(work, RATE, Rate, uid, "edit")
    before: dict[str, Value] = {key: getattr(row, key) for key in RATE.own}
    check(work, RECORD, {**before, **values}, uid)
    looked = require_answer(_large(values), confirmation)
    for key, value in values.items():
        setattr(row, key, value)
    row.sample, row.entered_by = int(SAMPLE in row.document), work.actor.name
    put(work, RATE, row, "edit", changes(RATE.imported, before, values) + looked, row.document)


def confirm(work: Work, uid: int) -> None:
    """Another person has looked at a line: from now on claims are decided by it."""
    row = load(work, Rate, uid, RATE.title)
    second.confirm(work, RATE, Rate, uid, _called(row))


def correct(work: Work, uid: int, reason: str, confirmation: str | None = None, **values: Any) -> None:
    """Ask to correct a line that holds; decided claims keep the amount they were decided with."""
    row = take(work, RATE, Rate, uid, CORRECT)
    before = standing(work, uid)
    check(work, RECORD, {**{key: getattr(row, key) for key in RATE.own}, **values}, uid)
    told = reason + require_answer(_large(values), confirmation)
    corrections.ask(work, RATE, (uid, f"{row.occupation} {row.level}"), RATE.imported, before, values, told, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """What a line says now."""
    row = read.session.get_one(Rate, uid)
    return {key: getattr(row, key) for key in RATE.own}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """It says this from now on."""
    row = work.session.get_one(Rate, uid)
    for key, value in values.items():
        setattr(row, key, value)
    row.sample = int(SAMPLE in row.document)


def plan(read: Read, batch: Batch, into: int) -> Upserts:
    """Compare a table with the catalogue: the same occupation, level and day is the same line."""
    batch.fail_repeats(*RATE.identity)
    rows = read.session.scalars(select(Rate).where(Rate.origin == read.own.uid))
    known: dict[tuple[Value, ...], Rate] = {tuple(getattr(row, key) for key in RATE.identity): row for row in rows}
    found = Upserts(Rate, batch)
    for index in range(len(batch)):
        values = batch.record(index, *RATE.own)
        if asked := _large(values):
            batch.warn(index, "amount_fen", "ask.row", question=asked[0])
        identity = tuple(values[key] for key in RATE.identity)
        row, given = known.get(identity), {**values, "sample": int(SAMPLE in str(values["document"]))}
        if row is not None and row.state != second.PENDING and not batch.decided and found.differs(row, values):
            batch.fail(index, "amount_fen", "correction.holds", noun=RATE.title)
        found.put(index, row, given if row is not None else {**given, **second.entered(read, decided=batch.decided)})
    return found


def _relied(since: int) -> ColumnElement[bool]:
    """Rates of what was decided since, on a day from which they hold on."""
    rate = aliased(Rate)
    decided = (
        select(ClaimLine.origin, ClaimLine.occupation, ClaimLine.level, func.max(Claim.basis_on).label("last"))
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(made_after(ClaimLine.uid, since))
        .group_by(ClaimLine.origin, ClaimLine.occupation, ClaimLine.level)
        .subquery()
    )
    same = and_(*(getattr(rate, key) == decided.c[key] for key in ("origin", "occupation", "level")))
    return Rate.uid.in_(select(rate.uid).join(decided, and_(same, rate.since <= decided.c.last)))


RECORD = Record(
    RATE,
    Rate,
    verbs={"create": create, "edit": edit, "confirm": confirm, CORRECT: correct},
    order=(Rate.occupation, Rate.level, Rate.since),
    search=contains(Rate.occupation, Rate.document),
    plans={"rates": plan},
    hooks=Hooks(relied=_relied),
)
