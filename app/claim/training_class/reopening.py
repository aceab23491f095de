"""Reopening a class (退回上一步): what was approved, started, ended or accepted by mistake goes one step back by two people."""

from sqlalchemy import select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.kernel.outcomes import Refused
from app.office.correction import requests as corrections
from app.record.moves import take
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS

OPENED = ("approved", "filed")
"""States of a class that may begin."""


def reopen(work: Work, uid: int, reason: str) -> None:
    """Ask to take the last step of a class back; another person confirms."""
    row = take(work, CLASS, TrainingClass, uid, "reopen")
    require_free(work, row)
    before = {"state": row.state}
    asked, name = (CLASS["state"],), (uid, row.number)
    corrections.ask(work, CLASS, name, asked, before, {"state": before_state(row)}, reason, apply)


def before_state(row: TrainingClass) -> str:
    """Where a class stood before its last step."""
    opened = "approved" if row.approved_by is not None else "filed"
    return {"running": opened, "ended": "running", "accepted": "ended"}.get(row.state, "returned")


def require_free(read: Read, row: TrainingClass) -> None:
    """Refuse while a claim rests on the acceptance, or an advance on the opening."""
    if row.state == "accepted":
        standing = select(Claim.number).where(Claim.class_uid == row.uid, Claim.state != "void")
        if claim := read.session.scalars(standing).first():
            raise Refused("class.reopen_claimed", number=row.number, claim=claim)
    if row.state in OPENED:
        open_ones = select(Advance.number).where(
            Advance.class_uid == row.uid, Advance.state.not_in(("void", "settled"))
        )
        if advance := read.session.scalars(open_ones).first():
            raise Refused("class.reopen_advanced", number=row.number, advance=advance)


def apply(work: Work, uid: int, values: dict[str, str]) -> None:
    """The class stands where it stood before, and what the step had fixed is open again."""
    row = work.session.get_one(TrainingClass, uid)
    require_free(work, row)
    if row.state == "accepted":
        row.qualified_count = row.approved_count = row.accepted_on = row.accepted_by = row.materials = None
        for one in work.session.scalars(select(Enrolment).where(Enrolment.class_uid == uid)):
            one.left_out = None
    elif row.state in OPENED:
        asked = corrections.pending(work, CLASS.name, uid)
        row.return_reason = asked.reason if asked else None
        row.approved_by = row.filed_on = row.filed_count = row.filing_number = None
    row.state = values["state"]
    work.session.flush()
    work.moved.append(row)
