"""Steps of approval bound to their table; what is asked of them takes effect when a second person confirms."""

from typing import Any

from sqlalchemy import select

from app.fund.approval_step.model import ApprovalStep
from app.fund.approval_step.noun import APPROVAL_STEP
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.correction import requests as corrections
from app.record.listing import contains
from app.record.moves import take
from app.record.record import Record
from app.store.work import Read, Work

_FIELDS = tuple(APPROVAL_STEP[key] for key in ("seq", "title", "post", "over_fen", "state"))


def create(work: Work, seq: int, title: str, post: str, over_fen: int | None = None) -> int:
    """Ask for a further step, at its place."""
    _free(work, seq)
    row = work.add(ApprovalStep(seq=seq, title=title, post=post, over_fen=over_fen or 0, state="pending"))
    work.log(APPROVAL_STEP.name, "create", row.uid, f"{seq} {title}")
    before: dict[str, Value] = {"state": row.state}
    reason = say("approval.new_step")
    corrections.ask(work, APPROVAL_STEP, (row.uid, title), _FIELDS, before, {"state": "active"}, reason, apply)
    return int(row.uid)


def edit(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to change a step."""
    row = take(work, APPROVAL_STEP, ApprovalStep, uid, "edit")
    if "over_fen" in values:
        values["over_fen"] = values["over_fen"] or 0
    if values.get("seq", row.seq) != row.seq:
        _free(work, values["seq"])
    corrections.ask(work, APPROVAL_STEP, (uid, row.title), _FIELDS, standing(work, uid), values, reason, apply)


def stop(work: Work, uid: int, reason: str) -> None:
    """Ask to go without a step; batches under way keep theirs."""
    row = take(work, APPROVAL_STEP, ApprovalStep, uid, "stop")
    new = {"state": "stopped"}
    corrections.ask(work, APPROVAL_STEP, (uid, row.title), _FIELDS, standing(work, uid), new, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """What a step says now."""
    row = read.session.get_one(ApprovalStep, uid)
    return {field.key: getattr(row, field.key) for field in _FIELDS}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """It comes, changes or goes; a step that stops gives its place free."""
    row = work.session.get_one(ApprovalStep, uid)
    for key, value in values.items():
        setattr(row, key, value)
    if row.state == "stopped":
        row.seq = -row.uid
    work.session.flush()


def _free(read: Read, seq: int) -> None:
    if read.session.scalars(select(ApprovalStep.uid).where(ApprovalStep.seq == seq)).first() is not None:
        raise Refused("record.duplicate", value=seq)


RECORD = Record(
    APPROVAL_STEP,
    ApprovalStep,
    verbs={"create": create, "edit": edit, "stop": stop},
    order=(ApprovalStep.state, ApprovalStep.seq),
    search=contains(ApprovalStep.title),
)
