"""Correcting who was accepted (更正核准人数), while no claim that rests on it is handed in."""

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim.noun import COUNTING
from app.kernel.outcomes import Refused
from app.office.separation import another_person
from app.record.moves import cite, put, take
from app.store.work import Read, Work
from app.training.training_class.accepting import count
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS


def recount(
    work: Work,
    uid: int,
    approved_count: int | None = None,
    left_out: str | None = None,
    left_out_reason: str | None = None,
) -> None:
    """Correct who was accepted, while no claim that rests on it is handed in."""
    row = take(work, CLASS, TrainingClass, uid, "recount")
    another_person(work, row.submitted_by, CLASS.verb("recount").title)
    if claim := handed_in(work, uid):
        raise Refused("class.claimed", claim=claim)
    told = count(work, row, approved_count, left_out, left_out_reason)
    put(
        work, CLASS, row, "recount", told, cite(work.pack_of(row, row.starts_on), "acceptance_materials", row.starts_on)
    )


def handed_in(read: Read, class_uid: int) -> str:
    """The number of a claim that rests on a class and is handed in, or ended at zero; '' for none."""
    counting = select(Claim.number).where(Claim.class_uid == class_uid, Claim.state.in_((*COUNTING, "closed")))
    return read.session.scalars(counting).first() or ""
