"""Verbs on what other offices reported: the receiving clerk's own word on a line, before the receipt is made."""

from sqlalchemy import select

from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import CLAIM_LINE
from app.kernel.outcomes import Refused
from app.record.moves import load
from app.store.models import OfficeRow
from app.store.work import Work


def refuse(work: Work, uid: int, reason: str) -> None:
    """The receiving office does not accept a line; the receipt will carry the reason."""
    _mark(work, uid, "refuse", "refused", reason)


def take_back(work: Work, uid: int) -> None:
    """Undo a refusal before the receipt is made."""
    _mark(work, uid, "take_back", "pending", None)


def _mark(work: Work, uid: int, verb: str, reported: str, reason: str | None) -> None:
    line = load(work, ClaimLine, uid, CLAIM_LINE.title)
    CLAIM_LINE.step(verb, "active", work.actor.roles)
    if line.origin == work.own.uid:
        name = work.session.scalars(select(OfficeRow.name).where(OfficeRow.uid == line.origin)).one()
        raise Refused("received.own", office=name)
    line.reported, line.receipt_reason = reported, reason
    work.session.flush()
    work.log("claim-line", verb, uid, reason or "")
