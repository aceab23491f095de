"""Who is taken out of a claim, as its assessments ask; and what of it waits for a second person."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.award.overrides import TakenOut
from app.claim.claim.model import Claim
from app.claim.reduction.model import Reduction
from app.claim.reduction.noun import CAUSE
from app.store.work import Read, Work

_other = aliased(Claim)


def of_claim(claim: Claim) -> Select[Reduction]:
    """The reductions of a claim, and those of cancelled claims of the same class and scheme: they go on being so."""
    alike = (_other.class_uid == claim.class_uid) & (_other.scheme == claim.scheme)
    return select(Reduction).join(_other, _other.uid == Reduction.claim_uid).where(alike).order_by(Reduction.uid)


def taken_out(read: Read, claim: Claim) -> dict[int, TakenOut]:
    """By enrolment, what an assessment must respect."""
    confirmed = read.session.scalars(of_claim(claim).where(Reduction.state == "confirmed"))
    return {row.enrolment_uid: said(row) for row in confirmed}


def said(row: Reduction) -> TakenOut:
    """What a line says of it."""
    names = (row.asked_by, row.confirmed_by or "")
    return TakenOut(CAUSE.show(row.cause), row.reason, row.document, row.clause, *names)


def asked_of(uids: Collection[int]) -> Select[int, int]:
    """The reductions of some claims, with their claims."""
    return select(Reduction.uid, Reduction.claim_uid).where(Reduction.claim_uid.in_(list(uids)))


def handed_in(work: Work, claim: Claim) -> None:
    """From now on the claim is approved and published without those who were taken out."""
    for row in work.session.scalars(of_claim(claim).where(Reduction.state == "confirmed")):
        row.stage = "submitted"
