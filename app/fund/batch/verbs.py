"""Verbs of payment batches: prepared, handed in, signed step by step, sent to the bank."""

from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from app.fund.batch import steps
from app.fund.batch.faults import require_payable
from app.fund.batch.listing_up import begin
from app.fund.batch.model import Batch
from app.fund.batch.noun import BATCH
from app.fund.transfer.model import Transfer
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.moves import put, take
from app.store.journal import changes
from app.store.work import Work

_LISTED = "listed"


def create(work: Work, title: str, bank_form: str | None = None) -> int:
    """Begin a batch."""
    return int(begin(work, title, bank_form).uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Call it otherwise, or send it to another bank."""
    row = take(work, BATCH, Batch, uid, "edit")
    before = {key: getattr(row, key) for key in values}
    for key, value in values.items():
        setattr(row, key, value)
    put(work, BATCH, row, "edit", changes(BATCH.asks(BATCH.verb("edit")), before, values))


def submit(work: Work, uid: int) -> None:
    """Hand it in: whom it pays, and where to, stays as it is from now on."""
    row = take(work, BATCH, Batch, uid, "submit")
    count, total = _sums(work, row)
    if not count:
        raise Refused("batch.empty", number=row.number)
    require_payable(work, row)
    row.steps = steps.written(steps.steps_for(work, total), steps.kept(row)[1] + 1)
    row.submitted_on, row.return_reason = work.today, None
    put(work, BATCH, row, "submit", say("batch.sum", count=count, total=FEN.show(total)))


def sign(work: Work, uid: int, note: str | None = None) -> None:
    """The next step agrees."""
    _signed(work, uid, "sign", note=note)


def note(
    work: Work, uid: int, signed_by: str, signed_on: date, document: str | None = None, note: str | None = None
) -> None:
    """A clerk notes that another authority has agreed."""
    if signed_on > work.today:
        raise Refused("claim.paid_ahead", paid=signed_on)
    _signed(work, uid, "note", signed_by=signed_by, signed_on=signed_on, document=document, note=note)


def _signed(work: Work, uid: int, verb: str, **told: object) -> None:
    row = take(work, BATCH, Batch, uid, verb)
    require_payable(work, row)
    signed = steps.sign(work, row, **told)
    count, total = _sums(work, row)
    detail = f"{signed.step} {signed.signed_by}，" + say("batch.sum", count=count, total=FEN.show(total))
    put(work, BATCH, row, verb, detail)
    if steps.waiting(work, row) is None:
        row.state, row.approved_on = "approved", work.today
        work.session.flush()


def return_(work: Work, uid: int, reason: str) -> None:
    """Give it back to who prepared it; what was signed stays on record and counts no more."""
    row = take(work, BATCH, Batch, uid, "return_")
    row.return_reason, row.approved_on = reason, None
    put(work, BATCH, row, "return_", reason)


def send(work: Work, uid: int, sent_on: date | None = None) -> None:
    """Note that the bank, or the finance bureau, has it; from now on only its answer says what was paid."""
    row = take(work, BATCH, Batch, uid, "send")
    require_payable(work, row)
    day = sent_on or work.today
    if day > work.today or (row.approved_on and day < row.approved_on):
        raise Refused("batch.sent_day", day=day, approved=row.approved_on)
    row.sent_on, row.sent_by = day, work.actor.name
    count, total = _sums(work, row)
    _move_transfers(work, row, "sent")
    put(work, BATCH, row, "send", say("batch.sum", count=count, total=FEN.show(total)))


def void(work: Work, uid: int, reason: str) -> None:
    """Cancel it before anybody has agreed: what it lists may be listed again."""
    row = take(work, BATCH, Batch, uid, "void")
    _move_transfers(work, row, "dropped")
    put(work, BATCH, row, "void", reason)


def _move_transfers(work: Work, row: Batch, state: str) -> None:
    work.session.flush()
    listed = (Transfer.batch_uid == row.uid, Transfer.state == _LISTED)
    moved = {"state": state, "revision": Transfer.revision + 1}
    work.session.execute(
        update(Transfer).where(*listed).values(moved), execution_options={"synchronize_session": False}
    )
    work.session.expire_all()
    work.touched.add("transfer")


def _sums(work: Work, row: Batch) -> tuple[int, int]:
    """How many transfers it lists, and of how much."""
    wanted = select(func.count(), func.coalesce(func.sum(Transfer.amount_fen), 0))
    count, total = work.session.execute(wanted.where(Transfer.batch_uid == row.uid, Transfer.state == _LISTED)).one()
    return int(count), int(total)
